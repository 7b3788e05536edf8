"""Cover, contents, codes, data dictionary and notes: what the reader needs before and after the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from cityplans import schema
from cityplans.publishing.telling.text import counted, lines_of, of_regions
from cityplans.publishing.telling.view import LEVELS, View
from cityplans.publishing.telling.wording import pick
from cityplans.publishing.workbook.as_they_are import table_name
from cityplans.publishing.workbook.columns_zh import ABOUT_ZH, TYPES_ZH
from cityplans.publishing.workbook.xlsx import HEAD, Book, Col, Link, Sheet, on_a4

COVER_TEXT = 96  # width of what the cover says
NOTES = (  # (zh, en)
    ("空单元格表示原文没有，不是零。", "An empty cell means that the document does not say, not zero."),
    (
        "每个目标都可回到原文：“证据”列跳到原句，原句标出引文与数值，并给出文件、页码和字符位置。",
        "Every target leads to its text: “Evidence” jumps to the sentence, with quote and value marked, and "
        "gives file, page and character.",
    ),
    (
        "数值已乘开（300 亿元为 30000000000 元）；“目标值”一列按原文的界限和力度显示。",
        "Values are multiplied out (300 亿元 is 30000000000 yuan); “Reads as” prints bound and strength.",
    ),
    (
        "比较表的数字带界限显示（≥ ≈ 力争）；单元格仍是数字，可排序、可作图。",
        "Numbers in the sheets of comparison show their bound (≥, ≈, aim); the cells remain numbers.",
    ),
    (
        "≥3.8 与 3.6 可以分高下，≈3.0 与 3.1 不能：见 ranks.csv 的“无法排序数”。",
        "≥3.8 and 3.6 can be ordered, ≈3.0 and 3.1 cannot: see “Not to be ordered” in ranks.csv.",
    ),
    (
        "更正：只改橙色列（✎）。导入后写入 data/codebook/corrections.csv，以后每次重算都会应用；"
        "原句或原值已变的更正不会悄悄生效，而是列入“问题”表。撤销更正：删去该文件中的行。",
        "Corrections: edit the orange columns (✎) only. The import writes data/codebook/corrections.csv, "
        "which every later build applies; one whose sentence or old value has changed is not applied but "
        "listed under Problems. To undo one, delete its row in that file.",
    ),
    (
        "表末可添漏掉的目标：填计划编号、原文（须与计划文字完全一致）、数值、单位；其余可空。",
        "A target that was missed may be added below the table: plan id, quote (exactly as in the text), "
        "value as printed, value (low) and unit; the rest may stay empty.",
    ),
    (
        "隐藏的 as_exported 表保存导出时的原值，供识别更正，请勿删除。",
        "The hidden sheet as_exported holds the values as written, by which edits are told; please keep it.",
    ),
    (
        "排序、筛选不影响更正：按目标编号辨认。",
        "Sorting and filtering do no harm: rows are known by their target id.",
    ),
)


def cover(
    book: Book, view: View, name: str, run: Mapping, changes: Sequence[Mapping], links: Mapping[str, Link]
) -> None:
    """What this is, of which run, how to cite it, and what changed since the last run."""
    page = book.worksheet(name)
    page.hide_gridlines(2)
    for column, width in enumerate((30, COVER_TEXT, 13, 12, 10)):
        page.set_column(column, column, width, book.format())
    book.put(
        page,
        0,
        0,
        view.pick("城市创新规划目标库", "Targets of city innovation plans"),
        bold=True,
        font_size=18,
    )
    row = 2
    for head, text in _facts(view, run):
        book.put(page, row, 0, head, bold=True)
        book.put(page, row, 1, text, text_wrap=True)
        page.set_row(row, 15 * lines_of(text, COVER_TEXT))
        row += 1
    book.put(page, row, 0, view.pick("本次变化", "What changed"), bold=True)
    for line in _changed(view, changes) or [
        view.pick("没有上一次的结果可比，或没有变化。", "Nothing, or no earlier run to compare with.")
    ]:
        book.put(page, row, 1, line, text_wrap=True)
        row += 1
    row += 1
    for key in ("contents", "notes"):
        book.put(page, row, 0, links[key])
        row += 1
    _plans(book, page, view, row + 1)
    on_a4(page, name)
    page.fit_to_pages(1, 0)


def _plans(book: Book, page, view: View, row: int) -> None:
    """The plans this is from, drafts marked, with how many targets each gives."""
    heads = (("计划", "Plan"), ("标题", "Title"), ("日期", "Date"), ("状态", "Status"), ("目标数", "Targets"))
    for column, head in enumerate(heads):
        book.put(page, row, column, view.pick(*head), bold=True, bottom=1)
    counted = Counter(t["plan_id"] for t in view.rows("targets"))
    for at, (plan_id, plan) in enumerate(view.plans.items(), row + 1):
        draft = plan["status"] == "draft"
        book.put(page, at, 0, view.name(plan_id))
        book.put(page, at, 1, plan["title"] or "", text_wrap=True)
        page.set_row(at, 15 * lines_of(plan["title"] or "", COVER_TEXT))
        book.put(page, at, 2, view.issued(plan_id))
        book.put(page, at, 3, view.word("status", plan["status"]), bold=draft)
        book.put(page, at, 4, counted[plan_id], "integer")


def cite(run: Mapping, lang: str) -> str:
    """The line to put under a figure or in a footnote."""
    if run.get("cite"):
        return str(run["cite"])
    return pick(lang, "cityplans {}，运行编号 {}", "cityplans {}, run {}").format(
        run.get("version", ""), run.get("run_id", "—")
    )


def _facts(view: View, run: Mapping) -> list[tuple[str, str]]:
    plans = view.rows("plans")
    span = " – ".join(view.days()) or "—"
    n = len(view.rows("targets"))
    has_nation = any(p["region_level"] == LEVELS[0] for p in plans)
    regions_zh, regions_en = of_regions(len({p["region"] for p in plans} - {None}), has_nation)
    what = view.pick(
        f"{regions_zh}{len(plans)}份计划（{span}）的{n}个量化目标，逐一可回到原文。",
        f"{counted(n, 'quantified target')} in {counted(len(plans), 'plan')} of {regions_en}, {span}, each "
        "with the sentence it stands in.",
    )
    facts = [
        (view.pick("内容", "What"), what),
        (view.pick("日期", "Date"), str(run.get("date") or "—")),
        (view.pick("运行编号", "Run"), str(run.get("run_id") or "—")),
        (view.pick("程序版本", "Version"), str(run.get("version") or "—")),
        (view.pick("编码本", "Codebook"), str(getattr(view.codebook, "digest", "") or "—")[:12]),
        (view.pick("引用", "Cite as"), cite(run, view.lang)),
    ]
    return facts


def _changed(view: View, changes: Sequence[Mapping]) -> list[str]:
    counts: dict[str, int] = {}
    for row in changes:
        counts[row["change_kind"]] = counts.get(row["change_kind"], 0) + 1
    return [f"{view.word('change_kind', kind)}: {n}" for kind, n in counts.items()]


def codes(view: View) -> Sheet:
    """Every code with its meaning; the lists of the Targets sheet read the long ones here."""
    known = [(r["column"], r["code"], r[view.lang]) for r in view.codebook["codes"]]
    known += [("theme", r["theme"], r[view.lang]) for r in view.codebook["themes"]]
    known += [("doubts", r["sign"], r[view.lang]) for r in view.codebook["confidence"]]
    known += [(key, code, word) for key, pairs in long_lists(view).items() for code, word in pairs]
    rows = [
        {"column": key, "label": view.label(key), "code": code, "meaning": word}
        for key, code, word in known
        if key in schema.COLUMNS
    ]
    columns = [
        Col("column", view.pick("列名", "Column")),
        Col("label", view.pick("标签", "Label")),
        Col("code", view.pick("代码", "Code"), width=30),
        Col("meaning", view.pick("含义", "Meaning"), width=44),
    ]
    note = view.pick(
        "指标编码来自 indicators.csv，单位来自 units.csv。",
        "Indicator keys stand in indicators.csv, units in units.csv.",
    )
    sheet = Sheet("codes", view.pick("代码", "Codes"), "Codes", columns, rows, note)
    sheet.after = _named_ranges
    return sheet


def long_lists(view: View) -> dict[str, list[tuple[str, str]]]:
    units = {r["unit"] for r in (*view.codebook["units"], *view.rows("targets")) if r["unit"]}
    return {
        "indicator_id": sorted(
            (r["indicator_id"], view.indicator(r["indicator_id"])) for r in view.codebook["indicators"]
        ),
        "unit": [(u, view.unit(u)) for u in sorted(units - {""})],
        "plan_id": [(p["plan_id"], view.name(p["plan_id"])) for p in view.rows("plans")],
    }


def _named_ranges(book: Book, _, sheet: Sheet) -> None:
    for key in ("indicator_id", "unit", "plan_id"):
        places = [HEAD + 2 + n for n, row in enumerate(sheet.rows) if row["column"] == key]
        if places:
            quoted = sheet.name.replace("'", "''")
            book.book.define_name(f"codes_{key}", f"='{quoted}'!$C${places[0]}:$C${places[-1]}")


def dictionary(view: View, sheets: Sequence[Sheet]) -> Sheet:
    """Every column of every table: label, type, meaning and allowed codes."""
    rows = []
    where = {s.key: s.name or s.title for s in reversed(sheets)}
    for name in sorted(view.frames):
        table = schema.TABLES.get(name)
        for key in table.columns if table else ():
            column = schema.COLUMNS[key]
            rows.append(
                {
                    "sheet": where.get(name, ""),
                    "table": table_name(name),
                    "file": f"{name}.csv",
                    "column": key,
                    "label": view.label(key),
                    "type": view.pick(TYPES_ZH[column.type], column.type),
                    "about": view.pick(ABOUT_ZH[key], column.about),
                    "values": ", ".join(column.values),
                }
            )
    heads = (
        ("sheet", "工作表", "Sheet"),
        ("table", "表名", "Table"),
        ("file", "文件", "File"),
        ("column", "列名", "Column"),
        ("label", "标签", "Label"),
        ("type", "类型", "Type"),
        ("about", "含义", "Meaning"),
        ("values", "代码", "Codes"),
    )
    columns = [
        Col(k, view.pick(zh, en), wrap=k in ("about", "values"), width={"about": 50, "values": 60}.get(k, 0))
        for k, zh, en in heads
    ]
    note = view.pick("与 datapackage.json 出自同一定义。", "From the same definition as datapackage.json.")
    return Sheet(
        "dictionary", view.pick("数据字典", "Data dictionary"), "DataDictionary", columns, rows, note
    )


def notes(lang: str) -> Sheet:
    rows = [{"n": n, "note": text} for n, text in enumerate((pick(lang, *words) for words in NOTES), 1)]
    columns = [
        Col("n", pick(lang, "序号", "No."), "plain", width=8),
        Col("note", pick(lang, "说明", "Note"), width=110, wrap=True),
    ]
    return Sheet("notes", pick(lang, "说明", "Notes"), "Notes", columns, rows)
