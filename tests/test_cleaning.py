"""Cleaning: a table of examples, and properties that hold for any text and any noise put on it."""

from __future__ import annotations

import csv
import itertools
import random
import time
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityplans import codebook as codebooks
from cityplans.reading.cleaning import typesetting
from cityplans.reading.cleaning.cleaning import clean
from cityplans.reading.files.formats import Decoded, read_file
from cityplans.reading.mapped import Mapped

ROOT = Path(__file__).resolve().parents[1]
TAIWANESE = opencc.OpenCC("s2tw")
CODEBOOK = codebooks.load(ROOT / "data" / "codebook")
EXAMPLES = list(csv.DictReader((ROOT / "tests/examples/cleaning.csv").open(encoding="utf-8", newline="")))
ESCAPES = {"\\n": "\n", "\\t": "\t", "\\r": "\r", "\\u200b": "\u200b", "\\ufeff": "\ufeff"}

PARAGRAPHS = (
    "到2025年，全社会R&D经费支出占GDP比重力争达到3.6%，规上工业企业研发经费支出占营业收入比重达到2.5%，高新技术产业增加值占比超过60%。",
    "大力引进海内外高层次人才，新引进培育顶尖人才20名、领军型人才1000名，带动集聚创新创业人才10000名，新增高技能人才30万名。",
    "加快建设科技创新平台，支持企业组建创新联合体10家以上，建成省级实验室3家，技术交易额累计超过1000亿元，努力营造开放包容的创新生态。",
    "深化科技体制改革，完善“揭榜挂帅”机制，推动《科技进步条例》落实，确保财政科技投入年均增长15%以上。",
    "强化统筹协调，健全多部门协同、市县联动的管理机制，形成各地各部门推进创新的工作体系。",
)
HEADINGS = ("一、总体要求", "（一）发展目标", "二、主要任务", "（二）强化平台支撑", "三、保障措施")


def cleaned(text: str) -> str:
    return clean(Decoded("a.txt", text, Mapped.of(text)), CODEBOOK).mapped.text


def unescaped(text: str) -> str:
    for escape, sign in ESCAPES.items():
        text = text.replace(escape, sign)
    return text


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row['fix']}-{row['input'][:16]}")
def test_example(row):
    text = unescaped(row["input"])
    result = clean(Decoded("a.txt", text, Mapped.of(text)), CODEBOOK)
    assert result.mapped.text == unescaped(row["expected"]) + "\n"
    if row["fix"]:
        assert result.log[row["fix"]], row["note"]


def test_every_fix_has_an_example():
    from cityplans.reading.cleaning.cleaning import fixes

    shown = {row["fix"] for row in EXAMPLES}
    # layout of lines is shown by all rows; these are tested on their own below
    assert {name for name, *_ in fixes(CODEBOOK)} - shown <= {
        "blank_ends",
        "blank_lines",
        "undecodable",
        "breadcrumbs",
        "lost_stops",
        "page_ends",
    }


@st.composite
def texts(draw) -> str:
    """A plan of headings and paragraphs in clean form."""
    parts = []
    for heading in draw(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=4, unique=True)):
        parts.append(heading)
        parts += draw(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=4))
    return "\n".join(parts) + "\n"


def wrapped(paragraph: str, width: int) -> str:
    return "\n".join(paragraph[i : i + width] for i in range(0, len(paragraph), width))


@given(texts())
def test_clean_text_stays(text):
    assert cleaned(text) == text


@settings(max_examples=60, deadline=None)
@given(texts(), st.integers(9, 45))
def test_hard_wrapped_text_comes_back(text, width):
    noisy = "\n\n".join(wrapped(paragraph, width) for paragraph in text.splitlines())
    assert cleaned(noisy) == text


@settings(max_examples=30, deadline=None)
@given(texts(), st.randoms(use_true_random=False))
def test_letter_spaced_text_comes_back(text, rng: random.Random):
    lines = [" ".join(line) if rng.random() < 0.5 else line for line in text.splitlines()]
    assert cleaned("\n\n".join(lines).replace("R & D", "R&D").replace("G D P", "GDP")) == text


@settings(max_examples=30, deadline=None)
@given(texts(), st.randoms(use_true_random=False))
def test_blanks_round_figures_zero_width_and_full_width_come_back(text, rng: random.Random):
    wide = str.maketrans("0123456789%", "０１２３４５６７８９％")
    out = []
    for line in text.splitlines():
        if rng.random() < 0.3:
            line = line.translate(wide)
        line = "".join(
            f" {c}" if c.isdigit() and rng.random() < 0 else c + rng.choice(["", "", "", "\u200b"])
            for c in line
        )
        out.append(rng.choice(["", "　　", "  "]) + line + rng.choice(["", "  ", "\r"]))
    assert cleaned("\n".join(out)) == text


