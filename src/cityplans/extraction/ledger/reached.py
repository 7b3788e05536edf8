"""Numbers that say what has been reached, or where something stands from which it is to move."""

from __future__ import annotations

import re
from bisect import bisect_left

from cityplans.chinese.years import AGAINST, EARLIER
from cityplans.extraction.frame import Span
from cityplans.extraction.ledger.aims import (
    aimed,
    goes_beyond,
    is_aimed,
    may_be_over,
    speaks_of_later,
    to_be_done,
    undertaken,
)
from cityplans.extraction.ledger.bygone import (
    goes_on_from_past,
    governed_by_past,
    of_months_behind,
    of_whole_year_behind,
)
from cityplans.extraction.ledger.fulfilled import (
    ahead_of_time,
    done_against_plan,
    exceeded,
    met_before,
    over_goal,
    share_done_behind,
)
from cityplans.extraction.ledger.news import told_in_news, under_progress
from cityplans.extraction.ledger.present import HAS_NOW, PRESENT
from cityplans.extraction.ledger.sight import Sight
from cityplans.worded import Worded

NOT_SO = re.compile("[^，。；]{1,4}的(?!，)|[^，。；]{0,40}(?:基础上|的，|后，|时，)")
GOES_FURTHER = Worded("(?:{goes_further}|{intends})")
ALREADY = Worded(r"已经?{done_how}?")
SHORT_OF = Worded(  # 仅占4.6%, 比全省低9个百分点: what is said of a weakness
    r"(?<!不)(?:仅|只)(?:占|有|为|达|相当于)"
    r"|(?:比|较)(?:全[国省市]|{better_places})[^，。；]{0,8}(?:低|少|落后|相差)"
)
GOALS_ARE = Worded(  # 拟定了2005年主要预期目标：, 主要目标是; not 完成年度目标：
    r"(?<!完成)(?<!实现)(?<!超过)(?<!达到)(?:{kinds_of_aim}|预期|奋斗|工作)目标(?:任务)?(?:[：:]|[是为](?![^，。；]{0,6}(?:提前|超额)完成))"
)
SOUGHT = Worded(r"争取(?:到位?|了|(?=[^，。；]{0,40}{sought}))")  # a deed
LAST_YEARS = re.compile(
    r"[在以](?:去年|上年)[^，。；]{0,20}(?:基础上|水平上|为基数|为基础)|(?:不低于|不少于|不高于|不超过|高于|超过|好于)(?:去年|上年)的?$"
)  # from where it moves
STANDS = re.compile("[占达超有升降增]")
INCLUDED = re.compile("(?:^|，)(?:(?:其中)?(?:包括|包含|含)|其中)")
PRESENTLY = re.compile("^(?:全?[省市区县州]|我[省市区县])?现有")
FROM_NOW = Worded(r"[由从](?<!自.){now}(?:(?!{moved}[至到为])[^，。；\d]){0,40}$")
AGAINST_IT = Worded(f"{AGAINST}$")
IS_AGAINST = Worded(r"[^，。；\d的]{0,8}?{changes_by}")
WITH_IT, IS_WITH = Worded(f"[与同]{EARLIER}$"), re.compile(r"[^，。；\d]{0,4}相?比")
WITH_THOSE = re.compile(r"[与同](?:[^，。；\d]{0,10})$")
THOSE_SET_BESIDE = re.compile(r"[\u4e00-\u9fff]{1,16}相比")
DONE_TO = ("完成", "实现", "投资")
WITH_WHICH = re.compile(r"[^，。；\d]{0,18}的?(?:基础|水平)上")
FOR_BASE = Worded(r"[^，。；\d]{0,4}为{base}")
FROM = re.compile(r"[由从][^，。；\d]{0,12}(?:(?:19|20)\d\d年[^，。；\d]{0,6})?$")
FROM_IN_TURN = re.compile("分别[由从][^，。；]{0,48}$")
MOVES_LATER = Worded(r"[^，。；]{0,40}?{moved}[至到为]")
MOVES = Worded(r"[至到→]|-+>|[^，。；]{0,10}?，?{moved}(?:[至到为]|(?=\d))")


def past(sight: Sight) -> str | None:
    """What has been achieved: review sections, 已, 同比, a year before the issue year."""
    sentence = sight.scene.frame.sentence(sight.quantity.start)
    if sight.has("fact", "left", sight.left_in_part.rstrip()) or _already(sight) or _stands(sight, sentence):
        return "fact"
    due = sight.scene.context.above
    if due and due.source == "explicit":
        return None  # a row of a list of tasks, which says by when
    return "fact" if _is_behind(sight, sentence) else None


def _stands(sight: Sight, sentence: Span) -> bool:
    """Whether the words beside a number say that it stands so today."""
    return any(says_so(sight, sentence) for says_so in STANDING)


def _of_those(sight: Sight, sentence: Span) -> bool:
    """…完成投资596亿元。其中，交通完成182亿元: of what the sentence before says has been reached."""
    if not sight.text.startswith("其中", sentence.start) or sight.due or aimed(sight, sight.left_in_sentence):
        return False
    acts = [act[0] for act in sight.scene.verbs.head.finditer(sight.left_in_part)]
    if any(act not in DONE_TO for act in acts):
        return False  # 现有园区20个。其中，重点建设省级园区5个
    frame, opens = sight.scene.frame, sentence.start
    while opens and sight.text.startswith("其中", opens):
        opens = frame.sentence(opens - 1).start
    before = [n for n in range(sight.place) if opens <= sight.scene.quantities[n].start < sentence.start]
    whole = next((n for n in reversed(before) if sight.scene.quantities[n].kind != "date"), None)
    is_first = not sight.text.startswith("其中", opens)
    return whole is not None and is_first and past(Sight(sight.scene, whole)) == "fact"


