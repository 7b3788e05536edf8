"""Whether a document looks back: a report looks back first, a bulletin of statistics throughout."""

from __future__ import annotations

from collections.abc import Sequence

from cityplans.records import Clause
from cityplans.worded import Said, Worded

REPORT, BULLETIN = Worded("{tells_of_report}"), Worded("{tells_all_past}")
TOLD = Worded(  # 向大会作政府工作报告, 报告提到; not 落实政府工作报告
    r"(?:[作做]了?|审议|听取|现将)[^。；\n]{0,20}{tells_of_report}|{tells_of_report}[^，。；\n]{0,4}(?:如下|指出|显示|提[出到])"
    r"|(?:^|\n)过去的?(?:[一两三四五]|\d)年[，是]"
)
FRONT = 400  # characters in which a text without a title says what it is


def is_bulletin(title: str, said: Said) -> bool:
    return bool(said[BULLETIN].search(title))


def is_report(title: str, clauses: Sequence[Clause], said: Said) -> bool:
    """Whether a text looks back first, by its title or, where it has none, by its front."""
    front = "" if title else "\n".join(c.text for c in clauses[:3])[:FRONT]
    return bool(said[REPORT].search(title) or said[TOLD].search(front))
