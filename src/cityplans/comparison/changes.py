"""What differs between two runs: plans, targets, extremes, own earlier aims, borrowing, clusters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from cityplans import tables
from cityplans.columns.columns import used_as
from cityplans.comparison.ambition import order as orders
from cityplans.comparison.ambition.alike import CHANGED, Row, group_of, indicators, prepared
from cityplans.comparison.ambition.chains import (
    against,
    is_contradicted,
    is_surely_older,
    last_alike,
    left_out,
    revises,
    succeeds,
)
from cityplans.comparison.ambition.order import Asked, order
from cityplans.comparison.plans import issue_years, kinds, records

FIELDS = used_as("compared")
MENDED = ("region", "title", "issuer", "doc_no", "date", "status", "plan_type", "period_start", "period_end")
TEXT = ("editions", "characters")  # of a plan whose text is another
UNDATED = "9999"  # a plan of unknown year is put behind those that are known to be older
LEAST_SHARE = 0.005  # of a plan in passages of another, to be told
Frames = Mapping[str, pd.DataFrame]


def between(
    old: Frames,
    new: Frames,
    old_findings: Mapping[str, str] | None = None,
    new_findings: Mapping[str, str] | None = None,
    codebook=None,
) -> pd.DataFrame:
    """The table `changes`: from the tables of one run to those of the next.

    Findings are sentences by name. The codebook tells for which indicators less is more; without it
    only ranks are known to be so. Empty where `old` has no plans.
    """
    if "plans" not in old or old["plans"].empty:
        return tables.frame("changes", [])
    ids = renamed(old, new)
    both = Both(_with_ids(old, new, ids), new, codebook)
    rows = [
        *_plans(both, ids), *_targets(both), *_extremes(both), *_first_seen(both), *_own(both),
        *_borrowed(both), *_clusters(both), *_findings(old_findings or {}, new_findings or {}),
    ]  # fmt: skip
    return tables.frame("changes", rows)


def renamed(old: Frames, new: Frames) -> dict[str, str]:
    """Old plan_id → new one of a plan that a person put in another region: it stands in the same place of the
    same file."""
    before, after = ({p: at for at, p in _files(f).items()} for f in (old, new))
    here = _files(new)
    return {p: here[at] for p, at in before.items() if p not in after and here.get(at, p) not in before}


def _files(frames: Frames) -> dict[tuple, str]:
    """Where the reference edition of each plan stands → its plan_id."""
    rows = records(frames["editions"]) if "editions" in frames else []
    return {(r["source_file"], r["source_start"]): r["plan_id"] for r in rows if r["is_reference"]}


def _with_ids(old: Frames, new: Frames, ids: Mapping[str, str]) -> Frames:
    """The older tables in which renamed plans, and their targets of the same words, go by their new ids."""
    if not ids:
        return old
    made = dict(old)
    for name, table in old.items():
        if "plan_id" in table.columns:
            made[name] = table.assign(plan_id=table["plan_id"].replace(ids))
    now = {_words(r): r["target_id"] for r in records(new["targets"]) if r["plan_id"] in ids.values()}
    of_targets = {r["target_id"]: now.get(_words(r), r["target_id"]) for r in records(made["targets"])}
    made["targets"] = made["targets"].assign(target_id=made["targets"]["target_id"].map(of_targets))
    return made


class Both:
    """The rows of both runs that several comparisons need."""

    def __init__(self, old: Frames, new: Frames, codebook) -> None:
        self.old, self.new = old, new
        self.old_plans, self.plans = _by(old, "plans", "plan_id"), _by(new, "plans", "plan_id")
        self.old_targets, self.targets = _by(old, "targets", "target_id"), _by(new, "targets", "target_id")
        self.added = sorted(set(self.plans) - set(self.old_plans))
        self.years = issue_years(new["plans"])
        self.issued = {p: row["date"] or self.years[p] for p, row in self.plans.items()}
        self.kinds = kinds(new["plans"])
        self.alike = [r | {"document_kind": self.kinds[r["plan_id"]]} for r in self.targets.values()]
        if codebook:  # as compared elsewhere: places in two leagues apart, 名 and 人 one unit
            self.alike = prepared(new["targets"], new["plans"], codebook)
        self.directions = {k: r["direction"] for k, r in indicators(codebook).items()} if codebook else {}

    def direction(self, row: Row) -> int:
        return -1 if row["measure"] == "rank" else self.directions.get(row["indicator_id"], 1)

    def span(self, row: Row) -> Asked:
        return orders.of(row, self.direction(row))


def _by(frames: Frames, name: str, key: str) -> dict[str, Row]:
    return {row[key]: row for row in records(frames[name])} if name in frames else {}


def _plans(both: Both, ids: Mapping[str, str]) -> Iterable[Row]:
    was = {new: old for old, new in ids.items()}
    read_before, read_now = _read_from(both.old), _read_from(both.new)
    for plan_id in both.added:
        yield _plan("plan_added", both.plans[plan_id], "")
    for plan_id in sorted(set(both.old_plans) - set(both.plans)):
        yield _plan("plan_dropped", both.old_plans[plan_id], "")
    for plan_id in sorted(set(both.plans) & set(both.old_plans)):
        before, after = both.old_plans[plan_id], both.plans[plan_id]
        files, of_now = read_before[plan_id], read_now[plan_id]
        is_moved = Counter(r[1:] for r in files) != Counter(r[1:] for r in of_now)
        is_new_text = is_moved or before["characters"] != after["characters"]
        fields = (*MENDED, *TEXT) if is_new_text else MENDED
        said = [f"{f}: {_said(before[f])} → {_said(after[f])}" for f in fields if before[f] != after[f]]
        if files != of_now and not is_new_text:
            gone, came = (
                ", ".join(sorted({r[0] for r in rows})) for rows in (files - of_now, of_now - files)
            )
            said.append(f"source_file: {gone} → {came}")
        if plan_id in was:
            said.append(f"plan_id: {was[plan_id]} → {plan_id}")
        if said:
            yield _plan("plan_replaced" if is_new_text else "plan_mended", after, "; ".join(said))


def _read_from(frames: Frames) -> dict[str, set[tuple]]:
    """plan_id → file, begin and end of its editions: a file of another name with the same text in the same
    place is the same."""
    found = defaultdict(set)
    for row in records(frames["editions"]) if "editions" in frames else ():
        found[row["plan_id"]].add((row["source_file"], row["source_start"], row["source_end"]))
    return found


def _plan(kind: str, plan: Row, note: str) -> Row:
    said = f"{plan['title'] or ''} ({plan['date'] or '—'}, {plan['status']})"
    return {"change_kind": kind, "region": plan["region"], "plan_id": plan["plan_id"], "note": note or said}


def _targets(both: Both) -> Iterable[Row]:
    """New, gone and changed targets; in one plan a target of other words pairs with its like."""
    gone = {t: r for t, r in both.old_targets.items() if t not in both.targets}
    fresh = {t: r for t, r in both.targets.items() if t not in both.old_targets}
    for target_id in sorted(set(both.targets) & set(both.old_targets)):
        before, after = both.old_targets[target_id], both.targets[target_id]
        if changed := _differences(before, after):
            yield _change("target_changed", after, before, changed)
    for before, after in _pairs(gone, fresh):
        del gone[before["target_id"]], fresh[after["target_id"]]
        changed = _differences(before, after)
        if changed or before["quote"] != after["quote"]:
            yield _change("target_changed", after, before, changed)
    yield from (_change("target_new", row) for row in fresh.values())
    for row in gone.values():
        yield {
            **_change("target_gone", row), "value_text": None, "quote": None, "target_id": None,
            "earlier_plan_id": row["plan_id"], "earlier_horizon": row["horizon"], "horizon": None,
            "earlier_value_text": row["value_text"], "earlier_quote": row["quote"],
            "earlier_target_id": row["target_id"],
        }  # fmt: skip


def _pairs(gone: Mapping[str, Row], fresh: Mapping[str, Row]) -> list[tuple[Row, Row]]:
    """Targets of one plan that say the same in the same words; then those alone of their indicator, measure,
    scope and horizon."""
    pairs: list[tuple[Row, Row]] = []
    for key in (_words, _about):
        left, right = defaultdict(list), defaultdict(list)
        paired = {row["target_id"] for pair in pairs for row in pair}
        for rows, found in ((gone, left), (fresh, right)):
            for row in (r for r in rows.values() if r["target_id"] not in paired):
                found[key(row)].append(row)
        alike = [k for k in left if len(left[k]) == 1 and len(right.get(k, ())) == 1]
        pairs += [(left[k][0], right[k][0]) for k in alike]
    return pairs


def _words(row: Row) -> tuple:
    return row["plan_id"], row["quote"], row["indicator_text"], row["value_text"]


def _about(row: Row) -> tuple:
    about = row["indicator_id"] or row["indicator_text"]
    return row["plan_id"], about, row["measure"], row["scope"], row["horizon"]


def _differences(before: Row, after: Row) -> str:
    """Fields that are said of a target and differ, as `field: old → new`; of the quote only that."""
    changed = [f for f in FIELDS if before[f] != after[f]]
    return "; ".join(f"{f}: {_said(before[f])} → {_said(after[f])}" for f in changed)


def _said(value) -> str:
    return "—" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)


def _change(kind: str, row: Row, before: Row | None = None, note: str = "") -> Row:
    made = {k: row[k] for k in (
        "region", "plan_id", "indicator_id", "indicator_text", "horizon", "value_text", "quote", "target_id",
    )}  # fmt: skip
    if before is not None:
        made |= {
            f"earlier_{k}": before[k] for k in ("plan_id", "horizon", "value_text", "quote", "target_id")
        }
    return {"change_kind": kind, **made, "note": note}


def _extremes(both: Both) -> Iterable[Row]:
    """Targets of this run above, or below, every other target of their group, year and level of region, and
    the next after each; where the same region was there before, nothing is new. Sums are not ranked, since
    regions differ in size."""
    before, after = (_peers(frames) for frames in (both.old, both.new))
    for key, rows in after.items():
        fresh = [r for r in rows if _is_fresh(both, r)]
        if len(fresh) == len(rows):
            continue
        for relation, kind in (("higher", "new_highest"), ("lower", "new_lowest")):
            row = _extreme(both, rows, relation)
            if row is None or row not in fresh:
                continue
            was = _extreme(both, before.get(key, []), relation)
            if not was or was["region"] != row["region"]:
                edge = _edge(both, [r for r in rows if r is not row], relation)
                target, other = both.targets[row["target_id"]], both.targets[edge["target_id"]]
                yield _change(kind, target, other, "")


def _peers(frames: Frames) -> dict[tuple, list[Row]]:
    """Current targets by what has to be alike that one may be the highest of them."""
    groups = defaultdict(list)
    for row in records(frames["comparisons"]) if "comparisons" in frames else ():
        if not row["superseded"] and row["comparable"] != "total":
            groups[(*group_of(row), row["horizon"], row["region_level"] or "")].append(row)
    return groups


def _extreme(both: Both, rows: list[Row], relation: str) -> Row | None:
    """The one that asks for more (or less) than each of the others; of each two one at most can."""
    best, spans = 0, [both.span(row) for row in rows]
    for at in range(1, len(rows)):
        if order(spans[best], spans[at]).relation != relation:
            best = at
    others = [span for at, span in enumerate(spans) if at != best]
    is_extreme = {order(spans[best], other).relation for other in others} == {relation} if others else False
    return rows[best] if is_extreme else None


def _is_fresh(both: Both, row: Row) -> bool:
    before = both.old_targets.get(row["target_id"])
    return before is None or bool(_differences(before, both.targets[row["target_id"]]))


def _edge(both: Both, rows: list[Row], relation: str) -> Row:
    """The highest (or lowest) of the others, by figure."""

    def key(row: Row) -> tuple[float, str]:
        span = both.span(row)
        return span.high if span.word == "le" else span.low, row["plan_id"]

    return (max if relation == "higher" else min)(rows, key=key)


def _first_seen(both: Both) -> Iterable[Row]:
    """Indicators that no plan of the run before set, each of the oldest plan that does."""
    known = {r["indicator_id"] for r in both.old_targets.values()}
    rows = sorted(both.targets.values(), key=lambda r: (r["plan_id"], r["start"]))
    for row in sorted(rows, key=lambda r: both.issued[r["plan_id"]] or UNDATED):
        if row["indicator_id"] and row["indicator_id"] not in known:
            known.add(row["indicator_id"])
            yield _change("first_seen", row)


def _own(both: Both) -> Iterable[Row]:
    """An added plan against what its territory had before: new years of any document, each aim against the
    last plan that set it alike (as target_chains has it), and the aims dropped of the last it succeeds."""
    of_plan = defaultdict(list)
    for row in both.alike:
        of_plan[row["plan_id"]].append(row)
    for plan_id in both.added:
        plan, own = both.plans[plan_id], of_plan[plan_id]
        older = _older(both, plan)
        known = {r["horizon"] for p in older for r in of_plan[p["plan_id"]]}
        yield from _first_horizons(own, known) if older else ()
        for before, after in _set_again(both, [r for p in older for r in of_plan[p["plan_id"]]], own):
            said, _ = against(*({"direction": both.direction(r)} | r for r in (after, before)))
            yield _change("own_revised", after, before, said)
        alike = [p for p in older if both.kinds[p["plan_id"]] == both.kinds[plan_id]]
        of_type = [of_plan[p["plan_id"]] for p in alike if p.get("plan_type") == plan.get("plan_type")]
        yield from _dropped(of_type, own, plan, both.issued[plan_id][:4])


def _older(both: Both, plan: Row) -> list[Row]:
    """Documents of the territory that are surely older, oldest first."""

    def is_older(other: Row) -> bool:
        one, two = both.issued[other["plan_id"]], both.issued[plan["plan_id"]]
        return is_surely_older(one, two)

    rows = [p for p in both.plans.values() if p["region"] == plan["region"] and is_older(p)]
    return sorted(rows, key=lambda p: (both.issued[p["plan_id"]], p["plan_id"]))


def _first_horizons(rows: list[Row], known: set) -> Iterable[Row]:
    for year in sorted({r["horizon"] for r in rows if r["horizon"]} - known):
        first = next(r for r in sorted(rows, key=lambda r: r["start"]) if r["horizon"] == year)
        count = sum(r["horizon"] == year for r in rows)
        about = {k: first[k] for k in ("region", "plan_id")}
        yield {"change_kind": "first_horizon", **about, "horizon": year, "note": str(count)}


def _set_again(both: Both, older: list[Row], own: list[Row]) -> list[tuple[Row, Row]]:
    """The targets of a plan that set those of older plans again, each with the one it is set against."""
    of_thing = defaultdict(list)
    for row in (*older, *own):
        if row["indicator_id"] and row["value_low"] is not None and row["horizon"]:
            plan = both.plans[row["plan_id"]]
            of_thing[row["indicator_id"], row.get("scope") or ""].append(
                dict.fromkeys(CHANGED)
                | row
                | {"issued": both.issued[row["plan_id"]], "status": plan["status"]}
            )
    mine, found = {row["target_id"] for row in own}, []
    for _, rows in sorted(of_thing.items()):
        rows.sort(key=lambda r: (r["issued"], r["plan_id"], r["horizon"], r["target_id"]))
        for place, row in enumerate(rows):
            if row["target_id"] not in mine or is_contradicted(row, rows):
                continue
            if not (before := last_alike(row, rows[:place])):
                continue
            earlier, later = (both.targets[r["target_id"]] for r in (before, row))
            if revises(earlier, later | {"measure": row["measure"]}, both.years):
                found.append((before, row))
    return found


def _dropped(older: list[list[Row]], later: list[Row], plan: Row, year: str) -> Iterable[Row]:
    """Indicators that were still due and the added plan (of `year`) does not set, of the last older plan of
    its kind that is about the same things (chains.succeeds)."""
    earlier = next((rows for rows in reversed(older) if succeeds(rows, later, year)), [])
    for row in left_out(earlier, later, year):
        yield {
            "change_kind": "own_dropped", "region": plan["region"], "plan_id": plan["plan_id"],
            "indicator_id": row["indicator_id"], "indicator_text": row["indicator_text"],
            "earlier_plan_id": row["plan_id"], "earlier_horizon": row["horizon"],
            "earlier_value_text": row["value_text"], "earlier_quote": row["quote"],
            "earlier_target_id": row["target_id"],
        }  # fmt: skip


def _borrowed(both: Both) -> Iterable[Row]:
    """From whom an added plan has passages, where dates tell who had them first."""
    for row in records(both.new["borrowing"]) if "borrowing" in both.new else ():
        is_told = row["direction"] == "dated" and row["share"] >= LEAST_SHARE  # of `any` it is empty
        if row["plan_id"] in both.added and is_told:
            note = f"{row['passages']}, {row['characters_shared']}, {row['share']:.1%}"
            region = both.plans[row["plan_id"]]["region"]
            about = {"region": region, "plan_id": row["plan_id"], "earlier_plan_id": row["source_plan_id"]}
            yield {"change_kind": "borrowed", **about, "note": note}


def _clusters(both: Both) -> Iterable[Row]:
    """One row where plans of both runs are grouped otherwise than before: `a, b | c → a | b, c`."""
    before, after = (_together(f) for f in (both.old, both.new))
    common = set(before) & set(after)
    groups = [
        {frozenset(members & common) for members in f.values()} - {frozenset()} for f in (before, after)
    ]
    if groups[0] != groups[1]:
        told = (" | ".join(sorted(", ".join(sorted(g)) for g in found)) for found in groups)
        yield {"change_kind": "cluster_moved", "note": " → ".join(told)}


def _together(frames: Frames) -> dict[str, set[str]]:
    """plan_id → the plans of its cluster in the chosen cut."""
    members = defaultdict(set)
    rows = [r for r in records(frames["clusters"]) if r["is_chosen"]] if "clusters" in frames else []
    for row in rows:
        members[row["cluster"]].add(row["plan_id"])
    return {row["plan_id"]: members[row["cluster"]] for row in rows}


def _findings(before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[Row]:
    """Sentences that say another thing than under their name before; one that only moved is none."""
    stay = set(before.values()) & set(after.values())
    for name in sorted(set(before) & set(after)):
        if before[name] != after[name] and not {before[name], after[name]} <= stay:
            yield {"change_kind": "finding_changed", "note": f"{before[name]}\n{after[name]}"}
