"""What a page or a website added goes, what only looks like it stays; each bound from both sides."""

from __future__ import annotations

import re

import pytest

from cityplans.reading.cleaning import debris
from cityplans.reading.mapped import Mapped

STUCK = debris.uncounted([{"surface": "个", "not_before": "体|人"}, {"surface": "家", "not_before": ""}])
TITLED = re.compile("规划$")
FULL = "文" * 399  # with its line end a full page


def text_of(fixed) -> str:
    return fixed.text.text


def paged(text: str) -> str:
    return text_of(debris.page_numbers(Mapped.of(text), STUCK, TITLED))


@pytest.mark.parametrize(
    ("line", "counts"),
    [("31本市", False), ("31个", True), ("31家", True), ("31个体户", False), ("31年", True), ("31万", True)],
)
def test_which_numbers_count_what_follows(line, counts):
    assert bool(STUCK.match(line)) is not counts


@pytest.mark.parametrize("number", ["— 3 —", "[12]", "第3页", "第 3 页，共 12 页", "3/12", "-3", "IV", "ⅲ"])
def test_dressed_numbers_go_wherever_they_stand(number):
    assert paged(f"甲\n{number}\n乙") == "甲\n乙"


@pytest.mark.parametrize("line", ["第3页的数据", "3", "3/12/5", "IVA", "3 个"])
def test_lines_that_are_no_page_number_stay(line):
    assert paged(f"甲\n{line}\n乙") == f"甲\n{line}\n乙"


@pytest.mark.parametrize(
    ("numbers", "page", "gone"),
    [
        ((1, 2, 3), FULL + "\n", True),
        ((1, 3, 5), FULL + "\n", True),
        ((1, 4, 7), FULL + "\n", False),
        ((1, 2), FULL + "\n", False),
        ((1, 2, 3), ("文" * 18 + "，\n") * 20, True),  # 400 characters on short lines
        ((1, 2, 3), ("文" * 18 + "，\n") * 19 + "文" * 17 + "，\n", False),
        ((1, 2, 3), "文" * 59 + "\n", True),  # 60 with a long line
        ((1, 2, 3), "文" * 58 + "\n", False),
        ((1, 2, 3), "文" * 21 + "\n" + "文" * 37 + "\n", True),  # a line longer than cells
        ((1, 2, 3), ("文" * 20 + "\n") * 3, False),
    ],
)
def test_bare_numbers_go_where_they_count_up_page_by_page(numbers, page, gone):
    text = page.join(f"{number}\n" for number in numbers)
    assert paged(text) == (page * (len(numbers) - 1) if gone else text)


@pytest.mark.parametrize(
    ("head", "times", "gone"),
    [("某市规划", 3, True), ("某市规划", 2, False), ("规划本", 3, False), ("文。本市规划", 3, False)],
)
def test_heads_beside_page_numbers(head, times, gone):
    text = "正文\n".join(f"{head}\n— {n} —\n" for n in range(times)) + "末尾"
    kept = "" if gone else f"{head}\n"
    assert paged(text) == "正文\n".join([kept] * times) + "末尾"


def series(sentences: list[str]) -> str:
    """Sentences each of which opens a page, the one before unfinished."""
    return "\n".join(["开头", *(f"{sentence}继续\n{FULL}" for sentence in sentences)])


@pytest.mark.parametrize(
    ("openings", "kept"),
    [
        ([f"{n}本市" for n in range(1, 6)], ["本市"] * 5),
        ([f"{n}本市" for n in range(1, 5)], None),  # four may be chance
        (["1本市", *(f"{n}个" for n in range(2, 9))], ["本市", *["个"] * 7]),  # eight in a row are no counts
        (["1本市", *(f"{n}个" for n in range(2, 8))], None),
        ([f"{n}个" for n in range(1, 9)], None),  # none of them is surely a page
    ],
)
def test_numbers_stuck_to_sentences(openings, kept):
    assert paged(series(openings)) == series(kept or openings)


