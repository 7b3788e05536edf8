"""The tables of the run before, kept beside the tables, so that a run can say what it changed.

`.previous` holds the last set whose inputs (files, codebook, code) differed from those of the set in force:
running again with nothing new does not forget what the last new plan changed. Deleting the folder loses
nothing but the comparison.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from cityplans import tables
from cityplans.running.record import INPUTS

FOLDER = ".previous"


def keep(out: Path, inputs: bytes) -> None:
    """Copy the set in force to `.previous` where it was made from other inputs than these."""
    if not _differs(out, inputs):
        return
    folder = out / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path in sorted(out.iterdir()):
        if path.is_file() and path.suffix in (".csv", ".json"):
            shutil.copy2(path, folder / path.name)
    if (out / "texts").is_dir():
        shutil.copytree(out / "texts", folder / "texts")


def _differs(out: Path, inputs: bytes) -> bool:
    made = out / INPUTS
    return made.is_file() and made.read_bytes() != inputs


def frames(out: Path) -> dict[str, pd.DataFrame]:
    """The tables of the run before; none where there is none, or one this version cannot read."""
    try:
        return tables.load(out / FOLDER)[0]
    except (OSError, ValueError, KeyError):
        return {}
