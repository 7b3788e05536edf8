"""How many targets there are in all, without gold rows: two extractors written apart with one codebook.

The first is the pipeline, which starts from the number. The second, here, starts from the other end: a word
that names an indicator, then the nearest number in the same part of the sentence. From n1 numbers the first
calls targets, n2 the second, and m both, Chapman's estimator gives the number there are:

    N = (n1 + 1)(n2 + 1) / (m + 1) − 1

(D. G. Chapman 1951, Univ. California Publ. Statist. 1, 131–160; variance after G. A. F. Seber 1970,
Biometrika 57, 313; log-normal interval for what neither saw after A. Chao 1987, Biometrics 43, 783).

It holds for one plan: documents differ in how plainly they speak, so together their estimates are summed,
not their counts. And only for what both can read, running text: in tables and boxes a figure stands apart
from the words that name it, the second sees next to nothing, and those numbers are in no count. Where the two
agree on less than half of what either finds, they look at different things, and there is no estimate.

It is an estimate with two known faults. Facts the second takes for targets make N too large and recall too
small; what both overlook for the same reason (a paragraph lost in reading, a kind of indicator no head
word names) is in no count and makes recall too large. So read `only_second`, which lists what the first
does not call a target, before quoting the number.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cityplans.codebook import Codebook

if TYPE_CHECKING:
    import pandas as pd

ALL = "ALL"  # in the place of a plan: all of its kind, or all
Z = 1.96
REACH = 24  # characters between indicator word and number
READ = ("text", "heading")  # what both can read
# The least part of what either finds that the other finds too. Below it, what they share says little of what
# both miss: of 21 found 10 are shared where the second is blind to lists, and recall is not therefore 50 %.
AGREED = 0.5
ARABIC = r"\d{1,12}+(?:,\d{3}){0,4}(?:\.\d{1,4})?[百千万亿]{0,4}"
NUMBER = re.compile(
    rf"(?<![A-Za-z\d.,“]){ARABIC}(?:[—~-]{{1,2}}{ARABIC})?(?=[%‰]|(?![年月日号条届强大版岁])[\u4e00-\u9fff])"
    r"|(?<!健)(?:倍增|翻[一两]?番|全覆盖|基本覆盖)(?!的|、|[”\u4e00-\u9fff]{0,4}(?:行动|计划|工程|提质))"
)
PART = re.compile(r"[，。；：！？\n]")
METRIC = re.compile(r"[率量额值数](?=[^\u4e00-\u9fff]|[达为超突提增降控稳保力不])")
BEHIND = re.compile(r"已[达建有经]|截至|同比|去年|上年|以来|现有|达到了|增长了|最高|补[助贴]|奖励|给予|扣除")
REVIEW = re.compile(r"回顾|基础|现状|成[效就]|背景|形势")


COUNTED = ("first", "second", "both")
EMPTY = (None, None, None)  # an estimate there is not


class Capture(NamedTuple):
    """A number the second extractor takes for a target; `start`, `end` in the plan's text."""

    plan_id: str
    clause_id: str
    term: str
    text: str
    start: int
    end: int


class Words(NamedTuple):
    """Indicator words of the codebook: whole terms, and the last two characters of every name as heads."""

    terms: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    heads: re.Pattern


def words_of(codebook: Codebook) -> Words:
    terms = {
        (tuple(w for w in r["include"].split("+") if w), tuple(w for w in r["exclude"].split("|") if w))
        for r in codebook["indicator_terms"]
    }
    names = [r["zh"] for r in codebook["indicators"]] + [w for include, _ in terms for w in include]
    heads = sorted({name[-2:] for name in names if re.fullmatch(r"[\u4e00-\u9fff]{2}", name[-2:])})
    return Words(tuple(sorted(terms)), re.compile("|".join(heads)))


