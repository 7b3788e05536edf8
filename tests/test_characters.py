"""Fixes on single characters: what each turns into what, and where in the file it says it did."""

from __future__ import annotations

import pytest

from cityplans.reading.cleaning import characters
from cityplans.reading.mapped import Mapped


def fixed(fix, text: str) -> tuple[str, list[int]]:
    made = fix(Mapped.of(text))
    return made.text.text, [*made.places]


@pytest.mark.parametrize(
    ("fix", "text", "expected", "places"),
    [
        ("line_ends", "甲\r\n乙\r丙\x85丁\u2028戊", "甲\n乙\n丙\n丁\n戊", [1, 4, 6, 8]),
        ("line_ends", "甲\n乙\f丙", "甲\n乙\n丙", [3]),
        ("line_ends", "甲\n乙", "甲\n乙", []),
        ("invisible", "甲\u200b乙\ufeff丙\x07丁", "甲乙丙丁", [1, 3, 5]),
        ("invisible", "甲\t乙\n", "甲\t乙\n", []),
        ("odd_blanks", "甲\u3000乙\xa0丙\u2003丁 戊", "甲 乙 丙 丁 戊", [1, 3, 5]),
        ("full_width", "２０年ＧＤＰ９％", "20年GDP9%", [0, 1, 3, 4, 5, 6, 7]),
        ("full_width", "甲，乙：（丙）；丁", "甲，乙：（丙）；丁", []),  # these are full width by right
        ("full_width", "１，０００", "1,000", [0, 2, 3, 4, 1]),
        ("full_width", "１，０００，０００", "1,000,000", [0, 2, 3, 4, 6, 7, 8, 1, 5]),
        ("full_width", "１，００００", "1，0000", [0, 2, 3, 4, 5]),  # no thousands
        ("full_width", "２０２５，１００家", "2025，100家", [0, 1, 2, 3, 5, 6, 7]),  # nor is a year one
        ("compatibility", "﹙甲﹚•⼈・─", "（甲）·人·—", [0, 2, 3, 4, 5, 6]),
    ],
)
def test_exchanged_characters(fix, text, expected, places):
    assert fixed(getattr(characters, fix), text) == (expected, places)


FILLED = "推进各项重点任务落地见效并加快建设"  # 17 characters that are the same in both scripts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("著手發展經濟", "着手发展经济"),
        ("成效显著", "成效显著"),
        ("發展顯著\n\n" + FILLED + "成效显著", "发展显著\n\n" + FILLED + "成效显著"),
        # three of a hundred characters make a paragraph traditional, two do not
        (
            "發經濟" + FILLED * 5 + "与县市区及乡镇街村办事处",
            "发经济" + FILLED * 5 + "与县市区及乡镇街村办事处",
        ),
        (
            "發經" + FILLED * 5 + "与县市区及乡镇街村办事处们",
            "發經" + FILLED * 5 + "与县市区及乡镇街村办事处们",
        ),
        # a line of fewer than twenty characters is weighed with those beside it
        ("經濟發展\n著手" + FILLED, "经济发展\n着手" + FILLED),
        ("經濟發展\n著手" + FILLED + "新", "经济发展\n著手" + FILLED + "新"),
        ("经發展", "经發展"),  # one such character may be a slip
    ],
)
def test_traditional_paragraphs(text, expected):
    assert fixed(characters.traditional, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年,建成10家;其中:甲?乙!", "到2025年，建成10家；其中：甲？乙！"),
        ("达到3,000家，时间10:30", "达到3,000家，时间10:30"),
        ("R&D,GDP: a;b", "R&D,GDP: a;b"),
        ("“甲”,乙", "“甲”，乙"),
        ("at 2025,“甲”", "at 2025，“甲”"),
        ("(甲)", "（甲）"),
        ("投入(R&D)增长", "投入（R&D）增长"),
        ("R&D (GERD) 2.5", "R&D (GERD) 2.5"),
        ("R&D（GERD)2.5", "R&D（GERD）2.5"),
        ("一是加强;二)", "一是加强；二）"),
        ("a) b", "a) b"),
        ("完成任务.\n下一步", "完成任务。\n下一步"),
        ("完成任务.", "完成任务。"),
        ("完成任务.v2", "完成任务.v2"),
        ("十一.总体要求", "十一.总体要求"),  # the stop of a list number
        ("第十一.总体要求", "第十一.总体要求"),
        ("见附十一.总则", "见附十一。总则"),
    ],
)
def test_punctuation_becomes_wide_between_chinese(text, expected):
    assert fixed(characters.punctuation, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("--推动", "——推动"),
        ("甲\n- -推动\n—————推动", "甲\n——推动\n——推动"),
        ("-推动", "-推动"),
        ("大理- -保山", "大理——保山"),
        ("2020--2025年", "2020--2025年"),
    ],
)
def test_dashes(text, expected):
    assert fixed(characters.dashes, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('实施"双倍增"和"揭榜"', "实施“双倍增”和“揭榜”"),
        ('“双倍增"行动', "“双倍增”行动"),
        ('甲"乙\n丙"丁', "甲“乙\n丙“丁"),  # each line for itself
        ('a="b"', 'a="b"'),
    ],
)
def test_straight_quotes(text, expected):
    assert fixed(characters.straight_quotes, text)[0] == expected
