"""How sure the themes of notebook 03 are: against people, against headings, and where they fail."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from cityplans.checking import coded_by_hand
from cityplans.comparison.coding.themes import heaviest
from cityplans.publishing.notebooks.story import Shown, Told, listed, noted
from cityplans.publishing.telling import html
from cityplans.publishing.telling.wording import pick

LEAST_FOR_KAPPA = 20  # clauses
GOOD, FAIR = 0.8, 0.67  # Krippendorff's marks
MOST_CONFUSED = 2  # pairs of themes a sentence names
MOST_FAILED, SHOWN = 5, 70  # clauses shown as failures, and characters of each
LIMITS = (
    "不能由此说：篇幅大的主题更受重视或落实得更好；相差几个百分点的主题有先后；两份计划之间的变化由什么引起。",
    "Not to be concluded: that more text is more priority or delivery; that themes a few points apart rank "
    "so; what caused a change from one plan to the next.",
)


class Headed(NamedTuple):
    """A clause whose heading and whose text, coded without it, each have a theme."""

    clause_id: str
    heading: str
    text: str


def by_hand(told: Told) -> tuple[str, str] | None:
    """α of the program and people on clauses of other documents, and which themes are confused most."""
    rows = told.codebook["theme_confusions"]
    found = coded_by_hand.agreement(*coded_by_hand.codings_of(rows))
    if found is None or found.n < LEAST_FOR_KAPPA:
        return None
    zh, en = (_weakest(told, rows, lang) + _confused(told, rows, lang) for lang in ("zh", "en"))
    figures = f"α = {found.alpha:.2f}", f"{found.low:.2f}–{found.high:.2f}"
    poor = found.alpha < FAIR
    return (
        f"把握：别的文件的{found.n}条，不看程序结果先由人工判读，与程序的一致度{figures[0]}（Krippendorff，95%区间{figures[1]}）"
        f"{'，不足以下结论' * poor}{zh}。",
        f"How sure: on {found.n} clauses of other documents, read by hand without sight of the program, "
        f"{figures[0]} (Krippendorff; 95% {figures[1]}){', too little for conclusions' * poor}{en}.",
    )


def _weakest(told: Told, rows, lang: str) -> str:
    """The kinds of document in which people and the program agree too little for conclusions, and those in
    which they may: of few clauses α is not known well."""
    of_kind = defaultdict(list)
    for row in rows:
        of_kind[row["kind"]].append(row)
    poor, unsure = [], []
    for kind, own in sorted(of_kind.items()):
        found = coded_by_hand.agreement(*coded_by_hand.codings_of(own))
        if not found or found.n < LEAST_FOR_KAPPA or found.low >= FAIR:
            continue
        word = told.other(lang).word("document_kind", kind)
        if found.alpha < FAIR:
            poor.append(f"{word} {found.alpha:.2f}")
        else:
            drawn = f"{found.low:.2f}–{found.high:.2f}"
            unsure.append(
                pick(lang, f"{word} {found.alpha:.2f}（{drawn}）", f"{word} {found.alpha:.2f} ({drawn})")
            )
    text = ""
    if poor:
        said = pick(lang, "、", ", ").join(poor)
        text += pick(lang, f"，其中{said}，不宜据以下结论", f", but {said}, too little for conclusions")
    if unsure:
        said = pick(lang, "、", ", ").join(unsure)
        text += pick(
            lang,
            f"；{said}，区间低到{FAIR}以下，须谨慎",
            f"; {said}: their intervals reach below {FAIR}, read with care",
        )
    return text


def _confused(told: Told, rows, lang: str) -> str:
    counted: Counter = Counter()
    for row in rows:
        if row["read"] != row["program"]:
            counted[row["read"], row["program"]] += int(row["n"])
    theme = told.other(lang).theme
    often = sorted(counted, key=lambda pair: (-counted[pair], pair))[:MOST_CONFUSED]
    if not often:
        return ""
    zh = "、".join(f"“{theme(one)}”判成“{theme(other)}”（{counted[one, other]}条）" for one, other in often)
    en = ", ".join(f"{theme(one)} taken for {theme(other)} ({counted[one, other]})" for one, other in often)
    return pick(lang, f"；错得最多的是{zh}", f"; most often {en}")


def confusions(told: Told) -> Shown:
    """What people read and what the program made of it."""
    right, wrong = Counter(), defaultdict(Counter)
    for row in told.codebook["theme_confusions"]:
        if row["read"] == row["program"]:
            right[row["read"]] += int(row["n"])
        else:
            wrong[row["read"]][row["program"]] += int(row["n"])
    rows = [
        {
            "theme": theme,
            "n": right[theme] + wrong[theme].total(),
            "right": right[theme],
            "taken_for": told.pick("、", ", ").join(
                f"{told.theme(other)} {n}" for other, n in sorted(wrong[theme].items(), key=lambda i: -i[1])
            ),
        }
        for theme in sorted({*right, *wrong}, key=lambda t: (-right[t] - wrong[t].total(), t))
    ]
    heads = {
        "theme": ("人工判读", "Read by people as"),
        "n": ("条款数", "Clauses"),
        "right": ("程序相同", "The program too"),
        "taken_for": ("程序判成", "Taken for"),
    }
    return listed(told, rows, ("theme", "n", "right", "taken_for"), heads=heads)


def headed(told: Told) -> list[Headed]:
    scores: dict[str, dict[str, Counter]] = {"heading": defaultdict(Counter), "text": defaultdict(Counter)}
    for row in told.rows("theme_evidence"):
        if row["place"] in scores:
            scores[row["place"]][row["clause_id"]][row["theme"]] += row["score"]
    both = sorted(set(scores["heading"]) & set(scores["text"]))
    return [Headed(c, *(heaviest(scores[place][c]) for place in ("heading", "text"))) for c in both]


def agreement_with_headings(told: Told) -> tuple[int, int, float] | None:
    """(clauses, alike, κ): themes of the heading against those of the text coded without it."""
    found = headed(told)
    if len(found) < LEAST_FOR_KAPPA or len({clause.heading for clause in found}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score

    kappa = cohen_kappa_score([c.heading for c in found], [c.text for c in found])
    return len(found), sum(c.heading == c.text for c in found), float(kappa)


def by_headings(told: Told) -> tuple[str, str] | None:
    """How far the coding of these very plans can be relied on, by their headings."""
    found = agreement_with_headings(told)
    if found is None:
        return None
    n, kappa = found[0], round(found[2], 2)  # judged as it is printed
    zh, en = (
        ("很一致", "agree well")
        if kappa >= GOOD
        else ("大体一致", "agree fairly")
        if kappa >= FAIR
        else ("不一致，不足以下结论", "do not agree: no conclusions")
    )
    return (
        f"本批文件：同一词表看正文与看标题判出的主题{zh}（{n}条，κ = {kappa:.2f}）；"
        "这不是与人工编码的一致，换了文种或地区，须另行核对。",
        f"Here themes that one word list gives to text and to heading {en} ({n} clauses, κ = {kappa:.2f}); "
        "that is no agreement with a person's coding: check it anew on other kinds of text.",
    )


def heading_check(told: Told) -> Shown:
    """Headings name their theme: does the text alone, coded without the heading, give the same one? With
    what people read, and clauses on which heading and text differ."""
    shown = noted(_heading_check(told)).markup
    if told.codebook["theme_confusions"]:
        shown += noted(
            (
                "与人工判读对照（别的文件；每行是人判出的主题）：",
                "Against people (other documents; a row for each theme that they read):",
            )
        ).markup
        shown += confusions(told).markup
    return Shown(html.Markup(shown + failures(told).markup))


def _heading_check(told: Told) -> tuple[str, str]:
    found = agreement_with_headings(told)
    if found is None:
        return ("条款标题太少，不作核对。", "Too few clauses have headings for this check.")
    n, same, kappa = found
    return (
        f"核对：标题点明主题。{n}条有标题的条款，只看正文（不看标题）判出的主题有{same}条与标题一致，"
        f"κ = {kappa:.2f}。标题只说其一、正文兼说几事的条款，不一致不等于判错。",
        f"Check: a heading names its theme. For {n} clauses with a heading the theme of the text alone "
        f"is that of the heading in {same}, κ = {kappa:.2f}. Where a heading names one thing and the "
        "text treats several, disagreement is no mistake.",
    )


def failures(told: Told) -> Shown:
    """Clauses whose text alone has another theme than the heading, of every confusion one, the most frequent
    first: where the list may fail."""
    apart = [clause for clause in headed(told) if clause.heading != clause.text]
    often = Counter((c.heading, c.text) for c in apart)
    first: dict[tuple, Headed] = {}
    for clause in apart:
        first.setdefault((clause.heading, clause.text), clause)
    pairs = sorted(first, key=lambda pair: (-often[pair], pair))[:MOST_FAILED]
    texts = {c["clause_id"]: c for c in told.rows("clauses")}
    rows = [
        {
            "plan_id": (texts.get(first[pair].clause_id) or {}).get("plan_id"),
            "by_heading": told.theme(pair[0]),
            "by_text": told.theme(pair[1]),
            "clause": html.text(str((texts.get(first[pair].clause_id) or {}).get("text") or "")[:SHOWN]),
        }
        for pair in pairs
    ]
    if not rows:
        return noted(None)
    heads = {
        "by_heading": ("看标题", "By heading"),
        "by_text": ("看正文", "By text"),
        "clause": ("条款（不一致者举例）", "Clause (examples where the two differ)"),
    }
    return listed(told, rows, ("plan_id", "by_heading", "by_text", "clause"), heads=heads)