@settings(max_examples=15, deadline=None)
@given(texts())
def test_traditional_text_comes_back(text):
    traditional = TAIWANESE.convert(text)
    result = clean(Decoded("a.txt", traditional, Mapped.of(traditional)), CODEBOOK)
    assert result.mapped.text == text
    assert result.script == "hant"


@settings(max_examples=20, deadline=None)
@given(texts(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]))
def test_encoded_text_comes_back(tmp_path_factory, text, encoding):
    path = tmp_path_factory.mktemp("raw") / "a.txt"
    path.write_bytes(text.encode(encoding))
    decoded, problems = read_file(path, "a.txt")
    assert not problems
    assert clean(decoded[0], CODEBOOK).mapped.text == text


ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from(
            '到年月。，、；：（）()“”"《》一二三十第章条节目录0123456789.%％ 　\t\n\r-—>·…,;:!?ABIVR&D/'
            "家名万亿創發國業"
        ),
        st.characters(codec="utf-8", exclude_categories=["Cs"]),
    ),
    max_size=300,
)


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_any_text_origins_lead_back_and_twice_is_once(text):
    once = clean(Decoded("a.txt", text, Mapped.of(text)), CODEBOOK)
    origins = once.mapped.origins
    assert len(origins) == len(once.mapped.text)
    assert all(a <= b for a, b in itertools.pairwise(origins))
    assert all(0 <= o < len(text) for o in origins)
    assert "\n\n" not in once.mapped.text and not once.mapped.text.startswith("\n")
    assert cleaned(once.mapped.text) == once.mapped.text


@settings(max_examples=30, deadline=None)
@given(texts(), st.integers(9, 45))
def test_every_character_stands_where_its_origin_says(text, width):
    noisy = "\n\n".join(wrapped("　　" + paragraph, width) for paragraph in text.splitlines())
    result = clean(Decoded("a.txt", noisy, Mapped.of(noisy)), CODEBOOK).mapped
    for char, origin in zip(result.text, result.origins):
        assert char == noisy[origin] or char == "\n"


def test_wide_columns_without_blank_lines_between_paragraphs():
    body = list(PARAGRAPHS * 3)
    noisy = "\n".join(wrapped("　　" + p, 28) for p in body)
    assert cleaned(noisy) == "\n".join(body) + "\n"


def test_stops_lost_to_line_breaks_are_put_back():
    sentences = [s for p in PARAGRAPHS for s in p.rstrip("。").split("，")]
    text = "".join(f"　　{a}，{b}\n{c}，{d}\n" for a, b, c, d in zip(*[iter(sentences * 4)] * 4))
    lines = cleaned(text).splitlines()
    assert all(line.endswith("。") and line.count("。") == 2 for line in lines)


def test_where_stops_are_lost_a_page_end_is_none_and_the_last_sentence_gets_its_own():
    lines = [
        "　　第一节　增强能力　　稳定播种面积，优化结构，推广良种",
        "加强田间工程建设，夯实农业\f农村发展基础",
    ]
    lines += ["做好储备", "　　治理“城市病”", "　　第二节　调整结构　　完善体系，发展高产农业"]
    text = "".join(f"{line}\n" for line in lines * 7)
    found = cleaned(text).splitlines()
    assert found[:5] == [
        "第一节 增强能力",
        "稳定播种面积，优化结构，推广良种。加强田间工程建设，夯实农业农村发展基础。做好储备。",
        "治理“城市病”",
        "第二节 调整结构",
        "完善体系，发展高产农业。",
    ]


def test_paragraphs_marked_by_indents_go_on_where_a_line_has_none():
    a, b, c, d, e = PARAGRAPHS
    d, e = d + b, e + a
    broken = b.replace("，新增", "，新\n增") + e
    text = f"　　{a}\n　　{broken}\n{c}\n　　{d}\n　　{e}\n　　{a}\n" * 4 + "　　二、保障\n某市人民政府\n"
    assert cleaned(text).splitlines() == [a, b + e + c, d, e, a] * 4 + ["二、保障", "某市人民政府"]
    whole = cleaned(text.replace("新\n增", "新增")).splitlines()
    assert whole[:3] == [a, b + e, c], "no line is broken: that is a paragraph without indent"


