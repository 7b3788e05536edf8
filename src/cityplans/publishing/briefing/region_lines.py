"""The targets of a region that have like ones above it or among its peers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from cityplans.comparison.ambition.alike import Row, group_of
from cityplans.comparison.plans import kinds
from cityplans.publishing.briefing.content import Material
from cityplans.publishing.telling import findings
from cityplans.publishing.telling.comparable import direction_of, has_direction

MOST_ELSEWHERE = "其他地区要求最高", "Most demanding other"  # of ranks and unemployment the lowest figure


class Line(NamedTuple):
    """A target of the region, the like target above it, those of its peers, and what tables say of both."""

    row: Row
    above: Row | None  # of `amplification`
    peers: list[Row]
    rank: Row | None


def plans_of(material: Material, region: str) -> list[str]:
    """Plans of the region, the newest first; those without a date by their year."""
    own = [p for p in material.rows("plans") if p["region"] == region]
    own.sort(key=lambda p: p["plan_id"])
    own.sort(key=lambda p: p["date"] or material.years[p["plan_id"]], reverse=True)
    return [p["plan_id"] for p in own]


def with_the_one_before(material: Material, plans: Sequence[str]) -> list[str]:
    """The newest plan and the one before it of the same kind: a work report is no older plan."""
    kind = kinds(material.frame("plans"))
    return [p for p in plans if kind[p] == kind[plans[0]]][:2] if plans else []


def lines_of(material: Material, region: str) -> list[Line]:
    """Current targets of the region that have a like one above or among peers, most shared first."""
    compared = [r for r in material.rows("comparisons") if not r["superseded"]]
    same: dict[tuple, list[Row]] = defaultdict(list)
    for row in compared:
        same[(*group_of(row), row["horizon"])].append(row)
    above = {r["target_id"]: r for r in material.rows("amplification")}
    ranks = {(*group_of(r), r["horizon"], r["plan_id"]): r for r in material.rows("ranks")}
    found = []
    for row in compared:
        if row["region"] != region:
            continue
        key = (*group_of(row), row["horizon"])
        peers = [r for r in same[key] if r["region"] != region and r["region_level"] == row["region_level"]]
        if peers or row["target_id"] in above:
            found.append(Line(row, above.get(row["target_id"]), peers, ranks.get((*key, row["plan_id"]))))
    return _ordered(material, found)


def _ordered(material: Material, lines: list[Line]) -> list[Line]:
    """Indicators by how many share them, totals last; years of one indicator together."""
    most: dict[tuple, int] = Counter()
    differ = {group_of(x.row) for x in lines if not all_alike(x)}
    for line in lines:
        most[group_of(line.row)] = max(most[group_of(line.row)], len(line.peers) + bool(line.above))
    return sorted(
        lines,
        key=lambda x: (
            x.row["comparable"] == "total",
            group_of(x.row) not in differ,
            -most[group_of(x.row)],
            material.place_in_codebook(x.row),
            x.row["horizon"],
        ),
    )


def held_above(material: Material, lines: Sequence[Line]) -> list[Line]:
    """Lines whose target has an order to the one above; there is none of totals, nor without a direction."""
    return [x for x in lines if x.above and x.above["relation"] and has_direction(material, x.row)]


def all_alike(line: Line) -> bool:
    """Whether nobody sets another figure (全覆盖 everywhere), which is worth less room."""
    above_text = line.above["parent_value_text"] if line.above else line.row["value_text"]
    figures = {(r["value_low"], r["value_high"]) for r in (line.row, *line.peers)}
    return len(figures) == 1 and above_text == line.row["value_text"]


def highest_peer(material: Material, line: Line) -> Row | None:
    """The peer that asks for most, where that can be said; none for totals."""
    if not line.peers or line.row["comparable"] == "total" or not has_direction(material, line.row):
        return None
    top, sure = findings.highest(line.peers, direction_of(material, group_of(line.row)))
    return sorted(top, key=lambda r: r["plan_id"])[0] if sure and top else None


def among_peers(material: Material, lines: Sequence[Line]) -> list[Line]:
    """Those that have a place among regions of the level, where a place says something."""
    return [x for x in lines if x.rank and has_direction(material, x.row)]
