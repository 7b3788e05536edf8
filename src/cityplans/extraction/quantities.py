"""Numbers with unit and comparator → quantities with bounds; every number of a text, once, in order.

`lexer(codebook)` compiles the codebook's units, comparators and quantity words; `find(text, lexer)` returns
the quantities. Nothing seen is dropped: a number without a unit is a quantity of kind "bare".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cityplans.chinese import numerals
from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NAME, HAN_YEAR
from cityplans.codebook import Codebook

DASH = r"(?:[—–\-－~～〜―]{1,2}|至|到)"
YEAR = rf"(?:{ARABIC_YEAR}年?(?:初|底|末)?|{HAN_YEAR})"
FIVE_YEAR = rf"{FIVE_YEAR_NAME}(?=[”’》]|时期|期间|规划|计划|末|初|以来|开局|中期|前期)"
DATE = (
    rf"(?P<date>(?:19|20)\d\d年?{DASH}(?:19|20)?\d\d年|(?:19|20)\d\d年\d{{1,2}}月(?:\d{{1,2}}日)?"
    rf"|(?<!\d)(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d)|\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}月(?:份|底|末|中旬|上旬|下旬)"
    rf"|{FIVE_YEAR}|(?<![\d.]){YEAR}(?<=[年初底末])|(?<![\d.])(?:19|20)\d\d(?={DASH}(?:19|20)\d\d))"
)
NOT_PER = ("form", "share", "points", "degree", "multiple", "rank")  # kinds of what nothing is counted per


class Quantity(NamedTuple):
    """`text[start:end]` is the value with its comparators, `text[core_start:core_end]` number and unit."""

    start: int
    end: int
    core_start: int
    core_end: int
    low: float
    high: float
    unit: str
    unit_kind: str
    comparator: str
    kind: str  # amount, rank, word, date, bare
    measure: str = ""


class Lexer(NamedTuple):
    trigger: re.Pattern  # where a number can begin
    pattern: re.Pattern
    before: re.Pattern  # comparators that stand before a number
    units: dict[str, tuple[str, str]]
    comparators: dict[str, str]
    words: dict[str, dict[str, str]]


@lru_cache(maxsize=4)
def _compiled(units, comparators, words, lexical) -> Lexer:
    unit = "|".join(map(re.escape, sorted((u[0] for u in units), key=len, reverse=True)))
    per = "|".join(
        map(re.escape, sorted((s for s, _, k in units if k not in NOT_PER), key=len, reverse=True))
    )
    unit = (
        rf"(?:{unit})(?:/[百千万亿]{{0,2}}(?:{per})(?!/))?(?:（[\u4e00-\u9fff]{{1,2}}）)?|/(?:10|十)?[万亿]"
    )
    before = "|".join(
        re.escape(t) for t, _, p in sorted(comparators, key=lambda c: -len(c[0])) if p == "before"
    )
    after = "|".join(
        re.escape(t) for t, _, p in sorted(comparators, key=lambda c: -len(c[0])) if p == "after"
    )
    word = "|".join(re.escape(w[0]) for w in sorted(words, key=lambda w: -len(w[0])))
    grammar = numerals.grammar(tuple(u[0] for u in units))
    number, han = grammar.number, grammar.han
    share = rf"{grammar.percent}|{numerals.FRACTION_HAN}|{numerals.FRACTION}"
    amount = rf"(?:{share}|{grammar.arabic}|{han}(?=[多余]?(?:{unit})))"
    pattern = re.compile(
        rf"(?P<lexical>{'|'.join(map(re.escape, sorted(lexical, key=len, reverse=True)))})"
        rf"|{DATE}"
        rf"|(?P<word>{word})(?P<word_after>{after})?"
        rf"|(?P<rank>前(?P<rank_number>{number})(?![年个期次天月周批款项季层道家所])(?P<rank_unit>位|名|强|%|的)?)"
        rf"|(?P<ordinal>第(?:{number}))"
        rf"|(?P<low>{amount}|{han}(?={DASH}{han}(?:{unit})))(?P<low_unit>{unit})?{DASH}(?!{HAN_YEAR}|(?:19|20)\d\d年)(?P<high>{amount})(?P<range_unit>{unit})?(?P<range_after>{after}|之间)?"
        rf"|(?P<number>{amount})(?P<more>[多余])?(?P<unit>{unit})?(?P<after>{after})?"
    )
    return Lexer(
        _trigger(words, lexical),
        pattern,
        re.compile(rf"(?:{before})$"),
        {s: (u, k) for s, u, k in units},
        {t: c for t, c, _ in comparators},
        {w[0]: dict(zip(("low", "unit", "measure", "comparator"), w[1:], strict=True)) for w in words},
    )


def _trigger(words, lexical) -> re.Pattern:
    """Looking for numbers where they can begin is five times faster than everywhere, and a set of characters
    to begin with twice as fast as a choice of patterns."""
    digits, ahead = "0-9０-９〇零一二两三四五六七八九十百千万亿几", "上数近前第"
    heads = sorted({w[:2] for w in (*lexical, *(w[0] for w in words)) if not re.match(f"[{digits}]", w)})
    worded = "".join(f"|(?<={re.escape(h[0])}){re.escape(h[1:])}" for h in heads)
    first = "".join(re.escape(h[0]) for h in heads)
    return re.compile(rf"[{digits}{ahead}{first}](?:(?<=[{digits}])|(?<=[{ahead}])(?=[{digits}]){worded})")


def _compared(match: re.Match, words: Lexer) -> tuple[int, str | None]:
    """Start of the value with the comparator before it, and that comparator (不少于5家 → ge)."""
    start = match.start()
    found = words.before.search(match.string, max(0, start - 6), start)
    return (found.start(), words.comparators[found[0]]) if found else (start, None)


def lexer(codebook: Codebook) -> Lexer:
    """The compiled words of one codebook."""
    return _compiled(
        tuple((r["surface"], r["unit"], r["kind"]) for r in codebook["units"]),
        tuple((r["term"], r["comparator"], r["position"]) for r in codebook["comparators"]),
        tuple(
            (r["word"], r["low"], r["unit"], r["measure"], r["comparator"])
            for r in codebook["quantity_words"]
        ),
        codebook.words("numeral_words"),
    )


def find(text: str, words: Lexer) -> list[Quantity]:
    """Every number of `text` once, from left to right, without overlaps."""
    found = []
    done = 0
    while place := words.trigger.search(text, done):
        match = words.pattern.match(text, place.start())
        if match is None:
            done = place.start() + 1
            continue
        done = match.end()
        if match["lexical"]:
            continue
        if match["date"]:
            quantity = _simple(match, "date")
        elif match["word"]:
            quantity = _word(match, words)
        elif match["rank"]:
            quantity = _rank(match)
        elif match["ordinal"]:
            quantity = _simple(match, "ordinal")
        elif match["low"]:
            quantity = _range(match, words)
        else:
            quantity = _single(match, words)
        if quantity is not None:
            found.append(quantity)
    return found


def _simple(match: re.Match, kind: str) -> Quantity:
    start, end = match.span()
    number = re.search(r"\d+", match[0])
    value = float(number[0]) if number and len(number[0]) < 10 else _han_number(match[0])
    return Quantity(start, end, start, end, value, value, "", "", "eq", kind)


def _illegible(match: re.Match) -> Quantity:
    """A number that is none (十十, 5/3): kept, so that the ledger can show it."""
    start, end = match.span()
    return Quantity(start, end, start, end, float("nan"), float("nan"), "", "", "eq", "bare")


def _han_number(text: str) -> float:
    found = re.search(numerals.grammar().han, text)
    value = numerals.value(found[0]) if found else None
    return value.low if value else float("nan")


def _word(match: re.Match, words: Lexer) -> Quantity:
    """倍增, 全覆盖; 翻一番以上."""
    entry = words.words[match["word"]]
    low = float(entry["low"])
    comparator = words.comparators[match["word_after"]] if match["word_after"] else entry["comparator"]
    start, end = match.span()
    core_end = match.end("word")
    measure = entry["measure"]
    return Quantity(start, end, start, core_end, low, low, entry["unit"], "word", comparator, "word", measure)


def _rank(match: re.Match) -> Quantity:
    value = numerals.value(match["rank_number"])
    if value is None:
        return _illegible(match)
    start, end = match.span("rank")
    unit = match["rank_unit"] or ""
    if unit == "的":
        end -= 1
    share = unit == "%" or value.percent
    return Quantity(
        start, end, start, end, value.low, value.high, "%" if share else "位", "rank", "le", "rank", "rank"
    )


def _range(match: re.Match, words: Lexer) -> Quantity:
    low, high = numerals.value(match["low"]), numerals.value(match["high"])
    if low is None or high is None:
        return _illegible(match)
    surface = match["range_unit"] or match["low_unit"] or ""
    unit, kind = _unit(surface, words, low.percent or high.percent)
    if low.low < high.low and not match["low_unit"]:
        low = _carry_multiplier(match["low"], match["high"], low)
    end = match.end()
    core_end = match.end("range_unit") if match["range_unit"] else match.end("high")
    start, _ = _compared(match, words)
    if low.low > high.high:  # 1-2: a dash that joins no range
        return Quantity(
            *match.span(), match.start("low"), core_end, low.low, high.high, unit, kind, "eq", "bare"
        )
    return Quantity(
        start,
        end,
        match.start("low"),
        core_end,
        low.low,
        high.high,
        unit,
        kind,
        "range",
        "amount" if surface or unit else "bare",
    )


def _carry_multiplier(low_text: str, high_text: str, low: numerals.Value) -> numerals.Value:
    """3—5万人 counts 3万 to 5万."""
    tail = re.search(r"[百千万亿]+$", high_text)
    if tail and high_text[0].isdigit() and not re.search(r"[十百千万亿]", low_text):
        return numerals.value(low_text + tail[0]) or low
    return low


def _single(match: re.Match, words: Lexer) -> Quantity | None:
    number, more, surface, behind = match.group("number", "more", "unit", "after")
    value = numerals.value(number)
    if value is None:
        value = numerals.Value(float("nan"), float("nan"))
    unit, kind = _unit(surface or "", words, value.percent)
    start, before = _compared(match, words)
    comparator = before or ("gt" if more else value.hint or "eq")
    if behind and comparator in ("eq", "approx", "gt", "range"):
        after = words.comparators[behind]
        comparator = comparator if comparator in ("gt", "range") and after == "ge" else after
    core_end = match.end("unit") if surface else max(match.end("number"), match.end("more"))
    end = match.end()
    if kind == "form" and re.fullmatch(r"(?:19|20)\d\d", number):  # 2025重大专项
        unit = kind = ""
        end = core_end = max(match.end("number"), match.end("more"))
    return Quantity(
        start,
        end,
        match.start("number"),
        core_end,
        value.low,
        value.high,
        unit,
        kind,
        comparator,
        "amount" if unit else "bare",
    )


def _unit(surface: str, words: Lexer, percent: bool) -> tuple[str, str]:
    if not surface:
        return ("%", "share") if percent else ("", "")
    surface = re.sub("（.{1,2}）$", "", surface) if surface not in words.units else surface
    if surface in words.units:
        return words.units[surface]
    head, slash, tail = surface.partition("/")
    unit, kind = words.units.get(head, (head, ""))
    return (unit + slash + tail, kind)
