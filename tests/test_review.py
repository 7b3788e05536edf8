"""The queue of rows to look at: what is in it, what a verdict does, and what the looked-at rows say."""

from __future__ import annotations

import csv

import pytest
from openpyxl import Workbook, load_workbook

from cityplans import __main__ as commands
from cityplans import tables
from cityplans.checking import review
from cityplans.checking.review import Looked
from cityplans.codebook import Codebook
from cityplans.errors import Both
from cityplans.extraction import confidence, correctable
from cityplans.extraction.corrections import VERDICT
from cityplans.publishing.telling import reviewed
from cityplans.publishing.telling.view import View
from cityplans.publishing.workbook import imported, verdicts
from cityplans.publishing.workbook.edits import text_of
from cityplans.publishing.workbook.xlsx import HEAD, read_back, yes_no
from conftest import ROOT
from desks import TODAY, Desk, Page


def row(target_id: str, sure: float = 0.5, **more) -> dict:
    made = {"target_id": target_id, "plan_id": "p", "quote": target_id, "indicator_text": "甲", "start": 0}
    made |= dict.fromkeys(correctable.JUDGED) | {"value_low": 3.0, "value_high": 3.0, "horizon": 2025}
    return made | {"confidence": sure, "doubts": ""} | more


def verdict(of: dict, new: str, kind: str = "doubtful") -> dict:
    key = dict(zip(("plan_id", "quote", "indicator_text", "nth"), review.keyed([of])[of["target_id"]]))
    return key | {"field": VERDICT, "old": review.judged(kind, of), "new": new}


@pytest.mark.parametrize(
    ("right", "looked", "low", "high"),
    [  # Clopper and Pearson's tables, 95 %
        (10, 10, 0.6915, 1.0),
        (0, 10, 0.0, 0.3085),
        (8, 10, 0.4439, 0.9748),
        (19, 20, 0.7513, 0.9987),
        (1, 1, 0.025, 1.0),
    ],
)
def test_the_interval_is_the_exact_one(right, looked, low, high):
    found = review.of_sample(Looked(20, looked, right))
    assert found.share == right / looked
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_nothing_is_said_before_anything_was_looked_at():
    assert review.of_sample(Looked(20, 0, 0)) is None
    assert review.of_all({"doubtful": Looked(4, 3, 1), "sample": Looked(20, 10, 10)}, 100) is None


def test_of_all_rows_the_doubtful_are_counted_and_the_others_estimated():
    """100 rows, 20 doubtful of which 10 were right; of the other 80 a sample of 10, 8 right (0.4439–0.9748):
    (10 + 80 × 0.8) / 100 = 0.74, from (10 + 35.51) / 100 to (10 + 77.98) / 100."""
    found = review.of_all({"doubtful": Looked(20, 20, 10), "sample": Looked(20, 10, 8)}, 100)
    assert [round(x, 3) for x in found] == [0.74, 0.455, 0.880]


def test_the_queue_is_the_doubtful_least_sure_first_then_a_sample_of_the_others():
    rows = [row("a", 0.79), row("b", 0.3), *(row(f"s{i}", 0.8) for i in range(25)), row("none", None)]
    found = review.queue(rows, [])
    assert [q.row["target_id"] for q in found[:2]] == ["b", "a"]
    assert [q.kind for q in found] == ["doubtful"] * 2 + ["sample"] * review.DRAWN
    ids = [q.row["target_id"] for q in found[2:]]
    assert ids == sorted(ids, key=review.drawn) and [
        q.row["target_id"] for q in review.queue(rows[::-1], [])
    ] == [q.row["target_id"] for q in found]


def test_a_verdict_is_remembered_until_the_row_is_read_otherwise():
    a = row("a")
    assert [q.verdict for q in review.queue([a], [verdict(a, "keep")])] == ["keep"]
    other = a | {"value_low": 4.0}
    assert [q.verdict for q in review.queue([other], [verdict(a, "keep")])] == [""]
    assert [q.verdict for q in review.queue([other], [verdict(a, "mend")])] == ["mend"]


def test_a_verdict_on_one_of_several_rows_of_the_same_words():
    one, two = row("a", start=5, quote="q"), row("b", start=9, quote="q")
    said = verdict(one, "keep") | {"nth": "2"}
    found = {q.row["target_id"]: q.verdict for q in review.queue([one, two], [said])}
    assert found == {"a": "", "b": "keep"}


