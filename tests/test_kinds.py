"""Kinds of sentences that were once read wrongly: every field of every row, and what is no target."""

from __future__ import annotations

import random

import pytest

from extraction_rows import examples, in_reading_order, read

FIELDS = (
    "value_text", "value_low", "value_high", "unit", "comparator", "measure", "strength", "obligation",
    "horizon", "baseline_value", "baseline_year", "scope", "basis", "window_start",
)  # fmt: skip


def sentences() -> list[tuple[str, str, str, list[tuple]]]:
    """Kind, text, day of issue and the rows that a sentence must give; none where it holds no target."""
    made = []
    for row in examples("kinds.csv"):
        if row["text"]:
            made.append((row["kind"], row["text"], row["issued"], []))
        if row["value_text"]:
            made[-1][3].append((row["indicator"], *(row[field] for field in FIELDS)))
    return made


SENTENCES = sentences()


def as_written(value) -> str:
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize("kind", dict.fromkeys(kind for kind, *_ in SENTENCES))
def test_every_field_of_the_sentences_of_a_kind(kind):
    of_kind = [case[1:] for case in SENTENCES if case[0] == kind]
    wrong = [
        f"{text}\n  wanted {wanted}\n  found  {found}"
        for text, issued, wanted in of_kind
        if (found := told(text, issued)) != wanted
    ]
    assert not wrong, "\n".join(wrong)


def told(text: str, issued: str) -> list[tuple]:
    found = in_reading_order(read(text, issued=issued))
    return [(t["indicator_text"], *(as_written(t[field]) for field in FIELDS)) for t in found]


SAMPLE = random.Random(11).sample(SENTENCES, 60)  # enough that a rule which looks at `^` is among them


@pytest.mark.parametrize("before", ["1.", "（二）", "——", "③", "一是", "推进产业转型升级。"])
def test_what_stands_before_a_sentence_changes_nothing_in_it(before):
    changed = [
        text
        for _, text, issued, _ in SAMPLE
        if text[0] not in "（(①一二三“—0123456789" and told(before + text, issued) != told(text, issued)
    ]
    assert changed == []


@pytest.mark.parametrize("behind", ["，为高质量发展提供有力支撑。", "。全面推进乡村振兴。"])
def test_what_stands_behind_a_sentence_changes_nothing_in_it(behind):
    changed = [
        text
        for _, text, issued, _ in SAMPLE
        if text.endswith("。") and told(text[:-1] + behind, issued) != told(text, issued)
    ]
    assert changed == []


def test_the_month_of_issue_changes_no_value():
    """A December that speaks of the year to come, a plan without a date: what is counted stays."""
    for _, text, issued, wanted in SAMPLE:
        for month in (issued[:4] + "-12", ""):
            values = {row[1] for row in told(text, month)}
            assert not wanted or values & {row[1] for row in wanted}, (text, month)
