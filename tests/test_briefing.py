"""Briefings: what they say; that every number in the files is one of the tables; that files are sound."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from pptx import Presentation

import ambition_rows as land
from ambition_rows import JIAXING, JIAXING_23, NINGBO, ZHEJIANG, plan, target
from charted_rows import six, sixty, world
from cityplans import codebook as codebooks
from cityplans import tables
from cityplans.__main__ import main
from cityplans.comparison.ambition import ambition
from cityplans.errors import UserError
from cityplans.publishing.briefing import (
    briefing,
    docx,
    docx_pages,
    docx_parts,
    facts,
    indicator,
    native_chart,
    office,
    plots,
    pptx,
    region,
    region_lines,
    region_plots,
    region_tables,
    sentences,
)
from cityplans.publishing.briefing.content import Mark, Material, Plot, Plots, Point, Series, Table, plain
from cityplans.publishing.briefing.native_chart import number_format
from cityplans.publishing.charts import style
from cityplans.publishing.telling import number_swaps
from cityplans.publishing.telling.comparable import groups, rows_of
from cityplans.publishing.telling.view import View

CHART = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
FIGURE = r"\d[\d,.]*\d|\d"
FIRM = r" 力争| 确保| \((?:aim|ensured)\)"
SCALE = r"万亿|[万亿]| (?:m|bn|trn)\b"
VALUE = re.compile(
    rf"[≥>≤≈] (?:{FIGURE})(?:{SCALE})?(?:{FIRM})?"
    rf"|(?:{FIGURE})(?:{SCALE})?(?:–(?:{FIGURE})(?:{SCALE})?)?(?:{FIRM})"
)


@cache
def two():
    rows = [target("ningbo-2020", "rd_intensity", 3.6), target("jiaxing-2020", "rd_intensity", 3.2)]
    return world(land.frames([NINGBO, JIAXING], rows), land.codebook())


CASES = [
    (six, "region", "嘉兴市"),
    (six, "region", "浙江省"),
    (six, "indicator", "rd_intensity"),
    (six, "indicator", "graduates_new"),
    (two, "region", "宁波市"),
    (two, "indicator", "rd_intensity"),
    (sixty, "region", "东陵市"),
    (sixty, "indicator", "rd_intensity"),
    (sixty, "indicator", "hightech_zone_rank"),
    (sixty, "indicator", "hightech_firms"),
]
FILED = [
    CASES[n] for n in (0, 1, 3, 5, 6, 8)
]  # of every kind one: small and large, ranked, totals, two plans


@cache
def viewed(tables, lang: str) -> View:
    return View(*tables(), lang)


@cache
def told(tables, kind: str, name: str, lang: str):
    """A briefing, made once for all that look at it; `paper` and `deck` are its files."""
    return briefing.briefing(viewed(tables, lang), **{kind: name})


@cache
def paper(*case) -> bytes:
    return docx.render(told(*case))


@cache
def deck(*case) -> bytes:
    return pptx.render(told(*case))


def spoken(made) -> list[str]:
    return [plain(f) for f in made.findings]


def docx_text(data: bytes) -> str:
    """Every word of a Word file: paragraphs, tables, footnotes."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = [package.read(f"word/{n}.xml") for n in ("document", "footnotes")]
    found = [n.text or "" for p in parts for n in etree.fromstring(p).iter(qn("w:t"))]
    return "\n".join(found)


def pptx_frames(data: bytes):
    return [s for slide in Presentation(BytesIO(data)).slides for s in slide.shapes]


def chart_parts(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = sorted(n for n in package.namelist() if re.search(r"/charts/chart\d+\.xml$", n))
        return [package.read(n) for n in names]


def drawn(xml: bytes) -> list[tuple]:
    """(series, category, figure, label) of a native chart, the label as its program would print it."""
    out = []
    for series in etree.fromstring(xml).iterfind(".//c:ser", CHART):
        name = series.findtext("c:tx//c:v", namespaces=CHART)
        names = {
            p.get("idx"): p.findtext("c:v", namespaces=CHART) for p in series.iterfind("c:cat//c:pt", CHART)
        }
        labels = {x.find("c:idx", CHART).get("val"): x for x in series.iterfind("c:dLbls/c:dLbl", CHART)}
        for point in series.iterfind("c:val//c:pt", CHART):
            figure = float(point.findtext("c:v", namespaces=CHART))
            out.append(
                (name, names[point.get("idx")], figure, label_of(labels.get(point.get("idx")), figure))
            )
    return out


def label_of(label, figure: float) -> str | None:
    if label is None:
        return None
    pattern = label.find("c:numFmt", CHART)
    if pattern is None:
        return "".join(
            t.text or "" for t in label.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")
        )
    before, digits, after = re.fullmatch(
        r'(?:"([^"]*)")?([#,0.]+)(?:"([^"]*)")?', pattern.get("formatCode")
    ).groups()
    decimals = len(digits.partition(".")[2])
    return f"{before or ''}{figure:{',' if ',' in digits else ''}.{decimals}f}{after or ''}"


# --- what is said -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "themes, zh, en",
    [
        (["talent"], "1项量化目标，人才主题最多（1项）",
         "1 quantified target in 1 plan, the largest theme talent (1)"),
        (["talent", "platforms_labs"], "2项量化目标", "2 quantified targets in 1 plan"),
        (["talent", "platforms_labs", "talent"], "3项量化目标，人才主题最多（2项）",
         "3 quantified targets in 1 plan, the largest theme talent (2)"),
        (["other", "other", "talent"], "3项量化目标，人才主题最多（1项）",
         "3 quantified targets in 1 plan, the largest theme talent (1)"),
        (["other"], "1项量化目标", "1 quantified target in 1 plan"),
    ],
)  # fmt: skip
def test_largest_theme_is_named_only_where_one_is_alone_the_largest(themes, zh, en):
    rows = [target("ningbo-2020", "rd_intensity", 3.0 + n, theme=theme) for n, theme in enumerate(themes)]
    made, codes = world(land.frames([NINGBO, JIAXING], rows), land.codebook())
    titles = [facts.table(Material(made, codes, lang), ["ningbo-2020"]).title for lang in ("zh", "en")]
    assert titles == [f"宁波的1份计划：{zh}", f"Ningbo: {en}"]


@pytest.mark.parametrize(("years", "told"), [((2025, 2025, 2027), "2025"), ((2025, 2027), "2025、2027")])
def test_of_years_level_in_targets_each_is_named(years, told):
    rows = [target("ningbo-2020", "rd_intensity", 3.0 + n, year) for n, year in enumerate(years)]
    made, codes = world(land.frames([NINGBO, JIAXING], rows), land.codebook())
    table = facts.table(Material(made, codes), ["ningbo-2020"])
    assert ("目标最多的年份", told) in [(plain(row[0]), plain(row[1])) for row in table.rows]


