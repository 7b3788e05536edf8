"""From where a target sets out: 由2.5%提高到3.2%, 比2020年提高10个百分点, 在2020年600家的基础上."""

from __future__ import annotations

import re

from cityplans.chinese import numerals, years
from cityplans.chinese.markers import unnumbered
from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NAME, HAN_YEAR, THAN, year_of
from cityplans.extraction.frame import Frame
from cityplans.extraction.goal_years import Horizon
from cityplans.extraction.quantities import Quantity
from cityplans.worded import Said, Worded

MOVED = Worded(  # 由2020年的2.5%提高到(2025年的)3.2%; 从3%到5%
    rf"(?:由|从(?![业事严此中来]))(?P<since>[^，。；]{{2,8}}?(?:年底?|末|初)的?)?[^，。；\d]{{0,12}}?(?P<number>(?<![\d十百千万亿]){numerals.NUMBER})(?!遇)(?:[∶：:]1)?[^，。；\d（]{{0,8}}(?P<then>（[^（）]{{2,16}}）)?"
    rf"(?:(?:{{moved}}[至到为]|[至到])(?:(?:19|20)\d\d年的?|“?{FIVE_YEAR_NAME}”?(?:期?末)?的)?|{{moved}})$"
    rf"|(?:(?P<at>{ARABIC_YEAR}年)[底末]?)?(?P<arrow>(?<![\d十百千万亿]){numerals.NUMBER})[^，。；\d→]{{0,4}}(?:→|->|—>)(?:(?:19|20)\d\d年的?)?$"
)
ON_YEAR = re.compile(rf"在({ARABIC_YEAR})年[底末]?的?(?:基础|水平)上，")  # …，企业数翻一番
MOVED_IN_TURN = Worded(
    rf"分别[由从](?:(?P<since>{ARABIC_YEAR})年[底末]?的?)?(?P<from>[^，。；]{{2,48}}?){{moved}}[至到为]"
)
ONE_NUMBER = re.compile(numerals.NUMBER)
ON_TOP = re.compile(
    rf"在(?P<since>[^，。；\d]{{0,4}}(?:{ARABIC_YEAR}年|{FIVE_YEAR_NAME})[底末]?)?[^，。；\d]{{0,10}}?(?P<number>(?!{ARABIC_YEAR}年){numerals.NUMBER})"
    rf"[^，。；\d]{{0,8}}(?:基础|水平)上，?(?:到{ARABIC_YEAR}年[底末]?，)?(?:{ARABIC_YEAR}年|[^，。；\d])*$"
)
AS_BASE = Worded(  # 以2022年210亿元为基数，到2027年…
    rf"以(?P<since>[^，。；\d]{{0,4}}(?:{ARABIC_YEAR}年|{FIVE_YEAR_NAME})[底末]?)?的?[^，。；\d]{{0,10}}?(?P<number>(?!{ARABIC_YEAR}年){numerals.NUMBER})"
    rf"[^，。；\d]{{0,12}}为{{base}}，?(?:{ARABIC_YEAR}年|[^，。；\d])*$"
)
AGAINST_VALUE = Worded(  # 较2020年的28.5%提高6.5个百分点
    rf"{years.AGAINST}(?P<number>{numerals.NUMBER})[^，。；\d的]{{0,10}}?{{changes_by}}[^，。；\d]{{0,6}}$"
)
FROM_YEAR = Worded(  # 以2015年为基数，到2020年下降10%
    rf"以({ARABIC_YEAR}|{FIVE_YEAR_NAME})年?[底末]?的?[^，。；\d]{{0,6}}为{{base}}"
)
YEARS_ARROW = re.compile(rf"({ARABIC_YEAR})年?[底末]?(?:→|->|—>){ARABIC_YEAR}")  # 2020年→2025年：41.2%→43%
AGAINST = re.compile(rf"(?:^|[，。；：])(?:与|较|比|同|相比|相较)于?({ARABIC_YEAR})年?[底末]?(?:相比|比)?，")
AGAINST_APART = Worded(  # 与2020年的1200家相比，…增加800家
    rf"(?:^|[，。；：]){years.AGAINST}(?P<number>{numerals.NUMBER})[^，。；\d]{{0,4}}相?比[，较]"
)
THIS_FIGURE = "这一?{figure_named}在?"
BEHIND = Worded(  # 达到2000家，而2020年为1200家; …6.3%，这一比重在2009年为5.4%
    rf"[，；。]?(?:而|其中)?(?:{THIS_FIGURE})?(?:截至)?(?P<since>{ARABIC_YEAR}年[底末]?|{{now}})(?:仅|只|约|实际)*[为是有达]到?[约近]?$"
)
CHANGES = Worded("{changes_by}")
BASE_YEAR = Worded(  # 比2020年+3个百分点, 达到2021年的2.5倍
    rf"(?:(?:{THAN}|相比)(?P<than>“?[^，。；]{{2,10}}?)年?[底末]?[^，。；]{{0,6}}?(?:{{changes_by}}|基础上|水平|前移|后移|进位|进(?=\d)|缩短|扩大)"
    r"|在(?P<on>“?[^，。；]{2,10}?)年?[底末]?[^，。；]{0,6}?(?:基础上|水平))"
    rf"|(?:{THAN}|相比|达到?|为|是|(?:扩大|提[高升]|增[加长]?|发展)[到至])于?(?P<at>{ARABIC_YEAR}年)[底末]?的?$"
)
NAMED_YEAR = re.compile(rf"{ARABIC_YEAR}|{HAN_YEAR}|{FIVE_YEAR_NAME}")
LAST_YEAR = re.compile("去年|上年")
NOW = Worded("{now}|现有")
ON_THIS = Worded("以此为{base}|在(?:此|这一|该)(?:基础|水平)上")  # the fact before
STATED = Worded(rf"（(?:(?P<since>{ARABIC_YEAR})年[底末]?|{{now}}|现有)的?[为是]?[达约]?到?")
MOVES_FROM = re.compile(r"(?:由|从(?![业事严此中来]))[^，。；（\d]{0,12}$")  # 由12万吨，提高至19万吨
PART_OF_YEAR = re.compile("月|季度|半年")  # 前九个月完成86亿元 is no base for a year
COMPARED = ("multiple", "points", "share")  # kinds of what is said against another year


