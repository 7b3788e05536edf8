"""Hostile input for as long as you let it run: `python3 run.py fuzz [SECONDS [SEED]]` (default 60 seconds).

Five entries, each for a part of the time, or one with `--entry NAME`:

    files      bytes as text, page, record, Word file and PDF
    documents  real files, their lines cut, joined, shuffled, doubled and emptied, in any encoding and format
    sheets     tables of indicators and collections of texts, their rows and cells changed alike, as CSV,
               Excel, Parquet, page, Word file and PDF (ruled, or with the three rules of a book)
    sentences  plans put together from the words that rules react to
    codebook   one cell of the codebook with any content, on a small plan

A file may be unreadable and a codebook refused; a run may not end. Any exception but the declared ones, an
internal error reported as a problem, a row that breaks a promise, or an input that takes longer than LIMIT
seconds is kept and printed. Inputs are random edits of sound ones; with --atheris (where that package is
installed) they follow the branches of the code.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import functools
import io
import itertools
import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from strategies import PLAN, csv_rows

ROOT = Path(__file__).resolve().parents[1]
CODEBOOK = ROOT / "data" / "codebook"
LIMIT = 5  # seconds of the processor that an input of this size may take
LONGEST = 8000  # bytes
SUFFIXES = (".txt", ".html", ".csv", ".json", ".docx", ".pdf", ".rtf", ".md")
WORDS = """
0 1 2 5 25 3.6 1,000 2025 2021—2025 ０ 一 二 十 两 百 千 万 亿 几 多 余 半 分之 百分之 % ‰ 个百分点 倍
， 。 ； ： 、 （ ） “ ” 《 》 — - / ~ . · ｜ ① （一） 一、 第一章 1.
到2025年 达到 力争 超过 以上 左右 不低于 控制在 每年 年均 累计 新增 增长 增速 降低 由 提高到 比2020年
翻一番 倍增
全覆盖 前 第 占 的 比重 分别 各 其中 家 个 名 项 位 亿元 万元 件/万人 高新技术企业 全社会R&D经费 GDP 领军人才
省实验室 企业 宁波市 浙江省 市科技局 责任单位 附件 目录 专栏 指标 单位 属性 约束性 预期性 2020年 2025年 累计值
印发 通知 关于 规划
"""
BLANKS = ("\n", "\n\n", "　", " ", "\t", "\x00", "\ufeff")
PIECES = (*WORDS.split(), *BLANKS)
CELLS = ("", "-1", "1e309", "nan", "x" * 999, *"([\\*?|^$.+", "{2", "(?P<a>", "(a+)+$", "；；", "../../x")
JOINTS = (*PIECES, "<table>", "<td>", "&#x110000;", "\\ud800", '"', "{", "》" * 200, "1" * 400, "\n" * 300)

GUIDED = "--atheris" in sys.argv
if GUIDED:
    import atheris

with atheris.instrument_imports(include=["cityplans"]) if GUIDED else contextlib.nullcontext():
    from cityplans import codebook, tables
    from cityplans.comparison.coding import coding
    from cityplans.extraction import collation, corrections, targets
    from cityplans.reading import corpus, works
    from cityplans.reading.files import old_word
    from cityplans.reading.plans import regions


class Entry(NamedTuple):
    """`check` says what went wrong with some bytes (or nothing); `seeds` are sound ones."""

    check: Callable[[bytes, Path], str]
    seeds: Callable[[], list[bytes]]


@functools.cache
def known():
    book = codebook.load(CODEBOOK)
    return book, targets.words_of(book), regions.of(book)


# ------------------------------------------------------------------------------------- what must hold


def broken_promises(path: Path, book, compiled, places) -> str:
    """Read and extract one file; what does not hold of the rows."""
    witnesses, problems, _ = corpus.read_one(path, path.name, {}, book, places)
    plans, more = works.plans_of(witnesses, places)
    faults = [p.message for p in (*problems, *more) if p.problem == "internal_error"]
    rows = []
    for plan in plans:
        plan.text.encode()  # a text that no file can hold would stop the writing of all tables
        made, found = collation.collated(plan, compiled)
        faults += [p.message for p in found if p.problem == "internal_error"]
        odd = [row for row in made.targets if plan.text[row["start"] : row["end"]] != row["quote"]]
        faults += [f"not verbatim: {row}" for row in odd]
        faults += overlaps(made.numerals)
        rows += made.targets
        tables.frame("numerals", made.numerals)
    tables.frame("targets", rows)
    return "; ".join(faults)


def overlaps(numerals: Sequence[dict]) -> list[str]:
    """The classes partition the numbers: none stands in the ledger twice."""
    spans = sorted((row["start"], row["end"]) for row in numerals)
    return [f"numbers overlap: {a} {b}" for a, b in itertools.pairwise(spans) if b[0] < a[1]]


def guarded(check: Callable[[bytes, Path], str]) -> Callable[[bytes, Path], str]:
    """Exceptions and lost time as words."""

    @functools.wraps(check)
    def told(data: bytes, folder: Path) -> str:
        began = time.process_time()
        try:
            said = check(data, folder)
        except Exception as error:
            return f"{type(error).__name__}: {error}"[:500]
        took = time.process_time() - began
        return said or (f"took {took:.1f} s" if took > LIMIT else "")

    return told


# ---------------------------------------------------------------------------------------------- entries


def check_file(data: bytes, folder: Path) -> str:
    """The first byte chooses the ending; a Word file's bytes are those of its main part."""
    suffix = SUFFIXES[data[0] % len(SUFFIXES)] if data else ".txt"
    path = folder / f"file{suffix}"
    path.write_bytes(packed(data[1:]) if suffix == ".docx" else data[1:])
    return broken_promises(path, *known())


