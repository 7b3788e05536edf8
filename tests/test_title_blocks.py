"""Titles in the lines of a file: over several lines, with what goes on below; and what is none."""

from __future__ import annotations

import pytest

from cityplans.reading.plans import regions
from cityplans.reading.plans.file_parts import lines_of
from cityplans.reading.plans.title_blocks import title_blocks
from extraction_rows import book

PLACES = regions.of(book())
BODY = "为贯彻落实上级部署，制定本规划。"


def blocks(*lines: str) -> list[tuple[int, int, str]]:
    return [tuple(block) for block in title_blocks(lines_of("\n".join(lines)), PLACES)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["嘉兴市人才发展规划", BODY], [(0, 1, "嘉兴市人才发展规划")]),
        (
            [BODY, "嘉兴市人才发展规划", "（2021年5月6日）", "嘉政发〔2021〕3号", BODY],
            [(1, 4, "嘉兴市人才发展规划")],
        ),
        (
            ["嘉兴市人民政府", "关于加快推进", "科技创新的", "若干意见", BODY],
            [(0, 4, "嘉兴市人民政府关于加快推进科技创新的若干意见")],
        ),
        (["嘉兴市人民政府关于", "加快", "推进", "科技创新的", "若干意见", BODY], []),  # five lines
        (
            ["嘉兴市第十四个五年规划", "和二〇三五年远景目标纲要", BODY],
            [(0, 2, "嘉兴市第十四个五年规划和二〇三五年远景目标纲要")],
        ),
        (
            ["嘉兴市人才发展规划", "（2021—2025年）", "（草案）", BODY],
            [(0, 3, "嘉兴市人才发展规划（2021—2025年）（草案）")],
        ),
        (
            ["嘉兴日报", "2021年5月6日 星期四 责任编辑：张华", "嘉兴市人才发展规划", BODY],
            [(2, 3, "嘉兴市人才发展规划")],
        ),
        (
            ["要闻 第2版", "嘉兴市人民政府", "关于加快推进科技创新的若干意见", BODY],
            [(1, 3, "嘉兴市人民政府关于加快推进科技创新的若干意见")],
        ),
        (["当前位置：嘉兴市人才发展规划", BODY], []),
        (["1.嘉兴市人才发展规划", BODY], []),
        (["嘉兴市人才发展规划……3", BODY], []),
        (["嘉兴市科技局", "嘉兴市人才发展规划", BODY], [(0, 2, "嘉兴市科技局嘉兴市人才发展规划")]),
        (
            ["嘉兴市人才网", "嘉兴市人才发展规划", BODY],
            [(1, 2, "嘉兴市人才发展规划")],
        ),  # the name of a page above
        (["人才发展规划", BODY, "嘉兴市人才发展规划"], [(2, 3, "嘉兴市人才发展规划")]),  # a strong one
        (["人才规划", BODY], []),  # too short
        ([*[BODY] * 11, "人才发展规划"], [(11, 12, "人才发展规划")]),  # a weak one is believed near the top
        ([*[BODY] * 12, "人才发展规划"], []),
        (
            ["关于印发《嘉兴市人才发展规划》的通知", BODY, "人才发展规划", BODY],
            [(0, 1, "关于印发《嘉兴市人才发展规划》的通知"), (2, 3, "人才发展规划")],  # the notice names it
        ),
    ],
)
def test_titles(lines, expected):
    assert blocks(*lines) == expected
