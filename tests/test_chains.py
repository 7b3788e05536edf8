"""Chains of targets: what was raised, kept, lowered, reached, missed, left out; and what cannot be said."""

from __future__ import annotations

import pandas as pd
import pytest

import ambition_rows as land
from ambition_rows import JIAXING, JIAXING_23, ZHEJIANG, plan, target
from cityplans import codebook as codebooks
from cityplans.comparison.ambition import ambition, chains


def told(plans, targets, actuals=None, baselines=None, book=None) -> list[tuple]:
    """(year, step, change, reason) of every step."""
    made = land.frames(plans, targets)
    given = None if actuals is None else pd.DataFrame([reached(i, **a) for i, a in enumerate(actuals)])
    known = None if baselines is None else pd.DataFrame(baselines)
    made = ambition.build(made["plans"], made["targets"], book or land.codebook(), known, actuals=given)
    rows = made["target_chains"]
    rows = rows.astype(object).where(rows.notna(), None)
    return list(zip(rows["year"], rows["step"], rows["change"], rows["change_reason"]))


def answered(*given, book=None) -> list[tuple]:
    """(change, reason) of the actuals."""
    return [step[2:] for step in told(*given, book=book) if step[1] == "actual"]


def reached(number: int, value: float, year: int, **more) -> dict:
    return {
        "actual_id": f"a{number}", "plan_id": "zhejiang-2026", "region": "浙江省",
        "indicator_id": "rd_intensity",
        "value_text": f"{value:g}%", "value_low": value, "value_high": value, "unit": "%", "comparator": "eq",
        "measure": "level", "scope": None, "year": year,
    } | more  # fmt: skip


def rank(plan_id, place, horizon, **more):
    return target(
        plan_id, "hightech_zone_rank", place, horizon, "位", "le", measure="rank", quote="全国", **more
    )


@pytest.mark.parametrize(("later", "change"), [(40, "lowered"), (10, "kept"), (8, "raised")])
def test_a_rank_aimed_at_later_is_set_against_the_one_before(later, change):
    steps = told([JIAXING, JIAXING_23], [rank("jiaxing-2020", 10, 2025), rank("jiaxing-2023", later, 2027)])
    assert steps == [(2025, "target", None, None), (2027, "target", change, "other_year")]


def test_every_step_names_the_target_it_is_set_against():
    plans = [JIAXING, JIAXING_23]
    made = land.frames(plans, [rank("jiaxing-2020", 10, 2025), rank("jiaxing-2023", 40, 2027)])
    known = pd.DataFrame(
        [reached(1, 35, 2026, region="嘉兴市", indicator_id="hightech_zone_rank", unit="位", measure="rank")]
    )
    rows = ambition.build(made["plans"], made["targets"], land.codebook(), actuals=known)["target_chains"]
    first, answer, second = rows.to_dict("records")
    assert pd.isna(first["earlier_target_id"])
    assert second["earlier_target_id"] == first["target_id"]
    assert (answer["step"], answer["change"]) == ("actual", "met")
    assert answer["earlier_target_id"] == second["target_id"]


@pytest.mark.parametrize(
    ("first", "second", "change", "reason"),
    [
        ({"value": 3.2}, {"value": 3.65, "comparator": "gt"}, "raised", "same_year"),
        ({"value": 3.2}, {"value": 3.2, "comparator": "ge"}, "kept", "same_year"),
        ({"value": 3.2}, {"value": 3.0, "comparator": "approx"}, "lowered", "same_year"),
        ({"value": 3.2}, {"value": 3.1, "comparator": "approx"}, "not_comparable", "approximate"),
        (
            {"value": 3.2},
            {"value": 2, "unit": "倍", "measure": "multiple"},
            "not_comparable",
            "measure_changed",
        ),
    ],
)
def test_a_target_of_a_newer_plan(first, second, change, reason):
    rows = [target(p, "rd_intensity", horizon=2025, **r) for p, r in
            (("jiaxing-2020", first), ("jiaxing-2023", second))]  # fmt: skip
    assert (2025, "target", change, reason) in told([JIAXING, JIAXING_23], rows)


