"""What the extraction tests share: tables of examples, and one sentence read as if it were a plan."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import pytest

from cityplans import codebook
from cityplans.extraction import targets
from cityplans.extraction.targets import Extraction
from cityplans.extraction.words.words import Words, words_of
from cityplans.reading.cleaning.cleaning import clean
from cityplans.reading.files.formats import Decoded
from cityplans.reading.mapped import Mapped
from cityplans.records import Clause, Edition, Plan

EXAMPLES = Path(__file__).parent / "examples"


def examples(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def parameters(rows: list[dict[str, str]], name: str = "text") -> list:
    """Rows as test cases; one with `known_failure` (why) is expected to fail, and fails when it passes."""
    return [
        pytest.param(
            row,
            id=row[name],
            marks=[pytest.mark.xfail(strict=True, reason=row["known_failure"])]
            if row["known_failure"]
            else [],
        )
        for row in rows
    ]


@lru_cache(maxsize=1)
def book():
    return codebook.load()


def words() -> Words:
    return words_of(book())


def cleaned(text: str) -> str:
    """The text as extraction receives it: full width, blanks by figures and the like are gone."""
    return clean(Decoded("a.txt", text, Mapped.of(text)), book()).mapped.text.rstrip("\n")


def plan_of(*paragraphs: str | Clause, issued: str = "", period_end: str = "", title: str = "") -> Plan:
    """A plan made of paragraphs, in order."""
    clauses, position = [], 0
    for index, given in enumerate(paragraphs):
        clause = given if isinstance(given, Clause) else Clause("", "", "", "", given, 0, 0)
        clauses.append(
            clause._replace(clause_id=f"c{index}", start=position, end=position + len(clause.text))
        )
        position += len(clause.text) + 1
    text = "\n".join(c.text for c in clauses)
    edition = Edition("e", "e.txt", 0, len(text), text, range(len(text)), tuple(clauses))
    end = int(period_end) if period_end else None
    return Plan(
        "p", "某省", "", "", "", "", title, "", issued and f"{issued}-15", None, end, "final", (edition,)
    )


def under(section: str, text: str, heading: str = "", number: str = "", kind: str = "text") -> Clause:
    return Clause("", section, number, heading, text, 0, 0, "", kind)


def read(*paragraphs: str | Clause, issued: str = "", period_end: str = "", title: str = "") -> Extraction:
    """Targets and numerals of a plan made of these paragraphs."""
    plan = plan_of(*paragraphs, issued=issued, period_end=period_end, title=title)
    return targets.extract(plan, plan.reference, words())


def in_reading_order(made: Extraction) -> list[dict]:
    """Targets by the place of their value; those that share one in the order of the text."""
    return [
        t
        for n in made.numerals
        for key in n["target_id"].split()
        for t in made.targets
        if t["target_id"] == key
    ]
