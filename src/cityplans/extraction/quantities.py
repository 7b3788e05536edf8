"""Numbers with unit and comparator → quantities with bounds; every number of a text, once, in order.

`lexer(codebook)` compiles the codebook's units, comparators and quantity words; `find(text, lexer)` returns
the quantities. Nothing seen is dropped: a number without a unit is a quantity of kind "bare".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cityplans.chinese import numerals
from cityplans.chinese.choice import choice, longest_first
from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NAME, HAN_YEAR
from cityplans.codebook import Codebook
from cityplans.worded import Said, Worded, said_of

DASH = r"(?:[—–\-－~～〜―]{1,2}|至|到)"
YEAR = rf"(?:{ARABIC_YEAR}年?(?:初|底|末)?|{HAN_YEAR})"
FIVE_YEAR = rf"{FIVE_YEAR_NAME}(?=[”’》」』]|时期|期间|规划|计划|末|初|以来|开局|中期|前期)"
DATE = (
    rf"(?P<date>(?:19|20)\d\d年?{DASH}(?:19|20)?\d\d年|(?:19|20)\d\d年\d{{1,2}}月(?:\d{{1,2}}日)?"
    rf"|(?<!\d)(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d)|\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}月(?:份|底|末|中旬|上旬|下旬)"
    rf"|{FIVE_YEAR}|(?<![\d.]){YEAR}(?<=[年初底末])|(?<![\d.])(?:19|20)\d\d(?={DASH}(?:19|20)\d\d)"
    rf"|(?<=(?<!\d)\d\.){ARABIC_YEAR}(?:年|(?=[—–\-~～至到]))"  # 2.2019年: behind a list number
    r"|(?<![\d.])(?:19|20)\d\d(?=(?:[、和及与](?:19|20)\d\d)+年)"  # 2023、2024和2025年
    rf"|(?<=[到至])(?:19|20)\d\d(?=[，,、；。]|(?:力争|实现|建成|全[省市县区]|基本)))"
)
SINCE = re.compile(r"[从由](?:目前|现在|当前|原来)?(?:的|约)?$|[从由][^，。；\d]{0,4}(?:19|20)\d\d年的?$")
# a note's mark between number and unit: 64①家, 320[1]家, 1450²个; 10² is a power
NOTE = r"(?:[①-⑳]|\[\d{1,2}\]|(?<!\b10)[⁰¹²³⁴-⁹]{1,2})"
STATED_UNIT = re.compile(r"（单位[：:]\s?([十百千万亿]*)([^\s（）、，/\d]{1,6})）")
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
    before_ends: frozenset[str]  # their last characters: most numbers stand behind none
    units: dict[str, tuple[str, str]]
    comparators: dict[str, str]
    words: dict[str, dict[str, str]]
    said: Said = Said({})  # what rules write with words of measure_words.csv in it

    def code_of(self, bound: re.Match) -> str:
        """The comparator of what `before` found; a denied bound is its contrary."""
        denied = bound["denied"] and self.comparators[bound["denied_bound"]]
        return CONTRARY[denied] if denied else self.comparators[bound["bound"]]


# a bound may be denied, and then is its contrary: 不得低于3%, 不突破2亿吨, 严禁超过5%
DENIED = r"(?:不(?:得|能|应|应当|可|宜|允?许|准|要|会|再|予)?|严禁|禁止|避免|防止|杜绝)"
CONTRARY = {"gt": "le", "le": "ge"}
GROWS = Worded(r"{grows}(?:了|幅度达到?|幅达)?$")
JOINED = re.compile("[、，和与及]")
DOUBLES = re.compile(r"翻(?:了|上)?$")
SIGNED = re.compile(r"[+＋]$")
PLUS = r"[+＋](?![\dA-Za-z“])"  # 1000+家, 2000家+, not 1+N


class Surfaces(NamedTuple):
    """Regular expressions for what stands around a number; `unit_begins` asks only whether a unit does."""

    unit: str
    unit_begins: str
    before: str
    after: str


def _surfaces(units, comparators) -> Surfaces:
    han, latin = [], []
    for surface, _, _, not_before in sorted(units, key=lambda u: len(u[0]), reverse=True):
        no = "|".join(map(re.escape, not_before.split("|"))) if not_before else ""
        ends = f"(?!{no})" if no else "(?![A-Za-z])" if re.search("[A-Za-z]$", surface) else ""
        (latin if re.match("[A-Za-z]", surface) else han).append((surface, ends))
    unit, begins = (
        f"(?:{choice(*zip(*first))}|\\s?(?:{choice(*zip(*second))}))"
        for first, second in ((han, latin), (_shortest(han), _shortest(latin)))
    )
    counted = [s for s, _, k, _ in units if k not in NOT_PER]
    per = longest_first(counted)
    unit = rf"{unit}(?:/[百千万亿]{{0,2}}(?:{per})(?!/))?(?:（[\u4e00-\u9fff]{{1,2}}）)?|/(?:10|十)?[万亿]"
    by_length = sorted(comparators, key=lambda c: -len(c[0]))
    ahead = [
        (f"(?<![{re.escape(n)}])" if n else "") + re.escape(t) for t, _, p, n in by_length if p == "before"
    ]
    deniable = "|".join(re.escape(t) for t, c, p, _ in by_length if p == "before" and c in CONTRARY)
    before = (
        rf"(?:(?P<denied>{DENIED}(?P<denied_bound>{deniable}))|(?P<bound>{'|'.join(ahead)}))(?:约为?)?\s?$"
    )
    after = choice(t for t, _, p, _ in by_length if p == "after")
    return Surfaces(unit, rf"(?:{begins}|/(?:10|十)?[万亿])", before, after)


def _shortest(surfaces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of surfaces with guards behind them those that others begin with: where 人次 stands, 人 does. A pattern
    that only asks for a unit is compiled in a fraction of the time."""
    plain = {surface for surface, guard in surfaces if not guard}
    return [s for s in surfaces if not any(s[0][:n] in plain for n in range(1, len(s[0])))]


