"""Themes of clauses against people: a blind sample to be coded by hand, and how far the codings agree.

`draw` takes clauses that each kind of document has as many of, and none that says how the program reads it;
people fill in the column `theme` apart from each other; `agreement` compares their files with each other and
with the program by Krippendorff's α (K. Krippendorff 2004, Content Analysis, 2nd ed., ch. 11), 1 where all
agree, 0 where they agree as by chance.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from cityplans import tables
from cityplans.comparison.plans import kinds
from cityplans.errors import UserError

COLUMNS = ("clause_id", "kind", "heading", "text", "theme", "note")
LEAST_TEXT = 40  # characters below which a clause is a heading or a line of a list
LONGEST = 600  # characters that are shown of a clause
CONFUSION = ("kind", "read", "program")  # kind of document, theme to people, theme to the program
RESAMPLED = 999
PROGRAM = "program"
Coding = Mapping[str, str]  # clause_id → theme


class CodingError(UserError):
    """A coding that cannot be read; the message names file, line and remedy."""


class Agreement(NamedTuple):
    """α of two codings over the clauses that both have, with a 95 % interval by resampling of clauses."""

    n: int
    alpha: float
    low: float
    high: float


def draw(frames: Mapping[str, pd.DataFrame], size: int, seed: int = 0) -> list[dict[str, str]]:
    """Rows of COLUMNS with `theme` empty: `size` clauses, of every kind of document as many as there are of
    the rarest or an equal share, of different plans as far as they go; the same for the same tables and seed.
    """
    kind_of = kinds(frames["plans"])
    of_kind: dict[str, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for row in frames["clauses"].fillna({"heading": "", "clause_kind": ""}).to_dict("records"):
        if row["clause_kind"] in ("text", "") and len(row["text"]) >= LEAST_TEXT:
            of_kind[kind_of[row["plan_id"]]][row["plan_id"]].append(row)
    orders = [_in_turn(of_kind[kind], seed) for kind in sorted(of_kind)]
    chosen = []
    while len(chosen) < size and any(orders):
        chosen += [order.pop(0) for order in orders if order]
    chosen = sorted(chosen[:size], key=lambda row: _drawn(row["clause_id"], seed + 1))
    return [
        {
            "clause_id": row["clause_id"],
            "kind": kind_of[row["plan_id"]],
            "heading": row["heading"],
            "text": row["text"][:LONGEST],
            "theme": "",
            "note": "",
        }
        for row in chosen
    ]


def _in_turn(of_plan: Mapping[str, list], seed: int) -> list[dict]:
    """The clauses of a kind, one of each plan in turn, both in an order drawn by lot."""
    plans = sorted(of_plan, key=lambda plan_id: _drawn(plan_id, seed))
    rows = {p: sorted(of_plan[p], key=lambda row: _drawn(row["clause_id"], seed)) for p in plans}
    most = max(map(len, rows.values()), default=0)
    return [rows[p][n] for n in range(most) for p in plans if n < len(rows[p])]


def _drawn(name: str, seed: int) -> str:
    return hashlib.sha256(f"{seed}|{name}".encode()).hexdigest()


def write(rows: Sequence[Mapping[str, str]], path: Path) -> None:
    """The sample as a CSV that Excel opens; a file that is there is kept, for it may hold work."""
    if path.exists():
        raise CodingError(
            f"{path}: is there already and may hold codings; give another name",
            f"{path}：已经存在，里面可能有判好的主题；请另取文件名",
        )
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    tables.write_bytes(path, out.getvalue().encode("utf-8-sig"))


def read(path: Path, themes: Sequence[str]) -> dict[str, str]:
    """clause_id → theme of the clauses that were coded. Raises CodingError for a theme nobody knows."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise CodingError(
            f"{path}: cannot be read ({error}); save it as 'CSV UTF-8'",
            f"{path}：读不了（{error}）；请另存为“CSV UTF-8”",
        ) from None
    missing = {"clause_id", "theme"} - set(rows[0] if rows else ())
    if missing:
        columns = ", ".join(sorted(missing))
        raise CodingError(f"{path}: lacks the column {columns}", f"{path}：缺少列 {columns}")
    made = {}
    for line, row in enumerate(rows, 2):
        theme = (row["theme"] or "").strip()
        if theme and theme not in themes:
            known = ", ".join(themes)
            raise CodingError(
                f"{path}, line {line}: “{theme}” is no theme; themes are {known}",
                f"{path}，第{line}行：没有“{theme}”这个主题；主题有 {known}",
            )
        if theme:
            made[row["clause_id"]] = theme
    return made


