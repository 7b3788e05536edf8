"""Load and check `data/codebook`: the words people edit, as plain rows.

`load(folder)` returns a Codebook; `codebook["indicators"]` is a tuple of dicts with the file's columns.
Each stage takes what it needs from it as an argument; none opens a codebook file itself. A file is added in
one place, FILES at the end of this module, and described in data/codebook/README.md.
"""

from __future__ import annotations

import csv
import difflib
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from cityplans import columns as codes
from cityplans import edited, places
from cityplans.errors import Both, UserError, reason_of

# columns without a closed list of codes in the schema, whose words stand in codes.csv all the same
OPEN_CODES = frozenset({"missing", "finding", "fix", "problem", "plan_id", "in_words", "region", "no_chart"})
NAMED_ELSEWHERE = frozenset({"theme"})  # codes whose words stand in a file of their own
DIRECTIONS = ("1", "-1", "0")  # more is better, less is better, no ambition in it
POSITIONS = ("before", "after", "apart")  # of a comparator's word, seen from the number
COMPARABLE = ("share", "growth", "per_head", "total", "rank", "coverage")
NEAR, MOST_LISTED = 3, 20  # names that a fault says
NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,12})?")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class CodebookError(UserError):
    """A codebook file that cannot be used; the message names file, line and remedy."""


class File(NamedTuple):
    """What a file of the codebook must hold, which stages may read it, and what is asked of it.

    A file without columns is a list of words, one a line. `words` are the columns that no row may leave
    empty: an empty word would be found everywhere, and some searches for it would not end. `checks` are
    functions of this module, each with what it needs besides codebook and name."""

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
        return Codebook(self.folder, rows, hashlib.sha256(repr(sorted(rows.items())).encode()).hexdigest())

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(row["word"] for row in self.rows[name])


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
        reader = csv.DictReader(text.splitlines(), strict=True)
        missing = [c for c in file.columns if c not in (reader.fieldnames or ())]
        if missing:
            near = {c: difflib.get_close_matches(c, reader.fieldnames or (), 1) for c in missing}
            hints = [f"{c} ({found[0]}?)" if found else c for c, found in near.items()]
            raise CodebookError(
                f"{path}: column {', '.join(hints)} is missing; first line must name it",
                f"{path}：缺少列 {', '.join(hints)}；第一行须写列名",
            )
        rows = []
        for row in reader:
            if None in row or None in row.values():
                line = reader.line_num
                raise CodebookError(
                    f"{path}, line {line}: number of cells differs from the header",
                    f"{path} 第{line}行：格数与表头不同",
                )
            rows.append({k: v.strip() for k, v in row.items()})
    except csv.Error as error:
        raise CodebookError(
            f"{path}: is not valid CSV ({error}); check the quotes",
            f"{path}：不是有效的 CSV（{error}）；请检查引号",
        ) from None
    return tuple(row for row in rows if any(row.values()))


def lint(codebook: Codebook) -> list[Both]:
    """What is wrong with the codebook, one line each: unknown codes, words under two keys, dangling keys."""
    checks = [
        (name, *check)
        for name, file in FILES.items()
        for check in (*((_empty, column) for column in file.words), *file.checks)
    ]
    return [fault for name, check, *about in checks for fault in check(codebook, name, *about)]


def _fault(codebook: Codebook, name: str, en: str, zh: str) -> Both:
    file = codebook.folder / f"{name}.csv"
    return Both(f"{file}: {en}", f"{file}：{zh}")


def _codes(codebook: Codebook, name: str) -> list[Both]:
    """Every code that the schema allows has one row of words; a row without a code says nothing."""
    closed = {c: column.values for c, column in codes.COLUMNS.items() if column.values}
    allowed = {(c, code) for c in closed if c not in NAMED_ELSEWHERE for code in closed[c]}
    given = [(row["column"], row["code"]) for row in codebook[name]]
    known = {pair for pair in given if pair in allowed or pair[0] in OPEN_CODES}
    return [
        _fault(codebook, name, f"{c} “{code}” {en}", f"{c}“{code}”{zh}")
        for found, en, zh in (
            (allowed - set(given), "has no row; add its words", "没有行；请补上说法"),
            (set(given) - known, "is no code; delete the row", "不是代码；请删去这一行"),
            (_doubled(given), "stands twice; keep one row", "出现两次；请只留一行"),
        )
        for c, code in sorted(found)
    ]


def _doubled(found: list[tuple[str, str]]) -> set[tuple[str, str]]:
    return {pair for pair in found if found.count(pair) > 1}


