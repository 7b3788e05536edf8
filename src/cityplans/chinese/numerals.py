"""Numbers as Chinese plans write them, without units: 3.2, 1.5万, 10亿3000万, 两百, 百余, 十几万, 三分之一.

`grammar(units)` makes the regular expressions for one number, `NUMBER` is that of any; `value(text)` reads
it. What a number counts, and whether
it is a quantity at all, is decided one floor up (quantities.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from cityplans.chinese.digits import DIGITS, LARGE, MULTIPLIERS, SMALL

ARABIC_MAX = 18  # digits; longer runs are identifiers, not numbers

_ARABIC = r"\d{1,3}(?:,\d{3})++(?:\.\d++)?+|\d++(?:\.\d++)?+"
_DIGIT = r"[零〇一二两三四五六七八九]"
FRACTION_HAN = rf"(?:{_DIGIT}|十){{1,6}}+分之{_DIGIT}{{1,6}}+"
FRACTION = r"(?<![\d./])\d{1,2}/\d{1,3}(?![\d/万亿])"
SCALED = re.compile(rf"({_ARABIC})([十百千万亿]*)")


class Grammar(NamedTuple):
    """Regular expressions for one number: of any kind, with Arabic digits, in characters, and 百分之…."""

    number: str
    arabic: str
    han: str
    percent: str


@lru_cache(maxsize=4)
def grammar(units: Collection[str] = ("百分点", "千瓦", "千克", "千米")) -> Grammar:
    """The grammar of numbers that leaves its first character to a unit that begins like one (千瓦, 百分点).

    Nothing in it gives back what it took (++, {1,24}+): 前10年 must not be read as 前1, and a long run of
    numeral characters must cost no more than its length.
    """
    scales = []
    for scale in "十百千万亿":
        tails = sorted({re.escape(u[1:]) for u in units if u[0] == scale and len(u) > 1})
        scales.append(f"{scale}(?!{'|'.join(tails)})" if tails else scale)
    mult = f"(?:{'|'.join(scales)})"
    arabic = rf"(?:{_ARABIC})(?:[多余几]?{mult}++)?+(?:\d++(?:\.\d++)?+{mult}++)?"
    han = rf"(?:[几数上近]?(?:{_DIGIT}|{mult})(?:{_DIGIT}|{mult}|[几多余](?={mult})){{0,24}}+[几]?)"
    percent = rf"(?:百分之|千分之|万分之)(?:{_ARABIC}|(?:{_DIGIT}|{mult}){{1,12}}+(?:点{_DIGIT}{{1,12}}+)?)"
    return Grammar(rf"(?:{percent}|{FRACTION_HAN}|{FRACTION}|{arabic}|{han})", arabic, han, percent)


NUMBER = grammar().number


class Value(NamedTuple):
    """Bounds of a number; `hint` is the comparator that the numeral itself carries (百余 → gt), or ''."""

    low: float
    high: float
    hint: str = ""
    percent: bool = False


@lru_cache(maxsize=4096)  # a plan writes few numbers, and those often
def value(text: str) -> Value | None:
    """Read one number. None where the characters are no well-formed number.

    >>> value("1.5万"), value("十几万").low, value("三分之一").percent
    (Value(low=15000.0, high=15000.0, hint='', percent=False), 110000.0, True)
    """
    for reader in (_percent, _fraction, _vague, _arabic, _han):
        found = reader(text)
        if found is not None:
            return found
    return None


def _exact(number: float, percent: bool = False) -> Value:
    return Value(number, number, "", percent)


def _percent(text: str) -> Value | None:
    for head, scale in (("百分之", 1.0), ("千分之", 0.1), ("万分之", 0.01)):
        if text.startswith(head):
            number = _plain(text.removeprefix(head))
            return None if number is None else _exact(_round(number * scale), True)
    return None


def _fraction(text: str) -> Value | None:
    if "分之" in text:
        below, above = (_plain(part) for part in text.split("分之", 1))
    elif "/" in text:
        above, below = (_plain(part) for part in text.split("/", 1))
    else:
        return None
    if not below or above is None or above >= below:
        return None
    return _exact(round(100 * above / below, 2), True)


def _vague(text: str) -> Value | None:
    """十几万 (11–19), 几百 (200–900), 上百 (≥), 百余 and 500多亿 (>)."""
    if text[0] in "上近" and len(text) > 1 and text[1] in MULTIPLIERS:
        number = _plain(text[1:])
        return None if number is None else Value(number, number, "ge" if text[0] == "上" else "approx")
    if text[0] in "几数" and len(text) > 1:
        unit = _plain("一" + text[1:])
        return None if unit is None else Value(2 * unit, 9 * unit, "range")
    if "几" in text:
        head, tail = text.split("几", 1)
        scale = _plain("一" + tail) if tail else 1
        base = _plain(head)
        return None if scale is None or not base else Value((base + 1) * scale, (base + 9) * scale, "range")
    more = re.search("[多余]", text)
    if more:
        number = _plain(text[: more.start()] + text[more.end() :])
        return None if number is None else Value(number, number, "gt")
    return None


def _arabic(text: str) -> Value | None:
    if not text[0].isdigit():
        return None
    total, read = 0.0, 0
    for part in SCALED.finditer(text):
        if len(part[1]) > ARABIC_MAX or part.start() != read:
            return None
        read = part.end()
        number = float(part[1].replace(",", ""))
        for character in part[2]:
            number *= MULTIPLIERS[character]
        total += number
    return _exact(_round(total)) if read == len(text) else None


def _han(text: str) -> Value | None:
    number = _plain(text)
    return None if number is None else _exact(number)


def _plain(text: str) -> float | None:
    """A number without vagueness, in either kind of digits."""
    if not text:
        return None
    if text[0].isdigit():
        found = _arabic(text)
        return found.low if found else None
    if "点" in text:
        whole, decimals = text.split("点", 1)
        head = _plain(whole)
        tail = "".join(str(DIGITS[c]) for c in decimals if c in DIGITS)
        return None if head is None else float(f"{int(head)}.{tail}")
    if all(c in DIGITS for c in text):
        return float("".join(str(DIGITS[c]) for c in text)) if len(text) <= ARABIC_MAX else None
    return _positional(text)


def _positional(text: str) -> float | None:
    """三千五百, 两百, 一百零五, 万亿, 1千: digits times 十百千, gathered under 万 and 亿."""
    total = section = digit = 0
    pending = False
    last_small, last_large = 10**4, 0
    for character in text:
        if character in DIGITS:
            if pending and digit:
                return None
            digit, pending = DIGITS[character], True
        elif character in SMALL:
            if SMALL[character] >= last_small:
                return None
            last_small = SMALL[character]
            section += (digit if pending else 1) * last_small
            digit, pending = 0, False
        elif character in LARGE:
            section += digit if pending else 0
            digit, pending = 0, False
            scale = LARGE[character]
            if scale > last_large and total:
                total = (total + section) * scale
            else:
                total += (section or 1) * scale
            section, last_small, last_large = 0, 10**4, scale
        else:
            return None
    return float(total + section + (digit if pending else 0))


def _round(number: float) -> float:
    return float(f"{number:.12g}")
