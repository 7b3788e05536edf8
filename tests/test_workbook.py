"""The workbook as a file: text stays text, links lead somewhere, limits hold, the bytes are the same."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import column_index_from_string, range_boundaries

import ambition_rows as land
from charted_rows import world
from cityplans import codebook as codebooks
from cityplans import schema, tables
from cityplans.comparison.ambition import ambition
from cityplans.comparison.ambition.alike import GROUP
from cityplans.publishing.charts import charts
from cityplans.publishing.telling import text as workbook_text
from cityplans.publishing.telling.view import View
from cityplans.publishing.workbook import as_they_are, compare, contents, native_charts, own, workbook, xlsx
from cityplans.publishing.workbook.columns_zh import ABOUT_ZH, TYPES_ZH
from cityplans.publishing.workbook.xlsx import HEAD, Sheet
from workbook_rows import BULLETIN, NEW, RAW, built

RUN = {"run_id": "0a1b2c3d4e5f", "version": "9.9", "date": "2026-01-31", "cite": "资料来源：某处"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """(tables, texts, folder with zh.xlsx and en.xlsx) of two files."""
    root = tmp_path_factory.mktemp("book")
    raw = root / "raw"
    raw.mkdir()
    for name in (BULLETIN, NEW):
        shutil.copy(RAW / name, raw)
    frames, texts, _ = built(raw)
    for lang in ("zh", "en"):
        workbook.write(View(frames, codebooks.load(), lang, texts=texts), root / f"{lang}.xlsx", RUN)
    return frames, texts, root


@pytest.fixture(scope="module")
def book(made):
    return load_workbook(made[2] / "zh.xlsx", rich_text=True)


def rows_of(sheet) -> list[dict]:
    heads = [c.value for c in sheet[HEAD + 1]]
    return [
        dict(zip(heads, (c.value for c in row), strict=True)) for row in sheet.iter_rows(min_row=HEAD + 2)
    ]


def test_the_same_tables_give_the_same_bytes(made, tmp_path):
    frames, texts, root = made
    workbook.write(View(frames, codebooks.load(), "zh", texts=texts), tmp_path / "again.xlsx", RUN)
    assert (tmp_path / "again.xlsx").read_bytes() == (root / "zh.xlsx").read_bytes()


def test_every_sheet_has_title_table_filter_and_frozen_header(book):
    for sheet in book.worksheets:
        assert sheet["A1"].value
        assert not sheet.merged_cells.ranges
        if sheet.title not in ("封面", "目录", "图表"):
            assert sheet.freeze_panes == f"A{HEAD + 2}"
            (table,) = sheet.tables.values()
            assert table.autoFilter is not None and table.displayName.isascii()
            heads = [c.value for c in sheet[HEAD + 1]]
            assert None not in heads and len({h.casefold() for h in heads}) == len(heads)
    names = [t for sheet in book.worksheets for t in sheet.tables]
    assert len(set(names)) == len(names)


def test_every_printed_page_says_of_which_sheet_it_is(book):
    shown = [page for page in book if page.sheet_state == "visible"]
    assert {page.oddFooter.right.text for page in shown} == {"&P / &N"}
    assert all(page.oddFooter.left.text for page in shown)


def test_a_wide_sheet_prints_on_pages_that_can_be_read(book):
    """Letters of 10 points at 70 % or more; what names a row is on every page; no page is wider than paper:
    at 70 % a landscape page of 27.7 cm holds 27.7 / 0.7 / 0.22 = 180 units of width."""
    wide = 0
    for page in (p for p in book if len(p.tables) == 1 and p.title != "_导出"):
        assert page.page_setup.orientation == "landscape" and page.page_setup.paperSize == 9
        widths = widths_of(page)
        if page.print_area:
            widths = widths[: range_boundaries(page.print_area.split("!")[1])[2]]
        if sum(widths) <= 180 and page.sheet_properties.pageSetUpPr.fitToPage:
            continue  # fits one page
        wide += 1
        assert page.page_setup.scale >= 70 and not page.sheet_properties.pageSetUpPr.fitToPage
        named = column_index_from_string(page.print_title_cols.replace("$", "").split(":")[1])
        ends = [brk.id for brk in page.col_breaks.brk] + [len(widths)]
        for start, end in zip([0, *ends[:-1]], ends, strict=True):
            repeated = sum(widths[:named]) if start else 0
            assert repeated + sum(widths[start:end]) <= 180, (page.title, start, end)
    assert wide > 5
    review = book["待核"]
    assert review.print_title_cols == "$A:$D" and review["D4"].value == "计划"
    last = range_boundaries(book["目标"].print_area.split("!")[1])[2]
    assert book["目标"].cell(HEAD + 1, last + 1).value == "✎ 更正理由"


def widths_of(page) -> list[float]:
    """Of the columns of the table of a sheet."""
    (table,) = page.tables.values()
    last = range_boundaries(table.ref)[2]
    spans = [(d.min, d.max, d.width) for d in page.column_dimensions.values()]
    return [next(w for low, high, w in spans if low <= i <= high) for i in range(1, last + 1)]


def test_the_sheets_people_expect_are_there(book):
    expected = {
        "封面",
        "目录",
        "图表",
        "计划",
        "版本",
        "目标",
        "证据",
        "层层加码",
        "未采用",
        "问题",
        "更正",
        "数据字典",
        "代码",
        "说明",
        "地区概况",
    }
    assert expected <= set(book.sheetnames)
    assert [s for s in book.sheetnames if s.startswith("比较 20")]
    assert book["as_exported"].sheet_state == "hidden"


def test_the_contents_list_every_sheet_and_every_table_that_has_none(made, book):
    cells = [row[0] for row in book["目录"].iter_rows(min_row=4, max_col=1)]
    linked = [c.value for c in cells if c.hyperlink]
    shown = [s.title for s in book.worksheets if s.sheet_state == "visible"]
    assert sorted(linked) == sorted(set(shown) - {"封面", "目录"})
    listed = {c.value.removesuffix(".csv") for c in cells if str(c.value).endswith(".csv")}
    assert {"numerals", "actuals", "comparisons"} <= listed and not {"targets", "plans", "problems"} & listed
    assert set(made[0]) - listed - set(as_they_are.AS_THEY_ARE) == {"targets", "amplification"}


def test_a_sheet_that_stands_in_no_group_is_a_fault_of_the_program():
    with pytest.raises(KeyError, match="forgotten"):
        contents.ordered([Sheet("plans", "", "", (), ()), Sheet("forgotten", "", "", (), ())])


def test_what_is_read_stands_before_the_full_tables(book):
    """About a dozen sheets, and in them the plans in the order of the pages: nation, provinces, cities."""
    names = book.sheetnames
    assert names[:2] == ["封面", "目录"] and names.index("问题") < names.index("证据") < names.index("代码")
    assert sum(not name.startswith("比较") for name in names[: names.index("证据")]) <= 15
    head = [c.value for c in book["目标"][HEAD + 1]]
    plans = [row[head.index("计划")] for row in book["目标"].iter_rows(HEAD + 2, values_only=True)]
    assert plans[0].startswith("浙江") and list(dict.fromkeys(plans)) == [
        row[0] for row in book["封面"].iter_rows(values_only=True) if row[0] in plans
    ]


def test_a_region_has_its_plans_targets_beside_others_and_what_was_set_again(book):
    rows = [
        dict(zip((c.value for c in book["地区概况"][HEAD + 1]), row, strict=True))
        for row in book["地区概况"].iter_rows(HEAD + 2, values_only=True)
    ]
    own = [row for row in rows if row["地区"] == "嘉兴"]
    assert [row["原文所写"] for row in own if row["内容"] == "计划"] == ["49项量化目标", "49项量化目标"]
    (rd,) = [row for row in own if row["项目"] == "R&D经费占GDP比重" and row["年份"] == "2025"]
    assert (rd["原文所写"], rd["上级同一目标"], rd["对照上级"]) == ("力争3.2%", "力争3.2%", "相同")
    assert "宁波 力争3.6%" in rd["同级其他地区"] and "浙江" not in rd["同级其他地区"]
    (rank,) = [row for row in own if row["内容"] == "目标调整" and "高新区" in row["项目"]]
    assert rank["年份"] == "2025 → 2027" and rank["对照上级"] == "降低"
    breaks = [one.id for one in book["地区概况"].row_breaks.brk]
    assert len(breaks) == len({row["地区"] for row in rows}) - 1


def test_every_link_leads_to_a_sheet_that_exists(book):
    seen = 0
    for sheet in book.worksheets:
        for link in (c.hyperlink for row in sheet.iter_rows() for c in row if c.hyperlink):
            assert link.target is None  # inside the workbook only
            name = re.fullmatch(r"'(.+)'!A\d+", link.location).group(1)
            assert name in book.sheetnames
            seen += 1
    assert seen > 100


def test_targets_and_evidence_lead_to_each_other(book):
    places = {}
    for name, column in (("目标", "目标编号"), ("证据", "目标编号")):
        sheet = book[name]
        heads = [c.value for c in sheet[HEAD + 1]]
        for row in range(HEAD + 2, sheet.max_row + 1):
            places[name, sheet.cell(row, heads.index(column) + 1).value] = row
    links = {
        (n, c.coordinate): c.hyperlink.location for n in ("目标", "证据") for c in book[n]["A"] if c.hyperlink
    }
    ids = [t for name, t in places if name == "目标"]
    assert ids
    for target_id in ids:
        here, there = places["目标", target_id], places["证据", target_id]
        assert links["目标", f"A{here}"] == f"'证据'!A{there}"
        assert links["证据", f"A{there}"] == f"'目标'!A{here}"


def test_evidence_marks_the_value_within_the_sentence(made, book):
    frames = made[0]
    values = {r["target_id"]: r for r in frames["targets"].to_dict("records")}
    marked = 0
    for row in rows_of(book["证据"]):
        target = values[row["目标编号"]]
        sentence = next(v for k, v in row.items() if k.startswith("原句"))
        assert target["quote"].strip() in str(sentence)
        if isinstance(sentence, CellRichText):
            runs = [b.text for b in sentence if not isinstance(b, str) and b.font is not None and b.font.u]
            assert runs == [target["value_text"]]
            marked += 1
    assert marked == len(values)


def test_comparison_cells_are_numbers_that_show_their_bound(made, book):
    frames = made[0]
    bounds = {"≥ ": "ge", "> ": "gt", "≤ ": "le", "≈ ": "approx", "": "eq"}
    shown, expected, in_words = [], [], 0
    for sheet in (s for s in book.worksheets if s.title.startswith("比较 20")):
        year = int(sheet.title[-4:])
        cells = [c for row in sheet.iter_rows(min_row=HEAD + 2, min_col=4) for c in row[:-2]]
        for cell in (c for c in cells if isinstance(c.value, (int, float))):
            said = re.match(r'"([^"]*)"', cell.number_format).group(1).rstrip("°")
            word, sign = re.fullmatch(r"([\u4e00-\u9fff]*)([≥>≤≈] )?", said).groups()
            if "覆盖" in word or "倍增" in word:  # a value in words has no sign
                in_words += 1
                continue
            shown.append((year, bounds[sign or ""], bool(word) and word != "确保"))
        rows = frames["comparisons"]
        rows = rows[(rows["horizon"] == year) & ~rows["superseded"]]
        plans = rows.groupby([*GROUP], dropna=False)["plan_id"].transform("nunique")
        rows = rows[(plans > 1) & (rows["value_low"] == rows["value_high"])]
        expected += [
            (year, r["comparator"], r["strength"] == "aspirational")
            for r in rows.to_dict("records")
            if not re.search("覆盖|倍增", r["value_text"])
        ]
    assert in_words and sorted(shown) == sorted(expected)


def test_what_one_plan_sets_alone_for_a_year_is_no_comparison():
    rows = [
        land.target("ningbo-2020", "rd_intensity", 3.6, 2025),
        land.target("jiaxing-2020", "rd_intensity", 3.2, 2025),
        land.target("ningbo-2020", "labour_productivity", 30, 2025, unit="元/人"),
        land.target("jiaxing-2020", "labour_productivity", 28, 2027, unit="元/人"),
        land.target("ningbo-2020", "labour_productivity", 35, 2027, unit="元/人"),
        land.target("ningbo-2020", "rd_intensity", 3.9, 2030),
        land.target("jiaxing-2020", "labour_productivity", 33, 2030, unit="元/人"),
    ]
    frames = land.frames([land.NINGBO, land.JIAXING], rows)
    frames |= ambition.build(frames["plans"], frames["targets"], land.codebook())
    made = compare.sheets(View(frames, codebooks.load()))
    shown = {sheet.key: [row["indicator_id"] for row in sheet.rows] for sheet in made}
    assert shown == {"compare2025": ["rd_intensity"], "compare2027": ["labour_productivity"]}


def test_shares_of_totals_stand_as_the_chart_has_them():
    """1–2 of 10 are 10%–20%, not 15; what counts other things by its words is no share (高企 of 三级高企)."""
    rows = [
        land.target("zhejiang-2020", "hightech_firms", 10, unit="家", indicator_text="省市县三级高企"),
        land.target(
            "ningbo-2020",
            "hightech_firms",
            (1, 2),
            unit="家",
            comparator="range",
            indicator_text="省市县三级高企",
        ),
        land.target("jiaxing-2020", "hightech_firms", 5, unit="家", indicator_text="高企"),
    ]
    frames = land.frames([land.ZHEJIANG, land.NINGBO, land.JIAXING], rows)
    frames |= ambition.build(frames["plans"], frames["targets"], land.codebook())
    view = View(frames, codebooks.load())
    told = {row["region"]: row["share_of_parent"] for row in own.amplification(view).rows}
    assert told == {"宁波市": "10%–20%", "嘉兴市": "口径不同"}
    assert charts.chart_shares(view).data["shown"].tolist() == ["10%–20%"]


def test_totals_are_given_by_size_where_sizes_are_known(made):
    frames = dict(made[0])
    codebook = codebooks.load()
    scale = pd.DataFrame(
        [
            {"region": r, "year": 2020, "population": n, "gdp": None, "employment": None, "source": "made up"}
            for r, n in (("宁波市", 8_000_000), ("嘉兴市", 5_000_000))
        ]
    )
    frames |= ambition.build(frames["plans"], frames["targets"], codebook, scale=scale)
    for lang in ("zh", "en"):
        known = compare.sheets(View(frames, codebook, lang))[-1]
        assert known.key == "per_head"
        found = {(r["indicator_id"], r["region"]): r for r in known.rows if r["horizon"] == 2025}
        row = found["innovation_complexes", "宁波市"]  # ≥ 80 by 8 million
        assert row["per_10k_people"] == pytest.approx(0.1) and row["per_100m_gdp"] is None
        assert row["shown"] == "≥ 80" and row["scale_year"] == 2020
        plain = compare.sheets(View(made[0], codebook, lang))
        assert "per_head" not in [s.key for s in plain]


def test_lists_offer_the_allowed_codes(book):
    sheet = book["目标"]
    heads = {str(c.value).replace("✎ ", ""): c.column for c in sheet[HEAD + 1]}
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        (cells,) = rule.sqref.ranges
        offered[cells.min_col] = rule.formula1
        assert cells.max_row > sheet.max_row  # also below the table, for rows that are added
    assert offered[heads["比较"]].strip('"').split(",") == [
        "不低于",
        "超过",
        "不超过",
        "左右",
        "区间",
        "等于",
    ]
    assert offered[heads["指标编码"]] == "codes_indicator_id"
    assert {"codes_indicator_id", "codes_unit", "codes_plan_id"} <= set(book.defined_names)


def test_charts_are_native_and_have_titles_and_axis_names(made):
    with zipfile.ZipFile(made[2] / "zh.xlsx") as file:
        charts = [file.read(n).decode() for n in file.namelist() if n.startswith("xl/charts/chart")]
    assert len(charts) >= 4
    for chart in charts:
        assert "<c:title>" in chart and "<c:f>" in chart
        assert re.search(r"<c:valAx>.*?<c:title>", chart, re.DOTALL)
        assert '<c:delete val="1"/>' not in chart


def test_native_charts_bear_findings(made):
    with zipfile.ZipFile(made[2] / "en.xlsx") as file:
        charts = [file.read(n).decode() for n in file.namelist() if n.startswith("xl/charts/chart")]
    said = [re.search(r"<c:title>.*?<a:t>([^<]*)</a:t>", chart, re.DOTALL)[1] for chart in charts]
    assert len(said) == len(charts) and all(re.search(r"\d", title) for title in said)
    assert not any(title.rstrip().endswith(":") for title in said)


def test_native_charts_name_their_plans_and_mark_drafts():
    """A bar of a draft says so, and the figures stand in the unit of the axis: 30 where it is 万元/人."""
    huzhou = land.plan("huzhou-2023", "湖州市", "2023-05-01", status="draft")
    rows = [
        land.target(plan, "labour_productivity", value, unit="元/人") | {"value_text": None}
        for plan, value in (("ningbo-2020", 300_000), ("jiaxing-2020", 280_000), ("huzhou-2023", 250_000))
    ]
    frames = land.frames([land.NINGBO, land.JIAXING, huzhou], rows)
    frames |= ambition.build(frames["plans"], frames["targets"], land.codebook())
    view = View(frames, codebooks.load())
    shared = native_charts.blocks(view)[0]
    assert [(name, cell.value) for name, cell in shared.rows] == [
        ("宁波", 30),
        ("嘉兴", 28),
        ("湖州（稿）", 25),
    ]
    assert (shared.y_axis, shared.labels) == ("万元/人", ("30", "28", "25"))
    lines = native_charts._sources(view, shared)
    assert lines[0] == "n = 3份计划" and "".join(lines[1:]) == view.sources(view.plans)
    assert max(map(workbook_text.columns_of, lines)) <= 50


def test_a_step_stands_once_and_no_column_is_empty():
    step = {"target_id": "t", "pace_kind": "actual", "year_from": 2020, "value_from": 2.0, "plan_id": "p"}
    steps = [step, step | {"pace_kind": "stated"}]
    sheets = as_they_are.sheets(View({"pace": tables.frame("pace", steps)}, codebooks.load()))
    (sheet,) = sheets
    assert len(sheet.rows) == 1 and all(sheet.rows[0].get(c.key) for c in sheet.columns)


def test_english_labels(made):
    english = load_workbook(made[2] / "en.xlsx")
    assert {"Cover", "Contents", "Targets", "Evidence", "Notes"} <= set(english.sheetnames)
    heads = [c.value for c in english["Targets"][HEAD + 1]]
    assert "✎ Comparator" in heads and "Quote" in heads
    assert "0a1b2c3d4e5f" in [c.value for c in english["Cover"]["B"]]


HOSTILE = [
    '=HYPERLINK("http://x.example","点")', "+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3", "=1+1", "\t=1",
    "http://x.example/a", "<r><t>标记</t></r>", "<r></r>", "前\x00后\x0b甲\x1f", "_x0041_", "\ufffe乙",
    "a\r\nb", "  空  ", "'引号", "𠮷" * 3, "长" * 40_000, "𠮷" * 20_000,
]  # fmt: skip


def test_a_figure_in_words_has_room_in_the_comparison(made):
    """A number whose format is wider than its column shows as ####."""
    sheet = load_workbook(made[2] / "en.xlsx")["Compare 2025"]
    spans = [(d.min, d.max, d.width) for d in sheet.column_dimensions.values()]  # equal neighbours are one
    worded = [
        (cell.number_format.strip('"'), next(w for a, b, w in spans if a <= cell.column <= b))
        for row in sheet.iter_rows(min_row=HEAD + 2)
        for cell in row
        if cell.number_format.startswith('"') and cell.number_format.count('"') == 2
    ]
    assert worded and all(len(words) <= width for words, width in worded)


