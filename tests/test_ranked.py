"""Places in an order: what is ranked, without among whom."""

from __future__ import annotations

import pytest

from cases import case_of
from cityplans.extraction.statements import ranked
from extraction_rows import words


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("综合实力进入全国▲前10位。", "综合实力排名"),
        ("综合实力稳居全省▲前3位。", "综合实力排名"),
        ("综合实力在全省排名▲前3位。", "综合实力排名"),
        ("人均产值位居全国▲前3位。", "人均产值"),  # what is measured needs no 排名
        ("在中部城市中综合实力排名▲前3位。", "综合实力排名"),
        ("居民收入位居全省▲前3位。", "居民收入"),
        ("保持全省▲前3位。", "排名"),
    ],
)
def test_what_holds_a_place(text, phrase):
    case = case_of(text)
    found = ranked.rank_phrase(case.text, case.stretch, words())
    assert (found.text, found.reach) == (phrase, "进入")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("综合实力进入全国前20位、长江经济带▲前10位。", "综合实力排名"),
        ("综合实力进入全国前20位、投资潜力▲前10位。", "综合实力排名"),
        ("综合实力进入全国前20位、教学质量▲前3位。", None),  # is measured itself
        ("综合实力进入全国前20位、科研实力全省▲前3位。", None),
        ("综合实力进入全国前20位；长江经济带▲前10位。", None),
        ("综合实力达到20分、长江经济带▲前10位。", None),
    ],
)
def test_the_same_among_others(text, subject):
    case = case_of(text)
    found = ranked.rank_beside(case.candidate, case.text, case.earlier, words())
    assert (found and found.text) == subject


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("建成4家省级高新园区进入全省▲前20位。", True),
        ("高新园区4家，园区进入全省▲前20位。", False),
        ("建成4家省级高新园区，综合实力进入全省▲前20位。", False),
    ],
)
def test_a_place_of_those_counted(text, is_so):
    case = case_of(text)
    assert ranked.rank_of_counted(case.candidate, case.frame, case.earlier) is is_so