def test_totals_of_two_windows_are_no_raise_but_average_rates_are():
    def pair(**row):
        older = target("jiaxing-2020", horizon=2025, value=500, **row)
        return told([JIAXING, JIAXING_23], [older, target("jiaxing-2023", horizon=2027, value=600, **row)])

    total = pair(indicator_id="graduates_new", unit="人", measure="increment")
    assert total[1][2:] == ("not_comparable", "counted_from_other_year")
    rate = pair(indicator_id="fiscal_sci_growth", measure="growth_rate", quote="年均增长")
    assert rate[1][2:] == ("raised", "other_year")


def test_average_rates_to_one_year_from_two_are_no_raise():
    """13.4% a year from 2015 and 11% a year from 2017 may lead to the same level in 2020."""
    rate = {"indicator_id": "fiscal_sci_growth", "measure": "growth_rate", "basis": "average"}
    rows = [
        target(p, horizon=2025, value=v, window_start=start, **rate)
        for p, v, start in (("jiaxing-2020", 13.4, 2020), ("jiaxing-2023", 11, 2022))
    ]
    assert told([JIAXING, JIAXING_23], rows)[1][2:] == ("not_comparable", "counted_from_other_year")
    rows[1]["window_start"] = 2020
    assert told([JIAXING, JIAXING_23], rows)[1][2:] == ("lowered", "same_year")


def test_nothing_is_set_against_a_draft_nor_against_a_conflict():
    draft = JIAXING_23 | {"status": "draft"}
    late = plan("jiaxing-2024", "嘉兴市", "2024-01-01")
    rows = [
        target(p, "rd_intensity", v)
        for p, v in (("jiaxing-2020", 3.2), ("jiaxing-2023", 9), ("jiaxing-2024", 4))
    ]
    assert [s[2] for s in told([JIAXING, draft, late], rows)] == [None, "raised", "raised"]
    two = [target("jiaxing-2020", "rd_intensity", v) for v in (3.2, 3.4)]
    assert {s[2:] for s in told([JIAXING], two)} == {("not_comparable", "several_values")}


AIM = [target("zhejiang-2020", "rd_intensity", 3.2, 2025)]


@pytest.mark.parametrize(
    ("actual", "change", "reason"),
    [
        ({"value": 3.3, "year": 2025}, "met", "in_its_year"),
        ({"value": 3.2, "year": 2025}, "met", "in_its_year"),
        ({"value": 3.1, "year": 2025}, "missed", "in_its_year"),
        ({"value": 3.1, "year": 2025, "comparator": "ge"}, "not_comparable", "open_above"),
        ({"value": 2.9, "year": 2022}, "on_the_way", "before_its_year"),
        ({"value": 3.2, "year": 2023}, "met", "before_its_year"),
        ({"value": 3.1, "year": 2026}, "missed", "after_its_year"),
        ({"value": 3.4, "year": 2026}, "met", "after_its_year"),
        ({"value": 2.5, "year": 2018}, None, None),  # before there was any target
        ({"value": 3.3, "year": 2025, "unit": "元"}, None, None),
        ({"value": 3.3, "year": 2025, "measure": "growth_rate"}, None, None),
    ],
)
def test_what_was_reached_is_judged_by_the_target_it_answers(actual, change, reason):
    assert answered([ZHEJIANG], AIM, [actual]) == [(change, reason)]


@pytest.mark.parametrize(
    ("comparator", "value", "change"),
    [
        ("approx", 3.1, "met"),
        ("approx", 3.0, "missed"),
        ("range", 3.2, "met"),
        ("le", 3.4, "missed"),
        ("le", 3.0, "met"),
    ],
)
def test_the_bound_of_a_target_decides_what_meets_it(comparator, value, change):
    aim = [target("zhejiang-2020", "rd_intensity", (3.2, 3.4) if comparator == "range" else 3.2, 2025,
                  comparator=comparator)]  # fmt: skip
    assert answered([ZHEJIANG], aim, [{"value": value, "year": 2025}])[-1][0] == change


