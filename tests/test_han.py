"""Which characters are Chinese."""

from __future__ import annotations

import pytest

from cityplans.chinese.han import CJK, IS_HAN, MARKS


@pytest.mark.parametrize(
    ("character", "is_han", "is_common"),
    [
        ("中", True, True),
        ("一", True, True),  # the first of the common ones
        ("\u9fff", True, True),  # the last
        ("\u3400", True, True),
        ("〇", True, False),
        ("𠮷", True, False),  # of the second plane
        ("\uf900", True, False),
        ("，", False, False),
        ("あ", False, False),
        ("A", False, False),
        ("5", False, False),
        ("\u33ff", False, False),
        ("\ua000", False, False),
    ],
)
def test_characters(character, is_han, is_common):
    assert (bool(IS_HAN.match(character)), bool(CJK.match(character))) == (is_han, is_common)


def test_no_mark_is_a_character():
    assert not IS_HAN.search(MARKS) and {"。", "《", "》", "“", "”", "、"} <= set(MARKS)
