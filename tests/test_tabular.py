"""Indicator tables: every layout read from the file to the rows; every number in the ledger once."""

from __future__ import annotations

import contextvars
import csv
import io
import itertools
from pathlib import Path

import docx
import pytest

from cityplans.extraction import collation, targets
from cityplans.extraction.tabular.tabular import read_value
from cityplans.reading import corpus
from extraction_rows import book, under, words
from extraction_rows import read as read_lines

TABLES = Path(__file__).parent / "examples" / "tables"
EXPECTED = list(csv.DictReader((TABLES / "expected.csv").open(encoding="utf-8")))
FILES = sorted(p.name for p in TABLES.iterdir() if p.suffix in (".txt", ".html"))
LOST = ("not-restorable.txt", "one-row-broken.txt", "fused.txt")
NUMBERS = ("value_low", "value_high", "horizon", "baseline_value", "baseline_year")
HEAD = [
    "宁波市科技创新发展规划（2021—2025年）",
    "（2021年6月18日宁波市人民政府印发）",
    "一、总体要求",
    *["坚持创新驱动发展，把科技自立自强作为全市高质量发展的战略支撑，着力营造开放包容的创新生态。" * 3] * 3,
    "二、主要指标",
    "全市科技创新综合实力显著增强，主要指标如下。",
]
TAIL = ["三、保障措施", "强化统筹协调，健全多部门协同、市县联动的管理机制，形成工作体系。"]


def document(name: str, table: str) -> str:
    if name.endswith(".html"):
        return "\n".join([*(f"<p>{t}</p>" for t in HEAD), table, *(f"<p>{t}</p>" for t in TAIL)])
    return "\n".join([*HEAD, table.rstrip("\n"), *TAIL]) + "\n"


def read(folder: Path):
    found = corpus.read_corpus(folder, book())
    (plan,) = found.plans
    extraction, _ = collation.collated(plan, words())
    return plan, extraction, found.problems


def in_table(plan, start: int) -> bool:
    return any(c.start <= start < c.end and c.clause_kind == "table" for c in plan.clauses)


def rows_of(targets: list[dict]) -> list[dict]:
    fields = [f for f in EXPECTED[0] if f != "file"]
    return [{f: "" if t[f] is None else t[f] for f in fields} for t in targets]


def wanted(name: str) -> list[dict]:
    rows = [{k: v for k, v in row.items() if k != "file"} for row in EXPECTED if row["file"] == name]
    return [{k: float(v) if k in NUMBERS and v else v for k, v in row.items()} for row in rows]


@pytest.mark.parametrize("name", FILES)
def test_layout(name, tmp_path):
    (tmp_path / name).write_text(document(name, (TABLES / name).read_text("utf-8")), "utf-8")
    plan, extraction, problems = read(tmp_path)
    assert rows_of(extraction.targets) == wanted(name)
    assert all(t["rule"] == "table_row" for t in extraction.targets)
    lost = [p for p in problems if p.problem == "table_not_restored"]
    assert bool(lost) == (name in LOST)
    for target in extraction.targets:
        assert plan.text[target["start"] : target["end"]] == target["quote"]
        assert "\n" not in target["quote"]
    spans = [(n["start"], n["end"]) for n in extraction.numerals]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans)), "each number once"
    covered = {i for a, b in spans for i in range(a, b)}
    digits = [i for i, c in enumerate(plan.text) if c.isdigit() and in_table(plan, i)]
    assert all(i in covered for i in digits)
    if not lost:
        assert not [n for n in extraction.numerals if n["class"] == "unexplained"]


def test_what_a_lost_table_says(tmp_path):
    """The span leads to the words of the table in the file as received."""
    text = document("a.txt", (TABLES / "not-restorable.txt").read_text("utf-8"))
    (tmp_path / "a.txt").write_text(text, "utf-8")
    _, extraction, problems = read(tmp_path)
    (problem,) = [p for p in problems if p.problem == "table_not_restored"]
    assert text[problem.start : problem.end].startswith("指标\n单位")
    assert "孵化面积" in text[problem.start :] and "保障措施" not in text[problem.start : problem.end]
    assert extraction.targets == []


def test_a_row_with_half_a_name_is_reported_not_guessed(tmp_path):
    """A name of two lines set round the row's middle, as PDF text without rules has it."""
    lines = ["序号 指标名称 单位 2020年 2025年", "规模以上工业企业研究与试验发展"]
    lines += ["1 经费支出占营业收入比重 % 1.9 2.6", "2 高新技术企业 家 860 2000", "3 孵化器 个 5 9"]
    (tmp_path / "a.txt").write_text(document("a.txt", "\n".join(lines)), "utf-8")
    _, extraction, problems = read(tmp_path)
    assert [t["indicator_text"] for t in extraction.targets] == ["高新技术企业", "孵化器"]
    assert [p.problem for p in problems] == ["table_not_restored"]


