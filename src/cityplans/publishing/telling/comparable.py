"""Groups of targets that one chart, table or sentence puts side by side, and what such a group is called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from cityplans.comparison.ambition.alike import GROUP
from cityplans.comparison.ambition.order import figure
from cityplans.publishing.telling import findings
from cityplans.publishing.telling.shares_of_totals import part_of
from cityplans.publishing.telling.view import View

Row = dict


# column of `comparisons` → what a total is divided by, and by what small totals (laboratories) are
RATES = ("share", "per_head", "growth", "rank")  # what can be held against territories of other sizes
PER = {"per_10k_people": ("万人", "百万人"), "per_100m_gdp": ("亿元GDP", "百亿元GDP")}


FEW = 0.1  # below this the larger divisor gives figures that can be read


def groups(view: View) -> list[tuple]:
    """(indicator_id, measure, unit, scope) of the comparisons, those of most plans first."""
    plans = defaultdict(set)
    for row in view.rows("comparisons"):
        plans[tuple(row[k] for k in GROUP)].add(row["plan_id"])
    return sorted(plans, key=lambda g: (-len(plans[g]), tuple(str(k) for k in g)))


def rows_of(view: View, group: tuple) -> list[Row]:
    """The current targets of a group, with the territory above each."""
    parents = dict(zip(view.frames["plans"]["plan_id"], view.frames["plans"]["parent_region"], strict=True))
    return [
        {**r, "parent_region": parents[r["plan_id"]]}
        for r in view.rows("comparisons")
        if tuple(r[k] for k in GROUP) == group and not r["superseded"]
    ]


def of_one_level(rows: list[Row]) -> list[Row]:
    """Of totals the rows of the most frequent level: a city's total says nothing beside its province's."""
    levels = Counter(r["region_level"] for r in rows if r["comparable"] == "total")
    if not levels:
        return rows
    level = max(levels, key=lambda k: (levels[k], k or ""))
    return [r for r in rows if r["region_level"] == level]


def per_scale(rows: list[Row], per: str) -> list[Row]:
    """Totals by inhabitants or GDP, as values per head; those without a figure of scale.csv left out."""
    usable = [r for r in rows if r["comparable"] == "total" and r[per] is not None and figure(r)]
    few = max((abs(r[per]) for r in usable), default=1) < FEW
    factor, divisor = 100 if few else 1, PER[per][few]
    found = []
    for row in usable:
        share = row[per] * factor / figure(row)
        bounds = {k: float(f"{row[k] * share:.3g}") for k in ("value_low", "value_high")}
        unit = f"{row['unit'] or ''}/{divisor}"
        found.append({**row, **bounds, "unit": unit, "value_text": None, "comparable": "per_head"})
    return found


def title(view: View, rows: list[Row], every: list[Row], group: tuple) -> str:
    """The finding of an indicator, as chart, explorer and notebook give it.

    `rows` are what is drawn, `every` all current targets of the indicator (see findings.of_indicator).
    """
    told = findings.of_indicator(view, rows, every, direction_of(view, group))
    return f"{subject(view, group)}{view.pick('：', ': ')}{told}"


def subject(view: View, group: tuple) -> str:
    """The indicator a title is about; that a rate is one over years, which is not that of the year named."""
    notes = view.pick("，", ", ").join(counted_over(view, group) if group[4] == "average" else ())
    return view.indicator(group[0]) + (view.pick(f"（{notes}）", f" ({notes})") if notes else "")


def group_name(group: tuple) -> str:
    parts = [group[0], group[1] if group[1] != "level" else "", "multiple" if group[2] == "倍" else ""]
    scope = f"scope{sum(map(ord, group[3])) % 10000}" if group[3] else ""
    basis, start, kind = group[4:]
    basis = basis if basis in ("average", "yearly") and group[1] != "annual_flow" else ""
    apart = [scope, basis, f"from{start}" if start else "", kind if kind == "work_report" else ""]
    return "_".join(dict.fromkeys(p for p in [*parts, *apart] if p))


def direction_of(view: View, group: tuple) -> int:
    if group[1] == "rank":
        return -1
    return view.indicators.get(group[0], {}).get("direction", 1)


def has_direction(view: View, row: Mapping) -> bool:
    """Whether more, or less, of it is an ambition; forest cover and prices tell of the place."""
    return direction_of(view, tuple(row[k] for k in GROUP)) != 0


def held_against_above(view: View) -> list[Row]:
    """Current targets beside the like one above whose order can be asked (rows of `amplification`): totals,
    and indicators with no ambition in them, apart."""
    return [
        r
        for r in view.rows("amplification")
        if r["relation"] is not None and not r["superseded"] and has_direction(view, r)
    ]


def counted_over(view: View, group: tuple) -> list[str]:
    """Basis, first year and kind of document, where they set the group apart."""
    basis, start, kind = group[4:]
    is_said = basis in ("yearly", "average") and group[1] != "annual_flow"
    notes = [view.word("basis", basis)] if is_said else []
    notes += [view.pick(f"自{start}年", f"from {start}")] if start else []
    return notes + ([view.word("document_kind", kind)] if kind == "work_report" else [])


def group_label(view: View, group: tuple, with_unit: bool = True, region: str | None = None) -> str:
    """The indicator, as it is called in this region, with what sets it apart: unit, measure, scope."""
    known = view.indicators.get(group[0], {}).get("comparable")
    plain = group[1] in ("level", "multiple", "rank") or (group[1], known) == ("growth_rate", "growth")
    unit = view.unit(group[2]) if with_unit else ""
    name = view.indicator(group[0], region)
    if view.lang == "en" and unit and unit.lower() in name.lower():  # patents per 10,000 people
        unit = ""
    notes = [unit, "" if plain else view.word("measure", group[1]), view.scope(group[3])]
    notes += counted_over(view, group)
    shown = view.pick("，", ", ").join(n for n in notes if n)
    return name + (view.pick(f"（{shown}）", f" ({shown})") if shown else "")


def share_of_above(view: View, row: Mapping, in_signs: bool = False) -> str:
    """`10–20%`: what part a total (a row of `amplification`) is of that above, by the bounds of both; empty
    where there is none, or the two count unlike things by their words."""
    if row["share_of_parent"] is None:
        return ""
    own, above = (view.as_counted(view.targets[row[k]]) for k in ("target_id", "parent_target_id"))
    return part_of_total(view, own, above, in_signs)


def part_of_total(view: View, own: Row, above: Row, in_signs: bool = False) -> str:
    """As share_of_above, of the two targets themselves."""
    is_part = above["value_high"] and view.scope_words(own) == view.scope_words(above)
    return part_of(view, own, above, in_signs) if is_part else ""
