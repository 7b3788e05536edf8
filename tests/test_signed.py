"""Number and day of a plan, from the lines in which it speaks about itself."""

from __future__ import annotations

import pytest

from cityplans.reading.plans.head import Head
from cityplans.reading.plans.signed import date_in, month_in, number_in, number_of_line

ENDINGS = ("规划", "办法")


def head(*lines: str, closing: tuple[str, ...] = (), before: str = "") -> Head:
    return Head("某市规划", "某市规划", lines, closing, before)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("淮政办〔2022〕15号", "淮政办〔2022〕15号"),
        ("淮政办 〔2022〕 第15号", "淮政办〔2022〕第15号"),
        ("人才发展规划淮政办〔2022〕15号", "淮政办〔2022〕15号"),
        ("发展规划淮政〔2022〕15号", "淮政〔2022〕15号"),
        ("发改办法规〔2022〕15号", "发改办法规〔2022〕15号"),  # one character would be no issuer
        ("淮政办2022年15号", ""),
    ],
)
def test_the_number_in_a_line(line, number):
    assert number_of_line(line, ENDINGS) == number


@pytest.mark.parametrize(
    ("given", "number"),
    [
        (head("某市规划", "淮政办〔2022〕15号"), "淮政办〔2022〕15号"),
        (head("某市规划", before="某页\n淮政办〔2022〕15号"), "淮政办〔2022〕15号"),
        (head("淮政〔2022〕1号", before="淮政〔2022〕2号"), "淮政〔2022〕1号"),
        (head("某市人民政府令第12号"), "某市人民政府令第12号"),
        (head("某市人民政府令", "第 12 号"), "某市人民政府令第12号"),
        (head("某市人民政府令", "某市规划"), ""),
    ],
)
def test_the_number_of_a_plan(given, number):
    assert number_in(given, ENDINGS) == number


ADOPTED = "（2021年5月6日某市第九届人民代表大会通过）"


@pytest.mark.parametrize(
    ("given", "day"),
    [
        (head("某市规划", "2021年7月8日", ADOPTED), "2021-05-06"),  # the day of adoption first
        (head("某市规划", "2021年7月8日", closing=("2022年1月1日",)), "2021-07-08"),
        (head("某市规划", closing=("2020年1月1日", "2022年1月1日")), "2022-01-01"),  # the last signature
        (head("某市规划", before="2019年1月1日\n2020年1月1日"), "2020-01-01"),  # the nearest above
        (head("某市规划", closing=("二〇二一年五月六日",)), "2021-05-06"),
        (head("某市规划", closing=("2021-5-6",), before="2020年1月1日"), "2020-01-01"),  # a printed day first
        (head("某市规划", closing=("2021-5-6",)), "2021-05-06"),
        (head("（黔府办发〔2021〕26号  2021年10月18日印发）"), "2021-10-18"),
        (head("填报单位：某市科技局\t2025年2月14日"), "2025-02-14"),
        (head("某市规划", "截至2021年5月6日的情况"), ""),
    ],
)
def test_the_day_of_a_plan(given, day):
    assert date_in(given) == day


@pytest.mark.parametrize(("blanks", "day"), [(88, "2021-10-18"), (89, "")])
def test_a_line_of_a_hundred_characters_may_give_the_day(blanks, day):
    assert date_in(head(" " * blanks + "2021年10月18日,")) == day


@pytest.mark.parametrize(
    ("given", "month"),
    [
        (head("某市规划", "2021年11月"), "2021-11-01"),
        (head("某市规划", "二〇二一年十一月"), "2021-11-01"),
        (head("某市规划", "2021年11月8日"), ""),
        (head("某市规划", "2021年13月"), ""),
    ],
)
def test_the_month_on_a_cover(given, month):
    assert month_in(given) == month
