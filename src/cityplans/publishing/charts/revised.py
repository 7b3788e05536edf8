"""Targets that a later plan of the same territory set again: before, after, and what had been reached."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from cityplans.publishing.charts import grid, style
from cityplans.publishing.charts.grid import Cell
from cityplans.publishing.charts.lines import parts
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.telling import revised as told
from cityplans.publishing.telling import values_shown
from cityplans.publishing.telling.revised import Revised
from cityplans.publishing.telling.view import View

SHADES = {"raised": style.DIVERGING(0.72), "lowered": style.DIVERGING(0.28), "kept": "white"}


def revised_charts(view: View, size: str = "page") -> list[Chart]:
    """Every target set again, on as many pictures as it takes; none where no plan follows another."""
    found = told.revised(view)
    if not found:
        return []
    most = grid.rows_of_height(size, *_texts(view, found))
    pictures = parts(found, most)
    return [
        _chart(view, size, shown, found, i if len(pictures) > 1 else 0) for i, shown in enumerate(pictures, 1)
    ]


def _chart(view: View, size: str, shown: list[Revised], found: list[Revised], part: int) -> Chart:
    words = (told.sentence(view, found), _subtitle(view, shown, found, part), view.sources(_plans(shown)))
    name = "_".join(["revised", *([str(part)] if part > 1 else []), view.lang])
    return Chart(partial(grid.draw, size, words, *_texts(view, shown)), _data(view, shown), name, *words)


def _plans(shown: Sequence[Revised]) -> set[str]:
    reached = {one.reached["plan_id"] for one in shown if one.reached}
    return {t["plan_id"] for one in shown for t in (one.earlier, one.later)} | reached - {None}


def _subtitle(view: View, shown: list[Revised], found: list[Revised], part: int) -> str:
    notes = [
        view.pick(
            "同一地区前后两份计划；（ ）内为目标年，目标年不同者只比所写数字",
            "Two plans of one territory; in brackets the horizon; where it differs, figures are compared",
        )
    ]
    if any(one.later["measure"] == "rank" for one in shown):
        notes.append(view.pick("位次越小要求越高", "a smaller place asks for more"))
    if any(one.reached for one in shown) and not all(one.reached for one in shown):
        notes.append(view.pick("–＝文件中没有实绩", "–: no figure reached in the documents"))
    notes.append(f"n = {len(shown)}" + view.pick(f"（共{len(found)}）", f" of {len(found)}") * bool(part))
    notes.append(values_shown.converted(view, [t for one in shown for t in (one.earlier, one.later)]))
    return view.pick("；", "; ").join(filter(None, notes))


def _texts(view: View, shown: Sequence[Revised]) -> tuple[list[str], list[str], list[list[Cell]]]:
    """Names of rows and columns, and the cells; a column for what was reached only where any is known."""
    heads = [view.pick("较早计划", "Earlier plan"), view.pick("较新计划", "Later plan"), view.label("change")]
    rows = [
        [
            Cell(_target(view, one.earlier)),
            Cell(_target(view, one.later)),
            Cell(view.word("change", one.change), SHADES[one.change]),
        ]
        for one in shown
    ]
    if any(one.reached for one in shown):
        heads.insert(1, view.pick("已达到", "Reached"))
        for one, row in zip(shown, rows, strict=True):
            row.insert(1, _reached(view, one))
    return [told.subject(view, one) for one in shown], heads, rows


def _target(view: View, target: dict) -> str:
    year = view.years[target["plan_id"]]
    draft = view.pick("稿", " draft") if view.is_draft(target["plan_id"]) else ""
    value, horizon = view.said(target), target["horizon"]
    return view.pick(f"{year}{draft}：{value}（{horizon}）", f"{year}{draft}: {value} ({horizon})")


def _reached(view: View, one: Revised) -> Cell:
    if one.reached is None:
        return Cell("–", faint=True)
    value = view.said({**one.reached, "strength": None})
    return Cell(view.pick(f"{value}（{one.reached['year']}）", f"{value} ({one.reached['year']})"))


def _data(view: View, shown: Sequence[Revised]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "region": one.later["region"],
                "indicator_id": one.later["indicator_id"],
                "earlier_plan_id": one.earlier["plan_id"],
                "earlier_horizon": one.earlier["horizon"],
                "earlier_value": view.value(one.earlier, with_unit=True),
                "plan_id": one.later["plan_id"],
                "horizon": one.later["horizon"],
                "value": view.value(one.later, with_unit=True),
                "change": one.change,
                "reached": one.reached["value_text"] if one.reached else None,
                "reached_year": one.reached["year"] if one.reached else None,
            }
            for one in shown
        ]
    )
