"""Numbers with unit and comparator → quantities with bounds; every number of a text, once, in order.

`lexer` compiles the codebook's units, comparators and quantity words; `find(text, lexer)` returns the
quantities. Nothing seen is dropped: a number without a unit is a quantity of kind "bare".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cityplans.chinese import numerals
from cityplans.extraction.lexer import Lexer
from cityplans.worded import Worded

SINCE = re.compile(r"[从由](?:目前|现在|当前|原来)?(?:的|约)?$|[从由][^，。；\d]{0,4}(?:19|20)\d\d年的?$")
STATED_UNIT = re.compile(r"（单位[：:]\s?([十百千万亿]*)([^\s（）、，/\d]{1,6})）")


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


GROWS = Worded(r"{grows}(?:了|幅度达到?|幅达)?$")
JOINED = re.compile("[、，和与及]")
GROUPED = re.compile(r"(\d{1,3})[,，](\d{3})(?!\d)[^\d.]*")
IN_TURN = re.compile(r"分别[^，。；\d]{0,8}$")
DOUBLES = re.compile(r"翻(?:了|上)?$")
SIGNED = re.compile(r"[+＋]$")


def _compared(match: re.Match, words: Lexer) -> tuple[int, str | None]:
    """Start of the value with the comparator before it, and that comparator (不少于5家, 不得低于3% → ge)."""
    start = match.start()
    if start and match.string[start - 1] not in words.before_ends:
        return start, None
    found = words.before.search(match.string, max(0, start - 9), start)
    if not found:
        return start, None
    return found.start(), words.code_of(found)


def find(text: str, words: Lexer) -> list[Quantity]:
    """Every number of `text` once, from left to right, without overlaps."""
    found = []
    done = 0
    while place := words.trigger.search(text, done):
        match = words.pattern.match(text, place.start())
        if match is None:
            done = place.start() + 1
            continue
        if match["low"] and _is_move(match):  # 从3%到5%: two numbers
            match = words.pattern.match(text, place.start(), _end_of_low(match)) or match
        done = match.end()
        if not match["lexical"]:
            found.append(_quantity(match, words))
    found = _in_stated_unit(found, text, words) if "（单位" in text else found
    found = _growing_on(found, text, words) if "倍" in text else found
    return _in_turn(found, text) if "分别" in text else found


def _in_stated_unit(found: list[Quantity], text: str, words: Lexer) -> list[Quantity]:
    """主要目标（单位：亿元）：2027年，旅游总收入420，…: the unit of the bare numbers of the sentence."""
    stated = STATED_UNIT.search(text)
    if not stated or stated[2] not in words.units:
        return found
    scale = numerals.value(f"1{stated[1]}").low
    unit, kind = words.units[stated[2]]
    end = text.find("。", stated.end())
    last = len(text) if end < 0 else end

    def is_bare(quantity: Quantity) -> bool:
        before, after = text[quantity.start - 1], text[quantity.end : quantity.end + 1]
        return quantity.kind == "bare" and "\u4e00" <= before <= "\u9fff" and after in ("", *"，。；、")

    return [
        q._replace(low=q.low * scale, high=q.high * scale, unit=unit, unit_kind=kind, kind="amount")
        if stated.end() < q.start < last and is_bare(q)
        else q
        for q in found
    ]


def _growing_on(found: list[Quantity], text: str, words: Lexer) -> list[Quantity]:
    """增长1倍和1.5倍: the second grows as the first does."""
    made = list(found)
    for index in range(1, len(made)):
        above, this = made[index - 1], made[index]
        grows = (
            above.measure == "multiple" and above.start < above.core_start and this.unit_kind == "multiple"
        )
        if (
            grows
            and words.said[GROWS].match(text, above.start, above.core_start)
            and JOINED.fullmatch(text, above.end, this.start)
        ):
            made[index] = _grown(this, this.start)
    return made


def _apart(found: list[Quantity], text: str) -> list[Quantity]:
    """分别达到90,450家: the comma stands between two values where no other is joined to them."""
    made = []
    for place, q in enumerate(found):
        grouped = GROUPED.fullmatch(text, q.core_start, q.core_end)
        in_turn = grouped and IN_TURN.search(text, max(0, q.start - 12), q.start)
        after = found[place + 1].start if place + 1 < len(found) else len(text)
        if not in_turn or JOINED.fullmatch(text, q.end, after) or q.low != q.high:
            made.append(q)
            continue
        first, last = float(grouped[1]), float(grouped[2])
        scale = q.low / (first * 1000 + last)
        comma = grouped.end(1)
        made.append(q._replace(end=comma, core_end=comma, low=first, high=first, unit="", kind="bare"))
        made.append(q._replace(start=comma + 1, core_start=comma + 1, low=last * scale, high=last * scale))
    return made


def _in_turn(found: list[Quantity], text: str) -> list[Quantity]:
    """分别达到600、1200家: the unit of the last is of all."""
    made = _apart(found, text)
    for index in range(len(made) - 2, -1, -1):
        this, after = made[index], made[index + 1]
        joined = re.fullmatch("[,，、和及与]", text[this.end : after.start])
        pointed = this.unit == "个" and after.unit == "百分点"  # 提高3个、5个百分点
        if (this.kind == "bare" and after.kind == "amount" or pointed) and joined:
            made[index] = this._replace(unit=after.unit, unit_kind=after.unit_kind, kind="amount")
    return made


def _end_of_low(match: re.Match) -> int:
    return match.end("low_unit") if match["low_unit"] else match.end("low")


def _is_move(match: re.Match) -> bool:
    """Whether what looks like a range is a change from one value to the other (从3%到5%)."""
    return match.string[_end_of_low(match)] in "到至" and bool(
        SINCE.search(match.string, max(0, match.start() - 12), match.start())
    )


def _quantity(match: re.Match, words: Lexer) -> Quantity:
    if match["date"]:
        return _simple(match, "date")
    if match["word"]:
        return _word(match, words)
    if match["rank"]:
        return _rank(match)
    if match["ordinal"]:
        return _ordinal(match, words)
    return _range(match, words) if match["low"] else _single(match, words)


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


def _ordinal(match: re.Match, words: Lexer) -> Quantity:
    """第三, 第3位, 第2-3位; 不低于第6名 is sixth or better."""
    low = numerals.value(match["place"])
    high = numerals.value(match["place_to"]) if match["place_to"] else low
    if low is None or high is None or low.low > high.high:
        return _illegible(match)
    (core_start, end), (start, bound) = match.span(), _compared(match, words)
    comparator = "range" if match["place_to"] else "le" if bound in ("ge", "gt") else "eq"
    start = start if comparator == "le" else core_start
    return Quantity(start, end, core_start, end, low.low, high.high, "", "", comparator, "ordinal")


def _word(match: re.Match, words: Lexer) -> Quantity:
    """倍增, 全覆盖; 翻一番以上, 不低于一半."""
    entry = words.words[match["word"]]
    low = float(entry["low"])
    comparator = words.comparators[match["word_after"]] if match["word_after"] else entry["comparator"]
    core_start, end = match.span()
    core_end, unit, measure = match.end("word"), entry["unit"], entry["measure"]
    if not measure:  # 半数以上: a share in words
        start, before = _compared(match, words)
        bound = before if before and comparator == "eq" else comparator
        return Quantity(start, end, core_start, core_end, low, low, unit, "share", bound, "amount")
    return Quantity(
        core_start, end, core_start, core_end, low, low, unit, "word", comparator, "word", measure
    )


def _rank(match: re.Match) -> Quantity:
    value = numerals.value(match["rank_number"])
    if value is None:
        return _illegible(match)
    start, end = match.span("rank")
    unit = match["rank_unit"] or ""
    if unit == "的":
        end -= 1
    share = unit in ("%", "％", "‰") or value.percent
    scale = 0.1 if unit == "‰" else 1
    low, high = value.low * scale, value.high * scale
    return Quantity(start, end, start, end, low, high, "%" if share else "位", "rank", "le", "rank", "rank")


def _range(match: re.Match, words: Lexer) -> Quantity:
    low, high = numerals.value(match["low"]), numerals.value(match["high"])
    if low is None or high is None:
        return _illegible(match)
    surface = match["range_unit"] or match["low_unit"] or ""
    unit, kind = _unit(surface, words, low.percent or high.percent)
    low, high = _same_kind(low, high, match)
    if low.low < high.low and not match["low_unit"]:
        low = _carry_multiplier(match["low"], match["high"], low)
    end = match.end()
    core_end = match.end("range_unit") if match["range_unit"] else match.end("high")
    start, _ = _compared(match, words)
    if low.percent and high.percent:
        low, high, unit = _of_parts(match["low"], low, high, unit)
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


def _same_kind(low: numerals.Value, high: numerals.Value, match: re.Match) -> tuple:
    """七至八成 is 70 to 80 %, 百分之二十至三十 20 to 30."""
    if high.percent and not low.percent and "成" in match["high"]:
        return numerals.Value(low.low * 10, low.high * 10, low.hint, True), high
    if match["in_words"] and not high.percent:
        return low, high._replace(percent=True)
    return low, high


def _carry_multiplier(low_text: str, high_text: str, low: numerals.Value) -> numerals.Value:
    """3—5万人 counts 3万 to 5万, 三十至三十五万 300,000 to 350,000; 500—1万 begins at 500."""
    for multiplier in ("[万亿]+$", "[百千]+$"):
        tail = re.search(multiplier, high_text)
        if tail and not re.search(f"[{'百千' if tail[0][0] in '百千' else ''}万亿]", low_text):
            mantissa = numerals.value(high_text[: tail.start()])
            carried = mantissa and low.low < mantissa.low
            return (numerals.value(low_text + tail[0]) if carried else None) or low
    return low


def _bound(match: re.Match, before: str, value: numerals.Value, words: Lexer) -> str:
    """The comparator of a number by the signs before it, in it and behind it."""
    comparator = before or ("gt" if match["more"] or match["plus"] else value.hint or "eq")
    if match["give"] or match["spread"]:
        comparator = "approx"
    if match["after"] and comparator in ("eq", "approx", "gt", "range"):
        after = words.comparators[match["after"]]
        comparator = comparator if comparator in ("gt", "range") and after == "ge" else after
    return comparator


PROJECTS = re.compile("目(?![标录的])")  # 签约30项目: projects, counted without a word for it


def _single(match: re.Match, words: Lexer) -> Quantity:
    number, surface = match.group("number", "unit")
    value = numerals.value(number)
    if value is None:
        value = numerals.Value(float("nan"), float("nan"))
    elif match["spread"]:
        scale = re.search("[万亿]*$", match["spread"])[0]
        value = numerals.value(number + scale) or value  # 42±1万吨
    elif match["scale"]:
        value = numerals.value(number + match["scale"]) or value  # 4万多亿元
    unit, kind = _unit(surface or "", words, value.percent)
    start, before = _compared(match, words)
    comparator = _bound(match, before, value, words)
    core_end = match.end("unit") if surface else max(match.end("number"), match.end("more"))
    end = match.end()
    sized = unit == "企业" and "亿" in number  # 百亿企业
    if sized or kind == "form" and re.fullmatch(r"(?:19|20)\d\d", number):  # 2025重大专项
        unit = kind = ""
        end = core_end = max(match.end("number"), match.end("more"))
    if surface == "项" and number[-1] not in "百千万亿" and PROJECTS.match(match.string, match.end("unit")):
        end = core_end = match.start("unit")
    made = Quantity(
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
    if kind == "multiple":
        return _times(made, match.string, words)
    if value.percent:
        low, high, unit = _of_parts(number, value, value, unit)
        return made._replace(low=low.low, high=high.high, unit=unit)
    if kind in ("share", "points") and SIGNED.search(match.string, 0, start):  # 增速+6%
        return made._replace(start=start - 1)
    return made


PARTS = re.compile("千分之|[十百]万分之")
OF_PARTS = {"千分之": (10, "‰"), "十万分之": (1000, "/10万"), "百万分之": (10_000, "/百万")}


def _of_parts(number: str, low: numerals.Value, high: numerals.Value, unit: str) -> tuple:
    """千分之四 is 4 ‰, 十万分之九 9 in 100,000, as statistics give them."""
    parts = PARTS.match(number)
    scale, unit = OF_PARTS[parts[0]] if parts else (1, unit)
    return (
        *(v._replace(low=round(v.low * scale, 6), high=round(v.high * scale, 6)) for v in (low, high)),
        unit,
    )


def _times(made: Quantity, text: str, words: Lexer) -> Quantity:
    """增长1倍 is 2 times, 增长1.5倍 2.5; 翻一番 2, 翻2番 4; 达到2倍 is 2."""
    window = max(0, made.start - 8)
    found = (DOUBLES if made.unit == "番" else words.said[GROWS]).search(text, window, made.start)
    if not found or made.unit == "番" and made.low > 10:
        return made
    return _grown(made, found.start())


def _grown(made: Quantity, start: int) -> Quantity:
    low, high = (2**n if made.unit == "番" else n + 1 for n in (made.low, made.high))
    return made._replace(
        start=start, low=low, high=high, unit="倍", unit_kind="word", kind="word", measure="multiple"
    )


def _unit(surface: str, words: Lexer, percent: bool) -> tuple[str, str]:
    if not surface:
        return ("%", "share") if percent else ("", "")
    surface = surface.strip()
    surface = re.sub("（[^（）]{1,8}）$", "", surface) if surface not in words.units else surface
    if surface in words.units:
        return words.units[surface]
    head, slash, tail = surface.partition("/")
    unit, kind = words.units.get(head, (head, ""))
    return (unit + slash + tail, kind)
