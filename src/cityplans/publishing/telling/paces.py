"""How fast a target asks for change, in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from cityplans.publishing.telling import wording
from cityplans.publishing.telling.comparable import Row
from cityplans.publishing.telling.view import View

ROUNDED = {"at_least": ROUND_FLOOR, "at_most": ROUND_CEILING}  # a bound away from what it bounds
EVEN = 1e-9  # paces that differ by no more are the same
PACE_SIGNS = {"at_least": "≥ ", "at_most": "≤ ", "about": "≈ ", "exact": ""}


def pace_words(view: View, step: Row) -> str:
    """`每年≥ +0.22个百分点`, with the sign of what the figures bind; of two targets, what they differ by."""
    if step["pace"] is None:
        return _difference_words(view, step)
    figure = PACE_SIGNS[step["pace_bound"]] + number(step).replace("-", "−")
    if step["pace_unit"] == "points_per_year":
        return view.pick(f"每年{figure}个百分点", f"{figure} points a year")
    return view.pick(f"年均{figure}%", f"{figure}% a year")


def number(step: Row) -> str:
    """`+0.22`: a pace rounded as its bound has it."""
    return _rounded(step["pace"], ROUNDED.get(step["pace_bound"], ROUND_HALF_EVEN))


def is_fastest(steps: Sequence[Row]) -> bool:
    """Whether the first asks for more a year than each other: of one unit, none of them about so much (≈),
    and its own pace no ceiling, below which it may ask for less than the next."""
    first, *others = steps
    bounds = {step["pace_bound"] for step in steps}
    is_ahead = all(abs(first["pace"]) - abs(other["pace"]) > EVEN for other in others)
    one_unit = len({(step["pace_unit"], step["unit"]) for step in steps}) == 1
    return one_unit and is_ahead and "about" not in bounds and first["pace_bound"] != "at_most"


def _rounded(pace: float, way: str) -> str:
    """The pace with two digits and its sign; `0`."""
    if abs(pace) <= 1e-9:
        return "0"
    exact = Decimal(f"{pace:.12g}")
    step = Decimal(1) if abs(pace) >= 10 else Decimal(1).scaleb(exact.adjusted() - 1)
    return f"{exact.quantize(step, way).normalize():+f}"


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
