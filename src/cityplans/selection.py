"""Some of the plans, and every table made of them alone.

What is said of a selection must be true of the selection: tables of single plans are cut down to it, tables
that compare plans are made anew from what is left.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cityplans import comparing, documents, naming, tables
from cityplans.codebook import Codebook
from cityplans.errors import Both, UserError
from cityplans.reading.plans.overrides import STATUSES
from cityplans.running import queries
from cityplans.running.spreading import ONE_PROCESS

OF_ONE_PLAN = (  # the tables of which a row belongs to one plan, whatever the others say
    "plans", "editions", "edition_differences", "cleaning_log", "clauses", "targets", "numerals", "actuals"
)  # fmt: skip


class Selection(NamedTuple):
    """Which plans are wanted; an empty field asks for nothing. Years are those of issue (of the plan's begin
    where it has no date). `浙江省*` among the regions is the province with all that lies in it; `within` has
    the beginnings of the codes of such territories."""

    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    levels: tuple[str, ...] = ()
    plan_types: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    within: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(self)

    def __str__(self) -> str:
        """`regions=嘉兴市,宁波市; years=2020`: for titles and the run record."""
        return "; ".join(
            f"{field}={','.join(map(str, values))}"
            for field, values in self._asdict().items()
            if values and field in ASKED
        )


ASKED = Selection._fields[:-1]  # what words can ask for
AND_ALL_WITHIN = ("*", "＊")  # behind a region: and all that lies in it
SEPARATORS = re.compile("[,，、;；]")
LONGEST = 60  # characters of it
WHAT = {"levels": "level", "plan_types": "plan type", "status": "status"}
FIELDS = {"regions": "region", "levels": "region_level", "plan_types": "plan_type", "status": "status"}


def folder_name(selection: str) -> str:
    """What a folder of things made of a selection is called: years-2020_regions-嘉兴市+宁波市."""
    name = selection.replace("; ", "_").replace("=", "-").replace(",", "+")
    name = name.replace("*", "-all")  # no sign for a folder on Windows
    if len(name) <= LONGEST:
        return name
    return f"{name[:LONGEST]}-{hashlib.sha256(selection.encode()).hexdigest()[:8]}"


def parsed(text: str) -> dict[str, list[str]]:
    """`regions=嘉兴,宁波; years=2020,2023` → the words of each field. Raises UserError on another form."""
    words: dict[str, list[str]] = {}
    for part in filter(None, (p.strip() for p in text.replace("；", ";").split(";"))):
        field, sign, values = part.partition("=")
        if not sign:
            fields = ", ".join(ASKED)
            raise UserError(
                f"{part}: write FIELD=VALUE,VALUE; fields are {fields}",
                f"{part}：请写成 字段=值,值；字段有 {fields}",
            )
        name = naming.one_of(field.strip(), ASKED, "field of a selection")
        words.setdefault(name, []).extend(v.strip() for v in listed(values))
    return words


def of_words(
    words: Mapping[str, Iterable | str | int | None], plans: pd.DataFrame, codebook: Codebook
) -> Selection:
    """The selection that words ask for: regions by any name, codes and plans as tables have them.

    Raises naming.UnknownName where a word fits nothing, and UserError where no plan is left."""
    here = [*plans["region"].dropna().unique()]
    asked, made = _coded(words, codebook, here)
    made = made._replace(plans=tuple(naming.plan(word, plans, codebook) for word in asked.get("plans", ())))
    if made and not len(chosen(plans, made)):
        raise UserError(
            f"no plan fits: {made}{_issued(plans, made, 'en')}",
            f"没有符合条件的计划：{made}{_issued(plans, made, 'zh')}",
        )
    return made


def _issued(plans: pd.DataFrame, made: Selection, lang: str) -> str:
    """In which years there are plans, where that is what no plan fits: people think of target years."""
    there = sorted(issue_year(plans).dropna().astype(int).unique())
    if not made.years or set(made.years) & set(there):
        return ""
    listed = ", ".join(map(str, there))
    return (
        f" (years are those of issue; there are plans of {listed})"
        if lang == "en"
        else f"（years 指发布年份，现有 {listed} 年的计划）"
    )


def check(words: Mapping[str, Iterable | str | int | None], codebook: Codebook) -> None:
    """Raise as `of_words` for what is wrong whatever the plans are; before they are read."""
    _coded(words, codebook, [row["name"] for row in codebook["regions"]])


def _coded(
    words: Mapping[str, Iterable | str | int | None], codebook: Codebook, here: list[str]
) -> tuple[dict[str, list], Selection]:
    """(the words by field, the selection they ask for, plans aside). `here`: regions first thought of."""
    asked = {
        field: (plans_of if field == "plans" else listed)(values)
        for field, values in words.items()
        if values is not None
    }
    for field, values in asked.items():
        naming.one_of(field, ASKED, "field of a selection")
        if not values:
            raise UserError(
                f"{field}: holds nothing to select by; leave it out to take all plans",
                f"{field}：里面什么也没有；要全部计划就不写这一项",
            )
    regions = [_region(word, codebook, here) for word in asked.get("regions", ())]
    return asked, Selection(
        regions=tuple(name for name, _ in regions),
        within=tuple(code for _, code in regions if code is not None),
        years=tuple(year_of(w) for w in asked.get("years", ())),
        levels=_codes(asked, "levels", codebook),
        plan_types=_codes(asked, "plan_types", codebook),
        status=_codes(asked, "status", codebook),
    )


def _region(word: str, codebook: Codebook, here: list[str]) -> tuple[str, str | None]:
    """(the full name of a region, None), of `浙江*` (浙江省*, how the codes of all that lies in it begin)."""
    if not (isinstance(word, str) and word.rstrip().endswith(AND_ALL_WITHIN)):
        return naming.region(word, codebook, here), None
    name = naming.region(word.rstrip().rstrip("".join(AND_ALL_WITHIN)), codebook, here)
    code = next(row["code"] for row in codebook["regions"] if row["name"] == name)
    return f"{name}*", re.sub("(?:00){1,3}$", "", code)


def chosen(plans: pd.DataFrame, wanted: Selection) -> pd.DataFrame:
    """The rows of `plans` that fit every field."""
    keep = pd.Series(True, index=plans.index)
    for field, column in FIELDS.items():
        if getattr(wanted, field):
            fits = plans[column].isin(getattr(wanted, field))
            if field == "regions" and wanted.within:
                fits |= plans["region_code"].fillna("").str.startswith(wanted.within)
            keep &= fits
    if wanted.plans:
        keep &= plans["plan_id"].isin(wanted.plans)
    if wanted.years:
        keep &= issue_year(plans).isin(wanted.years)
    return plans[keep].reset_index(drop=True)


def missed(plans: pd.DataFrame, wanted: Selection) -> Both | None:
    """That no plan has some of what was asked for, though others fit; None where each word found one."""
    left = chosen(plans, wanted)
    there = {field: {*left[column]} for field, column in FIELDS.items()}
    there |= {"years": {*issue_year(left).dropna()}, "plans": {*left["plan_id"]}}
    whole = (name for name in wanted.regions if name.endswith(AND_ALL_WITHIN))
    there["regions"] |= {
        name
        for name, code in zip(whole, wanted.within)
        if left["region_code"].fillna("-").str.startswith(code).any()
    }
    found = Selection(*(tuple(v for v in getattr(wanted, f) if v not in there[f]) for f in ASKED))
    said = Both(
        f"no plan fits {found}; what is made is of the others", f"没有符合 {found} 的计划；结果只含其余的"
    )
    return said if found else None


def issue_year(plans: pd.DataFrame) -> pd.Series:
    """The year of issue (Int64), of the plan's begin where there is no date; empty where neither is known."""
    dated = pd.to_numeric(plans["date"].str[:4], errors="coerce").astype("Int64")
    return dated.fillna(plans["period_start"].astype("Int64"))


