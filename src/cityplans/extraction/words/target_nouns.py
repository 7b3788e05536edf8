"""What a phrase is about: the noun it ends in (target_themes.csv).

A Chinese phrase ends in its head, so of the nouns in it the one that ends last counts, and of those that end
there the longest (工业互联网平台, not 平台). A weak noun (项目, 投资) counts only where no
other stands in the phrase.
"""

from __future__ import annotations

from typing import NamedTuple

from cityplans.codebook import Codebook


class TargetNouns(NamedTuple):
    """The theme of every noun; `longest` is the length of the longest, `weak` are those that say little."""

    theme: dict[str, str]
    longest: int
    weak: frozenset[str] = frozenset()


def target_nouns_of(codebook: Codebook) -> TargetNouns:
    """The nouns of target_themes.csv with the themes they give a target."""
    theme = {row["noun"]: row["theme"] for row in codebook["target_themes"]}
    weak = frozenset(row["noun"] for row in codebook["target_themes"] if row["weak"])
    return TargetNouns(theme, max(map(len, theme), default=0), weak)


def without_weak(nouns: TargetNouns) -> TargetNouns:
    """The nouns that speak for their theme beside any other."""
    return nouns._replace(
        theme={noun: theme for noun, theme in nouns.theme.items() if noun not in nouns.weak}
    )


def themes_from_the_end(phrase: str, nouns: TargetNouns) -> list[str]:
    """Themes of the nouns in a phrase, the last first, weak ones after all others."""
    strong, weak = [], []
    for end in range(len(phrase), 0, -1):
        for start in range(max(end - nouns.longest, 0), end):
            noun = phrase[start:end]
            if noun in nouns.theme:
                (weak if noun in nouns.weak else strong).append(nouns.theme[noun])
                break
    return strong + weak
