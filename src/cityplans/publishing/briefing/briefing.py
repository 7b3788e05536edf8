"""Tables → a briefing of one region or one indicator, as Word and PowerPoint files people go on editing."""

from __future__ import annotations

from pathlib import Path

from cityplans import __version__, naming, tables
from cityplans.comparison.ambition.alike import Row
from cityplans.errors import UserError
from cityplans.publishing.briefing import docx, pptx
from cityplans.publishing.briefing import indicator as briefing_indicator
from cityplans.publishing.briefing import region as briefing_region
from cityplans.publishing.briefing.content import Briefing, Material, clean
from cityplans.publishing.telling import uncompared
from cityplans.publishing.telling.text import counted
from cityplans.publishing.telling.view import View
from cityplans.publishing.telling.wording import band, some

MOST_LISTED = 12


class BriefingError(UserError, ValueError):
    """A briefing that cannot be made; the message says what there is instead."""


def write(
    view: View, folder: Path | str, region: str | None = None, indicator: str | None = None, run_id: str = ""
) -> list[Path]:
    """NAME.docx and NAME.pptx below `folder`; the same tables give the same bytes. Raises BriefingError.

    `region` is a region with a plan (嘉兴市, 嘉兴 or jiaxing), `indicator` one that two plans share
    (rd_intensity or its Chinese or English name).
    """
    made = briefing(view, region, indicator, run_id)
    files = (("docx", docx.render(made)), ("pptx", pptx.render(made)))
    written = []
    for suffix, data in files:
        written.append(Path(folder) / f"{made.name}.{suffix}")
        tables.write_bytes(written[-1], data)
    return written


def briefing(
    view: View, region: str | None = None, indicator: str | None = None, run_id: str = ""
) -> Briefing:
    """What both files say, of one region or of one indicator. Raises BriefingError."""
    if (region is None) == (indicator is None):
        raise BriefingError(
            "name one region or one indicator: --region NAME or --indicator KEY",
            "请给出一个地区或一个指标：--region 名称 或 --indicator 编码",
        )
    material = Material(view.frames, view.codebook, view.lang, selection=view.selection)
    if region is not None:
        found = find_region(material, region)
        made = briefing_region.content(material, found)
        name, subject = _file_name(material, found), material.region(found)
    else:
        found = find_indicator(material, indicator or "")
        made = briefing_indicator.content(material, found)
        name, subject = found, material.indicator(found)
    title, sentences, plots, listed = made
    used = [
        p for plan_id, p in material.plans.items() if plan_id in material.so_far.plans | material.so_far.shown
    ]
    dates = sorted(p["date"] for p in used if p["date"])
    return Briefing(
        f"{name}_{view.lang}",
        view.lang,
        clean(title),
        _subtitle(material, subject, used),
        tuple(sentences),
        tuple(plots),
        tuple(listed),
        _notes(material),
        tuple(material.so_far.sources),
        _footer(material, used, run_id),
        dates[-1] if dates else "",
        tuple(material.so_far.places),
    )


def find_region(material: Material, asked: str) -> str:
    """The region of a plan, by whatever names it. Raises BriefingError or naming.UnknownName."""
    there = sorted({p["region"] for p in material.rows("plans") if p["region"]})
    found = naming.region(asked, material.codebook, there)
    if found not in there:
        raise BriefingError(
            f"{asked}: no plan of it in these tables; there are: {some(there, 'en', MOST_LISTED, '')}",
            f"{asked}：这些表里没有它的计划；现有：{some(there, 'zh', MOST_LISTED, '个地区')}",
        )
    return found


def find_indicator(material: Material, asked: str) -> str:
    """An indicator that two plans or more share, by whatever names it. Raises as `find_region`."""
    shared = sorted({r["indicator_id"] for r in material.rows("comparisons")})
    found = naming.indicator(asked, material.codebook, shared)
    if found not in shared:
        why, others = uncompared.why(material, found), uncompared.instead(material)
        raise BriefingError(
            "; ".join(filter(None, (f"{asked}: nothing to compare: {why.en}", others.en))),
            "；".join(filter(None, (f"{asked}：无从比较：{why.zh}", others.zh))),
        )
    return found


def _file_name(view: View, region: str) -> str:
    """A name every file system takes: the region's ASCII name, else its own without signs."""
    row = next((r for r in view.codebook["regions"] if r["name"] == region), {})
    name = row.get("ascii") or region
    return "".join(c if c.isalnum() else "-" for c in name).strip("-") or "region"


def _subtitle(material: Material, subject: str, used: list[Row]) -> str:
    n, there = len(used), len(material.plans)
    zh, en = (f"{n}份", counted(n, "plan")) if n == there else (f"{there}份中{n}份", f"{n} of {there} plans")
    return clean(
        material.pick(
            f"{subject}简报｜数字取自{zh}计划的原文，均带界限与力度",
            f"Briefing: {subject} | figures from {en}, with bounds and strength",
        )
    )


def _notes(material: Material) -> tuple[str, ...]:
    wide = band(material.lang, ("share", "growth"))
    return (
        material.pick(
            f"≥ 以上，> 超过，≤ 以内，≈ 左右（判断高低时按{wide}）；力争、确保为原文语气。只比较同指标、"
            "同口径、同单位、同范围、同年份的目标；“与上级相比”为正表示要求更高，比重和增速相差百分点，"
            "人均值相差百分比，总量只给占比。°＝目标年只据规划期推定。",
            f"≥ at least, > more than, ≤ at most, ≈ about ({wide} when ordering); aim, ensured: as in the "
            "text. Compared are only targets of the same indicator, measure, unit, scope and year; against "
            "above: positive asks for more; shares and growth rates in points, values per head in per cent, "
            "totals only as a share. ° after a year: known only from the plan's own period.",
        ),
    )


def _footer(material: Material, used: list[Row], run_id: str) -> str:
    n = len(used)
    plans = material.pick("份计划", "plans" if n != 1 else "plan")
    run = material.pick(f"，运行编号{run_id}", f", run {run_id}") if run_id else ""
    return clean(
        material.sources((p["plan_id"] for p in used), named=0)
        + material.pick("；", "; ")
        + f"n = {n} {plans}; cityplans {__version__}{run}"
    )
