"""Numbers that say how something stands today or what was reached, by the words right beside them."""

from __future__ import annotations

import re

from cityplans.extraction.frame import Span
from cityplans.extraction.ledger.aims import (
    aimed,
    goals_before,
    governed,
    is_aimed,
    is_later,
    looks_ahead,
    speaks_of_later,
    undertaken,
)
from cityplans.extraction.ledger.fulfilled import met_since, told_behind
from cityplans.extraction.ledger.sight import Sight
from cityplans.extraction.words.baselines import THIS_FIGURE
from cityplans.worded import Worded

TOOK = re.compile(
    "(?:用了[^，。；]{1,6}[年月天]|过去[^，。；]{1,6}年)[^，。；]{0,4}，"
)  # 用了不到三年时间，…: and so is behind
STATE_OF = re.compile(r"^[^，。；]{0,8}(?:19|20)\d\d年[^，。；]{2,24}(?<!目标)(?:为|是)约?$")
NEXT_GOAL = Worded(r"[^，。；\d]{0,6}[，；]{promises}?[到至]?((?:19|20)\d\d)年")
OF_NOW = Worded(r"(?:截至)?(?:{now}|现有)(?!的)")
OF_DONE = re.compile("已[^，。；\\d]{1,8}的$")  # 已出台的12项政策: those that are there
THEN = re.compile(r"（(?:截至)?((?:19|20)\d\d)年[底末]?）")  # 数据为320家（2021年）
OF_LAND = Worded(  # 全市总面积960平方公里: how large the place is
    r"^(?:[全本我该][市省县区州镇]|[\u4e00-\u9fff]{1,4}[省市县旗岛])?"
    r"{land}?总?面积(?:为|约|达)?$"
)
BARE_LAND = Worded("{land_kind}?总?面积(?:约为|约|为|共)?")  # 面积约8.5平方公里
NOW_IS = Worded(r"(?:截至)?{now}(?!的)，?[^，。；\d]*{metric}")  # 目前我县人均公共体育场地面积2.1平方米
NOW_BEFORE = Worded(r"[\u4e00-\u9fff]{now}(?:已经?)?(?:达到?|为|有|占|超过|突破)?$")  # 企业目前达到300家
RIGHT_DONE = Worded(  # 10亿元种子基金已于3月完成备案
    "[\u4e00-\u9fff]{2,12}已(?:于|经|在)?[^，。；]{0,8}{got_done}(?!的)"
)
SHORT_AFTER = Worded("，{falls_short}(?:全[国省市]|世界)")  # 1.06亩，不足全国平均的八成
AND_ALREADY = re.compile("[，、]已")
THEN_PAST = re.compile(r"，(?:到)?((?:19|20)\d\d)年[底末]?(?:达到?|为|突破|增至|超过)")
DEALT_WITH = re.compile(
    r"(?:、\d[\d.]*[\u4e00-\u9fff]{1,3})*已(?:全部|基本|全面|均)?[\u4e00-\u9fff]{2,4}(?=[，。；])"
)
RECENT = re.compile("近(?:[一二两三四五六七八九十几]|\\d)年$")
SHARE_DONE = Worded("(?:占|为|完成)[^，。；\\d]{0,6}{planned}(?:任务|目标|总额|总数)?的?$")
YEAR_BY_YEAR = Worded(r"连续(?:[一二两三四五六七八九十]|\d{1,2})年{held_years}")
HONOURED = Worded("被(?:国务院|国家|中央|省)[^，。；]{0,12}{honours}|{is_honoured}")
FALLS_SHORT = re.compile("不[到足及]")
LAST_YEAR_WAS = re.compile(
    "(?:而|其中)?(?:去年|上年)[底末]?(?:实际)?[^，。；\\d]{0,8}(?:为|是|有|达到?)[约近]?"
)
EXPECTED = re.compile("(?:全年|今年|年内)预计|预计(?:今年|全年|明年|到)?(?!达到|完成|实现)")
FORECAST = re.compile("预测")
SO_FAR = re.compile(
    "截[至止]|[上下]半年|前[一二三]季度|前[一二三四五六七八九十\\d]+个?月|\\d月底?[^，。；]{0,8}已"
)
UNDER_WAY = re.compile(  # 10个项目正在建设中, 37个县开展了试点
    "[\u4e00-\u9fff（）、]{0,24}?(?:正在|正加紧|[\u4e00-\u9fff]{2}了(?![解不]))"
)
DONE_IN = re.compile("[\u4e00-\u9fff]{2}(?<![为除])了[约近超]?\\d|实际(?:完成|达到)")
ON_THE_WAY = re.compile("正在?[^，。；]{0,24}$")
LAND_TOLD = Worded(
    r"[^，。；]{0,8}(?:{land}|总)面积(?:为|约)?\d"
)  # 幅员面积20平方公里，耕地3万亩，总人口1万人
AIMED_AT = Worded("{hoped}|目标|(?<![长加升高大降少截])[到至](?:19|20)\\d\\d年")
HOLDS_NOW = Worded(
    r"而?(?:截至)?{now}(?!的)[^，。；\d]*(?:[为有达超]|达到|超过|突破|约|[依仍]然?在|[还仅只尚才])$"
)
NATION = re.compile("我国|中国(?=现有|拥有|有|的|是|已|目前)")
UP_TO = re.compile("(?<!提)高达$|(?<!增)多达$")  # never said of a goal
BUILT_NOW = re.compile("^[^，。；\\d]{0,8}(?:已建成?|在建)[、和及](?:已建|在建|建成)[^，。；\\d]{0,12}$")
HAS_NOW = re.compile("(?:^|，)[\u4e00-\u9fff]{0,8}(?:现有|目前拥有|目前有|还有(?=\\d))")
HAD = re.compile(rf"{HAS_NOW.pattern}(?!的)[^，。；\d]{{0,16}}\d")  # and not 整合现有资源，新建平台5个
MUST = re.compile("[，年]要")
SINCE_YEARS = re.compile(r"(?:近|过去|这)?(?:[一两二三四五六七八九十]|\d{1,2})年多?(?:以?来(?![的打])|间，)")
STOOD = Worded(
    rf"(?:而|其中)?(?:{THIS_FIGURE})?(?:截至)?((?:19|20)\d\d)年[底末]?(?:[该这][\u4e00-\u9fff]{{1,4}})?(?:仅|只|约|实际)*[为是有达]到?[约近]?$"
)
HELD_LAST_YEAR = Worded(r"，[较比](?:上年|去年|上一年|年初)[^，。；\d]{0,6}{rank_moves}")
STANDS_AT = Worded(r"{stands_at}$")


