"""Every sentence of the notebooks has a small table on which it must not be said."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import ambition_rows as land
from ambition_rows import JIAXING, NINGBO, ZHEJIANG, target
from charted_rows import processed
from cityplans import codebook as codebooks
from cityplans import tables
from cityplans.comparison.ambition import ambition as method
from cityplans.publishing.notebooks.story import Told, ambition, findings, groups, passages, targets, themes

PLANS = [ZHEJIANG, NINGBO, JIAXING]
LATE = {**JIAXING, "plan_id": "jiaxing-2023", "date": "2023-03-30"}


def told(plans, rows=(), **given) -> Callable[[], Told]:
    """Made when it is asked for: not while tests are collected, by every worker."""
    return partial(_told, plans, rows, **given)


def _told(plans, rows=(), **given) -> Told:
    frames = land.frames(plans, list(rows))
    frames |= method.build(frames["plans"], frames["targets"], land.codebook())
    frames |= {name: tables.frame(name, own) for name, own in given.items()}
    return Told(frames, land.codebook(), "en", {}, Path(), Path())


def shares(**of_theme) -> list[dict]:
    return [{"plan_id": "ningbo-2020", "theme": t, "share": s} for t, s in of_theme.items()]


def coded(theme: str) -> dict:
    row = target("ningbo-2020", "rd_intensity", 3.2)
    return {"plan_themes": shares(talent=0.4, firms_industry=0.6), "targets": [row | {"theme": theme}]}


def grouped(**cluster) -> list[dict]:
    return [{"k": 2, "plan_id": p, "cluster": c, "is_chosen": True} for p, c in cluster.items()]


def apart(ratio: float, z: float) -> list[dict]:
    pair = {"plan_id": "ningbo-2020", "other_plan_id": "zhejiang-2020"}
    return [pair | {"distance": 0.5, "distance_ratio": ratio, "distance_z": z}]


ONE = [target("ningbo-2020", "rd_intensity", 3.2)]
EVEN = [target(p["plan_id"], "rd_intensity", 3.2) for p in PLANS]
STRUCTURE = {"finding": "structure", "value": 0.1, "null_high": 0.2, "repetitions": 99, "n": 6}
NO_STRUCTURE = [STRUCTURE | {"verdict": "no_structure"}]
BORROWED = [{"plan_id": "ningbo-2020", "source_plan_id": "any", "share": 0.0, "passages": 0}]
NAMED = [
    {"name": "甲", "regions": 1, "plans": 2, "first_plan_id": "zhejiang-2020", "is_first_by_order": True}
]

# what is asked, of which table, and what must not be said of it
UNSAID = {
    "targets-count": (targets, told(PLANS, ONE), "3 plans state 1"),  # one of the three does
    "targets-probably_wrong": (targets, told(PLANS, ONE), "probably wrong"),  # nothing is known of any
    "targets-estimated": (targets, told(PLANS, ONE), "rows are right"),  # nobody has looked
    "targets-reviewed": (targets, told(PLANS, ONE), "1 of"),
    "targets-aims": (targets, told(PLANS, ONE), "100% (1)"),
    "targets-numbers": (targets, told(PLANS, ONE), "1 number"),  # the ledger is empty
    "themes-largest": (themes, told([NINGBO], plan_themes=shares(other=1.0)), "Most text"),
    "themes-near": (themes, told([NINGBO], **coded("talent")), "within"),  # 20 points apart
    "themes-level": (themes, told([NINGBO], **coded("talent")), "As many"),
    "themes-spoken": (themes, told([NINGBO], plan_themes=shares(talent=0.4)), "little counted"),
    "themes-waves": (themes, told([NINGBO, LATE], **coded("talent")), "wave"),  # a plan each
    "themes-balance": (themes, told([NINGBO], **coded("talent")), "act on supply"),
    "themes-by_hand": (themes, told([NINGBO], **coded("talent")), "read by hand"),
    "themes-sure": (themes, told([NINGBO], **coded("talent")), "agree well"),
    "groups-nearest": (groups, told(PLANS, document_distances=apart(0.99, -0.4)), "nearest in wording are"),
    "groups-structure": (groups, told(PLANS, cluster_findings=NO_STRUCTURE), "stronger than chance"),
    "groups-kind": (groups, told(PLANS, cluster_findings=NO_STRUCTURE), "largely follow"),
    "groups-meaning": (
        groups,
        told([*PLANS, LATE], clusters=grouped(**{"zhejiang-2020": "C1", "ningbo-2020": "C1",
                                                 "jiaxing-2020": "C2", "jiaxing-2023": "C2"})),
        "groups coincide with year",
    ),
    "groups-torn_apart": (
        groups, told([JIAXING, LATE], clusters=grouped(**{"jiaxing-2020": "C1", "jiaxing-2023": "C1"})),
        "different groups",
    ),
    "groups-explained": (groups, told(PLANS), "explains"),
    "groups-borrowing": (groups, told(PLANS, borrowing=BORROWED), "word for word in older plans"),
    "passages-swapping": (passages, told(PLANS), "another"),
    "passages-naming": (passages, told(PLANS, name_spread=NAMED), "more than one region"),
    "ambition-highest": (ambition, told(PLANS, EVEN), "1 of 1"),  # all are level
    "ambition-against_above": (ambition, told(PLANS, EVEN), "lower"),
    "ambition-by_when": (ambition, told(PLANS), "By when"),
    "ambition-how_firmly": (ambition, told(PLANS, ONE), "runs over"),  # of one plan nothing runs
    "ambition-how_sure": (ambition, told(PLANS, EVEN), "How sure"),
}  # fmt: skip
ALWAYS = {"themes-limits", "groups-limits", "ambition-limits"}  # what is not to be concluded from any table
CHANGES = ("themes-", " ")  # named by their plans: test_story_words


@pytest.mark.parametrize("name", UNSAID)
def test_what_a_table_does_not_bear_is_not_said(name):
    story, view, unsaid = UNSAID[name]
    pair = story.finding(view()).named.get(name.partition("-")[2])
    assert pair is None or unsaid not in pair[1]


def test_no_sentence_is_without_a_table_that_forbids_it():
    frames, texts = processed()
    made = findings.sentences(Told(frames, codebooks.load(), "en", texts, Path(), Path()))
    of_plans = {name for name in made if name.startswith(CHANGES[0]) and CHANGES[1] in name}
    assert {*made} - of_plans - ALWAYS <= {*UNSAID}
