"""How a text was set: the width of its columns, indents, what stands at the end of a paragraph."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

import numpy as np

ORDINAL = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
# what opens a heading or list item; 2.5% and 2025年 do not
MARKER = re.compile(
    rf"第[〇零一二三四五六七八九十百\d]+(?:[编篇章节条卷]|部分)|{ORDINAL}[、．.]|"
    r"[（(][一二三四五六七八九十]{1,4}[）)]|\d{1,3} ?(?:[、．]|[.](?!\s*\d)|[.](?=20\d\d年))|"
    r"[（(]\d{1,2}[）)]|"
    r"\d{1,2}[)）]|[\u2460-\u249b\u3220-\u3229]|——|— —|--|[●■◆▲★※◎○□]|专栏|附[件录表图]|目 *录|前 *言|序 *言"
)
NUMBERED_HEADING = re.compile(
    rf"第[〇零一二三四五六七八九十百\d]+[编篇章节]|{ORDINAL}、|"
    r"[（(][一二三四五六七八九十]{1,4}[）)]|\d{1,3}[、．.](?!\d)"
)
ENDS = frozenset("。！？!?；;：:…”’）》】〕」』)]\"'")  # the last character of what COMPLETE finds
COMPLETE = re.compile(r"[。！？!?；;：:…][”’）》】〕」』)\]\"']*\Z|[〕】]\Z")
BODY = re.compile("[，。；,;]")
WINDOW = 12  # lines looked at on either side to find the width of a column
WIDE, OPEN = 0.72, 0.4  # of a column's width a line fills; of such lines those that stop in mid-sentence
LONG, PROSE = 40, 32  # characters from which a line is surely running text; no title is longer
SURE, BROKEN = 10, 3  # lines that must speak for a habit of the whole text


class Line(NamedTuple):
    start: int
    end: int
    text: str
    width: int
    blank: bool  # an empty line stands before it
    indented: bool
    tail: bool  # a blank stands behind it
    complete: bool  # it ends as sentences do


class Habits(NamedTuple):
    """How a text marks the ends of its paragraphs: by empty lines, by indents, by a blank behind the last
    line (Word does so in a PDF). `width`: of its wrapped lines; 0 where a blank says nothing."""

    parted: bool
    indents: bool
    width: int


def lines_of(text: str) -> list[Line]:
    lines: list[Line] = []
    end = after = 0
    for raw in text.split("\n"):
        before, after = after, after + len(raw) + 1
        stripped = raw.strip()
        if not stripped:
            continue
        indent = len(raw) - len(raw.lstrip())
        start = before + indent
        width = 2 * len(stripped) - (len(stripped.encode("ascii", "ignore")) if len(stripped) < 200 else 0)
        width += 4 if indent >= 2 else 0  # two ideographic blanks
        lines.append(
            Line(
                start,
                start + len(stripped),
                stripped,
                width,
                before - end > 1 and "\n" in text[end:before].strip(" \t")[1:],
                indent >= 2,
                raw[-1].isspace(),
                is_complete(stripped),
            )
        )
        end = before + len(raw)
    return lines


def indents(lines: list[Line]) -> bool:
    """Whether paragraphs are indented throughout and sentences broken in mid-line: then a line that is not
    indented goes on from the one above."""
    if sum(line.indented for line in lines) < 0.75 * SURE:
        return False
    pairs = [(b, a) for b, a in itertools.pairwise(lines) if len(b.text) >= LONG and not MARKER.match(a.text)]
    firsts = [a.indented for b, a in pairs if b.complete and len(a.text) >= LONG]
    broken = sum(1 for b, a in pairs if not b.complete and goes_on(a))
    return len(firsts) >= SURE and sum(firsts) >= 0.75 * len(firsts) and broken >= BROKEN


def goes_on(line: Line) -> bool:
    """A line of running text without an indent and an empty line above it."""
    return not line.indented and not line.blank and bool(BODY.search(line.text))


def is_prose(unit: str) -> bool:
    """A paragraph so far, or a heading that already runs into one."""
    if NUMBERED_HEADING.match(unit) and "。" not in unit:
        return False
    return len(unit) >= PROSE or bool(BODY.search(unit))


def width_by_tails(lines: list[Line], widths: np.ndarray) -> int:
    """The width of wrapped lines, where a blank stands behind the last line of a paragraph and no other."""
    ends = [line.tail for line in lines if line.complete and len(line.text) > 1]
    inner = [line.tail for line in lines if line.text[-1] in "，、"]
    wrapped = widths[widths > 0]
    sure = min(len(ends), len(inner), len(wrapped)) >= SURE
    if not sure or sum(ends) < 0.8 * len(ends) or sum(inner) > 0.05 * len(inner):
        return 0
    return int(np.median(wrapped))


def column_widths(lines: list[Line]) -> np.ndarray:
    """For each line the width of the column it was set in; 0 where lines are not wrapped.

    Wrapped: most lines near are about as wide as the widest, many of them stop in mid-sentence, and the
    text has commas (a list of names has none).
    """
    around = min(2 * WINDOW + 1, len(lines))
    starts = np.clip(np.arange(len(lines)) - WINDOW, 0, len(lines) - around)
    is_open = _windows([not line.complete and not _bare_heading(line.text) for line in lines], around)
    found = np.zeros(len(is_open))
    near = np.flatnonzero(is_open.sum(axis=1) >= OPEN / 2 * around)  # half of the lines must be wide
    if len(near):
        widths = _windows([line.width for line in lines], around)
        found[near] = _wrapped_at(widths[near], is_open[near])
    if found.any():
        commas = _windows([_commas(line.text[:400]) for line in lines], around)
        found[commas.sum(axis=1) / np.maximum(widths.sum(axis=1), 1) < 1 / 120] = 0
    return found[starts]


def _windows(values: list, around: int) -> np.ndarray:
    return np.lib.stride_tricks.sliding_window_view(np.array(values), around)


def _commas(text: str) -> int:
    return sum(map(text.count, "，。；,;"))


def _wrapped_at(widths: np.ndarray, is_open: np.ndarray) -> np.ndarray:
    """For each window of lines the width of its column, 0 where they are not wrapped by width and ends."""
    column, widest = np.percentile(widths, (90, 94), axis=1)
    wide = widths >= WIDE * column[:, None]
    open_share = (wide & is_open).sum(axis=1) / np.maximum(wide.sum(axis=1), 1)
    exact = (widths >= widest[:, None] - 4).mean(axis=1)
    wrapped = (column >= 10) & (wide.mean(axis=1) >= 0.5) & (open_share >= OPEN)
    wrapped &= (widest <= 1.3 * column) & ((column <= 130) | (exact >= 0.4))
    return np.where(wrapped, column, 0)


def _bare_heading(line: str) -> bool:
    return len(line) <= 40 and bool(NUMBERED_HEADING.match(line)) and not BODY.search(line)


def parted_by_blank_lines(lines: list[Line], widths: np.ndarray) -> bool:
    """Whether paragraphs of the wrapped stretches end in an empty line: then nothing else ends one."""
    if not widths.any():
        return False
    ends = [
        after.blank
        for before, after, column in zip(lines, lines[1:], widths)
        if column and before.width < WIDE * column and before.complete
    ]
    return len(ends) >= 1 and sum(ends) >= 0.7 * len(ends)


def is_complete(text: str) -> bool:
    """Whether a line ends as sentences do."""
    return text[-1] in ENDS and bool(COMPLETE.search(text[-12:]))