UNREAD = "unexplained/table_unread"
WITHOUT_HEADS = {  # rows of a table whose heads nothing says; class and rule of each number, in order
    "values with units": (
        ["表1重点指标", "研发投入\t300亿元\t≥500亿元", "人才总量\t120万人\t150万人以上"],
        ["ordinal/table_number", UNREAD, UNREAD, UNREAD, UNREAD],
    ),
    "bare values": (["研发投入强度\t%\t2.4\t3.2", "孵化器\t家\t[15]\t-"], [UNREAD, UNREAD, UNREAD]),
    "one cell a line": (
        ["研发投入", "300", "500", "亿元", "人才总量", "120", "150", "万人"],
        [UNREAD, UNREAD, "scope/table_unit", UNREAD, UNREAD, "scope/table_unit"],
    ),
    "units in the heads": (
        ["项目\t总投资（亿元）\t用工（万人）", "湾区人才港\t50\t2"],
        ["scope/table_unit", "scope/table_unit", UNREAD, UNREAD],
    ),
    "units no codebook has": (["能耗\t300万吨标煤\t280万吨标煤"], [UNREAD, UNREAD]),
    "names with numbers": (["第一产业\t5G应用\t12.5%"], ["ordinal/enumeration", "name/glued", UNREAD]),
    "years and row numbers": (
        ["1\t湾区人才港\t2021—2025年\t50亿元", "2\t科创大走廊\t2022\t300亿元"],
        ["ordinal/enumeration", "date/date", UNREAD, "ordinal/enumeration", "date/date", UNREAD],
    ),
}


@pytest.mark.parametrize("name", WITHOUT_HEADS)
def test_bare_cells_without_heads_are_no_targets(name):
    lines, classes = WITHOUT_HEADS[name]
    made = read_lines(*(under("二、指标", line, kind="table") for line in lines), issued="2021-06")
    assert [f"{n['class']}/{n['rule']}" for n in made.numerals] == classes
    assert made.targets == []


def test_a_cell_in_words_is_read_for_itself():
    """Lists of tasks say in a sentence what is to be reached; the cells beside it belong to other columns."""
    row = "城西科创大走廊\t50亿元\t到2025年，建成孵化器20家以上\t市科技局"
    made = read_lines(under("二、任务", row, kind="table"), issued="2021-06")
    (target,) = made.targets
    got = [target[k] for k in ("quote", "indicator_text", "value_text", "horizon", "horizon_source")]
    assert got == ["孵化器20家以上", "孵化器", "20家以上", 2025, "explicit"]
    assert row[target["start"] : target["end"]] == target["quote"]
    assert [n["class"] for n in made.numerals] == ["unexplained", "date", "target"]


def test_figures_one_a_line_are_no_list_numbers():
    """A table that came without its rows: a column of figures; one alone may be the number of a heading."""
    column = ["孵化面积", "%", "万平方米", "2.1", "130", "12"]
    made = read_lines(*column, "加快建设。", "3", issued="2021-06")
    rules = [n["rule"] for n in made.numerals]
    assert rules == ["table_unit", "table_unread", "table_unread", "table_unread", "enumeration"]
    chapters = read_lines("第一章", "第二章", issued="2021-06")
    assert [n["class"] for n in chapters.numerals] == ["ordinal", "ordinal"]


def test_base_columns_are_facts(tmp_path):
    name = "tab-separated.txt"
    (tmp_path / name).write_text(document(name, (TABLES / name).read_text("utf-8")), "utf-8")
    _, extraction, _ = read(tmp_path)
    facts = [n["text"] for n in extraction.numerals if n["class"] == "fact"]
    assert facts == ["2.42", "860", "11.5", "82", "45"]


