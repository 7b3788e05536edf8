"""Sentences that state what a table shows, computed from its rows: titles, findings of briefings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from cityplans.comparison.ambition.order import Asked, of, order
from cityplans.publishing.telling.wording import Names, listing, pick, value

Row = dict
LEVELS = {  # the peers a sentence is about, where a chart shows others too: (zh, en)
    "province": ("省级地区中", "among provinces "),
    "prefecture": ("地市级地区中", "among prefectures "),
    "county": ("县级地区中", "among counties "),
}


def spans(rows: Sequence[Row], direction: int) -> list[Asked]:
    return [of(r, direction) for r in rows]


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
    """The value, and that it stands in a draft: `≥ 15 (binding, draft)`."""
    text = value(row, lang)
    if row["status"] != "draft":
        return text
    if lang == "zh":
        return f"{text}，征求意见稿"
    return f"{text[:-1]}, draft)" if text.endswith(")") else f"{text} (draft)"


def who_is_highest(rows: Sequence[Row], direction: int, names: Names, lang: str) -> str:
    """`宁波最高（3.6 力争）`; where targets cannot be ordered it says so. Two or more rows of one horizon."""
    top, sure = highest(rows, direction)
    places = [names.region(r["region"]) for r in top]
    figures = pick(lang, "或", " or ").join(sorted({value(r, lang) for r in top})[:3])
    if not sure:
        each = listing([f"{p} {value(r, lang)}" for p, r in zip(places, top, strict=True)], lang)
        return pick(lang, f"最高者无法排序（{each}）", f"the highest cannot be ordered: {each}")
    if len(top) == len(rows):
        return pick(
            lang,
            f"{listing(places, lang)}数值相同（{figures}）",
            f"{listing(places, lang)} set the same figure, {figures}",
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
    """`温州低于浙江（3.2 力争）`: which regions ask for less than the territory above. Not for totals."""
    base = spans([parent], direction)[0]
    relations: dict[str, list[str]] = defaultdict(list)
    for row, mine in zip(rows, spans(rows, direction), strict=True):
        relations[order(mine, base).relation].append(names.region(row["region"]))
    figure, place = value(parent, lang), names.region(parent["region"])
    above = pick(lang, f"{place}（{figure}）", f"{place}'s {figure}")
    below, higher, unsure = relations["lower"], relations["higher"], relations["unordered"]
    if len(below) > 3:
        return pick(
            lang, f"{len(rows)}地中{len(below)}地低于{above}", f"{len(below)} of {len(rows)} below {above}"
        )
    if len(below) == len(rows) == 1:
        return pick(lang, f"低于{above}", f"below {above}")
    if below:
        return pick(lang, f"{listing(below, lang)}低于{above}", f"{listing(below, lang)} below {above}")
    if len(relations["equal"]) == len(rows):
        return pick(lang, f"与{above}数值相同", f"the same figure as {above}")
    if len(unsure) == len(rows):
        return pick(lang, f"与{above}无法排序", f"not to be ordered against {above}")
    # what cannot be ordered may lie below
    clear = pick(lang, "明确", "clearly ") if unsure else ""
    none = pick(lang, f"，无一{clear}低于", f", none {clear}below")
    if not higher:
        return pick(lang, f"无一{clear}低于{above}", f"none {clear}below {above}")
    if len(higher) == len(rows) == 1:
        return pick(lang, f"高于{above}", f"above {above}")
    if len(higher) == 1:
        return pick(lang, f"仅{higher[0]}{clear}高于{above}", f"{higher[0]} alone {clear}above {above}")
    who = listing(higher, lang) if len(higher) <= 3 else pick(lang, f"{len(higher)}地", str(len(higher)))
    return pick(lang, f"{who}{clear}高于{above}{none}", f"{who} {clear}above {above}{none}")


def totals(rows: Sequence[Row], parent: Row | None, names: Names, lang: str) -> str:
    """Totals are not ordered: what part of the total above they are, where there is one."""
    if parent is None or not parent["value_high"]:
        if len(rows) == 1:
            return f"{names.region(rows[0]['region'])} {printed(rows[0], lang)}"
        return pick(
            lang,
            f"{len(rows)}地设定总数目标，规模不同，不排高低",
            f"{len(rows)} regions set totals, which are not ranked across sizes",
        )
    parts = [middle(r) / middle(parent) for r in rows]
    place, figure = names.region(parent["region"]), value(parent, lang)
    whole = pick(lang, f"{place}总数（{figure}）", f"{place}'s total of {figure}")
    if len(rows) > 3:
        least, most = part(min(parts)), part(max(parts))
        return pick(
            lang,
            f"{len(rows)}地各占{whole}的{least}至{most}",
            f"{len(rows)} regions, {least} to {most} of {whole}",
        )
    each = [
        f"{names.region(r['region'])}{pick(lang, '占', ' ')}{part(p)}"
        for r, p in zip(rows, parts, strict=True)
    ]
    return pick(lang, f"{whole}中{'、'.join(each)}", f"{listing(each, lang)} of {whole}")


def of_indicator(
    rows: Sequence[Row], above: Sequence[Row], direction: int, names: Names, lang: str, years: int = 2
) -> str:
    """What the targets of one indicator say, of the years most regions share.

    `rows` are what is compared (totals: of one level), `above` every current target of the indicator, among
    which the territory above a region is looked up.
    """
    heads = {r["parent_region"] for r in rows} & {r["region"] for r in rows}
    cities = [r for r in rows if r["region"] not in heads] or list(rows)
    counted = Counter(r["horizon"] for r in cities)
    told: dict[str, list[int]] = defaultdict(list)
    for year in sorted(sorted(counted, key=lambda h: (-counted[h], h))[:years]):
        here = [r for r in cities if r["horizon"] == year]
        told[of_peers(here, above, direction, names, lang)].append(year)
    return pick(lang, "；", "; ").join(_dated(text, when, lang) for text, when in told.items())


def _dated(text: str, years: Sequence[int], lang: str) -> str:
    comma = "," if text[0].isdigit() else ""  # not “2025 3 regions”
    when = [str(y) for y in years]
    return pick(lang, f"{'、'.join(when)}年", f"for {' and '.join(when)}{comma} ") + text


def of_peers(here: Sequence[Row], above: Sequence[Row], direction: int, names: Names, lang: str) -> str:
    """The sentence of one year; where levels are mixed, of the most frequent one, which it names."""
    levels = Counter(r["region_level"] for r in here)
    level = max(levels, key=lambda k: (levels[k], k or ""))
    text = sentence([r for r in here if r["region_level"] == level], above, direction, names, lang)
    return (pick(lang, *LEVELS.get(level, ("", ""))) if len(levels) > 1 else "") + text


def parent_of(here: Sequence[Row], above: Sequence[Row]) -> Row | None:
    """The target of the one territory above these regions for the same year, looked up in `above`."""
    heads = {r["parent_region"] for r in here} - {r["region"] for r in here}
    found = [r for r in above if r["horizon"] == here[0]["horizon"] and r["region"] in heads]
    return found[0] if len(found) == len(heads) == 1 else None


def sentence(here: Sequence[Row], above: Sequence[Row], direction: int, names: Names, lang: str) -> str:
    """Who aims highest among peers of one year, and who below the territory above, found in `above`."""
    parent = parent_of(here, above)
    if here[0]["comparable"] == "total":
        return totals(here, parent, names, lang)
    if parent is not None and _all_equal([*here, parent], direction):
        return _like_parent(here, parent, names, lang)
    if len(here) > 1:
        text = who_is_highest(here, direction, names, lang)
    else:
        text = f"{names.region(here[0]['region'])} {printed(here[0], lang)}"
    if parent is not None:
        text += pick(lang, "，", ", ") + against_parent(here, parent, direction, names, lang)
    return text


def _all_equal(rows: Sequence[Row], direction: int) -> bool:
    first, *others = spans(rows, direction)
    return all(order(first, other).relation == "equal" for other in others)


def _like_parent(here: Sequence[Row], parent: Row, names: Names, lang: str) -> str:
    """`嘉兴和宁波与浙江数值相同（100）`; the figures with what differs in firmness."""
    places, above = listing([names.region(r["region"]) for r in here], lang), names.region(parent["region"])
    figures = pick(lang, "或", " or ").join(dict.fromkeys(value(r, lang) for r in [*here, parent]))
    sets = "sets" if len(here) == 1 else "set"
    return pick(
        lang,
        f"{places}与{above}数值相同（{figures}）",
        f"{places} {sets} the same figure as {above}, {figures}",
    )


def middle(row: Row) -> float:
    return (row["value_low"] + row["value_high"]) / 2


def part(share: float) -> str:
    """A share in per cent: 9.4%, 25%, 0.03%."""
    return f"{100 * share:.2g}%" if share < 0.1 else f"{100 * share:.0f}%"


def mean_share(parts: Sequence[float], wholes: Sequence[float]) -> float:
    return sum(parts) / sum(wholes) if sum(wholes) else 0.0


def percent(share: float) -> str:
    return f"{100 * share:.0f}%"
