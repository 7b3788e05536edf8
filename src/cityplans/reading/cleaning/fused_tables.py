"""Tables whose cells stand without anything between them, as some copies of web pages keep them.

    指标名称单位2020年2025年年均增速属性1旅游总收入亿元5015024.6%预期性2旅游床位数床16304250008.9%预期性

A row is put back where its figures can be parted in one way only: 50, 150 and 24.6 % agree with each other,
501, 50 and 24.6 % do not; a share is no more than 100 %; without a rate or a difference beside them, figures
of one row are taken to be of one order of size. What can be parted in two ways, or in none, is left as it
stands and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cityplans.chinese.choice import longest_first
from cityplans.chinese.han import IS_HAN
from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.mapped import Mapped, Span

YEAR = r"(?:19|20)\d\d年?(?:[（(][^（）()]{1,8}[）)])?(?:现状|基期|实际|完成|目标|规划|预期)?值?"
HEAD = re.compile(
    r"(?P<group>分类|(?:指标)?类别|领域|一级指标)?(?P<number>序号)?"
    r"(?P<name>(?:主要|具体|二级)?指 ?标(?:名称)?)"
    rf"(?P<unit>(?:计量)?单位)?(?P<years>(?:{YEAR}){{2,6}})"
    r"(?P<more>(?:(?:指标)?(?:属性|性质)|绝对值|年均|增速|增长率?|[（(\[]?累计[）)\]]?|备注|[（(]%[）)])*)"
)
A_YEAR = re.compile(YEAR)
NATURE_HEAD = re.compile("属性|性质")
GROWTH_HEAD = re.compile("年均|增速|增长")
NATURE = re.compile("预期性|约束性")
MARKED = r"[≥≤＞＜><≧≦约]?"
NUMBER = rf"{MARKED}(?:0|[1-9]\d*)(?:\.\d+)?[%％‰]?(?: ?(?:以[上下内]|左右))?"
SUM = r"[\[［〔]\d+(?:\.\d+)?[%％]?[\]］〕]"
CELL = re.compile(rf" *(?:{SUM}|{NUMBER}|—+|-)")
RUN = re.compile(
    r"(?:[≥≤＞＜><≧≦约]?\d|[\[［〔]\d|—)(?:[\d.%％‰≥≤＞＜><≧≦约\[\]［］〔〕— -]|以[上下内]|左右)*$"
)
FIGURES = re.compile(r"[\u4e00-\u9fff）)%％‰]\d[\d.]+(?=[\u4e00-\u9fff])")  # cells of figures among names
STRETCH = re.compile(r"[^\s。；]{40,1500}")
GROUP = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）)]")
FIGURE = re.compile(r"\d+(?:\.\d+)?")
PER_CENT = re.compile("[%％‰]")
FINE = re.compile(r"\.\d{3}")  # more decimals than tables print
OTHER_HEAD = re.compile(
    r"指标(?:名称)?(?:计量)?单位[^\s。；，]{0,12}?(?:19|20)\d\d年[^\s。；，]{0,24}?(?:19|20)\d\d年"
)
NUMBERED_ROW = re.compile(r"\d{1,2}[.．、][\u4e00-\u9fffA-Za-z（）/]{3,40}[^\d\s。]{0,6}[\d—]")
SENTENCE = re.compile("[。；！？]")
LONGEST_ROW, LONGEST_NAME = 90, 40
LONGEST_RUN = 40
ROWS = 2  # rows that make a table
LONGEST_CELL = 12


class Near(NamedTuple):
    """How many times a figure may be the one before it, and how many times less."""

    rise: float
    fall: float


RISE = Near(100, 4)  # a goal and its base: what could be either is not told apart
YEARLY = Near(4, 4)  # one year and the year before
# by how much printed figures may miss what they should give, because rounded: points, and parts of a goal
EXACT, ROUNDED = (0.011, 0.005), (0.5, 0.03)


class Heads(NamedTuple):
    """The columns of a table: whether rows have a group and a number, how many values, whether a rate or a
    difference follows them, whether each row ends in 预期性 or 约束性."""

    span: Span
    said: str
    is_grouped: bool
    is_numbered: bool
    has_unit: bool
    years: int
    window: int
    is_rated: bool


class Row(NamedTuple):
    """The cells of a row as spans, empty ones None."""

    cells: list[Span | None]
    end: int


class Read(NamedTuple):
    rows: list[Row]
    lost: list[Span]
    end: int


def unit_at_end(surfaces: Iterable[str]) -> re.Pattern[str]:
    """A unit that ends a stretch of text: 万人次, 亿元, 人/年."""
    one = longest_first(surfaces)
    return re.compile(rf"[十百千万亿]{{0,3}}(?:{one})(?:/[万千]?(?:{one}))?$")


def fused_tables(text: Mapped, units: re.Pattern[str]) -> Fixed:
    """Fused tables parted by tabs; lost are the rows that can be parted in no way or in more than one."""
    edits: list[tuple[int, int, str]] = []
    lost: list[Span] = []
    done = 0
    for found in HEAD.finditer(text.text):
        heads = _heads(found)
        if found.start() < done:
            continue
        if heads is None:
            stretch = STRETCH.match(text.text, found.end())
            if stretch and len(FIGURES.findall(stretch[0])) >= 2 * ROWS:
                lost.append((found.start(), stretch.end()))
            continue
        read = _read(text.text, heads, units)
        if len(read.rows) >= ROWS:
            edits += _edits(heads, read.rows)
            lost += read.lost
        elif len(read.lost) >= ROWS:
            lost.append((found.start(), read.end))
        done = read.end
    lost += [span for span in _others(text.text) if all(span[1] <= a or b <= span[0] for a, b in lost)]
    return Fixed(*text.replace(edits), [text.in_file(span) for span in lost])


def _others(text: str) -> Iterator[Span]:
    """Fused tables whose heads are in another order, so that nothing is put back."""
    for head in OTHER_HEAD.finditer(text) if "单位" in text else ():
        stretch = STRETCH.match(text, head.end())
        if stretch and len(NUMBERED_ROW.findall(stretch[0])) > ROWS and not HEAD.match(text, head.start()):
            yield head.start(), stretch.end()


def _heads(found: re.Match) -> Heads | None:
    """What a line of fused heads says; None where its rows have no class of planning to end in."""
    more = found["more"]
    if not NATURE_HEAD.search(more):
        return None
    names = [found[group] for group in ("group", "number", "name", "unit") if found[group]]
    years = A_YEAR.findall(found["years"])
    rated = bool(GROWTH_HEAD.search(more) or "累计" in more)
    window = int(years[-1][:4]) - int(years[0][:4])
    said = [*names, *years, *(["年均增速"] if rated else []), "属性"]
    group, number, unit = (bool(found[name]) for name in ("group", "number", "unit"))
    return Heads(found.span(), "\t".join(said), group, number, unit, len(years), window, rated)


def _read(text: str, heads: Heads, units: re.Pattern[str]) -> Read:
    """The rows behind heads, up to one that ends in no class of planning."""
    rows: list[Row] = []
    lost: list[Span] = []
    at, count = heads.span[1], 1
    while nature := NATURE.search(text, at, at + LONGEST_ROW):
        if SENTENCE.search(text, at, nature.start()):
            break
        row = _row(text, (at, nature.start()), heads, count, units)
        if row:
            rows.append(Row([*row, nature.span()], nature.end()))
        else:
            lost.append((at, nature.end()))
        at, count = nature.end(), count + 1
    return Read(rows, lost, at)


def _row(text: str, span: Span, heads: Heads, count: int, units: re.Pattern[str]) -> list[Span | None] | None:
    """The cells of a row but for its class; None where they cannot be told apart."""
    run = RUN.search(text, *span)
    if not run or run.end() - run.start() > LONGEST_RUN:
        return None
    start, front = span[0], []
    if heads.is_numbered:
        number = re.compile(rf"[^\d]{{0,12}}?(?P<n>{count})[.．、]?(?=[^\d]|\d[A-Za-z岁])").match(text, *span)
        if not number:
            return None
        front = [_stripped(text, start, number.start("n"))] if heads.is_grouped else []
        front.append(number.span("n"))
        start = number.end()
    unit = units.search(text, start, run.start()) if heads.has_unit else None
    end = unit.start() if unit else run.start()
    name = _stripped(text, start, end)
    if name and GROUP.match(text, *name):
        return None  # 一、经济发展城镇化率: a group and a name
    if not name or not IS_HAN.search(text, *name) or name[1] - name[0] > LONGEST_NAME:
        return None
    figures = _stripped(text, *run.span()) or run.span()
    values = _parted(text, figures, heads, bool(unit and unit[0] in "%％‰"))
    own = [unit.span() if unit else None] if heads.has_unit else []
    return [*front, name, *own, *values] if values else None


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _parted(text: str, span: Span, heads: Heads, is_share: bool) -> list[Span | None] | None:
    """The one way to part a run of figures; None where there is none, or more than one."""
    run = text[slice(*span)]
    ways = list(_ways(run, heads.years + 1, is_share, None)) if heads.is_rated else []
    for slack in (EXACT, ROUNDED):
        if rated := [way for way in ways if _agrees(way, heads, slack)]:
            return _at(span[0], rated[0]) if len(rated) == 1 else None
    near = RISE if heads.years == 2 else YEARLY
    plain = [way for way in _ways(run, heads.years, is_share, near) if not any(map(FINE.search, way))]
    if len(plain) != 1:
        return None
    return [*_at(span[0], plain[0]), *([None] if heads.is_rated else [])]


def _at(at: int, way: Sequence[str]) -> list[Span | None]:
    """Where the cells of a run stand that begins at `at`."""
    cells: list[Span | None] = []
    for cell in way:
        cells.append((at, at + len(cell)))
        at += len(cell)
    return cells


def _ways(
    run: str, cells: int, is_share: bool, near: Near | None, last: str = ""
) -> Iterator[tuple[str, ...]]:
    """Every way to part a run of figures into so many cells, in which each is `near` the one before; where
    nothing is asked of that, the last is a rate."""
    if not cells:
        if not run.strip():
            yield ()
        return
    for stop in range(1, min(len(run), LONGEST_CELL) + 1):
        cell = run[:stop]
        if not CELL.fullmatch(cell):
            continue
        if near and not is_share and PER_CENT.search(cell):
            continue
        share = is_share and (near or cells > 1)
        if share and (_value(cell) or 0) > 100 or near and last and not _within(last, cell, near):
            continue
        for rest in _ways(run[stop:], cells - 1, is_share, near, cell):
            yield (cell, *rest)


def _value(cell: str) -> float | None:
    number = FIGURE.search(cell)
    return float(number[0]) if number else None


def _within(one: str, other: str, near: Near) -> bool:
    """Whether a figure may follow another; of 0 and what is not said nothing is known."""
    a, b = _value(one), _value(other)
    return not a or b is None or a / near.fall <= b <= a * near.rise


def _agrees(way: Sequence[str], heads: Heads, slack: tuple[float, float]) -> bool:
    """Whether the rate, or in brackets the difference, is that of the figures before it."""
    *values, last = way
    base, goal, rate = _value(values[0]), _value(values[-1]), _value(last)
    if not base or goal is None or rate is None:
        return False
    points, part = slack
    sign = last.strip()
    if sign[0] in "[［〔":
        return abs(goal - base - rate) <= points
    return sign[-1] in "%％" and abs(base * (1 + rate / 100) ** heads.window - goal) <= part * goal


def _edits(heads: Heads, rows: Iterable[Row]) -> Iterator[tuple[int, int, str]]:
    """Tabs between cells and line ends between rows; the heads are said anew, again behind a row that is
    lost."""
    yield (*heads.span, "")
    last = -1
    for row in rows:
        first = next(cell[0] for cell in row.cells if cell)
        if -1 < last < first:
            yield (last, last, "\n")
        at, sign = first, "\n" if first == last else f"\n{heads.said}\n"
        for cell in row.cells:
            if cell:
                yield (at, cell[0], sign)
                at, sign = cell[1], ""
            sign += "\t"
        last = row.end
    yield (last, last, "\n")
