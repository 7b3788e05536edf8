"""Choosing a chart in JupyterLab: indicator, regions, year, kind of chart and language, redrawn at once.

The charts are those of `charts`, the same as in reports and briefings. A rendered page has no kernel to
answer: where the environment says that a page is being made, `show` gives a line instead of controls.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import ipywidgets

from cityplans.publishing.charts.dots import Chosen, Look, chart_chosen, chart_dots
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.notebooks.story import RENDERING, Shown, Told, noted
from cityplans.publishing.telling.comparable import group_label, groups, rows_of
from cityplans.publishing.telling.view import View

EVERY = ""  # the choice that leaves nothing out; None would be no choice at all, and a blank box
OWN = "own_charts"  # below reports, where a chart goes that is saved from here
SAVE, SAVED = ("保存此图", "Save this chart"), ("已保存：", "Saved: ")
KINDS = {"dots": ("各地比较", "Regions")}
SCALED = {  # offered where the researcher's scale.csv gives the sizes of regions
    "per_10k_people": ("每万人", "Per 10,000 people"),
    "per_100m_gdp": ("每亿元GDP", "Per 100 million yuan GDP"),
}
CITIES = ("只要", "Only")
HOW_MANY = (
    "按住 Ctrl（Mac 为 ⌘）选几个地区；不选即全部",
    "Hold Ctrl (⌘ on a Mac) for several; none chosen: all",
)
NOTHING = (
    "这样选择没有可比的目标：换一个地区、目标年或指标。",
    "With these choices there is nothing to compare: choose another territory, year or indicator.",
)
ONLY_LIVE = (
    "在 JupyterLab 中运行这个单元，可以选择指标、地区、目标年和语言。",
    "Run this cell in JupyterLab to choose indicator, territory, year and language.",
)
NO_GROUPS = ("没有两份以上计划共有的指标。", "No indicator is shared by two plans.")


@dataclass
class Chooser:
    """Controls and the chart they give; `chart` is the one on show (its table: `chart.data`), or None."""

    view: View
    indicator: ipywidgets.Dropdown
    region: ipywidgets.Dropdown
    cities: ipywidgets.SelectMultiple
    horizon: ipywidgets.Dropdown
    kind: ipywidgets.ToggleButtons
    language: ipywidgets.ToggleButtons
    picture: ipywidgets.Image
    message: ipywidgets.HTML
    save: ipywidgets.Button
    box: ipywidgets.VBox
    chart: Chart | None = None
    busy: bool = field(default=False, repr=False)

    def _repr_mimebundle_(self, **options):
        return self.box._repr_mimebundle_(**options)


def show(told: Told, indicator: str = "rd_intensity") -> Chooser | Shown:
    """What the notebook's cell shows: the chooser, or in a rendered page where to find it."""
    if os.environ.get(RENDERING):
        return noted(ONLY_LIVE)
    return chooser(told, indicator)


def chooser(view: View, indicator: str = "rd_intensity") -> Chooser:
    """Controls over the chart of one indicator; needs the tables plans, targets and comparisons.

    Starts with `indicator`, or with the one most plans share where that one is not shared.
    """
    found = groups(view)
    wide = ipywidgets.Layout(width="max-content", max_width="100%")
    made = Chooser(
        view=view,
        indicator=ipywidgets.Dropdown(layout=wide, disabled=not found),
        region=ipywidgets.Dropdown(layout=wide),
        cities=ipywidgets.SelectMultiple(layout=wide, rows=5),
        horizon=ipywidgets.Dropdown(layout=wide),
        kind=ipywidgets.ToggleButtons(),
        language=ipywidgets.ToggleButtons(options=[("中文", "zh"), ("English", "en")], value=view.lang),
        picture=ipywidgets.Image(format="png", layout=ipywidgets.Layout(max_width="100%", width="720px")),
        message=ipywidgets.HTML(),
        save=ipywidgets.Button(icon="download"),
        box=ipywidgets.VBox(),
    )
    controls = (made.indicator, made.region, made.cities, made.horizon, made.kind, made.language)
    made.box.children = (*controls, made.save, made.message, made.picture)
    _offer(made, next((g for g in found if g[0] == indicator), found[0] if found else None))
    _draw(made)
    made.save.on_click(lambda button: _save(made))
    for control in controls:
        control.observe(lambda change: _changed(made), names="value")
    return made


