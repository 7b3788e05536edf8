"""From when to when plans run: issued, and the year by which they want what they promise."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from cityplans.publishing.telling.findings import main_horizon
from cityplans.publishing.telling.view import View


class Run(NamedTuple):
    """A plan from its issue (as a year with its fraction; the middle of the year where no day is known) to
    the last year of its period, or else the year of most of its targets, which is no end: some of them may
    lie `beyond`."""

    plan_id: str
    issued: float
    until: int
    beyond: bool
    dated: bool = True  # else how far it looks ahead is not known to the year

    @property
    def years(self) -> float:
        """From issue to the end of the last year, as long as its bar."""
        return self.until + 1 - self.issued


def runs(view: View) -> list[Run]:
    """The plans whose year of issue and horizon are known, in the order of all pictures."""
    targets: dict[str, list[dict]] = {}
    for row in view.rows("targets"):
        if row["horizon"]:
            targets.setdefault(row["plan_id"], []).append(row)
    found = []
    for plan_id, plan in view.plans.items():
        until = plan.get("period_end") or main_horizon(targets.get(plan_id, []))
        year = view.years[plan_id]
        if year and until and int(until) >= int(year):
            beyond = any(row["horizon"] > until for row in targets.get(plan_id, []))
            dated = bool(plan["date"]) and len(plan["date"]) >= 10
            found.append(Run(plan_id, _issued(plan["date"], year), int(until), beyond, dated))
    return found


def _issued(day: str | None, year: str) -> float:
    if not day or len(day) < 10:
        return int(year) + 0.5
    return int(year) + (date.fromisoformat(day).timetuple().tm_yday - 1) / 366


def sentence(view: View, found: list[Run]) -> str:
    """`6份计划发布于2020至2023年，4份的期末或主要目标年是2025年，从发布到各自期末4.5至5.5年`; `6 plans
    issued 2020–2023 look 4.5 to 5.5 years ahead; 4 end in 2025 or have it as main target year`;
    of two or more."""
    issued, ends = sorted({int(r.issued) for r in found}), Counter(r.until for r in found)
    n, (end, most) = len(found), max(ends.items(), key=lambda item: (item[1], item[0]))
    first, last = issued[0], issued[-1]
    zh = f"{n}份计划" + (f"均发布于{first}年" if first == last else f"发布于{first}至{last}年")
    en = f"{n} plans issued " + (f"in {first}" if first == last else f"{first}–{last}") + _lengths_en(found)
    if most > 1:
        zh += f"，{'' if most == n else f'{most}份的'}期末或主要目标年{'都' * (most == n)}是{end}年"
        en += f"; {'all' if most == n else most} end in {end} or have it as main target year"
    else:
        zh += f"，期末或主要目标年在{min(ends)}至{max(ends)}年"
        en += f", to an end or main target year from {min(ends)} to {max(ends)}"
    return view.pick(zh + _lengths_zh(found, len(ends) == 1), en)


def _lengths_zh(found: list[Run], is_one: bool) -> str:
    """Whether all have one last year: else each has its own, whichever was named."""
    if all(r.until == int(r.issued) for r in found):
        return "，都在当年"
    if not any(r.dated for r in found):
        return ""
    least, most = _ends(found)
    if least == most:
        return f"，从发布到{'该年年底' if is_one else '各自期末'}都约{most}年"
    return f"，从发布到{'该年年底' if is_one else '各自期末'}{least}至{most}年"


def _lengths_en(found: list[Run]) -> str:
    if all(r.until == int(r.issued) for r in found):
        return " look no farther than their own year"
    if not any(r.dated for r in found):
        return ""
    least, most = _ends(found)
    return f" look some {most} years ahead" if least == most else f" look {least} to {most} years ahead"


def _ends(found: list[Run]) -> tuple[str, str]:
    """The shortest and the longest of those whose day is known, in years and tenths."""
    years = [r.years for r in found if r.dated]
    return f"{min(years):.1f}", f"{max(years):.1f}"
