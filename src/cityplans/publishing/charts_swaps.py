"""The same sentence with another number: both sides as printed, each with the year it is for."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from cityplans.comparison.alike import records
from cityplans.publishing import grid, style, wording
from cityplans.publishing.chart import Chart
from cityplans.publishing.charts_profiles import of_plans
from cityplans.publishing.grid import Cell
from cityplans.publishing.wording import Names, pick

Row = dict
RANK = {"parent": 0, "own_earlier": 1}  # the territory above first, then the region's own older plan
COLOURS = {"higher": style.DIVERGING(0.72), "lower": style.DIVERGING(0.3)}
COLUMNS = [
    "plan_id", "text", "numbers", "horizon", "source_plan_id", "source_quote", "source_numbers",
    "source_horizon", "number_change", "same_year", "source_relation", "similarity",
]  # fmt: skip


def swapped(frames, plan_id: str | None = None) -> list[Row]:
    """Rows of number_swaps with another number: both numbers as printed, their years, and `same_year`.

    The nearest to a comparison come first: of one year, against the territory above, the likest sentences.
    """
    if "number_swaps" not in frames:
        return []
    targets = {t["target_id"]: t for t in records(frames["targets"])}
    found = []
    for row in records(frames["number_swaps"]):
        if row["number_change"] == "same" or plan_id not in (None, row["plan_id"]):
            continue
        mine, theirs = targets.get(row["target_id"]), targets.get(row["source_target_id"])
        years = [side["horizon"] if side else None for side in (mine, theirs)]
        found.append(row | {
            "ours": _printed(row["numbers"], mine), "theirs": _printed(row["source_numbers"], theirs),
            "horizon": years[0], "source_horizon": years[1],
            "same_year": None not in years and years[0] == years[1],
        })
    return sorted(found, key=lambda r: (
        not r["same_year"] or r["number_change"] == "not_comparable", r["number_change"] == "not_comparable",
        RANK.get(r["source_relation"], 2), -r["similarity"], r["plan_id"], r["start"],
    ))


def _printed(numbers: str, target: Row | None) -> str:
    """One number as the plan prints it, where it is a target; several as they are."""
    return target["value_text"] if target and "、" not in str(numbers) else numbers


def counted(rows: list[Row]) -> Counter:
    """How many of the rows whose years agree are higher and lower, and how many have different years."""
    known = [r for r in rows if r["number_change"] != "not_comparable"]
    return Counter(r["number_change"] if r["same_year"] else "other_year" for r in known)


def chart_swaps(
    frames, codebook, lang: str = "zh", size: str = "page", plan_id: str | None = None
) -> Chart | None:
    """The same sentence in an older plan with another number: both side by side, comparable ones first."""
    rows = swapped(frames, plan_id)
    if not rows:
        return None
    names = Names(frames["plans"], codebook, lang)
    heads = [pick(lang, "较早的计划", "Older plan"), pick(lang, "较新的计划", "Newer plan")]
    cells = [
        [
            Cell(_cell(names.plan[r["source_plan_id"]], r["theirs"], r["source_horizon"], lang)),
            Cell(_cell(names.plan[r["plan_id"]], r["ours"], r["horizon"], lang), _colour(r)),
        ]
        for r in rows
    ]
    labels = ["".join(r["text"].split()) for r in rows]
    shown = rows[: grid.rows_of_height(size, labels, heads, cells, labels_up_to=0.5)]
    plans = {i for r in shown for i in (r["plan_id"], r["source_plan_id"])}
    words = (
        _title(rows, lang),
        _subtitle(len(rows) - len(shown), lang),
        wording.sources(of_plans(frames, plans), names, lang),
    )
    figure = grid.draw(size, words, labels[: len(shown)], heads, cells[: len(shown)], labels_up_to=0.5)
    return Chart(figure, pd.DataFrame(shown)[COLUMNS], f"swaps_{lang}", *words)


def _cell(plan: str, value: str, year: int | None, lang: str) -> str:
    aim = pick(lang, f"（{year}年）", f" ({year})") if year else ""
    return f"{plan} {value}{aim}"


def _colour(row: Row):
    return COLOURS.get(row["number_change"], "white") if row["same_year"] else "white"


def _title(rows: list[Row], lang: str) -> str:
    n = counted(rows)
    same = n["higher"] + n["lower"] + n["mixed"]
    if not same:
        return pick(
            lang,
            f"{len(rows)}处同句换数，没有一处指标与目标年都相同",
            f"{len(rows)} sentences with another number, none for the same indicator and year",
        )
    return pick(
        lang,
        f"{len(rows)}处同句换数；目标年相同、可比的{same}处中{n['higher']}处更高，{n['lower']}处更低",
        f"{len(rows)} sentences with another number; of {same} for the same year {n['higher']} are higher, "
        f"{n['lower']} lower",
    )


def _subtitle(rest: int, lang: str) -> str:
    text = pick(
        lang,
        "与更早计划文字（几乎）相同而数字不同的句子，括号中为目标年；蓝＝更高，橙＝更低，无色＝目标年不同、"
        "不同地区的总量或没有指标，不可比",
        "Sentences (nearly) as in an older plan but for the number, with the year each is for; blue: higher, "
        "orange: lower, white: not comparable (another year, totals of different regions, or no indicator)",
    )
    if rest:
        text += pick(lang, f"；另有{rest}处见表 number_swaps", f"; {rest} more in the table number_swaps")
    return text