def test_word_table_with_merged_cells(tmp_path):
    made = docx.Document()
    for line in HEAD:
        made.add_paragraph(line)
    rows = [
        ["领域", "指标", "单位", "目标", "", "属性"],
        ["", "", "", "2023年", "2025年", ""],
        ["投入", "研发投入强度", "%", "2.9", "3.3", "预期性"],
        ["", "财政科技支出", "亿元", "55", "80", "约束性"],
    ]
    table = made.add_table(len(rows), 6)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    table.cell(0, 3).merge(table.cell(0, 4))
    table.cell(2, 0).merge(table.cell(3, 0))
    for line in TAIL:
        made.add_paragraph(line)
    data = io.BytesIO()
    made.save(data)
    (tmp_path / "a.docx").write_bytes(data.getvalue())
    _, extraction, _ = read(tmp_path)
    got = [(t["indicator_text"], t["value_text"], t["horizon"], t["strength"]) for t in extraction.targets]
    assert got == [
        ("研发投入强度", "2.9%", 2023, "firm"),
        ("研发投入强度", "3.3%", 2025, "firm"),
        ("财政科技支出", "55亿元", 2023, "firm"),
        ("财政科技支出", "80亿元", 2025, "firm"),
    ]


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("3.2", "%", ("3.2%", 3.2, "%", "eq")),
        ("≥95", "%", ("≥95%", 95, "%", "ge")),
        ("<5.5", "%", ("<5.5%", 5.5, "%", "le")),
        ("60以上", "家", ("60家以上", 60, "家", "ge")),
        ("1.2万", "家", ("1.2万家", 12000, "家", "eq")),
        ("300亿元", "亿元", ("300亿元", 3e10, "元", "eq")),
        ("7", "万吨标准油", ("7万吨标准油", 70000, "吨标准油", "eq")),
        ("前10位", "", ("前10位", 10, "位", "le")),
        ("12.5", "人年/万人", ("12.5人年/万人", 12.5, "人年/万人", "eq")),
        ("—", "%", None),
        ("完成上级下达任务", "%", None),
        ("五年总共1200", "人", ("五年总共1200人", 1200, "人", "eq")),
        ("净新增≥150", "家", ("净新增≥150家", 150, "家", "ge")),
        ("1:2.5", "", None),
        ("", "家", None),
    ],
)
def test_value_of_a_cell(cell, unit, expected):
    value = read_value(cell, unit, words())
    got = value and (value.text, value.low, value.unit, value.comparator)
    assert got == expected


