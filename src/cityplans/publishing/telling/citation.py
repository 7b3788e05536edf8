"""The line to put under a chart: whose plans, of which years, made by what."""

from __future__ import annotations

from collections.abc import Mapping

from cityplans.publishing.telling.text import counted
from cityplans.publishing.telling.view import LEVELS, View

MOST_NAMED = 6  # regions named in a citation


def described(view: View, run: Mapping, date: str) -> dict:
    """What workbook and pages need of a run: run_id, version, date, and the line to cite."""
    return {"run_id": run["run_id"], "version": run["version"], "date": date, "cite": cite(view, run)}


def cite(view: View, run: Mapping) -> str:
    """The line to put under a chart: whose plans, of which years, made by what."""
    regions = list(dict.fromkeys(_whose(view, p) for p in view.plans.values() if p["region"]))
    years = sorted(set(view.years.values()) - {""})
    span = "–".join(sorted({years[0], years[-1]})) if years else ""
    n, targets, tool = len(view.plans), len(view.frames["targets"]), f"cityplans {run['version']}"
    listed = view.pick("、", ", ").join(regions[:MOST_NAMED])
    if view.lang == "zh":
        more = f"等{len(regions)}地" if len(regions) > MOST_NAMED else ""
        when = f"（{span}年）" if span else ""
        part = f"（选取：{run['selection']}）" if run.get("selection") else ""
        return (
            f"资料来源：{listed}{more}{n}份计划{when}{part}，量化目标{targets}项；"
            f"{tool}，运行编号{run['run_id']}。"
        )
    more = f" and {len(regions) - MOST_NAMED} more" if len(regions) > MOST_NAMED else ""
    when = f", {span}" if span else ""
    plans, aims = counted(n, "plan"), counted(targets, "target")
    part = f" (selected: {run['selection']})" if run.get("selection") else ""
    return f"Source: {plans} of {listed}{more}{when}{part}; {aims}; {tool}, run {run['run_id']}."


def _whose(view: View, plan: Mapping) -> str:
    return (
        view.pick("全国", "the nation") if plan["region_level"] == LEVELS[0] else view.region(plan["region"])
    )
