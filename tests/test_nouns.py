"""Words of measures as patterns: for each what it finds at the end of a phrase, and what it does not."""

from __future__ import annotations

import pytest

from cityplans.extraction.words.nouns import nouns_of
from extraction_rows import book

NOUNS = nouns_of(book())


@pytest.mark.parametrize(
    ("name", "found", "other"),
    [
        ("metric", "覆盖率", "覆盖"),
        ("metric", "工业产值", "产值工业"),
        ("share", "占比", "占地"),
        ("area", "城区", "企业"),
        ("area", "书屋（含农家）", "书屋"),
        ("modifier", "城镇居民", "企业"),
        ("divides", "辍学率初中", "初中辍学率"),
        ("standing", "省级平台", "平台"),
        ("state", "耕地保有量", "耕地面积"),
        ("growth", "年均增长率", "增长点"),
        ("growth", "产能提升", "农房提升"),  # what is measured rises
        ("rate", "平均增速", "平均速度"),
        ("people", "高层次人才", "人才公寓"),
        ("persons", "受益群众", "群众数"),
        ("rising", "持续增长", "增长较快"),
        ("lasting", "使用年限", "使用年代"),
        ("carried_out", "全面实施", "实施全面"),
        ("falls", "能耗下降率", "能耗上升率"),
        ("described", "项目占地", "提占地"),
        ("described", "项目占地约", "项目占有"),
        ("no_money", "用户规模", "产值规模"),
        ("money", "产业投资总额", "产业名录"),
        ("by_way", "围绕产业", "产业围绕"),
        ("by_way", "要聚焦产业", "产业"),
        ("by_way", "在全市", "在校生"),  # those that are there
    ],
)
def test_patterns(name, found, other):
    look = getattr(NOUNS, name)
    look = look.match if name in ("by_way", "modifier") else look.search
    assert look(found) and not look(other)


@pytest.mark.parametrize(
    ("name", "found", "other"),
    [
        ("graded", "省级以上", "省级平台"),
        ("graded", "国家级", "平台"),
        ("size", "年产值超", "年企业超"),
        ("size", "产值、年营业收入", "产值。年营业收入"),
    ],
)
def test_patterns_of_a_whole_stretch(name, found, other):
    look = getattr(NOUNS, name).fullmatch
    assert look(found) and not look(other)


def test_one_codebook_is_compiled_once():
    assert nouns_of(book()) is NOUNS
