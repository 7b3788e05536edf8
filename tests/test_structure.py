"""Structure: markers, headings, nesting, departments; clauses tile the text whatever the document does."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityplans import codebook
from cityplans.chinese.markers import OPENED_BY, STYLES, marker_of, number_of
from cityplans.reading.plans import regions, structure
from cityplans.reading.plans.departments import departments_of

PLACES = regions.of(codebook.load())
EXAMPLES = Path(__file__).parent / "examples"
HAN = "一二三四五六七八九"


def rows(name):
    with (EXAMPLES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("style, pattern", STYLES)
def test_every_character_that_opens_a_numbering_leads_to_its_style(style, pattern):
    rests = (
        "",
        "、",
        "．",
        ". ",
        "）",
        "二、",
        "二）",
        "2）",
        "一）",
        "1］",
        "1",
        ".1甲乙",
        ".1.2甲乙",
        "-",
        "－",
        "─",
        "件：",
        "栏：",
        "一章",
        "一节",
        "一条",
        "一篇",
    )
    signs = [chr(c) for c in (*range(0x21, 0x500), *range(0x2000, 0x3400), *range(0xFE00, 0x10000))]
    signs += {*pattern.pattern, *HAN, *(chr(c) for c in range(0x3400, 0xA000, 97))}  # one in 97 of the rest
    opening = {c for c in signs for rest in rests if pattern.match(c + rest)}
    found = {"0" if c.isdecimal() else c for c in opening}
    assert found and found == {c for c, styles in OPENED_BY.items() if style in dict(styles)}


@pytest.mark.parametrize("row", rows("markers.csv"), ids=lambda row: row["line"])
def test_marker(row):
    marker = marker_of(row["line"])
    if not row["style"]:
        assert marker is None
    else:
        assert (marker.style, marker.value, marker.printed) == (
            row["style"],
            int(row["value"]),
            row["number"],
        )


@pytest.mark.parametrize("row", rows("departments.csv"), ids=lambda row: row["text"])
def test_departments(row):
    assert departments_of(row["text"], PLACES.said) == row["departments"]


def han(number):
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else HAN[tens - 1]) + ("十" if tens else "") + (HAN[ones - 1] if ones else "")


@given(st.integers(1, 99))
def test_han_numbers(number):
    assert number_of(han(number)) == number


# --- documents made from a known tree ------------------------------------------------------------------

PRINTED = {
    "part": lambda n: f"第{han(n)}篇 ",
    "chapter": lambda n: f"第{han(n)}章 ",
    "section": lambda n: f"第{han(n)}节 ",
    "han": lambda n: f"{han(n)}、",
    "han_bracket": lambda n: f"（{han(n)}）",
    "arabic": lambda n: f"{n}.",
    "arabic_bracket": lambda n: f"({n})",
}
FORMAL = ["part", "chapter", "section"]
BODY = (
    "坚持问题导向，完善工作机制，推动各项任务落地见效。各部门密切配合，形成合力。"
    "持续优化服务，营造良好氛围，确保取得实效。"
)


@st.composite
def documents(draw):
    """Lines of a document and what each should be read as: (line, number, heading, section)."""
    styles = draw(st.permutations(list(PRINTED)))[: draw(st.integers(1, 3))]
    formal = sorted(
        (s for s in styles if s in FORMAL), key=FORMAL.index
    )  # 篇 holds 章 holds 节, above all others
    styles = [*formal, *(s for s in styles if s not in FORMAL)]
    running = draw(st.booleans())  # arabic numbers run through the whole document (1 … 25)
    counter = {"arabic": 0}
    made, serial = [("关于推进创新发展的意见", "", "", "")], [0]

    def grow(depth, section):
        count = draw(st.integers(1, 3))
        for place in range(1, count + 1):
            style = styles[depth]
            if style == "arabic" and running:
                counter["arabic"] += 1
                place = counter["arabic"]
            serial[0] += 1
            heading = (
                f"推进第{serial[0]}号重点领域改革"
                if draw(st.booleans())
                else f"建设高地{serial[0]}，打造样板"
            )
            deeper = depth + 1 < len(styles) and draw(st.booleans())
            number = PRINTED[style](place)
            if deeper or draw(st.booleans()):
                made.append((number + heading, number.strip(), heading, section))
                made.append((BODY, "", "", " / ".join(filter(None, (section, heading)))))
            else:
                made.append((f"{number}{heading}。{BODY}", number.strip(), heading, section))
            if deeper:
                grow(depth + 1, " / ".join(filter(None, (section, heading))))

    grow(0, "")
    return made


@settings(max_examples=50, deadline=None)
@given(documents())
def test_nesting_is_what_the_document_shows(document):
    text = "".join(line + "\n" for line, *_ in document)
    found = structure.clauses(text, "p", PLACES)
    assert [c.text for c in found] == [line for line, *_ in document]
    assert [(c.number, c.heading, c.section) for c in found] == [tuple(rest) for _, *rest in document]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "目录",
                    "名词解释",
                    "附件1",
                    "专栏1 重大平台",
                    "第三篇推进改革第十三章深化改革",
                    "——平台。建设",
                    "责任单位：市科技局",
                    "序言",
                    "表1 主要指标",
                    "指标\t2020年\t2025年",
                    "2.5",
                    "各位代表：",
                    "2020年7月8日",
                    "一、",
                    "（一）。",
                    "",
                ]
            ),
            st.text(st.sampled_from("一二三、（）.。；：—第章节条附件12 \t\u3000建设"), max_size=30),
        )
    )
)
def test_clauses_tile_any_text(lines):
    text = "\n".join(lines)
    found = structure.clauses(text, "p", PLACES)
    assert "".join(text[c.start : c.end] for c in found) == text
    assert [c.start for c in found] == [0, *(c.end for c in found)][: len(found)]
    assert all(c.text == text[c.start : c.end].rstrip("\n") for c in found)
    assert len({c.clause_id for c in found}) == len(found)


def one(lines):
    return structure.clauses("\n".join(lines) + "\n", "p", PLACES)


def test_roles_of_a_government_notice():
    found = one(
        [
            "某市人民政府关于印发某市创新发展规划（2021—2025年）的通知",
            "各县（市、区）人民政府，市政府直属各单位：",
            "现将《某市创新发展规划（2021—2025年）》印发给你们，请认真贯彻执行。",
            "某市人民政府",
            "2021年3月5日",
            "（此件公开发布）",
            "某市创新发展规划（2021—2025年）",
            "前言",
            BODY,
            "一、总体要求",
            BODY,
            "名词解释",
            "1.新基建：指新型基础设施。",
        ]
    )
    assert [c.clause_kind for c in found] == [
        "title",
        "note",
        "note",
        "signature",
        "signature",
        "note",
        "title",
        "foreword",
        "foreword",
        "heading",
        "text",
        "glossary",
        "glossary",
    ]


def test_a_box_ends_where_the_numbering_above_it_goes_on():
    found = one(
        ["一、平台", BODY, "专栏1 重大平台", "1.实验室。" + BODY, "2.中心。" + BODY, "二、人才", BODY]
    )
    assert [c.clause_kind for c in found][1:] == ["text", "box", "box", "box", "heading", "text"]


def test_contents_list_is_a_note_and_its_headings_are_read_once():
    listed = ["第一章 总体要求", "第二章 主要任务"]
    found = one(["某市创新规划", "目录", *listed, listed[0], BODY, listed[1], BODY])
    assert [c.clause_kind for c in found] == [
        "title",
        "note",
        "note",
        "note",
        "heading",
        "text",
        "heading",
        "text",
    ]
    assert found[-1].section == "主要任务"


def test_glued_headings_are_taken_apart():
    found = one(["第三篇推进改革开放第十三章深化各项改革", BODY])
    assert [c.heading for c in found][:2] == ["推进改革开放", "深化各项改革"]
    assert found[2].section == "推进改革开放 / 深化各项改革"


def test_departments_on_their_own_line_belong_to_the_item_above():
    found = one(["1.建设平台。" + BODY, BODY, "责任单位：市科技局、市财政局", "2.引进人才。" + BODY])
    assert [c.departments for c in found] == ["市科技局、市财政局"] * 3 + [""]


def test_an_unnumbered_line_above_a_paragraph_is_a_heading():
    found = one(["一、工作", "大力提振消费。", BODY, "扩大有效投资。", BODY])
    assert [c.section for c in found][2::2] == ["工作 / 大力提振消费", "工作 / 扩大有效投资"]


def test_a_sentence_alone_in_its_section_leads_it_and_heads_nothing():
    found = one(["一、工作", "深入实施战略，促进方式转变。", BODY, BODY, "二、保障", BODY])
    assert [c.section for c in found][1:4] == ["工作"] * 3
    assert not found[1].heading and found[1].clause_kind == "text"


def test_headings_without_number_reach_as_far_as_most_of_them_do():
    parts = [f"{h}。" for h in ("大力提振消费", "扩大有效投资", "推进对外开放", "深化改革攻坚")]
    found = one(
        ["一、工作", *(x for h in parts for x in (h, BODY)), "五年来，我们坚定不移，奋力前行，" + BODY]
    )
    assert [c.section for c in found][-2:] == ["工作 / 深化改革攻坚", "工作"]
    found = one(["一、工作", *(x for h in parts for x in (h, BODY, BODY))])
    assert found[-1].section == "工作 / 深化改革攻坚"  # here each of them stands above two


def test_what_is_attached_and_where_it_is_sent_is_no_text_of_the_plan():
    lines = ["一、工作", BODY, "附件：1.重点项目表", "2.责任分工表", "抄送：市委各部门，市人大办公室。"]
    found = one([*lines, "某市人民政府办公室 2021年6月2日印发"])
    assert [c.clause_kind for c in found] == ["heading", "text", *["note"] * 4]
    found = one(["一、工作", BODY, "附件1", "重点项目表", "1.建设实验室。", BODY])
    assert "note" not in [c.clause_kind for c in found], "an annex itself is text"


def test_a_foreword_under_a_contents_list_is_no_entry_of_it():
    found = one(["某市规划", "目录", "一、总体要求", "二、保障措施", "前言", BODY, "一、总体要求", BODY])
    assert [c.clause_kind for c in found][1:6] == ["note"] * 3 + ["foreword"] * 2


def test_a_glossary_is_a_section_of_its_own():
    found = one(["一、工作", BODY, "二、保障", BODY, "名词解释", "1.双随机：随机抽取，随机选派。"])
    assert [(c.section, c.clause_kind) for c in found][-2:] == [("名词解释", "glossary")] * 2


def test_a_list_of_short_sentences_is_no_run_of_headings():
    found = one(["一、工作", "完善科技服务体系。", "健全投入机制。", "加强队伍建设。", BODY])
    assert not any(c.heading for c in found[1:4])


def test_quantities_are_no_headings():
    found = one(["（一）到2025年，建成实验室10家。" + BODY, "（二）引进人才500名。" + BODY])
    assert [c.heading for c in found] == ["", ""]
    assert not re.search("实验室", found[1].section)


def test_a_chapter_never_stands_below_a_section():
    found = one(["总则", "第一节 指导思想", BODY, "第一章 目标", BODY, "第一节 总体目标", BODY])
    assert [c.section for c in found] == [
        "",
        "总则",
        "总则 / 指导思想",
        "",
        "目标",
        "目标",
        "目标 / 总体目标",
    ]


def test_a_list_of_titles_is_no_row_of_headings():
    found = one(["第三节 规划依据", "1、《土地管理法》", "2、《森林法》", "第四节 期限", BODY])
    assert [c.clause_kind for c in found] == ["heading", "text", "text", "heading", "text"]


def test_a_foreword_glued_to_a_date():
    found = one(["北京市规划（草案）", "2021年9月前言", BODY, "第一章 目标", BODY])
    assert [c.clause_kind for c in found] == ["title", "title", "foreword", "foreword", "heading", "text"]


def test_a_box_ends_where_paragraphs_lose_the_shape_of_its_items():
    item = "加快建设高水平创新平台，推动重大科技基础设施落地见效，完善全链条服务体系。"
    plain = "坚持把人才作为第一资源，深化人才发展体制机制改革，健全多元投入保障机制。" * 2
    text = "\n".join(["（一）强化平台支撑", plain, "专栏1 重大工程", "实验室体系工程。" + item,
                      "大科学装置工程。" + item, plain, "（二）强化保障", plain, ""])  # fmt: skip
    kinds = [c.clause_kind for c in structure.clauses(text, "p", PLACES)]
    assert kinds[-6:] == ["box", "box", "box", "text", "heading", "text"]


def kinds_of(*lines: str) -> list[str]:
    """Kinds of the clauses below a title and a first heading."""
    made = structure.clauses("\n".join(["某市规划", "一、总体要求", *lines, ""]), "c", PLACES)
    return [clause.clause_kind for clause in made][2:]


PARAGRAPH = "到2025年，建成科技创新中心，研发投入强度达到3%，为全省高质量发展提供有力支撑，形成一批重大成果。"


@pytest.mark.parametrize("length, kind", [(70, "heading"), (71, "text")])
def test_a_heading_on_a_line_of_its_own_has_seventy_characters_at_most(length, kind):
    assert kinds_of("（一）" + "甲" * length, PARAGRAPH) == [kind, "text"]


@pytest.mark.parametrize("length, kind", [(40, "table"), (41, "text")])
def test_a_title_above_the_heads_of_a_table_has_forty_characters_at_most(length, kind):
    rows = "指标\t2020年\t2025年", "研发\t2\t3"
    assert kinds_of(PARAGRAPH, "甲" * length, *rows) == ["text", kind, "table", "table"]
