"""From where a target sets out."""

from __future__ import annotations

import pytest

from cityplans.extraction.goal_years import Horizon
from cityplans.extraction.words import baselines
from extraction_rows import words
from sights import sight_of

SAID = words().said
IN_2025 = Horizon(2025, "explicit")


def base(text: str) -> tuple[float | None, int | None]:
    sight = sight_of(text)
    return baselines.baseline(sight.scene.frame, sight.quantity, sight.text, SAID)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("占比由2.5%提高到▲3.2%。", (2.5, None)),
        ("占比由2020年的2.5%提高到▲3.2%。", (2.5, 2020)),
        ("占比由2.5%（2020年）提高到▲3.2%。", (2.5, 2020)),
        ("占比从2.5%到▲3.2%。", (2.5, None)),
        ("从事农业2.5万人，占比▲3.2%。", (None, None)),
        ("占比2020年2.5%→▲3.2%。", (2.5, 2020)),
        ("占比较2020年的28.5%提高▲6.5个百分点。", (28.5, 2020)),
        ("占比较2020年提高▲6.5个百分点。", (None, 2020)),
        ("占比比“十三五”末提高▲6.5个百分点。", (None, 2020)),
        ("用水量是2020年的▲2.5倍。", (None, 2020)),
        ("企业达到2025年的▲1200家。", (None, None)),
        ("在2020年600家的基础上，企业▲翻番。", (600, 2020)),
        ("以2020年600家为基数，企业增加▲30家。", (600, 2020)),
        ("以2020年为基数，能耗下降▲10%。", (None, 2020)),
        ("与2020年的1200家相比，企业增加▲800家。", (1200, 2020)),
        ("较2020年，用水量下降6%、能耗下降▲5%。", (None, 2020)),
        ("较2020年，用水量达到6吨、能耗达到▲5%。", (None, None)),  # no change
        ("在2020年基础上，企业数▲翻番。", (None, 2020)),
        ("企业达到▲30家。", (None, None)),
    ],
)
def test_what_a_sentence_says_of_the_start(text, found):
    assert base(text) == found


@pytest.mark.parametrize(
    ("turn", "text", "found"),
    [
        (0, "投资、占比分别由2020年的42亿元、28%提高到▲70亿元、40%。", (4_200_000_000, 2020)),
        (1, "投资、占比分别由2020年的42亿元、28%提高到▲70亿元、40%。", (28, 2020)),
        (2, "投资、占比分别由2020年的42亿元、28%提高到▲70亿元、40%。", None),
        (0, "投资、占比由2020年的42亿元、28%提高到▲70亿元、40%。", None),
        (0, "投资、占比分别由42亿元、28%提高到▲70亿元、40%。", (4_200_000_000, None)),
    ],
)
def test_the_nth_starts_from_the_nth(turn, text, found):
    sight = sight_of(text)
    assert baselines.in_turn(sight.scene.frame, sight.quantity, turn, SAID) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2020年分馆为▲42个，到2025年达到85个。", (42, 2020)),
        ("2025年分馆为▲42个，到2025年达到85个。", (None, None)),  # no earlier year
        ("2024年分馆为▲42个。", (42, 2024)),
        ("去年分馆为▲42个。", (42, 2024)),
        ("目前分馆为▲42个。", (42, None)),
        ("分馆由▲42个。", (42, None)),
        ("分馆为▲42个。", (None, None)),
        ("2020年前九个月完成▲42亿元。", (None, None)),  # part of a year
    ],
)
def test_a_fact_of_the_sentence(text, found):
    sight = sight_of(text)
    assert baselines.of_fact(sight.scene.frame, sight.quantity, IN_2025, SAID) == found
    assert baselines.of_fact(sight.scene.frame, None, IN_2025, SAID) == (None, None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("达到▲2000家，而2020年为1200家。", (1200, 2020)),
        ("达到▲2000家，目前为1200家。", (1200, None)),
        ("达到▲2000家，而2025年为1200家。", (None, None)),
        ("达到▲2000家，而2020年为1200人。", (None, None)),
        ("达到▲2000家，其中2020年为1200家。", (None, None)),
        ("达到▲2000家。而2020年为1200家。", (None, None)),
        ("达到▲2000家，新增1200家。", (None, None)),
    ],
)
def test_the_number_behind(text, found):
    sight = sight_of(text)
    after = sight.scene.quantities[-1]
    assert baselines.behind(sight.scene.frame, sight.quantity, after, IN_2025, SAID) == found
    assert baselines.behind(sight.scene.frame, sight.quantity, None, IN_2025, SAID) == (None, None)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("（2020年为", (42, 2020)),
        ("（2024年底达到", (42, 2024)),
        ("（2025年为", (None, None)),
        ("（目前为", (42, None)),
        ("（其中为", (None, None)),
        ("（2020年力争为", (None, None)),
    ],
)
def test_a_bracket_that_says_when_and_no_more(said, found):
    value = sight_of("书屋▲42家。").quantity
    assert baselines.stated(said, value, IN_2025, SAID) == found