NOT_CHINESE = {"Region", "Parent region", "Plan (name)"}  # of documents stays as they have it


def test_an_english_workbook_names_territories_and_tells_problems_in_english(made):
    book = load_workbook(made[2] / "en.xlsx", rich_text=True)
    for sheet in book.worksheets:
        if sheet.tables and sheet.sheet_state == "visible" and sheet.title != "Charts":
            said = [str(row[head]) for row in rows_of(sheet) for head in NOT_CHINESE & {*row} if row[head]]
            assert not [text for text in said if re.search(r"[\u3400-\u9fff]", text)], sheet.title
    assert {"Zhejiang", "Jiaxing"} <= {row["Region"] for row in rows_of(book["Plans"])}
    assert "Message in Chinese" not in rows_of(book["Problems"])[0]


def test_a_chinese_workbook_explains_columns_and_problems_in_chinese(made, book):
    assert {*ABOUT_ZH} == {*schema.COLUMNS} and {*TYPES_ZH} == {c.type for c in schema.COLUMNS.values()}
    about = {row["列名"]: (row["类型"], row["含义"]) for row in rows_of(book["数据字典"])}
    assert about["value_high"] == ("数", "上限；单一数值时与下限相同")
    assert all(re.search(r"[\u3400-\u9fff]", row["说明"]) for row in rows_of(book["问题"]))