PLAN = ["金华市科技创新“十四五”规划", *HEAD[1:]]
LONG_NAME = "保护建筑数量（登记不可移动文物和优秀历史建筑，含近现代代表性建筑及附属构筑物）"
SAYS = [  # rows of a table, what it says: indicator, value, unit, horizon, base
    (
        ["指标\t单位\t年份\t目标值", "孵化器\t家\t2023年\t30", "\t\t2025年\t50"],
        [("孵化器", 30, "家", 2023, None), ("孵化器", 50, "家", 2025, None)],
    ),
    (
        ["指标\t单位\t年度\t数值", "孵化器\t家\t2020年\t20", "\t\t2025年\t50"],
        [("孵化器", 50, "家", 2025, 20)],
    ),
    (
        ["单位：亿元", "指标\t2020年\t2025年", "技术交易额\t120\t180"],
        [("技术交易额", 1.8e10, "元", 2025, 1.2e10)],
    ),
    (
        ["主要指标（单位：万人）", "指标\t2020年\t2025年", "人才总量\t120\t180"],
        [("人才总量", 1.8e6, "人", 2025, 1.2e6)],
    ),
    (
        [
            "科技投入情况",
            "（计量单位：万元、%）",
            "指标\t2020年\t2025年",
            "科技支出\t120\t180",
            "支出占比\t2\t3",
        ],
        [("科技支出", 1.8e6, "元", 2025, 1.2e6), ("支出占比", 3, "%", 2025, 2)],
    ),
    (
        ["指标\t单位\t2025年", "孵化器\t家\t50", "指标\t单位\t2025年", "众创空间\t家\t80"],
        [("孵化器", 50, "家", 2025, None), ("众创空间", 80, "家", 2025, None)],
    ),
    (
        ["指标\t单位\t2020年\t2025年", "科技型中小企业\t家\t2 100\t4 500", "孵化器\t家\t1，200\t3，500"],
        [("科技型中小企业", 4500, "家", 2025, 2100), ("孵化器", 3500, "家", 2025, 1200)],
    ),
    (  # a bracket within the bracket of the unit
        ["指标\t2020年\t2025年", "保障性租赁住房（万套（间））\t26.7\t30"],
        [("保障性租赁住房", 300000, "套", 2025, 267000)],
    ),
    (["指标\t单位\t规划目标\t实现情况", "孵化器\t家\t50\t62"], []),
    (["“十三五”主要指标完成情况", "指标\t单位\t2020年规划目标\t2020年实现", "孵化器\t家\t50\t62"], []),
    (["指标\t单位\t2020年实际\t2025年目标", "孵化器\t家\t50\t62"], [("孵化器", 62, "家", 2025, 50)]),
    (
        [
            "指标\t2020年\t目标（2023年/2025年）",
            "研发投入强度\t1.1%\t1.3% / 1.6%",
            "村级服务站\t—\t— / 全覆盖",
            "创新指数排名\t第6位\t全省前4 / 全省前3",
        ],
        [
            ("研发投入强度", 1.3, "%", 2023, 1.1),
            ("研发投入强度", 1.6, "%", 2025, 1.1),
            ("村级服务站", 100, "%", 2025, None),
            ("创新指数排名", 4, "位", 2023, 6),
            ("创新指数排名", 3, "位", 2025, 6),
        ],
    ),
    (
        ["指标\t单位\t2020年\t2030年/年均", "城镇化率\t%\t63\t68左右", "专利密度\t件/万人\t9\t20"],
        [("城镇化率", 68, "%", 2030, 63), ("专利密度", 20, "件/万人", 2030, 9)],
    ),
    (
        ["指标\t单位\t2020年\t2025年", "合同成交额\t亿元\t126\t五年累计1200", "团队\t个\t165\t新增150"],
        [("合同成交额", 1.2e11, "元", 2025, 1.26e10), ("团队", 150, "个", 2025, 165)],
    ),
    (
        ["指标\t2025年", "调解成功率/仲裁结案率（%）\t65/93", "失业保险/工伤保险参保人数（亿人）\t2.5 / 3.4"],
        [
            ("调解成功率", 65, "%", 2025, None),
            ("仲裁结案率", 93, "%", 2025, None),
            ("失业保险参保人数", 2.5e8, "人", 2025, None),
            ("工伤保险参保人数", 3.4e8, "人", 2025, None),
        ],
    ),
    (
        [
            "指标\t单位\t2020年\t2025年",
            "培训人次（万人次）\t\t\t〔50〕（其中农民工〔17〕）",
            "养老床位\t张\t900\t1200（其中护理型600）",
        ],
        [
            ("培训人次", 5e5, "人次", 2025, None),
            ("培训人次（农民工）", 1.7e5, "人次", 2025, None),
            ("养老床位", 1200, "张", 2025, 900),
            ("养老床位（护理型）", 600, "张", 2025, None),
        ],
    ),
    (
        ["指标\t2020年\t2025年", "进出口总额（亿元，5年累计）\t196\t200", "社会满意度（分）\t82.8\t83.9"],
        [("进出口总额（5年累计）", 2e10, "元", 2025, 1.96e10), ("社会满意度", 83.9, "分", 2025, 82.8)],
    ),
    (
        ["指标\t单位\t2025年", "新增住房租赁住房比例\t%\t20", "新增孵化器\t家\t5"],
        [("新增住房租赁住房比例", 20, "%", 2025, None), ("新增孵化器", 5, "家", 2025, None)],
    ),
    (  # two levels of heads, one cell a line; the numbers of the rows are no page numbers
        [
            *["指标类别", "序号", "指标项", "单位", "类型", "指标值"],
            *["现状", "近期规划", "（2020年）", "（2025年）"],
            *["发展规模", "1", "建设用地总规模", "平方公里", "约束性", "53.75", "53.74"],
            *f"服务设施和历史文化 2 {LONG_NAME} 处 约束性 40 41".split(),
            *["3", "租赁住房比例", "%", "约束性", "/", "20"],
            *["4", "住宅用地面积", "平方公里", "预期性", "20.26", "动态调整"],
            *["生态", "5", "河湖水面率", "%", "约束性", "3.86", "3.95左右"],
        ],
        [
            ("建设用地总规模", 53.74, "平方公里", 2025, 53.75),
            (LONG_NAME, 41, "处", 2025, 40),
            ("租赁住房比例", 20, "%", 2025, None),
            ("河湖水面率", 3.95, "%", 2025, 3.86),
        ],
    ),
    (  # cells parted by empty lines, broken inside
        [
            "序号\n\n指标名称\n\n指标\n属性\n\n基准值\n（2020年）\n\n目标值\n（2025年）\n\n",
            "1\n\n河湖水面积\n\n约束性\n\n120.1\n平方公里\n\n128.9\n平方公里\n\n2\n\n滩涂规范使用率\n\n预期性\n\n/",
            "\n100%\n\n3\n\n供水水质综合合格率\n（国标GB5749）\n\n约束性\n\n≥95%\n\n≥99%\n\n",
        ],
        [
            ("河湖水面积", 128.9, "平方公里", 2025, 120.1),
            ("滩涂规范使用率", 100, "%", 2025, None),
            ("供水水质综合合格率（国标GB5749）", 99, "%", 2025, 95),
        ],
    ),
    (  # what is called base is it, what was reached since is not
        ["指标\t单位\t2020年基数\t2022年完成\t2025年目标", "孵化器\t家\t20\t31\t50"],
        [("孵化器", 50, "家", 2025, 20)],
    ),
    (  # what was aimed at before is no base
        ["指标\t单位\t“十三五”规划目标\t2020年完成值\t“十四五”目标值", "孵化器\t家\t20\t31\t50"],
        [("孵化器", 50, "家", 2025, 31)],
    ),
    (  # of two bases the later
        ["指标\t单位\t2020年基数\t2022年现状\t2025年目标", "孵化器\t家\t20\t31\t50"],
        [("孵化器", 50, "家", 2025, 31)],
    ),
    (
        [
            "指标/工程\t“十四五”目标\t出处",
            "本科招生数\t增加10万人以上\t专栏1",
            "油料产量\t5亿斤以上；油菜籽30万吨\t专栏2",
        ],
        [
            ("本科招生数增加", 100000, "人", 2025, None),
            ("油料产量", 5e8, "斤", 2025, None),
            ("油菜籽", 300000, "吨", 2025, None),
        ],
    ),
]


