"""Files of many texts: as many documents, each named by file and record; tables of indicators as files."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pandas as pd
import pytest

from cityplans import codebook
from cityplans.reading.files.fields import kind_of, said
from cityplans.reading.files.formats import read_file
from cityplans.reading.plans import regions, territory

PLACES = regions.of(codebook.load())

BODY = (
    "为加快科技创新，制定本计划。\n一、主要目标\n到2025年，高新技术企业达到{}家。\n"
    + "推进平台建设，深化改革。\n" * 20
)
RECORDS = [
    {
        "title": f"{place}科技创新三年行动计划",
        "pubtime": "2023-05-0" + day,
        "channel": f"{place}人民政府",
        "content": BODY.format(n),
    }
    for place, day, n in (("金华市", "1", 100), ("衢州市", "2", 200), ("丽水市", "3", 300))
]


def as_csv(rows: list[dict], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: list[dict]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in ([*rows[0]], *(list(r.values()) for r in rows)):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def as_parquet(rows: list[dict]) -> bytes:
    out = io.BytesIO()
    pd.DataFrame(rows).to_parquet(out)
    return out.getvalue()


def lines(rows: list[dict]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


KINDS = {
    "plans.csv": as_csv,
    "plans.tsv": lambda rows: as_csv(rows, "\t"),
    "semicolon.csv": lambda rows: as_csv(rows, ";"),
    "gbk.csv": lambda rows: as_csv(rows).decode("utf-8-sig").encode("gb18030"),
    "plans.xlsx": as_xlsx,
    "plans.parquet": as_parquet,
    "plans.jsonl": lines,
    "array.json": lambda rows: json.dumps(rows, ensure_ascii=False).encode(),
    "nested.json": lambda rows: json.dumps({"code": 0, "data": {"list": rows, "total": 3}}).encode(),
    "byid.json": lambda rows: json.dumps({str(i): row for i, row in enumerate(rows)}).encode(),
}


def read(tmp_path, data: bytes | str, name: str):
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    decoded, problems = read_file(path, name)
    for d in decoded:  # every character stands where its origin says, or a mark of the file does
        assert len(d.mapped.text) == len(d.mapped.origins)
        assert all(0 <= o < len(d.received) for o in d.mapped.origins)
    return decoded, problems


@pytest.mark.parametrize("name", KINDS)
def test_a_record_is_a_document(tmp_path, name):
    decoded, problems = read(tmp_path, KINDS[name](RECORDS), name)
    assert not problems and [d.source_file for d in decoded] == [f"{name}#{n}" for n in (1, 2, 3)]
    assert [d.mapped.text.strip() for d in decoded] == [r["content"].strip() for r in RECORDS]
    assert decoded[1].said == {
        "title": "衢州市科技创新三年行动计划",
        "date": "2023-05-02",
        "issuer": "衢州市人民政府",
    }


@pytest.mark.parametrize("name", KINDS)
def test_a_file_of_one_record_keeps_its_name(tmp_path, name):
    decoded, _ = read(tmp_path, KINDS[name](RECORDS[:1]), name)
    assert [d.source_file for d in decoded] == [name]


def test_a_short_record_among_long_ones_is_not_lost(tmp_path):
    rows = [*RECORDS, {**RECORDS[0], "title": "通知", "content": "到2025年，高新技术企业达到500家。"}]
    decoded, _ = read(tmp_path, as_csv(rows), "a.csv")
    assert decoded[3].source_file == "a.csv#4" and "500家" in decoded[3].mapped.text


@pytest.mark.parametrize(
    "head, body",
    [
        ("title", "content"),
        ("标题", "正文"),
        ("文件名称", "全文"),
        ("policy_title", "policy_text"),
        ("Name", "Full Text"),
        ("题名", "contentText"),
        ("政策标题", "文章内容"),
    ],
)
def test_columns_by_their_names(tmp_path, head, body):
    """A summary that is longer than the text does not take its place."""
    rows = [{head: r["title"], "摘要": "简介内容" * 200, body: r["content"]} for r in RECORDS]
    decoded, _ = read(tmp_path, as_csv(rows), "a.csv")
    assert [d.mapped.text.strip() for d in decoded] == [r["content"].strip() for r in RECORDS]
    assert [d.said["title"] for d in decoded] == [r["title"] for r in RECORDS]


@pytest.mark.parametrize(
    "names",  # of title, date, issuer, text, and of a column beside them
    [
        ("headline", "release_date", "dept", "body_text", "crawl_time"),
        ("docTitle", "writeTime", "pubOrg", "docContent", "updateDate"),
        ("文件题目", "成文时间", "发文机构", "文件正文", "采集时间"),
        ("policy_name", "issued_at", "agency_name", "raw", "effective_date"),
        ("公文标题", "印发日", "印发机关", "政策原文", "施行日期"),
        ("规划名", "发布年月日", "编制单位", "规划文本", "栏目名称"),
        ("doc_name", "published_on", "Issuing Authority", "main_content", "channel_name"),
        ("ARTICLE_TITLE", "PUBLISH_DATE", "ORG_NAME", "ARTICLE_BODY", "COLUMN_TITLE"),
        ("题目", "颁布时间", "颁布部门", "法规全文", "失效日期"),
    ],
)
def test_columns_by_the_ends_of_their_names(tmp_path, names):
    """What speaks of the collecting, of the site or of the text's force is none of them."""
    rows = [
        dict(zip(names, (r["title"], r["pubtime"], r["channel"], r["content"], "2025-01-01")))
        for r in RECORDS
    ]
    decoded, _ = read(tmp_path, as_csv(rows), "a.csv")
    assert [d.mapped.text.strip() for d in decoded] == [r["content"].strip() for r in RECORDS]
    assert decoded[0].said == {
        "title": "金华市科技创新三年行动计划",
        "date": "2023-05-01",
        "issuer": "金华市人民政府",
    }


