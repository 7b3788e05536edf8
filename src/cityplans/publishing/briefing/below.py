"""What a briefing says of a region that others lie below: how their targets answer its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from cityplans.comparison.ambition.alike import Row, group_of
from cityplans.publishing.briefing.content import Material, Rich, Table, join
from cityplans.publishing.telling.comparable import held_against_above
from cityplans.publishing.telling.text import counted

MOST_ROWS, MOST_NAMED = 12, 3
KINDS = ("higher", "equal", "lower", "unordered")


MORE_OR_LESS = {"higher": "for more", "lower": "for less"}


def answers(material: Material, region: str) -> list[Row]:
    """Current targets below the region that can be held against a like one of its own; totals apart."""
    return [r for r in held_against_above(material) if r["parent_region"] == region]


def title(material: Material, region: str, rows: Sequence[Row]) -> str:
    """`浙江：下属地区的41项同口径目标中，5项更高、3项更低`"""
    return material.region(region) + material.pick("：", ": ") + answered(material, rows)


def answered(material: Material, rows: Sequence[Row]) -> str:
    kinds, n = Counter(r["relation"] for r in rows), len(rows)
    if kinds["equal"] == n:
        return material.pick(
            f"下属地区的{n}项同口径目标{'都' * (n > 1)}与本级相同",
            f"{counted(n, 'like target')} below {'asks' if n == 1 else 'ask'} for the same",
        )
    if not kinds["higher"] and not kinds["lower"]:
        return material.pick(
            f"下属地区的{n}项同口径目标无一明确高于或低于本级",
            f"none of {counted(n, 'like target')} below asks clearly for more or less",
        )
    ways = [kind for kind in ("higher", "lower") if kinds[kind]]  # in which none goes is not told
    zh = "，".join(f"{kinds[k]}项{material.word('relation', k)}" for k in ways)
    asks = f"ask{'s' * (kinds[ways[0]] == 1)} "
    en = ", ".join(f"{kinds[k]} {asks * (k == ways[0])}{MORE_OR_LESS[k]}" for k in ways)
    return material.pick(f"下属地区的{n}项同口径目标中，{zh}", f"of {counted(n, 'like target')} below, {en}")


def sentence(material: Material, rows: Sequence[Row]) -> Rich | None:
    """How many targets below ask for more, the same, less; those that ask for less named. Totals, of the same
    indicator and year too, are not among them."""
    if not rows:
        return None
    kinds = Counter(r["relation"] for r in rows)
    told = [f"{kinds[k]}{material.pick('项', ' ')}{material.word('relation', k)}" for k in KINDS if kinds[k]]
    n, places = len(rows), len({r["region"] for r in rows})
    lead = material.pick(
        f"下属{places}地有{n}项目标可与本级同指标、同年份的目标对照（总数除外）：{'、'.join(told)}",
        f"In {counted(places, 'region')} below, {counted(n, 'target')} with a like one here (totals apart): "
        + ", ".join(told),
    )
    lower = sorted(
        (r for r in rows if r["relation"] == "lower"), key=lambda r: (r["amplification"] or 0, r["target_id"])
    )
    stop, named = material.pick("。", "."), lower[:MOST_NAMED]
    if not lower:
        return (lead + stop,)
    cases = [
        (
            f"{material.region(r['region'])} {material.labelled(r)} ",
            *material.cited(r["target_id"]),
            material.pick(" 对 ", " against "),
            *material.cited(r["parent_target_id"]),
        )
        for r in named
    ]
    so = material.pick("；更低的如", "; lower, among others: ")
    so = so if len(named) < len(lower) else material.pick("；更低的是", "; lower: ")
    return (lead + so, *join(cases, material.pick("；", "; ")), stop)


def table(material: Material, region: str, rows: Sequence[Row]) -> Table:
    """One row an indicator and year: the region's target, and who asks for more, the same, less."""
    found: dict[tuple, list[Row]] = defaultdict(list)
    for row in rows:
        found[(*group_of(row), row["horizon"])].append(row)
    order = sorted(
        found.values(),
        key=lambda same: (
            all(r["relation"] == "equal" for r in same),
            -len(same),
            material.place_in_codebook(same[0]),
            same[0]["horizon"],
        ),
    )
    shown, name = order[:MOST_ROWS], material.region(region)
    kinds = [kind for kind in KINDS if any(r["relation"] == kind for same in shown for r in same)]
    heads = (
        material.pick("指标", "Indicator"),
        material.pick("目标年", "Year"),
        name,
        *(material.word("relation", kind) for kind in kinds),
    )
    heads = tuple(map(_headed, heads))
    rest = len(order) - len(shown)
    return Table(
        _headed(answered(material, rows)),
        heads,
        tuple(_row(material, same, kinds) for same in shown),
        (0.25, 0.07, 0.1, *([0.58 / len(kinds)] * len(kinds))),
        material.pick(f"另有{rest}项见工作簿。", f"{rest} more in the workbook.") if rest else "",
    )


def _headed(text: str) -> str:
    return text[:1].upper() + text[1:]


def _row(material: Material, same: Sequence[Row], kinds: Sequence[str]) -> tuple[Rich, ...]:
    own = material.cited(same[0]["parent_target_id"])
    return (
        (material.labelled(same[0]),),
        (str(same[0]["horizon"]),),
        own,
        *(_cell(material, [r for r in same if r["relation"] == kind]) for kind in kinds),
    )


def _cell(material: Material, rows: Sequence[Row]) -> Rich:
    """`宁波 3.6 力争、嘉兴 3.2 力争`; of many only some, and how many more."""
    if not rows:
        return ("—",)
    told = [
        (f"{material.place(r)} ", *material.cited(r["target_id"]))
        for r in sorted(rows, key=lambda r: r["target_id"])[:MOST_NAMED]
    ]
    rest = len(rows) - len(told)
    more = material.pick(f"等{len(rows)}地", f" and {rest} more") if rest else ""
    return (*join(told, material.pick("、", ", ")), *([more] if more else []))
