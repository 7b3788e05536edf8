"""Make, write and read tables, always through the schema; atomically; with one datapackage.json."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from pandas.api.extensions import ExtensionArray

from cityplans.csv_text import TEXT, csv_parts, rounded
from cityplans.errors import Both, UserError
from cityplans.schema import COLUMNS, TABLES

DTYPES = {
    "text": "str",
    "date": "str",
    "integer": "Int64",
    "year": "Int64",
    "number": "float64",
    "boolean": "boolean",
}
STRING = pd.StringDtype(na_value=np.nan)  # "str", as a type
ARROW = {"str": TEXT, "Int64": pa.int64(), "float64": pa.float64(), "boolean": pa.bool_()}
NULLABLE = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
LARGEST_BLOCK = 1 << 28  # bytes of CSV read at a time; a row is never longer
FRICTIONLESS = {"text": "string"}


AGAIN = Both("run `python3 run.py build` again", "请再运行 `python3 run.py build`")


class NoTables(UserError, FileNotFoundError):
    """A folder that holds no tables; the message says what to do."""


class SchemaError(UserError, ValueError):
    """Rows that the schema does not allow; the message names table, column and value."""


def frame(name: str, rows: Iterable[Mapping]) -> pd.DataFrame:
    """Rows as a typed, checked DataFrame with exactly the table's columns, in its order."""
    rows = list(rows)
    given = {*TABLES[name].columns, *(rows[0] if rows else ())}
    return from_columns(name, {column: [row.get(column) for row in rows] for column in given})


def from_tuples(name: str, fields: Sequence[str], rows: Iterable[tuple]) -> pd.DataFrame:
    """As `frame`, of rows whose cells stand in the order of `fields`; columns not among them are empty."""
    columns = list(zip(*rows, strict=True))
    return from_columns(name, dict(zip(fields, columns, strict=True)) if columns else {})


def from_columns(name: str, columns: Mapping[str, Sequence | np.ndarray]) -> pd.DataFrame:
    """As `frame`, of columns of equal length; those not given are empty."""
    table = TABLES[name]
    extra = set(columns) - set(table.columns)
    if extra:
        raise SchemaError(f"{name}: column {sorted(extra)} is not in the schema")
    length = max(map(len, columns.values()), default=0)
    return _made(name, columns, length) if length else _empty(name).copy()


@cache
def _empty(name: str) -> pd.DataFrame:
    return _made(name, {}, 0)


def _made(name: str, columns: Mapping[str, Sequence | np.ndarray], length: int) -> pd.DataFrame:
    names = TABLES[name].columns
    data = {column: _typed(name, column, columns.get(column, [None] * length)) for column in names}
    return _sorted(name, data)


def batch(fields: Sequence[str], rows: Iterable[tuple]) -> pa.RecordBatch:
    """Rows of one plan packed for the way to their table: a hundredth of the objects, each text once."""
    columns = list(zip(*rows, strict=True)) or [()] * len(fields)
    arrays = [pa.array(values, type=_packed(COLUMNS[field].type)) for field, values in zip(fields, columns)]
    return pa.RecordBatch.from_arrays(arrays, names=list(fields))


def batch_of_dicts(name: str, rows: Sequence[Mapping]) -> pa.RecordBatch:
    """As `batch`, of rows as mappings: every column of the table but plan_id; what a row lacks is empty."""
    fields = [column for column in TABLES[name].columns if column != "plan_id"]
    return batch(fields, [tuple(row.get(field) for field in fields) for row in rows])


