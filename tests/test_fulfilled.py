"""Goals that were met, and the same words where they are still to be met."""

from __future__ import annotations

import pytest

from cityplans.extraction.ledger import fulfilled
from test_aims import sentence, sight_of


def first(text: str):
    """The first number that is no date."""
    sight = sight_of(text)
    place = next(n for n, q in enumerate(sight.scene.quantities) if q.kind != "date")
    return type(sight)(sight.scene, place)


@pytest.mark.parametrize(
    ("rule", "text", "is_so"),
    [
        ("met_since", "普及率到2020年达到45%，2019年已提前完成。", True),
        ("met_since", "到2027年，能耗下降18%，提前达到国家要求。", False),
        ("met_since", "建设公路30公里，目前已完成18公里。", False),
        ("over_goal", "绿地面积超过了“十四五”规划的人均2.6平方米的标准。", True),
        ("over_goal", "绿地面积要超过人均2.6平方米的标准。", False),
        ("share_done_behind", "发放贷款7.4亿元，完成年计划的168%。", True),
        ("share_done_behind", "力争发放贷款7.4亿元，完成年计划的168%。", False),
        ("exceeded", "产值616亿元，超额完成预期目标。", True),
        ("exceeded", "力争产值616亿元，超额完成预期目标。", False),
        ("done_against_plan", "计划造林8520亩，实际完成8871亩。", True),
        ("done_against_plan", "到2027年计划造林8520亩，实际完成8871亩。", False),
        ("done_against_plan", "计划造林8520亩，确保实际完成8871亩。", False),
        ("ahead_of_time", "提前完成投资50亿元。", True),
        ("ahead_of_time", "加快进度，提前完成投资50亿元。", False),
    ],
)
def test_goals_that_were_met(rule, text, is_so):
    sight = first(text)
    assert bool(getattr(fulfilled, rule)(sight, sentence(sight))) is is_so


@pytest.mark.parametrize(
    ("behind", "is_so"),
    [
        ("，圆满完成年度目标任务", True),
        ("，创历史新高", True),
        ("，力争创历史新高", False),
        ("，再创历史新高", False),
    ],
)
def test_what_is_told_behind_a_figure(behind, is_so):
    sight = first(f"增长10%{behind}。")
    assert fulfilled.told_behind(sight, sight.quantity.end) is is_so
