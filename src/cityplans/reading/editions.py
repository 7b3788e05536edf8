"""Witnesses of one plan: which texts are the same work, which is the reference, where they differ.

Same work: shingles of five characters with Jaccard ≥ 0.5 or containment ≥ 0.8 (Broder 1997), then title and
date; between 0.5 and 0.8 a person decides (`maybe_same_plan`). Candidates come from shingles sampled by hash,
so that thousands of texts are not compared pair by pair; every candidate is verified exactly.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

import numpy as np

from cityplans.reading.alignment import MISSING, Alignment, Edit, align, bare, edits, fold, hashed
from cityplans.reading.cleaning.cleaning import DAMAGE
from cityplans.reading.mapped import distinct
from cityplans.reading.plans.metadata import Metadata
from cityplans.records import Clause, Edition, Plan, Problem, travels

__all__ = ["Witness", "align", "differences", "group", "reference_of", "similarity"]

SHINGLE = 5
SAMPLE = 16  # one shingle in so many is used to find candidates
COMPARED = 8  # other editions that tell whether a reading stands alone
KEPT = 500  # texts whose shingles are kept while pairs are compared
COMMON = 200  # a sampled shingle in more texts than this is boilerplate
ENOUGH = 0.2  # share of the smaller sample that makes a pair worth a full comparison
BLOCK = 500  # texts compared with all others at a time
PLACES = 1 << 17  # bits that tell how many shingles two texts can share at most
JACCARD = 0.5
CONTAINMENT = 0.8
GREY_JACCARD = 0.3
GREY_CONTAINMENT = 0.5
COMPLETE = 0.9  # an edition with less of the reference is incomplete
CONTEXT = 4  # characters shown on either side of a differing reading
JOIN = 2  # edits with no more agreeing characters between them are one difference (改革创新 / 创新改革)


@travels
@dataclass(frozen=True)
class Witness:
    """One text as found in one file, before it is known whose witness it is."""

    source_file: str
    text: str = field(repr=False)
    origins: Sequence[int] = field(repr=False)
    clauses: tuple[Clause, ...] = field(repr=False)
    meta: Metadata = field(repr=False)
    continued: bool = False
    pages: Sequence[int] = field(default=(), repr=False)
    script: str = "hans"
    cleaning: tuple[tuple[str, int], ...] = ()
    sample: np.ndarray | None = field(default=None, repr=False)  # of its shingles; None: not taken yet
    found: Metadata | None = field(default=None, repr=False)  # before catalog.csv mended it; None: as `meta`
    recognised: tuple[tuple[int, int, float], ...] = ()
    unrestored: tuple[tuple[int, int], ...] = ()

    @property
    def place(self) -> tuple[str, int]:
        return self.source_file, int(self.origins[0])


@lru_cache(maxsize=KEPT)
def shingles(text: str) -> np.ndarray:
    """Sorted hashes of the five-character shingles of letters, characters and digits."""
    return distinct(hashed(bare(text), SHINGLE))


def sample(text: str) -> np.ndarray:
    """The shingles that candidates are found by: one in so many."""
    hashes = shingles(text)
    return hashes[hashes % np.uint64(SAMPLE) == 0]


def similarity(left: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Jaccard and containment (of the smaller in the larger) of two shingle sets."""
    if not len(left) or not len(right):
        return 0.0, 0.0
    few, many = sorted((left, right), key=len)
    shared = int((many[np.minimum(np.searchsorted(many, few), len(many) - 1)] == few).sum())
    return _shares(shared, len(left), len(right))


def _shares(shared: int, left: int, right: int) -> tuple[float, float]:
    return shared / (left + right - shared), shared / min(left, right)