@pytest.mark.parametrize(
    ("comparator", "value", "change"),
    [
        ("approx", 3.1, "on_the_way"),  # within 5 % of 3.2, and still below it
        ("approx", 3.2, "met"),
        ("range", 3.2, "met"),
        ("range", 3.1, "on_the_way"),
        ("le", 3.0, "on_the_way"),  # a ceiling is kept in its own year
    ],
)
def test_before_its_year_a_target_is_met_by_its_printed_figure_only(comparator, value, change):
    aim = [target("zhejiang-2020", "rd_intensity", (3.2, 3.4) if comparator == "range" else 3.2, 2025,
                  comparator=comparator)]  # fmt: skip
    assert answered([ZHEJIANG], aim, [{"value": value, "year": 2024}]) == [(change, "before_its_year")]


@pytest.mark.parametrize(("year", "change"), [(2024, "on_the_way"), (2025, "met")])
def test_what_is_to_fall_is_met_in_its_own_year(year, change):
    unit = "吨标准煤/万元"
    aim = [target("zhejiang-2020", "energy_intensity", 0.5, 2025, unit, "le")]
    actual = {"value": 0.45, "year": year, "indicator_id": "energy_intensity", "unit": unit}
    assert answered([ZHEJIANG], aim, [actual])[0][0] == change


def test_a_doubling_is_met_by_what_has_doubled():
    doubled = {"value": 2, "horizon": 2025, "unit": "倍", "measure": "multiple"}
    aim = [target("zhejiang-2020", "hightech_firms", **doubled, baseline_year=2020)]
    firms = {"indicator_id": "hightech_firms", "unit": "家"}
    base, double, less = (
        {"value": v, "year": y} | firms for v, y in ((22000, 2020), (49000, 2025), (40000, 2025))
    )
    assert answered([ZHEJIANG], aim, [base, double])[-1] == ("met", "in_its_year")
    assert answered([ZHEJIANG], aim, [base, less])[-1] == ("missed", "in_its_year")
    assert answered([ZHEJIANG], aim, [double])[-1] == ("not_comparable", "no_base")
    for year, told_of in ((2019, ("met", "in_its_year")), (2018, ("not_comparable", "no_base"))):
        assert answered([ZHEJIANG], aim, [base | {"year": year}, double])[-1] == told_of
    unsaid = [target("zhejiang-2020", "hightech_firms", **doubled)]  # doubled from when, nobody said
    assert answered([ZHEJIANG], unsaid, [base, double])[-1] == ("not_comparable", "no_base")


def test_what_a_newer_plan_about_the_same_things_leaves_out_is_dropped():
    keys = ("rd_intensity", "hightech_va_share", "firm_rd_share", "labour_productivity")
    for shared, dropped in ((3, True), (2, False)):
        rows = [target("jiaxing-2020", k, 3) for k in keys]
        rows += [target("jiaxing-2023", k, 3, 2027) for k in keys[:shared]]
        found = [s for s in told([JIAXING, JIAXING_23], rows) if s[2] == "dropped"]
        assert bool(found) == dropped


KEYS = ("rd_intensity", "hightech_va_share", "firm_rd_share", "labour_productivity", "rd_personnel_density",
        "invention_patent_density", "highvalue_patent_density")  # fmt: skip


def dropped(plans, horizon: int = 2025, older: int = 4, shared: int = 3, actuals=None) -> int:
    """How many of the older plan's indicators the newer, which sets `shared` of them, drops."""
    first, second = (p["plan_id"] for p in plans)
    rows = [target(first, key, 3, horizon) for key in KEYS[:older]]
    rows += [target(second, key, 3, 2030) for key in KEYS[:shared]]
    return sum(step[2] == "dropped" for step in told(plans, rows, actuals))