@pytest.fixture(scope="module")
def hostile(made, tmp_path_factory):
    """A workbook of a plan and a target for each hostile text, whose every word is the text."""
    frames, _, _ = made
    plans = pd.concat([frames["plans"].head(1)] * len(HOSTILE), ignore_index=True)
    targets = pd.concat([frames["targets"].head(1)] * len(HOSTILE), ignore_index=True)
    plans["plan_id"] = targets["plan_id"] = targets["target_id"] = [f"p{n:02}" for n in range(len(HOSTILE))]
    for column in ("title", "issuer"):
        plans[column] = HOSTILE
    for column in ("quote", "indicator_text", "value_text", "scope"):
        targets[column] = HOSTILE
    targets["start"], targets["end"] = 0, [len(text) for text in HOSTILE]
    problems = [{"source_file": "a.txt", "stage": "reading", "problem": "x", "message": t} for t in HOSTILE]
    small = {"plans": plans, "targets": targets, "problems": tables.frame("problems", problems)}
    path = tmp_path_factory.mktemp("hostile") / "hostile.xlsx"
    return workbook.write(View(small, codebooks.load(), texts=dict(zip(plans["plan_id"], HOSTILE))), path)


@pytest.fixture(scope="module")
def hostile_plans(hostile):
    return load_workbook(hostile)["计划"]