@pytest.mark.parametrize("rows, expected", SAYS, ids=[rows[0] for rows, _ in SAYS])
def test_what_a_table_says(rows, expected, tmp_path):
    (tmp_path / "plan.txt").write_text("\n".join([*PLAN, *rows, *TAIL]) + "\n", encoding="utf-8")
    _, extraction, _ = read(tmp_path)
    fields = ("indicator_text", "value_low", "unit", "horizon", "baseline_value")
    assert [tuple(t[f] for f in fields) for t in extraction.targets] == expected


def test_a_table_that_is_a_file_of_its_own(tmp_path):
    rows = "序号\t指标\t单位\t2020年\t2025年\n1\t孵化器\t家\t20\t50\n2\t众创空间\t家\t30\t80\n"
    (tmp_path / "annex.txt").write_text(rows, encoding="utf-8")
    catalog = "file,title,region\nannex.txt,金华市科技创新“十四五”规划主要指标,金华\n"
    (tmp_path / "catalog.csv").write_text(catalog, encoding="utf-8-sig")
    plan, extraction, problems = read(tmp_path)
    assert (plan.region, plan.period_start, plan.period_end) == ("金华市", 2021, 2025) and not problems
    assert [(t["indicator_text"], t["value_low"], t["horizon"]) for t in extraction.targets] == [
        ("孵化器", 50, 2025),
        ("众创空间", 80, 2025),
    ]


TASKS = [
    "序号\t重点任务\t工作内容\t牵头单位\t完成时限",
    "1\t引育人才\t引进高层次人才30名。选派科技特派员120名。\t市人社局\t2023年12月底前",
    "2\t建设平台\t到2022年，中试基地达到8家。\t市科技局\t2024年6月",
    "3\t用好基金\t天使基金规模达到5亿元。\t市财政局\t持续推进",
    "4\t培育企业\t科技领军企业达到15家。\t市科技局\t2022—2024年",
    "5\t扩大开放\t离岸孵化器达到6家。\t市商务局\t12月底前",
    "6\t办好活动\t创业大赛参赛项目达到400项。\t市科协\t2019年10月",
]


def test_a_row_of_a_list_of_tasks_is_due_when_its_own_cell_says(tmp_path):
    (tmp_path / "plan.txt").write_text("\n".join([*PLAN, *TASKS, *TAIL]) + "\n", encoding="utf-8")
    _, extraction, _ = read(tmp_path)
    assert [(t["value_low"], t["horizon"], t["horizon_source"]) for t in extraction.targets] == [
        (30, 2023, "explicit"),
        (120, 2023, "explicit"),
        (8, 2022, "explicit"),
        (5e8, 2025, "plan"),  # no year of another row
        (15, 2024, "explicit"),
        (6, 2021, "explicit"),
        (400, 2025, "plan"),  # a time before the plan is no goal
    ]


def test_a_list_of_tasks_that_is_a_file_of_its_own(tmp_path):
    rows = "\n".join(line.replace("\t", ",") for line in TASKS) + "\n"
    (tmp_path / "金华市科技创新重点任务清单（2021—2025年）.csv").write_text(rows, encoding="utf-8")
    plan, extraction, problems = read(tmp_path)
    assert (plan.region, plan.title) == ("金华市", "金华市科技创新重点任务清单（2021—2025年）")
    assert not problems
    assert [t["value_low"] for t in extraction.targets] == [30, 120, 8, 5e8, 15, 6, 400]


