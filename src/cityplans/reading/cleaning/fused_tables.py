"""Tables whose cells stand without anything between them, as some copies of web pages keep them.

    指标名称单位2020年2025年年均增速属性1旅游总收入亿元5015024.6%预期性2旅游床位数床16304250008.9%预期性

A row ends in its class of planning, or where its figures end. It is put back where `figure_runs` can part its
figures in one way only. What can be parted in two ways, or in none, is left as it stands and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cityplans.chinese.alternation import longest_first
from cityplans.chinese.han import IS_HAN
from cityplans.reading.cleaning.cell_words import CLASS
from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.cleaning.figure_runs import parted
from cityplans.reading.cleaning.fused_heads import Heads, heads_in
from cityplans.reading.mapped import Mapped, Span

NATURE = re.compile(CLASS)
OTHER_CLASS = re.compile(r"\d[%％‰]?[\u4e00-\u9fff]{2}性")  # 1200参考性: the end of another row
MORE = r"(?:[\d.%％‰≥≤＞＜><≧≦约\[\]［］〔〕— -]|以[上下内]|左右)*"
RUN = re.compile(rf"(?:[≥≤＞＜><≧≦约]?\d|[\[［〔]\d|—){MORE}")
LAST_RUN = re.compile(RUN.pattern + "$")
FIGURES = re.compile(r"[\u4e00-\u9fff）)%％‰]\d[\d.]+(?=[\u4e00-\u9fff])")  # cells of figures among names
STRETCH = re.compile(r"[^\s。；，]{40,1500}")
GROUP = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）)]")
OTHER_HEAD = re.compile(r"指标[^\s。；，、：:]{0,12}?单位(?=[^\s。；，]{0,40}?(?:值|年|目标|基数))")
SENTENCE = re.compile("[。；！？，]")
NAMED_BY_FIGURE = re.compile("[A-Za-z岁]")  # behind a figure that begins a name: 5G基站, 65岁以上老人
GOES_ON = re.compile("[A-Za-z岁米分千平亩元年个强名位万亿%]|公[里斤顷]|小时")  # behind a figure that goes on
LONGEST_ROW, LONGEST_NAME = 90, 40
LONGEST_RUN = 40
IN_NAME = 3  # characters of a figure that may be part of a name: 5G, 500米, PM2.5
ROWS = 2  # rows that make a table


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
    read_spans: list[Span] = []
    done = 0
    for heads in heads_in(text.text):
        if heads.span[0] < done:
            continue
        read = _read(text.text, heads, units)
        done = max(read.end, heads.span[1])
        if len(read.rows) >= ROWS:
            edits += _edits(heads, read.rows)
            lost += read.lost
            read_spans.append((heads.span[0], read.end))
        elif len(read.lost) >= ROWS:
            lost.append((heads.span[0], read.end))
        elif len(FIGURES.findall(text.text, *(stretch := _stretch(text.text, heads.span[1])))) >= 2 * ROWS:
            lost.append((heads.span[0], stretch[1]))
    known = [*lost, *read_spans]
    lost += [span for span in _others(text.text) if all(span[1] <= a or b <= span[0] for a, b in known)]
    return Fixed(*text.replace(edits), [text.in_file(span) for span in lost])


def _stretch(text: str, at: int) -> Span:
    """Text without blanks or marks of sentences behind a place, where it is long."""
    stretch = STRETCH.match(text, at)
    return stretch.span() if stretch else (at, at)


def _others(text: str) -> Iterator[Span]:
    """Stretches of figures among names below heads of another order, so that nothing is put back."""
    for head in OTHER_HEAD.finditer(text) if "单位" in text else ():
        stretch = STRETCH.match(text, head.end())
        if stretch and len(FIGURES.findall(stretch[0])) >= 2 * ROWS:
            yield head.start(), stretch.end()


def _read(text: str, heads: Heads, units: re.Pattern[str]) -> Read:
    """The rows behind heads, up to where no row follows."""
    ends_in_class = heads.columns[-1].kind == "nature"
    rows: list[Row] = []
    lost: list[Span] = []
    at, count = heads.span[1], 1
    while stops := list(_stops(text, at, heads, count, ends_in_class)):
        found = [(cells, stop) for stop in stops if (cells := _row(text, (at, stop[0]), heads, count, units))]
        found = _closed(text, found, heads) if len(found) > 1 else found
        if len(found) == 1:
            cells, stop = found[0]
            rows.append(Row([*cells, *([stop] if ends_in_class else [])], stop[1]))
        else:
            stop = stops[-1]
            lost.append((at, stop[1]))
        at, count = stop[1], count + 1
    if rows and (rest := _unread(text, at, heads, count)):
        lost.append(rest)
    return Read(rows, lost, at)


Ended = tuple[list[Span | None], Span]  # the cells of a row, and where it ends


def _closed(text: str, found: list[Ended], heads: Heads) -> list[Ended]:
    """Of several ends that a row may have the first short figure behind a unit (…%55应用场景数个61), unless a
    name or a unit goes on with it (500米覆盖率, 5G基站)."""
    if len(heads.figures) > 1 or not heads.has("unit"):
        return found
    kinds = [column.kind for column in heads.columns]
    first = next((one for one in found if not GOES_ON.match(text, one[1][0])), None)
    return [first] if first and first[0][kinds.index("unit")] else found


def _unread(text: str, at: int, heads: Heads, count: int) -> Span | None:
    """What stands behind the last row read, where the table goes on: a next number, figures among names."""
    number = _numbered(count).match(text, at) if heads.has("number") else None
    figures = RUN.search(text, number.end(), number.end() + LONGEST_ROW) if number else None
    if figures and not SENTENCE.search(text, at, figures.start()):
        return at, figures.end()
    start, end = _stretch(text, at)
    return (start, end) if len(FIGURES.findall(text[start:end])) >= ROWS else None


def _numbered(count: int) -> re.Pattern[str]:
    """The number of a row, perhaps behind a group; its name may begin with a figure (11.5G基站数)."""
    return re.compile(
        rf"(?P<group>[^\d]{{0,12}}?)(?P<n>{count})[.．、]?(?=[^\d]|\d{{1,2}}{NAMED_BY_FIGURE.pattern})"
    )


def _stops(text: str, at: int, heads: Heads, count: int, ends_in_class: bool) -> Iterator[Span]:
    """Where the figures of a row may end, and where the row does: before its class of planning, or behind the
    first run of figures that is no part of a name."""
    last = min(len(text), at + LONGEST_ROW)
    if ends_in_class:
        nature = NATURE.search(text, at, last)
        if nature and not SENTENCE.search(text, at, nature.start()):
            yield nature.span()
        return
    number = _numbered(count).match(text, at) if heads.has("number") else None
    for run in RUN.finditer(text, number.end() if number else at):
        if (
            run.start() > last
            or SENTENCE.search(text, at, run.start())
            or "\n" in text[at : run.start()].strip()
        ):
            return
        for end in _ends(text, run, heads, count + 1):
            yield end, end
        if len(run[0].strip()) > IN_NAME:
            return


def _ends(text: str, run: re.Match, heads: Heads, number: int) -> Iterator[int]:
    """Where the figures of a row may end: before the number of the next one, if one follows; that may stand
    behind the group of the next row too."""
    following = RUN.search(text, run.end(), run.end() + LONGEST_ROW) if heads.has("number") else None
    if not following or SENTENCE.search(text, run.end(), following.start()):
        yield run.end()
        return
    figured = r"[.．、]\d{1,2}|" if NAMED_BY_FIGURE.match(text, run.end()) else ""  # 640|4.2|G退网率
    counted = re.search(rf"(?<!\.){number}(?:{figured}[.．、]?) *$", run[0])
    if counted and counted.start():
        yield run.start() + counted.start()
    if heads.has("group") and re.match(rf" *{number}(?:[.．、]|$)", following[0]):
        yield run.end()


def _row(text: str, span: Span, heads: Heads, count: int, units: re.Pattern[str]) -> list[Span | None] | None:
    """The cells of a row but for a class at its end; None where they cannot be told apart."""
    run = LAST_RUN.search(text, *span)
    if not run or run.end() - run.start() > LONGEST_RUN:
        return None
    front = _front(text, (span[0], run.start()), heads, count, units)
    if front is None:
        return None
    unit = front.get("unit")
    figures = _stripped(text, *run.span()) or run.span()
    values = parted(text, figures, heads.figures, bool(unit and text[slice(*unit)] in "%％‰"))
    if not values:
        return None
    cells = iter(values)
    is_last = heads.columns[-1].kind == "nature"
    columns = heads.columns[:-1] if is_last else heads.columns
    return [next(cells) if c.kind in ("value", "rate") else front.get(c.kind) for c in columns]


def _front(
    text: str, span: Span, heads: Heads, count: int, units: re.Pattern[str]
) -> dict[str, Span | None] | None:
    """The cells before the figures: group, number, name, and behind it unit and class in their order."""
    (start, end), made = span, dict[str, Span | None]()
    if heads.has("number"):
        number = _numbered(count).match(text, *span)
        if not number:
            return None
        made = {"group": _stripped(text, *number.span("group")), "number": number.span("n")}
        start = number.end()
    kinds = [column.kind for column in heads.columns]
    behind = [
        kind for kind in kinds[kinds.index("name") + 1 : kinds.index("value")] if kind in ("unit", "nature")
    ]
    for kind in reversed(behind):
        found = units.search(text, start, end) if kind == "unit" else _class_at_end(text, start, end)
        if kind == "nature" and not found:
            return None
        made[kind] = found.span() if found else None
        end = found.start() if found else end
    name = _stripped(text, start, end)
    if not name or GROUP.match(text, *name):
        return None  # 一、经济发展城镇化率: a group and a name
    if not IS_HAN.search(text, *name) or name[1] - name[0] > LONGEST_NAME or OTHER_CLASS.search(text, *name):
        return None
    return made | {"name": name}


def _class_at_end(text: str, start: int, end: int) -> re.Match | None:
    return next((m for m in NATURE.finditer(text, start, end) if m.end() == end), None)


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _edits(heads: Heads, rows: Sequence[Row]) -> Iterator[tuple[int, int, str]]:
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
