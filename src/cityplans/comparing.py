"""Comparing plans: stages that need nothing of each other, side by side on the cores, kept for the next run.

What a stage made is kept under a name of everything it depends on: the tables it reads, the codebook files it
is given, the code. So a corrected target leaves vocabulary, clusters and topics alone, a new word of the
lexicon leaves ambition alone, and a new plan makes all of them anew.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from cityplans import naming, parts, tables
from cityplans.codebook import Codebook
from cityplans.comparison.ambition import ambition, by_region, given, ranks
from cityplans.comparison.borrowing import borrowing, by_plan, shared_runs, swaps
from cityplans.comparison.clusters import clusters, grouping, of_drawn, robustness
from cityplans.comparison.coding import coding, instruments, names, themes, tokens
from cityplans.comparison.coding.coded import Coded, Words
from cityplans.comparison.plans import issue_years, kinds
from cityplans.comparison.vocabulary import cowords, features, keyness, newwords, topics, vocabulary
from cityplans.comparison.vocabulary.features import SentenceMatrix
from cityplans.parts import Part, Pieces
from cityplans.reading.folder import table_beside
from cityplans.records import Problem, travels
from cityplans.running import cache as kept
from cityplans.running import code, memory, spreading
from cityplans.running.cache import Cache
from cityplans.running.spreading import Work
from cityplans.schema import TABLES

Frames = Mapping[str, pd.DataFrame]
READ = ("plans", "clauses", "targets", "actuals")  # the tables on which stages hang
LONGEST = ("topics", "borrowing", "ambition", "vocabulary", "clusters")  # first, of many plans
# loaded by the stages that need them
LIBRARIES = ("scipy.cluster.hierarchy", "scipy.stats", "sklearn.decomposition", "sklearn.metrics")
Made = Mapping[str, pd.DataFrame | Pieces]


def load(codebook: Codebook) -> None:
    """The libraries and dictionaries of all stages, so that processes forked from this one have them."""
    for name in LIBRARIES:
        importlib.import_module(name)
    for some in (tokens.LEXICON_KINDS, newwords.KNOWN):
        tokens.cutter(codebook, some)


class Stage(NamedTuple):
    """A name, what makes its tables, and digests of what they are made from; `pieces` makes the same, of some
    tables in pieces that the run before may have left."""

    name: str
    make: Callable[[], dict[str, pd.DataFrame]]
    inputs: tuple[str, ...]
    pieces: Callable[[], Made] | None = None


@travels
class Left(NamedTuple):
    """Where the tables of a stage were kept last, whatever they were made from, and the keys of their
    pieces."""

    entry: str
    keys: dict[str, list[str]]


class Compared(NamedTuple):
    """The tables of a stage and the seconds it took; none where they were kept."""

    stage: str
    tables: dict[str, list[Part]]
    seconds: float


def compared(
    stages: Sequence[Stage], work: Work, plans: int, cache: Cache | None = None
) -> Iterator[Compared]:
    """Every stage's tables, those that take longest first, so that no process is left with a long one when
    the others have done; the work begins with the call, not with the first result."""
    stages = sorted(stages, key=lambda stage: LONGEST.index(stage.name))
    version = code.version(__name__) if cache else ""
    names = [kept.key(stage.name, version, *stage.inputs) if cache else "" for stage in stages]
    found = [kept.get(cache, name, _are_tables) if cache else None for name in names]
    last = [kept.key("last", stage.name, version) if cache and stage.pieces else "" for stage in stages]
    if cache:
        cache.used.update({*last} - {""})
    missing = [
        partial(_timed, stage.pieces or stage.make, partial(_left, cache, name) if name else dict)
        for stage, frames, name in zip(stages, found, last)
        if frames is None
    ]
    made = spreading.together(missing, work, plans)
    return _in_order([stage.name for stage in stages], list(zip(names, last)), found, made, cache)


def _left(cache: Cache, last: str) -> dict[str, Part]:
    """The pieces that the run before left, by their keys. Nothing is said of what this run uses: another
    process may ask."""
    here = Cache(cache.folder, set())
    left = kept.get(here, last, lambda value: isinstance(value, Left)) or Left("", {})
    tables_of = kept.get(here, left.entry, _are_tables) if left.keys else None
    return {
        key: part
        for name, keys in left.keys.items()
        for key, part in zip(keys, (tables_of or {}).get(name, ()))
    }


def _are_tables(value: object) -> bool:
    return isinstance(value, dict) and all(
        name in TABLES and isinstance(held, list) and held and all(map(parts.is_part, held))
        for name, held in value.items()
    )


def _in_order(
    stages: Sequence[str],
    names: Sequence[tuple[str, str]],
    found: Sequence[dict[str, list[Part]] | None],
    made: Iterator,
    cache: Cache | None,
) -> Iterator[Compared]:
    for stage, (name, last), frames in zip(stages, names, found):
        seconds = 0.0
        if frames is None:
            frames, keys, seconds = next(made)
            if cache:
                kept.put(cache, name, frames)
            if last:
                kept.put(cache, last, Left(name, keys))
        yield Compared(stage, frames, seconds)


def _timed(
    make: Callable[[], Made], before: Callable[[], Mapping[str, Part]]
) -> tuple[dict[str, list[Part]], dict[str, list[str]], float]:
    """Tables leave the process that made them as they will be written, with the keys of their pieces and the
    seconds they took. Sums are those of one thread in every process: of small matrices several take longer,
    and they may differ in the last digit."""
    from threadpoolctl import threadpool_limits

    began = time.perf_counter()
    memory.give_back()
    with threadpool_limits(1):
        found = make()
        pieces = {name: data for name, data in found.items() if isinstance(data, Pieces)}
        left = before() if pieces else {}
        made = {
            name: parts.pieced(data, left) if isinstance(data, Pieces) else parts.of(name, data)
            for name, data in found.items()
        }
    del found
    memory.give_back()
    return made, {name: data.keys for name, data in pieces.items()}, time.perf_counter() - began


def stages(
    coded: Sequence[Coded],
    frames: Frames,
    codebook: Codebook,
    raw: Path,
    digests: Mapping[str, str] | None = None,
    facts: Mapping[str, by_plan.Facts] | None = None,
) -> list[Stage]:
    """The stages over the tables plans, clauses, targets and themes, those of few plans that take longest
    first.

    `raw` may hold the researcher's baselines.csv and scale.csv. `digests` are those of the frames, `facts`
    what stands for each plan (by_plan), where they are known."""
    words = codebook.part("comparison")
    aims = codebook.part("ambition")
    here = [*frames["plans"]["region"].dropna().unique()]
    keys = {
        "region": partial(naming.region, codebook=codebook, among=here),
        "indicator_id": partial(naming.indicator, codebook=codebook),
    }
    baselines, scale = (
        given.load(path, columns, keys) if (path := table_beside(raw, name)) else None
        for name, columns in (("baselines.csv", given.BASELINES), ("scale.csv", given.SCALE))
    )
    if digests is None:
        digests = {name: _digest(frames.get(name)) for name in READ}
    plans, clauses, targets, actuals = (digests[name] for name in READ)
    texts = plans, clauses
    # borrowing judges numbers as ambition does
    inputs: dict[str, tuple[str, ...]] = {"borrowing": (*texts, targets, aims.digest)}
    if len(asked := _asked_for_topics(coded)) < len(coded):
        inputs["topics"] = _digest_of(asked, frames["themes"])
    of_ambition = ambition.Given(
        frames["plans"], frames["targets"], aims, baselines, scale, frames.get("actuals")
    )
    pieces: dict[str, Callable[[], Made]] = {}
    if facts is not None:
        pieces["borrowing"] = partial(by_plan.build, *_of_borrowing(frames, codebook), facts)
        pieces["ambition"] = partial(by_region.build, of_ambition, facts)
    sentences = features.sentence_matrix({plan.plan_id: plan.words for plan in coded})
    if facts is not None and len(np.unique(sentences.owner)) > grouping.JUDGED:
        pieces["clusters"] = partial(of_drawn.build, sentences, frames["plans"])
    wording = [
        Stage(name, make, (words.digest, *inputs.get(name, texts)), pieces.get(name))
        for name, make in wording_stages(coded, frames, codebook, sentences).items()
    ]
    told = aims.digest, plans, targets, *map(_digest, (baselines, scale)), actuals
    own = Stage("ambition", partial(ambition.build, *of_ambition), told, pieces.get("ambition"))
    return [*wording, own]


def bounds(coded: Sequence[Coded], clauses: pd.DataFrame) -> list[Problem]:
    """What the tables leave out of so many plans and so much text, a row a table."""
    n, asked, one_in = len(coded), len(_asked_for_topics(coded)), shared_runs.step(clauses)
    runs, characters = shared_runs.RUN, newwords.CHARACTERS_USED
    told = (
        (one_in > 1, "shared_passages",
         f"one string of {runs} letters in {one_in} is looked up: short passages may be missing, here, in "
         "borrowing and in what is counted from them",
         f"每{one_in}个{runs}字的字串查找一个：较短的相同段落可能未列，borrowing 等由此计算的数也偏小"),
        (asked < n, "topics", f"of the clauses of {asked} plans out of {n}, drawn by their ids",
         f"按编号从{n}份计划中抽取{asked}份，由其条款得出"),
        (sum(len(plan.masked) for plan in coded) > characters, "new_words",
         f"of {characters:,} characters, spread over all plans", f"由分布在全部计划中的{characters:,}字得出"),
        (n > clusters.ALL_PAIRS_UP_TO, "document_distances", f"each plan's nearest {clusters.NEAREST} only",
         f"每份计划只列最近的{clusters.NEAREST}份"),
        (n > ranks.PAIRS_UP_TO, "orderings",
         f"no pairs of groups of more than {ranks.PAIRS_UP_TO} plans; their counts stand in ranks",
         f"超过{ranks.PAIRS_UP_TO}份计划的组不逐对列出，其计数见 ranks"),
        (n > keyness.FULL_LIST_UP_TO, "keyness", f"of groups so many only words with |z| ≥ {keyness.NOTABLE}",
         f"组数多时只列 |z| ≥ {keyness.NOTABLE} 的词"),
    )  # fmt: skip
    return [
        Problem(f"{table}.csv", "comparing", "bounded", f"{table}.csv: {en}", message_zh=f"{table}.csv：{zh}")
        for is_so, table, en, zh in told
        if is_so
    ]


def _asked_for_topics(coded: Sequence[Coded]) -> Mapping[str, Words]:
    return features.drawn({plan.plan_id: plan.words for plan in coded}, topics.AT_MOST)


def _digest_of(documents: Mapping[str, Words], weights: pd.DataFrame) -> tuple[str, ...]:
    """What the words of some plans hang on, and the themes of their clauses."""
    words = [
        kept.key(name, own.vocabulary, own.clauses, own.places.tobytes(), own.ends.tobytes())
        for name, own in sorted(documents.items())
    ]
    return *words, tables.digest(weights[weights["plan_id"].isin(documents)])


def _digest(data: pd.DataFrame | None) -> str:
    return "" if data is None else tables.digest(data)


def codes(
    coded: Sequence[Coded], plans: pd.DataFrame, clauses: pd.DataFrame, targets: pd.DataFrame, codebook
) -> dict[str, pd.DataFrame]:
    """Tables of themes and instruments, and `targets` with their themes; `coded` are the same plans one by
    one (coding.read)."""
    made = coding.tables_of(coded, clauses, targets, codebook)
    sums = instruments.crossed(made["instruments"], made["themes"])
    return made | codes_across(plans, clauses, made["themes"], sums)


def codes_across(
    plans: pd.DataFrame, clauses: pd.DataFrame, weights: pd.DataFrame, crossed: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Of `codes` what is said of several plans; `weights` is the table themes of plans in themes.steps at
    least, `crossed` what instruments.crossed says of all."""
    return {
        "theme_changes": themes.changes(plans, clauses, weights),
        "theme_instruments": instruments.matrix(crossed, plans),
    }


