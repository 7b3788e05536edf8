"""Texts about a plan, which are not the plan: news, readings, answers to questions."""

from __future__ import annotations

import re

from cityplans.reading.plans import titles
from cityplans.reading.plans.regions import Regions
from cityplans.worded import Worded

NEWS_OF = Worded(
    r"^(?!.*关于)(?:我[省市县区州]|[\u4e00-\u9fff]{2,12}?)(?:正式|近日)?{appears}(?!的|[与和及会厅]|平台)"
)  # 我市出台…行动计划
TOLD_OF = Worded(r"(?:已?(?:正式)?{appears}|(?:的|通知的?|{explained})*{explains})$")


def tells_of(line: str, places: Regions) -> str:
    """The heading of a text about a plan (…发展纲要（2010—2020年）出炉, 关于《…实施方案》的政策解读), which
    repeats its goals; "" of any other."""
    bare = line.strip()
    named = re.search(r"《([^《》]{4,60})》", bare) if places.said[TOLD_OF].search(bare) else None
    inner = named[1] if named else places.said[TOLD_OF].sub("", bare)
    if inner == bare and places.said[NEWS_OF].match(bare) and titles.ends_title(bare, places):
        return bare if titles.is_short(bare) else ""
    is_one = inner != bare and titles.ends_title(inner, places) and titles.heads_title(inner, places)
    return bare if is_one and titles.is_short(bare) else ""
