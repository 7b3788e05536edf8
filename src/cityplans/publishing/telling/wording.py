"""Words and numbers as readers see them, in Chinese and English: values, plans, indicators, codes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cityplans.schema import COLUMNS

SIGNS = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "approx": "≈ ", "range": "", "eq": ""}
MODALITY = {
    "zh": {"aspirational": "力争", "binding": "确保"},
    "en": {"aspirational": "aim", "binding": "binding"},
}
FACTORS_EN = {"百": "100", "千": "1,000", "万": "10,000", "百万": "1 m", "亿": "100 m", "百亿": "10 bn"}
CODES = {  # code -> (zh, en); codes of the schema as words in charts
    "hard": ("下限或确保", "a floor or ensured"),
    "soft": ("约数、区间或力争", "about, a range or an aim"),
    "mixed": ("兼有", "both"),
    "plain": ("普通", "neither"),
    "final": ("正式", "final"),
    "draft": ("征求意见稿", "draft"),
    "higher": ("更高", "higher"),
    "lower": ("更低", "lower"),
    "equal": ("相同", "equal"),
    "unordered": ("无法排序", "cannot be ordered"),
    "level": ("水平", "level"),
    "increment": ("新增", "newly added"),
    "cumulative": ("累计", "cumulative"),
    "annual_flow": ("每年", "yearly"),
    "growth_rate": ("年均增速", "yearly growth"),
    "rank": ("位次", "rank"),
    "multiple": ("倍数", "multiple"),
    "coverage": ("覆盖率", "coverage"),
}


def pick(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


def code(name: str, lang: str) -> str:
    return pick(lang, *CODES.get(name, (name, name)))


def label(column: str, lang: str) -> str:
    return pick(lang, COLUMNS[column].zh, COLUMNS[column].en)


STEPS = {  # large figures are given in these, in words' company
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
    "en": ((1e12, " trn"), (1e9, " bn"), (1e6, " m")),
}


def step_of(value: float, lang: str) -> tuple[float, str]:
    """What a figure is counted in: (1e8, 亿); (1, "") for small ones."""
    return next(((step, word) for step, word in STEPS[lang] if abs(value) >= step), (1.0, ""))


def number(value: float, lang: str) -> str:
    """A figure in words' company: 万 and 亿 in Chinese, million and billion in English."""
    step, word = step_of(value, lang)
    return digits(value, None, lang, step) + word


def figure(value: float, printed, lang: str) -> str:
    """The number with the decimals the document prints: 3.0, not 3."""
    step, word = step_of(value, lang)
    return digits(value, printed, lang, step) + word


def digits(value: float, printed, lang: str, step: float = 1.0) -> str:
    """The digits of a figure counted in `step`, without its word; those of the document where it has some."""
    for found in re.findall(r"\d+\.(\d+)", printed if isinstance(printed, str) else ""):
        text = f"{value:.{len(found)}f}"
        if step == 1 and value < 1000 and text in printed:
            return text
    if step > 1:
        return f"{value / step:.10g}"
    return f"{value:,.10g}" if lang == "en" and abs(value) >= 1000 else f"{value:.6g}"


def firmness(row: Mapping, lang: str) -> str:
    """What follows a figure that is an aim or binding: ` 力争`, ` (aim)`."""
    word = MODALITY[lang].get(row["strength"])
    return pick(lang, f" {word}", f" ({word})") if word else ""


def unit(name: str | None, lang: str, codebook) -> str:
    """The unit as printed; in English by unit_names.csv (件/万人 → per 10,000 people), "" for counts."""
    if not name or lang == "zh":
        return name or ""
    of, _, by = name.partition("/")
    first = _unit_en(of, codebook)[0]
    if not by:
        return first
    factor, base = re.fullmatch(r"(百万|百亿|百|千|万|亿)?(.+)", by).groups()
    many, each = _unit_en(base, codebook)
    divisor = f"{FACTORS_EN[factor]} {many}".rstrip() if factor else each or many or base
    return f"{first} per {divisor}".lstrip()


def _unit_en(name: str, codebook) -> tuple[str, str]:
    """Plural and singular of a unit; one the codebook does not name stays as it is."""
    row = next((r for r in codebook["unit_names"] if r["unit"] == name), None)
    return (row["en"], row["each"]) if row else (name, "")


