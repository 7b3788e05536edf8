"""What a number in the bracket behind a value says of it: each rule decides somewhere."""

from __future__ import annotations

import pytest

from cases import case_of
from cityplans.extraction.statements import remarks, statements
from cityplans.extraction.statements.remarks import Remark
from extraction_rows import words


def remark(text: str) -> Remark:
    """Of the number behind ▲, in the bracket behind the first value."""
    case = case_of(text)
    value = next(q for q in case.scene.quantities if q.kind != "date")
    main = statements.stated_of(case.scene, [], [value], words())[1][0]
    return remarks.of(case.quantity, main, case)


FACT, SCOPE = ("fact", "bracket_base"), ("scope", "bracket")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("企业1200家（不含▲500家）。", Remark(SCOPE)),
        ("占比3.2%（目前为▲2.5%）。", Remark(FACT, (2.5, None))),
        ("到2025年占比3.2%（2020年为▲2.5%）。", Remark(FACT, (2.5, 2020))),
        ("到2025年占比3.2%（2020年为▲25家）。", Remark(FACT, None)),  # of another kind
        ("到2025年收入160亿元（去年为▲156.5亿元）。", Remark(FACT, (15_650_000_000, 2020))),
        ("收入增长6%（同口径增长▲7%）。", Remark(phrase="同口径增长", of_whole=True)),
        ("企业1200家（比2020年增长▲15%）。", Remark(phrase="增长", of_whole=True)),
        ("收入达到160亿元（居全省▲第6位）。", Remark(phrase="排名", of_whole=True)),
        ("收入达到160亿元（目前居全省▲第6位）。", Remark(FACT)),
        ("床位5.2万张（护理型占▲62%）。", Remark(phrase="护理型占比")),
        ("企业1200家（力争▲1300家）。", Remark(same=True, phrase="企业")),
        ("学校86所（城区▲41所）。", Remark(phrase="学校", same=True, scope="城区")),
        ("企业1200家（面积▲30公顷）。", Remark(SCOPE)),
        ("企业1200家（其中规上企业▲500家）。", Remark(phrase="规上企业", scope="规上企业")),
        ("平台6家（国家级▲2家）。", Remark(phrase="国家级平台", scope="国家级")),
        ("收入增长18%（其中税收增长▲20%）。", Remark(phrase="税收增长", scope="税收")),
        ("企业1200家（累计▲1500家）。", Remark(phrase="累计", of_whole=True)),
    ],
)
def test_what_a_bracketed_number_says(text, found):
    assert remark(text) == found


@pytest.mark.parametrize(("year", "is_base"), [(2020, True), (2024, True), (2025, False)])
def test_a_base_is_of_a_year_before_the_goal(year, is_base):
    """And, where a goal is set (力争), not after the year of issue."""
    assert (remark(f"到2025年占比3.2%（{year}年为▲2.5%）。").verdict == FACT) is is_base


@pytest.mark.parametrize(("year", "is_base"), [(2021, True), (2022, False)])
def test_a_goal_on_the_way_is_no_base(year, is_base):
    assert (remark(f"到2025年占比3.2%（{year}年达到▲2.5%）。").verdict == FACT) is is_base


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("企业1200家（其中规上企业▲500家）。", "其中规上企业"),
        ("企业1200家（规上企业300家、上市企业▲500家）。", "上市企业"),
        ("耕地90万亩（2022年底：▲82万亩）。", "2022年底："),
    ],
)
def test_the_words_of_a_number_in_a_bracket(text, stretch):
    case = case_of(text)
    start, _ = remarks.stretch_of(case.quantity, case)
    assert case.text[start : case.quantity.start] == stretch


@pytest.mark.parametrize(
    ("phrase", "bare"),
    [
        ("高新技术企业（含科技小巨人30家）", "高新技术企业"),
        ("企业（含建筑业）", "企业"),
        ("细颗粒物（PM2.5）", "细颗粒物（PM2.5）"),
        ("其中企业", "企业"),
        ("其中", "其中"),
    ],
)
def test_a_name_without_its_remark(phrase, bare):
    assert remarks.without(phrase) == bare
