"""Cleaning: a table of examples, and properties that hold for any text and any noise put on it."""

from __future__ import annotations

import csv
import itertools
import random
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityplans import codebook as codebooks
from cityplans.reading.cleaning import clean
from cityplans.reading.formats import Decoded, read_file
from cityplans.reading.mapped import Mapped

ROOT = Path(__file__).resolve().parents[1]
CODEBOOK = {
    "furniture": list(csv.DictReader(
            (ROOT / "data/codebook/furniture.csv").open(encoding="utf-8-sig", newline="")
        ))
}
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
    from cityplans.reading.cleaning import fixes

    shown = {row["fix"] for row in EXAMPLES}
    # layout of lines is shown by all rows; these three are tested on their own below
    assert {name for name, _ in fixes(CODEBOOK["furniture"])} - shown <= {
        "blank_ends",
        "blank_lines",
        "undecodable",
        "breadcrumbs",
        "lost_stops",
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


@settings(max_examples=150, deadline=None)
@given(texts(), st.integers(9, 45))
def test_hard_wrapped_text_comes_back(text, width):
    noisy = "\n\n".join(wrapped(paragraph, width) for paragraph in text.splitlines())
    assert cleaned(noisy) == text


@settings(max_examples=60, deadline=None)
@given(texts(), st.randoms(use_true_random=False))
def test_letter_spaced_text_comes_back(text, rng: random.Random):
    lines = [" ".join(line) if rng.random() < 0.5 else line for line in text.splitlines()]
    assert cleaned("\n\n".join(lines).replace("R & D", "R&D").replace("G D P", "GDP")) == text


@settings(max_examples=60, deadline=None)
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


@settings(max_examples=40, deadline=None)
@given(texts())
def test_traditional_text_comes_back(text):
    traditional = opencc.OpenCC("s2tw").convert(text)
    result = clean(Decoded("a.txt", traditional, Mapped.of(traditional)), CODEBOOK)
    assert result.mapped.text == text
    assert result.script == "hant"


@settings(max_examples=40, deadline=None)
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


@settings(max_examples=400, deadline=None)
@given(ANY_TEXT)
def test_any_text_origins_lead_back_and_twice_is_once(text):
    once = clean(Decoded("a.txt", text, Mapped.of(text)), CODEBOOK)
    origins = once.mapped.origins
    assert len(origins) == len(once.mapped.text)
    assert all(a <= b for a, b in itertools.pairwise(origins))
    assert all(0 <= o < len(text) for o in origins)
    assert "\n\n" not in once.mapped.text and not once.mapped.text.startswith("\n")
    assert cleaned(once.mapped.text) == once.mapped.text


@settings(max_examples=60, deadline=None)
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
    import time

    text = (sign * 100_000)[:100_000]
    started = time.perf_counter()
    cleaned(text)
    assert time.perf_counter() - started < 20


def test_codebook_loads_the_furniture():
    path = ROOT / "data/codebook/furniture.csv"
    rows = codebooks._read_csv(path, codebooks.FILES["furniture"], False, __import__("hashlib").sha256())
    assert {row["where"] for row in rows} <= {"line", "text", "start", "end"}
