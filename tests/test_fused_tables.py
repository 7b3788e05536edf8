"""Tables in one run of characters: a row's figures are parted where that is possible in one way only,
whatever the order of the columns, and with or without numbers and classes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cityplans.reading import corpus
from cityplans.reading.cleaning import fused_tables
from cityplans.reading.cleaning.figure_runs import parted
from cityplans.reading.cleaning.fused_heads import Column, heads_in
from cityplans.reading.mapped import Mapped
from extraction_rows import book
from test_table_layouts import AFTER, BEFORE, found

# indicator, unit, 2020, 2023, 2025, growth 2020–2025, growth before
ROWS = [
    ("旅游总收入", "亿元", "50", "95", "150", "24.6%", "32.2%"),
    ("旅游床位数", "床", "16304", "20100", "25000", "8.9%", "15.1%"),
    ("接待国内游客人次", "万人次", "820", "1100", "1500", "12.8%", "22.4%"),
    ("文化产业增加值", "亿元", "18", "23", "30", "10.8%", "9.5%"),
]
NAME, UNIT, BASE, HALFWAY, GOAL, RATE, BEFORE_RATE = range(7)
NUMBER, CLASS, NAMED = -1, -2, -3
FORMS = {  # heads, columns, and which of them are goals for which year
    "rate": ("指标名称单位2020年2025年年均增速", (NAME, UNIT, BASE, GOAL, RATE), {GOAL: 2025, RATE: 2025}),
    "rate, number": (
        "序号指标单位2020年2025年年均增长",
        (NUMBER, NAME, UNIT, BASE, GOAL, RATE),
        {GOAL: 2025, RATE: 2025},
    ),
    "rate, number, class": (
        "序号指标单位2020年2025年年均增速属性",
        (NUMBER, NAME, UNIT, BASE, GOAL, RATE, CLASS),
        {GOAL: 2025, RATE: 2025},
    ),
    "two rates round the years": (
        "序号指标单位“十三五”年均增速2020年2025年“十四五”年均增速属性",
        (NUMBER, NAME, UNIT, BEFORE_RATE, BASE, GOAL, RATE, CLASS),
        {GOAL: 2025, RATE: 2025},
    ),
    "two rates behind the years": (
        "指标名称单位2020年2025年“十三五”年均增速“十四五”年均增速",
        (NAME, UNIT, BASE, GOAL, BEFORE_RATE, RATE),
        {GOAL: 2025, RATE: 2025},
    ),
    "three years": (
        "序号指标单位2020年2023年2025年",
        (NUMBER, NAME, UNIT, BASE, HALFWAY, GOAL),
        {HALFWAY: 2023, GOAL: 2025},
    ),
    "class before figures": (
        "序号指标属性单位2020年2025年",
        (NUMBER, NAME, CLASS, UNIT, BASE, GOAL),
        {GOAL: 2025},
    ),
    "units in brackets": ("指标2020年2025年年均增长", (NAMED, BASE, GOAL, RATE), {GOAL: 2025, RATE: 2025}),
    "goal alone": ("序号指标单位2025年目标值属性", (NUMBER, NAME, UNIT, GOAL, CLASS), {GOAL: 2025}),
}


@pytest.mark.parametrize("form", FORMS)
def test_one_run_of_characters_gives_the_rows_of_the_table(form, tmp_path):
    heads, columns, goals = FORMS[form]
    body = heads
    for n, row in enumerate(ROWS, 1):
        said = {NUMBER: str(n), CLASS: "预期性", NAMED: f"{row[NAME]}（{row[UNIT]}）"}
        body += "".join(said.get(column) or row[column] for column in columns)
    wanted = sorted(
        (row[NAME], re.search(r"[\d.]+", row[column])[0], year)
        for row in ROWS
        for column, year in goals.items()
    )
    assert found(BEFORE + body + AFTER, tmp_path) == wanted


def columns(heads: str) -> tuple[Column, ...]:
    (made,) = heads_in(heads)
    return made.figures


RATED, PLAIN = "指标单位2020年2025年年均增速", "指标单位2020年2025年"
TWICE = "指标单位2020年2025年“十三五”年均增速“十四五”年均增速"


@pytest.mark.parametrize(
    "heads, run, cells",
    [
        (RATED, "5015024.6%", "50 150 24.6%"),
        (RATED, "501508.9%", None),  # no rate agrees with it, nor is it two figures
        (TWICE, "5015032.2%24.6%", "50 150 32.2% 24.6%"),
        (TWICE, "5015032.224.6%", None),  # the other rate does not say where it begins
        (PLAIN, "50150", "50 150"),
        (PLAIN, "3105800", None),  # 310 and 5800, 3105 and 800
        ("指标单位2020年2023年2025年", "5095150", "50 95 150"),
    ],
)
def test_figures_are_parted_in_one_way_or_not_at_all(heads, run, cells):
    made = parted(run, (0, len(run)), columns(heads), False)
    assert (made and " ".join(run[slice(*cell)] for cell in made)) == cells


def test_a_lost_row_gives_no_target(tmp_path):
    body = "指标单位2020年2025年增加值亿元3105800交易额亿元210500利润亿元2905800税收亿元3550"
    assert [row[:2] for row in found(BEFORE + body + AFTER, tmp_path)] == [("交易额", "500"), ("税收", "50")]


def test_a_figure_that_may_be_of_a_name_costs_the_row(tmp_path):
    body = "指标单位2020年2025年学校所3040幼儿园人12岁以下托位个20003000公园座8995"
    names = [row[0] for row in found(BEFORE + body + AFTER, tmp_path)]
    assert "学校" in names and not any("岁" in name or name == "幼儿园" for name in names)


@pytest.mark.parametrize(
    "rows",
    [
        ("科技进步贡献率|%|65", "孵化器|个|30", "研发人员|人|800", "公共图书馆|个|9"),
        ("5G用户普及率|%|56", "公交站点500米覆盖率|%|90", "产业投资|亿元|61", "科普基地|个|8"),
        ("森林覆盖率|%|55", "“绿码”企业|家|70", "幼儿园|所|12", "医养结合机构|家|7"),
    ],
)
@pytest.mark.parametrize(
    "heads", ["指标名称单位2025年目标", "指标单位2025年", "分类指标名称单位2025年目标值"]
)
def test_short_figures_of_one_column_end_their_rows(heads, rows, tmp_path):
    body = heads + "".join(row.replace("|", "") for row in rows)
    wanted = sorted((row.split("|")[0], row.split("|")[2], 2025) for row in rows)
    assert found(BEFORE + body + AFTER, tmp_path) == wanted


def test_a_name_that_begins_with_a_figure_behind_a_short_one_is_not_guessed(tmp_path):
    """岁, G, 米: 12 is no value of the row before it, and 125 none at all."""
    for rows in ("幼儿园所12岁以下托位个3000公园座89", "千兆小区个125G基站个300公园座89"):
        made = found(BEFORE + "指标单位2025年" + rows + AFTER, tmp_path)
        assert not {"12", "125"} & {figure for _, figure, _ in made}


@pytest.mark.parametrize(
    "heads, figures, goals",
    [
        (
            "序号规划指标计量单位现状值2025年目标值2030年目标值属性",
            "95150210",
            [("150", 2025), ("210", 2030)],
        ),
        ("编号考核指标单位基期值目标值性质", "95150", [("150", 2025)]),
        ("大类指标项目数据单位2020年完成值2025年", "95150", [("150", 2025)]),
    ],
)
def test_heads_of_the_codebook_stand_in_one_run_too(heads, figures, goals, tmp_path):
    names = ("公共图书馆", "乡镇卫生院", "农贸市场")
    classes = ("指导性", "约束性", "引导性") if "性质" in heads or "属性" in heads else ("", "", "")
    numbered = heads.startswith(("序号", "编号"))
    rows = (
        f"{n if numbered else ''}{name}个{figures}{c}" for n, (name, c) in enumerate(zip(names, classes), 1)
    )
    wanted = sorted((name, *goal) for name in names for goal in goals)
    assert found(f"{BEFORE}{heads}{''.join(rows)}{AFTER}", tmp_path) == wanted


def problems_of(body: str, folder: Path) -> list[str]:
    (folder / "plan.txt").write_text(BEFORE + body + AFTER, encoding="utf-8")
    return [p.problem for p in corpus.read_corpus(folder, book()).problems]


@pytest.mark.parametrize(
    "heads, lost",
    [
        ("指标及内涵计量单位前年值近年值", 1),
        ("指标责任主体单位2020年2025年", 1),
        ("各项指标均已分解到有关单位。", 0),
    ],
)
def test_figures_below_heads_that_are_not_read_are_reported(heads, lost, tmp_path):
    rows = "公共图书馆个95150乡镇卫生院所1825农贸市场个3442文化活动室个6680健身步道公里1220社区食堂个515"
    assert problems_of(heads + rows, tmp_path).count("table_not_restored") == lost


def test_a_class_that_is_not_known_gives_no_name_with_figures_in_it(tmp_path):
    rows = "1图书馆个95150预期性2卫生院所1825参考性3市场个3442约束性4步道条1220预期性"
    body = f"序号指标单位2020年2025年属性{rows}"
    made = found(BEFORE + body + AFTER, tmp_path)
    assert not any("参考" in name or re.search(r"\d", name) for name, *_ in made)
    assert "table_not_restored" in problems_of(body, tmp_path)


UNITS = fused_tables.unit_at_end(["亿元", "元", "床", "人次", "人", "件", "亩", "吨", "座", "张", "%"])
HEAD = "指标名称单位2020年2025年年均增速属性"
FIRST, SECOND = "1旅游总收入亿元5015024.6%预期性", "2旅游床位数床16304250008.9%预期性"


def put_back(text: str) -> tuple[list[str], list]:
    made = fused_tables.fused_tables(Mapped.of(text), UNITS)
    return made.text.text.strip("\n").split("\n"), [*made.lost]


def test_a_row_a_line_under_heads_with_the_number_they_lack():
    lines, lost = put_back(HEAD + FIRST + SECOND)
    assert lost == [] and [line.split("\t") for line in lines] == [
        ["序号", "指标名称", "单位", "2020年", "2025年", "年均增速", "属性"],
        ["1", "旅游总收入", "亿元", "50", "150", "24.6%", "预期性"],
        ["2", "旅游床位数", "床", "16304", "25000", "8.9%", "预期性"],
    ]


def test_one_row_is_no_table():
    assert put_back(HEAD + FIRST + "加快发展。") == ([HEAD + FIRST + "加快发展。"], [])


def test_a_name_beyond_forty_characters_is_lost_and_the_heads_are_said_again():
    def lines(name: str) -> tuple[list[str], list]:
        row = SECOND.replace("旅游床位数", name)
        return put_back(HEAD + FIRST + row + "3过夜游客万人次8201500" + "12.8%预期性")

    whole, lost = lines("床" * 39 + "数")
    assert len(whole) == 4 and lost == []
    whole, lost = lines("床" * 40 + "数")
    assert len(lost) == 1 and whole.count(whole[0]) == 2  # behind the row that stays as it was


@pytest.mark.parametrize(
    ("text", "unit"),
    [("旅游总收入亿元", "亿元"), ("游客万人次", "万人次"), ("专利件/万人", "件/万人"), ("人才总量", None)],
)
def test_units_at_the_end(text, unit):
    found = UNITS.search(text)
    assert (found and found[0]) == unit


FIGURED = "类别序号指标单位2020年2025年基础条件1.耕地面积万亩58602.粮食产量万吨210270"


@pytest.mark.parametrize(
    ("behind", "rows", "lost"),
    [
        ("民生福祉3.65岁以上老人健康管理率%6575", ["民生福祉\t3\t65岁以上老人健康管理率\t%\t65\t75"], 0),
        ("通信3.5G基站数座320640", ["通信\t3\t5G基站数\t座\t320\t640"], 0),
        (
            "通信3.5G基站数座3206404.2G退网率%4090",
            ["通信\t3\t5G基站数\t座\t320\t640", "\t4\t2G退网率\t%\t40\t90"],
            0,
        ),
        ("3.水库数座11130", [], 1),  # 11|130, 111|30: in two ways
        ("注：耕地以国土调查为准。", [], 0),
        ("二、主要任务推进农田水利建设，新建泵站12座。", [], 0),
    ],
)
def test_how_a_table_goes_on_is_read_or_told(behind, rows, lost):
    lines, found = put_back(FIGURED + behind)
    assert lines[1:3] == ["基础条件\t1\t耕地面积\t万亩\t58\t60", "\t2\t粮食产量\t万吨\t210\t270"]
    assert [line for line in lines[3:] if line.count("\t") == 5] == rows
    assert len(found) == lost


def test_a_table_whose_numbers_leap_is_told():
    behind = "养老床位张3206405.公办托位数个4508006.公园绿地座12407.图书馆座12408.书屋座1240"
    lines, found = put_back(FIGURED + "4." + behind)
    assert len(found) == 1 and "4.养老床位" in lines[-1]
