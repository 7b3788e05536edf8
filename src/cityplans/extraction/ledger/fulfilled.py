"""Goals that were met: ahead of time, in full, beyond what was aimed at; and those still to be met so."""

from __future__ import annotations

import re

from cityplans.extraction.frame import Span
from cityplans.extraction.ledger.aims import aimed, goals_before, is_later, is_to_come, wished
from cityplans.extraction.ledger.sight import Sight
from cityplans.worded import Worded

REACHED_SINCE = Worded(  # 到2015年达到45%，2014年已提前完成
    r"[^。；]{0,24}?(?:已{fulfils_how}?|(?<!确保)(?<!力争)提前|实际)(?:\d+个月|[一二两三]年)?{fulfils}"
)
SINCE = re.compile("已|提前|实际")  # one of them stands in what REACHED_SINCE finds
# what goes on from it is done too: 目标提前一年实现，五年新增…; but not 再新增, 将建成
DONE_EARLY = Worded(
    "{goal_noun}[^，。；]{0,12}{fulfils_how}[^，。；]{0,4}{fulfils}[^，。；]{0,4}，"
    "|^提前[^，。；]{0,4}(?:实现|完成)[^，。；]*目标，"
)
AHEAD_OF_TIME = re.compile("提前[^，。；]{0,4}(?:实现|完成)")
DONE_AHEAD = re.compile("提前完成(?!目标任务)")
TASKED = Worded(  # 各区要提前完成…, 加快进度，提前完成…; not 主要任务提前完成, 供应
    "(?:^|[，；])(?:[^，。；]{0,10}(?:(?<![主重紧])要(?![求素点])|须|(?<![相供响反适对])应(?![用急对]))"
    "|[^，。；]{0,4}(?:{undertakes_task}|{undertakes}))"
)
FULFILLED = Worded(  # 全年达到300家，圆满完成年度目标任务
    "，(?P<how>[^，。；]{0,8}){fulfils_well}完成[^，。；]{0,4}{of_the_year}"
)
TOLD_BEHIND = Worded(  # 增长10%，…，创历史新高
    "(?P<how>[^。]{0,160}?)(?:(?<!再)创下?(?:历史|近[一-龥]{0,2}年来?)[^，。；]{0,6}{record}|(?<!要)完成了[^，。；]{0,12}(?:任务|目标)|，总体保持(?:稳定|平稳))"
)
REALLY = "(?:而|但)?实际(?:已|共|总|累计)*{came_of_it}(?!投资总额)"
PLANNED = Worded("{planned}")
OF_GOAL_MET = Worded("的{goal_noun}已?{fulfils_how}(?:\\d+个月|[一二两三半]年)?{fulfils}")
IS_REAL = Worded(REALLY)
CAME_OF_IT = Worded(r"[^。]{0,120}?[，；]" + REALLY + r"[^，。；\d]{0,12}\d")
SHARE_BEHIND = Worded(  # 贷款7.4亿元，完成年计划的168%; 抚育1.26亿亩，为年度计划任务的105%
    r"[^，。；]{0,6}，(?:已)?(?:完成|占|为|达到?)[^，。；\d]{0,6}{planned}(?:任务|目标|总额|总数)?的?\d"
)
OVER_GOAL = Worded(r"(?:(?<!确保){beyond_it}了|提前{fulfils})[^，。；]{0,24}$")
OF_GOAL = Worded("[^，。；]{0,6}的(?:[\u4e00-\u9fff]{0,6}{asked})")
EXCEEDED = re.compile("(?:^|，)(?:均|都|全部|提前)?超额[^，。；]{0,6}(?:完成|实现)")


def met_since(sight: Sight, sentence: Span) -> bool:
    """到2015年达到45%，2014年已提前完成, 建站300个的目标提前完成; not 到2027年，下降18%，提前达到国家要求."""
    if sight.after(1) == "的" and sight.said[OF_GOAL_MET].match(sight.text, sight.quantity.end):
        return not wished(sight, sight.left_in_part)
    if not SINCE.search(sight.after(34)):
        return False
    since = sight.said[REACHED_SINCE].match(sight.text, sight.quantity.end, sentence.end)
    if since and "目前" in since[0]:
        return False  # 计划建设公路30公里，投资2000万元，目前已完成1800万元
    return bool(since) and ("已" in since[0] or not is_to_come(sight, sentence))


def met_before(sight: Sight, sentence: Span) -> int | None:
    """Where the words end that say before the number's part that goals were met (目标提前实现，五年新增…);
    None where none do or they are to be met (到2025年，规划目标全面完成，…)."""
    early = sight.said[DONE_EARLY].search(sight.text[sentence.start : sight.part.start])
    if not early or sight.scene.inherits or ("已" not in early[0] and is_to_come(sight, sentence)):
        return None
    return sentence.start + early.end()


def told_behind(sight: Sight, end: int) -> bool:
    """…，圆满完成年度目标任务, …，创历史新高; not 力争超额完成年度目标."""
    told = sight.said[FULFILLED].match(sight.text, end) or sight.said[TOLD_BEHIND].match(sight.text, end)
    return bool(told) and not wished(sight, told["how"].rpartition("，")[2])


def over_goal(sight: Sight, _: Span) -> bool:
    """超过了“十四五”规划的人均2.6平方米的标准: a goal that has been met."""
    return "了" in sight.left_in_part and bool(
        sight.said[OVER_GOAL].search(sight.left_in_part) and sight.said[OF_GOAL].match(sight.after(16))
    )


def share_done_behind(sight: Sight, sentence: Span) -> bool:
    """小额贷款7.4亿元，完成年计划的168%."""
    told = sight.said[SHARE_BEHIND].match(sight.text, sight.quantity.end)
    return bool(told) and not is_to_come(sight, sentence)


def exceeded(sight: Sight, _: Span) -> bool:
    """产值616亿元，超额完成“十二五”计划380亿元的目标: what a sentence sets beside a goal that was met."""
    left, right = sight.left_in_sentence, sight.after(60).split("。")[0]
    if not (EXCEEDED.search(left) or EXCEEDED.search(right)) or sight.scene.inherits or aimed(sight, left):
        return False
    return not any("年" in goal.text for goal in sight.scene.goals if goal.position < sight.quantity.start)


def done_against_plan(sight: Sight, sentence: Span) -> bool:
    """计划造林8520亩，实际完成8871亩: what was planned for a time that is over, and what came of it."""
    really = sight.text.find("实际", sentence.start, sentence.end)
    planned = really > 0 and sight.said[PLANNED].search(sight.text, sentence.start, really)
    if not planned or wished(sight, sight.text[sentence.start : really]):
        return False
    unknown = not sight.scene.context.issue_year
    if any(unknown or is_later(goal, sight) for goal in goals_before(sight, sentence)):
        return False
    came_of_it = sight.said[CAME_OF_IT].match(sight.text, sight.quantity.end)
    return bool(came_of_it or sight.said[IS_REAL].match(sight.left_in_part))


def ahead_of_time(sight: Sight, sentence: Span) -> bool:
    """提前一年完成…; not 加快进度，提前完成…."""
    left = sight.left_in_sentence
    ahead = AHEAD_OF_TIME.match(sight.left_in_part) or DONE_AHEAD.search(left)
    return bool(ahead) and not (sight.said[TASKED].search(left) or is_to_come(sight, sentence))
