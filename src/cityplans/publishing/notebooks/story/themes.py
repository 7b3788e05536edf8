"""Notebook 03: what the plans talk about, with what instruments, and what changed from plan to plan."""

from __future__ import annotations

from collections import defaultdict

from cityplans.comparison.plans import kinds
from cityplans.publishing.notebooks.story import Shown, Told, listed, noted, reliability, said, share
from cityplans.publishing.notebooks.story import theme_sentences as sentences
from cityplans.publishing.notebooks.story.reliability import heading_check as heading_check
from cityplans.publishing.telling.waves import (
    NEAR,
    ONE_SUBJECT,
    heaviest_first,
    leading,
    theme_changes,
    wave_shares,
)
from cityplans.publishing.telling.wording import some

MOST = 30
MOST_PAIRS = 6  # pairs of plans a note names
MOST_WAVES = 8  # years side by side


def finding(told: Told) -> Shown:
    text, targets = sentences.mean_shares(told), sentences.target_shares(told)
    n = len(sentences.of_main_kind(told, "targets"))
    if not text:
        return said(largest=("没有可编码的条款。", "There are no clauses to code."))
    first, *near = leading(text)
    themed = [t for t in targets if t != "other"]
    counted = max(themed, key=lambda t: (targets[t], t == first, t), default=first)
    level = [t for t in themed if targets[t] == targets[counted] and t != counted]
    return said(
        largest=sentences.largest(
            told, sentences.Largest(first, text[first], counted, targets.get(counted, 0.0), n)
        ),
        turned=sentences.turned(told, first),
        near=sentences.near(told, first, {t: text[t] for t in near}),
        level=sentences.level(told, counted, level),
        spoken=sentences.spoken(told),
        waves=sentences.waves(told),
        **sentences.changes(told),
        balance=sentences.balance(told),
        by_hand=reliability.by_hand(told),
        sure=reliability.by_headings(told),
        limits=reliability.LIMITS,
    )


def by_theme(told: Told) -> Shown:
    """Theme: mean share of text, share of targets, and in which plan it stands out."""
    text, targets = sentences.mean_shares(told), sentences.target_shares(told)
    most = {}
    for row in sentences.of_main_kind(told, "plan_themes"):
        if row["share"] > most.get(row["theme"], {"share": -1})["share"]:
            most[row["theme"]] = row
    rows = [
        {
            "theme": t,
            "text": share(text[t], 1),
            "targets_share": share(targets.get(t, 0), bool(targets)),
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
        f"内容不相近的前后计划不作比较：{zh}（用词距离大于{NEAR}，且在同篇幅打乱文本的{ONE_SUBJECT}倍以上）；"
        "数字见工作簿“主题变化”。",
        f"Not set against each other, being on other subjects: {en} (farther in wording than {NEAR}, and "
        f"more than {ONE_SUBJECT} times as far as shuffled text of their lengths); their figures stand in "
        "the workbook, Theme changes.",
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
        _topics_of_kinds(told),
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
        ),
    )


def _topics_of_kinds(told: Told) -> tuple[str, str] | None:
    """That a topic may be a kind of document, where there are several."""
    if len(set(kinds(told.frame("plans")).values())) < 2:
        return None
    return (
        "话题由各种文件一起归纳：其中有的只是某一种文件的套话（如工作报告的开头、结尾）。",
        "Topics are found in documents of all kinds together: some are but the set phrases of one kind "
        "(how a work report begins and ends).",
    )


def caveats(told: Told) -> Shown:
    other = sentences.mean_shares(told).get("other", 0.0)
    coded = {r["clause_id"] for r in told.rows("themes") if r["theme"] != "other"}
    unit = sum(1 for row in told.indicators.values() if row["theme"])
    return noted(
        (
            f"主题按词表判定（{len(coded)}条有主题，“其他”平均占{share(other, 1)}）："
            "词表没有的说法不会被看见；词表在 data/codebook/theme_terms.csv，可改。",
            f"Themes come from a list of terms ({len(coded)} clauses have one; “other” is {share(other, 1)} "
            "on average): what the list lacks is not seen. It can be edited: data/codebook/theme_terms.csv.",
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
