"""Fixes on blanks: letter-spacing, spaced digits, blanks round figures and signs, empty lines, line ends."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from cityplans.chinese.han import HAN, IS_HAN, MARKS
from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.mapped import Mapped, Span, disjoint

# the numbering at the head of a line; it may be set apart from what follows by one blank
NUMBERED = re.compile(
    r"(?:第[〇零一二三四五六七八九十百\d]+[编篇章节条部卷]分?|[一二三四五六七八九十]{1,4}[、.是]|"
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:\.\d{1,2})*[.、)]?(?!\d)|[①-⑳]|专栏\d*|附[件录表图]\d*)"
)
# single digits set apart, also round a decimal point: 2 0 0 5, 6 .5, 1 0 . 2
SPACED_NUMBER = re.compile(r"[0-9](?<![0-9.].)(?: ?\. ?[0-9](?![0-9])| [0-9](?![0-9]))+")
SOLID_NUMBER = re.compile(r"[0-9]{2}")
SPACED_ORDINAL = re.compile(r"(?<=第)[0-9](?: [0-9]){1,2}(?= ?[条章节款项届次期页])")
SPACED_YEAR = re.compile(r"[12](?<![0-9].) [0-9] [0-9] [0-9](?= ?年)")
SPACED_POINT = re.compile(r" (?:(?<=[0-9] )(?=\.[0-9])|(?<=[0-9]\. )(?=[0-9] ?[%％]))")
SPACED_LETTERS = re.compile(rf"[{HAN}](?<![{HAN}].)(?: {{1,3}}[{HAN}](?![{HAN}])){{2,}}")
SPACED_DIGIT_LINE = re.compile(r"[^\n]+")
SPACED_WORD_LINE = re.compile(rf"^ *([{HAN}]) {{1,12}}([{HAN}])(?: {{1,12}}([{HAN}]))? *(?=$|[：:])", re.M)
# what each of them cannot do without; the search leaps from blank to blank
BLANK_IN_NUMBER = re.compile(r" (?:(?<=[0-9] )[0-9.]|(?<=\. )[0-9])")
BLANK_IN_LETTERS = re.compile(rf" [{HAN}] {{1,3}}[{HAN}]")
BLANK_IN_WORD = re.compile(rf" [{HAN}](?=[ \n：:]|\Z)")
# opens with a blank by itself, so that the search can leap; likewise below
BLANKS = re.compile("  *")
INNER_BLANKS = re.compile(r" (?<=[^\n ] ) *(?=[^\n ])")
WORD = re.compile(r"[^\s]+")
SPACED_LINE = 8  # characters that stand alone in a line set apart letter by letter
OPENERS = "“‘（《〈【〔「『"
CLOSERS = "”’）》〉】〕」』"
# what stands beside a blank; it says nothing between a Chinese character or sign and a figure or Latin word …
IS_CHINESE = re.compile(f"[{HAN}{MARKS}·%‰°℃]").match
AFTER_CHINESE = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz%‰$+<>=/.&*#@×~-")
BEFORE_CHINESE = frozenset(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz%‰$+<>=/.&*#@×~、)-"
)
IS_HAN_OR_MARK = re.compile(f"[{HAN}{MARKS}·]").match
RANGE_SIGNS = frozenset("-—–~～/∶:")
# … nor beside punctuation, unless it parts two quoted or bracketed things
INNER = frozenset(MARKS) - frozenset(OPENERS) - frozenset(CLOSERS)
CLOSED_NUMBER = re.compile(r"（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}、")
WIDE_BLANK = re.compile(r"(?<! )  +")
END_BLANKS = re.compile(r"[ \t][ \t]*")
# 、 parts no cells; a run is tried from its beginning only, so that long ones take no longer a sign
BLANK_AT_TAB = re.compile(
    r" (?:(?<! .) *+(?=\t)|(?<=\t.) *+)|\t(?:(?<!\t.)\t*+(?=[、，。；：])|(?<=、.)\t*+)", re.S
)
EMPTY_LINES = re.compile(r"\n\n+")
SENTENCE = re.compile("[。；]|，.*，")
HEADING_NUMBER_BLANK = re.compile(r"\d{1,2}(?:\.\d{1,2})* ")


def spaced_digits(text: Mapped) -> Fixed:
    """2 0 0 5年 and 6 .5 %: digits set apart one by one.

    In a text that spaces its digits throughout, and in lines that space their letters, every such run; else
    only years, since 1 2 3 may be a table.
    """
    if " " not in text.characters or not BLANK_IN_NUMBER.search(text.text):
        return Fixed(text)
    text, places = text.delete(SPACED_POINT)
    spaced = SPACED_NUMBER.findall(text.text)
    if not spaced:
        return Fixed(text, places)
    throughout = len(spaced) >= 3 and len(spaced) >= sum(1 for _ in SOLID_NUMBER.finditer(text.text))
    if throughout:
        spans = _blanks_in(text.text, SPACED_NUMBER)
    else:
        ordinals = _blanks_in(text.text, SPACED_ORDINAL)
        spans = sorted({*ordinals, *_blanks_in(text.text, SPACED_YEAR), *_in_spaced_lines(text.text)})
    text, more = text.delete_spans(spans)
    return Fixed(text, places + more)


def _in_spaced_lines(text: str) -> list[Span]:
    """Blanks between the digits of lines whose letters are set apart too."""
    spans = []
    for line in SPACED_DIGIT_LINE.finditer(text):
        if SPACED_LETTERS.search(line.group()):
            spans += [
                (line.start() + a, line.start() + b) for a, b in _blanks_in(line.group(), SPACED_NUMBER)
            ]
    return spans


def letter_spacing(text: Mapped) -> Fixed:
    """经 费 比 重, and 目    录 alone on a line."""
    if " " not in text.characters:
        return Fixed(text)
    text, places = text.delete_spans(_blanks_throughout(text.text))
    for sign, pattern in ((BLANK_IN_LETTERS, SPACED_LETTERS), (BLANK_IN_WORD, SPACED_WORD_LINE)):
        if sign.search(text.text):
            text, more = text.delete_spans(_blanks_in(text.text, pattern))
            places += more
    return Fixed(text, places)


def _blanks_throughout(text: str) -> list[Span]:
    """The blanks of lines in which nearly every character stands alone, signs and Latin letters too."""
    spans: list[Span] = []
    done = 0
    while sign := BLANK_IN_LETTERS.search(text, done):
        start = text.rfind("\n", 0, sign.start()) + 1
        stop = text.find("\n", start)
        done = stop if stop >= 0 else len(text)
        words = [m.span() for m in WORD.finditer(text, start, done)]
        single = sum(b - a == 1 for a, b in words)
        if single >= SPACED_LINE and single >= 0.9 * len(words):
            pairs = itertools.pairwise(words)
            spans += [(a[1], b[0]) for a, b in pairs if b[0] - a[1] == 1 and a[1] - a[0] == b[1] - b[0] == 1]
    return spans


def _blanks_in(text: str, pattern: re.Pattern[str]) -> list[Span]:
    return [
        (m.start() + b.start(), m.start() + b.end())
        for m in pattern.finditer(text)
        for b in BLANKS.finditer(m.group())
    ]


def _blanks(text: Mapped) -> Iterator[tuple[int, int, str, str]]:
    """Every run of blanks inside a line: (start, end, character before, character after)."""
    if " " not in text.characters:
        return
    string = text.text
    for match in INNER_BLANKS.finditer(string):
        a, b = match.span()
        yield a, b, string[a - 1], string[b]


def blanks_by_figures(text: Mapped) -> Fixed:
    """到 2025 年, R&D 经费, 1. 总体要求; the blank after a heading's bare number stays (1.2 编制背景)."""
    return Fixed(
        *text.delete_spans(
            [
                (a, b)
                for a, b, before, after in _blanks(text)
                if _by_figure(before, after, text.text, a, b) and not _after_heading_number(text.text, a, b)
            ]
        )
    )


