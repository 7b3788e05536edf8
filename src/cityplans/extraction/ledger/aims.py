"""Whether a number is aimed at. Every rule that says what stands, was reached or is said of others asks here.

Four questions, from the narrowest: do words of a text aim (`aimed`), is something to be done in it
(`undertaken`, `to_be_done`), does it speak of what is to come (`speaks_of_later`), does a goal year or a
section of goals govern the number (`governed`).
"""

from __future__ import annotations

import re

from cityplans.chinese.years import FIVE_YEAR_NAME
from cityplans.extraction.frame import Span
from cityplans.extraction.goal_years import GoalYear
from cityplans.extraction.ledger.sight import Sight
from cityplans.worded import Worded

AIMS = Worded(r"到(?:19|20)\d\d年|{aims}")
UNDERTAKEN = Worded("(?:^|[，；])(?:要|[^，。；]{0,4}{undertakes})")  # 推动…首次突破
QUOTED = re.compile("“[^”]{1,12}”")
WISHED = Worded("{hoped}|[要将]$")  # 力争超额完成年度目标, 努力创历史新高
LATER = Worded("{later}")
LOOKS_AHEAD = Worded("{looks_ahead}")
TO_BE_DONE = Worded("{to_be_done}|(?<![主重紧])要(?![求素点])")
# the goals of a plan, and not by when: “十四五”规划目标, “十四五”任务
OF_PLAN = Worded(rf"[“‘]?{FIVE_YEAR_NAME}[”’]?{{goal_noun}}")


def aimed(sight: Sight, text: str) -> bool:
    """Whether something is aimed at in a text; “六个确保” is a name."""
    bare = QUOTED.sub("", text) if "“" in text else text
    return bool(sight.said[AIMS].search(bare))


def undertaken(sight: Sight, text: str) -> bool:
    """Whether something is to be done in a text: 推动…首次突破."""
    return bool(sight.said[UNDERTAKEN].search(text))


def to_be_done(sight: Sight, start: int, end: int) -> bool:
    """Whether a stretch of the clause says what is to be done: 2011年计划种植…."""
    return bool(sight.said[TO_BE_DONE].search(sight.text, start, end))


def wished(sight: Sight, text: str) -> bool:
    """Whether a text hopes for what is said behind it: 力争超额完成年度目标."""
    return bool(sight.said[WISHED].search(text))


def speaks_of_later(sight: Sight, text: str) -> bool:
    """Whether a text is of what is to come: 将, 年底前."""
    return bool(sight.said[LATER].search(text))


def looks_ahead(sight: Sight, text: str) -> bool:
    """Whether a text turns to what comes next: 未来, 下一步, 年底前."""
    return bool(sight.said[LOOKS_AHEAD].search(text)) or speaks_of_later(sight, text)


def governed(sight: Sight) -> bool:
    """Whether a goal year stands before the number, or a goal above its clause."""
    return sight.due or sight.scene.inherits


def is_aimed(sight: Sight, text: str) -> bool:
    """Whether a goal governs the number, or a text before it aims."""
    return governed(sight) or aimed(sight, text)


def goals_before(sight: Sight, sentence: Span) -> list[GoalYear]:
    """The goal years that stand before the number in its sentence."""
    return [g for g in sight.scene.goals if sentence.start <= g.position < sight.quantity.start]


def is_later(goal: GoalYear, sight: Sight) -> bool:
    """Whether a year is after that of issue; no year is where that is unknown."""
    issued = sight.scene.context.issue_year
    return bool(issued) and goal.year > issued


def is_to_come(sight: Sight, sentence: Span) -> bool:
    """Whether a goal above the number, or a year in its sentence that is not over, or an aim before it says
    that it is still to be reached, whatever is done 提前 or 全面 beside it."""
    left, own = sight.left_in_sentence, goals_before(sight, sentence)
    of_plan = sight.said[OF_PLAN]
    later = any(is_later(goal, sight) and not of_plan.match(sight.text, goal.position) for goal in own)
    return later or sight.scene.inherits or aimed(sight, left) or undertaken(sight, left)


def promised(sight: Sight) -> bool:
    """Whether a goal year or a word of promise (class_cues.csv) stands before the number in its sentence."""
    return sight.due or sight.has("target", "sentence", sight.left_in_sentence)


def is_set_ahead(sight: Sight) -> bool:
    """As `promised`, or a time to come stands there."""
    return promised(sight) or speaks_of_later(sight, sight.left_in_sentence)


def goes_beyond(sight: Sight, since: int) -> bool:
    """Whether something is aimed at between a place and the number."""
    due = any(since <= goal.position < sight.quantity.start for goal in sight.scene.goals)
    between = sight.text[since : sight.quantity.start]
    return due or aimed(sight, between) or speaks_of_later(sight, between)


def may_be_over(goal: GoalYear, sight: Sight, to_do: bool = False) -> bool:
    """2009年，… and 五年累计 of a text that looks back: a year no later than it, by which nothing is due, and
    for which nothing is `to_do` in its sentence."""
    issued = sight.scene.context.issue_year
    plain = not re.search("^[到至]|[底末前]$", goal.text) and (issued is None or goal.year <= issued)
    return goal.of_review or plain and not (to_do or goal.text.endswith("今年"))
