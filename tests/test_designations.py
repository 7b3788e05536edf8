"""Dates, list numbers, names, contacts and numbers inside names of programmes."""

from __future__ import annotations

import pytest

from cityplans.extraction.ledger import designations
from sights import sight_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("到▲2025年建成。", "date"),
        ("科技创新▲2030。", "name"),
        ("到▲2030实现翻番", "date"),
        ("“创新▲2030”项目。", "name"),
        ("（▲2030）", "date"),
        ("建成▲2030个。", None),
        ("编号▲2130项目。", None),  # no year
    ],
)
def test_dates(text, kind):
    assert designations.date(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind", "of_clause"),
    [
        ("▲1. 建成书屋。", "ordinal", "text"),
        ("表▲1：主要指标", "ordinal", "text"),
        ("书屋▲1：主要指标", None, "text"),
        ("快速发展▲1、书屋", "ordinal", "heading"),
        ("快速发展▲1、书屋", None, "text"),
        ("第3、▲12项任务。", "ordinal", "text"),
        ("书屋［▲1］建成", "ordinal", "text"),
        ("书屋（▲1）建成", None, "text"),
        ("▲第三十条规定。", "ordinal", "text"),
        ("位居全国▲第一。", None, "text"),
        ("保持全省▲第2位。", None, "text"),
        ("▲15号文件。", "ordinal", "text"),
        ("▲15家企业。", None, "text"),
        ("▲十四届七次全会。", "ordinal", "text"),
    ],
)
def test_list_numbers_and_sessions(text, kind, of_clause):
    assert designations.enumeration(sight_of(text, kind=of_clause)) == kind


@pytest.mark.parametrize(("among", "kind"), [("全国省会城市", None), ("全国同类城市中", "ordinal")])
def test_a_place_without_its_sign_stands_six_characters_from_its_verb(among, kind):
    assert designations.enumeration(sight_of(f"创新能力保持{among}▲第二。")) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“▲5个一”工程。", "name"),
        ("《▲100条措施》。", "name"),
        ("实现“▲三个千亿”目标。", None),
        ("实现“社会保障卡发放数量达到▲8亿张”。", None),
        ("做到“▲8亿张”。", "name"),
        ("营业收入、税收收入实现“双▲翻番”。", None),
        ("营业收入、税收收入实现“双▲翻番”计划。", "name"),
        ("建成▲5个。", None),
    ],
)
def test_numbers_between_quotation_marks(text, kind):
    assert designations.quoted(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("推进▲5G网络。", "name"),
        ("建设G▲60走廊。", "name"),
        ("建设A▲60走廊。", "name"),
        ("新增工业APP▲800个。", None),
        ("工业APP▲800个。", "name"),
        ("投资USD▲800万元。", None),  # money
        ("▲1+N体系。", "name"),
        ("打造▲2.0版。", "name"),
        ("打造▲2.0平台。", "name"),
        ("增长▲2.0公里。", None),
        ("“凤凰行动”计划▲2。", "name"),
        ("“凤凰社区”▲2。", None),
        ("按▲2∶1配置。", None),  # is read as a ratio
        ("按2 ：▲1配置。", "other"),
        ("按▲2 ：1配置。", "other"),
        ("落实人才新政▲22条。", "name"),
        ("落实人才举措▲22条。", None),
        ("落实人才新政▲22条路。", None),
        ("新建公路▲22条。", None),
    ],
)
def test_numbers_that_are_part_of_a_token(text, kind):
    assert designations.glued(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("共▲12345。", "other"),
        ("共▲13345。", None),
        ("共▲96800。", "other"),
        ("电话：▲8600", "other"),
        ("人口：▲8600", None),
        ("▲1234567", "other"),  # seven digits
        ("▲123456", None),
        ("电话：▲8600家", None),  # has a unit
    ],
)
def test_numbers_to_call(text, kind):
    assert designations.contact(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind"), [("每▲万人拥有3张。", "scope"), ("共▲3万人参加。", None), ("每▲2025年。", None)]
)
def test_what_a_value_is_counted_per(text, kind):
    assert designations.denominator(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("实施▲千名领军人才工程。", "name"),
        ("建成▲千家企业。", None),
        ("实施单产增▲一成行动。", "name"),
        ("单产增▲一成。", None),
        ("实施▲3年行动计划。", None),  # in digits
        ("印发▲三年行动计划。", "name"),
        ("用▲三年建成。", None),
        ("▲全覆盖的网络。", "scope"),
        ("网络▲全覆盖。", None),
        ("网络▲全覆盖和监测。", None),
        ("发挥▲倍增效应。", "scope"),
        ("实现双▲倍增。", "name"),
        ("营业收入、税收收入实现双▲倍增。", None),
        ("摆在▲首位。", "scope"),
        ("稳居▲首位。", None),
        ("稳居▲首位度。", "scope"),
        ("保持全省▲首位。", None),
    ],
)
def test_numbers_in_the_name_of_a_programme(text, kind):
    assert designations.programme(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("建成▲三个园区。", True),
        ("▲三个园区。", False),
        ("建成为▲三个园区。", False),
        ("▲突破三个园区。", True),
    ],
)
def test_a_verb_of_result_right_before(text, is_so):
    assert designations.announced(sight_of(text)) is is_so


@pytest.mark.parametrize(
    ("character", "is_one"),
    [("中", True), ("一", True), ("\u9fff", True), ("，", False), ("A", False), ("", False)],
)
def test_common_characters(character, is_one):
    assert designations.is_han(character) is is_one


@pytest.mark.parametrize(("text", "closed"), [("▲5家企业", False), ("▲5家，企业", True), ("▲5家", True)])
def test_whether_no_word_follows(text, closed):
    sight = sight_of(text)
    assert designations.is_closed(sight.text, sight.quantity) is closed
