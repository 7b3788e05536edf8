"""Sentences of notebook 03: the largest themes, what shifts, with what instruments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from cityplans.comparison.coding.instruments import GOALS
from cityplans.comparison.plans import kinds, main_kind
from cityplans.publishing.notebooks.story import Told, share
from cityplans.publishing.telling import waves as waves_of
from cityplans.publishing.telling.text import counted
from cityplans.publishing.telling.waves import LEVEL, between_waves, is_told, theme_changes
from cityplans.publishing.telling.wording import pick

NOTABLE = 0.05  # a change of share worth a sentence
WHOLE = "overall_innovation"  # the theme of goals and introductions
MOST_CHANGES = 2  # of each sort, before the others are counted


def spoken(told: Told) -> tuple[str, str] | None:
    """The theme whose share of the text is farthest above its share of the targets: both are means of the
    plans that have targets, every plan counting alike. What is said of the whole, in every introduction, is
    left aside, and that it is where it would be the one."""
    targets = _target_shares_by_plan(told)
    text = _mean_of(_text_shares_by_plan(told), targets)
    of_targets = _mean_of(targets, targets)
    gaps = {t: text[t] - of_targets.get(t, 0.0) for t in text if t != "other"}
    whole = gaps.pop(WHOLE, 0.0)
    theme = max(gaps, key=lambda t: (gaps[t], t), default=None)
    if theme is None or gaps[theme] <= 0:
        return None
    n, first, second = len(targets), share(text[theme], 1), share(of_targets.get(theme, 0.0), 1)
    zh, en = (_names(told, lang) for lang in ("zh", "en"))
    aside_zh, aside_en = (
        (f"（“{zh(WHOLE)}”不计）", f" ({en(WHOLE)} apart)") if whole > gaps[theme] else ("", "")
    )
    return (
        f"说得多而少有数字的是“{zh(theme)}”{aside_zh}：有目标的{n}份计划平均，"
        f"占文字的{first}，占目标的{second}。",
        f"Much said and little counted{aside_en}: {en(theme)}, on average of {counted(n, 'plan')} with "
        f"targets {first} of the text and {second} of the targets.",
    )


def _text_shares_by_plan(told: Told) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in of_main_kind(told, "plan_themes"):
        found[row["plan_id"]][row["theme"]] = row["share"]
    return found


def _target_shares_by_plan(told: Told) -> dict[str, dict[str, float]]:
    """Of the plans whose targets have a theme and whose text is coded."""
    each: dict[str, Counter] = defaultdict(Counter)
    coded = _text_shares_by_plan(told)
    for target in of_main_kind(told, "targets"):
        if target["theme"] and target["plan_id"] in coded:
            each[target["plan_id"]][target["theme"]] += 1
    return {p: {t: n / themes.total() for t, n in themes.items()} for p, themes in each.items()}


def _mean_of(shares: Mapping[str, Mapping[str, float]], plans: Collection[str]) -> dict[str, float]:
    """Theme → mean share over these plans."""
    total: Counter = Counter()
    for plan in plans:
        total.update(shares[plan])
    return {theme: value / len(plans) for theme, value in total.items()}


LEAST_TO_LEAVE_ONE = 3  # plans of which one can be left out


class Largest(NamedTuple):
    """The theme with most text and its mean share; that with most targets, its share of them, and how many
    there are."""

    theme: str
    share: float
    counted: str
    part: float
    n: int


def largest(told: Told, found: Largest) -> tuple[str, str] | None:
    """The theme most is said about and the one with most targets, which may be the same, and of what kind of
    document where there are others; nothing where no clause or no target has a theme."""
    if "other" in (found.theme, found.counted):
        return None
    zh, en = _names(told, "zh"), _names(told, "en")
    of_zh, of_en = of_how_many(told)
    first, counted_most, n = found.theme, found.counted, found.n
    text, of_targets = share(found.share, 1), share(found.part, 1)
    if not found.part:
        return (
            f"{of_zh}篇幅最大的主题是“{zh(first)}”（平均占{text}）。",
            f"Most text{of_en} is about {en(first)} (on average {text} of a plan).",
        )
    if first == counted_most:
        return (
            f"{of_zh}“{zh(first)}”篇幅最大（平均占各计划文字的{text}），目标也最多（{n}项中的{of_targets}）。",
            f"{en(first)} has most text{of_en} (on average {text} of a plan) and most targets "
            f"({of_targets} of {n}).",
        )
    return (
        f"{of_zh}篇幅最大的主题是“{zh(first)}”（平均占{text}），"
        f"目标最多的是“{zh(counted_most)}”（{n}项中的{of_targets}）。",
        f"Most text{of_en} is about {en(first)} (on average {text} of a plan), most targets about "
        f"{en(counted_most)} ({of_targets} of {n}).",
    )


def turned(told: Told, first: str) -> tuple[str, str] | None:
    """That one plan alone makes a theme the one of most text, where leaving it out puts another first."""
    shares = _text_shares_by_plan(told)
    for plan in sorted(shares) if len(shares) >= LEAST_TO_LEAVE_ONE else ():
        means = _mean_of(shares, [p for p in shares if p != plan])
        top = max(means, key=lambda t: (means[t], t))
        if top != first and means[top] > means.get(first, 0.0):
            zh, en = (told.other(lang).name(plan) for lang in ("zh", "en"))
            of_zh, of_en = (_names(told, lang)(top) for lang in ("zh", "en"))
            return (
                f"不计{zh}一份，篇幅最大的是“{of_zh}”（平均占{share(means[top], 1)}）。",
                f"Without {en} most text is about {of_en} (on average {share(means[top], 1)}).",
            )
    return None


def of_kind(told: Told) -> tuple[str, str]:
    """`规划与决定中`, where documents of other kinds are here and not counted."""
    return waves_of.of_main_kind(told, told.plans)[1]


def of_how_many(told: Told) -> tuple[str, str]:
    """As `of_kind`, with how many are counted and how many are not."""
    n = len(waves_of.of_main_kind(told, told.plans)[0])
    others, (_, en) = len(told.plans) - n, of_kind(told)
    if not en:
        return "", ""
    zh = told.other("zh").word("document_kind", main_kind(kinds(told.frame("plans"))))
    en = en.removeprefix(" in ")
    return (
        f"{n}份{zh}中（其余{others}份文件不计），",
        f" in {n} {en} ({counted(others, 'other')} not counted)",
    )


def near(told: Told, first: str, others: Mapping[str, float]) -> tuple[str, str] | None:
    """That other themes have as much text, but for less than can be told apart."""
    if not others or first == "other":
        return None
    zh, en = (
        pick(c, "、", ", ").join(
            pick(c, f"“{name(t)}”（{share(part, 1)}）", f"{name(t)} ({share(part, 1)})")
            for t, part in others.items()
        )
        for c in ("zh", "en")
        for name in (_names(told, c),)
    )
    few = f"{100 * LEVEL:g}"
    return (
        f"{zh}的篇幅与“{_names(told, 'zh')(first)}”相差不到{few}个百分点。",
        f"The text about {en} is within {few} points of that about {_names(told, 'en')(first)}.",
    )


def level(told: Told, counted: str, others: list[str]) -> tuple[str, str] | None:
    """That other themes have as many targets."""
    if not others:
        return None
    zh, en = (pick(c, "、", ", ").join(map(_names(told, c), sorted(others))) for c in ("zh", "en"))
    return (
        f"目标一样多的还有“{zh}”，与“{_names(told, 'zh')(counted)}”并列。",
        f"As many targets as on {_names(told, 'en')(counted)} are on {en}.",
    )


def _names(told: Told, lang: str):
    return lambda theme: told.other(lang).theme(theme)


def mean_shares(told: Told) -> dict[str, float]:
    """Theme → mean share of the plans' text, every plan counting alike; of the most frequent kind of
    document."""
    shares = _text_shares_by_plan(told)
    return _mean_of(shares, shares)


def of_main_kind(told: Told, table: str) -> list[dict]:
    """Rows of the plans of the most frequent kind: what reports say is no mean of what plans say."""
    of_plan = kinds(told.frame("plans"))
    main = main_kind(of_plan)
    return [row for row in told.rows(table) if of_plan.get(row["plan_id"]) == main]


def target_shares(told: Told) -> dict[str, float]:
    counted = Counter(t["theme"] for t in of_main_kind(told, "targets") if t["theme"])
    return {theme: n / sum(counted.values()) for theme, n in counted.items()}


def waves(told: Told) -> tuple[str, str] | None:
    """The themes that gained and lost most from the first wave to the last."""
    shift = between_waves(told)
    heads = [between_waves(told.other(lang)).head for lang in ("zh", "en")] if shift else []
    if shift is None:
        return None
    themes = {*shift.before, *shift.after} - {"other"}
    moved = sorted(themes, key=lambda t: (shift.after.get(t, 0) - shift.before.get(t, 0), t))
    low, high = moved[0], moved[-1]
    up, down = (
        f"{100 * shift.before.get(t, 0.0):.0f}% → {100 * shift.after.get(t, 0.0):.0f}%" for t in (high, low)
    )
    zh, en = _names(told, "zh"), _names(told, "en")
    return (
        f"批次之间，{heads[0]}：“{zh(high)}”上升最多（{up}），“{zh(low)}”下降最多（{down}）。",
        f"From wave to wave, {heads[1]}: {en(high)} gained most ({up}), {en(low)} lost most ({down}).",
    )


def changes(told: Told) -> dict[str, tuple[str, str]]:
    """For every region with a newer plan: the themes that gained and lost most, by the two plans and the
    theme; of many plans how many there are beside the first."""
    found = defaultdict(list)
    for row in theme_changes(told):
        found[row["plan_id"], row["earlier_plan_id"]].append(row)
    said, unmoved = {}, {}
    for (newer, older), rows in sorted(found.items()):
        told_from_none = [r for r in rows if is_told(r) and abs(r["difference"]) >= NOTABLE]
        largest = max(rows, key=lambda r: (abs(r["difference"]), r["theme"]))
        if not told_from_none:
            unmoved[f"{newer} {older}"] = _no_change(told, newer, older, largest)
            continue
        for row in sorted(told_from_none, key=lambda r: (-abs(r["difference"]), r["theme"])):
            zh, en = (_change(told, newer, older, row, lang) for lang in ("zh", "en"))
            said[f"{newer} {older} {row['theme']}"] = zh, en
    return _first(said, "changes_more", _more_changes) | _first(unmoved, "unchanged_more", _more_unmoved)


def _first(said: dict, name: str, more: Callable[[int], tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """All of a few sentences; of many the first, and how many more there are."""
    if len(said) <= MOST_CHANGES + 1:
        return said
    return dict(list(said.items())[:MOST_CHANGES]) | {name: more(len(said) - MOST_CHANGES)}


def _more_changes(n: int) -> tuple[str, str]:
    return (
        f"另有{n}处主题占比的变化能与零区分，见下表。",
        f"{n} more changes of a theme's share are told from none: see below.",
    )


def _more_unmoved(n: int) -> tuple[str, str]:
    return (
        f"另有{n}对前后计划，各主题占比的变化都不超出偶然波动。",
        f"In {n} more pairs of plans no theme's share changed by more than chance would.",
    )


def _no_change(told: Told, newer: str, older: str, row: dict) -> tuple[str, str]:
    zh, en = told.other("zh"), told.other("en")
    return (
        f"{zh.name(newer)}与{zh.name(older)}相比，各主题占比的变化都不超出偶然波动"
        f"（最大的是“{_names(told, 'zh')(row['theme'])}”{_moved(row, 'zh')}）。",
        f"From {en.name(older)} to {en.name(newer)} no theme's share changed by more than chance would "
        f"(largest: {_names(told, 'en')(row['theme'])}, {_moved(row, 'en')}).",
    )


def _moved(row: dict, lang: str) -> str:
    """`21% → 13%，95%区间−23至+6个百分点`: by clauses drawn again."""
    shares = f"{100 * row['earlier_share']:.0f}% → {100 * row['share']:.0f}%"
    low, high = (f"{100 * row[k]:+.0f}".replace("-", "−") for k in ("difference_low", "difference_high"))
    return pick(
        lang, f"{shares}，95%区间{low}至{high}个百分点", f"{shares}, 95% interval {low} to {high} points"
    )


def _change(told: Told, newer: str, older: str, row: dict, lang: str) -> str:
    theme, view, moved = _names(told, lang)(row["theme"]), told.other(lang), _moved(row, lang)
    way = pick(lang, *(("上升", "gained") if row["difference"] > 0 else ("下降", "lost")))
    if lang == "zh":
        return f"{view.name(newer)}与{view.name(older)}相比，“{theme}”{way}（{moved}）。"
    return f"From {view.name(older)} to {view.name(newer)} {theme} {way} ({moved})."


def balance(told: Told) -> tuple[str, str] | None:
    """Shares of the three kinds of instruments in documents of the most frequent kind; goals apart, which any
    “by 2025” makes."""
    rows = of_main_kind(told, "plan_instruments")
    if not sum(r["clauses"] for r in rows):
        return None
    group_of = {r["instrument"]: r["group"] for r in told.codebook["instruments"]}
    counted: Counter = Counter()
    for row in rows:
        counted["goals" if row["instrument"] == GOALS else group_of.get(row["instrument"], "")] += row[
            "clauses"
        ]
    codes, goals = counted.total(), counted.pop("goals", 0)
    supply, environment, demand = (
        share(counted[k], codes - goals) for k in ("supply", "environment", "demand")
    )
    n, (of_zh, of_en) = codes - goals, of_kind(told)
    of_zh += "的" * bool(of_zh)
    return (
        f"{of_zh}政策工具（{n}个编码；另有目标规划{goals}个，凡写“到20xx年”即计入，未算在内）："
        f"供给型{supply}，环境型{environment}，需求型{demand}；"
        "需求型的判定最不可靠（见 MEASURED.md）。",
        f"Policy instruments{of_en} ({n} codes; {goals} more of goal planning, which any “by 20xx” makes, "
        f"left out): {supply} act on supply, {environment} on the environment, {demand} on demand; demand is "
        "coded least reliably (see MEASURED.md).",
    )
