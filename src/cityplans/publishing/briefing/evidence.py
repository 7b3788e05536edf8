"""Tables of a briefing that quote the plans: the words of each target, and sentences whose number changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cityplans.comparison.ambition.alike import Row
from cityplans.publishing.briefing.content import Material, Table, clean, left_for_workbook, shortened
from cityplans.publishing.telling import number_swaps
from cityplans.publishing.telling.text import counted

MOST_ROWS, MOST_SWAPS, MOST_TEXT = 10, 6, 70


def evidence_table(material: Material, rows: Sequence[Row]) -> Table | None:
    """The words of each target as they stand in its plan."""
    shown = [r for r in rows if material.targets[r["target_id"]]["quote"]][:MOST_ROWS]
    if not shown:
        return None
    made = tuple(
        (
            (material.place(r),),
            (str(r["horizon"]),),
            (shortened(clean(material.targets[r["target_id"]]["quote"]), MOST_TEXT),),
            material.cited(r["target_id"]),
        )
        for r in shown
    )
    heads = tuple(
        material.pick(*words)
        for words in (("地区", "Region"), ("目标年", "Year"), ("原文", "In the plan"), ("读作", "Read as"))
    )
    rest = len(rows) - len(shown)
    note = left_for_workbook(material, rest, "句")
    n, m = len(rows), len({r["plan_id"] for r in rows})
    title = material.pick(
        f"{n}个目标在{m}份计划里的原话", f"{counted(n, 'target')} in the words of {counted(m, 'plan')}"
    )
    return Table(title, heads, made, (0.16, 0.1, 0.56, 0.18), note)


def swap_table(
    material: Material,
    wanted: Callable[[Row], bool],
    relations: Sequence[str] = ("parent", "own_earlier", "peer"),
) -> Table | None:
    """Sentences that stand in an older plan with another number, both numbers being targets.

    One row a target, counted as in the chart of them: those for the same year first, each with its year.
    """
    rows = [
        r
        for r in number_swaps.swapped(material)
        if r["target_id"] in material.targets
        and r["source_target_id"] in material.targets
        and r["source_relation"] in relations
        and r["number_change"] in ("higher", "lower")
        and wanted(r)
    ]
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["target_id"], row)
    single = list(first.values())
    if not single:
        return None
    made = tuple(_swap_cells(material, row) for row in single[:MOST_SWAPS])
    heads = (
        material.pick("更早的计划（目标年）", "Older plan (for)"),
        material.pick("原句", "Its words"),
        material.pick("计划（目标年）", "Plan (for)"),
        material.pick("句同数不同", "Same sentence, other number"),
    )
    note = left_for_workbook(material, len(single) - len(made), "处") + _not_listed(material, wanted, single)
    return Table(_swapped(material, single), heads, made, (0.18, 0.32, 0.18, 0.32), note)


def _not_listed(material: Material, wanted: Callable[[Row], bool], listed: list[Row]) -> str:
    """What the table leaves out of the sentences that the findings count."""
    told = {(r["plan_id"], r["start"]) for r in listed}
    every = number_swaps.distinct([r for r in number_swaps.swapped(material) if wanted(r)])
    n = sum((r["plan_id"], r["start"]) not in told for r in every)
    if not n:
        return ""
    return material.pick(
        f"另有{n}句未列：其中的数字不可比（总数、口径不同），或不能逐一对上。",
        f"{counted(n, 'more sentence')} left out, whose numbers are no like ones (totals, other definitions) "
        "or cannot be paired.",
    )


def _swapped(material: Material, rows: list[Row]) -> str:
    """`换数字不换句子：5处，可比的3处中2处更高、1处更低`"""
    moved = number_swaps.counted(rows)
    lead = material.pick(f"换数字不换句子：{len(rows)}处", f"Same sentence, other number: {len(rows)}")
    if not moved:
        return lead + material.pick("，没有一处可比", ", none comparable")
    ways = number_swaps.ways(material, moved, "处")
    n = moved.total()
    return lead + material.pick(f"，可比的{n}处中{ways}", f"; of {n} comparable {ways}")


def _swap_cells(material: Material, row: Row) -> tuple:
    return (
        (_for_year(material, row["source_plan_id"], row["source_horizon"]),),
        (shortened(clean(row["source_quote"]), MOST_TEXT), material.mark(row["source_target_id"])),
        (_for_year(material, row["plan_id"], row["horizon"]),),
        (shortened(clean(row["text"]), MOST_TEXT), material.mark(row["target_id"])),
    )


def _for_year(material: Material, plan_id: str, year: int | None) -> str:
    name = clean(material.name(plan_id))
    return name + (material.pick(f"（{year}）", f" ({year})") if year else "")