def holds_now(sight: Sight, _: Span) -> bool:
    """目前全市养老机构为120家, 目前人均面积2.1平方米, in a part that aims at nothing."""
    left = sight.left_in_part
    said = sight.said
    holds = said[HOLDS_NOW].match(left) or said[NOW_IS].fullmatch(left) or said[NOW_BEFORE].search(left)
    return bool(holds) and not aimed(sight, left)  # 目前…为120家，到2025年增至150家


def of_land(sight: Sight, _: Span) -> bool:
    """全市总面积960平方公里."""
    exact = sight.quantity.unit_kind == "area" and sight.quantity.comparator == "eq"
    about = sight.quantity.unit_kind == "area" and sight.quantity.comparator in ("eq", "approx")
    if about and not sight.due and sight.said[BARE_LAND].fullmatch(sight.left_in_part):
        return True
    return exact and not sight.due and bool(sight.said[OF_LAND].search(sight.left_in_part))


def reached_since(sight: Sight, sentence: Span) -> bool:
    """到2015年达到45%，2014年已提前完成; 14条、23.6公里已全部销号; 居全省第三位，已突破300家."""
    end = sight.quantity.end
    since = sight.said[SHORT_AFTER].match(sight.text, end) and not _is_good_low(sight)
    if not since and "已" in sight.after(34):
        since = DEALT_WITH.match(sight.text, end) or sight.said[RIGHT_DONE].match(sight.text, end)
    since = since or met_since(sight, sentence)
    ranked = sight.quantity.kind in ("rank", "ordinal") and AND_ALREADY.match(sight.text, end)
    return bool(since or ranked)


def _is_good_low(sight: Sight) -> bool:
    """失业率控制在4%以内，低于全国: what is to be low, or aimed at, is below others by intent."""
    low = sight.quantity.comparator == "le" or "控制" in sight.left_in_part
    return bool(low or governed(sight))


def rank_held(sight: Sight, _: Span) -> bool:
    """列第42位，较上年提升6位."""
    if sight.quantity.kind not in ("rank", "ordinal") or sight.due:
        return False
    left = sight.left_in_part
    held = sight.said[STANDS_AT].search(left) and sight.said[HELD_LAST_YEAR].match(
        sight.text, sight.quantity.end
    )
    return bool(held) and not aimed(sight, left)


def of_done(sight: Sight, _: Span) -> bool:
    """已出台的12项政策; 近三年5.8%的平均增速."""
    counted = sight.quantity.unit_kind == "count" and OF_DONE.match(sight.left_in_part)
    counted = counted or not sight.due and BUILT_NOW.match(sight.left_in_part)  # 已建、在建设施达16个
    return bool(counted or RECENT.search(sight.left_in_part))


def then_past(sight: Sight, sentence: Span) -> bool:
    """较2015年翻番，2020年达到300家."""
    then, issued = (
        THEN_PAST.match(sight.text, sight.quantity.end, sentence.end),
        sight.scene.context.issue_year,
    )
    return bool(then and issued and not governed(sight)) and int(then[1]) < issued


def share_done(sight: Sight, _: Span) -> bool:
    """完成投资41亿元，占年度计划的15.8%."""
    return sight.quantity.unit_kind == "share" and bool(sight.said[SHARE_DONE].search(sight.left_in_part))


