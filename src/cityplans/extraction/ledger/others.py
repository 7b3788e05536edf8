"""Numbers that are said of others (the world, neighbours, those above), and what is only foreseen."""

from __future__ import annotations

import re

from cityplans.extraction.ledger.aims import governed
from cityplans.extraction.ledger.sight import Sight
from cityplans.worded import Worded

MACRO = Worded(r"{macro}(?!占有率|份额)")  # of a world or nation
PROVINCIAL = re.compile("全省[^，。；]*平均达")  # 全省平均达到95%: of others, or a province's own aim
# 相当于全省GDP的15%: a share, as a target may be
OWN_ECONOMY = "(?:[全我本][省市县区])?(?:同期)?(?:GDP|地区生产总值|生产总值)的"
OF_OTHERS = re.compile(  # 全国…平均为, 发达国家…普遍在, 同期苏州, 不足杭州的三分之一
    rf"(?:全[国省球]|世界|发达国家|国内外?)[^，。；]*(?:平均[为是约达]|普遍)|同期|(?:不足|不到|仅?相当于)(?!{OWN_ECONOMY})[^，。；]{{2,10}}的$"
)
FORESEEN = Worded(r"(?:{forecasters}|(?<!数)据[^，。；]{0,8}){foresees}")
BY_THEN = Worded(r"(?<!上升)(?<!下降)(?<!提高)[到至](?:19|20)\d\d年(?!的)|{hoped}")
TREND = Worded("呈现[^。；]{0,14}{trends}")
NEIGHBOURS = Worded(r"(?:^|[，；：是]){neighbours}(?:已|均)?{sets_aim}(?![^。]{0,120}我[省市县区州旗盟])")
FROM_ABOVE = re.compile(
    r"(?:国家|中央|上级|省[委里]?|市[委里]?)下达(?:给)?我[省市县区州旗盟]的?[^，；]{0,60}(?:指标|任务|目标)"
)
TO_US = re.compile("下达我[省市县区州旗盟]$")
ASKED_ABOVE = Worded("(?:国家|上级|省){asks}")
OURS = re.compile("[^。]{0,120}我[省市县区州旗盟]")
MEASURED_BY = Worded("{measured_by}")
OF_IT = Worded("{is_but}其$")
THEIR_MEAN = re.compile("的?(?:全[国省市]|世界)?平均(?:水平|值)|的?(?:平均)?水平相比")
OF_THE_MEAN = re.compile("(?:全[国省市]|世界)平均(?:水平|值)?的$")
OF_LEVEL = re.compile("的?(?:水平|标准|目标)")
FALLS_SHORT = re.compile("[^，。；]{0,14}差距")
OWNS = Worded("{long_held}")
BACKGROUND = Worded(r"{now}|现阶段|随着|[^，。；]{0,12}{sources}[^，。；]{0,12}(?:显示|表明)，")
FORECAST = re.compile(r"预计(?:到)?(?:19|20)\d\d年[底末]?将?(?:会|再)?[^，。；\d]{0,4}$")


def elsewhere(sight: Sight) -> str | None:
    """全球市场规模年均增长30%, 有机构预计…, 邻省提出…, 省下达我市的…: no promise of the plan's own."""
    return "fact" if any(told(sight) for told in OF_ANOTHER) else None


def _of_others(sight: Sight) -> bool:
    """全国平均为2.4%, 同期苏州, 不足杭州的三分之一."""
    left = sight.left_in_part
    own = sight.scene.verbs.head.search(left) or governed(sight) and PROVINCIAL.match(left)
    return bool(OF_OTHERS.match(left)) and not own


def _abroad(sight: Sight) -> bool:
    left = sight.left_in_part
    if not sight.scene.around.abroad.match(left):
        return False
    measured = sight.said[MACRO].search(left) and not sight.scene.verbs.head.search(left)
    return bool(measured or sight.said[OWNS].search(left) and not sight.due)


def _foreseen(sight: Sight) -> bool:
    """有机构预计…; 当前老年人口占比已达22.4%，预计到2030年将超过28%."""
    if sight.said[FORESEEN].search(sight.left_in_sentence):
        return True
    shown = "呈现" in sight.left_in_sentence and sight.said[TREND].search(sight.left_in_sentence)
    ahead = sight.scene.context.tense == "future" or sight.said[BY_THEN].search(sight.left_in_sentence)
    if shown and not ahead:
        return True  # 呈现两个特点：一是增幅明显，2013年将较2005年增长33%
    told = FORECAST.fullmatch(sight.left_in_part) and sight.said[BACKGROUND].match(sight.left_in_sentence)
    return bool(told)


def _by_neighbours(sight: Sight) -> bool:
    """邻省提出到2027年规模突破1500亿元、通用机场达到30个."""
    return bool(sight.said[NEIGHBOURS].search(sight.left_in_sentence))


def _from_above(sight: Sight) -> bool:
    """省下达我市的优良天数比率、浓度指标分别为88.5%和33微克; 国家要求下降18%，…，我市确定为20%."""
    asked = sight.said[ASKED_ABOVE].match(sight.left_in_part) and OURS.match(sight.text, sight.quantity.end)
    return bool(asked or FROM_ABOVE.match(sight.left_in_part) or TO_US.search(sight.left_in_part))


def _compared(sight: Sight) -> bool:
    """不足其十分之一, 低于全省2.6平方米的平均水平, 与省定90%的要求还有差距, 对标先进地区500台的水平."""
    left, after = sight.left_in_part, sight.after(8)
    if sight.said[OF_IT].search(left) or THEIR_MEAN.match(after) and ("于" in left or "相比" in after):
        return True
    if OF_THE_MEAN.search(left) and not governed(sight):
        return True  # 铁路网密度是全国平均水平的2.3倍
    if sight.said[MEASURED_BY].match(left) and OF_LEVEL.match(after):
        return True
    return left.startswith(("与", "距", "离")) and bool(FALLS_SHORT.match(sight.after(20)))


OF_ANOTHER = (_of_others, _abroad, _foreseen, _by_neighbours, _from_above, _compared)
