"""How many plans a chart or page can tell of; of more, some are chosen first."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cityplans import tables
from cityplans.codebook import Codebook
from cityplans.errors import UserError
from cityplans.publishing.telling import region_names

MOST_PLANS = 300  # every chart is tried with as many; of 2,000 they took 9 GB, and nobody can read them
NATION = "全国"  # in which all lies
WHOLE = 2  # digits of a region's code that say in which province it lies


class Territory(NamedTuple):
    """A province with the plans that lie in it; without a name those of which no region is known."""

    zh: str
    en: str
    plans: int
    years: tuple[int, ...]  # of issue, that of most plans first

    @property
    def asked(self) -> str:
        """What --select takes for it; of more plans than fit, those of the year with most."""
        if not self.zh:
            return ""
        year = f"; years={self.years[0]}" if self.plans > MOST_PLANS and self.years else ""
        return f"regions={self.zh}{'*' * (self.zh != NATION)}{year}"


class TooManyPlans(UserError):
    """Charts and pages are of a selection where there are more plans than they can show."""


def check(out: Path, codebook: Codebook) -> None:
    """Raise TooManyPlans, with what to type, where the tables below `out` hold more plans than are shown."""
    plans = tables.read(out, "plans")
    if len(plans) <= MOST_PLANS:
        return
    asked = next((t.asked for t in territories(plans, codebook) if t.zh), "years=2025")
    raise TooManyPlans(
        f"{out}: {len(plans):,} plans; charts and pages are made of at most {MOST_PLANS}. Choose some with "
        f'--select, for example --select "{asked}" (`run.py report` makes a list of what there is)',
        f"{out}：{len(plans):,} 份计划；图和网页最多用 {MOST_PLANS} 份。请用 --select 选取一部分，"
        f'例如 --select "{asked}"（`run.py report` 会列出有哪些）',
    )


def territories(plans: pd.DataFrame, codebook: Codebook) -> list[Territory]:
    """The provinces there are plans of, by code; those without a region last. `plans` is the table."""
    ends = "0" * (6 - WHOLE)
    names = {r["code"][:WHOLE]: r["name"] for r in codebook["regions"] if r["code"].endswith(ends)}
    english = region_names.english(codebook["regions"], codebook["english_names"])
    codes = plans["region_code"].str[:WHOLE].fillna("")
    years = pd.to_numeric(plans["date"].str[:4].fillna(plans["period_start"].astype("str")), errors="coerce")
    made = []
    for code, rows in plans.groupby(codes, sort=True):
        name = names.get(str(code), "")
        most = years[rows.index].dropna().astype(int).value_counts().sort_index(ascending=False)
        most = most.sort_values(ascending=False, kind="stable")
        made.append(Territory(name, english.get(name, ""), len(rows), tuple(most.index)))
    return sorted(made, key=lambda territory: not territory.zh)
