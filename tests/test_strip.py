"""One indicator over all territories: labels, points of one figure side by side, the median."""

from __future__ import annotations

from cityplans.publishing.charts.strip import MOST, STACK, strip_charts
from cityplans.publishing.telling.view import View
from provinces_rows import provinces


def chart(lang: str = "en"):
    return next(m for m in strip_charts(View(*provinces(9), lang)) if "gdp_growth" in m.name)


def test_words_and_table():
    made = chart()
    assert (
        "one point a region, at the figure as written (bounds in the data table); bar: median"
        in made.subtitle
    )
    assert "n = 9" in made.subtitle and "hollow" not in made.subtitle
    assert sorted(made.data["value_low"]) == [4.5, 4.5, 5, 5, 5.5, 5.5, 6, 6, 6.5]
    said = [t.get_text() for axes in made.figure.axes for t in axes.texts]
    assert "Province 2026 (n=9)" in said
    assert "省级 2026 (n=9)" in [t.get_text() for axes in chart("zh").figure.axes for t in axes.texts]


def test_points_of_one_figure_lie_beside_each_other_and_the_median_is_a_bar():
    plot = chart().figure.axes[0]
    points = sorted(
        (line.get_xdata()[0], line.get_ydata()[0]) for line in plot.lines if len(line.get_xdata()) == 1
    )
    assert [x for x, _ in points] == [4.5, 4.5, 5, 5, 5.5, 5.5, 6, 6, 6.5]
    rounded = [round(y, 6) for _, y in points]
    assert rounded == [-STACK / 2, STACK / 2] * 4 + [0]  # two of each, one of the last
    (middle,) = [line for line in plot.lines if len(line.get_xdata()) == 2]
    assert [*middle.get_xdata()] == [5.5, 5.5] and [*middle.get_ydata()] == [-0.4, 0.4]


def test_no_more_than_six_are_drawn_unasked():
    assert MOST == 6 and len(strip_charts(View(*provinces(9)))) <= 6
