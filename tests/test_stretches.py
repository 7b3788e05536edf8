"""Which words belong to a value, and values that share a list in turn."""

from __future__ import annotations

import pytest

from cases import case_of
from cityplans.extraction.statements import stretches
from extraction_rows import words
from sights import scene_of


def cut(text: str) -> list[stretches.Candidate]:
    scene = scene_of(text)
    values = [q for q in scene.quantities if q.kind != "date"]
    return stretches.candidates(scene.frame, values, words().said)


def owned(text: str) -> list[tuple[str, str]]:
    return [(text[c.left : c.quantity.start], text[c.quantity.end : c.right]) for c in cut(text)]


def test_each_part_is_cut_between_its_values():
    assert owned("书屋30家剧场5座，绿道8公里。") == [("书屋", "剧场"), ("剧场", "，"), ("绿道", "。")]


def test_an_amount_before_a_rank_reaches_to_its_end():
    assert owned("收入30亿元进入前10位。")[0] == ("收入", "进入前10位")


def test_a_bracket_right_behind_a_value_is_its_remark():
    (value, _) = cut("书屋30家（目前20家）以上。")
    assert (value.remark.start, value.end) == (5, 12)


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("书屋、剧场分别达到30家和5家。", [0, 1]),
        ("省级、国家级龙头企业30家、5家。", [0, 1]),  # as many as members
        ("省级、国家级、市级龙头企业30家、5家。", [None, None]),
        ("龙头企业30家、5家。", [None, None]),
        ("书屋、剧场分别达到30家，绿道5家。", [None, None]),
        ("书屋、剧场和绿道分别达到30家、5家、8家。", [0, 1, 2]),
        ("2020年5个书屋、剧场30家、5家。", [None, 0, 1]),
    ],
)
def test_values_in_turn(text, turns):
    assert [c.share for c in cut(text)] == turns


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("书屋、剧场分别超过30家和5家。", ["gt", "gt"]),
        ("书屋、剧场分别达到30家和5家以上。", ["eq", "ge"]),
        ("收入、投资分别增长7%、8%左右。", ["approx", "approx"]),
        ("死亡率、发病率分别控制在2‰、4‰以下。", ["le", "le"]),
        ("死亡率、发病率分别达到2‰、4‰以下。", ["eq", "le"]),
    ],
)
def test_a_bound_that_all_in_turn_share(text, bounds):
    assert [c.quantity.comparator for c in cut(text)] == bounds


@pytest.mark.parametrize(
    ("text", "words_before"),
    [
        ("书屋达到▲30家。", "书屋达到"),
        ("书屋30家、剧场▲5座。", "剧场"),
        ("2.2025年书屋▲5座。", "2025年书屋"),
        ("占比和普及率实现“双▲80%”。", "占比和普及率实现"),
        ("占比和普及率双▲80%。", "占比和普及率"),
        ("120个项目竣工、▲80个项目投产。", ""),
        ("收入和▲前10位。", "收入和"),  # a rank
    ],
)
def test_the_words_before_a_value(text, words_before):
    case = case_of(text)
    start, stop = stretches.left_stretch(case.candidate, case.frame)
    assert case.text[start:stop] == words_before