def test_dropped_rows_stay_counted_as_wrong():
    """Two doubtful rows kept, one dropped and gone; of the sample one dropped: 19 are left to draw."""
    kept = [row("a"), row("b")]
    others = [row(f"s{i:02}", 0.9) for i in range(30)]
    said = [verdict(r, "keep") for r in kept]
    said += [verdict(row("gone"), "drop"), verdict(row("sure", 0.9), "drop", "sample")]
    found = review.looked([*kept, *others], said)
    assert found == {"doubtful": Looked(3, 3, 2), "sample": Looked(20, 1, 0)}


@pytest.mark.parametrize(
    ("doubtful", "sample", "wanted"),
    [
        (Looked(41, 37, 20), Looked(20, 0, 0), None),
        (Looked(41, 37, 20), Looked(20, 1, 1), "抽查的行看了1行，不足10行，不估计"),
        (Looked(41, 37, 20), Looked(20, 9, 9), "抽查的行看了9行，不足10行，不估计"),
        (Looked(41, 37, 20), Looked(20, 10, 10), "不存疑的行中约100%全对（95%精确区间69%–100%）"),
        (Looked(20, 20, 10), Looked(20, 10, 8), "全部行中约74%全对（95%精确区间46%–88%）"),
    ],
)
def test_what_is_said_of_rows_looked_at(monkeypatch, doubtful, sample, wanted):
    monkeypatch.setattr(review, "looked", lambda rows, said: {"doubtful": doubtful, "sample": sample})
    hundred = tables.frame("targets", [{"target_id": str(n)} for n in range(100)])
    view = View({"targets": hundred}, Codebook(ROOT, {"corrections": ()}, ""))
    assert reviewed.counted(view)[0] == f"存疑的{doubtful.rows}行已看{doubtful.looked}行。"
    said = reviewed.estimated(view)
    assert said is None if wanted is None else wanted in said[0]


def test_verdicts_on_plans_that_are_not_here_do_not_count():
    said = [verdict(row("x"), "drop") | {"plan_id": "elsewhere"}]
    assert review.looked([row("a")], said)["doubtful"] == Looked(1, 0, 0)


def test_every_sign_that_a_check_is_named_for_exists():
    assert {*review.CHECK} <= {sign.__name__ for sign in confidence.SIGNS}
    assert review.fields_to_check({"doubts": "gain;no_year;total;of_report"}) == ["measure", "horizon"]


# ------------------------------------------------------------------------------------------- by workbook


def judge(desk: Desk, words: list[str], lang: str = "zh") -> list[str]:
    """Write words into the first cells of the column of verdicts; the ids of their rows."""
    book = load_workbook(desk.xlsx)
    sheet = book["待核" if lang == "zh" else "Review"]
    heads = [str(c.value).replace("✎ ", "") for c in sheet[HEAD + 1]]
    column, ids = heads.index("判断" if lang == "zh" else "Verdict") + 1, len(heads)
    for number, word in enumerate(words, HEAD + 2):
        sheet.cell(number, column).value = word
    book.save(desk.xlsx)
    return [sheet.cell(number, ids).value for number in range(HEAD + 2, HEAD + 2 + len(words))]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ["保留", "剔除", "更正"]), ("en", ["keep", "drop", "mend"])]
)
def test_verdicts_of_the_sheet_are_stored_applied_and_counted(desk, before, lang, words):
    desk.told(lang)
    kept, dropped, mended = judge(desk, words, lang)
    page = Page(desk, lang)
    page.edit(mended, horizon=2031)
    page.save()
    lines = desk.take()
    assert not [line for line in lines if "refused:" in line]
    stored = {(r["field"], r["new"]) for r in desk.stored()}
    verdicts = {("verdict", "keep"), ("verdict", "drop"), ("verdict", "mend")}
    assert stored == verdicts | {("is_target", "false"), ("horizon", "2031")}
    after = desk.build(lang)
    assert {*before} - {*after} == {dropped} and kept in after and mended in after
    assert not [p for p in desk.problems if p.stage == "corrections"]
    said = list(csv.DictReader((desk.codebook / "corrections.csv").open(encoding="utf-8-sig", newline="")))
    found = review.looked(review.rows_of(desk.frames["targets"]), said).values()  # doubtful rows, rows drawn
    assert (sum(part.looked for part in found), sum(part.right for part in found)) == (3, 1)
    assert "3 corrections" not in "".join(desk.take()) and len(desk.stored()) == 5  # again: nothing new


