"""A region at a glance: its plans, what they weigh, its targets beside those above and around it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from cityplans.comparison.ambition.alike import group_of
from cityplans.publishing.telling.comparable import group_label
from cityplans.publishing.telling.findings import percent
from cityplans.publishing.telling.revised import revised, subject, told
from cityplans.publishing.telling.text import counted
from cityplans.publishing.telling.view import View
from cityplans.publishing.workbook.xlsx import HEAD, Book, Col, Sheet

MOST_THEMES, MOST_PEERS = 3, 6
HEADS = {  # key → (Chinese, English), width
    "region": (("地区", "Region"), 11),
    "part": (("内容", "About"), 20),
    "what": (("项目", "Item"), 40),
    "year": (("年份", "Year"), 12),
    "value": (("原文所写", "As written"), 20),
    "above": (("上级同一目标", "Same target above"), 22),
    "relation": (("对照上级", "Against above"), 17),
    "peers": (("同级其他地区", "Others of its level"), 42),
    "plan": (("计划", "Plan"), 18),
}
WRAPPED = ("what", "peers")


def sheet(view: View) -> Sheet:
    """All regions, the nation first; each begins a page in print."""
    columns = [
        Col(key, view.pick(*words), "text", width=width, wrap=key in WRAPPED)
        for key, (words, width) in HEADS.items()
    ]
    plans: dict[str, list[str]] = defaultdict(list)
    for plan_id, plan in view.plans.items():
        plans[plan["region"] or ""].append(plan_id)
    told_of = _Told(view)
    rows = [
        {"region": view.region(region), **row} for region, own in plans.items() for row in told_of.rows(own)
    ]
    note = view.pick(
        "每个地区一段：计划、主题、表述力度、可与他处对照的目标、后来计划重设的目标；打印时每个地区另起一页。"
        "用“地区”列筛选。",
        "A part for each region: its plans, themes, wording, targets that others set too, targets set again; "
        "each begins a page in print. Filter by region.",
    )
    title = view.pick("地区概况", "Region profiles")
    return Sheet("profiles", title, "RegionProfiles", columns, rows, note, _a_page_each)


class _Told:
    """What the rows of regions are looked up in, made once."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.above = {r["target_id"]: r for r in view.rows("amplification")}
        self.profiles = {r["plan_id"]: r for r in view.rows("commitment_profile") if r["n"]}
        self.alike: dict[tuple, list[dict]] = defaultdict(list)
        for row in view.rows("comparisons"):
            if not row["superseded"]:
                self.alike[row["horizon"], row["region_level"], *group_of(row)].append(row)
        self.revised = revised(view)

    def rows(self, plans: list[str]) -> Iterator[dict]:
        for plan_id in plans:
            yield from self._plan(plan_id)
        yield from self._targets(set(plans))
        yield from self._revised(set(plans))

    def _plan(self, plan_id: str) -> Iterator[dict]:
        view, targets = self.view, [t for t in self.view.rows("targets") if t["plan_id"] == plan_id]
        own = {"plan": view.marked(plan_id), "year": view.issued(plan_id)}
        count = view.pick(f"{len(targets)}项量化目标", counted(len(targets), "quantified target"))
        title = view.plans[plan_id]["title"] or ""
        yield {"part": view.pick("计划", "Plan"), "what": title, "value": count, **own}
        themes = Counter(t["theme"] for t in targets if t["theme"] and t["theme"] != "other")
        for theme, n in sorted(themes.items(), key=lambda one: (-one[1], one[0]))[:MOST_THEMES]:
            yield {
                "part": view.pick("目标的主题", "Themes of targets"),
                "what": view.theme(theme),
                "value": view.pick(f"{n}项", str(n)),
                **own,
            }
        if profile := self.profiles.get(plan_id):
            yield {
                "part": view.pick("表述力度", "Wording"),
                "what": view.pick("写作下限或确保的目标", "Targets worded as a floor or ensured"),
                "value": percent(profile["hard_or_mixed_share"]),
                **own,
            }

    def _targets(self, plans: set[str]) -> Iterator[dict]:
        """Those that another plan sets too, of most regions first."""
        view = self.view
        own = [
            (row, others)
            for others in self.alike.values()
            for row in others
            if row["plan_id"] in plans and (len(others) > 1 or row["target_id"] in self.above)
        ]
        for row, others in sorted(
            own, key=lambda one: (-len(one[1]), one[0]["horizon"], one[0]["target_id"])
        ):
            higher = self.above.get(row["target_id"], {})
            parent = view.targets.get(higher.get("parent_target_id"))
            yield {
                "part": view.pick("可对照的目标", "Comparable targets"),
                "what": group_label(view, group_of(row), with_unit=False),
                "year": f"{row['horizon']}{view.year_mark(row)}",
                "value": view.value(row, with_unit=True),
                "above": parent and view.value(parent, with_unit=True),
                "relation": view.word("relation", higher.get("relation")) or None,
                "peers": self._peers(row, others),
                "plan": view.marked(row["plan_id"]),
            }

    def _peers(self, row: Mapping, others: list[dict]) -> str:
        view = self.view
        there = [o for o in others if o["region"] != row["region"]]
        said = [f"{view.region(o['region'])} {view.value(o, with_unit=True)}" for o in there[:MOST_PEERS]]
        rest = len(there) - len(said)
        return view.pick("；", "; ").join(said) + (
            view.pick(f" 等{len(there)}地", f" +{rest}") if rest else ""
        )

    def _revised(self, plans: set[str]) -> Iterator[dict]:
        view = self.view
        for one in self.revised:
            if one.later["plan_id"] in plans:
                row = told(view, one)
                yield {
                    "part": view.pick("目标调整", "Targets set again"),
                    "what": subject(view, one),
                    "year": f"{row['earlier_year']} → {row['year']}",
                    "value": f"{row['earlier']} → {row['value']}",
                    "relation": row["change"],
                    "plan": row["plan"],
                }


def _a_page_each(_: Book, page, sheet: Sheet) -> None:
    """A break before each region but the first."""
    regions = [row["region"] for row in sheet.rows]
    starts = [n for n in range(1, len(regions)) if regions[n] != regions[n - 1]]
    page.set_h_pagebreaks([HEAD + 1 + n for n in starts])