def test_what_has_fallen_due_is_not_dropped():
    plans = [JIAXING, JIAXING_23]  # the newer of 2023
    assert [dropped(plans, year) for year in (2022, 2023, 2025)] == [0, 1, 1]


def test_a_plan_of_another_kind_drops_nothing():
    kinds = ("decision", "decision"), ("decision", "action_plan"), ("plan", "work_report")
    plans = [[JIAXING | {"plan_type": a}, JIAXING_23 | {"plan_type": b}] for a, b in kinds]
    assert [dropped(pair) for pair in plans] == [1, 0, 0]


def test_a_plan_about_a_part_of_it_drops_nothing():
    plans = [JIAXING, JIAXING_23]
    assert dropped(plans, older=6, shared=3) == 3
    assert dropped(plans, older=7, shared=3) == 0


def test_a_goal_already_met_is_not_dropped():
    met = {"region": "嘉兴市", "indicator_id": KEYS[3], "unit": "%", "plan_id": "jiaxing-2023", "year": 2022}
    plans = [JIAXING, JIAXING_23]
    assert dropped(plans, actuals=[met | {"value": 3.5}]) == 0
    assert dropped(plans, actuals=[met | {"value": 2.5}]) == 1


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ("met", "in_its_year")),
        ({"value": 48000}, ("missed", "in_its_year")),
        ({"window_start": 2016}, (None, None)),  # ten years' total
        ({"year": 2024}, (None, None)),  # not yet the whole
        ({"basis": "yearly", "window_start": 2025}, (None, None)),
        ({"measure": "level", "basis": None}, (None, None)),
    ],
)
def test_a_total_is_judged_by_the_total_of_its_window(more, expected):
    aim = target("zhejiang-2020", "graduates_new", 50000, 2025, "人", "ge", measure="increment",
                 basis="total", window_start=2021)  # fmt: skip
    total = {"indicator_id": "graduates_new", "unit": "人", "measure": "cumulative", "basis": "total",
             "window_start": 2021, "year": 2025, "value": 52000}  # fmt: skip
    assert answered([ZHEJIANG], [aim], [total | more]) == [expected]


def test_a_sum_of_years_is_judged_as_what_is_new_and_called_a_sum():
    aim = target("zhejiang-2020", "graduates_new", 50000, 2025, "人", "ge", measure="increment",
                 basis="total", window_start=2021)  # fmt: skip
    total = {"indicator_id": "graduates_new", "unit": "人", "measure": "cumulative", "basis": "total",
             "window_start": 2021, "year": 2025, "value_low": 52000, "value_high": 52000,
             "value_text": "52000人", "actual_id": "a", "plan_id": "zhejiang-2020", "region": "浙江省",
             "comparator": "eq"}  # fmt: skip
    made = land.frames([ZHEJIANG], [aim])
    actuals = pd.DataFrame([total])
    found = ambition.build(made["plans"], made["targets"], land.codebook(), actuals=actuals)["target_chains"]
    assert found.set_index("step")["measure"].to_dict() == {"actual": "cumulative", "target": "increment"}
    assert found.set_index("step").loc["actual", "change"] == "met"


def test_the_researchers_baselines_stand_in_the_chain_and_a_pace_starts_from_what_was_reached():
    baselines = [
        {
            "region": "浙江省",
            "indicator_id": "rd_intensity",
            "year": 2020,
            "value": 2.8,
            "unit": "%",
            "source": "x",
        }
    ]
    assert told([ZHEJIANG], AIM, None, baselines)[0] == (2020, "actual", "on_the_way", "before_its_year")
    made = land.frames([ZHEJIANG], AIM)
    actuals = pd.DataFrame([reached(0, 2.9, 2020), reached(1, 3.3, 2025)])
    found = ambition.build(made["plans"], made["targets"], land.codebook(), actuals=actuals)["pace"]
    assert found[["pace_kind", "year_from", "pace"]].values.tolist() == [
        ["actual", 2020, pytest.approx(0.06)]
    ]