def expected(sight: Sight, _: Span) -> bool:
    """预计今年夏季最大负荷3850万千瓦，…缺口约120万千瓦: what will be so, and is not aimed at."""
    left = sight.left_in_sentence
    later = any(is_later(goal, sight) for goal in sight.scene.goals)
    sofar = EXPECTED.match(sight.left_in_part) and SO_FAR.search(left)  # 上半年达5005亿元，预计今年突破
    return bool(EXPECTED.match(left) or sofar or FORECAST.search(sight.left_in_part)) and not (
        sight.said[AIMED_AT].search(left) or sight.scene.inherits or later
    )


def year_by_year(sight: Sight, _: Span) -> bool:
    """连续四年位居全省第2位, 兑现率不到七成, 3项经验被国务院推广: so it is, where nothing is aimed at."""
    told = sight.said[YEAR_BY_YEAR].search(sight.left_in_part)
    told = told or FALLS_SHORT.match(sight.text, sight.quantity.start)
    if not undertaken(sight, sight.left_in_sentence):
        told = told or sight.said[HONOURED].search(sight.right_in_part)
    told = told or told_behind(sight, sight.quantity.end)
    return bool(told) and not is_aimed(sight, sight.left_in_sentence)


def under_way(sight: Sight, sentence: Span) -> bool:
    """10个项目正在建设中, 正在建设3个园区; and how large a place is with all that is told beside it."""
    if is_aimed(sight, sight.left_in_sentence):
        return False
    if DONE_IN.search(sight.text, sentence.start, sentence.end):
        return True  # 新增灌溉面积0.8万亩，…，改善了4.64万户…
    counted = sight.quantity.unit_kind in ("count", "persons", "length")
    doing = UNDER_WAY.match(sight.right_in_part) or ON_THE_WAY.search(sight.left_in_part)
    return bool(counted and doing or sight.said[LAND_TOLD].match(sight.text, sentence.start))


def since_years(sight: Sight, sentence: Span) -> bool:
    """三年来，…，2016年至2018年完成365亿元: of the years behind, where nothing is aimed at."""
    left, since = sight.left_in_sentence, SINCE_YEARS.match(sight.text, sentence.start)
    return bool(since) and not (MUST.search(left) or aimed(sight, left) or looks_ahead(sight, left))


def took(sight: Sight, _: Span) -> bool:
    """用了不到三年时间，建成…: and so is behind."""
    took = TOOK.search(sight.left_in_sentence)
    since = sight.left_in_sentence[took.end() :] if took else ""
    return bool(took) and not ("；" in since or aimed(sight, since) or speaks_of_later(sight, since))


def listed_as_had(sight: Sight, sentence: Span) -> bool:
    """园区现有中试基地2座，配备反应釜120套，仓库面积45000平方米."""
    counts = sight.quantity.unit_kind == "count" or not sight.scene.verbs.head.search(sight.left_in_part)
    listed = counts and sight.part.start > sentence.start
    left = sight.left_in_sentence
    on_top = "基础上" in left  # 在现有线路145条的基础上，再新增22条
    return listed and bool(HAD.search(left)) and not (on_top or is_aimed(sight, left))


def of_all(sight: Sight, _: Span) -> bool:
    """高达60%, 我国达到…."""
    if UP_TO.search(sight.left_in_part):
        return True
    left = sight.left_in_sentence
    return bool(NATION.match(left)) and "目标" not in left and not is_aimed(sight, left)


def before_goal(sight: Sight, sentence: Span) -> bool:
    """2023年交易额为6.5亿元，到2025年力争突破30亿元."""
    told = STATE_OF.search(sight.left_in_part) or sight.said[OF_NOW].match(sight.left_in_part)
    return bool(told) and _goal_follows(sight, sentence)


def stood(sight: Sight, _: Span) -> bool:
    """2025年达到2000家，而2020年为1200家; 去年底这一比例为41%: of a year before the plan, though a goal opens
    the sentence."""
    if LAST_YEAR_WAS.fullmatch(sight.left_in_part):
        return True
    then, issued = sight.said[STOOD].fullmatch(sight.left_in_part), sight.scene.context.issue_year
    if not sight.due:
        then = then or THEN.match(sight.after(12))
    return bool(then and issued) and int(then[1]) < issued


def _goal_follows(sight: Sight, sentence: Span) -> bool:
    """Whether the next part of the sentence is of a later year, and this one's year is no later than now."""
    own = [goal.year for goal in goals_before(sight, sentence)]
    issued = sight.scene.context.issue_year
    later = sight.said[NEXT_GOAL].match(sight.text, sight.quantity.end, sentence.end)
    return bool(later and issued) and (not own or own[-1] <= issued) and int(later[1]) > issued


PRESENT = (
    holds_now, of_land, reached_since, rank_held, of_done, then_past, share_done, expected, year_by_year,
    since_years, under_way, took, stood, listed_as_had, of_all, before_goal,
)  # fmt: skip