def group(witnesses: Sequence[Witness]) -> tuple[list[list[Witness]], list[Problem]]:
    """Witnesses by plan, and the pairs a person must look at. Order of the input does not matter.

    The nearest are put together first. What is near to two that are of different places or days (a text that
    says of neither) joins the nearer, and does not make one of them."""
    ordered = sorted(witnesses, key=lambda w: w.place)
    texts = [w.text for w in ordered]
    samples = [sample(w.text) if w.sample is None else w.sample for w in ordered]
    titles = [_title_key(w) for w in ordered]
    same: list[tuple[float, float, int, int]] = []
    problems = []
    for one, other in _worth_comparing(titles, samples, texts):
        jaccard, containment = similarity(shingles(texts[one]), shingles(texts[other]))
        alike = titles[one] != "" and titles[one] == titles[other]
        verdict = _verdict(ordered[one], ordered[other], alike, jaccard, containment)
        if verdict == "same":
            same.append((-jaccard, -containment, one, other))
        elif verdict == "grey":
            problems.append(_grey(ordered[one], ordered[other], jaccard, containment))
    groups = [[index] for index in range(len(ordered))]  # each index to the group that holds it
    for jaccard, containment, one, other in sorted(same):
        ours, theirs = groups[one], groups[other]
        if ours is theirs:
            continue
        if any(_clash(ordered[a], ordered[b], titles[a] == titles[b] != "") for a in ours for b in theirs):
            problems.append(_grey(ordered[one], ordered[other], -jaccard, -containment))
            continue
        ours += theirs
        for index in theirs:
            groups[index] = ours
    made = {id(indices): sorted(indices) for indices in groups}
    return [[ordered[i] for i in indices] for indices in sorted(made.values())], problems


