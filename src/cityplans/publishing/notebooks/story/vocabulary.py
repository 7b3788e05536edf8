"""Notebook 04: the words plans, waves and levels use more, words that stand together, words to decide on."""

from __future__ import annotations

from collections import Counter, defaultdict

from cityplans.comparison.vocabulary import cowords as method
from cityplans.publishing.notebooks.story import Shown, Told, listed, noted
from cityplans.publishing.telling.waves import of_main_kind

MOST = 10
DISCOVERED = 0.05  # false-discovery rate up to which a word is counted


def keyness(told: Told, grouping: str = "wave") -> Shown:
    """The words each wave (plan, level) uses more than the rest, by log-odds with a Dirichlet prior."""
    found = defaultdict(list)
    rows = [
        r
        for r in told.rows("keyness")
        if r["grouping"] == grouping
        and r["z"] > 1.96
        and r["plans_with_term"] > 1
        and (grouping == "plan" or r["plans_in_group"] > 1)  # the word of one plan is not that of its wave
    ]
    sure = Counter(r["group"] for r in rows if r["q_value"] <= DISCOVERED)
    for row in sorted(rows, key=lambda r: (-r["z"], r["term"])):
        found[row["group"]].append(f"{row['term']} ({row['z']:.1f})")
    table = [
        {"group": _group(told, grouping, g), "terms": "、".join(words[:16]), "n": sure[g]}
        for g, words in sorted(found.items())
    ]
    return listed(
        told,
        table,
        ("group", "terms", "n"),
        MOST,
        {
            "terms": ("z 最大的词", "Largest z"),
            "n": (
                "错误发现率5%以内的词数（按句抽取）",
                "Words at a false-discovery rate of 5% (sentences drawn)",
            ),
        },
    )


def _group(told: Told, grouping: str, group: str) -> str:
    """A plan by its name, a level in words."""
    if grouping == "plan":
        return told.name(group)
    return told.word("region_level", group) if grouping == "level" else group


def cowords(told: Told) -> Shown:
    """The strongest pairs of words with the counts behind them; kind of document, window and cut are said."""
    of_zh, of_en = of_main_kind(told, told.plans)[1]
    rows = sorted(told.rows("cowords"), key=lambda r: (-r["ochiai"], r["term"], r["other_term"]))
    table = listed(
        told,
        rows,
        ("term", "other_term", "sentences", "other_sentences", "sentences_together", "ochiai"),
        MOST,
    )
    stated = noted(
        (
            f"{of_zh}{'的词。' * bool(of_zh)}窗口是一句（到。或；为止）；"
            f"词至少见于{method.LEAST_SENTENCES}句、两份计划，"
            f"词对至少同现{method.LEAST_TOGETHER}句、系数{method.CUT:g}以上；共{len(rows)}对。",
            f"{of_en and f'Words{of_en}. '}The window is the sentence (to 。 or ；); "
            f"words of at least {method.LEAST_SENTENCES} sentences "
            f"and two plans, pairs that share at least {method.LEAST_TOGETHER} sentences, from "
            f"{method.CUT:g} on; {len(rows)} pairs.",
        )
    )
    return Shown(table.markup + stated.markup)


def new_words(told: Told) -> Shown:
    """Strings that behave like words: what a person decided, and what is still to decide."""
    rows = told.rows("new_words")
    rows.sort(
        key=lambda r: (
            r["decision"] == "suggested",
            r["decision"],
            -r["plans_with_term"],
            -r["count"],
            r["term"],
        )
    )
    waiting = [r for r in rows if r["decision"] == "suggested"]
    decided = [r for r in rows if r["decision"] != "suggested"]
    columns = ("term", "count", "plans_with_term", "cohesion", "freedom", "decision")
    told_so = noted(
        (
            f"{len(waiting)}个待人判断，{len(decided)}个已有决定。决定写在 data/codebook/lexicon.csv 的 kind "
            "列（accepted 或 rejected），以后每次运行都照办。",
            f"{len(waiting)} await a person's judgement, {len(decided)} are decided. Decisions stand in the "
            "column kind of data/codebook/lexicon.csv (accepted or rejected) and hold for every later run.",
        )
    )
    return Shown(listed(told, waiting, columns, MOST).markup + told_so.markup)
