"""Numbers that describe: each rule with a sentence where it decides and one where it must not."""

from __future__ import annotations

import pytest

from cityplans.extraction.ledger import described
from sights import sight_of, without_both

RULES = {rule.__name__: rule for rule in described.DESCRIBED}
CASES = [
    ("_is_parted", "将▲2800多个县分成三种类型。", True),
    ("_is_parted", "将▲2800多个县建成示范县。", False),
    ("_is_parted", "▲2800多个县分成三种类型。", False),
    ("_is_size", "园区占地▲15平方公里。", True),
    ("_is_size", "园区新增▲15平方公里。", False),
    ("_is_size", "园区占地▲15家。", False),
    ("_once_built", "项目达产后，年产值可达▲5亿元。", True),
    ("_once_built", "到2025年，项目达产后，年产值可达▲5亿元。", False),
    ("_once_built", "建成后年产值可达▲200亿元。", True),
    ("_once_built", "年产值可达▲200亿元。", False),
    ("_is_concerned", "改造小区12个，涉及住宅▲5005套。", True),
    ("_is_concerned", "改造小区12个，新增住宅▲5005套。", False),
    ("_is_part_of_size", "规划面积12平方公里，起步区▲3平方公里。", True),
    ("_is_part_of_size", "到2025年，起步区▲3平方公里。", False),
    ("_is_part_of_size", "规划面积12平方公里，起步区▲3家。", False),
    ("_is_casualty", "坚决防止死亡▲30人以上的重大事故。", True),
    ("_is_casualty", "坚决防止死亡▲30人的重大事故。", False),
    ("_is_casualty", "引进▲30人以上的团队。", False),
    ("_is_of_the_one", "该孵化大楼共▲22层。", True),
    ("_is_of_the_one", "孵化大楼共▲22层。", False),
    ("_is_of_the_one", "这座图书馆拥有▲300万册。", True),
    ("_is_of_the_one", "到2025年，这座图书馆拥有▲300万册。", False),
    ("_is_told_of", "本次集中开工的48个项目总投资▲267亿元。", True),
    ("_is_told_of", "到2025年开工的48个项目总投资▲267亿元。", False),
    ("_is_told_of", "▲56人以上大班额全部消除。", True),
    ("_is_told_of", "▲56人大班额全部消除。", False),
    ("_is_told_of", "线路全长86公里，设站▲17座。", True),
    ("_is_told_of", "线路里程86公里，新建▲17座。", False),
    ("_counts_indicators", "“十四五”主要指标，共▲22项。", True),
    ("_counts_indicators", "主要任务，共▲22项。", False),
    ("_counts_indicators", "主要指标，共▲22个。", False),
    ("_is_of_phase", "项目，二期用地▲300亩。", True),
    ("_is_of_phase", "项目，新增用地▲300亩。", False),
    ("_is_of_phase", "相距▲12公里。", True),
    ("_is_of_phase", "相距离▲12公里。", False),
    ("_is_designed", "保障好▲14亿人的粮食安全。", True),
    ("_is_designed", "保障好▲14亿人粮食安全。", False),
    ("_is_designed", "机场设计年吞吐能力▲500万人次。", True),
    ("_is_designed", "工业设计能力▲500万件。", False),
    ("_is_of_a_body", "评审组由▲7名专家组成。", True),
    ("_is_of_a_body", "评审组由7名专家组成，其中女性▲3名。", True),
    ("_is_of_a_body", "评审组由7名专家组成，新聘▲3名。", False),
    ("_is_of_a_body", "项目位于东片区，投资▲3亿元。", True),
    ("_is_of_a_body", "项目位于东片区，力争投资▲3亿元。", False),
    ("_states", "▲三分之二的耕地为坡耕地。", True),
    ("_states", "我市地处东南沿海，大小岛屿▲437个。", True),
    ("_states", "到2025年，我市地处东南沿海，大小岛屿▲437个。", False),
    ("_states", "▲三分之二的耕地建成梯田。", False),
    ("_is_norm", "树木间距宜为▲50米。", True),
    ("_is_norm", "树木间距为▲50米。", False),
    ("_is_norm", "建档率=建档人数/签约人数×▲100%。", True),
    ("_is_norm", "建档率=建档人数/签约人数*▲100%。", True),
    ("_is_norm", "株行距3米×▲4米。", True),
    ("_is_norm", "到2025年，间距宜为▲50米。", False),
    ("_is_routine", "每周调度▲1次。", True),
    ("_is_routine", "每周培训▲1次。", False),
    ("_is_routine", "每年开展▲1次第三方评估。", True),
    ("_is_routine", "每年开展▲1次文艺演出。", False),
    ("_is_routine", "每周调度▲1批次。", True),
    ("_is_routine", "每周调度▲1个。", False),
    ("_is_counted_as", "面积按▲100平方公里计。", True),
    ("_is_counted_as", "面积按▲100平方公里建。", False),
    ("_is_counted_as", "面积▲100平方公里计。", False),
    ("_is_built_size", "项目总建筑面积▲30万平方米。", True),
    ("_is_built_size", "新建项目总建筑面积▲30万平方米。", False),
    ("_is_built_size", "到2025年总建筑面积▲30万平方米。", False),
    ("_is_built_size", "总建筑面积30万平方米，其中用房▲12万平方米。", True),
    ("_is_built_size", "新增面积30万平方米，其中用房▲12万平方米。", False),
]


