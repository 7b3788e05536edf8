"""A folder of files → the plans in it, with all their editions, and every problem on the way."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cityplans.codebook import Codebook
from cityplans.reading import editions
from cityplans.reading.cleaning import cleaning
from cityplans.reading.editions import Witness
from cityplans.reading.files import formats, limits
from cityplans.reading.folder import _links, files, read_catalog
from cityplans.reading.plans import metadata, regions, splitting, structure, titles
from cityplans.reading.plans.regions import Regions
from cityplans.records import Clause, Edition, Plan, Problem

SLUG = 60  # characters of a file's name in an edition id


Task = tuple[Path, str, Mapping[str, str]]  # a file, its name below the raw folder, its catalog row


@dataclass(frozen=True)
class Corpus:
    """What was read: plans sorted by id, rows of edition_differences, problems."""

    plans: tuple[Plan, ...]
    differences: list[dict]
    problems: list[Problem]


def one_by_one(tasks: Sequence[Task], codebook: Codebook, places: Regions) -> list:
    return [read_one(*task, codebook, places) for task in tasks]


def read_corpus(raw: Path | str, codebook: Codebook, mapped: Callable = one_by_one) -> Corpus:
    """Read every file below `raw` (a folder, or one file). A file that fails is a problem, never an error.

    `mapped(tasks, codebook, places)` does the work of each file where the caller spreads or keeps it."""
    root = Path(raw)
    catalog, problems = read_catalog(root)
    problems += [*_links(root), *_bad_limits()]
    places = regions.load(codebook["regions"])
    tasks = [(path, name, catalog.get(name, {})) for path, name in files(root)]
    read = mapped(tasks, codebook, places)
    witnesses = [w for found, _ in read for w in found]
    problems += [p for _, rows in read for p in rows]
    plans, more = plans_of(witnesses, places)
    rows = [row for plan in plans if len(plan.editions) > 1 for row in editions.differences(plan)]
    return Corpus(plans, rows, sorted({*problems, *more}, key=_problem_key))


def _problem_key(problem: Problem) -> tuple:
    return tuple("" if v is None else f"{v:012d}" if isinstance(v, int) else v for v in problem)


def _bad_limits() -> list[Problem]:
    _, fault = limits.limits()
    return [Problem(limits.VARIABLE, "reading", "bad_limits", f"{fault}; not used")] if fault else []


def read_one(
    path: Path, name: str, override: Mapping[str, str], codebook: Codebook, places: Regions
) -> tuple[list[Witness], list[Problem]]:
    """Witnesses in one file. Whatever goes wrong becomes a problem row, so that the others are read."""
    allowed, _ = limits.limits()
    try:
        with limits.within(allowed.seconds):
            witnesses: list[Witness] = []
            problems: list[Problem] = []
            for found in formats.read(path, name, allowed):
                if isinstance(found, Problem):
                    problems.append(found)
                    continue
                try:
                    made, more = _witnesses(found, override, codebook, places)
                except Exception as error:  # a fault on one record must not cost the others
                    made, more = [], [_internal(found.source_file, error)]
                witnesses += made
                problems += more
            return witnesses, problems
    except limits.TooSlow:
        message = f"{name} takes longer than {allowed.seconds} seconds to read: {limits.raising('seconds')}"
        return [], [Problem(name, "reading", "too_large", message)]
    except Exception as error:  # a fault of the program on one file must not cost the others
        return [], [_internal(name, error)]


def _internal(name: str, error: Exception) -> Problem:
    message = f"could not be read ({type(error).__name__}: {str(error)[:120]}); report it with the file"
    return Problem(name, "reading", "internal_error", message)


def _witnesses(
    decoded, override: Mapping[str, str], codebook: Codebook, places: Regions
) -> tuple[list[Witness], list[Problem]]:
    cleaned = cleaning.clean(decoded, codebook)
    text, origins = cleaned.mapped.text, cleaned.mapped.origins
    parts = splitting.split(text, places)
    if text and not any(part.is_plan for part in parts) and (override.get("title") or decoded.is_table):
        parts = [splitting.Part(0, len(text), True)]  # a person says that it is one, or its heads do

    def origin(start: int, end: int) -> tuple[int, int]:
        return int(origins[start]), int(origins[end - 1]) + 1

    problems = [*cleaned.problems, *splitting.problems_of(parts, text, decoded.source_file, origin)]
    plans = [(i, part) for i, part in enumerate(parts) if part.is_plan]
    if override and len(plans) > 1 and any(override.get(f) for f in ("title", "date", "region")):
        problems.append(
            Problem(
                decoded.source_file,
                "metadata",
                "override_not_used",
                "the file holds several plans; its catalog row cannot say which it means",
            )
        )
        override = {}
    witnesses = []
    for index, part in plans:
        before = text[parts[index - 1].start : part.start] if index else ""
        witness, fault = _witness(decoded, cleaned, part, before, override, places)
        witnesses.append(witness)
        if fault:
            message = f"{decoded.source_file}: {fault}"
            problems.append(Problem("catalog.csv", "metadata", "bad_override", message))
        problems += _missing(witness)
    return witnesses, problems


def _witness(
    decoded, cleaned, part, before: str, override: Mapping[str, str], places: Regions
) -> tuple[Witness, str]:
    text = cleaned.mapped.text[part.start : part.end]
    origins = cleaned.mapped.origins[part.start : part.end]
    clauses = structure.clauses(text, "c")
    title = part.title or decoded.said.get("title", "")
    meta = metadata.read(text, clauses, title, before, places)
    if meta.region is None and (named := decoded.said.get("region")):
        meta, _ = metadata.overridden(meta, {"region": named}, places)
    meta, fault = metadata.overridden(meta, override, places)
    if meta.year is None:
        meta = replace(meta, year=_file_year(decoded.source_file))
    first, last = int(origins[0]), int(origins[-1])
    log = tuple((fix, sum(first <= at <= last for at in spots)) for fix, spots in sorted(cleaned.log.items()))
    return Witness(
        decoded.source_file,
        text,
        origins,
        clauses,
        meta,
        part.continued,
        decoded.pages,
        cleaned.script,
        tuple((fix, n) for fix, n in log if n),
        editions.sample(text),
    ), fault


def _file_year(name: str) -> int | None:
    """Year in a file's name; good for nothing but the plan id of a document that carries no date."""
    found = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", Path(name).stem)
    return int(found.group()) if found else None


