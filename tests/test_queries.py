"""Questions in SQL: the same rows from CSV and from Parquet, of some plans or of all."""

from __future__ import annotations

import pandas as pd
import pytest

from cityplans import parts, tables
from cityplans.errors import UserError
from cityplans.running import parquet, queries

PLANS = (  # plan_id, region_code, date
    ("a-2020", "330200", "2020-07-08"),
    ("b-2023", "330400", "2023-01-09"),
    ("o'c", None, None),
)
TARGETS = (  # target_id, plan_id, indicator_text, value_low, horizon
    ("a1", "a-2020", "研发投入强度", 3.6, 2025),
    ("a2", "a-2020", "“首席”\n专家, 名", None, None),
    ("b1", "b-2023", "高新技术企业", 4000.0, 2027),
    ("c1", "o'c", "省级园区", 2.0, 2025),
)


@pytest.fixture
def frames() -> dict[str, pd.DataFrame]:
    plans = [dict(zip(("plan_id", "region_code", "date"), row)) for row in PLANS]
    heads = ("target_id", "plan_id", "indicator_text", "value_low", "horizon")
    targets = [dict(zip(heads, row)) for row in TARGETS]
    return {"plans": tables.frame("plans", plans), "targets": tables.frame("targets", targets)}


@pytest.fixture(params=["csv", "parquet"])
def out(request, frames, tmp_path):
    tables.write(tmp_path, frames)
    if request.param == "parquet":
        found = ((name, parts.of(name, data)) for name, data in frames.items())
        assert len(dict(parquet.written(tmp_path, found))) == 2
        (tmp_path / "targets.csv").write_text("not read")
    return tmp_path


@pytest.mark.parametrize("chosen", [["a-2020"], ["a-2020", "o'c"], ["b-2023"], []])
def test_rows_of_some_plans_are_those_of_the_table(out, frames, chosen):
    plans = frames["plans"][frames["plans"]["plan_id"].isin(chosen)]
    wanted = frames["targets"][frames["targets"]["plan_id"].isin(chosen)].reset_index(drop=True)
    for _ in range(4):  # threads that race would change the order now and then
        pd.testing.assert_frame_equal(queries.rows_of(out, "targets", plans), wanted)


def test_a_question_is_answered_with_the_types_of_the_tables(out):
    asked = (
        "SELECT plan_id, horizon, value_low FROM targets WHERE indicator_text LIKE '%名' OR horizon = 2027"
    )
    found = queries.answer(asked, out, {}, {"targets"})
    assert [*found["plan_id"]] == ["a-2020", "b-2023"]
    assert [*found["horizon"].isna()] == [True, False] and found["horizon"].dtype == "Int64"
    assert found["value_low"].iloc[1] == 4000.0


def test_a_table_that_is_given_stands_for_the_one_in_the_files(out, frames):
    given = {"targets": frames["targets"].head(1)}
    found = queries.answer(
        "SELECT count(*) AS n FROM targets JOIN plans USING (plan_id)", out, given, {"plans"}
    )
    assert [*found["n"]] == [1]


def test_a_question_nobody_can_answer_says_what_is_wrong(out):
    with pytest.raises(UserError, match="no_such_column"):
        queries.answer("SELECT no_such_column FROM targets", out, {}, {"targets"})
    with pytest.raises(UserError, match="SELEC"):
        queries.answer("SELEC", out, {}, set())


def test_only_tables_that_are_named_are_asked():
    names = ["plans", "targets", "target_chains"]
    assert queries.asked("select * from Targets t join plans using (plan_id)", names) == {"plans", "targets"}
    assert queries.asked("SELECT 1", names) == set()
