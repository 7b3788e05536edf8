"""Fixes on tables whose rows are typed with |."""

from __future__ import annotations

import re

from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.mapped import Mapped

PIPED = re.compile(r"^[ ]*\|?[^|\n]*\|[^|\n]*\|[^\n]*$", re.M)


RULE = re.compile(r"[ |:\-—=]+")


PIPE = re.compile(r" *\| *")


def piped_rows(text: Mapped) -> Fixed:
    """| 指标 | 单位 | with a line of dashes below, as Markdown writes tables."""
    if "|" not in text.characters:
        return Fixed(text)
    found = list(PIPED.finditer(text.text))
    edits = []
    for i, line in enumerate(found):
        beside = [found[j] for j in (i - 1, i + 1) if 0 <= j < len(found)]
        if not any(b.end() + 1 == line.start() or line.end() + 1 == b.start() for b in beside):
            continue
        if RULE.fullmatch(line.group()):
            edits.append((line.start(), min(line.end() + 1, len(text)), ""))
            continue
        signs = list(PIPE.finditer(line.group()))
        for sign in signs:
            at_edge = sign.start() == 0 or sign.end() == len(line.group())
            edits.append((line.start() + sign.start(), line.start() + sign.end(), "" if at_edge else "\t"))
    return Fixed(*text.replace(edits))
