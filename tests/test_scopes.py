"""The place a target holds for, where that is not the plan's own territory."""

from __future__ import annotations

import pytest

from cases import case_of
from cityplans.extraction.words import scopes
from extraction_rows import words


def place(text: str, phrase: str = "书屋", heading: str = "") -> str:
    case = case_of(text)
    clause = case.clause._replace(heading=heading)
    return scopes.scope(clause, case.frame, case.quantity, phrase, words().measures)


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("书屋达到▲30家。", "书屋", ""),
        ("高新区研发投入强度达到▲8%。", "高新区研发投入强度", "高新区"),
        ("高新区位居▲第3位。", "高新区", ""),  # is ranked itself
        ("每个乡镇建有书屋▲1家。", "每个乡镇书屋", "每个乡镇"),
        ("每年乡镇建有书屋▲1家。", "书屋", ""),
        ("各县要建成书屋▲1家。", "书屋", "各县"),
        ("各县书屋▲1家。", "书屋", ""),
        ("书屋每个乡镇至少▲1家。", "书屋", "每个乡镇"),
        ("高新区研发投入强度达到8%，企业达到▲500家。", "企业", "高新区"),
        ("高新区研发投入强度达到8%，全市企业达到▲500家。", "企业", ""),
        ("高新区研发投入强度达到8%，园区达到▲500家。", "临港园区产值", ""),
    ],
)
def test_the_place_a_target_holds_for(text, phrase, found):
    assert place(text, phrase) == found


@pytest.mark.parametrize(
    ("text", "heading", "found"),
    [
        ("书屋达到▲30家。", "加快建设西塞山科创走廊", "西塞山科创走廊"),
        ("占比达到▲30%。", "加快建设西塞山科创走廊", ""),  # a share may be of the whole
        ("书屋达到▲30家。", "加快科技创新", ""),
    ],
)
def test_the_place_an_article_is_about(text, heading, found):
    assert place(text, heading=heading) == found