def test_indicator_reads_who_aims_higher_by_when_and_how_fast():
    made = told(six, "indicator", "rd_intensity", "zh")
    said = spoken(made)
    assert said[0] == (
        "2025年市级地区中宁波最高（力争3.6%），温州低于浙江（力争3.2%）："
        "浙江 力争3.2、宁波 力争3.6、嘉兴 力争3.2、温州 ≈ 3.0。"
    )
    assert said[1] == (
        "2027年湖州（3.8%以上，征求意见稿）高于嘉兴（超过3.65%）：湖州（征求意见稿） ≥ 3.8、嘉兴 > 3.65。"
    )
    assert any("1项更高、1项相同、1项更低" in s for s in said)


def test_region_reads_against_province_and_peers_in_english():
    made = briefing.briefing(View(*six(), "en"), region="jiaxing")
    assert made.title.startswith("Jiaxing: of ") and "above Zhejiang" in made.title
    ordered = [r for r in six()[0]["amplification"].to_dict("records") if r["region"] == "嘉兴市"]
    higher = sum(r["relation"] == "higher" for r in ordered)
    assert any(f", {higher} higher" in s for s in spoken(made))


def test_one_target_asks_and_several_ask():
    aims = [
        target("jiaxing-2020", "rd_intensity", 3.2, 2025),
        target("ningbo-2020", "rd_intensity", 3.6, 2025),
    ]
    made = world(land.frames([JIAXING, NINGBO], aims), land.codebook())
    said = spoken(briefing.briefing(View(*made, "en"), region="ningbo"))
    assert said[0].endswith("for 1 another plan sets a comparable one, for whatever year.")
    assert any("of 1 comparable target 1 asks for more than any other" in s for s in said)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "新计划改动了2项同年目标：R&D经费占GDP比重（%） 2025：3.2 → 3.5；"
               "高新技术企业（家） 2025：100 → 90。"),
        ("en", "Newer plans changed 2 targets of the same year: R&D intensity (%) 2025: 3.2 → 3.5; "
               "High-tech firms 2025: 100 → 90."),
    ],
)  # fmt: skip
def test_what_a_newer_plan_changed_for_the_same_year_is_said(lang, said):
    """Of the region and of the indicator; what stayed, and what counts over another window, is no change."""
    aims = [
        target(plan_id, indicator, value, 2025, unit, measure=measure, window_start=start)
        for plan_id, figures in (("jiaxing-2020", (3.2, 100, 60, 500)), ("jiaxing-2023", (3.5, 90, 60, 300)))
        for (indicator, unit, measure), value, start in zip(
            (("rd_intensity", "%", "level"), ("hightech_firms", "家", "level"),
             ("hightech_va_share", "%", "level"), ("graduates_new", "人", "increment")),
            figures,
            (None, None, None, int(plan_id[-4:])),
            strict=True,
        )
    ]  # fmt: skip
    view = View(*world(land.frames([JIAXING, JIAXING_23], aims), land.codebook()), lang)
    assert said in spoken(briefing.briefing(view, region="嘉兴市"))
    of_one = spoken(briefing.briefing(view, indicator="rd_intensity"))
    assert any("3.2 → 3.5" in sentence for sentence in of_one)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_swaps_are_counted_as_in_the_notebook(lang):
    """Two swaps, of which one is for the same year, and a sentence that keeps its number."""
    aims = [
        target("ningbo-2020", "rd_intensity", 3.6, 2025) | {"target_id": "n2025"},
        target("ningbo-2020", "rd_intensity", 3.9, 2027) | {"target_id": "n2027"},
        target("zhejiang-2020", "rd_intensity", 3.2, 2025) | {"target_id": "z2025"},
    ]
    given = [(3.6, "higher", "n2025"), (3.9, "higher", "n2027"), (3.2, "same", None)]
    swaps = [land.number_swap(i, *one) for i, one in enumerate(given)]
    frames, book = world(land.frames([ZHEJIANG, NINGBO], aims), land.codebook())
    frames = {**frames, "number_swaps": tables.frame("number_swaps", swaps)}
    made = briefing.briefing(View(frames, book, lang), region="宁波市")
    rows = number_swaps.swapped(View(frames, land.codebook()))
    said = number_swaps.sentence(View({}, land.codebook(), lang), rows)
    told = [s for s in spoken(made) if s.startswith(said)]
    assert len(told) == 1 and len(rows) == 2
    assert told[0].removeprefix(said) in ("。", ".")  # all of them against the territory above
    listed = next(t for t in made.tables if "句同数不同" in t.heads or "other number" in t.title)
    assert ["2025" in plain(row[2]) for row in listed.rows] == [True, False]  # the same year first
    assert listed.title == (
        "换数字不换句子：2处，可比的1处中1处更高"
        if lang == "zh"
        else "Same sentence, other number: 2; of 1 comparable 1 higher"
    )
    assert not listed.note
    total = swaps[0] | {"start": 9, "number_change": "not_comparable"}  # counted above, not in the table
    frames["number_swaps"] = tables.frame("number_swaps", [*swaps, total])
    made = briefing.briefing(View(frames, book, lang), region="宁波市")
    (note,) = (t.note for t in made.tables if t.title == listed.title)
    assert note == (
        "另有1句未列：其中的数字不可比（总数、口径不同），或不能逐一对上。"
        if lang == "zh"
        else "1 more sentence left out, whose numbers are no like ones (totals, other definitions) or cannot "
        "be paired."
    )
    other_year = frames["number_swaps"].query("target_id == 'n2027'")
    made = briefing.briefing(View({**frames, "number_swaps": other_year}, book, lang), region="宁波市")
    listed = next(t for t in made.tables if "句同数不同" in t.heads or "other number" in t.title)
    assert listed.title == (
        "换数字不换句子：1处，没有一处可比"
        if lang == "zh"
        else "Same sentence, other number: 1, none comparable"
    )
    assert not any("3.2%" in plain(row[3]) for row in listed.rows)


def test_what_stands_beside_nothing_is_not_drawn():
    """Forest cover has no highest, and nobody above sets it: one bar is no picture."""
    aims = [target(p, "forest_coverage", v, 2025) for p, v in (("ningbo-2020", 19.5), ("jiaxing-2020", 45))]
    material = Material(*world(land.frames([NINGBO, JIAXING], aims), codebooks.load()), "zh")
    lines = region_lines.lines_of(material, "宁波市")
    assert lines and not region_plots.value_plots(material, "宁波市", lines)


def test_a_pace_from_what_a_document_says_was_reached_is_told():
    reached = {
        "actual_id": "a", "plan_id": "zhejiang-2020", "region": "嘉兴市", "indicator_id": "rd_intensity",
        "year": 2020, "value_low": 2.5, "value_high": 2.5, "value_text": "2.5%", "unit": "%",
        "comparator": "eq", "measure": "level",
    }  # fmt: skip
    made = land.frames([JIAXING], [target("jiaxing-2020", "rd_intensity", 3.5)])
    frames = {**made, "actuals": tables.frame("actuals", [reached])}
    steps = ambition.build(made["plans"], made["targets"], land.codebook(), actuals=frames["actuals"])
    said = spoken(briefing.briefing(View({**frames, **steps}, land.codebook()), region="嘉兴市"))
    assert (
        "推进速度（1项可算）：R&D经费占GDP比重（%）由 2.5（2020年）到 3.5（2025年），每年+0.2个百分点。"
        in said
    )


