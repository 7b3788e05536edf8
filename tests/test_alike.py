"""What may stand side by side: basis and window, kind of document, grade, drafts; and what may not."""

from __future__ import annotations

import dataclasses

import pytest

import ambition_rows as land
from ambition_rows import HUZHOU, JIAXING, JIAXING_23, NINGBO, WENZHOU, plan, target
from cityplans import codebook
from cityplans.codes import DOCUMENT_KINDS, PLAN_TYPES
from cityplans.comparison.ambition import alike, ambition, basis
from cityplans.comparison.plans import OF_TYPE, kinds, main_kind

REPORT = plan(
    "ningbo-2025-report", "宁波市", "2025-01-20", title="2025年政府工作报告", plan_type="work_report"
)


def built(plans, targets, **more):
    made = land.frames(plans, targets)
    return ambition.build(made["plans"], made["targets"], land.codebook(), **more)


def reason(made) -> set[str]:
    return set(made["not_compared"]["not_compared_reason"]) - {"total_without_scale"}


def beside(one: dict, other: dict, first=JIAXING, second=NINGBO):
    """Two targets of two plans, set for 2025."""
    rows = [target(p["plan_id"], **{"horizon": 2025} | row) for p, row in ((first, one), (second, other))]
    return built([first, second], rows)


RATE = {"indicator_id": "fiscal_sci_growth", "value": 15, "measure": "growth_rate"}
NEW = {"indicator_id": "graduates_new", "value": 500, "unit": "人", "measure": "increment"}


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (RATE | {"quote": "年均增长15%"}, RATE | {"quote": "增长15%"}, {"basis_differs"}),
        (RATE | {"quote": "年均增长15%"}, RATE | {"quote": "五年增长15%"}, {"basis_differs"}),
        (RATE | {"quote": "年均增长15%"}, RATE | {"quote": "年均增长20%"}, set()),
        (NEW | {"quote": "每年新增500人"}, NEW | {"quote": "新增500人"}, {"basis_differs"}),
        (NEW, NEW | {"measure": "cumulative", "quote": "累计新增600人"}, set()),  # one thing in other words
        (NEW, NEW | {"measure": "level"}, {"measure_differs"}),
        (NEW, NEW | {"unit": "人次"}, {"unit_differs"}),
    ],
)
def test_a_years_figure_an_average_and_a_total_are_three_things(one, other, why):
    assert reason(beside(one, other)) == why


LABS = {"indicator_id": "key_labs_national", "value": 8, "measure": "level"}  # counted in 家


@pytest.mark.parametrize(
    ("unit", "text", "why"),
    [
        ("个", "全国重点实验室", set()),
        ("个", "新型实验室体系", set()),
        ("个", "重点学科", {"unit_differs"}),
        ("家", "重点学科", set()),  # the unit itself does not tell them apart
        ("人", "全国重点实验室", {"unit_differs"}),
    ],
)
def test_another_word_for_things_counts_the_same_only_with_the_things_named(unit, text, why):
    one = LABS | {"unit": "家", "indicator_text": "全国重点实验室"}
    assert reason(beside(one, LABS | {"unit": unit, "indicator_text": text})) == why


@pytest.mark.parametrize("text", ["引进大学生", "青年就业"])
def test_people_are_people(text):
    assert reason(beside(NEW, NEW | {"unit": "名", "indicator_text": text})) == set()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (NEW, {"window_differs"}),
        (NEW | {"measure": "cumulative"}, {"window_differs"}),
        (NEW | {"measure": "multiple", "unit": "倍", "value": 2}, {"window_differs"}),
        (RATE | {"quote": "年均增长15%"}, {"window_differs"}),
        (RATE | {"quote": "增长15%"}, set()),  # a year's rate has no window
        ({"indicator_id": "rd_intensity", "value": 3.2}, set()),  # nor has a state
    ],
)
def test_what_runs_from_2020_is_not_set_beside_what_runs_from_2023(row, why):
    late = JIAXING_23 | {"region": "湖州市", "plan_id": "huzhou-2023-plan"}
    assert reason(beside(row, row, JIAXING, late)) == why


