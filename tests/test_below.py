"""How targets below answer a region's own: title, sentence and table, from a few targets."""

from __future__ import annotations

import pytest

import ambition_rows as land
from ambition_rows import JIAXING, NINGBO, WENZHOU, ZHEJIANG, plan, target
from charted_rows import world
from cityplans.publishing.briefing import below
from cityplans.publishing.briefing.content import Material, plain

OF_PLAN = {"zhejiang-2020": ZHEJIANG, "ningbo-2020": NINGBO, "wenzhou-2020": WENZHOU, "jiaxing-2020": JIAXING}
OTHERS = [plan(f"c{n}-2020", f"东{n}市", "2020-07-01") for n in "甲乙丙丁"]


def material(lang: str, *targets: dict, plans=()) -> Material:
    made, book = world(land.frames([*OF_PLAN.values(), *plans], [*targets]), land.codebook())
    return Material(made, book, lang)


def rd(region: str, value: float, **more) -> dict:
    return target(f"{region}-2020", "rd_intensity", value, **more)


UP, DOWN, SAME = rd("ningbo", 3.6), rd("wenzhou", 3.0), rd("jiaxing", 3.2)
OWN = rd("zhejiang", 3.2)


@pytest.mark.parametrize(
    ("targets", "zh", "en"),
    [
        (
            [UP, DOWN, SAME],
            "3项同口径目标中，1项更高，1项更低",
            "of 3 like targets below, 1 asks for more, 1 for less",
        ),
        (
            [UP, DOWN | {"value_low": 4, "value_high": 4}, SAME],
            "3项同口径目标中，2项更高",
            "of 3 like targets below, 2 ask for more",
        ),
        ([SAME], "1项同口径目标与本级相同", "1 like target below asks for the same"),
        (
            [SAME, UP | {"value_low": 3.2, "value_high": 3.2}],
            "2项同口径目标都与本级相同",
            "2 like targets below ask for the same",
        ),
        (
            [SAME, rd("ningbo", 3.2, comparator="approx")],
            "2项同口径目标无一明确高于或低于本级",
            "none of 2 like targets below asks clearly for more or less",
        ),
    ],
)
def test_the_title(targets, zh, en):
    for lang, said in (("zh", f"浙江：下属地区的{zh}"), ("en", f"Zhejiang: {en}")):
        told = material(lang, OWN, *targets)
        assert below.title(told, "浙江省", below.answers(told, "浙江省")) == said


def test_totals_and_other_regions_are_no_answers():
    total = [
        target(f"{r}-2020", "graduates_new", n, unit="人") for r, n in (("zhejiang", 900), ("ningbo", 90))
    ]
    told = material("en", OWN, UP, *total)
    assert [r["indicator_id"] for r in below.answers(told, "浙江省")] == ["rd_intensity"]
    assert below.answers(told, "宁波市") == []
    assert below.sentence(told, []) is None
    said = plain(below.sentence(told, below.answers(told, "浙江省")))
    assert (
        "1 target with" in said and "totals apart" in said
    )  # of graduates there is a target of that year too


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "In 3 regions below, 3 targets with a like one here (totals apart): 1 higher, 1 equal, 1 lower; "
            "lower: Wenzhou R&D intensity (%) 3 against 3.2.",
        ),
        (
            "zh",
            "下属3地有3项目标可与本级同指标、同年份的目标对照（总数除外）：1项更高、1项相同、1项更低；"
            "更低的是温州 R&D经费占GDP比重（%） 3 对 3.2。",
        ),
    ],
)
def test_the_sentence_names_those_that_ask_for_less(lang, said):
    told = material(lang, OWN, UP, DOWN, SAME)
    assert plain(below.sentence(told, below.answers(told, "浙江省"))) == said


@pytest.mark.parametrize(
    ("n", "named", "lead"),
    [
        (3, ["东丙市", "东乙市", "东甲市"], "; lower: "),
        (4, ["东丁市", "东丙市", "东乙市"], "; lower, among others: "),
    ],
)
def test_three_are_named_the_farthest_first(n, named, lead):
    rows = [target(p["plan_id"], "rd_intensity", 3 - i / 10) for i, p in enumerate(OTHERS[:n])]
    told = material("en", OWN, *rows, plans=OTHERS[:n])
    said = plain(below.sentence(told, below.answers(told, "浙江省")))
    assert lead in said
    places = [said.index(told.region(region)) for region in named]
    assert places == sorted(places) and (told.region("东甲市") in said) == ("东甲市" in named)


def test_none_asks_for_less():
    told = material("en", OWN, UP)
    assert plain(below.sentence(told, below.answers(told, "浙江省"))) == (
        "In 1 region below, 1 target with a like one here (totals apart): 1 higher."
    )


def test_the_table():
    told = material("en", OWN, UP, DOWN, SAME, rd("zhejiang", 4, horizon=2030), rd("ningbo", 4, horizon=2030))
    made = below.table(told, "浙江省", below.answers(told, "浙江省"))
    assert made.title == "Of 4 like targets below, 1 asks for more, 1 for less"
    assert made.heads == ("Indicator", "Year", "Zhejiang", "Higher", "Equal", "Lower")
    assert [[plain(cell) for cell in row] for row in made.rows] == [
        ["R&D intensity (%)", "2025", "3.2", "Ningbo 3.6", "Jiaxing 3.2", "Wenzhou 3"],
        ["R&D intensity (%)", "2030", "4", "—", "Ningbo 4", "—"],  # all the same: last
    ]
    assert made.note == "" and sum(made.widths) == pytest.approx(1)


@pytest.mark.parametrize(
    ("n", "cell"), [(3, "东丙市 3、东乙市 3、东甲市 3"), (4, "东丁市 3、东丙市 3、东乙市 3等4地")]
)
def test_a_cell_names_three(n, cell):
    rows = [target(p["plan_id"], "rd_intensity", 3) for p in OTHERS[:n]]
    told = material("zh", OWN, *rows, plans=OTHERS[:n])
    made = below.table(told, "浙江省", below.answers(told, "浙江省"))
    assert plain(made.rows[0][-1]) == cell


@pytest.mark.parametrize(("n", "note"), [(12, ""), (13, "1 more in the workbook.")])
def test_the_table_has_twelve_rows(n, note):
    years = range(2021, 2021 + n)
    told = material("en", *(rd(r, 3, horizon=y) for y in years for r in ("zhejiang", "ningbo")))
    made = below.table(told, "浙江省", below.answers(told, "浙江省"))
    assert (len(made.rows), made.note) == (12, note)