@pytest.mark.parametrize(
    ("lang", "title"), [("zh", "所写数字的变化：2项"), ("en", "Change of the figures written: 2")]
)
def test_no_pace_is_asked_of_what_tells_of_the_place(lang, title):
    """Forest cover has no direction: nobody asks for the fastest pace of it."""
    steps = [{"region": r, "pace": p, "pace_bound": "exact", "pace_unit": "points_per_year", "unit": "%"}
             for r, p in (("宁波市", 0.1), ("嘉兴市", 0.3))]  # fmt: skip
    frames = land.frames([NINGBO, JIAXING], [])
    real = Material(frames, codebooks.load(), lang)
    assert indicator._pace_title(real, ("forest_coverage", "level"), steps) == title
    assert title not in indicator._pace_title(real, ("rd_intensity", "level"), steps)


def shifts(q: float, **more) -> list[dict]:
    rows = (("talent", 0.2, 0.3), ("finance_funding", 0.5, 0.4), ("other", 0.3, 0.3))
    return [
        {"region": "嘉兴市", "plan_id": "jiaxing-2023", "earlier_plan_id": "jiaxing-2020", "theme": t,
         "earlier_share": a, "share": b, "difference": b - a, "q_value": q} | more
        for t, a, b in rows
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("q", "ratio", "zh", "en"),
    [
        (0.01, 0.7,
         "；与嘉兴 2020计划相比，增加最多的是人才（+10个百分点），减少最多的是财政金融（−10个百分点）",
         "; against Jiaxing 2020, talent grew most (+10 points) and finance shrank most (−10 points)"),
        (0.4, 0.7, "；与嘉兴 2020计划相比，各主题占比的变化都不超出偶然波动",
         "; against Jiaxing 2020, no theme's share changed by more than chance would"),
        (0.01, 0.9, "", ""),  # two plans of other subjects
    ],
)  # fmt: skip
def test_what_changed_of_themes_is_told_as_far_as_it_can_be_told_from_none(q, ratio, zh, en):
    """And what has no theme is not the largest."""
    book, plans = land.codebook(), [JIAXING, JIAXING_23]
    shares = [{"plan_id": "jiaxing-2023", "theme": r["theme"], "share": r["share"]} for r in shifts(q)]
    shares[2]["share"] = 0.5
    apart = [{"plan_id": "jiaxing-2023", "other_plan_id": "jiaxing-2020", "distance_ratio": ratio}]
    frames = {
        "plans": land.frames(plans, [])["plans"],
        "plan_themes": tables.frame("plan_themes", shares),
        "theme_changes": tables.frame("theme_changes", shifts(q)),
        "document_distances": tables.frame("document_distances", apart),
    }
    order = ["jiaxing-2023", "jiaxing-2020"]
    said = [plain(sentences.themes(Material(frames, book, lang), order)) for lang in ("zh", "en")]
    assert said == [
        f"篇幅：嘉兴 2023计划着墨最多的是财政金融（40%）、人才（30%）{zh}。",
        f"Space: Jiaxing 2023 writes most on finance (40%), talent (30%){en}.",
    ]


def test_a_region_is_set_beside_its_plan_before_not_beside_a_report():
    report = land.plan("jiaxing-2025", "嘉兴市", "2022-01-10", title="政府工作报告", plan_type="work_report")
    undated = {**JIAXING, "date": None, "period_start": 2020}
    frames = {"plans": land.frames([undated, JIAXING_23, report], [])["plans"]}
    material = Material(frames, land.codebook())
    plans = region_lines.plans_of(material, "嘉兴市")
    assert plans == ["jiaxing-2023", "jiaxing-2025", "jiaxing-2020"]
    assert region_lines.with_the_one_before(material, plans) == ["jiaxing-2023", "jiaxing-2020"]
    said = plain(region._overview(material, "嘉兴市", plans))
    assert said.startswith("嘉兴有3份计划（2023-06-30、2022-01-10、推定2020），")
    assert [material.called(plan) for plan in plans] == ["嘉兴 2023计划", "嘉兴 2022报告", "嘉兴 2020计划"]


def test_a_document_is_called_a_plan_only_where_its_name_does_not_say_what_it_is():
    both = [JIAXING | {"plan_type": "opinion"}, {**JIAXING, "plan_id": "j-2020", "plan_type": "decision"}]
    material = Material(land.frames(both, []), codebooks.load())
    assert {material.called(plan["plan_id"]) for plan in both} == {"嘉兴 2020 意见", "嘉兴 2020 决定"}


@pytest.mark.parametrize(("plans", "columns"), [([NINGBO, JIAXING], 5), ([NINGBO, JIAXING, ZHEJIANG], 7)])
def test_no_column_tells_of_a_territory_above_that_is_not_there(plans, columns):
    rows = [target(p["plan_id"], "rd_intensity", 3) for p in plans]
    material = Material(*world(land.frames(plans, rows), land.codebook()))
    table = region_tables.target_table(material, "宁波市", region_lines.lines_of(material, "宁波市"))
    assert {len(row) for row in (table.heads, table.widths, *table.rows)} == {columns}
    assert sum(table.widths) == pytest.approx(1)


def test_the_wording_of_a_plan_of_one_target_is_set_beside_none():
    many = [target("jiaxing-2020", None, value) for value in range(10)]
    rows = [*many, target("ningbo-2020", None, 1), target("zhejiang-2020", None, 1)]
    material = Material(*world(land.frames([NINGBO, JIAXING, ZHEJIANG], rows), land.codebook()))
    shown = plots.firmness_plot(material, ["ningbo-2020"])
    assert shown.categories == ("宁波 (n=1)", "嘉兴 (n=10)")


def test_a_day_of_several_plans_is_named_once():
    plans = [{**JIAXING, "plan_id": f"jiaxing-{i}", "date": day} for i, day in enumerate(["2019-06-06"] * 3)]
    material = Material(land.frames([*plans, JIAXING_23], []), land.codebook())
    said = plain(region._overview(material, "嘉兴市", ["jiaxing-2023", *(p["plan_id"] for p in plans)]))
    assert said.startswith("嘉兴有4份计划（2023-06-30、2019-06-06（3份）），")


def test_the_briefing_of_a_lone_target_has_no_chart_of_one_bar():
    rows = [target("ningbo-2020", "rd_intensity", 3, 2025), target("jiaxing-2020", "rd_intensity", 3, 2030)]
    made = briefing.briefing(
        View(*world(land.frames([NINGBO, JIAXING], rows), land.codebook())), None, "rd_intensity"
    )
    assert [len(p.series) for row in made.plots for p in row.plots] == [2]
    material = Material(*world(land.frames([NINGBO, JIAXING], rows), land.codebook()))
    group = groups(material)[0]
    assert indicator.bars(material, group, rows_of(material, group)[:1]) is None


