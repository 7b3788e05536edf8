"""English names of territories: those of the codebook, else the official spelling of pinyin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

# last characters that begin with a vowel: pinyin sets an apostrophe before them (Lu'an, Pu'er)
VOWELS = {
    "安": "an", "鞍": "an", "岸": "an", "恩": "en", "阿": "e", "峨": "e", "鄂": "e", "洱": "er",
    "昂": "ang", "敖": "ao", "澳": "ao", "爱": "ai", "欧": "ou", "瓯": "ou",
}  # fmt: skip
KINDS = {"区": " District", "县": " County", "市": " City", "旗": " Banner"}  # said of counties spelt alike


def english(regions: Iterable[Mapping[str, str]], given: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Name in Chinese → in English; `given` are the rows of english_names.csv.

    `Jiaxing`; where another place is spelt alike the one above is told: `Xincheng (Xi'an)`. Of a name that
    several places bear themselves (朝阳区) nobody can tell which is meant, so none is told.
    """
    rows = list(regions)
    known = {row["name"]: row["english"] for row in given}
    by_code = {row["code"]: row for row in rows}
    parents: dict[str, set[str]] = {}
    for row in rows:
        parents.setdefault(row["name"], set()).add(row["parent_code"])
    bare = {row["name"]: known.get(row["name"]) or _latin(row) for row in rows}
    above = {}
    for row in rows:
        is_alike = "-" in row["ascii"] and row["name"] not in known and len(parents[row["name"]]) == 1
        if is_alike and row["parent_code"] in by_code:
            above[row["name"]] = f" ({bare[by_code[row['parent_code']]['name']]})"
    letters = {name: (said.replace("'", ""), above.get(name, "")) for name, said in bare.items()}
    borne = Counter(letters.values())
    counties = {row["name"] for row in rows if row["level"] == "county"}
    return {
        name: said + (KINDS.get(name[-1], "") if name in counties and borne[letters[name]] > 1 else "") + of
        for name, said in bare.items()
        for of in [above.get(name, "")]
    }


def in_sentence(view, region: str | None) -> str:
    """Its name as a sentence has it: “National” heads a row, and it is the nation that others stand below."""
    return "the nation" if view.lang == "en" and region in view.nations else view.region(region)


def _latin(row: Mapping[str, str]) -> str:
    """`Lu'an`: the spelling without the place above."""
    stem, last = row["ascii"].partition("-")[0], VOWELS.get(row["short"][-1:], "")
    if last and len(row["short"]) > 1 and stem.endswith(last):
        stem = f"{stem.removesuffix(last)}'{last}"
    return stem[:1].upper() + stem[1:]