def _empty(codebook: Codebook, name: str, column: str) -> list[Both]:
    return [
        _fault(
            codebook,
            name,
            f"{column} is empty in the row “{','.join(row.values())[:60]}”; write the word or delete the row",
            f"“{','.join(row.values())[:60]}”一行的 {column} 为空；请写上词，或删去这一行",
        )
        for row in codebook[name]
        if not row[column].strip("+^")  # signs between the parts of a term
    ]


def names_of(indicator: Mapping[str, str]) -> tuple[str, ...]:
    """Every name under which an indicator can be asked for: key, Chinese, English, and those in `also`."""
    also = [name for name in indicator["also"].split("|") if name]
    return tuple(dict.fromkeys([indicator["indicator_id"], indicator["zh"], indicator["en"], *also]))


def _two_indicators(codebook: Codebook, name: str) -> list[Both]:
    """Names that two indicators share: nobody could ask for either."""
    keys: dict[str, str] = {}
    faults = []
    for row in codebook[name]:
        for said in names_of(row):
            if keys.setdefault(said, row["indicator_id"]) != row["indicator_id"]:
                faults.append(
                    _fault(
                        codebook,
                        name,
                        f"“{said}” names {keys[said]} and "
                        f"{row['indicator_id']}; give one of them another name",
                        f"“{said}”同时指 {keys[said]} 和 {row['indicator_id']}；请给其中一个换个名称",
                    )
                )
    return faults


def _circles(codebook: Codebook, name: str) -> list[Both]:
    """Regions that lie nowhere, or in themselves, directly or by way of others."""
    above = {row["code"]: row["parent_code"] for row in codebook[name]}
    faults = _unknown(codebook, name, "parent_code", {"", *above})
    for code in above:
        seen, at = {code}, above[code]
        while at in above and at not in seen:
            seen.add(at)
            at = above[at]
        if at == code:
            faults.append(
                _fault(
                    codebook,
                    name,
                    f"parent_code of {code} leads back to itself; name the region that it lies in",
                    f"{code} 的 parent_code 又指回自己；请写它所在的地区",
                )
            )
    return faults


def _unknown(codebook: Codebook, name: str, column: str, known) -> list[Both]:
    """`known` are codes, or, as “file.column”, what another column holds."""
    if isinstance(known, str):
        other, its = known.split(".")
        known = {row[its] for row in codebook[other]}
    return [
        _fault(codebook, name, *_not_known(column, row[column], known))
        for row in codebook[name]
        if row[column] not in known
    ]


def _not_known(column: str, word: str, known) -> Both:
    near = difflib.get_close_matches(word, [*known], NEAR)
    some = ", ".join(near or sorted(known)[:MOST_LISTED])
    en, zh = ("nearest", "相近的有") if near else ("use one of", "可用")
    return Both(f"{column} “{word}” is not known; {en} {some}", f"不认识 {column}“{word}”；{zh} {some}")


def _no_number(codebook: Codebook, name: str, column: str, empty: bool = False) -> list[Both]:
    return [
        _fault(
            codebook,
            name,
            f"{column} “{row[column]}” is no number; write one such as 2 or 0.5",
            f"{column}“{row[column]}”不是数字；请写 2 或 0.5 这样的数",
        )
        for row in codebook[name]
        if not (empty and not row[column]) and not NUMBER.fullmatch(row[column])
    ]


def _no_pattern(codebook: Codebook, name: str, column: str) -> list[Both]:
    faults = []
    for row in codebook[name]:
        try:
            re.compile(row[column])
        except re.error as error:
            faults.append(
                _fault(
                    codebook,
                    name,
                    f"{column} “{row[column]}” is no regular expression "
                    f"({error}); a sign such as ( or * that means itself needs \\ before it",
                    f"{column}“{row[column]}”不是正则表达式（{error}）；表示自身的 ( 或 * 等符号前要加 \\",
                )
            )
    return faults


def _no_name(codebook: Codebook, name: str, column: str) -> list[Both]:
    """What becomes part of plan ids and so of file names."""
    return [
        _fault(
            codebook,
            name,
            f"{column} “{row[column]}” is no name; use a–z, 0–9 and hyphens only",
            f"{column}“{row[column]}”不能作名称；只用 a–z、0–9 和连字符",
        )
        for row in codebook[name]
        if not NAME.fullmatch(row[column])
    ]


def _twice(codebook: Codebook, name: str, column: str) -> list[Both]:
    seen: set[str] = set()
    faults = []
    for row in codebook[name]:
        if row[column] in seen:
            said = "“{}” stands twice; keep one row", "“{}”出现两次；请只留一行"
            faults.append(_fault(codebook, name, *(text.format(row[column]) for text in said)))
        seen.add(row[column])
    return faults


