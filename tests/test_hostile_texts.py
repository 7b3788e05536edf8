"""Files of one thing over and over: ten times the text, ten times the work, from reading to wording."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from cityplans import codebook as codebooks
from cityplans import tables
from cityplans.comparison.coding import coding
from cityplans.extraction import collation
from cityplans.extraction.words.words import words_of
from cityplans.reading import corpus, works
from cityplans.reading.plans import regions
from strategies import PLAN
from test_patterns import UNITS

CODEBOOK = codebooks.load("data/codebook")
PLACES = regions.of(CODEBOOK)
FEW, MANY = 1_000, 10_000  # characters
WORST = 30  # times as long for ten times the text; a hundred if a step is quadratic
NOTICED = 0.2  # seconds of the processor below which nothing matters
# each took a minute or more of 100,000 characters until it was found here
FOUND = (
    *("一一", "（甲责任单位甲", "\t", " x", "\t、"),
    *("目录\n", "目录\n第一章甲\n第二章乙\n第三章丙\n", "指标 ", "年份 "),
)
SIGNS = ("<", "<a ", "&", '"x', "[", "（", "(", "\\", "#", "*", "+", "·", "\x00", "《", "<td>", "　")
LINES = ("1\n", "甲\n", "一、\n", "第一章\n", "1.\n", "（一）\n", "附件1\n", "序号\n", "|甲|\n", "表1 \n")
WORDS = (
    "甲 ",
    "a ",
    "12 ",
    "1\t",
    "|甲",
    "责任单位：",
    "〔2020〕",
    "第1条",
    "持续",
    "主要",
    "五年",
    "http://",
)
CASES = dict.fromkeys((*SIGNS, *LINES, *WORDS, *filter(None, UNITS)))


def seconds(folder: Path, unit: str, length: int) -> float:
    """Of the processor, for a plan with one paragraph of a unit repeated to a length."""
    head, rest = PLAN.split("2.壮大", 1)
    body = (unit * (length // len(unit) + 1))[:length]
    path = folder / "plan.txt"
    path.write_bytes(f"{head}2.{body}\n\n2.壮大{rest}".encode())
    began = time.process_time()
    witnesses, problems, _ = corpus.read_one(path, path.name, {}, CODEBOOK, PLACES)
    assert [p.problem for p in problems if p.problem == "internal_error"] == []
    plans, _ = works.plans_of(witnesses, PLACES)
    for plan in plans:
        collation.collated(plan, words_of(CODEBOOK))
    rows = [clause._asdict() | {"plan_id": plan.plan_id} for plan in plans for clause in plan.clauses]
    regional = [{"plan_id": plan.plan_id, "region_code": plan.region_code} for plan in plans]
    coding.read(tables.frame("plans", regional), tables.frame("clauses", rows), CODEBOOK)
    return time.process_time() - began


def check(folder: Path, unit: str) -> None:
    for _ in range(3):  # a busy machine may slow one run down, not three
        many = seconds(folder, unit, MANY)
        if many < NOTICED or many < WORST * (few := seconds(folder, unit, FEW)):
            return
    pytest.fail(f"ten times as much takes {many / few:.0f} times as long")


@pytest.mark.slow
@pytest.mark.parametrize("unit", FOUND, ids=ascii)
def test_texts_that_once_took_too_long_are_read_in_linear_time(tmp_path, unit):
    check(tmp_path, unit)


@pytest.mark.heavy
@pytest.mark.parametrize("unit", CASES, ids=ascii)
def test_any_text_is_read_in_linear_time(tmp_path, unit):
    check(tmp_path, unit)
