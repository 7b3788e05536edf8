"""Numbers with unit and comparator: each example is one quantity, found once and whole; what is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from cityplans.extraction import quantities
from extraction_rows import cleaned, examples, parameters, read, words

COUNTED = ("amount", "rank", "word")


def found_in(text):
    return quantities.find(text, words().lexer)


def shown(quantity, text):
    return text[quantity.start : quantity.end]


@pytest.mark.parametrize("row", parameters(examples("quantities.csv")))
def test_quantity(row):
    text = cleaned(row["text"])
    (made,) = [q for q in found_in(text) if q.kind in COUNTED]
    assert shown(made, text) == row["value_text"].replace(" ", "")
    assert (made.low, made.high) == pytest.approx((float(row["value_low"]), float(row["value_high"])))
    assert (made.unit, made.comparator, made.measure) == (row["unit"], row["comparator"], row["measure"])


@pytest.mark.parametrize("row", parameters(examples("not_quantities.csv")))
def test_no_target(row):
    """Alone and where a target could stand: after 到2025年 and a verb of building."""
    for text in (row["text"], f"到2025年，加快{row['text']}。", f"到2025年，{row['text']}取得进展。"):
        assert read(text).targets == [], text


@given(strategies.numbers(), st.sampled_from(strategies.UNITS))
def test_what_is_written_with_a_unit_is_read(number, unit):
    text, low, high, _ = number
    if "分之" in text:
        unit = ""
    scale = {"万": 10**4, "亿": 10**8}.get(unit[:1], 1)
    if scale > 1 and not text[-1].isdigit():
        unit, scale = "家", 1  # 十万万元 is not written
    (made,) = found_in(f"达到{text}{unit}")
    assert (made.low, made.high) == pytest.approx((low * scale, high * scale), rel=1e-9)


@given(
    st.integers(1, 9998).filter(lambda n: not 1900 <= n < 2100),  # 1900—1950 are years
    st.integers(1, 9999),
    st.sampled_from(("—", "-", "－", "~", "～", "至", "到", "–", "——")),
)
def test_ranges(low, more, dash):
    high = low + more
    text = f"培育{low}{dash}{high}家企业"
    (made,) = found_in(text)
    assert (made.low, made.high, made.comparator, shown(made, text)) == (
        low,
        high,
        "range",
        f"{low}{dash}{high}家",
    )


@given(strategies.sentences())
def test_every_number_is_found_once_in_order(text):
    found = found_in(text)
    for before, after in pairwise(found):
        assert before.end <= after.start
    covered = {i for q in found for i in range(q.start, q.end)}
    assert all(i in covered for i, character in enumerate(text) if character.isdigit())


@given(strategies.texts())
def test_no_digit_of_any_text_is_lost(text):
    """Whatever stands around it, an Arabic digit lies in exactly one quantity."""
    covered = [i for q in found_in(text) for i in range(q.start, q.end)]
    assert len(covered) == len(set(covered))
    assert {i for i, c in enumerate(text) if c in "0123456789"} <= set(covered)
