"""Titles in the lines of a file: over several lines, with the notes that go on below them."""

from __future__ import annotations

import re

from cityplans.chinese.markers import Line
from cityplans.reading.plans import titles
from cityplans.reading.plans.file_parts import Block
from cityplans.reading.plans.front_lines import BODY_HEAD
from cityplans.reading.plans.notices import is_named, issued_by
from cityplans.reading.plans.regions import Regions
from cityplans.worded import Said

TITLE_LINES = 4
WEAK_TITLE_LINES = 12  # a title without issuer or 关于 is believed only near the top
# a line that goes on with the title above: 和2035年远景目标纲要, （2022—2025年）的通知
GOES_ON = re.compile(r"[和及与暨]|(?:[（(][^（）()]{4,20}[）)])?的通知$")
# menus and paths above a text: no line of a title
NAVIGATION = re.compile(r"\s[|｜]\s|>>|＞＞|首\s*页|当前位置|您的位置|www\.|https?:|设为首页")
# the head of a newspaper's page: 山西日报, 2006年4月7日 星期五 责任编辑：张华, 要闻 第2版
PRESS_HEAD = re.compile(
    r"\s*[\u4e00-\u9fff]{2,8}(?:日报|晚报|晨报|时报|政报|公报)\s*(?:\d.*)?$|星期[一二三四五六日天]|责任编辑|第\s*\d{1,3}\s*版"
)


def title_blocks(lines: list[Line], places: Regions) -> list[Block]:
    """Every run of title lines with the subtitle lines under it; weak titles where there is no strong one."""
    blocks: list[Block] = []
    index = 0
    while index < len(lines):
        found = _title_at(lines, index, places)
        if found is None:
            index += 1
            continue
        after = found[0]
        while after < len(lines) and titles.is_subtitle(lines[after].text, places.said):
            after += 1
        blocks.append(Block(index, after, found[1]))
        index = after
    strong = [block for block in blocks if titles.heads_title(block.title, places)]
    # “数字湾区”建设三年行动方案: no territory heads it, but a notice above has named it
    issued = [title for block in strong for title in issued_by(lines, block, places.endings)]
    named = [b for b in blocks if b not in strong and is_named(b.title, issued)]
    found = sorted({*strong, *named})
    return found or [block for block in blocks[:1] if block.first < WEAK_TITLE_LINES]


def _title_at(lines: list[Line], index: int, places: Regions) -> tuple[int, str] | None:
    """The title that begins at a line, over up to TITLE_LINES lines: (line after, title)."""
    joined = ""
    for after in range(index, min(index + TITLE_LINES, len(lines))):
        text = lines[after].text.strip()
        if lines[after].marker or not titles.is_short(text) or not _joins_title(text, places.said):
            return None
        if after > index and not titles.heads_title(joined, places):
            return None
        joined += text
        if titles.ends_title(joined, places) and len(joined) >= 6:
            leads_on = after == index or _leads_on(lines[after - 1].text, places.said)
            if not leads_on and _whole_title(text, places):
                return None  # the last line is the title; what stands above it is something else
            return _with_notes(lines, after + 1, joined, places)
    return None


def _whole_title(text: str, places: Regions) -> bool:
    return titles.ends_title(text, places) and titles.heads_title(text, places)


def _leads_on(text: str, said: Said) -> bool:
    """Whether a line cannot end there: an issuer alone, …关于印发."""
    return bool(said[titles.ISSUER_ONLY].match(text) or re.search(r"(?:关于|印发|转发|批转)$", text.strip()))


def _joins_title(text: str, said: Said) -> bool:
    return not (
        NAVIGATION.search(text)
        or PRESS_HEAD.search(text)
        or titles.is_subtitle(text, said)
        or BODY_HEAD.match(text)
        or titles.CONTENTS_ENTRY.search(text)
        or titles.PUBLIC_NOTE.match(text)
    )


def _goes_on(text: str, title: str, places: Regions) -> bool:
    bare = text.strip()
    return bool(GOES_ON.match(bare)) and titles.ends_title(title + bare, places)


def _with_notes(lines: list[Line], after: int, title: str, places: Regions) -> tuple[int, str]:
    """Take in what goes on after a line break (…第十四个五年规划, 和二〇三五年远景目标纲要), and
    （2021年—2035年） and （草案） on lines of their own."""
    if after < len(lines) and _goes_on(lines[after].text, title, places):
        title, after = title + lines[after].text.strip(), after + 1
    while after < len(lines) and (
        titles.PERIOD_ONLY.match(lines[after].text)
        or places.said[titles.STATUS_NOTE].fullmatch(lines[after].text.strip())
    ):
        title += lines[after].text.strip()
        after += 1
    return after, title