def _by_figure(before: str, after: str, text: str, start: int, end: int) -> bool:
    if after in AFTER_CHINESE and IS_CHINESE(before) or before in BEFORE_CHINESE and IS_HAN_OR_MARK(after):
        return True
    if before.isdigit() and after in RANGE_SIGNS:
        return text[end + 1 : end + 2].isdigit() or text[end + 1 : end + 2] == " "
    return (before.isdigit() and after in "%‰℃") or (
        before in RANGE_SIGNS and after.isdigit() and text[max(start - 2, 0) : start - 1].isdigit()
    )


def _after_heading_number(text: str, start: int, end: int) -> bool:
    """Whether the blank follows a bare number that opens a short line without punctuation."""
    line_start = text.rfind("\n", 0, start) + 1
    if start - line_start > 10 or not HEADING_NUMBER_BLANK.fullmatch(text[line_start:end].rstrip(" ") + " "):
        return False
    stop = text.find("\n", end)
    rest = text[end : stop if stop >= 0 else len(text)]
    return (
        2 <= len(rest) <= 30
        and not re.search("[，。；：、%\\d]", rest)
        and rest[0] not in "年月日个家项人万亿号"
    )


def blanks_by_marks(text: Mapped) -> Fixed:
    """Blanks beside Chinese punctuation, and beside half-width signs between Chinese words."""
    return Fixed(
        *text.delete_spans(
            [
                (a, b)
                for a, b, before, after in _blanks(text)
                if (
                    before in INNER
                    or before in OPENERS
                    or after in INNER
                    or after in CLOSERS
                    or after == "（"
                    or (after in ",;:?!" and IS_HAN.match(before))
                    or (before in ",;:?!" and IS_HAN.match(after))
                )
            ]
        )
    )