def test_a_number_that_stayed_is_no_other_number():
    """25 = 25, also where something else was read beside it."""
    frames, _ = six()
    kept = frames["number_swaps"].assign(source_numbers=frames["number_swaps"]["numbers"])
    assert not number_swaps.swapped(View({**frames, "number_swaps": kept}, land.codebook()))


def test_totals_are_never_ranked():
    made = told(six, "indicator", "graduates_new", "zh")
    text = made.title + "".join(spoken(made))
    assert "不排高低" in text and "最高" not in text


def test_the_total_above_has_its_source():
    made = told(six, "indicator", "graduates_new", "zh")
    assert spoken(made)[0].startswith("2025年浙江总数（500万人）中") and "：浙江 500万、" in spoken(made)[0]
    assert "浙江" in made.sources[0]


@pytest.mark.parametrize(
    ("lang", "above", "under"),
    [
        ("zh", "宁波：1项可对照的目标，其中对照浙江的1项相同",
         "浙江：下属地区的1项同口径目标与本级相同"),
        ("en", "Ningbo: 1 comparable target; 1 against Zhejiang, the same",
         "Zhejiang: 1 like target below asks for the same"),
    ],
)  # fmt: skip
def test_where_none_asks_for_more_or_less_no_zeros_are_counted(lang, above, under):
    rows = [target("zhejiang-2020", "rd_intensity", 3.2), target("ningbo-2020", "rd_intensity", 3.2)]
    made, codes = world(land.frames([ZHEJIANG, NINGBO], rows), land.codebook())
    view = View(made, codes, lang)
    assert any(t.title == above for t in briefing.briefing(view, region="宁波市").tables)
    assert briefing.briefing(view, region="浙江省").title == under


@pytest.mark.parametrize(
    ("lang", "alone", "beside_totals"),
    [
        ("zh", "宁波：1项可对照的目标，1项要求单独最高",
         "宁波：2项可对照的目标，其中与同级可比的1项中1项要求单独最高"),
        ("en", "Ningbo: 1 comparable target, the most demanding in 1",
         "Ningbo: 2 comparable targets, the most demanding in 1 of 1 among its peers"),
    ],
)  # fmt: skip
def test_how_many_are_highest_is_said_of_those_that_can_be(lang, alone, beside_totals):
    """The sentence on the peers counts the same: totals have no place."""
    rows = [target("ningbo-2020", "rd_intensity", 3.6), target("jiaxing-2020", "rd_intensity", 3.2)]
    totals = [target(r["plan_id"], "graduates_new", 5e5, unit="人", measure="increment") for r in rows]
    for own, title in ((rows, alone), (rows + totals, beside_totals)):
        view = View(*world(land.frames([NINGBO, JIAXING], own), land.codebook()), lang)
        made = briefing.briefing(view, region="宁波市")
        assert title in [t.title for t in made.tables]
        assert any(
            "1项可比的目标中，1项" in s or "of 1 comparable target" in s for s in map(plain, made.findings)
        )


def test_a_draft_is_marked_wherever_its_figures_stand():
    made = told(six, "region", "嘉兴市", "zh")
    cells = [plain(cell) for table in made.tables for row in table.rows for cell in row]
    beside = [c for c in cells if c.startswith("湖州")]
    assert beside and all(c.startswith("湖州（稿）") for c in beside)
    shown = [p for group in made.plots for plot in group.plots for p in plot.categories if "湖州" in p]
    labels = [
        p.label
        for g in made.plots
        for plot in g.plots
        for s in plot.series
        for p in s.points
        if "湖州" in p.label
    ]
    assert shown and labels and all("（稿）" in text for text in (*shown, *labels))
    assert "共2地，含征求意见稿" in "".join(spoken(made))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_province_reads_how_its_cities_answer(lang):
    frames, _ = six()
    made = told(six, "region", "浙江省", lang)
    rows = frames["amplification"]
    rows = rows[rows["relation"].notna() & ~rows["superseded"]]
    counts = rows["relation"].value_counts()
    n, up, down = len(rows), counts["higher"], counts["lower"]
    assert (
        made.title
        == {
            "zh": f"浙江：下属地区的{n}项同口径目标中，{up}项更高，{down}项更低",
            "en": f"Zhejiang: of {n} like targets below, {up} ask for more, {down} for less",
        }[lang]
    )
    table = made.tables[1]  # below the fact box
    rd = next(r for r in table.rows if plain(r[0]).startswith("R&D") and plain(r[1]) == "2025")
    aim, soft = {"zh": ("力争", ""), "en": ("", " (aim)")}[lang]
    names = {"zh": ("宁波", "嘉兴", "温州"), "en": ("Ningbo", "Jiaxing", "Wenzhou")}[lang]
    assert [plain(c) for c in rd[2:]] == [
        f"{aim}3.2{soft}", f"{names[0]} {aim}3.6{soft}", f"{names[1]} {aim}3.2{soft}",
        f"{names[2]} ≈ 3.0",
    ]  # fmt: skip
    assert len(table.heads) == 6  # none cannot be ordered: no column of dashes
    totals = {"graduates_new"}
    assert not totals & set(rows["indicator_id"])


def test_charts_name_what_they_are_about():
    for key in ("rd_intensity", "graduates_new"):
        made = told(six, "indicator", key, "zh")
        subject = View(*six()).indicator(key)
        assert made.plots[0].plots[0].title.startswith(subject)


def test_what_the_plan_has_in_words_is_no_bar_and_plans_that_are_drawn_are_in_the_source():
    made = briefing.briefing(View(*six(), "en"), region="宁波市")
    labels = [p.label for row in made.plots for plot in row.plots for s in plot.series for p in s.points]
    assert "> 60" in labels and not [label for label in labels if "coverage" in label]
    assert "Huzhou" in made.footer and "n = 6 plans" in made.footer  # of the chart of wordings alone


# --- the same numbers everywhere ----------------------------------------------------------------------------


def foreign(text: str, view: View) -> list[str]:
    """Values in a text that no target has as printed elsewhere."""
    allowed = {view.value(r) for r in view.frame("targets").to_dict("records")}
    return [v for v in VALUE.findall(text) if not any(a == v or a.endswith(v) for a in allowed)]  # 确保≥ 18


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", CASES)
def test_every_value_told_is_a_target_as_printed_elsewhere(case, lang):
    made = told(*case, lang)
    cells = [plain(cell) for table in made.tables for row in table.rows for cell in row]
    text = "\n".join([made.title, *spoken(made), *cells])
    assert VALUE.search(text) or case[0] is two or "graduates_new" in case  # bare figures only
    assert foreign(text, viewed(case[0], lang)) == []


