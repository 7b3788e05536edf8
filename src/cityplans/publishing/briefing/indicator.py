"""The briefing of one indicator: who aims higher, by when, how firmly, how fast."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from cityplans.comparison.ambition.alike import GROUP, Row, group_of
from cityplans.publishing.briefing import sentences
from cityplans.publishing.briefing.content import (
    Material,
    Plot,
    Plots,
    Point,
    Rich,
    Series,
    Table,
    clean,
    join,
    left_for_workbook,
)
from cityplans.publishing.briefing.evidence import evidence_table, swap_table
from cityplans.publishing.briefing.plots import plot_point, qualifiers
from cityplans.publishing.briefing.relations import against_above, standing
from cityplans.publishing.telling import findings
from cityplans.publishing.telling.comparable import (
    direction_of,
    groups,
    held_against_above,
    of_one_level,
    rows_of,
)
from cityplans.publishing.telling.paces import is_fastest, pace_words
from cityplans.publishing.telling.text import counted, of_regions

MOST_ROWS, MOST_BARS, MOST_NAMED, MOST_YEARS, MOST_STEPS = 16, 14, 6, 3, 8


def content(material: Material, indicator_id: str) -> tuple[str, list[Rich], list[Plots], list[Table]]:
    """Title, findings, charts and tables, citing sources in the order in which they are read."""
    own = [g for g in groups(material) if g[0] == indicator_id]
    rows = selected(material, own[0])
    years = _years(rows)
    made = [_year_sentence(material, rows, year, own[0]) for year in years]
    steps = [r for r in material.rows("pace") if r["indicator_id"] == indicator_id]
    made += [
        _against_all(material, rows),
        sentences.pace(material, [s for s in steps if group_of(s) == _key(own[0])], "region"),
        sentences.revised(
            material, [r for r in material.rows("revisions") if r["indicator_id"] == indicator_id]
        ),
        sentences.firmness_of(material, rows),
        _left_out(material, indicator_id),
        _other_bases(material, own[1:]),
    ]
    drawn = [bars(material, own[0], rows), pace_plot(material, own[0])]
    plots = [Plots(p.title, (p,)) for p in drawn if p]
    tables = [
        target_table(material, rows),
        pace_table(material, own[0]),
        evidence_table(material, sorted(chosen(rows), key=rows.index)),
        swap_table(
            material, lambda r: material.targets.get(r["target_id"], {}).get("indicator_id") == indicator_id
        ),
    ]
    title = _title(material, rows, years, own[0])
    return title, [s for s in made if s], plots, [t for t in tables if t]


def _key(group: tuple) -> tuple:
    """A group as `group_of` gives it, with "" for what is missing."""
    return tuple(part or "" for part in group)


def selected(material: Material, group: tuple) -> list[Row]:
    """Current targets of the group, of totals one level only; the territory above first, then high to low."""
    rows = of_one_level(rows_of(material, group))
    direction = direction_of(material, group)
    heads = {r["parent_region"] for r in rows}

    def height(row: Row) -> tuple:
        return -direction * (row["value_low"] + row["value_high"]), row["plan_id"]

    return sorted(rows, key=lambda r: (r["horizon"], r["region"] not in heads, height(r)))


def _years(rows: Sequence[Row]) -> list[int]:
    """The years most regions share, in order."""
    counted = Counter(r["horizon"] for r in rows)
    return sorted(sorted(counted, key=lambda y: (-counted[y], -y))[:MOST_YEARS])


def _finding(material: Material, rows: Sequence[Row], year: int, group: tuple) -> str:
    """The very sentence of the chart for that year."""
    return findings.of_year(material, rows, rows_of(material, group), year, direction_of(material, group))


def _title(material: Material, rows: Sequence[Row], years: Sequence[int], group: tuple) -> str:
    shared = Counter(r["horizon"] for r in rows)
    told = [y for y in years if shared[y] > 1][:2] or list(years[:1])
    parts = [material.pick(f"{y}年", f"for {y} ") + _finding(material, rows, y, group) for y in told]
    subject = _labelled(material, rows, False)
    return subject + material.pick("：", ": ") + material.pick("；", "; ").join(parts)


def _labelled(material: Material, rows: Sequence[Row], with_unit: bool = True) -> str:
    """The indicator, by no region's own word for it."""
    return material.labelled({**rows[0], "region": None}, with_unit)


def _year_sentence(material: Material, rows: Sequence[Row], year: int, group: tuple) -> Rich:
    """`2025年：浙江 3.2 力争、宁波 3.6 力争……`, each with its source."""
    here = [r for r in rows if r["horizon"] == year]
    parent = findings.parent_of(here, rows_of(material, group))
    # a total above is in the finding and needs its source; other targets above are among the rows
    named = [parent] * (parent is not None and here[0]["comparable"] == "total") + here[:MOST_NAMED]
    told = [(f"{_place(material, r)} ", *material.cited(r["target_id"])) for r in named]
    rest = len(here) - len(here[:MOST_NAMED])
    more = material.pick(f"等{len(here)}个目标", f" and {rest} more") if rest else ""
    finding = _finding(material, rows, year, group) if len(named) > 1 else ""
    lead = material.pick(
        f"{year}年{finding}：", f"For {year} {finding}. Targets: " if finding else f"For {year}: "
    )
    return (lead, *join(told, material.pick("、", ", ")), more + material.pick("。", "."))


