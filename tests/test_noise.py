"""A known plan, spoilt as files are spoilt, gives the same text and the same targets, and every clause and
target leads back to its characters in the file as received."""

from __future__ import annotations

import random
import re
import tempfile
import unicodedata
from functools import cache
from pathlib import Path

import opencc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cityplans.extraction import collation
from cityplans.reading import corpus
from cityplans.reading.files import encodings
from extraction_rows import book, words

ROOT = Path(__file__).resolve().parents[1]
TITLE = "海东市科技创新“十四五”规划（2021—2025年）"
PLAN = [
    TITLE,
    "一、总体要求",
    "坚持创新驱动发展，把科技自立自强作为全市高质量发展的战略支撑，完善“揭榜挂帅”机制，营造开放包容的创新生态，加快建设高水平创新型城市。",
    "二、发展目标",
    "到2025年，全社会研发经费支出占地区生产总值比重力争达到3.6%，规上工业企业研发经费支出占营业收入比重达到2.5%，高新技术产业增加值占规上工业增加值比重超过60%。",
    "新增高新技术企业1200家以上，技术交易额累计超过1000亿元，每万人口高价值发明专利拥有量达到12.5件，建成省级实验室3—5家。",
    "三、重点任务",
    "（一）引育创新人才",
    "大力引进海内外高层次人才，到2025年，新引进培育顶尖人才20名、领军型人才1000名，带动集聚创新创业人才10000名，新增高技能人才30万名。",
    "（二）强化平台支撑",
    "加快建设科技创新平台，支持企业组建创新联合体10家以上，新建市级重点实验室50家，推动孵化器总数达到40家，打造特色鲜明的产业创新高地。",
    "四、保障措施",
    "强化统筹协调，健全多部门协同、市县联动的管理机制，推动《科技进步条例》落实，确保财政科技投入年均增长15%以上，形成工作体系。",
]
TEXT = "\n".join(PLAN) + "\n"
WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")
NARROW = str.maketrans("，；：（）", ",;:()")
INVISIBLE = ("\u200b", "\ufeff", "\u00ad")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")


def read(path: Path):
    """(text, targets as (quote, values …), edition, extraction) of the one plan in a file."""
    (plan,) = corpus.read_corpus(path, book()).plans
    extraction, _ = collation.collated(plan, words())
    return plan, extraction


def told(extraction) -> list[tuple]:
    fields = ("quote", "value_low", "value_high", "unit", "comparator", "measure", "horizon", "strength")
    return [tuple(row[f] for f in fields) for row in extraction.targets]


@cache
def known() -> list[tuple]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        path.write_text(TEXT, encoding="utf-8")
        plan, extraction = read(path)
    assert plan.text == TEXT and len(extraction.targets) >= 15
    return told(extraction)


# --- what spoils a text: each takes and gives the lines of the file --------------------------------------


def wrapped(lines: list[str], rng: random.Random) -> list[str]:
    """Hard-wrapped as a column of print, an empty line between paragraphs or an indent before them."""
    width, indent = rng.randint(20, 44), rng.random() < 0.5
    out = []
    for line in lines:
        whole = ("　　" if indent and not re.match("一|二|三|四|海", line) else "") + line
        out += [whole[i : i + width] for i in range(0, len(whole), width)]
        out += [] if indent else [""]
    return out