def test_a_value_mended_in_the_sheet_is_in_the_tables_marked_and_counted(desk, before):
    """The orange cell is edited by hand, the file imported, the tables built anew."""
    (mended,) = judge(desk, ["更正"])
    page = Page(desk)
    page.edit(mended, value_low=7.25, value_high=7.25, reason="原文如此", by="李")
    page.save()
    told = desk.take()
    assert len([line for line in told if "→ 7.25" in line]) == 1 and "refused:" not in "".join(told)
    row = desk.build()[mended]
    assert (row["value_low"], row["value_high"]) == (7.25, 7.25)
    assert row["corrected"] is True
    assert "原文如此" in row["correction_note"]
    assert "已看1行" in reviewed.counted(desk.view)[0]


def test_a_word_that_is_no_verdict_and_an_id_that_is_no_target_are_refused(desk, capsys):
    judge(desk, ["也许"])
    (desk.xlsx.parent / "v.csv").write_text("target_id,verdict\nnowhere,keep\n", encoding="utf-8")
    for path, said in ((desk.xlsx, "也许"), (desk.xlsx.parent / "v.csv", "nowhere")):
        status = commands.main(
            ["corrections", "import", str(path), "--out", str(desk.out), "--codebook", str(desk.codebook)]
        )
        assert status == 1 and said in capsys.readouterr().out
    assert desk.stored() == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("key", ["verdict", "target_id"])
def test_a_column_without_which_no_verdict_can_be_read_is_named(desk, lang, key):
    desk.told(lang)
    judge(desk, ["保留"], lang)
    book = load_workbook(desk.xlsx)
    sheet = book["待核" if lang == "zh" else "Review"]
    said = verdicts.HEADED[key]
    heads = [str(c.value).replace("✎ ", "") for c in sheet[HEAD + 1]]
    sheet.delete_cols(heads.index(said[lang == "en"]) + 1)
    book.save(desk.xlsx)
    done = imported.import_workbook(desk.xlsx, desk.out, desk.codebook, TODAY)
    assert done.refused == 1 and desk.stored() == []
    (line,) = [line.told("zh") for line in done.said if "拒绝：" in line.told("zh")]
    assert f"工作表“{sheet.title}”缺少列 {said[0]} / {said[1]}" in line


def test_the_explorers_csv_does_the_same(desk, before):
    some = sorted(before)[:2]
    path = desk.xlsx.parent / "verdicts.csv"
    path.write_text(
        f"\ufefftarget_id,verdict,reason\n{some[0]},keep,\n{some[1]},drop,误读\n", encoding="utf-8"
    )
    done = imported.import_workbook(path, desk.out, desk.codebook, TODAY)
    assert done.refused == 0 and some[1] not in desk.build()
    assert [r["reason"] for r in desk.stored() if r["field"] == "is_target"] == ["误读"]


def says(desk: Desk, *lines: str):
    """Import a CSV of verdicts."""
    path = desk.xlsx.parent / "verdicts.csv"
    path.write_text(
        "\n".join(("target_id,verdict,reason,by,value_low,horizon", *lines)) + "\n", encoding="utf-8"
    )
    return imported.import_workbook(path, desk.out, desk.codebook, TODAY)


def kept_rows(desk: Desk) -> set[tuple[str, str, str, str]]:
    return {(r["field"], r["new"], r["reason"], r["by"]) for r in desk.stored()}


@pytest.fixture
def one(before) -> str:
    """A target of a year and a point value that is not a rank."""
    return next(t for t, r in sorted(before.items()) if r["horizon"] and r["value_low"] == r["value_high"])


