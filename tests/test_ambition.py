"""What the ambition tables must find, and what they must not put side by side."""

from __future__ import annotations

import math
import random
from functools import partial

import pandas as pd
import pytest

import ambition_rows as land
from ambition_rows import HUZHOU, JIAXING, JIAXING_23, NINGBO, WENZHOU, ZHEJIANG, plan, target
from cityplans import codebook, csv_text, naming, parts
from cityplans.comparison.ambition import ambition, by_region, commitment, ranks
from cityplans.comparison.ambition import given as researcher
from cityplans.comparison.drawn import wilson


def built(plans, targets, **more):
    made = land.frames(plans, targets)
    return ambition.build(made["plans"], made["targets"], land.codebook(), **more)


def built_six():
    made = land.six()
    return ambition.build(made["plans"], made["targets"], land.codebook())


def reasons(tables) -> set[str]:
    return set(tables["not_compared"]["not_compared_reason"])


# --- like with like --------------------------------------------------------------------------------------


def test_indicators_measures_units_and_scopes_are_not_mixed():
    made = built(
        [JIAXING, JIAXING_23, HUZHOU],
        [
            target("jiaxing-2020", "invention_patent_density", 42, 2027, "件/万人"),
            target("jiaxing-2023", "highvalue_patent_density", 20, 2027, "件/万人"),
            target("jiaxing-2023", "tech_transaction_volume", 1e11, 2027, "元", measure="cumulative"),
            target("huzhou-2023", "tech_transaction_volume", 2e10, 2027, "元"),
            target("huzhou-2023", "key_labs_national", 1, 2027, "家", scope="西塞山科创走廊"),
            target("jiaxing-2023", "key_labs_national", 3, 2027, "家"),
            target("jiaxing-2023", "graduates_new", 9, 2027, "人"),
            target("huzhou-2023", "graduates_new", 9, 2027, "人次"),
        ],
    )
    assert made["comparisons"].empty and made["ranks"].empty and made["revisions"].empty
    left = made["not_compared"].set_index(["plan_id", "indicator_id"])["not_compared_reason"].to_dict()
    assert left == {
        ("jiaxing-2020", "invention_patent_density"): "only_plan",
        ("jiaxing-2023", "highvalue_patent_density"): "only_plan",
        ("jiaxing-2023", "tech_transaction_volume"): "measure_differs",
        ("huzhou-2023", "tech_transaction_volume"): "measure_differs",
        ("huzhou-2023", "key_labs_national"): "scope_differs",
        ("jiaxing-2023", "key_labs_national"): "scope_differs",
        ("jiaxing-2023", "graduates_new"): "unit_differs",
        ("huzhou-2023", "graduates_new"): "unit_differs",
    }


def test_what_lacks_indicator_year_or_value_or_has_two_values_is_left_out_with_the_reason():
    made = built(
        [JIAXING, NINGBO],
        [
            target("jiaxing-2020", None, 1),
            target("jiaxing-2020", "rd_intensity", 3, None),
            target("jiaxing-2020", "firm_rd_share", 2),
            target("jiaxing-2020", "firm_rd_share", 3),
            target("jiaxing-2020", "hightech_va_share", 60),
            target("jiaxing-2020", "hightech_va_share", 60),
            target("ningbo-2020", "hightech_va_share", 61),
        ],
    )
    assert reasons(made) == {"no_indicator", "no_horizon", "several_values", "repeated"}
    assert made["comparisons"].set_index("plan_id")["mentions"].to_dict() == {
        "jiaxing-2020": 2,
        "ningbo-2020": 1,
    }


def test_every_target_is_compared_or_has_a_reason():
    made, plans = land.six(), built_six()
    seen = set(plans["comparisons"]["target_id"]) | set(plans["not_compared"]["target_id"])
    assert seen == set(made["targets"]["target_id"])


def test_full_coverage_is_the_level_of_one_hundred_per_cent_and_people_are_people():
    made = built(
        [JIAXING, NINGBO],
        [
            target("jiaxing-2020", "hightech_va_share", 100, measure="coverage"),
            target("ningbo-2020", "hightech_va_share", 80),
            target("jiaxing-2020", "graduates_new", 100, unit="名"),
            target("ningbo-2020", "graduates_new", 9, unit="人"),
        ],
    )
    assert len(made["comparisons"]) == 4
    assert made["ranks"].set_index("plan_id")["above"].to_dict() == {"jiaxing-2020": 0, "ningbo-2020": 1}


