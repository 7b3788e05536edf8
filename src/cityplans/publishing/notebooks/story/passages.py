"""Notebook 04: passages borrowed, numbers swapped in them, and names that spread."""

from __future__ import annotations

from cityplans.publishing.notebooks.story import Shown, Told, listed, said, share
from cityplans.publishing.telling import html, spread
from cityplans.publishing.telling.findings import formulas
from cityplans.publishing.telling.number_swaps import counted, distinct, swapped, ways

MOST = 10
ARROWS = {"higher": "↑", "lower": "↓", "mixed": "↕"}


def finding(told: Told) -> Shown:
    return said(borrowing(told), swapping=_swapping(told), naming=_naming(told))


def borrowing(told: Told) -> tuple[str, str] | None:
    rows = [r for r in told.rows("borrowing") if r["source_plan_id"] == "any" and r["share"]]
    if not rows:
        return (
            "没有一份计划与确知更早的计划有12字以上相同。",
            "No plan shares 12 characters with one that is surely older.",
        )
    most = max(rows, key=lambda r: (r["share"], r["plan_id"]))
    parts = [
        r
        for r in told.rows("borrowing")
        if r["plan_id"] == most["plan_id"] and r["source_plan_id"] != "any" and r["direction"] != "unknown"
    ]
    main = max(parts, key=lambda r: (r["share"], r["source_plan_id"]))
    figures = share(most["share"], 1), share(main["share"], 1)
    pair = most["plan_id"], main["source_plan_id"]
    zh, en = (formulas(told.other(lang), most) for lang in ("zh", "en"))
    names = {lang: [told.other(lang).name(p) for p in pair] for lang in ("zh", "en")}
    return (
        f"{names['zh'][0]}有{figures[0]}的文字逐字见于更早的计划，最多的是{names['zh'][1]}（{figures[1]}）{zh}；"
        f"{len(rows)}份计划有这样的段落。",
        f"{figures[0]} of {names['en'][0]} stands word for word in older plans, most in {names['en'][1]} "
        f"({figures[1]}){en}; {len(rows)} plans hold such passages.",
    )


def _swapping(told: Told) -> tuple[str, str] | None:
    if not (rows := told.rows("number_swaps")):
        return None
    rows, changed = distinct(rows), distinct(swapped(told))
    moved, same = counted(changed), len(rows) - len(changed)
    zh, en = (ways(told.other(lang), moved, "处") for lang in ("zh", "en"))
    return (
        f"与上级或本地前一计划（几乎）相同的分句有{len(rows)}处：{same}处数字也一样，{len(changed)}处换了数字"
        + (f"；其中目标年也相同、可比的{moved.total()}处，{zh}。" if moved else "，没有一处可比。"),
        f"{len(rows)} parts of sentences are (nearly) those of the territory above or of the own plan "
        f"before: {same} with the same number, {len(changed)} with another"
        + (f"; of {moved.total()} for the same year {en}." if moved else ", none comparable."),
    )


def _naming(told: Told) -> tuple[str, str] | None:
    rows, wide = spread.given(told), spread.several(told)
    if not wide:
        return None
    by_order = [r for r in wide if r["is_first_by_order"]]
    source = by_order[0]["first_plan_id"] if by_order else None
    zh, en = (told.other(lang).name(source) if source else "" for lang in ("zh", "en"))
    return (
        f"{len(rows)}个名称（机关、院校和“十四五”等时期不计）中{len(wide)}个见于不止一个地区"
        + (
            f"；{zh}有其中{len(by_order)}个，它是最早的一份，因此必然“最早”，不说明谁学谁。"
            if source
            else "。"
        ),
        f"Of {len(rows)} names (bodies of state, schools and five-year periods apart) {len(wide)} "
        "stand in more than one region"
        + (
            f"; {en} has {len(by_order)} of them and, being the oldest plan here, has them first by date "
            "alone: that tells nothing of who follows whom."
            if source
            else "."
        ),
    )


def borrowed(told: Told) -> Shown:
    """Share of each plan that stands word for word in another; the older one where dates tell (direction).
    What of it stands in any older one is in the chart."""
    rows = [r for r in told.rows("borrowing") if r["source_plan_id"] != "any"]
    rows.sort(key=lambda r: (-r["share"], r["plan_id"]))
    return listed(
        told,
        rows,
        ("plan_id", "source_plan_id", "direction", "passages", "characters_shared", "share"),
        MOST,
        {"source_plan_id": ("相同文字所在", "Shared with"), "share": ("占全文", "Share of text")},
    )


def swaps(told: Told) -> Shown:
    """The same sentence with another number, both sides with their years, comparable ones first."""
    rows = [
        r
        | {
            "text": html.text(r["text"]),
            "source_quote": html.text(r["source_quote"]),
            "number_change": ARROWS.get(r["number_change"], "") if r["comparable"] else "",
        }
        for r in swapped(told)
    ]
    return listed(
        told,
        rows,
        ("plan_id", "text", "horizon", "number_change", "source_quote", "source_horizon", "source_plan_id"),
        MOST,
        {
            "plan_id": ("计划", "Plan"),
            "horizon": ("目标年", "For"),
            "source_horizon": ("来源目标年", "Source for"),
            "number_change": ("升降", "Up or down"),
        },
    )
