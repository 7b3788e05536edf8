"""The heads of a fused table, 序号指标单位2020年2025年年均增速属性, as the columns they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cityplans.chinese.years import FIVE_YEAR_NUMBER, five_year_end
from cityplans.reading.cleaning.cell_words import CLASS
from cityplans.reading.mapped import Span
from cityplans.reading.table_heads import inside

PERIOD = rf"[“\"]?(?P<period>{FIVE_YEAR_NUMBER})五[”\"]?(?:时期|期间)?"
YEARS = r"(?P<first>(?:19|20)\d\d)年?[-—–~至到](?P<last>(?:19|20)\d\d)年?"
RATE = rf"(?:{PERIOD}|{YEARS})?(?:年均)?(?:增速|增长率?|增幅)(?:[（(\[〔](?:累计|[%％])[）)\]〕])*"
SUM = r"[（(\[〔]?累计[）)\]〕]?"
OF_YEAR = "现状|基期|实际|完成|目标|规划|预期"
DATED = rf"(?P<year>(?:19|20)\d\d)年?(?:[（(][^（）()]{{1,8}}[）)])?(?:{OF_YEAR})?值?(?:绝对值)?"
# the roles of table_heads.csv by what they are here, in the order in which they are tried
ROLES = (
    ("group", "category"),
    ("number", "number"),
    ("name", "indicator"),
    ("unit", "unit"),
    ("nature", "nature"),
)
# rows are numbered, whatever the heads say: 1. or 1旅游总收入…预期性2旅游床位数
SECOND_ROW = rf"[\u4e00-\u9fff][^。；\n]{{0,80}}?(?:{CLASS})2[\u4e00-\u9fff]"
FIRST_ROW = re.compile(rf"[^\d。；，]{{0,12}}?1(?:[.．、](?!\d)|(?={SECOND_ROW}))")
FIVE = 5  # years of a five-year plan


@lru_cache(maxsize=8)
def _patterns(said: tuple[str, ...]) -> tuple[tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str]]:
    """What may stand behind each other as heads, the first that fits counting; and how heads open. `said`:
    the heads of the codebook by ROLES, and of values and notes."""
    *own, value, note = said
    heads = [(kind, re.compile(one)) for (kind, _), one in zip(ROLES, own, strict=True)]
    group, number, name, *_ = own
    values = [("rate", re.compile(RATE)), ("rate", re.compile(SUM))]
    values += [("value", re.compile(DATED)), ("value", re.compile(value)), ("note", re.compile(note))]
    return (*heads, *values), re.compile(rf"(?:(?:{group}|{number}){{1,2}})?{name}")


class Column(NamedTuple):
    """A column, its head as printed, and the years it is of: for a rate the first and the last."""

    kind: str
    said: str
    first: int = 0
    last: int = 0


class Heads(NamedTuple):
    """The columns of a fused table, in their order."""

    span: Span
    columns: tuple[Column, ...]

    @property
    def said(self) -> str:
        return "\t".join(column.said for column in self.columns)

    @property
    def figures(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.kind in ("value", "rate"))

    def has(self, kind: str) -> bool:
        return any(column.kind == kind for column in self.columns)


NAME = re.compile("指 ?标|名称|主要目标|(?:产品|品种)单位")
BEFORE, BEHIND = 60, 12  # characters of heads that stand before the one for names, and of that one


def heads_in(text: str) -> Iterator[Heads]:
    """Heads that a table may have, where they stand."""
    said = tuple(inside(role) for role in (*(role for _, role in ROLES), "value", "note"))
    heads, opens = _patterns(said)
    for found in _near_names(text, opens):
        columns, end = _columns(text, found.start(), heads)
        kinds = [column.kind for column in columns]
        if "value" not in kinds or "name" not in kinds[: kinds.index("value")]:
            continue
        if FIRST_ROW.match(text, end) and "number" not in kinds:
            columns.insert(kinds.index("name"), Column("number", "序号"))
        made = Heads((found.start(), end), _dated(columns))
        if len(made.figures) > 1 or made.has("unit"):
            yield made


def _near_names(text: str, opens: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where heads may begin: before each 指标 or 名称, for they name what is measured."""
    done = 0
    for name in NAME.finditer(text) if "指标" in text or "指 标" in text else ():
        if name.start() < done:
            continue
        for found in opens.finditer(text, max(done, name.start() - BEFORE), name.end() + BEHIND):
            yield found
            done = found.end()
        done = max(done, name.end())


def _columns(text: str, at: int, heads: Sequence[tuple[str, re.Pattern[str]]]) -> tuple[list[Column], int]:
    columns: list[Column] = []
    while True:
        said = {column.kind for column in columns} - {"value", "rate"}
        said |= {"group"} if "name" in said else set()  # 指标类型 behind the names is no group
        found = ((kind, head.match(text, at)) for kind, head in heads if kind not in said)
        kind, match = next(((kind, match) for kind, match in found if match and match[0]), ("", None))
        if match is None:
            return columns, at
        columns.append(_column(kind, match))
        at = match.end()


def _column(kind: str, match: re.Match) -> Column:
    said = match.groupdict()
    if said.get("year"):
        return Column(kind, match[0], int(said["year"]), int(said["year"]))
    if said.get("period"):
        end = five_year_end(said["period"])
        return Column(kind, match[0], end - FIVE, end)
    if said.get("first"):
        return Column(kind, match[0], int(said["first"]), int(said["last"]))
    return Column(kind, match[0])


def _dated(columns: list[Column]) -> tuple[Column, ...]:
    """Rates that name no years are of the first and the last year of the table."""
    years = [column.first for column in columns if column.kind == "value"]
    years = years if all(years) else []
    return tuple(
        column._replace(first=years[0], last=years[-1])
        if column.kind == "rate" and not column.first and years
        else column
        for column in columns
    )
