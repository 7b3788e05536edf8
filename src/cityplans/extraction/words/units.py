"""The unit of a value: as printed, of each person or mu, or of money where it goes without saying."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cityplans.chinese import numerals
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.words.measures import Measures, is_rank
from cityplans.extraction.words.nouns import Nouns
from cityplans.worded import Worded

LEAST_OF_EACH = 10**4  # and of each person or mu
LEAST_MONEY = 10**8  # a bare figure in 亿 is money where money is measured
LEAST_OF_FUNDS = 10**6  # and one in 百万 where it is money for sure (专项资金不少于3000万)
IN_BRACKET = re.compile(r"（(?:单位：?)?([十百千万亿]*)([^（）\d\s]{1,8})）$")
COUNTED_NOUN = re.compile("([人户家件台辆所座])数$")  # 新增就业人数24万
RATIO = Worded(r"{ratio}值?$")
TIME_UNITS = ("岁", "年", "月", "天", "日", "小时", "分钟", "秒", "个工作日", "工作日")
TEN_THOUSAND = Worded(
    r"(?:全[市省区县国])?(百万|十万|千|万)(?:人口?(?={per_ten_thousand})|名?(?:就业|从业)(?:人员|人口|者)中)"
)
PER_HEAD = re.compile(
    r"每(百万|十万|千万|万|千|百|亿)?(?:名|个)?(?![家所项])(常住人口|就业人员|从业人员|人口|人|名|户|亩|平方公里|公里)?"
)
FUNDS = Worded(r"{funds}$")
SURELY = Worded(r"{traded}额$|{surely_money}$")  # are money


def of_bracket(phrase: str, units: Mapping[str, tuple[str, str]]) -> tuple[str, float, str] | None:
    """技能人才总量（万人） → 技能人才总量, 10000, 人: the unit that a bracket behind an indicator gives."""
    found = IN_BRACKET.search(phrase)
    if not found or found[2] not in units:
        return None
    scale = numerals.value(f"1{found[1]}") if found[1] else None
    return phrase[: found.start()], scale.low if scale else 1.0, units[found[2]][0]


def unit_of(quantity: Quantity, phrase: str, words: Measures) -> str:
    """The bare unit of a value said of a phrase; 位 for a place in an order."""
    nouns = words.nouns
    if is_rank(quantity):
        return quantity.unit if quantity.unit == "%" else "位"
    phrase = phrase.removesuffix("累计")
    each = words.each_before.search(phrase)
    if each and quantity.unit and "/" not in quantity.unit:
        return f"{quantity.unit}/{each['each']}"
    surely = nouns.said[SURELY].search(phrase) or not nouns.no_money.search(phrase)
    if not quantity.unit and quantity.low >= LEAST_MONEY and surely and nouns.money.search(phrase):
        return "元"  # 产值突破1.5万亿
    if not quantity.unit and quantity.low >= LEAST_OF_FUNDS and nouns.said[FUNDS].search(phrase):
        return "元"
    of_each = "均" in phrase and quantity.low >= LEAST_OF_EACH and nouns.money.search(phrase)
    return per_head(phrase, quantity.unit or ("元" if of_each else ""), nouns)  # 人均GDP超过12万


def per_head(phrase: str, unit: str, nouns: Nouns) -> str:
    """件 of 每万人…拥有量 → 件/万人; 人均, 亩均, 户均 likewise."""
    if not unit and phrase.endswith("人次"):
        return "人次"  # 接待人次过千万
    if not unit and nouns.persons.search(phrase) and not nouns.said[RATIO].search(phrase):
        return "人"
    counted = COUNTED_NOUN.search(phrase)
    if not unit and counted:
        return counted[1]
    if unit in TIME_UNITS or not unit or "/" in unit or unit in ("%", "百分点", "位", "倍", "∶1"):
        return unit
    bare = nouns.said[TEN_THOUSAND].match(phrase)  # 万人发明专利拥有量
    if bare:
        return f"{unit}/{bare[1]}人"
    match = PER_HEAD.search(phrase)
    if match and match[0] != "每" and "每年" not in match[0] and (match[1] or match[2]):
        noun = {"亩": "亩", "户": "户", "平方公里": "平方公里", "公里": "公里"}.get(match[2] or "", "人")
        return f"{unit}/{match[1] or ''}{noun}"
    said = phrase.rpartition("的")[2]  # 亩均税收超过30万元的企业: counted in 家
    for word, noun in (("人均", "人"), ("亩均", "亩"), ("户均", "户")):
        if word in said:
            return f"{unit}/{noun}"
    return unit
