"""How fast a target asks for change, in words."""

from __future__ import annotations

from cityplans.publishing.telling.comparable import Row
from cityplans.publishing.telling.view import View

PACE_SIGNS = {"at_least": "≥ ", "at_most": "≤ ", "about": "≈ ", "exact": ""}


def pace_words(view: View, step: Row) -> str:
    """`每年≥ +0.225个百分点`, with the sign of what the figures bind."""
    number = f"{step['pace']:+.3g}".replace("-", "−") if abs(step["pace"]) > 1e-9 else "0"
    figure = PACE_SIGNS[step["pace_bound"]] + number
    if step["pace_unit"] == "points_per_year":
        return view.pick(f"每年{figure}个百分点", f"{figure} points a year")
    return view.pick(f"年均{figure}%", f"{figure}% a year")
