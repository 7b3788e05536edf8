"""Divisions of the plan's own territory that an indicator begins with: it is not of the whole."""

from __future__ import annotations

from collections.abc import Iterator

from cityplans.reading.plans.regions import Region, Regions
from cityplans.records import Plan
from cityplans.worded import Said, Worded

BELONGS = Worded("{belongs}")  # 武汉大学, 深圳机场 are called after a place and not parts of it
JOINS = "、和与及"


def divisions(phrase: str, plan: Plan, regions: Regions, said: Said) -> str:
    """襄阳、宜昌 of 襄阳、宜昌经济总量 in a plan of 湖北省; "" where the phrase begins with no division.

    Short names count of prefectures alone: those of counties are words of their own too often (资源, 新建).
    """
    end = at = 0
    while name := next(_named(phrase, at, plan, regions), ""):
        end = at + len(name)
        at = end + 1 if phrase[end : end + 1] in JOINS and phrase[end:] else len(phrase)
    return "" if not end or end == len(phrase) or said[BELONGS].match(phrase, end) else phrase[:end]


def _named(phrase: str, at: int, plan: Plan, regions: Regions) -> Iterator[str]:
    """Names of divisions inside the plan's territory that begin at a place, the longest first."""
    for name in regions.names_at(phrase, at):
        codes = (*regions.by_name.get(name, ()), *regions.by_short.get(name, ()))
        if any(_is_part(regions.by_code[code], name, plan, regions) for code in codes):
            yield name


def _is_part(region: Region, name: str, plan: Plan, regions: Regions) -> bool:
    inside = plan.region_code and region.code != plan.region_code
    told = name == region.name or region.level == "prefecture" and not plan.region.startswith(name)
    return bool(inside and told) and regions.within(region.code, plan.region_code)