@pytest.mark.parametrize("case", FILED)
def test_the_files_print_no_value_that_is_no_target(case):
    slides = pptx_frames(deck(*case, "zh"))
    cells = [c for s in slides if s.has_table for r in s.table.rows for c in r.cells]
    frames_of_text = [s.text_frame for s in slides if s.has_text_frame] + [c.text_frame for c in cells]
    runs = [r.text for f in frames_of_text for p in f.paragraphs for r in p.runs]
    text = docx_text(paper(*case, "zh")) + "\n" + "\n".join(runs)
    assert foreign(text, viewed(case[0], "zh")) == []


def _planned(plot) -> list[tuple]:
    """What a native chart should hold: no bar without a figure, no label at a stacked nought."""
    return [
        (series.name, category, point.value, None if plot.stacked and not point.value else point.label)
        for series in plot.series
        for category, point in zip(plot.categories, series.points, strict=True)
        if point.value is not None
    ]


@pytest.mark.parametrize("case", FILED)
def test_charts_of_both_files_show_the_figures_of_the_comparisons(case):
    view, made = viewed(case[0], "zh"), told(*case, "zh")
    in_slides = [drawn(x) for x in chart_parts(deck(*case, "zh"))]
    for xml in chart_parts(paper(*case, "zh")):
        assert drawn(xml) in in_slides
    planned = [_planned(plot) for row in made.plots for plot in row.plots]
    assert sorted(map(str, in_slides)) == sorted(map(str, planned))
    targets = {
        (view.value(r), (r["value_low"] + r["value_high"]) / 2)
        for r in view.frame("targets").to_dict("records")
    }
    if "indicator" in case and in_slides:
        assert {(label, figure) for _, _, figure, label in in_slides[0]} <= targets


def test_table_of_targets_reads_back_as_the_comparisons():
    frames, codebook = six()
    case = (six, "indicator", "rd_intensity", "zh")
    rows = [r for r in frames["comparisons"].to_dict("records") if r["indicator_id"] == "rd_intensity"]
    view = View(frames, codebook)
    expected = {(view.region(r["region"]), str(r["horizon"]), view.value(r)) for r in rows}
    table = Document(BytesIO(paper(*case))).tables[1]
    seen = {(r.cells[0].text.split("（")[0], r.cells[2].text, r.cells[3].text) for r in table.rows[1:]}
    assert seen == expected
    grid = next(s.table for s in pptx_frames(deck(*case)) if s.has_table)
    shown = {
        (r.cells[0].text.split("（")[0], r.cells[2].text, re.sub(r"\[\d+\]$", "", r.cells[3].text))
        for r in list(grid.rows)[1:]
    }
    assert shown == expected


def test_embedded_workbook_holds_the_figures_of_the_chart():
    import openpyxl

    with zipfile.ZipFile(BytesIO(paper(six, "indicator", "rd_intensity", "zh"))) as package:
        book = package.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx")
        xml = package.read("word/charts/chart1.xml")
    sheet = openpyxl.load_workbook(BytesIO(book)).active
    heads = [c.value for c in sheet[1]]
    cells = {
        (heads[i], row[0].value, row[i].value)
        for row in sheet.iter_rows(min_row=2)
        for i in range(1, len(heads))
        if row[i].value is not None
    }
    assert cells == {(s, c, v) for s, c, v, _ in drawn(xml)}


# --- sources ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_every_value_of_a_table_has_its_source_and_numbers_run_on(case):
    view, made = viewed(case[0], "zh"), told(*case, "zh")
    seen: list[int] = []
    texts = [*made.findings, *(cell for t in made.tables for row in t.rows for cell in row)]
    for part in (p for text in texts for p in text if isinstance(p, Mark)):
        if part.number not in seen:
            seen.append(part.number)
    assert seen == list(range(1, len(made.sources) + 1))
    values = {view.value(r) for r in view.frame("targets").to_dict("records")}
    for cell in (cell for row in made.tables[0].rows for cell in row):
        assert cell[-1] not in values, cell  # the last part of a value is the number of its source


def test_marks_of_footnotes_cannot_be_read_as_powers():
    assert [docx_parts.letters(n) for n in (1, 26, 27, 53)] == ["a", "z", "aa", "aaa"]
    with zipfile.ZipFile(BytesIO(paper(six, "region", "嘉兴市", "zh"))) as package:
        settings = etree.fromstring(package.read("word/settings.xml"))
    (format,) = settings.iter(qn("w:numFmt"))
    assert format.get(qn("w:val")) == "lowerLetter"


def test_footnotes_are_real_and_later_mentions_refer_to_them():
    with zipfile.ZipFile(BytesIO(paper(six, "region", "嘉兴市", "zh"))) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        notes = etree.fromstring(package.read("word/footnotes.xml"))
    numbers = [int(n.get(qn("w:id"))) for n in body.iter(qn("w:footnoteReference"))]
    kept = [int(n.get(qn("w:id"))) for n in notes if n.get(qn("w:type")) is None]
    assert numbers == kept == list(range(1, len(kept) + 1))
    names = {n.get(qn("w:name")) for n in body.iter(qn("w:bookmarkStart"))}
    for field in body.iter(qn("w:fldSimple")):
        name = field.get(qn("w:instr")).split()[1]
        assert name in names
        assert "".join(field.itertext()) == docx_parts.letters(int(name.removeprefix("source")))
    assert "2023-06-30" in "".join(notes.itertext())


# --- sound files --------------------------------------------------------------------------------------------


def test_same_tables_same_bytes():
    tables, kind, name = case = FILED[0]
    again = briefing.briefing(View(*tables()), **{kind: name})
    assert docx.render(again) == paper(*case, "zh")
    assert pptx.render(again) == deck(*case, "zh")


def test_files_are_a4_and_widescreen_with_titles():
    section = Document(BytesIO(paper(six, "region", "嘉兴市", "zh"))).sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    shown = Presentation(BytesIO(deck(six, "region", "嘉兴市", "zh")))
    assert round(shown.slide_width / shown.slide_height, 3) == round(16 / 9, 3)
    assert all(slide.shapes.title.text for slide in shown.slides)
    for slide in shown.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= shown.slide_width + 1
            assert shape.top + shape.height <= shown.slide_height


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_briefing_opens_with_three_findings_at_twelve_points_and_its_date(lang):
    case = (six, "region", "嘉兴市", lang)
    made, document = told(*case), Document(BytesIO(paper(*case)))
    styles = [p.style.name for p in document.paragraphs if p.text]
    assert styles[:5] == ["Title", "Subtitle", "Body Text", "Body Text", "Body Text"]
    assert document.styles["Body Text"].font.size.pt == document.styles["List Bullet"].font.size.pt == 12
    assert made.date and made.date in document.paragraphs[1].text
    listed = [p.text for p in document.paragraphs if p.style.name in ("Body Text", "List Bullet")]
    assert len(listed) == len(made.findings)  # none is left out
    first, second = list(Presentation(BytesIO(deck(*case))).slides)[:2]
    assert first.shapes.title.text == made.title
    assert 3 in [len(s.text_frame.paragraphs) for s in first.shapes if s.has_text_frame]
    beside = made.plots[-1].plots[0]  # what the further findings are about
    assert second.shapes.title.text.replace("\v", " " if lang == "en" else "") == beside.title
    assert [sum(s.has_chart for s in slide.shapes) for slide in (first, second)] == [1, 1]


