"""Notebook 01: which plans there are, in which editions, what differs, and what was left out."""

from __future__ import annotations

from collections import Counter

from cityplans.codes import SEVERITIES
from cityplans.publishing.notebooks.story import Shown, Told, listed, noted, said
from cityplans.publishing.telling import html
from cityplans.publishing.telling.text import counted, of_regions

MOST = 40


def finding(told: Told) -> Shown:
    plans, editions = told.rows("plans"), told.rows("editions")
    files = {e["source_file"] for e in editions}
    several = [p["plan_id"] for p, n in zip(plans, _editions_of(told), strict=True) if n > 1]
    places = {p["region"] for p in plans if p["region"]}
    regions_zh, regions_en = of_regions(len(places), bool(places & told.nations))
    readings = told.rows("edition_differences")
    words = [d for d in readings if d["kind"] == "wording"]
    touched = [d for d in readings if d["touches_target"]]
    return said(
        (
            f"{len(files)}个文件中有{len(plans)}份计划，出自{regions_zh}，{'至'.join(told.days()) or '–'}。",
            f"{counted(len(plans), 'plan')} of {regions_en} in "
            f"{counted(len(files), 'file')}; {' to '.join(told.days()) or '–'}.",
        )
        if plans
        else ("没有读到计划，原因见下文的问题。", "No plan was found; the problems below say why."),
        (
            f"有不止一个版本的：{told.named(several, 'zh')}。各版本有{len(readings)}处不同，"
            f"其中{len(words)}处是文字不同，{len(touched)}处涉及目标。",
            f"In more than one edition: {told.named(several, 'en')}. Places where editions differ: "
            f"{len(readings)}, in wording {len(words)}, touching a target {len(touched)}.",
        )
        if several
        else ("每份计划只有一个版本。", "Each plan is there in one edition.")
        if plans
        else None,
    )


def _editions_of(told: Told) -> list[int]:
    counted = Counter(e["plan_id"] for e in told.rows("editions"))
    return [counted[p["plan_id"]] for p in told.rows("plans")]


def differences(told: Told) -> Shown:
    """Readings side by side, what differs marked; those that touch a target first."""
    rows = sorted(
        told.rows("edition_differences"),
        key=lambda d: (not d["touches_target"], d["kind"], d["plan_id"], d["start"]),
    )
    shown = []
    for row in rows:
        one, other = _marked(row["reference_text"] or "", row["variant_text"] or "")
        editions = html.Markup(
            "<br>".join(html.text(_short(told, e)) for e in (row["edition_ids"] or "").split())
        )
        shown.append(row | {"reference_text": one, "variant_text": other, "edition_ids": editions})
    return listed(
        told,
        shown,
        ("plan_id", "reference_text", "variant_text", "edition_ids", "kind", "touches_target"),
        MOST,
        {"plan_id": ("计划", "Plan")},
    )


def _short(told: Told, edition_id: str) -> str:
    """The file an edition stands in."""
    return next(
        (e["source_file"] for e in told.rows("editions") if e["edition_id"] == edition_id), edition_id
    )


def _marked(one: str, other: str) -> tuple[html.Markup, html.Markup]:
    """Two readings with what they do not share marked."""
    least = min(len(one), len(other))
    head = next((i for i in range(least) if one[i] != other[i]), least)
    tail = next((i for i in range(least - head) if one[-1 - i] != other[-1 - i]), least - head)
    first, second = (html.marked(t[:head], t[head : len(t) - tail], t[len(t) - tail :]) for t in (one, other))
    return first, second


def left_out(told: Told) -> Shown:
    """What a person should look at: files and stretches that are no plan, and anything that went wrong."""
    rows = sorted(told.rows("problems"), key=lambda r: SEVERITIES.index(r["severity"] or "note"))
    rows = [r | {"message": told.pick(r["message_zh"] or r["message"], r["message"])} for r in rows]
    return listed(told, rows, ("source_file", "severity", "problem", "message"), MOST)


def caveats(told: Told) -> Shown:
    plans = told.rows("plans")
    undated = [p["plan_id"] for p in plans if not p["date"]]
    drafts = [p["plan_id"] for p in plans if p["status"] == "draft"]
    partial = sorted({e["plan_id"] for e in told.rows("editions") if not e["complete"]})
    lonely = [p["plan_id"] for p, n in zip(plans, _editions_of(told), strict=True) if n == 1]
    return noted(
        (
            f"没有日期：{told.named(undated, 'zh')}。它们不参与以日期先后为据的判断，或按编号中的年份处理。",
            f"Undated: {told.named(undated, 'en')}. Where the order of dates matters they go by the year "
            "in their id.",
        )
        if undated
        else None,
        (
            f"征求意见稿：{told.named(drafts, 'zh')}。正式文本可能不同；图中用空心记号。",
            f"Drafts for consultation: {told.named(drafts, 'en')}. The final text may differ; charts "
            "draw them hollow.",
        )
        if drafts
        else None,
        (
            f"有不完整的版本：{told.named(partial, 'zh')}。缺少的部分以底本为准。",
            f"With an incomplete edition: {told.named(partial, 'en')}. The reference edition supplies "
            "the rest.",
        )
        if partial
        else None,
        (
            f"只有一个版本的计划（{len(lonely)}份）无从校对：转载时的错字会留在文字里。",
            f"Plans in a single edition ({len(lonely)}) cannot be collated: a reposter's slip stays in "
            "the text.",
        )
        if lonely
        else None,
    )
