"""What passes from the coding of single plans to the tables that compare them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from cityplans.records import travels

CLAUSE = ("clause_id", "clause_kind", "section", "number", "heading", "start", "text")


class Wording(NamedTuple):
    """A plan before its words are looked at; each of `clauses` has the fields of CLAUSE."""

    plan_id: str
    title: str
    region: str
    region_code: str
    clauses: tuple[tuple, ...]


@travels
class Found(NamedTuple):
    """A name in a clause's text, and the rule that found it."""

    name: str
    kind: str
    start: int
    end: int
    rule: str


Mention = tuple[Found, str, str, int]  # a name with its clause, section and where the clause starts


@travels
class Words(NamedTuple):
    """The words of one plan, sentence by sentence, as places in its sorted vocabulary.

    Sentence i holds `places[ends[i - 1]:ends[i]]` and stands in clause `clauses[i]`.
    """

    vocabulary: tuple[str, ...]
    places: np.ndarray
    ends: np.ndarray
    clauses: tuple[str, ...]


@travels
class Coded(NamedTuple):
    """What one plan's wording gives.

    `evidence` and `themes` are rows of the tables theme_evidence and themes, `instruments` of instruments,
    each packed and without plan_id (tables.batch); `masked` is the running text with everything blanked that
    is no vocabulary.
    """

    plan_id: str
    evidence: pa.RecordBatch
    themes: pa.RecordBatch
    instruments: pa.RecordBatch
    names: list[Mention]
    masked: str
    words: Words