@lru_cache(maxsize=4)
def _compiled(units, comparators, words, lexical) -> Lexer:
    unit, begins, before, after = _surfaces(units, comparators)
    word = longest_first(w[0] for w in words)
    grammar = numerals.grammar(tuple(u[0] for u in units))
    number, han = grammar.number, grammar.han
    large = rf"(?=[一二两三四五六七八九]){han}(?<=[万亿])(?![\u4e00-\u9fff]{{0,2}}[级强])"  # 超过四千亿
    large += (
        r"|(?<=[超破过达到近逾上越])[十百千万]{1,2}亿(?=[、，。；：）]|新?大关|新?台阶|关口|$)"  # 突破千亿
    )
    listed = rf"(?!\d{{1,2}}\.{ARABIC_YEAR}(?:年|[—–\-~～至到]))"  # 2.2019年, 1.2023—2027年
    amount = rf"{listed}(?:{grammar.share}|{grammar.arabic}|{han}(?=[多余]?{begins})|{large})"
    part = rf"{amount}|{han}(?={DASH}(?:{han}{begins}|{grammar.share}))"
    pattern = re.compile(
        rf"(?P<lexical>{longest_first(lexical)})"
        rf"|{DATE}"
        rf"|(?P<word>{word})(?P<word_after>{after})?"
        rf"|(?P<rank>(?<![目以之日先当提])前(?P<rank_number>{number})(?![年个期次天月周批款项季层道家所])"
        r"(?P<rank_unit>位|名|强|%|％|‰|的)?)"
        rf"|(?P<ordinal>第(?P<place>\d+|{han})(?:{DASH}第?(?P<place_to>\d+|{han}))?(?:位(?!置)|名(?![单额优校师医列]))?)"
        rf"|(?P<low>(?P<in_words>(?=[十百]?[百千万]分之){grammar.share})|{part})(?P<low_unit>{unit})?"
        rf"(?:{DASH}|[和与及](?={amount}(?:{unit})?之间))(?!{HAN_YEAR}|(?:19|20)\d\d年)"
        rf"(?P<high>{amount}|(?(in_words){han}|(?!)))(?P<range_unit>{unit})?(?P<range_after>{after}|之间)?"
        rf"|(?P<number>{amount})(?:{NOTE}(?={unit}))?(?:±(?P<spread>{amount}))?(?:(?P<more>[多余]|{PLUS})(?P<scale>[万亿](?={begins}))?)?(?P<unit>{unit})?(?P<plus>{PLUS}(?![\u4e00-\u9fff]))?"
        rf"(?:±(?P<give>{amount})(?:{unit})?)?(?P<after>{after})?"
    )
    return Lexer(
        _trigger(words, lexical),
        pattern,
        re.compile(before),
        frozenset({t[-1] for t, _, p, _ in comparators if p == "before"} | set("约为 ")),
        {s: (u, k) for s, u, k, _ in units},
        {t: c for t, c, _, _ in comparators},
        {w[0]: dict(zip(("low", "unit", "measure", "comparator"), w[1:], strict=True)) for w in words},
    )


