"""Days as documents, pages and programs write them."""

from __future__ import annotations

import pytest

from cityplans.reading.plans.days import day_of, day_said, in_digits, is_month, iso_day, printed_day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20230315", "2023-03-15"),
        ("20230315.0", "2023-03-15"),
        ("20231315", ""),
        ("1620259200", "2021-05-06"),  # midnight in UTC
        ("1620230400000", "2021-05-06"),  # midnight in China
        ("1620230399", "2021-05-05"),
        ("162023039", ""),
        ("2620230399", ""),
        ("发布时间：2021-07-16 10:30", "2021-07-16"),
        ("44377", ""),  # a number of five digits is no day beside a text
    ],
)
def test_days_of_fields(text, expected):
    assert day_said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021/7/16", "2021-07-16"),
        ("2021 . 7 . 16", "2021-07-16"),
        ("2021-7-161", ""),
        ("12021-7-16", ""),
        ("2021 年 7 月 16 日", "2021-07-16"),
        ("二〇二一年十二月三十一日", "2021-12-31"),
        ("2021-02-30", ""),
        ("2021年7月", ""),
    ],
)
def test_the_first_day_in_a_text(text, expected):
    assert day_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年7月", "2021-07-01"),
        ("2021-7", "2021-07-01"),
        ("2021.13", ""),
        ("20000", "1954-10-03"),
        ("19999", ""),
        ("69999.0", "2091-08-24"),
        ("70000", ""),
    ],
)
def test_a_month_or_a_number_of_a_sheet(text, expected):
    assert day_of(text, month=True) == expected


def test_months():
    assert [is_month(t) for t in ("2023 年 5 月", "2023/5", "2023/5/1", "5月")] == [True, True, False, False]
    assert in_digits("二〇二一年十一月") == "2021年11月"
    assert in_digits("二〇二一年十一") == "二〇二一年十一"


def test_what_is_no_day():
    assert (iso_day(2024, 2, 29), iso_day(2023, 2, 29), printed_day("五月六日")) == ("2024-02-29", "", "")