def test_paragraphs_marked_by_a_blank_behind_their_last_line():
    """As Word leaves it in a PDF; also where the last line is full and the next paragraph unindented."""
    lines = [
        "聚焦重点区域，推进生态修复，提高质量，完善机制，",
        "增强能力，明确任务，落实责任，做好保障，取得成效。 ",
    ]
    lines += ["拓展空间，优化布局，促进融合，健全体系，强化支撑", "保障，夯实基础，形成合力。 "]
    found = cleaned("".join(f"{line}\n" for line in lines * 10)).splitlines()
    assert found == [lines[0] + lines[1].strip(), lines[2] + lines[3].strip()] * 10


@pytest.mark.parametrize(
    "text, start, end",
    [
        ("道路建设提速，到200年，公路通车里程达到5万公里。\n", 8, 12),
        ("经济稳步发展，至20205年，总量达到300亿元。\n", 8, 14),
        ("深化改革，" + "鼓励社会力量举办学前教育和职业教育" * 2 + "，形成格局。\n", 5, 39),
    ],
)
def test_damage_that_only_the_original_can_mend_is_reported(text, start, end):
    result = clean(Decoded("a.txt", text, Mapped.of(text)), CODEBOOK)
    assert result.mapped.text == text
    assert [(p.problem, p.start, p.end) for p in result.problems] == [("transcription_noise", start, end)]


def test_two_kinds_of_damage_are_told_apart_in_both_languages():
    text = "到200年，公路通车里程达到5万公里。\n" + "鼓励社会力量举办学前教育和职业教育" * 2 + "。\n"
    years, twice = clean(Decoded("a.txt", text, Mapped.of(text)), CODEBOOK).problems
    assert "digit lost" in years.message and "200年" in years.message_zh
    assert "printed twice" in twice.message and "两遍" in twice.message_zh
    assert all(p.message_zh.startswith("a.txt") and "corrections.csv" in p.message_zh for p in (years, twice))


@pytest.mark.parametrize(
    "text",
    [
        "在200年间，城市兴起。\n",
        "到2025年，建党100年，企业达到200家。\n",
        "坚持发展，坚持发展，坚持发展不动摇。\n",
    ],
)
def test_what_is_no_damage(text):
    assert not clean(Decoded("a.txt", text, Mapped.of(text)), CODEBOOK).problems


@pytest.mark.parametrize(
    "table",
    [
        "甲区 12 18 20\n乙区 13 19 22\n丙区 14 20 25",
        "创新投入 研发强度 2.6 3.3\n创新产出 专利 12 18\n主体 高企 1200 2500",
        "2.6\n3.3\n专利\n12\n18\n企业\n100\n200",
        "年份 强度 企业\n2023年 2.8 1500\n2025年 3.3\n2026年 3.4 1600\n2027年 3.6 1700",
    ],
)
def test_rows_of_figures_without_heads_are_one_problem_with_their_span(table):
    text = f"二、主要指标\n{PARAGRAPHS[0]}\n{table}\n三、重点任务\n{PARAGRAPHS[2]}\n"
    result = clean(Decoded("a.txt", text, Mapped.of(text)), CODEBOOK)
    (problem,) = result.problems
    assert problem.problem == "table_not_restored"
    assert text[problem.start : problem.end] == table


@pytest.mark.parametrize(
    "lines",
    [
        ["1", PARAGRAPHS[0], "2", PARAGRAPHS[1], "3", PARAGRAPHS[2], "4", PARAGRAPHS[3], "5", "6", "7"],
        ["2021", "2022", "2023"],
        ["甲区 12 18 20", PARAGRAPHS[0] + PARAGRAPHS[1], "乙区 13 19 22", PARAGRAPHS[3], "丙区 14 20 25"],
    ],
)
def test_figures_that_are_no_table(lines):
    text = "\n".join(lines) + "\n"
    assert not clean(Decoded("a.txt", text, Mapped.of(text)), CODEBOOK).problems


def test_a_foreword_glued_to_the_contents_list_is_kept():
    chapters = ["第一章发展环境", "第二章主要目标", "第三章重点任务", "第四章规划实施"]
    listed = f"目录序言\n{chapters[0]}{chapters[1]}\n{chapters[2]}\n{chapters[3]}第五章附则序言\n"
    body = PARAGRAPHS[4] + "\n" + "".join(f"{c}\n{PARAGRAPHS[3]}\n" for c in [*chapters, "第五章附则"])
    assert cleaned(listed + body) == "序言\n" + body


