"""The font shipped with the package: complete, free, and under a name of its own."""

from __future__ import annotations

import importlib.util
from importlib.resources import files
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
FONTS = files("cityplans.publishing") / "fonts"
spec = importlib.util.spec_from_file_location("make_font", ROOT / "scripts" / "make_font.py")
make_font = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make_font)


@pytest.fixture(scope="module", params=["Regular", "Bold"])
def face(request):
    with TTFont(FONTS / f"CityPlansSans-{request.param}.ttf", lazy=True) as font:
        yield request.param, font


def test_signs_of_the_charts_are_there(face):
    _, font = face
    mapped = font.getBestCmap()
    assert [sign for sign in make_font.SIGNS + make_font.EXTRA if ord(sign) not in mapped] == []


def test_the_whole_of_gb2312_is_there(face):
    _, font = face
    mapped = font.getBestCmap()
    pairs = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    hanzi = [pair.decode("gb2312", "ignore") for pair in pairs]
    hanzi = [sign for sign in hanzi if sign]
    assert len(hanzi) == 6763
    assert [sign for sign in hanzi if ord(sign) not in mapped] == []


@pytest.mark.parametrize("name", ["data/codebook/regions.csv", "data/codebook/indicators.csv"])
def test_names_that_charts_show_are_there(face, name):
    _, font = face
    mapped = font.getBestCmap()
    text = (ROOT / name).read_text(encoding="utf-8-sig")
    assert {sign for sign in text if sign.isprintable() and ord(sign) not in mapped} == set(), (
        "add them to EXTRA in scripts/make_font.py and run it"
    )


def test_the_regular_face_has_traditional_characters():
    with TTFont(FONTS / "CityPlansSans-Regular.ttf", lazy=True) as font:
        mapped = font.getBestCmap()
    text = (ROOT / "data" / "raw" / "ningbo-2020-webpage-hant.txt").read_text(encoding="utf-8")
    assert "寧" in text
    assert {sign for sign in text if sign.isprintable() and ord(sign) not in mapped} == set()


def test_name_weight_and_licence(face):
    style, font = face
    names = {row.nameID: str(row) for row in font["name"].names}
    assert (names[1], names[2]) == ("CityPlans Sans", style)
    assert "Open Font License" in names[13]
    assert "Source" not in names[1] + names[4] + names[6], "a reserved font name"
    assert font["OS/2"].usWeightClass == {"Regular": 400, "Bold": 700}[style]
    assert font["OS/2"].fsType == 0, "embedding is restricted"
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
