"""How firmly a target is promised."""

from __future__ import annotations

import pytest

from cityplans.extraction.words import firmness
from cityplans.extraction.words.firmness import Firmness
from extraction_rows import words
from sights import sight_of

STRIVE, ENSURE = (words().measures.governs[word][0] for word in ("力争", "确保"))


def of(text: str) -> Firmness:
    sight = sight_of(text)
    return firmness.strength(sight.scene.frame, sight.quantity, words().measures, sight.text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("力争书屋达到▲30家。", "力争"),
        ("书屋达到▲30家。", ""),
        ("书屋力争达到▲30家。", "力争"),
        ("力争书屋达到30家，剧场达到▲5座。", "力争"),  # at the head it governs the list
        ("书屋力争达到30家，剧场达到▲5座。", ""),  # behind a subject its own part
        ("我省力争书屋达到30家，剧场达到▲5座。", "力争"),
        ("力争书屋达到30家；剧场达到▲5座。", ""),
        ("书屋达到30家（力争40家），剧场达到▲5座。", ""),
        ("书屋达到30家（力争▲40家）。", "力争"),
        ("通过三年努力，书屋达到▲30家。", ""),
        ("努力使书屋达到▲30家。", "努力"),
        ("力争每年新增8家，到2025年书屋达到▲30家。", ""),  # a sentence of its own
        ("力争到2024年新增8家，到2025年书屋达到▲30家。", "力争"),
        ("力争书屋30家，确保剧场5座，影院▲8座。", ""),
    ],
)
def test_the_word_that_commits(text, word):
    assert of(text).word == word


def test_words_have_their_codes():
    assert (
        STRIVE != ENSURE and of("力争书屋达到▲30家。").code == STRIVE and of("书屋达到▲30家。").code == "firm"
    )


@pytest.mark.parametrize(
    ("text", "obligation"),
    [
        ("能耗下降▲14%（约束性）。", "binding"),
        ("能耗下降▲14%（预期性指标）。", "expected"),
        ("能耗下降▲14%。", ""),
    ],
)
def test_the_class_of_planning_behind_a_value(text, obligation):
    assert of(text).obligation == obligation


@pytest.mark.parametrize(
    ("row", "group", "found"),
    [
        ("书屋\t30\t约束性", "", Firmness("firm", "", "binding")),
        ("书屋\t30\t预期", "", Firmness("firm", "", "expected")),
        ("书屋预期数\t30", "", Firmness("firm", "", "")),  # part of a name
        ("书屋\t30", "约束性指标", Firmness("firm", "", "binding")),
        ("书屋\t30\t预期性", "约束性指标", Firmness("firm", "", "expected")),  # its own before its group's
        ("书屋\t力争30", "", Firmness(STRIVE, "力争", "")),
    ],
)
def test_a_row_of_a_table(row, group, found):
    assert firmness.of_row(row, group, words().measures) == found