def test_glyph_codes_are_left_out_and_reported():
    codes = "\n".join("(cid:12)(cid:345)!\"#$%&'(cid:7)()*+" for _ in range(8))
    text = f"{PARAGRAPHS[0]}\n{codes}\n{PARAGRAPHS[1]}\n"
    result = clean(Decoded("a.txt", text, Mapped.of(text)), CODEBOOK)
    assert result.mapped.text == f"{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}\n"
    assert [p.problem for p in result.problems] == ["undecodable_text"]


def test_private_use_characters_are_reported_not_mended():
    text = "建好省\ue123区，到2025年完成。\n"
    result = clean(Decoded("a.txt", text, Mapped.of(text)), CODEBOOK)
    assert result.mapped.text == text
    assert [(p.problem, p.start) for p in result.problems] == [("transcription_noise", 3)]


def test_page_numbers_and_running_heads_go_only_in_sequence():
    page = PARAGRAPHS[0] + PARAGRAPHS[1]
    text = "".join(f"{page}\n某市规划（2021—2035年）\n{i}\n" for i in range(4, 9)) + "2035\n"
    assert cleaned(text) == (page + "\n") * 5 + "2035\n"


@pytest.mark.parametrize(
    "sign",
    ["，", " ", "1 ", "（", "(", "《", "第一章", "-", ">", "\n", ". ", "经 ", '"', "一、", "(cid:1", "·"],
)
def test_hostile_repetition_takes_linear_time(sign):
    def seconds(length: int) -> float:
        began = time.process_time()
        cleaned((sign * length)[:length])
        return time.process_time() - began

    for _ in range(
        3
    ):  # a busy machine may slow one run down, not three; four times as much takes four times as long
        if seconds(30_000) < max(0.5, 8 * seconds(7_500)):
            return
    pytest.fail(f"four times as much {sign!r} takes more than eight times as long")


@pytest.mark.parametrize(
    "line",
    [
        "来源：绍兴市人民政府 为推进氢能发展，制定本规划。到2025年，产值达到100亿元。",
        "发布日期：2023-03-01 来源：某市人民政府 到2025年，床位达到2万张。新建学校3所。",
        "首页>政务公开>政策文件 为推进数字经济，制定本方案。到2025年，规模达到50亿元。",
        "主办单位：某市人民政府 为促进就业，制定本方案。新增就业5万人。",
    ],
)
def test_a_line_of_the_page_that_holds_sentences_stays(line):
    assert line[-8:] in cleaned(f"某市规划\n{line}\n一、总体要求\n")


@pytest.mark.parametrize("line", ["来源：绍兴市人民政府", "发布日期：2023-03-01 来源：某市人民政府"])
def test_a_line_of_the_page_goes(line):
    assert line not in cleaned(f"{PARAGRAPHS[0]}\n{line}\n{PARAGRAPHS[1]}\n")


def test_codebook_loads_the_furniture():
    rows = codebooks.load(ROOT / "data/codebook")["furniture"]
    assert {row["where"] for row in rows} <= {"line", "text", "start", "end"}


@pytest.mark.parametrize(
    "text, rows",
    [
        ("序号指标单位2020年2026年属性1公厕座95110预期性2茶园万亩12.515约束性3绿地率%4042预期性", 1),
        ("指标单位2020年2026年公厕座105110路灯盏90120树株400500井口3040桥梁座8995共计全县之数", 0),
        ("序号指标单位2020年2026年属性1公厕座95110预期性2茶园万亩1218约束性3绿地率%4042预期性", 0),
        ("序号指标单位2020年2026年属性1电桩个12150预期性2学位个90009500预期性3绿地率%4042预期性", 1),
        (
            "指标名称单位属性2020年2026年1.增加值亿元预期性105824002.绿地率%约束性35403.公厕座预期性95110"
            "4.学位个预期性90009500",
            0,
        ),
    ],
    ids=[
        "a row in two ways",
        "no class at the end of rows",
        "all in one way",
        "rising or falling",
        "classes before years",
    ],
)
def test_rows_that_cannot_be_parted_are_reported(text, rows):
    problems = clean(Decoded("a.txt", text, Mapped.of(text)), CODEBOOK).problems
    assert [p.problem for p in problems] == ["table_not_restored"] * rows


@pytest.mark.parametrize("length, column", [(36, 100), (35, 0)])
def test_lines_of_a_column_fill_seventy_two_per_cent_of_it(length, column):
    """Twelve lines of 50 characters (100 cells) and thirteen shorter ones, all stopping in mid-sentence."""
    full, short = ("甲乙丙，" * 13)[:49] + "丁", ("甲乙丙，" * 13)[: length - 1] + "丁"
    lines = typesetting.lines_of("\n".join([short, *[full, short] * 12]))
    assert {int(width) for width in typesetting.column_widths(lines)} == {column}
