"""Work on the codebook: files in people's encodings, rows proposed, and what a change would change."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from cityplans import __main__ as commands
from cityplans import codebook as codebooks
from cityplans import edited, pipeline, tables
from cityplans.checking import proposals
from cityplans.extraction.words import indicators
from cityplans.publishing.telling import preview as previews
from conftest import ROOT
from extraction_rows import book
from test_suggest import extracted

CODEBOOK = ROOT / "data/codebook"


def text_of(path: Path) -> str:
    """A file of the codebook, which a person may have saved as GBK."""
    return edited.decoded(path.read_bytes())[0]


def written(path: Path, text: str) -> None:
    path.write_bytes(edited.form_of(path).bytes_of(text))


def added_to(path: Path, rows: str) -> None:
    written(path, text_of(path) + rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_goes_back_as_it_came(encoding, end):
    data = "指标,é\n研发强度,1\n".replace("é", "甲").replace("\n", end).encode(encoding)
    text, form = edited.decoded(data)
    assert text == "指标,甲\n研发强度,1\n" and form.bytes_of(text) == data


def test_a_codebook_saved_by_excel_in_china_is_the_same_codebook(tmp_path):
    folder = shutil.copytree(CODEBOOK, tmp_path / "codebook")
    for name, encoding in (("units.csv", "gb18030"), ("verbs.csv", "utf-8"), ("stopwords.txt", "gb18030")):
        path = folder / name
        path.write_bytes(text_of(path).replace("\n", "\r\n").encode(encoding))
    assert codebooks.load(folder) == codebooks.load(CODEBOOK)


@pytest.mark.parametrize(
    ("sign", "en", "zh"), [("\t", "tabs", "制表符"), (";", "semicolons", "分号"), ("，", "“，”", "全角逗号")]
)
def test_a_file_whose_cells_are_not_parted_by_commas_says_so(tmp_path, sign, en, zh):
    folder = shutil.copytree(CODEBOOK, tmp_path / "codebook")
    path = folder / "unit_names.csv"
    written(path, text_of(path).replace(",", sign))
    with pytest.raises(codebooks.CodebookError, match=f"unit_names.csv: .* parted by {en}") as caught:
        codebooks.load(folder)
    assert f"以{zh}分隔" in caught.value.told("zh") and "CSV UTF-8" in caught.value.told("zh")


@pytest.mark.parametrize(
    ("unit", "fault"),
    [
        ("圆", "unit “圆” is not known; nearest|unit “圆” is not known; use one of"),
        ("件/万圆", "unit “件/万圆” is not known"),
        ("件/百万人", ""),
        ("", ""),
    ],
)
def test_a_unit_that_no_number_can_have_is_named(tmp_path, unit, fault):
    folder = shutil.copytree(CODEBOOK, tmp_path / "codebook")
    path = folder / "indicators.csv"
    rows = list(csv.DictReader(io.StringIO(text_of(path))))
    next(row for row in rows if row["indicator_id"] == "rd_expenditure")["unit"] = unit
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    if not fault:
        codebooks.load(folder)
        return
    with pytest.raises(codebooks.CodebookError, match=fault):
        codebooks.load(folder)


def test_every_csv_of_the_codebook_opens_in_excel():
    """As UTF-8 with its mark, or as Excel in China saves it."""
    without = {p.name for p in CODEBOOK.glob("*.csv") if edited.form_of(p).encoding == "utf-8"}
    assert without <= {"confidence.csv"}  # the program writes it, nobody edits it


def rows_of(file: str, proposed) -> list[dict]:
    return list(csv.DictReader(io.StringIO(proposals.as_csv(file, proposed))))


def test_the_rows_proposed_give_every_phrase_a_key(tmp_path):
    """Pasted as they are, the codebook is sound and knows the phrase; most frequent first."""
    targets = extracted(
        "滑雪道达到30条。滑雪道增速达到8%。", "滑雪道达到20条。PM2.5浓度不高于30微克/立方米。"
    )["targets"]
    made = proposals.of_indicators(targets, book())
    assert (made[0].phrase, made[0].plans, made[0].sentence) == ("滑雪道", 2, "滑雪道达到30条")
    folder = shutil.copytree(CODEBOOK, tmp_path / "codebook")
    for file in ("indicators", "indicator_terms"):
        added = proposals.as_csv(file, made).splitlines()[1:]
        path = folder / f"{file}.csv"
        columns = text_of(path).splitlines()[0].split(",")
        assert columns == list(rows_of(file, made)[0])
        added_to(path, "".join(f"{line}\n" for line in added))
    pasted = codebooks.load(folder)
    row = rows_of("indicators", made)[0]
    assert (row["unit"], row["direction"], row["comparable"]) == ("条", "1", "total")
    known = indicators.indicators_of(pasted)
    assert indicators.indicator_id("滑雪道", "条", "level", known) == row["indicator_id"]


def test_a_phrase_very_like_a_known_one_is_proposed_as_its_term():
    (made,) = proposals.of_indicators(_unkeyed("国家高新技术企业们", "家"), book())
    assert set(made.rows) == {"indicator_terms"}
    assert made.rows["indicator_terms"]["indicator_id"] == "hightech_firms"


@pytest.mark.parametrize(
    ("phrase", "unit"),
    [
        ("千人技师学院", "所"),  # of a size: fewer than all technician colleges
        ("增加值占比", "%"),  # of what the sentence says before
        ("新认定省（重点）企业研究院", "家"),  # those of the province and its key ones
    ],
)
def test_what_is_narrower_wider_or_two_things_is_no_term_of_a_known_indicator(phrase, unit):
    (made,) = proposals.of_indicators(_unkeyed(phrase, unit), book())
    assert set(made.rows) == {"indicators", "indicator_terms"}


def test_no_proposal_contradicts_the_rows_read_by_hand():
    """A phrase is proposed as a term of a known key only where the reader gave it that key."""
    targets = tables.read(ROOT / "data/processed", "targets")
    known = {r["indicator_id"] for r in book()["indicators"]}
    read = {}
    for path in sorted((ROOT / "tests/gold").glob("*-20*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            read.setdefault((row["doc"], row["value_text"].replace(" ", "")), set()).add(row.get("canon"))
    wrong = []
    for one in proposals.of_indicators(targets, book()):
        key = one.rows["indicator_terms"]["indicator_id"]
        if key in known:
            place = targets[targets["quote"] == one.sentence].iloc[0]
            wrong += [] if key in read.get(_read_at(place), set()) else [(one.phrase, key)]
    assert wrong == []


def _read_at(row) -> tuple[str, str]:
    return "-".join(row["plan_id"].split("-")[:2]), row["value_text"].replace(" ", "")


def _unkeyed(phrase: str, unit: str):
    row = {"target_id": "t", "plan_id": "p", "indicator_text": phrase, "unit": unit, "measure": "level"}
    return tables.frame("targets", [row | {"start": 0, "end": 1, "quote": phrase, "comparator": "eq"}])


def test_nouns_without_theme_are_proposed_with_that_of_their_paragraphs():
    targets = tables.frame("targets", [
        {"target_id": f"t{n}", "plan_id": "p", "clause_id": c, "indicator_text": "滑雪道", "theme": "other",
         "start": n, "quote": "滑雪道30条"} for n, c in enumerate("aab")])  # fmt: skip
    shares = [("a", "other", 0.6), ("a", "parks_space", 0.4), ("b", "talent", 1.0), ("c", "talent", 1.0)]
    themes = tables.frame("themes", [
        {"plan_id": "p", "clause_id": c, "theme": t, "weight": w} for c, t, w in shares])  # fmt: skip
    (made,) = proposals.of_themes(targets, themes)
    assert made.rows == {"target_themes": {"noun": "滑雪道", "theme": "parks_space", "weak": ""}}


def preview(targets: str, lang: str, **changed) -> str:
    """What `check` says of the targets of a text when some of them change in these fields."""
    frames = extracted(targets)
    plan = {"plan_id": "p0", "region": "湖州市", "title": "滑雪", "date": "2027-01-01", "status": "final"}
    empty = {name: tables.frame(name, []) for name in ("editions", "themes")}
    before = frames | empty | {"plans": tables.frame("plans", [plan])}
    after = before | {"targets": before["targets"].assign(**changed)}
    return previews.told(before, after, book(), lang)


def test_what_a_change_would_change_is_told_row_by_row():
    text = "滑雪道达到30条。"
    assert preview(text, "zh") == "表中没有一行会改变。" and preview(text, "en").startswith("No row")
    said = preview(text, "zh", indicator_id="hightech_firms").splitlines()
    assert (
        len(said) == 2
        and said[0].endswith("(1)")
        and "滑雪道达到30条" in said[1]
        and "高新技术企业" in said[1]
    )


def test_paragraphs_that_change_their_theme_are_told():
    clause = {"clause_id": "c", "plan_id": "p", "text": "发展滑雪产业", "start": 0, "end": 6}
    one = {name: tables.frame(name, []) for name in ("plans", "editions", "targets")}
    one["clauses"] = tables.frame("clauses", [clause])
    of = lambda *shares: one | {"themes": tables.frame("themes", [  # noqa: E731
        {"plan_id": "p", "clause_id": "c", "theme": t, "weight": w} for t, w in shares])}  # fmt: skip
    before, after = of(("talent", 0.6), ("other", 0.4)), of(("talent", 0.4), ("firms_industry", 0.6))
    said = previews.told(before, after, book(), "zh")
    assert said.startswith("段落的主题 (1)") and "人才" in said and "“发展滑雪产业”" in said
    assert previews.told(before, of(("talent", 0.9), ("other", 0.1)), book(), "zh") == "表中没有一行会改变。"


@pytest.mark.slow
def test_check_writes_nothing_and_sees_what_the_codebook_now_says(tmp_path, capsys):
    """A term for a phrase without a key, tried on tables of one file."""
    (raw := tmp_path / "raw").mkdir()
    text = "湖州市滑雪行动计划\n一、目标\n到2027年，全市滑雪道达到30条，高新技术企业达到40家。\n"
    text += "（一）发展滑雪产业。建设滑雪场，培养滑雪人才，举办滑雪比赛。\n" * 40
    (raw / "a.txt").write_text(text, encoding="utf-8")
    folder = shutil.copytree(CODEBOOK, tmp_path / "codebook")
    out = tmp_path / "out"
    pipeline.build(raw, out, folder)
    before = (out / "targets.csv").read_bytes()
    added_to(folder / "indicator_terms.csv", "hightech_firms,滑雪道,,条,\n")
    argv = ["--raw", str(raw), "--out", str(out), "--codebook", str(folder), "--lang", "zh"]
    assert commands.main(["codebook", "check", *argv]) == 0
    said = capsys.readouterr().out
    assert "滑雪道" in said and "(1)" in said and (out / "targets.csv").read_bytes() == before


def test_check_without_files_does_not_say_that_every_plan_would_go(tmp_path, capsys):
    assert commands.main(["codebook", "check", "--raw", str(tmp_path / "no"), "--lang", "en"]) == 1
    assert "no: no such file or folder" in capsys.readouterr().err
    assert commands.main(["codebook", "check", "--raw", str(tmp_path), "--lang", "zh"]) == 1


def test_check_names_every_fault_and_the_nearest_key(tmp_path, capsys):
    folder = shutil.copytree(CODEBOOK, tmp_path / "codebook")
    added_to(folder / "indicator_terms.csv", "hightech_firm,滑雪道,,条,\nrd_intensty,雪,,条,\n")
    assert commands.main(["codebook", "check", "--codebook", str(folder), "--lang", "zh"]) == 1
    said = capsys.readouterr().err
    assert "不认识 indicator_id“hightech_firm”；相近的有 hightech_firms" in said and "rd_intensity" in said