@pytest.mark.parametrize(
    ("case", "lang"), [*((case, "zh") for case in FILED), (FILED[0], "en"), (FILED[4], "en")]
)
def test_nothing_on_a_slide_is_too_small_to_read(case, lang):
    made, sizes, cited = told(*case, lang), set(), set()
    for frame in pptx_frames(deck(*case, lang)):
        cells = [c for row in frame.table.rows for c in row.cells] if frame.has_table else []
        texts = [part.text_frame for part in (*cells, *([frame] if frame.has_text_frame else []))]
        for run in (r for text in texts for p in text.paragraphs for r in p.runs):
            sizes.add(run.font.size.pt)
            cited |= {int(n) for n in re.findall(r"\[(\d+)\]", run.text)}
    assert min(sizes) >= 10
    assert cited == set(range(1, len(made.sources) + 1))


@pytest.mark.parametrize("rows", [5, 40])
def test_a_table_ends_above_the_sources_of_its_slide_and_goes_on_on_the_next(rows):
    made = briefing.briefing(View(*six()), region="宁波市")
    row = (("某项指标的名称 " * 12, Mark(1)), ("2025",), ("宁波 3.6、嘉兴 3.2 " * 6, Mark(2)))
    long = Table("目标", ("指标", "年", "数值"), tuple([row] * rows), (0.3, 0.1, 0.6), "另有若干项。")
    slides = Presentation(BytesIO(pptx.render(replace(made, tables=(long,), plots=())))).slides
    shown = [(slide, shape) for slide in slides for shape in slide.shapes if shape.has_table]
    for slide, shape in shown:
        below = [s.top for s in slide.shapes if s is not shape and s.top > shape.top]
        assert shape.top + sum(row.height for row in shape.table.rows) <= min(below)
    assert sum(len(shape.table.rows) - 1 for _, shape in shown) == rows
    assert (len(shown) > 1) == (rows > 5)


def test_sources_of_a_slide_are_as_full_as_they_fit():
    made = told(six, "region", "嘉兴市", "zh")
    numbers = range(1, len(made.sources) + 1)
    assert pptx._cited(made, [1]) == f"[1] {made.sources[0]}"
    long = replace(made, sources=tuple(s + "长" * 90 for s in made.sources))
    short = pptx._cited(long, numbers)
    assert "全文见末页" in short and len(re.findall(r"\[\d+\]", short)) == len(numbers)
    places = tuple((plan, "发展目标" * 40) for plan, _ in made.places)
    named = pptx._cited(replace(long, places=places), numbers)
    assert "发展目标" not in named and len(re.findall(r"\[\d+\]", named)) == len(numbers)


def test_text_of_documents_is_only_text():
    nasty = '=HYPERLINK("http://x")<b>&\x07 {{x}} \u202e'
    rows = [target("a", "rd_intensity", 3.6, quote=nasty), target("b", "rd_intensity", 3.2, quote=nasty)]
    plans = [plan("a", "宁波市", "2020-07-23", title=nasty), plan("b", "=1+1", "2020-07-24", title=nasty)]
    made = briefing.briefing(
        View(*world(land.frames(plans, rows), land.codebook())), indicator="rd_intensity"
    )
    word, slides = docx.render(made), pptx.render(made)
    assert '=HYPERLINK("http://x")<b>&' in docx_text(word)
    for data in (word, slides):
        with zipfile.ZipFile(BytesIO(data)) as package:
            books = [package.read(n) for n in package.namelist() if n.endswith(".xlsx")]
        for book in books:
            with zipfile.ZipFile(BytesIO(book)) as inner:
                assert b"<f>" not in inner.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        (Point(3.2, "力争≥ 3.2"), '"力争≥ "0.0'),
        (Point(3.0, "≈ 3.0"), '"≈ "0.0'),
        (Point(250000, "250,000"), "#,##0"),
        (Point(13.4, "13%"), '0"%"'),
        (Point(250000, "25万"), None),
        (Point(4, "3–5"), None),
        (Point(-0.2, "−0.2"), None),
    ],
)
def test_labels_follow_their_figure_where_they_can(point, expected):
    assert number_format(point) == expected


def test_figures_with_their_bounds_are_not_said_to_be_as_printed():
    aims = [target("ningbo-2020", "rd_intensity", 3.6, comparator="ge")]
    view = View(land.frames([NINGBO], aims), land.codebook())
    table = region_tables.own_table(Material(view.frames, view.codebook), ["ningbo-2020"])
    assert table.heads[2] == "数值" and table.rows[0][2][0] == "≥ 3.6%"


# --- wrong names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"region": "嘉兴县"}, "嘉兴市"),
        ({"region": "jiaxin"}, "嘉兴市"),
        ({"region": "杭州市"}, "no such region; nearest: 温州市, 湖州市"),
        ({"indicator": "rd_intensty"}, r"nearest: .*\(rd_intensity\)"),
        ({"indicator": "energy_intensity"}, "nothing to compare: no plan here sets a target for Energy"),
        ({"indicator": ""}, "no such indicator"),
    ],
)
def test_unknown_names_list_the_near_ones(asked, expected):
    with pytest.raises(UserError, match=expected):
        briefing.briefing(View(*six()), **asked)


def test_short_and_ascii_names_and_indicator_words_are_understood():
    assert briefing.briefing(View(*six()), region="Jiaxing").name == "jiaxing_zh"
    assert briefing.briefing(View(*six()), indicator="R&D intensity").name == "rd_intensity_zh"


def test_command_writes_both_files_and_says_what_is_wrong(capsys, tmp_path):
    frames, _ = six()
    tables.write(tmp_path / "out", frames)
    where = ["--out", str(tmp_path / "out"), "--reports", str(tmp_path / "reports")]
    assert main(["brief", "--indicator", "rd_intensity", *where]) == 0
    assert sorted(p.name for p in (tmp_path / "reports" / "briefings").iterdir()) == [
        "rd_intensity_zh.docx",
        "rd_intensity_zh.pptx",
    ]
    assert main(["brief", "--region", "嘉兴县", *where]) == 1
    assert "嘉兴市" in capsys.readouterr().err


def test_province_stands_above():
    made = told(six, "region", "浙江省", "zh")
    assert made.name == "zhejiang_zh" and made.tables


@pytest.mark.parametrize(
    ("kind", "plan", "theme", "title"),
    [
        ("plan", NINGBO["title"], "talent", "宁波：科技创新目标简报"),
        ("plan", NINGBO["title"], "other", "宁波：目标简报"),
        ("plan", "宁波市公共卫生服务规划", "digital_infrastructure", "宁波：目标简报"),
        ("work_report", NINGBO["title"], "talent", "宁波：政府目标简报"),
    ],
)
def test_a_region_is_headed_by_what_its_plans_are_about(kind, plan, theme, title):
    rows = [target("ningbo-2020", None, v, theme=theme) for v in (1, 2)]
    ningbo = NINGBO | {"plan_type": kind, "title": plan}
    made, codes = world(land.frames([ningbo, JIAXING], rows), land.codebook())
    assert briefing.briefing(View(made, codes, "zh"), region="宁波市").title == title


