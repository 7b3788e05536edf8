"""Where a plan ends in its file: foreign matter, notes that explain it, the page's links to others."""

from __future__ import annotations

import pytest

from cityplans import codebook
from cityplans.reading.plans import regions
from cityplans.reading.plans.file_parts import end_of_plan, lines_of

PLACES = regions.of(codebook.load())
PLAN = [
    "云岭市科技人才高地行动方案（2024—2026年）",
    "一、主要目标",
    "到2026年，科技人才总量突破3万人，建成创新平台120个。",
    "二、重点行动",
    "组建专家团队5个，三年实施科技项目30项。",
]
EXPLAINED = [
    "一、起草背景",
    "近年来队伍不断壮大，征求了32家单位意见。",
    "有单位建议将目标提高到3.5万人，未予采纳。",
]
LINKS = ["图解：云岭市科技人才高地行动方案", "我市新增高新技术企业46家"]


@pytest.mark.parametrize(
    ("below", "kept"),
    [
        ([], 0),
        (["附件2", "《云岭市科技人才高地行动方案》起草说明", *EXPLAINED], 0),
        (["关于《云岭市科技人才高地行动方案》的编制说明", *EXPLAINED], 0),
        (
            ["附件2", "主要目标分解表", "县区\t2025年\t2026年", "路北区\t46\t65"],
            4,
        ),  # an annex of the plan's own
        (
            ["三、组织保障", "做好政策宣传和解读", "市有关部门要加强统筹。"],
            3,
        ),  # a sentence that goes on without a stop
        (["相关链接", *LINKS], 0),
        (["相关阅读：", *LINKS], 0),
        (["相关政策", "加大支持力度，落实研发费用加计扣除。"], 2),  # a heading of the plan's own
    ],
)
def test_the_line_behind_the_last(below, kept):
    lines = lines_of("\n".join([*PLAN, *below]))
    assert end_of_plan(lines, 0, len(lines), PLACES) == len(PLAN) + kept


def test_notes_named_in_the_list_of_annexes_end_nothing():
    notice = ["云岭市人民政府关于印发行动方案的通知", "附件：1.行动方案", "2.起草说明", *PLAN]
    lines = lines_of("\n".join(notice))
    assert end_of_plan(lines, 0, len(lines), PLACES) == len(lines)
