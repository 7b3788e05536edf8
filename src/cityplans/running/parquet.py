"""The tables as Parquet, for corpora that outgrow CSV: parted by province and year of the plan.

A table with a plan_id becomes parquet/NAME/province=33/year=2020/part-0.parquet, so that a query for one
province or year reads those files only; province is the first two digits of region_code, year that of the
plan's date or else of its period. The other tables are single files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa

from cityplans import parts
from cityplans.parts import Part

UNKNOWN = "unknown"
FOLDER = "parquet"
PARTS = ["province", "year"]


def written(
    folder: Path, found: Iterable[tuple[str, Sequence[Part]]]
) -> Iterator[tuple[str, Sequence[Part]]]:
    """The tables as they come, each written below `folder`/parquet on the way; the first must be plans.

    The same tables give the same bytes with the same version of pyarrow."""
    places = pd.DataFrame()
    for name, held in found:
        data = parts.frame(held)
        places = places_of(data) if name == "plans" else places
        _write(folder / FOLDER, name, data, places)
        yield name, held


def _write(folder: Path, name: str, data: pd.DataFrame, places: pd.DataFrame) -> None:
    import pyarrow.parquet as files

    if "plan_id" not in data.columns:
        folder.mkdir(parents=True, exist_ok=True)
        files.write_table(_table(data), folder / f"{name}.parquet")
        return
    parted = data.join(places, on="plan_id")
    for (province, year), rows in parted.groupby(PARTS, sort=True):
        place = part_of(folder, name, province, year)
        place.parent.mkdir(parents=True, exist_ok=True)
        files.write_table(_table(rows.drop(columns=PARTS)), place)


def part_of(folder: Path, name: str, province: str, year: str) -> Path:
    """The file of a table that holds the rows of a province and year."""
    return folder / name / f"province={province}" / f"year={year}" / "part-0.parquet"


def _table(data: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(data, preserve_index=False)


def places_of(plans: pd.DataFrame) -> pd.DataFrame:
    """Province and year of each plan, by plan_id."""
    year = plans["date"].str[:4].where(plans["date"].notna(), plans["period_start"].astype("str"))
    return pd.DataFrame(
        {
            "province": plans["region_code"].str[:2].fillna(UNKNOWN).to_numpy(),
            "year": year.fillna(UNKNOWN).replace("<NA>", UNKNOWN).to_numpy(),
        },
        index=plans["plan_id"],
    )
