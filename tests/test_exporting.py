"""Tables for other programs say what ours say."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import cityplans as cp
from cityplans import exporting, naming, tables

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture(scope="module")
def book():
    return cp.open(DATA / "processed", DATA / "raw")


def test_stata_reads_what_the_tables_say_with_labels(book, tmp_path):
    book.export(tmp_path, formats=["dta"])
    with pd.io.stata.StataReader(tmp_path / "targets.dta") as file:
        data, labels = file.read(), file.variable_labels()
    assert labels["region"] == "地区"
    assert [*data["target_id"]] == [*book.targets["target_id"]]
    assert [*data["value_low"]] == [*book.targets["value_low"]]
    missing = book.targets["baseline_value"].isna()
    assert [*data["baseline_value"].isna()] == [*missing]
    assert set(data.loc[book.targets["indicator_id"].isna(), "indicator_id"]) <= {""}


def test_a_text_longer_than_stata_allows_is_kept_whole(tmp_path):
    data = tables.frame("clauses", [{"clause_id": "a", "plan_id": "p", "text": "科" * 1000, "start": 0}])
    exporting.write([("clauses", data)], tmp_path, ["dta"], "en")
    assert pd.read_stata(tmp_path / "clauses.dta")["text"][0] == "科" * 1000


def test_parquet_keeps_types_and_csv_is_the_build_s_own(book, tmp_path):
    made = book.export(tmp_path, formats=["parquet", "csv"], names=["plans"])
    assert [p.name for p in made] == ["plans.parquet", "plans.csv"]
    assert pd.read_parquet(tmp_path / "plans.parquet")["period_end"].dtype == "Int64"
    assert (tmp_path / "plans.csv").read_bytes() == (DATA / "processed" / "plans.csv").read_bytes()


def test_the_same_table_gives_the_same_bytes(book, tmp_path):
    one, two = (book.export(tmp_path / x, names=["targets"]) for x in "ab")
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


@pytest.mark.parametrize("words", [{"formats": ["sav"]}, {"names": ["target"]}])
def test_an_unknown_format_or_table_is_named(book, tmp_path, words):
    with pytest.raises(naming.UnknownName, match="no such"):
        book.export(tmp_path, **words)
