"""Load and check `data/codebook`: the words people edit, as plain rows.

`load(folder)` returns a Codebook; `codebook["indicators"]` is a tuple of dicts with the file's columns.
Each stage takes what it needs from it as an argument; none opens a codebook file itself. A file is added in
one place, FILES at the end of this module, and described in data/codebook/README.md.
"""

from __future__ import annotations

import csv
import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from cityplans import codes, edited, places
from cityplans.codebook_checks import (
    circles,
    each_code_once,
    each_said,
    empty,
    no_name,
    no_number,
    no_pattern,
    no_role,
    no_unit,
    twice,
    two_indicators,
    unknown,
    wordless,
)
from cityplans.errors import Both, UserError, reason_of

DIRECTIONS = ("1", "-1", "0")  # more is better, less is better, no ambition in it
POSITIONS = ("before", "after", "apart")  # of a comparator's word, seen from the number
WHERES = (  # where a cue of a class stands; unaimed: before the number, where no goal stands or is inherited
    "heading", "opening", "head", "sentence", "unaimed", "hinted", "part", "left", "right", "phrase",
    "bracket",
)  # fmt: skip
HEAD_ROLES = (  # what a column of a table holds; then what tells a list of tasks from other tables
    "number", "nature", "note", "unit", "category", "indicator", "year", "cumulative", "growth", "value",
    "task", "who_or_when", "of_texts", "beside_tasks", "carried_by",
)  # fmt: skip
COMPARABLE = ("share", "growth", "per_head", "total", "rank", "coverage")


SIGNS = {"\t": Both("tabs", "制表符"), ";": Both("semicolons", "分号"), "，": Both("“，”", "全角逗号")}


class CodebookError(UserError):
    """A codebook file that cannot be used; the message names file, line and remedy."""


class File(NamedTuple):
    """What a file of the codebook must hold, which stages may read it, and what is asked of it.

    A file without columns is a list of words, one a line. `words` are the columns that no row may leave
    empty: an empty word would be found everywhere, and some searches for it would not end. `checks` are
    functions of codebook_checks, each with what it needs besides codebook and name."""

    columns: tuple[str, ...] = ()
    stages: str = ""
    words: tuple[str, ...] = ()
    checks: tuple[tuple, ...] = ()
    is_optional: bool = False


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

    def part(self, *stages: str) -> Codebook:
        """What `stages` may read and nothing else, so that no stage can depend on a file unnoticed."""
        rows = {name: self.rows[name] for name in self.rows if set(stages) & set(FILES[name].stages.split())}
        digests = "\0".join(f"{name}\0{_digest_of(rows[name])}" for name in sorted(rows))
        return Codebook(self.folder, rows, hashlib.sha256(digests.encode()).hexdigest())

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(row["word"] for row in self.rows[name])


_DIGESTS: dict[int, tuple[tuple, str]] = {}  # by identity: rows are never changed where they stand
MOST = 1000  # files of which the digest is kept


def _digest_of(rows: tuple[dict[str, str], ...]) -> str:
    """The digest of the rows of a file, made once for those at hand."""
    if id(rows) not in _DIGESTS:
        if len(_DIGESTS) >= MOST:
            _DIGESTS.clear()
        _DIGESTS[id(rows)] = rows, hashlib.sha256(repr(rows).encode()).hexdigest()
    return _DIGESTS[id(rows)][1]


KEPT = 4  # codebooks that a process keeps, by folder and content: a command asks for one many times
_CHECKED: dict[tuple[Path, str], Codebook] = {}


def load(folder: Path | str | None = None) -> Codebook:
    """Read every codebook file below `folder`. Raises CodebookError with file, line and what to do."""
    root = Path(folder) if folder else places.codebook()
    if not root.is_dir():
        raise CodebookError(
            f"{root}: no such codebook folder; pass --codebook DIR or restore data/codebook",
            f"{root}：没有这个编码表文件夹；请用 --codebook 指明，或恢复 data/codebook",
        )
    texts = _texts(root)
    digest = hashlib.sha256(b"".join(f"{path.name}\0{text}".encode() for path, text in texts.values()))
    key = root.resolve(), digest.hexdigest()
    if key not in _CHECKED:
        if len(_CHECKED) >= KEPT:
            _CHECKED.clear()
        _CHECKED[key] = _checked(root, texts, digest.hexdigest())
    return replace(_CHECKED[key], folder=root)


def _texts(root: Path) -> dict[str, tuple[Path, str]]:
    """Path and text of every file, tables first; an optional one that is not there is left out."""
    tables = sorted(name for name, file in FILES.items() if file.columns)
    lists = [name for name, file in FILES.items() if not file.columns]
    paths = {name: root / f"{name}.{'csv' if FILES[name].columns else 'txt'}" for name in (*tables, *lists)}
    return {
        name: (path, _read_text(path))
        for name, path in paths.items()
        if path.exists() or not FILES[name].is_optional
    }


