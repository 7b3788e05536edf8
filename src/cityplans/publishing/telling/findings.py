"""Sentences that state what a table shows, computed from its rows: titles, findings of briefings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from cityplans.comparison.ambition.order import Asked, figure, of, order
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.region_names import in_sentence
from cityplans.publishing.telling.shares_of_totals import part_of
from cityplans.publishing.telling.view import View

Row = dict
MOST_NAMED = 3  # regions a sentence names
RELATIONS = {  # less and more; first of figures that ask for more the smaller they are
    "zh": (("要求低于", "要求高于"), ("低于", "高于")),
    "en": (("less demanding than", "more demanding than"), ("below", "above")),
}
EXTREMES = (  # the figure that asks for most, and what another may not be
    (("最低", "高"), ("lowest", "higher")),
    (("最高", "低"), ("highest", "lower")),
)


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


def printed(view: View, row: Row) -> str:
    """The value, and that it stands in a draft: `at least 15%, ensured, draft`."""
    text = view.said(row)
    if row["status"] != "draft":
        return text
    if view.lang == "zh":
        return f"{text}，征求意见稿"
    return f"{text}, draft"


def _stated(view: View, row: Row) -> str:
    """The same where it stands in no brackets: `36%以上（征求意见稿）`."""
    return view.said(row) + view.pick("（征求意见稿）", " (draft)") * (row["status"] == "draft")


def who_is_highest(view: View, rows: Sequence[Row], direction: int) -> str:
    """`宁波最高（力争3.6%）`; where targets cannot be ordered it says so. Two or more rows of one horizon."""
    top, sure = highest(rows, direction)
    places = [view.region(r["region"]) for r in top]
    figures = _figures(view, top)
    if not sure:
        return _as_written(view, top, direction) if direction else _side_by_side(view, rows)
    if len(top) == len(rows):
        return view.pick(
            f"{view.listing(places)}数值相同（{figures}）",
            f"{view.listing(places)} set the same figure ({figures})",
        )
    # where less is asked for, the highest demand is the lowest figure
    asked = "要求" if direction < 0 else ""
    if len(top) > 1:
        level = "ask equally for the most" if asked else "are level at the top"
        return view.pick(
            f"{view.listing(places)}并列{asked}最高（{figures}）",
            f"{view.listing(places)} {level} ({figures})",
        )
    if len(rows) == 2:
        other = next(r for r in rows if r is not top[0])
        rest = view.region(other["region"])
        return view.pick(
            f"{places[0]}（{printed(view, top[0])}）{asked}高于{rest}（{printed(view, other)}）",
            f"{places[0]} ({printed(view, top[0])}) asks for more than {rest} ({printed(view, other)})",
        )
    return view.pick(
        f"{places[0]}{asked}最高（{printed(view, top[0])}）",
        f"{places[0]} {'asks for the most' if asked else 'aims highest'} ({printed(view, top[0])})",
    )


def _side_by_side(view: View, rows: Sequence[Row]) -> str:
    """Figures of an indicator with no ambition in it: who writes what; of many the lowest and the highest;
    and that none of them asks for more."""
    none = view.pick("；数值高低不等于要求高低", "; a higher figure does not ask for more")
    low, *_, high = ordered = sorted(rows, key=figure)
    if len(rows) > MOST_NAMED + 1:
        return (
            view.pick(
                f"{len(rows)}地所写从{view.said(low)}到{view.said(high)}",
                f"{len(rows)} regions write from {view.said(low)} to {view.said(high)}",
            )
            + none
        )
    names = [(view.region(r["region"]), printed(view, r)) for r in reversed(ordered)]
    each = [view.pick(f"{place}（{text}）", f"{place} ({text})") for place, text in names]
    return view.pick("所写为", "written: ") + view.pick("、", ", ").join(each) + none


def _as_written(view: View, top: Sequence[Row], direction: int) -> str:
    """Who writes the highest figure (the lowest where less is asked for) where bounds leave open who aims
    highest."""
    most = max(direction * figure(r) for r in top)
    first = [r for r in top if direction * figure(r) == most]
    others = [r for r in top if r not in first]
    each, rest = (
        view.listing([view.pick(f"{p}（{v}）", f"{p} ({v})") for p, v in pairs])
        for pairs in (
            [(view.region(r["region"]), printed(view, r)) for r in rows] for rows in (first, others)
        )
    )
    if len(first) > 1 or not others:
        return view.pick(f"{each}分不出高低", f"{each} cannot be ordered")
    (most_zh, less_zh), (most_en, less_en) = EXTREMES[direction > 0]
    return view.pick(
        f"所写数字{each}{most_zh}，{rest}未必更{less_zh}",
        f"{each} writes the {most_en} figure; {rest} may not be {less_en}",
    )


def against_parent(view: View, rows: Sequence[Row], parent: Row, direction: int) -> str:
    """`温州低于浙江（力争3.2%）`: which regions ask for less than the territory above. Not for totals."""
    base = spans([parent], direction)[0]
    relations: dict[str, list[str]] = defaultdict(list)
    for row, mine in zip(rows, spans(rows, direction), strict=True):
        relations[order(mine, base).relation].append(view.region(row["region"]))
    printed_value, place = view.said(parent), in_sentence(view, parent["region"])
    above = view.pick(f"{place}（{printed_value}）", f"{place} ({printed_value})")
    less, more = RELATIONS[view.lang][direction > 0]
    below, higher, unsure = relations["lower"], relations["higher"], relations["unordered"]
    if len(below) > 3:
        return view.pick(
            f"{len(rows)}地中{len(below)}地{less}{above}", f"{len(below)} of {len(rows)} {less} {above}"
        )
    if len(below) == len(rows) == 1:
        return view.pick(f"{less}{above}", f"{less} {above}")
    if below:
        return view.pick(f"{view.listing(below)}{less}{above}", f"{view.listing(below)} {less} {above}")
    if len(relations["equal"]) == len(rows):
        return view.pick(f"与{above}数值相同", f"the same figure as {above}")
    if len(unsure) == len(rows):
        return view.pick(f"与{above}无法排序", f"not to be ordered against {above}")
    # what cannot be ordered may lie below
    clear = view.pick("明确", "clearly ") if unsure else ""
    none = view.pick(f"，无一{clear}{less}", f", none {clear}{less.removesuffix(' than')}")
    if not higher:
        return view.pick(f"无一{clear}{less}{above}", f"none {clear}{less} {above}")
    if len(higher) == len(rows) == 1:
        return view.pick(f"{more}{above}", f"{more} {above}")
    if len(higher) == 1:
        return view.pick(f"仅{higher[0]}{clear}{more}{above}", f"{higher[0]} alone {clear}{more} {above}")
    who = view.listing(higher) if len(higher) <= 3 else view.pick(f"{len(higher)}地", str(len(higher)))
    return view.pick(f"{who}{clear}{more}{above}{none}", f"{who} {clear}{more} {above}{none}")


def totals(view: View, rows: Sequence[Row], parent: Row | None) -> str:
    """Totals are not ordered: what part of the total above they are, where there is one."""
    if parent is None or not parent["value_high"]:
        if len(rows) == 1:
            return f"{view.region(rows[0]['region'])} {_stated(view, rows[0])}"
        return view.pick(
            f"{len(rows)}地设定总数目标，规模不同，不排高低",
            f"{len(rows)} regions set totals, which are not ranked across sizes",
        )
    by_size = sorted(rows, key=figure)
    place, printed_value = in_sentence(view, parent["region"]), view.said(parent)
    whole = view.pick(f"{place}总数（{printed_value}）", f"{place}'s total ({printed_value})")
    if len(rows) > 3:
        least, most = (part_of(view, r, parent) for r in (by_size[0], by_size[-1]))
        return view.pick(
            f"{len(rows)}地各占{whole}的{least}至{most}", f"{len(rows)} regions, {least} to {most} of {whole}"
        )
    each = [f"{view.region(r['region'])}{view.pick('占', ' ')}{part_of(view, r, parent)}" for r in rows]
    return view.pick(f"{whole}中{'、'.join(each)}", f"{view.listing(each)} of {whole}")


def of_indicator(
    view: View, rows: Sequence[Row], above: Sequence[Row], direction: int, years: int = 2
) -> str:
    """What the targets of one indicator say, of the years most regions share.

    `rows` are what is compared (totals: of one level), `above` every current target of the indicator, among
    which the territory above a region is looked up.
    """
    counted = Counter(r["horizon"] for r in peers_of(rows))
    if max(counted.values(), default=0) > 1:  # one region's year says nothing beside years of several
        counted = Counter({year: n for year, n in counted.items() if n > 1})
    told: dict[str, list[int]] = defaultdict(list)
    for year in sorted(sorted(counted, key=lambda h: (-counted[h], h))[:years]):
        told[of_year(view, rows, above, year, direction)].append(year)
    return view.pick("；", "; ").join(_dated(view, text, when) for text, when in told.items())


def peers_of(rows: Sequence[Row]) -> list[Row]:
    """The rows without the region that stands above others alone: where several of its level do, they are
    peers of each other, though a city of one of them is here too."""
    above = {r["parent_region"] for r in rows}
    parents = defaultdict(Counter)  # of the regions of each level
    for _, level, parent in {(r["region"], r["region_level"], r["parent_region"]) for r in rows}:
        parents[level][parent] += 1
    heads = {
        r["region"]
        for r in rows
        if r["region"] in above
        and parents[r["region_level"]].total() - parents[r["region_level"]][r["region"]] == 1  # itself
    }
    return [r for r in rows if r["region"] not in heads] or list(rows)


def of_year(view: View, rows: Sequence[Row], above: Sequence[Row], year: int, direction: int) -> str:
    """The sentence of one year, the same in charts, pages, workbook and briefings: of peers, or of the
    territory above them where it alone has a target for that year; of several levels that of most regions,
    which it names."""
    drawn = [r for r in rows if r["horizon"] == year]
    here = [r for r in peers_of(rows) if r["horizon"] == year] or drawn
    level = _level_of_most(here)
    lead = ""
    if level and len({r["region_level"] for r in drawn}) > 1:  # “the highest” is of its level alone
        word = view.word("region_level", level)
        lead = view.pick(f"{word}地区中", f"at {word} level ")
    return sentence(view, [r for r in here if r["region_level"] == level], above, direction, lead)


def _dated(view: View, text: str, years: Sequence[int]) -> str:
    comma = "," if text[0].isdigit() else ""  # not “2025 3 regions”
    when = [str(y) for y in years]
    return view.pick(f"{'、'.join(when)}年", f"for {' and '.join(when)}{comma} ") + text


def _level_of_most(rows: Sequence[Row]) -> str | None:
    levels = Counter(r["region_level"] for r in rows)
    return max(levels, key=lambda k: (levels[k], k or ""))


def parent_of(here: Sequence[Row], above: Sequence[Row]) -> Row | None:
    """The target of the one territory above these regions for the same year, looked up in `above`."""
    heads = {r["parent_region"] for r in here} - {r["region"] for r in here}
    found = [r for r in above if r["horizon"] == here[0]["horizon"] and r["region"] in heads]
    return found[0] if len(found) == len(heads) == 1 else None


def sentence(view: View, here: Sequence[Row], above: Sequence[Row], direction: int, lead: str = "") -> str:
    """Who aims highest among peers of one year, and who below the territory above, found in `above`; `lead`
    says among whom, where the picture has others too."""
    parent = parent_of(here, above)
    if parent is not None and not like_in_scope(view, [*here, parent]):
        return _unlike(view, [parent, *here])
    if here[0]["comparable"] == "total":
        return totals(view, here, parent)
    if parent is not None and _all_equal([*here, parent], direction):
        return _like_parent(view, here, parent)
    if len(here) > 1:
        text = lead + who_is_highest(view, here, direction)
    else:
        text = lead * (parent is None) + f"{view.region(here[0]['region'])} {_stated(view, here[0])}"
    if parent is not None and direction:
        text += view.pick("，", ", ") + against_parent(view, here, parent, direction)
    return text


def like_in_scope(view: View, rows: Sequence[Row]) -> bool:
    """Whether totals and coverage count the same thing by their words; rates are of whole territories."""
    counted = rows[0]["comparable"] in ("total", "coverage") or any(view.in_words(r) for r in rows)
    return not counted or len({view.scope_words(r) for r in rows}) == 1


def _unlike(view: View, rows: Sequence[Row]) -> str:
    """`口径不同，不作比较：浙江“省级孵化器”200家、宁波“市级以上孵化器”≥ 40家`; no quotes in English."""
    told = []
    for row in rows:
        place, value = view.region(row["region"]), _stated(view, row)
        name = (view.targets.get(row["target_id"]) or {}).get("indicator_text") or ""
        trade = view.trade(row)
        name += f"（{trade}）" * bool(trade)
        told.append(view.pick(f"{place}“{name}”{value}", f"{place} {value}"))
    lead = view.pick("口径不同，不作比较：", "scopes differ, not compared: ")
    return lead + wording.some(told, view.lang, MOST_NAMED, "地")


def _all_equal(rows: Sequence[Row], direction: int) -> bool:
    first, *others = spans(rows, direction)
    return all(order(first, other).relation == "equal" for other in others)


def _like_parent(view: View, here: Sequence[Row], parent: Row) -> str:
    """`嘉兴和宁波与浙江数值相同（全覆盖）`."""
    places = view.listing([view.region(r["region"]) for r in here])
    above = in_sentence(view, parent["region"])
    figures = _figures(view, [*here, parent])
    sets = "sets" if len(here) == 1 else "set"
    return view.pick(
        f"{places}与{above}数值相同（{figures}）", f"{places} {sets} the same figure as {above} ({figures})"
    )


def _figures(view: View, rows: Sequence[Row]) -> str:
    """The figures of targets that are level: with their firmness where all have one, without where it alone
    sets them apart (not 确保15%以上或15%以上)."""
    said = {view.value(r): view.said(r) for r in rows}
    plain = {view.said({**r, "strength": None}) for r in rows}
    told = [*plain] if len(plain) == 1 < len(said) else [*said.values()]
    return view.pick("或", " or ").join(told[:MOST_NAMED])


def formulas(view: View, row: Row) -> str:
    """How much of what a plan has from older ones (a row of borrowing) several provinces say alike."""
    share = row["formula_share"] or 0
    if not share:
        return ""
    return view.pick(
        f"，其中占全文{percent(share)}的是多省通用的提法",
        f", {percent(share)} of the text in words that several provinces use",
    )


def percent(share: float) -> str:
    """`61%`; what is little is not nothing, nor is nearly all all: `<1%`, `>99%`."""
    if 0 < share <= 0.005:
        return "<1%"
    return ">99%" if 0.995 <= share < 1 else f"{100 * share:.0f}%"
