"""Fixes that put the cells of tables back: rows typed with |, and tables flattened to words in a row or
to one cell a line. A row becomes a line, its cells are parted by tabs.

A flattened table is put back where its heads are recognised and its rows fit them: numbers where values
belong, a word where the unit belongs. What does not fit is left as it stands and reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from cityplans.chinese.han import IS_HAN
from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.cleaning.flattened_heads import HEADS, Header, Token, dated, headers_of, roles_of
from cityplans.reading.files.cell_text import _apart
from cityplans.reading.mapped import Mapped, Span
from cityplans.reading.table_heads import VALUES, is_header

HEAD = re.compile(
    r"(?<!\S)(?:序 {0,2}号|编号|(?:指标)?类 {0,2}[别型]|[分大] {0,2}类|领 {0,2}域|板 {0,2}块|维 {0,2}度|"
    r"方 {0,2}面|一级指标|"
    r"[\u4e00-\u9fff]{0,4}指 {0,2}标(?:名称|项目|内容|项)?|(?:项目)?名 {0,2}称|项 {0,2}目)(?=\s)"
)
NAMES = ("标", "标项", "名称", "项目", "内容", "主要目标")  # how the head of the column of indicators ends
TOKEN = re.compile(r"\S+")
CELL = re.compile(r"\S[^\n]*(?:\n(?![ \t]*\n)[^\n]+)*")  # lines up to an empty one
PARTED = re.compile(r"\S+(?:\n\S+)?[ \t]*\n[ \t]*\n")
BLANKS = re.compile(r"\s+")
NUMBER = re.compile(r"\d{1,3}[.、．]?")
EMPTY = re.compile(r"[—\-－–―/／…]{1,4}")
VALUE = re.compile(
    r"[〔［\[（(]?[<>≥≤≦≧≈约超近+±\-－]{0,2}\d[\d.,]*(?:[-—–～~至]{1,2}\d[\d.,]*)?[^\d\s，。；:：]{0,8}|"
    r"[—\-－–―/／…]{1,4}|基本(?:全)?覆盖|全覆盖|倍增|翻[一两]?番|(?:进入)?前\d+[位名%]?"
)
NATURE = re.compile(r"[（(]?(?:约束性?|预期性?)(?:指标)?[）)]?")
UNIT = re.compile(r"[%％‰]|[^\d\s，。；]{1,9}(?<![率量数值重出额])")
BARE_UNIT = re.compile(r"[%％‰]|[十百千万亿]{0,2}[\u4e00-\u9fff]|[^\d\s]{1,3}/[^\d\s]{1,4}")
ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
PAGE_MARK = re.compile(
    r"^[ \t]*(?P<page>[-—–―·•~]{1,3} ?\d{1,4} ?[-—–―·•~]{1,3}|第 ?\d{1,4} ?页[^\n]{0,12})$", re.M
)
PAGE_BETWEEN = re.compile(
    r"(?<=\n)[^\S\n]*(?:\S+[^\S\n]+){2,}\S+[^\S\n]*\n[^\S\n]*(?P<page>\d{1,3})[^\S\n]*(?=\n[^\S\n]*(?:\S+[^\S\n]+){2}\S)"
)
SENTENCE = re.compile("[。；！？]|.{46}")
GROUP = re.compile(r"[（(]?[一二三四五六七八九十]+[、）)].*|.{1,8}")
LONGEST_GROUP = 6  # characters of a group of indicators, beside names that are broken
LONGEST_NAME = 6  # words
MISSING = 2  # rows that may be lost one after the other
APART = 8  # words between two sentences that stand in cells
PART = re.compile("其中[：:]?|#")
LOOK_AHEAD = 30  # words within which the next row must begin again
FIGURES = 6  # a header without rows is a lost table only with this many numbers behind it


NO_NAME = re.compile(rf"{NATURE.pattern}|{EMPTY.pattern}|\d[\d.,]*[%％]?|.*[。；！？].*")


class Grid(NamedTuple):
    """A table found in the text: rows of cells, each cell a span or None; `lost`: rows that did not fit;
    `heads`: what its heads say, where their words do not stand together in the text; `repeated`: where they
    stand again."""

    rows: list[list[Span | None]]
    lost: list[Span]
    end: int
    heads: str = ""
    repeated: Sequence[Span] = ()


def flattened_tables(text: Mapped) -> Fixed:
    """Tables of which only the words are left; lost are those whose rows do not fit their heads."""
    named = [word for word in NAMES if word in text.text]
    if not any(word + end in text.text for word in named for end in " \n"):
        return Fixed(text)
    broken: list[Span] = []
    edits: list[tuple[int, int, str]] = []
    done, pages = 0, page_marks(text.text)
    failed: set[tuple[str, ...]] = set()  # words that began no table before: they begin none again
    for head in HEAD.finditer(text.text):
        if head.start() < done:
            continue
        begins = list(_ways(text.text, head.start(), pages, HEADS))
        words = tuple(token.text for token in begins[0])
        if words in failed or not any(map(_is_head, begins)):
            continue
        grids = filter(None, map(_grid, _ways(text.text, head.start(), pages)))
        grid = max(grids, key=lambda grid: len(grid.rows), default=None)
        if grid is None:
            continue
        if grid.rows:
            done = grid.end
            edits += edits_of(text.text, grid)
        elif len(words) > HEADS:
            failed.add(words)
        broken += [span for span in grid.lost if not broken or span[0] >= broken[-1][1]]
    return Fixed(*text.replace(edits), [text.in_file(span) for span in broken])


def page_marks(text: str) -> frozenset[int]:
    """Where page numbers stand, by character: — 12 —, a number alone between lines of several words."""
    marks = (*PAGE_MARK.finditer(text), *PAGE_BETWEEN.finditer(text))
    return frozenset(at for mark in marks for at in range(*mark.span("page")))


def tokens_of(
    text: str, start: int, most: int = 3000, apart: re.Pattern[str] = TOKEN, pages: Collection[int] = ()
) -> list[Token]:
    """Words from a header on, or cells that empty lines part, up to the text or the first line that has its
    cells; without those at `pages`. A cell may hold a sentence; two that are near each other are text."""
    tokens: list[Token] = []
    said: list[int] = []  # places of sentences
    for match in apart.finditer(text, start):
        if match.start() in pages:
            continue
        word = BLANKS.sub("", match.group())
        if "\t" in text[tokens[-1].end if tokens else start : match.end()]:
            break
        if SENTENCE.match(ASIDE.sub("", word)):
            if len(tokens) < HEADS or said and len(tokens) - said[-1] < APART:
                break
            said.append(len(tokens))
        tokens.append(Token(match.start(), match.end(), word))
        if len(tokens) > most:
            break
    return tokens[: said[-1]] if said and len(tokens) - said[-1] < APART else tokens


def _ways(text: str, start: int, pages: Collection[int], most: int = 3000) -> Iterator[list[Token]]:
    """The words of a table, one by one; and where empty lines stand between its cells, cell by cell."""
    yield tokens_of(text, start, most, pages=pages)
    if PARTED.match(text, start):
        yield tokens_of(text, start, most, CELL, pages)


def _is_head(tokens: Sequence[Token]) -> bool:
    """Whether a table may begin with these words; asked before all its words are looked for."""
    return any(is_header(roles_of(header)) for header in headers_of(tokens) if len(header.columns) >= 3)


def _grid(tokens: Sequence[Token]) -> Grid | None:
    """The table that begins with the first word; None where it is no header."""
    best, years = None, 0
    for header in headers_of(tokens):
        roles = roles_of(header)
        if len(header.columns) < 3 or not is_header(roles):
            continue
        grid = _rows(tokens, header, roles)
        if "category" in roles and _breaks_names(tokens, grid):
            narrow = _rows(tokens, header, ["group" if role == "category" else role for role in roles])
            grid = narrow if len(narrow.rows) >= len(grid.rows) else grid
        if best is None or (len(grid.rows), dated(header)) > (len(best.rows), years):
            best, years = grid, dated(header)
    return best


def _breaks_names(tokens: Sequence[Token], grid: Grid) -> bool:
    """Whether names lie over several words, so that the first half of one may look like a group."""
    ends = {token.start: token.end for token in tokens}
    return any(cell and ends.get(cell[0]) != cell[1] for row in grid.rows[1:] for cell in row)


def _rows(tokens: Sequence[Token], header: Header, roles: list[str]) -> Grid:
    rows: list[list[Span | None]] = [[(cell[0].start, cell[-1].end) for cell in header.columns]]
    lost: list[Span] = []
    repeated: list[Span] = []
    at = header.size
    end = tokens[at - 1].end
    while at < len(tokens):
        if _heads_again(tokens, at, header):
            repeated.append((tokens[at].start, tokens[at + header.size - 1].end))
            at += header.size
            continue
        fitted = _fit(tokens, at, roles)
        if fitted and _counts_on(tokens, at, fitted[1], roles, rows):
            cells, at = fitted
            rows.append(cells)
        elif (below := _fit(tokens, at + 1, roles)) and IS_HAN.search(tokens[at].text):
            if GROUP.fullmatch(tokens[at].text):
                rows.append([(tokens[at].start, tokens[at].end)])  # a line that groups the rows below
                at += 1
            else:  # the first half of a name whose row was set lower: the row would have half a name
                lost.append((tokens[at].start, tokens[below[1] - 1].end))
                at = below[1]
            continue
        else:
            again = _next_row(tokens, at, roles)
            if again is None:
                break
            lost.append((tokens[at].start, tokens[again - 1].end))
            at = again
            continue
        end = tokens[at - 1].end
    good = sum(1 for row in rows[1:] if len(row) > 1)
    if good < 2 or good < len(lost):
        return Grid([], _lost(tokens, header.size), end)
    together = sum(map(len, header.columns)) == header.size and all(
        a[1] <= b[0] for a, b in pairwise(filter(None, rows[0]))
    )
    heads = "" if together else "\t".join("".join(t.text for t in column) for column in header.columns)
    return Grid(rows, lost, end, heads, repeated)


def _heads_again(tokens: Sequence[Token], at: int, header: Header) -> bool:
    """Whether the heads are repeated here, as on the next page."""
    said = (token.text for token in tokens[at : at + header.size])
    return tokens[at].text == tokens[0].text and [*said] == [t.text for t in tokens[: header.size]]


def _counts_on(
    tokens: Sequence[Token], at: int, after: int, roles: list[str], rows: list[list[Span | None]]
) -> bool:
    """Whether a row's number follows the one above (numbers may begin again under a grouping line), and none
    of its values is the number that opens the next row."""
    if roles[0] != "number" or PART.match(tokens[at].text):
        return True
    if _swallows_next(tokens, at, after):
        return False
    if len(rows[-1]) < 2:
        return True
    above = next((t for t in tokens if rows[-1][0] and t.start == rows[-1][0][0]), None)
    if above is None or not above.text.rstrip(".、．").isdigit():
        return len(rows) > 1 or int(tokens[at].text.rstrip(".、．")) <= MISSING + 1
    step = int(tokens[at].text.rstrip(".、．")) - int(above.text.rstrip(".、．"))
    return 0 < step <= MISSING + 1


def _swallows_next(tokens: Sequence[Token], at: int, after: int) -> bool:
    """Whether the last word of a row is the number of the next one: a cell is missing."""
    own, last = tokens[at].text.rstrip(".、．"), tokens[after - 1]
    if not own.isdigit() or last.text != str(int(own) + 1):
        return False
    next_opens = after < len(tokens) and tokens[after].text.rstrip(".、．") == last.text
    return not next_opens and after < len(tokens) and bool(IS_HAN.match(tokens[after].text))


def _lost(tokens: Sequence[Token], body: int) -> list[Span]:
    """The whole table, where numbers follow its heads."""
    figures = [i for i in range(body, min(len(tokens), body + 400)) if re.match(r"\d", tokens[i].text)]
    near = [i for n, i in enumerate(figures) if i <= body + 12 * (n + 1)]
    return [(tokens[0].start, tokens[near[-1]].end)] if len(near) >= FIGURES else []


def _fit(tokens: Sequence[Token], at: int, roles: list[str]) -> tuple[list[Span | None], int] | None:
    """The row that begins at a word: its cells, and the word after it."""
    if at >= len(tokens):
        return None
    fits = _fits(tokens, at, roles, range(1, LONGEST_NAME + 1))
    return next(fits, None)


def fits_whole(tokens: Sequence[Token], roles: list[str], named: bool) -> list[Span | None] | None:
    """The cells of a row that the words fill to the last, with the name of its indicator or without."""
    lengths = range(1, LONGEST_NAME + 1) if named else range(1)
    return next((cells for cells, end in _fits(tokens, 0, roles, lengths) if end == len(tokens)), None)


def _fits(
    tokens: Sequence[Token], at: int, roles: list[str], lengths: Iterable[int]
) -> Iterator[tuple[list[Span | None], int]]:
    """The rows that may begin at a word, with names of so many words."""
    unsaid = ["category", "group"]  # in every row but the first of a group; a part says its name and values
    if at < len(tokens) and PART.match(tokens[at].text):
        unsaid += ["number", "nature"]
        lengths = [n for n in lengths if n > 1] if PART.fullmatch(tokens[at].text) else lengths
    groups = [(role, "") if role in unsaid else (role,) for role in roles]
    for words in lengths:
        for unit in (True, False) if "unit" in roles else (True,):
            for variant in product(*groups):  # a group is said in its first row only
                if found := _fit_so(tokens, at, variant, words, unit):
                    yield found


def _fit_so(
    tokens: Sequence[Token], at: int, roles: Sequence[str], words: int, unit: bool
) -> tuple[list[Span | None], int] | None:
    """As `_fit`, for a name of so many words, with or without a word for the unit."""
    cells: list[Span | None] = []
    loose = "nature" in roles
    for role in roles:
        width = words if role == "indicator" else 0 if role == "" or role == "unit" and not unit else 1
        part = tokens[at : at + width]
        if len(part) < width or not _holds(part, role, loose):
            return None
        cells.append((part[0].start, part[-1].end) if part else None)
        at += width
    return cells, at


def _holds(part: Sequence[Token], role: str, loose: bool) -> bool:
    """Whether words can stand in a column; values may be words where the next column shows the row's end."""
    if not part:
        return True
    text = part[0].text
    if role == "number":
        return bool(NUMBER.fullmatch(text))
    if role == "indicator":
        whole = "".join(t.text for t in part)
        is_unit = len(part) == 1 and BARE_UNIT.fullmatch(whole)
        return bool(IS_HAN.search(whole)) and not (is_unit or any(NO_NAME.fullmatch(t.text) for t in part))
    if role == "unit":
        return bool(UNIT.fullmatch(text)) and not NATURE.fullmatch(text) or bool(EMPTY.fullmatch(text))
    if role in VALUES:
        worded = loose and len(text) <= 20 and not (NATURE.fullmatch(text) or BARE_UNIT.fullmatch(text))
        return worded or bool(VALUE.fullmatch(text))
    if role == "nature":
        return bool(NATURE.fullmatch(text) or EMPTY.fullmatch(text))
    if role in ("category", "group"):
        return not VALUE.fullmatch(text) and (role == "category" or len(text) <= LONGEST_GROUP)
    return True