def test_hostile_text_makes_no_formula_and_no_link(hostile):
    with zipfile.ZipFile(hostile) as file:
        for name in (n for n in file.namelist() if n.startswith("xl/worksheets/sheet")):
            assert "<f>" not in file.read(name).decode()
        rels = [file.read(n).decode() for n in file.namelist() if n.endswith(".rels")]
        assert not any("x.example" in r for r in rels)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: ascii(t[:12]))
def test_hostile_text_arrives_as_text(hostile_plans, text):
    heads = [c.value for c in hostile_plans[HEAD + 1]]
    row = next(r for r in hostile_plans.iter_rows() if f"p{HOSTILE.index(text):02}" in [c.value for c in r])
    cell = row[heads.index("标题")]
    assert cell.data_type == "s"
    expected = workbook_text.cell_text(text)
    assert workbook_text.utf16_length(str(cell.value)) <= workbook_text.CELL_LIMIT
    assert str(cell.value).replace("_x005F_", "_") == expected
    if workbook_text.looks_like_formula(text):
        assert cell.quotePrefix
    if len(text) > 1000:
        assert expected.endswith("（全文见 texts 文件夹）") and expected.startswith(text[:1000])


def test_sheets_that_hold_not_every_row_say_so(made, tmp_path, monkeypatch):
    frames, texts, _ = made
    monkeypatch.setattr(as_they_are, "MOST_ROWS", 40)
    workbook.write(View(frames, codebooks.load(), texts=texts), tmp_path / "cut.xlsx")
    book = load_workbook(tmp_path / "cut.xlsx")
    for name, file in (
        ("目标", "targets"),
        ("证据", "targets"),
        ("未采用", "numerals"),
        ("未比较目标", "not_compared"),
    ):
        assert len(rows_of(book[name])) == 40
        assert "只列前 40 行" in book[name]["A2"].value and f"{file}.csv" in book[name]["A2"].value
    assert "只列前" not in book["计划"]["A2"].value


