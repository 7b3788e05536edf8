"""Tables as Parquet: parted by province and year, the same rows as the CSV, the same bytes again."""

from __future__ import annotations

import pandas as pd
import pytest

from cityplans import parts, tables
from cityplans.running import parquet

PLANS = (  # plan_id, region_code, date, period_start, province and year it is filed under
    ("a-2020", "330200", "2020-07-08", 2021, "33", "2020"),
    ("b-2023", "330400", None, 2023, "33", "2023"),
    ("c-2021", "000000", "2021-03-05", None, "00", "2021"),
    ("unknown", None, None, None, "unknown", "unknown"),
)


@pytest.fixture
def frames() -> dict[str, pd.DataFrame]:
    plans = [
        {"plan_id": name, "region_code": code, "date": date, "period_start": start}
        for name, code, date, start, *_ in PLANS
    ]
    clauses = [
        {"clause_id": f"{name}-c{n}", "plan_id": name, "text": f"第{n}段"}
        for name, *_ in PLANS
        for n in (1, 2)
    ]
    problem = {"source_file": "a.txt", "stage": "reading", "problem": "empty", "message": "a.txt is empty"}
    rows = {"plans": plans, "clauses": clauses, "problems": [problem]}
    return {name: tables.frame(name, made) for name, made in rows.items()}


def test_a_plans_rows_stand_under_its_province_and_year(frames, tmp_path):
    tables_there = tmp_path / "parquet"
    found = {name: parts.of(name, data) for name, data in frames.items()}
    passed_on = dict(parquet.written(tmp_path, found.items()))
    assert all(passed_on[name] is held for name, held in found.items()) and len(passed_on) == len(frames)
    for name, *_, province, year in PLANS:
        place = tables_there / "clauses" / f"province={province}" / f"year={year}"
        assert [p.name for p in place.iterdir()] == ["part-0.parquet"]
        found = pd.read_parquet(place / "part-0.parquet", partitioning=None)
        assert list(found["clause_id"]) == [f"{name}-c1", f"{name}-c2"]
        assert list(found.columns) == list(frames["clauses"].columns)
    assert len(pd.read_parquet(tables_there / "clauses")) == len(frames["clauses"])
    assert list(pd.read_parquet(tables_there / "problems.parquet")["message"]) == ["a.txt is empty"]


def test_the_same_tables_give_the_same_bytes(frames, tmp_path):
    for name in "xy":
        list(parquet.written(tmp_path / name, ((n, parts.of(n, data)) for n, data in frames.items())))
    written = sorted(p.relative_to(tmp_path / "x") for p in (tmp_path / "x").rglob("*.parquet"))
    assert len(written) == 2 * len(PLANS) + 1
    assert all((tmp_path / "x" / p).read_bytes() == (tmp_path / "y" / p).read_bytes() for p in written)