def _next_row(tokens: Sequence[Token], at: int, roles: list[str]) -> int | None:
    """Where rows begin again after one that does not fit: behind 约束性, or at the next row number."""
    for i in range(at + 1, min(len(tokens), at + LOOK_AHEAD)):
        starts = "number" in roles and NUMBER.fullmatch(tokens[i].text)
        starts = starts or "nature" in roles and NATURE.fullmatch(tokens[i - 1].text)
        if starts and _fit(tokens, i, roles):
            return i
    return None


def edits_of(text: str, grid: Grid) -> list[tuple[int, int, str]]:
    """Separators put in place of what stands between cells and rows; behind a row that is lost the heads are
    said again, since rows that text parts from their heads are none."""
    edits: list[tuple[int, int, str]] = []
    first = grid.rows[0] if grid.rows else []
    heads = grid.heads or "\t".join(BLANKS.sub("", text[slice(*cell)]) for cell in first if cell)
    end: int | None = None
    if grid.heads:
        start, end = grid.rows[0][0][0], max(cell[1] for cell in grid.rows[0])
        edits.append((start, end, grid.heads if text[start - 1 : start] in ("", "\n") else "\n" + grid.heads))
    for row in grid.rows[bool(grid.heads) :]:
        sign = "" if end is None else "\n"
        for cell in row:
            if cell is None:
                sign += "\t"
                continue
            if end is not None:
                between = next((b for b in grid.repeated if end <= b[0] and b[1] <= cell[0]), (end, end))
                left = text[end : between[0]] + text[between[1] : cell[0]]
                if PAGE_MARK.sub("", left).strip():
                    sign = f"\n{left.strip()}\n{heads}{sign}"
                edits.append((end, cell[0], sign))
            elif cell[0] and text[cell[0] - 1] != "\n":
                edits.append((cell[0], cell[0], "\n"))
            edits += _closed_up(text, *cell)
            end, sign = cell[1], "\t"
    blanks = re.compile(" *").match(text, end or 0)
    if end is not None and blanks and text[blanks.end() : blanks.end() + 1] not in ("", "\n"):
        edits.append((end, blanks.end(), "\n"))
    return edits


def _closed_up(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Line breaks inside a cell."""
    breaks = re.compile(r"[ ]*\n\s*").finditer(text, start, end)
    return [(m.start(), m.end(), " " if _apart(text[m.start() - 1], text[m.end()]) else "") for m in breaks]
