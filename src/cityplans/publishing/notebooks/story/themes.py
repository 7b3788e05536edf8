"""Notebook 03: what the plans talk about, with what instruments, and what changed from plan to plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from cityplans.comparison.ambition.alike import indicators
from cityplans.comparison.coding.instruments import GOALS
from cityplans.comparison.coding.themes import heaviest
from cityplans.comparison.plans import kinds, main_kind
from cityplans.publishing.notebooks.story import Shown, Told, listed, noted, said, share
from cityplans.publishing.telling.text import counted
from cityplans.publishing.telling.waves import (
    ONE_SUBJECT,
    between_waves,
    heaviest_first,
    is_told,
    theme_changes,
    wave_shares,
)
from cityplans.publishing.telling.wording import pick, some

MOST = 30
MOST_PAIRS = 6  # pairs of plans a note names
MOST_WAVES = 8  # years side by side
LEAST_FOR_KAPPA = 20  # clauses
GOOD_KAPPA, FAIR_KAPPA = 0.8, 0.67  # Krippendorff's marks
NOTABLE = 0.05  # a change of share worth a sentence


def finding(told: Told) -> Shown:
    text, targets = mean_shares(told), target_shares(told)
    n = len(_of_main_kind(told, "targets"))
    if not text:
        return said(largest=("没有可编码的条款。", "There are no clauses to code."))
    first = heaviest_first(text)[0]
    themed = [t for t in targets if t != "other"]
    counted = max(themed, key=lambda t: (targets[t], t == first, t), default=first)
    level = [t for t in themed if targets[t] == targets[counted] and t != counted]
    return said(
        largest=_largest(told, first, text[first], counted, targets.get(counted, 0.0), n),
        level=_level(told, counted, level),
        counted_kind=_counted_kind(told),
        spoken=_spoken(told),
        waves=_waves(told),
        **_changes(told),
        balance=_balance(told),
        sure=_sure(told),
    )


def _spoken(told: Told) -> tuple[str, str] | None:
    """The theme whose share of the text is farthest above its share of the targets: both are means of the
    plans that have targets, every plan counting alike."""
    targets = _target_shares_by_plan(told)
    text = _mean_of(_text_shares_by_plan(told), targets)
    of_targets = _mean_of(targets, targets)
    gaps = {t: text[t] - of_targets.get(t, 0.0) for t in text if t not in ("other", "overall_innovation")}
    theme = max(gaps, key=lambda t: (gaps[t], t), default=None)
    if theme is None or gaps[theme] <= 0:
        return None
    n, first, second = len(targets), share(text[theme], 1), share(of_targets.get(theme, 0.0), 1)
    return (
        f"说得多而少有数字的是“{_names(told, 'zh')(theme)}”：有目标的{n}份计划平均，"
        f"占文字的{first}，占目标的{second}。",
        f"Much said and little counted: {_names(told, 'en')(theme)}, on average of {counted(n, 'plan')} with "
        f"targets {first} of the text and {second} of the targets.",
    )


def _text_shares_by_plan(told: Told) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in _of_main_kind(told, "plan_themes"):
        found[row["plan_id"]][row["theme"]] = row["share"]
    return found


def _target_shares_by_plan(told: Told) -> dict[str, dict[str, float]]:
    """Of the plans whose targets have a theme and whose text is coded."""
    each: dict[str, Counter] = defaultdict(Counter)
    coded = _text_shares_by_plan(told)
    for target in _of_main_kind(told, "targets"):
        if target["theme"] and target["plan_id"] in coded:
            each[target["plan_id"]][target["theme"]] += 1
    return {p: {t: n / themes.total() for t, n in themes.items()} for p, themes in each.items()}


def _mean_of(shares: Mapping[str, Mapping[str, float]], plans: Collection[str]) -> dict[str, float]:
    """Theme → mean share over these plans."""
    total: Counter = Counter()
    for plan in plans:
        total.update(shares[plan])
    return {theme: value / len(plans) for theme, value in total.items()}


def _counted_kind(told: Told) -> tuple[str, str] | None:
    """Which kind of document the first figures are of, where there are others."""
    of_plan = kinds(told.frame("plans"))
    main = main_kind(of_plan)
    n, others = sum(k == main for k in of_plan.values()), sum(k != main for k in of_plan.values())
    if not others:
        return None
    zh, en = (told.other(lang).word("document_kind", main) for lang in ("zh", "en"))
    return (
        f"篇幅和目标的比重只数文件种类为“{zh}”的{n}份，其余{others}份不计。",
        f"Shares of text and of targets are of the {n} documents of the kind “{en}”; {others} others are "
        "not counted.",
    )


def _largest(
    told: Told, first: str, said_share: float, counted: str, part: float, n: int
) -> tuple[str, str] | None:
    """The theme most is said about and the one with most targets, which may be the same; nothing where no
    clause or no target has a theme."""
    if "other" in (first, counted):
        return None
    zh, en = _names(told, "zh"), _names(told, "en")
    text, of_targets = share(said_share, 1), share(part, 1)
    if first == counted:
        return (
            f"“{zh(first)}”篇幅最大（平均占各计划文字的{text}），目标也最多（{n}项中的{of_targets}）。",
            f"{en(first)} has most text (on average {text} of a plan) and most targets ({of_targets} of "
            f"{n}).",
        )
    return (
        f"篇幅最大的主题是“{zh(first)}”（平均占{text}），"
        f"目标最多的是“{zh(counted)}”（{n}项中的{of_targets}）。",
        f"Most text is about {en(first)} (on average {text} of a plan), most targets about {en(counted)} "
        f"({of_targets} of {n}).",
    )


def _level(told: Told, counted: str, others: list[str]) -> tuple[str, str] | None:
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


def _of_main_kind(told: Told, table: str) -> list[dict]:
    """Rows of the plans of the most frequent kind: what reports say is no mean of what plans say."""
    of_plan = kinds(told.frame("plans"))
    main = main_kind(of_plan)
    return [row for row in told.rows(table) if of_plan.get(row["plan_id"]) == main]


def target_shares(told: Told) -> dict[str, float]:
    counted = Counter(t["theme"] for t in _of_main_kind(told, "targets") if t["theme"])
    return {theme: n / sum(counted.values()) for theme, n in counted.items()}


def _waves(told: Told) -> tuple[str, str] | None:
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


def _changes(told: Told) -> dict[str, tuple[str, str]]:
    """For every region with a newer plan: the themes that gained and lost most, by the two plans and the
    theme."""
    found = defaultdict(list)
    for row in theme_changes(told):
        found[row["plan_id"], row["earlier_plan_id"]].append(row)
    said = {}
    for (newer, older), rows in sorted(found.items()):
        told_from_none = [r for r in rows if is_told(r) and abs(r["difference"]) >= NOTABLE]
        largest = max(rows, key=lambda r: (abs(r["difference"]), r["theme"]))
        if not told_from_none:
            said[f"{newer} {older}"] = _no_change(told, newer, older, largest)
            continue
        for row in sorted(told_from_none, key=lambda r: (-abs(r["difference"]), r["theme"])):
            zh, en = (_change(told, newer, older, row, lang) for lang in ("zh", "en"))
            said[f"{newer} {older} {row['theme']}"] = zh, en
    return said


def _no_change(told: Told, newer: str, older: str, row: dict) -> tuple[str, str]:
    zh, en = told.other("zh"), told.other("en")
    return (
        f"{zh.name(newer)}与{zh.name(older)}相比，各主题占比的变化都不能与零区分"
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


def _balance(told: Told) -> tuple[str, str] | None:
    """Shares of the three kinds of instruments; goals apart, which any “by 2025” makes."""
    rows = told.rows("plan_instruments")
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
    return (
        f"政策工具（{codes - goals}个编码；另有目标规划{goals}个，凡写“到20xx年”即计入，未算在内）："
        f"供给型{supply}，"
        f"环境型{environment}，需求型{demand}；需求型的判定最不可靠（见 MEASURED.md）。",
        f"Policy instruments ({codes - goals} codes; {goals} more of goal planning, which any “by 20xx” "
        f"makes, left "
        f"out): {supply} act on supply, {environment} on the environment, {demand} on demand; demand is "
        f"coded "
        "least reliably (see MEASURED.md).",
    )


def by_theme(told: Told) -> Shown:
    """Theme: mean share of text, share of targets, and in which plan it stands out."""
    text, targets = mean_shares(told), target_shares(told)
    most = {}
    for row in _of_main_kind(told, "plan_themes"):
        if row["share"] > most.get(row["theme"], {"share": -1})["share"]:
            most[row["theme"]] = row
    rows = [
        {
            "theme": t,
            "text": share(text[t], 1),
            "targets_share": share(targets.get(t, 0), 1),
            "largest": f"{told.name(most[t]['plan_id'])} {share(most[t]['share'], 1)}",
        }
        for t in heaviest_first(text)
    ]
    return listed(
        told,
        rows,
        ("theme", "text", "targets_share", "largest"),
        heads={
            "text": ("占文字（各计划平均）", "Share of text (mean of plans)"),
            "targets_share": ("占目标", "Share of targets"),
            "largest": ("最突出的计划", "Plan where it is largest"),
        },
    )


def changes(told: Told) -> Shown:
    """Share of each theme in a region's newer plan against the one before of its subject."""
    rows = sorted(theme_changes(told), key=lambda r: (r["plan_id"], -abs(r["difference"]), r["theme"]))
    rows = [
        r
        | {k: f"{100 * r[k]:.1f}%" for k in ("earlier_share", "share")}
        | {
            "difference": f"{100 * r['difference']:+.1f} ({100 * r['difference_low']:+.1f} – "
            f"{100 * r['difference_high']:+.1f})"
        }
        for r in rows
    ]
    table = listed(
        told,
        rows,
        ("plan_id", "earlier_plan_id", "theme", "earlier_share", "share", "difference", "q_value"),
        MOST,
        {"difference": ("差（百分点，95%区间）", "Difference (points, 95 %)"), "plan_id": ("计划", "Plan")},
    )
    return Shown(table.markup + noted(_of_other_subjects(told)).markup)


