"""Find the codebook's words in a text: leftmost, longest, not overlapping (Aho & Corasick 1975)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

DEPARTMENTS = re.compile(
    r"[（(【\[][^（(【\[]{0,4}(?:责任|牵头|配合|参与|主办|协办|承办)(?:单位|部门)[^）)】\]]{0,1000}[）)】\]]"
)
OFFICE = re.compile(r"(?:行政|主管|监督|管理|监管)*(?:部门|局|厅|委员会)")


class TermIndex(NamedTuple):
    """Terms and the automaton that finds them all in one pass."""

    terms: tuple[str, ...]
    automaton: AhoCorasick


def term_index(terms: Iterable[str]) -> TermIndex:
    """An index of the terms of two characters or more."""
    kept = tuple(sorted({term for term in terms if len(term) >= 2}))
    return TermIndex(kept, AhoCorasick(kept, matchkind=MatchKind.LeftmostLongest, store_patterns=True))


def find_terms(text: str, index: TermIndex) -> Iterator[tuple[int, str]]:
    """Each match as (start, term). Where terms overlap the leftmost wins, then the longest."""
    for place, start, _ in index.automaton.find_matches_as_indexes(text):
        yield start, index.terms[place]


def terms_in(text: str, index: TermIndex) -> list[str]:
    """The matches of find_terms without their places, which take as long again to find."""
    return index.automaton.find_matches_as_strings(text)


def terms_outside_offices(text: str, index: TermIndex) -> list[str]:
    """The matches of find_terms but those in the name of an office (财政 in 财政部门): who does a thing."""
    if not OFFICE.search(text):
        return terms_in(text, index)
    return [term for start, term in find_terms(text, index) if not OFFICE.match(text, start + len(term))]


def without_departments(text: str) -> str:
    """The text with notes like （责任单位：市科技局） blanked by spaces, so that offsets stay."""
    if "单位" not in text and "部门" not in text:
        return text
    return DEPARTMENTS.sub(lambda m: " " * len(m.group()), text)


def body_of(text: str, number: str, heading: str) -> str:
    """A paragraph without its number and run-in heading (blanked, offsets stay)."""
    end = len(number) if text.startswith(number) else 0
    start = text.find(heading) if heading else -1
    if 0 <= start <= len(number) + 4:
        end = start + len(heading)
    return " " * end + text[end:]
