"""What people write for a region or an indicator → its key; a word nothing answers to names the nearest.

Regions answer to name, short name, GB/T 2260 code and pinyin (嘉兴市, 嘉兴, 330400, jiaxing); indicators to
key, Chinese and English name, and to whatever the codebook's terms take for them (rd_intensity, 研发强度).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from cityplans.codebook import Codebook
from cityplans.errors import UserError
from cityplans.extraction.words.indicators import Indicators, indicator_id, indicators_of

MEASURES = {"growth": "growth_rate", "rank": "rank"}  # of indicators that are no level
NAMED = 3  # nearest names said of a word nothing answers to
LISTED = 12  # names that are all said where none is near
LEAST = 45  # of 100 that a name must share with a word to be called near


class UnknownName(UserError, KeyError):
    """A region, indicator or code that nothing answers to; the message names the nearest."""

    def __str__(self) -> str:  # KeyError would print the message with quotation marks round it
        return str(self.args[0])


def region(word: str, codebook: Codebook, among: Iterable[str] = ()) -> str:
    """The full name of a region (嘉兴 → 嘉兴市). `among`: the names the nearest are looked for in.

    Where two regions share a word (朝阳), the one `among` those given. Raises UnknownName."""
    among = [*among]
    wanted = folded(word)
    found = [r["name"] for r in codebook["regions"] if wanted in _of_region(r)]
    here = [name for name in found if name in among]
    if len(found) == 1 or here:
        return (here or found)[0]
    if found:
        raise UnknownName(f"{word}: several regions are called so; give the code: {_coded(found, codebook)}")
    names = [r["name"] for r in codebook["regions"] if not among or r["name"] in among]
    raise unknown(word, "region", names)


def indicator(word: str, codebook: Codebook, among: Iterable[str] = ()) -> str:
    """The key of an indicator. `among`: keys the nearest are looked for in. Raises UnknownName."""
    wanted = folded(word)
    rows = codebook["indicators"]
    for row in rows:
        if wanted in (folded(row["indicator_id"]), folded(row["zh"]), folded(row["en"])):
            return row["indicator_id"]
    terms = indicators_of(codebook)
    said = {r["indicator_id"] for r in rows if _is_said(word, r, terms)}
    if len(said) == 1:
        return said.pop()
    if said:
        raise UnknownName(f"{word}: said of several indicators; give the key: {', '.join(sorted(said))}")
    keys = {*among}
    names = [f"{r['zh']} ({r['indicator_id']})" for r in rows if not keys or r["indicator_id"] in keys]
    raise unknown(word, "indicator", names)


def _is_said(word: str, row: Mapping[str, str], terms: Indicators) -> bool:
    """Whether the extraction would take the word for this indicator, counted in its own unit."""
    measure = MEASURES.get(row["comparable"], "level")
    return indicator_id(word, row["unit"], measure, terms) == row["indicator_id"]


def one_of(word: str, allowed: Iterable[str], what: str) -> str:
    """A code as it stands in the tables. Raises UnknownName."""
    allowed = [*allowed]
    if word in allowed:
        return word
    raise unknown(word, what, allowed)


def unknown(word: str, what: str, names: Iterable[str]) -> UnknownName:
    """The error that says so and names the nearest; where nothing is near, all of them if they are few."""
    names = [*dict.fromkeys(names)]
    near = nearest(word, names)
    if near:
        return UnknownName(f"{word}: no such {what}; nearest: {', '.join(near)}")
    listed = f"; there are {', '.join(names)}" if 0 < len(names) <= LISTED else ""
    return UnknownName(f"{word}: no such {what}{listed}")


def nearest(word: str, names: Iterable[str]) -> list[str]:
    """Up to three names most like the word, the likest first; none where nothing is like it."""
    found = process.extract(word, [*dict.fromkeys(names)], scorer=fuzz.WRatio, limit=NAMED)
    return [name for name, score, _ in found if score >= LEAST]


def folded(word: str) -> str:
    return "".join(str(word).split()).casefold()


def _of_region(row: Mapping[str, str]) -> set[str]:
    return {folded(row[k]) for k in ("name", "short", "code", "ascii") if row[k]}


def _coded(names: Iterable[str], codebook: Codebook) -> str:
    wanted = {*names}
    return ", ".join(f"{r['code']} {r['name']}" for r in codebook["regions"] if r["name"] in wanted)
