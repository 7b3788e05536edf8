"""Tables of which only the cells are left, with cells that are said once for several rows: every row is put
back where that is possible in one way only, and reported where it is not."""

from __future__ import annotations

import re

import pytest

from cityplans.reading.cleaning.cell_words import words_of
from cityplans.reading.cleaning.flattened_heads import Token
from cityplans.reading.cleaning.flattened_tables import flattened_tables
from cityplans.reading.cleaning.row_parsing import parsed
from cityplans.reading.mapped import Mapped
from test_table_layouts import AFTER, BEFORE, found

# group, indicator, unit, 2020, 2025, class of planning
ROWS = [
    ("公共文化", "公共图书馆总藏量", "万册", "420", "600", "预期性"),
    ("公共文化", "每万人拥有公共文化设施面积", "平方米", "350", "480", "预期性"),
    ("公共文化", "综合文化站达标率", "%", "81", "100", "约束性"),
    ("文化产业", "规模以上文化企业数", "家", "156", "240", "预期性"),
    ("文化产业", "文化产业增加值占地区生产总值比重", "%", "3.8", "≥5", "预期性"),
    ("旅游发展", "新增旅游床位", "张", "—", "〔8600〕", "约束性"),
    ("旅游发展", "旅游总收入", "亿元", "720", "1100", "约束性"),
]
WANTED = sorted((row[1], re.search(r"\d[\d.]*", row[4])[0], 2025) for row in ROWS)
NAMES = {row[1] for row in ROWS}
GROUP, NAME, UNIT, BASE, GOAL, CLASS = range(6)
NUMBER = -1
FORMS = {  # heads; columns; those whose cell is said once for rows that follow each other
    "group": ("类别 指标名称 单位 2020年 2025年 属性", (GROUP, NAME, UNIT, BASE, GOAL, CLASS), {GROUP}),
    "group, number": (
        "类别 序号 指标 单位 2020年 2025年 属性",
        (GROUP, NUMBER, NAME, UNIT, BASE, GOAL, CLASS),
        {GROUP},
    ),
    "number, group": (
        "序号 类别 指标 单位 2020年 2025年 属性",
        (NUMBER, GROUP, NAME, UNIT, BASE, GOAL, CLASS),
        {GROUP},
    ),
    "class": ("序号 指标 单位 2020年 2025年 属性", (NUMBER, NAME, UNIT, BASE, GOAL, CLASS), {CLASS}),
    "class, no number": ("指标 单位 2020年 2025年 属性", (NAME, UNIT, BASE, GOAL, CLASS), {CLASS}),
    "class first": ("属性 指标名称 单位 2020年 2025年", (CLASS, NAME, UNIT, BASE, GOAL), {CLASS}),
    "group and class": (
        "领域 指标 单位 2020年 2025年 属性",
        (GROUP, NAME, UNIT, BASE, GOAL, CLASS),
        {GROUP, CLASS},
    ),
    "heads over years": (
        "类别 指标名称 单位 指标值 属性 2020年 2025年",
        (GROUP, NAME, UNIT, BASE, GOAL, CLASS),
        {GROUP},
    ),
    "goal first": ("类别 指标 单位 2025年目标 2020年实际", (GROUP, NAME, UNIT, GOAL, BASE), {GROUP}),
    "unit last": ("类别 指标 2020年 2025年 单位", (GROUP, NAME, BASE, GOAL, UNIT), {GROUP}),
}


