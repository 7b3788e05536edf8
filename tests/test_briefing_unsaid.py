"""What briefings of regions and indicators must not say: on tables of a few rows, beside what they do say.

Expected words are written by hand from the rows above them.
"""

from __future__ import annotations

import pytest

import ambition_rows as land
from ambition_rows import JIAXING, JIAXING_23, NINGBO, WENZHOU, ZHEJIANG, number_swap, target
from charted_rows import world
from cityplans import tables
from cityplans.publishing.briefing import indicator, region, region_lines, sentences
from cityplans.publishing.briefing.content import Material, plain
from cityplans.publishing.telling import findings
from cityplans.publishing.telling.view import View

RD = "rd_intensity"
LAND = [ZHEJIANG, NINGBO, WENZHOU, JIAXING, JIAXING_23]


def material(targets, lang: str = "zh", **rows) -> Material:
    """A province and its cities with these targets; `rows`: other tables."""
    frames, book = world(land.frames(LAND, [*targets]), land.codebook())
    return Material(frames | {name: tables.frame(name, own) for name, own in rows.items()}, book, lang)


def rd(plan: str, value: float, horizon: int = 2025, **more) -> dict:
    return target(plan, RD, value, horizon, **more)


def view(lang: str = "zh") -> View:
    return View(land.frames(LAND, []), land.codebook(), lang)


def test_between_two_targets_there_is_no_pace():
    """From 3.2 by 2025 to 3.65 by 2027: nobody knows that the first is hit. From what was, there is."""
    made = material([rd("jiaxing-2020", 3.2), rd("jiaxing-2023", 3.65, 2027)])
    steps = made.rows("pace")
    assert [r["pace_kind"] for r in steps] == ["plans"]
    assert sentences.pace(made, steps, "indicator") is None
    stated = material([rd("jiaxing-2020", 3.2, baseline_value=2.7, baseline_year=2020)])
    said = plain(sentences.pace(stated, stated.rows("pace"), "indicator"))
    assert (
        said
        == "推进速度（1项可算）：R&D经费占GDP比重（%）由 2.7（2020年）到 3.2（2025年），每年+0.1个百分点。"
    )


def test_a_growth_rate_has_no_pace():
    more = {"measure": "growth_rate", "baseline_value": 5, "baseline_year": 2020}
    made = material([target("jiaxing-2020", "fiscal_sci_growth", 15, **more)])
    assert sentences.pace(made, made.rows("pace"), "indicator") is None


@pytest.mark.parametrize(
    ("swaps", "said"),
    [
        ([], None),
        ([(3.6, "not_comparable", None)], "1句与更早的计划只差数字，没有一句可比。"),
        ([(3.6, "higher", "n2025")], "1句与更早的计划只差数字；目标年相同、可比的1句中，1句更高。"),
        ([(3.6, "higher", "n2027")], "1句与更早的计划只差数字，没有一句可比。"),  # for another year
        ([(3.2, "same", "n2025")], None),  # the number stayed
    ],
)
def test_a_number_is_called_higher_only_beside_one_for_its_year(swaps, said):
    targets = [
        rd("zhejiang-2020", 3.2, target_id="z2025"),
        rd("ningbo-2020", 3.6, target_id="n2025"),
        rd("ningbo-2020", 3.6, 2027, target_id="n2027"),
    ]
    rows = [number_swap(i, *swap) for i, swap in enumerate(swaps)]
    found = sentences.swapped(material(targets, number_swaps=rows), ["ningbo-2020"])
    assert (found and plain(found)) == said


def test_of_a_wording_that_no_target_has_nothing_is_said():
    made = material([])
    plain_one, floor = rd("ningbo-2020", 3.6), rd("jiaxing-2020", 3.2, comparator="ge")
    assert plain(sentences.firmness_of(made, [plain_one])) == "表述力度：1项目标中，直述的1项。"
    assert plain(sentences.firmness_of(made, [plain_one, floor])) == (
        "表述力度：2项目标中，下限或确保的1项、直述的1项。"
    )


