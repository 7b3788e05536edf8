"""How every chart looks: the project's own font, the palette, three sizes, and writing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
import matplotlib.ticker
from matplotlib import font_manager
from matplotlib.colors import LinearSegmentedColormap, is_color_like

from cityplans.errors import UserError
from cityplans.publishing.telling.palette import BLUE, GREEN, INK, LINE, ORANGE, PALE, PURPLE, VERMILION

FONTS = Path(__file__).parents[1] / "fonts"
FAMILY = "CityPlans Sans"
HUES = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, INK)
MARKERS = ("o", "s", "D", "^", "v", "P")  # shape doubles colour
YEARS = {2025: 0, 2027: 1, 2030: 2, 2035: 3, 2022: 4, 2026: 5}  # place of a year in HUES, in every chart
CM = 1 / 2.54


class Size(NamedTuple):
    """Width and greatest height in cm; base font in points; `fixed`: content does not set the height."""

    width: float
    height: float
    font: float
    fixed: bool = False


SIZES = {
    "column": Size(8.5, 25.5, 6.5),
    "page": Size(17, 25.5, 8),
    "slide": Size(25.4, 14.29, 10.5, fixed=True),
}

DIVERGING = LinearSegmentedColormap.from_list(
    "below_above", ["#B35806", "#F1A340", "#FFFFFF", "#74ADD1", "#2166AC"]
)
SEQUENTIAL = LinearSegmentedColormap.from_list(
    "more", ["#FFFFFF", "#C6DBEF", "#6BAED6", "#2171B5", "#08306B"]
)


def of_years(years: Iterable[int], own: Sequence[str] = ()) -> dict[int, tuple[str, str]]:
    """Colour and marker of each year, in order, the same in all charts; years that would share both take the
    next. `own` colours come first, from the earliest year on."""
    years = sorted(years)
    places: dict[int, int] = {}
    lap: dict[int, int] = {}  # of more years than colours: how many had the colour before
    for year in sorted(years, key=lambda y: (y not in YEARS, y)):
        place = YEARS.get(year, year % len(HUES))
        while place in places.values() and len(places) < len(HUES):
            place = (place + 1) % len(HUES)
        lap[year] = sum(other == place for other in places.values())
        places[year] = place
    hues = dict(zip(years, own))
    marks = {y: MARKERS[(places[y] + 3 * lap[y]) % len(MARKERS)] for y in years}
    return {y: (hues.get(y, HUES[places[y]]), marks[y]) for y in years}


def readable(colour) -> tuple[float, float, float]:
    """The colour as text on white: as it is, or darker until it can be read."""
    red, green, blue = mpl.colors.to_rgb(colour)
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    part = min(1.0, 0.4 / light) if light else 1.0
    return red * part, green * part, blue * part


def register() -> None:
    """Makes the project's font known to matplotlib."""
    for file in sorted(FONTS.glob("*.ttf")):
        if not any(f.fname == str(file) for f in font_manager.fontManager.ttflist):
            font_manager.fontManager.addfont(str(file))


def settings(size: Size) -> dict:
    """rcParams of a chart, all of them, so that what others set (seaborn's fonts) does not leak in."""
    return {
        **mpl.rcParamsDefault,
        "backend": mpl.get_backend(),
        "font.family": FAMILY,
        "font.size": size.font,
        "axes.unicode_minus": True,
        "axes.labelsize": size.font,
        "xtick.labelsize": size.font,
        "ytick.labelsize": size.font,
        "legend.fontsize": size.font,
        "axes.titlesize": size.font,
        "axes.titleweight": "bold",
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": LINE,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.linewidth": 0.6,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0,
        "xtick.major.size": 2.5,
        "ytick.major.size": 0,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "grid.color": PALE,
        "grid.linewidth": 0.6,
        "axes.axisbelow": True,
        "lines.linewidth": 1.2,
        "legend.frameon": False,
        "figure.dpi": 100,
        "savefig.dpi": 300,
        "text.hinting": "none",
        "svg.hashsalt": "cityplans",
        "svg.fonttype": "none",
        "text.parse_math": False,  # a $ is a $
        "figure.facecolor": "white",
    }


def colour(name: str) -> str:
    """A colour as matplotlib knows it (#0072B2, orange). Raises UserError for a word that is none."""
    if not is_color_like(name):
        raise UserError(
            f"{name}: no such colour; write a name (orange) or six digits (#0072B2)",
            f"{name}：没有这种颜色；请写英文名（orange）或六位色号（#0072B2）",
        )
    return name


def ticks(most: int, whole: bool = False) -> mpl.ticker.MaxNLocator:
    """At most so many round ticks; with `whole`, at integers only (nobody founds half an institute)."""
    return mpl.ticker.MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10], integer=whole)


def text_on(colour) -> str:
    """Ink or white, whichever can be read on the colour."""
    red, green, blue = mpl.colors.to_rgb(colour)
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 0.55 else "white"
