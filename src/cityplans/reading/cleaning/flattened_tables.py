"""Fixes that put the cells of tables back: rows typed with |, and tables flattened to words in a row or
to one cell a line. A row becomes a line, its cells are parted by tabs.

A flattened table is put back where its heads are recognised and its rows fit them: numbers where values
belong, a word where the unit belongs. What does not fit is left as it stands and reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from cityplans.reading.cleaning.cell_words import Word, words_of
from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.cleaning.flattened_heads import HEADS, Header, Token, dated, headers_of, roles_of
from cityplans.reading.cleaning.row_parsing import parsed
from cityplans.reading.cleaning.stacked_rows import Shared, laid_out
from cityplans.reading.files.cell_text import BREAK, apart
from cityplans.reading.mapped import Mapped, Span
from cityplans.reading.table_heads import is_header, role_of

HEAD = re.compile(
    r"\s(?:序 {0,2}号|编号|(?:指标)?类 {0,2}[别型]|[分大] {0,2}类|领 {0,2}域|板 {0,2}块|维 {0,2}度|"
    r"方 {0,2}面|一级指标|(?:指标)?(?:属 {0,2}性|性 {0,2}质)|"
    r"[\u4e00-\u9fff]{0,4}指 {0,2}标(?:名称|项目|内容|项)?|(?:项目)?名 {0,2}称|项 {0,2}目)(?=\s)"
)
NAMES = ("标", "标项", "名称", "项目", "内容", "主要目标")  # how the head of the column of indicators ends
TOKEN = re.compile(r"\S+")
CELL = re.compile(r"\S[^\n]*(?:\n(?![ \t]*\n)[^\n]+)*")  # lines up to an empty one
PARTED = re.compile(r"\S+(?:\n\S+)?[ \t]*\n[ \t]*\n")
BLANKS = re.compile(r"\s+")
VALUE = re.compile(
    r"[〔［\[（(]?[<>≥≤≦≧≈约超近+±\-－]{0,2}\d[\d.,]*(?:[-—–～~至]{1,2}\d[\d.,]*)?[^\d\s，。；:：]{0,8}|"
    r"[—\-－–―/／…]{1,4}|基本(?:全)?覆盖|全覆盖|倍增|翻[一两]?番|(?:进入)?前\d+[位名%]?"
)
STACKED = re.compile(rf"(?:{VALUE.pattern})(?: *\n *(?:{VALUE.pattern}))+")  # a cell of several values
ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
PAGE_MARK = re.compile(
    r"^[ \t]*(?P<page>[-—–―·•~]{1,3} ?\d{1,4} ?[-—–―·•~]{1,3}|第 ?\d{1,4} ?页[^\n]{0,12})$", re.M
)
NUMBER_ALONE = re.compile(r"\n[^\S\n]*(?P<page>\d{1,3})[^\S\n]*(?=\n[^\S\n]*(?:\S+[^\S\n]+){2}\S)")
WORDS = re.compile(r"\s*(?:\S+\s+){2,}\S+\s*")  # a line of three or more
SENTENCE = re.compile("[。；！？]|.{46}")
PLACE = BREAK  # stands for rows until they are laid out; texts have been rid of it
OPENING = 3  # heads by which a table may begin: the last words of a caption may look like one
APART = 8  # words between two sentences that stand in cells
FIGURE = re.compile(r"[〔［\[（(<>≥≤约]?\d")
FIGURES = 4  # a header without rows is a lost table only with this many numbers behind it


class Grid(NamedTuple):
    """A table found in the text: rows of cells, each cell a span or None; `lost`: rows that did not fit;
    `heads`: what its heads say, where their words do not stand together in the text; `repeated`: where they
    stand again."""

    rows: list[list[Span | None]]
    lost: list[Span]
    end: int
    heads: str = ""
    repeated: Sequence[Span] = ()
    unread: int = 0  # words that are in no row
    years: int = 0  # heads that name one
    shared: Mapping[Span, Shared] = {}  # rows that share their cells, by where they stand


def flattened_tables(text: Mapped) -> Fixed:
    """Tables of which only the words are left; lost are those whose rows do not fit their heads."""
    named = [word for word in NAMES if word in text.text]
    if not any(word + end in text.text for word in named for end in " \n"):
        return Fixed(text)
    broken: list[Span] = []
    edits: list[tuple[int, int, str]] = []
    shared: list[Shared] = []
    done, pages = 0, page_marks(text.text)
    failed: set[tuple[str, ...]] = set()  # words that began no table before: they begin none again
    heads = first_heads(text.text)
    for at, (start, _) in enumerate(heads):
        if start < done:
            continue
        begins = list(_ways(text.text, start, pages, HEADS))
        words = tuple(token.text for token in begins[0])
        if words in failed or not any(map(_is_head, begins)):
            continue
        grid = _best(text.text, _opening(text.text, heads[at : at + OPENING]), pages)
        if grid is None:
            continue
        if grid.rows:
            done = grid.end
            edits += edits_of(text.text, grid)
            shared += [grid.shared[span] for span in sorted(grid.shared)]
        elif len(words) > HEADS:
            failed.add(words)
        broken += [span for span in grid.lost if not broken or span[0] >= broken[-1][1]]
    made, places = text.replace(edits)
    return Fixed(_filled(made, text, shared), places, [text.in_file(span) for span in broken])


def first_heads(text: str) -> list[Span]:
    """Words that stand as the first head of a table: HEAD begins with the blank before it, so that the search
    can leap from blank to blank."""
    return [(match.start(), match.end() - 1) for match in HEAD.finditer("\n" + text)]


def _filled(made: Mapped, text: Mapped, shared: Sequence[Shared]) -> Mapped:
    """The rows that share their cells in their places."""
    places = [match.start() for match in re.finditer(PLACE, made.text)] if shared else []
    if not places:
        return made
    between = zip([-1, *places], [*places, len(made)])
    parts = [made[a + 1 : b] for a, b in between]
    laid = [laid_out(text, rows) for rows in shared]
    return Mapped.join([parts[0], *(part for pair in zip(laid, parts[1:], strict=True) for part in pair)])


def page_marks(text: str) -> frozenset[int]:
    """Where page numbers stand, by character: — 12 —, a number alone between lines of several words."""
    marks = (*PAGE_MARK.finditer(text), *filter(_between_words, NUMBER_ALONE.finditer(text)))
    return frozenset(at for mark in marks for at in range(*mark.span("page")))


def _between_words(number: re.Match) -> bool:
    above = number.string[number.string.rfind("\n", 0, number.start()) + 1 : number.start()]
    return bool(WORDS.fullmatch(above))


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
        word = BLANKS.sub("；" if STACKED.fullmatch(match.group()) else "", match.group())
        if "\t" in text[tokens[-1].end if tokens else start : match.end()]:
            break
        if SENTENCE.match(ASIDE.sub("", word)):
            if len(tokens) < HEADS or said and len(tokens) - said[-1] < APART:
                break
            said.append(len(tokens))
        opens = "\n" in text[tokens[-1].end : match.start()] if tokens else False
        tokens.append(Token(match.start(), match.end(), word, opens))
        if len(tokens) > most:
            break
    return tokens[: said[-1]] if said and len(tokens) - said[-1] < APART else tokens


def _ways(text: str, start: int, pages: Collection[int], most: int = 3000) -> Iterator[list[Token]]:
    """The words of a table, one by one; and where empty lines stand between its cells, cell by cell."""
    yield tokens_of(text, start, most, pages=pages)
    if PARTED.match(text, start):
        yield tokens_of(text, start, most, CELL, pages)


def _best(text: str, heads: Iterable[Span], pages: Collection[int]) -> Grid | None:
    """The best of the tables that may begin at these heads, the last of them first: behind a caption."""
    best: Grid | None = None
    for start, _ in reversed([*heads]):
        for tokens in _ways(text, start, pages):
            grid = _grid(tokens)
            if grid and (best is None or _rank(grid) > _rank(best)):
                best = grid
            if best and best.rows and not best.unread:
                return best
    return best


def _opening(text: str, heads: Sequence[Span]) -> Iterator[Span]:
    """Where a table may begin: at its first head, and behind that if it may be the end of a caption."""
    yield heads[0]
    for (start, end), head in pairwise(heads[:OPENING]):
        if role_of(text[start:end]) != "indicator" or text[end : head[0]].strip():
            return
        yield head


def _is_head(tokens: Sequence[Token]) -> bool:
    """Whether a table may begin with these words; asked before all its words are looked for."""
    return any(is_header(roles_of(header)) for header in headers_of(tokens) if len(header.columns) >= 3)


def _grid(tokens: Sequence[Token]) -> Grid | None:
    """The table that begins with the first word; None where it is no header."""
    words = words_of(tokens)
    best: Grid | None = None
    for header in headers_of(tokens):
        if len(header.columns) >= 3 and is_header(roles := roles_of(header)):
            grid = _read(tokens, words, header, roles)
            best = grid if best is None or _rank(grid) > _rank(best) else best
    return best


def _rank(grid: Grid) -> tuple[int, int, int, int]:
    """The better of two readings: fewer words lost, more rows, fewer columns that no row has, more years."""
    rows = [row for row in grid.rows[1:] if len(row) > 1]
    said = len({i for row in rows for i, cell in enumerate(row) if cell})
    unsaid = len(grid.rows[0]) - said if rows else 0
    return -grid.unread, len(rows), -unsaid, grid.years


def _read(tokens: Sequence[Token], words: Sequence[Word], header: Header, roles: list[str]) -> Grid:
    made = parsed(words, header.size, roles)
    rows: list[list[Span | None]] = [[(cell[0].start, cell[-1].end) for cell in header.columns], *made.rows]
    lost = [(tokens[a].start, tokens[b - 1].end) for a, b in made.lost]
    unread = sum(b - a for a, b in made.lost)
    end = tokens[made.end - 1].end
    good = sum(1 for row in rows[1:] if len(row) > 1)
    if good < 2 or good < len(lost):
        return Grid([], _lost(tokens, header.size), end, unread=len(words))
    together = sum(map(len, header.columns)) == header.size and all(
        a[1] <= b[0] for a, b in pairwise(filter(None, rows[0]))
    )
    heads = "" if together else "\t".join("".join(t.text for t in column) for column in header.columns)
    return Grid(rows, lost, end, heads, made.repeated, unread, dated(header), made.shared)


def _lost(tokens: Sequence[Token], body: int) -> list[Span]:
    """The whole table, where numbers follow its heads."""
    figures = [i for i in range(body, min(len(tokens), body + 400)) if FIGURE.match(tokens[i].text)]
    near = [i for n, i in enumerate(figures) if i <= body + 12 * (n + 1)]
    return [(tokens[0].start, tokens[near[-1]].end)] if len(near) >= FIGURES else []


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
            edits += [(*cell, PLACE)] if cell in grid.shared else _closed_up(text, *cell)
            end, sign = cell[1], "\t"
    blanks = re.compile(" *").match(text, end or 0)
    if end is not None and blanks and text[blanks.end() : blanks.end() + 1] not in ("", "\n"):
        edits.append((end, blanks.end(), "\n"))
    return edits


def _closed_up(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Line breaks inside a cell."""
    breaks = re.compile(r"[ ]*\n\s*").finditer(text, start, end)
    return [(m.start(), m.end(), " " if apart(text[m.start() - 1], text[m.end()]) else "") for m in breaks]
