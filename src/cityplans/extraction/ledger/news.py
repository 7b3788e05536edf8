"""Numbers that news tell, and those under a label of progress: what was done, where nothing is aimed at."""

from __future__ import annotations

import re

from cityplans.extraction.goal_years import GoalYear
from cityplans.extraction.ledger.bygone import aimed, undertaken
from cityplans.extraction.ledger.sight import Sight
from cityplans.extraction.sentences import Span
from cityplans.worded import Worded

LOOKS_AHEAD = Worded("{looks_ahead}")
LATER = Worded("{later}")
TO_BE_DONE = Worded("{to_be_done}|(?<![主重紧])要(?![求素点])")
LABEL = Worded(r"(?:^|[。；，\s])(?:(?P<done>{progress})|{goal_label})[：:]")


def told_in_news(sight: Sight, sentence: Span) -> bool:
    """引进企业30家, in news that speak of no plan: so it is, where nothing is aimed at or to be done."""
    scene, left, said = sight.scene, sight.left_in_sentence, sight.said
    if scene.context.tense != "told" or scene.inherits or aimed(sight, left):
        return False
    before = (g for g in scene.goals if sentence.start <= g.position < sight.quantity.start)
    if any(not may_be_over(goal, sight) for goal in before):
        return False
    ahead = any(said[words].search(left) for words in (LOOKS_AHEAD, LATER, TO_BE_DONE))
    return not (ahead or undertaken(sight, left))


def may_be_over(goal: GoalYear, sight: Sight, to_do: object = None) -> bool:
    """2009年，… and 五年累计 of a text that looks back: a year no later than it, by which nothing is due, and
    for which nothing is `to_do` in its sentence."""
    issued = sight.scene.context.issue_year
    plain = not re.search("^[到至]|[底末前]$", goal.text) and (issued is None or goal.year <= issued)
    return goal.of_review or plain and not (to_do or goal.text.endswith("今年"))


def under_progress(sight: Sight, _: Span) -> bool:
    """任务目标：改造100个。进展情况：改造101个: said of what was done."""
    if "情况" not in sight.text and "进展" not in sight.text:
        return False  # no label of progress
    labels = list(sight.said[LABEL].finditer(sight.text, 0, sight.quantity.start))
    return bool(labels and labels[-1]["done"]) and not aimed(sight, sight.left_in_part)
