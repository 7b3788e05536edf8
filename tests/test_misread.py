"""Characters taken for others of their shape: each shape where only the other can stand, and where it can."""

from __future__ import annotations

import pytest

from cityplans.reading.cleaning.misread import misread
from cityplans.reading.mapped import Mapped


@pytest.mark.parametrize(
    ("text", "expected", "places"),
    [
        ("到2O22年", "到2022年", [2]),
        ("1OO亿元", "100亿元", [1, 2]),
        ("3.O%", "3.0%", [2]),
        ("〔202O〕9号", "〔2020〕9号", [4]),
        ("8月l5日", "8月15日", [2]),
        ("8月l日", "8月1日", [2]),
        ("〔2020〕l2号", "〔2020〕12号", [6]),
        ("8月5曰", "8月5日", [3]),
        ("今曰，曰常工作", "今日，日常工作", [1, 3]),
        ("曰喀则市", "日喀则市", [0]),
        ("诞生曰", "诞生日", [2]),
        ("二0二五年", "二〇二五年", [1]),
        ("己经完成", "已经完成", [0]),
        ("2022一2025年", "2022—2025年", [4]),
        ("2022年一2025年", "2022年—2025年", [5]),
        ("一1一\n一 12 一", "—1—\n— 12 —", [0, 2, 4, 9]),
    ],
)
def test_misread_characters(text, expected, places):
    made = misread(Mapped.of(text))
    assert (made.text.text, [*made.places]) == (expected, places)


@pytest.mark.parametrize(
    "text",
    [
        "H2O个",
        "A1O年",
        "3l",
        "5月l组",
        "子曰：“学”",
        "今曰：“学”",
        "自己经营",
        "克己经年",
        "一2025年",
        "二0年",
        "一1二",
    ],
)
def test_what_may_stand_so_stays(text):
    assert misread(Mapped.of(text)).text.text == text