def _checked(root: Path, texts: Mapping[str, tuple[Path, str]], digest: str) -> Codebook:
    rows: dict[str, tuple[dict[str, str], ...]] = dict.fromkeys(FILES, ())
    for name, (path, text) in texts.items():
        rows[name] = _read_csv(path, text, FILES[name]) if FILES[name].columns else _read_words(text)
    codebook = Codebook(root, rows, digest)
    faults = lint(codebook)
    if faults:
        raise CodebookError(*("\n".join(fault.told(lang) for fault in faults) for lang in ("en", "zh")))
    return codebook


def _read_words(text: str) -> tuple[dict[str, str], ...]:
    lines = text.splitlines()
    return tuple({"word": w.strip()} for w in lines if w.strip() and not w.startswith("#"))


def _read_text(path: Path) -> str:
    try:
        return edited.decoded(path.read_bytes())[0]
    except OSError as error:
        raise CodebookError(
            f"{path}: cannot be read ({reason_of(error).en}); restore the file",
            f"{path}：无法读取（{reason_of(error).zh}）；请恢复此文件",
        ) from None
    except UnicodeDecodeError:
        raise CodebookError(
            f"{path}: is neither UTF-8 nor GBK; in Excel save as 'CSV UTF-8'",
            f"{path}：既不是 UTF-8 也不是 GBK；请在 Excel 中另存为“CSV UTF-8”",
        ) from None


def _read_csv(path: Path, text: str, file: File) -> tuple[dict[str, str], ...]:
    try:
        return _rows(text, file.columns)
    except CodebookError as fault:
        raise CodebookError(f"{path}{fault.told('en')}", f"{path}{fault.told('zh')}") from None


