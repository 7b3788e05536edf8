"""One table in every form in which copies of a plan keep it: its targets do not depend on the form."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cityplans.extraction import collation
from cityplans.reading import corpus
from cityplans.reading.cleaning.centred_names import centred_names
from cityplans.reading.cleaning.flattened_tables import flattened_tables
from cityplans.reading.cleaning.stacked_cells import stacked_cells
from cityplans.reading.mapped import Mapped
from extraction_rows import book, words

# group, indicator, unit, 2020, 2023, 2025, yearly growth, class of planning
ROWS = [
    ("创新驱动", "全社会研发经费投入占地区生产总值比重", "%", "2.35", "2.7", "3.2", "—", "预期性"),
    ("创新驱动", "每万人口高价值发明专利拥有量", "件", "6.8", "9", "12", "—", "预期性"),
    ("创新驱动", "高新技术企业数", "家", "1250", "1800", "2600", "15.8%", "预期性"),
    ("人才支撑", "人才资源总量", "万人", "86.5", "98", "115", "5.9%", "预期性"),
    ("人才支撑", "新增高技能人才", "万人", "—", "[3]", "[8]", "—", "约束性"),
    ("生态环境", "空气质量优良天数比例", "%", "88.2", "≥89", "≥90", "—", "约束性"),
    ("生态环境", "单位GDP能耗降低", "%", "—", "—", "[13.5]", "—", "约束性"),
    ("民生福祉", "每千人口拥有执业（助理）医师数", "人", "2.9", "3.1", "3.4", "—", "预期性"),
    ("民生福祉", "劳动年龄人口平均受教育年限", "年", "10.9", "11.2", "11.6", "—", "约束性"),
]
GROUP, NAME, UNIT, BASE, HALFWAY, GOAL, GROWTH, NATURE = range(8)
NUMBER, NAMED = -1, -2  # the row's number; the indicator with its unit in brackets
# heads, what stands under each, and which of these are goals for which year
HEADS = {
    "numbered": ("序号 指标 单位 2020年 2025年 属性", (NUMBER, NAME, UNIT, BASE, GOAL, NATURE), {4: 2025}),
    "grouped": (
        "类别 指标名称 2020年实际 2025年目标 指标属性",
        (GROUP, NAMED, BASE, GOAL, NATURE),
        {3: 2025},
    ),
    "two goals": (
        "序号 指标 单位 2020年基期值 2023年目标值 2025年目标值",
        (NUMBER, NAME, UNIT, BASE, HALFWAY, GOAL),
        {4: 2023, 5: 2025},
    ),
    "goal alone": ("序号 指标名称 单位 2025年目标值", (NUMBER, NAME, UNIT, GOAL), {3: 2025}),
    "growth": (
        "类别 序号 指标 单位 2020年 2025年 年均增长 属性",
        (GROUP, NUMBER, NAME, UNIT, BASE, GOAL, GROWTH, NATURE),
        {5: 2025, 6: 2025},
    ),
    "bare": ("主要指标 2020年 2025年", (NAMED, BASE, GOAL), {2: 2025}),
    "types": (
        "序号 指标名称 2020年 2025年 年均增速（%） 指标类型",
        (NUMBER, NAMED, BASE, GOAL, GROWTH, NATURE),
        {3: 2025, 4: 2025},
    ),
}
BEFORE = """宁波市“十四五”科技创新发展规划

（2021年6月18日宁波市人民政府印发）

为加快建设创新型城市，制定本规划，规划期为2021—2025年。

一、总体要求

坚持创新驱动发展，着力营造开放包容的创新生态，推动创新链产业链资金链人才链深度融合。

到2025年，全市综合创新能力显著增强，创新体系更加完善。具体指标见专栏1。

专栏1 “十四五”时期主要指标
"""
AFTER = """
二、重点任务

建设高水平实验室体系，支持龙头企业牵头组建创新联合体，完善科研设施开放共享机制，推动科技成果转移转化。

三、保障措施

