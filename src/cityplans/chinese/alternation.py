"""One of many words as a regular expression that is quick to try where none of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterable


def choice(words: Iterable[str], guards: Iterable[str] | None = None) -> str:
    """The words, the earlier before the later, as a pattern; `guards` stand behind each, as patterns.

    Words that begin alike stand in one branch, so that the engine skips to a character some word begins with
    and tries the words of that character only. What matches is the same as of `word|word|…`.
    """
    listed = list(words)
    by_first: dict[str, list[str]] = {}
    for word, guard in zip(listed, [""] * len(listed) if guards is None else guards, strict=True):
        by_first.setdefault(word[:1], []).append(re.escape(word[1:]) + guard)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items()) or "(?!)"


def longest_first(words: Iterable[str]) -> str:
    """As `choice`, a longer word before a shorter."""
    return choice(sorted(words, key=len, reverse=True))
