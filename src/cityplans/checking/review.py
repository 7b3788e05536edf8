"""Which rows a person should look at, which have been looked at, and what that says of the others.

The queue has two parts. *Doubtful* rows are those whose confidence is low; looking at all of them is a count,
not an estimate. The *sample* is drawn from all other rows by a hash of their id, which has nothing to do with
what they say, so that the first of it, as far as it has been looked at, is a random sample. The share of its
rows that were right has an exact interval (C. J. Clopper & E. S. Pearson 1934, Biometrika 26, 404).

A verdict stands in corrections.csv under the field `verdict`, with what was judged: once a row is read
otherwise, a `keep` no longer counts.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from cityplans.extraction.corrections import KEEP, LINE_END, VERDICT, reading, reading_of

DROP, MEND = "drop", "mend"
VERDICTS = (KEEP, DROP, MEND)
DOUBTFUL, SAMPLE = KINDS = ("doubtful", "sample")
SURE = 0.8  # confidence below which a row is doubtful
DRAWN = 20  # rows of the sample
LEVEL = 0.95
CHECK = {  # sign of doubt → the field to look at first
    "no_key": "indicator_id", "year_inherited": "horizon", "year_of_plan": "horizon", "no_year": "horizon",
    "bracket_beside": "value_low", "crowded_sentence": "indicator_text", "long_quote": "quote",
    "long_indicator": "indicator_text", "short_indicator": "indicator_text",
    "odd_indicator": "indicator_text",
    "deed_in_indicator": "indicator_text", "subject_from_before": "indicator_text",
    "shared_value": "indicator_text", "noun_behind": "indicator_text", "in_bracket": "value_low",
    "rare_unit": "unit", "value_in_words": "value_low", "of_money": "value_low", "total": "measure",
    "gain": "measure", "state_built": "measure", "rate": "measure", "place_in_order": "scope",
}  # fmt: skip

Key = tuple[str, str, str, str]  # plan_id, quote, indicator_text, which of several


class Queued(NamedTuple):
    """A row to look at: why it is in the queue, and the verdict on it ("" for none yet)."""

    row: Mapping
    kind: str
    verdict: str


class Looked(NamedTuple):
    """Of one part of the queue: its rows, those looked at, those of them that were right."""

    rows: int
    looked: int
    right: int


class Precision(NamedTuple):
    """The share of rows that are right: estimate and interval."""

    share: float
    low: float
    high: float


def rows_of(targets: pd.DataFrame) -> list[dict]:
    """Rows as dicts with None for missing, in the order of id."""
    made = targets.astype(object).where(targets.notna(), None).to_dict("records")
    return sorted(made, key=lambda r: r["target_id"])


def queue(targets: Sequence[Mapping], corrections: Iterable[Mapping[str, str]]) -> list[Queued]:
    """The doubtful rows, the least sure first, then the sample in the order drawn."""
    said = {_key_of(r): r for r in corrections if r["field"] == VERDICT}
    keys = keyed(targets)
    judged = [t for t in targets if t["confidence"] is not None]
    doubtful = [t for t in judged if t["confidence"] < SURE]
    doubtful.sort(key=lambda t: (t["confidence"], t["plan_id"], t["start"], t["target_id"]))
    others = sorted((t for t in judged if t["confidence"] >= SURE), key=lambda t: drawn(t["target_id"]))
    gone = sum(r["new"] == DROP and kind_of(r) == SAMPLE for r in said.values())
    parts = ((DOUBTFUL, doubtful), (SAMPLE, others[: max(0, DRAWN - gone)]))
    return [
        Queued(t, kind, _verdict(t, said.get(keys[t["target_id"]]))) for kind, rows in parts for t in rows
    ]


def _verdict(row: Mapping, said: Mapping[str, str] | None) -> str:
    """The verdict, unless the row that was kept is now read otherwise."""
    if said is None or (said["new"] == KEEP and reading_of(said) != reading(row)):
        return ""
    return said["new"]


def drawn(target_id: str) -> str:
    return hashlib.sha256(target_id.encode()).hexdigest()


def keyed(targets: Iterable[Mapping]) -> dict[str, Key]:
    """target_id → the key under which corrections know it."""
    alike = defaultdict(list)
    for row in targets:
        alike[row["plan_id"], row["quote"], row["indicator_text"] or ""].append(row)
    return {
        row["target_id"]: (*key, str(n) if len(rows) > 1 else "")
        for key, rows in alike.items()
        for n, row in enumerate(sorted(rows, key=lambda r: (r["start"], r["target_id"])), 1)
    }


def _key_of(row: Mapping[str, str]) -> Key:
    quote = row["quote"].replace(LINE_END, "\n")
    return row["plan_id"], quote, row.get("indicator_text", ""), row.get("nth", "")


def judged(kind: str, row: Mapping) -> str:
    """What corrections.csv keeps of it: why the row was in the queue, and its reading."""
    return f"{kind}: {reading(row)}"


def kind_of(correction: Mapping[str, str]) -> str:
    return correction["old"].partition(": ")[0]


def fields_to_check(row: Mapping) -> list[str]:
    """The fields its doubts concern, the gravest first, each once."""
    signs = (row["doubts"] or "").split(";")
    return list(dict.fromkeys(CHECK[sign] for sign in signs if sign in CHECK))


def looked(targets: Sequence[Mapping], corrections: Sequence[Mapping[str, str]]) -> dict[str, Looked]:
    """Of each part of the queue: how many rows, looked at, right. Rows that were dropped count as wrong."""
    plans = {t["plan_id"] for t in targets}
    dropped = [r for r in corrections if r["field"] == VERDICT and r["new"] == DROP and r["plan_id"] in plans]
    there = {_key_of(r) for r in dropped} & set(keyed(targets).values())
    gone = [kind_of(r) for r in dropped if _key_of(r) not in there]
    found = {}
    waiting = queue(targets, corrections)
    for kind in KINDS:
        rows = [q for q in waiting if q.kind == kind]
        n = gone.count(kind)
        done = [q.verdict for q in rows if q.verdict]
        found[kind] = Looked(len(rows) + n, len(done) + n, done.count(KEEP))
    return found


def of_sample(part: Looked) -> Precision | None:
    """The share of right rows among those that are not doubtful, with its exact interval."""
    if not part.looked:
        return None
    from scipy.stats import binomtest

    found = binomtest(part.right, part.looked).proportion_ci(LEVEL, method="exact")
    return Precision(part.right / part.looked, float(found.low), float(found.high))


def of_all(found: Mapping[str, Looked], targets: int) -> Precision | None:
    """The share of right rows among all `targets` rows as extracted, once every doubtful one was looked at:
    those are counted, the others estimated from the sample."""
    doubtful, others = found[DOUBTFUL], of_sample(found[SAMPLE])
    if doubtful.looked < doubtful.rows or others is None or not targets:
        return None
    rest = targets - doubtful.rows
    return Precision(*((doubtful.right + rest * share) / targets for share in others))
