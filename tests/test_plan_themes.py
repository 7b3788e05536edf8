"""Themes by plan: shares of text and of targets, counted by hand, and what the title makes of both."""

from __future__ import annotations

import pytest

import ambition_rows as land
from ambition_rows import JIAXING, NINGBO, plan, target
from cityplans.publishing.charts.plan_themes import themes_charts
from cityplans.publishing.telling.view import View
from test_charts import small

TEXT = {
    "ningbo-2020": {"talent": 0.6, "parks_space": 0.3, "other": 0.1},
    "jiaxing-2020": {"talent": 0.4, "parks_space": 0.4, "other": 0.2},
}


def themed(*themes, lang="en", plans=(NINGBO, JIAXING), text=None):
    """The charts of plans that each set a target of these themes, and speak of them as `text` says."""
    rows = [target(p["plan_id"], "rd_intensity", 3 + i, theme=t) for p in plans for i, t in enumerate(themes)]
    frames, codebook = small([*plans], rows)
    shares = [
        {"plan_id": p, "theme": t, "share": s} for p, own in (text or {}).items() for t, s in own.items()
    ]
    frames["plan_themes"] = land.tables.frame("plan_themes", shares)
    return themes_charts(View(frames, codebook, lang))


def marks(chart):
    """Of each panel the lengths of its bars and the places of its dots, in per cent."""
    panels = [a for a in chart.figure.axes if a.patches or a.lines]
    bars = [[round(p.get_width(), 6) for p in a.patches] for a in panels]
    return bars, [[round(float(x), 6) for line in a.lines for x in line.get_xdata()] for a in panels]


def test_a_panel_a_plan_after_the_mean_of_all():
    (made,) = themed("talent", "talent", "parks_space", "other", text=TEXT)
    bars, dots = marks(made)
    assert bars == [[50, 35, 15], [60, 30, 10], [40, 40, 20]]
    assert dots == [[50, 25, 25]] * 3
    words = [t.get_text() for axes in made.figure.axes for t in axes.texts]
    assert [w for w in words if "\n" in w] == ["2 plans\n(n=8)", "Ningbo\n(n=4)", "Jiaxing\n(n=4)"]
    assert made.data[["plan_id", "theme", "share", "targets", "share_of_targets"]].values.tolist()[3:6] == [
        ["ningbo-2020", "talent", 0.6, 2, 0.5],
        ["ningbo-2020", "parks_space", 0.3, 1, 0.25],
        ["ningbo-2020", "other", 0.1, 1, 0.25],
    ]


@pytest.mark.parametrize(
    ("themes", "zh", "en"),
    [
        (
            ("talent", "talent", "parks_space"),
            "篇幅最大的主题是“人才”，平均占50%（40%–60%）；目标也最多（6项的67%）",
            "Talent takes the most room: 50% on average (40–60%), and the most targets (67% of 6)",
        ),
        (
            ("talent", "parks_space", "parks_space"),
            "篇幅最大的主题是“人才”，平均占50%（40%–60%）；目标最多的是“园区空间”（占6项的67%）",
            "Talent takes the most room: 50% on average (40–60%); most targets are for parks (67% of 6)",
        ),
        (
            ("talent", "parks_space"),
            "篇幅最大的主题是“人才”，平均占50%（40%–60%）；目标最多的是“园区空间”和“人才”（各占4项的50%）",
            "Talent takes the most room: 50% on average (40–60%); most targets are for parks and talent "
            "(50% of 4 each)",
        ),
        (
            (None,),
            "篇幅最大的主题是“人才”，平均占50%（40%–60%）",
            "Talent takes the most room: 50% on average (40–60%)",
        ),
    ],
)
def test_the_title_says_what_takes_most_text_and_most_targets(themes, zh, en):
    for lang, title in (("zh", zh), ("en", en)):
        (made,) = themed(*themes, lang=lang, text=TEXT)
        assert made.title == title


def test_without_shares_of_text_targets_are_told_alone():
    (made,) = themed("talent", "talent", "parks_space", "other")
    assert made.title == "Largest group of targets: talent, 50% of 8"
    assert made.subtitle == "Dot: share of the targets (n)"
    (zh,) = themed("talent", "talent", "parks_space", lang="zh")
    assert zh.title == "目标最多的主题是“人才”，占6项的67%"
    (level,) = themed("talent", "parks_space")
    assert level.title in (
        "Largest group of targets: talent and parks, 50% of 4 each",
        "Largest group of targets: parks and talent, 50% of 4 each",
    )
    assert themed("other")[0].title == "Largest group of targets: other, 100% of 2"


def test_without_targets_there_are_no_dots():
    (made,) = themed(None, text=TEXT)
    assert not any(marks(made)[1]) and made.subtitle == "Bar: share of the text"


def test_other_is_a_row_only_where_it_takes_some_room():
    for share, seen in ((0.004, False), (0.005, True)):
        (made,) = themed("talent", text={"ningbo-2020": {"talent": 1 - share, "other": share}})
        assert ("other" in set(made.data["theme"])) == seen


def test_reports_are_shown_and_marked_and_not_in_the_title():
    report = plan("ningbo-report", "宁波市", "2021-01-01", plan_type="work_report")
    rows = [target(p["plan_id"], "rd_intensity", 3, theme="talent") for p in (NINGBO, JIAXING)]
    rows += [target("ningbo-report", "rd_intensity", i, theme="parks_space") for i in range(1, 6)]
    (made,) = themes_charts(View(*small([NINGBO, JIAXING, report], rows), "en"))
    assert made.title.endswith("; most targets are for talent (100% of 2)")
    assert made.subtitle.endswith("; *: of another kind of document, not in the title")
    said = [t.get_text() for axes in made.figure.axes for t in axes.texts]
    assert "2 plans\n(n=2)" in said and any(text.endswith("(n=5) *") for text in said)


def test_neither_text_nor_targets_make_no_chart():
    assert themed(None) == []