def _packed(kind: str) -> pa.DataType:
    numbers = {"integer": pa.int64(), "year": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    return numbers.get(kind, pa.dictionary(pa.int32(), TEXT))


def packed(places: np.ndarray, values: Sequence[str]) -> pa.DictionaryArray:
    """The text column `values[place]` as batch packs it, but without an object for every row."""
    used, own = np.unique(places, return_inverse=True)
    texts = pa.array([values[i] for i in used.tolist()], type=TEXT)
    return pa.DictionaryArray.from_arrays(own.astype(np.int32), texts)


def from_batches(name: str, batches: Mapping[str, pa.RecordBatch]) -> pd.DataFrame:
    """As `frame`, of the packed rows of each plan by plan_id."""
    if not batches:
        return from_columns(name, {})
    whole = pa.Table.from_batches(batches.values())
    plans = np.repeat(np.array(list(batches), dtype=object), [part.num_rows for part in batches.values()])
    columns = {field: _unpacked(whole[field]) for field in whole.column_names}
    return from_columns(name, {"plan_id": plans, **columns})


def _unpacked(values: pa.ChunkedArray) -> np.ndarray | pd.Series:
    if pa.types.is_dictionary(values.type):
        return values.cast(TEXT).to_pandas()
    return values.to_numpy() if not values.null_count else values.to_pandas(types_mapper=NULLABLE.get)


def _typed(name: str, column: str, values: Sequence | np.ndarray) -> ExtensionArray | np.ndarray:
    """A column as the schema has it: its type, its codes, floats rounded and finite."""
    kind = COLUMNS[column].type
    if DTYPES[kind] == "str":
        return _texts(name, column, values)
    if isinstance(values, ExtensionArray):
        made = values.astype(DTYPES[kind])
    elif isinstance(values, pd.Series) or isinstance(values, np.ndarray) and values.dtype.kind in "iufb":
        made = pd.Series(values).astype(DTYPES[kind]).array
    else:
        known = [None if v is None or v == "" or v is pd.NA or v != v else v for v in values]
        try:
            made = pd.array(known, dtype=DTYPES[kind])
        except (TypeError, ValueError) as error:
            raise SchemaError(f"{name}.{column}: a value is no {kind} ({error})") from None
    if kind != "number":
        return made
    numbers = np.asarray(made)
    if np.isinf(numbers).any():
        raise SchemaError(f"{name}.{column}: a value is infinite")
    return rounded(numbers)


def _texts(name: str, column: str, values: Sequence | np.ndarray | pa.ChunkedArray) -> ExtensionArray:
    """Words and codes; an empty text is a missing one."""
    held, allowed = _held(values), COLUMNS[column].values
    if pc.index(held, "").as_py() >= 0:
        held = pc.if_else(pc.equal(held, ""), None, held)
    if allowed and (unknown := {*pc.unique(held).to_pylist()} - {*allowed, None}):
        raise SchemaError(f"{name}.{column}: unknown code {sorted(unknown)}")
    return STRING.__from_arrow__(held)


def _held(values: Sequence | np.ndarray | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Texts as Arrow has them; what is no text, as it is written."""
    if isinstance(values, pa.ChunkedArray):
        return values
    try:
        return pa.array(values, type=TEXT, from_pandas=True)
    except (TypeError, pa.ArrowException):
        return pa.array(pd.array(values, dtype=STRING))


def _sorted(name: str, columns: dict[str, ExtensionArray | np.ndarray]) -> pd.DataFrame:
    table, data = TABLES[name], pd.DataFrame(columns, copy=False)
    is_in_order = _is_in_order(columns, table.order)
    if is_in_order and table.order == table.key:
        return data  # in which no key stands twice
    if not is_in_order:
        ordered = pa.table({column: pa.array(columns[column], from_pandas=True) for column in table.order})
        keys = [(column, "ascending", "at_start") for column in table.order]
        data = data.take(pc.sort_indices(ordered, sort_keys=keys).to_numpy()).reset_index(drop=True)
    doubled = data.duplicated(list(table.key))
    if doubled.any():
        first = data.loc[doubled, list(table.key)].iloc[0].to_dict()
        raise SchemaError(f"{name}: key {table.key} stands twice: {first}")
    return data


def _is_in_order(columns: Mapping[str, ExtensionArray | np.ndarray], key: Sequence[str]) -> bool:
    """Whether every row stands above the one before: then nothing is to be sorted, and no two are the same in
    these columns."""
    above, tied = None, None
    for column in key:
        values = pa.array(columns[column], from_pandas=True)
        if values.null_count:
            return False
        if len(values) < 2:
            continue
        is_more, is_same = (_each(told, values[1:], values[:-1]) for told in (pc.greater, pc.equal))
        above = is_more if above is None else above | tied & is_more
        tied = is_same if tied is None else tied & is_same
    return above is None or bool(above.all())


def _each(told: Callable, ours: pa.Array, theirs: pa.Array) -> np.ndarray:
    return told(ours, theirs).to_numpy(zero_copy_only=False)


def write(
    folder: Path | str, frames: Mapping[str, pd.DataFrame] | Iterable[tuple[str, pd.DataFrame]]
) -> dict[str, int]:
    """Write checked frames as they come and, last, their datapackage.json; each file appears whole or not at
    all. Returns the rows of each."""
    root = Path(folder)
    root.mkdir(parents=True, exist_ok=True)
    written, rows = {}, {}
    for name, data in frames.items() if isinstance(frames, Mapping) else frames:
        written[name] = write_parts(root / f"{name}.csv", csv_parts(data))
        rows[name] = len(data)
    write_bytes(root / "datapackage.json", datapackage(written).encode())
    return rows


def files_of(folder: Path | str) -> set[str]:
    """Names below `folder` of the files that the tables there say are theirs: what the next build may remove.

    Nothing where there is no datapackage.json that can be read."""
    root = Path(folder)
    try:
        resources = json.loads((root / "datapackage.json").read_text("utf-8"))["resources"]
        names = {str(resource["path"]) for resource in resources}
        with (root / "plans.csv").open(encoding="utf-8-sig", newline="") as file:
            texts = {f"texts/{row['plan_id']}.txt" for row in csv.DictReader(file)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    parts = [
        p for name in names for p in (root / "parquet").glob(f"{Path(name).stem}/*=*/*=*/part-*.parquet")
    ]
    whole = {f"parquet/{Path(name).stem}.parquet" for name in names}
    return names | texts | whole | {path.relative_to(root).as_posix() for path in parts}


def digest(data: pd.DataFrame) -> str:
    """A hash of a table's content, at a tenth of the time its CSV takes to be made."""
    table, sink = pa.Table.from_pandas(data, preserve_index=False), pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write(table)
    return hashlib.sha256(sink.getvalue()).hexdigest()


def write_bytes(path: Path, data: bytes) -> None:
    """Replace a file atomically: readers see the old one or the new one, whole."""
    write_parts(path, [data])


def write_parts(path: Path, parts: Iterable[bytes]) -> dict:
    """As write_bytes, of what comes piece by piece. Returns size and hash as datapackage.json has them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    made, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                size += file.write(part)
                made.update(part)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return {"bytes": size, "hash": f"sha256:{made.hexdigest()}"}


def read(folder: Path | str, name: str) -> pd.DataFrame:
    """A table written by `write`, with the schema's types."""
    path = Path(folder) / f"{name}.csv"
    return _parsed(name, path, path.stat().st_size)


def parsed(name: str, content: bytes) -> pd.DataFrame:
    """As `read`, of the bytes of a file."""
    return _parsed(name, pa.BufferReader(content), len(content))


def _parsed(name: str, source: Path | pa.BufferReader, size: int) -> pd.DataFrame:
    kinds = {column: ARROW[DTYPES[COLUMNS[column].type]] for column in TABLES[name].columns}
    at_once = min(size + 1, LARGEST_BLOCK)
    found = pa.csv.read_csv(
        source,
        read_options=pa.csv.ReadOptions(block_size=at_once),
        parse_options=pa.csv.ParseOptions(newlines_in_values=True),
        convert_options=pa.csv.ConvertOptions(
            column_types=kinds,
            null_values=[""],
            strings_can_be_null=True,
            true_values=["true"],
            false_values=["false"],
        ),
    )
    return typed(name, found, source)


def typed(name: str, found: pa.Table, source: object = "") -> pd.DataFrame:
    """Rows of a table with the schema's types. Raises SchemaError where a column is missing in `source`."""
    columns = TABLES[name].columns
    missing = [c for c in columns if c not in found.column_names]
    if missing:
        raise SchemaError(
            f"{source}: column {missing} is missing; {AGAIN.en}", f"{source}：缺少列 {missing}；{AGAIN.zh}"
        )
    return pd.DataFrame({c: _typed(name, c, _read_as(found[c])) for c in columns}, copy=False)


def _read_as(values: pa.ChunkedArray) -> pa.ChunkedArray | ExtensionArray | pd.Series:
    """A column that was read, by the shortest way to what `_typed` takes."""
    if values.type == TEXT:
        return values
    nullable = NULLABLE.get(values.type)
    return nullable.__from_arrow__(values) if nullable else values.to_pandas()


def load(folder: Path | str) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """All tables and texts of a build. Raises FileNotFoundError where there are none, with what to do."""
    root = Path(folder)
    frames = {name: read(root, name) for name in checked(root)}
    texts = {p.stem: p.read_bytes().decode() for p in sorted((root / "texts").glob("*.txt"))}
    return frames, texts


def checked(folder: Path | str) -> list[str]:
    """The names of the tables, each of which is as it was written. Raises as `load`; reads no rows."""
    resources = _resources(folder)
    for resource in resources:
        _is_as_written(Path(folder) / resource["path"], resource)
    return [Path(resource["path"]).stem for resource in resources]


def text(folder: Path | str, plan_id: str) -> str:
    """The cleaned text of a plan."""
    return (Path(folder) / "texts" / f"{plan_id}.txt").read_bytes().decode()


def is_whole(folder: Path | str) -> bool:
    """Whether `load` finds tables as they were written, with the columns of this version; reads no rows."""
    root = Path(folder)
    try:
        for resource in _resources(root):
            path = root / resource["path"]
            _is_as_written(path, resource)
            with path.open(encoding="utf-8-sig", newline="") as file:
                if {*TABLES[path.stem].columns} - {*next(csv.reader(file), ())}:
                    return False
    except (OSError, ValueError, KeyError):
        return False
    return True


def names(folder: Path | str) -> list[str]:
    """The tables of a build, by name. Raises FileNotFoundError where there are none, with what to do."""
    return [Path(resource["path"]).stem for resource in _resources(folder)]


def _resources(folder: Path | str) -> list[dict]:
    described = Path(folder) / "datapackage.json"
    if not described.is_file():
        raise NoTables(
            f"{folder}: holds no tables; run `python3 run.py build` first, or name their folder with --out",
            f"{folder}：里面没有表；请先运行 `python3 run.py build`，或用 --out 指出表所在的文件夹",
        )
    return json.loads(described.read_text("utf-8"))["resources"]


def _is_as_written(path: Path, resource: Mapping) -> None:
    """Tables of one folder belong together: a file that is missing or of another run stops the reading."""
    if not path.is_file():
        raise SchemaError(f"{path}: is missing; {AGAIN.en}", f"{path}：文件不在；{AGAIN.zh}")
    if "bytes" in resource and path.stat().st_size != resource["bytes"]:
        raise SchemaError(
            f"{path}: was changed after it was written (edit data/codebook/corrections.csv "
            f"instead); {AGAIN.en}",
            f"{path}：写出之后被改动（请改 data/codebook/corrections.csv）；{AGAIN.zh}",
        )


def datapackage(written: Mapping[str, Mapping]) -> str:
    """The Frictionless description of the written tables, from the schema that validated them; `written` has
    size and hash of each file."""
    resources = [
        {
            "name": name.replace("_", "-"),
            "path": f"{name}.csv",
            "title": TABLES[name].en,
            "description": TABLES[name].about,
            "format": "csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [_field(c) for c in TABLES[name].columns],
                "primaryKey": list(TABLES[name].key),
                "missingValues": [""],
            },
            **written[name],
        }
        for name in sorted(written)
    ]
    return json.dumps({"name": "cityplans", "resources": resources}, ensure_ascii=False, indent=1) + "\n"


def _field(name: str) -> dict:
    column = COLUMNS[name]
    field: dict = {
        "name": name,
        "type": FRICTIONLESS.get(column.type, column.type),
        "title": f"{column.zh} / {column.en}",
        "description": column.about,
    }
    if column.values:
        field["constraints"] = {"enum": list(column.values)}
    return field