def single_table(out: Path, name: str, wanted: Selection) -> pd.DataFrame:
    """The rows of a table of single plans below `out` that belong to the plans that fit; the others are not
    held."""
    plans = chosen(tables.read(out, "plans"), wanted)
    return plans if name == "plans" else queries.rows_of(out, name, plans)


def compared_tables(
    single: Mapping[str, pd.DataFrame], codebook: Codebook, raw: Path
) -> Iterator[dict[str, pd.DataFrame]]:
    """The tables that compare the plans of `single`, made anew stage by stage, the cheapest first: whoever
    needs one need not wait for all.

    `raw` may hold the researcher's baselines.csv and scale.csv."""
    frames = dict(single)
    coded = documents.code(frames["plans"], frames["clauses"], codebook, ONE_PROCESS)
    made = comparing.codes(coded, frames["plans"], frames["clauses"], frames["targets"], codebook)
    yield made
    for stage in reversed(comparing.stages(coded, frames | made, codebook, raw)):
        yield stage.make()


def listed(values: Iterable | str | int) -> list:
    """Several values, of whatever kind, or one that stands alone; a text may hold several (嘉兴、宁波)."""
    if isinstance(values, str):
        return [word for word in SEPARATORS.split(values) if word.strip()] or [values]
    return [*values] if isinstance(values, Iterable) else [values]


def plans_of(values: Iterable | str | int) -> list:
    """Plans by their names, or by the rows of a table that has them: one row or many."""
    if isinstance(values, pd.DataFrame | pd.Series) and "plan_id" in values:
        return listed(values["plan_id"])
    return listed(values)


def _codes(asked: Mapping[str, list], field: str, codebook: Codebook) -> tuple[str, ...]:
    """Codes by themselves or by the words that pages print for them (市级, 正式)."""
    column = FIELDS[field]
    said = [row for row in codebook["codes"] if row["column"] == column]
    by_word = {row[lang]: row["code"] for row in said for lang in ("en", "zh", "code")}
    others = STATUSES if field == "status" else {}  # what catalog.csv takes for one, a selection takes too
    return tuple(
        others.get(word) or by_word[naming.one_of(word, by_word, WHAT[field])]
        for word in asked.get(field, ())
    )


def year_of(word: str | float) -> int:
    """A year written as number or word. Raises UserError."""
    written = str(word).strip().removesuffix("年").removesuffix(".0")
    if written.isdecimal():
        return int(written)
    raise UserError(
        f"{word}: is no year; write four digits, several with commas (2020,2023)",
        f"{word}：不是年份；请写四位数字，几个年份用逗号分开（2020,2023）",
    )
