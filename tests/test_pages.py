"""PDF pages as their makers draw them: doubled bold, note marks, columns, running heads, tables."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from cityplans.publishing import fonts
from cityplans.reading.files.cell_text import BREAK
from cityplans.reading.files.formats import read_file
from cityplans.reading.files.layout import Box, reading_lines
from cityplans.reading.files.marks import raised
from cityplans.reading.files.pdf_forms import draws_too_much
from cityplans.reading.files.pdf_page import cleared

FONT = next(__import__("pathlib").Path(fonts.__path__[0]).glob("*-Regular.ttf"))
pdfmetrics.registerFont(TTFont("Sans", str(FONT)))
pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
HEADS = ["序号", "指标名称", "单位", "2020年", "2025年"]
ROWS = [
    ["1", "全社会研发经费支出占GDP比重", "%", "2.5", "3.2"],
    ["2", "高新技术企业", "家", "600", "1200"],
    ["3", "科技型中小企业", "家", "2100", "4500"],
]
XS = [72, 110, 290, 340, 400, 460]


def sheet():
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4, invariant=1)
    page.setFont("Sans", 12)
    return out, page


def text_of(tmp_path, out: io.BytesIO, page) -> str:
    page.save()
    path = tmp_path / "a.pdf"
    path.write_bytes(out.getvalue())
    (decoded,), _ = read_file(path, "a.pdf")
    return decoded.mapped.text


def table(page, rows, top: float, rules: str = "grid", font: str = "Sans") -> None:
    """Rows of 20 points; `rules`: grid, or the three lines of a table in a book."""
    page.setFont(font, 10)
    ys = [top - 20 * i for i in range(len(rows) + 1)]
    if rules == "grid":
        page.grid(XS, ys)
    for y in (ys[0], ys[1], ys[-1]) if rules == "three" else ():
        page.line(XS[0], y, XS[-1], y)
    for y, row in zip(ys, rows):
        for x, cell in zip(XS, row):
            page.drawString(x + 4, y - 14, cell)


def lines(rows) -> list[str]:
    return ["\t".join(row) for row in rows]


@pytest.mark.parametrize("apart", [0.2, 0.3, 0.6, 1.0])
@pytest.mark.parametrize("text", ["企业达到1200家", "比重3.3%", "面积11111平方米", "R&D投入22亿", "lll1,000"])
def test_bold_made_by_printing_twice(tmp_path, apart, text):
    out, page = sheet()
    page.drawString(72, 700, text)
    page.drawString(72 + apart, 700, text)
    assert text_of(tmp_path, out, page).strip() == text


@pytest.mark.parametrize(
    "before, mark, after, expected",
    [
        ("企业达到1200", "1", "家。", "企业达到1200家。"),
        ("强度", "12", "达到3.2%", "强度达到3.2%"),
        ("投入", "[3]", "增长5%", "投入增长5%"),
        ("目标值", "①", "为8", "目标值为8"),
        ("新建20万m", "2", "厂房", "新建20万m²厂房"),
        ("引进10", "4", "人", "引进10000人"),
    ],
)
def test_raised_marks(tmp_path, before, mark, after, expected):
    out, page = sheet()
    page.drawString(72, 700, before)
    x = 72 + page.stringWidth(before, "Sans", 12)
    page.setFont("Sans", 7)
    page.drawString(x, 705, mark)
    x += page.stringWidth(mark, "Sans", 7)
    page.setFont("Sans", 12)
    page.drawString(x, 700, after)
    assert text_of(tmp_path, out, page).strip() == expected


@pytest.mark.parametrize(
    "before, sign, expected",
    [
        ("100km", "2", "²"),
        ("米", "3", "³"),
        ("达到210", "3", ""),
        ("约1.10", "5", ""),
        ("CO", "+", "+"),
        ("x", "注1", ""),
        ("", "*", ""),
    ],
)
def test_what_a_raised_sign_says(before, sign, expected):
    assert raised(before, sign) == expected


@pytest.mark.parametrize("room, said", [(7, "汕尾市海洋规划"), (9, "汕尾 市海洋规划")])
def test_the_room_between_large_letters_is_measured_by_their_size(room, said):
    title = [
        Box(c, 20.0 * i + (i > 1) * (room - 4), 20.0 * i + 16 + (i > 1) * (room - 4), 0, 16)
        for i, c in enumerate("汕尾市海洋规划")
    ]
    text = [
        Box("文", 10.0 * i, 10.0 * i + 9, 20 + 12.0 * y, 30 + 12.0 * y) for i in range(12) for y in range(3)
    ]
    assert reading_lines([*title, *text])[0].text.strip() == said


SHORT = [
    "一、指导",
    "以领军人才为重点统筹",
    "推进各类农村人才队伍建设",
    "全面发展",
    "二、现状",
    "人才总量为八百万占农村",
    "劳动力",
]
LONG = ["农业科技人才总量达到六十", "八万人选拔杰出人才三百名"] * 3 + ["建立团队"]


def column(lines: list[str], x: float, indented: tuple[int, ...]) -> list[Box]:
    """Lines of a column, characters ten points apart; those of `indented` begin two characters further in."""
    return [
        Box(
            c, x + 10 * (i + 2 * (y in indented)), x + 9 + 10 * (i + 2 * (y in indented)), 14 * y, 14 * y + 10
        )
        for y, line in enumerate(lines)
        for i, c in enumerate(line)
    ]


def test_two_columns_of_short_paragraphs_and_the_number_of_the_page_between_them():
    folio = [Box("1", 145, 150, 120, 130), Box("8", 150, 155, 120, 130)]
    boxes = column(SHORT, 0, (1, 5)) + column(LONG, 170, ()) + folio
    assert [line.text.strip() for line in reading_lines(boxes)] == [*SHORT, *LONG, "18"]


def test_cells_beside_each_other_are_no_columns_of_a_text():
    names = ["高新企业", "有效专利数", "人才", "研发经费投入", "孵化器", "院校", "平台"]
    boxes = column(names, 0, ()) + column(["一千家以上的规模"] * 7, 170, ())
    assert next(line.text.split() for line in reading_lines(boxes)) == ["高新企业", "一千家以上的规模"]


def test_equal_digits_side_by_side_are_no_doubled_print():
    boxes = [Box("1", 10 + 6 * i, 16 + 6 * i, 0, 12) for i in range(4)]
    assert len(cleared(boxes)) == 4


TITLE = "金华市科技创新“十四五”规划"
BODY = "大力引进海内外高层次人才加快建设科技创新平台支持企业组建创新联合体深化科技体制改革" * 3


@pytest.mark.parametrize("first", [1, 2])
def test_a_running_head_that_is_the_title_is_kept_once(tmp_path, first):
    out, page = sheet()
    for number in range(1, 6):
        page.setFont("Sans", 9)
        if number >= first:
            page.drawString(72, 810, TITLE)
        page.setFont("Sans", 12)
        if number == 1:
            page.drawString(150, 770, TITLE)
        for i in range(6):
            page.drawString(72, 740 - 20 * i, f"第{number}页第{i}行" + BODY[:20])
        page.showPage()
    assert text_of(tmp_path, out, page).count(TITLE) == 1


@pytest.mark.parametrize("offset", [0, 4, 7, 9])
@pytest.mark.parametrize("pitch", [18, 20])
def test_columns_whose_lines_do_not_share_their_heights(tmp_path, offset, pitch):
    out, page = sheet()
    left, right = ("左" + BODY)[:108], ("右" + BODY)[:90]
    for i in range(6):
        page.drawString(60, 740 - pitch * i, left[18 * i : 18 * i + 18])
    for i in range(5):
        page.drawString(310, 740 - offset - 17 * i, right[18 * i : 18 * i + 18])
    bare = "".join(text_of(tmp_path, out, page).split())
    assert left in bare and right in bare


@pytest.mark.parametrize("font", ["Sans", "STSong-Light"])
def test_a_ruled_table_keeps_single_characters(tmp_path, font):
    """A font that the file does not hold loses characters that stand alone (家)."""
    out, page = sheet()
    table(page, [HEADS, *ROWS], 700, font=font)
    assert text_of(tmp_path, out, page).strip().split("\n") == lines([HEADS, *ROWS])


@pytest.mark.parametrize("scale", [0.24, 0.5, 2.0])
def test_rules_are_seen_whatever_the_scale_of_the_page(tmp_path, scale):
    """Browsers draw a page under one matrix, rules in forms under another."""
    out, page = sheet()
    page.beginForm("rules")
    page.setLineWidth(0.8 / scale)
    page.grid([x / scale for x in XS], [(700 - 20 * i) / scale for i in range(5)])
    page.endForm()
    page.saveState()
    page.scale(scale, scale)
    page.doForm("rules")
    page.restoreState()
    table(page, [HEADS, *ROWS], 700, rules="")
    assert text_of(tmp_path, out, page).strip().split("\n") == lines([HEADS, *ROWS])


def test_cells_of_several_values_keep_their_lines_apart(tmp_path):
    """The rows are told later; without the mark of a part the lines are those of a narrow cell."""
    out, page = sheet()
    page.setFont("Sans", 10)
    page.grid(XS, [700, 680, 640, 600])
    for x, head in zip(XS, HEADS):
        page.drawString(x + 4, 686, head)
    shared = ["3", "入园率|其中：城市", "%", "98|95", "99|97"]
    narrow = ["4", "规模以上工业企业|研发人员", "人", "1200|5", "1500|7"]
    for y, row in ((666, shared), (626, narrow)):
        for x, cell in zip(XS, row):
            for n, line in enumerate(cell.split("|")):
                page.drawString(x + 4, y - 14 * n, line)
    made = text_of(tmp_path, out, page).strip().split("\n")[1:]
    joined = ["4", "规模以上工业企业研发人员", "人", "1200 5", "1500 7"]
    assert [row.split("\t") for row in made] == [[cell.replace("|", BREAK) for cell in shared], joined]


@pytest.mark.parametrize("turn", [90, -90])
def test_a_table_set_sideways(tmp_path, turn):
    out, page = sheet()
    page.drawString(72, 800, "主要指标见下表。")
    page.saveState()
    page.rotate(turn)
    page.translate(*((20, -1100) if turn == 90 else (-800, -400)))
    table(page, [HEADS, *ROWS], 700)
    page.restoreState()
    assert text_of(tmp_path, out, page).strip().split("\n")[1:] == lines([HEADS, *ROWS])


def test_a_row_alone_on_the_next_page(tmp_path):
    out, page = sheet()
    table(page, [HEADS, *ROWS[:2]], 120)
    page.showPage()
    table(page, ROWS[2:], 780)
    found = text_of(tmp_path, out, page)
    assert [line for line in found.split("\n") if "\t" in line] == lines([HEADS, *ROWS])


HALVES = [["2", "战略性新兴产业", "亿元", "18", "40"], ["", "增加值", "", "", ""]]
WHOLE = ["2", "战略性新兴产业增加值", "亿元", "18", "40"]
YEARS, TENTS = ["单位", "指标", "2020年", "2023年", "2025年"], ["家", "渔村民宿", "20", "40", "60"]
SPLIT = {  # rows on a page, rows on the next -> what they are
    "heads not repeated": (
        [HEADS, ROWS[0], HALVES[0]],
        [HALVES[1], ROWS[2]],
        [HEADS, ROWS[0], WHOLE, ROWS[2]],
    ),
    "heads repeated": (
        [HEADS, ROWS[0], HALVES[0]],
        [HEADS, HALVES[1], ROWS[2]],
        [HEADS, ROWS[0], WHOLE, HEADS, ROWS[2]],
    ),
    "values below": (
        [HEADS, ROWS[0], ["2", "战略性新兴产业", "", "", ""]],
        [["", "增加值", "亿元", "18", "40"], ROWS[2]],
        [HEADS, ROWS[0], WHOLE, ROWS[2]],
    ),
    "a number behind a group": (
        [["类别", "序号", "指标", "2020年", "2025年"], ["", "2", "渔港", "40", "80"]],
        [["", "", "泊位（个）", "", ""], ["养殖", "3", "网箱（口）", "1", "2"]],
        [
            ["类别", "序号", "指标", "2020年", "2025年"],
            ["", "2", "渔港泊位（个）", "40", "80"],
            ["养殖", "3", "网箱（口）", "1", "2"],
        ],
    ),
    "a bracket left open": (
        [YEARS, ["万吨", "海藻产量（鲜重，", "3", "4", "5"]],
        [["", "含加工）", "", "", ""], TENTS],
        [YEARS, ["万吨", "海藻产量（鲜重，含加工）", "3", "4", "5"], TENTS],
    ),
    "a group in its own words": (
        [YEARS, ["万吨", "海藻产量", "3", "4", "5"]],
        [["", "海洋旅游", "", "", ""], TENTS],
        [YEARS, ["万吨", "海藻产量", "3", "4", "5"], ["", "海洋旅游", "", "", ""], TENTS],
    ),
    "a row of its own": (
        [HEADS, ROWS[0]],
        [["", "其中：民营企业", "家", "300", "500"], ROWS[2]],
        [HEADS, ROWS[0], ["", "其中：民营企业", "家", "300", "500"], ROWS[2]],
    ),
    "a group": (
        [HEADS, ROWS[0]],
        [["产出", "", "", "", ""], ROWS[2]],
        [HEADS, ROWS[0], ["产出", "", "", "", ""], ROWS[2]],
    ),
}


@pytest.mark.parametrize("kind", SPLIT)
def test_a_row_broken_over_pages(tmp_path, kind):
    before, after, whole = SPLIT[kind]
    out, page = sheet()
    table(page, before, 120)
    page.showPage()
    table(page, after, 780)
    found = text_of(tmp_path, out, page)
    assert [line for line in found.split("\n") if "\t" in line] == lines(whole)


def test_a_table_left_open_where_the_page_ends(tmp_path):
    """Some makers draw no rule where the page breaks a table."""
    out, page = sheet()
    table(page, [HEADS, *ROWS[:2]], 120, rules="")
    for x in XS:
        page.line(x, 60, x, 120)
    for y in (120, 100, 80):
        page.line(XS[0], y, XS[-1], y)
    page.showPage()
    table(page, ROWS[2:], 780)
    found = text_of(tmp_path, out, page)
    assert [line for line in found.split("\n") if "\t" in line] == lines([HEADS, *ROWS])


BOOK = {  # rows as they are set (a break inside a cell centres it) -> cells
    "plain": ([HEADS, *ROWS], [HEADS, *ROWS]),
    "names over two lines": (
        [HEADS, ["1", "全社会研发经费支出\n占GDP比重", "%", "2.5", "3.2"], *ROWS[1:]],
        [HEADS, *ROWS],
    ),
    "a head over two columns": (
        [["序号", "指标名称", "单位", "目标值", ""], ["", "", "", "2023年", "2025年"], *ROWS],
        [["序号", "指标名称", "单位", "目标值", ""], ["", "", "", "2023年", "2025年"], *ROWS],
    ),
    "a category once": (
        [["类别", *HEADS[1:]], ["投入", *ROWS[0][1:]], ["产出", *ROWS[1][1:]], ["", *ROWS[2][1:]]],
        [["类别", *HEADS[1:]], ["投入", *ROWS[0][1:]], ["产出", *ROWS[1][1:]], ["", *ROWS[2][1:]]],
    ),
    "groups": (
        [HEADS, ["一、投入", "", "", "", ""], ROWS[0], ["二、产出", "", "", "", ""], *ROWS[1:]],
        [HEADS, ["一、投入", "", "", "", ""], ROWS[0], ["二、产出", "", "", "", ""], *ROWS[1:]],
    ),
    "a value missing": (
        [HEADS, ["1", "单位GDP能耗降低", "%", "—", "〔14.5〕"], *ROWS[1:]],
        [HEADS, ["1", "单位GDP能耗降低", "%", "—", "〔14.5〕"], *ROWS[1:]],
    ),
    "who is responsible": (
        [
            ["序号", "指标", "牵头部门", "2020年", "2025年"],
            ["1", "高新技术企业", "市科技局、\n市财政局", "5", "9"],
            *ROWS[1:],
        ],
        [
            ["序号", "指标", "牵头部门", "2020年", "2025年"],
            ["1", "高新技术企业", "市科技局、市财政局", "5", "9"],
            *ROWS[1:],
        ],
    ),
}


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("kind", BOOK)
def test_a_table_with_rules_only_across(tmp_path, kind, full):
    """Three rules as in a book, or one below every row."""
    rows, cells = BOOK[kind]
    out, page = sheet()
    page.drawString(72, 760, "主要指标见下表，到2025年全面完成各项任务。")
    page.setFont("Sans", 10)
    heads, y = 2 if not rows[1][1] and rows[1][3] else 1, 700.0
    page.line(XS[0], y, XS[-1], y)
    for number, row in enumerate(rows, 1):
        deep = max(cell.count("\n") for cell in row)
        for x, cell in zip(XS, row):
            for i, part in enumerate(cell.split("\n")):
                page.drawString(x + 4, y - 14 - 6 * (deep - cell.count("\n")) - 12 * i, part)
        y -= 20 + 12 * deep
        if number in (heads, len(rows)) or full and number > heads:
            page.line(XS[0], y, XS[-1], y)
    page.drawString(72, y - 30, "各级各部门要加强领导。")
    found = text_of(tmp_path, out, page).strip().split("\n")
    assert found[1:-1] == lines(cells)


def test_rules_round_sentences_make_no_table(tmp_path):
    out, page = sheet()
    for y in (700, 670, 600):
        page.line(72, y, 460, y)
    page.drawString(76, 682, "指标  2025年目标  说明如下")
    page.drawString(76, 650, "到2025年，高新技术企业达到1200家，推进创新平台建设。")
    page.drawString(76, 620, "加强组织领导，落实工作责任，完善考核评价机制。")
    assert "\t" not in text_of(tmp_path, out, page)


def test_a_frame_round_a_sentence_is_no_table(tmp_path):
    out, page = sheet()
    page.rect(70, 690, 300, 24)
    page.drawString(76, 697, "到2025年，企业达到1200家。")
    assert "\t" not in text_of(tmp_path, out, page)


@pytest.mark.parametrize("margin", [20, 45])
def test_a_frame_round_the_text_gives_a_table_no_columns(tmp_path, margin):
    out, page = sheet()
    table(page, [HEADS, *ROWS], 700)
    page.rect(XS[0] - margin, 700 - 20 * 4, XS[-1] - XS[0] + 2 * margin, 80)
    assert [line for line in text_of(tmp_path, out, page).split("\n") if line.strip()] == lines(
        [HEADS, *ROWS]
    )


def test_an_empty_column_at_one_side_stays(tmp_path):
    out, page = sheet()
    rows = [["", *row[1:]] for row in ROWS]  # of a merged cell that said what it holds a page before
    table(page, rows, 700, rules="none")
    page.grid(XS[1:], [700 - 20 * i for i in range(4)])
    page.rect(XS[0], 640, XS[1] - XS[0], 60)
    assert [line for line in text_of(tmp_path, out, page).split("\n") if line.strip()] == lines(rows)


def test_merged_cells_keep_the_places_of_the_others_free(tmp_path):
    out, page = sheet()
    page.setFont("Sans", 10)
    for y in (700, 680, 640):
        page.line(72, y, 390, y)
    page.line(172, 660, 390, 660)
    for x in (72, 172, 290, 390):
        page.line(x, 700, x, 640)
    cells = [
        (76, 686, "类别"),
        (176, 686, "指标"),
        (294, 686, "2025年"),
        (76, 656, "创新投入"),
        (176, 666, "研发强度"),
    ]
    for x, y, cell in (*cells, (294, 666, "3.2"), (176, 646, "高企"), (294, 646, "1200")):
        page.drawString(x, y, cell)
    assert text_of(tmp_path, out, page).strip().split("\n") == [
        "类别\t指标\t2025年",
        "创新投入\t研发强度\t3.2",
        "\t高企\t1200",
    ]


def nested(depth: int, times: int) -> bytes:
    """Forms each of which draws the one before so many times."""
    out, page = sheet()
    for level in range(depth):
        page.beginForm(f"f{level}")
        for _ in range(times):
            page.doForm(f"f{level - 1}") if level else page.drawString(72, 700, "某")
        page.endForm()
    page.doForm(f"f{depth - 1}")
    page.save()
    return out.getvalue()


@pytest.mark.parametrize(
    "depth, times, is_bomb", [(12, 10, True), (9, 30, True), (8, 2, False), (12, 1, False)]
)
def test_forms_that_draw_forms(tmp_path, depth, times, is_bomb):
    """Two kilobytes that ask for more than any memory holds would end the whole run, not only the file."""
    data = nested(depth, times)
    assert draws_too_much(data) is is_bomb
    if is_bomb:
        (tmp_path / "a.pdf").write_bytes(data)
        decoded, (problem,) = read_file(tmp_path / "a.pdf", "a.pdf")
        assert not decoded and problem.problem == "too_large"
