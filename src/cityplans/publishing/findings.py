"""Sentences that state what a table shows, computed from its rows: titles, findings of briefings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from cityplans.comparison.intervals import Interval, interval, order
from cityplans.publishing.wording import Names, listing, pick, value

Row = dict


def spans(rows: Sequence[Row], direction: int) -> list[Interval]:
    return [interval(r["value_low"], r["value_high"], r["comparator"], direction) for r in rows]


def highest(rows: Sequence[Row], direction: int) -> tuple[list[Row], bool]:
    """The targets that none exceeds, and whether they are known to be the highest (all others lower)."""
    found = spans(rows, direction)
    top = [i for i, mine in enumerate(found) if not any(order(o, mine).relation == "higher" for o in found)]
    sure = all(order(found[i], other).relation != "unordered" for i in top for other in found)
    return [rows[i] for i in top], sure


def main_horizon(rows: Sequence[Row]) -> int | None:
    """The year most regions set a target for; of several the latest."""
    counted = Counter(r["horizon"] for r in rows)
    return max(counted, key=lambda h: (counted[h], h), default=None)


def printed(row: Row, lang: str) -> str:
    """The value, and that it stands in a draft."""
    draft = pick(lang, "，征求意见稿", " (draft)") if row["status"] == "draft" else ""
    return value(row, lang) + draft


def who_is_highest(rows: Sequence[Row], direction: int, names: Names, lang: str) -> str:
    """`宁波最高（3.6 力争）`; where targets cannot be ordered it says so. Two or more rows of one horizon."""
    top, sure = highest(rows, direction)
    places = [names.region(r["region"]) for r in top]
    figures = pick(lang, "、", ", ").join(sorted({value(r, lang) for r in top})[:3])
    if not sure:
        each = listing([f"{p} {value(r, lang)}" for p, r in zip(places, top, strict=True)], lang)
        return pick(lang, f"最高者无法排序（{each}）", f"the highest cannot be ordered: {each}")
    if len(top) == len(rows):
        return pick(
            lang,
            f"{listing(places, lang)}目标相同（{figures}）",
            f"{listing(places, lang)} set the same target, {figures}",
        )
    if len(top) > 1:
        return pick(
            lang,
            f"{listing(places, lang)}并列最高（{figures}）",
            f"{listing(places, lang)} are level at the top with {figures}",
        )
    more = "高于" if direction > 0 else "要求高于"
    if len(rows) == 2:
        other = next(r for r in rows if r is not top[0])
        rest = names.region(other["region"])
        return pick(
            lang,
            f"{places[0]}（{printed(top[0], lang)}）{more}{rest}（{printed(other, lang)}）",
            f"{places[0]}'s {printed(top[0], lang)} asks for more than {rest}'s {printed(other, lang)}",
        )
    return pick(
        lang,
        f"{places[0]}最高（{printed(top[0], lang)}）",
        f"{places[0]} aims highest with {printed(top[0], lang)}",
    )


def against_parent(rows: Sequence[Row], parent: Row, direction: int, names: Names, lang: str) -> str:
    """`温州低于浙江（3.2 力争）`: which regions ask for less than the territory above."""
    base = spans([parent], direction)[0]
    relations: dict[str, list[str]] = defaultdict(list)
    for row, mine in zip(rows, spans(rows, direction), strict=True):
        relations[order(mine, base).relation].append(names.region(row["region"]))
    figure = value(parent, lang)
    above = pick(
        lang, f"{names.region(parent['region'])}（{figure}）", f"{names.region(parent['region'])}'s {figure}"
    )
    below = relations["lower"]
    if not below:
        higher = relations["higher"]
        if len(higher) == 1 < len(rows):
            return pick(lang, f"仅{higher[0]}高于{above}", f"{higher[0]} alone above {above}")
        if 0 < len(higher) <= 3:
            return pick(
                lang,
                f"{listing(higher, lang)}高于{above}，无一低于",
                f"{listing(higher, lang)} above {above}, none below",
            )
        count = len(higher)
        return pick(
            lang,
            f"{count}地高于{above}，无一低于" if count else f"无一低于{above}",
            f"{count} above {above}, none below" if count else f"none below {above}",
        )
    if len(below) <= 3:
        return pick(lang, f"{listing(below, lang)}低于{above}", f"{listing(below, lang)} below {above}")
    return pick(
        lang, f"{len(rows)}地中{len(below)}地低于{above}", f"{len(below)} of {len(rows)} below {above}"
    )


def mean_share(parts: Sequence[float], wholes: Sequence[float]) -> float:
    return sum(parts) / sum(wholes) if sum(wholes) else 0.0


def percent(share: float) -> str:
    return f"{100 * share:.0f}%"
