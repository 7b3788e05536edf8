"""The codebook's cue words as patterns: what says that a number is a fact, a name, a policy parameter …"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cityplans.chinese.alternation import choice, longest_first
from cityplans.codebook import Codebook
from cityplans.extraction.words.phrases import moved_to


class Cues(NamedTuple):
    """Words of class_cues.csv as patterns, by (class, where)."""

    patterns: dict[tuple[str, str], re.Pattern]

    def has(self, kind: str, where: str, text: str) -> bool:
        pattern = self.patterns.get((kind, where))
        return bool(pattern and pattern.search(text))


@lru_cache(maxsize=4)
def _compiled(rows) -> Cues:
    words: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for kind, term, where, not_before in rows:
        nouns = "|".join(map(re.escape, not_before.split("|")))
        words.setdefault((kind, where), []).append((term, f"(?!{nouns})" if nouns else ""))
    patterns = {}
    for (kind, where), terms in words.items():
        terms.sort(key=lambda t: len(re.escape(t[0]) + t[1]), reverse=True)
        any_of = choice(*zip(*terms))
        patterns[kind, where] = re.compile(
            {
                "left": rf"(?:{any_of})(?:[\d.]+[^，。；、]{{1,8}}、)*$",
                "right": rf"^(?:{any_of})",
                "head": rf"^(?:[凡各对])?(?:{any_of})",
            }.get(where, any_of)
        )
    return Cues(patterns)


def cues_of(codebook: Codebook) -> Cues:
    """The cues of class_cues.csv, compiled."""
    rows = codebook["class_cues"]
    return _compiled(tuple((r["class"], r["term"], r["where"], r["not_before"]) for r in rows))


@lru_cache(maxsize=4)
def _goal_verbs(terms) -> re.Pattern:
    return re.compile(f"(?:{longest_first(terms)})$")


def goal_verbs_of(codebook: Codebook) -> re.Pattern:
    """Verbs that announce a result directly before its number."""
    verbs = (r["term"] for r in codebook["verbs"] if r["role"] in ("act", "reach", "change"))
    return _goal_verbs((*verbs, *moved_to(codebook)))