def _roles(codebook: Codebook, name: str, *files: str) -> list[Both]:
    """Roles of words that the list of roles does not know, and roles there that no word has: rules that ask
    for them would find nothing, in silence."""
    known = {file: {row["role"] for row in codebook[name] if row["file"] == file} for file in files}
    has = {file: {row["role"] for row in codebook[file]} for file in files}
    faults = _unknown(codebook, name, "file", files)
    faults += [fault for file in files for fault in _unknown(codebook, file, "role", known[file])]
    return faults + [
        _fault(
            codebook,
            name,
            f"no word of {file}.csv has the role “{role}”; add one there, or restore its rows",
            f"{file}.csv 中没有作用为“{role}”的词；请在那里补上，或恢复原有的行",
        )
        for file in files
        for role in sorted(known[file] - has[file])
    ]


def _file(columns: str, stages: str = "", words: str = "", *checks: tuple, is_optional: bool = False) -> File:
    return File(tuple(columns.split()), stages, tuple(words.split()), checks, is_optional)


# columns (a file may have more, never fewer); stages that read it, of those whose results are kept; the words
# a row is about; what else is checked
# fmt: off
FILES: dict[str, File] = {
    "indicators": _file(
        "indicator_id zh en also theme unit direction comparable grade definition_zh definition_en",
        "extraction comparison ambition", "indicator_id zh en definition_zh definition_en",
        (_twice, "indicator_id"), (_two_indicators,), (_unknown, "theme", codes.THEMES),
        (_unknown, "direction", DIRECTIONS), (_unknown, "comparable", COMPARABLE)),
    "indicator_terms": _file(
        "indicator_id include exclude unit measure", "extraction ambition", "include",
        (_unknown, "indicator_id", "indicators.indicator_id")),
    "spellings": _file("written form note", "extraction", "written"),
    "units": _file(
        "surface unit kind not_before", "reading extraction ambition", "surface", (_twice, "surface")),
    "unit_names": _file("unit en each", "", "unit", (_twice, "unit")),
    "leagues": _file("term league en", "ambition", "term", (_twice, "term")),
    "quantity_words": _file(
        "word low unit measure comparator", "extraction", "word", (_twice, "word"), (_no_number, "low"),
        (_unknown, "comparator", codes.COMPARATORS)),
    "class_cues": _file(
        "class term where not_before note", "extraction", "term", (_unknown, "class", codes.NUMERAL_CLASSES)),
    "comparators": _file(
        "term comparator position not_after", "extraction", "term",
        (_unknown, "comparator", codes.COMPARATORS), (_unknown, "position", POSITIONS)),
    "strength": _file(
        "term strength governs obligation", "extraction", "term", (_twice, "term"),
        (_unknown, "strength", ("", *codes.STRENGTHS)), (_unknown, "obligation", ("", *codes.OBLIGATIONS))),
    "measure_words": _file("word role not_before", "extraction", "word"),
    "document_words": _file("word role not_before", "reading", "word"),
    "word_roles": _file(
        "file role zh en", "", "role zh en", (_twice, "role"), (_roles, "measure_words", "document_words")),
    "past_times": _file("term year note", "extraction", "term", (_twice, "term")),
    "confidence": _file(
        "sign weight rows zh en", "extraction", "sign", (_twice, "sign"), (_no_number, "weight")),
    "verbs": _file(
        "term role measure keep not_before of_people", "extraction", "term", (_twice, "term"),
        (_unknown, "measure", (*codes.MEASURES, ""))),
    "themes": _file("theme zh en about", "", "", (_unknown, "theme", codes.THEMES)),
    "theme_terms": _file(
        "theme term weight", "wording comparison", "term", (_twice, "term"), (_no_number, "weight", True),
        (_unknown, "theme", codes.THEMES)),
    "target_themes": _file(
        "noun theme weak", "extraction wording comparison", "noun",
        (_twice, "noun"), (_unknown, "theme", codes.THEMES)),
    "instruments": _file("instrument group zh en terms", "wording comparison", "terms"),
    "lexicon": _file("term kind note", "wording comparison", "term", (_twice, "term")),
    "name_parts": _file("part kind", "wording comparison", "part"),
    "regions": _file(
        "code name short level parent_code ascii", "reading extraction wording comparison", "code name short",
        (_circles,), (_no_name, "ascii")),
    "document_types": _file(
        "ending kind plan_type", "reading", "ending",
        (_twice, "ending"), (_unknown, "plan_type", codes.PLAN_TYPES), (_no_name, "kind")),
    "problems": _file(
        "problem severity zh", "", "problem", (_twice, "problem"), (_unknown, "severity", codes.SEVERITIES)),
    "section_heads": _file("", "reading"),
    "openers": _file("", "reading"),
    "national_bodies": _file("", "reading"),
    "furniture": _file("pattern where note", "reading", "pattern", (_no_pattern, "pattern")),
    "codes": _file("column code zh en note", "", "code zh en", (_codes,)),
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
}
# fmt: on
