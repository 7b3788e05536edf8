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
            found.append(Run(plan_id, _issued(plan["date"], year), int(until), beyond))
    return found


def _issued(day: str | None, year: str) -> float:
    if not day or len(day) < 10:
        return int(year) + 0.5
    return int(year) + (date.fromisoformat(day).timetuple().tm_yday - 1) / 366


def sentence(view: View, found: list[Run]) -> str:
    """`6份计划发布于2020至2023年，4份的期末或主要目标年是2025年，自发布到各自末年年底4.5至5.5年`;
    of two plans or more."""
    issued, ends = sorted({int(r.issued) for r in found}), Counter(r.until for r in found)
    n, (end, most) = len(found), max(ends.items(), key=lambda item: (item[1], item[0]))
    first, last = issued[0], issued[-1]
    zh = f"{n}份计划" + (f"均发布于{first}年" if first == last else f"发布于{first}至{last}年")
    en = f"{n} plans " + (f"all issued in {first}" if first == last else f"issued from {first} to {last}")
    if most > 1:
        zh += f"，{'' if most == n else f'{most}份的'}期末或主要目标年{'都' * (most == n)}是{end}年"
        en += f", the last or main year of {'all' if most == n else most} being {end}"
    else:
        zh += f"，期末或主要目标年在{min(ends)}至{max(ends)}年"
        en += f", their last or main years {min(ends)} to {max(ends)}"
    is_one = len(ends) == 1  # else each has its own, whichever was named
    return view.pick(zh + _lengths_zh(found, is_one), en + _lengths_en(found, is_one))


def _lengths_zh(found: list[Run], is_one: bool) -> str:
    least, most = _ends(found)
    if all(r.until == int(r.issued) for r in found):
        return "，都在当年"
    if least == most:
        return f"，自发布到{'该' if is_one else '各自末'}年年底都约{most}年"
    return f"，自发布到{'该' if is_one else '各自末'}年年底{least}至{most}年"


def _lengths_en(found: list[Run], is_one: bool) -> str:
    least, most = _ends(found)
    if all(r.until == int(r.issued) for r in found):
        return ", all within their year"
    if least == most:
        return f", each some {most} years from issue to {'its end' if is_one else 'the end of its own'}"
    end = "its end" if is_one else "the end of each one's last"
    return f", {least} to {most} years from issue to {end}"


def _ends(found: list[Run]) -> tuple[str, str]:
    """The shortest and the longest, in years and tenths."""
    years = [r.years for r in found]
    return f"{min(years):.1f}", f"{max(years):.1f}"
