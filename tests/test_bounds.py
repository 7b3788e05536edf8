"""Bounds of a value, beside it and apart from it."""

from __future__ import annotations

import pytest

from cases import case_of
from cityplans.extraction.statements import bounds


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("书屋达到▲30家。", "eq"),
        ("书屋达到▲30家以上。", "ge"),
        ("培养▲20万名高技能人才以上。", "ge"),  # behind the noun
        ("培养▲20万名高技能人才。", "eq"),
        ("进入全国▲百强。", "le"),
        ("突破▲百项关键技术。", "eq"),  # a verb, no bound
        ("产值突破▲百亿元。", "gt"),
        ("供地不低于供应总量的▲70%。", "ge"),
        ("供地占供应总量的▲70%。", "eq"),
        ("煤炭消费不超过国家下达的▲4500万吨。", "le"),
        ("投资强度不低于每亩▲300万元。", "ge"),
        ("投资强度为每亩▲300万元。", "eq"),
        ("每千名学生至少配备心理健康教师▲1名。", "ge"),
        ("产量▲24万吨（3亿瓶）以上。", "ge"),
        ("产量▲24万吨（3亿瓶）上下浮动。", "eq"),
        ("能耗控制在▲7亿吨内。", "le"),
        ("能耗压减▲7亿吨内。", "le"),
        ("能耗压减▲7亿吨内部消化。", "eq"),
        ("书屋基本达到▲1200家。", "approx"),
        ("书屋基本建成▲1200家。", "eq"),
        ("基本实现村级▲全覆盖。", "approx"),
        ("全面实现村级▲全覆盖。", "eq"),
    ],
)
def test_the_bound_of_a_value(text, code):
    case = case_of(text)
    assert bounds.comparator(case, case.side_right) == code


@pytest.mark.parametrize(
    ("text", "phrase", "bare"),
    [
        ("供地不低于供应总量的▲70%。", "供地不低于供应总量", "供地占供应总量"),
        ("供地占供应总量的▲70%。", "供地占供应总量", "供地占供应总量"),
        ("煤炭消费不超过国家下达的▲4500万吨。", "煤炭消费不超过国家下达的", "煤炭消费"),
        ("煤炭消费达到▲4500万吨。", "煤炭消费", "煤炭消费"),
    ],
)
def test_a_bound_in_the_name_gives_way(text, phrase, bare):
    assert bounds.without(phrase, case_of(text)) == bare


@pytest.mark.parametrize(
    ("phrase", "bare"),
    [
        ("低保标准提高到每人每月", "低保标准"),
        ("投资强度不低于每亩", "投资强度"),
        ("低保标准", "低保标准"),
        ("每千名学生至少配备心理健康教师", "每千名学生心理健康教师"),
        ("学校至少配备心理健康教师", "学校至少配备心理健康教师"),
        ("养老床位达到每千名老人", "每千名老人养老床位"),
        ("出口不少于上年的", "出口"),
    ],
)
def test_of_how_much_a_value_is_belongs_to_its_unit(phrase, bare):
    assert bounds.without_each(phrase, case_of("书屋达到▲30家。")) == bare
