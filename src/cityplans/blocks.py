"""The tables of single plans, made and kept block by block of neighbouring plans.

What is said of one plan alone does not change when another comes in. Plans sorted by id are parted into
blocks, and where a block begins is told by the ids alone: so one plan more makes one block anew, and every
other block is joined to the tables as it was kept (parts). Processes that share the work make whole blocks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, groupby, pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from cityplans import documents, parts, tables
from cityplans.codebook import Codebook
from cityplans.comparison.borrowing.by_plan import Facts
from cityplans.comparison.coding import coding, instruments, themes
from cityplans.comparison.coding.coded import Coded
from cityplans.documents import FAILURES, TABLES, Extracted
from cityplans.extraction import corrections
from cityplans.parts import Part
from cityplans.reading.corpus import Corpus
from cityplans.records import Plan, Problem, travels
from cityplans.running import cache as kept
from cityplans.running import spreading
from cityplans.running.cache import Cache
from cityplans.running.code import version as version_of
from cityplans.running.spreading import ONE_PROCESS, Work
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
READ = ("plans", "editions", "clauses", "targets", "actuals", "themes")  # when other tables are made
SIZE = 8  # plans of a block, on average
AT_ONCE = 64  # plans whose tables are made together, by one process: not all of them are held as rows


@travels
class Block(NamedTuple):
    """What is said of some neighbouring plans: the tables, the wording without what stands in the tables, of
    the table themes the heaviest row of every clause, the weights of themes by instrument, and problems; by
    plan_id a hash of all that the tables plans and clauses say of a plan."""

    tables: dict[str, Part]
    coded: list[Coded]
    main: pa.RecordBatch
    crossed: pa.RecordBatch
    problems: list[Problem]
    facts: dict[str, str]


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


class Batch(NamedTuple):
    """Blocks whose tables are made together and then cut, with the facts of their plans and the readings in
    which their editions differ."""

    blocks: list[list[Plan]]
    facts: dict[str, str]
    differences: list[dict]


class Shared(NamedTuple):
    """What every batch needs beside; the cache where the process that works may write to it."""

    codebook: Codebook
    units: tuple[str, ...]
    cache: Cache | None


def made(corpus: Corpus, codebook: Codebook, work: Work, cache: Cache | None) -> list[Block]:
    """The blocks of all plans, in order; those that were kept are taken as they are."""
    plans = _with_facts(corpus.plans, codebook, work, cache)
    keys = _keys(plans, codebook) if cache else [""] * len(plans.blocks)
    found = [kept.get(cache, key, _is_block) if cache else None for key in keys]
    _use(plans.facts.values(), codebook, cache)
    missing = [i for i, block in enumerate(found) if block is None]
    batches = list(_batches([plans.blocks[i] for i in missing], plans.facts, corpus.differences))
    new = sum(len(plans.blocks[i]) for i in missing)
    here = Cache(cache.folder, set()) if cache and work.engine == "local" else None
    shared = Shared(codebook, plans.units, here)
    fresh = spreading.each(_made, batches, shared, work, "plans", new / max(1, len(batches)))
    for i, block in zip(missing, chain.from_iterable(fresh), strict=True):
        found[i] = block
        if cache and not any(problem.problem in FAILURES for problem in block.problems):
            kept.put(cache, keys[i], block)
    return found


def joined(blocks: Sequence[Block]) -> dict[str, Sequence[Part]]:
    """The tables of all blocks by name."""
    if not blocks:
        return {name: parts.of(name, tables.frame(name, [])) for name in NAMES}
    return {name: parts.in_order([block.tables[name] for block in blocks]) for name in NAMES}


def facts(blocks: Sequence[Block]) -> dict[str, Facts]:
    """What stands for each plan where its words are compared; for its targets those of its whole block."""
    return {
        plan_id: Facts(fact, block.tables["targets"].digest)
        for block in blocks
        for plan_id, fact in block.facts.items()
    }


def _is_block(value: object) -> bool:
    return (
        isinstance(value, Block)
        and isinstance(value.tables, dict)
        and set(value.tables) == set(NAMES)
        and all(map(parts.is_part, value.tables.values()))
        and all(isinstance(one, Coded) for one in value.coded)
        and isinstance(value.facts, dict)
        and all(isinstance(rows, pa.RecordBatch) for rows in (value.main, value.crossed))
    )


def _batches(
    blocks: Sequence[list[Plan]], facts: Mapping[str, str], differences: Iterable[dict]
) -> Iterator[Batch]:
    """Batches of AT_ONCE plans, or some more or less."""
    starts = accumulate(map(len, blocks), initial=0)
    for _, held in groupby(zip(starts, blocks), lambda pair: pair[0] // AT_ONCE):
        own = [block for _, block in held]
        ids = {plan.plan_id for block in own for plan in block}
        told = {plan_id: facts[plan_id] for plan_id in ids} if facts else {}
        yield Batch(own, told, [row for row in differences if row["plan_id"] in ids])


def _with_facts(plans: Sequence[Plan], codebook: Codebook, work: Work, cache: Cache | None) -> Plans:
    ids = [plan.plan_id for plan in plans]
    facts = dict(zip(ids, documents.facts_of(plans))) if cache else {}
    named = corrections.by_plan(codebook)
    units: tuple[str, ...] = ()
    if named:  # a correction may give a unit that any target here has
        extracted = documents.extract(plans, codebook, work, cache, facts)
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


def _use(facts: Collection[str], codebook: Codebook, cache: Cache | None) -> None:
    """What was kept of single plans stays, also where their block is, for the day on which one of them
    changes."""
    if cache and facts:
        cache.used.update(documents.extraction_keys(facts, codebook.part("extraction")))
        cache.used.update(documents.wording_keys(facts, codebook.part("wording")))


def _made(batch: Batch, shared: Shared) -> list[Block]:
    """The blocks of a batch; what its plans say in numbers and words is kept by plan."""
    codebook, units, cache = shared
    place = {plan.plan_id: i for i, block in enumerate(batch.blocks) for plan in block}
    own = [plan for block in batch.blocks for plan in block]
    extracted = documents.extract(own, codebook, ONE_PROCESS, cache, batch.facts)
    frames = frames_of(own, extracted, batch.differences)
    frames["targets"], frames["numerals"], unfit = corrections.of_plans(
        frames["targets"], frames["numerals"], own, codebook, units
    )
    coded = documents.code(frames["plans"], frames["clauses"], codebook, ONE_PROCESS, cache, batch.facts)
    frames |= coding.tables_of(coded, frames["clauses"], frames["targets"], _book(codebook))
    beside = [
        themes.heaviest_rows(frames["themes"]),
        instruments.crossed(frames["instruments"], frames["themes"]),
    ]
    n = len(batch.blocks)
    cuts = {name: _cut(name, data, place, n) for name, data in frames.items()}
    main, sums = (_parted(data, place, n) for data in beside)
    wordings: list[list[Coded]] = [[] for _ in batch.blocks]
    for one in coded:
        wordings[place[one.plan_id]].append(_rest(one))
    said = _problems(own, extracted, unfit, place, n)
    version = version_of(__name__)
    facts = [
        {plan.plan_id: kept.key("facts", version, batch.facts.get(plan.plan_id)) for plan in block}
        for block in batch.blocks
    ]
    made = ({name: found[i] for name, found in cuts.items()} for i in range(n))
    return list(map(Block, made, wordings, main, sums, said, facts))


def _cut(name: str, data: pd.DataFrame, place: Mapping[str, int], blocks: int) -> list[Part]:
    return parts.cut(name, data, _slices(data, place, blocks).tolist(), name in READ)


def _slices(data: pd.DataFrame, place: Mapping[str, int], blocks: int) -> np.ndarray:
    """The row at which each block begins, with one more for the end; plans of a block stand together."""
    own = data["plan_id"].map(place).to_numpy(dtype=int)
    if (np.diff(own) < 0).any():
        raise ValueError("rows of one block stand among those of another")
    return np.searchsorted(own, np.arange(blocks + 1))


def _parted(data: pd.DataFrame, place: Mapping[str, int], blocks: int) -> list[pa.RecordBatch]:
    edges = _slices(data, place, blocks)
    return [_batch(data.iloc[a:b]) for a, b in pairwise(edges)]


def _batch(data: pd.DataFrame) -> pa.RecordBatch:
    """The rows in one stretch: words of a table that was joined from several may stand in as many."""
    table = pa.Table.from_pandas(data, preserve_index=False)
    return pa.RecordBatch.from_arrays(
        [column.combine_chunks() for column in table.columns], schema=table.schema
    )


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


def _together(found: Sequence[pa.RecordBatch], columns: Sequence[str]) -> pd.DataFrame:
    filled = [data for data in found if data.num_rows]
    return (
        pa.Table.from_batches(filled).combine_chunks().to_pandas()
        if filled
        else pd.DataFrame(columns=columns)
    )


def rows_of(blocks: Sequence[Block], name: str, plan_ids: Iterable[str] | None = None) -> pd.DataFrame:
    """The rows of a table; of blocks that hold one of these plans only, where they are given."""
    asked = None if plan_ids is None else {*plan_ids}
    held = [
        block.tables[name]
        for block in blocks
        if asked is None or any(one.plan_id in asked for one in block.coded)
    ]
    return parts.frame(parts.in_order(held)) if held else tables.frame(name, [])
