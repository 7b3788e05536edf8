"""Headings that stuck to what stands before them, put on a line of their own."""

from __future__ import annotations

import re

from cityplans.chinese.markers import number_of
from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.mapped import Mapped

NUMBER = r"第([一二三四五六七八九十百]{1,4})([篇章节])"
# behind a full stop and alone to the end of the line
BEHIND_STOP = re.compile(rf"[。！](?= ?{NUMBER}(?![，、的所规])[^\n。，；：]{{2,30}}\n)")
BEHIND_STOP_SIGNS = tuple(f"{stop}{blank}第" for stop in "。！" for blank in ("", " "))
AT_LINE_HEAD = re.compile(rf"^ *{NUMBER}", re.M)
# the last entry of a contents list and the foreword that begins below it
FOREWORD = re.compile(r"[前序引] *言 *$", re.M)
CONTENTS = re.compile(r" *(?:目 *录|第[一二三四五六七八九十百\d]+[篇章])")
LONGEST_CONTENTS = 150


def glued_headings(text: Mapped) -> Fixed:
    """…保障。第四节增进团结 where 第三节 is the heading above, and 第九章规划实施前言 in a contents list."""
    places: set[int] = set()
    if any(signs in text.text for signs in BEHIND_STOP_SIGNS):
        places = {m.end() for m in BEHIND_STOP.finditer(text.text) if _next_in_order(text.text, m)}
    if "言" in text.characters:
        places |= {m.start() for m in FOREWORD.finditer(text.text) if _ends_contents(text.text, m.start())}
    return Fixed(*text.replace((at, at, "\n") for at in sorted(places)))


def _next_in_order(text: str, glued: re.Match[str]) -> bool:
    """Whether the last heading of the same kind above carries the number before."""
    above = list(AT_LINE_HEAD.finditer(text, max(0, glued.start() - 20_000), glued.start()))
    same = next((m for m in reversed(above) if m[2] == glued[2]), None)
    return same is not None and number_of(same[1]) + 1 == number_of(glued[1])


def _ends_contents(text: str, at: int) -> bool:
    """Whether the line that ends behind `at` is one of a contents list: 目录, or several chapters in one."""
    line = text[text.rfind("\n", 0, at) + 1 : at].rstrip(" ")
    chapters = CONTENTS.findall(line)
    return (
        bool(CONTENTS.match(line))
        and line[-1] not in "章篇节第"
        and len(line) <= LONGEST_CONTENTS
        and "。" not in line
        and (len(chapters) > 1 or line.strip(" ").replace(" ", "") == "目录")
    )