def unit_line(name: str | None, lang: str, codebook) -> str:
    """`单位：%`, `Unit: yuan per person`; things counted have no unit word in English."""
    if not name:
        return ""
    return pick(lang, f"单位：{name}", f"Unit: {unit(name, lang, codebook) or 'number'}")


def scope(name: str | None, lang: str, codebook) -> str:
    """Among whom a place is held, in English by leagues.csv; other scopes are names and stay."""
    if not name or lang == "zh":
        return name or ""
    return next((r["en"] for r in codebook["leagues"] if r["league"] == name), name)


def value(row: Mapping, lang: str, codebook=None) -> str:
    """A target as printed everywhere, never without its bounds: `≥ 3.8`, `≈ 3.0`, `3–5`, `3.6 力争`.

    With its unit where the codebook is given.
    """
    low, high = (figure(row[bound], row.get("value_text"), lang) for bound in ("value_low", "value_high"))
    text = f"{low}–{high}" if row["comparator"] == "range" and low != high else SIGNS[row["comparator"]] + low
    if codebook is not None and row["unit"]:
        word = unit(row["unit"], lang, codebook)
        text += word if lang == "zh" or word == "%" else f" {word}".rstrip()
    return text + firmness(row, lang)


def indicator(indicator_id: str, codebook, lang: str) -> str:
    for row in codebook["indicators"]:
        if row["indicator_id"] == indicator_id:
            return row[lang] or indicator_id
    return indicator_id


def theme(name: str, codebook, lang: str) -> str:
    return next((row[lang] for row in codebook["themes"] if row["theme"] == name and row[lang]), name)


class Names:
    """Short names of regions and plans: 嘉兴, Jiaxing; with the year where a region has several plans."""

    def __init__(self, plans, codebook, lang: str) -> None:
        self.lang = lang
        self.short = {r["name"]: _region(r, lang) for r in codebook["regions"]}
        self.plan = {}
        regions = list(plans["region"])
        for row in plans.to_dict("records"):
            name = self.region(row["region"])
            several = regions.count(row["region"]) > 1
            self.plan[row["plan_id"]] = f"{name} {_year(row)}".strip() if several else name

    def region(self, name) -> str:
        name = name if isinstance(name, str) else ""
        return self.short.get(name) or name


def _region(row: Mapping, lang: str) -> str:
    return row["short"] if lang == "zh" else row["ascii"].title()


def _year(plan: Mapping) -> str:
    date = plan.get("date")
    return date[:4] if isinstance(date, str) else ""


def sources(plans, names: Names, lang: str, most: int = 8) -> str:
    """The plans a chart shows with their dates; beyond `most` only their number and the span of years."""
    rows = sorted(plans.to_dict("records"), key=lambda r: (str(r["date"]), r["plan_id"]))
    if len(rows) > most:
        years = sorted({_year(r) for r in rows} - {""})
        span = f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(years)
        return pick(lang, f"来源：{len(rows)}份计划（{span}）", f"Source: {len(rows)} plans ({span})")
    listed = [_source(r, names, lang) for r in rows]
    return pick(lang, "来源：", "Source: ") + pick(lang, "、", ", ").join(listed)


def _source(row: Mapping, names: Names, lang: str) -> str:
    date = row["date"] if isinstance(row["date"], str) else pick(lang, "无日期", "undated")
    extra = pick(lang, "，征求意见稿", ", draft") if row["status"] == "draft" else ""
    name = names.region(row["region"])
    return f"{name}（{date}{extra}）" if lang == "zh" else f"{name} ({date}{extra})"


def listing(words: list[str], lang: str, most: int = 3) -> str:
    """甲、乙和丙 · A, B and C; beyond `most` the rest as a number."""
    if len(words) > most + 1:
        rest = len(words) - most
        return pick(
            lang,
            "、".join(words[:most]) + f"等{len(words)}地",
            ", ".join(words[:most]) + f" and {rest} others",
        )
    if len(words) < 2:
        return "".join(words)
    return pick(lang, "、", ", ").join(words[:-1]) + pick(lang, "和", " and ") + words[-1]
