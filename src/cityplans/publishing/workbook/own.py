"""Sheets arranged for reading: amplification, numbers that are no targets, corrections."""

from __future__ import annotations

import math

from cityplans.publishing.telling.comparable import share_of_above
from cityplans.publishing.telling.view import View
from cityplans.publishing.workbook import as_they_are
from cityplans.publishing.workbook.as_they_are import cut_note, unique
from cityplans.publishing.workbook.xlsx import HEAD, Book, Col, Figure, Rich, Sheet

AS_WRITTEN = ("date", "ordinal")  # years and numbers of lists have no thousands
AROUND = 30  # characters of the text shown on either side of a number
AMPLIFIED = {  # columns with their heads; the schema's own where there is none
    "indicator": ("指标", "Indicator name"),
    "region": (),
    "horizon": (),
    "city": ("本地目标", "Target"),
    "parent_region": (),
    "above": ("上级目标值", "Target above"),
    "difference": ("加码", "Amplification"),
    "relation": (),
    "relation_reason": (),
    "share_of_parent": (),
    "pre_emption": (),
    "unit": (),
    "scope": (),
    "superseded": (),
    "indicator_id": (),
    "target_id": (),
    "parent_target_id": (),
}
KINDS = {"horizon": "year", "share_of_parent": "number", "difference": "number"}
KINDS |= {"value": "number", "start": "plain"}
WIDTHS = {"around": 70}
UNUSED = {
    "plan": ("计划", "Plan"),
    "text": ("数字", "Number"),
    "class": ("类别", "Class"),
    "around": ("上下文", "Context"),
    "value": ("数值", "Value"),
    "unit": ("单位", "Unit"),
    "start": ("起", "Start"),
    "plan_id": ("计划编号", "Plan id"),
}


def amplification(view: View) -> Sheet:
    """A city's target and that of the territory above, with their bounds, and the difference."""
    by_id = view.targets
    columns = [
        Col(k, view.pick(*AMPLIFIED[k]) if AMPLIFIED[k] else view.label(k), KINDS.get(k, "text"))
        for k in AMPLIFIED
    ]
    rows = []
    for row in view.rows("amplification"):
        made = {**row, "indicator": view.indicator(row["indicator_id"]), "difference": _difference(view, row)}
        for key, target in (("city", row["target_id"]), ("above", row["parent_target_id"])):
            made[key] = view.value(by_id[target], with_unit=True) if target in by_id else row["value_text"]
        for key in ("relation", "relation_reason"):
            made[key] = view.word(key, row[key]) or None
        made["share_of_parent"] = _share(view, row)
        rows.append(made | as_they_are.in_english(view, row))
    note = view.pick(
        "比率、增速按百分点，人均值按百分比；总量只列占上级比重，≥ ≤ ≈＝原文只给了界限或约数。"
        "正数表示要求高于上级。",
        "Points for shares and growth, per cent for values per head, of totals the share of that above "
        "(≥ ≤ ≈: a bound or an approximate figure). "
        "Positive: asks for more than the territory above.",
    )
    return Sheet(
        "amplification", view.pick("层层加码", "Amplification"), "Amplification", unique(columns), rows, note
    )


def _share(view: View, row) -> str | None:
    """The part of the total above as the chart has it; that scopes differ where there is none for that."""
    if row["share_of_parent"] is None:
        return None
    return share_of_above(view, row, in_signs=True) or view.word("missing", "not_alike")


def _difference(view: View, row) -> Figure | None:
    """Points as such; the ratio of values per head as per cent, as charts and briefings have it."""
    if row["amplification"] is None:
        return None
    if row["difference_kind"] == "points":
        unit = view.pick("点", " points")
        return Figure(row["amplification"], f'+0.##"{unit}";−0.##"{unit}";0"{unit}"')
    return Figure(math.expm1(row["amplification"]), "+0.#%;−0.#%;0%")