@pytest.mark.parametrize(
    ("first", "then", "stored"),
    [
        ("drop,误读,甲,,", "keep,,乙,,", {("verdict", "keep", "", "乙")}),
        ("drop,误读,甲,,", "mend,,,,2031", {("verdict", "mend", "", ""), ("horizon", "2031", "", "")}),
        ("mend,读错,甲,,2031", "keep,,,,", {("verdict", "keep", "", "")}),
        ("mend,读错,甲,,2031", "drop,,,,", {("verdict", "drop", "", ""), ("is_target", "false", "", "")}),
        ("mend,a,甲,,2031", "mend,b,乙,77,", {
            ("verdict", "mend", "b", "乙"), ("horizon", "2031", "a", "甲"),
            ("value_low", "77", "b", "乙"), ("value_high", "77", "b", "乙")}),
        ("keep,对,甲,,", "keep,,,,", {("verdict", "keep", "对", "甲")}),
    ],
)  # fmt: skip
def test_a_new_verdict_takes_the_place_of_the_one_before(desk, one, first, then, stored):
    """Its field rows and its reason go with it: what is not a target by one is a target again by the next."""
    assert says(desk, f"{one},{first}").refused == 0
    assert says(desk, f"{one},{then}").refused == 0
    assert kept_rows(desk) == stored


def test_a_dropped_target_that_is_kept_after_all_is_in_the_next_tables(desk, one):
    says(desk, f"{one},drop,误读,甲,,")
    said = says(desk, f"{one},keep,看错了,甲,,").told("zh")
    assert "是目标：否 → 是（撤回更正）" in said
    assert one in desk.build()


def test_keeping_a_mended_row_keeps_what_was_mended_once_the_tables_show_it(desk, one):
    """The verdict is on the row as the tables have it."""
    says(desk, f"{one},mend,读错,甲,,2031")
    desk.build()
    says(desk, f"{one},keep,,乙,,")
    assert {r[:2] for r in kept_rows(desk)} == {("verdict", "keep"), ("horizon", "2031")}


def test_a_verdict_said_again_does_not_take_back_what_was_edited_since(desk, one):
    says(desk, f"{one},keep,,,,")
    page = Page(desk)
    page.edit(one, horizon=2031, reason="读错")
    page.save()
    desk.take()
    says(desk, f"{one},keep,,,,")
    assert ("horizon", "2031", "读错", "") in kept_rows(desk)


def test_an_added_target_is_not_taken_out_by_keeping_it(desk, before):
    page = Page(desk)
    quote = next(iter(before.values()))["quote"]
    plan = next(iter(before.values()))["plan_id"]
    text = desk.texts[plan]
    at = text.index(quote)
    longer = text[at : at + len(quote) + 1]
    value = next(iter(before.values()))["value_text"]
    page.add(plan_id=plan, quote=longer, value_low=next(iter(before.values()))["value_low"], value_text=value)
    page.save()
    desk.take()
    (added,) = {*desk.build()} - {*before}
    says(desk, f"{added},keep,,,,")
    assert added in desk.build()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["{},mend,,,,"], "没有写明改什么"),
        (["{},keep,,,77,"], "判为“keep”，却又写了下限的新值：请改为更正，或把这些格留空"),
        (["{},keep,,,,", "{},drop,,,,"], "有不同的判断"),
        (["gone,keep,,,,"], "已剔除"),
    ],
)
def test_a_verdict_that_cannot_be_meant_is_refused_and_not_counted(desk, one, lines, said):
    done = says(desk, *(line.format(one) for line in lines))
    assert done.refused == len(lines) and said in done.told("zh") and desk.stored() == []


def test_mend_in_the_sheet_without_a_mended_cell_is_refused(desk):
    judge(desk, ["更正"])
    done = imported.import_workbook(desk.xlsx, desk.out, desk.codebook, TODAY)
    assert done.refused == 1 and "橙色格" in done.told("zh") and desk.stored() == []


# ------------------------------------------------------------------------- nothing is silently ignored


def test_cells_that_are_not_read_back_are_told(desk, before):
    """The value as shown, the plan's name, the region among the plans: none can be changed there."""
    page = Page(desk)
    number = page.edit(next(iter(before)), shown="99%", plan="杭州")
    plans = page.book["计划"]
    plans.cell(HEAD + 2, 2).value = "杭州市"
    page.save()
    done = imported.import_workbook(desk.xlsx, desk.out, desk.codebook, TODAY)
    text = done.told("en")
    assert done.refused == 3 and desk.stored() == []
    assert f"目标, row {number}: 目标值" in text and f"计划, row {HEAD + 2}" in text and "catalog.csv" in text