def check_sentences(data: bytes, folder: Path) -> str:
    """Every byte a word or sign."""
    path = folder / "plan.txt"
    path.write_text(PLAN + "".join(PIECES[byte % len(PIECES)] for byte in data), "utf-8")
    return broken_promises(path, *known())


def check_documents(data: bytes, folder: Path) -> str:
    """A real file with its lines cut, joined, shuffled, doubled and emptied, in any encoding and container:
    the first bytes choose file, container and encoding, each further four are a change."""
    data = data.ljust(3, b"\0")
    lines = documents()[data[0] % len(documents())].split("\n")
    for at in range(3, len(data) - 3, 4):
        change, where, length, more = data[at : at + 4]
        first = where * len(lines) // 256
        CHANGES[change % len(CHANGES)](lines, first, first + 1 + length % 12, more)
    text = "\n".join(lines)[: 2 * LONGEST]
    ending, packed_in = tuple(CONTAINERS.items())[data[1] % len(CONTAINERS)]
    path = folder / f"file{ending}"
    path.write_bytes(packed_in(text).encode(ENCODINGS[data[2] % len(ENCODINGS)], "replace"))
    return broken_promises(path, *known())


@functools.cache
def documents() -> list[str]:
    folders = (ROOT / "data" / "raw", ROOT / "tests" / "examples" / "tables")
    return [p.read_text("utf-8", "replace") for f in folders for p in sorted(f.glob("*.txt"))]


def _emptied(lines: list[str], a: int, b: int, more: int) -> None:
    lines[a:b] = [re.sub(r"[^\t|]", BLANKS[more % len(BLANKS)], line) for line in lines[a:b]]


def _joined(lines: list[str], a: int, b: int, more: int) -> None:
    lines[a:b] = [("", " ", "\t", "　")[more % 4].join(lines[a:b])]


def _cut(lines: list[str], a: int, b: int, more: int) -> None:
    lines[a:b] = [line[more % (len(line) + 1) :] for line in lines[a:b]]


def _shuffled(lines: list[str], a: int, b: int, more: int) -> None:
    part = lines[a:b]
    random.Random(more).shuffle(part)
    lines[a:b] = part


def _doubled(lines: list[str], a: int, b: int, more: int) -> None:
    lines[b:b] = lines[a:b] * (1 + more % 3)


