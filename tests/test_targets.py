"""Targets of single sentences, every field; what is no target; shares, lists, facts."""

from __future__ import annotations

import dataclasses

import pytest

from cityplans.checking.explain import read_sentence
from cityplans.checking.scoring import SIMILAR, alike
from cityplans.extraction import targets
from cityplans.extraction.frame import LONGEST_PART, LONGEST_SENTENCE, frame
from cityplans.extraction.words import measures
from extraction_rows import examples, in_reading_order, parameters, plan_of, read, under, words

EXACT = (
    "indicator_id",
    "value_text",
    "unit",
    "comparator",
    "measure",
    "strength",
    "horizon",
    "horizon_source",
)


def sentences(name):
    """One row a sentence, its expected targets gathered under it."""
    made = []
    for row in examples(name):
        if row["text"]:
            made.append({**row, "targets": []})
        if row["value_text"]:
            made[-1]["targets"].append(row)
    return made


def differences(row) -> list[str]:
    """What is otherwise than expected, a line each."""
    found = in_reading_order(read(row["text"], issued=row["issued"]))
    wanted = list(row["targets"])
    faults = []
    for made in found:
        same = [w for w in wanted if w["value_text"] == made["value_text"]]
        right = max(same, key=lambda w: alike(w["indicator"], made["indicator_text"]), default=None)
        if right is None:
            faults.append(f"FALSE {made['indicator_text']} | {made['value_text']} [{made['rule']}]")
            continue
        wanted.remove(right)
        faults += fields(right, made)
    return faults + [f"MISSED {w['indicator']} | {w['value_text']}" for w in wanted]


def fields(wanted, made) -> list[str]:
    faults = [f"{f}: {made[f] or '—'} ≠ {wanted[f] or '—'}" for f in EXACT if str(made[f] or "") != wanted[f]]
    for bound in ("value_low", "value_high"):
        if abs(made[bound] - float(wanted[bound])) > 1e-9 * abs(made[bound]):
            faults.append(f"{bound}: {made[bound]} ≠ {wanted[bound]}")
    if alike(wanted["indicator"], made["indicator_text"]) < SIMILAR:
        faults.append(f"indicator: {made['indicator_text']} ≠ {wanted['indicator']}")
    return [
        f"WRONG {wanted['indicator']} | {wanted['value_text']} | {fault} [{made['rule']}]" for fault in faults
    ]


@pytest.mark.parametrize("row", parameters(sentences("targets.csv")))
def test_targets_of_a_sentence(row):
    assert differences(row) == []


@pytest.mark.parametrize("row", parameters(examples("baselines.csv")))
def test_baseline_and_scope(row):
    heading, _, _ = row["text"].rpartition("。到") if row["scope"] else ("", "", "")
    clause = under("", row["text"], heading=heading)
    (target,) = [t for t in read(clause, issued="2021-03").targets if t["value_text"] == row["value_text"]]
    found = [target["baseline_value"], target["baseline_year"], target["scope"]]
    wanted = [float(v) if (v := row["baseline_value"]) else None,
              int(v) if (v := row["baseline_year"]) else None, row["scope"]]  # fmt: skip
    assert found == wanted


STRENGTHS = {
    "确保": "ensured",
    "力争": "aspirational",
    "争取": "aspirational",
    "努力": "aspirational",
    "": "firm",
}
VALUES = {
    "达到60%": ("60%", "eq"), "达到60%以上": ("60%以上", "ge"), "超过60%": ("超过60%", "gt"),
    "不低于60%": ("不低于60%", "ge"), "控制在60%以内": ("60%以内", "le"),
    "达到60%左右": ("60%左右", "approx"), "达到50%—60%": ("50%—60%", "range"),
}  # fmt: skip
NAMES = {"高技能人才占比": "level", "高技能人才年均增长率": "growth_rate"}


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("name", NAMES)
def test_strength_comparator_and_measure_do_not_disturb_each_other(strength, value, name):
    (target,) = read(f"到2025年，{strength}{name}{value}。", issued="2021-03").targets
    found = (target["strength"], target["value_text"], target["comparator"], target["measure"])
    assert found == (STRENGTHS[strength], *VALUES[value], NAMES[name])


@pytest.mark.parametrize("verb, measure", [
    ("新增", "increment"), ("新引进", "increment"), ("新建", "increment"), ("累计建成", "cumulative"),
    ("建成", "level"), ("每年新增", "annual_flow"), ("每年引进", "annual_flow"),
])  # fmt: skip
def test_measure_by_verb(verb, measure):
    (target,) = read(f"{verb}创新平台20个。").targets
    assert target["measure"] == measure


def test_a_strength_word_governs_its_list_and_no_more():
    made = in_reading_order(
        read("力争森林覆盖率达到43%、湿地保护率达到60%；绿地率达到38%。道路达到500公里。")
    )
    assert [t["strength"] for t in made] == ["aspirational", "aspirational", "firm", "firm"]


def test_ids_last_while_quote_and_indicator_stay():
    text = "到2025年，高新技术企业达到4000家，省实验室达到10家。"
    before = {t["quote"]: t["target_id"] for t in read(text).targets}
    after = {t["quote"]: t["target_id"] for t in read("深入实施创新驱动发展战略。", text).targets}
    assert before == after and len(set(before.values())) == 2


def test_the_same_words_twice_have_two_ids():
    made = read("高新技术企业达到4000家。", "高新技术企业达到4000家。")
    assert len({t["target_id"] for t in made.targets}) == 2


