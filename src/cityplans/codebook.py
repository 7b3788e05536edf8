"""Load and check `data/codebook`: the words people edit, as plain rows.

`load(folder)` returns a Codebook; `codebook["indicators"]` is a tuple of dicts with the file's columns.
Each stage takes what it needs from it as an argument; none opens a codebook file itself.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cityplans import schema
from cityplans.errors import UserError

# file (without .csv) -> its columns; a file may have more columns, never fewer
FILES: dict[str, tuple[str, ...]] = {
    "indicators": (
        "indicator_id",
        "zh",
        "en",
        "also",
        "theme",
        "unit",
        "direction",
        "comparable",
        "grade",
        "definition_zh",
        "definition_en",
    ),
    "indicator_terms": ("indicator_id", "include", "exclude", "unit", "measure"),
    "spellings": ("written", "form", "note"),
    "units": ("surface", "unit", "kind"),
    "unit_names": ("unit", "en", "each"),
    "leagues": ("term", "league", "en"),
    "quantity_words": ("word", "low", "unit", "measure", "comparator"),
    "class_cues": ("class", "term", "where", "not_before", "note"),
    "comparators": ("term", "comparator", "position"),
    "strength": ("term", "strength", "governs"),
    "verbs": ("term", "role", "measure", "keep", "not_before", "of_people"),
    "themes": ("theme", "zh", "en", "about"),
    "theme_terms": ("theme", "term", "weight"),
    "target_themes": ("noun", "theme", "weak"),
    "instruments": ("instrument", "group", "zh", "en", "terms"),
    "lexicon": ("term", "kind", "note"),
    "name_parts": ("part", "kind"),
    "regions": ("code", "name", "short", "level", "parent_code", "ascii"),
    "furniture": ("pattern", "where", "note"),
    "corrections": ("plan_id", "quote", "field", "old", "new", "reason", "by", "date"),
}
WORD_LISTS = (
    "stopwords", "numeral_words", "indicator_heads", "bare_measures", "scope_places", "part_words",
    "other_heads",
)  # fmt: skip
# what a row is about; an empty word would be found everywhere, and some searches for it would not end
WORDS = (
    ("indicators", "indicator_id"), ("indicators", "zh"), ("indicators", "en"),
    ("indicators", "definition_zh"), ("indicators", "definition_en"),
    ("indicator_terms", "include"), ("spellings", "written"),
    ("units", "surface"), ("unit_names", "unit"), ("leagues", "term"), ("quantity_words", "word"),
    ("class_cues", "term"), ("comparators", "term"), ("strength", "term"), ("verbs", "term"),
    ("theme_terms", "term"), ("target_themes", "noun"), ("instruments", "terms"), ("lexicon", "term"),
    ("name_parts", "part"),
    ("regions", "code"), ("regions", "name"), ("regions", "short"), ("furniture", "pattern"),
)  # fmt: skip
DIRECTIONS = ("1", "-1", "0")  # more is better, less is better, no ambition in it
COMPARABLE = ("share", "growth", "per_head", "total", "rank", "coverage")
NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,12})?")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
OPTIONAL = frozenset({"corrections"})  # a researcher may have none


class CodebookError(UserError):
    """A codebook file that cannot be used; the message names file, line and remedy."""


@dataclass(frozen=True, eq=False)
class Codebook:
    """Equal by digest: what is compiled from a codebook is kept by it, and in another process every group of
    plans brings a copy, whose rows would be compared one by one each time."""

    folder: Path
    rows: dict[str, tuple[dict[str, str], ...]]
    digest: str

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Codebook) and self.digest == other.digest

    def __getitem__(self, name: str) -> tuple[dict[str, str], ...]:
        return self.rows[name]

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(row["word"] for row in self.rows[name])


def default_folder() -> Path:
    """`data/codebook` here, or the project's own where the working folder has none."""
    here = Path("data/codebook")
    return here if here.is_dir() else Path(__file__).resolve().parents[2] / "data" / "codebook"


