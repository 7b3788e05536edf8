"""The tables of single plans, made and kept block by block of neighbouring plans.

What is said of one plan alone does not change when another comes in. Plans sorted by id are parted into
blocks, and where a block begins is told by the ids alone: so one plan more makes one block anew, and every
other block is joined to the tables as it was kept (parts).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from cityplans import comparing, documents, parts, tables
from cityplans.codebook import Codebook
from cityplans.comparison.coding import instruments, themes
from cityplans.comparison.coding.coded import Coded
from cityplans.documents import FAILURES, TABLES, Extracted
from cityplans.extraction import corrections
from cityplans.parts import Part
from cityplans.reading.corpus import Corpus
from cityplans.records import Plan, Problem, travels
from cityplans.running import cache as kept
from cityplans.running.cache import Cache
from cityplans.running.code import version as version_of
from cityplans.running.spreading import Work
from cityplans.tables_of_plans import frames_of

NAMES = (
    "plans",
    "editions",
    "edition_differences",
    "cleaning_log",
    "clauses",
    *TABLES,
    "themes",
    "theme_evidence",
    "plan_themes",
    "instruments",
    "plan_instruments",
    "instrument_balance",
)
SIZE = 8  # plans of a block, on average
AT_ONCE = 256  # plans whose tables are made together: not all of them are held as rows


@travels
class Block(NamedTuple):
    """What is said of some neighbouring plans: the tables, the wording without what stands in the tables, of
    the table themes the heaviest row of every clause, the weights of themes by instrument, and problems."""

    tables: dict[str, Part]
    coded: list[Coded]
    main: pd.DataFrame
    crossed: pd.DataFrame
    problems: list[Problem]


class Plans(NamedTuple):
    """The plans one by one with a hash of all facts of each, parted, and what corrections may name."""

    blocks: list[list[Plan]]
    facts: dict[str, str]
    corrections: dict[str, list[Mapping[str, str]]]
    units: tuple[str, ...]


def parted(plans: Sequence[Plan]) -> list[list[Plan]]:
    """Plans sorted by id → blocks. A block begins at an id whose hash says so, but never at one that begins
    with another: its clauses would stand among those of the other."""
    blocks: list[list[Plan]] = []
    family = ""
    for plan in plans:
        if not (family and plan.plan_id.startswith(family)):
            family = plan.plan_id
            if not blocks or hashlib.sha256(family.encode()).digest()[0] % SIZE == 0:
                blocks.append([])
        blocks[-1].append(plan)
    return blocks


def made(corpus: Corpus, codebook: Codebook, work: Work, cache: Cache | None, clock) -> list[Block]:
    """The blocks of all plans, in order; those that were kept are taken as they are."""
    plans = _with_facts(corpus.plans, codebook, work, cache)
    clock.lap("reading")
    keys = _keys(plans, codebook) if cache else [""] * len(plans.blocks)
    found = [kept.get(cache, key, _is_block) if cache else None for key in keys]
    _use(plans, [i for i, block in enumerate(found) if block], codebook, cache)
    clock.lap("blocks")
    missing = [i for i, block in enumerate(found) if block is None]
    for batch in _batches(missing, [len(block) for block in plans.blocks]):
        fresh = _made(
            plans, [plans.blocks[i] for i in batch], corpus.differences, codebook, work, cache, clock
        )
        for i, block in zip(batch, fresh, strict=True):
            found[i] = block
            if cache and not any(problem.problem in FAILURES for problem in block.problems):
                kept.put(cache, keys[i], block)
        clock.lap("blocks")
    return found


def joined(blocks: Sequence[Block]) -> dict[str, Sequence[Part]]:
    """The tables of all blocks by name."""
    if not blocks:
        return {name: parts.of(name, tables.frame(name, [])) for name in NAMES}
    return {name: parts.in_order([block.tables[name] for block in blocks]) for name in NAMES}


def _is_block(value: object) -> bool:
    return (
        isinstance(value, Block)
        and isinstance(value.tables, dict)
        and set(value.tables) == set(NAMES)
        and all(map(parts.is_part, value.tables.values()))
        and all(isinstance(one, Coded) for one in value.coded)
    )


def _batches(missing: Sequence[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    """Blocks of AT_ONCE plans or a few more."""
    batch, count = [], 0
    for i in missing:
        batch.append(i)
        count += sizes[i]
        if count >= AT_ONCE:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch


def _with_facts(plans: Sequence[Plan], codebook: Codebook, work: Work, cache: Cache | None) -> Plans:
    ids = [plan.plan_id for plan in plans]
    facts = dict(zip(ids, documents.facts_of(plans))) if cache else {}
    named = corrections.by_plan(codebook)
    units: tuple[str, ...] = ()
    if named:  # a correction may give a unit that any target here has
        extracted = documents.extract(plans, codebook, work, cache, list(facts.values()))
        used = {unit for found in extracted for unit in found.targets["unit"].unique().to_pylist()}
        units = tuple(sorted(used - {None, ""}))
    return Plans(parted(plans), facts, named, units)


def _keys(plans: Plans, codebook: Codebook) -> list[str]:
    """The name of each block: of everything it depends on."""
    book = _book(codebook).digest
    version = version_of(__name__)
    keys = []
    for block in plans.blocks:
        ids = [plan.plan_id for plan in block]
        told = [sorted(row.items()) for plan_id in ids for row in plans.corrections.get(plan_id, ())]
        given = told and (told, plans.units)
        keys.append(kept.key("block", version, book, given, *(plans.facts[plan_id] for plan_id in ids)))
    return keys


def _book(codebook: Codebook) -> Codebook:
    """What of the codebook the tables of single plans are made with, beside the corrections."""
    return codebook.part("extraction", "wording")


def _use(plans: Plans, kept_blocks: Iterable[int], codebook: Codebook, cache: Cache | None) -> None:
    """What was kept of the single plans of these blocks stays, for the day on which one of them changes."""
    facts = [plans.facts[plan.plan_id] for i in kept_blocks for plan in plans.blocks[i]]
    if cache and facts:
        cache.used.update(documents.extraction_keys(facts, codebook.part("extraction")))
        cache.used.update(documents.wording_keys(facts, codebook.part("wording")))


def _made(plans: Plans, blocks: list[list[Plan]], differences, codebook, work, cache, clock) -> list[Block]:
    """Blocks whose tables are made together and then cut."""
    own = [plan for block in blocks for plan in block]
    ids = {plan.plan_id for plan in own}
    facts = [plans.facts[plan.plan_id] for plan in own] if cache else []
    extracted = documents.extract(own, codebook, work, cache, facts)
    clock.lap("extraction")
    frames = frames_of(own, extracted, [row for row in differences if row["plan_id"] in ids])
    frames["targets"], frames["numerals"], unfit = corrections.of_plans(
        frames["targets"], frames["numerals"], own, codebook, plans.units
    )
    clock.lap("blocks")
    coded = documents.code(frames["plans"], frames["clauses"], codebook, work, cache, plans.facts)
    clock.lap("wording")
    frames |= comparing.codes_of_plans(coded, frames["clauses"], frames["targets"], _book(codebook))
    beside = [
        themes.heaviest_rows(frames["themes"]),
        instruments.crossed(frames["instruments"], frames["themes"]),
    ]
    place = {plan.plan_id: i for i, block in enumerate(blocks) for plan in block}
    cuts = {name: _cut(name, data, place, len(blocks)) for name, data in frames.items()}
    main, sums = (_parted(data, place, len(blocks)) for data in beside)
    wordings: list[list[Coded]] = [[] for _ in blocks]
    for one in coded:
        wordings[place[one.plan_id]].append(_rest(one))
    said = _problems(own, extracted, unfit, place, len(blocks))
    return [
        Block({name: found[i] for name, found in cuts.items()}, wordings[i], main[i], sums[i], said[i])
        for i in range(len(blocks))
    ]


def _cut(name: str, data: pd.DataFrame, place: Mapping[str, int], blocks: int) -> list[Part]:
    return parts.cut(name, data, _slices(data, place, blocks).tolist())


def _slices(data: pd.DataFrame, place: Mapping[str, int], blocks: int) -> np.ndarray:
    """The row at which each block begins, with one more for the end; plans of a block stand together."""
    own = data["plan_id"].map(place).to_numpy(dtype=int)
    if (np.diff(own) < 0).any():
        raise ValueError("rows of one block stand among those of another")
    return np.searchsorted(own, np.arange(blocks + 1))


def _parted(data: pd.DataFrame, place: Mapping[str, int], blocks: int) -> list[pd.DataFrame]:
    edges = _slices(data, place, blocks)
    return [data.iloc[a:b].reset_index(drop=True) for a, b in pairwise(edges)]


def _rest(coded: Coded) -> Coded:
    """Without what stands in the tables."""
    return coded._replace(evidence=None, themes=None, instruments=None)


def _problems(
    own: Sequence[Plan],
    extracted: Sequence[Extracted],
    unfit: Mapping[str, Sequence[Problem]],
    place: Mapping[str, int],
    blocks: int,
) -> list[list[Problem]]:
    said: list[list[Problem]] = [[] for _ in range(blocks)]
    for plan, found in zip(own, extracted):
        said[place[plan.plan_id]] += found.problems
    for plan_id, problems in unfit.items():
        said[place[plan_id]] += problems
    return said


def main_themes(blocks: Sequence[Block]) -> pd.DataFrame:
    """Of the table themes the heaviest row of every clause."""
    return _together([block.main for block in blocks], ["plan_id", "clause_id", "theme", "weight"])


def crossed(blocks: Sequence[Block]) -> pd.DataFrame:
    """What instruments.crossed says of all plans."""
    return _together([block.crossed for block in blocks], ["plan_id", "theme", "instrument", "weight"])


def _together(found: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    filled = [data for data in found if len(data)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=columns)


def rows_of(blocks: Sequence[Block], name: str, plan_ids: Iterable[str] | None = None) -> pd.DataFrame:
    """The rows of a table; of blocks that hold one of these plans only, where they are given."""
    asked = None if plan_ids is None else {*plan_ids}
    held = [
        block.tables[name]
        for block in blocks
        if asked is None or any(one.plan_id in asked for one in block.coded)
    ]
    return parts.frame(parts.in_order(held)) if held else tables.frame(name, [])
