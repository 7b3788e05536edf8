"""Sheets that are annexes of the plan on the sheet before are read as one plan."""

from __future__ import annotations

import openpyxl
import pytest

from cityplans import codebook
from cityplans.reading import corpus
from cityplans.reading.files.annex_sheets import with_annexes
from cityplans.reading.files.decoded import Decoded
from cityplans.reading.mapped import Mapped

PROSE = [
    ["云岭市建设创新示范区实施方案（2021—2025年）"],
    ["为加快建设创新示范区，制定本方案。"],
    ["一、发展目标"],
    ["到2025年，全社会研发投入占生产总值比重达到2.5%，主要指标见附表。"],
    ["二、重点任务"],
    ["支持企业建设研发机构，完善创新服务体系，营造良好创新生态。" * 12],
]
TABLE = [["云岭市创新示范区主要指标"], ["指标", "单位", "2020年", "2025年"], ["高新技术企业", "家", 135, 400]]


def book(folder, **sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(folder / "plan.xlsx")
    return corpus.read_corpus(folder, codebook.load())


def test_a_table_called_annex_belongs_to_the_text_before(tmp_path):
    (plan,) = book(tmp_path, 正文=PROSE, 附表=TABLE).plans
    assert plan.title == "云岭市建设创新示范区实施方案（2021—2025年）"
    assert "2.5%" in plan.text and "高新技术企业\t家\t135\t400" in plan.text
    start = plan.text.index("高新技术企业")
    a, b = plan.reference.source_span(start, start + 6)
    assert plan.reference.source_file == "plan.xlsx#正文" and b - a >= 6


def test_sheets_of_two_places_are_two_plans(tmp_path):
    other = [["绵阳市科技发展“十四五”规划主要指标"], TABLE[1], ["高新技术企业", "家", 220, 510]]
    first = [["洛阳市科技发展“十四五”规划主要指标"], *TABLE[1:]]
    assert len(book(tmp_path, 附表1=first, 附表2=other).plans) == 2


def sheet(name: str, title: str = "", is_table: bool = True, text: str = "甲\t1") -> Decoded:
    fields = {"sheet": name} | ({"title": title} if title else {})
    return Decoded(f"b.xlsx#{name}", text, Mapped.of(text), fields=fields, is_table=is_table)


@pytest.mark.parametrize(
    ("before", "after", "texts"),
    [
        (sheet("正文", is_table=False), sheet("附表", "某市主要指标"), 1),
        (sheet("附件2", "某市“十四五”科技规划指标表"), sheet("附件3", "某市“十四五”科技规划任务表"), 1),
        (sheet("附件2", "某市“十四五”科技规划指标表"), sheet("附件3", "另市“十四五”科技规划指标表"), 2),
        (sheet("正文", is_table=False), sheet("杭州", "杭州市主要指标"), 2),  # not called an annex
        (sheet("附表"), sheet("附表2"), 2),  # named after nothing
    ],
)
def test_which_sheets_are_one(before, after, texts):
    assert len(list(with_annexes([before, after]))) == texts


def test_origins_lead_into_both_sheets():
    (made,) = with_annexes(
        [sheet("正文", is_table=False, text="正文一"), sheet("附表", "某市指标", text="指标\t1")]
    )
    assert made.received == "正文一\n指标\t1" and made.mapped.text == "正文一\n指标\t1"
    assert [made.received[i] for i in made.mapped.origins[4:]] == list("指标\t1")
    assert not made.is_table and list(with_annexes([])) == []