def load(folder: Path | str | None = None) -> Codebook:
    """Read every codebook file below `folder`. Raises CodebookError with file, line and what to do."""
    root = Path(folder) if folder else default_folder()
    if not root.is_dir():
        raise CodebookError(f"{root}: no such codebook folder; pass --codebook DIR or restore data/codebook")
    rows: dict[str, tuple[dict[str, str], ...]] = {}
    digest = hashlib.sha256()
    for name, columns in sorted(FILES.items()):
        rows[name] = _read_csv(root / f"{name}.csv", columns, name in OPTIONAL, digest)
    for name in WORD_LISTS:
        lines = _read_text(root / f"{name}.txt", digest).splitlines()
        rows[name] = tuple({"word": w.strip()} for w in lines if w.strip() and not w.startswith("#"))
    codebook = Codebook(root, rows, digest.hexdigest())
    faults = lint(codebook)
    if faults:
        raise CodebookError("\n".join(faults))
    return codebook


def _read_text(path: Path, digest) -> str:
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise CodebookError(f"{path}: cannot be read ({error.strerror}); restore the file") from None
    except UnicodeDecodeError:
        raise CodebookError(f"{path}: is not UTF-8; in Excel save as 'CSV UTF-8'") from None
    digest.update(path.name.encode() + b"\0" + text.replace("\r\n", "\n").encode())
    return text


def _read_csv(path: Path, columns: tuple[str, ...], optional: bool, digest) -> tuple[dict[str, str], ...]:
    if optional and not path.exists():
        return ()
    try:
        reader = csv.DictReader(_read_text(path, digest).splitlines(), strict=True)
        missing = [c for c in columns if c not in (reader.fieldnames or ())]
        if missing:
            raise CodebookError(f"{path}: column {', '.join(missing)} is missing; first line must name it")
        rows = []
        for row in reader:
            if None in row or None in row.values():
                line = reader.line_num
                raise CodebookError(f"{path}, line {line}: number of cells differs from the header")
            rows.append({k: v.strip() for k, v in row.items()})
    except csv.Error as error:
        raise CodebookError(f"{path}: is not valid CSV ({error}); check the quotes") from None
    return tuple(row for row in rows if any(row.values()))


def lint(codebook: Codebook) -> list[str]:
    """What is wrong with the codebook, one line each: unknown codes, words under two keys, dangling keys."""
    return [
        *(fault for name, column in WORDS for fault in _empty(codebook, name, column)),
        *_unknown(codebook, "regions", "parent_code", {"", *(row["code"] for row in codebook["regions"])}),
        *_circles(codebook),
        *_unknown(codebook, "indicators", "theme", schema.THEMES),
        *_unknown(codebook, "indicators", "direction", DIRECTIONS),
        *_unknown(codebook, "indicators", "comparable", COMPARABLE),
        *_two_indicators(codebook),
        *_unknown(codebook, "theme_terms", "theme", schema.THEMES),
        *_unknown(codebook, "themes", "theme", schema.THEMES),
        *_unknown(codebook, "target_themes", "theme", schema.THEMES),
        *_unknown(codebook, "comparators", "comparator", schema.COMPARATORS),
        *_unknown(codebook, "strength", "strength", schema.STRENGTHS),
        *_unknown(codebook, "verbs", "measure", (*schema.MEASURES, "")),
        *_unknown(codebook, "class_cues", "class", schema.NUMERAL_CLASSES),
        *_unknown(
            codebook,
            "indicator_terms",
            "indicator_id",
            {row["indicator_id"] for row in codebook["indicators"]},
        ),
        *_unknown(codebook, "quantity_words", "comparator", schema.COMPARATORS),
        *_no_number(codebook, "theme_terms", "weight", empty=True),
        *_no_number(codebook, "quantity_words", "low"),
        *_no_pattern(codebook, "furniture", "pattern"),
        *_no_name(codebook, "regions", "ascii"),
        *_twice(codebook, "indicators", "indicator_id"),
        *_twice(codebook, "units", "surface"),
        *_twice(codebook, "unit_names", "unit"),
        *_twice(codebook, "leagues", "term"),
        *_twice(codebook, "strength", "term"),
        *_twice(codebook, "verbs", "term"),
        *_twice(codebook, "quantity_words", "word"),
        *_twice(codebook, "theme_terms", "term"),
        *_twice(codebook, "lexicon", "term"),
        *_twice(codebook, "target_themes", "noun"),
    ]