def gaps(text: Mapped) -> Fixed:
    """A blank between two Chinese words: noise in a sentence or cell, kept once in titles and headings."""
    spans: list[Span] = []
    line_start, line_end, sentence, free = 0, -1, False, 0
    for a, b, before, after in _blanks(text):
        if not ((before in CLOSERS or IS_HAN.match(before)) and (after in OPENERS or IS_HAN.match(after))):
            continue
        if a > line_end:
            line_start = text.text.rfind("\n", 0, a) + 1
            line_end = text.text.find("\n", a)
            line_end = line_end if line_end >= 0 else len(text)
            line = text.text[line_start:line_end]
            sentence = "\t" in line or bool(SENTENCE.search(line))
            free = _heading_end(line) + line_start if sentence and "\t" not in line else 0
        if (sentence and a != free) or CLOSED_NUMBER.fullmatch(text.text, line_start, a):
            spans.append((a, b))
    text, places = text.delete_spans(spans)
    if "  " in text.text:
        text, more = text.sub(WIDE_BLANK, " ")
        places += more
    return Fixed(text, places)


def _heading_end(line: str) -> int:
    """Where the blank stands that parts a heading from its paragraph (第三条 …, （一）目标 …); -1 if none."""
    number = NUMBERED.match(line)
    blank = line.find(" ")
    if not number or not number.end() <= blank <= 30 or re.search("[，。；：]", line[:blank]):
        return -1
    return blank


def blank_ends(text: Mapped) -> Fixed:
    """Blanks at the start and end of lines, and round the tabs of a table row; its empty first cells stay."""
    if not text.characters & {" ", "\t"}:
        return Fixed(text)
    string, last = text.text, len(text)
    spans = (m.span() for m in END_BLANKS.finditer(string))
    ends = [(a, b) for a, b in spans if a == 0 or b == last or string[a - 1] == "\n" or string[b] == "\n"]
    if "\t" in text.characters:
        ends = [s for span in ends for s in _without_tabs(string, *span)]
        ends = sorted({*ends, *(m.span() for m in BLANK_AT_TAB.finditer(string))})
    return Fixed(*text.delete_spans(disjoint(ends)))


def _without_tabs(string: str, start: int, end: int) -> list[Span]:
    """The blanks of a run; its tabs too, unless they stand for empty cells at the head of a row."""
    if "\t" not in string[start:end]:
        return [(start, end)]
    stop = string.find("\n", end)
    if "\t" not in string[end : stop if stop >= 0 else len(string)].strip():
        return [(start, end)]
    return [(start + m.start(), start + m.end()) for m in BLANKS.finditer(string[start:end])]


def blank_lines(text: Mapped) -> Fixed:
    """Empty lines; the last line gets its line end."""
    spans = [(m.start() + 1, m.end()) for m in EMPTY_LINES.finditer(text.text)]
    if text.text[:1] == "\n":
        spans = [(0, 1), *spans]
    text, places = text.delete_spans(spans)
    if len(text) and not text.text.endswith("\n"):
        text, _ = text.replace([(len(text), len(text), "\n")])
    return Fixed(text, places)
