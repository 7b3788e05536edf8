"""What was computed before, by what it was computed from.

An entry's name is the hash of everything its content depends on: the bytes of the file, its catalog row, the
codebook files the stage may read, and the code (package sources and versions of the libraries that read).
So nothing is ever out of date: what changed has another name. Entries carry a digest of their content; one
that is damaged counts as absent and is made anew. Deleting the folder costs time only.

Entries are pickles because thousands of them have to load in a second or two, but the reader admits no class
outside the records named here and calls no function but those at the end of this module: a file planted in
the cache can give its owner wrong data, it cannot run code.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import os
import pickle
import platform
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from cityplans.codebook import Codebook

FOLDER, PICTURES = ".cache", "pictures"  # what was read from pictures stays: it takes seconds a page
DIGEST = 32  # bytes of sha256 before the content
PACKAGE = Path(__file__).resolve().parents[1]
SOURCES = (  # of every entry
    "chinese",
    "reading",
    "extraction",
    "running/cache.py",
    "codebook.py",
    "columns.py",
    "records.py",
    "schema.py",
    "tables.py",
)
LIBRARIES = (
    "ahocorasick_rs",
    "lxml",
    "networkx",
    "numpy",
    "onnxruntime",
    "opencc",
    "openpyxl",
    "pandas",
    "pdfplumber",
    "pyarrow",
    "pypdfium2",
    "python-docx",
    "rapidfuzz",
    "rapidocr",
    "rjieba",
    "scikit-learn",
    "scipy",
    "striprtf",
    "trafilatura",
    "xlrd",
)
RECORDS = {  # module -> classes an entry may hold
    "cityplans.records": {"Clause", "Edition", "Plan", "Problem"},
    "cityplans.reading.editions": {"Witness"},
    "cityplans.reading.plans.metadata": {"Metadata"},
    "cityplans.reading.plans.regions": {"Region"},
    "cityplans.documents": {"Extracted"},
    "cityplans.comparison.coding.coded": {"Coded", "Found", "Words"},
    "cityplans.running.cache": {"_array", "_batch", "_frame", "_number"},
}


class Cache(NamedTuple):
    """A folder of entries, and the names used in this run."""

    folder: Path
    used: set[str]


def opened(folder: Path) -> Cache:
    return Cache(folder / FOLDER, set())


def part(codebook: Codebook, names: Iterable[str]) -> Codebook:
    """The codebook with some of its files only, so that a stage cannot depend on another unnoticed."""
    rows = {name: codebook.rows[name] for name in names}
    return Codebook(codebook.folder, rows, hashlib.sha256(repr(sorted(rows.items())).encode()).hexdigest())


def code_version(more: Iterable[str] = ()) -> str:
    """Hash of what per-document results depend on: library versions, sources, and those of folders `more`."""
    digest = hashlib.sha256(platform.python_version().encode())
    folders = [path for name in (*SOURCES, *more) for path in (PACKAGE / name).rglob("*.py")]
    found = [*folders, *(PACKAGE / name for name in SOURCES if name.endswith(".py"))]
    for path in sorted(found, key=lambda p: p.relative_to(PACKAGE).as_posix()):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    for name in LIBRARIES:
        digest.update(f"{name} {_version(name)}\n".encode())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def key(*parts: object) -> str:
    """One name for everything a result depends on."""
    digest = hashlib.sha256()
    for value in parts:
        data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def get(cache: Cache, name: str):
    """The entry, or None where there is none that can be used."""
    cache.used.add(name)
    try:
        data = _path(cache, name).read_bytes()
        content = data[DIGEST:]
        if hashlib.sha256(name.encode() + content).digest() != data[:DIGEST]:
            return None
        return _Reader(io.BytesIO(content)).load()
    except Exception:  # whatever is wrong with an entry, it is made anew
        return None


def put(cache: Cache, name: str, value: object) -> None:
    """Keep a value; a disk that does not take it is no reason to stop."""
    buffer, path = io.BytesIO(), _path(cache, name)
    try:
        _Writer(buffer, protocol=5).dump(value)
        content = buffer.getvalue()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(name.encode() + content).digest() + content)
        Path(temporary).replace(path)
    except (OSError, TypeError, pickle.PicklingError):
        return


def prune(cache: Cache) -> None:
    """Remove what this run did not ask for."""
    for path in cache.folder.glob("*/*"):
        if path.name not in cache.used and path.parent.name != PICTURES:
            path.unlink(missing_ok=True)


def _path(cache: Cache, name: str) -> Path:
    return cache.folder / name[:2] / name


def _array(kind: str, data: bytes) -> np.ndarray:
    return np.frombuffer(data, dtype=np.dtype(kind)).copy()


def _number(kind: str, data: bytes) -> np.generic:
    return _array(kind, data)[0]


def _batch(data: bytes) -> pa.RecordBatch:
    with pa.ipc.open_stream(data) as stream:
        found = stream.read_next_batch()
    found.validate(full=True)
    return found


def _frame(data: bytes) -> pd.DataFrame:
    with pa.ipc.open_stream(data) as stream:
        found = stream.read_all()
    found.validate(full=True)
    return found.to_pandas()


def _packed(rows: pa.RecordBatch | pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, rows.schema, options=options) as stream:
        stream.write(rows)
    return sink.getvalue().to_pybytes()


class _Writer(pickle.Pickler):
    def reducer_override(self, value):
        if isinstance(value, np.ndarray):
            return _array, (value.dtype.str, value.tobytes())
        if isinstance(value, np.generic):
            return _number, (value.dtype.str, value.tobytes())
        if isinstance(value, pa.RecordBatch):
            return _batch, (_packed(value),)
        if isinstance(value, pd.DataFrame):
            return _frame, (_packed(pa.Table.from_pandas(value, preserve_index=False)),)
        return NotImplemented


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str):
        if name in RECORDS.get(module, ()):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in the cache")
