"""One figure everywhere: chart, workbook, Word, PowerPoint, explorer and notebook say the same of a target.

Read back from what each of them gives to its reader, and held against the tables.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from charted_rows import processed
from cityplans import codebook
from cityplans.comparison.ambition.alike import GROUP, records
from cityplans.publishing.briefing import briefing, docx, pptx
from cityplans.publishing.briefing.content import plain
from cityplans.publishing.charts import charts
from cityplans.publishing.explorer import data
from cityplans.publishing.notebooks.story import Told, ambition, passages
from cityplans.publishing.telling import number_swaps, wording
from cityplans.publishing.telling.comparable import group_label, groups
from cityplans.publishing.telling.view import View
from cityplans.publishing.workbook import compare
from cityplans.publishing.workbook.compare import MISSING
from cityplans.publishing.workbook.xlsx import HEAD, Book

OUT = Path(__file__).parents[1] / "data" / "processed"
LANGS = ("zh", "en")


@cache
def real():
    """Tables, texts and codebook of the project."""
    return *processed(), codebook.load(OUT.parent / "codebook")


@cache
def view(lang: str) -> View:
    frames, texts, book = real()
    return View(frames, book, lang, texts)


def current() -> list[dict]:
    return [r for r in records(real()[0]["comparisons"]) if not r["superseded"]]


# --- the workbook -------------------------------------------------------------------------------------------


def compare_sheets(lang: str) -> list:
    """The sheets of a workbook that set plans side by side, as a spreadsheet program finds them."""
    book, sheets = Book(lang), compare.sheets(view(lang))
    for sheet in sheets:
        book.add(sheet)
    for sheet in sheets:
        book.write(sheet, None)
    return [s for s in load_workbook(BytesIO(book.close())).worksheets if re.search(r"20\d\d$", s.title)]


def as_displayed(cell) -> str:
    """What a spreadsheet program prints for the number format `"≥ "0.0" 力争"`."""
    if isinstance(cell.value, str):
        return cell.value
    if words := re.fullmatch(r'"([^"]*)"', cell.number_format):
        return words[1]
    parts = re.fullmatch(r'(?:"([^"]*)")?([#,0.]+)(?:"([^"]*)")?', cell.number_format).groups()
    before, digits, after = (part or "" for part in parts)
    comma = "," if "," in digits else ""
    return f"{before}{cell.value:{comma}.{len(digits.partition('.')[2])}f}{after}"


def with_word(text: str, word: str) -> str:
    """The word of a row's scale (亿, billion) put where charts print it: after the digits."""
    return re.sub(r"(\d)(?=\D*$)", rf"\1{word}", text, count=1) if word else text


def amounts(text: str, lang: str) -> list[float]:
    """The figures of a printed value in full: `力争> 1.5万` → 15000."""
    words = {"": 1.0} | {word.strip(): step for step, word in wording.STEPS[lang]}
    found = re.findall(r"(\d[\d,]*(?:\.\d+)?) ?(万亿|[万亿]|trillion|billion|million)?", text)
    return [round(float(number.replace(",", "")) * words[word], 6) for number, word in found]


def signs(text: str) -> list[str]:
    return re.findall(r"[≥>≤≈–]|力争|确保|aim|ensured", text)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_the_workbook_prints_what_the_charts_print(lang):
    expected = {(r["horizon"], tuple(r[k] for k in GROUP), r["plan_id"]): r for r in current()}
    told = view(lang)
    plans = {told.marked(plan_id): plan_id for plan_id in told.plans}
    labels = {(group_label(told, g, False), g[0], g[2]): g for g in groups(view("zh"))}
    seen, alike = set(), 0
    for sheet in compare_sheets(lang):
        heads = [c.value for c in sheet[HEAD + 1]]
        for row in sheet.iter_rows(min_row=HEAD + 2):
            unit = row[2].value or ""
            word = next((w for _, w in wording.STEPS[lang] if unit.startswith(w.strip())), "")
            for head, cell in zip(heads[3:-2], row[3:-2], strict=True):
                if cell.value in [told.word("missing", reason) for reason in MISSING]:
                    continue
                possible = [
                    g
                    for (label, key, _), g in labels.items()
                    if (label, key) == (row[1].value, row[-1].value)
                ]
                keys = [(int(sheet.title[-4:]), g, plans[head]) for g in possible]
                target = next(expected[k] for k in keys if k in expected and _unit(k[1], unit, word, lang))
                shown, printed = as_displayed(cell), view(lang).value(target)
                full = with_word(shown, word) if "–" not in shown else shown
                assert signs(shown) == signs(printed)
                assert amounts(full, lang) == amounts(printed, lang), (shown, printed)
                alike += full.replace(",", "").removesuffix("°") == printed.replace(",", "")
                seen.add(target["target_id"])
    plans_of = Counter((k[0], k[1]) for k in expected)
    assert seen == {r["target_id"] for k, r in expected.items() if plans_of[k[0], k[1]] > 1}
    assert alike > 0.95 * len(seen)  # the rest stands in rows of mixed size: 4000 beside 1.6万


def _unit(group: tuple, unit: str, word: str, lang: str) -> bool:
    return unit == (word.strip() + ("" if lang == "zh" else " ") + view(lang).unit(group[2])).strip()


