"""Lines → paragraphs: line breaks that only the page made are taken out again.

A break is undone where the line before is unfinished and the line after is no heading, list item or date:
inside hard-wrapped stretches from line to line, elsewhere only where a paragraph stops in mid-sentence
(page and column breaks).
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from cityplans.chinese.digits import HAN_DIGIT
from cityplans.chinese.han import IS_HAN
from cityplans.chinese.years import ARABIC_YEAR
from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.cleaning.figure_tables import is_row
from cityplans.reading.cleaning.glued_fronts import any_of
from cityplans.reading.cleaning.typesetting import (
    BODY,
    MARKER,
    NUMBERED_HEADING,
    WIDE,
    Habits,
    Line,
    column_widths,
    goes_on,
    indents,
    is_complete,
    is_prose,
    lines_of,
    parted_by_blank_lines,
    width_by_tails,
)
from cityplans.reading.mapped import Mapped
from cityplans.worded import Said, Worded

NO_LINE_START = "，。；：、！？）》〉」』】〕”’…%％‰,;:!?)"
OPEN_END = "，、（《〈“‘【〔「『,("
DATE_LINE = re.compile(
    rf"[（(]?(?:\d{{4}}|{HAN_DIGIT}{{4}}) ?年 ?"
    r"(?:[\d一二三四五六七八九十]{1,3} ?月 ?(?:[\d一二三四五六七八九十]{1,3} ?日)?)?"
    r"(?:[）)]?\Z|[^。]{0,60}(?:通过|印发|发布|公布|施行|批准)[）)]?\Z)"
)
# （某市人民政府办公室 2018年2月9日印发） under a title
SIGNED_LINE = re.compile(
    r"[（(][^（）()。]{0,40}?\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日[^（）()。]{0,40}[）)]\Z"
    r"|[\u4e00-\u9fff ]{4,40}\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日 ?(?:印发|发布|公布|下发)\Z"
)
OTHER_TITLE = Worded("{title_end}")
DANGLING = re.compile(
    r"(?:关于|印发|转发|第[一二三四五六七八九十]+届|(?<!目)的|[\u4e00-\u9fff] ?[-—]{1,2})\Z"
)
NEVER_FIRST = re.compile(r"[是为][：:]|为 ?\d|的(?![士确])")  # what opens no paragraph
REACHES = re.compile(
    "(?:达到?|[增升提降减][至到]|(?:提高|提升|增加|扩大|下降|降低|控制)[到至在]|突破|超过|不[低少高超][于过])"
    r" ?\d"
)
FIGURE = re.compile(r"\d[\d.,]*[%％]?")
FIGURE_TAIL = re.compile(r"[0-9][.,]?\Z")
YEAR_TAIL, YEAR_HEAD = re.compile(rf"(?<!\d){ARABIC_YEAR}\Z"), re.compile(f"{ARABIC_YEAR}年")
FIGURE_HEAD = re.compile(r"[0-9]|[年月日%％‰万亿个家项名位人元件岁]|\.[0-9]")
BEFORE_FIGURE = re.compile(
    "(?:达|达到|超过|突破|不低于|增长|增加|提高到?|降低到?|下降到?|新增|累计|约|近|到|为|占|至|建成|引进|培育)\\Z"
)
LATIN_TAIL = re.compile(r"[A-Za-z][a-z]+[,.;:]?\Z")
LATIN_HEAD = re.compile(r"[A-Z]?[a-z]+")
LABEL = re.compile(r"(?:附[件录表图]|专栏|[图表]) ?\d+")
SPLIT_POINT = re.compile(r"[0-9] ?\.\Z")
QUOTED = re.compile("《([^《》]{8,80})》")
OPEN_BRACKET = re.compile("《[^》]{0,80}\\Z|[（(][^）)]{0,80}\\Z")
OPEN_SPAN = 81  # characters back from an end in which a bracket may have been opened
CLOSES = re.compile("(?:[^《》（）()。]|[（(][^《》（）()。]{0,30}[）)]){1,60}?[》）)]")
LISTED = re.compile(r"[^，。；]*》\Z")  # an item of a list of documents; its year may stand on the next line
YEAR_NOTE = re.compile(r"[（(] ?\d{4} ?年[^（）()]{0,12}[）)]")
ENDING = 24  # characters of a line in which its end is looked for
FULL = 6  # cells by which a full line may fall short (three characters)
CELL = 16  # characters of the longest cell of a table that is set one cell a line


class Break(NamedTuple):
    """A line break to be judged. `unit`: the paragraph so far; `end`: the end of the line before it;
    `column`: the width lines are wrapped at, 0 if none; `inside`: a quotation or an indented paragraph is
    still open; `titled`: how titles end."""

    unit: str
    before: Line
    after: Line
    end: str
    column: int
    inside: bool
    habits: Habits
    lines: list[Line]
    at: int
    titled: re.Pattern[str]

    @property
    def full(self) -> bool:
        """Whether the line before reaches the edge of its column."""
        return bool(self.column) and _is_full(self.before, self.column)


def title_end(endings: tuple[str, ...], said: Said) -> re.Pattern[str]:
    """How a title ends: with what documents are called, or papers that are none, and a bracket perhaps."""
    ends = f"{any_of(endings).pattern}|{said.spelled(OTHER_TITLE)}"
    return re.compile(rf"(?:{ends})(?:[（(][^（）()]*[）)])?\Z")


def unwrap(text: Mapped, titled: re.Pattern[str]) -> Fixed:
    """Hard-wrapped lines, column and page breaks, and blank lines inside a sentence; `titled`: how titles
    end, which are no sentences broken off."""
    lines = lines_of(text.text)
    if len(lines) < 2:
        return Fixed(text)
    widths = column_widths(lines)
    habits = Habits(parted_by_blank_lines(lines, widths), indents(lines), width_by_tails(lines, widths))
    columns = widths.astype(int).tolist()
    quoted = _quoted_titles(lines)
    quotes = '"' in text.characters
    edits: list[tuple[int, int, str]] = []
    unit, opened = lines[0].text, lines[0].indented
    is_open = quotes and unit.count('"') % 2 == 1
    for i, (before, after) in enumerate(itertools.pairwise(lines)):
        inside = is_open and '"' in after.text
        if habits.indents and not inside:
            inside = goes_on(after) and (opened or is_prose(unit))
        column = min(columns[i], columns[i + 1])
        end = before.text[-ENDING:]
        case = Break(unit, before, after, end, column, inside, habits, lines, i, titled)
        if i in quoted or _joins(case):
            glue = _glue(before.text, after.text)
            edits.append((before.end, after.start, glue))
            unit = unit + glue + after.text if len(unit) < 400 else unit[-200:] + glue + after.text
            is_open ^= quotes and after.text.count('"') % 2 == 1
        else:
            unit, opened = after.text, after.indented
            is_open = quotes and unit.count('"') % 2 == 1
    return Fixed(*text.replace(edits))


def _quoted_titles(lines: list[Line]) -> set[int]:
    """Lines i to be joined with the next because both together are a title that stands in 《》 elsewhere."""
    titles = {t.replace(" ", "") for t in QUOTED.findall("".join(line.text for line in lines))}
    found: set[int] = set()
    if not titles:
        return found
    for i in range(len(lines) - 1):
        joined = lines[i].text.replace(" ", "")
        for k in range(i + 1, min(i + 4, len(lines))):
            joined += lines[k].text.replace(" ", "")
            if len(joined) > 80:
                break
            if joined in titles:
                found.update(range(i, k))
    return found


def _joins(case: Break) -> bool:
    """Whether the break between two lines is the page's, not the writer's: the first rule that knows."""
    return next(verdict for rule in RULES if (verdict := rule(case)) is not None)


def rows_of_a_table(case: Break) -> bool | None:
    """Cells parted by tabs: each line is a row."""
    return False if "\t" in case.before.text or "\t" in case.after.text else None


def sign_cannot_open(case: Break) -> bool | None:
    """… ，提高 — a comma opens no line; a lone closing quotation mark may."""
    first = case.after.text[0]
    return True if first in NO_LINE_START and not (first in "”’" and len(case.after.text) < 2) else None


def decimal_cut(case: Break) -> bool | None:
    """3. | 2% — the break stands behind the point of a decimal."""
    digit = case.after.text[0].isdigit() and len(case.before.text) > 3
    return True if digit and case.end[-1] == "." and SPLIT_POINT.search(case.end) else None


def item_opens(case: Break) -> bool | None:
    """（二）…, 3.…, a row of figures: the line after opens something of its own."""
    return False if MARKER.match(case.after.text) or is_row(case.after.text) else None


def word_cannot_open(case: Break) -> bool | None:
    """… | 的目标 — what never opens a paragraph; or a quotation, an indented paragraph is still open."""
    return True if NEVER_FIRST.match(case.after.text) or case.inside else None


def verb_cannot_open(case: Break) -> bool | None:
    """研发投入强度 | 达到3.2%: what a figure says is said of the words before it."""
    named = IS_HAN.match(case.end[-1]) and not NUMBERED_HEADING.match(case.unit) and not case.before.complete
    return True if named and REACHES.match(case.after.text) else None


def bracket_closes(case: Break) -> bool | None:
    """《…发展 | 规划》: the line after closes what the paragraph has opened."""
    is_open = OPEN_BRACKET.search(case.unit, max(0, len(case.unit) - OPEN_SPAN))
    return True if is_open and CLOSES.match(case.after.text) else None


def year_of_item(case: Break) -> bool | None:
    """3.《…规划》 | （2021年印发）: the year of a listed document on the next line."""
    noted = YEAR_NOTE.fullmatch(case.after.text) and MARKER.match(case.unit) and LISTED.match(case.unit)
    return True if noted else None


def date_stands_alone(case: Break) -> bool | None:
    """A date under a text, unless the line above runs on into it; who signed and when under a title, and
    behind it the text."""
    if SIGNED_LINE.match(case.unit) or SIGNED_LINE.match(case.after.text) and case.titled.search(case.unit):
        return False
    runs_on = case.full and not case.after.blank
    return False if DATE_LINE.match(case.after.text) and not runs_on else None


def hangs(case: Break) -> bool | None:
    """A line that cannot end where it does, or the one character that fell off it."""
    if case.before.complete:
        return None
    fell = _single_character(case.lines, case.at) or _hangs(case.before.text, case.end, case.after.text)
    return True if fell else None


def blank_behind_last(case: Break) -> bool | None:
    """Where a blank stands behind the last line of every paragraph, it tells."""
    if not case.habits.width:
        return None
    if case.before.tail and case.before.complete:
        return False
    goes_on = not case.before.tail and not case.after.blank
    return True if goes_on and case.before.width >= case.habits.width - FULL else None


def inside_a_column(case: Break) -> bool | None:
    """Lines wrapped at the width of a column."""
    if not case.column or case.after.blank:
        return None
    return _joins_in_column(case)


def broken_off(case: Break) -> bool:
    """A page or column end in mid-sentence."""
    return _broken_off(case, 12 if case.full else 25)


RULES = (
    rows_of_a_table, sign_cannot_open, decimal_cut, item_opens, word_cannot_open,
    verb_cannot_open, bracket_closes, year_of_item, date_stands_alone, hangs, blank_behind_last,
    inside_a_column, broken_off,
)  # fmt: skip


def _hangs(before: str, end: str, after: str) -> bool:
    """Whether a line cannot end where it does (…关于, …增长), or a number is cut in two."""
    if end[-1] in OPEN_END or DANGLING.search(end) or after[0].isdigit() and BEFORE_FIGURE.search(end):
        return True
    if not (FIGURE_HEAD.match(after) and FIGURE_TAIL.search(end)):
        return False
    if YEAR_TAIL.search(end) and YEAR_HEAD.match(after):
        return False  # …统计公报 2006 | 2006年是…
    if len(before) < CELL and FIGURE.fullmatch(after):
        return False  # 嘉定工业区1 | 14.00: cells of a table, one a line
    if IS_HAN.search(before) and not LABEL.fullmatch(before):
        return True
    return len(before) == 4 and after[0] == "年"


def _joins_in_column(case: Break) -> bool:
    """Two lines of a hard-wrapped column with no empty line between."""
    unit, before, after, column, parted = case.unit, case.before, case.after, case.column, case.habits.parted
    if after.indented and not before.indented and before.complete:
        return False
    heading = NUMBERED_HEADING.match(unit) and len(unit) <= 60 and not re.search("[。；]", unit)
    if heading and before.width < (0.6 if parted else WIDE) * column:
        return _narrow_heading(unit, after)
    if parted:  # an empty line would stand here if the paragraph ended
        return before.width >= 0.5 * column or bool(BODY.search(unit))
    if before.complete:
        return before.width >= column - 4
    return (before.width >= column - 4 if heading else _is_full(before, column)) or _broken_off(case)


def _is_full(line: Line, column: int) -> bool:
    """Whether a line reaches the column's edge, in cells or (where Latin counts as wide) in characters."""
    return line.width >= column - FULL or 2 * len(line.text) + 4 * line.indented >= column


