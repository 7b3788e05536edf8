"""Two columns of text side by side in a copy come one below the other; tables and lists stay as they are."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from cityplans.reading.cleaning.text_columns import text_columns
from cityplans.reading.mapped import Mapped

LEFT = """    二〇一八年，全市接待游客六百二十万人次，实现旅游总收入四十一亿元，星级饭店达到二十三家。
二、总体要求
    坚持生态优先、绿色发展，以全域旅游为方向，优化空间布局，丰富产品供给，完善公共服务，提升旅游品质和综合效益，把旅游业培育成为富民强市的重要产业。"""
RIGHT = """三、主要目标
    到2022年，全市接待游客达到900万人次，旅游总收入达到75亿元，占地区生产总值的比重达到12%以上，新增星级民宿60家。
四、重点任务
    建设环湖风景道，改造提升景区厕所，培育研学旅行基地，推动文化、体育、农业与旅游深度融合发展，完善旅游信息平台和应急救援体系，加大宣传推介力度，打造四季旅游品牌。"""


def wide(text: str) -> int:
    return sum(2 if ord(c) > 0x2000 else 1 for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """Lines of so many Chinese characters; a paragraph keeps its indent."""
    made = []
    for paragraph in text.split("\n"):
        line = ""
        for c in paragraph:
            if wide(line + c) > 2 * width:
                made.append(line)
                line = ""
            line += c
        made.append(line)
    return made


def beside(left: list[str], right: list[str], cells: int, blank: str = " ") -> str:
    def padded(line: str) -> str:
        return line + blank * ((cells - wide(line)) // (2 if blank == "\u3000" else 1))

    return "\n".join((padded(a) + b).rstrip() for a, b in zip_longest(left, right, fillvalue=""))


@pytest.mark.parametrize("width, cells, blank", [(14, 34, " "), (16, 40, " "), (18, 44, "\u3000")])
def test_columns_come_one_below_the_other(width, cells, blank):
    left, right = wrapped(LEFT, width), wrapped(RIGHT, width)
    head, foot = (
        "临湖市旅游业发展规划（2019—2022年）\n",
        "\n五、保障措施，加强组织领导，健全工作机制，强化督促落实，确保各项任务落到实处，取得实际成效。\n",
    )
    made = text_columns(Mapped.of(head + beside(left, right, cells, blank) + foot)).text.text
    assert [line.strip() for line in made.split("\n") if line.strip()] == [
        line.strip() for line in [head, *left, *right, foot] if line.strip()
    ]


def test_what_stands_in_a_column_keeps_its_place_in_the_file():
    text = beside(wrapped(LEFT, 14), wrapped(RIGHT, 14), 34)
    made = text_columns(Mapped.of(text)).text
    at = made.text.index("900万人次")
    assert [text[i] for i in made.origins[at : at + 6]] == list("900万人次")


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"指标{n}名称                     {n * 30}万人        {n * 45}万人" for n in range(12)),
        "\n".join(f"    第{n}项任务由牵头单位组织实施，责任到人，限期完成并上报。" for n in range(12)),
        "\n".join(f"责任单位：市科技局                            完成时限：202{n}年" for n in range(9)),
        "各县（市、区）人民政府：\n" + " " * 40 + "临湖市人民政府\n" + " " * 40 + "2019年3月4日\n",
        beside(wrapped(LEFT, 14)[:4], wrapped(RIGHT, 14)[:4], 34),
        "\n".join(
            f"{name}{' ' * (44 - 2 * len(name))}到2025年达到{n}%以上，年均提高0.2个百分点"
            for n, name in enumerate(
                [
                    "全社会研发经费投入占生产总值比重",
                    "高新技术产业增加值占比",
                    "公民具备科学素质的比例",
                    "规上企业有研发活动的占比",
                ]
                * 2
            )
        ),
        "\n".join(
            f"{n}.改造老旧小区{n * 10}个，惠及居民{n}万户以上{' ' * (16 - len(str(n * 10)))}{body}"
            for n, body in enumerate(
                ["市住房城乡建设局、各区政府", "市教育局、市财政局、各区", "市科技局、市工业和信息化局"] * 3,
                1,
            )
        ),
        "\n".join(
            f"赵{c}：市发展改革局副局长，联络员{' ' * 14}钱{c}：市科技局副局长，联络员"
            for c in "甲乙丙丁戊己庚辛"
        ),
    ],
    ids=[
        "table",
        "indents",
        "labels",
        "signature",
        "few lines",
        "wide cells",
        "tasks with bodies",
        "contacts",
    ],
)
def test_what_is_no_text_in_columns_stays(text):
    assert text_columns(Mapped.of(text)).text.text == text


@pytest.mark.parametrize(
    "below",
    ["第二章 主要任务\n", "    新建保障性租赁住房2万套，改造老旧小区300个，惠及居民6万户。\n"],
    ids=["heading", "wider than a column"],
)
def test_what_stands_below_two_columns_stays_below_them(below):
    left, right = wrapped(LEFT, 14), wrapped(RIGHT, 14)[: len(wrapped(LEFT, 14))]
    cut = [*left[:-1], left[-1].rstrip("。，")]  # the left column goes on in the right one
    made = text_columns(Mapped.of(beside(cut, right, 34) + "\n" + below)).text.text
    assert made.index(right[0].strip()) < made.index(below.strip())


def test_tasks_and_who_does_them_are_no_columns():
    text = "\n".join(
        f"{task}   {body}"
        for task, body in [
            ("推进城乡社区养老服务设施建设", "市民政局牵头，市住建局配合落实好"),
            ("新建农村互助养老服务站点80个", "市民政局牵头，各县区政府具体负责"),
            ("改造提升老年大学和活动中心5所", "市教育局牵头，市委老干局具体负责"),
        ]
        * 3
    )
    assert text_columns(Mapped.of(text)).text.text == text
