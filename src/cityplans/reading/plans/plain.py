"""Headings without a number: a short line above a long paragraph (大力提振消费。), and how far they reach."""

from __future__ import annotations

import re

from cityplans.chinese.markers import Line
from cityplans.reading.plans.departments import is_departments_line
from cityplans.worded import Said

PLAIN = 32  # characters of the longest
PLAIN_BARE = 18  # without a full stop it is shorter still: it may be a broken line
BODY = 45  # it stands above a paragraph at least this long
MANY = 3  # headings that show how far headings of a document reach
QUANTITY = re.compile(r"\d{4}年|\d[\d.]*\s*(?:%|％|‰|个|家|名|项|亿|万|元|人|件|所|倍|位)")
CHAPTER_LIKE = re.compile(r"总\s*则|附\s*则|绪\s*论|结\s*语")
ENUMERATED = re.compile(r"[一二三四五六七八九十]{1,3}(?:是|要|则)")  # 一是… is running text, not a heading
INNER = ("bullet", "circled", "note")  # numberings that open no section


def plain_headings(lines: list[Line], said: Said) -> set[int]:
    """Which lines are headings without a number.

    A sentence on its own line is one only where the section has another such: alone it is a lead sentence.
    """
    sections = _sections(lines)
    found = [i for i in range(len(lines)) if _may_head(lines, i, said)]
    stopped = [i for i in found if lines[i].text.strip().endswith("。")]
    alone = {i for i in stopped if sum(sections[j] == sections[i] for j in stopped) < 2}
    return set(found) - alone


def plain_ends(lines: list[Line], plain: set[int], said: Said) -> set[int]:
    """The paragraphs that no longer belong to the heading without a number above them.

    Where most such headings of a document stand above one paragraph, a second paragraph is the section's.
    """
    heads = sorted(i for i in plain if not CHAPTER_LIKE.fullmatch(lines[i].text.strip()))
    below = [_below(lines, head, plain, said) for head in heads]
    held = [b for b in below if b]
    if len(held) < MANY or sum(len(b) == 1 for b in held) < 0.7 * len(held):
        return set()
    return {b[1] for b in held if len(b) > 1}


def _sections(lines: list[Line]) -> list[int]:
    """For each line the numbered line that opens its section."""
    made, current = [], -1
    for i, line in enumerate(lines):
        if line.marker and line.marker.style not in INNER:
            current = i
        made.append(current)
    return made


def _below(lines: list[Line], head: int, plain: set[int], said: Said) -> list[int]:
    """The paragraphs from a heading to the next one or the next numbered line."""
    found = []
    for i in range(head + 1, len(lines)):
        marker = lines[i].marker
        if i in plain or marker and marker.style not in INNER:
            break
        if not marker and not is_departments_line(lines[i].text, said):
            found.append(i)
    return found


def _may_head(lines: list[Line], index: int, said: Said) -> bool:
    """A short unnumbered line between paragraphs, directly above a long one."""
    if lines[index].marker:
        return False
    text = lines[index].text.strip()
    if not 2 <= len(text) <= PLAIN or text.endswith(("：", ":", "；", "，", "、", "！", ")", "）")):
        return False
    if QUANTITY.search(text) or text.count("，") > 2 or re.search(r"[。；]", text[:-1]):
        return False
    if CHAPTER_LIKE.fullmatch(text):
        return True
    if not text.endswith("。") and (len(text) > PLAIN_BARE or "，" in text):
        return False
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None or is_departments_line(text, said) or ENUMERATED.match(text):
        return False
    if len(re.findall(r"[\u4e00-\u9fff]", text)) < 2:
        return False
    above_long = len(following.text) >= BODY and following.marker is None
    alone = index == 0 or len(lines[index - 1].text) >= BODY or lines[index - 1].marker is not None
    return above_long and alone and following.text.count("。") >= 1
