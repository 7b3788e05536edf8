"""The researcher's optional tables `baselines.csv` and `scale.csv`: checked, never filled in.

Templates are documented in docs/baselines-and-scale.md. Absent tables are None.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from cityplans import edited
from cityplans.comparison.ambition.order import figure
from cityplans.errors import Both, UserError

BASELINES = ("region", "indicator_id", "year", "value", "unit", "source")
SCALE = ("region", "year", "population", "gdp", "employment", "source")
NUMBERS = ("value", "population", "gdp", "employment")
Keys = Mapping[str, Callable[[str], str]]  # column → what finds the key of a name, or raises UserError


class GivenError(UserError, ValueError):
    """A researcher's table that cannot be used; the message names file, line and remedy."""


def load(path: Path | str, columns: tuple[str, ...], keys: Keys) -> pd.DataFrame | None:
    """The table at `path`, names as the keys they mean; None where there is no file. Raises GivenError."""
    if not Path(path).exists():
        return None
    try:
        text, _ = edited.decoded(Path(path).read_bytes())
        raw = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise GivenError(
            f"{path}: cannot be read as CSV ({error}); save it as 'CSV UTF-8'",
            f"{path}：不能作为 CSV 读取（{error}）；请另存为“CSV UTF-8”",
        ) from None
    missing = [c for c in columns if c not in raw.columns]
    if missing:
        raise GivenError(
            f"{path}: column {', '.join(missing)} is missing; the first line must name it",
            f"{path}：缺少列 {', '.join(missing)}；第一行须写列名",
        )
    rows = [
        _checked(path, line, row, keys)
        for line, row in enumerate(raw.to_dict("records"), start=2)
        if any(v.strip() for v in row.values())
    ]
    return pd.DataFrame(rows, columns=list(columns)).astype(object)


def _checked(path: Path | str, line: int, row: dict, keys: Keys) -> dict:
    row = {k: v.strip() for k, v in row.items() if k}
    if not row["source"]:
        raise GivenError(
            f"{path}, line {line}: no source; write where the figures come from",
            f"{path} 第{line}行：没有来源；请写明数字出自哪里",
        )
    try:
        out = {**row, "year": int(row["year"])}
    except ValueError:
        raise GivenError(
            f"{path}, line {line}: year “{row['year']}” is no year; write e.g. 2020",
            f"{path} 第{line}行：年份“{row['year']}”有误；请写成 2020 这样",
        ) from None
    for column in NUMBERS:
        if column in row:
            out[column] = _number(path, line, column, row[column])
    for column in keys.keys() & row.keys():
        out[column] = _key(path, line, row[column], keys[column])
    return out


def _key(path: Path | str, line: int, name: str, key: Callable[[str], str]) -> str:
    try:
        return key(name)
    except UserError as error:
        said = Both(error.told("en"), error.told("zh"))
        raise GivenError(*said.at(Both(f"{path}, line {line}", f"{path} 第{line}行"))) from None


def _number(path: Path | str, line: int, column: str, text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        raise GivenError(
            f"{path}, line {line}: {column} “{text}” is no number; write digits without "
            "separators and the unit in its own column",
            f"{path} 第{line}行：{column}“{text}”不是数字；请只写数字，不加千分号，单位另写一列",
        ) from None


def per_head(row: dict, scale: list[dict]) -> dict:
    """A total per 10,000 inhabitants and per 亿元 GDP, by the latest year of `scale` up to the horizon."""
    empty = {"per_10k_people": None, "per_100m_gdp": None, "scale_year": None}
    years = [s for s in scale if s["region"] == row["region"] and s["year"] <= row["horizon"]]
    if row["comparable"] != "total" or row["scope"] or not years:
        return empty
    latest = max(years, key=lambda s: s["year"])
    middle = figure(row)
    return {
        "per_10k_people": middle / latest["population"] * 1e4 if latest["population"] else None,
        "per_100m_gdp": middle / latest["gdp"] * 1e8 if latest["gdp"] else None,
        "scale_year": latest["year"],
    }