def baseline(cut: Frame, quantity: Quantity, text: str, said: Said) -> tuple[float | None, int | None]:
    """(value, year) the target starts from: 由2.5%提高到3.2%; 比2020年提高10个百分点."""
    before = text[cut.part(quantity.start).start : quantity.start]
    moved = said[MOVED].search(before) if any(sign in before for sign in "由从→>") else None
    changed = (
        text[quantity.start : quantity.end] if quantity.measure == "multiple" else ""
    )  # 较2025年实现翻番
    against = said[AGAINST_VALUE].search(before + changed) if "比" in before or "较" in before else None
    if against and not moved:
        return _value_of(against["number"]), _year_in(against["since"])
    base = said[BASE_YEAR].search(before + changed) if any(sign in before for sign in "比较在年") else None
    number = numerals.value(moved["number"] or moved["arrow"]) if moved else None
    if not moved:
        on_top = _on_top(cut, quantity, text, said)
        if on_top:
            return (on_top[0].low if on_top[0] else None), _year_in(on_top[1])
    if base and base["at"] and quantity.measure != "multiple" and quantity.unit_kind not in COMPARED:
        base = None  # 达到2025年的1200家
    sentence = cut.sentence(quantity.start).start
    as_base = said[FROM_YEAR].search(text, sentence, quantity.start) if "为基" in text else None
    by_arrow = moved and moved["arrow"]
    as_base = as_base or by_arrow and YEARS_ARROW.search(text, sentence, quantity.start)
    changes = quantity.measure == "multiple" or said[CHANGES].search(before)
    on_year = ON_YEAR.search(text, sentence, quantity.start) if changes and "上，" in text else None
    as_base = as_base or on_year or _against(cut, quantity, text, said)
    since = _since(moved) or (base[0] if base else as_base[1] if as_base else "")
    return number.low if number else None, _year_in(since)


def _since(moved: re.Match | None) -> str:
    """Where the year stands that something moves from: 由2020年的42个, 由42个（2020年）, 2020年42个→."""
    return next(filter(None, (moved["since"], moved["then"], moved["at"])), "") if moved else ""


