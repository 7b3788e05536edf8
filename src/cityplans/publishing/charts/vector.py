"""A figure as SVG whose text is text: searched, read aloud and edited; it brings its font along."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from html import escape, unescape
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from matplotlib.figure import Figure

from cityplans.publishing.charts import style

PLAIN: dict = {"metadata": {"Date": None, "Creator": None}}
TEXT = re.compile(r"<(?:text|tspan)([^>]*)>([^<]+)</")
FAMILY = f" font-family: '{style.FAMILY}';"  # said once, for the whole drawing
# the others: for programs that pass over fonts that a drawing brings along (Word, PowerPoint, Inkscape)
FAMILIES = (
    f"'{style.FAMILY}', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', "
    "'Microsoft YaHei', sans-serif"
)
FACES = {400: "Regular", 700: "Bold"}


def drawn(figure: Figure) -> str:
    """The figure as matplotlib writes it; the same figure is the same text. Called within the settings of its
    style."""
    out = BytesIO()
    figure.savefig(out, format="svg", **PLAIN)
    return out.getvalue().decode()


def svg(drawing: str, title: str, description: str) -> bytes:
    """A drawing with its title, its description and the characters of the font that it shows."""
    head, opening, body = re.split(r"(<svg [^>]*>)", drawing, maxsplit=1)
    said = f"\n <title>{escape(title, False)}</title>\n <desc>{escape(description, False)}</desc>"
    opening = f'{opening[:-1]} role="img" font-family="{FAMILIES}">{said}'
    body = body.replace(FAMILY, "").replace("<defs>", f"<defs>\n{_faces(drawing)}", 1)
    return (head + opening + body).encode()


def _faces(drawing: str) -> str:
    """The style element with the faces of the font, each with the characters drawn in it."""
    used: dict[int, set[str]] = {weight: set() for weight in FACES}
    for form, words in TEXT.findall(drawing):
        used[700 if "font-weight: 700" in form else 400].update(unescape(words))
    rules = [
        f'@font-face {{ font-family: "{style.FAMILY}"; font-weight: {weight}; '
        f'src: url("data:font/woff;base64,{b64encode(_subset(weight, signs)).decode()}") format("woff"); }}'
        for weight, signs in used.items()
        if signs
    ]
    return '<style type="text/css">' + "\n".join(rules) + "</style>"


@lru_cache
def _face(weight: int) -> TTFont:
    return TTFont(style.FONTS / f"CityPlansSans-{FACES[weight]}.ttf", lazy=True, recalcTimestamp=False)


def _subset(weight: int, signs: set[str]) -> bytes:
    """A font of those of the signs that the face has, as WOFF."""
    face = _face(weight)
    mapped = {ord(sign): name for sign in signs if (name := face.getBestCmap().get(ord(sign)))}
    outlines = face["glyf"]
    names = [".notdef", *sorted(set(mapped.values()))]
    for name in names:  # grows: what a letter with an accent is put together from
        parts = outlines[name].getComponentNames(outlines)
        names += [part for part in parts if part not in names]
    made = FontBuilder(face["head"].unitsPerEm)
    made.font.recalcTimestamp = False
    made.updateHead(created=0, modified=0)
    made.setupGlyphOrder(names)
    made.setupCharacterMap(mapped)
    made.setupGlyf({name: outlines[name] for name in names}, calcGlyphBounds=False)
    made.setupHorizontalMetrics({name: face["hmtx"][name] for name in names})
    made.setupHorizontalHeader(ascent=face["hhea"].ascent, descent=face["hhea"].descent)
    made.setupNameTable({"familyName": style.FAMILY, "styleName": FACES[weight]})
    made.setupOS2(usWeightClass=weight)
    made.setupPost(keepGlyphNames=False)
    out = BytesIO()
    made.font.flavor = "woff"
    made.save(out)
    return out.getvalue()
