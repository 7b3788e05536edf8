"""The sheet of rows to look at: what a row says, which cells a person fills, the list of verdicts."""

from __future__ import annotations

import ambition_rows as land
from ambition_rows import NINGBO, target
from cityplans.codebook import Codebook
from cityplans.publishing.telling.view import View
from cityplans.publishing.workbook import review
from cityplans.publishing.workbook.xlsx import HEAD

TEXT = "坚持创新。到2025年，研发强度达到3.6%以上，人才总量翻番。"
QUOTE = "研发强度达到3.6%以上"


def view(lang: str = "en", corrections=()) -> View:
    start = TEXT.index(QUOTE)
    read = {"quote": QUOTE, "start": start, "end": start + len(QUOTE), "value_text": "3.6%以上"}
    doubts = {"confidence": 0.4, "doubts": "no_key;year_inherited;no_year"}
    other = {"indicator_text": "人才总量", "quote": "人才总量翻番", "confidence": 0.95}
    rows = [
        target("ningbo-2020", "rd_intensity", 3.6, comparator="ge", **read, **doubts),
        target("ningbo-2020", None, 2, None, "倍", **other),
    ]
    book = land.codebook()
    book = Codebook(book.folder, {**book.rows, "corrections": tuple(corrections)}, "0")
    return View(land.frames([NINGBO], rows), book, lang, {"ningbo-2020": TEXT})


def test_a_doubtful_row_says_what_was_read_and_where_to_look():
    first, second = review.sheet(view()).rows
    assert (first["verdict"], first["kind"], first["plan"], first["sure"]) == (
        None,
        "doubtful",
        "Ningbo",
        "40%",
    )
    assert first["read"] == "R&D intensity: ≥ 3.6% (2025)"
    assert first["check"] == "Indicator, Horizon"  # each field once, the gravest first
    assert len(first["why"].split("; ")) == 3
    assert first["sentence"].runs == (
        ("到2025年，", ""), ("研发强度达到", "quote"), ("3.6%以上", "value"), ("", "quote"),
        ("，人才总量翻番。", ""),
    )  # fmt: skip
    assert (second["kind"], second["sure"], second["check"], second["why"]) == ("sample", "95%", "", "")
    assert second["read"] == "人才总量: 2 times (no year)" and second["sentence"] == "人才总量翻番"


def test_in_chinese():
    first, _ = review.sheet(view("zh")).rows
    assert (first["kind"], first["plan"], first["check"]) == ("存疑", "宁波", "指标编码、目标年")
    assert review.sheet(view("zh")).note.startswith("存疑的1行已看0行。在“判断”列选保留、剔除或更正")


def test_a_verdict_that_was_imported_stands_there():
    row = {"plan_id": "ningbo-2020", "quote": QUOTE, "indicator_text": "rd_intensity", "nth": ""}
    said = row | {"field": "verdict", "old": "doubtful: x", "new": "drop", "reason": "", "by": ""}
    assert review.sheet(view(corrections=[said])).rows[0]["verdict"] == "drop"
    assert review.sheet(view("zh", [said])).rows[0]["verdict"] == "剔除"


def test_cells_that_a_person_fills():
    columns = review.sheet(view()).columns
    assert [c.key for c in columns if c.editable] == ["verdict", "reason", "by"]
    assert all(c.head.startswith("✎ ") is c.editable for c in columns)
    assert {c.key for c in columns if c.wrap} == {"sentence", "read", "why"}


class Page:
    def data_validation(self, *place) -> None:
        self.place = place


def test_verdicts_are_chosen_from_a_list():
    made, page = review.sheet(view()), Page()
    made.after(None, page, made)
    choice = {"validate": "list", "source": ["keep", "drop", "mend"], "ignore_blank": True}
    assert page.place == (HEAD + 1, 0, HEAD + 2, 0, choice)
