"""What the page knows of rows to look at."""

from __future__ import annotations

import ambition_rows as land
from ambition_rows import NINGBO, target
from cityplans.codebook import Codebook
from cityplans.publishing.explorer import queue
from cityplans.publishing.telling.view import View

SURE = (0.5, 0.79, 0.8, None)  # the first two are doubtful, the third is drawn, nothing is known of the last


def made(corrections: tuple = ()) -> tuple[View, list[dict]]:
    rows = [target("ningbo-2020", "rd_intensity", n, confidence=sure) for n, sure in enumerate(SURE, 1)]
    frames = land.frames([NINGBO], rows)
    book = land.codebook()
    view = View(frames, Codebook(book.folder, {**book.rows, "corrections": corrections}, "0"), "en")
    return view, view.rows("targets")


def test_why_a_row_is_in_the_queue():
    view, rows = made()
    assert queue.columns(view, rows) == {
        "queue": ["doubtful", "doubtful", "sample", ""],
        "verdict": ["", "", "", ""],
    }


def judged(new: str, reading: str) -> dict[str, str]:
    row = {"plan_id": "ningbo-2020", "quote": "1%", "indicator_text": "rd_intensity", "nth": ""}
    return row | {"field": "verdict", "old": f"doubtful: {reading}", "new": new, "reason": "", "by": ""}


def test_a_verdict_counts_while_the_row_is_read_as_it_was():
    for number, verdict in (("1", "keep"), ("2", "")):
        view, rows = made((judged("keep", f"rd_intensity|{number}|{number}|%|level|eq|2025"),))
        assert queue.columns(view, rows)["verdict"] == [verdict, "", "", ""]


def test_what_the_page_offers():
    view, rows = made((judged("keep", "rd_intensity|1|1|%|level|eq|2025"),))
    facts = queue.facts(view, rows)
    assert (facts["doubtful"], facts["sample"]) == ([2, 1], [1, 0])
    assert facts["lists"]["unit"] == [("家", ""), ("个", ""), ("名", ""), ("人", ""), ("人次", ""), ("%", "")]
    assert facts["lists"]["indicator_id"][0] == ("rd_intensity", "R&D经费占GDP比重 · R&D intensity")
    assert facts["judged"] == (
        "indicator_id",
        "value_low",
        "value_high",
        "unit",
        "measure",
        "comparator",
        "horizon",
    )
    assert {*facts["mendable"]} >= {"indicator_id", "value_low", "unit", "horizon"}


def test_every_sign_of_doubt_has_words_in_both_languages():
    view, _ = made()
    words = queue.words_of_doubts([view.other("zh"), view])
    assert words.keys() == {row["sign"] for row in view.codebook["confidence"]}
    assert all(zh and en and zh != en for zh, en in words.values())