@pytest.mark.parametrize(
    ("plans", "zh", "en"),
    [
        ([NINGBO, JIAXING], "取自2份计划", "from 2 plans"),
        ([NINGBO, JIAXING, ZHEJIANG], "取自3份中2份计划", "from 2 of 3 plans"),
    ],
)
def test_the_head_says_of_how_many_plans_the_figures_are(plans, zh, en):
    rows = [target(p, "rd_intensity", 3) for p in ("ningbo-2020", "jiaxing-2020")]
    made = world(land.frames(plans, rows), land.codebook())
    told = [briefing.briefing(View(*made, lang), None, "rd_intensity").subtitle for lang in ("zh", "en")]
    assert zh in told[0] and en in told[1]


@pytest.mark.parametrize(
    ("lang", "title", "said", "asked"),
    [
        ("zh", "宁波：仅1项可比，与浙江相同", "对照浙江：仅1项可比，与浙江相同。",
         "：1个目标未写作下限或确保"),
        ("en", "Ningbo: one target is comparable with Zhejiang's, and equal",
         "Against Zhejiang: one is comparable, and equal.", ": 1 target, none worded as floor or ensured"),
    ],
)  # fmt: skip
def test_one_comparable_target_is_told_as_one(lang, title, said, asked):
    aims = [target(p, "rd_intensity", 3.2, 2025) for p in ("zhejiang-2020", "ningbo-2020")]
    made = world(land.frames([ZHEJIANG, NINGBO], aims), land.codebook())
    told = briefing.briefing(View(*made, lang), region="宁波市")
    assert told.title == title and said in spoken(told)
    material = Material(*made, lang)
    rows = indicator.selected(material, groups(material)[0])
    assert indicator.target_table(material, rows[:1]).title.endswith(asked)


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "均无他地同口径目标可比。"), ("en", "no other plan sets a comparable one.")]
)
def test_a_region_whose_targets_nobody_shares_says_so(lang, said):
    aims = [target("ningbo-2020", "rd_intensity", 3.2, 2025)]
    made = world(land.frames([ZHEJIANG, NINGBO], aims), land.codebook())
    assert spoken(briefing.briefing(View(*made, lang), region="宁波市"))[0].endswith(said)


def test_a_bar_a_year_stands_at_its_own_name():
    """Of several years each bar is a line of its own; the series lie over each other."""
    material = Material(*six(), "zh")
    group = next(g for g in groups(material) if g[0] == "rd_intensity")
    plot = indicator.bars(material, group, indicator.selected(material, group))
    assert plot.categories[:2] == ("浙江 2025", "宁波 2025") and "嘉兴 2027" in plot.categories
    assert native_chart.is_one_by_one(plot) and native_chart.bars_of(plot) == len(plot.categories)
    stacked = replace(plot, series=(plot.series[0], plot.series[0]))
    assert not native_chart.is_one_by_one(stacked)


def test_growth_and_shares_have_charts_of_their_own():
    aims = [
        target(p, key, value + i, 2025)
        for i, p in enumerate(("ningbo-2020", "jiaxing-2020"))
        for key, value in (("hightech_va_share", 70), ("knowledge_services_share", 60), ("gdp_growth", 15),
                           ("retail_sales_growth", 14))
    ]  # fmt: skip
    for row in aims:
        row["measure"] = "growth_rate" if "growth" in row["indicator_id"] else "level"
    material = Material(*world(land.frames([NINGBO, JIAXING], aims), codebooks.load()), "zh")
    made = region_plots.value_plots(material, "宁波市", region_lines.lines_of(material, "宁波市"))
    assert [len(plot.categories) for plot in made] == [2, 2]
    assert "增长" not in "".join(made[0].categories)


def test_what_does_not_fit_on_a_page_waits_for_what_does():
    """A tall chart after a full page comes behind the findings that fit before it."""
    made = briefing.briefing(View(*six()), region="嘉兴市")
    full = replace(made, findings=(*(("甲" * 40 * 9,) for _ in range(3)), ("乙",)))
    assert isinstance(docx_pages.laid_out(made, 3).blocks[0], Plots)
    assert docx_pages.laid_out(full, 3).blocks[0] == (("乙",),)


@pytest.mark.parametrize(("length", "lines"), [(20, 1), (25, 1), (28, 2), (40, 1)])
def test_a_heading_leaves_no_character_alone(length, lines):
    """27 signs of 18 points fill a line of 17 cm: broken by hand where one or two would be left."""
    assert office.broken("甲" * length, 18, 17, True).count("\n") == lines - 1


def test_a_few_short_findings_have_no_slide_of_their_own():
    made = briefing.briefing(View(*six()), region="嘉兴市")
    short = tuple((f"短句{n}。",) for n in range(5))
    single = made.plots[0]._replace(plots=made.plots[0].plots[:1])
    for rows, alone in (((single,), True), ((single, *made.plots[1:]), False)):
        slides = Presentation(BytesIO(pptx.render(replace(made, findings=short, plots=rows)))).slides
        texts = [s.text_frame.text for s in slides[0].shapes if s.has_text_frame]
        assert any("短句4" in text for text in texts) == alone


@pytest.mark.parametrize(("rows", "above"), [(2, True), (14, False)])
def test_findings_without_a_picture_stand_over_the_first_table_where_they_fit(rows, above):
    made = briefing.briefing(View(*six()), indicator="rd_intensity")
    table = replace(made.tables[0], rows=made.tables[0].rows[:1] * rows)
    told = replace(made, findings=(*made.findings[:3], ("短句。" * 150,)), tables=(table,))
    slides = Presentation(BytesIO(pptx.render(told))).slides
    (holder,) = (
        slide
        for slide in slides
        if any("短句" in s.text_frame.text for s in slide.shapes if s.has_text_frame)
    )
    assert any(shape.has_table for shape in holder.shapes) == above


def test_a_table_of_one_row_has_no_slide_of_its_own():
    made = briefing.briefing(View(*six()), region="宁波市")
    facts_of, *_ = made.tables
    single = replace(facts_of, title="单行", rows=facts_of.rows[:1], note="")
    shown = Presentation(BytesIO(pptx.render(replace(made, tables=(facts_of, single)))))
    titles = [slide.shapes.title.text.replace("\v", "") for slide in shown.slides]
    assert "单行" not in titles
    (slide,) = (
        s for s in shown.slides if any(f.has_text_frame and f.text_frame.text == "单行" for f in s.shapes)
    )
    assert slide.shapes.title.text.replace("\v", "") == facts_of.title