def themes(view: View) -> Sheet:
    """Theme × plan: share of each plan's text."""
    share = {(r["theme"], r["plan_id"]): r["share"] for r in view.rows("plan_themes")}
    used = {p for _, p in share}
    plans = [p for p in view.plans if p in used]
    columns = [
        Col("label", view.label("theme")),
        *(Col(p, view.name(p), "share", width=14) for p in plans),
        Col("theme", view.pick("主题代码", "Theme code")),
    ]
    mean = {t: sum(share.get((t, p), 0.0) for p in plans) for t in {t for t, _ in share}}
    rows = [
        {"theme": t, "label": view.theme(t), **{p: share.get((t, p), 0.0) for p in plans}}
        for t in sorted(mean, key=lambda t: (-mean[t], t))
    ]
    note = view.pick(
        "各计划篇幅中各主题的占比；逐条见 plan_themes.csv。",
        "Share of each plan's text; see plan_themes.csv.",
    )
    return Sheet("plan_themes", view.pick("主题", "Themes"), "PlanThemes", unique(columns), rows, note, _bars)


def _bars(_: Book, page, sheet: Sheet) -> None:
    page.conditional_format(
        HEAD + 1,
        1,
        sheet.last_row,
        len(sheet.columns) - 2,
        {"type": "data_bar", "bar_color": "#A9C4D9", "bar_solid": True, "min_type": "num", "min_value": 0},
    )


def unused(view: View) -> Sheet:
    """Numbers of the ledger that are no targets, each in its surroundings, with class and rule."""
    rows = [r for r in view.rows("numerals") if r["class"] != "target"]
    columns = [
        Col(k, view.pick(*words), KINDS.get(k, "text"), width=WIDTHS.get(k, 0)) for k, words in UNUSED.items()
    ]
    made = [_unused(view, row) for row in rows[: as_they_are.MOST_ROWS]]
    note = view.pick(
        f"计划中不是目标的 {len(rows)} 个数字，逐一归类；目标与此合为全部数字（numerals.csv）。",
        f"The {len(rows)} numbers of the plans that are no targets, each with its class; with the targets "
        "they are every number there is (numerals.csv).",
    )
    note = cut_note(len(rows), "numerals.csv", view.lang) + note
    return Sheet("unused", view.pick("未采用", "Not used"), "NotUsed", columns, made, note)


def _unused(view: View, row) -> dict:
    as_written = row["class"] in AS_WRITTEN and row["value"] is not None
    return {
        **row,
        "plan": view.name(row["plan_id"]),
        "around": _around(view, row),
        "value": Figure(row["value"], "0") if as_written else row["value"],
        "class": view.word("class", row["class"]),
        "unit": view.unit(row["unit"]),
    }


def _around(view: View, row) -> Rich | str:
    text = view.texts.get(row["plan_id"], "")
    start, end = row["start"], row["end"]
    before = text[max(0, start - AROUND) : start].replace("\n", " ")
    after = text[end : end + AROUND].replace("\n", " ")
    return Rich(((before, ""), (text[start:end], "value"), (after, ""))) if text else row["text"]


def corrections(view: View) -> Sheet:
    """What researchers corrected so far, as it stands in the codebook."""
    keys = (
        ("plan_id", "计划编号", "Plan id"),
        ("quote", "原文", "Quote"),
        ("indicator_text", "指标原文", "Indicator as printed"),
        ("field", "字段", "Field"),
        ("old", "原值", "Old"),
        ("new", "新值", "New"),
        ("reason", "更正理由", "Reason"),
        ("by", "更正人", "By"),
        ("date", "日期", "Date"),
    )
    columns = [Col(k, view.pick(zh, en), width=50 if k == "quote" else 0) for k, zh, en in keys]
    note = view.pick(
        "每次重算都会应用；不再适用者列入“问题”。",
        "Applied by every build; those that no longer fit are listed under Problems.",
    )
    return Sheet(
        "corrections",
        view.pick("更正", "Corrections"),
        "Corrections",
        columns,
        list(view.codebook["corrections"]),
        note,
    )