BY_PLACE = [
    (
        [
            "各县区2025年目标任务分解表",
            "县区\t研发投入强度（%）\t高新技术企业（家）\t成交额（亿元）",
            "海曙区\t2.1\t160\t28",
            "象山县\t≥1.6\t85\t—",
            "全市合计\t1.8\t510\t72",
        ],
        [
            ("研发投入强度", 2.1, "%", "eq", 2025, "海曙区"),
            ("高新技术企业", 160, "家", "eq", 2025, "海曙区"),
            ("成交额", 2.8e9, "元", "eq", 2025, "海曙区"),
            ("研发投入强度", 1.6, "%", "ge", 2025, "象山县"),
            ("高新技术企业", 85, "家", "eq", 2025, "象山县"),
            ("研发投入强度", 1.8, "%", "eq", 2025, ""),
            ("高新技术企业", 510, "家", "eq", 2025, ""),
            ("成交额", 7.2e9, "元", "eq", 2025, ""),
        ],
    ),
    (
        [
            "分县（市）主要指标任务表",
            "县（市、区）\t孵化器（家）\t\t院士工作站（家）\t",
            "2023年\t2025年\t2023年\t2025年",
            "余姚市\t5\t9\t3\t6左右",
            "宁海县\t2\t4\t1\t2",
        ],
        [
            ("孵化器", 5, "家", "eq", 2023, "余姚市"),
            ("孵化器", 9, "家", "eq", 2025, "余姚市"),
            ("院士工作站", 3, "家", "eq", 2023, "余姚市"),
            ("院士工作站", 6, "家", "approx", 2025, "余姚市"),
            ("孵化器", 2, "家", "eq", 2023, "宁海县"),
            ("孵化器", 4, "家", "eq", 2025, "宁海县"),
            ("院士工作站", 1, "家", "eq", 2023, "宁海县"),
            ("院士工作站", 2, "家", "eq", 2025, "宁海县"),
        ],
    ),
    (["各县区孵化器现状统计", "县区\t孵化器（家）\t众创空间（家）", "海曙区\t5\t9", "象山县\t2\t4"], []),
    (["联系方式", "县区\t电话\t传真", "海曙区\t8701\t8702", "象山县\t8703\t8704"], []),
]


@pytest.mark.parametrize("rows, expected", BY_PLACE, ids=[rows[0] for rows, _ in BY_PLACE])
def test_goals_divided_among_places(rows, expected, tmp_path):
    (tmp_path / "plan.txt").write_text("\n".join([*PLAN, *rows, *TAIL]) + "\n", encoding="utf-8")
    _, extraction, _ = read(tmp_path)
    fields = ("indicator_text", "value_low", "unit", "comparator", "horizon", "scope")
    assert [
        tuple(t[f] or ("" if f == "scope" else 0) for f in fields) for t in extraction.targets
    ] == expected


def test_tasks_below_a_table_are_not_its_rows(tmp_path):
    rows = [
        "指标\t单位\t2020年\t2025年",
        "孵化器\t家\t20\t50",
        "二、重点任务",
        "各单位按季报送。",
        *TASKS[:3],
    ]
    (tmp_path / "plan.txt").write_text("\n".join([*PLAN, *rows, *TAIL]) + "\n", encoding="utf-8")
    _, extraction, _ = read(tmp_path)
    assert [(t["value_low"], t["horizon"]) for t in extraction.targets] == [
        (50, 2025),
        (30, 2023),
        (120, 2023),
        (8, 2022),
    ]


def test_a_table_of_figures_at_the_end_belongs_to_the_plan(tmp_path):
    rows = ["附件", "各县区2025年主要指标任务分解表", "县区\t孵化器（家）\t院士站（家）"]
    rows += [
        f"{name}\t{n}\t{n + 1}"
        for n, name in enumerate(("海曙区", "江北区", "镇海区", "象山县", "宁海县"), 5)
    ]
    (tmp_path / "plan.txt").write_text("\n".join([*PLAN, *TAIL, *rows]) + "\n", encoding="utf-8")
    _, extraction, problems = read(tmp_path)
    assert len(extraction.targets) == 10 and not problems


@pytest.mark.parametrize(
    "row, expected",
    [
        ("高技能人才（万人）\t40\t50（其中技师10）", [("skilled_talent_stock", ""), ("", "技师")]),
        ("省级以上平台（家）\t40\t50（其中高新技术企业10）", [("", ""), ("hightech_firms", "高新技术企业")]),
    ],
)
def test_a_part_in_a_cell_has_its_own_key_or_none(row, expected):
    rows = [under("四", text, kind="table") for text in ("指标\t2020年\t2025年", row)]
    found = read_lines(*rows, issued="2021-06").targets
    assert [(t["indicator_id"], t["scope"]) for t in found] == expected


