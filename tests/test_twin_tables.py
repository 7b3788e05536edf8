"""Tables set twice side by side: the left half above the right one, each figure beside its own name."""

from __future__ import annotations

import pytest

from cityplans.reading.cleaning.twin_tables import twin_tables
from cityplans.reading.mapped import Mapped

HEADS = "指标\t2025年\t指标\t2025年"


@pytest.mark.parametrize(
    "before, after",
    [
        (
            [HEADS, "渔港（个）\t20\t海藻（万吨）\t5", "民宿（家）\t60\t网箱（口）\t9"],
            ["指标\t2025年", "渔港（个）\t20", "民宿（家）\t60", "海藻（万吨）\t5", "网箱（口）\t9"],
        ),
        (  # the last row has a left half only
            ["前言", HEADS, "渔港（个）\t20\t海藻（万吨）\t5", "民宿（家）\t60\t\t", "后记"],
            ["前言", "指标\t2025年", "渔港（个）\t20", "民宿（家）\t60", "海藻（万吨）\t5", "后记"],
        ),
        (
            ["序号\t指标\t目标值\t序号\t指标\t目标值", "1\t渔港\t20个\t2\t海藻\t5万吨"],
            ["序号\t指标\t目标值", "1\t渔港\t20个", "2\t海藻\t5万吨"],
        ),
        (["指标\t2020年\t2025年", "渔港\t12\t20"], ["指标\t2020年\t2025年", "渔港\t12\t20"]),
        (["地区\t人口\t地区\t人口", "甲\t1\t乙\t2"], ["地区\t人口\t地区\t人口", "甲\t1\t乙\t2"]),  # no goals
        ([HEADS, "正文。"], [HEADS, "正文。"]),
    ],
)
def test_the_right_half_stands_below_the_left_one(before, after):
    text = Mapped.of("".join(f"{line}\n" for line in before))
    made = twin_tables(text).text
    assert made.text.splitlines() == after
    assert all(text.text[at] == c for c, at in zip(made.text, made.origins) if c not in "\n\t")
    assert twin_tables(made).text.text == made.text