def test_a_stuck_number_among_bare_ones():
    text = f"1\n{FULL}\n2\n{FULL}\n3本市{FULL}"
    assert paged(text) == f"1\n{FULL}\n2\n{FULL}\n本市{FULL}"
    finished = f"1\n{FULL}\n2\n{FULL}。\n3本市{FULL}"
    assert paged(finished) == finished


def test_a_number_before_a_title_that_stands_elsewhere():
    title = "某市科技创新发展规划"
    assert paged(f"{title}\n正文\n31 {title}\n正文") == f"{title}\n正文\n{title}\n正文"
    assert paged(f"正文\n31 {title}\n正文") == f"正文\n31 {title}\n正文"


RULES = (
    ("打印|关闭", "line"),
    ("来源：.{0,40}", "line"),
    ("【接第1版】", "text"),
    ("首页>.*", "start"),
    ("本作品来自.*", "end"),
)


def framed(text: str) -> str:
    return text_of(debris.furniture(Mapped.of(text), RULES))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\n打印\n乙", "甲\n乙"),
        ("甲\n打印 | 【关闭\n乙", "甲\n打印 | 【关闭\n乙"),
        ("甲\n打印 关闭\n乙", "甲\n乙"),
        ("甲\n来源：\n市科技局\n乙", "甲\n乙"),
        (f"甲\n来源：\n{'局' * 30}\n乙", "甲\n乙"),
        (f"甲\n来源：\n{'局' * 31}\n乙", f"甲\n{'局' * 31}\n乙"),
        ("站名\n首页>文件\n甲\n乙\n丙", "甲\n乙\n丙"),
        ("站名\n甲\n首页>文件\n乙\n丙", "站名\n甲\n首页>文件\n乙\n丙"),  # not in the upper half
        ("甲\n乙\n本作品来自\n丙", "甲\n乙\n"),
        ("甲\n本作品来自\n乙\n丙", "甲\n本作品来自\n乙\n丙"),
        (f"甲\n首页>{'文' * 197}\n乙\n丙\n丁", "乙\n丙\n丁"),  # 200 characters
        (f"甲\n首页>{'文' * 198}\n乙\n丙\n丁", f"甲\n首页>{'文' * 198}\n乙\n丙\n丁"),
        ("", ""),
    ],
)
def test_furniture(text, expected):
    assert framed(text) == expected


@pytest.mark.parametrize(("above", "cut"), [(39, True), (40, False)])
def test_the_head_of_a_page_has_forty_lines(above, cut):
    head, body = "甲\n" * above + "首页>文件\n", "乙\n" * 60
    assert framed(head + body) == (body if cut else head + body)


@pytest.mark.parametrize(("below", "cut"), [(39, True), (40, False)])
def test_so_has_its_foot(below, cut):
    body, foot = "乙\n" * 60, "本作品来自\n" + "甲\n" * below
    assert framed(body + foot) == (body if cut else body + foot)


def test_press_marks_go_out_of_their_line():
    assert text_of(debris.press_marks(Mapped.of("建成【接第1版】十家\n打印"), RULES)) == "建成十家\n打印"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("首页\n>\n  政务公开\n正文", "首页>政务公开\n正文"),
        ("首页 \n> 文件", "首页> 文件"),
        ("首页\n>" + "文" * 60, "首页>" + "文" * 60),
        ("首页\n>" + "文" * 61, "首页\n>" + "文" * 61),
        ("首页>\n文件", "首页>\n文件"),
        (">\n" + "文" * 60, ">" + "文" * 60),
        (">\n" + "文" * 61, ">\n" + "文" * 61),
        ("指标\n>3%，增长", "指标\n>3%，增长"),
    ],
)
def test_breadcrumbs_become_one_line(text, expected):
    assert text_of(debris.breadcrumbs(Mapped.of(text))) == expected