def _changed(made: Chooser) -> None:
    """Offers what goes with the choice and draws; what the offers themselves change is not answered again."""
    if made.busy:
        return
    made.busy = True
    try:
        _offer(made, made.indicator.value)
        _draw(made)
    finally:
        made.busy = False


def _offer(made: Chooser, group: tuple | None) -> None:
    """Options in the chosen language; a choice that is still on offer stays."""
    view = made.view.other(made.language.value)
    rows = rows_of(view, group) if group else []
    everywhere, always = view.pick("全部地区", "All regions"), view.pick("全部目标年", "All years")
    shared = [(group_label(view, g), g) for g in groups(view)]
    _set(made.indicator, view.pick("指标", "Indicator"), shared, group)
    below = view.pick("{0}及下级", "{0} and below")
    places = [(below.format(view.region(name)), name) for name in _territories(rows)]
    _set(made.region, view.label("region"), [(everywhere, EVERY), *places], made.region.value)
    _offer_cities(made, view, rows)
    years = [(always, EVERY), *((str(y), y) for y in sorted({r["horizon"] for r in rows}))]
    _set(made.horizon, view.label("horizon"), years, made.horizon.value)
    scaled = {kind: words for kind, words in SCALED.items() if any(r.get(kind) is not None for r in rows)}
    kinds = [(view.pick(*words), kind) for kind, words in {**KINDS, **scaled}.items()]
    _set(made.kind, view.pick("图", "Chart"), kinds, made.kind.value or "dots")
    made.language.description = view.pick("语言", "Language")
    made.save.description = view.pick(*SAVE)


def _offer_cities(made: Chooser, view: View, rows: list[dict]) -> None:
    """Regions of the chosen territory; those that were chosen and still are on offer stay chosen."""
    here = [r for r in rows if made.region.value in (EVERY, r["region"], r["parent_region"])]
    options = [(view.region(name), name) for name in sorted({r["region"] for r in here} - {None})]
    kept = [name for _, name in options if name in made.cities.value]
    made.cities.description, made.cities.tooltip = view.pick(*CITIES), view.pick(*HOW_MANY)
    if tuple(options) != tuple(made.cities.options):
        made.cities.options = options
    made.cities.value = kept


def _territories(rows: list[dict]) -> list[str]:
    """Those with regions below them, or themselves and one below, that can be put side by side."""
    return [
        name
        for name in sorted({r["parent_region"] for r in rows if isinstance(r["parent_region"], str)})
        if len({r["region"] for r in rows if name in (r["region"], r["parent_region"])}) > 1
    ]


def _set(control, description: str, options: Sequence[tuple[str, object]], value) -> None:
    control.description = description
    if tuple(options) != tuple(control.options):
        control.options = options
    values = [held for _, held in options]
    if values:
        control.value = value if value in values else values[0]


def _draw(made: Chooser) -> None:
    view, group = made.view.other(made.language.value), made.indicator.value
    made.chart = _chart(made, view, group) if group else None
    missing = "" if made.chart else view.pick(*(NOTHING if group else NO_GROUPS))
    made.message.value = f"<p>{escape(missing)}</p>" if missing else ""
    made.save.disabled = made.chart is None
    made.picture.value = made.chart._repr_png_() if made.chart else b""
    made.picture.layout.display = None if made.chart else "none"


def _save(made: Chooser) -> None:
    """The chart on show as SVG, PNG and CSV, under a name that says what was chosen."""
    if made.chart is None:
        return
    chosen = (made.region.value, *made.cities.value, made.horizon.value, made.kind.value, made.language.value)
    name = "_".join([made.chart.name, *(str(word) for word in chosen if word)])
    files = made.chart.save(getattr(made.view, "reports", Path("reports")) / OWN / name)
    said = made.view.other(made.language.value).pick(*SAVED)
    made.message.value = f"<p>{escape(said + ', '.join(map(str, files)))}</p>"


def _chart(made: Chooser, view: View, group: tuple) -> Chart | None:
    per = made.kind.value if made.kind.value in SCALED else None
    if made.cities.value and per is None:  # the territories above are their yardstick
        here = (r for r in rows_of(view, group) if r["region"] in made.cities.value)
        above = {r["parent_region"] for r in here if isinstance(r["parent_region"], str)}
        years = (made.horizon.value,) if made.horizon.value else ()
        regions = (*made.cities.value, *sorted(above))
        return chart_chosen(view, group, Chosen(years, regions), Look())
    return chart_dots(
        view, group, horizon=made.horizon.value or None, region=made.region.value or None, per=per
    )