def _of_other_subjects(told: Told) -> tuple[str, str] | None:
    """Which pairs of plans of one region are not set against each other, and where their figures stand."""
    shown = {(r["earlier_plan_id"], r["plan_id"]) for r in theme_changes(told)}
    pairs = sorted({(r["earlier_plan_id"], r["plan_id"]) for r in told.rows("theme_changes")} - shown)
    if not pairs:
        return None
    zh, en = (
        some([" → ".join(map(told.other(lang).name, pair)) for pair in pairs], lang, MOST_PAIRS, "对")
        for lang in ("zh", "en")
    )
    return (
        f"内容不相近的前后计划不作比较：{zh}（用词距离在同篇幅打乱文本的{ONE_SUBJECT}倍以上）；数字见工作簿“主题变化”。",
        f"Not set against each other, being on other subjects: {en} (more than {ONE_SUBJECT} times as far in "
        "wording as shuffled text of their lengths); their figures stand in the workbook, Theme changes.",
    )


def waves(told: Told) -> Shown:
    """Mean share of each theme in the plans of every year, the latest years where there are many."""
    found = dict(list(wave_shares(told).items())[-MOST_WAVES:])
    last = next(reversed(found), None)
    themes = sorted(
        {t for _, shares in found.values() for t in shares}, key=lambda t: (-found[last][1].get(t, 0.0), t)
    )
    rows = [
        {"theme": t} | {y: share(shares.get(t, 0.0), 1) for y, (_, shares) in found.items()} for t in themes
    ]
    heads = {year: (f"{year}年（{n}份）", f"{year} (n={n})") for year, (n, _) in found.items()}
    return listed(told, rows, ("theme", *found), heads=heads)


