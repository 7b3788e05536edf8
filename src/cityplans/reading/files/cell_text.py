"""The text of one cell as it was before the page broke it into lines."""

from __future__ import annotations

from collections.abc import Sequence


def closed_up(parts: Sequence[str]) -> str:
    """The lines of one cell as one: Chinese closes up, Latin words and numbers keep a blank between them."""
    made = ""
    for part in (" ".join(p.split()) for p in parts):
        made += (" " if made and part and apart(made[-1], part[0]) else "") + part
    return made


def apart(before: str, after: str) -> bool:
    """Whether a blank stands between two characters where lines are closed up."""
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
