"""What a value without words of its own is about."""

from __future__ import annotations

import pytest

from cases import case_of
from cityplans.extraction.statements import subjects
from cityplans.extraction.statements.subjects import Subject
from cityplans.extraction.words.phrases import Phrase
from extraction_rows import words


@pytest.mark.parametrize(
    ("subject", "phrase", "whole"),
    [
        ("研发经费", "占GDP比重", "研发经费占GDP比重"),
        ("规上企业净增", "总数", "规上企业总数"),
        ("A级旅游景区", "5A级", "5A级旅游景区"),
        ("现代农业产业园", "国家级", "国家级现代农业产业园"),
        ("国家级企业技术中心", "省级", "省级企业技术中心"),
        ("累计培育", "培育新农人", "累计培育新农人"),  # two characters are said once
        ("项目开工", "工程", "项目开工工程"),  # one alone is not
        ("用水量", "在2015年的基础上分别减少", "用水量减少"),
        ("营收超1000亿元的产业集群", "超500亿元的", "超500亿元的产业集群"),
    ],
)
def test_subject_and_phrase_as_one(subject, phrase, whole):
    assert subjects.completed(subject, phrase, words()) == whole


@pytest.mark.parametrize(
    ("before", "behind", "count"),
    [("培育", "培育人", 2), ("开工", "工程", 0), ("工", "工", 1), ("", "工", 0), ("甲", "乙", 0)],
)
def test_how_much_is_said_twice(before, behind, count):
    assert subjects.shared(before, behind) == count


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("收入增长6%、力争▲8%。", "收入增长"),
        ("收入增长6%，确保▲8%。", "收入增长"),
        ("收入增长6%、税收▲8%。", None),
        ("收入增长6%、力争▲8家。", None),  # of another unit
        ("收入增长6%；力争▲8%。", None),
    ],
)
def test_another_value_of_the_indicator_before(text, subject):
    case = case_of(text)
    found = subjects.value_beside(case.candidate, case.text, case.earlier, words().said)
    assert (found and found.text) == subject


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("完成投资30亿元，培训▲5万人。", "培训"),
        ("建成书屋30家，培训▲5万人。", "培训"),
        ("引进人才500名，培训▲2000名。", ""),
        ("建成书屋30家，培训▲500家。", ""),
        ("培训▲5万人。", ""),
        ("完成投资30亿元，培训▲5万元。", ""),
    ],
)
def test_a_deed_that_says_of_what_it_is(text, deed):
    case = case_of(text)
    main = case.main._replace(text="", verb="培训")
    assert subjects.deed_alone(main, case.quantity, case.earlier, words()) == deed


@pytest.mark.parametrize(
    ("text", "phrase", "whole"),
    [
        ("城市污水处理率达到98%，县城达到▲95%。", "县城", "县城污水处理率"),
        ("城市污水处理率达到98%，县城达到▲95家。", "县城", ""),
        ("城市污水处理率达到98%，垃圾达到▲95%。", "垃圾", ""),
        ("城镇居民收入增长6%，农村居民增长▲8%。", "农村居民增长", "农村居民收入增长"),
        ("城镇居民收入增长6%，农村居民达到▲8%。", "农村居民", ""),  # a growth and a level
    ],
)
def test_the_same_of_another_group(text, phrase, whole):
    case = case_of(text)
    main = Phrase(phrase, 0, len(phrase))
    assert subjects.of_another_group(main, case.quantity, case.earlier[-1], words()) == whole


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("覆盖率达到98%，▲5家。", True),
        ("书屋达到98家，▲5家。", False),
        ("收入增长98%，▲5家。", False),
        ("收入达到98亿元，▲5家。", True),
    ],
)
def test_what_has_parts(text, is_so):
    assert subjects.is_whole(case_of(text).earlier[-1], words()) is is_so


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("辍学率初中", ("辍学率", "初中")),
        ("治理率平原区", ("治理率", "平原区")),
        ("辍学人数初中", None),
        ("辍学率", None),
        ("初中", None),
    ],
)
def test_a_part_behind_its_measure(phrase, parts):
    assert subjects.split_part(phrase, words()) == parts


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("——高新技术企业。到2027年，达到▲300家。", "高新技术企业"),
        ("——建设高新技术企业。到2027年，达到▲300家。", ""),  # does something
        ("——高新技术企业。开馆。到2027年，达到▲300家。", ""),
        ("——高新技术企业，书屋。到2027年，达到▲300家。", ""),
    ],
)
def test_a_sentence_that_is_but_a_noun(text, noun):
    case = case_of(text)
    assert subjects.noun_before(case.frame, case.quantity.start, words()) == noun


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("石化产业聚焦新材料。产值突破▲1300亿元。", "石化产业"),
        ("石化产业聚焦新材料。企业达到▲1300家。", None),  # says its own
        ("聚焦新材料。产值突破▲1300亿元。", None),
    ],
)
def test_the_topic_before_a_bare_measure(text, topic):
    case = case_of(text)
    found = subjects.topic_before(case.main, case.quantity, case.frame, words())
    assert (found and found.text) == topic


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("林下经济面积达到260万亩、产值达到▲130亿元。", "林下经济"),
        ("林下经济面积达到260万亩；产值达到▲130亿元。", None),
        ("林下经济面积达到260万亩、税收达到▲130亿元。", None),
        ("建成区常住人口达到45万人、面积达到▲50平方公里。", "建成区"),
    ],
)
def test_a_bare_measure_is_of_the_thing_before(text, thing):
    case = case_of(text)
    found = subjects.measured_before(case.main, case.quantity, case.frame, case.earlier, words())
    assert (found and found.text) == thing


@pytest.mark.parametrize(("turn", "text"), [(0, "书屋"), (1, "剧场"), (2, "书屋和剧场增长")])
def test_the_member_whose_turn_it_is(turn, text):
    assert subjects.one_of(Subject("书屋和剧场增长", 0), turn, words()).text == text


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("2020年书屋20家，到2025年达到▲30家。", "书屋"),
        ("2020年书屋20家，到2025年达到▲30%。", None),  # of another unit
        ("2020年书屋20家。到2025年达到▲30家。", None),  # of another sentence
        ("2020年已建成书屋20家，到2025年达到▲30家。", "书屋"),
        ("高新技术企业数：2020年20家，到2025年达到▲30家。", "高新技术企业数"),
    ],
)
def test_the_indicator_of_the_fact_before(text, subject):
    case = case_of(text)
    found = subjects.of_fact_before(case.candidate, case.frame, case.scene.quantities, words())
    assert (found and found.text) == subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("研发经费稳步提高，达到▲30亿元。", "研发经费"),
        ("研发经费稳步提高；达到▲30亿元。", "研发经费"),
        ("研发经费，在此基础上，达到▲30亿元。", "研发经费"),  # from where is passed over
        ("中期目标（到2030年）：突破▲1500亿元。", None),
        ("研发经费居全省第9位，达到▲30亿元。", "研发经费"),
        ("达到▲30亿元。", None),
    ],
)
def test_the_part_before(text, subject):
    case = case_of(text)
    found = subjects.subject_before(case.candidate, case.frame, (), words())
    assert (found and found.text) == subject