def agreement_with_headings(told: Told) -> tuple[int, int, float] | None:
    """(clauses, alike, κ): themes of the heading against those of the text coded without it."""
    scores: dict[str, dict[str, Counter]] = {"heading": defaultdict(Counter), "text": defaultdict(Counter)}
    for row in told.rows("theme_evidence"):
        if row["place"] in scores:
            scores[row["place"]][row["clause_id"]][row["theme"]] += row["score"]
    both = sorted(set(scores["heading"]) & set(scores["text"]))
    from sklearn.metrics import cohen_kappa_score

    pairs = [[heaviest(scores[place][c]) for c in both] for place in ("heading", "text")]
    if len(both) < LEAST_FOR_KAPPA or len(set(pairs[0])) < 2:
        return None
    return len(both), sum(a == b for a, b in zip(*pairs)), float(cohen_kappa_score(*pairs))


def _sure(told: Told) -> tuple[str, str] | None:
    """How far the coding can be relied on, by the headings."""
    found = agreement_with_headings(told)
    if found is None:
        return None
    n, _, kappa = found
    zh, en = (
        ("很一致", "agree well")
        if kappa >= GOOD_KAPPA
        else ("大体一致", "agree fairly")
        if kappa >= FAIR_KAPPA
        else ("不一致，不足以下结论", "do not agree: no conclusions")
    )
    return (
        f"把握：同一词表看正文与看标题判出的主题{zh}（{n}条有标题的条款，κ = {kappa:.2f}）。"
        f"这不是与人工编码的一致："
        "换了文种或地区，须另行核对。",
        f"How sure: themes that one word list gives to text and to heading {en} ({n} clauses with a "
        f"heading, κ = "
        f"{kappa:.2f}). That is no agreement with a person's coding: check it anew on other kinds of text.",
    )