@pytest.mark.parametrize("kind", ["plans.csv", "plans.tsv", "plans.xlsx"])
@pytest.mark.parametrize("above", [["政策文本汇编"], ["某课题组", "2024年6月整理"]])
def test_a_title_above_the_heads_of_a_collection(tmp_path, kind, above):
    if kind == "plans.xlsx":
        book, out = openpyxl.Workbook(), io.BytesIO()
        for row in (*([line] for line in above), [*RECORDS[0]], *(list(r.values()) for r in RECORDS)):
            book.active.append(row)
        book.save(out)
        data = out.getvalue()
    else:
        data = (
            "".join(f"{line}\n" for line in above).encode()
            + KINDS[kind](RECORDS).decode("utf-8-sig").encode()
        )
    decoded, _ = read(tmp_path, data, kind)
    assert [d.said["title"] for d in decoded] == [r["title"] for r in RECORDS]


def test_a_sheet_named_otherwise_leaves_the_titles_of_its_rows(tmp_path):
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "政策汇编"
    for row in (["标题", "正文"], *([r["title"], r["content"]] for r in RECORDS)):
        book.active.append(row)
    book.save(out)
    decoded, _ = read(tmp_path, out.getvalue(), "a.xlsx")
    assert [d.said["title"] for d in decoded] == [r["title"] for r in RECORDS]


@pytest.mark.parametrize(
    "columns, said_region, region",
    [
        ({"省份": "安徽", "城市": "蚌埠"}, "安徽 蚌埠", "蚌埠市"),
        ({"province": "江苏省", "city": "南京市", "district": "鼓楼区"}, "江苏省 南京市 鼓楼区", "鼓楼区"),
        ({"地级市": "徐州市", "区县": "鼓楼区"}, "徐州市 鼓楼区", "鼓楼区"),
        ({"city_name": "洛阳"}, "洛阳", "洛阳市"),
        ({"地区": "浙江省"}, "浙江省", "浙江省"),
        ({"省": "四川", "市": "本级"}, "四川 本级", "四川省"),
        ({"county": "安吉县"}, "安吉县", "安吉县"),
        ({"地区": "安吉县天荒坪镇"}, "安吉县天荒坪镇", "安吉县"),
        ({"地区": "徐州市鼓楼区"}, "徐州市鼓楼区", "鼓楼区"),
        ({"省份": "江苏省", "地区": "徐州市鼓楼区"}, "徐州市鼓楼区", "鼓楼区"),
    ],
)
def test_the_smallest_division_a_record_names(columns, said_region, region):
    assert said(columns)["region"] == said_region
    found = territory.innermost(said_region, PLACES)
    assert found.name == region and ("徐州市" not in said_region or found.code.startswith("3203"))