def _place(material: Material, row: Row) -> str:
    draft = material.pick("（征求意见稿）", " (draft)") if row["status"] == "draft" else ""
    return material.region(row["region"]) + draft


def _against_all(material: Material, rows: Sequence[Row]) -> Rich | None:
    """How many targets ask for more than the territory above (a region may set several years), and by how
    much at most."""
    ids = {r["target_id"] for r in rows}
    found = [r for r in held_against_above(material) if r["target_id"] in ids]
    if len(found) < 2:
        return None
    amounts = [r for r in found if r["amplification"] is not None]
    amounts.sort(key=lambda r: (-r["amplification"], r["region"] or ""))
    counted = Counter(r["relation"] for r in found)
    kinds = [
        f"{counted[k]}{material.pick('项', ' ')}{material.word('relation', k)}"
        for k in ("higher", "equal", "lower", "unordered")
        if counted[k]
    ]
    ends = [r for r in (*amounts[:1], *amounts[1:][-1:]) if r["relation"] in ("higher", "lower")]
    told = [f"{material.region(r['region'])} {r['horizon']} {against_above(material, r)}" for r in ends]
    colon = material.pick("：", ": ") if told else ""
    lead = material.pick("对照上级：", "Against the territory above: ")
    text = lead + material.pick("、", ", ").join(kinds) + colon + material.pick("、", ", ").join(told)
    return (text + material.pick("。", "."),)


def _left_out(material: Material, indicator_id: str) -> Rich | None:
    """Targets of the indicator that are compared with none, by reason."""
    counted = Counter(
        r["not_compared_reason"]
        for r in material.rows("not_compared")
        if r["indicator_id"] == indicator_id and r["not_compared_reason"] != "repeated"
    )
    if not counted:
        return None
    told = [
        f"{material.word('not_compared_reason', r)} {n}"
        for r, n in sorted(counted.items(), key=lambda x: (-x[1], x[0]))
    ]
    lead = material.pick("未比较或不排高低的目标：", "Not compared or not ranked: ")
    return (lead + material.pick("、", ", ").join(told) + material.pick("。", "."),)


def _other_bases(material: Material, others: Sequence[tuple]) -> Rich | None:
    """The same indicator on another basis, which is kept apart."""
    if not others:
        return None
    named = [*dict.fromkeys(material.labelled(dict(zip(GROUP, g, strict=True))) for g in others)]
    lead = material.pick(
        "另一口径分开比较，见工作簿：", "Compared apart on another basis, see the workbook: "
    )
    return (lead + material.pick("、", ", ").join(named) + material.pick("。", "."),)


def chosen(rows: Sequence[Row]) -> list[Row]:
    """The rows that table and chart show: whole regions, high to low in the main year, while they fit."""
    years, main = _years(rows), _main(rows)
    order = dict.fromkeys(r["region"] for r in sorted(rows, key=lambda r: r["horizon"] != main))
    kept: list[Row] = []
    for count, region in enumerate(order):
        own = [r for r in rows if r["region"] == region and r["horizon"] in years]
        if count >= MOST_BARS or len(kept) + len(own) > MOST_ROWS:
            break
        kept += own
    return kept


def bars(material: Material, group: tuple, rows: Sequence[Row]) -> Plot | None:
    """Regions from high to low, a bar a year, each with its name; the territory above first. One bar is no
    picture."""
    shown = chosen(rows)
    if len(shown) < 2:
        return None
    by_region: dict[str, list[Row]] = defaultdict(list)
    for row in shown:
        by_region[row["region"]].append(row)
    drawn = [r for own in by_region.values() for r in sorted(own, key=lambda r: r["horizon"])]
    years = sorted({r["horizon"] for r in shown})
    series = tuple(
        Series(str(y), tuple(plot_point(material, r if r["horizon"] == y else None) for r in drawn))
        for y in years
    )
    there = {r["region"] for r in rows}
    count = len(there)
    unit = material.unit_line(group[2]) if group[1] != "rank" else ""
    parts = [qualifiers(material, shown, unit)]
    if direction_of(material, group) < 0:
        parts.append(material.pick("数字越小要求越高", "a smaller figure asks for more"))
    parts.append(material.pick(*of_regions(count, bool(there & material.nations))))
    if count > len(by_region):
        rest = count - len(by_region)
        parts.append(
            material.pick(f"另有{rest}地见工作簿", f"{counted(rest, 'more region')} in the workbook")
        )
    main = _main(rows)
    when = material.pick(f"：{main}年", f": for {main} ")
    title = _labelled(material, rows, False) + when + _finding(material, rows, main, group)
    names = tuple(clean(material.region(r["region"])) + f" {r['horizon']}" * (len(years) > 1) for r in drawn)
    return Plot(title, material.pick("；", "; ").join(p for p in parts if p), names, series)


