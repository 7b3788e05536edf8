"""Regions and indicators by whatever people call them."""

from __future__ import annotations

from collections import Counter

import pytest

from cityplans import codebook, naming
from cityplans.publishing.telling.view import View
from cityplans.reading.plans import overrides, regions, territory

BOOK = codebook.load()
PLACES = regions.of(BOOK)


@pytest.mark.parametrize("word", ["嘉兴市", "嘉兴", "330400", "jiaxing", "Jiaxing", " 嘉兴 "])
def test_a_region_goes_by_name_short_name_code_and_pinyin(word):
    assert naming.region(word, BOOK) == "嘉兴市"


LATIN = [  # as our pages print them, and as people write them
    ("Hainan", "海南省"),
    ("HAINAN", "海南省"),
    ("Hainan Province", "海南省"),
    ("Hainan Prefecture", "海南藏族自治州"),
    ("Jiaxing City", "嘉兴市"),
    ("jiaxing shi", "嘉兴市"),
    ("jiaxingshi", "嘉兴市"),
    ("Jilin", "吉林省"),
    ("Jilin City", "吉林市"),
    ("Inner Mongolia", "内蒙古自治区"),
    ("Inner Mongolia Autonomous Region", "内蒙古自治区"),
    ("Xi’an", "西安市"),
    ("Xi'an Municipality", "西安市"),
    ("Harbin", "哈尔滨市"),
    ("Hangzhou, Zhejiang Province", "杭州市"),
    ("Suzhou", "苏州市"),
    ("Suzhou (Anhui)", "宿州市"),
    ("Haidian District", "海淀区"),
]


@pytest.mark.parametrize(("word", "name"), LATIN)
def test_a_region_goes_by_names_in_latin_letters_everywhere(word, name):
    """In a selection and in the catalogue."""
    assert naming.region(word, BOOK) == name
    assert overrides._region(word, PLACES)[0]["region"].name == name


def test_every_region_answers_to_what_pages_print_for_it_in_english():
    view = View({}, BOOK, "en")
    places = {(row["name"], row["parent_code"]) for row in BOOK["regions"]}
    borne = Counter(name for name, _ in places)  # 朝阳区 is one of Beijing and one of Changchun
    names = [name for name in borne if borne[name] == 1]
    found = {name: territory.named(view.region(name), PLACES) for name in names}
    assert [name for name, region in found.items() if region is None or region.name != name] == []


@pytest.mark.parametrize("word", ["Jiaxing Province", "Jiaxin City", "JIAXIN"])
def test_a_region_that_is_misspelt_in_latin_letters_names_the_nearest(word):
    with pytest.raises(naming.UnknownName, match=r"nearest: 嘉兴市 \(jiaxing\)"):
        naming.region(word, BOOK, among=["嘉兴市", "宁波市"])
    assert "(nearest: 嘉兴市 (jiaxing))" in overrides._region(word, PLACES)[1][0]


def test_a_region_in_latin_letters_that_is_several_asks_for_the_code():
    with pytest.raises(naming.UnknownName, match="give the code: 110105 朝阳区, 220104 朝阳区"):
        naming.region("Chaoyang District", BOOK)


def test_a_region_that_is_misspelt_names_the_nearest():
    with pytest.raises(naming.UnknownName, match="嘉兴市"):
        naming.region("嘉心", BOOK, among=["嘉兴市", "宁波市"])


def test_of_regions_called_alike_the_one_at_hand_is_meant():
    with pytest.raises(naming.UnknownName, match="110105"):
        naming.region("朝阳", BOOK)
    assert naming.region("朝阳", BOOK, among=["朝阳市"]) == "朝阳市"


@pytest.mark.parametrize(
    "word, key",
    [
        ("rd_intensity", "rd_intensity"),
        ("RD_Intensity", "rd_intensity"),
        ("R&D经费占GDP比重", "rd_intensity"),
        ("r&d/gdp", "rd_intensity"),
        ("R&D intensity", "rd_intensity"),
        ("研发强度", "rd_intensity"),
        ("高新技术企业", "hightech_firms"),
        ("全员劳动生产率", "labour_productivity"),
        ("GDP增速", "gdp_growth"),
        ("GDP", "gdp_total"),
    ],
)
def test_an_indicator_goes_by_key_name_and_the_words_plans_use(word, key):
    assert naming.indicator(word, BOOK) == key


def test_an_indicator_nobody_knows_names_the_nearest():
    with pytest.raises(naming.UnknownName, match="rd_expenditure"):
        naming.indicator("R&D", BOOK)
    with pytest.raises(naming.UnknownName, match="rd_intensity"):
        naming.indicator("研发强渡", BOOK)


def test_an_indicator_called_as_another_is_names_both():
    with pytest.raises(naming.UnknownName) as raised:
        naming.indicator("人才公寓", BOOK)
    assert "人才公寓（住房） (talent_housing), 人才住房面积 (talent_housing_area)" in raised.value.told("zh")


def test_an_indicator_like_none_at_hand_names_the_nearest_of_all():
    with pytest.raises(naming.UnknownName, match="urban_surveyed_unemployment"):
        naming.indicator("失业率", BOOK, among=["rd_intensity"])


@pytest.mark.parametrize("call", [naming.region, naming.indicator])
@pytest.mark.parametrize("given", [None, ["嘉兴", "宁波"], 2.5])
def test_what_is_no_word_is_told_what_is_expected(call, given):
    with pytest.raises(naming.WrongCall, match='write one, for example "'):
        call(given, BOOK)


def test_a_word_like_nothing_names_nothing():
    many = [f"计划{i}" for i in range(13)]
    assert str(naming.unknown("qqqq", "plan", many)) == "qqqq: no such plan"
    assert str(naming.unknown("qqqq", "plan", many[:12])).endswith("计划10, 计划11")
    assert str(naming.unknown("qqqq", "plan", many[:2])) == "qqqq: no such plan; there are 计划0, 计划1"


@pytest.mark.parametrize("word, found", [("万专业", ["高新技术企业"]), ("万新企", [])])
def test_a_name_is_near_from_forty_five_of_a_hundred_on(word, found):
    """By rapidfuzz's WRatio 45.0 and 44.4."""
    assert naming.nearest(word, ["高新技术企业"]) == found


@pytest.mark.parametrize(
    ("word", "near"),
    [("广洲", "广州"), ("广洲市", "广州"), ("宁坡", "宁波"), ("浙江生", "浙江"), ("未波", "宁波")],
)
def test_a_region_that_is_misspelt_in_the_catalog_names_the_nearest(word, near):
    said = overrides._region(word, PLACES)[1][1]
    assert near in said.partition("最接近的是“")[2].partition("”")[0].split("、")


def test_a_word_that_is_like_no_region_names_none():
    assert "最接近" not in overrides._region("某某", PLACES)[1][1]
