"""What a file of the codebook is asked: unknown codes, words under two keys, keys that lead nowhere.

A check takes the rows of every file by name, the name of the file it looks at, and what else its entry in
`codebook.FILES` gives it; it returns what is wrong, one line each.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from cityplans.columns.columns import COLUMNS
from cityplans.errors import Both

# columns without a closed list of codes in the schema, whose words stand in codes.csv all the same
OPEN_CODES = frozenset({"missing", "finding", "fix", "problem", "plan_id", "in_words", "no_chart"})
NAMED_ELSEWHERE = frozenset({"theme"})  # codes whose words stand in a file of their own
NEAR, MOST_LISTED = 3, 20  # names that a fault says
NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,12})?")
MULTIPLIER = re.compile(r"^[\d十百千万亿]+")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
Rows = Mapping[str, tuple[dict[str, str], ...]]


def each_code_once(rows: Rows, name: str) -> list[Both]:
    """Every code that the schema allows has one row of words; a row without a code says nothing."""
    closed = {c: column.values for c, column in COLUMNS.items() if column.values}
    allowed = {(c, code) for c in closed if c not in NAMED_ELSEWHERE for code in closed[c]}
    given = [(row["column"], row["code"]) for row in rows[name]]
    known = {pair for pair in given if pair in allowed or pair[0] in OPEN_CODES}
    return [
        Both(f"{c} “{code}” {en}", f"{c}“{code}”{zh}")
        for found, en, zh in (
            (allowed - set(given), "has no row; add its words", "没有行；请补上说法"),
            (set(given) - known, "is no code; delete the row", "不是代码；请删去这一行"),
            (_doubled(given), "stands twice; keep one row", "出现两次；请只留一行"),
        )
        for c, code in sorted(found)
    ]


def _doubled(found: list[tuple[str, str]]) -> set[tuple[str, str]]:
    return {pair for pair in found if found.count(pair) > 1}


def empty(rows: Rows, name: str, column: str) -> list[Both]:
    """Rows whose cell in a column is empty."""
    return [
        Both(
            f"{column} is empty in the row “{','.join(row.values())[:60]}”; write the word or delete the row",
            f"“{','.join(row.values())[:60]}”一行的 {column} 为空；请写上词，或删去这一行",
        )
        for row in rows[name]
        if not row[column].strip("+^")  # signs between the parts of a term
    ]


def names_of(indicator: Mapping[str, str]) -> tuple[str, ...]:
    """Every name under which an indicator can be asked for: key, Chinese, English, and those in `also`."""
    also = [name for name in indicator["also"].split("|") if name]
    return tuple(dict.fromkeys([indicator["indicator_id"], indicator["zh"], indicator["en"], *also]))


def two_indicators(rows: Rows, name: str) -> list[Both]:
    """Names that two indicators share: nobody could ask for either."""
    keys: dict[str, str] = {}
    faults = []
    for row in rows[name]:
        for said in names_of(row):
            if keys.setdefault(said, row["indicator_id"]) != row["indicator_id"]:
                faults.append(
                    Both(
                        f"“{said}” names {keys[said]} and "
                        f"{row['indicator_id']}; give one of them another name",
                        f"“{said}”同时指 {keys[said]} 和 {row['indicator_id']}；请给其中一个换个名称",
                    )
                )
    return faults


def circles(rows: Rows, name: str) -> list[Both]:
    """Regions that lie nowhere, or in themselves, directly or by way of others."""
    above = {row["code"]: row["parent_code"] for row in rows[name]}
    faults = unknown(rows, name, "parent_code", {"", *above})
    for code in above:
        seen, at = {code}, above[code]
        while at in above and at not in seen:
            seen.add(at)
            at = above[at]
        if at == code:
            faults.append(
                Both(
                    f"parent_code of {code} leads back to itself; name the region that it lies in",
                    f"{code} 的 parent_code 又指回自己；请写它所在的地区",
                )
            )
    return faults


def unknown(rows: Rows, name: str, column: str, known) -> list[Both]:
    """`known` are codes, or, as “file.column”, what another column holds."""
    if isinstance(known, str):
        other, its = known.split(".")
        known = {row[its] for row in rows[other]}
    return [_not_known(column, row[column], known) for row in rows[name] if row[column] not in known]


def no_unit(rows: Rows, name: str, column: str) -> list[Both]:
    """Units that no number can have, since units.csv lacks them or what they are per (件/万人)."""
    known = {row["unit"] for row in rows["units"]}

    def is_known(unit: str) -> bool:
        return unit in known or {MULTIPLIER.sub("", part) for part in unit.split("/")} <= {*known, ""}

    return [_not_known(column, row[column], known) for row in rows[name] if not is_known(row[column])]


def _not_known(column: str, word: str, known) -> Both:
    near = difflib.get_close_matches(word, [*known], NEAR)
    some = ", ".join(near or sorted(known)[:MOST_LISTED])
    en, zh = ("nearest", "相近的有") if near else ("use one of", "可用")
    return Both(f"{column} “{word}” is not known; {en} {some}", f"不认识 {column}“{word}”；{zh} {some}")


def no_number(rows: Rows, name: str, column: str, empty: bool = False) -> list[Both]:
    """Cells of a column that are no number; `empty` allows empty ones."""
    return [
        Both(
            f"{column} “{row[column]}” is no number; write one such as 2 or 0.5",
            f"{column}“{row[column]}”不是数字；请写 2 或 0.5 这样的数",
        )
        for row in rows[name]
        if not (empty and not row[column]) and not NUMBER.fullmatch(row[column])
    ]


def no_pattern(rows: Rows, name: str, column: str) -> list[Both]:
    """Cells of a column that are no regular expression."""
    faults = []
    for row in rows[name]:
        try:
            re.compile(row[column])
        except re.error as error:
            faults.append(
                Both(
                    f"{column} “{row[column]}” is no regular expression "
                    f"({error}); a sign such as ( or * that means itself needs \\ before it",
                    f"{column}“{row[column]}”不是正则表达式（{error}）；表示自身的 ( 或 * 等符号前要加 \\",
                )
            )
    return faults


def no_name(rows: Rows, name: str, column: str) -> list[Both]:
    """What becomes part of plan ids and so of file names."""
    return [
        Both(
            f"{column} “{row[column]}” is no name; use a–z, 0–9 and hyphens only",
            f"{column}“{row[column]}”不能作名称；只用 a–z、0–9 和连字符",
        )
        for row in rows[name]
        if not NAME.fullmatch(row[column])
    ]


def twice(rows: Rows, name: str, *columns: str) -> list[Both]:
    """What the columns hold together stands in two rows."""
    held = Counter(" ".join(row[column] for column in columns) for row in rows[name])
    return [
        Both(f"“{words}” stands twice; keep one row", f"“{words}”出现两次；请只留一行")
        for words, count in held.items()
        if count > 1
    ]


def each_said(rows: Rows, name: str, column: str, codes: Iterable[str]) -> list[Both]:
    """Codes that no row has: rules that ask for them would find nothing, in silence."""
    there = {row[column] for row in rows[name]}
    return [
        Both(f"no row has the {column} “{code}”; restore one", f"没有 {column} 为“{code}”的行；请恢复")
        for code in codes
        if code not in there
    ]


def no_role(rows: Rows, name: str, listed: str) -> list[Both]:
    """Roles of words that the list of roles does not know."""
    return unknown(rows, name, "role", {row["role"] for row in rows[listed] if row["file"] == name})


def wordless(rows: Rows, name: str, *files: str) -> list[Both]:
    """Roles that no word has: rules that ask for them would find nothing, in silence."""
    has = {file: {row["role"] for row in rows[file]} for file in files}
    return unknown(rows, name, "file", files) + [
        Both(
            f"no word of {row['file']}.csv has the role “{row['role']}”; add one there, or restore its rows",
            f"{row['file']}.csv 中没有作用为“{row['role']}”的词；请在那里补上，或恢复原有的行",
        )
        for row in rows[name]
        if row["role"] not in has.get(row["file"], {row["role"]})
    ]
