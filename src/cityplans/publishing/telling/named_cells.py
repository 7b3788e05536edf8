"""Tables of pandas as readers see them: regions, plans, indicators and codes by name, heads in words."""

from __future__ import annotations

import pandas as pd

from cityplans.publishing.telling.view import View
from cityplans.schema import COLUMNS

HEADS = {  # of names, not of codes; and of columns that stand in many tables made in a notebook
    "plan_id": ("计划", "Plan"), "indicator_id": ("指标", "Indicator"), "n": ("个数", "Count"),
    "sentence": ("原句", "Sentence"), "value_shown": ("数值", "Value"),
}  # fmt: skip


def named(view: View, column: str, value: str) -> str:
    """A code, a plan or a territory of this column by its name; in Chinese territories keep their full names,
    by which tables know them. What has no name stays."""
    if column.endswith("plan_id"):
        return view.name(value)
    if column in ("region", "parent_region"):
        return view.region(value) if view.lang != "zh" else value
    if column == "indicator_id":
        return view.indicator(value)
    if column == "theme":
        return view.theme(value)
    if column == "doubts":
        return view.pick("；", "; ").join(view.word(column, one) for one in value.split(";"))
    return view.word(column, value)


def in_words(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows, columns and order; also of a table with names as its index or heads."""
    made = frame.copy()
    for place, column in enumerate(made.columns):
        made.isetitem(place, _each(view, str(column), made.iloc[:, place]))
    made.index = _axis(view, made.index)
    if made.columns.name is None and made.columns.nlevels == 1:
        made.columns = [_head(view, column) for column in made.columns]
    else:
        made.columns = _axis(view, made.columns)
    return made


def _axis(view: View, index: pd.Index) -> pd.Index:
    """Values that stand at the side or above, level by level, and what names them."""
    if index.nlevels > 1:
        levels = [_axis(view, index.get_level_values(i)) for i in range(index.nlevels)]
        return pd.MultiIndex.from_arrays(levels, names=[level.name for level in levels])
    if index.name is None:
        return index
    return pd.Index(_each(view, str(index.name), index.to_series()), name=_head(view, index.name))


def _each(view: View, column: str, values: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return values
    return values.map(lambda value: named(view, column, value) if isinstance(value, str) else _plain(value))


def _plain(value):
    """What is missing as an empty cell."""
    return "" if value is None or value is pd.NA or value != value else value


def _head(view: View, column) -> object:
    if column in HEADS:
        return view.pick(*HEADS[column])
    return view.label(column) if column in COLUMNS else column
