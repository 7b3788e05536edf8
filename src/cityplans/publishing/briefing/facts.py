"""The fact box of a region: what each of its plans is, in a dozen lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cityplans.publishing.briefing.content import Material, Table, clean
from cityplans.publishing.telling.findings import percent
from cityplans.publishing.telling.needed import needs
from cityplans.publishing.telling.text import counted
from cityplans.publishing.telling.waves import heaviest_first

MOST_PLANS = 3  # side by side
Lines = list[tuple[str, str]]


def table(material: Material, plans: Sequence[str]) -> Table:
    """A column a plan: issued, by whom, for when, how many targets, of what and how firm."""
    shown = list(plans)[:MOST_PLANS]
    facts = [_facts(material, plan) for plan in shown]
    heads = ("", *(material.name(plan) for plan in shown))
    rows = tuple(((facts[0][i][0],), *((own[i][1] or "—",) for own in facts)) for i in range(len(facts[0])))
    rest = len(plans) - len(shown)
    note = (
        material.pick(f"另有{rest}份计划见工作簿。", f"{counted(rest, 'more plan')} in the workbook.")
        if rest
        else ""
    )
    title = _title(material, plans)
    width = 0.78 / len(shown)
    return Table(title, heads, rows, (0.22, *(width for _ in shown)), note)


def _title(material: Material, plans: Sequence[str]) -> str:
    """`嘉兴的2份计划：98项量化目标，人才主题最多（31项）`"""
    targets = [t for t in material.rows("targets") if t["plan_id"] in plans]
    name, n, m = material.region(material.plans[plans[0]]["region"]), len(plans), len(targets)
    first, second = [*_by_theme(targets).most_common(2), ("", 0), ("", 0)][:2]
    theme, most = first if first[1] > second[1] else ("", 0)  # of two that are as large none is the largest
    told = material.theme(theme)
    return material.pick(
        f"{name}的{n}份计划：{m}项量化目标" + (f"，{told}主题最多（{most}项）" if theme else ""),
        f"{name}: {counted(m, 'quantified target')} in {counted(n, 'plan')}"
        + (f", the largest theme {told.lower()} ({most})" if theme else ""),
    )


def _by_theme(targets: Sequence[dict]) -> Counter:
    return Counter(t["theme"] for t in targets if t["theme"] and t["theme"] != "other")


def _facts(material: Material, plan_id: str) -> Lines:
    plan = material.plans[plan_id]
    targets = [t for t in material.rows("targets") if t["plan_id"] == plan_id]
    return [
        (material.label("title"), clean(plan["title"] or "")),
        (material.label("issuer"), clean(plan["issuer"] or "")),
        (material.label("date"), material.issued(plan_id)),
        (material.label("status"), material.word("status", plan["status"])),
        (material.pick("量化目标", "Quantified targets"), str(len(targets))),
        (material.pick("目标最多的年份", "Year of most targets"), _most_common(material, targets, "horizon")),
        (material.pick("目标最多的主题", "Themes with most targets"), _themes(material, targets)),
        (material.pick("写作下限或确保", "Worded as floor or ensured"), _firm(material, plan_id)),
        (material.pick("另有计划设同口径目标", "Also set by another plan"), _shared(material, plan_id)),
        (material.pick("有此前实绩可对照", "With what had been reached"), _reached(material, plan_id)),
        (material.pick("逐字见于更早计划", "Word for word in older plans"), _borrowed(material, plan_id)),
    ]


def _most_common(material: Material, rows: Sequence[dict], key: str) -> str:
    """The most frequent value, or all that are as frequent."""
    counted = Counter(r[key] for r in rows if r[key])
    level = sorted(k for k in counted if counted[k] == max(counted.values()))
    return material.pick("、", ", ").join(map(str, level))


def _themes(material: Material, targets: Sequence[dict]) -> str:
    found = _by_theme(targets)
    top = heaviest_first(found)[:3]
    return material.pick("、", ", ").join(f"{material.theme(t)} {found[t]}" for t in top)


def _firm(material: Material, plan_id: str) -> str:
    row = next((r for r in material.rows("commitment_profile") if r["plan_id"] == plan_id), None)
    return percent(row["hard_or_mixed_share"]) if row else ""


def _shared(material: Material, plan_id: str) -> str:
    n = len({r["target_id"] for r in material.rows("comparisons") if r["plan_id"] == plan_id})
    return str(n)


def _reached(material: Material, plan_id: str) -> str:
    own = [n for n in needs(material) if n.target["plan_id"] == plan_id]
    met = sum(n.is_met for n in own)
    return material.pick(f"{len(own)}，其中已达到{met}", f"{len(own)}, {met} met already") if own else "0"


def _borrowed(material: Material, plan_id: str) -> str:
    rows = [r for r in material.rows("borrowing") if r["plan_id"] == plan_id]
    share = next((r["share"] for r in rows if r["source_relation"] == "any"), None)
    return percent(share) if share is not None else ""
