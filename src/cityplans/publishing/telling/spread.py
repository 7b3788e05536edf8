"""Names that went from plan to plan, without those that every plan has from elsewhere."""

from __future__ import annotations

import re

from cityplans.publishing.telling.view import Row, View

FIVE_YEARS = re.compile("[一二三四五六七八九十]{1,2}五")  # 十四五: a period, which nobody took over
# what stands of itself: universities, and bodies of state, party and science
STANDING = re.compile("(?:大学|学院|大会|人大|政协|委员会|常委会|国务院|政府|科学院|工程院)$")


def several(view: View) -> list[Row]:
    """Names (rows of name_spread) of several territories: programmes, slogans, institutions to be built."""
    return [r for r in view.rows("name_spread") if r["regions"] > 1 and not _is_everywhere(r)]


def _is_everywhere(row: Row) -> bool:
    is_body = row["name_kind"] == "institution" and STANDING.search(row["name"])
    return bool(is_body or FIVE_YEARS.fullmatch(row["name"]))