def of_table(*rows: str) -> list[tuple]:
    """Indicator, value and unit of the targets of a table."""
    lines = [under("四", row, kind="table") for row in rows]
    made = read_lines(*lines, issued="2021-06", period_end="2025").targets
    return [(t["indicator_text"], t["value_low"], t["unit"]) for t in made]


@pytest.mark.parametrize("length, found", [(60, 4), (61, 0)])
def test_a_line_above_a_table_by_place_is_its_caption_if_it_is_short(length, found):
    """Without the caption nothing says that the figures are goals."""
    caption = "各县区任务分解，".ljust(length, "一")
    assert len(of_table(caption, "县区\t孵化器（家）\t院士站（家）", "海曙区\t5\t9", "象山县\t2\t4")) == found


@pytest.mark.parametrize("part, name", [("高技能", "就业人员高技能"), ("农村居民", "农村居民")])
def test_a_short_part_needs_the_name_of_its_whole(part, name):
    rows = of_table("指标\t单位\t2025年", "就业人员\t万人\t50", f"其中：{part}\t万人\t12")
    assert rows[1] == (name, 120000, "人")


@pytest.mark.parametrize("above, unit", [([], "元"), (["（全口径）"], "元"), (["（全口径）", "（一）"], "")])
def test_three_lines_above_a_table_are_its_caption(above, unit):
    rows = of_table("单位：亿元", "主要指标", *above, "指标\t2020年\t2025年", "研发经费\t40\t50")
    assert [row[2] for row in rows] == [unit]


@pytest.mark.parametrize("others, found", [("2020年\t甲类\t乙类", 1), ("甲类\t乙类", 0)])
def test_three_of_five_heads_make_a_header_two_of_four_do_not(others, found):
    heads = f"指标\t2025年\t{others}"
    cells = "\t".join(["50亿元"] * heads.count("\t"))
    assert len(of_table(heads, f"研发经费\t{cells}")) == found


def test_a_cell_that_says_no_subject_is_of_the_name_of_its_row(tmp_path):
    rows = [
        ("序号及指标", "目标要求", "计算方法"),
        ("1.居民满意率", "较上年提高，力争2023年达到80%。", "居民满意率=满意人数/受访人数*100%。"),
        ("2.居民建档率", "到2025年达到90%以上。", "抽查核实。"),
        ("3.履约情况", "2025年达到85%。", "现场查看。"),
    ]
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    (tmp_path / "plan.html").write_text(document("plan.html", f"<table>{cells}</table>"), encoding="utf-8")
    _, extraction, _ = read(tmp_path)
    made = [(t["indicator_text"], t["value_text"], t["horizon"]) for t in extraction.targets]
    assert made == [("居民满意率", "80%", 2023), ("居民建档率", "90%以上", 2025)]
    assert {n["text"]: n["class"] for n in extraction.numerals}["85%"] == "unexplained"
    assert "居民满意率" in extraction.targets[0]["quote"]


BY_PLACE_OF = ("各县区任务分解", "县区\t孵化器（家）\t院士站（家）", "海曙区\t5\t9", "象山县\t2\t4")
BY_YEAR_OF = ("主要指标", "年份\t孵化器（家）\t院士站（家）", "2023年\t5\t9", "2025年\t6\t10")


@pytest.mark.parametrize("rows", [BY_PLACE_OF, BY_YEAR_OF], ids=["places", "years"])
def test_a_table_on_its_side_has_two_rows_and_two_indicators(rows):
    narrow = [row.rpartition("\t")[0] if "\t" in row else row for row in rows]
    assert len(of_table(*rows)) == 4
    assert of_table(*rows[:-1]) == [] and of_table(*narrow) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("农村居民", "居民可支配收入（农村居民）"),
        ("外来人民", "外来人民"),
    ],  # the same two characters end both, or one
)
def test_a_name_that_ends_like_the_part_before_goes_on_with_the_parts(name, found):
    rows = ("居民可支配收入\t元\t", "其中：城镇居民\t元\t50000", f"{name}\t元\t30000")
    assert of_table("指标\t单位\t2025年", *rows)[1][0] == found


@pytest.mark.parametrize(
    ("number", "found"), [("", "渔业产值装备"), ("2", "装备")]
)  # rows are counted: one without a number goes on with the parts above
def test_a_row_without_a_number_goes_on_with_the_parts(number, found):
    rows = ("1\t渔业产值\t亿元\t90", "\t其中：养殖\t亿元\t50", f"{number}\t装备\t亿元\t30")
    assert of_table("序号\t指标\t单位\t2025年", *rows)[2][0] == found