def _missing(witness: Witness) -> list[Problem]:
    if witness.meta.region is None:
        return [
            Problem(
                witness.source_file,
                "metadata",
                "no_region",
                f"“{witness.meta.title or witness.text[:20].strip()}” names no region as its own; "
                "give one in the column region of catalog.csv",
                *editions._span(witness),
            )
        ]
    return []


def plans_of(witnesses: Sequence[Witness], places: Regions) -> tuple[tuple[Plan, ...], list[Problem]]:
    """Witnesses grouped into plans with stable ids."""
    groups, problems = editions.group(witnesses)
    made = []
    for group in groups:
        reference = editions.reference_of(group)
        others = [w for w in group if w is not reference]
        made.append((editions.merged_metadata(reference, others), reference, others))
    ids = plan_ids([meta for meta, _, _ in made], [reference.text for _, reference, _ in made])
    plans = [_plan(plan_id, places, *rest) for plan_id, rest in zip(ids, made, strict=True)]
    return tuple(sorted(plans, key=lambda plan: plan.plan_id)), problems


def plan_ids(metas: Sequence[metadata.Metadata], texts: Sequence[str]) -> list[str]:
    """region-year-kind for each plan; of plans that would share an id the earliest keeps it, the others get a
    short hash of title and text. Independent of the order of the files."""
    bare = [_bare_id(meta) for meta in metas]
    marks = [_hash(f"{meta.title}\n{text}") for meta, text in zip(metas, texts, strict=True)]
    ids = list(bare)

    def age(index: int) -> tuple[str, str, str]:
        return metas[index].date or "9999", _hash(metas[index].title), marks[index]

    for name in set(bare):
        alike = sorted((i for i, b in enumerate(bare) if b == name), key=age)
        for index in alike[1:]:
            ids[index] = f"{name}-{marks[index][:6]}"
    return ids


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _bare_id(meta: metadata.Metadata) -> str:
    region = meta.region.ascii if meta.region else "unknown"
    kind = titles.type_of(meta.title)
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
    )


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