def _worth_comparing(
    titles: Sequence[str], samples: Sequence[np.ndarray], texts: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """The candidates that can be near: of one title, or with enough shingles in common at most.

    How many two texts share at most is told by bits set where their hashes fall (a Bloom filter of one
    function): the bits in common, and the shingles that fell on a bit already set. So no pair is lost."""
    for one, other in _candidates(titles, samples):
        if titles[one] and titles[one] == titles[other]:
            yield one, other
            continue
        (ours, size, again), (theirs, other_size, other_again) = _bits(texts[one]), _bits(texts[other])
        most = int(np.bitwise_count(ours & theirs).sum()) + min(again, other_again)
        if _is_near(*_shares(min(most, size, other_size), size, other_size)):
            yield one, other


@lru_cache(maxsize=KEPT)
def _bits(text: str) -> tuple[np.ndarray, int, int]:
    """Bits set where the hashes of a text's shingles fall, how many shingles there are, and how many of them
    fell on a bit that was set."""
    hashes = shingles(text)
    marks = np.zeros(PLACES, dtype=bool)
    marks[hashes.view(np.int64) & (PLACES - 1)] = True
    return np.packbits(marks).view(np.uint64), len(hashes), len(hashes) - int(np.count_nonzero(marks))


def _candidates(titles: Sequence[str], samples: Sequence[np.ndarray]) -> list[tuple[int, int]]:
    """Pairs that have a title in common, or enough sampled shingles that few other texts have."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, title in enumerate(titles):
        if title:
            holders[title].append(index)
    few = [indices for indices in holders.values() if len(indices) <= COMMON]
    pairs = {pair for indices in few for pair in combinations(indices, 2)}
    return sorted(pairs | _sharing(samples))


def _sharing(samples: Sequence[np.ndarray]) -> set[tuple[int, int]]:
    """Pairs with ENOUGH of the smaller sample in common; rows of a sparse product, a block at a time."""
    from scipy.sparse import csr_matrix

    sizes = np.array([len(sample) for sample in samples], dtype=int)
    if not sizes.sum():
        return set()
    _, columns, counts = np.unique(np.concatenate(samples), return_inverse=True, return_counts=True)
    rows = np.repeat(np.arange(len(samples)), sizes)
    kept = (counts[columns] > 1) & (counts[columns] <= COMMON)
    held = csr_matrix(
        (np.ones(kept.sum(), dtype=np.int32), (rows[kept], columns[kept])), (len(samples), len(counts))
    )
    found = set()
    for start in range(0, len(samples), BLOCK):
        shared = (held[start : start + BLOCK] @ held.T).tocoo()
        left, right = shared.row + start, shared.col
        least = np.maximum(1, ENOUGH * np.minimum(sizes[left], sizes[right]))
        near = (left < right) & (shared.data >= least)
        found.update(zip(left[near].tolist(), right[near].tolist()))
    return found


def _title_key(witness: Witness) -> str:
    """Title and region as one key; a title that every government uses (政府工作报告) alone is none."""
    title = bare(witness.meta.title)
    region = witness.meta.region.code if witness.meta.region else ""
    return f"{region}:{title}" if len(title) >= 12 or (title and region) else ""


def _clash(one: Witness, other: Witness, alike: bool) -> bool:
    """Whether two texts are of different places, or of different days under titles of their own."""
    dates = {w.meta.date for w in (one, other) if w.meta.date}
    regions = {w.meta.region.code for w in (one, other) if w.meta.region}
    return len(regions) > 1 or (len(dates) > 1 and not alike)


def _verdict(one: Witness, other: Witness, alike: bool, jaccard: float, containment: float) -> str:
    dates = {w.meta.date for w in (one, other) if w.meta.date}
    clash = _clash(one, other, alike)
    if one.source_file == other.source_file and not alike:
        return "apart"  # two plans of one file under titles of their own
    if jaccard >= JACCARD or containment >= CONTAINMENT:
        return "grey" if clash else "same"
    near = _is_near(jaccard, containment)
    if alike and len(dates) <= 1:
        return "same" if near else "grey" if (one.continued or other.continued) else "apart"
    return "grey" if near else "apart"


def _is_near(jaccard: float, containment: float) -> bool:
    return jaccard >= GREY_JACCARD or containment >= GREY_CONTAINMENT


def _grey(one: Witness, other: Witness, jaccard: float, containment: float) -> Problem:
    ours, theirs = (w.meta.title or w.text[:20].strip() for w in (one, other))
    message = (
        f"“{ours}” and “{theirs}” ({other.source_file}) may be one plan "
        f"(Jaccard {jaccard:.2f}, containment {containment:.2f}); kept apart. "
        "If they are one, give both the same title, region and date in catalog.csv"
    )
    return Problem(one.source_file, "editions", "maybe_same_plan", message, *_span(one))


def _span(witness: Witness) -> tuple[int, int]:
    return int(witness.origins[0]), int(witness.origins[-1]) + 1


def reference_of(group: Sequence[Witness]) -> Witness:
    """The most complete and, of equally complete ones, the least noisy witness."""
    if len(group) == 1:
        return group[0]
    bare = [_compact(w.text) for w in group]
    longest = max(len(text) for text in bare)
    alone = _lonely_readings(group)

    def rank(index: int) -> tuple:
        witness = group[index]
        whole = not witness.continued and len(bare[index]) >= COMPLETE * longest
        return (not whole, alone[index] + damage(witness), witness.place)

    return group[min(range(len(group)), key=rank)]


def damage(witness: Witness) -> float:
    """Repairs per thousand characters of the kinds that come from damaged text."""
    repairs = sum(count for fix, count in witness.cleaning if fix in DAMAGE)
    return 1000 * repairs / max(len(witness.text), 1)


def _compact(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _lonely_readings(group: Sequence[Witness]) -> list[int]:
    """For each witness, the readings in which it stands against all others that have the passage; of many
    others against the first `COMPARED`, for all with all would take the square of their time."""
    counts = [0] * len(group)
    if len(group) < 3:
        return counts
    for index, witness in enumerate(group):
        others = [w for w in group if w is not witness][:COMPARED]
        against: Counter[tuple[int, int]] = Counter()
        having = []
        for other in others:
            laid = align(witness.text, other.text)
            having.append(laid)
            against.update({(e.start, e.end) for e in wording(laid, witness.text, other.text)})
        for (start, _), n in against.items():
            present = sum(laid.to_variant(max(start - 1, 0)) is not None for laid in having)
            counts[index] += n >= 2 and n == present
    return counts


def wording(laid: Alignment, reference: str, variant: str) -> list[Edit]:
    """Edits that change words: no missing part at either end, no difference of punctuation alone."""
    found = edits(laid)
    kept = []
    for number, edit in enumerate(found):
        at_end = number in (0, len(found) - 1) and (
            edit.start == 0
            or edit.end >= len(reference.rstrip())
            or edit.variant_start == 0
            or edit.variant_end >= len(variant.rstrip())
        )
        long = max(edit.end - edit.start, edit.variant_end - edit.variant_start) >= MISSING
        if not (at_end and long):
            kept.append(edit)
    return _merged(kept)


def _merged(found: list[Edit]) -> list[Edit]:
    made: list[Edit] = []
    for edit in found:
        if made and edit.start - made[-1].end <= JOIN and edit.variant_start - made[-1].variant_end <= JOIN:
            made[-1] = Edit(made[-1].start, edit.end, made[-1].variant_start, edit.variant_end)
        else:
            made.append(edit)
    return made


def differences(plan: Plan) -> list[dict]:
    """Rows of edition_differences of a plan (touches_target is the pipeline's to fill in)."""
    reference = plan.reference
    rows: dict[tuple, dict] = {}
    for edition in plan.editions:
        if edition.is_reference:
            continue
        laid = align(reference.text, edition.text)
        for edit in wording(laid, reference.text, edition.text):
            row = _row(plan, edition, edit)
            if row is None:
                continue
            key = (row["start"], row["end"], row["variant_text"])
            known = rows.setdefault(key, row)
            if known is not row:
                known["edition_ids"] = " ".join(sorted({*known["edition_ids"].split(), edition.edition_id}))
    return [rows[key] for key in sorted(rows)]


def _row(plan: Plan, edition: Edition, edit: Edit) -> dict | None:
    reference = plan.reference.text
    ours = reference[edit.start : edit.end]
    theirs = edition.text[edit.variant_start : edit.variant_end]
    if _repeats_title(plan, ours, theirs):
        return None
    start, left = _context_before(reference, edit.start)
    end, right = _context_after(reference, edit.end)
    return {
        "plan_id": plan.plan_id,
        "section": _section(plan.clauses, edit.start),
        "reference_text": left + ours.replace("\n", "") + right,
        "variant_text": left + theirs.replace("\n", "") + right,
        "edition_ids": edition.edition_id,
        "kind": _kind(ours, theirs),
        "touches_target": False,
        "start": start,
        "end": end,
    }


def _kind(ours: str, theirs: str) -> str:
    """glyph where only punctuation, blanks or forms of a character differ."""
    return "glyph" if _compact(fold(ours)[0]) == _compact(fold(theirs)[0]) else "wording"


def _repeats_title(plan: Plan, ours: str, theirs: str) -> bool:
    """A title printed once more at another place is no other reading."""
    title = _compact(fold(plan.title)[0])
    sides = [_compact(fold(side)[0]) for side in (ours, theirs)]
    return len(title) > 8 and not all(sides) and any(side == title for side in sides)


def _context_before(text: str, start: int) -> tuple[int, str]:
    """Up to CONTEXT characters before, not beyond the clause; a number or Latin word is not cut."""
    first = max(0, start - CONTEXT)
    while first > 0 and _one_token(text[first - 1 : first + 1]):
        first -= 1
    before = re.split(r"[。；，\n]", text[first:start])[-1]
    return start - len(before), before


def _context_after(text: str, end: int) -> tuple[int, str]:
    last = min(len(text), end + CONTEXT)
    while last < len(text) and _one_token(text[last - 1 : last + 1]):
        last += 1
    after = re.split(r"[。；，\n]", text[end:last])[0]
    return end + len(after), after


def _one_token(pair: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9.%]{2}", pair) is not None


def _section(clauses: Sequence[Clause], offset: int) -> str:
    for clause in clauses:
        if clause.start <= offset < clause.end:
            return " / ".join(part for part in (clause.section, clause.heading) if part)
    return ""


def coverage(reference: str, variant: str) -> float:
    """Share of the reference's shingles that the variant carries."""
    ours = shingles(reference)
    if not len(ours):
        return 1.0
    return len(np.intersect1d(ours, shingles(variant), assume_unique=True)) / len(ours)


def merged_metadata(found: Sequence[Metadata]) -> Metadata:
    """The values of the first; what it lacks comes from the first other that has it."""
    values = dict(vars(found[0]))
    for other in found[1:]:
        for name, value in vars(other).items():
            if values[name] in ("", None, (None, None)):
                values[name] = value
    return Metadata(**values)
