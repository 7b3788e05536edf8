"""Words as one pattern: it finds what word|word|… finds, whatever the words begin with."""

from __future__ import annotations

import re

import pytest

from cityplans.chinese.alternation import choice, longest_first


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["公里", "公", "吨"], "三公里", "公里"),
        (["公", "公里", "吨"], "三公里", "公"),  # the earlier before the longer
        (["公里", "吨"], "三吨", "吨"),
        (["公里", "吨"], "三公斤", None),
        (["A+", "A"], "A+", "A+"),  # signs stand for themselves
        (["A+"], "AA", None),
        ([], "三吨", None),
    ],
)
def test_the_earlier_word_before_the_later(words, text, found):
    match = re.search(choice(words), text)
    assert (match and match[0]) == found


def test_guards_stand_behind_their_own_word():
    pattern = re.compile(choice(["人", "人次"], ["(?!才)", ""]))
    assert [m[0] for m in pattern.finditer("人才、人、人次")] == ["人", "人"]
    assert re.fullmatch(choice(["人次", "人"], ["", "(?!才)"]), "人次")


def test_a_guard_too_few_is_a_fault():
    with pytest.raises(ValueError):
        choice(["人", "人次"], ["(?!才)"])


def test_longest_first():
    assert re.match(longest_first(["公", "公里", "公里数"]), "公里数")[0] == "公里数"
