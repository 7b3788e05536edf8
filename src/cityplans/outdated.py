"""Whether tables tell of other files than those that lie in the raw folder now, said to who opens them or
publishes from them."""

from __future__ import annotations

import warnings
from pathlib import Path

from cityplans.errors import Both, UserError
from cityplans.reading import folder
from cityplans.running import record

MOST_NAMED = 3  # files a warning names
OPENER = 4  # frames between the warning and the line of who opens a book


class OldTables(UserWarning):
    """The tables tell of other files than those that lie in the raw folder now."""


def said(out: Path) -> Both | None:
    """That files came, went or changed since the tables were made, and which; of the raw folder beside the
    tables that they were made of, for of another nobody knows it."""
    raw = record.raw_of(out)
    if raw is None or not raw.is_dir():
        return None
    if not (moved := record.changed_since(out, folder.received(raw))):
        return None
    more, named = len(moved) - MOST_NAMED, ", ".join(moved[:MOST_NAMED])
    en, zh = (f"{named}, {more} more", f"{named}，另{more}个") if more > 0 else (named, named)
    return Both(f"{out}: these tables are older than {raw} ({en})", f"{out}：这些表比 {raw} 旧（{zh}）")


def warn(out: Path) -> None:
    """Say so to who opens the tables."""
    if old := said(out):
        told = UserError(
            f"{old.en}: run `python3 run.py build`, then open them again",
            f"{old.zh}：请运行 `python3 run.py build`，再重新打开",
        )
        warnings.warn(str(told), OldTables, stacklevel=OPENER)
