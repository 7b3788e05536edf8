"""From clauses to sentences of words: mask what says nothing about content, then tokenise.

Masked before tokenising: notes of responsible bodies, formulaic openings (lexicon kind `formula`), numbers
with their units, years, the issuing territory's own names. Kept whole: words with symbols (R&D, 5G+,
互联网+), which every tokeniser splits, and the lexicon's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain

import numpy as np

from cityplans.comparison.coding.coded import Words
from cityplans.comparison.coding.matching import TermIndex, find_terms, term_index, without_departments
from cityplans.comparison.plans import issue_years as issue_years  # charts ask for it here

LEXICON_KINDS = ("word", "accepted", "slogan")
WORD_FREQUENCY = 100_000  # high enough that the tokeniser keeps a lexicon word whole
LEFT_OUT = ("title", "signature", "note", "glossary", "foreword")
SENTENCE_END = re.compile(r"[。；！？;!?\n]")
# letters with & + - or digits; 5G, 5G+; a word between quotation marks (with the first of them) that ends
# in +. Like NUMBER it opens with one set of characters: so the engine passes over other text much faster.
SYMBOL_WORD = re.compile(
    r"[A-Za-z\d“\"](?:(?<=[A-Za-z])[A-Za-z0-9]*(?:[&＆][A-Za-z0-9]+)?[+＋]?|(?<=\d)\d?[A-Z](?![A-Za-z])[+＋]?"
    r"|(?<=[“\"])[一-龥]{2,5}[+＋])"
)
DIGIT_SYMBOL = re.compile(r"\d[A-Z]")
NUMBER = re.compile(
    r"[第前0-9０-９](?:(?<![第前])|[0-9０-９])[0-9０-９,.，．]*"
    r"(?:\s*[—\-–~～至到]\s*[0-9０-９][0-9０-９,.]*)?\s*[%％‰十百千万亿]*"
    r"(?:个百分点|人年|人次|平方公里|公顷|万元|亿元|元|家|个|名|项|人|件|所|条|位|倍|年|月|日|米|公里|亩|吨)?"
)
CHINESE_NUMBER = re.compile(  # tried from a run's beginning only
    r"(?<![一二三四五六七八九十百千万亿两])[一二三四五六七八九十百千万亿两]{2,}(?:个|家|名|项|元|人|件|所|年)"
)
CJK_WORD = re.compile(r"[一-龥]{2,}")

END = "\n"  # between the words of one sentence and those of the next

Tokenise = Callable[[str], list[str]]


def mask(text: str, *masked: TermIndex) -> str:
    """The text with everything that is no vocabulary blanked, at its old length."""
    text = without_departments(text)
    for index in masked:
        text = _blanked(text, index)
    kept = {m.start() for m in SYMBOL_WORD.finditer(text)} if DIGIT_SYMBOL.search(text) else ()
    text = NUMBER.sub(lambda m: m.group() if m.start() in kept else " " * len(m.group()), text)
    return CHINESE_NUMBER.sub(lambda m: " " * len(m.group()), text)


def _blanked(text: str, index: TermIndex) -> str:
    parts, position = [], 0
    for start, term in find_terms(text, index):
        parts += [text[position:start], " " * len(term)]
        position = start + len(term)
    return "".join([*parts, text[position:]]) if parts else text


def own_names(region: str, code: str, codebook) -> TermIndex:
    """The name of a plan's territory and those of the places within it."""
    return term_index([*(places_within(codebook).get(code, ()) if code != "000000" else ()), region])


@lru_cache(maxsize=4)
def formulas(codebook) -> TermIndex:
    """Openings and closings that every plan has."""
    return term_index(row["term"] for row in codebook["lexicon"] if row["kind"] == "formula")


@lru_cache(maxsize=4)
def places_within(codebook) -> dict[str, list[str]]:
    """Names of a territory and of all places in it, by its code."""
    within: dict[str, list[str]] = {}
    for row in codebook["regions"]:
        for prefix in {row["code"], row["code"][:4] + "00", row["code"][:2] + "0000"}:
            within.setdefault(prefix, []).extend(n for n in (row["name"], row["short"]) if len(n) >= 2)
    return within


def tokeniser(codebook) -> Tokenise:
    """Words of a masked text (two characters or more, no stopword), END between its sentences."""
    stop = frozenset(codebook.words("stopwords"))
    cut = cutter(codebook)

    @cache  # the same tokens over and over
    def kept(token: str) -> str:
        if CJK_WORD.fullmatch(token):
            return "" if token in stop else token
        return END if SENTENCE_END.search(token) else ""

    def tokenise(text: str) -> list[str]:
        words: list[str] = []
        position = 0
        for match in SYMBOL_WORD.finditer(text):
            words += filter(None, map(kept, cut(text[position : match.start()])))
            symbol = match.group().lstrip('“"')
            if len(symbol) >= 2:
                words.append(symbol.replace("＆", "&").replace("＋", "+"))
            position = match.end()
        words += filter(None, map(kept, cut(text[position:])))
        return words

    return tokenise


def cutter(codebook, kinds: Iterable[str] = LEXICON_KINDS) -> Callable[[str], list[str]]:
    """The bare tokeniser with the lexicon's words of some kinds added."""
    return _cutter(tuple(sorted(row["term"] for row in codebook["lexicon"] if row["kind"] in kinds)))


def plain_cutter() -> Callable[[str], list[str]]:
    """The tokeniser as it is, for texts that are to be broken into lines."""
    return _cutter(())


@cache
def _cutter(words: tuple[str, ...]) -> Callable[[str], list[str]]:
    import rjieba

    instance = rjieba.Jieba()
    for word in words:
        if CJK_WORD.fullmatch(word):
            instance.add_word(word, WORD_FREQUENCY, "nz")
    return lambda text: instance.cut(text, hmm=False)


def words_of(clauses: Iterable[tuple[str, Sequence[str]]]) -> Words:
    """(clause, its words with END between sentences) in the order of the text → Words."""
    held = list(clauses)
    words = list(chain.from_iterable((*own, END) for _, own in held))
    vocabulary = sorted({*words} - {END})
    place = {word: i for i, word in enumerate((END, *vocabulary), start=-1)}
    places = np.fromiter(map(place.__getitem__, words), dtype=np.int32, count=len(words))
    is_word = places >= 0
    sentence = np.cumsum(~is_word)[is_word]  # of each word; some have none
    ends = np.flatnonzero(np.diff(sentence, append=-1)) + 1
    clause = np.repeat(np.arange(len(held)), [len(own) + 1 for _, own in held])[is_word][ends - 1]
    return Words(
        tuple(vocabulary), places[is_word], ends.astype(np.int32), tuple(held[i][0] for i in clause.tolist())
    )
