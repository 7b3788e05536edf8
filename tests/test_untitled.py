"""Whether a text without a title is one of goals."""

from __future__ import annotations

import pytest

from cityplans import codebook as codebooks
from cityplans.reading.plans import regions
from cityplans.reading.plans.file_parts import lines_of
from cityplans.reading.plans.untitled import aims_at_year, sets_aims, untitled_parts
from cityplans.worded import DOCUMENTS, said_of

BOOK = codebooks.load()
SAID, PLACES = said_of(BOOK, DOCUMENTS), regions.of(BOOK)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("力争新增企业10家。" * 6, True),
        ("力争新增企业10家。" * 5, False),
        ("新建企业10家，去年有8家。" * 6, False),  # as much is said of what is behind
        ("力争新增企业10家。" * 8 + "去年。上年。", True),  # 8 figures, 2 words of what is behind
        ("力争新增企业10家。" * 7 + "去年。上年。", False),
        ("召开会议10次。" * 9, False),  # nothing aims
        ("力争第3章于2025年12月5日完成。" * 9, False),  # dates and numbers of parts are no figures
    ],
)
def test_figures_in_sentences_that_aim(text, expected):
    assert sets_aims(text, SAID) is expected


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("到2025年，力争新增企业10家。" * 3, "", True),
        ("到2025年，力争新增企业10家。" * 2, "", False),
        ("力争新增企业10家。" * 3, "", False),  # no year
        ("力争新增企业10家。" * 3, "某市2025年工作要点", True),
    ],
)
def test_under_a_title_three_with_a_year_are_enough(text, title, expected):
    assert aims_at_year(text, SAID, title) is expected


@pytest.mark.parametrize(("length", "is_plan"), [(399, False), (400, True)])
def test_a_body_of_400_characters_at_least(length, is_plan):
    text = "一、发展目标\n到2025年，全市规划建设平台。\n二、实施重点\n"
    text += ("推动全市创新发展，完善政策体系，" * 40)[: length - len(text) - 1] + "\n"
    assert len(text) == length
    (part,) = untitled_parts(text, lines_of(text), PLACES)
    assert part.is_plan is is_plan


def test_a_text_that_goes_on_from_another_page_lacks_its_beginning():
    text = "（上接第一版）\n二、发展目标\n三、实施重点\n" + "推动全市创新发展，完善政策体系，" * 40 + "\n"
    (part,) = untitled_parts(text, lines_of(text), PLACES)
    assert part.is_plan and part.continued