@lru_cache(
    maxsize=256
)  # where one file of many was changed, or the folder copied, the others are as they were
def _rows(text: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """The rows of a file's text, or what is to be said behind its path."""
    try:
        reader = csv.reader(text.splitlines(), strict=True)
        names = next(reader, [])
        missing = [c for c in columns if c not in names]
        if missing and (said := _parted_by(text)):
            raise CodebookError(f": {said.en}", f"：{said.zh}")
        if missing:
            near = {c: difflib.get_close_matches(c, names, 1) for c in missing}
            hints = [f"{c} ({found[0]}?)" if found else c for c, found in near.items()]
            raise CodebookError(
                f": column {', '.join(hints)} is missing; first line must name it",
                f"：缺少列 {', '.join(hints)}；第一行须写列名",
            )
        rows = []
        for cells in filter(None, reader):
            if len(cells) != len(names):
                line = reader.line_num
                raise CodebookError(
                    f", line {line}: number of cells differs from the header", f" 第{line}行：格数与表头不同"
                )
            rows.append(dict(zip(names, map(str.strip, cells))))
    except csv.Error as error:
        raise CodebookError(
            f": is not valid CSV ({error}); check the quotes", f"：不是有效的 CSV（{error}）；请检查引号"
        ) from None
    return tuple(row for row in rows if any(row.values()))


def _parted_by(text: str) -> Both | None:
    """That the cells of a table are not parted by commas, where its head shows another sign."""
    head = text.partition("\n")[0]
    sign = max(SIGNS, key=head.count)
    if head.count(sign) <= head.count(","):
        return None
    said = SIGNS[sign]
    return Both(
        f"its cells are parted by {said.en}, not by commas; save it as “CSV UTF-8 (comma delimited)”",
        f"各格以{said.zh}分隔，不是逗号；请另存为“CSV UTF-8（逗号分隔）”",
    )


def lint(codebook: Codebook) -> list[Both]:
    """What is wrong with the codebook, one line each, with the file that is to be mended."""
    asked = [
        (name, *check)
        for name, file in FILES.items()
        for check in (*((empty, column) for column in file.words), *file.checks)
    ]
    return [
        Both(f"{codebook.folder / name}.csv: {fault.en}", f"{codebook.folder / name}.csv：{fault.zh}")
        for name, check, *about in asked
        for fault in check(codebook.rows, name, *about)
    ]


def _file(columns: str, stages: str = "", words: str = "", *asked: tuple, is_optional: bool = False) -> File:
    return File(tuple(columns.split()), stages, tuple(words.split()), asked, is_optional)


# columns (a file may have more, never fewer); stages that read it, of those whose results are kept; the words
# a row is about; what else is checked
# fmt: off
FILES: dict[str, File] = {
    "indicators": _file(
        "indicator_id zh en also theme unit direction comparable grade definition_zh definition_en",
        "extraction comparison ambition", "indicator_id zh en definition_zh definition_en",
        (twice, "indicator_id"), (two_indicators,), (unknown, "theme", codes.THEMES),
        (unknown, "direction", DIRECTIONS), (unknown, "comparable", COMPARABLE), (no_unit, "unit")),
    "indicator_terms": _file(
        "indicator_id include exclude unit measure", "extraction ambition", "include",
        (unknown, "indicator_id", "indicators.indicator_id")),
    "spellings": _file("written form note", "extraction", "written"),
    "units": _file(
        "surface unit kind not_before", "reading extraction ambition", "surface", (twice, "surface")),
    "unit_names": _file("unit en each", "", "unit", (twice, "unit")),
    "unit_conversions": _file(
        "unit base times", "ambition", "unit base", (twice, "unit"), (unknown, "unit", "units.unit"),
        (unknown, "base", "units.unit"), (no_number, "times"), is_optional=True),
    "leagues": _file("term league en", "ambition", "term", (twice, "term")),
    "quantity_words": _file(
        "word low unit measure comparator", "extraction", "word", (twice, "word"), (no_number, "low"),
        (unknown, "comparator", codes.COMPARATORS)),
    "class_cues": _file(
        "class term where not_before note", "extraction", "term", (unknown, "class", codes.NUMERAL_CLASSES),
        (unknown, "where", WHERES)),
    "comparators": _file(
        "term comparator position not_after", "extraction", "term",
        (unknown, "comparator", codes.COMPARATORS), (unknown, "position", POSITIONS)),
    "strength": _file(
        "term strength governs obligation", "extraction", "term", (twice, "term"),
        (unknown, "strength", ("", *codes.STRENGTHS)), (unknown, "obligation", ("", *codes.OBLIGATIONS))),
    "measure_words": _file("word role not_before", "extraction ambition", "word", (no_role, "word_roles")),
    "document_words": _file("word role not_before", "reading", "word", (no_role, "word_roles")),
    "word_roles": _file(
        "file role zh en", "", "role zh en", (twice, "role"), (wordless, "measure_words", "document_words")),
    "past_times": _file("term year note", "extraction", "term", (twice, "term")),
    "confidence": _file(
        "sign weight rows zh en", "extraction", "sign", (twice, "sign"), (no_number, "weight")),
    "verbs": _file(
        "term role measure keep not_before of_people", "extraction", "term", (twice, "term"),
        (unknown, "measure", (*codes.MEASURES, ""))),
    "themes": _file("theme zh en about", "", "", (unknown, "theme", codes.THEMES)),
    "theme_confusions": _file(
        "kind read program n", "", "read program n", (unknown, "read", codes.THEMES),
        (unknown, "program", codes.THEMES), (no_number, "n"), is_optional=True),
    "theme_terms": _file(
        "theme term weight", "wording comparison", "term", (twice, "term"), (no_number, "weight", True),
        (unknown, "theme", codes.THEMES)),
    "target_themes": _file(
        "noun theme weak", "extraction wording comparison", "noun",
        (twice, "noun"), (unknown, "theme", codes.THEMES)),
    "instruments": _file("instrument group zh en terms", "wording comparison", "terms"),
    "lexicon": _file("term kind note", "wording comparison", "term", (twice, "term")),
    "name_parts": _file("part kind", "wording comparison", "part"),
    "regions": _file(
        "code name short level parent_code ascii", "reading extraction wording comparison", "code name short",
        (circles,), (no_name, "ascii")),
    "new_areas": _file(
        "area region_code note", "reading", "area",
        (twice, "area"), (unknown, "region_code", "regions.code")),
    "english_names": _file(
        "name english", "reading", "name english", (twice, "name"), (unknown, "name", "regions.name"),
        is_optional=True),
    "table_heads": _file(
        "role head note", "reading extraction", "head",
        (unknown, "role", HEAD_ROLES), (each_said, "role", HEAD_ROLES), (no_pattern, "head"),
        (twice, "role", "head")),
    "document_types": _file(
        "ending kind plan_type", "reading", "ending",
        (twice, "ending"), (unknown, "plan_type", codes.PLAN_TYPES), (no_name, "kind")),
    "problems": _file(
        "problem severity zh", "", "problem", (twice, "problem"), (unknown, "severity", codes.SEVERITIES)),
    "section_heads": _file("", "reading"),
    "openers": _file("", "reading"),
    "national_bodies": _file("", "reading"),
    "furniture": _file("pattern where note", "reading", "pattern", (no_pattern, "pattern")),
    "codes": _file("column code zh en note", "", "code zh en", (each_code_once,)),
    "corrections": _file("plan_id quote field old new reason by date", is_optional=True),
    # lists of words, one a line
    "stopwords": _file("", "wording comparison"),
    "numeral_words": _file("", "extraction"),
    "indicator_heads": _file("", "extraction"),
    "bare_measures": _file("", "extraction"),
    "scope_places": _file("", "extraction"),
    "part_words": _file("", "extraction"),
    "other_heads": _file("", "extraction"),
    "scope_words": _file(""),
    "set_phrases": _file(""),
}
# fmt: on