def test_an_annex_of_a_record_belongs_to_its_text(tmp_path):
    row = {**RECORDS[0], "附件": "附件\n重点项目清单\n" + "项目内容。\n" * 60}
    (decoded,), _ = read(tmp_path, lines([row]), "a.json")
    assert decoded.mapped.text.startswith("为加快") and "重点项目清单" in decoded.mapped.text


PARAGRAPHS = [
    "金华市科技创新三年行动计划",
    *BODY.format(700).strip().splitlines()[:4],
    "二、保障措施",
    "加强领导。" * 30,
]


@pytest.mark.parametrize(
    "data, name",
    [
        (json.dumps(PARAGRAPHS), "strings.json"),
        (json.dumps({"url": "http://x", "paragraphs": PARAGRAPHS}), "keyed.json"),
        (json.dumps({"name": "x", "content": PARAGRAPHS}), "content.json"),
        (json.dumps([{"no": i, "text": t} for i, t in enumerate(PARAGRAPHS)]), "objects.json"),
        (lines([{"id": i, "text": t} for i, t in enumerate(PARAGRAPHS)]), "lines.jsonl"),
        (as_csv([{"no": i, "text": t} for i, t in enumerate(PARAGRAPHS)]), "rows.csv"),
        (as_csv([{"序号": i, "段落": t} for i, t in enumerate(PARAGRAPHS)]), "rows_zh.csv"),
        (as_xlsx([{"no": i, "text": t} for i, t in enumerate(PARAGRAPHS)]), "rows.xlsx"),
    ],
)  # fmt: skip
def test_paragraphs_are_one_text(tmp_path, data, name):
    """Every one of them, the title and the short ones too."""
    (decoded,), problems = read(tmp_path, data, name)
    assert decoded.source_file == name and not problems
    assert decoded.mapped.text.splitlines() == PARAGRAPHS


def test_paragraphs_of_several_plans_are_told_apart_by_title(tmp_path):
    rows = [{"title": r["title"], "text": t} for r in RECORDS for t in r["content"].strip().splitlines()]
    decoded, _ = read(tmp_path, as_csv(rows), "a.csv")
    assert [d.mapped.text for d in decoded] == [r["content"].strip() for r in RECORDS]
    assert [d.said["title"] for d in decoded] == [r["title"] for r in RECORDS]


def test_sections_of_one_plan_are_one_text(tmp_path):
    parts = [
        {"title": "一、主要目标", "content": "到2025年，高新技术企业达到700家。"},
        {"title": "二、重点任务", "content": "加强平台建设。" * 20},
        {"title": "三、保障措施", "content": "加强领导。"},
    ]
    for data in ({"title": "金华市规划", "sections": parts}, parts):
        (decoded,), _ = read(tmp_path, json.dumps(data), "a.json")
        assert decoded.mapped.text.splitlines() == [line for p in parts for line in p.values()]


def test_ten_thousand_records_come_one_by_one(tmp_path):
    path = tmp_path / "many.csv"
    path.write_bytes(
        as_csv([{"title": f"计划{i}", "content": f"第{i}份。" + "内容" * 120} for i in range(10_000)])
    )
    from cityplans.reading.files.formats import read as one_by_one

    found = one_by_one(path, "many.csv")
    assert next(found).source_file == "many.csv#1"
    assert sum(1 for _ in found) == 9_999


def test_what_columns_mean():
    assert [kind_of(n) for n in ("发文机关", "Pub_Time", "网址", "full text", "page")] == [
        "issuer", "date", "url", "text", "",
    ]  # fmt: skip
    assert said({"来源": "某网站", "发布机构": "某市科技局", "省份": " "}) == {"issuer": "某市科技局"}


# ------------------------------------------------------------------------------------- tables of indicators

HEADS = ["序号", "指标", "单位", "2020年", "2025年", "属性"]
ROWS = [
    ["1", "高新技术企业", "家", "600", "1200", "预期性"],
    ["2", "研发投入强度", "%", "2.5", "3.2", "预期性"],
]


def delimited(rows: list[list[str]], sign: str) -> str:
    return "".join(sign.join(row) + "\n" for row in rows)


