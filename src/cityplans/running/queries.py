"""Questions in SQL over the tables of a build: DuckDB looks into the files and hands over the answer alone.

So the rows of a few plans are had of ten thousand without the others in memory. Where the tables were written
as Parquet too (`build --format parquet`) its parts are read, else the CSV.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa

from cityplans import tables
from cityplans.errors import UserError
from cityplans.running import parquet
from cityplans.schema import COLUMNS, TABLES

NO_TABLE = re.compile(r"Table with name (\w+) does not exist")  # in DuckDB's words
# a join whose sides change places, or that several threads probe, hands rows over in no order
IN_ORDER = "SET disabled_optimizers = 'build_side_probe_side'; SET threads = 1"
SQL_TYPES = {
    "text": "VARCHAR", "date": "VARCHAR", "integer": "BIGINT", "year": "BIGINT", "number": "DOUBLE",
    "boolean": "BOOLEAN",
}  # fmt: skip


def rows_of(out: Path, name: str, plans: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table that belong to `plans` (rows of that table), as tables.read gives them."""
    source = _source(out, name, plans)
    if source is None:  # as Parquet, without a row of these plans
        return tables.frame(name, [])
    with _opened() as found:
        found.execute(IN_ORDER)
        ids = plans["plan_id"].tolist()
        kept = found.sql(f"SELECT * FROM {source} WHERE plan_id IN (SELECT unnest(?))", params=[ids])
        return tables.typed(name, kept.to_arrow_table(), name)


class NoSuchName(UserError):
    """A question about a table (`name`) that there is none of."""

    def __init__(self, name: str, message: str, zh: str) -> None:
        super().__init__(message, zh)
        self.name = name


def answer(sql: str, out: Path, given: Mapping[str, pd.DataFrame], names: Iterable[str]) -> pd.DataFrame:
    """What a question in SQL finds. Tables go by their names: those `given`, and of the build the others of
    `names`. Raises UserError where DuckDB does not understand it, with what it says."""
    import duckdb

    with _opened() as found:
        for name, data in given.items():
            found.register(name, data)
        for name in {*names} - {*given}:
            found.execute(f'CREATE VIEW "{name}" AS SELECT * FROM {_source(out, name)}')
        try:
            made = found.sql(sql)
            rows = made.to_arrow_table() if made else pa.table({})  # of a command nothing is found
        except duckdb.Error as error:
            said = f"SQL: {error}", f"SQL 语句有误：{error}"
            if unknown := NO_TABLE.search(str(error)):
                raise NoSuchName(unknown[1], *said) from None
            raise UserError(*said) from None
    return rows.to_pandas(types_mapper=tables.NULLABLE.get)


def asked(sql: str, names: Iterable[str]) -> set[str]:
    """Which of the tables `names` a question may be about: those whose names stand in it."""
    words = {word.lower() for word in re.findall(r"\w+", sql)}
    return {name for name in names if name in words}


def _opened():
    import duckdb

    return duckdb.connect()  # in memory, for one question


def _source(out: Path, name: str, plans: pd.DataFrame | None = None) -> str | None:
    """Where DuckDB reads a table, as SQL; of Parquet only the parts that may hold rows of `plans`."""
    folder = Path(out) / parquet.FOLDER
    if (folder / f"{name}.parquet").is_file():
        return f"read_parquet({_quoted(folder / f'{name}.parquet')})"
    if (folder / name).is_dir():
        files = _parts(folder, name, plans)
        listed = ", ".join(map(_quoted, files))
        return f"read_parquet([{listed}], hive_partitioning = false)" if files else None
    path = Path(out) / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        heads = next(csv.reader(file))
    types = ", ".join(f"{_quoted(head)}: '{_type(name, head)}'" for head in heads)
    return (
        f"read_csv({_quoted(path)}, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
        f"columns = {{{types}}})"
    )


def _parts(folder: Path, name: str, plans: pd.DataFrame | None) -> list[Path]:
    if plans is None:
        return sorted((folder / name).rglob("*.parquet"))
    places = parquet.places_of(plans).drop_duplicates().itertuples(index=False)
    files = (parquet.part_of(folder, name, place.province, place.year) for place in places)
    return sorted(path for path in files if path.is_file())


def _type(name: str, head: str) -> str:
    return SQL_TYPES[COLUMNS[head].type] if head in TABLES[name].columns else "VARCHAR"


def _quoted(what: object) -> str:
    escaped = str(what).replace("'", "''")
    return f"'{escaped}'"