def test_a_half_character_is_replaced():
    assert workbook_text.cell_text("甲\ud800乙") == "甲\ufffd乙"


def test_no_more_links_on_a_sheet_than_excel_keeps():
    assert xlsx.MOST_ROWS + 1 <= 65_530


@pytest.mark.parametrize("name", ["比较: 2025/26", "x" * 40, "'引'", "", "a\x00b", "History", "[甲]?*"])
def test_sheet_names_excel_allows(name):
    taken: set[str] = set()
    names = [workbook_text.sheet_name(name, taken) for _ in range(12)]
    assert len({n.casefold() for n in names}) == 12
    assert all(0 < len(n) <= 31 and not set(n) & set("[]:*?/\\") and not n.startswith("'") for n in names)


def test_widths_count_a_chinese_character_twice():
    assert workbook_text.columns_of("目标a") == 5
    assert workbook_text.columns_of("甲\n乙丙") == 4
    assert workbook_text.lines_of("目" * 30, 21) == 3


@pytest.mark.heavy
def test_two_hundred_thousand_targets(made, tmp_path):
    frames, texts, _ = made
    targets = frames["targets"]
    many = pd.concat([targets] * -(-200_000 // len(targets)), ignore_index=True).head(200_000)
    many["target_id"] = [f"t{n:06d}" for n in range(len(many))]
    small = {"plans": frames["plans"], "targets": many}
    path = workbook.write(View(small, codebooks.load(), texts=texts), tmp_path / "many.xlsx")
    with zipfile.ZipFile(path) as file:
        sheet = file.read("xl/worksheets/sheet6.xml")
    rows, links = sheet.count(b"<row "), sheet.count(b"<hyperlink ")
    assert rows == xlsx.MOST_ROWS + HEAD + 1 and links <= 65_530


def test_opens_in_libreoffice_with_every_sheet(begun, tmp_path):
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed; it opens the workbook here")
    command = [
        office,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path / 'profile'}",
        "--convert-to",
        "xlsx",
    ]
    source = workbook.write(begun[0].view, tmp_path / "made" / "zh.xlsx", RUN)
    subprocess.run([*command, "--outdir", tmp_path, source], check=True, capture_output=True, timeout=300)
    before, after = (load_workbook(path, read_only=True) for path in (source, tmp_path / "zh.xlsx"))
    assert after.sheetnames == before.sheetnames
    for name in ("目标", "证据"):
        first, second = (
            next(book[name].iter_rows(HEAD + 2, HEAD + 2, 2, 5, values_only=True)) for book in (before, after)
        )
        assert first == second and any(first)


@pytest.mark.parametrize(
    ("title", "share"), [("浙江省科技创新规划", "25%"), ("浙江省软件产业发展规划", "口径不同")]
)
def test_a_share_of_the_total_above_stands_only_where_both_count_the_same(title, share):
    rows = [land.target(p, "hightech_firms", n, 2025, "家", indicator_text="高新技术企业")
            for p, n in (("zhejiang-2020", 400), ("ningbo-2020", 100))]  # fmt: skip
    frames, codes = world(
        land.frames([{**land.ZHEJIANG, "title": title}, land.NINGBO], rows), land.codebook()
    )
    (row,) = own.amplification(View(frames, codes)).rows
    assert row["share_of_parent"] == share
