"""The same sentence with another number: both sides as printed, each with the year it is for."""

from __future__ import annotations

import pandas as pd

from cityplans.publishing.charts import grid, style
from cityplans.publishing.charts.grid import Cell
from cityplans.publishing.charts.profiles import of_plans
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.number_swaps import Row, counted, swapped
from cityplans.publishing.telling.wording import Names, pick

COLOURS = {"higher": style.DIVERGING(0.72), "lower": style.DIVERGING(0.3)}
COLUMNS = [
    "plan_id", "text", "numbers", "horizon", "source_plan_id", "source_quote", "source_numbers",
    "source_horizon", "number_change", "comparable", "source_relation", "similarity",
]  # fmt: skip


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
        title(rows, lang),
        _subtitle(len(rows) - len(shown), lang),
        wording.sources(of_plans(frames, plans), names, lang),
    )
    figure = grid.draw(size, words, labels[: len(shown)], heads, cells[: len(shown)], labels_up_to=0.5)
    return Chart(figure, pd.DataFrame(shown)[COLUMNS], f"swaps_{lang}", *words)


def _cell(plan: str, value: str, year: int | None, lang: str) -> str:
    aim = pick(lang, f"（{year}年）", f" ({year})") if year else ""
    return f"{plan} {value}{aim}"


def _colour(row: Row):
    return COLOURS.get(row["number_change"], "white") if row["comparable"] else "white"


def title(rows: list[Row], lang: str) -> str:
    """How many sentences have another number, and of those that compare how many a higher or lower one."""
    n = counted(rows)
    same = sum(n.values())
    if not same:
        return pick(
            lang,
            f"{len(rows)}处同句换数，没有一处可比",
            f"{len(rows)} sentences with another number, none comparable",
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
        "与更早计划文字（几乎）相同而数字不同的句子，括号中为目标年；蓝＝更高，橙＝更低，无色＝不可比"
        "（目标年不同、不同地区的总量、没有指标，或两份计划先后不明）",
        "Sentences (nearly) as in an older plan but for the number, with the year each is for; blue: higher, "
        "orange: lower, white: not comparable (another year, totals of different regions, no indicator, or "
        "dates "
        "that do not tell which is older)",
    )
    if rest:
        text += pick(lang, f"；另有{rest}处见表 number_swaps", f"; {rest} more in the table number_swaps")
    return text