def _value_of(number: str) -> float | None:
    value = numerals.value(number)
    return value.low if value else None


def _year_in(since: str | None) -> int | None:
    dated = NAMED_YEAR.search(since or "")
    return year_of(dated[0]) if dated else None


def in_turn(cut: Frame, quantity: Quantity, turn: int, said: Said) -> tuple[float, int | None] | None:
    """A、B分别由2020年的42亿元、28%提高到70亿元、40%: the n-th starts from the n-th."""
    before = cut.text[cut.part(quantity.start).start : quantity.start]
    moved = said[MOVED_IN_TURN].search(before) if "分别" in before else None
    starts = [n[0] for n in ONE_NUMBER.finditer(moved["from"])] if moved else []
    value = numerals.value(starts[turn]) if turn < len(starts) > 1 else None
    return (value.low, year_of(moved["since"]) if moved["since"] else None) if moved and value else None


def of_fact(
    cut: Frame, fact: Quantity | None, horizon: Horizon, said: Said
) -> tuple[float | None, int | None]:
    """2020年分馆为42个，到2025年达到85个: the fact of the same sentence is where the target starts from."""
    if fact is None:
        return None, None
    told = cut.text[cut.sentence(fact.start).start : fact.start]
    dated = NAMED_YEAR.findall(told)
    year = year_of(dated[-1]) if dated else None
    if not year and horizon.year and LAST_YEAR.search(told):
        year = horizon.year - 1  # 去年已达83%，今年要突破90%
    known = year if year and horizon.year and year < horizon.year else None
    is_base = (known or said[NOW].search(told) or MOVES_FROM.search(told)) and not PART_OF_YEAR.search(told)
    return (fact.low, known) if is_base else (None, None)


def behind(
    cut: Frame, quantity: Quantity, after: Quantity | None, horizon: Horizon, said: Said
) -> tuple[float | None, int | None]:
    """2025年达到2000家，而2020年为1200家: the number behind, of an earlier year and of nothing else."""
    if not after or after.unit != quantity.unit or cut.sentence(quantity.start).end < after.start:
        return None, None
    if "其中" in cut.text[quantity.end : after.start]:
        return None, None  # 其中2024年达到70%: on the way
    found = said[BEHIND].fullmatch(cut.text, quantity.end, after.start)
    year = _year_in(found["since"]) if found else None
    known = found and (not year or horizon.year and year < horizon.year)
    return (after.low, year) if known else (None, None)


def stated(text: str, value: Quantity, horizon: Horizon, said: Said) -> tuple[float | None, int | None]:
    """（2022年为30.8%）, （目前为30.8%）: a value whose bracket says of when and no more (`text`)."""
    found = said[STATED].fullmatch(text)
    if not found:
        return None, None
    year = year_of(found["since"]) if found["since"] else None
    return (value.low, year) if not year or horizon.year and year < horizon.year else (None, None)


def _against(cut: Frame, quantity: Quantity, text: str, said: Said) -> re.Match | None:
    """较2020年，人均用水量下降6%、能耗下降5%: said once for every change of the sentence."""
    before = text[cut.part(quantity.start).start : quantity.start]
    if quantity.measure != "multiple" and not said[CHANGES].search(before):
        return None
    opens = max(0, cut.sentence(quantity.start).start - 1)  # with the sign the sentence before ends in
    return AGAINST.search(unnumbered(text), opens, cut.part(quantity.start).start)


def _on_top(
    cut: Frame, quantity: Quantity, text: str, said: Said
) -> tuple[numerals.Value | None, str | None] | None:
    """在2020年600家的基础上，…翻番: the part before says from where."""
    start = cut.sentence(quantity.start).start
    found = ON_TOP.search(text, start, quantity.start) if "基础上" in text or "水平上" in text else None
    if not found and "比" in text:
        found = said[AGAINST_APART].search(text, max(0, start - 1), cut.part(quantity.start).start)
    found = found or (
        said[AS_BASE].search(text, start, quantity.start) if "为基" in text or "为起" in text else None
    )
    return (numerals.value(found["number"]), found["since"]) if found else None
