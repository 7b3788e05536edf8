"""Numbers as Chinese plans write them, without units: 3.2, 1.5万, 10亿3000万, 百余, 十几万, 三分之一, 六成.

`grammar(units)` makes the regular expressions for one number, `NUMBER` is that of any; `value(text)` reads
it. What a number counts, and whether it is a quantity at all, is decided one floor up (quantities.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from cityplans.chinese.digits import CAPITAL, DIGITS, MULTIPLIERS, SMALL

BEYOND = 1e24  # 亿 three times over; a longer run of 亿 would end as infinity, which no table can hold
ARABIC_MAX = 18  # digits; longer runs are identifiers, not numbers


def kept(pattern: str, times: str) -> str:
    """A group that gives nothing back, as ++ and ?+ say; those fail on groups in Python before 3.11.5."""
    return f"(?>(?:{pattern}){times})"


GROUP = "[,，'’ \u00a0\u2009\u202f]"  # between groups of three digits
# a group of one to three digits, then only groups of three; a blank or a full-width comma also stands between
# two numbers (表1 200家), so it must not open a line and only one kind of it holds a number together
_GROUPED = (
    rf"(?<![\d.])\d{{1,3}}{kept(',[0-9]{3}', '+')}(?!\d){kept('[.][0-9]++', '?')}"
    rf"|(?<![\d.])(?<![\n])(?<!^)[1-9]\d{{0,2}}(?:(?P<group>{GROUP})\d{{3}}{kept('(?P=group)[0-9]{3}', '*')})"
    rf"(?!\d){kept('[.][0-9]++', '?')}"
)
_POINT = (
    r"(?:\.\d++|(?<=0)·\d{1,3}"
    r"|·\d{1,2}(?=[%％‰个十百千万亿年岁元倍家件人名亩吨公立平克度项台套张分座所条户]))"
)
_PLAIN = rf"\d++{kept(_POINT, '?')}"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TIMES_TEN = rf"[×xX](?:10(?:\^\d{{1,2}}|[{RAISED}]{{1,2}})|10{{2,11}}(?!\d))"  # 1.8×10⁶, 3.5×1000
_RAISED_TEN = rf"(?<![\d.])10[{RAISED}]{{1,2}}"  # 10⁴
_DIGIT = r"[零〇一二两三四五六七八九]"
NOT_TENTHS = "立为果本员长效功绩就熟交人品套都渝不份分"  # 三成立, 一成不变
_TENTHS = rf"(?:[一二两三四五六七八九]|(?<!\d)\d)成(?:[一二三四五六七八九半]|\d(?!\d))?(?![{NOT_TENTHS}])"
FRACTION_HAN = rf"[十零〇一二两三四五六七八九]{{1,6}}+分之{_DIGIT}{{1,6}}+"
FRACTION = r"(?<![\d./])\d{1,2}/\d{1,3}(?![\d/万亿])"
# 伍 and 陆 are also ordinary characters: a capital number has a multiplier behind its first digit
_CAPITAL = rf"(?:[{CAPITAL[1:]}][拾佰仟万亿]|拾[{CAPITAL[1:]}]?(?=[万亿]))[{CAPITAL}拾佰仟万亿]{{0,24}}+"
POWERS = (("百分之", 1.0), ("千分之", 0.1), ("十万分之", 0.001), ("百万分之", 0.0001), ("万分之", 0.01))
LETTERS = str.maketrans("", "", "".join(",，'’ \u00a0\u2009\u202f"))


class Grammar(NamedTuple):
    """Regular expressions for one number: of any kind, in Arabic digits, in characters; shares in words."""

    number: str
    arabic: str
    han: str
    share: str


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
    more = rf"(?:零?(?:{_PLAIN}|{_DIGIT}{{1,4}}+){kept(mult, '+')}|零\d++)"
    scaled = kept(f"[多余几]?{kept(mult, '+')}{kept(more, '{0,6}')}", "?")
    arabic = rf"(?:{_RAISED_TEN}|{_GROUPED}|{_PLAIN})(?:{_TIMES_TEN}|{scaled})"
    inside = f"{_DIGIT}|{mult}|[几多余](?={mult})|(?<={_DIGIT})点(?={_DIGIT})|(?<=十)点(?={_DIGIT})"
    han = (
        rf"(?:(?:[几数上近](?={mult}))?(?:{_DIGIT}|{mult}){kept(inside, '{0,24}')}"
        rf"(?:(?<={_DIGIT})半(?={mult}))?[几]?|{_CAPITAL})"
    )
    whole = kept(f"{_DIGIT}|{mult}", "{1,12}")
    percent = rf"(?:百分之|千分之|[十百]?万分之)(?:{_PLAIN}|{whole}(?:点{_DIGIT}{{1,12}}+)?)"
    share = rf"(?:{percent}|{FRACTION_HAN}|{FRACTION}|{_TENTHS})"
    # a group may be named only once in a pattern that holds several numbers
    arabic = re.sub(r"\(\?P<group>(.*?\])\)", r"(?:\1)", arabic).replace("(?P=group)", GROUP)
    return Grammar(rf"(?:{share}|{arabic}|{han})", arabic, han, share)


NUMBER = grammar().number


class Value(NamedTuple):
    """Bounds of a number; `hint` is the comparator that the numeral itself carries (百余 → gt), or ''."""

    low: float
    high: float
    hint: str = ""
    percent: bool = False


@lru_cache(maxsize=4096)  # a plan writes few numbers, and those often
def value(text: str) -> Value | None:
    """Read one number. None where the characters are no well-formed number, or beyond all that is counted.

    >>> value("1.5万"), value("十几万").low, value("三分之一").percent
    (Value(low=15000.0, high=15000.0, hint='', percent=False), 110000.0, True)
    >>> value("2万5千亿").low, value("一点二万亿").low, value("伍仟万").low, value("七成五").low
    (2500000000000.0, 1200000000000.0, 50000000.0, 75.0)
    """
    if not text:
        return None
    for reader in (_percent, _tenths, _fraction, _vague, _neighbours, _times_ten, _exactly):
        found = reader(text)
        if found is not None:
            return found if found.high < BEYOND else None
    return None


def _exact(number: float, percent: bool = False) -> Value:
    return Value(number, number, "", percent)


def _percent(text: str) -> Value | None:
    for head, scale in POWERS:
        if text.startswith(head):
            number = _plain(text.removeprefix(head))
            return None if number is None else _exact(_round(number * scale), True)
    return None


def _tenths(text: str) -> Value | None:
    """六成 is 60 %, 七成五 and 7成5 are 75 %."""
    tenths, mark, half = text.partition("成")
    number = _plain(tenths) if mark else None
    return (
        None
        if number is None
        else _exact(10 * number + (DIGITS.get(half, 5) if half in (*DIGITS, "半") else int(half or 0)), True)
    )


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


def _neighbours(text: str) -> Value | None:
    """七八 (7–8), 三五百 (300–500), 十五六万: digits that follow each other."""
    found = NEIGHBOURS.fullmatch(text)
    if not found:
        return None
    low, high = DIGITS[found[2]], DIGITS[found[3]]
    if high - low != 1 and (low, high) != (3, 5):
        return None
    tens, scale = (10 if found[1] else 0), _plain("一" + found[4]) if found[4] else 1
    return None if scale is None else Value((tens + low) * scale, (tens + high) * scale, "range")


def _times_ten(text: str) -> Value | None:
    """1.8×10⁶, 2x10^4, 10⁴, 3.5×1000."""
    if written := re.fullmatch(r"(.+?)[×xX]1(0{2,11})", text):
        first = _plain(written[1])
        return None if first is None else _exact(_round(first * 10 ** len(written[2])))
    found = re.fullmatch(rf"(?:(.+?)[×xX])?10(\^\d{{1,2}}|[{RAISED}]{{1,2}})", text)
    number = _plain(found[1] or "1") if found else None
    if number is None:
        return None
    raised = found[2].lstrip("^")
    return _exact(number * 10 ** int("".join(str(RAISED.find(c)) if c in RAISED else c for c in raised)))


def _exactly(text: str) -> Value | None:
    number = _plain(text)
    return None if number is None else _exact(number)


NEIGHBOURS = re.compile("(十?)([一二两三四五六七八])([二三四五六七八九])([十百千万亿]*)")
TOKEN = re.compile(
    rf"(?P<arabic>\d+(?:{GROUP}\d{{3}})*(?:[.·]\d+)?)|(?P<scale>[十百千万亿拾佰仟])"
    r"|(?P<digit>[零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸])|(?P<point>点)|(?P<half>半)"
)


def _plain(text: str) -> float | None:
    """A number without vagueness, in any kind of digits, also mixed (2万5千亿, 1千零20)."""
    if text and all(c in DIGITS for c in text):
        return float("".join(str(DIGITS[c]) for c in text)) if len(text) <= ARABIC_MAX else None
    tokens = _tokens(text)
    number = _gathered(tokens) if tokens else None
    return None if number is None or number >= BEYOND else number


def _tokens(text: str) -> list[tuple[str, float]] | None:
    """("number", 12), ("scale", 1000), ("zero", 0) in order; 一点二 and 十点五 are one number."""
    made: list[tuple[str, float]] = []
    at = 0
    while at < len(text):
        found = TOKEN.match(text, at)
        if not found:
            return None
        at = found.end()
        if found["arabic"]:
            digits = found["arabic"].translate(LETTERS).replace("·", ".")
            if len(digits.split(".")[0]) > ARABIC_MAX:
                return None
            made.append(("number", float(digits)))
        elif found["scale"]:
            made.append(("scale", MULTIPLIERS[found["scale"]]))
        elif found["digit"]:
            digit = DIGITS[found["digit"]]
            made.append(("number" if digit or not made else "zero", digit))
        elif found["half"]:
            made[-1:] = [("number", made[-1][1] + 0.5)] if made and made[-1][0] == "number" else [("bad", 0)]
        else:
            decimals = re.match("[零〇一二两三四五六七八九]+", text[at:])
            whole = _gathered(made)
            if not decimals or whole is None:
                return None
            at += decimals.end()
            tail = "".join(str(DIGITS[c]) for c in decimals[0])
            made = [("number", float(f"{int(whole)}.{tail}"))]
    return made


def _gathered(tokens: list[tuple[str, float]]) -> float | None:
    """Numbers times 十百千, gathered under 万 and 亿; 一万五千亿 is 15,000 × 亿, 二千七 is 2,700."""
    total = section = 0.0
    number: float | None = None
    zero, begun, last = False, False, 0.0
    last_small, last_large = 10.0**4, 0.0
    for kind, amount in tokens:
        if kind == "zero":
            zero = True
        elif kind == "number":
            if number is not None:
                return None
            number, begun = amount, True
        elif kind == "scale" and amount in SMALL.values():
            if amount >= last_small:
                return None
            last_small = last = amount
            section += (1 if number is None else number) * amount
            number, zero, begun = None, False, True
        elif kind == "scale":
            section += number or 0
            if amount >= last_large and total and not section:
                total *= amount  # 万亿, 亿亿
            elif amount > last_large and total:
                total = (total + section) * amount
            else:
                total += (section if begun else 1) * amount
            section, number, zero, begun = 0.0, None, False, True
            last_small, last_large, last = 10.0**4, amount, amount
        else:
            return None
    if number is not None and last > 10 and not zero and number < 10 and number == int(number):
        number *= last / 10  # the digit behind a scale is of the scale below
    return _round(total + section + (number or 0))


def _round(number: float) -> float:
    return float(f"{number:.12g}")