@pytest.mark.parametrize(
    ("value", "pace"),
    [(2.8, None), (2.9, 0), (3.2, pytest.approx(0.06))],  # 稳定在2.8 asks for no change, nor for a fall
)
def test_there_is_no_pace_to_what_is_already_exceeded(value, pace):
    made = land.frames([ZHEJIANG], [target("zhejiang-2020", "rd_intensity", value, 2025)])
    actuals = pd.DataFrame([reached(0, 2.9, 2020)])
    found = ambition.build(made["plans"], made["targets"], land.codebook(), actuals=actuals)["pace"]
    assert [None if pd.isna(p) else p for p in found["pace"]] == [pace]


def test_what_a_sentence_starts_from_is_told_once():
    """The plan's own sentence says what its table of results says too."""
    made = land.frames(
        [ZHEJIANG], [target("zhejiang-2020", "rd_intensity", 3.2, baseline_value=2.9, baseline_year=2020)]
    )
    for year, kinds in ((2020, ["stated"]), (2019, ["actual", "stated"])):
        actuals = pd.DataFrame([reached(0, 2.9, year)])
        found = ambition.build(made["plans"], made["targets"], land.codebook(), actuals=actuals)["pace"]
        assert found["pace_kind"].tolist() == kinds


def test_a_growth_rate_has_no_pace():
    rows = [
        target("jiaxing-2020", "fiscal_sci_growth", v, y, measure="growth_rate")
        for v, y in ((15, 2022), (18, 2025))
    ]
    made = land.frames([JIAXING], rows)
    assert ambition.build(made["plans"], made["targets"], land.codebook())["pace"].empty


@pytest.mark.parametrize(
    ("quote", "year", "value", "expected"),
    [
        ("地区生产总值增长5.2%", 2025, 5.2, [("met", "in_its_year")]),
        ("地区生产总值增长4.8%", 2025, 4.8, [("missed", "in_its_year")]),
        ("地区生产总值增长5.2%", 2024, 5.2, [(None, None)]),  # another year's rate
        ("地区生产总值年均增长5.2%", 2025, 5.2, [(None, None)]),  # an average is no year's rate
    ],
)
def test_a_years_rate_is_judged_by_that_years_rate(quote, year, value, expected):
    aim = [target("zhejiang-2020", "fiscal_sci_growth", 5, 2025, measure="growth_rate", quote="增长5%")]
    actual = {"indicator_id": "fiscal_sci_growth", "value": value, "year": year, "measure": "growth_rate"}
    assert answered([ZHEJIANG], aim, [actual | {"quote": quote}]) == expected


def paces(aim: dict, *actuals: dict, plans=(ZHEJIANG,)) -> list[tuple]:
    """(year it starts from, pace, bound) of the paces from what was reached."""
    made = land.frames(list(plans), [aim])
    known = pd.DataFrame([reached(i, **a) for i, a in enumerate(actuals)])
    rows = ambition.build(made["plans"], made["targets"], land.codebook(), actuals=known)["pace"]
    return [(r["year_from"], round(r["pace"], 4), r["pace_bound"]) for r in rows.to_dict("records")]


@pytest.mark.parametrize(("year", "known"), [(2018, True), (2017, False)])  # the plan of Zhejiang is of 2020
def test_what_was_reached_long_before_is_not_the_state_a_plan_starts_from(year, known):
    assert bool(paces(AIM[0], {"value": 2.4, "year": year})) == known


