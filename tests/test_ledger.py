"""The ledger: every number of a text once, with its class; the classes partition the numbers."""

from __future__ import annotations

import pytest
from hypothesis import given

import strategies
from cityplans import schema
from cityplans.extraction.ledger import ledger
from extraction_rows import cleaned, examples, parameters, read, under
from sights import sight_of


@pytest.mark.parametrize("row", parameters(examples("ledger.csv")))
def test_class_of_every_number(row):
    made = read(cleaned(row["text"]), issued=row["issued"])
    found = " | ".join(f"{n['text']} {n['class']}" for n in made.numerals)
    assert found == row["ledger"]


def test_every_class_has_an_example():
    entries = [e for row in examples("ledger.csv") for e in row["ledger"].split(" | ") if e]
    listed = {entry.split()[-1] for entry in entries}
    assert listed == set(schema.NUMERAL_CLASSES) - {"unexplained"}


@pytest.mark.parametrize("heading", ("发展回顾", "一、“十三五”发展基础", "第一章 发展现状 / 第一节 主要成就"))
def test_reviews_are_facts(heading):
    made = read(under(heading, "高新技术企业达到4000家，研发经费增长20%。"), issued="2021-03")
    assert [n["class"] for n in made.numerals] == ["fact", "fact"]


@pytest.mark.parametrize("kind", ("glossary", "foreword", "note"))
def test_what_is_no_plan_text_holds_no_target(kind):
    assert read(under("", "高新技术企业达到4000家。", kind=kind)).targets == []


def check(made, text):
    """What must hold whatever the text."""
    covered = [i for n in made.numerals for i in range(n["start"], n["end"])]
    assert len(covered) == len(set(covered)), "a number stands in two rows"
    assert {i for i, c in enumerate(text) if c in "0123456789"} <= set(covered), "a digit stands in none"
    known = {t["target_id"] for t in made.targets}
    for number in made.numerals:
        assert text[number["start"] : number["end"]] == number["text"]
        assert number["class"] in schema.NUMERAL_CLASSES
        assert (number["class"] == "target") == bool(number["target_id"])
        assert set(number["target_id"].split()) <= known
        assert number["rule"]
    assert known == {key for n in made.numerals for key in n["target_id"].split()}
    assert len(known) == len(made.targets)
    for target in made.targets:
        assert text[target["start"] : target["end"]] == target["quote"]
        assert target["indicator_text"].strip()
        assert target["value_low"] <= target["value_high"]
        assert target["comparator"] in schema.COMPARATORS and target["measure"] in schema.MEASURES


@given(strategies.sentences())
def test_sentences_as_plans_write_them(text):
    made = read(text, issued="2021-06", period_end="2025")
    check(made, text)


@pytest.mark.parametrize("text", ["《0%", "“达到5%", "1 达到5%", "—— 30家", "（）12个"])
def test_a_sign_is_no_name(text):
    made = read(text, issued="2021-06")
    check(made, text)
    assert made.targets == []


@given(strategies.texts())
def test_any_text(text):
    check(read(text.replace("\n", "。"), issued="2021-06"), text.replace("\n", "。"))


@given(strategies.texts())
def test_any_row_of_a_table_without_heads(text):
    row = text.replace("\n", "\t")
    check(read(under("", row, kind="table"), issued="2021-06"), row)


@given(strategies.sentences(), strategies.sentences())
def test_cells_are_read_apart(one, other):
    """What stands in one cell changes nothing in the next."""
    both = read(under("", f"{one}\t{other}", kind="table"), issued="2021-06")
    apart = [t["quote"] for text in (one, other)
             for t in read(under("", text, kind="table"), issued="2021-06").targets]  # fmt: skip
    assert [t["quote"] for t in both.targets] == apart


@given(strategies.sentences())
def test_the_same_text_twice_gives_the_same_rows(text):
    assert read(text) == read(text)


def test_parts_of_parts_without_end_are_read():
    """Each once asked the one before it, and a long row of them ended the reading."""
    assert read("园区占地5亩，" + "其中绿地1亩，" * 1200 + "。", issued="2021-06").numerals


