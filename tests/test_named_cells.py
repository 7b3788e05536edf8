"""Tables as readers see them: names for codes, in both languages, and nothing else changed."""

from __future__ import annotations

import pandas as pd
import pytest

import ambition_rows as land
from ambition_rows import JIAXING, NINGBO
from cityplans.publishing.telling.named_cells import in_words
from cityplans.publishing.telling.view import View

ROWS = pd.DataFrame(
    {
        "region": ["宁波市", "嘉兴市"],
        "plan_id": ["ningbo-2020", "jiaxing-2020"],
        "indicator_id": ["rd_intensity", None],
        "theme": ["talent", "parks_space"],
        "strength": ["aspirational", "firm"],
        "quote": ["力争3.6%", "10家"],
        "horizon": [2025, 2027],
        "own": ["x", "y"],
    }
)


def shown(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    return in_words(View(land.frames([NINGBO, JIAXING], []), land.codebook(), lang), table)


@pytest.mark.parametrize(
    ("lang", "heads", "first"),
    [
        (
            "zh",
            ["地区", "计划", "指标", "主题", "力度", "原文", "目标年", "own"],
            ["宁波市", "宁波", "R&D经费占GDP比重", "人才", "力争", "力争3.6%", 2025, "x"],
        ),
        (
            "en",
            ["Region", "Plan", "Indicator", "Theme", "Strength", "Quote", "Horizon", "own"],
            ["Ningbo", "Ningbo", "R&D intensity", "Talent", "aim", "力争3.6%", 2025, "x"],
        ),
    ],
)
def test_codes_and_places_by_name_and_texts_as_printed(lang, heads, first):
    made = shown(ROWS, lang)
    assert list(made.columns) == heads and made.iloc[0].tolist() == first
    assert made.iloc[1, 2] == "" and made["own"].tolist() == ["x", "y"]
    assert ROWS["region"].tolist() == ["宁波市", "嘉兴市"]  # the table asked about is as it was


def test_names_at_the_side_and_above():
    crossed = shown(pd.crosstab(ROWS["theme"], ROWS["plan_id"]), "en")
    assert list(crossed.index) == ["Parks", "Talent"] and list(crossed.columns) == ["Jiaxing", "Ningbo"]
    assert (crossed.index.name, crossed.columns.name) == ("Theme", "Plan")
    counted = shown(ROWS.groupby(["theme", "horizon"])["region"].nunique().to_frame("n"), "en")
    assert list(counted.index) == [("Parks", 2027), ("Talent", 2025)] and counted["Count"].tolist() == [1, 1]
    assert counted.index.names == ["Theme", "Horizon"]


def test_two_columns_of_one_name_and_no_rows():
    twice = pd.concat([ROWS[["region"]], ROWS[["region"]]], axis=1)
    assert shown(twice, "en").iloc[0].tolist() == ["Ningbo", "Ningbo"]
    assert shown(ROWS.iloc[:0], "en").empty
