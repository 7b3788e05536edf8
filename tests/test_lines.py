"""Sheets with one line below another: how many parts, how many lines fit, where names and ends stand."""

from __future__ import annotations

import pytest

from cityplans.publishing.charts.lines import WIDEST, Line, lined, names_of, parts, that_fit
from cityplans.publishing.charts.style import SIZES


@pytest.mark.parametrize(
    ("n", "most", "lengths"), [(6, 6, [6]), (7, 6, [4, 3]), (12, 6, [6, 6]), (13, 6, [5, 5, 3]), (1, 6, [1])]
)
def test_as_few_parts_as_hold_all_of_about_one_length(n, most, lengths):
    made = parts(range(n), most)
    assert [len(part) for part in made] == lengths
    assert [item for part in made for item in part] == [*range(n)]


def test_names_take_the_room_they_need_and_no_more_than_their_share():
    short, _ = names_of("page", ["甲"])
    longer, names = names_of("page", ["甲", "甲乙丙"])
    assert longer > short and names == [["甲"], ["甲乙丙"]]
    widest, names = names_of("page", ["一份名称很长的计划，" * 20])
    assert widest == SIZES["page"].width * WIDEST and len(names[0]) > 1


def test_fewer_lines_fit_where_names_are_deeper():
    one, two = that_fit("slide", ["甲"]), that_fit("slide", ["甲\n乙"])
    assert one > two > 1
    assert that_fit("page", ["甲"]) > one  # a page is taller
    assert that_fit("slide", []) == one


def test_names_stand_left_of_the_plot_ends_right_and_heads_in_bold():
    lines = [Line("省级", bold=True), Line("浙江", "2025"), Line("江苏", "2030")]
    with lined("page", ("标题", "副题", "来源"), lines) as plot:
        assert plot.get_ylim() == (2.5, -0.5)  # y = 0, 1, 2 from the top
    shown = {t.get_text(): t for axes in plot.figure.axes for t in axes.texts}
    assert shown["省级"].get_weight() == "bold" and shown["浙江"].get_weight() == "normal"
    assert (shown["省级"].get_ha(), shown["浙江"].get_ha(), shown["2025"].get_ha()) == (
        "left",
        "right",
        "right",
    )
    assert shown["浙江"].get_position()[0] < shown["2025"].get_position()[0]
    assert shown["浙江"].get_position()[1] < shown["江苏"].get_position()[1]