@pytest.mark.parametrize(
    ("ningbo", "title"),
    [
        ([3.6], "宁波：1项同口径目标中1项高于浙江"),
        ([3.0], "宁波：1项同口径目标中1项低于浙江"),
        ([3.2], "宁波：仅1项可比，与浙江相同"),
        ([3.2, "approx"], "宁波：1项同口径目标无一明显高于或低于浙江"),
    ],
)
def test_a_title_says_above_or_below_only_where_a_target_is(ningbo, title):
    value, comparator = [*ningbo, "eq"][:2]
    made = material([rd("zhejiang-2020", 3.2), rd("ningbo-2020", value, comparator=comparator)])
    lines = region_lines.lines_of(made, "宁波市")
    assert region._title(made, "宁波市", lines, []) == title


def against(*targets: dict, lang: str = "zh") -> str | None:
    made = material([rd("zhejiang-2020", 3.2), *targets], lang)
    found = indicator._against_all(made, made.rows("comparisons"))
    return found and plain(found)


def test_how_far_is_told_of_what_is_above_or_below_and_of_nothing_else():
    up, down = rd("ningbo-2020", 3.6), rd("wenzhou-2020", 3.0)
    assert against(up) is None  # one is told by the sentence of its year
    assert against(up, down) == (
        "对照上级：1项更高、1项更低：宁波 2025 更高 +0.4个百分点、温州 2025 更低 −0.2个百分点。"
    )
    same, about = rd("jiaxing-2020", 3.2), rd("ningbo-2020", 3.2, comparator="approx")
    assert against(same, about) == "对照上级：1项相同、1项无法排序。"
    assert against(same, about, lang="en") == "Against the territory above: 1 equal, 1 cannot be ordered."


PARENT = rd("zhejiang-2020", 3.2) | {"region": "浙江省", "comparable": "share"}


def city(plan: str, place: str, value: float, comparator: str = "eq") -> dict:
    more = {"region": place, "status": "final", "comparable": "share"}
    return rd(plan, value, comparator=comparator) | more


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (((3.0, "eq"), (3.6, "eq")), "宁波低于浙江（3.2%）"),
        (((3.2, "eq"), (3.6, "eq")), "仅温州高于浙江（3.2%）"),
        (((3.2, "approx"), (3.6, "eq")), "仅温州明确高于浙江（3.2%）"),  # the other may be below
        (((3.2, "eq"), (3.2, "ge")), "与浙江（3.2%）数值相同"),
        (((3.2, "approx"), (3.2, "approx")), "与浙江（3.2%）无法排序"),
        (((3.2, "approx"), (3.2, "eq")), "无一明确低于浙江（3.2%）"),
    ],
)
def test_nobody_is_put_below_who_may_be_level(values, said):
    rows = [
        city(plan, place, *value)
        for plan, place, value in zip(("ningbo-2020", "wenzhou-2020"), ("宁波市", "温州市"), values)
    ]
    assert findings.against_parent(view(), rows, PARENT, 1) == said


def test_totals_are_parts_and_never_ranked():
    rows = [
        city(plan, place, value) | {"indicator_id": "hightech_firms", "unit": "家", "comparable": "total"}
        for plan, place, value in (("ningbo-2020", "宁波市", 20), ("jiaxing-2020", "嘉兴市", 10))
    ]
    above = PARENT | {"indicator_id": "hightech_firms", "unit": "家", "value_low": 200, "value_high": 200}
    assert findings.totals(view(), rows, None) == "2地设定总数目标，规模不同，不排高低"
    said = findings.totals(view(), rows, above | {"comparable": "total"})
    assert said.endswith("中宁波占10%、嘉兴占5%") and "最高" not in said and "高于" not in said


@pytest.mark.parametrize(
    ("part", "said"), [(0.0, ""), (None, ""), (0.12, "，其中占全文12%的是多省通用的提法")]
)
def test_words_of_many_provinces_are_told_where_there_are_any(part, said):
    assert findings.formulas(view(), {"formula_share": part}) == said