def test_what_a_number_looks_at_is_bounded_where_no_punctuation_is():
    """So that two thousand numbers in one breath take twice as long as a thousand, not four times."""
    cut = frame("5个" * 4000 + "，新增5个。")
    assert max(cut.part(i).end - cut.part(i).start for i in range(0, 8000, 100)) <= LONGEST_PART
    assert max(cut.sentence(i).end - cut.sentence(i).start for i in range(0, 8000, 100)) <= LONGEST_SENTENCE
    assert cut.text[slice(*cut.part(8003))] == "新增5个。"


class Counting:
    """A pattern that counts how often it is asked."""

    def __init__(self, pattern):
        self.pattern, self.asked = pattern, 0

    def __getattr__(self, name):
        self.asked += 1
        return getattr(self.pattern, name)


def test_values_of_one_sentence_do_not_look_at_each_other_s_verbs():
    """Twice the numbers in one breath, twice the searches: each looks for the verb before itself only."""
    asked = []
    for numbers in (50, 100):
        acts = Counting(words().measures.act)
        counting = words()._replace(measures=words().measures._replace(act=acts))
        _, rows = read_sentence("高企3000家" * numbers, counting)
        assert len(rows) >= numbers - 1
        asked.append(acts.asked)
    assert asked[1] <= 2.1 * asked[0]


def test_a_verb_of_the_part_before_governs_things_of_a_kind():
    """The nearest row of the sentence that has a verb and counts the same kind of thing."""
    _, rows = read_sentence("新建图书馆5家，博物馆投资3亿元，体育馆6家，剧院7家。", words())
    assert [(r.value.low, r.value.measure) for r in rows if r.value.unit == "家"] == [
        (5, "increment"),
        (6, "increment"),
        (7, "increment"),
    ]


@pytest.mark.parametrize(
    "said, unit",
    [
        ("数字经济增加值突破1亿", "元"),
        ("数字经济增加值突破9999万", ""),
        ("奖补资金突破100万", "元"),
        ("奖补资金突破99万", ""),
    ],
)
def test_a_bare_figure_is_money_where_money_is_measured_and_it_is_large_enough(said, unit):
    (row,) = read(f"到2027年，{said}。").targets
    assert row["unit"] == unit


@pytest.mark.parametrize("name, is_name", [("成果转化基金规模", True), ("成果转化基金额", False)])
def test_a_verb_stands_in_a_name_where_four_characters_or_more_follow(name, is_name):
    assert measures._is_of_name(name, "转化", words().measures) == is_name


STATES_OR_GOALS = [  # said of what is, unless a goal stands above
    ("引进近三年毕业的博士600名", "600名"),
    ("近五年新办的农机合作社存活率达到85%", "85%"),
    ("60%的村卫生室为标准化卫生室", "60%"),
    ("三分之一的社区为示范社区", "三分之一"),
    ("各冷链园区相继投产，新增产值120亿元", "120亿元"),
    ("提前一个月完成10万亩油茶林改造任务", "10万亩"),
    ("提前实现规划目标，新建充电桩8000个", "8000个"),
    ("农民收入增幅仍保持在6%以上", "6%以上"),
    ("建成了12个中试基地", "12个"),
    ("实现了农村供水保证率90%", "90%"),
    ("全省平均达到95%以上", "95%以上"),
    ("成功创建5个国家级园区", "5个"),
    ("我县地处山区，新修农村公路70公里", "70公里"),
]


@pytest.mark.parametrize("text, value", STATES_OR_GOALS)
def test_what_tells_how_things_are_is_a_goal_under_goals(text, value):
    lead = under("三、主要目标", "到2025年，主要目标如下：")
    found = read(lead, under("三、主要目标", f"{text}。"), issued="2021-03").targets
    assert [(t["value_text"], t["horizon"]) for t in found] == [(value, 2025)]
    assert read(f"{text}。", issued="2021-03").targets == []


def test_a_mark_is_of_the_part_that_it_stands_behind():
    found = read("新增专精特新企业达到30家的，得5分，全年新增高新技术企业300家。", issued="2021-03").targets
    assert [t["value_text"] for t in found] == ["300家"]


@pytest.mark.parametrize(
    "text, name",
    [("建成了数字乡村示范镇20个", "数字乡村示范镇"), ("农民收入增幅仍保持在6%以上", "农民收入增幅")],
)
def test_what_only_tells_that_it_is_so_is_no_part_of_a_name(text, name):
    lead = under("三、主要目标", "到2025年，主要目标如下：")
    found = read(lead, under("三、主要目标", f"{text}。"), issued="2021-03").targets
    assert [t["indicator_text"] for t in found] == [name]


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("每年举办自治区级以上冰雪赛事20项，支持那达慕等特色品牌活动。", ["20项"]),
        ("每年发布应用场景清单100个。", ["100个"]),
        ("每年面向1万名技术人才，由省市合力开展素质提升培训。", ["1万名"]),
        ("每年新建公共充电桩300个，由市供电公司负责。", ["300个"]),
        ("每年遴选20家优秀企业。", []),  # who is paid
        ("每年举办赛事20项，给予承办单位每项5万元补助。", []),
        ("每年组织路演30场，单场参加企业不少于10家的予以奖励。", []),
        ("每年开展绩效评价1次。", []),  # how often
        ("每年安排不超过30个项目。", []),  # at the most
        ("各单位每年安排300名指标，面向退役士兵招录。", []),
        ("建设孵化基地10家。", []),  # by when is not said
        ("到2027年，建设孵化基地10家。", ["10家"]),
    ],
)
def test_measures_promise_what_is_dated_or_done_every_year(sentence, values):
    plan = dataclasses.replace(
        plan_of(sentence, issued="2024-11", title="某市若干措施"), plan_type="measures"
    )
    made = targets.extract(plan, plan.reference, words())
    assert [row["value_text"] for row in in_reading_order(made)] == values
