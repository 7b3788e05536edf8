"""Tables for other programs: CSV as the build writes it, Parquet with types, Stata files with labels.

Stata: missing texts are empty strings, integers and booleans become numbers with missing values, a text over
2,045 bytes is stored as strL, the column `end` (a word of Stata's own) is called `_end`; labels are the
schema's, in the language asked for.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pandas as pd
from pandas.errors import InvalidColumnName

from cityplans import csv_text, naming, schema, tables

FORMATS = ("csv", "parquet", "dta")
STR = 2045  # bytes of Stata's longest str
FIXED = datetime(2000, 1, 1)  # the same table gives the same bytes
LABEL = 80  # characters of Stata's longest label


def write(
    frames: Iterable[tuple[str, pd.DataFrame]], folder: Path, formats: Iterable[str], lang: str
) -> list[Path]:
    """NAME.FORMAT below `folder` for every table and format; the files written. Raises UnknownName."""
    wanted = [naming.one_of(f, FORMATS, "format") for f in formats]
    written = []
    for name, data in frames:
        for kind in wanted:
            written.append(folder / f"{name}.{kind}")
            tables.write_bytes(written[-1], _bytes(name, data, kind, lang))
    return written


def _bytes(name: str, data: pd.DataFrame, kind: str, lang: str) -> bytes:
    if kind == "csv":
        return csv_text.to_csv(data)
    out = BytesIO()
    if kind == "parquet":
        data.to_parquet(out, index=False)
        return out.getvalue()
    plain = data.apply(_for_stata)
    long = [c for c in plain if plain[c].dtype == object and _longest(plain[c]) > STR]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InvalidColumnName)  # said in the docstring
        plain.to_stata(
            out,
            write_index=False,
            version=118,
            convert_strl=long,
            time_stamp=FIXED,
            data_label=_title(name, lang),
            variable_labels={c: _label(c, lang) for c in plain},
        )
    return out.getvalue()


def _for_stata(column: pd.Series) -> pd.Series:
    if str(column.dtype) in ("Int64", "boolean", "bool"):
        return column.astype("float64")
    return column if column.dtype.kind in "fi" else column.fillna("").astype(object)


def _longest(texts: pd.Series) -> int:
    return max((len(t.encode()) for t in texts), default=0)


def _title(name: str, lang: str) -> str:
    table = schema.TABLES[name]
    return (table.zh if lang == "zh" else table.en)[:LABEL]


def _label(column: str, lang: str) -> str:
    about = schema.COLUMNS[column]
    return (about.zh if lang == "zh" else about.en)[:LABEL]