def test_the_printed_basis_and_window_come_before_the_words():
    row = {"basis": "total", "window_start": 2021, "measure": "growth_rate", "period_start": 2020}
    assert (basis.of(row), basis.window_start(row)) == ("total", 2021)


def test_a_work_reports_goal_for_its_year_is_no_plans_goal():
    made = beside(RATE, RATE, JIAXING, REPORT)
    assert reason(made) == {"kind_differs"} and made["comparisons"].empty
    ahead = {"indicator_id": "rd_intensity", "value": 3.6}  # what it wants of a year ahead is
    far = [target("jiaxing-2020", horizon=2030, **ahead), target(REPORT["plan_id"], horizon=2030, **ahead)]
    assert len(built([JIAXING, REPORT], far)["comparisons"]) == 2


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("省级孵化器", "市级以上孵化器", True),
        ("省级孵化器", "国家级孵化器", True),
        ("省级以上孵化器", "省级孵化器", True),
        ("省级孵化器", "省级科技企业孵化器", False),
        ("孵化器", "科技企业孵化器", False),
    ],
)
def test_grades_of_one_key_are_not_merged(one, other, differ):
    row = {"indicator_id": "hightech_firms", "value": 40, "unit": "家"}
    made = beside(row | {"indicator_text": one}, row | {"indicator_text": other})
    assert (reason(made) == {"scope_differs"}) == differ
    if not differ:
        assert made["comparisons"]["indicator_text"].tolist() == [one, other]  # both as printed


def test_a_draft_is_not_in_force_beside_a_final_plan():
    draft = plan("jiaxing-2024", "嘉兴市", "2024-05-01", status="draft")
    row = {"indicator_id": "rd_intensity", "horizon": 2025}
    rows = [target("jiaxing-2020", value=3.2, **row), target("jiaxing-2024", value=9, **row)]
    rows.append(target("ningbo-2020", value=3.6, **row))
    made = built([JIAXING, NINGBO, draft], rows)
    assert made["comparisons"].set_index("plan_id")["superseded"].to_dict() == {
        "jiaxing-2020": False, "jiaxing-2024": True, "ningbo-2020": False,
    }  # fmt: skip
    assert set(made["ranks"]["plan_id"]) == {"jiaxing-2020", "ningbo-2020"}


def test_a_target_no_other_plan_sets_for_its_year_says_so():
    rows = [target("jiaxing-2020", "rd_intensity", 3.2), target("ningbo-2020", "rd_intensity", 3.6, 2030)]
    assert reason(built([JIAXING, NINGBO], rows)) == {"horizon_differs"}


def test_what_stands_alone_in_its_year_is_set_apart_by_what_differs_there():
    """Jiaxing's 6,000 firms of 2027 have no number of firms beside them for 2027, but Ningbo's doubling; in
    2025, where Ningbo has 4,000, Zhejiang's is a doubling too. Nobody has anything for 2030."""
    firms = {"indicator_id": "hightech_firms", "unit": "家"}
    doubled = {"indicator_id": "hightech_firms", "value": 2, "unit": "倍", "measure": "multiple"}
    rows = [
        target("jiaxing-2020", value=6000, horizon=2027, **firms),
        target("ningbo-2020", value=4000, horizon=2025, **firms),
        target("ningbo-2020", horizon=2027, **doubled),
        target("zhejiang-2020", horizon=2025, **doubled),
        target("zhejiang-2020", value=9000, horizon=2030, **firms),
    ]
    made = built([JIAXING, NINGBO, land.ZHEJIANG], rows)["not_compared"]
    made = made[(made["measure"] == "level") & (made["not_compared_reason"] != "total_without_scale")]
    assert made.set_index("horizon")["not_compared_reason"].to_dict() == {
        2027: "measure_differs", 2025: "measure_differs", 2030: "horizon_differs",
    }  # fmt: skip


