"""The gate: extraction against gold rows read by hand, per field and for the whole row.

Gold files are NAME.txt (the text as read) and NAME.jsonl (every number; see tests/gold/README.md). The
text is read like any file dropped into the raw folder; a target matches a gold row when their values stand
on the same characters of it. Optional rows are neither rewarded nor punished.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from sklearn.metrics import cohen_kappa_score

from cityplans import tables
from cityplans.codebook import Codebook
from cityplans.codebook_checks import names_of
from cityplans.columns.columns import used_as
from cityplans.comparison.coding import theme_words, themes
from cityplans.extraction import targets as extraction
from cityplans.reading.corpus import read_corpus
from cityplans.records import Plan
from cityplans.schema import TABLES

FIELDS = ("indicator", "value", *used_as("scored"), "evidence")
REPORTED = ("horizon_source", "theme")
ENSURED = {
    "firm": ("firm", "ensured"),
    "binding": ("ensured",),
}  # gold that tells no third, or by another name
FLOORS, DIGITS = "floors.json", 4
SIMILAR = 0.5  # share of common character pairs from which two wordings name one indicator


class Score(NamedTuple):
    """Counts over one or more documents; `right[field]` of `matched` rows."""

    required: int
    found: int
    false: int
    right: Counter
    faults: list[str]
    themes: Counter  # (as read, as given) of the rows matched
    keys: Counter  # of the rows matched, by what _of_key says of each

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.required if self.required else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def row(self) -> float:
        """Share of required rows that are right in every field."""
        return self.right["row"] / self.required if self.required else 1.0


def gold_names(folder: Path) -> list[str]:
    return sorted(p.stem for p in folder.glob("*.jsonl"))


def score_document(
    folder: Path, name: str, codebook: Codebook, later: Collection[str] = frozenset()
) -> Score:
    """Read folder/name.txt as a raw file, extract, compare with folder/name.jsonl."""
    return compare(gold_rows(folder, name), extracted(folder, name, codebook), _keys(codebook), name, later)


def judged_document(folder: Path, name: str, codebook: Codebook) -> list[tuple[dict, bool]]:
    """The targets extracted from folder/name.txt, and whether every field is right; those that gold neither
    rewards nor punishes, and that it does not have, are left out."""
    names = _keys(codebook)
    wanted, found = _wanted(gold_rows(folder, name), names), extracted(folder, name, codebook)
    keys = set(names.values())
    right = {
        id(match): all(_fields(row, match, keys)[field] for field in FIELDS)
        for row, match in _pairs(wanted, found)
        if match is not None
    }
    return [
        (row, right.get(id(row), False)) for row in found if id(row) in right or not _on_optional(row, wanted)
    ]


def gold_rows(folder: Path, name: str) -> list[dict]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines() if line]


def _keys(codebook: Codebook) -> dict[str, str]:
    """The key of every name of an indicator."""
    return {name: row["indicator_id"] for row in codebook["indicators"] for name in names_of(row)}


def _wanted(gold: list[dict], keys: Mapping[str, str]) -> list[dict]:
    """Required and optional rows, with the codebook's key for the reader's and where the value stands."""
    rows = [row | {"canon": keys.get(row.get("canon"), row.get("canon"))} for row in gold]
    return [row | {"value_span": _gold_span(row)} for row in rows if row["label"] != "not_target"]


def extracted(folder: Path, name: str, codebook: Codebook) -> list[dict]:
    """Targets of folder/name.txt, with where the value stands in the file and whether the quote holds."""
    with tempfile.TemporaryDirectory() as raw:
        text = (folder / f"{name}.txt").read_text("utf-8")  # line ends as the reader counted them
        Path(raw, f"{name}.txt").write_bytes(text.encode())
        corpus = read_corpus(Path(raw), codebook)
    words = extraction.words_of(codebook)
    found = []
    for plan in corpus.plans:
        made = extraction.extract(plan, plan.reference, words)
        theme = _themes(plan, made.targets, codebook)
        values = {key: row for row in made.numerals for key in row["target_id"].split()}
        for row in made.targets:
            number = values[row["target_id"]]
            found.append(
                row
                | {
                    "theme": theme[row["target_id"]],
                    "signs": made.signs[row["target_id"]],
                    "value_span": plan.reference.source_span(number["start"], number["end"]),
                    "held": plan.text[row["start"] : row["end"]] == row["quote"],
                }
            )
    return found


def _themes(plan: Plan, targets: list[dict], codebook: Codebook) -> dict[str, str]:
    """The theme of every target of a plan, as `build` gives it."""
    if not targets:
        return {}
    clauses = [clause._asdict() for clause in plan.clauses]
    words = theme_words.in_document(theme_words.dictionary(codebook), plan.title, plan.region, clauses)
    _, weights = themes.coded_clauses(clauses, words)
    table = tables.from_batches("themes", {plan.plan_id: weights})
    rows = [{name: row.get(name) for name in TABLES["targets"].columns} for row in targets]
    themed = themes.of_targets(tables.frame("targets", rows), table, codebook)
    return dict(zip(themed["target_id"], themed["theme"]))


def compare(
    gold: list[dict],
    found: list[dict],
    keys: Mapping[str, str],
    name: str = "",
    later: Collection[str] = frozenset(),
) -> Score:
    """Match by place, then by likeness of the indicator; count fields. `keys` gives the codebook's key of
    every name that a reader may have written as `canon`, `later` those the codebook had not then."""
    wanted = _wanted(gold, keys)
    pairs = _pairs(wanted, found)
    right: Counter = Counter()
    told: Counter = Counter()
    given: Counter = Counter()
    faults = []
    hits = 0
    for row, match in pairs:
        if row["label"] != "required":
            continue
        if match is None:
            faults.append(f"{name} MISSED {row['value_text']} | {row['indicator']} | {row['quote']}")
            continue
        hits += 1
        verdict = _fields(row, match, set(keys.values()), later)
        told[row["theme"], match["theme"]] += 1
        given[_of_key(row["canon"], match["indicator_id"], set(keys.values()))] += 1
        right.update(field for field, ok in verdict.items() if ok)
        if all(verdict[field] for field in FIELDS):
            right["row"] += 1
        else:
            wrong = [f"{f}: {_shown(f, match)} ≠ {_shown(f, row)}" for f in FIELDS if not verdict[f]]
            faults.append(
                f"{name} WRONG {row['value_text']} | {row['indicator']} | {'; '.join(wrong)} "
                f"[{match['rule']}]"
            )
    used = {id(match) for _, match in pairs if match is not None}
    extra = [row for row in found if id(row) not in used and not _on_optional(row, wanted)]
    faults += [
        f"{name} FALSE {row['value_text']} | {row['indicator_text']} | {row['quote']} [{row['rule']}]"
        for row in extra
    ]
    required = sum(row["label"] == "required" for row in wanted)
    return Score(required, hits, len(extra), right, faults, told, given)


def _of_key(canon: str, key: str, known: set[str]) -> str:
    """Whether a key is `right`, `wrong`, `missing`, `unread` (no name of the codebook), or `none`."""
    if canon in known:
        return "right" if key == canon else "wrong" if key else "missing"
    return "unread" if key else "none"


def _gold_span(row: dict) -> tuple[int, int]:
    at = row["quote"].rfind(row["value_text"])
    number = re.search(r"\d[\d.,]*", row["value_text"])
    start = row["start"] + max(at, 0)
    if at >= 0 and number:
        return start + number.start(), start + number.end()
    return start, start + (len(row["value_text"]) if at >= 0 else len(row["quote"]))


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _pairs(wanted: list[dict], found: list[dict]) -> list[tuple[dict, dict | None]]:
    """Each gold row with its target: the same place, the most alike indicator; a target serves once."""
    options = sorted(
        (
            (_score_pair(g, f), i, j)
            for i, g in enumerate(wanted)
            for j, f in enumerate(found)
            if _overlap(g["value_span"], f["value_span"])
        ),
        key=lambda o: (-o[0], o[1], o[2]),
    )
    match: dict[int, int] = {}
    for _, i, j in options:
        if i not in match and j not in match.values():
            match[i] = j
    return [(g, found[match[i]] if i in match else None) for i, g in enumerate(wanted)]


def _score_pair(row: dict, match: dict) -> float:
    return (
        (row["label"] == "required")
        + (row["canon"] == match["indicator_id"])
        + alike(row["indicator"], match["indicator_text"])
    )


def _on_optional(row: dict, wanted: list[dict]) -> bool:
    return any(g["label"] == "optional" and _overlap(g["value_span"], row["value_span"]) for g in wanted)


def alike(a: str, b: str) -> float:
    """Share of common character pairs (Dice)."""
    first, second = _bigrams(a), _bigrams(b)
    total = sum(first.values()) + sum(second.values())
    return 2 * sum((first & second).values()) / total if total else 0.0


def _bigrams(text: str) -> Counter:
    text = re.sub(r"[\s“”、，（）()的]|达到|建成|实现|覆盖率", "", text)
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def _fields(row: dict, match: dict, keys: set[str], later: Collection[str] = frozenset()) -> dict[str, bool]:
    # where the codebook had no key for what was read, one that it has got since is nothing to be judged
    wanted = (row["canon"],) if row["canon"] in keys else ("", *later)
    same_key = match["indicator_id"] in wanted
    text = alike(row["indicator"], match["indicator_text"]) >= SIMILAR
    return {
        "indicator": text or (row["canon"] in keys and match["indicator_id"] == row["canon"]),
        "indicator_id": same_key,
        "value": _near(row["value_low"], match["value_low"])
        and _near(row["value_high"], match["value_high"]),
        "unit": (row["unit"] or "") == (match["unit"] or ""),
        **{f: row[f] == match[f] for f in ("comparator", "measure", "horizon", "horizon_source")},
        "strength": match["strength"] in ENSURED.get(row["strength"], (row["strength"],)),
        "theme": row["theme"] == match["theme"],
        "evidence": match["held"],
    }


def _near(a: float, b: float) -> bool:
    return a is not None and b is not None and abs(a - b) <= 1e-6 * max(1.0, abs(a))


def _shown(field: str, row: dict) -> str:
    if field == "indicator":
        return str(row.get("indicator_text", row.get("indicator")))
    if field == "indicator_id":
        return str(row.get("canon", row.get("indicator_id")))
    return f"{row['value_low']}–{row['value_high']}" if field == "value" else str(row.get(field))


def total(scores: Iterable[Score]) -> Score:
    scores = list(scores)
    return Score(
        sum(s.required for s in scores),
        sum(s.found for s in scores),
        sum(s.false for s in scores),
        sum((s.right for s in scores), Counter()),
        [f for s in scores for f in s.faults],
        sum((s.themes for s in scores), Counter()),
        sum((s.keys for s in scores), Counter()),
    )


def line(name: str, score: Score) -> str:
    fields = " ".join(f"{f} {score.right[f]}/{score.found}" for f in (*FIELDS, *REPORTED))
    return (
        f"{name:<18} n {score.required:>3}  precision {score.precision:.3f}  recall {score.recall:.3f}  "
        f"F1 {score.f1:.3f}  whole row {score.row:.3f}  | {fields}"
    )


def theme_lines(score: Score) -> list[str]:
    """Accuracy and Cohen's κ of the themes, each theme against all others, and what is taken for what.

    J. Cohen 1960, Educational and Psychological Measurement 20, 37–46."""
    pairs = list(score.themes.elements())
    if not pairs:
        return []
    right = sum(read == given for read, given in pairs)
    lines = [f"themes of targets: {right} of {len(pairs)} right, κ {_kappa(pairs):.2f}"]
    for theme in sorted({read for read, _ in pairs}):
        own = [(read == theme, given == theme) for read, given in pairs]
        n, hits = sum(read for read, _ in own), sum(read and given for read, given in own)
        lines.append(f"  {theme:<24} {hits:>3} of {n:>3}, κ {_kappa(own):.2f}")
    wrong = Counter({pair: n for pair, n in score.themes.items() if pair[0] != pair[1]})
    lines += [
        f"  {n:>3} {read} taken for {given}"
        for (read, given), n in sorted(wrong.items(), key=lambda i: (-i[1], i[0]))
    ]
    keys = ", ".join(f"{kind} {score.keys[kind]}" for kind in ("right", "wrong", "missing", "unread", "none"))
    return [*lines, f"keys: {keys} (unread: a key where the reader used a name that the codebook has not)"]


def _kappa(pairs: list[tuple]) -> float:
    first, second = zip(*pairs)
    return 1.0 if first == second else float(cohen_kappa_score(first, second))


def digest(folder: Path) -> str:
    """Hash of gold rows and texts, so that a floor always speaks of the same gold."""
    seal = hashlib.sha256()
    for name in gold_names(folder):
        for ending in (".txt", ".jsonl"):
            seal.update((folder / (name + ending)).read_bytes())
    return seal.hexdigest()


def floors_of(score: Score) -> dict[str, float]:
    """Everything that must not fall: precision, recall, F1, whole row, and the share right of each field."""
    fields = {
        field: score.right[field] / score.found if score.found else 1.0 for field in (*FIELDS, *REPORTED)
    }
    whole = {"precision": score.precision, "recall": score.recall, "f1": score.f1, "row": score.row}
    return {name: round(value, DIGITS) for name, value in (whole | fields).items()}


def gate(
    folder: Path, codebook: Codebook, faults: bool = False, pin: bool = False, lower: bool = False
) -> int:
    """Print the score of every document and of all; 0 if no floor is broken, 1 otherwise.

    Floors stand in folder/floors.json, with the hash of the gold they speak of, and the keys that the
    codebook had. `pin` writes them from this run; it refuses to lower one, or to follow changed gold, unless
    `lower` says so.
    """
    held = folder / FLOORS
    pinned = json.loads(held.read_text("utf-8")) if held.exists() else {}
    now = {*_keys(codebook).values()}
    known = now if lower else {*pinned.get("keys", "").split()} or now
    scores = {name: score_document(folder, name, codebook, now - known) for name in gold_names(folder)}
    scores["ALL"] = total(scores.values())
    for name, score in scores.items():
        print(line(name, score))
    if faults:
        print("\n".join([*theme_lines(scores["ALL"]), *scores["ALL"].faults]))
    measured = {
        "gold": digest(folder),
        "keys": " ".join(sorted(known)),
        "floors": {name: floors_of(score) for name, score in scores.items()},
    }
    broken = _broken(pinned, measured) if pinned else [] if pin else [f"{held} is missing: pin it with --pin"]
    if pin and (lower or not broken):
        held.write_bytes((json.dumps(measured, indent=1, sort_keys=True) + "\n").encode())
        print(f"{held}: pinned")
        return 0
    print("\n".join(broken) or f"every floor of {held} holds")
    return 1 if broken else 0


def _broken(pinned: dict, measured: dict) -> list[str]:
    """A line for each floor that is broken, or that no longer speaks of the same gold."""
    if pinned["gold"] != measured["gold"]:
        return [
            "gold rows or texts changed since the floors were pinned: read the difference, then pin anew "
            "with --pin --lower"
        ]
    return [
        f"BROKEN {name}: {field} {measured['floors'].get(name, {}).get(field, 0):.4f} < {floor:.4f}"
        for name, fields in pinned["floors"].items()
        for field, floor in fields.items()
        if measured["floors"].get(name, {}).get(field, 0) < floor
    ]
