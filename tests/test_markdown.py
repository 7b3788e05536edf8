"""Markdown: the text a reader sees, with offsets; the collector's head becomes fields."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityplans.reading.files.formats import read_file
from cityplans.reading.files.markdown import looks_like_markdown, markdown_text
from cityplans.reading.mapped import Mapped


def shown(text: str) -> str:
    return markdown_text(Mapped.of(text)).text.text


@pytest.mark.parametrize(
    "text, expected",
    [
        ("# 金华市规划", "金华市规划"),
        ("## 一、主要目标 ##", "一、主要目标"),
        ("###总体要求", "总体要求"),
        ("**一、提升质量**", "一、提升质量"),
        ("　**（一）开放共享。**建设10家平台", "　（一）开放共享。建设10家平台"),
        ("__二、保障__", "二、保障"),
        ("*注：数据为初步数*", "注：数据为初步数"),
        ("***重点***任务", "重点任务"),
        ("- 高新技术企业达到1200家", "高新技术企业达到1200家"),
        ("* [x] 完成5项", "完成5项"),
        ("1. 建设平台10个", "1. 建设平台10个"),
        ("> 到2025年达到3.2%", "到2025年达到3.2%"),
        ("见[《规划》全文](http://a.cn/x_(1).html)第2页", "见《规划》全文第2页"),
        ("![图1](a.png)说明", "说明"),
        ("`1200`家", "1200家"),
        ("1200家[^1]", "1200家"),
        ("~~1000家~~1200家", "1200家"),
        ("1\\. 目标\\*", "1. 目标*"),
        ("上\n\n---\n\n下", "上\n\n\n\n下"),
        ("标题\n====\n正文", "标题\n\n正文"),
        ("```\n代码\n```", "\n代码\n"),
        ("占比2*3*4", "占比2*3*4"),
        ("+----+-----+\n| 甲 | 20% |\n+====+=====+\n| 乙 | 30% |\n+----+-----+\n完", "甲\t20%\n乙\t30%\n完"),
        ("C#与#1号平台", "C#与#1号平台"),
        ("#1号平台", "#1号平台"),
        ("a_b_c", "a_b_c"),
        ("下降-3.5%", "下降-3.5%"),
        ("-3.5%", "-3.5%"),
    ],
)
def test_marks_go_and_what_they_mark_stays(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "| 指标 | 单位 | 2025年 |\n|---|:---:|---:|\n| 研发强度 | % | 3.2 |\n| 高企 |  | 1200 |\n\n完。",
        "指标 | 单位 | 2025年\n--- | --- | ---\n研发强度 | % | 3.2\n高企 | | 1200\n\n完。",
        "|指标|单位|2025年|\n|:-:|:-:|:-:|\n|研发强度|%|3.2|\n|高企||1200|\n\n完。",
    ],
)
def test_tables_become_rows(text):
    assert shown(text) == "指标\t单位\t2025年\n研发强度\t%\t3.2\n高企\t\t1200\n\n完。"


def test_bold_cells_and_escaped_pipes():
    assert shown("| **指标** | 值 |\n|---|---|\n| A\\|B | 3 |") == "指标\t值\nA|B\t3"


HEADS = {
    "bold": "**发布日期**: 2025-07-10\n**发布机构**: 某市科技局\n**原文链接**: [http://a.cn/b](http://a.cn/b)\n\n---\n",
    "list": "- 发布日期：2025-07-10\n- 发布机构：某市科技局\n- 链接：<http://a.cn/b>\n\n---\n",
    "quote": "> 发布日期：2025-07-10\n> 发布机构：某市科技局\n> 网址：http://a.cn/b\n",
    "plain": "发布时间：2025-07-10\n发文机关：某市科技局\n来源网址：http://a.cn/b\n",
    "table": "| 项目 | 内容 |\n|---|---|\n| 发布日期 | 2025-07-10 |\n| 发布机构 | 某市科技局 |\n"
    "| 链接 | http://a.cn/b |\n",
}


@pytest.mark.parametrize("head", HEADS)
def test_the_collectors_head_becomes_fields(tmp_path, head):
    path = tmp_path / "a.md"
    path.write_text(
        f"# 某市科技规划\n\n{HEADS[head]}\n## 政策全文\n一、目标\n\n到2025年达到3.2%。\n", "utf-8"
    )
    (decoded,), _ = read_file(path, "a.md")
    said = decoded.said
    assert (said["date"], said["issuer"], said["url"]) == ("2025-07-10", "某市科技局", "http://a.cn/b")
    rest = [line for line in decoded.mapped.text.splitlines() if line.strip()]
    assert rest == ["某市科技规划", "一、目标", "到2025年达到3.2%。"]
    assert decoded.left_out["collector_head"]


def test_front_matter(tmp_path):
    path = tmp_path / "a.md"
    path.write_text('---\ntitle: "某市规划"\ndate: 2025-07-10\n---\n\n一、目标\n', "utf-8")
    (decoded,), _ = read_file(path, "a.md")
    assert decoded.said == {"title": "某市规划", "date": "2025-07-10"}
    assert decoded.mapped.text.strip() == "一、目标"


@pytest.mark.parametrize(
    "text",
    [
        "# 某市规划\n\n正文第一段。\n",
        "第一条 主管部门：某局。\n来源：国家统计局\n",
        "**某市规划**\n\n责任单位：某局\n",
    ],
)
def test_what_is_no_head_stays(text):
    assert markdown_text(Mapped.of(text)).left_out == []


@pytest.mark.parametrize(
    "text, expected",
    [
        ("# 规划\n\n## 一、目标\n", True),
        ("**规划**\n\n**一、目标**\n", True),
        ("指标|值\n---|---\n甲|1\n", True),
        ("某市规划\n一、目标\n到2025年达到3.2%，*星号*与#井号。\n", False),
        ("-----\n上\n-----\n", False),
        ("密码**至少**8位", False),
    ],
)
def test_what_is_markdown(text, expected):
    assert looks_like_markdown(text) is expected


@pytest.mark.parametrize(
    "head, expected",
    [
        ("---\n标题: 某市规划\n发布日期: 2022-03-01\n---\n", True),
        ("---\n标题: 某市规划\n---\n", False),  # one field may be anything
        ("---\n甲: 一\n乙: 二\n---\n", False),
        ("---\n标题: 某市规划\n发布日期: 2022-03-01\n\n", False),  # not closed
    ],
)
def test_fields_between_hyphens_make_a_text_markdown(head, expected):
    assert looks_like_markdown(head + "到2025年，研发投入强度达到3%。\n") is expected


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("#*_-|[]()!`~>\\\n 　：目标发布日期来源3.2%"), max_size=120))
def test_origins_lead_back(text):
    mapped = markdown_text(Mapped.of(text)).text
    assert all(a <= b for a, b in zip(mapped.origins, mapped.origins[1:]))
    assert all(text[o] == c or c == "\t" for c, o in zip(mapped.text, mapped.origins))


PLAIN = "标题: 某市科技创新规划\n发布时间: 2022-11-13 16:33\n发布机构: 某市科技局\n栏目: 规划\n见附表\n"


def test_the_collectors_head_of_a_plain_text_becomes_fields(tmp_path):
    (tmp_path / "a.txt").write_text(PLAIN + "===== 正文 =====\n一、总则\n加快建设。\n", encoding="utf-8")
    (decoded,), _ = read_file(tmp_path / "a.txt", "a.txt")
    assert decoded.mapped.text.startswith("一、总则")
    assert (decoded.said["title"], decoded.said["issuer"]) == ("某市科技创新规划", "某市科技局")


def test_a_documents_own_particulars_stay(tmp_path):
    own = "某市科技创新规划\n发文机关：某市人民政府\n成文日期：2022-11-13\n一、总则\n加快建设。\n"
    (tmp_path / "a.txt").write_text(own, encoding="utf-8")
    (decoded,), _ = read_file(tmp_path / "a.txt", "a.txt")
    assert decoded.mapped.text == own


def test_paragraphs_that_begin_with_a_label_are_no_head(tmp_path):
    body = "总体目标：到2025年，产值达到8000亿元。\n空间布局：打造3个新城。\n第一章 总则\n"
    for gap in ("\n", ""):
        head = f"标题：某市规划\n发布日期：2021年3月1日\n{gap}"
        (tmp_path / "a.txt").write_text(head + body, encoding="utf-8")
        (decoded,), _ = read_file(tmp_path / "a.txt", "a.txt")
        assert decoded.mapped.text.strip() == body.strip()