def test_ranks_in_two_leagues_are_not_compared():
    made = built(
        [JIAXING, WENZHOU, NINGBO],
        [
            target(
                "jiaxing-2020",
                "hightech_zone_rank",
                10,
                unit="位",
                comparator="le",
                measure="rank",
                quote="全省前十",
            ),
            target(
                "wenzhou-2020",
                "hightech_zone_rank",
                70,
                unit="位",
                comparator="le",
                measure="rank",
                quote="全国前70",
            ),
            target(
                "ningbo-2020",
                "hightech_zone_rank",
                40,
                unit="位",
                comparator="le",
                measure="rank",
                quote="全国前40",
            ),
        ],
    )
    pair = made["orderings"]
    assert list(zip(pair["plan_id"], pair["relation"], pair["other_plan_id"])) == [
        ("ningbo-2020", "higher", "wenzhou-2020")
    ]


def test_an_empty_table_gives_empty_tables():
    assert all(t.empty for t in built([JIAXING], []).values())


# --- the findings on R&D intensity -----------------------------------------------------------------------


def test_rd_intensity_for_2025_and_2027():
    made = built_six()
    rows = made["comparisons"].query("indicator_id == 'rd_intensity'").set_index(["region", "horizon"])
    shown = {k: (v["comparator"], v["value_low"], v["strength"], v["status"]) for k, v in rows.iterrows()}
    assert shown == {
        ("浙江省", 2025): ("eq", 3.2, "aspirational", "final"),
        ("宁波市", 2025): ("eq", 3.6, "aspirational", "final"),
        ("嘉兴市", 2025): ("eq", 3.2, "aspirational", "final"),
        ("温州市", 2025): ("approx", 3.0, "firm", "final"),
        ("湖州市", 2027): ("ge", 3.8, "firm", "draft"),
        ("嘉兴市", 2027): ("gt", 3.65, "firm", "final"),
    }


def test_amplification_of_rd_intensity_and_wenzhou_below_the_province():
    rows = built_six()["amplification"].query("indicator_id == 'rd_intensity'").set_index("region")
    assert rows["amplification"].to_dict() == {"宁波市": 0.4, "嘉兴市": 0, "温州市": -0.2}
    assert rows["relation"].to_dict() == {"宁波市": "higher", "嘉兴市": "equal", "温州市": "lower"}
    assert not rows["pre_emption"].any()


def test_between_two_targets_there_is_a_difference_and_no_pace():
    rows = built_six()["pace"].query("indicator_id == 'rd_intensity'")
    assert rows[["region", "year_from", "year_to", "figure_change", "pace_bound"]].values.tolist() == [
        ["嘉兴市", 2025, 2027, 0.45, "at_least"]
    ]
    assert rows["pace"].isna().all() and rows["pace_unit"].isna().all()


# --- the measures ----------------------------------------------------------------------------------------


def test_per_head_amplifies_in_logs_and_totals_never():
    rows = built_six()["amplification"].set_index(["region", "indicator_id"])
    assert rows.loc[("宁波市", "labour_productivity"), "amplification"] == pytest.approx(math.log(30 / 25))
    total = rows.loc[("宁波市", "graduates_new")]
    assert math.isnan(total["amplification"]) and total["share_of_parent"] == pytest.approx(0.16)
    assert pd.isna(total["relation"]) and total["difference_kind"] == "share_of_total"


def test_less_is_more_where_the_codebook_says_so():
    made = built(
        [ZHEJIANG, NINGBO],
        [
            target("zhejiang-2020", "energy_intensity", 0.4, unit="吨标准煤/万元", comparator="le"),
            target("ningbo-2020", "energy_intensity", 0.3, unit="吨标准煤/万元", comparator="le"),
        ],
    )
    row = made["amplification"].iloc[0]
    assert row["relation"] == "higher" and row["amplification"] == pytest.approx(math.log(4 / 3))


def test_a_city_plan_older_than_the_provincial_one_pre_empts():
    late = plan("zhejiang-2021", "浙江省", "2021-02-01", "province", "全国")
    made = built(
        [late, NINGBO],
        [target("zhejiang-2021", "rd_intensity", 3.2), target("ningbo-2020", "rd_intensity", 3.6)],
    )
    assert made["amplification"]["pre_emption"].tolist() == [True]


