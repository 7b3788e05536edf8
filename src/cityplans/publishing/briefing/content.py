"""What a briefing says, before it becomes a file: findings, charts and tables, every number with its source.

Word and PowerPoint files are two ways to print one `Briefing`; neither computes or formats a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from cityplans.comparison.ambition.alike import Row, group_of
from cityplans.comparison.plans import kinds
from cityplans.publishing.telling.comparable import group_label
from cityplans.publishing.telling.text import INNER_QUOTES, cell_text
from cityplans.publishing.telling.view import View

MOST_OF_HEADING = 24  # characters


class Mark(NamedTuple):
    """Refers to a source by its number in the briefing, from 1."""

    number: int


Rich = tuple[str | Mark, ...]  # a sentence or a cell


class Point(NamedTuple):
    """A bar: the figure plotted and the words that stand at it."""

    value: float | None
    label: str = ""
    faint: bool = False  # approximate or aspirational
    hollow: bool = False  # from a draft


class Series(NamedTuple):
    name: str
    points: tuple[Point, ...]
    is_reference: bool = False  # the territory above, drawn in grey


@dataclass(frozen=True)
class Plot:
    """A native bar chart; the title is the finding, the note the qualifiers."""

    title: str
    note: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False


class Plots(NamedTuple):
    """Charts side by side and what they are about."""

    title: str
    plots: tuple[Plot, ...]


@dataclass(frozen=True)
class Table:
    """A native table; `widths` are shares of the width, `numbers` the columns set to the right."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Rich, ...], ...]
    widths: tuple[float, ...]
    note: str = ""


@dataclass(frozen=True)
class Briefing:
    """Findings, charts, tables, and the sources by number; `tables` after the first may be left to slides."""

    name: str
    lang: str
    title: str
    subtitle: str
    findings: tuple[Rich, ...]
    plots: tuple[Plots, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    footer: str
    date: str  # of the newest plan used; "" where none is dated
    places: tuple[tuple[str, str], ...] = ()  # of each source: short name of the plan, innermost heading


def clean(text: object) -> str:
    """Text of documents as one line that XML can hold; nothing in it is markup."""
    return " ".join(cell_text(text if isinstance(text, str) else "").split())


def plain(rich: Rich) -> str:
    """The words without the source numbers."""
    return "".join(part for part in rich if isinstance(part, str))


def shortened(text: str, most: int) -> str:
    """At most so many characters, the last an ellipsis where some are left out."""
    return text if len(text) <= most else text[: most - 1].rstrip("，、；： ") + "…"


def join(parts: list[Rich], between: str) -> Rich:
    out: list[str | Mark] = []
    for i, part in enumerate(parts):
        out += [between, *part] if i else part
    return tuple(out)


@dataclass
class Cited:
    """The sources a briefing has named so far, in the order of their numbers."""

    sources: list[str] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)  # of each, for where room is short
    numbers: dict[tuple, int] = field(default_factory=dict)  # (plan_id, section) → number
    plans: set[str] = field(default_factory=set)  # plan_ids cited; their title has been given
    shown: set[str] = field(default_factory=set)  # plan_ids drawn without a mark of their own


def left_for_workbook(view: View, n: int, counted: str = "项") -> str:
    """Where what a page leaves out stands; nothing where it leaves out none."""
    return view.pick(f"另有{n}{counted}见工作簿。", f"{n} more in the workbook.") if n > 0 else ""


@dataclass(frozen=True, eq=False)
class Material(View):
    """A view that numbers the sources of what it says."""

    so_far: Cited = field(default_factory=Cited)

    def place_in_codebook(self, row: Mapping) -> tuple:
        """Indicators in the codebook's order, whatever the language."""
        return self.place_of(row["indicator_id"]), group_of(row)

    def labelled(self, row: Mapping, with_unit: bool = True) -> str:
        """Name of a row's indicator with what sets it apart."""
        return clean(group_label(self, group_of(row), with_unit, row.get("region")))

    def called(self, plan_id: str) -> str:
        """A plan as the subject of a sentence: 嘉兴 2020计划, 广东报告; by its name alone where that says
        what kind of document it is."""
        kind, name = self.word("plan_type", self.plans[plan_id]["plan_type"]), self.name(plan_id)
        is_report = self._kinds.get(plan_id) == "work_report"
        noun = self.pick("报告" if is_report else "计划", "")
        return name if kind and kind in name else name + noun

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return kinds(self.frame("plans"))

    def place(self, row: Mapping) -> str:
        """The row's region, marked where its plan is a draft."""
        return self.region(row["region"]) + self.draft_mark * self.is_draft(row["plan_id"])

    def cited(self, target_id: str) -> Rich:
        """A target as printed everywhere else, and the number of its source."""
        return (self.value(self.as_counted(self.targets[target_id])), self.mark(target_id))

    def cited_in_words(self, target_id: str) -> Rich:
        """A target as it is said within a sentence, with its unit, and the number of its source."""
        return (self.said(self.as_counted(self.targets[target_id])), self.mark(target_id))

    def mark(self, target_id: str) -> Mark:
        """Number of the plan and section where a target stands; the same for the same section."""
        target, so_far = self.targets[target_id], self.so_far
        place = self._section(self._clauses.get(target["clause_id"] or "", {}))
        key = (target["plan_id"], place)
        if key not in so_far.numbers:
            so_far.sources.append(self._named_source(target["plan_id"], place))
            so_far.places.append((clean(self.name(target["plan_id"])), place.rsplit(" / ", 1)[-1]))
            so_far.numbers[key] = len(so_far.sources)
        return Mark(so_far.numbers[key])

    @cached_property
    def _clauses(self) -> dict[str, Row]:
        return {c["clause_id"]: c for c in self.rows("clauses")}

    def _section(self, clause: Mapping) -> str:
        """Headings above a clause and its own, long ones (whole sentences as headings) shortened."""
        own = clean(f"{clause.get('number') or ''}{clause.get('heading') or ''}")
        parts = [*clean(clause.get("section")).split(" / "), own]
        return " / ".join(shortened(part.lstrip("—"), MOST_OF_HEADING) for part in parts if part)

    def _named_source(self, plan_id: str, section: str) -> str:
        """Title and date where a plan is first cited, its short name after; then the section."""
        about = clean(self.name(plan_id))
        if plan_id not in self.so_far.plans:
            self.so_far.plans.add(plan_id)
            about += self.pick("：", ": ") + self.titled(plan_id)
        inner = section.translate(INNER_QUOTES)
        return about + (self.pick(f"，“{inner}”", f", “{inner}”") if section else "")

    def titled(self, plan_id: str) -> str:
        """`《…决定》（2020-07-08，征求意见稿）`"""
        plan = self.plans[plan_id]
        date = self.issued(plan_id) or self.pick("无日期", "undated")
        draft = self.pick("，征求意见稿", ", draft") if plan["status"] == "draft" else ""
        title = clean(plan["title"]).strip("《》")
        told = f"《{title}》" if title else self.pick("无标题", "untitled")
        return told + self.pick(f"（{date}{draft}）", f" ({date}{draft})")
