"""What people's own files may hold: cells of codebook, corrections and workbook of any content (hypothesis).

Whatever stands in them, a run ends with tables or with one message that names the file.
"""

from __future__ import annotations

import csv
import datetime
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cityplans import codebook as codebooks
from cityplans import csv_text, schema, tables
from cityplans.comparison.coding import coding
from cityplans.extraction import collation
from cityplans.extraction.words.words import words_of
from cityplans.publishing.workbook import imported as importing
from cityplans.publishing.workbook.edits import EditError
from cityplans.publishing.workbook.targets import SNAPSHOT
from cityplans.publishing.workbook.xlsx import HEAD
from cityplans.reading.corpus import read_corpus
from strategies import PLAN, csv_rows
from workbook_rows import built, corrected

CODEBOOK = Path("data/codebook")
SIGNS = ("(", "[", "\\", "*", "?", "{2", "(?P<a>", "|", "；；", '"', "\x00")
NASTY = st.sampled_from(("", "abc", "-1", "1e309", "nan", "x" * 999, *SIGNS))
FILES = sorted(name for name, file in codebooks.FILES.items() if file.columns and not file.is_optional)
CELLS = [(name, column) for name in FILES for column in codebooks.FILES[name].columns]
WORDS = [(name, column) for name in FILES for column in codebooks.FILES[name].words]
ANY = settings(  # not shrunk: an example takes half a second
    max_examples=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.txt"
    path.write_text(PLAN, "utf-8")
    return path


@pytest.fixture(scope="module")
def own_codebook(tmp_path_factory) -> Path:
    return shutil.copytree(CODEBOOK, tmp_path_factory.mktemp("book") / "codebook")


@settings(ANY, max_examples=8)
@given(st.sampled_from(CELLS), st.integers(0, 10**6), NASTY)
@example(("units", "not_before"), 3053, "*")
@example(("comparators", "term"), 51127, "(?P<a>")
@example(("strength", "term"), 0, "(?P<a>")
def test_any_cell_of_the_codebook_gives_tables_or_a_message(plan_file, own_codebook, cell, place, value):
    name, column = cell
    path = own_codebook / f"{name}.csv"
    rows = csv_rows(CODEBOOK / path.name)
    rows[place % len(rows)][column] = value
    write(path, rows)
    try:
        run(plan_file, codebooks.load(own_codebook))
    except codebooks.CodebookError as error:
        assert ".csv: " in str(error)
    finally:
        shutil.copy(CODEBOOK / path.name, path)


def test_the_plan_tried_is_one_with_targets(plan_file):
    assert run(plan_file, codebooks.load(CODEBOOK)) >= 10


def test_a_row_without_its_word_is_named(tmp_path):
    """Found by fuzzing: an empty verb was searched for without end. A row for each word of each file."""
    damaged = shutil.copytree(CODEBOOK, tmp_path / "codebook")
    for name in {name for name, _ in WORDS}:
        path = damaged / f"{name}.csv"
        rows = csv_rows(path)
        full = [row for row in rows if sum(map(bool, row.values())) > 1]
        for row, column in zip(full, [column for of, column in WORDS if of == name]):
            row[column] = " "
        if name == "indicator_terms":
            full[-1]["include"] = "+"
        write(path, rows)
    with pytest.raises(codebooks.CodebookError) as refused:
        codebooks.load(damaged)
    named = re.findall(r"(\w+)\.csv: (\w+) is empty", str(refused.value))
    assert {*named} == {*WORDS} and named.count(("indicator_terms", "include")) == 2


@pytest.mark.parametrize(
    "circle, said",
    [
        ({"330000": "330000"}, "parent_code of 330000 leads back"),
        ({"330000": "330200"}, "parent_code of 330000 leads back"),
        ({"330000": "99"}, "parent_code “99” is not known"),
    ],
)
def test_regions_that_lie_in_themselves_or_nowhere_are_named(own_codebook, circle, said):
    path = own_codebook / "regions.csv"
    known = csv_rows(CODEBOOK / path.name)
    rows = [r | {"parent_code": circle.get(r["code"], r["parent_code"])} for r in known]
    try:
        write(path, rows)
        with pytest.raises(codebooks.CodebookError, match=said):
            codebooks.load(own_codebook)
    finally:
        shutil.copy(CODEBOOK / path.name, path)


def write(path: Path, rows: list[dict]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def run(path: Path, book: codebooks.Codebook) -> int:
    """Every stage that reads the codebook, on one small plan; how many targets were found."""
    found = read_corpus(path, book)
    assert [p for p in found.problems if p.problem == "internal_error"] == []
    targets = [row for plan in found.plans for row in collation.collated(plan, words_of(book))[0].targets]
    tables.frame("targets", targets)
    rows = [clause._asdict() | {"plan_id": plan.plan_id} for plan in found.plans for clause in plan.clauses]
    plans = [{"plan_id": p.plan_id, "region": p.region, "region_code": p.region_code} for p in found.plans]
    coding.read(tables.frame("plans", plans), tables.frame("clauses", rows), book)
    return len(targets)


class Draft(tuple):
    """Folder, tables and plans; not printed whole where a test fails."""

    def __repr__(self) -> str:
        return "Draft"


@pytest.fixture(scope="module")
def draft(begun, tmp_path_factory):
    """Tables, workbook and codebook of one plan."""
    root = tmp_path_factory.mktemp("draft")
    desk = begun[0].copied(root)
    shutil.copy(desk.xlsx, root / "as-written.xlsx")
    plans = read_corpus(desk.raw, codebooks.load(desk.codebook)).plans
    return Draft((root, desk.frames, plans))


FIELDS = [*schema.TABLES["targets"].columns, "add", "is_target", "no such field", ""]


@ANY
@given(st.data())
def test_any_correction_is_applied_or_named_and_the_tables_stay_valid(draft, data):
    _root, frames, plans = draft
    targets = frames["targets"]
    row = targets.iloc[data.draw(st.integers(0, len(targets) - 1))]
    anything = st.one_of(NASTY, st.text(max_size=20))
    field = data.draw(st.sampled_from(FIELDS))
    correction = {
        "plan_id": data.draw(st.one_of(st.just(row["plan_id"]), anything)),
        "quote": data.draw(st.one_of(st.just(row["quote"]), anything)),
        "field": field,
        "old": data.draw(st.one_of(st.just(str(row.get(field, ""))), anything)),
        "new": data.draw(anything),
        "reason": "",
        "by": "",
        "date": "",
    }
    book = codebooks.load(CODEBOOK)
    book = codebooks.Codebook(book.folder, {**book.rows, "corrections": (correction,)}, "edited")
    after, _, problems = corrected(targets, frames["numerals"], plans, book)
    rows = after.astype(object).where(after.notna(), None).to_dict("records")
    assert tables.frame("targets", rows).equals(after)
    known = set(targets["plan_id"])
    is_said = bool(problems) or correction["plan_id"] not in known or correction["new"] == correction["old"]
    assert csv_text.to_csv(after) != csv_text.to_csv(targets) or is_said, correction


CELL = st.one_of(
    NASTY.filter(lambda text: "\x00" not in text),
    st.text(st.characters(min_codepoint=32, blacklist_categories=("Cs", "Cc")), max_size=30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**12), 10**12),
    st.booleans(),
    st.none(),
    st.just("=1/0"),
    st.just(datetime.date(2025, 12, 31)),
)


@settings(ANY, max_examples=4)
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 40), CELL), min_size=1, max_size=12))
def test_any_cell_of_the_workbook_is_taken_or_refused_in_words(draft, edits):
    root, _frames, _ = draft
    book = load_workbook(root / "as-written.xlsx")
    sheet = book["目标"]
    for row, column, value in edits:
        sheet.cell(HEAD + 2 + row % (sheet.max_row - HEAD), column).value = value
    book.save(root / "edited.xlsx")
    try:
        done = importing.import_workbook(root / "edited.xlsx", root / "out", root / "codebook", "2026-01-31")
        for lang in ("zh", "en"):
            assert done.said and "Traceback" not in done.told(lang)
        changed, _, problems = built(root / "raw", root / "codebook", compared=False)
        assert len(changed["targets"]) >= 0 and not [p for p in problems if p.problem == "internal_error"]
    finally:
        shutil.copy(CODEBOOK / "corrections.csv", root / "codebook" / "corrections.csv")


@settings(ANY, max_examples=8)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=30))
def test_a_damaged_workbook_is_refused_in_words(draft, place, junk):
    root, _frames, _ = draft
    data = (root / "as-written.xlsx").read_bytes()
    at = place % len(data)
    (root / "damaged.xlsx").write_bytes(data[:at] + junk + data[at + len(junk) :])
    try:
        importing.import_workbook(root / "damaged.xlsx", root / "out", root / "codebook", "2026-01-31")
    except EditError as error:
        assert "damaged.xlsx" in str(error)
    finally:
        shutil.copy(CODEBOOK / "corrections.csv", root / "codebook" / "corrections.csv")


def test_a_snapshot_that_is_no_json_is_refused_in_words(draft):
    root, *_ = draft
    book = load_workbook(root / "as-written.xlsx")
    for sheet in book.worksheets:
        if sheet.title.startswith(SNAPSHOT):
            cell = next(row[1] for row in sheet.iter_rows() if str(row[1].value or "").startswith("{"))
            cell.value = cell.value[:-3]
    book.save(root / "snapshot.xlsx")
    with pytest.raises(EditError, match="fresh workbook"):
        importing.import_workbook(root / "snapshot.xlsx", root / "out", root / "codebook", "2026-01-31")