def _main(rows: Sequence[Row]) -> int:
    return findings.main_horizon(rows)


def target_table(material: Material, rows: Sequence[Row]) -> Table:
    """Every target: region, plan, year, value, firmness, against the territory above, among peers."""
    above = {r["target_id"]: r for r in material.rows("amplification")}
    ranks = {(*group_of(r), r["horizon"], r["plan_id"]): r for r in material.rows("ranks")}
    shown = sorted(chosen(rows), key=rows.index)
    heads = (
        material.pick("地区", "Region"),
        material.pick("计划日期", "Plan of"),
        material.pick(material.label("horizon"), "Year"),
        material.pick("目标", "Target"),
        material.label("commitment"),
        material.pick("与上级相比", "Against above"),
        material.pick("同级其他地区", "Other peers"),
    )
    made = tuple(
        (
            (_place(material, r),),
            (material.plans[r["plan_id"]]["date"] or "—",),
            (f"{r['horizon']}{material.year_mark(r)}",),
            material.cited(r["target_id"]),
            (material.word("commitment", sentences.commitment_of(r["comparator"], r["strength"])),),
            (against_above(material, above.get(r["target_id"])),),
            (standing(material, ranks.get((*group_of(r), r["horizon"], r["plan_id"]))),),
        )
        for r in shown
    )
    kinds = Counter(sentences.commitment_of(r["comparator"], r["strength"]) for r in rows)
    firm, n = kinds["hard"] + kinds["mixed"], len(rows)
    word = material.word("commitment", "hard")
    worded = material.pick(f"，{firm}个写作{word}", f", {firm} worded as {word}")
    if not firm:
        worded = material.pick(f"{'均' * (n > 1)}未写作{word}", f", none worded as {word}")
    title = _labelled(material, rows) + material.pick(f"：{n}个目标", f": {counted(n, 'target')}") + worded
    rest = len(rows) - len(shown)
    more = counted(rest, "more target")
    note = material.pick(f"另有{rest}个目标见工作簿。", f"{more} in the workbook.") if rest else ""
    return Table(title, heads, made, (0.14, 0.15, 0.09, 0.12, 0.18, 0.16, 0.16), note)


def _steps(material: Material, group: tuple) -> list[Row]:
    """Steps of the group, the fastest first."""
    rows = [r for r in material.rows("pace") if group_of(r) == _key(group)]
    sign = direction_of(material, group)
    return sorted(sentences.steps_of(material, rows), key=lambda s: (-sign * s["pace"], s["region"] or ""))


def pace_table(material: Material, group: tuple) -> Table | None:
    """From when to when each region moves, and how fast; nothing where only one does."""
    steps = _steps(material, group)
    if len(steps) < 2:  # a single one is told in the findings
        return None
    heads = (
        material.pick("地区", "Region"),
        material.pick("由", "From"),
        material.pick("到", "To"),
        material.pick("推进速度", "Pace"),
    )
    rows = []
    for step in steps[:MOST_STEPS]:
        before, after = sentences.step_ends(material, step)
        rows.append(
            (
                (material.region(step["region"]),),
                (f"{step['year_from']}  ", *before),
                (f"{step['year_to']}  ", *after),
                (pace_words(material, step),),
            )
        )
    rest = len(steps) - len(rows)
    note = left_for_workbook(material, rest)
    return Table(_pace_title(material, group, steps), heads, tuple(rows), (0.2, 0.25, 0.25, 0.3), note)


def _pace_title(material: Material, group: tuple, steps: Sequence[Row]) -> str:
    """Who asks for the fastest pace, where one does (is_fastest); else how many paces there are, and of an
    indicator with no ambition in it that figures change."""
    n = len(steps)
    if not direction_of(material, group):
        return material.pick(f"所写数字的变化：{n}项", f"Change of the figures written: {n}")
    if not is_fastest(steps):
        return material.pick(f"推进速度：{n}项可算", f"Pace: {n} can be computed")
    where, pace = material.region(steps[0]["region"]), pace_words(material, steps[0])
    return material.pick(f"提速要求最高：{where}，{pace}", f"Fastest pace asked: {where}, {pace}")


def pace_plot(material: Material, group: tuple) -> Plot | None:
    """Change a year, the fastest first; nothing where fewer than three regions move."""
    steps = [s for s in _steps(material, group) if s["pace_unit"] == _unit(material, group)]
    if len(steps) < 3:
        return None
    shown = steps[:MOST_STEPS]
    points = tuple(Point(round(s["pace"], 6), pace_words(material, s)) for s in shown)
    names = tuple(f"{material.region(s['region'])} {s['year_from']}→{s['year_to']}" for s in shown)
    note = f"n = {len(steps)}"
    return Plot(
        _pace_title(material, group, steps),
        note,
        names,
        (Series(material.pick("年均变化", "Change a year"), points),),
    )


def _unit(material: Material, group: tuple) -> str:
    counted = Counter(s["pace_unit"] for s in _steps(material, group))
    return max(sorted(counted), key=lambda k: counted[k], default="")