def test_sorting_a_sheet_changes_nothing(desk):
    book = load_workbook(desk.xlsx)
    sheet = book["未采用"]
    first, second = ([c.value for c in sheet[HEAD + 2 + i]] for i in (0, 1))
    for number, cells in ((0, second), (1, first)):
        for column, value in enumerate(cells, 1):
            sheet.cell(HEAD + 2 + number, column).value = value
    book.save(desk.xlsx)
    assert imported.import_workbook(desk.xlsx, desk.out, desk.codebook, TODAY).refused == 0


def test_an_edit_without_a_reason_is_taken_and_asked_about(desk, before):
    page = Page(desk)
    page.edit(next(iter(before)), is_target="否")
    page.save()
    assert "has no reason; write one" in "\n".join(desk.take())


def test_a_row_mended_in_the_explorer_becomes_corrections(desk, before, tmp_path):
    """Empty cells leave a field as it is, – empties it, words stand for codes; what is wrong is refused."""
    some = [
        t for t, row in sorted(before.items()) if row["horizon"] and row["value_low"] == row["value_high"]
    ][:3]
    path = tmp_path / "v.csv"
    path.write_text(
        "target_id,verdict,reason,by,value_low,comparator,horizon\n"
        f"{some[0]},mend,读错,甲,77,不低于,\n{some[1]},更正,漏,甲,,,–\n{some[2]},mend,试,甲,许多,,2031\n",
        encoding="gbk",
    )  # as Excel in China saves it
    done = imported.import_workbook(path, desk.out, desk.codebook, TODAY)
    assert done.refused == 1 and "下限：“许多”不是数字" in done.told("zh"), done.told("zh")
    after = desk.build()
    assert (after[some[0]]["value_low"], after[some[0]]["comparator"]) == (77, "ge")
    assert after[some[0]]["horizon"] == before[some[0]]["horizon"]
    assert after[some[1]]["horizon"] != after[some[1]]["horizon"] or after[some[1]]["horizon"] is None
    assert after[some[2]]["horizon"] == 2031 and after[some[2]]["value_low"] == before[some[2]]["value_low"]


def test_every_row_without_a_reason_is_named(desk, before):
    page = Page(desk)
    for target_id in sorted(before)[:2]:
        page.edit(target_id, is_target="否")
    page.save()
    done = imported.import_workbook(desk.xlsx, desk.out, desk.codebook, TODAY)
    asked = [line for line in done.told("zh").splitlines() if "没有理由" in line]
    assert len(asked) == 2 and all(
        any(before[t]["quote"][:20] in line for line in asked) for t in sorted(before)[:2]
    )


def test_corrections_are_written_back_as_they_came(desk, before):
    """A file that Excel in China saved stays GBK with its line ends, and a person's own column stays."""
    path = desk.codebook / "corrections.csv"
    head = path.read_text("utf-8-sig").splitlines()[0]
    row = "p,原句,horizon,2025,2026,理由,甲,2026-01-01,我的"
    path.write_bytes(f"{head},备注\r\n{row}\r\n".encode("gbk"))
    page = Page(desk)
    page.edit(sorted(before)[0], is_target="否", reason="不是")
    page.save()
    desk.take()
    text = path.read_bytes().decode("gbk")
    assert text.count("\r\n") == text.count("\n") == 3 and "我的" in text and "不是" in text


@pytest.mark.parametrize("value", [3.65e15, 1e15, 999_999_999_999_999.0, 12.5, 0.1 + 0.2, 0.0, True, "甲 "])
def test_a_cell_nobody_touched_reads_as_it_was_written(value, tmp_path):
    """Large figures come back as whole numbers: untouched sheets must not be told as changed."""
    path = tmp_path / "a.xlsx"
    book = Workbook()
    book.active.append([yes_no(value, "zh") if value is True else value])
    book.save(path)
    assert text_of(load_workbook(path).active["A1"].value) == read_back(value, "zh")


def test_values_beside_keep_are_named_as_the_columns_are():
    said = verdicts.Said(Both("row 2", "第2行"), "t", "keep", "", "", {"value_low": "7", "unit": "家"})
    fault = verdicts.fault_of(said, {"t": {}}, set())
    assert fault is not None
    assert fault.zh == "判为“keep”，却又写了下限、单位的新值：请改为更正，或把这些格留空"
    assert fault.en == (
        "“keep”, but there are new values (Value (low), Unit): write mend, or leave these cells empty"
    )