def _pierced(lines: list[str], a: int, b: int, more: int) -> None:
    sign = JOINTS[more % len(JOINTS)]
    lines[a:b] = [
        line[: more % (len(line) + 1)] + sign + line[more % (len(line) + 1) :] for line in lines[a:b]
    ]


def _digits(lines: list[str], a: int, b: int, more: int) -> None:
    """Other figures: none, many, of other scripts."""
    new = ("", "1" * 40, "٣", "𝟙", "²", "零", "９")[more % 7]
    lines[a:b] = [re.sub(r"\d", new, line) for line in lines[a:b]]


def _lost(lines: list[str], a: int, b: int, more: int) -> None:
    del lines[a:b]


CHANGES = (_emptied, _joined, _cut, _shuffled, _doubled, _pierced, _digits, _lost)
ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "utf-16", "utf-8-sig")
CONTAINERS: dict[str, Callable[[str], str]] = {
    ".txt": str,
    ".md": lambda text: "# " + text.replace("\n", "\n\n"),
    ".html": lambda text: (
        "<html><body>" + "".join(f"<p>{t}</p>" for t in text.split("\n")) + "</body></html>"
    ),
    ".json": lambda text: json.dumps({"title": text[:30], "paragraphs": text.split("\n")}),
    ".jsonl": lambda text: "\n".join(json.dumps({"title": "规划", "content": text[i::2]}) for i in range(2)),
    ".csv": lambda text: "no,text\n" + "".join(f'{i},"{t}"\n' for i, t in enumerate(text.split("\n"))),
}


def check_sheets(data: bytes, folder: Path) -> str:
    """A table, its rows changed as the lines of documents are: the first bytes choose table and format."""
    data = data.ljust(3, b"\0")
    lines = ["\t".join(row) for row in SHEETS[data[0] % len(SHEETS)]]
    for at in range(2, len(data) - 3, 4):
        change, where, length, more = data[at : at + 4]
        first = where * len(lines) // 256
        CHANGES[change % len(CHANGES)](lines, first, first + 1 + length % 3, more)
    rows = [[UNWRITTEN.sub("", cell)[:LONGEST] for cell in line.split("\t")][:40] for line in lines[:60]]
    ending, written = tuple(WRITERS.items())[data[1] % len(WRITERS)]
    path = folder / f"file{ending}"
    path.write_bytes(written(rows or [[""]]))
    return broken_promises(path, *known())


GOALS = [
    ["宁波市科技创新规划（2021—2025年）主要指标"],
    ["单位：个、亿元"],
    ["类别", "指标名称", "单位", "2020年基数", "2025年目标", "属性"],
    ["一、投入"],
    ["投入", "全社会研发经费支出占GDP比重", "%", "2.5", "3.2", "预期性"],
    ["", "财政科技支出", "亿元", "—", "〔120〕", "约束性"],
    ["产出", "高新技术企业", "家", "600", "1200以上", "预期性"],
    ["", "其中：科技小巨人", "家", "80", "[200]", "预期性"],
    ["注：〔〕内为五年累计数。"],
]
TEXTS = [["标题", "发布时间", "发文机关", "正文"]] + [
    [f"{place}科技创新规划", f"2021-0{n}-05", f"{place}人民政府", PLAN.replace("\n", " ") * 2]
    for n, place in enumerate(("宁波市", "嘉兴市", "丽水市"), 1)
]
YEARS = [["指标", "年份", "目标值"]] + [[name, f"202{n}年", str(9 * n)] for name in "甲乙" for n in (3, 5)]
SHEETS = (GOALS, TEXTS, YEARS, [list(row) for row in zip(*(r + [""] * (6 - len(r)) for r in GOALS))])
UNWRITTEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
)  # what Excel and XML cannot hold


def _csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("gb18030" if len(rows) % 2 else "utf-8")