def _empty(codebook: Codebook, name: str, column: str) -> list[str]:
    return [
        f"{codebook.folder / name}.csv: {column} is empty in the row "
        f"“{','.join(row.values())[:60]}”; write the word or delete the row"
        for row in codebook[name]
        if not row[column].strip("+^")  # signs between the parts of a term
    ]


def names_of(indicator: Mapping[str, str]) -> tuple[str, ...]:
    """Every name under which an indicator can be asked for: key, Chinese, English, and those in `also`."""
    also = [name for name in indicator["also"].split("|") if name]
    return tuple(dict.fromkeys([indicator["indicator_id"], indicator["zh"], indicator["en"], *also]))


def _two_indicators(codebook: Codebook) -> list[str]:
    """Names that two indicators share: nobody could ask for either."""
    keys: dict[str, str] = {}
    faults = []
    for row in codebook["indicators"]:
        for name in names_of(row):
            if keys.setdefault(name, row["indicator_id"]) != row["indicator_id"]:
                faults.append(
                    f"{codebook.folder / 'indicators'}.csv: “{name}” names {keys[name]} and "
                    f"{row['indicator_id']}; give one of them another name"
                )
    return faults


def _circles(codebook: Codebook) -> list[str]:
    """Regions that lie in themselves, directly or by way of others."""
    above = {row["code"]: row["parent_code"] for row in codebook["regions"]}
    faults = []
    for code in above:
        seen, at = {code}, above[code]
        while at in above and at not in seen:
            seen.add(at)
            at = above[at]
        if at == code:
            faults.append(
                f"{codebook.folder / 'regions'}.csv: parent_code of {code} leads back to itself; "
                "name the region that it lies in"
            )
    return faults


def _unknown(codebook: Codebook, name: str, column: str, known) -> list[str]:
    return [
        f"{codebook.folder / name}.csv: {column} “{row[column]}” is not known; use one of "
        f"{', '.join(sorted(known)[:20])}"
        for row in codebook[name]
        if row[column] not in known
    ]


def _no_number(codebook: Codebook, name: str, column: str, empty: bool = False) -> list[str]:
    return [
        f"{codebook.folder / name}.csv: {column} “{row[column]}” is no number; write one such as 2 or 0.5"
        for row in codebook[name]
        if not (empty and not row[column]) and not NUMBER.fullmatch(row[column])
    ]


def _no_pattern(codebook: Codebook, name: str, column: str) -> list[str]:
    faults = []
    for row in codebook[name]:
        try:
            re.compile(row[column])
        except re.error as error:
            faults.append(
                f"{codebook.folder / name}.csv: {column} “{row[column]}” is no regular expression ({error}); "
                "a sign such as ( or * that means itself needs \\ before it"
            )
    return faults


def _no_name(codebook: Codebook, name: str, column: str) -> list[str]:
    """What becomes part of plan ids and so of file names."""
    return [
        f"{codebook.folder / name}.csv: {column} “{row[column]}” is no name; use a–z, 0–9 and hyphens only"
        for row in codebook[name]
        if not NAME.fullmatch(row[column])
    ]


def _twice(codebook: Codebook, name: str, column: str) -> list[str]:
    seen: set[str] = set()
    faults = []
    for row in codebook[name]:
        if row[column] in seen:
            faults.append(f"{codebook.folder / name}.csv: “{row[column]}” stands twice; keep one row")
        seen.add(row[column])
    return faults
