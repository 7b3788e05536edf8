"""Small raised signs: marks of notes, which are no part of a text, and powers, which are."""

from __future__ import annotations

import re

NOTE = re.compile(
    r"\s*(?:[\[［〔【（(]?\s*(?:注\s*)?\d{1,3}(?:\s*[,，、\-—–]\s*\d{1,3})*\s*[\]］〕】）)]?"
    r"|[\[（(]?\s*(?:[*＊†‡§#]+|[①-⑳]+|注|[a-z])\s*[\]）)]?)\s*"
)
SQUARED = {"2": "²", "3": "³", "²": "²", "³": "³"}
LENGTH = re.compile(r"(?:[mM]|米)$")
TEN = re.compile(r"(?<![\d.,])10$")


def raised(before: str, sign: str) -> str:
    """What a raised sign behind a text says in a line: m² stays, 10⁴ becomes 10000, a note's mark goes.

    >>> [raised("新建100m", "2"), raised("10", "4"), raised("企业达到1200", "1"), raised("H", "+")]
    ['²', '000', '', '+']
    """
    bare = sign.strip()
    if bare in SQUARED and LENGTH.search(before):
        return SQUARED[bare]
    if bare.isdecimal() and 1 < int(bare) <= 12 and TEN.search(before):
        return "0" * (int(bare) - 1)
    return "" if not bare or NOTE.fullmatch(sign) else sign
