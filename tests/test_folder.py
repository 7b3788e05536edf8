"""catalog.csv as people and Excel write it; what does not fit is named, all of it, with what may be meant."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from cityplans import codebook as codebooks
from cityplans.reading import corpus
from cityplans.reading.folder import fitted

CODEBOOK = codebooks.load()
BODY = "完善工作机制，健全政策体系，推动各项任务落地见效，加快建设高水平创新型城市。" * 6
TEXT = f"科技创新“十四五”规划\n一、总体要求\n{BODY}\n二、主要任务\n{BODY}\n"


def read(folder, catalog: bytes | str, name: str = "jh.txt"):
    (folder / name).write_bytes(TEXT.encode())
    data = catalog if isinstance(catalog, bytes) else catalog.encode("utf-8-sig")
    (folder / "catalog.csv").write_bytes(data)
    return corpus.read_corpus(folder, CODEBOOK)


@pytest.mark.parametrize(
    "row, field, expected",
    [
        ("region;广州", "region", "广州市"),
        ("region;浙江", "region", "浙江省"),
        ("region;330700", "region", "金华市"),
        ("region;浙江省金华市", "region", "金华市"),
        ("region;全国", "region", "全国"),
        ("date;2021/7/16", "date", "2021-07-16"),
        ("date;2021.7.16", "date", "2021-07-16"),
        ("date;2021年7月16日", "date", "2021-07-16"),
        ("date;2012年9月", "date", "2012-09-01"),
        ("date;二〇二一年七月十六日", "date", "2021-07-16"),
        ("status;正式", "status", "final"),
        ("status;征求意见稿", "status", "draft"),
        ("status;Draft", "status", "draft"),
    ],
)
@pytest.mark.parametrize("delimiter, encoding", [(",", "utf-8-sig"), (";", "gbk"), ("\t", "gb18030")])
def test_what_people_write(row, field, expected, delimiter, encoding, tmp_path):
    column, value = row.split(";")
    table = f"file{delimiter}{column}{delimiter}备注\r\njh.txt{delimiter}{value}{delimiter}\r\n"
    found = read(tmp_path, table.encode(encoding))
    assert getattr(found.plans[0], field) == expected
    said = [p.problem for p in found.problems if p.source_file == "catalog.csv"]
    assert said == ["date_of_month"] * (value == "2012年9月")


def test_all_faults_of_a_row_at_once(tmp_path):
    found = read(tmp_path, "file,region,date,status\njh.txt,金花市,昨天,快好了\n")
    said = [p.message for p in found.problems if p.problem == "bad_override"]
    assert len(said) == 3
    assert any("金花市" in m and "nearest" in m for m in said)
    assert any("昨天" in m for m in said) and any("快好了" in m for m in said)


def test_a_row_that_fits_no_file_names_the_nearest(tmp_path):
    found = read(tmp_path, "file,region\njhh.txt,金华市\nquite-other.txt,金华市\n")
    said = [p.message for p in found.problems if p.problem == "catalog_without_file"]
    assert len(said) == 2 and "write jh.txt" in said[0] and "write" not in said[1]
    told = [p.message_zh for p in found.problems if p.problem == "catalog_without_file"]
    assert "jhh.txt" in told[0] and "如指 jh.txt" in told[0] and "quite-other.txt" in told[1]
    assert found.plans[0].region == ""


@pytest.mark.parametrize("name", ["JH.txt", "jh.TXT", "jh", "Jh", ".\\jh.txt"[2:]])
@pytest.mark.parametrize(
    "heads", ["file,region,date", "文件名,地区,日期", "文件,区域,成文日期", "File,Region,Date"]
)
def test_names_and_heads_as_people_write_them(tmp_path, name, heads):
    found = read(tmp_path, f"{heads}\n{name},金华,44377\n")
    assert (found.plans[0].region, found.plans[0].date) == ("金华市", "2021-06-30")
    assert not [p for p in found.problems if p.source_file == "catalog.csv"]


def test_a_name_without_ending_that_two_files_bear_fits_none(tmp_path):
    names = ["a.txt", "a.pdf", "b.txt"]
    assert list(fitted({"a": {}, "B": {}, "c#2": {}, "b.txt#1": {}}, names)) == [
        "a",
        "b.txt",
        "c#2",
        "b.txt#1",
    ]


def test_a_mended_title_or_date_leaves_the_id(tmp_path):
    before = read(tmp_path, "file,region\njh.txt,金华市\n").plans[0]
    after = read(tmp_path, "file,region,title,date\njh.txt,金华市,金华市创新实施方案,2019-01-02\n").plans[0]
    assert (after.title, after.date, after.plan_type) == ("金华市创新实施方案", "2019-01-02", "action_plan")
    assert after.plan_id == before.plan_id == "jinhua-2021-plan"


def test_a_table_without_the_column_file(tmp_path):
    found = read(tmp_path, "什么,region\njh.txt,金华市\n")
    assert [p.problem for p in found.problems if p.source_file == "catalog.csv"] == ["unreadable_catalog"]


@pytest.mark.parametrize(
    ("name", "beside", "said"),
    [
        ("catalog.xlsx", "", ["catalog.xlsx"]),
        ("Catalog.xls", "", ["Catalog.xls"]),
        ("scale.ods", "", ["scale.ods"]),
        ("catalog.xlsx", "catalog.csv", []),  # what the CSV was saved from
    ],
)
def test_a_table_that_is_no_csv_is_no_plan_and_says_how_to_save_it(tmp_path, name, beside, said):
    (tmp_path / "jh.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    if beside:
        (tmp_path / beside).write_text("file,region\njh.txt,金华市\n", encoding="utf-8-sig")
    found = corpus.read_corpus(tmp_path, CODEBOOK).problems
    assert [p.source_file for p in found if p.problem == "table_not_csv"] == said
    assert {p.source_file for p in found} <= {*said, "jh.txt"}
    assert all(
        "CSV UTF-8" in p.message and "CSV UTF-8" in p.message_zh for p in found if p.source_file in said
    )


def test_every_problem_of_the_reading_has_a_severity_and_chinese_words():
    """Codes as they stand in the sources; what no row names would be told in English only."""
    source = Path(corpus.__file__).parents[1]
    text = "\n".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    stages = "reading|cleaning|splitting|metadata|editions"
    used = set(re.findall(rf'Problem\(\s*[^()]*?"(?:{stages})",\s*"([a-z_]+)"', text))
    used |= set(re.findall(r'Unreadable\(\s*"([a-z_]+)"', text))
    assert len(used) > 10
    assert used <= {row["problem"] for row in CODEBOOK["problems"]}


DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()


def test_the_row_of_a_renamed_file_is_found_by_its_content(tmp_path):
    """And the plan keeps its id, though year and region were read from the name."""
    (tmp_path / "before").mkdir()
    (tmp_path / "after").mkdir()
    row = f"file,title,sha256\njinhua-2019.txt,新题,{DIGEST.upper()}\n"
    (before,) = read(tmp_path / "before", row, "jinhua-2019.txt").plans
    found = read(tmp_path / "after", row, "new-name.txt")
    (after,) = found.plans
    assert (after.plan_id, after.region, after.title) == (before.plan_id, "金华市", "新题")
    said = [p for p in found.problems if p.source_file == "catalog.csv"]
    assert [p.problem for p in said] == ["catalog_renamed"]
    assert "jinhua-2019.txt" in said[0].message and "new-name.txt" in said[0].message_zh


@pytest.mark.parametrize(
    "rows",
    [
        f"gone.txt,金华市,{'0' * 64}\n",
        "gone.txt,金华市,\n",
        f"gone.txt,金华市,{DIGEST}\njh.txt,,\n",  # the file has a row of its own
    ],
)
def test_a_row_of_other_content_is_of_no_file(tmp_path, rows):
    found = read(tmp_path, f"file,region,sha256\n{rows}")
    assert [p.problem for p in found.problems if p.source_file == "catalog.csv"] == ["catalog_without_file"]
    assert found.plans[0].region == ""


@pytest.mark.parametrize(
    ("rows", "twice"),
    [
        ("jh.txt,金华市\njh.txt,杭州市\n", ["jh.txt"]),
        ("jh.txt,金华市\nJH,杭州市\n", ["jh.txt"]),  # by another name
        ("jh.txt,金华市\njh.txt#2,杭州市\n", []),  # a record of it
        ("none.txt,金华市\nnone.txt,杭州市\n", ["none.txt"]),
    ],
)
def test_two_rows_on_one_file_are_told(tmp_path, rows, twice):
    found = read(tmp_path, f"file,region\n{rows}")
    said = [p for p in found.problems if p.problem == "catalog_twice"]
    assert len(said) == len(twice) and all(n in p.message and n in p.message_zh for n, p in zip(twice, said))


def test_a_date_without_a_day_says_which_day_it_is_taken_for(tmp_path):
    found = read(tmp_path, "file,date\njh.txt,2023-05\n")
    (said,) = (p for p in found.problems if p.problem == "date_of_month")
    assert "jh.txt" in said.message_zh and "2023-05-01" in said.message_zh and "2023-05-01" in said.message


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("a.json", '{"title": "规划",\n "contentText": "正文"\n "date": "2021"}', 3),
        ("a.json", '{"title": "规划",\n "contentText": "正文', 2),
        ("a.jsonl", '{"title": "规划"}\n{"title": }\n', 2),
        ("a.csv", '标题,正文\n规划,"一、总体要求\n二、主要任务\n', 2),
        ("a.json", '{"title": "规划"}', 0),
        ("a.csv", '标题,正文\n规划,"一、总体要求"\n', 0),
        ("a.csv", "一行文字，没有表\n", 0),
        ("a.txt", '{"title": ', 0),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_told_with_the_line(tmp_path, name, content, line):
    (tmp_path / name).write_text(content, encoding="utf-8")
    said = [p for p in corpus.read_corpus(tmp_path, CODEBOOK).problems if p.problem == "damaged_text"]
    assert len(said) == bool(line)
    if line:
        assert f"line {line} " in said[0].message and f"第{line}行" in said[0].message_zh
