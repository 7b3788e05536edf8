"""Tables as CSV text: numbers rounded and written as Python writes them, texts quoted where they must be.

CSV is UTF-8 with BOM and \\n, so that Excel on Windows opens it; empty cells mean missing. The tables are
data and hold texts as they are; a list for people to open in Excel goes through `harmless` first, for a text
of a document that begins with = would run there as a formula.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

TEXT = pa.large_string()
FLOAT_DIGITS = 10  # significant digits kept on writing, so that machines agree
# floats that are rounded and written as whole columns: the others, and ties, one by one
LEAST_PLAIN, MOST_PLAIN, MOST_EXACT, TIED = 1e-4, 1e10, 1e15, 1e-4
POWERS = np.array([10.0**n for n in range(23)])
ROWS_AT_ONCE = 50_000  # turned into text at a time, so that a table is not held three times
FORMULA = re.compile(r"^[=@\t\r]|^[+-](?![\d.,]*(?:[%％\s]|$))")


def rounded(values: np.ndarray) -> np.ndarray:
    """Every value at FLOAT_DIGITS significant digits, as Python's own rounding has it.

    A whole number of so many digits and a power of ten are exact, and so their quotient is the number next to
    the decimal; what is as good as half way between two, very small or very large goes one by one."""
    size = np.abs(values)
    here = np.flatnonzero((size >= LEAST_PLAIN) & (size < MOST_EXACT))
    place = FLOAT_DIGITS - 1 - np.floor(np.log10(size[here])).astype(int)
    scale, is_fine = POWERS[np.abs(place)], place >= 0
    digits = np.where(is_fine, size[here] * scale, size[here] / scale)
    whole = np.rint(digits)
    is_sure = np.abs(digits - np.floor(digits) - 0.5) > TIED
    made = values.copy()
    made[here[is_sure]] = np.copysign(np.where(is_fine, whole / scale, whole * scale), values[here])[is_sure]
    unsure = size > 0
    unsure[here[is_sure]] = False
    made[unsure] = [float(f"{value:.{FLOAT_DIGITS}g}") for value in values[unsure].tolist()]
    return made


def to_csv(data: pd.DataFrame) -> bytes:
    """Header and rows, UTF-8 with BOM; texts are quoted only where they hold a comma, quote or line end."""
    return b"".join(csv_parts(data))


def csv_parts(data: pd.DataFrame) -> Iterator[bytes]:
    """As to_csv, piece by piece. Columns are joined as a whole: pandas writes row by row, which took a tenth
    of a run over 1,000 plans."""
    yield header(data.columns)
    for start in range(0, len(data), ROWS_AT_ONCE):
        yield joined(csv_rows(data.iloc[start : start + ROWS_AT_ONCE]))


def header(columns: Iterable[str]) -> bytes:
    return codecs.BOM_UTF8 + (",".join(columns) + "\n").encode()


def csv_rows(data: pd.DataFrame) -> pa.Array:
    """Every row as a line of CSV, without its end."""
    return pc.binary_join_element_wise(*(_cells(data[column]) for column in data.columns), _text(","))


def joined(rows: pa.Array) -> bytes:
    """Lines, each with its end."""
    rows = pa.concat_arrays([rows, pa.array([""], TEXT)])
    whole = pa.LargeListArray.from_arrays([0, len(rows)], rows)
    return pc.binary_join(whole, _text("\n"))[0].as_buffer().to_pybytes()


def harmless(data: pd.DataFrame) -> pd.DataFrame:
    """The table with ' before every text that a spreadsheet program would take for a formula.

    Signs after https://owasp.org/www-community/attacks/CSV_Injection; a sign before a number is none."""
    texts = data.select_dtypes("str")
    return data.assign(**{name: texts[name].str.replace(FORMULA, r"'\g<0>", regex=True) for name in texts})


def _text(value: str) -> pa.Scalar:
    return pa.scalar(value, TEXT)


def _cells(column: pd.Series) -> pa.Array:
    """A column as text: empty where missing, numbers without a fraction they do not have."""
    values = pa.chunked_array([pa.Array.from_pandas(column)]).combine_chunks()
    if pa.types.is_floating(values.type):
        values = _decimals(column.to_numpy())
    values = pc.fill_null(values.cast(TEXT), "")
    if not _holds_any(values, b'",\n\r'):
        return values
    special = pc.match_substring_regex(values, '[",\n\r]')
    quote, doubled = _text('"'), pc.replace_substring(values, '"', '""')
    return pc.if_else(special, pc.binary_join_element_wise(quote, doubled, quote, _text("")), values)


def _holds_any(values: pa.Array, signs: bytes) -> bool:
    """Whether one of these ASCII signs stands in any of the texts: looked for in all of them at once."""
    _, offsets, texts = values.buffers()
    if texts is None or not len(values):
        return False
    ends = np.frombuffer(offsets, dtype=np.int64)[values.offset : values.offset + len(values) + 1]
    whole = texts.slice(ends[0], ends[-1] - ends[0]).to_pybytes()
    return any(sign in whole for sign in signs)


def _decimals(values: np.ndarray) -> pa.Array:
    """Numbers as Python writes them, but whole ones without .0; missing where there is none."""
    values = values + 0.0  # no -0
    size = np.abs(values)
    is_plain = (size >= LEAST_PLAIN) & (size < MOST_PLAIN) | (
        size == 0
    )  # Arrow writes these alike, and quicker
    texts, others = pa.array(values, mask=~is_plain).cast(TEXT), ~is_plain & (values == values)
    if not others.any():
        return texts
    return pc.replace_with_mask(texts, pa.array(others), pa.array(map(_plain, values[others].tolist()), TEXT))


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