def _narrow_heading(unit: str, after: Line) -> bool:
    """A heading set narrower than the column: it goes on while the lines stay short and unfinished."""
    return after.width <= 24 and not re.search("[。；]", unit + after.text) and not after.indented


def _broken_off(case: Break, shortest: int = 25) -> bool:
    """A paragraph of running text that stops in mid-sentence."""
    unit = case.unit
    return (
        len(unit) >= shortest
        and bool(BODY.search(unit))
        and not is_complete(unit)
        and not case.titled.search(unit)
        and not (NUMBERED_HEADING.match(unit) and len(unit) <= 60 and "。" not in unit)
        and not DATE_LINE.match(unit)
        and bool(IS_HAN.search(unit[-1]) or unit[-1].isalnum() or unit[-1] in "”’》）)")
    )


def _single_character(lines: list[Line], i: int) -> bool:
    """A line of one Chinese character that was the end of the line before (not vertical text)."""
    if len(lines[i + 1].text) != 1 or not IS_HAN.match(lines[i + 1].text) or lines[i].complete:
        return False
    near = lines[max(i - 1, 0) : i + 1] + lines[i + 2 : i + 3]
    return all(len(line.text) > 2 for line in near)


def _glue(before: str, after: str) -> str:
    """Latin words keep a blank where the line broke; everything else closes up."""
    return " " if LATIN_TAIL.search(before) and LATIN_HEAD.match(after) else ""