@pytest.mark.parametrize(("rule", "text", "is_so"), CASES)
def test_each_rule(rule, text, is_so):
    assert bool(RULES[rule](sight_of(text))) is is_so


def test_every_rule_has_an_example_and_a_counterexample():
    assert not without_both(CASES, RULES)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("园区占地▲15平方公里。", "scope"),
        ("投资175亿美元、约合▲1243亿元。", "other"),
        ("投资175亿美元、增加▲1243亿元。", None),
        ("达到320家得▲10分。", "other"),
        ("▲达到320家得10分。", "other"),
        ("达到320家增加▲10分钟。", None),
        ("考核总分100分，其中产业发展占▲40%。", "other"),
        ("其中产业发展占▲40%。", None),
        ("覆盖率▲90%为优秀。", "other"),
        ("覆盖率▲90%为目标。", None),
        ("满意度达到▲85分以上。", None),  # a mark to get
        ("消纳责任权重达到▲30%。", None),  # a share that is aimed at
        ("建成▲320家。", None),
    ],
)
def test_the_class_of_what_describes(text, kind):
    assert described.described(sight_of(text)) == kind


@pytest.mark.parametrize(("between", "kind"), [(6, "other"), (7, None)])
def test_the_mark_of_a_value_stands_within_six_characters_of_its_part(between, kind):
    """得10分 ends at the sixth character behind the comma, or one later."""
    text = f"覆盖率达到▲90%，{'的' * (between - 4)}得10分。"
    assert described.described(sight_of(text)) == kind


@pytest.mark.parametrize(("others", "is_so"), [(7, True), (8, False)])
def test_a_part_looks_for_its_size_eight_numbers_back(others, is_so):
    """所's of another kind stand between the size and its part."""
    between = "、".join(f"{n + 2}所" for n in range(others))
    sight = sight_of(f"总建筑面积30万平方米，含{between}，其中用房▲12万平方米。")
    assert RULES["_is_built_size"](sight) is is_so


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("所称青年是指▲40周岁以下人员。", "scope"),
        ("青年▲40周岁以下人员。", None),
        ("机器（青年是指40岁以下的机器），占比达到▲35%。", None),  # in a bracket
    ],
)
def test_what_a_word_means(text, kind):
    assert described.definition(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("满意度达到▲85分。", True),
        ("满意度▲85分。", False),
        ("覆盖率达到▲85分。", False),
        ("满意度达到▲85%。", False),
    ],
)
def test_a_mark_that_the_place_is_to_get(text, is_so):
    assert described.is_mark_to_reach(sight_of(text)) is is_so