@pytest.mark.parametrize("sign", [",", "\t", ";"])
@pytest.mark.parametrize("title", [[], [["金华市科技创新“十四五”规划主要指标"]]])
def test_a_delimited_table_keeps_its_rows(tmp_path, sign, title):
    (decoded,), problems = read(
        tmp_path, delimited([*title, HEADS, *ROWS], sign).encode("gb18030"), "指标.csv"
    )
    assert decoded.is_table and not problems
    assert decoded.mapped.text.splitlines() == ["\t".join(r) for r in (*title, HEADS, *ROWS)]
    assert decoded.said["title"] == (title[0][0] if title else "指标")


def test_a_line_break_in_a_cell_is_no_row(tmp_path):
    text = '指标,单位,"2025年\n目标"\n"高新技术\n企业",家,"1,200"\n研发投入强度,%,3.2\n'
    (decoded,), _ = read(tmp_path, text, "a.csv")
    assert decoded.mapped.text == "指标\t单位\t2025年目标\n高新技术企业\t家\t1,200\n研发投入强度\t%\t3.2\n"


def test_a_sheet_is_a_table_and_its_name_the_title(tmp_path):
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "衢州市“十四五”科技规划指标"
    for row in (
        HEADS,
        ["1", "高新技术企业", "家", 600, 1200, ""],
        ["2", "研发投入强度", "", 0.025, 0.032, ""],
    ):
        book.active.append(row)
    for cell in book.active[3]:
        cell.number_format = "0.0%"
    hidden = book.create_sheet("旧稿")
    hidden.sheet_state = "hidden"
    hidden.append(HEADS)
    hidden.append(ROWS[0])
    book.save(out)
    (decoded,), problems = read(tmp_path, out.getvalue(), "x.xlsx")
    assert decoded.said["title"] == "衢州市“十四五”科技规划指标" and not problems
    assert decoded.mapped.text.splitlines()[1:] == [
        "1\t高新技术企业\t家\t600\t1200",
        "2\t研发投入强度\t\t2.5%\t3.2%",
    ]


def test_sheets_are_named(tmp_path):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for name in ("金华市", "衢州市"):
        sheet = book.create_sheet(name)
        sheet.append(HEADS)
        sheet.append(ROWS[0])
    book.save(out)
    decoded, _ = read(tmp_path, out.getvalue(), "x.xlsx")
    assert [d.source_file for d in decoded] == ["x.xlsx#金华市", "x.xlsx#衢州市"]


def test_a_sheet_without_text_or_indicators_is_named(tmp_path):
    data = as_xlsx([{"姓名": "张三", "电话": "1"}, {"姓名": "李四", "电话": "2"}])
    decoded, (problem,) = read(tmp_path, data, "x.xlsx")
    assert not decoded and problem.problem == "unsupported" and "x.xlsx" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "会议安排\n时间,地点,内容\n上午,一楼,开会\n",
        "到2025年，指标,单位,目标。\n" + "这是一个很长的段落。" * 40 + "\n二、保障措施\n",
    ],
)
def test_other_tables_and_sentences_are_no_tables_of_indicators(tmp_path, text):
    (decoded,), _ = read(tmp_path, text, "a.txt")
    assert not decoded.is_table and decoded.mapped.text == text


def test_excel_saved_as_html_or_xml(tmp_path):
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in (HEADS, *ROWS))
    page = (
        f"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><body><table>{cells}</table></body></html>"
    )
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{c}</Data></Cell>' for c in row) + "</Row>"
        for row in (HEADS, *ROWS)
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    xml = (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="Sheet1"><Table>{rows}</Table></Worksheet></Workbook>'
    )
    for data, name in ((page, "a.xls"), (xml, "b.xls")):
        (decoded,), problems = read(tmp_path, data, name)
        assert decoded.is_table and not problems
        read_rows = [row for row in decoded.mapped.text.splitlines() if row]
        assert read_rows == ["\t".join(r) for r in (HEADS, *ROWS)]


LINES = [line for line in BODY.format(700).split("\n") if line]


def test_a_sheet_whose_rows_are_paragraphs(tmp_path):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for line in ("金华市科技创新三年行动计划", *LINES):
        book.active.append([line])
    book.save(out)
    (decoded,), problems = read(tmp_path, out.getvalue(), "a.xlsx")
    assert decoded.mapped.text.strip().split("\n") == ["金华市科技创新三年行动计划", *LINES] and not problems