@pytest.mark.parametrize("parts, last", [(8, "scope"), (9, "target")])
def test_eight_parts_of_a_described_size_are_described_too(parts, last):
    listed = "、".join(f"{name}区{10 + n}亩" for n, name in enumerate("甲乙丙丁戊己庚辛壬"[:parts]))
    made = read(f"新区总占地面积960亩，其中{listed}。")
    assert [made.numerals[i]["class"] for i in (0, 1, -1)] == ["scope", "scope", last]


@pytest.mark.parametrize("length, first", [(13, "policy_parameter"), (14, "target")])
def test_what_is_asked_of_the_last_of_a_list_is_asked_of_twelve_before_it(length, first):
    listed = "、".join(f"{n}00万美元" for n in range(1, length + 1))
    made = read(f"年进出口额增量达{listed}以上的，分别奖励5万元。")
    assert made.numerals[0]["class"] == first


@pytest.mark.parametrize("among, kind", [("全国省会城市", "target"), ("全国同类城市中", "ordinal")])
def test_a_place_without_its_sign_stands_close_to_those_it_is_among(among, kind):
    """第二, not 第2位: after six characters it is read as a rank, after seven as a number in a series."""
    assert read(f"到2025年，创新能力保持{among}第二。").numerals[-1]["class"] == kind


@pytest.mark.parametrize(("behind", "kind"), [("可以得10分", "other"), ("就可以得10分", "target")])
def test_a_figure_earns_marks_that_are_said_right_behind_its_part(behind, kind):
    """Within six characters of it."""
    made = read(f"企业数达到320家，{behind}。")
    assert made.numerals[0]["class"] == kind


@pytest.mark.parametrize(("yuan", "kind"), [("1000万元", "target"), ("999万元", "policy_parameter")])
def test_what_a_place_gives_out_in_all_is_ten_million_at_the_least(yuan, kind):
    made = read(f"到2025年，发放人才安居补贴{yuan}。", issued="2021-03")
    assert made.numerals[-1]["class"] == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("用▲3年建成。", "date"),
        ("服务▲3小时。", "scope"),
        ("平均受教育年限提高▲0.5年。", None),
        ("建设期提高▲0.5年。", "date"),
        ("平均时限▲小于2天。", None),
        ("优良天数▲320天以上。", None),
        ("毛入学率和人均受教育年限分别达到92%和▲13.5年。", None),
        ("毛入学率和人均受教育年限分别达到92%和▲13年。", "date"),
        ("到2025年，预警信息提前▲30分钟以上发出。", None),
        ("预警信息提前▲30分钟以上发出。", "scope"),
        ("审批时间压缩到▲40天内。", None),
        ("审批时间压缩到▲40天以前。", "scope"),
        ("年龄▲40岁。", None),
        ("培训▲40学时。", None),
    ],
)
def test_lengths_of_time(text, kind):
    assert ledger.duration(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("基尼系数控制在▲0.4以内。", None),
        ("基尼系数▲0.4。", "unexplained"),
        ("编号▲4的。", "unexplained"),
        ("生师比分别达到12.5和▲16.8。", None),
        ("生师比分别来自12.5和▲16.8。", "unexplained"),
        ("投资▲4万。", None),
        ("建成▲4个。", None),
        ("基尼系数▲不超过0.4。", None),
        ("基尼系数▲不超过0.4的。", "unexplained"),
    ],
)
def test_bare_numbers(text, kind):
    assert ledger.shapeless(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("到▲2025年，书屋达到30家。", ("date", "date")),
        ("到2025年，书屋达到▲30家。", None),
        ("“▲5个一”工程。", ("name", "quoted")),
        ("去年，书屋达到▲30家。", ("fact", "past")),
        ("有机构预计，产值达到▲3万亿元。", ("fact", "elsewhere")),
        ("园区占地▲15平方公里。", ("scope", "described")),
        ("最高给予▲500万元补助。", ("policy_parameter", "condition")),
    ],
)
def test_the_first_rule_that_answers_gives_its_name(text, found):
    assert ledger.classify(sight_of(text)) == found


def test_every_rule_of_the_ledger_is_named_once():
    names = [rule.__name__ for rule in ledger.RULES]
    assert len(names) == len(set(names)) == 25


@pytest.mark.parametrize(
    ("text", "states"), [("去年达到▲30家。", True), ("构建▲三大高地。", False), ("系数▲0.4。", False)]
)
def test_whether_a_fact_says_how_much(text, states):
    assert ledger.states_value(sight_of(text)) is states
