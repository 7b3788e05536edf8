"""Which lines of a plan belong to a table: rows with cells, its title and unit above, notes below."""

from __future__ import annotations

import re

from cityplans.chinese.markers import Line
from cityplans.reading.cleaning.figure_tables import is_row
from cityplans.reading.table_heads import UNIT_LINE, is_header, role_of

OWN_LINE = 70  # nor is one on a line of its own
STRONG = ("part", "chapter", "section", "han")  # numberings that always head something
HEADING = (*STRONG, "article", "han_bracket", "annex", "box")
CELLS = re.compile(r"\t|\s\|\s|｜")
CELL_SIGNS = ("\t", "|", "｜")
TABLE_NOTE = re.compile(r"(?:注|说明|备注|(?:数据|资料)来源)\s*[：:]|[*＊①②③]")
CAPTION = re.compile(
    r"(?:附?表|图)\s*\d+[\s　：:.\-—]*\S{0,40}$|.{0,20}主要(?:发展)?(?:预期)?(?:目标|"
    r"指标)(?:一览)?表$"
)


def in_table(lines: list[Line], index: int, kinds: list[str]) -> bool:
    text = lines[index].text
    if _has_cells(lines[index]):
        return True
    if CAPTION.match(text) and len(text) <= OWN_LINE and not text.endswith(("。", "；")):
        return True
    if _above_table(lines, index):
        return True
    if index == 0 or kinds[index - 1] != "table" or lines[index].marker and not _row_below(lines, index, 1):
        return False
    if TABLE_NOTE.match(text):
        return True
    if _row_above(lines, index, kinds):  # among rows with cells: a line that groups those below it
        return len(text) <= 40 and not text.endswith("。") and _row_below(lines, index)
    return len(text) <= 40 and "。" not in text


def _above_table(lines: list[Line], index: int) -> bool:
    """单位：亿元 above a row, and the title above it or above heads of indicators."""
    text, below = lines[index].text.strip(), lines[index + 1 : index + 3]
    if len(text) > 40 or "。" in text or not below or not any(_has_cells(line) for line in below):
        return False
    if UNIT_LINE.search(text):
        return True
    titled = not lines[index].marker and not text.endswith(("：", ":", "；", "，"))
    heads = [role_of(cell) for cell in below[0].text.split("\t")]
    return titled and (is_header(heads) or bool(UNIT_LINE.fullmatch(below[0].text.strip())))


def _has_cells(line: Line) -> bool:
    """A row: tabs in it; one alone may part a heading from its number, or stand in a sentence."""
    tabs = len(CELLS.findall(line.text)) if any(sign in line.text for sign in CELL_SIGNS) else 0
    if not tabs and is_row(line.text):
        return True
    headed = line.marker is not None and line.marker.style in HEADING
    return tabs >= 2 or tabs == 1 and not headed and not (len(line.text) > OWN_LINE and "。" in line.text)


def _row_above(lines: list[Line], index: int, kinds: list[str]) -> bool:
    """Whether the table above a line has rows with cells."""
    for above in range(index - 1, -1, -1):
        if _has_cells(lines[above]):
            return True
        if kinds[above] != "table":
            break
    return False


def _row_below(lines: list[Line], index: int, within: int = 2) -> bool:
    """Whether a row with cells stands within some lines below."""
    return any(_has_cells(line) for line in lines[index + 1 : index + 1 + within])
