"""The sheet of contents: every sheet with a link, its rows and a sentence on it, in groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cityplans import schema
from cityplans.publishing.telling.view import View
from cityplans.publishing.workbook.xlsx import Book, Link, Sheet, on_a4

# group → key of a sheet → what it says (Chinese, English); sheets of one year share a key
GROUPS: dict[tuple[str, str], dict[str, tuple[str, str]]] = {
    ("怎么读", "How to read"): {
        "notes": ("符号、空格、力度和更正的含义", "What signs, empty cells, firmness and corrections mean"),
        "charts": ("可改样式的图，各附所读的表", "Charts to restyle, each with the table it reads"),
    },
    ("计划与目标", "Plans and targets"): {
        "plans": ("有哪些计划：地区、层级、日期、状态", "Which plans: territory, level, date, status"),
        "profiles": (
            "每个地区一段：计划、主题、可对照的目标、目标调整",
            "A part for each region: plans, themes, comparable targets, targets set again",
        ),
        "targets": ("每个量化目标一行，橙色列可更正", "A row a target; the orange columns may be corrected"),
        "review": (
            "先看的行：存疑的和抽查的，判断后导入",
            "Rows to look at first, with a cell for the verdict",
        ),
    },
    ("比较", "Comparison"): {
        "compare": ("同一年的共有指标：指标 × 计划", "Shared indicators of one year: indicator × plan"),
        "amplification": ("各地目标与上级目标之差", "Targets against those of the territory above"),
        "revisions": ("同一地区后来的计划改了哪些目标", "What later plans of a territory changed"),
        "commitment_profile": (
            "各计划的目标怎么说：下限、确保、约数、力争",
            "How each plan words its targets: floor, ensured, about, aim",
        ),
    },
    ("主题", "Themes"): {
        "plan_themes": ("各主题占各计划篇幅的比重", "Share of each theme in each plan's text")
    },
    ("核对", "Checks"): {
        "problems": ("需要人看的问题", "What a person should look at"),
        "changes": ("与上次认可的结果相比的变化", "What changed since the tables accepted last"),
        "corrections": ("已做的更正", "Corrections made so far"),
    },
    ("附：全部数据", "Behind: the full tables"): {
        "evidence": ("每个目标的原句和出处", "The sentence of each target and where it stands"),
        "unused": ("文中不是目标的数字，各有归类", "Numbers that are no targets, each with its class"),
        "not_compared": ("哪些目标没有比较，为什么", "Which targets are not compared, and why"),
        "pace": (
            "前后两个目标相差多少；由已达到的数值到目标，每年要变化多少",
            "What two targets differ by; the change a year asked for from what was reached",
        ),
        "per_head": ("总量按人口和GDP折算", "Totals by inhabitants and GDP"),
        "theme_changes": (
            "同一地区前后计划的主题变化",
            "How themes changed from a territory's plan to the next",
        ),
        "borrowing": ("各计划有多少文字见于更早的计划", "How much of each plan stands in older ones"),
        "number_swaps": ("同一句话，另一个数字", "The same sentence, another number"),
        "name_spread": (
            "名称最早见于哪份计划，见于几个地区",
            "Names: the plan that has each first, and in how many territories it stands",
        ),
        "editions": ("各计划的版本", "The editions of each plan"),
        "edition_differences": ("版本之间不同的文字", "Readings that differ between editions"),
    },
    ("附：代码与定义", "Behind: codes and definitions"): {
        "codes": ("代码的含义", "What the codes mean"),
        "dictionary": ("各表各列的定义", "Every column of every table"),
    },
}


def key_of(sheet: Sheet) -> str:
    """The key under which a sheet stands in GROUPS: compare2025 → compare."""
    return sheet.key.rstrip("0123456789")


def ordered(sheets: Iterable[Sheet]) -> list[Sheet]:
    """The sheets as GROUPS lists them; KeyError for one that stands nowhere, so that none is forgotten."""
    place = {key: i for i, key in enumerate(key for group in GROUPS.values() for key in group)}
    return sorted(sheets, key=lambda sheet: (place[key_of(sheet)], sheet.key))


def write(book: Book, view: View, name: str, sheets: Sequence[Sheet]) -> None:
    """Every sheet that is there below its group, then the tables that stay in CSV."""
    page = book.worksheet(name)
    page.hide_gridlines(2)
    book.put(page, 0, 0, name, bold=True, font_size=14)
    heads = (view.pick("工作表", "Sheet"), view.pick("行数", "Rows"), view.pick("说明", "About"))
    for column, head in enumerate(heads):
        book.put(page, 2, column, head, bold=True, bottom=1)
    row = 3
    for title, said in GROUPS.items():
        here = [s for s in sheets if key_of(s) in said and not s.hidden]
        row = _group(book, page, row, view.pick(*title), [(s, view.pick(*said[key_of(s)])) for s in here])
    shown = {sheet.key for sheet in sheets}
    tables = [t for t in schema.TABLES if t in view.frames and t not in shown]
    book.put(page, row + 1, 0, view.pick("只在 CSV 中的表", "Tables only in CSV"), bold=True, bottom=1)
    for at, table in enumerate(tables, row + 2):
        book.put(page, at, 0, f"{table}.csv")
        book.put(page, at, 1, len(view.frames[table]), "integer")
        book.put(page, at, 2, view.pick(schema.TABLES[table].zh, schema.TABLES[table].about), indent=1)
    _look(book, page, name)


def _group(book: Book, page, row: int, title: str, sheets: Sequence[tuple[Sheet, str]]) -> int:
    """The rows of one group; the row after them."""
    if not sheets:
        return row
    book.put(page, row, 0, title, bold=True)
    for at, (sheet, about) in enumerate(sheets, row + 1):
        book.put(page, at, 0, Link(sheet.name, 0, sheet.name), indent=1)
        book.put(page, at, 1, len(sheet.rows) or None, "integer")
        book.put(page, at, 2, about, indent=1)
    return row + 1 + len(sheets)


def _look(book: Book, page, name: str) -> None:
    widths: Mapping[int, int] = {0: 26, 1: 10, 2: 80}
    for column, width in widths.items():
        page.set_column(column, column, width, book.format())
    page.freeze_panes(3, 0)
    on_a4(page, name)
    page.fit_to_pages(1, 0)
