"""What part one total is of another, as far as the bounds of both say."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from cityplans.publishing.telling.view import View

SIGNS = {"ge": "≥ {}", "gt": "> {}", "le": "≤ {}", "lt": "< {}", "about": "≈ {}"}
WORDS = {
    "zh": {"ge": "{}以上", "gt": "超过{}", "le": "不超过{}", "lt": "不到{}", "about": "约{}"},
    "en": {"ge": "at least {}", "gt": "more than {}", "le": "at most {}", "lt": "less than {}",
           "about": "about {}"},
}  # fmt: skip


def part(share: float) -> str:
    """A share in per cent: 9.4%, 25%, 0.03%."""
    return f"{100 * share:.2g}%" if share < 0.1 else f"{100 * share:.0f}%"


def part_of(view: View, own: Mapping, above: Mapping, in_signs: bool = False) -> str:
    """`25%`, `25%以上`, `10–20%`, `不超过约9.3%`: what the bounds of both leave of the part; where they leave
    everything open (a floor of a floor) that it is of the figures alone. `in_signs`: `≥ 25%`, for cells."""
    say, of_what = SIGNS if in_signs else WORDS[view.lang], (own["comparator"], above["comparator"])
    (least, most), (low, high) = _bounds(own), _bounds(above)
    first, last = least / high, most / low if low else inf
    about = say["about"] if "approx" in of_what else "{}"
    if first == last:
        return about.format(part(first))
    if first and last < inf:
        return about.format(f"{part(first)[:-1]}–{part(last)}")
    if first:
        return say["gt" if of_what[0] == "gt" else "ge"].format(about.format(part(first)))
    if last < inf:
        return say["lt" if of_what[1] == "gt" else "le"].format(about.format(part(last)))
    figures = part((own["value_low"] + own["value_high"]) / (above["value_low"] + above["value_high"]))
    return view.pick(f"{figures}（只按所写数字）", f"{figures} (of the figures as written)")


def _bounds(row: Mapping) -> tuple[float, float]:
    """Between what and what the outcome lies."""
    if row["comparator"] in ("ge", "gt"):
        return row["value_low"], inf
    return (0.0 if row["comparator"] == "le" else row["value_low"]), row["value_high"]
