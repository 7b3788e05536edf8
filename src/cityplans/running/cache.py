"""What was computed before, by what it was computed from.

An entry's name is the hash of everything its content depends on: the bytes of the file, its catalog row, the
codebook files the stage may read, and the code (package sources and versions of the libraries that read).
So nothing is ever out of date: what changed has another name. Entries carry a digest of their content; one
that is damaged, is no file or has another shape than asked for counts as absent and is made anew. Deleting
the folder costs time only.

Entries are pickles because thousands of them have to load in a second or two, but the reader only makes
records registered with `records.travels` and calls the three functions of CALLS, and an entry cannot reach
into either. A file planted in the cache, with a digest that is right, can so give its owner wrong data of the
right shape; it cannot run code.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import re
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from cityplans.parts import packed, unpacked
from cityplans.records import TRAVELLING, fields_of

FOLDER, PICTURES = ".cache", "pictures"  # what was read from pictures stays: it takes seconds a page
DIGEST = 32  # bytes of sha256 before the content
ENTRY = re.compile(r"[0-9a-f]{64}")


class Cache(NamedTuple):
    """A folder of entries, and the names used in this run."""

    folder: Path
    used: set[str]


def opened(folder: Path) -> Cache:
    return Cache(folder / FOLDER, set())


def key(*parts: object) -> str:
    """One name for everything a result depends on."""
    digest = hashlib.sha256()
    for value in parts:
        data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def get(cache: Cache, name: str, fits: Callable[[object], bool] = lambda value: True):
    """The entry, or None where there is none that can be used: damaged, or of another shape than `fits`."""
    cache.used.add(name)
    path = _path(cache, name)
    try:
        if not path.is_file():
            return None  # a pipe would never end
        data = path.read_bytes()
        content = data[DIGEST:]
        if hashlib.sha256(name.encode() + content).digest() != data[:DIGEST]:
            return None
        value = _Reader(io.BytesIO(content)).load()
        return value if fits(value) else None
    except Exception:  # the writer takes nothing that the reader refuses: what is wrong is the entry
        return None


def put(cache: Cache, name: str, value: object) -> None:
    """Keep a value; a disk that does not take it is no reason to stop.

    Raises TypeError for a value of a class that is not registered with `records.travels`."""
    buffer, path = io.BytesIO(), _path(cache, name)
    _Writer(buffer, protocol=5).dump(value)
    content = buffer.getvalue()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(name.encode() + content).digest() + content)
        Path(temporary).replace(path)
    except OSError:
        return


def prune(cache: Cache) -> None:
    """Remove the entries this run did not ask for; none where the folder is a link, which others may use."""
    if cache.folder.is_symlink():
        return
    for path in cache.folder.glob("*/*"):
        if ENTRY.fullmatch(path.name) and path.name not in cache.used and not path.parent.is_symlink():
            path.unlink(missing_ok=True)


def _path(cache: Cache, name: str) -> Path:
    return cache.folder / name[:2] / name


def _array(kind: str, data: bytes) -> np.ndarray:
    return np.frombuffer(data, dtype=np.dtype(kind)).copy()


def _number(kind: str, data: bytes) -> np.generic:
    return _array(kind, data)[0]


def _batch(data: bytes) -> pa.RecordBatch:
    with unpacked(data) as stream:
        found = stream.read_next_batch()
    found.validate(full=True)
    return found


def _name(call: Callable) -> tuple[str, str]:
    return call.__module__, call.__qualname__


CALLS = {_name(call): call for call in (_array, _number, _batch)}


class _Writer(pickle.Pickler):
    """Every value as a call of something that the reader admits."""

    def reducer_override(self, value):
        kind = type(value)
        if TRAVELLING.get(_name(kind)) is kind:
            return kind, fields_of(value)
        if isinstance(value, np.ndarray):
            return _array, (value.dtype.str, value.tobytes())
        if isinstance(value, np.generic):
            return _number, (value.dtype.str, value.tobytes())
        if isinstance(value, pa.RecordBatch):
            return _batch, (packed(value),)
        if callable(value) and (_name(value) in CALLS or _name(value) in TRAVELLING):
            return NotImplemented  # written by its name
        raise TypeError(f"{kind} has no place in the cache; register it with records.travels")


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str):
        found = CALLS.get((module, name)) or TRAVELLING.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in the cache")
        return partial(found)  # of which an entry can make values, and behind which it cannot reach