def heading_check(told: Told) -> Shown:
    """Headings name their theme: does the text alone, coded without the heading, give the same one?"""
    found = agreement_with_headings(told)
    if found is None:
        return noted(("条款标题太少，不作核对。", "Too few clauses have headings for this check."))
    n, same, kappa = found
    return noted(
        (
            f"核对：标题点明主题。{n}条有标题的条款，只看正文（不看标题）判出的主题有{same}条与标题一致，"
            f"κ = {kappa:.2f}。标题只说其一、正文兼说几事的条款，不一致不等于判错。",
            f"Check: a heading names its theme. For {n} clauses with a heading the theme of the text alone "
            "is that "
            f"of the heading in {same}, κ = {kappa:.2f}. Where a heading names one thing and the text treats "
            "several, disagreement is no mistake.",
        )
    )


def evidence(told: Told) -> Shown:
    """The terms that weigh most for each theme: what the coding rests on."""
    score: dict[str, Counter] = defaultdict(Counter)
    for row in told.rows("theme_evidence"):
        score[row["theme"]][row["term"]] += row["score"]
    rows = [
        {"theme": theme, "terms": "、".join(t for t, _ in _top(terms, 10)), "n": len(terms)}
        for theme, terms in sorted(score.items(), key=lambda i: (-sum(i[1].values()), i[0]))
    ]
    return listed(
        told,
        rows,
        ("theme", "terms", "n"),
        heads={"terms": ("权重最大的词语", "Terms that weigh most"), "n": ("词语数", "Terms")},
    )


def _top(counted: Mapping[str, float], most: int) -> list[tuple[str, float]]:
    return sorted(counted.items(), key=lambda i: (-i[1], i[0]))[:most]


