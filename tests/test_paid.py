"""What a policy pays, to how many, and to whom more."""

from __future__ import annotations

import pytest

from cityplans.extraction.ledger import paid
from sights import sight_of


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("每年支持总数不超过▲10家。", True),
        ("每年支持总数▲10家。", False),  # no bound
        ("每年支持总数原则上不超过申报数的▲40%。", True),
        ("到2025年，支持总数不超过▲10家。", False),
        ("企业总数不超过▲10家。", False),
    ],
)
def test_how_many_a_policy_is_for(text, is_so):
    assert paid.is_quota(sight_of(text)) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("补贴面积▲300平方米。", True),
        ("新增面积▲300平方米。", False),
        ("按每人▲5000元发放。", True),
        ("补贴按每㎡▲50元。", True),
        ("产值按每年▲8%的速度递增。", False),
        ("每生每年▲2000元。", True),
        ("到2025年，每生每年▲2000元。", False),
        ("每生每年投入▲2000元。", False),
        ("每千瓦时加价▲0.2元。", True),
        ("每千瓦时电价▲0.2元。", False),
        ("对脱贫家庭再增加▲300元。", True),
        ("脱贫家庭收入再增加▲300元。", False),
        ("60至79周岁的为每人每月▲100元。", True),
        ("低保标准为每人每月▲100元。", False),
        ("每班不少于▲20学时。", True),
        ("每班▲20学时。", False),
        ("贷款额度上浮▲20%。", True),
        ("贷款余额增长▲20%。", False),
        ("给予补贴，每户▲3000元。", True),
        ("收入稳定，每户▲3000元。", False),
    ],
)
def test_rates(text, is_so):
    assert bool(paid.is_rate(sight_of(text))) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("给予补助，标准为▲200元。", True),
        ("低保标准为▲200元。", False),  # the sentence pays nobody
        ("到2025年给予补助，标准为▲200元。", False),
        ("给予补助，单位须自筹▲30%。", True),
        ("单位须自筹▲30%。", False),
        ("给予补助，投资须达到▲200万元。", True),
        ("给予补助，投资达到▲200万元。", False),
    ],
)
def test_terms_in_a_sentence_that_pays(text, is_so):
    assert paid.in_policy(sight_of(text)) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("给予5000元补贴，到艰苦边远地区的提高到▲1万元。", True),
        ("给予5000元补贴，到艰苦边远地区的提高到▲20个。", False),
        ("收入5000元，到艰苦边远地区的提高到▲1万元。", False),
        ("给予5000元补贴，提高到▲1万元。", False),
    ],
)
def test_more_for_some(text, is_so):
    assert paid.more_for_some(sight_of(text)) is is_so