def captures(clauses: pd.DataFrame, codebook: Codebook) -> list[Capture]:
    """What the second extractor takes for targets, each number once, in the order of the text."""
    words = words_of(codebook)
    found = []
    for clause in clauses.itertuples():
        heading = f"{clause.section} {clause.heading}".replace("nan", "")
        if clause.clause_kind not in READ or REVIEW.search(heading) or not isinstance(clause.text, str):
            continue
        for term, start, end in _of_text(clause.text, words):
            place = int(clause.start) + start
            found.append(Capture(clause.plan_id, clause.clause_id, term, clause.text[start:end], place,
                                 place + end - start))  # fmt: skip
    return sorted(found, key=lambda c: (c.plan_id, c.start))


def _of_text(text: str, words: Words) -> Iterator[tuple[str, int, int]]:
    for sentence in re.finditer(r"[^。；\n]+", text):
        if BEHIND.search(sentence[0]):
            continue
        begin = sentence.start()
        for stop in [*PART.finditer(text, sentence.start(), sentence.end()), None]:
            end = stop.start() if stop else sentence.end()
            yield from _of_part(text, begin, end, words)
            begin = end + 1


def _of_part(text: str, begin: int, end: int, words: Words) -> Iterator[tuple[str, int, int]]:
    """The nearest number after each indicator word, or before it where none follows; each number once."""
    numbers = [m.span() for m in NUMBER.finditer(text, begin, end)]
    if not numbers:
        return
    starts = [start for start, _ in numbers]
    taken: dict[int, str] = {}
    for term, stop in _named(text, begin, end, words):
        after = bisect_right(starts, stop - 1)
        if after < len(numbers) and starts[after] - stop <= REACH:
            taken.setdefault(after, term)
        elif after and 0 <= stop - len(term) - numbers[after - 1][1] <= REACH:
            taken.setdefault(after - 1, term)
    yield from ((term, *numbers[index]) for index, term in sorted(taken.items()))


def _named(text: str, begin: int, end: int, words: Words) -> Iterator[tuple[str, int]]:
    """(word, its end) for every indicator word between begin and end: terms first, heads where none is."""
    part = text[begin:end]
    for include, exclude in words.terms:
        if all(w in part for w in include) and not any(w in part for w in exclude):
            last = max(include, key=lambda w: part.rfind(w) + len(w))
            yield last, begin + part.rfind(last) + len(last)
    for pattern in (words.heads, METRIC):
        yield from ((m[0], m.end()) for m in pattern.finditer(text, begin, end))


class Estimate(NamedTuple):
    total: float
    low: float
    high: float
    variance: float = 0.0  # of the total, for sums
    seen: int = 0  # by either


def chapman(first: int, second: int, both: int) -> Estimate:
    """Number there are, with its 95 % interval, from two captures and their overlap.

    >>> chapman(90, 60, 54)[:3]
    (99.93, 97.18, 109.1)
    """
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    seen = first + second - both
    unseen = total - seen
    if unseen <= 0 or variance <= 0:  # one saw nothing the other did not: of how few, Clopper and Pearson ask
        from scipy.stats import binomtest

        few, many = sorted((first, second))
        least = binomtest(few, few).proportion_ci(method="exact").low if few else 1.0
        high = max(total, many / least)
        return Estimate(round(total, 2), float(seen), round(high, 2), ((high - total) / Z) ** 2, seen)
    return _spread(total, variance, seen)


def _spread(total: float, variance: float, seen: int) -> Estimate:
    """With the log-normal interval of what neither saw."""
    unseen = total - seen
    spread = math.exp(Z * math.sqrt(math.log1p(variance / unseen**2)))
    low, high = round(seen + unseen / spread, 2), round(seen + unseen * spread, 2)
    return Estimate(round(total, 2), low, high, variance, seen)


def summed(parts: Sequence[Estimate]) -> Estimate:
    """Of several plans together: each is estimated for itself, and their errors are independent.

    >>> summed([chapman(90, 60, 54), chapman(20, 30, 12)]).total
    149.01
    """
    total, seen = sum(part.total for part in parts), sum(part.seen for part in parts)
    variance = sum(part.variance for part in parts)
    if len(parts) == 1:
        return parts[0]
    if total <= seen:
        high = total + Z * math.sqrt(variance)
        return Estimate(round(total, 2), float(seen), round(high, 2), variance, seen)
    return _spread(total, variance, seen)


