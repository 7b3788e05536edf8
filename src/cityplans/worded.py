"""Patterns that rules write with words of the codebook in them.

`{grants}` in a pattern stands for the words of that role in measure_words.csv, of document_words.csv where a
file is read (word_roles.csv says what each role means). So the grammar of a rule stands beside the rule, and
its words where people edit them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from cityplans.chinese.alternation import choice
from cityplans.codebook import Codebook

NEVER = "(?!)"
MEASURES, DOCUMENTS = "measure_words", "document_words"  # files of words by role
ROLE = re.compile(r"\{([a-z]\w*)\}")  # {0,20} is a count
# a role that is an alternative by itself needs no brackets, and is found twice as fast without
ALONE = re.compile(rf"(?:^|(?<=\|)|(?<=\(\?:)){ROLE.pattern}(?=\||\)|$)")


class Worded(str):
    """A pattern with roles of words in it, as a rule writes it: Worded("{grants}$")."""

    __slots__ = ()


class Said(dict[str, re.Pattern[str]]):
    """Worded → its pattern with the words of a codebook, compiled when a rule first asks for it."""

    def __init__(self, of: Mapping[str, str]) -> None:
        super().__init__()
        self._of = dict(of)

    def __missing__(self, worded: str) -> re.Pattern[str]:
        return self.setdefault(worded, re.compile(self.spelled(worded)))

    def spelled(self, worded: str) -> str:
        """A pattern with its words in it, to stand in another."""
        pattern = ALONE.sub(lambda role: self._of.get(role[1], NEVER), worded)
        return ROLE.sub(lambda role: f"(?:{self._of.get(role[1], NEVER)})", pattern)


def by_role(codebook: Codebook, file: str = MEASURES) -> Mapping[str, str]:
    """Role → its words as alternatives, the longest first; a role without words finds nothing."""
    words: dict[str, list[tuple[str, str]]] = {}
    for row in codebook[file]:
        nouns = "|".join(map(re.escape, row["not_before"].split("|")))
        words.setdefault(row["role"], []).append((row["word"], f"(?!{nouns})" if nouns else ""))
    of: dict[str, str] = defaultdict(lambda: NEVER)
    for role, terms in words.items():
        terms.sort(key=lambda term: len(term[0]), reverse=True)
        of[role] = choice(*zip(*terms))
    return of


@lru_cache(maxsize=8)
def said_of(codebook: Codebook, file: str = MEASURES) -> Said:
    """One for all rules that read with a codebook."""
    return Said(by_role(codebook, file))
