"""The codebook's cue words as patterns: what says that a number is a fact, a name, a policy parameter …"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cityplans.codebook import Codebook


class Cues(NamedTuple):
    """Words of class_cues.csv as patterns, by (class, where)."""

    patterns: dict[tuple[str, str], re.Pattern]
    places: tuple[str, ...] = ()

    def has(self, kind: str, where: str, text: str) -> bool:
        pattern = self.patterns.get((kind, where))
        return bool(pattern and pattern.search(text))


@lru_cache(maxsize=4)
def _compiled(rows) -> Cues:
    words: dict[tuple[str, str], list[str]] = {}
    for kind, term, where, not_before in rows:
        nouns = "|".join(map(re.escape, not_before.split("|")))
        words.setdefault((kind, where), []).append(re.escape(term) + (f"(?!{nouns})" if nouns else ""))
    patterns = {}
    for (kind, where), terms in words.items():
        choice = "|".join(sorted(terms, key=len, reverse=True))
        patterns[kind, where] = re.compile(
            {"left": rf"(?:{choice})(?:[\d.]+[^，。；、]{{1,8}}、)*$", "right": rf"^(?:{choice})"}.get(
                where, choice
            )
        )
    return Cues(patterns)


def cues_of(codebook: Codebook) -> Cues:
    rows = codebook["class_cues"]
    return _compiled(tuple((r["class"], r["term"], r["where"], r["not_before"]) for r in rows))


@lru_cache(maxsize=4)
def _goal_verbs(terms) -> re.Pattern:
    return re.compile("(?:" + "|".join(sorted(map(re.escape, terms), key=len, reverse=True)) + ")$")


def goal_verbs_of(codebook: Codebook) -> re.Pattern:
    """Verbs that announce a result directly before its number."""
    return _goal_verbs(tuple(r["term"] for r in codebook["verbs"] if r["role"] in ("act", "reach", "change")))
