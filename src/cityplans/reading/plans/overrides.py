"""A row of catalog.csv: what a person says of a plan in place of what its file says."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace

from cityplans.chinese import years as periods
from cityplans.reading.plans import latin
from cityplans.reading.plans.days import day_of, is_month
from cityplans.reading.plans.metadata import Metadata
from cityplans.reading.plans.regions import Regions
from cityplans.reading.plans.territory import named

GIVEN = ("title", "region", "date", "status")  # columns of catalog.csv that replace what a file says
STATUSES = {
    **dict.fromkeys(
        (
            "final",
            "正式",
            "正式稿",
            "正式印发",
            "印发",
            "发布",
            "终稿",
            "正式文件",
            "有效",
            "现行有效",
            "已印发",
            "已发布",
        ),
        "final",
    ),
    **dict.fromkeys(
        ("draft", "草案", "草稿", "征求意见稿", "征求意见", "送审稿", "公示稿", "报批稿", "稿"), "draft"
    ),
}


Fault = tuple[str, str]  # in English and Chinese


def overridden(found: Metadata, row: Mapping[str, str], regions: Regions) -> tuple[Metadata, list[Fault]]:
    """Values of a catalog row in place of what was found; and everything that is wrong with the row, in
    English and Chinese.

    A day as people and Excel write it (2021-07-16, 2021/7/16, 2021年7月16日); a month alone counts from its
    first day. A region by full or short name, by code or in Latin letters; a status by its code or in
    Chinese.
    """
    given = {field: value.strip() for field, value in row.items() if field in GIVEN and (value or "").strip()}
    changes: dict = {"title": given["title"]} if "title" in given else {}
    faults: list[Fault] = []
    for field, read in (("status", _status), ("date", _date), ("region", _region)):
        if field in given:
            made, fault = read(given[field], regions)
            changes |= made
            faults += [fault] if fault else []
    if "title" in changes and found.period == (None, None):
        changes["period"] = periods.of_title(changes["title"])
    return replace(found, **changes), faults


def _status(said: str, regions: Regions) -> tuple[dict, Fault | None]:
    if status := STATUSES.get(said.lower()):
        return {"status": status}, None
    return {}, (
        f"status “{said}” is not known; write final or draft (正式 or 草案)",
        f"status 列的“{said}”不是状态；写 正式 或 草案（final、draft）",
    )


def _date(said: str, regions: Regions) -> tuple[dict, Fault | None]:
    if day := day_of(said, month=True):
        return {"date": day, "year": int(day[:4]), "month_only": is_month(said)}, None
    return {}, (
        f"date “{said}” is no date; write YYYY-MM-DD",
        f"date 列的“{said}”不是日期；写成 2021-07-16 或 2021年7月16日",
    )


MOST_NAMED = 5


def _nearest(said: str, regions: Regions) -> str:
    """The divisions most like it, in the letters it is written in; empty where none is."""
    if stem := latin.stem_of(said):
        near = next(iter(difflib.get_close_matches(stem, regions.by_spelling, 1)), "")
        return f"{regions.by_code[regions.by_spelling[near]].name} ({near})" if near else ""
    near = difflib.get_close_matches(said, [*regions.by_name, *regions.by_short], 1)
    if near and near[0][:2] == said[:2]:
        return near[0]
    # of a name of two signs one is wrong (广洲): larger places that begin or end alike
    large = [r.short for r in regions.by_code.values() if r.level in ("province", "prefecture")]
    begin = dict.fromkeys(name for name in large if name[:1] == said[:1])
    end = dict.fromkeys(name for name in large if name[1:2] == said[1:2])
    return "、".join([*(begin or end)][:MOST_NAMED]) or "".join(near)


def _region(said: str, regions: Regions) -> tuple[dict, Fault | None]:
    if region := named(said, regions):
        return {"region": region}, None
    near = _nearest(said, regions)
    en, zh = (f" (nearest: {near})", f"，最接近的是“{near}”") if near else ("", "")
    return {}, (
        f"region “{said}” is not in regions.csv{en}; give its full name or its six-digit code",
        f"region 列的“{said}”不在 regions.csv 中{zh}；写全称或六位代码",
    )
