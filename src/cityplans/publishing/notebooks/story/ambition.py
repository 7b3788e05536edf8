"""Notebook 05: who aims higher, by when, how firmly, for every indicator that two plans share."""

from __future__ import annotations

from cityplans import naming
from cityplans.comparison.ambition.alike import GROUP
from cityplans.errors import UserError
from cityplans.publishing.briefing import indicator
from cityplans.publishing.briefing.content import Material, plain
from cityplans.publishing.notebooks.story import Shown, Told, listed, noted, said
from cityplans.publishing.notebooks.story import ambition_sentences as sentences
from cityplans.publishing.telling import findings, revised, text, uncompared, wording
from cityplans.publishing.telling.comparable import PER, direction_of, group_label, part_of_total
from cityplans.publishing.telling.paces import pace_words

MOST = 200


def finding(told: Told) -> Shown:
    return said(
        highest=sentences.highest(told),
        against_above=sentences.against_above(told),
        by_when=sentences.by_when(told),
        how_firmly=sentences.how_firmly(told),
        how_sure=sentences.how_sure(told),
        limits=sentences.LIMITS,
    )


def one(told: Told, name: str) -> Shown:
    """What the briefing of an indicator finds: who aims higher, by when, how firmly, how fast."""
    try:
        indicator_id = naming.indicator(name, told.codebook)
    except UserError as error:
        return noted((f"{error.zh}。", f"{error.args[0]}."))
    if indicator_id not in {r["indicator_id"] for r in told.rows("comparisons")}:
        why = uncompared.why(told, indicator_id)
        return noted((f"{why.zh}。", f"{why.en[:1].upper()}{why.en[1:]}."))
    spoken = []
    for lang in ("zh", "en"):
        _, found, _, _ = indicator.content(Material(told.frames, told.codebook, lang), indicator_id)
        spoken.append([plain(sentence) for sentence in found])
    return said(*zip(*spoken, strict=True))


def who_aims_higher(told: Told) -> Shown:
    """One row per year for which two plans share an indicator: all figures, and what may be said of them."""
    shared = sorted(sentences.shared(told), key=lambda found: found[2][0]["comparable"] == "total")
    rows = [_row(told, group, year, found) for group, year, found in shared]
    return listed(
        told,
        rows,
        ("indicator", "horizon", "figures", "among_peers", "against_above"),
        MOST,
        {
            "indicator": ("指标", "Indicator"),
            "figures": ("各地数值与力度", "Figures, with how firmly"),
            "among_peers": ("同级之间", "Among peers"),
            "against_above": ("与上级相比", "Against the territory above"),
        },
    )


def _row(told: Told, group: tuple, year: int, rows: list[dict]) -> dict:
    direction = direction_of(told, group)
    order = sorted(
        sorted(rows, key=lambda r: r["region"] or ""), key=lambda r: -(r["value_low"] or 0) * direction
    )
    order = sorted(order, key=lambda r: r["region_level"] != "province")
    figures = [f"{_whose(told, r)} {told.value(r)}" + _draft(told, r) for r in order]
    return {
        "indicator": group_label(told, group),
        "horizon": year,
        "figures": told.pick("；", "; ").join(figures),
        "among_peers": _among(told, rows, direction),
        "against_above": _above(told, rows, direction),
    }


def _whose(told: Told, row: dict) -> str:
    """The region of a row, or the plan where it is of none."""
    return told.region(row["region"]) if row["region"] else told.name(row["plan_id"])


def _draft(told: Told, row: dict) -> str:
    return told.pick("（征求意见稿）", " (draft)") if row["status"] == "draft" else ""


def _among(told: Told, rows: list[dict], direction: int) -> str:
    if rows[0]["comparable"] == "total":
        return told.pick("总数，不排高低", "totals, not ranked") if sentences.peers_of(rows) else "–"
    said = [findings.who_is_highest(told, peers, direction) for peers in sentences.peers_of(rows)]
    return told.pick("；", "; ").join(said) or "–"


