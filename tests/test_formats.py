"""Formats: the same plan out of every kind of file, with offsets into what was received."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from cityplans import codebook as codebooks
from cityplans.reading.cleaning.cleaning import clean
from cityplans.reading.files import labels
from cityplans.reading.files.formats import read_file
from cityplans.reading.files.markup import read_page
from cityplans.reading.files.word_numbers import printed
from cityplans.reading.mapped import Mapped

CODEBOOK = codebooks.load()
PARAGRAPHS = [
    "一、发展目标",
    "到2025年，全社会R&D经费支出占GDP比重力争达到3.6%，规上工业企业研发经费支出占营业收入比重达到2.5%。",
    "大力引进海内外高层次人才，新引进培育顶尖人才20名、领军型人才1000名，带动集聚创新创业人才10000名。",
    "二、保障措施",
    "强化统筹协调，健全多部门协同、市县联动的管理机制，确保财政科技投入年均增长15%以上。",
]
TEXT = "\n".join(PARAGRAPHS) + "\n"
pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def read(tmp_path: Path, data: bytes | str, name: str = "plan.txt"):
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_file(path, name)


def cleaned(decoded) -> str:
    return clean(decoded, CODEBOOK).mapped.text


def test_plain_text_whatever_its_ending(tmp_path):
    for name in ("plan.txt", "plan.md", "plan.pdf", "plan.docx", "plan"):
        (decoded,), problems = read(tmp_path, TEXT, name)
        assert cleaned(decoded) == TEXT and not problems


def page(body: str) -> str:
    links = "".join(f'<li><a href="/{i}">栏目{i}</a></li>' for i in range(20))
    return (
        f"<!DOCTYPE html><html><head><title>某市规划</title><style>p{{}}</style></head><body><ul>{links}</ul>"
        f"<h1>某市科技创新发展规划</h1><div class=content>{body}</div><script>if(a<b)x()</script>"
        "<div>版权所有 某市人民政府</div></body></html>"
    )


def test_whole_page_gives_its_main_part_with_the_title(tmp_path):
    body = "".join(f"<p>{p.replace('&', '&amp;')}</p>\n" for p in PARAGRAPHS * 4)
    (decoded,), _ = read(tmp_path, page(body), "plan.html")
    text = cleaned(decoded)
    assert decoded.format == "html"
    assert text.startswith("某市科技创新发展规划\n一、发展目标\n") and text.endswith(PARAGRAPHS[-1] + "\n")


ARTICLE = (
    "<h1>永州市科技创新“十四五”规划</h1>"
    + "<p>为深入实施创新驱动发展战略，结合实际制定本规划，推进各项工作落实见效。</p>" * 12
)
GOALS = (
    "<table><tr><td>序号</td><td>指标</td><td>单位</td><td>2020年</td><td>2025年</td></tr>"
    "<tr><td>1</td><td>省级重点实验室</td><td>家</td><td>3</td><td>8</td></tr></table>"
)
NEWS = "<ul><li><a href=1>关于开展检查的通知</a></li><li><a href=2>某市召开会议</a></li></ul>"
FOOTER = "<div>主办：市人民政府办公室 ICP备12345号</div>"


def whole_page(article: str, after: str, head: str = "") -> str:
    title = "<title>永州市科技创新“十四五”规划_政府网</title>"
    return f"<html><head>{title}{head}</head><body><div>{article}</div>{after}{FOOTER}</body></html>"


@pytest.mark.parametrize(
    "after",
    [
        f"<div>分享到： 打印 关闭</div><div class='fj'><p>附件：主要指标表</p>{GOALS}</div>",
        f"<div class='attachment'><h3>附件1</h3><p>主要指标</p>{GOALS}</div>",
        f"<div class='related-links sidebar'><p>附表 主要指标</p>{GOALS}</div>",
        f"<div><p>附件</p>{GOALS}<p>注：数据来自统计部门。</p></div>{NEWS}",
        f"<div class='footer-top'>{GOALS}</div>{NEWS}",
        "<div class='fj'><p>附录</p><p>" + "名词解释：概念验证是指对早期成果的验证。" * 8 + "</p></div>",
    ],
)
def test_an_annex_behind_the_text_of_a_page(tmp_path, after):
    ((text,), _) = read(tmp_path, whole_page(ARTICLE, after).encode(), "a.html")
    said = text.mapped.text
    assert "1\t省级重点实验室\t家\t3\t8" in said or "名词解释" in said
    assert "召开会议" not in said and "主办" not in said
    assert [text.received[o] for o in text.mapped.origins[:3]] == list(said[:3])


@pytest.mark.parametrize(
    "after", [NEWS, "<div><a href=x.doc>附件：规划.doc</a></div>", "<div>附件下载</div>"]
)
def test_links_behind_a_text_are_no_annex(tmp_path, after):
    ((text,), _) = read(tmp_path, whole_page(ARTICLE, after).encode(), "a.html")
    assert "会议" not in text.mapped.text and "附件" not in text.mapped.text


META = (
    '<meta name="ArticleTitle" content="永州市科技创新规划"><meta name="PubDate" content="2021-08-03 13:04">'
    '<meta name="ContentSource" content="永州市科学技术局网站"/>'
)


def test_what_the_head_of_a_page_says(tmp_path):
    """Labels beside the text say more than the head, which has the day it was put on the site."""
    ((text,), _) = read(tmp_path, whole_page(ARTICLE, "", META).encode(), "a.html")
    assert text.said["title"] == "永州市科技创新规划" and text.said["date"].startswith("2021-08-03")
    table = "<table><tr><td>成文日期：</td><td>2021年7月9日</td></tr></table>"
    ((text,), _) = read(tmp_path, whole_page(table + ARTICLE, "", META).encode(), "a.html")
    assert text.said["date"] == "2021年7月9日"
    table = (
        "<table><tr><td>发布机构</td><td>永州市人民政府办公室</td><td>责任部门</td><td>永州市科技局</td></tr>"
        "<tr><td>成文时间</td><td>2021-07-12</td><td>发布时间</td><td>2021-08-03</td></tr></table>"
    )
    ((text,), _) = read(tmp_path, whole_page(table + ARTICLE, "", META).encode(), "a.html")
    assert text.said["date"] == "2021-07-12" and text.said["issuer"] == "永州市人民政府办公室"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("2019年伊春市政府工作报告_伊春市人民政府", "2019年伊春市政府工作报告"),
        (
            "伊春市森林康养产业发展规划（2019—2025年）-伊春市林业和草原局网站",
            "伊春市森林康养产业发展规划（2019—2025年）",
        ),
        ("规划计划", None),
        ("伊春市人民政府", None),
    ],
)
def test_the_title_of_a_page_names_its_document_where_nothing_else_does(tmp_path, title, said):
    page = f"<html><head><title>{title}</title></head><body>{ARTICLE}</body></html>"
    ((text,), _) = read(tmp_path, page.encode(), "a.html")
    assert text.said.get("title") == said


def test_the_day_a_text_was_put_on_a_page():
    assert labels.labelled("2019-07-30 06:44　来源：安徽日报\n正文")["date"] == "2019-07-30"


@pytest.mark.parametrize("heads", ["成文日期\t文号\t标题", "发布日期\t名称\t备注"])
def test_heads_of_a_list_are_no_labels(heads):
    assert labels.labelled(f"说明：见下\n{heads}\n2021年某规划\n") == {}


def test_fragment_as_a_database_dump_leaves_it(tmp_path):
    fragment = "".join(
        f'<p style=\\"text-indent:2em\\">&emsp;{p.replace("&", "&amp;")}<\\/p>\\n' for p in PARAGRAPHS
    )
    (decoded,), _ = read(tmp_path, fragment)
    assert cleaned(decoded) == TEXT


@pytest.mark.parametrize(
    "escape, sign", [("\\ud842\\udfb7", "𠮷"), ("\\ud842", "\ufffd"), ("\\udfb7", "\ufffd")]
)
@pytest.mark.parametrize(
    "name, source",
    [
        ("plan.json", '{"title": "x", "text": "TEXT"}'),
        ("plan.html", '<p style=\\"a\\">TEXT<\\/p><p style=\\"a\\">b<\\/p>'),
    ],
)
def test_half_a_pair_of_escapes_is_no_character(tmp_path, name, source, escape, sign):
    """A text with it could not be written: one file would stop the whole run."""
    (decoded,), _ = read(tmp_path, source.replace("TEXT", "目标" * 150 + f"（{escape}）"), name)
    assert f"（{sign}）" in decoded.mapped.text
    assert decoded.mapped.text.encode()


def test_page_in_gb18030_that_calls_itself_gb2312(tmp_path):
    html = (
        '<html><head><meta charset="gb2312"></head><body>'
        + "".join(f"<p>{p}鎔</p>" for p in PARAGRAPHS)
        + "</body></html>"
    )
    (decoded,), _ = read(tmp_path, html.encode("gb18030"), "plan.html")
    assert (
        decoded.encoding == "gb18030"
        and "朱镕" not in cleaned(decoded)
        and "占GDP比重力争达到3.6%" in cleaned(decoded)
    )


def test_table_cells_share_a_line(tmp_path):
    html = "<table><tr><th>指标</th><th>2025年</th></tr><tr><td>研发强度</td><td>3.6%</td></tr></table>"
    html += "<p>完。</p>"
    (decoded,), _ = read(tmp_path, html)
    assert cleaned(decoded).splitlines() == ["指标\t2025年", "研发强度\t3.6%", "完。"]


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("到年3.5%<>/pbr&;amp\"'=! -\n目标script"), max_size=200))
def test_html_origins_lead_back(text):
    mapped = read_page(Mapped.of(text)).text
    assert len(mapped.text) == len(mapped.origins)
    assert all(a <= b for a, b in zip(mapped.origins, mapped.origins[1:]))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text(st.sampled_from('到2025年达到3.5%，“重点”"\\/\n\t\u200b人才'), min_size=1, max_size=300),
        min_size=1,
        max_size=4,
    ),
    st.booleans(),
)
def test_json_strings_come_back_with_offsets(tmp_path_factory, texts, ascii_only):
    texts = [t + "目标" * 100 for t in texts]
    source = json.dumps(
        [{"title": "某市规划", "content": t, "n": 10**50} for t in texts], ensure_ascii=ascii_only
    )
    path = tmp_path_factory.mktemp("raw") / "plans.json"
    path.write_text(source, encoding="utf-8")
    decoded, problems = read_file(path, "plans.json")
    assert not problems and [d.mapped.text for d in decoded] == texts
    assert all(d.fields == {"title": "某市规划"} and d.received == source for d in decoded)
    for d in decoded:
        for char, origin in zip(d.mapped.text, d.mapped.origins):
            assert source[origin] in (char, "\\")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.sampled_from('到2025年达到3.5%，“重点”",\n人才'), max_size=300), min_size=1, max_size=4
    )
)
def test_csv_cells_come_back_with_offsets(tmp_path_factory, texts):
    texts = ["目标" * 100 + t for t in texts]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([["province", "full_text", "year"], *(["某省", t, "2026"] for t in texts)])
    path = tmp_path_factory.mktemp("raw") / "plans.csv"
    path.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
    decoded, _ = read_file(path, "plans.csv")
    assert [d.mapped.text for d in decoded] == texts
    assert all(d.fields == {"province": "某省", "year": "2026"} for d in decoded)
    for d in decoded:
        assert "".join(d.received[o] for o in d.mapped.origins) == d.mapped.text


def numbered(document, text: str, number: int, level: int):
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    num = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", number)):
        node = OxmlElement(tag)
        node.set(qn("w:val"), str(value))
        num.append(node)
    properties.append(num)


def add_numbering(document) -> int:
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    for level, style, pattern in (
        (0, "chineseCounting", "%1、"),
        (1, "chineseCounting", "（%2）"),
        (2, "decimal", "%3."),
    ):
        node = OxmlElement("w:lvl")
        node.set(qn("w:ilvl"), str(level))
        for tag, value in (("w:start", "1"), ("w:numFmt", style), ("w:lvlText", pattern)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            node.append(child)
        abstract.append(node)
    root.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "90")
    target = OxmlElement("w:abstractNumId")
    target.set(qn("w:val"), "90")
    number.append(target)
    root.append(number)
    return 90


def test_word_keeps_numbers_and_tables_in_place(tmp_path):
    document = docx.Document()
    number = add_numbering(document)
    document.add_paragraph("某市规划")
    for text, level in (
        ("总体要求", 0),
        ("指导思想", 1),
        ("发展目标", 1),
        ("创新投入。", 2),
        ("人才集聚。", 2),
        ("主要任务", 0),
        ("平台", 1),
    ):
        numbered(document, text, number, level)
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("指标", "2025年", "研发强度", "3.6%")):
        cell.text = text
    document.add_paragraph("完。")
    out = io.BytesIO()
    document.save(out)
    (decoded,), problems = read(tmp_path, out.getvalue(), "plan.docx")
    assert not problems
    assert decoded.received.splitlines() == [
        "某市规划",
        "一、总体要求",
        "（一）指导思想",
        "（二）发展目标",
        "1.创新投入。",
        "2.人才集聚。",
        "二、主要任务",
        "（一）平台",
        "指标\t2025年",
        "研发强度\t3.6%",
        "完。",
    ]


@pytest.mark.parametrize(
    "number, style, expected",
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "japaneseCounting", "二十"),
        (35, "chineseCounting", "三十五"),
        (105, "chineseCounting", "一百零五"),
        (3, "upperLetter", "C"),
        (27, "lowerLetter", "aa"),
        (4, "upperRoman", "IV"),
        (3, "decimalEnclosedCircle", "③"),
        (7, "decimal", "7"),
    ],
)
def test_printed_number(number, style, expected):
    assert printed(number, style) == expected


def pdf(pages: list[list[tuple[float, float, str]]], size: int = 12, image: bool = False) -> bytes:
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=A4, invariant=1)
    for lines in pages:
        sheet.setFont("STSong-Light", size)
        for x, y, text in lines:
            sheet.drawString(x, y, text)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def column(text: str, width: int) -> list[str]:
    return [text[i : i + width] for i in range(0, len(text), width)]


BODY = (
    "大力引进海内外高层次人才新引进培育顶尖人才领军型人才带动集聚创新创业人才，加快建设科技创新平台支持企业组建创新联合体，"
    "深化科技体制改革完善揭榜挂帅机制推动科技进步条例落实，强化统筹协调健全多部门协同市县联动的管理机制。"
) * 4


def test_two_columns_painted_row_by_row(tmp_path):
    lines = column(BODY, 18)
    half = len(lines) // 2 + len(lines) % 2
    left, right = lines[:half], lines[half:]
    painted = [(60, 780, "某市科技创新发展规划（二〇二一至二〇二五年）全文发布通告如下以下为正文")]
    for i, line in enumerate(left):
        painted.append((60, 740 - 18 * i, line))
        if i < len(right):
            painted.append((310, 740 - 18 * i, right[i]))
    (decoded,), _ = read(tmp_path, pdf([painted]), "plan.pdf")
    bare = "".join(decoded.mapped.text.split())
    assert BODY in bare and bare.startswith("某市科技创新发展规划")


def test_heads_feet_and_page_numbers_are_left_out_and_pages_kept(tmp_path):
    pages = []
    for n in range(1, 5):
        rows = [
            (72, 810, "某市人民政府公报"),
            *((72, 760 - 20 * i, f"第{n}页正文第{i}行内容充实") for i in range(10)),
            (290, 30, f"- {n} -"),
        ]
        pages.append(rows)
    (decoded,), _ = read(tmp_path, pdf(pages), "plan.pdf")
    assert "公报" not in decoded.mapped.text and "- 1 -" not in decoded.mapped.text
    assert decoded.received.count("某市人民政府公报") == 4 and decoded.left_out["page_heads"]
    assert [decoded.received[p : p + 4] for p in decoded.pages] == ["某市人民"] * 4


def test_ruled_table_keeps_its_rows(tmp_path):
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=A4, invariant=1)
    sheet.setFont("STSong-Light", 12)
    sheet.drawString(72, 760, "主要指标如下表所示，各地各部门遵照执行。")
    xs, ys = [72, 222, 372, 522], [740, 710, 680, 650]
    sheet.grid(xs, ys)
    rows = [("指标", "二〇二〇年", "2025年"), ("研发强度", "2.5%", "3.6%"), ("高新企业", "100家", "300家")]
    for y, row in zip(ys, rows):
        for x, cell in zip(xs, row):
            sheet.drawString(x + 5, y - 20, cell)
    sheet.drawString(72, 620, "以上指标为预期性指标。")
    sheet.save()
    (decoded,), _ = read(tmp_path, out.getvalue(), "plan.pdf")
    assert decoded.mapped.text.split("\n")[:5] == [
        "主要指标如下表所示，各地各部门遵照执行。",
        "指标\t二〇二〇年\t2025年",
        "研发强度\t2.5%\t3.6%",
        "高新企业\t100家\t300家",
        "以上指标为预期性指标。",
    ]


TITLE = "崇左市糖业高质量发展规划"


def page_of(head: str, n: int) -> list[tuple[float, float, str]]:
    return [(72, 810, head), *((72, 760 - 20 * i, f"第{n}页第{i}行内容充实有序") for i in range(8))]


def test_a_title_over_both_of_two_pages_is_kept_once(tmp_path):
    first, last = page_of(TITLE, 1), page_of(TITLE, 2)
    first.insert(1, (72, 785, TITLE))
    (decoded,), _ = read(tmp_path, pdf([first, last]), "plan.pdf")
    assert decoded.mapped.text.count(TITLE) == 1
    (decoded,), _ = read(tmp_path, pdf([page_of(TITLE, 1), page_of(TITLE, 2)]), "plan.pdf")
    assert decoded.mapped.text.startswith(TITLE)  # it stands nowhere else
    (decoded,), _ = read(tmp_path, pdf([page_of("首行内容", 1), page_of("首行内容", 2)]), "plan.pdf")
    assert decoded.mapped.text.count("首行内容") == 2  # no title: two pages show no head


@pytest.mark.parametrize("day", ["2023/9/15 17:44", "2023/9/15 下午5:44", "11/30/26, 5:39 PM"])
def test_what_a_browser_prints_round_a_page_is_no_text(day, tmp_path):
    lines = [(40, 810, day), (200, 810, f"{TITLE}_崇左市人民政府"), (72, 785, TITLE), *page_of("", 1)[1:]]
    foot = [(40, 20, "https://www.example.org/zw/1.html"), (500, 20, "1/1")]
    (decoded,), _ = read(tmp_path, pdf([[*lines, *foot]]), "plan.pdf")
    text = decoded.mapped.text
    assert text.count(TITLE) == 1 and "人民政府" not in text and "example" not in text and "44" not in text


def test_heads_of_a_table_that_return_over_pages_are_no_page_heads(tmp_path):
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=A4, invariant=1)
    rows = [(f"基地{n}", str(n), str(n + 20)) for n in range(1, 13)]
    for page in range(3):
        sheet.setFont("STSong-Light", 12)
        cells = [("指标", "2020年", "2025年"), *rows[4 * page : 4 * page + 4]]
        ys = [780 - 40 * i for i in range(len(cells) + 1)]
        sheet.grid([72, 222, 372, 522], ys)
        for y, row in zip(ys, cells):
            for x, cell in zip((72, 222, 372), row):
                sheet.drawString(x + 5, y - 25, cell)
        sheet.showPage()
    sheet.save()
    (decoded,), _ = read(tmp_path, out.getvalue(), "崇左市“十四五”基地指标.pdf")
    assert decoded.mapped.text.count("指标\t2020年\t2025年") == 3 and decoded.is_table


@pytest.mark.parametrize(
    "lines, alone",
    [
        (["附件2", "崇左市主要指标", "指标\t2025年", "孵化器\t5"], True),  # as many lines above as rows
        (["崇左市主要指标", "指标\t2025年", "孵化器\t5", "注：数据为初步数", "来源：统计局"], False),
        (["崇左市主要指标", "指标\t2025年"], False),  # heads alone
    ],
)
def test_lines_above_a_table_do_not_count_as_text(lines, alone, tmp_path):
    (decoded,), _ = read(tmp_path, "\n".join(lines) + "\n", "annex.txt")
    assert decoded.is_table is alone


def test_struck_out_by_its_style_is_left_out(tmp_path):
    struck = "<span style='text-decoration: line-through red'>3</span>"
    page = f"<html><body><p>孵化器1{struck}5<u>0</u>家</p></body></html>"
    (decoded,), _ = read(tmp_path, page, "plan.html")
    assert "孵化器150家" in decoded.mapped.text
