"""Numbers that news tell, and those under a label of progress: what was done, where nothing is aimed at."""

from __future__ import annotations

from cityplans.extraction.frame import Span
from cityplans.extraction.ledger.aims import (
    aimed,
    goals_before,
    looks_ahead,
    may_be_over,
    to_be_done,
    undertaken,
)
from cityplans.extraction.ledger.sight import Sight
from cityplans.worded import Worded

LABEL = Worded(r"(?:^|[。；，\s])(?:(?P<done>{progress})|{goal_label})[：:]")


def told_in_news(sight: Sight, sentence: Span) -> bool:
    """引进企业30家, in news that speak of no plan: so it is, where nothing is aimed at or to be done."""
    left = sight.left_in_sentence
    if sight.scene.context.tense != "told" or sight.scene.inherits or aimed(sight, left):
        return False
    if any(not may_be_over(goal, sight) for goal in goals_before(sight, sentence)):
        return False
    to_do = looks_ahead(sight, left) or to_be_done(sight, sentence.start, sight.quantity.start)
    return not (to_do or undertaken(sight, left))


def under_progress(sight: Sight, _: Span) -> bool:
    """任务目标：改造100个。进展情况：改造101个: said of what was done."""
    if "情况" not in sight.text and "进展" not in sight.text:
        return False  # no label of progress
    labels = list(sight.said[LABEL].finditer(sight.text, 0, sight.quantity.start))
    return bool(labels and labels[-1]["done"]) and not aimed(sight, sight.left_in_part)