def _xlsx(rows: list[list[str]]) -> bytes:
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append([f"'{cell}" if cell.startswith("=") else cell for cell in row])
    book.active.merge_cells(start_row=1, end_row=1 + len(rows) % 3, start_column=1, end_column=2)
    book.save(out)
    return out.getvalue()


def _parquet(rows: list[list[str]]) -> bytes:
    import pandas as pd

    out, width = io.BytesIO(), max(map(len, rows))
    names = [f"{n}{name}" for n, name in enumerate(rows[0] + [""] * (width - len(rows[0])))]
    pd.DataFrame([r + [""] * (width - len(r)) for r in rows], columns=names).to_parquet(out)
    return out.getvalue()


def _page(rows: list[list[str]]) -> bytes:
    cells = ("".join(f"<td colspan={1 + len(c) % 2}>{c}</td>" for c in row) for row in rows)
    return (
        "<html><body><table>" + "".join(f"<tr>{c}</tr>" for c in cells) + "</table></body></html>"
    ).encode()


def _docx(rows: list[list[str]]) -> bytes:
    import docx

    document, out = docx.Document(), io.BytesIO()
    table = document.add_table(len(rows), max(map(len, rows)))
    for line, row in zip(table.rows, rows):
        for place, cell in zip(line.cells, row):
            place.text = cell
    document.save(out)
    return out.getvalue()


def _pdf(is_ruled: bool, rows: list[list[str]]) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out, xs = io.BytesIO(), [40, 90, 260, 310, 390, 480, 560]
    page = Canvas(out)
    for first in range(0, len(rows), 25):
        page.setFont("STSong-Light", 9)
        part = rows[first : first + 25]
        ys = [800 - 24 * n for n in range(len(part) + 1)]
        for y in ys if is_ruled else (ys[0], ys[min(1, len(part))], ys[-1]):
            page.line(xs[0], y, xs[-1], y)
        for x in xs if is_ruled else ():
            page.line(x, ys[0], x, ys[-1])
        for y, row in zip(ys, part):
            for x, cell in zip(xs, row):
                page.drawString(x + 3, y - 10, cell[:18])
                page.drawString(x + 3, y - 20, cell[18:36])
        page.showPage()
    page.save()
    return out.getvalue()


WRITERS: dict[str, Callable[[list[list[str]]], bytes]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
    ".html": _page,
    ".docx": _docx,
    ".pdf": functools.partial(_pdf, True),
    ".book.pdf": functools.partial(_pdf, False),
}


def check_codebook(data: bytes, folder: Path) -> str:
    """Four bytes choose file, row and column; the rest is the cell, in words or as it stands."""
    book = folder / "codebook"
    if not book.exists():
        shutil.copytree(CODEBOOK, book)
    data = data.ljust(5, b"\0")
    names = sorted(name for name, file in codebook.FILES.items() if file.columns)
    name = names[data[0] % len(names)]
    columns = codebook.FILES[name].columns
    path = book / f"{name}.csv"
    rows = csv_rows(CODEBOOK / path.name) or [dict.fromkeys(columns, "")]
    rows[int.from_bytes(data[1:3]) % len(rows)][columns[data[3] % len(columns)]] = cell(data[4:])
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8", "replace"))
    try:
        return with_codebook(book, folder)
    finally:
        shutil.copy(CODEBOOK / path.name, path)


def cell(data: bytes) -> str:
    if data[0] % 2:
        return data[1:].decode("utf-8", "replace")
    choice = (*CELLS, *PIECES)
    return "".join(choice[byte % len(choice)] for byte in data[1:])