def rows_of(form: str, in_middle: bool = False) -> list[list[str]]:
    """Heads and rows; a cell that is said once stands in the first row or the middle row of its run."""
    heads, columns, once = FORMS[form]
    made = [heads.split()]
    for n, row in enumerate(ROWS):
        cells = []
        for column in columns:
            run = [i for i, other in enumerate(ROWS) if column >= 0 and other[column] == row[column]]
            run = [i for i in run if len({ROWS[j][column] for j in range(min(i, n), max(i, n) + 1)}) == 1]
            if column not in once or n == run[len(run) // 2 if in_middle else 0]:
                cells.append(str(n + 1) if column == NUMBER else row[column])
        made.append(cells)
    return made


@pytest.mark.parametrize("separator", ["\n", "\n\n", " "])
@pytest.mark.parametrize("form", FORMS)
def test_what_is_said_once_costs_no_row(form, separator, tmp_path):
    body = separator.join(cell for row in rows_of(form) for cell in row)
    assert found(BEFORE + body + AFTER, tmp_path) == WANTED


@pytest.mark.parametrize("form", ["group", "group, number", "class", "group and class"])
def test_a_merged_cell_may_stand_in_the_middle_of_its_rows(form, tmp_path):
    body = "\n".join(cell for row in rows_of(form, in_middle=True) for cell in row)
    assert found(BEFORE + body + AFTER, tmp_path) == WANTED


@pytest.mark.parametrize(
    "form, width", [("group", 8), *((form, n) for form in ("group, number", "class") for n in (6, 8, 10))]
)
def test_names_over_several_lines_are_no_groups(form, width, tmp_path):
    cells = [cell for row in rows_of(form) for cell in row]
    pieces = [cell[i : i + width] for cell in cells for i in range(0, len(cell), width)]
    assert found(BEFORE + "\n".join(pieces) + AFTER, tmp_path) == WANTED


BETWEEN = {
    "heads again": "\n类别\n指标名称\n单位\n2020年\n2025年\n属性\n",
    "a page": "\n— 7 —\n",
    "heads again under a word": "\n续表\n类别\n指标名称\n单位\n2020年\n2025年\n属性\n",
}


@pytest.mark.parametrize("between", BETWEEN)
def test_what_stands_between_two_rows_is_no_cell(between, tmp_path):
    rows = rows_of("group")
    parts = ("\n".join(cell for row in part for cell in row) for part in (rows[:4], rows[4:]))
    note = "\n注：〔 〕内为五年累计数；公共图书馆含分馆。"
    assert found(BEFORE + BETWEEN[between].join(parts) + note + AFTER, tmp_path) == WANTED


def test_another_table_right_behind_is_read_by_its_own_heads(tmp_path):
    first, second = rows_of("group"), rows_of("class")
    second = [[cell + "（全市）" if cell in NAMES else cell for cell in row] for row in second]
    body = "\n".join(cell for row in (*first, *second) for cell in row)
    assert found(BEFORE + body + AFTER, tmp_path) == sorted(2 * WANTED)


def read(heads: list[str], cells: str) -> tuple[list[str], list[str]]:
    """The rows and what is lost of the cells behind heads with these roles."""
    words = "X " * len(heads) + cells
    tokens = [Token(m.start(), m.end(), m[0]) for m in re.finditer(r"\S+", words)]
    made = parsed(words_of(tokens), len(heads), heads)
    rows = ["|".join(words[slice(*cell)] if cell else "" for cell in row) for row in made.rows]
    return rows, [" ".join(t.text for t in tokens[a:b]) for a, b in made.lost]


GROUPED = ["category", "indicator", "unit", "value", "value"]


def test_a_word_as_wide_as_the_names_may_be_a_group_or_half_a_name():
    sure = "创新 研发经费投入强度 % 2 3 高新技术企业总数 家 5 9"
    assert read(GROUPED, sure)[1] == []
    rows, lost = read(GROUPED, sure + " 科技型企业孵化 服务机构数 家 1 2")
    assert len(rows) == 2 and lost == ["科技型企业孵化 服务机构数 家 1 2"]
    wrapped = " 产业 每万家企业研发 机构的数量 个 3 4"  # behind a group: names certainly go on
    rows, lost = read(GROUPED, sure + " 科技型企业孵化 服务机构数 家 1 2" + wrapped)
    assert rows[2:] == ["|科技型企业孵化 服务机构数|家|1|2", "产业|每万家企业研发 机构的数量|个|3|4"]
    assert not lost


def test_a_line_without_a_head_names_a_group():
    """In a table that has no head for groups."""
    text = "指标\n单位\n2020年\n2025年\n水利\n新建堤防总长度\n公里\n3\n9\n民生\n小学学位\n个\n20\n30\n"
    made = flattened_tables(Mapped.of(text))
    assert "\n水利\n新建堤防总长度\t公里\t3\t9\n民生\n小学学位\t个" in made.text.text and not made.lost
    assert "\t" not in flattened_tables(Mapped.of(text.replace("\n", " "))).text.text  # group or half a name


@pytest.mark.parametrize("row, is_sure", [("乙 % 4 5 5 预期性", False), ("乙 % 4 5 预期性", True)])
def test_a_row_with_a_cell_too_many_is_lost_whole(row, is_sure):
    heads = ["number", "indicator", "unit", "value", "value", "nature"]
    rows, lost = read(heads, f"1 甲 % 2 3 预期性 2 {row} 3 丙 % 6 7 预期性")
    assert [r.split("|")[1] for r in rows] == ["甲", *["乙"] * is_sure, "丙"] and bool(lost) != is_sure


def test_a_row_that_lacks_a_figure_is_lost_not_filled_from_the_next():
    numbered = ["number", "indicator", "unit", "value", "value"]
    rows, lost = read(numbered, "1 研发投入 % 2 3 2 高新企业 家 40 3 孵化面积 亩 12 30 4 孵化器 个 5 9")
    assert [row.split("|")[1] for row in rows] == ["研发投入", "孵化面积", "孵化器"]
    assert lost == ["2 高新企业 家 40"]


def test_words_before_a_row_that_no_column_takes_cost_the_row_its_name():
    numbered = ["number", "indicator", "unit", "value", "value"]
    rows, lost = read(
        numbered, "规模以上工业企业研究与试验 1 经费占比 % 1 2 2 高新企业 家 8 20 3 孵化器 个 5 9"
    )
    assert [row.split("|")[1] for row in rows] == ["高新企业", "孵化器"] and len(lost) == 1


def test_a_caption_that_ends_like_a_head_is_none():
    text = "主要指标\n" + "\n".join(cell for row in rows_of("group") for cell in row) + "\n"
    made = flattened_tables(Mapped.of(text)).text.text.split("\n")
    assert made[:2] == ["主要指标", "类别\t指标名称\t单位\t2020年\t2025年\t属性"]


NUMBERED = ["number", "indicator", "unit", "value", "value"]


def test_numbers_may_begin_again_under_a_group():
    rows, lost = read(["category", *NUMBERED], "水利 1 堤防 公里 3 9 2 水库 座 5 8 民生 1 学位 个 20 30")
    assert rows == ["水利|1|堤防|公里|3|9", "|2|水库|座|5|8", "民生|1|学位|个|20|30"] and not lost
    rows, lost = read(NUMBERED, "1 堤防 公里 3 9 2 水库 座 5 8 1 学位 个 20 30")
    assert len(rows) == 2 and lost  # without a group the count is broken


@pytest.mark.parametrize("notes", [("水利局", "水利局", "教育局"), ("五年累计", "", ""), ("", "", "快报数")])
def test_a_remark_may_stand_behind_some_rows(notes):
    names = ("1 堤防 公里 3 9", "2 水库 座 5 8", "3 学位 个 20 30")
    cells = " ".join(f"{row} {note}" for row, note in zip(names, notes))
    rows, lost = read([*NUMBERED, "note"], cells)
    assert [row.split("|")[1] for row in rows] == ["堤防", "水库", "学位"] and not lost
    assert [row.split("|")[5] for row in rows] == list(notes)


def test_a_name_may_begin_with_its_number():
    rows, _ = read(
        GROUPED, "水利 （1）新建堤防总长度 公里 3 9 （2）加固水库 座 5 8 民生 3.小学学位总数 个 20 30"
    )
    assert [row.split("|")[1] for row in rows] == ["（1）新建堤防总长度", "（2）加固水库", "3.小学学位总数"]


@pytest.mark.parametrize("ends, are_sure", [(("强度值", "总数量"), True), (("强度数值", "总体数量"), False)])
def test_two_ends_of_three_characters_tell_that_names_go_on(ends, are_sure):
    first, second = ends
    cells = f"创新 万人专利 件 2 3 全社会研发经费投入 {first} % 4 5 规模以上工业企业占 {second} % 6 7"
    rows, lost = read(GROUPED, cells)
    assert len(rows) == (3 if are_sure else 1) and bool(lost) != are_sure