def test_revision_needs_the_same_definition():
    late = plan("ningbo-2022", "宁波市", "2022-05-01")
    made = built(
        [NINGBO, late],
        [
            target("ningbo-2020", "rd_intensity", 3.6),
            target("ningbo-2022", "rd_intensity", 3.8, comparator="ge"),
            target("ningbo-2020", "rd_personnel_density", 190, unit="人/万人"),
            target("ningbo-2022", "rd_personnel_density", 200, unit="人年/万人"),
            target("ningbo-2020", "graduates_new", 800, unit="人", measure="cumulative"),
            target("ningbo-2022", "graduates_new", 500, unit="人", measure="cumulative"),
            target("ningbo-2020", "fiscal_sci_growth", 13.4, measure="growth_rate", quote="年均"),
            target("ningbo-2022", "fiscal_sci_growth", 11, measure="growth_rate", quote="年均"),
        ],
    )
    rows = made["revisions"].set_index("indicator_id")
    assert rows["relation_reason"].to_dict() == {
        "rd_intensity": "floors",
        "rd_personnel_density": "unit_changed",
        "graduates_new": "counted_from_other_year",
        "fiscal_sci_growth": "counted_from_other_year",
    }
    assert rows["is_comparable"].to_dict() == {
        "rd_intensity": True,
        "rd_personnel_density": False,
        "graduates_new": False,
        "fiscal_sci_growth": False,
    }
    assert rows["figure_change"].dropna().to_dict() == {"rd_intensity": pytest.approx(0.2)}
    old = made["comparisons"].query("plan_id == 'ningbo-2020' and indicator_id == 'rd_intensity'")
    assert old["superseded"].tolist() == [True] and made["ranks"].empty


def test_doubling_is_a_rate_and_baselines_come_from_the_text_or_the_researcher():
    given_values = pd.DataFrame(
        [
            {
                "region": "宁波市",
                "indicator_id": "rd_personnel_density",
                "year": 2020,
                "value": 95.0,
                "unit": "人年/万人",
                "source": "made up",
            }
        ]
    )
    made = built(
        [JIAXING_23, NINGBO],
        [
            target("jiaxing-2023", "hightech_firms", 2, 2027, "倍", measure="multiple", baseline_year=2022),
            target("jiaxing-2023", "tech_transaction_volume", 2, 2027, "倍", measure="multiple"),
            target("jiaxing-2023", "rd_intensity", 3.2, 2027, baseline_value=2.5, baseline_year=2020),
            target("ningbo-2020", "rd_personnel_density", 190, unit="人年/万人"),
        ],
        baselines=given_values,
    )
    paces = made["pace"].set_index("pace_kind")["pace"].to_dict()
    assert paces == {
        "multiple": pytest.approx((2**0.2 - 1) * 100),  # of the one whose base year is printed
        "stated": pytest.approx(0.1),
        "baseline": pytest.approx((2**0.2 - 1) * 100),
    }


def test_totals_are_ranked_only_per_head():
    targets = [
        target("ningbo-2020", "hightech_firms", 8000, unit="家"),
        target("wenzhou-2020", "hightech_firms", 4000, unit="家"),
    ]
    without = built([NINGBO, WENZHOU], targets)
    assert without["ranks"].empty and reasons(without) == {"total_without_scale"}
    scale = pd.DataFrame(
        [
            ("宁波市", 2020, 9.4e6, 1.2e12, None, "made up"),
            ("温州市", 2020, 4e6, None, None, "made up"),
            ("温州市", 2030, 1e6, None, None, "made up"),
        ],
        columns=list(researcher.SCALE),
    )
    made = built([NINGBO, WENZHOU], targets, scale=scale)
    assert made["comparisons"].set_index("plan_id")["per_10k_people"].round(2).to_dict() == {
        "ningbo-2020": 8.51,
        "wenzhou-2020": 10.0,
    }
    assert made["ranks"].set_index("plan_id")["below"].to_dict() == {"ningbo-2020": 0, "wenzhou-2020": 1}
    assert not reasons(made)


def test_midrank_percentile_and_what_cannot_be_ordered():
    plans = [plan(f"p{i}", f"甲{i}市", "2021-01-01") for i in range(4)]
    made = built(
        plans,
        [
            target("p0", "rd_intensity", 3.0),
            target("p1", "rd_intensity", 3.0),
            target("p2", "rd_intensity", 3.6, comparator="ge"),
            target("p3", "rd_intensity", 3.5, comparator="approx"),
        ],
    )
    rows = made["ranks"].set_index("plan_id")
    assert rows["percentile"].to_dict() == {"p0": 25, "p1": 25, "p2": 75, "p3": 75}
    assert rows["percentile_low"].to_dict() == {"p0": 25, "p1": 25, "p2": 62.5, "p3": 62.5}
    assert rows["percentile_high"].to_dict() == {"p0": 25, "p1": 25, "p2": 87.5, "p3": 87.5}
    assert rows["robust_z"].isna().all()