def test_where_neither_more_nor_less_is_better_nothing_is_ranked():
    book = land.codebook()
    neutral = tuple(r | {"direction": "0"} for r in book["indicators"])
    book = dataclasses.replace(book, rows=book.rows | {"indicators": neutral})
    made = land.frames(
        [JIAXING, NINGBO, land.ZHEJIANG],
        [
            target(p, "rd_intensity", v)
            for p, v in (("jiaxing-2020", 2), ("ningbo-2020", 3), ("zhejiang-2020", 3))
        ],
    )
    out = ambition.build(made["plans"], made["targets"], book)
    assert out["ranks"].empty and len(out["comparisons"]) == 3
    assert out["amplification"].set_index("plan_id")["relation"].to_dict() == {
        "jiaxing-2020": "unordered", "ningbo-2020": "equal",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("plan_type", "kind"),
    [("work_report", "work_report"), ("measures", "measures"), ("decision", "plan"), ("opinion", "plan"),
     ("plan", "plan"), ("action_plan", "plan"), ("other", "other"), (None, "other")],
)  # fmt: skip
def test_decisions_opinions_and_plans_are_one_kind_and_reports_and_measures_their_own(plan_type, kind):
    frame = land.frames([plan("a", "宁波市", "2020-01-01", plan_type=plan_type)], [])["plans"]
    assert kinds(frame) == {"a": kind}


def test_every_type_of_a_plan_has_a_kind():
    assert set(OF_TYPE) == set(PLAN_TYPES) and set(OF_TYPE.values()) == set(DOCUMENT_KINDS)


def test_the_main_kind_is_the_most_frequent():
    assert main_kind({"a": "plan", "b": "work_report", "c": "work_report"}) == "work_report"
    assert main_kind({"a": "work_report", "b": "plan"}) == "plan"


def test_half_the_indicators_make_a_composite_and_less_do_not():
    keys = ("rd_intensity", "hightech_va_share", "firm_rd_share", "labour_productivity", "sti_share")
    plans = [JIAXING, NINGBO, WENZHOU]
    every = [target(p["plan_id"], k, i) for i, p in enumerate(plans) for k in keys[:4]]
    for own, expected in ((2, False), (1, True)):
        few = [target("huzhou-2023", k, 9) for k in keys[:own]]
        made = built([*plans, HUZHOU], [*every, *few])["composites"].set_index("plan_id")
        assert made["composite"].isna()["huzhou-2023"] == expected


@pytest.mark.parametrize(
    ("indicator", "heads"),
    [
        ("innovation_platforms", {"平台", "基地"}),  # 科技创新平台合计, and 科技创新基地
        ("incubators_and_maker_spaces", {"化器", "空间"}),  # 孵化器和众创空间合计
        ("patents_in_force", {"专利"}),  # 有效发明专利拥有量
        ("national_hightech_zones", {"新区", "发区"}),  # 国家级高新区, and 国家高新技术产业开发区
        ("industry_clusters_10bn", {"集群"}),  # not 百亿级产业, nor its 产业链
        ("smart_factories", {"工厂", "车间"}),
    ],
)
def test_what_an_indicator_counts_is_read_from_its_names(indicator, heads):
    assert alike._heads(alike.named(codebook.load())[indicator]) == heads


def test_platforms_in_all_are_one_count_in_either_unit():
    codes = codebook.load()
    entry, kinds_of = alike.named(codes)["innovation_platforms"], alike.unit_kinds(codes)
    assert alike.unit_of({"unit": "个", "indicator_text": "创新平台"}, entry, kinds_of) == "家"
    assert alike.unit_of({"unit": "个", "indicator_text": "创新项目"}, entry, kinds_of) == "个"