def estimate(
    clauses: pd.DataFrame,
    numerals: pd.DataFrame,
    codebook: Codebook,
    kinds: Mapping[str, str] = MappingProxyType({}),
) -> pd.DataFrame:
    """Table `recall`: a row a plan, one a kind of document, and one for all together (plan_id ALL), which sum
    the plans that have an estimate; counted are numbers, not rows. `kinds`: plan_id → plan_type."""
    from cityplans import tables

    second = captures(clauses, codebook)
    targets = numerals[numerals["class"] == "target"]
    counts: dict[tuple[str, str], list[Counter]] = defaultdict(list)
    for plan_id, own in clauses.groupby("plan_id"):
        mine = targets[targets["plan_id"] == plan_id]
        read = own[own["clause_kind"].isin(READ)]
        seen = _within([(int(n.start), int(n.end)) for n in mine.itertuples()], read)
        theirs = [(c.start, c.end) for c in second if c.plan_id == plan_id]
        found = Counter(first=len(seen), second=len(theirs), both=_overlapping(seen, theirs))
        kind = kinds.get(plan_id) or ""
        counts[plan_id, kind].append(found)
        for row in ((ALL, kind), (ALL, "")) if kind else ((ALL, ""),):
            counts[row] += [found] if _is_told(found) else []
    counts[ALL, ""] += []
    return tables.frame("recall", [_row(*row, found) for row, found in counts.items()])


def _within(numbers: Iterable[tuple[int, int]], clauses: pd.DataFrame) -> list[tuple[int, int]]:
    """The numbers that stand in these clauses."""
    spans = sorted(zip(clauses["start"].astype(int), clauses["end"].astype(int), strict=True))
    starts = [start for start, _ in spans]
    return [n for n in numbers if (at := bisect_right(starts, n[0])) and n[1] <= spans[at - 1][1]]


def _is_told(found: Counter) -> bool:
    """Whether two who found so much can say how much there is."""
    return found["both"] >= AGREED * max(found["first"], found["second"], 1)


def only_second(clauses: pd.DataFrame, numerals: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """What the second calls a target and the first does not, with the ledger's class and rule: to be read.

    Columns plan_id, clause_id, term, text, start, end, class, rule.
    """
    import pandas as pd

    ledger = {
        plan: list(rows.sort_values("start").itertuples()) for plan, rows in numerals.groupby("plan_id")
    }
    classes = {plan: dict(zip(rows["start"], zip(rows["class"], rows["rule"])))
               for plan, rows in numerals.groupby("plan_id")}  # fmt: skip
    made = []
    for capture in captures(clauses, codebook):
        places = [
            n.start
            for n in ledger.get(capture.plan_id, ())
            if n.start < capture.end and capture.start < n.end
        ]
        kinds = [classes[capture.plan_id][p] for p in places] or [("", "")]
        if all(kind != "target" for kind, _ in kinds):
            made.append((*capture, *kinds[0]))
    return pd.DataFrame(made, columns=[*Capture._fields, "class", "rule"])


def _overlapping(own: Iterable[tuple[int, int]], theirs: list[tuple[int, int]]) -> int:
    return sum(any(a < d and c < b for c, d in theirs) for a, b in own)


def _row(plan_id: str, plan_type: str, counts: Sequence[Counter]) -> dict:
    told = [found for found in counts if _is_told(found)]
    of_all = sum(told or counts, Counter())
    first = of_all["first"]
    total, low, high = (
        summed([chapman(*(found[k] for k in COUNTED)) for found in told])[:3] if told else EMPTY
    )
    return {
        "plan_id": plan_id, "plan_type": plan_type or None, "found_first": first,
        "found_second": of_all["second"], "found_both": of_all["both"],
        "total_estimate": total, "total_low": low, "total_high": high,
        "recall": _share(first, total), "recall_low": _share(first, high), "recall_high": _share(first, low),
    }  # fmt: skip


def _share(part: int, whole: float | None) -> float | None:
    return min(1.0, part / whole) if whole else None