@pytest.mark.parametrize(
    ("before", "after", "bound"),
    [
        ("eq", "eq", "exact"),
        ("eq", "ge", "at_least"),
        ("eq", "le", "at_most"),
        ("gt", "eq", "at_most"),  # from more than 2.7 to 3.2: at most so much
        ("ge", "le", "at_most"),
        ("le", "eq", "at_least"),
        ("le", "gt", "at_least"),
        ("approx", "eq", "about"),
        ("gt", "approx", "about"),
        ("gt", "ge", None),  # from more than 2.7 to at least 3.2 may be anything
        ("le", "le", None),
    ],
)
def test_both_ends_bound_a_pace(before, after, bound):
    aim = target("zhejiang-2020", "rd_intensity", 3.2, 2025, comparator=after)
    found = paces(aim, {"value": 2.7, "year": 2020, "comparator": before})
    assert found == ([(2020, 0.1, bound)] if bound else [])


@pytest.mark.parametrize(
    ("more", "known"),
    [
        ({}, True),
        ({"measure": "annual_flow"}, False),
        ({"scope": "滨海新区"}, False),
        ({"indicator_text": "年末研发投入强度"}, False),
        ({"indicator_text": "6月份研发投入强度"}, False),
        ({"indicator_text": "全年研发投入强度"}, True),
        ({"basis": "total", "measure": "cumulative"}, False),
    ],
)
def test_a_pace_starts_from_what_is_counted_alike(more, known):
    assert bool(paces(AIM[0], {"value": 2.7, "year": 2020} | more)) == known


def test_what_flows_in_a_year_has_no_pace_from_what_flowed_in_another():
    """2.94 million rural workers in 2020 have met nothing of the 2.4 million aimed at for 2021."""
    flow = {"unit": "人", "measure": "annual_flow", "basis": "yearly"}
    aim = target("zhejiang-2020", "graduates_new", 2400000, 2021, **flow)
    assert paces(aim, {"value": 2940000, "year": 2020, "indicator_id": "graduates_new"} | flow) == []


@pytest.mark.parametrize(
    ("value", "comparator", "known"),
    [
        (0.45, "eq", True),
        (0.45, "le", True),  # less than is: a cut
        (0.55, "le", False),  # a ceiling above what is asks for nothing
        (0.5, "le", False),
        (0.55, "approx", False),
    ],
)
def test_a_ceiling_above_what_is_asks_for_no_change(value, comparator, known):
    unit = "吨标准煤/万元"
    aim = target("zhejiang-2020", "energy_intensity", value, 2025, unit, comparator)
    was = {"value": 0.5, "year": 2020, "indicator_id": "energy_intensity", "unit": unit}
    assert bool(paces(aim, was)) == known


def test_a_month_or_year_end_does_not_answer_a_share_of_the_year():
    actual = {"value": 3.3, "year": 2025, "indicator_text": "年末研发投入强度"}
    assert answered([ZHEJIANG], AIM, [actual]) == [(None, None)]


@pytest.mark.parametrize(
    ("value", "year", "expected"),
    [
        (3.4, 2025, ("not_comparable", "nearer_year")),  # on the way to 3.6 by 2027
        (3.7, 2025, ("raised", "other_year")),
        (3.4, 2027, ("lowered", "same_year")),
        (3.4, 2030, ("lowered", "other_year")),
    ],
)
def test_less_by_a_nearer_year_is_not_lowered(value, year, expected):
    rows = [
        target("jiaxing-2020", "rd_intensity", 3.6, 2027),
        target("jiaxing-2023", "rd_intensity", value, year),
    ]
    made = [row[2:] for row in told([JIAXING, JIAXING_23], rows)]
    assert expected in made