@pytest.mark.parametrize("title", ["文件", "文档", "标题(title)", "政策名称（全称）"])
@pytest.mark.parametrize("text", ["段落内容", "正文(content)"])
def test_paragraphs_of_several_documents(tmp_path, title, text):
    rows = [
        {title: f"{p}科技创新规划", "序号": str(i), text: line}
        for p in ("甲市", "乙市")
        for i, line in enumerate(LINES)
    ]
    decoded, _ = read(tmp_path, as_csv(rows), "a.csv")
    assert [d.said["title"] for d in decoded] == ["甲市科技创新规划", "乙市科技创新规划"]
    assert [d.mapped.text.strip().split("\n") for d in decoded] == [LINES, LINES]


def test_parts_of_a_text_in_columns_of_their_own(tmp_path):
    parts = {
        "总体要求": "一、总体要求\n" + "坚持创新。" * 10,
        "目标": "二、目标\n到2025年，企业达到700家，平台建成八个，人才引进五百名。",
        "任务": "三、任务\n" + "推进。" * 99,
    }
    (decoded,), _ = read(tmp_path, as_csv([{"名称": "金华市科技创新计划", **parts}]), "a.csv")
    assert decoded.mapped.text.strip().split("\n") == "\n".join(parts.values()).split("\n")


def test_a_first_column_without_a_head(tmp_path):
    rows = [{"": str(i), **row} for i, row in enumerate(RECORDS)]
    decoded, _ = read(tmp_path, as_csv(rows), "a.csv")
    assert [d.said["title"] for d in decoded] == [r["title"] for r in RECORDS]


@pytest.mark.parametrize(
    "years",
    [["2020年", "2023年", "2025年"], ["2020", "2023", "2025"], ["2020年（基期）", "2023年", "2025年目标"]],
)
def test_a_table_with_its_years_down_the_side(tmp_path, years):
    rows = [
        ["年份", "高新技术企业（家）", "研发投入强度（%）"],
        *([y, str(n), "1.6"] for n, y in enumerate(years, 80)),
    ]
    data = "\n".join(",".join(row) for row in rows).encode()
    (decoded,), _ = read(tmp_path, data, "金华市产业规划.csv")
    assert decoded.is_table and decoded.said["title"] == "金华市产业规划"


def test_a_collection_with_a_column_of_tasks_is_no_list_of_tasks(tmp_path):
    long = "到2025年，高新技术企业达到500家。" * 20
    rows = [f"某市科技规划{n},{long},科技局,2021年6月" for n in range(3)]
    decoded, _ = read(tmp_path, "\n".join(["政策标题,主要任务,牵头部门,时间", *rows]) + "\n", "plans.csv")
    assert len(decoded) == 3 and not any(d.is_table for d in decoded)


@pytest.mark.parametrize("field", ["docHtmlCon", "contentHtml", "html"])
def test_a_text_that_is_kept_as_markup_alone_however_short(tmp_path, field):
    rows = [
        {"docTitle": r["title"], field: f"<p>一、目标</p><p>{r['content'] * n}</p>"}
        for r, n in zip(RECORDS, (1, 1, 0))
    ]
    rows[2][field] = "<p>到2025年，新建平台3个。</p>"
    decoded, _ = read(tmp_path, json.dumps({"data": {"list": rows}}, ensure_ascii=False), "a.json")
    assert [d.source_file for d in decoded] == [f"a.json#{n}" for n in (1, 2, 3)]
    assert "新建平台3个" in decoded[2].mapped.text and "<p>" not in decoded[2].mapped.text


def test_markup_beside_a_text_does_not_take_its_place(tmp_path):
    rows = [{"title": r["title"], "html": f"<b>{r['content']}</b>", "content": r["content"]} for r in RECORDS]
    decoded, _ = read(tmp_path, json.dumps(rows, ensure_ascii=False), "a.json")
    assert [d.mapped.text.strip() for d in decoded] == [r["content"].strip() for r in RECORDS]


@pytest.mark.parametrize(
    "signed, published",
    [("成文日期", "发布日期"), ("cwrq", "pubTime"), ("writeTime", "publish_date"), ("成文时间", "日期")],
)
def test_the_day_of_signing_counts_before_that_of_publication(signed, published):
    for fields in (
        {signed: "2023-03-01", published: "2023-03-09"},
        {published: "2023-03-09", signed: "2023-03-01"},
    ):
        assert said(fields) == {"date": "2023-03-01"}
