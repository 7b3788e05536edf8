"""What looks damaged in a cleaned text and only the original can tell: reported with its place, unmended."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from cityplans.chinese.han import IS_HAN
from cityplans.errors import Both
from cityplans.reading.mapped import Mapped, Span, disjoint

UNTYPEABLE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd]")
GLYPH = re.compile(r"[（(]cid ?[：:]\d+[）)]")  # of a font without character map
# 到200年, 至20205年: a digit of the year is lost or one too many
NO_YEAR = re.compile(r"(?:19|20)(?<!\d..)(?:\d|\d{3})年(?!来|间|以|内|代|期|左右|不变|的历史)")
BEFORE_YEAR = tuple("到至在自从于")
SHORTEST, LONGEST = 14, 60  # characters of a passage that stands twice in a row
SHOWN = 3


def damage(text: Mapped) -> Iterator[tuple[Both, list[Span]]]:
    """(what is wrong, spans in `text`) for each kind of damage seen."""
    odd = UNTYPEABLE.search("".join(text.characters))
    if odd and (spans := [m.span() for m in UNTYPEABLE.finditer(text.text)]):
        meaning = "mean" if len(spans) > 1 else "means"
        nothing = f"{_count(spans, 'character')} that {meaning} nothing (private use or replacement)"
        yield Both(nothing, f"{len(spans)} 个无意义的字符（专用区或替换符）"), spans
    years = [m.span() for m in NO_YEAR.finditer(text.text)]
    if spans := [span for span in years if text.text.endswith(BEFORE_YEAR, 0, span[0])]:
        shown = _shown(text.text, spans)
        en = f"{_count(spans, 'year')} with a digit lost or one too many ({shown})"
        yield Both(en, f"{len(spans)} 个年份少一位或多一位数字（{shown}）"), spans
    if spans := [m.span() for m in GLYPH.finditer(text.text)] if "cid" in text.text else []:
        shown = _shown(text.text, spans)
        en = f"{_count(spans, 'glyph code')} instead of characters ({shown})"
        yield Both(en, f"{len(spans)} 处字形代码未转成文字（{shown}）"), spans
    if spans := repeated(text):
        shown = _shown(text.text, spans)
        en = f"{_count(spans, 'passage')} printed twice in a row ({shown})"
        yield Both(en, f"{len(spans)} 处文字接连印了两遍（{shown}）"), spans


def _count(spans: list[Span], word: str) -> str:
    return f"{len(spans)} {word}{'s' if len(spans) > 1 else ''}"


def _shown(text: str, spans: list[Span]) -> str:
    found = dict.fromkeys(text[a:b][:24] for a, b in spans)
    return "、".join(list(found)[:SHOWN]) + ("…" if len(found) > SHOWN else "")


def repeated(mapped: Mapped) -> list[Span]:
    """Both copies of each passage of a line that follows on itself, as a slip of copying leaves it."""
    text, codes = mapped.text, mapped.codes
    found: list[Span] = []
    for length in range(SHORTEST, min(LONGEST, len(codes) // 2) + 1):
        equal = codes[:-length] == codes[length:]
        if b"\1" * length not in equal.tobytes():  # so it is nearly always
            continue
        same = np.flatnonzero(equal)
        runs = np.flatnonzero(same[length - 1 :] - same[: len(same) - length + 1] == length - 1)
        firsts = np.flatnonzero(np.diff(runs, prepend=-2) > 1)
        copies = np.diff(firsts, append=len(runs))  # as long as the passage: it stands there a third time
        for start in same[runs[firsts[copies < length]]].tolist():
            passage = text[start : start + length]
            if len(IS_HAN.findall(passage)) >= SHORTEST - 4 and "\n" not in text[start : start + 2 * length]:
                found.append((start, start + 2 * length))
    return disjoint(sorted(found))