def _since_done(sight: Sight, sentence: Span) -> bool:
    """全市已建成8个平台，拥有12家企业: what goes on from what is done, where nothing is aimed at."""
    before = sight.text[sentence.start : sight.part.start]
    early = met_before(sight, sentence)
    if not early and "已" not in before or sight.scene.context.tense == "future":
        return False
    said = sight.said
    if early:
        return not goes_beyond(sight, early)
    last = before.rfind("已")
    included = INCLUDED.match(sight.left_in_part) or last > 0 and INCLUDED.search(before, last)
    since = sentence.start + (last if included else 0)
    if said[GOES_FURTHER].match(sight.left_in_part) or goes_beyond(sight, since):
        return False
    return any(not NOT_SO.match(before, done.end()) for done in said[ALREADY].finditer(before))


def _is_behind(sight: Sight, sentence: Span) -> bool:
    """Whether the sentence or its section tells of a time that is over, and no goal governs the number."""
    start, scene, said = sight.quantity.start, sight.scene, sight.said
    since = sight.text.rfind("；", sentence.start, start) + 1
    own_goal = any(since <= g.position < start for g in scene.goals)
    if since and not own_goal and governed_by_past(sight, Span(since, sentence.end)):
        return True  # 到2025年…消除；我区2018年排查出的…，满意度92%
    looks_back = scene.context.tense == "past"  # 全年 of a review is the year behind
    inside = scene.goals[bisect_left(scene.goals, (sentence.start,)) : bisect_left(scene.goals, (start + 1,))]
    to_do = to_be_done(sight, sentence.start, start)  # 2011年计划种植…, in a review
    if any(g.governs(start) and not (looks_back and may_be_over(g, sight, to_do)) for g in inside):
        return False
    before = sight.text[sentence.start : start].replace("以上", "")  # 5家以上年销售收入: no 上年
    if said[GOALS_ARE].search(before):
        return False
    if since and speaks_of_later(sight, sight.text[since:start]):
        before = sight.text[since:start]  # 上半年完成8亿元；下半年再完成17亿元
    before = said[SOUGHT].sub("", before if looks_back else LAST_YEARS.sub("", before))
    own = said[SOUGHT].sub("", sight.left_in_part)
    # in a paragraph that looks back 确保…，完成115亿元 is a goal that is quoted; elsewhere an aim is said of
    # its own value (上半年完成60亿元，全年力争130亿元), not of the next (去年确保民生，新增就业10万人)
    if sight.has("target", "sentence", before if looks_back else own):
        return False
    return bool(
        looks_back
        or of_months_behind(sight, before)
        or sight.has("fact", "sentence", before)
        or _is_unaimed(sight, before)
        or governed_by_past(sight, sentence)
        or goes_on_from_past(sight, sentence)
        or of_whole_year_behind(sight)
    )


def _is_unaimed(sight: Sight, before: str) -> bool:
    """Whether a sign of what is done stands before, and nothing is aimed at, here, above or before it."""
    if is_aimed(sight, before):
        return False
    hinted = sight.has("fact", "hinted", before) and not undertaken(sight, before)
    return sight.has("fact", "unaimed", before) or hinted


def _already(sight: Sight) -> bool:
    """我市已形成2个集群和5个园区: what is done, in all of the part."""
    left = sight.left_in_part
    done = next(sight.said[ALREADY].finditer(left), None) if "已" in left else None
    if sight.said[SHORT_OF].search(left) and not (sight.due or aimed(sight, left)):
        return True
    stands = done and (sight.scene.verbs.head.match(left, done.end()) or STANDS.match(left, done.end()))
    due = sight.due  # 到2025年，现有园区…达到…
    present = PRESENTLY.match(left) and not due and not sight.scene.verbs.head.search(left)
    behind = done and not sight.due and not sight.scene.verbs.head.search(left)  # 已服务院所30余所
    held = sight.quantity.unit_kind == "count" and HAS_NOW.match(left) and not sight.due  # 园区现有…
    present = present or held and not sight.scene.verbs.head.search(left)
    return bool(stands or present or behind) and not aimed(sight, left)


def baseline(sight: Sight) -> str | None:
    """由A提高到B, 由目前的A: A is where it stands today."""
    left, before, after = sight.left_in_part, sight.before(26), sight.after(16)
    if sight.said[FROM_NOW].search(left):
        return "fact"
    if "为" in after and sight.said[FOR_BASE].match(after) and left.startswith("以"):
        return "fact"  # 以2022年5.6亿元为基数
    if "在" in left and WITH_WHICH.match(sight.after(24)):
        return "fact"  # 在实现62项便民服务的基础上
    if sight.said[AGAINST_IT].search(before) and sight.said[IS_AGAINST].match(after):
        return "fact"  # 较2020年的28.5%提高6.5个百分点
    if "比" in after and IS_WITH.match(after) and sight.said[WITH_IT].search(before):
        return "fact"  # 与2020年的1200家相比
    if "比" in sight.after(24) and WITH_THOSE.search(left) and THOSE_SET_BESIDE.match(sight.after(24)):
        return "fact"  # 与全省400万家中小企业相比
    if "分别" in left and FROM_IN_TURN.search(left) and sight.said[MOVES_LATER].match(sight.after(48)):
        return "fact"  # 分别由4200亿元、28.6%提高到
    if after.startswith("→"):
        return "fact"
    return "fact" if FROM.search(before) and sight.said[MOVES].match(after) else None


STANDING = (
    *PRESENT, over_goal, exceeded, ahead_of_time, share_done_behind, done_against_plan, under_progress,
    told_in_news, _of_those, _since_done,
)  # fmt: skip
