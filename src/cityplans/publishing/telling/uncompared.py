"""Why no two plans stand side by side on an indicator, said to who asked for it."""

from __future__ import annotations

from collections import Counter

from cityplans.errors import Both
from cityplans.publishing.telling.comparable import groups
from cityplans.publishing.telling.text import counted
from cityplans.publishing.telling.view import View
from cityplans.publishing.telling.wording import some

MOST_NAMED = 6  # shared indicators that are named
SAID_APART = ("repeated", "total_without_scale")  # of targets beside which others stand


def why(view: View, indicator_id: str) -> Both:
    """What keeps the targets of an indicator apart: no plan sets one, one alone does, or the reasons of
    `not_compared`, those of most targets first."""
    zh, en = view.other("zh"), view.other("en")
    name_zh, name_en = f"“{zh.indicator(indicator_id)}”", en.indicator(indicator_id)
    own = (t["plan_id"] for t in view.rows("targets") if t["indicator_id"] == indicator_id)
    if not (plans := [*dict.fromkeys(own)]):
        return Both(f"no plan here sets a target for {name_en}", f"这里没有计划设定{name_zh}的目标")
    if len(plans) == 1:
        return Both(
            f"{en.name(plans[0])} alone sets a target for {name_en}",
            f"只有{zh.name(plans[0])}一份计划设定{name_zh}的目标",
        )
    n, apart = counted(len(plans), "plan"), _reasons(en, indicator_id)
    return Both(
        f"{n} set targets for {name_en}, but none that can stand side by side{apart}",
        f"{len(plans)}份计划设定{name_zh}的目标，但没有可以并列比较的{_reasons(zh, indicator_id)}",
    )


def _reasons(view: View, indicator_id: str) -> str:
    """`：同一计划同一年有几个数值（4项）、单位不同（1项）`; nothing where none is noted."""
    found = Counter(
        row["not_compared_reason"]
        for row in view.rows("not_compared")
        if row["indicator_id"] == indicator_id and row["not_compared_reason"] not in SAID_APART
    )
    told = [
        view.word("not_compared_reason", reason) + view.pick(f"（{n}项）", f" ({n})")
        for reason, n in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    ]
    return view.pick("：", ": ") * bool(told) + view.pick("、", ", ").join(told)


def instead(view: View) -> Both:
    """The indicators that plans share, those of most plans first; nothing where there are none."""
    keys = list(dict.fromkeys(group[0] for group in groups(view)))
    zh, en = (
        some([f"{told.indicator(key)} ({key})" for key in keys], told.lang, MOST_NAMED, "个")
        for told in (view.other("zh"), view.other("en"))
    )
    return Both(f"shared are {en}", f"可比较的有 {zh}") if keys else Both("", "")
