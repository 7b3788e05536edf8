"""Witnesses of a text → plans, each a work with all its editions, under ids that do not change."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cityplans.reading import editions
from cityplans.reading.editions import Witness
from cityplans.reading.plans import issuers, metadata, titles
from cityplans.reading.plans.head import SPEECH
from cityplans.reading.plans.regions import Regions
from cityplans.records import Clause, Edition, Plan, Problem

SPOKEN = 600  # characters in which a report says that it is one
SLUG = 60  # characters of a file's name in an edition id


def plans_of(witnesses: Sequence[Witness], places: Regions) -> tuple[tuple[Plan, ...], list[Problem]]:
    """Witnesses grouped into plans with stable ids."""
    groups, problems = editions.group(witnesses)
    made = []
    for group in groups:
        reference = editions.reference_of(group)
        others = [w for w in group if w is not reference]
        made.append((editions.merged_metadata([w.meta for w in (reference, *others)]), reference, others))
    as_found = [editions.merged_metadata([w.found or w.meta for w in (r, *o)]) for _, r, o in made]
    ids = plan_ids(as_found, [reference.text for _, reference, _ in made], places)
    plans = [_plan(plan_id, places, *rest) for plan_id, rest in zip(ids, made, strict=True)]
    return tuple(sorted(plans, key=lambda plan: plan.plan_id)), problems


def plan_ids(metas: Sequence[metadata.Metadata], texts: Sequence[str], places: Regions) -> list[str]:
    """region-year-kind for each plan, by what its files say: a title or date that a person mends in
    catalog.csv leaves it alone, a region does not. Of plans that would share an id the earliest keeps it, the
    others get a
    short hash of title and text. Independent of the order of the files."""
    bare = [_bare_id(meta, places) for meta in metas]
    marks = [_hash(f"{meta.title}\n{text}") for meta, text in zip(metas, texts, strict=True)]
    ids = list(bare)

    def age(index: int) -> tuple[str, str, str]:
        return metas[index].date or "9999", _hash(metas[index].title), marks[index]

    alike: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(bare):
        alike[name].append(index)
    for name, indices in alike.items():
        for index in sorted(indices, key=age)[1:]:
            ids[index] = f"{name}-{marks[index][:6]}"
    return ids


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _bare_id(meta: metadata.Metadata, places: Regions) -> str:
    region = meta.region.ascii if meta.region else "unknown"
    kind = titles.type_of(meta.title, places)
    return "-".join(str(part) for part in (region, meta.year, kind) if part)


def _plan(
    plan_id: str, places: Regions, meta: metadata.Metadata, reference: Witness, others: Sequence[Witness]
) -> Plan:
    members = [reference, *others]
    made = [_edition(plan_id, w, reference) for w in members]
    made = _with_distinct_ids(sorted(made, key=lambda e: (not e.is_reference, e.source_file, e.source_start)))
    region = meta.region
    parent = places.parent(region) if region else ""
    return Plan(
        plan_id,
        region.name if region else "",
        region.code if region else "",
        region.level if region else "",
        parent,
        meta.issuer,
        meta.title,
        meta.doc_no,
        meta.date,
        *meta.period,
        meta.status,
        tuple(made),
        _type(meta.title, reference.text, places),
        issuers.issuer_type(meta.issuer, meta.co_issuers, places.said),
        meta.co_issuers,
    )


def _type(title: str, text: str, places: Regions) -> str:
    """The plan_type by the title; a text without one may open as a report to a congress."""
    spoken = not title and SPEECH.search(text[:SPOKEN])
    return "work_report" if spoken else titles.plan_type_of(title, places)


def _edition(plan_id: str, witness: Witness, reference: Witness) -> Edition:
    is_reference = witness is reference
    share = 1.0 if is_reference else round(editions.coverage(reference.text, witness.text), 4)
    edition_id = f"{plan_id}-{_slug(witness.source_file)}"
    prefix = plan_id if is_reference else edition_id
    clauses = tuple(Clause(prefix + c.clause_id[1:], *c[1:]) for c in witness.clauses)
    return Edition(
        edition_id,
        witness.source_file,
        int(witness.origins[0]),
        int(witness.origins[-1]) + 1,
        witness.text,
        witness.origins,
        clauses,
        witness.pages,
        witness.script,
        not witness.continued and share >= editions.COMPLETE,
        share,
        is_reference,
        witness.cleaning,
        witness.recognised,
        witness.unrestored,
    )


def _slug(source_file: str) -> str:
    """File stem in ASCII; a name without ASCII letters becomes a short hash."""
    path = Path(source_file)
    stem = "-".join(filter(None, (path.stem, path.suffix.partition("#")[2])))
    ascii_part = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:SLUG].strip("-")
    complete = ascii_part and all(c.isascii() for c in stem)
    return ascii_part if complete else "-".join(filter(None, (ascii_part, _hash(source_file)[:8])))


def _with_distinct_ids(made: list[Edition]) -> list[Edition]:
    """Two texts of one file (or files of one name) get a number."""
    seen: dict[str, int] = {}
    out = []
    for edition in sorted(made, key=lambda e: (e.source_file, e.source_start)):
        seen[edition.edition_id] = seen.get(edition.edition_id, 0) + 1
        count = seen[edition.edition_id]
        out.append(edition if count == 1 else replace(edition, edition_id=f"{edition.edition_id}-{count}"))
    return out