def _above(told: Told, rows: list[dict], direction: int) -> str:
    """Regions against the one above them; totals as shares of its total."""
    parents = {p["plan_id"]: p["parent_region"] for p in told.rows("plans")}
    said = []
    for parent in rows:
        below = [r for r in rows if parent["region"] and parents.get(r["plan_id"]) == parent["region"]]
        if below and parent["comparable"] == "total":
            parts = [(told.region(r["region"]), part_of_total(told, r, parent)) for r in below]
            said += [f"{place} {part}" for place, part in parts if part]
        elif below and direction:
            said.append(findings.against_parent(told, below, parent, direction))
    total = said and rows[0]["comparable"] == "total"
    what = told.pick("占上级总数 ", "of the total above: ") if total else ""
    return what + told.pick("；", "; ").join(said) if said else "–"


def revisions(told: Told) -> Shown:
    """What newer plans of a region made of its earlier targets, as the chart has them."""
    rows = [revised.told(told, one) for one in revised.revised(told)]
    columns = [c for c in revised.HEADS if not c.endswith("_id")]
    return listed(told, rows, columns, MOST, revised.HEADS)


def pace(told: Told) -> Shown:
    """What two targets of a region differ by, and how fast it is to move from what was reached."""
    rows = [
        r
        for r in told.rows("pace")
        if r["pace_kind"] in ("plans", "horizons", "stated", "baseline", "actual")
    ]
    targets = {r["target_id"]: r for r in told.rows("targets")}

    def end(row: dict, key: str, value: str) -> str:
        target = targets.get(row[key])
        if not target:
            return wording.number(row[value], told.lang)
        return told.value(told.as_counted(target), with_unit=True)

    shown = [
        r
        | {
            "years": f"{r['year_from']} → {r['year_to']}",
            "values": f"{end(r, 'earlier_target_id', 'value_from')} → {end(r, 'target_id', 'value_to')}",
            "pace": pace_words(told, r),
        }
        for r in rows
    ]
    return listed(
        told,
        shown,
        ("region", "indicator_id", "years", "values", "pace"),
        60,
        {
            "indicator_id": ("指标", "Indicator"),
            "years": ("年份", "Years"),
            "values": ("数值", "Values"),
            "pace": ("变化", "Change"),
        },
    )


def per_head(told: Told) -> Shown:
    """Totals by inhabitants and GDP where the researcher's scale.csv gives them; else why there are none."""
    rows = [
        {**r, "indicator": group_label(told, tuple(r[k] for k in GROUP)), "shown": told.value(r)}
        for r in told.rows("comparisons")
        if not r["superseded"] and any(r[key] is not None for key in PER)
    ]
    if not rows:
        return noted(
            (
                "没有 data/raw/scale.csv：总数不能按人口或GDP折算，不可跨地区比较。",
                "No data/raw/scale.csv: totals cannot be given per head, nor compared across regions.",
            )
        )
    columns = ("indicator", "horizon", "region", "shown", *PER, "scale_year")
    heads = {"indicator": ("指标", "Indicator"), "shown": ("目标", "Target")}
    return listed(told, sorted(rows, key=lambda r: (r["indicator"], r["horizon"])), columns, MOST, heads)


def caveats(told: Told) -> Shown:
    drafts = [p["plan_id"] for p in told.rows("plans") if p["status"] == "draft"]
    cities = len({r["region"] for r in told.rows("comparisons")})
    return noted(
        (
            "只比同类：文件种类、指标、度量、单位、适用范围、口径（每年、年均或累计）、起算年和目标年都相同。"
            "“以上”是下限，“左右”没有界，二者之间常常排不出先后。",
            "Only like is compared with like: kind of document, indicator, measure, unit, scope, basis "
            "(yearly, average or total), first year counted, and year aimed at. “At least” is a floor, "
            "“about” has no bound; often they cannot be ordered.",
        ),
        (
            "目标高不等于做得到，也可能只是起点高：没有基期数据时看不出要走多远。可填 "
            "data/raw/baselines.csv 和 scale.csv。",
            "A high target may be out of reach, or start from a high level: without baselines the distance "
            "is unknown. data/raw/baselines.csv and scale.csv can supply them.",
        ),
        (
            f"只有{cities}个地区：百分位和名次只描述这些地区。",
            f"Only {text.counted(cities, 'region')}: percentiles and ranks describe these.",
        )
        if cities
        else None,
        (
            f"{told.named(drafts, 'zh')}是征求意见稿，正式文本可能改数。",
            f"In draft: {told.named(drafts, 'en')}; the final text may change figures.",
        )
        if drafts
        else None,
    )
