"""A stretch of a table as it is kept and written: the one form in which tables pass from run to run.

A part holds its rows as CSV and, where another stage reads them, as Arrow, both compressed. A table is
written by joining the CSV of its parts, and read for another stage by joining their Arrow; so what did not
change is neither made nor looked at again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
from pandas.api.extensions import ExtensionArray

from cityplans import csv_text, tables
from cityplans.records import travels
from cityplans.schema import TABLES

CODEC = pa.Codec("zstd", compression_level=1)
PIECES_AT_ONCE = 500  # made together: not all rows of a table are held
ALONE = pa.ipc.IpcReadOptions(use_threads=False)  # of a small batch, handing out takes longer than the work


@travels
class Part(NamedTuple):
    """Rows of one table in their order. `digest` is that of the CSV, whose `size` is in bytes; `first` and
    `last` are the least and greatest value of the column the table is sorted by first; `arrow` is empty where
    no stage reads the table."""

    table: str
    rows: int
    size: int
    digest: str
    first: str
    last: str
    csv: bytes
    arrow: bytes


class Pieces(NamedTuple):
    """A table cut into stretches that need not all be made: the key of each stands for all it depends on;
    `make` gives the rows of some and where each begins, with one more for the end."""

    name: str
    keys: list[str]
    make: Callable[[Sequence[int]], tuple[pd.DataFrame, list[int]]]


def key_of(*told: object) -> str:
    """The key of a piece by all that it is made from."""
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def pieced(pieces: Pieces, before: Mapping[str, Part]) -> list[Part]:
    """The parts of a table, those of `before` by their keys."""
    if not pieces.keys:
        return [_empty(pieces.name, False)]
    missing = [number for number, key in enumerate(pieces.keys) if key not in before]
    made: dict[int, Part] = {}
    for start in range(0, len(missing), PIECES_AT_ONCE):
        asked = missing[start : start + PIECES_AT_ONCE]
        made |= zip(asked, cut(pieces.name, *pieces.make(asked)), strict=True)
    return [made[number] if number in made else before[key] for number, key in enumerate(pieces.keys)]


def is_part(value: object) -> bool:
    """Whether a value that was kept has the shape of a part."""
    kinds = (str, int, int, str, str, str, bytes, bytes)
    return (
        isinstance(value, Part)
        and all(isinstance(field, kind) for field, kind in zip(value, kinds))
        and value.table in TABLES
    )


def of(name: str, data: pd.DataFrame) -> list[Part]:
    """A whole table as parts of ROWS_AT_ONCE, so that it is not held three times meanwhile."""
    starts = range(0, max(len(data), 1), csv_text.ROWS_AT_ONCE)
    slices = [data.iloc[start : start + csv_text.ROWS_AT_ONCE] for start in starts]
    return [cut(name, rows, [0, len(rows)])[0] for rows in slices]


def cut(name: str, data: pd.DataFrame, edges: Sequence[int], read: bool = False) -> list[Part]:
    """The rows between each two edges as a part; `read`: by another stage."""
    return _cut(name, data, edges, read) if len(data) else [_empty(name, read)] * (len(edges) - 1)


@cache
def _empty(name: str, read: bool) -> Part:
    return _cut(name, tables.frame(name, []), [0, 0], read)[0]


def _cut(name: str, data: pd.DataFrame, edges: Sequence[int], read: bool) -> list[Part]:
    rows, key = csv_text.csv_rows(data), data[TABLES[name].order[0]].array
    packed = _packed(data, edges) if read else [b""] * (len(edges) - 1)
    return [
        _made(name, csv_text.joined(rows[a:b]), key[a:b], arrow)
        for (a, b), arrow in zip(pairwise(edges), packed, strict=True)
    ]


def _packed(data: pd.DataFrame, edges: Sequence[int]) -> Iterator[bytes]:
    table = pa.Table.from_pandas(data, preserve_index=False)
    return (packed(table.slice(a, b - a)) for a, b in pairwise(edges))


def packed(rows: pa.Table | pa.RecordBatch) -> bytes:
    """Rows as Arrow, compressed as a whole: column by column, as Arrow does it, takes ten times the time of
    few rows, and three times the room."""
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as whole, pa.ipc.new_stream(whole, rows.schema) as stream:
        stream.write(rows)
    return sink.getvalue().to_pybytes()


@contextmanager
def unpacked(content: bytes) -> Iterator[pa.RecordBatchReader]:
    with (
        pa.CompressedInputStream(pa.BufferReader(content), "zstd") as whole,
        pa.ipc.open_stream(whole, options=ALONE) as stream,
    ):
        yield stream


def _made(name: str, csv: bytes, key: ExtensionArray, arrow: bytes) -> Part:
    first, last = (str(key[0]), str(key[-1])) if len(key) else ("", "")
    packed = CODEC.compress(csv, asbytes=True)
    return Part(name, len(key), len(csv), hashlib.sha256(csv).hexdigest(), first, last, packed, arrow)


def csv_of(part: Part) -> bytes:
    return CODEC.decompress(part.csv, part.size, asbytes=True)


def frame(parts: Sequence[Part]) -> pd.DataFrame:
    """The table that the parts make up, in their order; from their CSV where they are no stage's."""
    if not all(part.arrow for part in parts):
        return tables.parsed(parts[0].table, b"".join(_pieces(parts[0].table, parts)))
    made = []
    for part in parts:
        with unpacked(part.arrow) as stream:
            made.append(stream.read_all())
        made[-1].validate(full=True)
    whole = pa.concat_tables(made).combine_chunks()  # rows are picked from one stretch in half the time
    return whole.to_pandas()


def digest(parts: Iterable[Part]) -> str:
    """A hash of the table that the parts make up."""
    return hashlib.sha256("".join(part.digest for part in parts).encode()).hexdigest()


def write(folder: Path, found: Iterable[tuple[str, Sequence[Part]]]) -> dict[str, int]:
    """Write tables as they come and, last, their datapackage.json; each file appears whole or not at all.
    Returns the rows of each."""
    written, rows = {}, {}
    for name, parts in found:
        written[name] = tables.write_parts(folder / f"{name}.csv", _pieces(name, parts))
        rows[name] = sum(part.rows for part in parts)
    tables.write_bytes(folder / "datapackage.json", tables.datapackage(written).encode())
    return rows


def _pieces(name: str, parts: Iterable[Part]) -> Iterator[bytes]:
    yield csv_text.header(TABLES[name].columns)
    yield from map(csv_of, parts)


def in_order(parts: Sequence[Part]) -> Sequence[Part]:
    """Parts of one table cut between keys, where each begins after the one before; else the table sorted and
    checked as a whole."""
    filled = [part for part in parts if part.rows]
    if all(one.last < other.first for one, other in pairwise(filled)):
        return parts
    name, data = filled[0].table, frame(filled)
    return of(name, tables.from_columns(name, {column: data[column] for column in data}))
