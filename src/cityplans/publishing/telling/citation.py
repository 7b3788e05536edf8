"""The line to put under a chart: whose plans, of which years, made by what."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cityplans.publishing.telling.wording import Names, pick

MOST_NAMED = 6  # regions named in a citation


def described(run: Mapping, frames: Mapping[str, pd.DataFrame], codebook, lang: str, date: str) -> dict:
    """What workbook and pages need of a run: run_id, version, date, and the line to cite."""
    return {
        "run_id": run["run_id"],
        "version": run["version"],
        "date": date,
        "cite": cite(run, frames, codebook, lang),
    }


def cite(run: Mapping, frames: Mapping[str, pd.DataFrame], codebook, lang: str) -> str:
    """The line to put under a chart: whose plans, of which years, made by what."""
    names = Names(frames["plans"], codebook, lang)
    rows = frames["plans"].sort_values(["date", "plan_id"], na_position="last")
    regions = list(dict.fromkeys(names.region(r) for r in rows["region"] if isinstance(r, str) and r))
    years = sorted({d[:4] for d in rows["date"] if isinstance(d, str)})
    span = "–".join(sorted({years[0], years[-1]})) if years else ""
    n, targets, tool = len(rows), len(frames["targets"]), f"cityplans {run['version']}"
    listed = pick(lang, "、", ", ").join(regions[:MOST_NAMED])
    if lang == "zh":
        more = f"等{len(regions)}地" if len(regions) > MOST_NAMED else ""
        when = f"（{span}年）" if span else ""
        part = f"（选取：{run['selection']}）" if run.get("selection") else ""
        return (
            f"资料来源：{listed}{more}{n}份计划{when}{part}，量化目标{targets}项；"
            f"{tool}，运行编号{run['run_id']}。"
        )
    more = f" and {len(regions) - MOST_NAMED} more" if len(regions) > MOST_NAMED else ""
    when = f", {span}" if span else ""
    plans = f"{n} plan{'s' if n != 1 else ''}"
    part = f" (selected: {run['selection']})" if run.get("selection") else ""
    return f"Source: {plans} of {listed}{more}{when}{part}; {targets} targets; {tool}, run {run['run_id']}."
