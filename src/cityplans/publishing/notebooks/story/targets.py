"""Notebook 02: what the plans promise in numbers, what was made of every number, and what may be missing."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from cityplans import schema
from cityplans.checking import recall as second
from cityplans.comparison.ambition.alike import records
from cityplans.publishing.notebooks.story import Shown, Told, listed, noted, said, sentence, share
from cityplans.publishing.telling import html, reviewed
from cityplans.publishing.telling.text import counted, span

MOST = 30


def finding(told: Told) -> Shown:
    targets, numbers = told.rows("targets"), len(told.rows("numerals"))
    keyed = sum(1 for t in targets if t["indicator_id"])
    aims = sum(1 for t in targets if t["strength"] == "aspirational")
    zh_top, en_top = (_main_horizon(targets, lang) for lang in ("zh", "en"))
    n, plans = len(targets), len(told.rows("plans"))
    stating, stating_zh = _stating(plans, len({t["plan_id"] for t in targets}))
    every_number = (
        f"文中共有{numbers}个数字，每个各归一类，见下文台账。",
        f"The texts hold {counted(numbers, 'number')}; each has one class in the ledger below.",
    )
    if not n:
        none = (f"{stating_zh}没有量化目标。", f"{stating} no quantified target.")
        return said(count=none, numbers=every_number)
    return said(
        count=(
            f"{stating_zh}有{n}项量化目标，{share(keyed, n)}（{keyed}项）对应编码表中的指标。{zh_top}",
            f"{stating} {counted(n, 'quantified target')}; "
            f"{share(keyed, n)} ({keyed}) have an indicator of the codebook. {en_top}",
        ),
        probably_wrong=_probably_wrong(targets),
        reviewed=reviewed.counted(told),
        estimated=reviewed.estimated(told),
        aims=(
            f"{share(aims, n)}（{aims}项）写作“力争”“争取”一类。",
            f"{share(aims, n)} ({aims}) are worded as aims (力争, 争取 and the like).",
        ),
        numbers=every_number,
    )


def _stating(plans: int, of_them: int) -> tuple[str, str]:
    """`25 of 30 plans state`; of all, or none, their number."""
    if of_them in (0, plans):
        return f"{counted(plans, 'plan')} {'states' if plans == 1 else 'state'}", f"{plans}份计划"
    verb = "states" if of_them == 1 else "state"
    return f"{of_them} of {counted(plans, 'plan')} {verb}", f"{plans}份计划中{of_them}份"


def _unread(targets: list[dict]) -> list[dict]:
    """Rows that no person has corrected, the least sure first."""
    unread = [t for t in targets if t["confidence"] is not None and not t["corrected"]]
    return sorted(unread, key=lambda t: (t["confidence"], t["plan_id"], t["start"]))


def expected_faults(targets: list[dict]) -> tuple[int, int, int] | None:
    """How many rows to expect with a fault, and within what two deviations leave: what each lacks to
    certainty, summed; None where nothing is known of any."""
    chances = [t["confidence"] for t in _unread(targets)]
    if not chances:
        return None
    wrong = sum(1 - c for c in chances)
    spread = 2 * math.sqrt(sum(c * (1 - c) for c in chances))
    return round(wrong), max(0, round(wrong - spread)), min(len(chances), round(wrong + spread))


def _probably_wrong(targets: list[dict]) -> tuple[str, str] | None:
    """How many rows to expect with a fault, and which are more likely wrong than right."""
    found = expected_faults(targets)
    if found is None:
        return None
    wrong, low, high = found
    half = sum(1 for t in _unread(targets) if t["confidence"] < 0.5)
    return (
        f"其中大约{wrong}项（{low}–{high}项）可能有某个字段不对，{half}项的把握不到一半；先核对下一节列出的各行。",
        f"About {wrong} of them ({low}–{high}) are probably wrong in some field, and {half} are more "
        "likely wrong than right; read those of the next section first.",
    )


def _permille(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%" if whole else "–"


def _main_horizon(targets: list[dict], lang: str) -> str:
    years = Counter(t["horizon"] for t in targets if t["horizon"])
    if not years:
        return ""
    year, n = max(years.items(), key=lambda item: (item[1], item[0]))
    part = share(n, len(targets))
    return f"{part}以{year}年为期。" if lang == "zh" else f"{part} are for {year}."


def ledger(told: Told) -> Shown:
    """The classes that partition the numbers, with counts by class and an example of each."""
    by_class = defaultdict(list)
    for row in told.rows("numerals"):
        by_class[row["class"]].append(row)
    total = sum(map(len, by_class.values()))
    rows = []
    for name in schema.NUMERAL_CLASSES:
        found = by_class.get(name, [])
        middle = found[len(found) // 2] if found else None
        rows.append(
            {
                "class": name,
                "n": len(found),
                "part": _permille(len(found), total),
                "example": _context(told, middle) if middle else "",
            }
        )
    rows.append(
        {
            "class": "合计" if told.lang == "zh" else "all",
            "n": total,
            "part": _permille(total, total),
            "example": "",
        }
    )
    return listed(
        told,
        rows,
        ("class", "n", "part", "example"),
        heads={"part": ("占比", "Share"), "example": ("例（居中的一个）", "Example (the middle one)")},
    )


def _context(told: Told, row: dict, sides: int = 18) -> html.Markup:
    return sentence(told.texts[row["plan_id"]], row["start"], row["end"], sides)


def unexplained(told: Told) -> Shown:
    """Numbers without an explanation by pattern: digits as 0, with the words around them."""
    patterns = defaultdict(list)
    for row in told.rows("numerals"):
        if row["class"] == "unexplained":
            text = told.texts[row["plan_id"]]
            shape = "".join("0" if c.isdigit() else c for c in text[row["start"] : row["end"] + 2])
            patterns[shape.replace("\n", " ")].append(row)
    rows = [
        {
            "pattern": shape,
            "n": len(found),
            "example": _context(told, found[0], 30),
            "plan_id": found[0]["plan_id"],
        }
        for shape, found in sorted(patterns.items(), key=lambda i: (-len(i[1]), i[0]))
    ]
    return listed(
        told,
        rows,
        ("pattern", "n", "example", "plan_id"),
        MOST,
        {"pattern": ("样式", "Pattern"), "example": ("例", "Example"), "plan_id": ("计划", "Plan")},
    )


def fields(told: Told) -> Shown:
    """How targets spread over comparator, measure, strength and where the year was found."""
    targets = told.rows("targets")
    rows = []
    for column in ("comparator", "measure", "strength", "horizon_source"):
        counted = Counter(t[column] for t in targets)
        words = [f"{told.word(column, c)} {n}" for c, n in counted.most_common()]
        rows.append(
            {
                "field": schema.COLUMNS[column].zh if told.lang == "zh" else schema.COLUMNS[column].en,
                "counts": " · ".join(words),
            }
        )
    return listed(
        told, rows, ("field", "counts"), heads={"field": ("字段", "Field"), "counts": ("项数", "Targets")}
    )


def recall(told: Told) -> Shown:
    """How many targets there are in all, by two extractors that do not know of each other."""
    kinds = {p["plan_id"]: p["plan_type"] for p in told.rows("plans")}
    estimated = records(second.estimate(told.frame("clauses"), told.frame("numerals"), told.codebook, kinds))
    whole = next(r for r in estimated if r["plan_id"] == ALL and not r["plan_type"])
    parts = [r for r in estimated if r is not whole]
    rows = [_recall_row(told, r) for r in sorted(parts, key=lambda r: r["plan_id"] == ALL)]
    rows.append(_recall_row(told, whole))
    columns = ("plan", "found_first", "found_second", "found_both", "total", "share")
    heads = {
        "plan": ("计划", "Plan"),
        "total": ("估计总数（95%）", "Estimated total (95%)"),
        "share": ("估计召回率（95%）", "Estimated recall (95%)"),
    }
    return Shown(
        noted(_recall_words(whole), _without(parts), RECALL_CAVEAT).markup
        + listed(told, rows, columns, MOST, heads).markup
    )


ALL = "ALL"
RECALL_CAVEAT = (
    "两个抽取器会因同样的原因同时看漏（例如词表里没有的指标），召回率会因此更低；第二个误认的数字又使估计偏低。",
    "What both overlook for one reason (an indicator no list names) is in no count, so recall may be "
    "lower; what the second takes wrongly for a target makes it look lower than it is.",
)


def _recall_words(whole: dict) -> tuple[str, str] | None:
    if not whole["recall"]:
        return None
    found, both, total = whole["found_first"], whole["found_both"], whole["total_estimate"]
    zh, en = (_percent_range(whole, lang) for lang in ("zh", "en"))
    return (
        f"在有估计的计划的正文中，本程序认出{found}个目标数字，另一抽取器认出{whole['found_second']}个，两者重合{both}个；"
        f"由此估计共有约{total:.0f}个，召回率{zh}。",
        f"In the running text of plans with an estimate this program found {found} numbers that are targets, "
        f"the other extractor {whole['found_second']}, both {both}; so "
        f"there are about {total:.0f}, and recall is {en}.",
    )


def _without(parts: list[dict]) -> tuple[str, str] | None:
    """How many plans have no estimate, and so are in no sum."""
    n = sum(1 for row in parts if row["plan_id"] != ALL and not row["total_estimate"])
    if not n:
        return None
    return (
        f"另有{n}份计划没有估计，未计入合计：正文中没有两者都认出的数字，或两者重合不足一半。"
        "表格和专栏里的数字一概不计。",
        f"Left out of the sums: {counted(n, 'plan')} without an estimate, where the two have no number of "
        "running text in common, or less than half. Numbers in tables and boxes are in no count.",
    )


def _percent_range(row: dict, lang: str) -> str:
    found, low, high = (f"{100 * row[key]:.0f}%" for key in ("recall", "recall_low", "recall_high"))
    return f"{found}（{span(low, high, lang)}）" if lang == "zh" else f"{found} ({span(low, high, lang)})"


def _recall_row(told: Told, row: dict) -> dict:
    kind = told.word("plan_type", row["plan_type"]) or told.pick("合计", "all")
    name = kind if row["plan_id"] == ALL else told.name(row["plan_id"])
    total = "–"
    if row["total_estimate"] is not None:
        total = f"{row['total_estimate']:.0f} ({row['total_low']:.0f}–{row['total_high']:.0f})"
    found = _percent_range(row, told.lang) if row["recall"] else "–"
    return row | {"plan": name, "total": total, "share": found}


def only_second(told: Told) -> Shown:
    """What the other extractor takes for a target and this one does not: perhaps missed."""
    found = records(second.only_second(told.frame("clauses"), told.frame("numerals"), told.codebook))
    rows = [r | {"sentence": _context(told, r, 40)} for r in found]
    return listed(told, rows, ("plan_id", "sentence", "class"), MOST, {"sentence": ("原句", "Sentence")})


def caveats(told: Told) -> Shown:
    targets = told.rows("targets")
    n = len(targets)
    none = sum(1 for t in targets if t["horizon_source"] == "none")
    period = sum(1 for t in targets if t["horizon_source"] == "plan")
    unkeyed = sum(1 for t in targets if not t["indicator_id"])
    return noted(
        (
            f"{none}项没有目标年，不参与比较；{period}项的目标年只据规划期推得，照该年参与比较（见 "
            f"horizon_source）。",
            f"{none} targets have no year and are not compared; {period} have only the year of the plan's "
            "period and are compared for it (see horizon_source).",
        ),
        (
            f"{unkeyed}项（{share(unkeyed, n)}）没有指标编码：编码表没有，就留空，不猜。"
            "run.py codebook suggest 给出可粘贴的行：新指标加进 data/codebook/indicators.csv，"
            "说法加进 indicator_terms.csv，再重新运行。",
            f"{unkeyed} ({share(unkeyed, n)}) have no indicator key: what the codebook lacks stays "
            "empty. run.py codebook suggest gives rows to paste: a new indicator into "
            "data/codebook/indicators.csv, its wordings into indicator_terms.csv; then run again.",
        ),
        (
            "量化之外的承诺（“显著提升”“走在前列”）不在其中；数字多不等于抱负大。",
            "Promises without numbers are not here; many numbers do not mean high ambition.",
        ),
    )
