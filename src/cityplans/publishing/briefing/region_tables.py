"""Tables of a region's briefing: its targets beside those above it and of peers, or alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from cityplans.publishing.briefing.content import Material, Rich, Table, clean, left_for_workbook
from cityplans.publishing.briefing.region_lines import (
    MOST_ELSEWHERE,
    Line,
    among_peers,
    held_above,
    highest_peer,
)
from cityplans.publishing.briefing.relations import against_above, standing
from cityplans.publishing.telling.region_names import in_sentence
from cityplans.publishing.telling.text import counted

MOST_ROWS = 12
WIDTHS = (0.25, 0.07, 0.13, 0.13, 0.13, 0.16, 0.13)  # of the columns of `target_table`
OF_ABOVE = (3, 4)  # those that tell of the territory above: left out where none is set beside it


def target_table(material: Material, region: str, lines: Sequence[Line], most: int = MOST_ROWS) -> Table:
    """Targets side by side: the region, the territory above and how far apart (where there is one), the
    highest peer, the place."""
    shown = lines[:most]
    above = next((x.above["parent_region"] for x in lines if x.above), None)
    heads = (
        material.pick("指标", "Indicator"),
        material.pick("目标年", "Year"),
        material.region(region),
        material.region(above) if above else material.pick("上级", "Above"),
        material.pick("与上级相比", "Against above"),
        material.pick(*MOST_ELSEWHERE),
        material.pick("同级其他地区", "Other peers"),
    )
    rest = len(lines) - len(shown)
    title = _table_title(material, region, lines)
    note = left_for_workbook(material, rest)
    rows = [_table_row(material, x) for x in shown]
    kept = [i for i in range(len(heads)) if above or i not in OF_ABOVE]
    wide = sum(WIDTHS[i] for i in kept)
    return Table(
        title,
        tuple(heads[i] for i in kept),
        tuple(tuple(row[i] for i in kept) for row in rows),
        tuple(WIDTHS[i] / wide for i in kept),
        note,
    )


def _table_title(material: Material, region: str, lines: Sequence[Line]) -> str:
    """`宁波：23项可对照的目标，其中对照浙江的12项中4项更高、3项更低`; else in how many
    it leads."""
    name, n = material.region(region), len(lines)
    kinds = Counter(x.above["relation"] for x in held_above(material, lines))
    lead = material.pick(f"{name}：{n}项可对照的目标", f"{name}: {counted(n, 'comparable target')}")
    if kinds:
        above = in_sentence(material, next(x.above["parent_region"] for x in lines if x.above))
        m = kinds.total()
        if kinds["equal"] == m:
            return lead + material.pick(
                f"，其中对照{above}的{m}项{'都' * (m > 1)}相同",
                f"; {m} against {above}, {'all ' * (m > 1)}the same",
            )
        if not kinds["higher"] and not kinds["lower"]:
            return lead + material.pick(
                f"，其中对照{above}的{m}项无一明确更高或更低",
                f"; none of {m} asks clearly for more or less than {above}",
            )
        zh = "、".join(f"{kinds[k]}项{w}" for k, w in (("higher", "更高"), ("lower", "更低")) if kinds[k])
        en = [f"{kinds[k]} for {w}" for k, w in (("higher", "more"), ("lower", "less")) if kinds[k]]
        return lead + material.pick(
            f"，其中对照{above}的{m}项中{zh}", f"; of {m} against {above} they ask in {' and in '.join(en)}"
        )
    ranked = among_peers(material, lines)
    first, m = sum(x.rank["below"] == x.rank["n"] - 1 for x in ranked), len(ranked)
    if not first:
        return lead
    base = material.pick(f"其中与同级可比的{m}项中", f" of {m} among its peers") if m < n else ""
    return lead + material.pick(f"，{base}{first}项要求单独最高", f", the most demanding in {first}{base}")


def _table_row(material: Material, line: Line) -> tuple[Rich, ...]:
    top = highest_peer(material, line)
    return (
        (material.labelled(line.row),),
        (f"{line.row['horizon']}{material.year_mark(line.row)}",),
        material.cited(line.row["target_id"]),
        material.cited(line.above["parent_target_id"]) if line.above else ("—",),
        (against_above(material, line.above),),
        (f"{material.place(top)} ", *material.cited(top["target_id"])) if top else ("—",),
        (standing(material, line.rank),),
    )


def own_table(material: Material, plans: Sequence[str], most: int = MOST_ROWS) -> Table:
    """Where nothing can be compared: the region's own targets, with year and firmness."""
    own: list[Mapping] = [t for t in material.rows("targets") if t["plan_id"] in plans]
    own.sort(key=lambda t: (plans.index(t["plan_id"]), t["start"], t["target_id"]))
    value = material.pick("数值", "Value")  # with its bound, and rounded: value_text is as the plan has it
    heads = (material.label("indicator_text"), material.label("horizon"), value)
    rows = tuple(
        ((clean(t["indicator_text"]) or "—",), (str(t["horizon"] or "—"),), _own_value(material, t))
        for t in own[:most]
    )
    rest = len(own) - len(rows)
    note = left_for_workbook(material, rest)
    years = Counter(t["horizon"] for t in own if t["horizon"])
    year = max(years, key=lambda y: (years[y], y), default=None)
    for_year = (
        material.pick(f"，{years[year]}项以{year}年为期", f", {years[year]} for {year}") if year else ""
    )
    title = material.pick(f"本地{len(own)}项目标", f"{counted(len(own), 'target')} of its own") + for_year
    return Table(title, heads, rows, (0.6, 0.15, 0.25), note)


def _own_value(material: Material, target: Mapping) -> Rich:
    text = material.yearly(target, material.value(target, with_unit=True))
    return (text, material.mark(target["target_id"]))