def of_program(frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """clause_id → the theme that the program gives it, of several the weightiest."""
    rows = frames["themes"].sort_values(["weight", "theme"], ascending=[False, True])
    first = rows.drop_duplicates("clause_id")
    return dict(zip(first["clause_id"], first["theme"], strict=True))


def agreement(one: Coding, other: Coding, seed: int = 0) -> Agreement | None:
    """Krippendorff's α for nominal data of two codings; None where they share fewer than two clauses."""
    shared = sorted(set(one) & set(other))
    if len(shared) < 2:
        return None
    codes = {code: n for n, code in enumerate(sorted({*one.values(), *other.values()}))}
    data = np.array([[codes[coding[c]] for c in shared] for coding in (one, other)], dtype=float)
    return _estimated(data.tobytes(), len(shared), seed)


@lru_cache(maxsize=64)  # the same clauses are asked about in each language and on each page
def _estimated(data: bytes, n: int, seed: int) -> Agreement:
    """α and its interval of codes in two rows of `n`, by resampling clauses."""
    codes = np.frombuffer(data).reshape(2, n)
    drawn = np.random.default_rng(seed).integers(0, n, (RESAMPLED, n))
    low, high = np.quantile([_alpha(codes[:, picked]) for picked in drawn], (0.025, 0.975))
    return Agreement(n, _alpha(codes), float(low), float(high))


def _alpha(data: np.ndarray) -> float:
    """1 where only one code occurs: nothing is told apart, and nothing wrongly."""
    import krippendorff

    if len(np.unique(data)) == 1:
        return 1.0
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def lines(codings: Mapping[str, Coding], frames: Mapping[str, pd.DataFrame]) -> list[str]:
    """What to print: α of every two codings, the program's one among them, in all and by kind of document,
    and what the program takes for what where two people agree."""
    kind_of, plan_of = kinds(frames["plans"]), dict(frames["clauses"][["clause_id", "plan_id"]].values)
    everyone = {**codings, PROGRAM: of_program(frames)}
    made = []
    for one, other in combinations(everyone, 2):
        made.append(_line(f"{one} – {other}", agreement(everyone[one], everyone[other])))
        for kind in sorted(set(kind_of.values())):
            own = {c: t for c, t in everyone[one].items() if kind_of.get(plan_of.get(c)) == kind}
            made.append(_line(f"  {kind}", agreement(own, everyone[other])))
    taken: Counter = Counter()
    for row in confusions(codings, frames):
        taken[row["read"], row["program"]] += row["n"]
    in_order = sorted(taken.items(), key=lambda item: (-item[1], item[0]))
    made += [f"  {n:>3} {said} taken for {read}" for (said, read), n in in_order if said != read]
    return [line for line in made if line]


def _line(name: str, found: Agreement | None) -> str:
    if not found:
        return ""
    return f"{name:<32} n {found.n:>4}  α {found.alpha:.2f} ({found.low:.2f}–{found.high:.2f})"


def confusions(codings: Mapping[str, Coding], frames: Mapping[str, pd.DataFrame]) -> list[dict]:
    """Rows of theme_confusions.csv: how often what all people read as a theme is one to the program."""
    kind_of, plan_of = kinds(frames["plans"]), dict(frames["clauses"][["clause_id", "plan_id"]].values)
    first, *others = codings.values()
    program = of_program(frames)
    counted = Counter(
        (kind_of[plan_of[c]], theme, program[c])
        for c, theme in first.items()
        if c in program and all(other.get(c) == theme for other in others)
    )
    return [dict(zip((*CONFUSION, "n"), (*key, n))) for key, n in sorted(counted.items())]


def write_confusions(rows: Sequence[Mapping], path: Path) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, (*CONFUSION, "n"), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    tables.write_bytes(path, out.getvalue().encode("utf-8-sig"))


def codings_of(rows: Sequence[Mapping]) -> tuple[Coding, Coding]:
    """The codings of people and of the program that gave rows of theme_confusions.csv."""
    pairs = [(row["read"], row["program"]) for row in rows for _ in range(int(row["n"]))]
    read, program = ({str(i): pair[side] for i, pair in enumerate(pairs)} for side in (0, 1))
    return read, program