def with_codebook(folder: Path, work: Path) -> str:
    """Every stage that reads the codebook; it may be refused in words that name the file."""
    try:
        book = codebook.load(folder)
    except codebook.CodebookError as error:
        return "" if ".csv" in str(error) else f"names no file: {error}"
    places = regions.of(book)
    path = work / "plan.txt"
    path.write_text(PLAN, "utf-8")
    if said := broken_promises(path, book, targets.words_of(book), places):
        return said
    found = corpus.read_corpus(path, book)
    if odd := [p.plan_id for p in found.plans if Path(p.plan_id).name != p.plan_id]:
        return f"plan ids that lead out of their folder: {odd}"
    plans = tables.frame("plans", [{"plan_id": p.plan_id, "region_code": p.region_code} for p in found.plans])
    rows = [clause._asdict() | {"plan_id": plan.plan_id} for plan in found.plans for clause in plan.clauses]
    coding.read(plans, tables.frame("clauses", rows), book)
    made = [collation.collated(plan, targets.words_of(book))[0] for plan in found.plans]
    frames = [tables.frame(n, [r for m in made for r in getattr(m, n)]) for n in ("targets", "numerals")]
    corrections.of_plans(*frames, found.plans, book, ())
    corrections.of_others(found.plans, book)
    return ""


# ------------------------------------------------------------------------------------------- sound input


