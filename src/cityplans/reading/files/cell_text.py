"""The text of one cell as it was before the page broke it into lines.

The lines of a cell that holds several names or several values must stay apart until the rows are told: such
rows keep BREAK between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

BREAK = "\x1f"
# a line that is a figure, or says that there is none
FIGURE = re.compile(
    r"[<>≥≤≦≧≈约〔［\[（(【+\-－±]{0,3}\d[\d.,，]*[^\d\s，。；:：]{0,8}(?:\d[\d.,]*\D{0,6})?|[—\-－–―/]{1,4}"
)
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?: \d{3})+")
SAYS = re.compile("[\u4e00-\u9fff]")


def in_row(cells: Sequence[Sequence[str]]) -> list[str]:
    """The cells of a row, given by their lines, each as one line; with BREAK where the row holds several."""
    if shares_cells(cells):
        return [BREAK.join(filter(None, (" ".join(line.split()) for line in cell))) for cell in cells]
    return [closed_up(cell) for cell in cells]


def shares_cells(cells: Sequence[Sequence[str]]) -> bool:
    """Whether a row is several in one: lines of figures beside lines of names.

    >>> shares_cells([["入园率", "其中：城市"], ["99", "98"]]), shares_cells([["入园", "率"], ["99"]])
    (True, False)
    >>> shares_cells([["入园", "人数"], ["900"], ["1", "200"]])
    False
    """
    lines = [[line.strip() for line in cell if line.strip()] for cell in cells]
    several = [cell for cell in lines if len(cell) > 1]
    figures = [cell for cell in several if all(map(FIGURE.fullmatch, cell))]
    if all(map(_is_one, figures)) and any(len(cell) == 1 and FIGURE.fullmatch(cell[0]) for cell in lines[1:]):
        return False
    return bool(figures) and any(SAYS.search("".join(cell)) for cell in several if cell not in figures)


def _is_one(cell: Sequence[str]) -> bool:
    """Whether the lines of a cell are the thousands of one figure: 1 / 200."""
    return bool(THOUSANDS.fullmatch(" ".join(cell)))


def closed_up(parts: Sequence[str]) -> str:
    """The lines of one cell as one: Chinese closes up, Latin words and numbers keep a blank between them."""
    made = ""
    for part in (" ".join(p.split()) for p in parts):
        made += (" " if made and part and apart(made[-1], part[0]) else "") + part
    return made


def apart(before: str, after: str) -> bool:
    """Whether a blank stands between two characters where lines are closed up."""
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
