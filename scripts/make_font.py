"""Make the chart font from Noto Sans SC: fewer characters, a family name of our own.

    python scripts/make_font.py NotoSansSC_400Regular.ttf NotoSansSC_700Bold.ttf

The sources are the static TrueType files of Noto Sans SC (SIL Open Font License). They are found in the npm
package ``@expo-google-fonts/noto-sans-sc``, fetched with ``npm pack``. Take TrueType, not OpenType/CFF:
matplotlib writes it into SVG and PDF without loss. Same source file → same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "CityPlans Sans"
ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "src" / "cityplans" / "publishing" / "fonts"
REGIONS = ROOT / "data" / "codebook" / "regions.csv"
# signs that charts, footers and tables use; each has to be in the source
SIGNS = "≥≤≈≠±−×÷→←↔↑↓↗↘▲▼△▽●○◆◇■□★☆✓·—–…‰％²³°½¼¾µ√∞∑∈①②③④⑤⑥⑦⑧⑨⑩"
SIGNS += "“”‘’「」『』《》〈〉【】〔〕、。，；：？！（）￥€£©®™‹›﹔"
# outside GB2312 yet in use: words and personal names met in plans and bulletins; place names are in REGIONS
EXTRA = "勠芃鸮昇甪喆堃镕玥珺翀垚洑赟"
RANGES = [
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x17F),  # Latin with accents
    (0x391, 0x3C9),  # Greek
    (0x2010, 0x2026),  # dashes, quotes, ellipsis
    (0x2160, 0x216B),  # Roman numerals
    (0x3000, 0x3017),  # Chinese punctuation
    (0xFF01, 0xFF5E),  # full-width forms
]
DROPPED_NAMES = {7, 8, 9, 10, 11, 12, 16, 17, 21, 22, 25}  # trademark, makers' pages, old family names


def decoded(encoding: str, heads: Iterable[int], tails: list[int]) -> set[int]:
    """Characters of a double-byte character set, as code points."""
    found = set()
    for high in heads:
        for low in tails:
            try:
                found.add(ord(bytes((high, low)).decode(encoding)))
            except (UnicodeDecodeError, TypeError):
                continue
    return found


def characters(with_traditional: bool) -> set[int]:
    """GB2312 and the signs; with Big5 level 1, where the face shows traditional text as well."""
    wanted = {point for low, high in RANGES for point in range(low, high + 1)} | {ord(sign) for sign in SIGNS}
    wanted |= {ord(sign) for sign in EXTRA + REGIONS.read_text(encoding="utf-8-sig") if sign.isprintable()}
    wanted |= decoded("gb2312", range(0xA1, 0xF8), list(range(0xA1, 0xFF)))
    if with_traditional:
        tails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
        wanted |= decoded("big5", range(0xA4, 0xC7), tails)
    return wanted


def rename(font: TTFont, style: str) -> None:
    """Put our family name in place of the old one; the copyright and licence entries stay."""
    names = font["name"]
    names.names = [row for row in names.names if row.nameID not in DROPPED_NAMES and row.nameID < 256]
    postscript = FAMILY.replace(" ", "") + "-" + style
    unique = f"{postscript};subset of Noto Sans SC"
    own = {1: FAMILY, 2: style, 3: unique, 4: f"{FAMILY} {style}", 6: postscript}
    for name_id, text in own.items():
        names.setName(text, name_id, 3, 1, 0x409)


def make(source: Path, style: str) -> Path:
    """Write one face to the package; error when the source lacks a sign that charts use."""
    font = TTFont(source, recalcTimestamp=False)
    missing = [sign for sign in SIGNS + EXTRA if ord(sign) not in font.getBestCmap()]
    if missing:
        raise SystemExit(f"{source.name} has no glyph for {' '.join(missing)}: take another source file.")
    options = subset.Options(
        hinting=False,
        layout_features=["kern", "mark", "mkmk", "ccmp"],
        name_IDs=["*"],
        notdef_outline=True,
        glyph_names=False,
        drop_tables=[*subset.Options._drop_tables_default, "STAT", "BASE", "vhea", "vmtx"],
    )
    maker = subset.Subsetter(options)
    maker.populate(unicodes=characters(with_traditional=style == "Regular"))
    maker.subset(font)
    rename(font, style)
    target = FOLDER / f"CityPlansSans-{style}.ttf"
    font.save(target)
    return target


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("regular", type=Path, help="static TTF, weight 400")
    parser.add_argument("bold", type=Path, help="static TTF, weight 700")
    chosen = parser.parse_args(arguments)
    for source, style in ((chosen.regular, "Regular"), (chosen.bold, "Bold")):
        if not source.is_file():
            parser.error(f"no such file: {source}")
        target = make(source, style)
        print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
