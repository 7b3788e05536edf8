"""What the columns of an indicator table hold, told from their heads: 序号, 指标, 单位, 2025年, 属性."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from cityplans.chinese.alternation import longest_first
from cityplans.codebook import Codebook

NUMBERED = re.compile("[（(]?[一二三四五六七八九十]{1,3}[、）)]")  # 一、经济增长: a group among rows
LONGEST_HEAD = 24
# roles of columns; the first that fits counts
ROLES = (
    "number", "nature", "note", "unit", "category", "indicator", "year", "mean", "cumulative", "growth",
    "value",
)  # fmt: skip
# a head that names a year holds values, one that names its mean too whatever else it says (2030年/年均)
DATED = r".*(?:19|20)\d\d.*|“?十[一二三四五六七八]五”?.*"
DATED_MEAN = r".*(?:19|20)\d\d年?(?:目标值?)?[/／、或（(]+(?:年均|累计).*"
# what stands above a table of one unit, or at the right over its heads
UNIT_LINE = re.compile(r"[（(]?\s*(?:计量|数据)?单位\s*[：:]\s*[^。；：]{1,24}[）)]?$")
VALUES = ("value", "growth", "cumulative")
BRACKET = re.compile(r"[（(〔\[［]([^（）()〔〕\[\]［］]*)[）)〕\]］]")
MOST_KEPT = 10_000  # heads whose role is remembered
_spoken: ContextVar[Heads] = ContextVar("heads")


class Heads:
    """The words of table_heads.csv and units.csv, compiled."""

    def __init__(self, rows: Iterable[Mapping[str, str]], units: Iterable[str]) -> None:
        one = longest_first(units)
        self._unit = re.compile(
            rf"[（(]?[十百千万亿]{{0,3}}(?:{one})(?:[/／·][十百千万亿]{{0,3}}(?:{one}))*[）)]?"
        )
        said: dict[str, list[str]] = {"mean": [DATED_MEAN], "value": [DATED]}
        for row in rows:
            said.setdefault(row["role"], []).append(row["head"])
        self._said = {role: re.compile("|".join(heads), re.I) for role, heads in said.items()}
        self._inside = {role: _inside(heads) for role, heads in said.items()}
        self._kept: dict[str, str] = {}

    def says(self, role: str, head: str) -> bool:
        return role in self._said and bool(self._said[role].fullmatch(head))

    def inside(self, role: str) -> str:
        return self._inside.get(role, "(?!)")

    def is_unit(self, word: str) -> bool:
        return bool(self._unit.fullmatch(word))

    def role_of(self, head: str) -> str:
        if head not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[head] = self._role(head)
        return self._kept[head]

    def _role(self, head: str) -> str:
        bare = re.sub(r"\s+", "", head)
        if not bare or len(bare) > LONGEST_HEAD or re.search("[。；，！？：]", bare) or NUMBERED.match(bare):
            return ""
        bare = BRACKET.sub("", bare) or bare
        role = next((role for role in ROLES if self.says(role, bare)), "")
        parts = re.split("[/／]", bare) if not role else []
        if len(parts) > 1 and any(self.says("indicator", part) for part in parts):
            return "indicator"  # 指标/工程
        return "value" if role == "mean" else role


def _inside(heads: Iterable[str]) -> str:
    """Heads as they stand in a line without anything between them: .* could be other heads, and is nothing;
    a blank may part 指 from 标."""
    undated = (head for head in heads if head not in (DATED, DATED_MEAN) and not head.startswith("(?!"))
    bare = dict.fromkeys(head.replace("（.*）", "（[^（）]{0,12}）").replace(".*", "") for head in undated)
    known = [head.replace("指标", "指 ?标").replace(")*", "){0,3}") for head in bare if head]
    return f"(?:{'|'.join(known)})" if known else "(?!)"


@lru_cache(maxsize=4)
def heads_of(codebook: Codebook) -> Heads:
    return Heads(codebook["table_heads"], (row["surface"] for row in codebook["units"]))


@contextmanager
def spoken(heads: Heads) -> Iterator[None]:
    """Heads of tables are read by these words in the block. Readers of files, fixes and rules ask for a role
    in forty places, far below where a codebook is at hand: it is said once, where a file or plan begins."""
    before = _spoken.set(heads)
    try:
        yield
    finally:
        _spoken.reset(before)


def role_of(head: str) -> str:
    """Role of a column by its head; "" where the head is none.

    >>> [role_of(h) for h in ("序号", "指 标", "2025年目标值（万元）", "年均增速", "属性", "加快建设")]
    ['number', 'indicator', 'value', 'growth', 'nature', '']
    """
    return _spoken.get().role_of(head)


def inside(role: str) -> str:
    """The heads of a role as a pattern that finds them among others (指标单位基期值目标值)."""
    return _spoken.get().inside(role)


def is_unit(word: str) -> bool:
    """Whether a word is a unit and nothing else.

    >>> is_unit("亿元"), is_unit("件/万人"), is_unit("研发投入")
    (True, True, False)
    """
    return _spoken.get().is_unit(word)


def is_header(roles: list[str]) -> bool:
    """Whether heads are those of an indicator table: what is measured, and a column of values."""
    return "indicator" in roles and any(role in VALUES for role in roles)


def names_indicators(heads: Sequence[str]) -> bool:
    """Whether the cells of a line are the heads of a table of indicators.

    >>> names_indicators(["序号", "指标", "单位", "2025年"]), names_indicators(["工作", "内容", "时间"])
    (True, False)
    """
    roles = [role_of(head) for head in heads]
    return is_header(roles) and 2 * sum(map(bool, roles)) >= len(roles)


def names_tasks(heads: Sequence[str]) -> bool:
    """Whether the cells of a line are the heads of a list of tasks.

    >>> names_tasks(["序号", "重点任务", "牵头单位", "完成时限"]), names_tasks(["标题", "主要任务", "时间"])
    (True, False)
    """
    bare = [BRACKET.sub("", re.sub(r"\s+", "", head)) for head in heads]
    says = _spoken.get().says
    if any(says("of_texts", head) for head in bare):
        return False
    tasks, terms = ([says(role, head) for head in bare] for role in ("task", "who_or_when"))
    known = [*filter(None, (role_of(head) or says("beside_tasks", head) for head in bare))]
    return any(tasks) and any(terms) and 2 * (sum(tasks) + sum(terms) + len(known)) >= len(bare)