def test_robust_z_from_five_figures_on():
    assert ranks.robust_z([1, 2, 3, 4]) == [None] * 4
    assert ranks.robust_z([1, 1, 1, 1, 9]) == [None] * 5
    assert ranks.robust_z([1, 2, 3, 4, 10])[4] == pytest.approx(7 / 1.4826, rel=1e-5)


@pytest.mark.parametrize(("n", "rows"), [(2, 0), (3, 3)])
def test_what_three_plans_share_enters_the_composite_and_what_two_share_does_not(n, rows):
    plans = [plan(f"p{i}", f"甲{i}市", "2021-01-01") for i in range(n)]
    made = built(plans, [target(f"p{i}", "rd_intensity", i + 1) for i in range(n)])
    assert len(made["composites"]) == rows


def test_half_of_what_is_shared_is_enough_for_a_composite():
    plans = [plan(f"p{i}", f"甲{i}市", "2021-01-01") for i in range(4)]
    both = ("rd_intensity", "hightech_va_share")
    targets = [target(f"p{i}", key, 10 - i) for key in both for i in range(3)]
    made = built(plans, [*targets, target("p3", "rd_intensity", 99)])["composites"].set_index("plan_id")
    assert made.loc["p3", "indicator_coverage"] == 0.5 and made.loc["p3", "composite"] == 87.5


def test_composite_states_coverage_and_is_silent_below_half():
    plans = [plan(f"p{i}", f"甲{i}市", "2021-01-01") for i in range(3)]
    three = ("rd_intensity", "hightech_va_share", "firm_rd_share")
    targets = [target(f"p{i}", k, 10 - i if k != "firm_rd_share" else i) for k in three for i in range(3)]
    fourth = plan("p9", "甲9市", "2021-01-01")
    made = built([*plans, fourth], [*targets, target("p9", "rd_intensity", 99)])["composites"].set_index(
        "plan_id"
    )
    assert math.isnan(made.loc["p9", "composite"]) and made.loc["p9", "indicator_coverage"] == pytest.approx(
        1 / 3
    )
    # without firm_rd_share p2 stays last, without hightech_va_share it comes first
    columns = ["rank", "rank_low", "rank_high"]
    assert made.loc["p0", columns].tolist() == [1, 1, 3] and made.loc["p2", columns].tolist() == [3, 1, 3]


@pytest.mark.parametrize(
    ("comparator", "strength", "kind"),
    [
        ("ge", "firm", "hard"),
        ("eq", "binding", "hard"),
        ("approx", "firm", "soft"),
        ("range", "firm", "soft"),
        ("eq", "aspirational", "soft"),
        ("ge", "aspirational", "mixed"),
        ("approx", "binding", "mixed"),
        ("eq", "firm", "plain"),
        ("le", "firm", "plain"),
    ],
)
def test_commitment(comparator, strength, kind):
    assert commitment.commitment_of(comparator, strength) == kind


def test_wilson_against_published_values():
    # Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29
    for (k, n), expected in {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }.items():
        assert wilson(k, n) == pytest.approx(expected, abs=5e-5)


def test_profile_counts_mixed_either_way():
    made = built(
        [JIAXING_23],
        [
            target("jiaxing-2023", "rd_intensity", 3.8, 2027, comparator="ge"),
            target("jiaxing-2023", "hightech_firms", 6, 2027, comparator="gt", strength="aspirational"),
            target("jiaxing-2023", "graduates_new", 6, 2027),
        ],
    )
    row = made["commitment_profile"].iloc[0]
    assert (row["n"], row["hard"], row["soft"], row["mixed"], row["plain"]) == (3, 1, 0, 1, 1)
    assert row["hard_share"] == pytest.approx(1 / 3) and row["hard_or_mixed_share"] == pytest.approx(2 / 3)
    assert row["hard_low"] < row["hard_share"] < row["hard_high"]


def test_row_order_does_not_matter():
    made = land.six()
    again = ambition.build(made["plans"].iloc[::-1], made["targets"].iloc[::-1], land.codebook())
    for name, table in built_six().items():
        pd.testing.assert_frame_equal(table, again[name])


