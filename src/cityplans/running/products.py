"""What a run would make just as it lies on disk, and so leaves there.

A product is one or more files below a folder: a chart, a page, the workbook. Its key is a hash of all that it
is made from, the code, fonts and libraries among it. Once the files stand in their places, the cache of the
folder notes under the product's name its key and the hash of each file. A run leaves a product that bears the
key it would give it and whose files are those noted; any other it makes anew.

So nothing that was edited, damaged, deleted, overwritten by another run or half made counts, and a note that
is lost costs time only. There is one note a product, so that they do not pile up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from cityplans.running import cache, code
from cityplans.running.cache import Cache
from cityplans.running.record import file_digest


class Products(NamedTuple):
    """A folder of products with its notes, and what each of them hangs on."""

    folder: Path
    notes: Cache
    hang_on: tuple[str, ...]


class Product(NamedTuple):
    """A product by its name, with the key of what it would be made from now."""

    name: str
    key: str


def opened(folder: Path, *hang_on: str) -> Products:
    """The products below a folder; they hang on the code and what it works with, and on `hang_on`."""
    return Products(folder, cache.opened(folder), (code.everything(), *hang_on))


def product(products: Products, name: str, *made_from: object) -> Product:
    return Product(name, cache.key(*products.hang_on, *made_from))


def left(products: Products, wanted: Product) -> list[Path] | None:
    """The files of the product where they are what would be made; None where it is to be made."""
    note = cache.get(products.notes, cache.key(wanted.name), _is_note)
    if note is None or note[0] != wanted.key:
        return None
    files = {products.folder / name: digest for name, digest in note[1]}
    is_there = all(digest and _digest(path) == digest for path, digest in files.items())
    return [*files] if is_there else None


def note(products: Products, made: Product, files: Iterable[Path]) -> None:
    """Keep in mind that these files, in their places, are the product."""
    found = tuple((path.relative_to(products.folder).as_posix(), _digest(path)) for path in files)
    cache.put(products.notes, cache.key(made.name), (made.key, found))


def made(
    products: Products | None, name: str, make: Callable[[], list[Path]], *made_from: object
) -> list[Path]:
    """The files of a product, left or made; always made where no products are given."""
    if products is None:
        return make()
    wanted = product(products, name, *made_from)
    if (files := left(products, wanted)) is None:
        files = make()
        note(products, wanted, files)
    return files


def _is_note(value: object) -> bool:
    return (
        isinstance(value, tuple)
        and len(value) == 2
        and isinstance(value[1], tuple)
        and all(isinstance(file, tuple) and len(file) == 2 for file in value[1])
    )


def _digest(path: Path) -> str:
    """Hash of a file; empty, which no file has, for what is none or cannot be read."""
    try:
        return file_digest(path) if path.is_file() else ""
    except OSError:
        return ""
