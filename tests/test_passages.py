"""The passages a plan shares with older ones, as pages list them: whole words, nothing every plan says."""

from __future__ import annotations

import pytest

import ambition_rows as land
from ambition_rows import JIAXING_23, NINGBO, ZHEJIANG
from cityplans import codebook, tables
from cityplans.publishing.briefing import passages
from cityplans.publishing.briefing.content import Material


@pytest.mark.parametrize(
    ("text", "passage", "said"),
    [
        ("到末年，每万人口专利拥有量达到230件。", "每万人口专利拥有量达到2", "每万人口专利拥有量达到…"),
        ("到末年，每万人口专利拥有量达到23。", "每万人口专利拥有量达到23", "每万人口专利拥有量达到23"),
        ("占比3.5%，高新技术产业增加值增长。", "5%，高新技术产业增加值", "高新技术产业增加值…"),
        ("2025年基本建成创新型城市。", "2025年基本建成创新型城市", "2025年基本建成创新型城市"),
        ("总体要求\n（一）指导思想。坚持创新驱动。", "一）指导思想。坚持创新驱动", "指导思想。坚持创新驱动"),
        ("目标\n3.5%以上的企业设立机构。", "3.5%以上的企业设立机构", "3.5%以上的企业设立机构"),
        ("统筹一、二、三产业融合发展。", "一、二、三产业融合发展", "…一、二、三产业融合发展"),
        ("总体要求\n三、保障措施到位有力。", "三、保障措施到位有力", "保障措施到位有力"),
        (
            "到2030年，全市建成高水平创新型城市。",
            "30年，全市建成高水平创新型城市",
            "…年，全市建成高水平创新型城市",
        ),
        ("投入230亿元以上并建设一批平台。", "30亿元以上并建设一批平台", "…亿元以上并建设一批平台"),
        ("走向未来。让我们团结起来，在省委领导下。", "未来。让我们团结起来，在省", "让我们团结起来"),
        ("努力建设长三角科创走廊核心区。", "设长三角科创走廊核心区", "…设长三角科创走廊核心区"),
    ],
)
def test_a_passage_is_cut_inside_no_number_and_says_where_it_goes_on(text, passage, said):
    start = text.index(passage)
    row = {"text": passage, "start": start, "end": start + len(passage)}
    assert passages.quoted(text, row) == said


def test_a_passage_inside_a_longer_one_is_not_listed_again():
    text = "推动重点产业基金向初创企业倾斜支持，建设青年人才公寓"
    rows = [
        {"plan_id": "jiaxing-2023", "source_plan_id": source, "start": start, "end": end,
         "other_provinces": 0, "text": text[start:end], "length": end - start, "direction": "dated",
         "source_text_start": 0}
        for source, start, end in (("ningbo-2020", 0, 26), ("zhejiang-2020", 2, 17))
    ]  # fmt: skip
    plans = land.frames([NINGBO, ZHEJIANG, JIAXING_23], [])
    frames = plans | {"shared_passages": tables.frame("shared_passages", rows)}
    table = passages.table(Material(frames, codebook.load(), texts={"jiaxing-2023": text}), "jiaxing-2023")
    assert len(table.rows) == 1 and table.note == ""


@pytest.mark.parametrize(
    ("passage", "provinces", "listed"),
    [
        ("以习近平新时代中国特色社会主义思想为指导", 0, False),
        ("以习近平新时代中国特色社会主义思想为指导，加快建设长三角科创走廊", 0, True),
        ("推动重点产业基金向初创企业倾斜支持", 2, True),
        ("推动重点产业基金向初创企业倾斜支持", 3, False),
    ],
)
def test_what_every_place_repeats_is_counted_and_not_listed(passage, provinces, listed):
    row = {
        "plan_id": "jiaxing-2023", "source_plan_id": "ningbo-2020", "start": 0, "end": len(passage),
        "text": passage, "length": len(passage), "direction": "dated", "other_provinces": provinces,
        "source_text_start": 0,
    }  # fmt: skip
    frames = land.frames([NINGBO, JIAXING_23], []) | {
        "shared_passages": tables.frame("shared_passages", [row])
    }
    material = Material(frames, codebook.load(), texts={"jiaxing-2023": passage})
    table = passages.table(material, "jiaxing-2023")
    assert len(table.rows) == listed and ("1项各地通用的提法未列" in table.note) != listed
