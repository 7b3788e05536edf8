"""How a dot plot is drawn: where marks, arrows and dashes stand, and what the axis holds."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

import ambition_rows as land
from ambition_rows import JIAXING, NINGBO, ZHEJIANG, target
from cityplans.publishing.charts import dots_drawing
from cityplans.publishing.charts.dots import chart_dots
from cityplans.publishing.charts.dots_drawing import Dots, mark, scale
from cityplans.publishing.telling.view import View
from test_charts import small

VIEW = View({}, land.codebook(), "en")


def row(comparator: str, low: float, high: float | None = None, **more) -> dict:
    return {"comparator": comparator, "value_low": low, "value_high": low if high is None else high,
            "strength": "firm", "status": "final", "comparable": "share", "region": "r"} | more  # fmt: skip


def axes():
    return Figure(figsize=(6, 3)).add_subplot()


def drawn(found: dict, turned: bool = False):
    plot = axes()
    plot.set_xlim((10, 0) if turned else (0, 10))
    mark(plot, found, 2, "black", "s")
    return plot


@pytest.mark.parametrize(
    ("found", "x"),
    [(row("eq", 3), 3), (row("range", 3, 5), 4), (row("approx", 100), 97.5), (row("approx", 4), 4)],
)
def test_a_mark_stands_at_its_figure(found, x):
    point = drawn(found).lines[-1]
    assert (point.get_xdata()[0], point.get_ydata()[0], point.get_marker()) == (x, 2, "s")


@pytest.mark.parametrize(
    ("comparator", "turned", "reach"),
    [
        ("ge", False, 16),
        ("gt", False, 16),
        ("le", False, -16),
        ("ge", True, -16),
        ("le", True, 16),
        ("eq", False, None),
    ],
)
def test_an_open_bound_has_an_arrow_to_its_side(comparator, turned, reach):
    arrows = drawn(row(comparator, 3), turned).texts
    assert [arrow.xyann for arrow in arrows] == ([] if reach is None else [(reach, 0)])


def test_a_range_is_a_bar_and_so_is_what_is_nearly_whole():
    bars = [line for line in drawn(row("range", 3, 5)).lines if len(line.get_xdata()) == 2]
    assert [[*bar.get_xdata()] for bar in bars] == [[3, 5]]
    assert next([*line.get_xdata()] for line in drawn(row("approx", 100)).lines) == [95, 100]


@pytest.mark.parametrize(
    ("more", "alpha", "face"),
    [
        ({}, 1, "black"),
        ({"strength": "aspirational"}, 0.55, "black"),
        ({"comparator": "approx"}, 0.55, "black"),
        ({"strength": "ensured"}, 1, "black"),
        ({"status": "draft"}, 1, "white"),
    ],
)
def test_looks(more, alpha, face):
    point = drawn(row("eq", 3) | more).lines[-1]
    assert (point.get_alpha(), point.get_markerfacecolor()) == (alpha, face)


SHARE = ("i", "level", "%", "", "", 0, "plan")
COUNT = ("i", "level", "家", "", "", 0, "plan")
RANK = ("i", "rank", "位", "", "", 0, "plan")


def scaled(group: tuple, *rows: dict, direction: int = 1):
    plot = axes()
    scale(VIEW, plot, Dots([[{2025: r} for r in rows]], {2025: ("black", "o")}, group, direction))
    return plot.get_xlim(), [*plot.get_xticks()]


def test_the_axis_has_a_little_room_round_the_outermost_marks():
    (low, high), _ = scaled(SHARE, row("eq", 2), row("eq", 4))
    assert (low, high) == pytest.approx((2 - 0.12, 4 + 0.12))


def test_more_room_where_an_arrow_points():
    (low, high), _ = scaled(SHARE, row("eq", 2), row("ge", 4))
    assert low == pytest.approx(1.88) and high > 4.12
    (low, high), _ = scaled(SHARE, row("le", 2), row("eq", 4))
    assert low < 1.88 and high == pytest.approx(4.12)


def test_the_axis_is_turned_where_less_asks_for_more():
    (left, right), _ = scaled(SHARE, row("eq", 2), row("eq", 4), direction=-1)
    assert left > right


def test_totals_begin_at_nought():
    (low, _), _ = scaled(COUNT, row("eq", 200, comparable="total"), row("eq", 400, comparable="total"))
    assert low < 0


def test_no_tick_beyond_what_there_is():
    _, ticks = scaled(SHARE, row("eq", 60), row("eq", 100))
    assert max(ticks) <= 100
    _, ticks = scaled(COUNT, row("eq", 0), row("eq", 3))
    assert min(ticks) >= 0 and all(float(tick).is_integer() for tick in ticks)
    _, ticks = scaled(RANK, row("le", 1), row("le", 3), direction=-1)
    assert min(ticks) >= 1


def test_a_whole_picture_has_the_territory_above_as_dashes_beside_those_below():
    values = {"zhejiang-2020": 3.2, "ningbo-2020": 3.6, "jiaxing-2020": 3.0}
    rows = [target(p, "rd_intensity", value) for p, value in values.items()]
    made = chart_dots(View(*small([ZHEJIANG, NINGBO, JIAXING], rows), "en"), "rd_intensity")
    plot, texts = made.figure.axes[:2]
    dashes = sorted(
        (line.get_xdata()[0], *line.get_ydata()) for line in plot.lines if len(line.get_xdata()) == 2
    )
    assert dashes == [(3.2, -0.5, 0.5), (3.2, 0.5, 1.5), (3.2, 1.5, 2.5)]
    points = {line.get_ydata()[0]: line.get_xdata()[0] for line in plot.lines if len(line.get_xdata()) == 1}
    assert points == {0: 3.2, 1: 3.6, 2: 3.0}  # the province first, then from high to low
    bold = [t.get_text() for t in texts.texts if t.get_weight() == "bold"]
    assert bold == ["Zhejiang", "2025"]
    assert dots_drawing.ARROW == 16
