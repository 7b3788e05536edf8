"""Find the codebook's words in a text: leftmost, longest, not overlapping.

A dictionary keyed by the first two characters is faster here than one long alternation of a thousand
words, which the standard regular expressions try one by one at every position.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

TermIndex = dict[str, tuple[tuple[int, ...], frozenset[str]]]
DEPARTMENTS = re.compile(
    r"[（(【\[][^（(【\[]{0,4}(?:责任|牵头|配合|参与|主办|协办|承办)(?:单位|部门)[^）)】\]]*[）)】\]]"
)


def term_index(terms: Iterable[str]) -> TermIndex:
    """Terms (two characters or more) by their first two, with the lengths to try, longest first."""
    index: dict[str, set[str]] = {}
    for term in terms:
        if len(term) >= 2:
            index.setdefault(term[:2], set()).add(term)
    return {head: (tuple(sorted({len(t) for t in found}, reverse=True)), frozenset(found))
            for head, found in index.items()}


def find_terms(text: str, index: TermIndex) -> Iterator[tuple[int, str]]:
    """Each match as (start, term). Where terms overlap the leftmost wins, then the longest."""
    position, last, get = 0, len(text) - 1, index.get
    while position < last:
        entry = get(text[position:position + 2])
        step = 1
        if entry is not None:
            for length in entry[0]:
                term = text[position:position + length]
                if term in entry[1]:
                    yield position, term
                    step = length
                    break
        position += step


def count_terms(text: str, index: TermIndex) -> Counter[str]:
    return Counter(term for _, term in find_terms(text, index))


def without_departments(text: str) -> str:
    """The text with notes like （责任单位：市科技局） blanked by spaces, so that offsets stay."""
    return DEPARTMENTS.sub(lambda m: " " * len(m.group()), text)


def body_of(text: str, number: str, heading: str) -> str:
    """A paragraph without its number and run-in heading (blanked, offsets stay)."""
    end = len(number) if text.startswith(number) else 0
    start = text.find(heading) if heading else -1
    if 0 <= start <= len(number) + 4:
        end = start + len(heading)
    return " " * end + text[end:]