强化统筹协调，健全多部门协同、市县联动的管理机制，形成工作合力，确保各项任务落到实处。
"""


def cells(kind: str) -> list[list[str]]:
    """Heads and rows; a group is said once."""
    heads, columns, _ = HEADS[kind]
    made, group = [heads.split()], ""
    for n, row in enumerate(ROWS, 1):
        cell = {NUMBER: str(n), NAMED: f"{row[NAME]}（{row[UNIT]}）"}
        said = [cell.get(c) or row[c] for c in columns if c != GROUP or row[GROUP] != group]
        group = row[GROUP]
        made.append(said)
    return made


def wanted(kind: str) -> list[tuple[str, str, int]]:
    _, columns, goals = HEADS[kind]
    named = [
        (bare(row[NAME]), figure(row[columns[at]]), year)
        for row in ROWS
        for at, year in goals.items()
        if row[columns[at]] != "—"
    ]
    return sorted(named)


def bare(name: str) -> str:
    return re.sub(r"（[^（）]*）", "", name)


def figure(value: str) -> str:
    return re.search(r"\d[\d.]*", value)[0]


def found(text: str, folder: Path) -> list[tuple[str, str, int]]:
    (folder / "plan.txt").write_text(text, encoding="utf-8", newline="")
    (plan,) = corpus.read_corpus(folder, book()).plans
    extraction, _ = collation.collated(plan, words())
    return sorted(
        (bare(t["indicator_text"]), figure(t["value_text"]), t["horizon"]) for t in extraction.targets
    )


def in_pieces(cell: str, width: int) -> list[str]:
    return [cell[i : i + width] for i in range(0, len(cell), width)]


def broken_behind(row: list[str], width: int = 10) -> str:
    """The longest cell goes on in the next line, and the row behind it."""
    at = max(range(len(row)), key=lambda i: len(row[i]))
    first, rest = row[at][:width], row[at][width:]
    return "\n".join(
        " ".join(part) for part in ([*row[:at], first], [rest, *row[at + 1 :]] if rest else row[at + 1 :])
    )


def broken_round(row: list[str], width: int = 10) -> str:
    """The longest cell stands above and below the rest of its row."""
    at = max(range(len(row)), key=lambda i: len(row[i]))
    if len(row[at]) <= width + 1:
        return " ".join(row)
    return "\n".join([row[at][:width], " ".join(row[:at] + row[at + 1 :]), row[at][width:]])


def over_pages(between: str, cell: str, repeats: bool) -> Callable[[Sequence[list[str]]], str]:
    def laid(rows: Sequence[list[str]]) -> str:
        half = len(rows) // 2
        again = [rows[0]] if repeats else []
        parts = (rows[:half], [*again, *rows[half:]])
        return between.join("\n".join(cell.join(row) for row in part) for part in parts)

    return laid


LAYOUTS: dict[str, Callable[[Sequence[list[str]]], str]] = {
    "a cell a line": lambda rows: "\n".join(cell for row in rows for cell in row),
    "blank lines between": lambda rows: "\n\n".join(cell for row in rows for cell in row),
    "blanks": lambda rows: "\n".join(" ".join(row) for row in rows),
    "wide blanks": lambda rows: "\n".join("　".join(row) for row in rows),
    "tabs": lambda rows: "\n".join("\t".join(row) for row in rows),
    "one paragraph": lambda rows: " ".join(cell for row in rows for cell in row),
    "broken in narrow cells": lambda rows: "\n".join(p for row in rows for c in row for p in in_pieces(c, 9)),
    "names that run on": lambda rows: "\n".join([" ".join(rows[0]), *map(broken_behind, rows[1:])]),
    "names round their rows": lambda rows: "\n".join([" ".join(rows[0]), *map(broken_round, rows[1:])]),
    "pages": over_pages("\n— 12 —\n", " ", True),
    "pages without heads": over_pages("\n12\n", " ", False),
    "pages, a cell a line": over_pages("\n-12-\n", "\n", True),
}


@pytest.mark.parametrize("kind", HEADS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_form_of_a_table_changes_none_of_its_targets(layout, kind, tmp_path):
    assert found(BEFORE + LAYOUTS[layout](cells(kind)) + AFTER, tmp_path) == wanted(kind)


OVER_TWO = (  # heads that stand over others, and the heads of one level that say the same
    "序号 指标 单位 基期值 目标值 2020年 2023年 2025年",
    "序号 指标 单位 2020年 目标 2023年 2025年",
    "序号 指标 单位 现状值（2020年） 规划目标 2023年 2025年",
    "序号 指标 单位 “十三五” “十四五” 2020年 2023年 2025年",
)


@pytest.mark.parametrize("separator", ["\n", "\n\n", " "])
@pytest.mark.parametrize("heads", OVER_TWO)
def test_heads_on_two_levels(heads, separator, tmp_path):
    rows = [heads.split(), *cells("two goals")[1:]]
    body = separator.join(cell for row in rows for cell in row)
    assert found(BEFORE + body + AFTER, tmp_path) == wanted("two goals")


BROKEN = """板块 序号 指标名称 属性 单位 “十三五”现状 “十四五”目标
绿化 1 新建绿地 约束性 万平方米 90.87 35
其中 公园绿地 58.46 17.5
2 绿化覆盖率 约束性 % 31.46 31.5
3 城中村改造 预期性 个 启动整体改造 至2023年底，全面启动整体改造；2024年完成
生活垃圾和环境卫生责任 4 送达率 预期性 % 98 100
5 公园 预期性 座 59 69"""


def test_a_part_a_sentence_and_a_long_group_cost_no_row_behind_them(tmp_path):
    rows = [row.split(" ") for row in BROKEN.split("\n")]
    expected = [
        ("公园", "69"),
        ("公园绿地", "17.5"),
        ("新建绿地", "35"),
        ("绿化覆盖率", "31.5"),
        ("送达率", "100"),
    ]
    for separator in (" ", "\n", "\n\n"):
        body = separator.join(cell for row in rows for cell in row)
        assert [row[:2] for row in found(BEFORE + body + AFTER, tmp_path)] == expected


GROUPED = """序号 指标 单位 2020年 2025年 属性
创新发展
1 高新企业 家 10 20 预期性
绿色发展
2 绿化覆盖 % 35 40 预期性
民生福祉
3 小学学位 个 30 50 预期性"""


def test_lines_that_name_groups_are_no_halves_of_names(tmp_path):
    expected = [("小学学位", "50", 2025), ("绿化覆盖", "40", 2025), ("高新企业", "20", 2025)]
    assert found(BEFORE + GROUPED + AFTER, tmp_path) == expected


# rows whose empty cells (“空”) an export left out, and the goals that can be told all the same
EMPTIED = {
    "what bounds a figure tells a goal": (
        "序号 指标 单位 2020年 2025年 属性",
        "1 渔港泊位 个 12 ≥20 预期性;2 养殖尾水达标率 % 空 90以上 预期性;"
        "3 海藻产量 万吨 3 5 预期性;4 渔村民宿 家 空 ≥60 预期性",
        {"渔港泊位": "20", "养殖尾水达标率": "90", "海藻产量": "5", "渔村民宿": "60"},
    ),
    "a rate tells its column": (
        "指标 单位 2020年 2025年 年均增长 属性",
        "渔港泊位 个 12 20 空 预期性;养殖尾水达标率 % 80 90 空 约束性;"
        "海藻产量 万吨 3 5 9% 预期性;渔村民宿 家 20 60 空 预期性",
        {"渔港泊位": "20", "养殖尾水达标率": "90", "海藻产量": "5 9", "渔村民宿": "60"},
    ),
    "nothing tells whether it was or is to be": (
        "序号 指标 单位 2020年 2025年 属性",
        "1 渔港泊位 个 12 20 预期性;2 养殖尾水达标率 % 空 90 预期性;"
        "3 海藻产量 万吨 3 5 预期性;4 渔村民宿 家 20 空 预期性;5 渔船总数 艘 300 280 约束性",
        {"渔港泊位": "20", "海藻产量": "5", "渔船总数": "280"},
    ),
}


@pytest.mark.parametrize("separator", ["\n", "\n\n", " "])
@pytest.mark.parametrize("kind", EMPTIED)
def test_cells_that_an_export_left_out(kind, separator, tmp_path):
    heads, rows, goals = EMPTIED[kind]
    cells = [cell for row in [heads, *rows.split(";")] for cell in row.split() if cell != "空"]
    read_back = found(BEFORE + separator.join(cells) + AFTER, tmp_path)
    assert [row[:2] for row in read_back] == sorted((n, v) for n, all_ in goals.items() for v in all_.split())
    problems = [p.problem for p in corpus.read_corpus(tmp_path, book()).problems]
    assert ("table_not_restored" in problems) == (kind == "nothing tells whether it was or is to be")


def flattened(*rows: str) -> int:
    """How many rows of a table of six columns are put back, its heads among them."""
    heads = "序号 指标 单位 2020年 2025年 属性"
    text = f"主要指标\n{heads} {' '.join(rows)}\n三、保障措施\n"
    return flattened_tables(Mapped.of(text)).text.text.count("\t") // 5


THREE = ("研发投入强度", "高新产业占比", "技术合同占比")


@pytest.mark.parametrize("numbers, rows", [((1, 2, 5), 4), ((1, 2, 6), 3), ((3, 4, 5), 4), ((4, 5, 6), 0)])
def test_two_rows_may_be_lost_one_after_the_other_three_may_not(numbers, rows):
    assert flattened(*(f"{n} {name} % 2.{n} 3.{n} 预期性" for n, name in zip(numbers, THREE))) == rows


@pytest.mark.parametrize("words, rows", [(28, 5), (29, 0)])
def test_rows_begin_again_within_thirty_words(words, rows):
    first, *others = (f"{n} {name} % 2.{n} 3.{n} 预期性" for n, name in zip((1, 3, 4), THREE))
    assert flattened(first, "2", *["甲乙丙"] * words, *others) == rows


@pytest.mark.parametrize("above, is_name", [("全社会科技投入", True), ("科技创新投入", False)])
def test_seven_characters_over_a_row_are_half_of_a_name_six_name_a_group(above, is_name):
    lines = ["类别 指标 单位 2020年 2025年", "创新 研发经费占比 % 2.1 3.1", "创新 高新产业占比 % 40 50"]
    lines += [above, "创新 % 2.3 3.3", "占地区生产总值比重", "产业 孵化器数 家 3 5", ""]
    made = centred_names(Mapped.of("\n".join(lines))).text.text
    assert (f"创新 {above}占地区生产总值比重 % 2.3 3.3" in made) == is_name


# a row whose cells hold several names and values, ⏎ between them; what it says: indicator, goal, year, base
SHARED = {
    "parts of a whole without values": (
        "序号 指标 单位 2020年 2025年 属性",
        "3 义务教育班额达标率⏎其中：小学⏎初中 % 34.52⏎77.34 80以上⏎85以上 预期性",
        [("义务教育班额达标率小学", "80", 34.52), ("义务教育班额达标率初中", "85", 77.34)],
    ),
    "a whole and its part": (
        "序号 指标 2020年 2025年 属性",
        "3 幼儿教师专科及以上学历比例（%）⏎其中：本科及以上学历比例（%） 97.74⏎49.85 100⏎50 预期性",
        [
            ("幼儿教师专科及以上学历比例", "100", 97.74),
            ("幼儿教师专科及以上学历比例（本科及以上学历比例）", "50", 49.85),
        ],
    ),
    "three parts, no class, no number": (
        "指标 2020年 2025年",
        "生均校舍面积（平方米）⏎其中：小学⏎初中⏎高中 6.1⏎9.5⏎15.2 7.5⏎11⏎18.4",
        [
            ("生均校舍面积小学", "7.5", 6.1),
            ("生均校舍面积初中", "11", 9.5),
            ("生均校舍面积高中", "18.4", 15.2),
        ],
    ),
    "units and classes of their own, numbered parts": (
        "序号 指标 属性 单位 2020年 2025年",
        "3 床位数⏎（1）医院⏎（2）养老院 预期性⏎约束性 张⏎个 12500⏎820 15800⏎1100",
        [("床位数医院", "15800", 12500), ("床位数养老院", "1100", 820)],
    ),
    "one base missing": (
        "序号 指标 单位 2020年 2025年 属性",
        "3 学历达标率⏎其中：小学⏎初中 % —⏎91 96⏎97 预期性",
        [("学历达标率小学", "96", None), ("学历达标率初中", "97", 91)],
    ),
    "a base too few": (
        "序号 指标 单位 2020年 2025年 属性",
        "3 学历达标率⏎其中：小学⏎初中 % 88 95⏎93 预期性",
        [],
    ),
    "a goal too few": (
        "序号 指标 单位 2020年 2025年 属性",
        "3 学历达标率⏎其中：小学⏎初中 % 88⏎85 95 预期性",
        [],
    ),
}
OTHERS = {
    "指标": "研发强度 新增绿地 孵化器数",
    "单位": "% 公顷 家",
    "2020年": "2.35 150 12",
    "2025年": "3.2 230 35",
}


def shared_rows(heads: str, row: str) -> list[list[list[str]]]:
    """A table with the row among others, each cell as its lines."""
    said, shared = heads.split(), [cell.split("⏎") for cell in row.split()]
    other = [[OTHERS.get(head, "预期性 约束性 预期性").split()[n] for head in said] for n in range(3)]
    if said[0] == "序号":
        other = [[number, *cells[1:]] for number, cells in zip("124", other)]
    first, second, last = ([[cell] for cell in cells] for cells in other)
    return [[[head] for head in said], first, second, shared, last]


BY_LINES = {
    "a line each": lambda rows: "\n".join(line for row in rows for cell in row for line in cell),
    "empty lines": lambda rows: "\n\n".join(line for row in rows for cell in row for line in cell),
    "cells parted": lambda rows: "\n\n".join("\n".join(cell) for row in rows for cell in row),
    "blanks": lambda rows: "\n".join(" ".join(line for cell in row for line in cell) for row in rows),
    "tabs": lambda rows: "\n".join("\t".join("\n".join(cell) for cell in row) for row in rows),
    "Markdown": lambda rows: piped(["|".join("<br>".join(cell) for cell in row) for row in rows]),
    "HTML": lambda rows: "<table>" + "".join(map(html_row, rows)) + "</table>",
}


def piped(rows: list[str]) -> str:
    return "\n".join([f"|{rows[0]}|", "|" + "---|" * (rows[0].count("|") + 1), *(f"|{r}|" for r in rows[1:])])


def html_row(row: list[list[str]]) -> str:
    cells = ("".join(f"<p>{line}</p>" for line in cell) for cell in row)
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


@pytest.mark.parametrize("kind", SHARED)
@pytest.mark.parametrize("form", BY_LINES)
def test_cells_of_several_names_and_values(form, kind, tmp_path):
    heads, row, expected = SHARED[kind]
    body = BY_LINES[form](shared_rows(heads, row))
    text = BEFORE + "\n" + body + "\n" + AFTER
    if form == "HTML":
        text = "".join(f"<p>{p}</p>\n" for p in BEFORE.split("\n")) + body + "<p>" + AFTER + "</p>"
    (tmp_path / ("plan.md" if form == "Markdown" else "plan.txt")).write_text(text, encoding="utf-8")
    corpus_read = corpus.read_corpus(tmp_path, book())
    extraction, _ = collation.collated(corpus_read.plans[0], words())
    names = OTHERS["指标"].split()
    got = [t for t in extraction.targets if bare(t["indicator_text"]) not in names]
    assert [(t["indicator_text"], figure(t["value_text"]), t["baseline_value"]) for t in got] == expected
    lost = [p for p in corpus_read.problems if p.problem == "table_not_restored"]
    assert bool(lost) == (not expected)
    assert len(extraction.targets) - len(got) == len(names)


@pytest.mark.parametrize(
    "figures, goals",
    [
        ("34.52 77.34 80以上 85以上", {"小学": "80", "初中": "85"}),  # base 1, base 2, goal 1, goal 2
        ("34.52 80以上 77.34 85以上", {"小学": "80", "初中": "85"}),  # base 1, goal 1, base 2, goal 2
        ("34.52 77.34 80以上 85以上 90", {}),  # whose are they?
        ("20 70以上 21 71以上", {}),  # the marks say one thing, the sizes another
    ],
)
def test_figures_go_to_their_names_or_to_none(figures, goals, tmp_path):
    shared = f"班额达标率（%） 其中：小学 初中 {figures} 预期性"
    rows = f"指标 2020年 2025年 属性 研发强度（%） 2 3 预期性 {shared} 绿地（公顷） 5 9 预期性"
    made = found(BEFORE + "\n".join(rows.split()) + AFTER, tmp_path)
    assert {name.removeprefix("班额达标率"): goal for name, goal, _ in made if "班额" in name} == goals
    assert [name for name, *_ in made if "班额" not in name] == ["研发强度", "绿地"]


def test_a_row_with_a_figure_left_over_is_none(tmp_path):
    """Nothing says which of three figures is the goal."""
    rows = "指标 2020年 2025年 研发强度（%） 2 3 班额达标率（%） 85 90 95 绿地（公顷） 5 9 孵化器（家） 6 8"
    made = found(BEFORE + "\n".join(rows.split()) + AFTER, tmp_path)
    assert "班额达标率" not in [name for name, *_ in made]


def test_a_part_is_one_of_the_line_right_above(tmp_path):
    rows = [
        "指标\t2020年\t2025年",
        "孵化器（家）\t20\t50",
        "入园率（%）",
        "其中：城市\t98\t99",
        "农村\t91\t95",
    ]
    rows.append("众创空间（家）\t30\t80")
    assert found(BEFORE + "\n".join(rows) + AFTER, tmp_path) == [
        ("众创空间", "80", 2025),
        ("入园率农村", "95", 2025),
        ("入园率城市", "99", 2025),
        ("孵化器", "50", 2025),
    ]


CENTRED = """序号 指标 单位 属性 2020年 2025年
1 研发强度 % 预期性 2 3
2 孵化器 家 预期性 5 9
{between}3 在校生 万人 预期性 {figures}
全社会科技创新投入
4 % 约束性 31 35
占财政支出比重"""


@pytest.mark.parametrize(
    "between, figures, goals",
    [
        ("", "16 20", {"在校生": "20"}),
        ("— 7 —\n", "16 20", {"在校生": "20"}),  # the number of a page is no digit of the row above it
        ("", "16 1 20 3", {}),  # two figures too many are no digits of the last
    ],
)
def test_rows_of_several_lines_take_in_no_other_figures(between, figures, goals, tmp_path):
    made = found(BEFORE + CENTRED.format(between=between, figures=figures) + AFTER, tmp_path)
    got = {name: goal for name, goal, _ in made}
    assert {name: goal for name, goal in got.items() if name == "在校生"} == goals
    assert got["孵化器"] == "9"
    assert "占财政支出比重" not in got


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_name_between_tabs_goes_on_behind_its_quotation_mark(end, tmp_path):
    rows = '指标\t2020年\t2025年\n"科普场馆数\n（座）"\t5\t9\n'
    rows += '"入园率（%）\n其中：城市"\t"98\n95"\t"99\n97"\n孵化器（家）\t20\t50'
    assert found(BEFORE + rows.replace("\n", end) + AFTER, tmp_path) == [
        ("入园率", "99", 2025),
        ("入园率城市", "97", 2025),
        ("孵化器", "50", 2025),
        ("科普场馆数", "9", 2025),
    ]


@pytest.mark.parametrize(
    "rows, names",
    [
        (("失业率\t青年\t%\t9\t8", "\t全体\t%\t5\t4"), ["失业率青年", "失业率全体"]),
        (
            ("村集体经营性收入\t沿海乡镇\t万元\t20\t40", "\t山区乡镇\t万元\t10\t30"),
            ["村集体经营性收入（山区乡镇）", "村集体经营性收入（沿海乡镇）"],
        ),
        (("生态环境\t森林覆盖率\t%\t30\t33", "\t湿地保护率\t%\t50\t52"), ["森林覆盖率", "湿地保护率"]),
    ],
    ids=["short parts", "long parts", "groups"],
)
def test_a_head_over_two_columns_names_wholes_and_parts_or_groups(rows, names, tmp_path):
    body = "\n".join(("指标\t\t单位\t2020年\t2025年", *rows, "城镇化率\t\t%\t60\t65"))
    (tmp_path / "plan.txt").write_text(f"{BEFORE}{body}\n{AFTER}", encoding="utf-8")
    (plan,) = corpus.read_corpus(tmp_path, book()).plans
    extraction, _ = collation.collated(plan, words())
    assert sorted(t["indicator_text"] for t in extraction.targets) == sorted([*names, "城镇化率"])


COMMA_ROWS = ("公交车辆,辆,350,420", "村卫生室，含分室,所,180,210", "快递网点,个,95,160")


@pytest.mark.parametrize(
    "between",
    [("", ""), ("\n", "\n\n"), ("一、交通\n", "（二）民生\n"), ("\n交通运输\n", "")],
    ids=["together", "empty lines", "groups", "both"],
)
def test_rows_with_commas_may_stand_apart(between, tmp_path):
    first, second, third = COMMA_ROWS
    rows = f"{between[0]}{first}\n{between[1]}{second}\n{third}"
    body = f"{BEFORE}指标,单位,2020年,2025年\n{rows}\n{AFTER}"
    goals = [("公交车辆", "420", 2025), ("快递网点", "160", 2025), ("村卫生室，含分室", "210", 2025)]
    assert found(body, tmp_path) == goals


@pytest.mark.parametrize(
    "below, lost",
    [
        ("养老床位,张,60", 1),
        ("养老床位,张,60,80,90", 1),
        ("加强统筹,落实责任,完善考核,形成合力。", 0),
        ("保障措施\n加强统筹,落实责任,完善考核,形成合力", 0),
    ],
)
def test_a_row_with_commas_that_is_not_read_is_reported(below, lost, tmp_path):
    body = f"{BEFORE}指标,单位,2020年,2025年\n{COMMA_ROWS[0]}\n{below}\n{AFTER}"
    (tmp_path / "plan.txt").write_text(body, encoding="utf-8")
    problems = [p.problem for p in corpus.read_corpus(tmp_path, book()).problems]
    assert problems.count("table_not_restored") == lost


@pytest.mark.parametrize("sign", ["\x1f\n", "\x1f\t\n", "推进建设\x1f，加快发展。\n"])
def test_the_sign_between_lines_of_a_cell_may_stand_in_a_file(sign, tmp_path):
    heads = "指标\t单位\t2020年\t2025年\n"
    rows = f"公交车辆\t辆\t350\t420\n{sign}快递网点\t个\t95\t160"
    body = f"{BEFORE}{sign}{heads}{rows}\n{AFTER}"
    assert ("公交车辆", "420", 2025) in found(body, tmp_path)


@pytest.mark.parametrize("text", ["a\x1fb\tc", "\x1f\t\x1f", "甲\x1f乙"])
def test_a_line_with_the_sign_that_is_no_row_keeps_its_words(text):
    assert stacked_cells(Mapped.of(f"{text}\n丙\t丁\n")).text.text.replace("\t", "").endswith("丙丁\n")


@pytest.mark.parametrize("last", ["桥 1 2", "车 8 9"])
def test_the_last_row_of_a_page_may_be_short(last, tmp_path):
    said = BEFORE.strip().split("\n") + AFTER.strip().split("\n")
    rows = [row.split() for row in ("指标 2020年 2025年", "农村公路养护里程（公里） 350 420", last)]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = "".join(f"<p>{line}</p>" for line in said if line)
    (tmp_path / "a.html").write_text(
        f"<html><body>{page}<table>{table}</table><p>关闭窗口</p></body></html>", encoding="utf-8"
    )
    (plan,) = corpus.read_corpus(tmp_path, book()).plans
    assert last.replace(" ", "\t") in plan.text and "关闭窗口" not in plan.text