# --- the explorer, the charts, the notebook, the briefings --------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_the_explorer_prints_what_the_charts_print(lang):
    frames, texts, book = real()
    held = data.payload(View(frames, book, texts=texts))
    column = held["derived"][f"shown_{lang}"]
    shown = column if isinstance(column, list) else [column["values"][i] for i in column["index"]]
    for row, text in zip(data.in_order(view(lang), records(frames["targets"])), shown, strict=True):
        printed, unit = view(lang).value(row), view(lang).unit(row["unit"])
        text = text.replace("个百分点", "百分点")  # counted beside a figure, as 4个百分点
        if row["value_low"] == row["value_high"] == 1 and lang == "en":
            unit = view(lang)._counted(row["unit"], is_one=True)  # 1 firm
        assert (
            text == printed
            or text.replace(f" {unit}" if lang == "en" and unit != "%" else unit, "", 1) == printed
        )
    (group,) = [g for g in held["groups"] if g["findings"] and g["indicator_id"] == "rd_intensity"]
    assert (
        group["findings"][LANGS.index(lang)]
        == charts.chart_dots(View(frames, book, lang), "rd_intensity").title
    )


def test_the_charts_print_the_values_of_the_tables():
    """Every second chart, each in one of the languages."""
    allowed = {lang: {(r["region"], r["horizon"], view(lang).value(r)) for r in current()} for lang in LANGS}
    drawn = 0
    for place, group in enumerate(groups(view("zh"))[::2]):
        lang = LANGS[place % 2]
        made = charts.chart_dots(view(lang), group)
        if made is None:
            continue
        rows = {(r["region"], r["horizon"], r["value"]) for r in records(made.data)}
        assert rows <= allowed[lang]
        words = [t.get_text().rstrip("°") for axes in made.figure.axes for t in axes.texts]
        assert all(value in words for _, _, value in rows)
        drawn += 1
    assert drawn > 8


@pytest.mark.parametrize("lang", LANGS)
def test_the_notebook_prints_what_the_charts_print(lang):
    frames, texts, book = real()
    told = Told(frames, book, lang, texts, OUT, OUT)
    table = repr(ambition.who_aims_higher(told))
    beside = Counter((*(row[k] for k in GROUP), row["horizon"]) for row in current())
    for row in current():
        if beside[(*(row[k] for k in GROUP), row["horizon"])] > 1:
            assert f"{view(lang).region(row['region'])} {view(lang).value(row)}" in table
    rows = [r for r in current() if r["indicator_id"] == "rd_intensity"]
    finding = repr(ambition.one(told, "rd_intensity"))
    for row in rows:
        draft = {"zh": "（征求意见稿）", "en": " (draft)"}[lang] if row["status"] == "draft" else ""
        assert f"{view(lang).region(row['region'])}{draft} {view(lang).value(row)}" in finding


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "indicator"),
    [("zh", "rd_intensity"), ("en", "tech_transaction_volume"), ("zh", "hightech_zone_rank")],
)
def test_word_and_slides_print_what_the_charts_print(lang, indicator):
    made = briefing.briefing(view(lang), indicator=indicator)
    word = Document(BytesIO(docx.render(made)))
    slides = [s for slide in Presentation(BytesIO(pptx.render(made))).slides for s in slide.shapes]
    cells = [c.text for t in word.tables for r in t.rows for c in r.cells]
    others = [c.text for s in slides if s.has_table for r in s.table.rows for c in r.cells]
    group = next(g for g in groups(view(lang)) if g[0] == indicator)
    for value in charts.chart_dots(view(lang), group).data["value"]:
        assert value in cells and any(re.fullmatch(rf"{re.escape(value)}(\[\d+\])?", c) for c in others)


@pytest.mark.parametrize("lang", LANGS)
def test_notebook_and_briefing_count_the_same_swaps(lang):
    frames, texts, book = real()
    rows = number_swaps.distinct(number_swaps.swapped(view(lang)))
    n = number_swaps.counted(rows)
    finding = repr(passages.finding(Told(frames, book, lang, texts, OUT, OUT)))
    words = {
        "zh": f"{len(rows)}处换了数字；其中目标年也相同、可比的{sum(n.values())}处，"
        f"{n['higher']}处更高，{n['lower']}处更低",
        "en": f"{len(rows)} with another; of {sum(n.values())} for the same year",
    }
    assert words[lang] in finding
    (plan,) = [p for p in frames["plans"]["plan_id"] if p.startswith("ningbo")]
    made = briefing.briefing(View(frames, book, lang), region="宁波市")
    title = number_swaps.sentence(view(lang), number_swaps.swapped(view(lang), plan))
    assert any(plain(f).startswith(title) for f in made.findings)


def test_the_chart_against_above_counts_every_pair_the_table_orders():
    """Also those whose words have no amount: 基本覆盖 is below 全覆盖 by no number."""
    rows = real()[0]["amplification"]
    rows = rows[rows["relation"].notna() & ~rows["superseded"]]
    assert rows["amplification"].isna().any()
    n = rows["relation"].value_counts()
    made = charts.chart_amplification(view("zh"))
    assert made.title.startswith(
        f"{len(rows)}项城市目标中，{n['higher']}项高于上级、{n['equal']}项持平、{n['lower']}项低于上级"
    )
    assert set(made.data.loc[made.data["amplification"].isna(), "shown"]) == {"更低"}
