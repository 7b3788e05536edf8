"""How fast a target asks for change, in words."""

from __future__ import annotations

from cityplans.publishing.telling import wording
from cityplans.publishing.telling.comparable import Row
from cityplans.publishing.telling.view import View

PACE_SIGNS = {"at_least": "≥ ", "at_most": "≤ ", "about": "≈ ", "exact": ""}


def pace_words(view: View, step: Row) -> str:
    """`每年≥ +0.23个百分点`, with the sign of what the figures bind; of two targets, what they differ by."""
    if step["pace"] is None:
        return _difference_words(view, step)
    pace = step["pace"]
    number = "0" if abs(pace) <= 1e-9 else f"{pace:+.2g}" if abs(pace) < 10 else f"{pace:+.0f}"
    figure = PACE_SIGNS[step["pace_bound"]] + number.replace("-", "−")
    if step["pace_unit"] == "points_per_year":
        return view.pick(f"每年{figure}个百分点", f"{figure} points a year")
    return view.pick(f"年均{figure}%", f"{figure}% a year")


def _difference_words(view: View, step: Row) -> str:
    """`两个目标相差+0.45个百分点`: no pace, for nobody knows that the first will be hit."""
    if step["figure_change"] is None:
        return "–"
    number = ("−" if step["figure_change"] < 0 else "+") + wording.number(
        abs(step["figure_change"]), view.lang
    )
    unit = view.pick("个百分点", " points") if step["unit"] == "%" else view.unit(step["unit"])
    unit = f" {unit.lstrip()}" if unit and view.lang == "en" else unit
    return view.pick(f"两个目标相差{number}{unit}", f"the targets differ by {number}{unit}")
