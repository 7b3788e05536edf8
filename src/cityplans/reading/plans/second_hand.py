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


TOLD_BY = Worded(r"^(?:【(?:{explained})*{explains}】|(?:{explained})*{explains}[：:丨|｜]?(?=《|\S{4}))")
QUOTED = re.compile(r"《([^《》]{4,60})》")


def tells_of(line: str, places: Regions) -> str:
    """The heading of a text about a plan (…发展纲要（2010—2020年）出炉, 关于《…实施方案》的政策解读), which
    repeats its goals; "" of any other."""
    bare = line.strip()
    return bare if titles.is_short(bare) and plan_told_of(bare, places) else ""


def plan_told_of(heading: str, places: Regions) -> str:
    """The plan, or the news of it, that a heading tells of; "" where it heads no such text."""
    said, bare = places.said, heading.strip()
    quoted = QUOTED.search(bare)
    inner = said[TOLD_BY].sub("", said[TOLD_OF].sub("", bare))
    if inner != bare:
        inner = quoted[1] if quoted else inner
        return inner if titles.ends_title(inner, places) and titles.heads_title(inner, places) else ""
    headline = re.split(r"\s+", bare)[0]  # …出台…行动计划 到2026年产业规模达1500亿元
    return headline if said[NEWS_OF].match(headline) and titles.ends_title(headline, places) else ""
