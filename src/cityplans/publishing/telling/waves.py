"""How the weight of themes moved between waves and between a region's own plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from cityplans.comparison.coding import tokens
from cityplans.comparison.plans import kinds, main_kind
from cityplans.publishing.telling.view import View

Shares = dict[str, float]
WAVE_FROM = 4  # plans of a wave: two waves of three differ by chance in 2 of 20 ways, of four in 2 of 70
# How far the words of two plans may differ, as a multiple of what their length alone gives, that a change of
# themes is one: a region's second plan for talent stands at 0.7, a plan for another field at 0.9 and more.
ONE_SUBJECT = 0.8
# Where all plans at hand are of one subject, shuffled text is of it too, and a region's second plan stands at
# 1.0: there the distance itself tells, unless so few plans are here that nothing is set off for length: of
# three any two are near. In 28 mixed documents the 12 pairs nearer than this were of one.
NEAR = 0.5
LEVEL = 0.005  # shares that differ by less are not told apart: one sentence more or less would turn them
SURE = 0.05  # false-discovery rate up to which a change of share is told as one


def heaviest_first(weights: Mapping[str, float]) -> list[str]:
    """Themes by weight; `other` last, which is no theme but what has none."""
    return sorted(weights, key=lambda t: (t == "other", -weights[t], t))


def leading(shares: Mapping[str, float]) -> list[str]:
    """The theme of the largest share, and those level with it; `other` only where there is nothing else."""
    first, *rest = heaviest_first(shares) or ["other"]
    return [first, *(t for t in rest if t != "other" and shares[first] - shares[t] < LEVEL)]


class Shift(NamedTuple):
    """Shares of text by theme, before and after, and what they are of; `told`: the themes whose change can be
    told from none, where that was tried."""

    head: str
    before: Shares
    after: Shares
    plans: frozenset[str]
    told: frozenset[str] | None = None


def change(shift: Shift, theme: str) -> float:
    return shift.after.get(theme, 0.0) - shift.before.get(theme, 0.0)


def wave_shares(view: View) -> dict[str, tuple[int, Shares]]:
    """Year of issue → number of plans and mean share of each theme; of the most frequent kind of document,
    and without plans that have no year."""
    years = tokens.issue_years(view.frames["plans"])
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for plan, shares in shares_of_main_kind(view).items():
        for theme, share in shares.items():
            sums[years.get(plan) or ""][theme] += share
    n = {year: len(_plans_of(view, year)) for year in sums}
    return {
        year: (n[year], {t: value / n[year] for t, value in sums[year].items()})
        for year in sorted(sums)
        if year
    }


def shares_of_main_kind(view: View) -> dict[str, Shares]:
    """Plan → share of each theme, of plans of the most frequent kind of document: of these means and waves
    are, in charts and notebooks."""
    found: dict[str, Shares] = defaultdict(dict)
    for row in view.rows("plan_themes"):
        if row["share"] is not None:
            found[row["plan_id"]][row["theme"]] = row["share"]
    return {plan: found[plan] for plan in of_main_kind(view, found)[0]}


def of_main_kind(view: View, plans: Collection[str]) -> tuple[list[str], tuple[str, str]]:
    """Those of `plans` that are of the most frequent kind of document, and which kind that is where there are
    others (规划与决定中); all of them, and no words, where none is."""
    kinds_of = kinds(view.frames["plans"])
    main = main_kind(kinds_of)
    counted = [plan for plan in plans if kinds_of.get(plan) == main]
    if not counted or set(kinds_of.values()) <= {main}:
        return counted or [*plans], ("", "")
    zh, en = (view.other(lang).word("document_kind", main) for lang in ("zh", "en"))
    return counted, (f"{zh}中", f" in {en}" + "s" * (not en.endswith("s")))


APART = " *"


def apart_of_title(view: View, plans: Collection[str]) -> dict[str, str]:
    """Each plan with the sign it bears where a title of the most frequent kind of document leaves it out."""
    counted = set(of_main_kind(view, plans)[0])
    return {plan: APART * (plan not in counted) for plan in plans}


def title_note(view: View, plans: Collection[str]) -> str:
    """What the sign means, where a plan bears it."""
    if not any(apart_of_title(view, plans).values()):
        return ""
    return view.pick("；* 其他文种，不计入标题", "; *: of another kind of document, not in the title")


def _plans_of(view: View, year: str) -> set[str]:
    years = tokens.issue_years(view.frames["plans"])
    return {plan for plan in shares_of_main_kind(view) if (years.get(plan) or "") == year}


def between_waves(view: View) -> Shift | None:
    """The first year against the last; None where all plans are of one, or either has few plans."""
    waves = wave_shares(view)
    if len(waves) < 2:
        return None
    (one, (n, before)), *_, (two, (m, after)) = waves.items()
    if min(n, m) < WAVE_FROM:
        return None
    head = view.pick(f"{one}年{n}份 → {two}年{m}份", f"{one} (n={n}) → {two} (n={m})")
    return Shift(head, before, after, frozenset(_plans_of(view, one) | _plans_of(view, two)))


def theme_changes(view: View) -> list[dict]:
    """Rows of theme_changes whose two plans are of one subject, by their words: a region's plan for elderly
    care does not turn from its plan for artificial intelligence."""
    alike = {
        frozenset((r["plan_id"], r["other_plan_id"]))
        for r in view.rows("document_distances")
        if _is_within(r["distance_ratio"], ONE_SUBJECT)
        or r["distance_ratio"] is not None
        and _is_within(r["distance"], NEAR)
    }
    return [
        row
        for row in view.rows("theme_changes")
        if frozenset((row["plan_id"], row["earlier_plan_id"])) in alike
    ]


def _is_within(value: float | None, most: float) -> bool:
    return value is not None and value <= most


def is_told(row: Mapping) -> bool:
    """Whether a change of a theme's share can be told from none."""
    return row["q_value"] is not None and row["q_value"] <= SURE


def between_plans(view: View) -> Shift | None:
    """Regions' older plans against the newer ones of one subject, mean of all pairs; None where no region has
    two."""
    rows = theme_changes(view)
    pairs = sorted({(r["earlier_plan_id"], r["plan_id"]) for r in rows})
    if not pairs:
        return None
    before, after = (dict.fromkeys({r["theme"] for r in rows}, 0.0) for _ in range(2))
    for row in rows:
        before[row["theme"]] += row["earlier_share"] / len(pairs)
        after[row["theme"]] += row["share"] / len(pairs)
    head = " → ".join(map(view.name, pairs[0]))
    if len(pairs) > 1:
        head = view.pick(f"同一地区前后计划（{len(pairs)}对）", f"Plans of one region ({len(pairs)} pairs)")
    sign = {t: after[t] - before[t] for t in before}
    told = {r["theme"] for r in rows if is_told(r) and r["difference"] * sign[r["theme"]] > 0}
    return Shift(head, before, after, frozenset(p for pair in pairs for p in pair), frozenset(told))
