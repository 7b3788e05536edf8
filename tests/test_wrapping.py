"""Words of charts broken into lines."""

import pytest

from cityplans.publishing.charts.wrapping import wrap


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("数字与新型基础设施", 1.0, ["数字与", "新型", "基础设施"]),  # no word is cut where it fits
        ("嘉兴最高（220人年/万人）", 2.5, ["嘉兴最高", "（220人年/万人）"]),  # nor a figure and its unit
        ("研发与核心技术", 0.9, ["研发与", "核心", "技术"]),  # one cut leaves no single character
        ("海南（2026-01-27）、吉林（2026-01-27）", 2.6, ["海南（2026-01-27）、", "吉林（2026-01-27）"]),
        ("Beijing 2021 (draft), Shanghai 2021", 2.2, ["Beijing 2021", "(draft),", "Shanghai 2021"]),
        ("2020：220人年（2025）", 2.6, ["2020：", "220人年（2025）"]),
        ("2020：努力前10位（2025）", 2.2, ["2020：努力", "前10位（2025）"]),
        ("来源：全国（推定2016）、上海（推定2021）", 3.2, ["来源：全国（推定2016）、", "上海（推定2021）"]),
        ("来源：北京 2022、安徽 2022、上海", 3.0, ["来源：北京 2022、", "安徽 2022、上海"]),
        ("嘉兴最高，浙江（185人年）；", 2.6, ["嘉兴最高，浙江", "（185人年）；"]),
        ("固定资产投资增长（%，按年，政府工作报告）", 3.0, ["固定资产投资增长（%，", "按年，政府工作报告）"]),
        ("固定资产投资增长（%，按年，政府工作报告）", 3.4, ["固定资产投资增长", "（%，按年，政府工作报告）"]),
        (  # what stands in brackets is not parted where it is short
            "GDP: Ningbo aims highest (3.6%, aim), Wenzhou below",
            5.0,
            ["GDP: Ningbo aims highest", "(3.6%, aim), Wenzhou below"],
        ),
    ],
)
def test_lines_break_between_words(text, width, expected):
    assert wrap(text, 7, width) == expected
