"""What news and reports of progress tell was done."""

from __future__ import annotations

import pytest

from cityplans.extraction.ledger import news
from sights import sentence, sight_of


@pytest.mark.parametrize(
    ("text", "tense", "is_so"),
    [
        ("引进企业▲30家。", "told", True),
        ("引进企业▲30家。", "", False),
        ("力争引进企业▲30家。", "told", False),
        ("到2025年，引进企业▲30家。", "told", False),
        ("2021年，引进企业▲30家。", "told", True),  # may be told at its end
        ("将引进企业▲30家。", "told", False),
        ("下一步引进企业▲30家。", "told", False),
        ("推动规模突破▲30亿元。", "told", False),
    ],
)
def test_what_news_tell(text, tense, is_so):
    sight = sight_of(text, tense=tense)
    assert news.told_in_news(sight, sentence(sight)) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("任务目标：改造100个。进展情况：改造▲101个。", True),
        ("进展情况：改造100个。任务目标：改造▲101个。", False),  # the last label counts
        ("任务：改造▲101个。进展情况良好。", False),
        ("进展情况：力争改造▲101个。", False),
        ("改造▲101个。", False),
    ],
)
def test_what_stands_under_a_label_of_progress(text, is_so):
    sight = sight_of(text)
    assert news.under_progress(sight, sentence(sight)) is is_so