def test_pages_are_filled_evenly_where_that_needs_no_page_more():
    def fit(rows, spare):
        return sum(rows) <= 10 - spare

    assert [len(part) for part in office.split([1] * 12, fit)] == [6, 6]  # and not 10 and 2
    assert office.split([1] * 10, fit) == [[1] * 10]
    assert office.split([9, 9, 1], fit) == [[9], [9, 1]]
    assert office.split([12, 1], fit) == [[12], [1]]  # what fits nowhere stands alone
    assert office.split([], fit) == [[]]


@pytest.mark.parametrize(("count", "kept"), [(5, [None, True, True, True, True, None]), (6, [None] * 7)])
def test_a_small_table_is_not_parted_by_the_end_of_a_page(count, kept):
    rows = tuple((("指标",), ("3.2", Mark(1))) for _ in range(count))  # with sources: a long one is parted
    table = Table("目标", ("指标", "数值"), rows, (0.5, 0.5))
    told_of = replace(told(two, "indicator", "rd_intensity", "zh"), tables=(table,))
    made = Document(BytesIO(docx.render(told_of)))
    found = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in made.tables[-1].rows]
    assert found == kept


def test_charts_are_lowered_where_that_saves_a_page():
    """The text may fill the page so far that a table of one row would stand alone on the next."""
    made = told(two, "indicator", "rd_intensity", "zh")
    table = Table("目标", ("指标",), ((("3.2",),),), (1.0,))
    points = tuple(Point(3.2, "3.2") for _ in range(20))
    plot = Plot("题", "注", tuple(f"市{n}" for n in range(20)), (Series("2025", points),))
    layouts = {}
    for lines in range(0, 40):
        findings = (("字" * 30 * lines,),) if lines else ()
        one = replace(made, findings=findings, notes=(), tables=(table,), plots=(Plots("题", (plot,)),))
        layouts[lines] = docx_pages.laid_out(one, 3)
    scales = [layouts[n].scale for n in sorted(layouts)]
    assert scales[0] == 1.0 and min(scales) < 1.0 and scales[-1] == 1.0
    assert all(layouts[n].pages == 1 for n in layouts if layouts[n].scale < 1.0)


def test_a_year_has_the_colour_in_a_briefing_that_it_has_in_charts():
    series = tuple(native_chart_series(name) for name in ("2016", "2021", "2026"))
    shown = {key.name: key.colour for key in native_chart.key(Plot("题", "注", ("宁波",), series))}
    drawn = style.of_years((2016, 2021, 2026))
    assert shown == {str(year): hue for year, (hue, _) in drawn.items()}
    assert shown["2026"] == style.of_years([2026])[2026][0] != shown["2016"]


def native_chart_series(name: str) -> Series:
    return Series(name, (Point(3.2, "3.2"),))


@pytest.mark.parametrize(
    ("paces", "said"),
    [
        (((0.3, "exact"), (0.1, "exact")), "提速要求最高：宁波，每年+0.3个百分点"),
        (((0.3, "at_least"), (0.1, "at_least")), "提速要求最高：宁波，每年≥ +0.3个百分点"),
        (((0.3, "exact"), (0.3, "exact")), "推进速度：2项可算"),  # as fast
        (((0.3, "about"), (0.1, "exact")), "推进速度：2项可算"),  # about so much
        (((0.3, "at_most"), (0.1, "exact")), "推进速度：2项可算"),  # up to so much
    ],
)
def test_who_asks_for_the_fastest_pace_is_said_only_where_one_does(paces, said):
    steps = [{"region": r, "pace": p, "pace_bound": bound, "pace_unit": "points_per_year", "unit": "%"}
             for r, (p, bound) in zip(("宁波市", "嘉兴市"), paces)]  # fmt: skip
    real = Material(land.frames([NINGBO, JIAXING], []), land.codebook(), "zh")
    assert indicator._pace_title(real, ("rd_intensity", "level"), steps) == said


@pytest.mark.parametrize("draft", [0, 1])
def test_a_draft_changes_no_target_and_is_changed_by_none(draft):
    plans = [JIAXING, JIAXING_23]
    plans[draft] = plans[draft] | {"status": "draft"}
    aims = [target("jiaxing-2020", "rd_intensity", 3.2), target("jiaxing-2023", "rd_intensity", 3.5)]
    frames, book = world(land.frames(plans, aims), land.codebook())
    material = Material(frames, book, "en")
    assert len(material.rows("revisions")) == 1
    assert sentences.revised(material, material.rows("revisions")) is None


def test_against_the_territory_above_targets_are_counted_not_regions():
    """Jiaxing asks for more in 2025 and in 2027, Ningbo for less in 2025: two of the three, of one region."""
    aims = [
        *(target("zhejiang-2020", "rd_intensity", 3.2, year) for year in (2025, 2027)),
        *(target("jiaxing-2020", "rd_intensity", 3.4, year) for year in (2025, 2027)),
        target("ningbo-2020", "rd_intensity", 3.0, 2025),
    ]
    view = View(*world(land.frames([ZHEJIANG, NINGBO, JIAXING], aims), land.codebook()), "zh")
    said = spoken(briefing.briefing(view, indicator="rd_intensity"))
    assert any(s.startswith("对照上级：2项更高、1项更低") for s in said)


def test_most_is_said_of_a_theme_only_where_none_moved_as_far():
    """Finance grew by more, though by chance it may not have: talent grew beyond chance, and not most."""
    book, plans = land.codebook(), [JIAXING, JIAXING_23]
    moved = [
        {"region": "嘉兴市", "plan_id": "jiaxing-2023", "earlier_plan_id": "jiaxing-2020", "theme": theme,
         "earlier_share": 0.1, "share": 0.1 + by, "difference": by, "q_value": q}
        for theme, by, q in (("talent", 0.1, 0.01), ("finance_funding", 0.2, 0.3))
    ]  # fmt: skip
    apart = [{"plan_id": "jiaxing-2023", "other_plan_id": "jiaxing-2020", "distance_ratio": 0.7}]
    frames = {
        "plans": land.frames(plans, [])["plans"],
        "plan_themes": tables.frame(
            "plan_themes", [{k: r[k] for k in ("plan_id", "theme", "share")} for r in moved]
        ),
        "theme_changes": tables.frame("theme_changes", moved),
        "document_distances": tables.frame("document_distances", apart),
    }
    zh, en = (
        plain(sentences.themes(Material(frames, book, lang), ["jiaxing-2023", "jiaxing-2020"]))
        for lang in ("zh", "en")
    )
    assert zh.endswith("；与嘉兴 2020计划相比，确有增加的是人才（+10个百分点）。")
    assert en.endswith("; against Jiaxing 2020, talent grew beyond chance (+10 points).")


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "没有读出量化目标。"), ("en", "no quantified target was read.")]
)
def test_of_a_plan_without_targets_nothing_is_said_of_how_they_compare(lang, said):
    frames = {**land.frames([NINGBO], []), "comparisons": tables.frame("comparisons", [])}
    material = Material(frames, land.codebook(), lang)
    told = plain(region._overview(material, "宁波市", ["ningbo-2020"]))
    assert told.endswith(said) and "compar" not in told and "可比" not in told