# --- the researcher's tables -----------------------------------------------------------------------------


def test_researchers_tables_are_checked(tmp_path):
    book, path = codebook.load("data/codebook"), tmp_path / "baselines.csv"
    keys = {
        "region": partial(naming.region, codebook=book),
        "indicator_id": partial(naming.indicator, codebook=book),
    }
    load = partial(researcher.load, path, researcher.BASELINES, keys)
    assert load() is None
    header = "region,indicator_id,year,value,unit,source\n"
    path.write_text(header + "宁波,研发强度,2020,2.86,%,年鉴\n", encoding="utf-8")
    (row,) = load().to_dict("records")
    assert (row["region"], row["indicator_id"], row["value"]) == ("宁波市", "rd_intensity", 2.86)
    for row, message in (
        ("宁波市,rd_intensity,二〇,1,%,年鉴", "line 2: year"),
        ("宁波市,rd_intensity,2020,约1,%,年鉴", "value “约1”"),
        ("宁波市,rd_intensity,2020,1,%,", "no source"),
        ("火星市,rd_intensity,2020,1,%,年鉴", "line 2: 火星市: no such region"),
        (
            "宁波市,rd_intensty,2020,1,%,年鉴",
            "line 2: rd_intensty: no such indicator; nearest: .*rd_intensity",
        ),
    ):
        path.write_text(header + row + "\n", encoding="utf-8")
        with pytest.raises(researcher.GivenError, match=message):
            load()
    path.write_text("region,year\n", encoding="utf-8")
    with pytest.raises(researcher.GivenError, match="indicator_id"):
        load()


# --- kept from run to run --------------------------------------------------------------------------------


def pieces(made, **more):
    """As by_region makes them, with what stands for each plan taken from its rows."""

    def told(name, plan_id):
        return made[name][made[name]["plan_id"] == plan_id].to_csv(index=False)

    facts = {p: (told("plans", p), told("targets", p)) for p in made["plans"]["plan_id"]}
    return by_region.build(ambition.Given(made["plans"], made["targets"], land.codebook(), **more), facts)


def made_up(drawn: random.Random) -> tuple[list[dict], list[dict]]:
    """Plans of four regions, one of them none, one id the beginning of another, and their targets."""
    regions = ("甲市", "乙市", "丙市", None)
    names = [f"{'abcd'[n % 4]}-{2018 + n // 4}{'-0f' * (n % 3)}" for n in range(12)]
    plans = [plan(name, regions[n % 4], f"{2018 + n // 4}-0{1 + n % 9}-01") for n, name in enumerate(names)]
    targets = [
        target(name, key, drawn.randrange(1, 5), drawn.choice((2022, 2025)),
               comparator=drawn.choice(("ge", "eq", "approx")))
        for name in names
        for key in ("rd_intensity", "hightech_va_share", "firm_rd_share", "labour_productivity")
        if drawn.random() < 0.8
    ]  # fmt: skip
    return plans, targets


@pytest.mark.parametrize("seed", range(6))
def test_pieces_are_the_tables_whatever_came_and_went(seed):
    drawn, kept, left = random.Random(seed), {}, 0
    plans, targets = made_up(drawn)
    for _ in range(3):
        names = {row["plan_id"] for row in drawn.sample(plans, len(plans) - drawn.randrange(3))}
        here = land.frames(*([row for row in rows if row["plan_id"] in names] for rows in (plans, targets)))
        expected = ambition.build(here["plans"], here["targets"], land.codebook())
        made = {name: found for name, found in pieces(here).items() if isinstance(found, parts.Pieces)}
        assert {*made} == {"target_chains", "pace", "revisions", "commitment", "commitment_profile"}
        for name, table in made.items():
            left += sum(key in kept for key in table.keys)
            held = parts.pieced(table, kept)
            kept |= zip(table.keys, held, strict=True)
            csv = b"".join(map(parts.csv_of, held))
            assert csv == csv_text.joined(csv_text.csv_rows(expected[name])), name
    assert left


def test_a_plan_more_leaves_the_pieces_of_other_regions():
    before = [plan("a-2020", "甲市", "2020-01-01"), plan("b-2020", "乙市", "2020-01-01")]
    more = [*before, plan("a-2022", "甲市", "2022-01-01")]
    keys = [pieces(land.frames(rows, []))["target_chains"].keys for rows in (before, more)]
    assert keys[0][0] == keys[1][0] and keys[0][1] != keys[1][1]  # 乙市, then 甲市