def test_a_year_set_again_is_set_against_the_same_year_and_not_the_own_one_before():
    rows = [target("jiaxing-2020", "rd_intensity", v, y) for v, y in ((3.2, 2025), (3.6, 2030))]
    rows += [target("jiaxing-2023", "rd_intensity", v, y) for v, y in ((3.3, 2025), (3.5, 2030))]
    assert [row[2:] for row in told([JIAXING, JIAXING_23], rows)] == [
        (None, None), ("raised", "same_year"), ("raised", "other_year"), ("lowered", "same_year"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "unit", "expected"),
    [
        ("hightech_firms", "家", ("met", "in_its_year")),
        ("digital_economy_va", "元", ("not_comparable", "nominal")),
    ],
)
def test_amounts_of_two_years_prices_do_not_tell_that_a_doubling_is_met(key, unit, expected):
    """GDP is to double at constant prices; what reports tell is of each year's own."""
    aim = target("zhejiang-2020", key, 2, 2025, unit="倍", measure="multiple", baseline_year=2020)
    known = {"indicator_id": key, "unit": unit}
    found = answered(
        [ZHEJIANG], [aim], [known | {"value": 100, "year": 2020}, known | {"value": 210, "year": 2025}]
    )
    assert expected in found


@pytest.mark.parametrize(
    ("indicator", "unit", "year", "change"),
    [
        ("container_throughput", "标箱", 2024, ("on_the_way", "before_its_year")),
        ("container_throughput", "标箱", 2025, ("met", "in_its_year")),
        ("container_throughput", "标箱", 2026, ("not_comparable", "flow_of_other_year")),
        ("gdp_total", "元", 2024, ("on_the_way", "before_its_year")),
        ("tech_smes", "家", 2024, ("met", "before_its_year")),  # how many there are
        ("tech_smes", "家", 2026, ("met", "after_its_year")),
        ("rd_intensity", "%", 2024, ("met", "before_its_year")),  # a share, whatever its parts are
    ],
)
def test_a_years_amount_meets_the_target_of_its_own_year_only(indicator, unit, year, change):
    aim = [target("zhejiang-2020", indicator, 500, 2025, unit)]
    actual = {"value": 600, "year": year, "indicator_id": indicator, "unit": unit}
    assert answered([ZHEJIANG], aim, [actual], book=codebooks.load()) == [change]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2020", "2021", True),
        ("2020-07", "2020-08-01", True),
        ("2020", "2020-07", False),
        ("2020-07-01", "2020-07-01", False),
        ("2021", "2020", False),
        ("", "2021", False),
    ],
)
def test_one_day_is_surely_before_another(one, other, expected):
    assert chains.is_surely_older(one, other) is expected


def due(keys: str, year: int = 2025) -> list[dict]:
    return [{"indicator_id": key, "horizon": year, "target_id": f"{key}{year}"} for key in keys]


@pytest.mark.parametrize(
    ("older", "newer", "left"),
    [
        ("abcdef", "abc", "def"),  # half of six
        ("abcdefg", "abc", ""),  # less than half of seven
        ("abcdefgh", "abcd", "efgh"),
        ("abc", "abcx", ""),
        ("abcd", "ab", ""),  # two in common are no succession
    ],
)
def test_a_plan_that_takes_up_enough_of_another_drops_the_rest(older, newer, left):
    found = chains.left_out(due(older), due(newer, 2030), "2023")
    assert "".join(row["indicator_id"] for row in found) == left


def test_what_was_due_before_is_not_left_out():
    older = [*due("abcd"), *due("e", 2022), *due("f", 2023), *due("g", 2022), *due("g", 2024)]
    found = chains.left_out(older, due("abc", 2030), "2023")
    assert [row["target_id"] for row in found] == ["d2025", "f2023", "g2024"]


@pytest.mark.parametrize(
    ("earlier", "later", "start", "again"),
    [
        (2025, 2027, None, True),
        (2025, 2025, None, True),
        (2022, 2027, None, False),  # no longer due in 2023
        (2023, 2027, None, True),
        (2020, 2027, None, False),  # a goal for its own year
        (2025, 2023, None, False),
        (2023, 2023, None, True),
        (2025, 2027, 2024, True),
        (2025, 2027, 2025, False),  # its window begins where the other ends
    ],
)
def test_a_later_plan_sets_the_same_goal_again(earlier, later, start, again):
    rows = (
        {"plan_id": "old", "horizon": earlier},
        {"plan_id": "new", "horizon": later, "window_start": start},
    )
    assert chains.sets_again(*rows, {"old": "2020", "new": "2023"}) is again


