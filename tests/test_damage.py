"""What looks damaged: each kind with its sentence in both languages and its places."""

from __future__ import annotations

import pytest

from cityplans.reading.cleaning.damage import damage, repeated
from cityplans.reading.mapped import Mapped

PASSAGE = "推动科技创新和产业创新深度融"  # 14 characters


def found(text: str) -> list[tuple[str, str, list]]:
    return [(said.en, said.zh, spans) for said, spans in damage(Mapped.of(text))]


@pytest.mark.parametrize(
    ("text", "en", "zh", "spans"),
    [
        (
            "第\ue000章\ufffd",
            "2 characters that mean nothing (private use or replacement)",
            "2 个无意义的字符（专用区或替换符）",
            [(1, 2), (3, 4)],
        ),
        (
            "到200年，建成",
            "1 year with a digit lost or one too many (200年)",
            "1 个年份少一位或多一位数字（200年）",
            [(1, 5)],
        ),
        (
            "至20205年，从191年，到200年，在203年，自203年",
            "5 years with a digit lost or one too many (20205年、191年、200年…)",
            "5 个年份少一位或多一位数字（20205年、191年、200年…）",
            [(1, 7), (9, 13), (15, 19), (21, 25), (27, 31)],
        ),
        (
            "增长(cid:12)和（cid：7）",
            "2 glyph codes instead of characters ((cid:12)、（cid：7）)",
            "2 处字形代码未转成文字（(cid:12)、（cid：7））",
            [(2, 10), (11, 18)],
        ),
        (
            f"坚持{PASSAGE}{PASSAGE}。",
            f"1 passage printed twice in a row ({PASSAGE}{PASSAGE[:10]})",
            f"1 处文字接连印了两遍（{PASSAGE}{PASSAGE[:10]}）",
            [(2, 30)],
        ),
    ],
)
def test_each_kind_is_told(text, en, zh, spans):
    assert found(text) == [(en, zh, spans)]


@pytest.mark.parametrize(
    "text", ["到2025年，建成", "有200年历史", "到200年来", "在200年以前", "到12025年", "第一章"]
)
def test_what_is_whole_is_not_told(text):
    assert found(text) == []


def test_one_that_means_nothing():
    assert found("第\ue000章")[0][0] == "1 character that means nothing (private use or replacement)"


def distinct(length: int) -> str:
    return "".join(chr(0x4E00 + i) for i in range(length))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (distinct(14) * 2, [(0, 28)]),
        (distinct(13) * 2, []),  # a short one may be meant
        (distinct(60) * 2, [(0, 120)]),
        (distinct(61) * 2, []),
        (distinct(14) * 3, []),  # thrice: cells of a table
        (distinct(14) * 2 + distinct(12), [(0, 28)]),
        (distinct(14) * 2 + distinct(13), []),  # thrice but for a character
        ("R&D5" + distinct(10) + "R&D5" + distinct(10), [(0, 28)]),
        ("R&D25" + distinct(9) + "R&D25" + distinct(9), []),  # mostly figures
        (distinct(14) + "\n" + distinct(14) + "\n", []),  # two lines
    ],
)
def test_passages_that_stand_twice(text, spans):
    assert repeated(Mapped.of(text)) == spans