ONE, TWO, THREE = "第一章总则", "第二章目标", "第三章措施"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一章......1\n第二章 ····· 3\n第三章…………(5)\n正文", "正文"),
        ("第一章......1\n第二章......3\n正文", "第一章......1\n第二章......3\n正文"),
        ("目 录\n第一章......1\n第二章......3\n第三章......5\n正文", "正文"),
        ("一章......1\n二章名分\n两行......3\n三章......5\n正文", "正文"),  # an entry over two lines
        ("一章......1\n正文。\n二章......3\n三章......5\n正文", "正文。\n正文"),
        (f"目录\n{ONE}\n{TWO}\n{THREE}\n{ONE}\n甲\n{TWO}\n乙", f"{ONE}\n甲\n{TWO}\n乙"),
        (
            f"目录\n{ONE}\n{TWO}\n{THREE}\n{ONE}\n甲\n乙",
            f"目录\n{ONE}\n{TWO}\n{THREE}\n{ONE}\n甲\n乙",
        ),  # a third
        (f"目录\n{ONE}\n{TWO}\n{ONE}\n甲\n{TWO}", f"目录\n{ONE}\n{TWO}\n{ONE}\n甲\n{TWO}"),  # two are no list
        (
            f"目录的编制\n{ONE}\n{TWO}\n{THREE}\n{ONE}\n{TWO}",
            f"目录的编制\n{ONE}\n{TWO}\n{THREE}\n{ONE}\n{TWO}",
        ),
    ],
)
def test_contents_lists(text, expected):
    assert text_of(debris.contents_list(Mapped.of(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加快推进创新\n" + "!#$%&'()\n" * 5 + "健全机制", "加快推进创新\n"),
        ("加快推进\n" + "!#$%&'()\n" * 4, "加快推进\n" + "!#$%&'()\n" * 4),
        ("加快推进创新\n" + "(cid:12)(cid:7)(cid:3)\n" * 5, "加快推进创新\n"),
        ("加快推进创新\n" + "!#$a1b2c3d4e\n" * 5, "加快推进创新\n"),  # three signs of twelve
        ("加快推进创新\n" + "!#$a1b2c3d4e5\n" * 5, "加快推进创新\n" + "!#$a1b2c3d4e5\n" * 5),
        ("a@b.cn!\n" * 5, "a@b.cn!\n" * 5),  # addresses: two signs
        ("http://gov.cn/?a=b&c\n" * 6, "http://gov.cn/?a=b&c\n" * 6),  # words
    ],
)
def test_lines_of_glyph_codes(text, expected):
    assert text_of(debris.undecodable(Mapped.of(text))) == expected


MANY = "甲，" * 25 + "乙"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MANY + "\f丙", MANY + "丙"),
        (MANY + "。\f丙", MANY + "。丙"),  # one stop to twenty-five commas
        (MANY + "。。\f丙", MANY + "。。\f丙"),
        ("甲，" * 24 + "。\f丙", "甲，" * 24 + "。\f丙"),
        ("甲，" * 20 + "\f丙", "甲，" * 20 + "丙"),
        ("甲，" * 19 + "\f丙", "甲，" * 19 + "\f丙"),
        (MANY + "\f一、总则", MANY + "\f一、总则"),
    ],
)
def test_page_ends_where_stops_were_lost(text, expected):
    assert text_of(debris.page_ends(Mapped.of(text))) == expected


LONG = "加快推进全市科技创新工作的若干意见措施"  # 19 characters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"一、总则\n  {MANY}\n强化保障\n二、任务", f"一、总则\n  {MANY}。强化保障。\n二、任务"),
        (f"一、总则\n  {MANY}    强化保障", f"一、总则\n  {MANY}。\n  强化保障"),
        (f"  {MANY}；\n  {LONG}\n  丙", f"  {MANY}；\n  {LONG}。\n  丙"),
        (f"  {MANY}\n  {LONG[1:]}\n  丙", f"  {MANY}。\n  {LONG[1:]}\n  丙"),
        (f"  {MANY}\n甲\t，\n  丙", f"  {MANY}。甲\t，\n  丙"),
        ("甲，乙\n丙", "甲，乙\n丙"),
    ],
)
def test_lost_stops_come_back(text, expected):
    assert text_of(debris.lost_stops(Mapped.of(text))) == expected
