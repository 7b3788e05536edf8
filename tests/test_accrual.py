"""Over what time a value accrues: a year's, a mean, a total, and from which year on."""

from __future__ import annotations

import pytest

from cityplans.extraction.accrual import Accrual, accrual, over_years, within_a_year
from cityplans.extraction.goal_years import Context, Horizon
from extraction_rows import words

SAID = words().said
PLAN = Context(None, None, None, 2021, 3, 2025, period_start=2021)
NO_PLAN = PLAN._replace(period_end=None, period_start=None)
BY_2025 = Horizon(2025, "explicit", "到2025年")


@pytest.mark.parametrize(
    ("measure", "said", "expected"),
    [
        ("level", "到2025年，高新技术企业", Accrual()),
        ("increment", "到2025年，新增高新技术企业", Accrual("total", 2021)),  # since the plan begins
        ("annual_flow", "到2025年，每年接待游客", Accrual("yearly", 2021)),
        ("growth_rate", "到2025年，产值年均增长", Accrual("average", 2021)),
        ("growth_rate", "到2025年，产值增长", Accrual("yearly", 2021)),
        ("growth_rate", "五年累计增长", Accrual("total", 2021)),
        ("growth_rate", "到2025年，能耗下降", Accrual("total", 2021)),  # a cut is by the horizon
        ("growth_rate", "到2025年，能耗每年下降", Accrual("average", 2021)),
        ("increment", "2023—2025年，新增站点", Accrual("total", 2023)),  # its own years
        ("increment", "三年时间，新增站点", Accrual("total", 2023)),
    ],
)
def test_what_time_a_value_is_of(measure, said, expected):
    assert accrual(measure, said, BY_2025, None, PLAN, SAID) == expected


def test_the_year_it_is_measured_from_comes_first():
    assert accrual("increment", "比2019年新增站点", BY_2025, 2019, PLAN, SAID) == Accrual("total", 2020)


def test_without_a_period_no_first_year_is_known():
    assert accrual("increment", "新增站点", BY_2025, None, NO_PLAN, SAID) == Accrual("total", None)


@pytest.mark.parametrize(("starts", "since"), [(2025, 2025), (2026, None)])
def test_a_period_that_begins_behind_the_goal_is_none_of_it(starts, since):
    found = accrual("increment", "新增站点", BY_2025, None, PLAN._replace(period_start=starts), SAID)
    assert found == Accrual("total", since)


@pytest.mark.parametrize(
    ("measure", "said", "expected"),
    [
        ("level", "通车里程", Accrual()),
        ("increment", "新增就业", Accrual("total", 2021)),  # of 2021 to 2025
        ("growth_rate", "收入年均增长", Accrual("average", 2021)),
        ("growth_rate", "吞吐量同比增长", Accrual("yearly", 2025)),
        ("annual_flow", "接待游客", Accrual("yearly", 2025)),
    ],
)
def test_of_five_years_that_are_over(measure, said, expected):
    assert over_years(measure, said, 5, 2025, SAID) == expected


@pytest.mark.parametrize(
    ("horizon", "context", "is_so"),
    [
        (Horizon(2021, "explicit", "2021年内"), NO_PLAN, True),
        (Horizon(2021, "explicit", "到2021年"), NO_PLAN, False),  # by its end
        (Horizon(2021, "inherited", "今年"), NO_PLAN, True),
        (Horizon(2021, "plan", "规划"), PLAN._replace(period_end=2021), True),  # a report's own year
        (Horizon(2022, "explicit", "2022年内"), NO_PLAN, False),
        (Horizon(None, "none"), NO_PLAN, False),
    ],
)
def test_a_goal_for_the_year_in_which_it_is_set(horizon, context, is_so):
    assert within_a_year(horizon, context) is is_so
