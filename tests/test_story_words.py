"""What notebooks 03 and 04 say about themes, vocabulary, borrowing and names follows the tables."""

from __future__ import annotations

from pathlib import Path

import pytest

import ambition_rows as land
from ambition_rows import JIAXING, NINGBO, ZHEJIANG
from cityplans import tables
from cityplans.publishing.notebooks.story import Told, groups, passages, themes, vocabulary


def told(plans, lang: str = "en", **rows) -> Told:
    """A small Told with these plans, and rows of the tables named."""
    book = land.codebook()
    frames = {"plans": land.frames(plans, [])["plans"]}
    frames |= {name: tables.frame(name, own) for name, own in rows.items()}
    return Told(frames, book, lang, {}, Path(), Path())


def evidence(pairs):
    """A clause each: the theme of its heading, and that of its text."""
    return [
        {
            "plan_id": "ningbo-2020",
            "clause_id": f"c{i}",
            "theme": theme,
            "term": "x",
            "place": place,
            "score": 1.0,
        }
        for i, pair in enumerate(pairs)
        for place, theme in zip(("heading", "text"), pair)
    ]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("talent", "talent"), ("finance_funding", "finance_funding")] * 15, "κ = 1.00"),
        (
            [("talent", "talent"), ("talent", "finance_funding"), ("finance_funding", "talent")] * 10,
            "κ = -0.50",
        ),
        ([("talent", "talent"), ("finance_funding", "finance_funding")] * 3, "Too few clauses"),
        ([("talent", "talent")] * 30, "Too few clauses"),
    ],
)
def test_headings_check_the_coding_of_the_text(pairs, expected):
    assert expected in repr(themes.heading_check(told([NINGBO], theme_evidence=evidence(pairs))))


def test_the_finding_says_how_sure_the_coding_is():
    shares = [{"plan_id": "ningbo-2020", "theme": "talent", "share": 1.0}]
    plain = {"targets": [], "plan_themes": shares}
    good = evidence([("talent", "talent"), ("finance_funding", "finance_funding")] * 15)
    bad = evidence([("talent", "finance_funding"), ("finance_funding", "talent")] * 15)
    assert "can be relied on" in repr(themes.finding(told([NINGBO], **plain, theme_evidence=good)))
    assert "allows no conclusions" in repr(themes.finding(told([NINGBO], **plain, theme_evidence=bad)))


def test_waves_are_means_of_their_plans():
    shares = {"zhejiang-2020": 0.2, "ningbo-2020": 0.4, "jiaxing-2023": 0.9}
    plans = [ZHEJIANG, NINGBO, {**JIAXING, "plan_id": "jiaxing-2023", "date": "2023-03-30"}]
    rows = [{"plan_id": p, "theme": "talent", "share": s} for p, s in shares.items()]
    shown = repr(themes.waves(told(plans, plan_themes=rows)))
    assert "2020 (n=2)" in shown and "30%" in shown and "90%" in shown


def test_topics_without_a_theme_are_named():
    rows = [
        {"topic": "T01", "theme": "talent", "theme_share": 0.9, "agreement": 0.4},
        {"topic": "T02", "theme": "talent", "theme_share": 0.3, "agreement": 0.4},
    ]
    terms = [{"topic": "T02", "rank": 1, "term": "海洋"}]
    shown = repr(themes.topics_finding(told([NINGBO], topics=rows, topic_terms=terms)))
    assert "1 topic has no theme" in shown and "T02（海洋）" in shown and "T01" not in shown
    shown = repr(themes.topics_finding(told([NINGBO], topics=rows[:1], topic_terms=terms)))
    assert "none seems to be lacking" in shown


def test_borrowing_names_the_plan_most_was_taken_from():
    def row(source, share):
        return {"plan_id": "ningbo-2020", "source_plan_id": source, "share": share, "passages": 1}

    rows = [row("any", 0.3), row("zhejiang-2020", 0.28), row("jiaxing-2020", 0.05)]
    shown = repr(passages.finding(told([ZHEJIANG, NINGBO, JIAXING], borrowing=rows)))
    assert "30% of Ningbo" in shown and "most in Zhejiang (28%)" in shown


def test_new_words_count_what_was_decided():
    rows = [
        {"term": t, "count": 5, "plans_with_term": 2, "decision": d}
        for t, d in (("甲乙", "suggested"), ("丙丁", "accepted"), ("戊己", "rejected"))
    ]
    shown = repr(vocabulary.new_words(told([NINGBO], new_words=rows)))
    assert "1 await a person's judgement, 2 are decided" in shown and "丙丁" not in shown


def test_keyness_of_plans_and_levels_is_told_by_name():
    rows = [
        {"grouping": g, "group": k, "term": "港口", "z": 3.0, "plans_with_term": 2}
        for g, k in (("plan", "ningbo-2020"), ("level", "province"), ("wave", "2020"))
    ]
    one = told([ZHEJIANG, NINGBO], keyness=rows)
    assert "Ningbo" in repr(vocabulary.keyness(one, "plan"))
    assert "province" in repr(vocabulary.keyness(one, "level")) and "2020" in repr(vocabulary.keyness(one))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_stands_on_empty_tables(lang):
    bare = told([NINGBO], lang)
    for tell in (
        themes.finding, themes.waves, themes.heading_check, themes.topics_finding, themes.caveats,
        groups.finding, groups.caveats, passages.finding, passages.borrowed, passages.swaps,
        passages.names, vocabulary.keyness, vocabulary.cowords, vocabulary.new_words,
    ):  # fmt: skip
        assert repr(tell(bare)).strip(), tell.__name__
