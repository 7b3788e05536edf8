"""New corrections among those there are, and what corrections that repeat ask of the codebook."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cityplans.errors import Both
from cityplans.extraction.correctable import BOUNDS, IS_TARGET
from cityplans.extraction.corrections import VERDICT
from cityplans.publishing.workbook.named import Words

COLUMNS = ("plan_id", "quote", "indicator_text", "nth", "field", "old", "new", "reason", "by", "date")
ID = COLUMNS[:5]  # what tells corrections apart
REPEATED = 2  # from so many corrections of one kind on, the codebook may be the better place
BETTER_PLACE = {
    "indicator_id": "indicator_terms.csv",
    "unit": "units.csv",
    "comparator": "comparators.csv",
    "strength": "strength.csv",
    "measure": "verbs.csv",
    IS_TARGET: "class_cues.csv",
}


class Taken(NamedTuple):
    """A correction that is new, or (`back`) that takes an earlier one back."""

    edit: Mapping[str, str]
    back: bool

    @property
    def row(self) -> tuple:
        """What the two bounds of a point value have in common."""
        return (*(self.edit[k] for k in (*ID[:4], "old", "new")), self.back)


def merged(
    before: Sequence[Mapping[str, str]], made: Sequence[Mapping[str, str]], today: str
) -> tuple[list[dict[str, str]], list[Taken]]:
    """(all corrections, what is new).

    An edit of a corrected value keeps the first old value, one that restores it takes the correction back,
    and the same edit again is nothing new.
    """
    rows = {tuple(r[k] for k in ID): dict(r) for r in before}
    taken = []
    for edit in made:
        key = tuple(edit[k] for k in ID)
        there = rows.get(key)
        back = False
        if edit["field"] == VERDICT and there and (there["old"], there["new"]) != (edit["old"], edit["new"]):
            kept = there if there["new"] == edit["new"] else {}  # another verdict has reasons of its own
            told = {k: edit[k] or kept.get(k, "") for k in ("reason", "by")}
            rows[key] = {**there, **edit, **told, "date": today}
        elif there is None:
            rows[key] = {**edit, "date": today}
        elif there["old"] == edit["new"]:
            _taken_back(rows, key)
            back = True
        elif there["new"] == edit["new"] and edit["reason"] in ("", there["reason"]):
            continue
        else:
            reason = edit["reason"] or there["reason"]
            rows[key] = {
                **there,
                **edit,
                "old": there["old"],
                "reason": reason,
                "by": edit["by"] or there["by"],
                "date": today,
            }
        taken.append(Taken(edit, back))
    return [rows[key] for key in sorted(rows)], taken


def told(taken: Sequence[Taken], words: Words) -> list[Both]:
    """A line for each; one for both bounds of a value that is a point."""
    low, high = ({t.row for t in taken if t.edit["field"] == bound} for bound in BOUNDS)
    points, lines = low & high, []
    for each in taken:
        is_point = each.edit["field"] in BOUNDS and each.row in points
        if is_point and each.edit["field"] == BOUNDS[1]:
            continue
        change = words.change(each.edit, both=is_point)
        where = f"{each.edit['plan_id']} “{each.edit['quote'][:40]}” "
        en, zh = (" (correction taken back)", "（撤回更正）") if each.back else ("", "")
        lines.append(Both(where + change.en + en, where + change.zh + zh))
    return lines


def _taken_back(rows: dict[tuple, dict], key: tuple) -> None:
    """Remove a correction; with the addition of a target goes all that was said of it."""
    if key[4] == IS_TARGET and rows[key]["new"] == "true":
        for other in [k for k in rows if k[:4] == key[:4]]:
            del rows[other]
    else:
        del rows[key]


def suggestions(rows: Sequence[Mapping[str, str]], words: Words) -> list[Both]:
    """Corrections that repeat: what a line of the codebook might settle for every plan."""
    counted: Counter = Counter()
    plans = defaultdict(set)
    for row in rows:
        if row["field"] in BETTER_PLACE and not (row["field"] == IS_TARGET and row["new"] == "true"):
            about = row["indicator_text"] if row["field"] in ("indicator_id", IS_TARGET) else ""
            kind = (row["field"], row["old"], row["new"], about)
            counted[kind] += 1
            plans[kind].add(row["plan_id"])
    out = []
    for (field, old, new, about), n in sorted(counted.items(), key=lambda x: (-x[1], x[0])):
        if n >= REPEATED:
            where, file = len(plans[field, old, new, about]), BETTER_PLACE[field]
            change = words.change({"field": field, "old": old, "new": new})
            en = f"{n} corrections in {where} plans" + (f" of “{about}”" if about else "")
            zh = f"{where}份计划中有{n}条更正" + (f"（“{about}”）" if about else "")
            out.append(Both(f"{en}: {change.en}; see {file}", f"{zh}：{change.zh}；可改 {file}"))
    return out
