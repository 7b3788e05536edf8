"""The tables a person has accepted, kept beside the tables in force: what is new is told against them.

`.accepted` holds the set that stood when a build first found other inputs, and stays through any number of
builds until `accept` puts the set in force in its place. So a plan that came in stays new, and is told, while
its particulars are being mended. Deleting the folder loses nothing but the comparison.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cityplans import tables
from cityplans.running.record import INPUTS

FOLDER = ".accepted"


class Accepted(NamedTuple):
    """Tables and texts as they were accepted; both empty where there are none this version can read."""

    frames: dict[str, pd.DataFrame]
    texts: dict[str, str]


def keep(out: Path, inputs: bytes, new: Path | None = None) -> None:
    """Copy the set in force where none is kept and the next, which stands in `new`, is made from other inputs
    than these."""
    made = out / INPUTS
    if made.is_file() and made.read_bytes() != inputs and not tables.is_whole(out / FOLDER):
        accept(out, new)


def accept(out: Path, new: Path | None = None) -> None:
    """Put the set in force in the place of the one kept. `new` holds the set that is to follow, if one is.
    Raises FileNotFoundError where there is none."""
    tables.names(out)
    folder, part = out / FOLDER, out / f"{FOLDER}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    for path in sorted(out.iterdir()):
        if path.is_file() and path.suffix in (".csv", ".json"):
            _copy(path, part / path.name, new / path.name if new else None)
    if (out / "texts").is_dir():
        shutil.copytree(out / "texts", part / "texts")
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)


def _copy(path: Path, place: Path, new: Path | None) -> None:
    """A file that one of another size is about to replace needs no copy: its bytes get a second name."""
    if new and new.is_file() and new.stat().st_size != path.stat().st_size:
        try:
            place.hardlink_to(path)
            return
        except OSError:  # a disk that knows no second names
            pass
    shutil.copy2(path, place)


def load(out: Path) -> Accepted:
    """The set kept below `out`; empty where there is none, or one this version cannot read."""
    try:
        return Accepted(*tables.load(out / FOLDER))
    except (OSError, ValueError, KeyError):
        return Accepted({}, {})


def new_problems(out: Path, problems: Sequence[Mapping]) -> list[Mapping]:
    """Rows of `problems` that did not stand in the set a person accepted: all, where nothing is kept."""
    try:
        seen = {_problem(row) for row in tables.read(out / FOLDER, "problems").to_dict("records")}
    except (OSError, ValueError, KeyError):
        return [*problems]
    return [row for row in problems if _problem(row) not in seen]


def _problem(row: Mapping) -> tuple[str, str, str]:
    return row["source_file"], row["problem"], row["message"]


def new_plans(out: Path) -> list[str]:
    """plan_ids of the set in force that the one kept lacks; none where nothing is kept."""
    try:
        known = {*tables.read(out / FOLDER, "plans")["plan_id"]}
    except (OSError, ValueError, KeyError):
        return []
    return [p for p in tables.read(out, "plans")["plan_id"] if p not in known]
