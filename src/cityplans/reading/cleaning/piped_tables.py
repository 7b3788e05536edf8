"""Fixes on tables that are typed with |, a row a line or a cell a line, and with commas between the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.cleaning.flattened_tables import VALUE
from cityplans.reading.mapped import Mapped, Span
from cityplans.reading.table_heads import VALUES, is_header, names_indicators, role_of

PIPED = re.compile(r"^[ ]*\|?[^|\n]*\|[^|\n]*\|[^\n]*$", re.M)
RULE = re.compile(r"[ |:\-—=]+")
PIPE = re.compile(r" *\| *")
CELL = re.compile(r"([^|\n]*?) *\|(?:\n|\Z)")
CELL_RUN = re.compile(rf"(?m)(?:^{CELL.pattern}){{6,}}")
BARRED = re.compile(r"(?m)^ *\|(?P<said>[^|\n]*)$")  # a cell behind its bar
BARRED_RUN = re.compile(r"(?m)(?:^ *\|[^|\n]*(?:\n|\Z)){6,}")
LISTED = re.compile(r"[^,，。；]*(?:,[^,，。；]*){2,}")  # heads
LINE = re.compile(r"[^\n]*\n?")
# a rule drawn in signs, beside lines whose cells are parted by blanks
DRAWN = re.compile(
    r"(?m)^[ \t\u3000]*+(?:[-=_—─━=＝＿]{6,}|[-=—─━＝]{3,}(?:[ +|┼]{1,3}[-=—─━＝]{3,})+)[ \t]*\n"
)
PARTED = re.compile(r"[^ \n][ \u3000]{2,}[^ \n]")
GROUP = 16  # characters of a line that names a group among rows
SENTENCE = re.compile("[，。；：！？]")
WIDEST = 12  # columns of a table


def piped_rows(text: Mapped) -> Fixed:
    """| 指标 | 单位 | with a line of dashes below, as Markdown writes tables."""
    if "|" not in text.characters:
        return Fixed(text)
    found = list(PIPED.finditer(text.text))
    edits = []
    for i, line in enumerate(found):
        beside = [found[j] for j in (i - 1, i + 1) if 0 <= j < len(found)]
        if not any(b.end() + 1 == line.start() or line.end() + 1 == b.start() for b in beside):
            continue
        if RULE.fullmatch(line.group()):
            edits.append((line.start(), min(line.end() + 1, len(text)), ""))
            continue
        signs = list(PIPE.finditer(line.group()))
        for sign in signs:
            at_edge = sign.start() == 0 or sign.end() == len(line.group())
            edits.append((line.start() + sign.start(), line.start() + sign.end(), "" if at_edge else "\t"))
    return Fixed(*text.replace(edits))


def drawn_rules(text: Mapped) -> Fixed:
    """指标    单位    2025年 with a line of ------ below: the rules of a table set by blanks go, by which its
    heads would be parted from its rows."""
    edits = []
    for rule in DRAWN.finditer(text.text):
        above = text.text[text.text.rfind("\n", 0, max(rule.start() - 1, 0)) + 1 : rule.start()]
        below = LINE.match(text.text, rule.end())[0]
        if PARTED.search(above.strip()) or PARTED.search(below.strip()):
            edits.append((*rule.span(), ""))
    return Fixed(*text.replace(edits))


def comma_rows(text: Mapped) -> Fixed:
    """指标,单位,2020年,2025年 and the lines below with as many commas; lost are those with more or fewer.

    Empty lines and short ones without a comma, that name a group, may stand among the rows.
    """
    edits: list[tuple[int, int, str]] = []
    lost: list[Span] = []
    commas, groups = 0, list[int]()
    for line in LINE.finditer(text.text) if "," in text.characters else ():
        said = line[0].rstrip()
        count = said.count(",")
        is_row = count > 1 and "。" not in said
        if is_row and LISTED.fullmatch(said) and names_indicators(said.split(",")):
            commas, groups = count, []
        elif not commas or not said:
            continue
        elif not count and len(said) <= GROUP and not SENTENCE.search(said):
            groups.append(line.start() + len(said))
            continue
        elif not is_row or groups and not re.search(r"\d", said):
            commas = 0  # text stands between
            continue
        if count == commas:
            edits += [(at, at, "\t" * commas) for at in groups]
            edits += [
                (line.start() + m.start(), line.start() + m.end(), "\t") for m in re.finditer(",", said)
            ]
        else:
            lost.append(text.in_file((line.start(), line.start() + len(said))))
        groups = []
    return Fixed(*text.replace(edits), lost)


def piped_cells(text: Mapped) -> Fixed:
    """A cell a line with a | behind it, as readers of web pages write tables. A row that lacks the cell of
    the group above it ends in a bare bar: that cell is empty. Where no heads are known only the bars go."""
    if "|" not in text.characters:
        return Fixed(text)
    edits: list[tuple[int, int, str]] = [*_barred_cells(text.text)]
    for run in CELL_RUN.finditer(text.text):
        cells = list(CELL.finditer(text.text, *run.span()))
        said = [cell[1] for cell in cells]
        width = _width(said)
        for at in range(0, len(cells), width or 1):
            missing = _missing(said[at : at + width], said[:width]) if width else int(not said[at])
            edits += _as_row(cells[at : at + (width or 1)], missing or 0)
    return Fixed(*text.replace(sorted(edits)))


def _barred_cells(text: str) -> Iterator[tuple[int, int, str]]:
    """Cells a line with a | before each; a bare bar may part the rows."""
    for run in BARRED_RUN.finditer(text):
        cells = list(BARRED.finditer(text, *run.span()))
        rows = [list(group) for is_said, group in groupby(cells, _says) if is_said]
        if len({len(row) for row in rows}) > 1 or len(rows) < 2:
            said = [cell["said"].strip() for cell in cells]
            width = _width(said) or 1
            rows = [cells[at : at + width] for at in range(0, len(cells), width)]
        elif not names_indicators([cell["said"].strip() for cell in rows[0]]):
            rows = [[cell] for cell in cells]
        kept = {cell.start() for row in rows for cell in row}
        yield from (
            (cell.start(), min(cell.end() + 1, len(text)), "") for cell in cells if cell.start() not in kept
        )
        for row in rows:
            for before, cell in pairwise([None, *row]):
                at = cell.start() if before is None else before.end()
                yield (at, cell.start("said"), "" if before is None else "\t")


def _says(cell: re.Match[str]) -> bool:
    return bool(cell["said"].strip())


def _width(cells: Sequence[str]) -> int:
    """Columns of a table whose cells follow each other: its first are heads, and figures stand under those of
    values; 0 where nothing fits."""
    for width in range(2, min(WIDEST, len(cells) // 2) + 1):
        heads, rows = cells[:width], [cells[at : at + width] for at in range(width, len(cells), width)]
        known = len(cells) % width == 0 and is_header([role_of(head) for head in heads])
        known = known and role_of(cells[width]) not in VALUES
        if known and all(_missing(row, heads) is not None for row in rows):
            return width
    return 0


def _missing(row: Sequence[str], heads: Sequence[str]) -> int | None:
    """How many cells of groups above a row lacks, of those that are empty at its end: as many as bring most
    figures under heads of values; None where something else would stand there."""
    empty = len(row) - len("\t".join(row).rstrip("\t").split("\t"))
    figures: dict[int, int] = {}
    for missing in {0, empty}:
        moved = [*[""] * missing, *row][: len(row)]
        values = [cell for cell, head in zip(moved, heads, strict=True) if role_of(head) in VALUES]
        if row == heads or all(not cell or VALUE.fullmatch(cell) for cell in values):
            figures[missing] = sum(map(bool, values))
    return max(figures, key=lambda missing: (figures[missing], -missing)) if figures else None


def _as_row(cells: Sequence[re.Match], missing: int) -> list[tuple[int, int, str]]:
    kept, bare = cells[: len(cells) - missing], cells[len(cells) - missing :]
    opened = [(kept[0].start(), kept[0].start(), "\t" * missing)] if kept and missing else []
    parted = [(cell.end(1), cell.end(), "\n" if cell is kept[-1] else "\t") for cell in kept]
    return [*opened, *parted, *((cell.start(), cell.end(), "") for cell in bare)]
