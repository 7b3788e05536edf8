"""Figures and lists as readers see them, in Chinese and English; what needs tables or codebook is in view."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cityplans.comparison.ambition.order import GROWTH_TOLERANCE, TOLERANCE
from cityplans.schema import COLUMNS

SIGNS = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "approx": "≈ ", "range": "", "eq": ""}


def pick(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


def label(column: str, lang: str) -> str:
    return pick(lang, COLUMNS[column].zh, COLUMNS[column].en)


def band(lang: str, kinds: Iterable[str]) -> str:
    """How wide 左右 is taken where figures of these kinds (`comparable`) are ordered."""
    share, points = f"±{100 * TOLERANCE:g}%", f"±{GROWTH_TOLERANCE:g}"
    of_growth = {kind == "growth" for kind in kinds}
    if of_growth == {True}:
        return pick(lang, f"{points}个百分点", f"{points} points")
    return share + pick(lang, f"，增速{points}个百分点", f", growth rates {points} points") * (
        True in of_growth
    )


STEPS = {  # large figures are given in these, in words' company
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
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


def some(words: list[str], lang: str, most: int, of: str, between: tuple[str, str] = ("、", ", ")) -> str:
    """甲、乙、另3项 · A, B, 3 more: the first `most`, the rest as a number; all where one more would do."""
    rest = len(words) - most
    if rest > 1:
        words = [*words[:most], pick(lang, f"另{rest}{of}", f"{rest} more")]
    return pick(lang, *between).join(words)


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