def instruments(told: Told) -> Shown:
    """How many clauses of each plan use supply, environment and demand instruments, and how evenly."""
    rows = [
        r | {k: share(r[k], 1) for k in ("supply_share", "environment_share", "demand_share")}
        for r in told.rows("instrument_balance")
    ]
    return listed(
        told,
        rows,
        (
            "plan_id",
            "clauses",
            "codes",
            "supply_share",
            "environment_share",
            "demand_share",
            "balance_groups",
        ),
        MOST,
        {"plan_id": ("计划", "Plan")},
    )


def topics(told: Told) -> Shown:
    """Topics found without the codebook, beside the theme most of their clauses have."""
    words = defaultdict(list)
    for row in sorted(told.rows("topic_terms"), key=lambda r: r["rank"]):
        words[row["topic"]].append(row["term"])
    rows = [
        r | {"terms": "、".join(words[r["topic"]][:8]), "theme_share": share(r["theme_share"] or 0, 1)}
        for r in told.rows("topics")
    ]
    return listed(
        told,
        rows,
        ("topic", "terms", "clauses", "theme", "theme_share"),
        MOST,
        {"terms": ("特征词", "Words")},
    )


def topics_finding(told: Told) -> Shown:
    """How far topics found without the list agree with it, and which have no theme of their own."""
    rows = told.rows("topics")
    if not rows:
        return noted(("条款太少，不归纳话题。", "Too few clauses to look for topics."))
    words = defaultdict(list)
    for row in sorted(told.rows("topic_terms"), key=lambda r: r["rank"]):
        words[row["topic"]].append(row["term"])
    loose = [r["topic"] for r in rows if (r["theme_share"] or 0) < 0.5]
    listed_zh = "；".join(f"{t}（{'、'.join(words[t][:4])}）" for t in loose)
    agreement = f"{rows[0]['agreement']:.2f}"
    return noted(
        (
            f"与词表的一致度（调整互信息）{agreement}，1为完全一致，0为偶然。"
            + (
                f"有{len(loose)}个话题没有一个主题占到一半，可先看词表是否缺了它们：{listed_zh}。"
                if loose
                else "每个话题都有一个主题占到一半以上，看不出词表缺了主题。"
            ),
            f"Agreement with the list (adjusted mutual information): {agreement}; 1 is full, 0 is chance. "
            + (
                f"{len(loose)} {'topic has' if len(loose) == 1 else 'topics have'} no theme with half of the "
                f"clauses; see whether the list lacks one: {listed_zh}."
                if loose
                else "Every topic has a theme with half of its clauses or more: none seems to be lacking."
            ),
        )
    )


def caveats(told: Told) -> Shown:
    other = mean_shares(told).get("other", 0.0)
    coded = {r["clause_id"] for r in told.rows("themes") if r["theme"] != "other"}
    unit = sum(1 for row in indicators(told.codebook).values() if row["theme"])
    return noted(
        (
            f"主题按词表判定（{len(coded)}条有主题，“其他”平均占{share(other, 1)}）："
            "词表没有的说法不会被看见；"
            "词表在 data/codebook/theme_terms.csv，可改。",
            f"Themes come from a list of terms ({len(coded)} clauses have one; “other” is "
            f"{share(other, 1)} on average): "
            "what the list lacks is not seen. It can be edited: data/codebook/theme_terms.csv.",
        ),
        (
            "篇幅不等于重视，也不等于执行。占比按字数加权，标题中的词权重更高。",
            "Length is neither priority nor delivery. Shares are weighted by length; words in headings "
            "count more.",
        ),
        (
            f"目标的主题取自其指标（{unit}个指标各有主题），没有指标的按词语判定。",
            f"A target has the theme of its indicator ({unit} have one); without one, that of its words.",
        ),
        (
            "政策工具也按词判定：目标段落只算目标规划，导言不算；需求型工具少，判定最不牢靠，"
            "与手工编码的一致性见 tests/test_instruments.py。",
            "Instruments rest on words too: goal sections count as goals only, introductions not at all; "
            "demand "
            "tools are few and least sure. tests/test_instruments.py holds them against a hand coding.",
        ),
    )