@functools.cache
def word_file() -> bytes:
    import docx

    document = docx.Document()
    for line in PLAN.split("\n\n"):
        document.add_paragraph(line)
    table = document.add_table(2, 3)
    for place, text in enumerate(("指标", "单位", "2025年", "高新技术企业数", "家", "8000")):
        table.cell(place // 3, place % 3).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def main_part() -> bytes:
    with zipfile.ZipFile(io.BytesIO(word_file())) as archive:
        return archive.read("word/document.xml")


def packed(part: bytes) -> bytes:
    """A Word file with this main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file())) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            new.writestr(item.filename, part if item.filename == "word/document.xml" else old.read(item))
    return out.getvalue()


def pdf_file() -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    page = Canvas(out, pageCompression=0)
    page.setFont("STSong-Light", 11)
    for number, line in enumerate(filter(None, PLAN.split("\n"))):
        page.drawString(60, 800 - 20 * number, line)
    page.save()
    return out.getvalue()


def file_seeds() -> list[bytes]:
    page = "".join(f"<p>{line}</p>" for line in PLAN.split("\n\n"))
    table = "<table><tr><td rowspan=2>指标</td><td>2025年</td></tr><tr><td>50家</td></tr></table>"
    whole = f"<html><body>{page}{table}</body></html>"
    record = '{"title": "规划", "text": "' + PLAN.replace("\n", "\\n") * 3 + '\\u5230"}'
    cells = f'title,text\n规划,"{PLAN * 3}"\n'
    texts = {".txt": PLAN, ".html": whole, ".json": record, ".csv": cells}
    seeds = [bytes([SUFFIXES.index(suffix)]) + text.encode() for suffix, text in texts.items()]
    seeds += [b"\0" + PLAN.encode(name) for name in ("gb18030", "utf-16", "big5hkscs") if _fits(name)]
    seeds += [bytes([SUFFIXES.index(".docx")]) + main_part(), bytes([SUFFIXES.index(".pdf")]) + pdf_file()]
    raw = sorted((ROOT / "data" / "raw").glob("*.txt"))
    return seeds + [b"\0" + p.read_bytes()[: LONGEST - 1] for p in raw]


def _fits(encoding: str) -> bool:
    try:
        return bool(PLAN.encode(encoding))
    except UnicodeEncodeError:
        return False


def sentence_seeds() -> list[bytes]:
    drawn = random.Random(0)
    return [drawn.randbytes(n) for n in (20, 60, 200, 600)]


def codebook_seeds() -> list[bytes]:
    return [bytes([n, 0, n, n % 7, n % 2]) + bytes(range(n % 5)) for n in range(2 * len(codebook.FILES))]


def document_seeds() -> list[bytes]:
    drawn = random.Random(1)
    return [bytes([n]) + drawn.randbytes(2 + 4 * (n % 9)) for n in range(40)]


def sheet_seeds() -> list[bytes]:
    drawn = random.Random(2)
    heads = [bytes([table, kind]) for table in range(len(SHEETS)) for kind in range(len(WRITERS))]
    return heads + [head + drawn.randbytes(4 * (1 + n % 5)) for n, head in enumerate(heads)]


ENTRIES = {
    "files": Entry(guarded(check_file), file_seeds),
    "documents": Entry(guarded(check_documents), document_seeds),
    "sheets": Entry(guarded(check_sheets), sheet_seeds),
    "sentences": Entry(guarded(check_sentences), sentence_seeds),
    "codebook": Entry(guarded(check_codebook), codebook_seeds),
}


# ------------------------------------------------------------------------------------------------- runs


def mutated(seeds: Sequence[bytes], drawn: random.Random) -> bytes:
    """A sound input with up to a dozen edits."""
    data = bytearray(drawn.choice(seeds)[:LONGEST])
    for _ in range(drawn.randint(1, 12)):
        at = drawn.randrange(len(data) + 1)
        change = drawn.randrange(4)
        if change == 0:
            data[at:at] = drawn.choice(JOINTS).encode("utf-8", "surrogatepass")
        elif change == 1:
            del data[at : at + drawn.randint(1, 200)]
        elif change == 2:
            data[at:at] = drawn.randbytes(drawn.randint(1, 20))
        else:
            other = drawn.choice(seeds)
            first = drawn.randrange(len(other))
            data[at:at] = other[first : first + drawn.randint(1, 500)]
    return bytes(data)


class Kept:
    """Faults found, each input in a file of its own."""

    def __init__(self, name: str):
        self.name, self.runs, self.said = name, 0, set()
        self.folder = Path(tempfile.gettempdir()) / "cityplans-fuzz"
        self.folder.mkdir(exist_ok=True)

    def add(self, data: bytes, said: str) -> None:
        self.runs += 1
        if said and said[:60] not in self.said:
            self.said.add(said[:60])
            path = self.folder / f"{self.name}-{os.getpid()}-{self.runs}"
            path.write_bytes(data)
            print(f"{path}: {said}", flush=True)

    def report(self) -> None:
        print(f"{self.name}: {self.runs} inputs, {len(self.said)} faults", flush=True)


def at_random(entry: Entry, kept: Kept, seconds: float, seed: int) -> None:
    seeds, drawn, end = entry.seeds(), random.Random(seed), time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            data = mutated(seeds, drawn)
            kept.add(data, entry.check(data, Path(folder)))


def guided(entry: Entry, kept: Kept, seconds: float, seed: int) -> None:
    """Atheris takes the process over, so this ends it itself when the time is over."""
    end = time.monotonic() + seconds
    seeds = Path(tempfile.mkdtemp())
    for number, data in enumerate(entry.seeds()):
        (seeds / str(number)).write_bytes(data[:LONGEST])
    work = Path(tempfile.mkdtemp())

    def one(data: bytes) -> None:
        kept.add(data, entry.check(data, work))
        if time.monotonic() > end:
            kept.report()
            shutil.rmtree(seeds)
            shutil.rmtree(work)
            os._exit(1 if kept.said else 0)

    options = [f"-max_len={LONGEST}", f"-seed={seed % 2**31}", "-len_control=0", "-rss_limit_mb=0"]
    options.append(f"-artifact_prefix={kept.folder}/")
    atheris.Setup([sys.argv[0], *options, str(seeds)], one)
    atheris.Fuzz()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="run.py fuzz")
    parser.add_argument("seconds", nargs="?", type=float, default=60.0)
    parser.add_argument("seed", nargs="?", type=int, default=int(time.time()))
    parser.add_argument("--entry", choices=ENTRIES)
    parser.add_argument("--atheris", action="store_true", help="guided by the branches of the code")
    asked = parser.parse_args(arguments)
    names = [asked.entry] if asked.entry else list(ENTRIES)
    if asked.atheris and not asked.entry:
        parser.error("--atheris takes the process over: name one --entry")
    old_word._office = lambda: None  # LibreOffice is not what is tried here
    print(f"seed {asked.seed}", flush=True)
    faults = 0
    for name in names:
        kept = Kept(name)
        (guided if asked.atheris else at_random)(ENTRIES[name], kept, asked.seconds / len(names), asked.seed)
        kept.report()
        faults += len(kept.said)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
