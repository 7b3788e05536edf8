"""What the schema lets into a table, and what a table looks like on disk."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityplans import csv_text, tables
from cityplans.tables_of_plans import write_texts

ROW = {"plan_id": "p", "start": 0, "end": 1, "text": "1", "value": 1.0, "class": "fact"}


def numerals(**change):
    return tables.frame("numerals", [ROW | change])


def test_targets_stand_as_in_their_plans_and_each_once():
    rows = [
        {"target_id": t, "plan_id": p, "start": s}
        for t, p, s in (("a", "q", 1), ("b", "p", 9), ("c", "p", 10), ("d", "p", 9))
    ]
    made = tables.frame("targets", rows)
    assert [*made["target_id"]] == ["b", "d", "c", "a"]
    for twice in (rows[0] | {"start": 5}, rows[0]):
        with pytest.raises(tables.SchemaError, match="stands twice"):
            tables.frame("targets", [*rows, twice])


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_an_infinite_value_stops_the_write(value):
    with pytest.raises(tables.SchemaError, match=r"numerals\.value: a value is infinite"):
        numerals(value=value)


def test_a_column_or_code_that_the_schema_lacks_stops_the_write():
    with pytest.raises(tables.SchemaError, match=r"numerals: column \['colour'\]"):
        numerals(colour="red")
    with pytest.raises(tables.SchemaError, match=r"numerals\.class: unknown code \['guess'\]"):
        numerals(**{"class": "guess"})
    with pytest.raises(tables.SchemaError, match=r"numerals\.start: a value is no integer"):
        numerals(start="one")


def test_what_is_no_text_is_written_as_one_and_what_is_missing_stays_so():
    """Also beside texts, and whatever pandas calls what is missing."""
    for values, held in (
        ([1, None, 2.5], ["1", None, "2.5"]),
        (["a", True, pd.NA, ""], ["a", "True", None, None]),
    ):
        made = tables.frame("plans", [{"plan_id": str(n), "title": v} for n, v in enumerate(values)])
        assert [None if pd.isna(v) else v for v in made["title"]] == held


def test_a_key_that_stands_twice_stops_the_write():
    with pytest.raises(tables.SchemaError, match="stands twice"):
        tables.frame("numerals", [ROW, ROW])


@pytest.mark.parametrize(
    "value, written",
    [
        (0.1 + 0.2, "0.3"),  # ten digits, so that machines agree
        (1 / 3, "0.3333333333"),
        (500.0, "500"),
        (1e14, "100000000000000"),
        (1e15, "1000000000000000.0"),
        (-2.5, "-2.5"),
        (None, ""),
    ],
)
def test_numbers_as_they_are_written(value, written):
    text = csv_text.to_csv(numerals(value=value)).decode("utf-8-sig")
    head, row, last = text.split("\n")
    assert dict(zip(head.split(","), row.split(",")))["value"] == written and last == ""


@given(
    st.lists(
        st.floats(-1e300, 1e300)
        | st.just(math.nan)
        | st.floats(1e-5, 1e16)
        | st.integers(-(10**17), 10**17).map(float)
        | st.builds(lambda n, k: n / 10**k, st.integers(0, 10**12), st.integers(0, 12))
        | st.builds(lambda n, k: (2 * n + 1) / 2**k, st.integers(0, 10**11), st.integers(0, 9)),  # ties
        min_size=1,
    )
)
def test_whole_columns_are_rounded_and_written_as_python_does_one_by_one(values):
    made = csv_text.rounded(np.array(values)).tolist()
    expected = [v if v != v else float(f"{v:.10g}") for v in values]
    assert [repr(v) for v in made] == [repr(v) for v in expected]
    texts = csv_text._decimals(np.array(made)).to_pylist()
    assert texts == [None if v != v else csv_text._plain(v) for v in made]


@pytest.mark.parametrize("text", ["a,b", 'say "1"', "two\nlines", "\r", "", " ", "=1+1", "〇", "NA"])
def test_texts_come_back_as_they_were(tmp_path, text):
    tables.write(tmp_path, {"numerals": numerals(text=text)})
    (found,) = tables.read(tmp_path, "numerals")["text"]
    assert found == text if text else found != found


def test_a_long_table_is_written_in_pieces_as_one(monkeypatch):
    rows = [ROW | {"start": n, "text": f"{n},"} for n in range(7)]
    whole = csv_text.to_csv(tables.frame("numerals", rows))
    monkeypatch.setattr(csv_text, "ROWS_AT_ONCE", 3)
    assert csv_text.to_csv(tables.frame("numerals", rows)) == whole and whole.count(b"\n") == 8


def test_rows_are_sorted_by_their_key_and_columns_as_in_the_schema():
    rows = [ROW | {"start": 5, "end": 6}, ROW | {"plan_id": "a"}, ROW]
    made = tables.frame("numerals", rows)
    assert list(zip(made["plan_id"], made["start"])) == [("a", 0), ("p", 0), ("p", 5)]
    assert tuple(made.columns) == tables.TABLES["numerals"].columns


@pytest.mark.parametrize(
    "text, shown",
    [
        ("=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"),
        ('=HYPERLINK("http://a")', '\'=HYPERLINK("http://a")'),
        ("@SUM(1+1)", "'@SUM(1+1)"),
        ("+A1", "'+A1"),
        ("-A1", "'-A1"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("\t=1", "'\t=1"),
        ("-5", "-5"),
        ("+3.5%", "+3.5%"),
        ("R&D=3%", "R&D=3%"),
        ("达到500家", "达到500家"),
    ],
)
def test_no_text_of_a_list_for_excel_is_a_formula(text, shown):
    made = csv_text.harmless(numerals(text=text))
    assert made["text"].tolist() == [shown] and made["value"].tolist() == [1.0]


@pytest.mark.parametrize("can_link", [True, False])
def test_texts_that_are_as_before_get_a_second_name_where_the_disk_knows_any(tmp_path, monkeypatch, can_link):
    if not can_link:
        monkeypatch.setattr(Path, "hardlink_to", lambda place, file: place.readlink())  # OSError
    before, after = tmp_path / "before", tmp_path / "after"
    write_texts({"a": "一", "b": "二"}, before, tmp_path / "none")
    (before / "c.txt").mkdir()
    write_texts({"a": "一", "b": "三", "c": "四"}, after, before)
    assert {path.name: path.read_text("utf-8") for path in after.iterdir()} == {
        "a.txt": "一", "b.txt": "三", "c.txt": "四",
    }  # fmt: skip
    assert (before / "b.txt").read_text("utf-8") == "二"
    assert [(before / name).samefile(after / name) for name in ("a.txt", "b.txt")] == [can_link, False]