def paged(lines: list[str], rng: random.Random) -> list[str]:
    """A page number every few lines."""
    every, form = rng.randint(6, 12), rng.choice(("- {} -", "第{}页", "— {} —"))
    out = []
    for i, line in enumerate(lines, 1):
        out.append(line)
        if i % every == 0:
            out.append(form.format(i // every))
    return out


def spaced(lines: list[str], rng: random.Random) -> list[str]:
    """Blanks round figures."""
    return [re.sub(r"\d[\d.]*", r" \g<0> ", line).strip() for line in lines]


def widened(lines: list[str], rng: random.Random) -> list[str]:
    return [line.translate(WIDE) if rng.random() < 0.7 else line for line in lines]


def narrowed(lines: list[str], rng: random.Random) -> list[str]:
    return [line.translate(NARROW) for line in lines]


def veiled(lines: list[str], rng: random.Random) -> list[str]:
    """Zero-width characters anywhere."""
    return ["".join(c + rng.choice((*INVISIBLE, *[""] * 27)) for c in line) for line in lines]


_converter = cache(opencc.OpenCC)  # which reads its dictionaries every time


def traditional(lines: list[str], rng: random.Random) -> list[str]:
    return _converter("s2tw").convert("\n".join(lines)).split("\n")


def letter_spaced(lines: list[str], rng: random.Random) -> list[str]:
    return [" ".join(line) if rng.random() < 0.3 else line for line in lines]


def ended(lines: list[str], rng: random.Random) -> list[str]:
    """Blanks behind lines."""
    return [line + rng.choice(("", "", " ", "　")) for line in lines]


# in the order in which they can befall a text
SPOILERS = (traditional, narrowed, spaced, letter_spaced, widened, wrapped, paged, veiled, ended)


@st.composite
def spoilt(draw) -> tuple[bytes, str, tuple[str, ...]]:
    """(bytes, encoding, what was done to the text)."""
    rng = random.Random(draw(st.integers(0, 10**6)))
    chosen = [s for s in SPOILERS if draw(st.booleans())]
    if spaced in chosen and letter_spaced in chosen:
        chosen.remove(spaced)
    if wrapped in chosen and letter_spaced in chosen:
        chosen.remove(letter_spaced)
    lines = PLAN
    for spoil in chosen:
        lines = spoil(lines, rng)
    end = draw(st.sampled_from(("\n", "\r\n", "\r")))
    text = end.join(lines) + end
    known_to = (*ENCODINGS, "big5hkscs") if traditional in chosen and _fits(text, "big5hkscs") else ENCODINGS
    encoding = draw(st.sampled_from(known_to))
    return text.encode(encoding), encoding, tuple(s.__name__ for s in chosen)


def _fits(text: str, encoding: str) -> bool:
    try:
        return text.encode(encoding).decode(encoding) == text
    except UnicodeEncodeError:
        return False


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoilt())
def test_a_spoilt_plan_gives_the_same_text_and_targets(tmp_path_factory, made):
    data, _, _ = made
    path = tmp_path_factory.mktemp("raw") / "plan.txt"
    path.write_bytes(data)
    plan, extraction = read(path)
    assert plan.text == TEXT
    assert told(extraction) == known()
    assert_leads_back(plan, extraction, encodings.decode(data)[0])


def same(ours: str, theirs: str) -> bool:
    """Whether a character of the cleaned text is what stands in the file, but for its form."""
    plain = unicodedata.normalize("NFKC", theirs)
    forms = {theirs, plain, _simple(theirs), "。" if theirs == "." else theirs}
    return ours in forms or unicodedata.normalize("NFKC", ours) == plain


@cache
def _simple(character: str) -> str:
    return _converter("tw2s").convert(character)


def assert_leads_back(plan, extraction, received: str) -> None:
    """Every character of every clause, and the whole of every target, stand in the file where they should."""
    for edition in plan.editions:
        covered = 0
        for clause in edition.clauses:
            assert clause.start == covered
            assert edition.text[clause.start : clause.end].strip("\n") == clause.text
            covered = clause.end
            for at in range(clause.start, clause.end):
                ours, theirs = edition.text[at], received[edition.origins[at]]
                assert ours == "\n" or same(ours, theirs), (clause.clause_id, ours, theirs)
        assert covered == len(edition.text)
    assert extraction.targets
    for row in extraction.targets:
        edition = next(e for e in plan.editions if e.source_file == row["source_file"])
        found = received[row["source_start"] : row["source_end"]]
        assert _bare(found) == _bare(row["quote"]), (row["quote"], found)
        assert plan.text[row["start"] : row["end"]] == row["quote"]
        assert edition


def _bare(text: str) -> str:
    """A text without its form: page numbers, blanks, width, script, kind of sign."""
    text = "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c not in INVISIBLE)
    text = re.sub(r"\s*\n(?:- \d+ -|第\d+[页頁]|— \d+ —)\s*(?=\n)", "", text)
    text = "".join(c for c in unicodedata.normalize("NFKC", text) if not c.isspace())
    return "".join(_simple(c) for c in text)


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "data" / "raw").glob("*.txt")))
def test_every_clause_and_target_of_a_source_file_leads_back(name):
    path = ROOT / "data" / "raw" / name
    received = encodings.decode(path.read_bytes())[0]
    clauses = 0
    for plan in corpus.read_corpus(path, book()).plans:
        extraction, _ = collation.collated(plan, words())
        assert_leads_back(plan, extraction, received)
        clauses += len(plan.clauses)
    assert clauses > 20
