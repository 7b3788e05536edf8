"""Which code made a result: hashes of sources and versions of libraries, whatever the machine.

What a module depends on is read from its import lines, so that no list of sources has to be kept by hand.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import re
import sys
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

NAME = "cityplans"
PACKAGE = Path(__file__).resolve().parents[1]
IMPORT = re.compile(rf"^[ \t]*(?:from ({NAME}[\w.]*) import (\([^)]*\)|[^\n#]*)|import ({NAME}[\w.]+))", re.M)
WORD = re.compile(r"\w+")
REQUIRED = re.compile(r"[\w.-]+")


def digest(sources: Iterable[Path] | None = None) -> str:
    """Hash of sources, whatever their line ends; of the whole package where none are given."""
    found = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py") if sources is None else sources, key=_place):
        found.update(_place(path).encode() + b"\0")
        found.update(_source(path) + b"\0")
    return found.hexdigest()


@lru_cache
def version(*modules: str) -> str:
    """Hash of what results of these modules depend on: their sources and those of all they import, this
    Python, the libraries. Of the whole package where none are named."""
    sources = digest(imported(modules) if modules else None)
    return hashlib.sha256("\n".join((platform.python_version(), *libraries(), sources)).encode()).hexdigest()


@lru_cache
def everything() -> str:
    """Hash of whatever draws a chart or runs a notebook: every file of the package, its fonts and scripts
    among them, this Python, and every library installed, whoever asks for it."""
    ours = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    installed = {found.name for place in sys.path for found in Path(place).glob("*.dist-info")}
    told = (sys.version, platform.platform(), *sorted(installed), digest(ours))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def imported(modules: Iterable[str]) -> set[Path]:
    """The sources of these modules and of every module of this package that they lead to."""
    found: set[Path] = set()
    waiting = [path for name in modules for path in _paths(name)]
    while waiting:
        if (path := waiting.pop()) not in found:
            found.add(path)
            waiting += _led_to(path)
    return found


@cache
def _source(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")


@cache
def _led_to(path: Path) -> list[Path]:
    """Modules named after `import` and `from`; what is no module among the names has no path. The package's
    own door leads to everything, for those who come in by it; no stage does."""
    if path == PACKAGE / "__init__.py":
        return []
    names: set[str] = set()
    for home, things, whole in IMPORT.findall(_source(path).decode()):
        names |= {whole or home, *(f"{home}.{thing}" for thing in WORD.findall(things))}
    return [other for name in sorted(names) for other in _paths(name)]


@cache  # many modules name the same
def _paths(name: str) -> list[Path]:
    """Where the module stands, and its packages' own files."""
    place = PACKAGE.parent.joinpath(*name.split("."))
    around = [folder / "__init__.py" for folder in (place, *place.parents) if folder.is_relative_to(PACKAGE)]
    return [path for path in (place.with_suffix(".py"), *around) if path.is_file()]


@lru_cache
def libraries() -> list[str]:
    """Name and version of every library that pyproject.toml asks for, as installed; none uninstalled."""
    try:
        asked = importlib.metadata.requires(NAME) or []
    except importlib.metadata.PackageNotFoundError:
        asked = []
    needed = {REQUIRED.match(line).group() for line in asked if "extra ==" not in line}
    return [f"{name} {_version(name)}" for name in sorted(needed)]


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()