def _trigger(words, lexical) -> re.Pattern:
    """Looking for numbers where they can begin is five times faster than everywhere, and a set of characters
    to begin with twice as fast as a choice of patterns."""
    digits, ahead = "0-9０-９〇零一二两三四五六七八九十百千万亿几拾壹贰叁肆伍陆柒捌玖", "上数近前第"
    heads = sorted({w[:2] for w in (*lexical, *(w[0] for w in words)) if not re.match(f"[{digits}]", w)})
    worded = "".join(f"|(?<={re.escape(h[0])}){re.escape(h[1:])}" for h in heads)
    first = "".join(re.escape(h[0]) for h in heads)
    return re.compile(rf"[{digits}{ahead}{first}](?:(?<=[{digits}])|(?<=[{ahead}])(?=[{digits}]){worded})")


def _compared(match: re.Match, words: Lexer) -> tuple[int, str | None]:
    """Start of the value with the comparator before it, and that comparator (不少于5家, 不得低于3% → ge)."""
    start = match.start()
    if start and match.string[start - 1] not in words.before_ends:
        return start, None
    found = words.before.search(match.string, max(0, start - 9), start)
    if not found:
        return start, None
    return found.start(), words.code_of(found)


def lexer(codebook: Codebook) -> Lexer:
    """The compiled words of one codebook."""
    compiled = _compiled(
        tuple((r["surface"], r["unit"], r["kind"], r["not_before"]) for r in codebook["units"]),
        tuple((r["term"], r["comparator"], r["position"], r["not_after"]) for r in codebook["comparators"]),
        tuple(
            (r["word"], r["low"], r["unit"], r["measure"], r["comparator"])
            for r in codebook["quantity_words"]
        ),
        codebook.words("numeral_words"),
    )
    return compiled._replace(said=said_of(codebook))


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


def _in_turn(found: list[Quantity], text: str) -> list[Quantity]:
    """分别达到600、1200家: the unit of the last is of all."""
    made = list(found)
    for index in range(len(made) - 2, -1, -1):
        this, after = made[index], made[index + 1]
        joined = re.fullmatch("[,，、和及与]", text[this.end : after.start])
        if this.kind == "bare" and after.kind == "amount" and joined:
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
    surface = re.sub("（.{1,2}）$", "", surface) if surface not in words.units else surface
    if surface in words.units:
        return words.units[surface]
    head, slash, tail = surface.partition("/")
    unit, kind = words.units.get(head, (head, ""))
    return (unit + slash + tail, kind)
