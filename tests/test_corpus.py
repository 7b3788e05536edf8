"""The folder of source files as a whole: plans, editions, ids, problems."""

from pathlib import Path

import pytest

from cityplans import codebook
from cityplans.reading import corpus

ROOT = Path(__file__).resolve().parents[1]
PLAN_IDS = {
    "zhejiang-2020-decision", "ningbo-2020-decision", "wenzhou-2020-opinion", "jiaxing-2020-decision",
    "huzhou-2023-opinion", "jiaxing-2023-programme",
}


@pytest.fixture(scope="module")
def words():
    return codebook.load(ROOT / "data" / "codebook")


@pytest.fixture(scope="module")
def read(words):
    return corpus.read_corpus(ROOT / "data" / "raw", words)


def test_source_files_hold_six_plans(read):
    assert {plan.plan_id for plan in read.plans} >= PLAN_IDS - {"ningbo-2020-decision"}


def test_clauses_tile_every_edition(read):
    for plan in read.plans:
        for edition in plan.editions:
            assert "".join(edition.text[c.start : c.end] for c in edition.clauses) == edition.text
            assert all(c.text == edition.text[c.start : c.end].rstrip("\n") for c in edition.clauses)
