"""The codebook's theme terms, as they stand and as they are to be read in one document.

What a document is about is told by its title, or where it has none by its chief headings. Terms of that theme
weigh more in it; formulas, which name a part that any document has (goals, leadership, supervision), are
about it; and so is a clause that says nothing itself. A document on innovation as a whole is what the themes
are made for: there every term speaks for its own. The name of the document's own region speaks for none.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from cityplans.codebook import Codebook
from cityplans.comparison.coding.matching import (
    TermIndex,
    body_of,
    term_index,
    terms_outside_offices,
    without_departments,
)
from cityplans.comparison.plans import text as as_text

HEADING_FACTOR = 5.0  # a heading names what the paragraph is about
SECTION_FACTOR = 1.0  # the heading above names the family: as much as a mention in the paragraph
CHAPTER_FACTOR = 0.5  # and those above it the wider one
SUBJECT_FACTOR = 1.5  # in a document on talent a word of talent is seldom an aside
PLACES = {"text": 1.0, "heading": HEADING_FACTOR, "section": SECTION_FACTOR, "chapter": CHAPTER_FACTOR}
TITLE = "title"  # place of the terms that give a clause the theme of its document

OTHER, INNOVATION = "other", "overall_innovation"

Evidence = tuple[str, str, str, int, float]  # theme, term, place, count, score


class Dictionary(NamedTuple):
    """Theme terms, indexed; `number`, `theme`, `weight` and `is_formula` of each by its place in the index.

    `theme` gives places in `themes`, which are sorted; a term of weight 0 speaks for none. `title` is what a
    title says for the theme of its document; empty where no document is meant or it has no single theme.
    """

    terms: TermIndex
    number: dict[str, int]
    themes: tuple[str, ...]
    theme: np.ndarray
    weight: np.ndarray
    is_formula: np.ndarray
    title: tuple[Evidence, ...] = ()


def dictionary(codebook: Codebook) -> Dictionary:
    """The theme terms of the codebook with their themes and weights (1 where none is given)."""
    rows = {row["term"]: row for row in codebook["theme_terms"]}
    index = term_index(rows)
    themes = tuple(sorted({OTHER, *(row["theme"] for row in rows.values())}))
    held = [rows[term] for term in index.terms]
    return Dictionary(
        index,
        {term: i for i, term in enumerate(index.terms)},
        themes,
        np.array([themes.index(row["theme"]) for row in held], dtype=np.int64),
        np.array([float(row["weight"] or 1) for row in held], dtype=np.float64),
        np.array([row.get("formula") == "1" for row in held], dtype=bool),
    )


def in_document(words: Dictionary, title: str, region: str, clauses: Sequence[Mapping]) -> Dictionary:
    """The terms as they are to be read in the document of this title, region and clauses."""
    if region:
        is_name = np.array([region.startswith(term) for term in words.terms.terms], dtype=bool)
        words = words._replace(weight=np.where(is_name, 0.0, words.weight))
    told = title or "。".join(filter(None, map(_chief_heading, clauses)))
    said = [row for row in _said(told, TITLE, 1.0, words) if not words.is_formula[words.number[row[1]]]]
    subject = _subject(said)
    if subject in ("", INNOVATION):
        return words
    theme = np.where(words.is_formula, words.themes.index(subject), words.theme)
    is_subject = theme == words.themes.index(subject)
    return words._replace(
        theme=theme,
        weight=words.weight * np.where(is_subject, SUBJECT_FACTOR, 1.0),
        title=tuple(row for row in said if row[0] == subject),
    )


def _chief_heading(clause: Mapping) -> str:
    is_chief = clause.get("clause_kind") == "heading" and not as_text(clause.get("section"))
    return as_text(clause.get("heading")) if is_chief else ""


def _subject(said: Sequence[Evidence]) -> str:
    """The theme of more than half of what is said, '' where there is none."""
    scores = summed(said)
    heaviest = max(scores, key=scores.__getitem__, default="")
    return heaviest if heaviest and 2 * scores[heaviest] > sum(scores.values()) else ""


def summed(evidence: Sequence[Evidence]) -> dict[str, float]:
    """The score of every theme, in the order of the evidence."""
    scores: dict[str, float] = defaultdict(float)
    for theme, _, _, _, score in evidence:
        scores[theme] += score
    return scores


def clause_evidence(clause: Mapping, words: Dictionary, headings: bool = True) -> list[Evidence]:
    """Terms found in a clause with theme, place, count, score; `headings=False` reads the text only."""
    places = zip(PLACES.items(), parts(clause) if headings else parts(clause)[:1])
    return [row for (place, factor), part in places for row in _said(part, place, factor, words)]


def _said(part: str, place: str, factor: float, words: Dictionary) -> list[Evidence]:
    rows = []
    for term, count in sorted(Counter(terms_outside_offices(part, words.terms)).items()):
        number = words.number[term]
        if words.weight[number]:
            score = factor * float(words.weight[number]) * (1 + math.log(count))
            rows.append((words.themes[words.theme[number]], term, place, count, score))
    return rows


def parts(clause: Mapping) -> tuple[str, str, str, str]:
    """Where terms are looked for: the clause's text, its own heading, the heading above, those above that;
    as PLACES."""
    text, number, heading = (as_text(clause.get(key)) for key in ("text", "number", "heading"))
    chapter, _, section = as_text(clause.get("section")).rpartition(" / ")
    return without_departments(body_of(text, number, heading)), heading, section, chapter