@pytest.mark.parametrize(
    ("heads", "names"),
    [
        ("类别\t2020年\t2025年", ["微型消防站", "消火栓"]),
        ("类型\t单位\t2020年\t2025年", ["微型消防站", "消火栓"]),
        ("类别\t2025年", []),  # one year alone: what the rows are is not known
        ("类别\t责任主体\t2020年\t2025年", []),
    ],
)
def test_the_names_of_a_table_of_years_may_be_called_groups(heads, names):
    cells = {"类别": "{}", "类型": "{}", "单位": "个", "责任主体": "支队", "2020年": "12", "2025年": "30"}
    rows = ["\t".join(cells[h] for h in heads.split("\t")).format(n) for n in ("微型消防站", "消火栓")]
    assert [row[0] for row in of_table(heads, *rows)] == names


@pytest.mark.parametrize(("unit", "found"), [("（座）", ["微型站", "消火栓"]), ("", [])])
def test_the_corner_of_a_table_of_years_may_be_empty(unit, found):
    rows = [f"{name}{unit}\t12\t30" for name in ("微型站", "消火栓")]  # without units they may be places
    assert [row[0] for row in of_table("\t2020年\t2025年", *rows)] == found


BARRED = {  # a cell a line behind its bar; a bare bar may part the rows
    "bars alone": "|指标 |单位 |2025年 |孵化器 |家 |50 |苗圃 |亩 |70",
    "an even number of rows": "|指标 |单位 |2025年 |孵化器 |家 |50 |苗圃 |亩 |70 |温室 |座 |8",
    "rows parted": "| |指标 |单位 |2025年 | | |孵化器 |家 |50 | | |苗圃 |亩 |70 |",
}


@pytest.mark.parametrize("kind", BARRED)
def test_cells_behind_bars_are_put_back_in_rows(kind, tmp_path):
    (tmp_path / "plan.txt").write_text(
        "\n".join([*PLAN, *BARRED[kind].split(), *TAIL]) + "\n", encoding="utf-8"
    )
    plan, extraction, problems = read(tmp_path)
    found = [(t["indicator_text"], t["value_low"], t["unit"], t["horizon"]) for t in extraction.targets]
    assert found[:2] == [("孵化器", 50, "家", 2025), ("苗圃", 70, "亩", 2025)]
    assert "|" not in plan.text and not problems


@pytest.mark.parametrize(
    "name, measure",
    [
        ("研发投入强度（具体以统计部门公布数据为准，逐年调整）", "level"),
        ("每年新建科普基地（具体以统计部门公布数据为准）", "annual_flow"),
    ],
)
def test_a_remark_in_a_name_says_nothing_of_its_measure(name, measure, tmp_path):
    rows = ["指标\t单位\t2025年", f"{name}\t个\t3"]
    (tmp_path / "plan.txt").write_text("\n".join([*PLAN, *rows, *TAIL]) + "\n", encoding="utf-8")
    (target,) = read(tmp_path)[1].targets
    assert target["measure"] == measure


def test_lines_behind_bars_without_heads_lose_only_the_bars(tmp_path):
    lines = [
        "|加快建设孵化器",
        "|完善公共服务",
        "|做强龙头企业",
        "|优化营商环境",
        "|集聚创新人才",
        "|扩大开放合作",
    ]
    (tmp_path / "plan.txt").write_text("\n".join([*PLAN, *lines, *TAIL]) + "\n", encoding="utf-8")
    plan, _, _ = read(tmp_path)
    assert "|" not in plan.text and all(line[1:] in plan.text for line in lines)


@pytest.mark.parametrize("name", FILES)
def test_a_table_is_read_where_nobody_said_its_heads_before(name, tmp_path):
    """As in a process of its own: the suite's fixture says the words of heads for what is tried alone."""
    (tmp_path / name).write_text(
        document(name, (TABLES / name).read_text(encoding="utf-8")), encoding="utf-8"
    )
    plan, extraction, _ = read(tmp_path)
    alone = contextvars.Context().run(targets.extract, plan, plan.reference, words())
    assert len(alone.targets) == len(extraction.targets)


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("老旧小区整治改造面积", "increment"),
        ("燃气管道更新数量", "increment"),
        ("河道生态修复长度（不含支流）", "increment"),
        ("城市公园面积", "level"),
        ("危旧房改造率", "level"),
        ("建成孵化器面积", "level"),  # what stands
    ],
)
def test_what_is_worked_on_adds_up_over_the_period(name, measure, tmp_path):
    rows = ["指标\t单位\t2030年", f"{name}\t{'%' if name.endswith('率') else '万平方米'}\t50"]
    (tmp_path / "plan.txt").write_text("\n".join([*PLAN, *rows, *TAIL]) + "\n", encoding="utf-8")
    _, extraction, _ = read(tmp_path)
    assert [t["measure"] for t in extraction.targets] == [measure]