def counted(plan_id: str, **more) -> dict:
    return {
        "plan_id": plan_id,
        "horizon": 2025,
        "measure": "level",
        "basis": None,
        "window_start": None,
    } | more


@pytest.mark.parametrize(
    ("earlier", "later", "again"),
    [
        (counted("old"), counted("new"), True),
        (counted("new"), counted("new"), False),  # of one plan
        (counted("old", window_start=2020), counted("new", window_start=2022), True),  # a state has no window
        (
            counted("old", measure="increment", window_start=2020),
            counted("new", measure="increment", window_start=2022, horizon=2027),
            True,  # five years each
        ),
        (
            counted("old", measure="increment", window_start=2020),
            counted("new", measure="increment", window_start=2022),
            False,
        ),
        (
            counted("old", measure="growth_rate", basis="average", window_start=2020),
            counted("new", measure="growth_rate", basis="average", window_start=2022),
            True,
        ),
        (
            counted("old", measure="growth_rate", basis="average"),
            counted("new", measure="growth_rate", basis="yearly"),
            False,
        ),
    ],
)
def test_what_counts_over_another_window_is_no_revision(earlier, later, again):
    assert chains.revises(earlier, later, {"old": "2020", "new": "2023"}) is again


def aimed(**more) -> dict:
    return {"measure": "level", "value_low": 3.2, "value_high": 3.4, "unit": "%", "is_yearly": False,
            "direction": 1, "comparator": "ge"} | more  # fmt: skip


@pytest.mark.parametrize(
    ("target", "value", "comparator", "met"),
    [
        (aimed(), 3.2, "eq", True),
        (aimed(), 3.19, "eq", False),
        (aimed(), 3.2, "gt", True),
        (aimed(), 3.2, "le", False),
        (aimed(), 3.2, "approx", False),
        (aimed(comparator="le"), 3.2, "eq", False),
        (aimed(direction=-1), 3.2, "eq", False),
        (aimed(measure="growth_rate"), 3.2, "eq", False),
        (aimed(is_yearly=True), 3.2, "eq", True),  # the share of a year
        (aimed(is_yearly=True, unit="元"), 3.2, "eq", False),  # what flows in a year is of that year
        (aimed(measure="rank", value_low=None, value_high=10), 10, "le", True),
        (aimed(measure="rank", value_low=None, value_high=10), 11, "eq", False),
        (aimed(measure="rank", value_low=None, value_high=10), 9, "ge", False),
    ],
)
def test_what_is_met_before_its_year(target, value, comparator, met):
    assert chains.met_before(target, value, comparator) is met


def test_plans_of_no_known_region_are_not_of_one():
    """Neither is the other's older plan; beside plans of a region that stopped the build."""
    plans = [plan(name, region, date) for name, region, date in (
        ("x-2020", None, "2020-01-01"), ("y-2022", None, "2022-01-01"),
        ("a-2020", "甲市", "2020-01-01"), ("a-2022", "甲市", "2022-01-01"),
    )]  # fmt: skip
    keys = ("rd_intensity", "hightech_va_share", "firm_rd_share", "labour_productivity")
    targets = [
        target(row["plan_id"], key, 3)
        for row in plans
        for key in keys
        if key != keys[-1] or "2020" in row["plan_id"]
    ]
    made = land.frames(plans, targets)
    found = ambition.build(made["plans"], made["targets"], land.codebook())
    assert {*found["target_chains"]["region"]} == {*found["revisions"]["region"]} == {"甲市"}
    assert found["pace"].empty or {*found["pace"]["region"]} == {"甲市"}
    assert (found["target_chains"]["change"] == "dropped").sum() == 1