def wording_stages(
    coded: Sequence[Coded],
    frames: Mapping[str, pd.DataFrame],
    codebook,
    sentences: SentenceMatrix | None = None,
) -> dict[str, Callable[[], dict[str, pd.DataFrame]]]:
    """What makes the tables of vocabulary, names, clusters, borrowing and topics: calls that need
    nothing of each other, the longest first.

    `frames` holds plans, clauses, targets and themes of the same plans; any number of plans will do.
    `sentences` are those of the plans, where they are known.
    """
    plans, clauses = frames["plans"], frames["clauses"]
    documents = {plan.plan_id: plan.words for plan in coded}
    masked = {plan.plan_id: plan.masked for plan in coded}
    mentions = {plan.plan_id: plan.names for plan in coded}
    sentences = sentences or features.sentence_matrix(documents)
    main = themes.main_themes(frames["themes"])
    asked = _asked_for_topics(coded)
    of_asked = sentences if len(asked) == len(documents) else features.sentence_matrix(asked)
    words = codebook.part("comparison")
    return {
        "borrowing": partial(_borrowing, *_of_borrowing(frames, codebook)),
        "topics": partial(topics.build, asked, of_asked, main),
        "vocabulary": partial(_vocabulary, masked, mentions, sentences, plans, words),
        "clusters": partial(_clusters, masked, sentences, plans, clauses, words),
    }


def _vocabulary(masked, mentions, sentences, plans, codebook) -> dict[str, pd.DataFrame]:
    made = vocabulary.build(masked, sentences, plans, codebook)
    return made | names.build(mentions, plans, codebook) | cowords.build(sentences, plans)


def _clusters(masked, sentences, plans, clauses, codebook) -> dict[str, pd.DataFrame]:
    """Groups, and what they depend on: both ask the same shuffled texts whether there are any."""
    enough = len(features.with_words(sentences).plan_ids) >= grouping.LEAST_PLANS
    judged = grouping.judged(features.with_words(sentences), grouping.SEED) if enough else None
    made = clusters.build(sentences, issue_years(plans), grouping.SEED, kinds(plans), judged)
    return made | robustness.build(masked, sentences, plans, clauses, codebook, judged)


def _of_borrowing(
    frames: Frames, codebook: Codebook
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, Codebook]:
    return frames["plans"], frames["clauses"], frames["targets"], codebook.part("comparison", "ambition")


def _borrowing(plans, clauses, targets, codebook) -> dict[str, pd.DataFrame]:
    made = borrowing.build(plans, clauses, targets)
    return made | {"number_swaps": swaps.judged(made["number_swaps"], targets, plans, codebook)}
