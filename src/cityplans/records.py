"""The few records that travel between stages before they become table rows.

Offsets are Python string offsets. `Plan.text` is the cleaned text of the reference edition; every clause,
number and target indexes into it. `Edition.origins[i]` is where character i of the edition's cleaned text
stands in the decoded file, so that every span leads back to the file as received.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import numpy as np

Record = TypeVar("Record", bound=type)
TRAVELLING: dict[tuple[str, str], type] = {}  # (module, name) -> class


def travels(kind: Record) -> Record:
    """Of a dataclass or named tuple: what one run made of it the next may take from the cache."""
    TRAVELLING[kind.__module__, kind.__qualname__] = kind
    return kind


def fields_of(record) -> tuple:
    """What the record's class makes an equal one of."""
    if isinstance(record, tuple):
        return tuple(record)
    return tuple(getattr(record, name) for name in record.__dataclass_fields__)


@travels
class Problem(NamedTuple):
    """One thing a person should know about a file (a row of `problems`)."""

    source_file: str
    stage: str
    problem: str
    message: str
    start: int | None = None
    end: int | None = None
    message_zh: str = ""  # empty: what codebook/problems.csv says of the code


class Account(NamedTuple):
    """Where the characters of one text of a file went, blanks aside (a row of `accounts`): the last four
    add up to `characters`."""

    source_file: str
    characters: int
    in_plans: int
    in_other_parts: int
    removed: int
    aside: int


@travels
class Clause(NamedTuple):
    """A paragraph of a plan; clauses tile the plan's text.

    `section` is the path of headings above it joined by " / "; `clause_kind` one of schema.CLAUSE_KINDS.
    """

    clause_id: str
    section: str
    number: str
    heading: str
    text: str
    start: int
    end: int
    departments: str = ""
    clause_kind: str = "text"


@travels
@dataclass(frozen=True)
class Edition:
    """A witness of a plan: the stretch of one file that carries it, cleaned."""

    edition_id: str
    source_file: str
    source_start: int
    source_end: int
    text: str
    origins: Sequence[int] = field(repr=False)
    clauses: tuple[Clause, ...] = field(default=(), repr=False)
    pages: Sequence[int] = field(default=(), repr=False)
    script: str = "hans"
    complete: bool = True
    coverage: float = 1.0
    is_reference: bool = True
    cleaning: tuple[tuple[str, int], ...] = ()
    recognised: tuple[tuple[int, int, float], ...] = ()  # of the decoded file: start, end, confidence
    unrestored: tuple[tuple[int, int], ...] = ()  # of the decoded file: tables whose cells nobody can part

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the decoded file (end exclusive)."""
        part = np.asarray(self.origins[start:end])
        return int(part.min()), int(part.max()) + 1

    def in_lost_table(self, start: int) -> bool:
        """Whether a character stands in a table that could not be put back."""
        return any(a <= self.origins[start] < b for a, b in self.unrestored)

    def page_of(self, start: int) -> int | None:
        """Page (from 1) of a character; `pages` holds each page's first offset in the decoded file."""
        if not len(self.pages):
            return None
        origin = self.origins[start]
        return sum(1 for first in self.pages if first <= origin)


@travels
@dataclass(frozen=True)
class Plan:
    """A work: one plan of one government, whatever the number of its editions."""

    plan_id: str
    region: str
    region_code: str
    region_level: str
    parent_region: str
    issuer: str
    title: str
    doc_no: str
    date: str
    period_start: int | None
    period_end: int | None
    status: str
    editions: tuple[Edition, ...]
    plan_type: str = "other"
    issuer_type: str = ""
    co_issuers: str = ""

    @property
    def reference(self) -> Edition:
        return next(e for e in self.editions if e.is_reference)

    @property
    def text(self) -> str:
        return self.reference.text

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return self.reference.clauses
