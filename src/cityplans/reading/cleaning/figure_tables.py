"""Tables without the usual heads: years down the side (年份 研发强度 …), and rows of figures without any.

The first are put back where every row has a value for every head; the second are left as they stand and
reported, since only the original can tell what their columns are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cityplans.chinese.han import IS_HAN
from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.cleaning.flattened_tables import VALUE, Grid, Token, edits_of, tokens_of
from cityplans.reading.mapped import Mapped, Span

HEADS = ("年份", "年度", "时间")
YEARS_HEAD = re.compile(rf"(?:{'|'.join(HEADS)})(?=\s)")
YEAR = re.compile(r"(?:19|20)\d\d年?(?:[（(].{1,6}[）)]|[\u4e00-\u9fff]{0,4})?")
LONGEST_HEAD, MOST_HEADS = 24, 12
# two figures set apart by a blank, as cells are; opens with the blank, so that the search can leap
APART = re.compile(r" (?:(?<=\d )|(?<=\d[%％‰）)\]］〕] )) *[（(\[［〔]?[<>≥≤约±+-]?(?=\d)")
FIGURE = re.compile(r"[（(\[［〔]?[<>≥≤约±+-]?\d[\d.,]*[%％‰]?[）)\]］〕]?")
BODY = re.compile("[，。；：！？]")
LONE = re.compile(r"\n *[（(\[［〔]?\d[^\n]{0,12}(?=\n)")  # a line that is short and begins with a digit
ROWS, GAP = 3, 2  # rows that make a table; lines that may stand between two of them
ALONE = 2  # lines of one figure that weigh as much as a row


def yearly_tables(text: Mapped) -> Fixed:
    """Tables whose rows are years; lost are those with rows that do not fit their heads, and rows of figures
    that no head explains."""
    edits: list[tuple[int, int, str]] = []
    lost: list[Span] = []
    done = 0
    for head in YEARS_HEAD.finditer(text.text) if any(word in text.text for word in HEADS) else ():
        at = head.start()
        if at < done or at and not text.text[at - 1].isspace():
            continue
        if _grid(tokens_of(text.text, at, MOST_HEADS + 2)) is None:  # before all its words are looked for
            continue
        if grid := _grid(tokens_of(text.text, at)):
            edits += edits_of(text.text, grid)
            lost += [text.in_file(span) for span in grid.lost]
            done = grid.end
    text, places = text.replace(edits)
    return Fixed(text, places, [*lost, *(text.in_file(span) for span in loose_rows(text.text))])


def _grid(tokens: Sequence[Token]) -> Grid | None:
    """The table that begins with 年份: heads up to the first year, then rows of a year and a value each. None
    where it is no such table, without rows where one does not fit."""
    width = next((i for i, t in enumerate(tokens[: MOST_HEADS + 2]) if YEAR.fullmatch(t.text)), 0)
    heads = tokens[:width]
    if width < 2 or not all(IS_HAN.search(t.text) and len(t.text) <= LONGEST_HEAD for t in heads):
        return None
    rows: list[list[Span | None]] = [[(t.start, t.end) for t in heads]]
    at = width
    while at < len(tokens) and YEAR.fullmatch(tokens[at].text):
        row = tokens[at : at + width]
        if len(row) < width or not all(_is_value(t.text) for t in row[1:]) or _runs_over(tokens, at, width):
            return _unfit(tokens, at, width)
        rows.append([(t.start, t.end) for t in row])
        at += width
    return Grid(rows, [], tokens[at - 1].end) if len(rows) > 2 else None


def _is_value(word: str) -> bool:
    return bool(VALUE.fullmatch(word)) and not (YEAR.fullmatch(word) and "年" in word)


def _runs_over(tokens: Sequence[Token], at: int, width: int) -> bool:
    """Whether a row has a cell too few, so that the year of the next one stands among its values."""
    next_year = str(int(tokens[at].text[:4]) + 1)
    follows = at + width < len(tokens) and YEAR.fullmatch(tokens[at + width].text)
    return not follows and any(t.text == next_year for t in tokens[at + 1 : at + width])


def _unfit(tokens: Sequence[Token], at: int, width: int) -> Grid | None:
    """The whole table as lost, where three years or more stand in it."""
    years = [i for i in range(width, len(tokens)) if YEAR.fullmatch(tokens[i].text)]
    near = [i for n, i in enumerate(years) if i <= width * (n + 2)]
    last = min(max(near, default=at) + width, len(tokens)) - 1
    lost = [(tokens[0].start, tokens[last].end)] if len(near) > 2 else []
    return Grid([], lost, tokens[last].end) if lost else None


def loose_rows(text: str) -> list[Span]:
    """Stretches of lines that are figures set apart by blanks, or figures alone on short lines."""
    rows: list[tuple[int, int, int]] = []  # start, end, how much the line weighs as one of a table
    signs = [m.start() for m in APART.finditer(text)] if " " in text else []
    signs += [m.start() + 1 for m in LONE.finditer(text)]
    for at in sorted(signs):
        start = text.rfind("\n", 0, at) + 1
        if rows and rows[-1][0] == start:
            continue
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        line = text[start:end]
        weight = ALONE if is_row(line) else 1 if FIGURE.fullmatch(line.strip()) else 0
        if weight:
            rows.append((start, end, weight))
    groups: list[list[tuple[int, int, int]]] = []
    for row in rows:
        if groups and _near(text, groups[-1][-1][1], row[0]):
            groups[-1].append(row)
        else:
            groups.append([row])
    spans = [(group[0][0], group[-1][1]) for group in groups if sum(r[2] for r in group) >= ROWS * ALONE]
    return [(a, b) for a, b in spans if IS_HAN.search(text, a, b)]


def _near(text: str, end: int, start: int) -> bool:
    """Whether at most a few short lines stand between two rows."""
    between = text[end:start]
    return between.count("\n") <= GAP + 1 and len(between) <= GAP * LONGEST_HEAD and not BODY.search(between)


def is_row(line: str) -> bool:
    """Whether a line is a row of figures: no sentence, and mostly numbers set apart by blanks."""
    if " " not in line or len(line) > 120 or not APART.search(line) or "\t" in line or BODY.search(line):
        return False
    words = line.split()
    figures = sum(1 for word in words if FIGURE.fullmatch(word))
    return figures >= 2 and figures >= 0.4 * len(words)
