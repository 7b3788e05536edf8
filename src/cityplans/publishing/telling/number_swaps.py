"""The same sentence with another number: which pairs are shown, in what order, and how many ask for more."""

from __future__ import annotations

from collections import Counter

from cityplans.comparison.ambition.order import compare
from cityplans.publishing.telling.view import View

Row = dict


RANK = {"parent": 0, "own_earlier": 1}  # the territory above first, then the region's own older plan


def swapped(view: View, plan_id: str | None = None) -> list[Row]:
    """Rows of number_swaps with another number: both as printed, their years, and whether they compare.

    What charts, notebooks and briefings count; a number that stayed (25 = 25) is never among them.
    `comparable`: the same indicator and year, and dates that tell which plan is older. Those come first,
    then the territory above, then the likest sentences.
    """
    dates = {plan_id: p["date"] or view.years[plan_id] for plan_id, p in view.plans.items()}
    found = []
    for row in view.rows("number_swaps"):
        if row["number_change"] == "same" or plan_id not in (None, row["plan_id"]):
            continue
        mine, theirs = view.targets.get(row["target_id"]), view.targets.get(row["source_target_id"])
        ours, before = _printed(row["numbers"], mine), _printed(row["source_numbers"], theirs)
        if ours == before:  # as printed no other number, whatever was read beside it
            continue
        year, then = (side["horizon"] if side else None for side in (mine, theirs))
        compared = row["number_change"] != "not_comparable" and year is not None and year == then
        made = {"ours": ours, "theirs": before, "horizon": year, "source_horizon": then}
        made["comparable"] = (
            compared
            and _ordered(view.as_counted(mine), view.as_counted(theirs))
            and _in_order(dates[row["source_plan_id"]], dates[row["plan_id"]])
        )
        found.append(row | made)
    return sorted(found, key=_clearest)


def as_compared(view: View) -> list[Row]:
    """Every row of number_swaps, with higher and lower only where the two numbers compare (see swapped)."""
    compared = {_key(row) for row in swapped(view) if row["comparable"]}
    return [
        row
        if row["number_change"] == "same" or _key(row) in compared
        else row | {"number_change": "not_comparable"}
        for row in view.rows("number_swaps")
    ]


def _key(row: Row) -> tuple:
    return row["plan_id"], row["start"], row["source_plan_id"]


def _clearest(row: Row) -> tuple:
    return (
        not row["comparable"],
        row["number_change"] == "not_comparable",
        RANK.get(row["source_relation"], 2),
        -row["similarity"],
        row["plan_id"],
        row["start"],
    )


def _in_order(older: str, newer: str) -> bool:
    """Whether the dates tell the two apart by a month: 2023 does not come before 2023-03-30."""
    return bool(older) and older[:7] < newer[:7] and not newer.startswith(older)


def _ordered(mine: Row, theirs: Row) -> bool:
    """Whether the bounds of both let them be ordered: ≥ 3.6 and ≈ 3.5 cannot."""
    return compare(mine, theirs, 1).relation != "unordered"


def distinct(rows: list[Row]) -> list[Row]:
    """A row a sentence, the first of those against several older plans."""
    return list({(r["plan_id"], r["start"]): r for r in reversed(rows)}.values())[::-1]


def _printed(numbers: str, target: Row | None) -> str:
    """One number as the plan prints it, where it is a target; several as they are."""
    return target["value_text"] if target and "、" not in str(numbers) else numbers


def counted(rows: list[Row]) -> Counter:
    """How many of the comparable rows are higher, lower, or (several numbers) mixed."""
    return Counter(r["number_change"] for r in rows if r["comparable"])


def ways(view: View, moved: Counter, unit: str) -> str:
    """`2句更高，1句更低`: which way the numbers of comparable sentences moved; a way that none has is not
    told."""
    words = {"higher": ("更高", "higher"), "lower": ("更低", "lower"), "mixed": ("有高有低", "mixed")}
    told = [
        view.pick(f"{moved[kind]}{unit}{zh}", f"{moved[kind]} {en}")
        for kind, (zh, en) in words.items()
        if moved[kind]
    ]
    return view.pick("，", ", ").join(told)


def sentence(view: View, rows: list[Row]) -> str:
    """How many sentences have another number, and of those that compare how many a higher or lower one."""
    rows = distinct(rows)
    moved = counted(rows)
    zh = f"{len(rows)}句与更早的计划只差数字"
    en = f"{len(rows)} sentences differ from an older plan in their number only"
    if len(rows) == 1:
        en = "1 sentence differs from an older plan in its number only"
    if not moved:
        return view.pick(f"{zh}，没有一句可比", f"{en}, none comparable")
    told, n = ways(view, moved, "句"), moved.total()
    return view.pick(f"{zh}；目标年相同、可比的{n}句中，{told}", f"{en}; of {n} for the same year {told}")
