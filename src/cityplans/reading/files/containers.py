"""JSON and CSV files that hold texts in their fields, and tables of indicators, with offsets in the file."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from cityplans.chinese.han import CJK
from cityplans.reading.files.cell_text import BREAK as SHARED
from cityplans.reading.files.cell_text import apart, shares_cells
from cityplans.reading.files.decoded import ABOVE
from cityplans.reading.files.fields import LONG, NAMES, Field, Held, holds_text, joined, kind_of, texts_of
from cityplans.reading.mapped import Mapped, Span
from cityplans.reading.table_heads import names_indicators, names_tasks, role_of

TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.S)
ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.S)
DOUBLED = re.compile('""')
LONGEST_NUMBER = 20  # digits of a number that may say something about a text
# keys under which the parts of one text stand
PARTS = frozenset(
    (*NAMES["text"], *["sections", "chapters", "paragraphs", "pages", "parts", "章节", "段落", "条款"])
)
YEAR = re.compile(r"(?:19|20)\d\d\s*年?(?:目标|[（(].{1,8}[）)])?")
BREAK = re.compile(r"[\r\n\t]+")

Node = Span | list | dict  # a string or number by its place, an array, an object


def json_texts(text: str) -> Iterator[Held] | None:
    """The texts of a JSON file or of JSON lines; None if it is no JSON or holds no Chinese text."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    if not _is_json(text) and not all(_is_json(line) for line in text.splitlines() if line.strip()):
        return None
    root = _tree(text)
    held = texts_of(list(_records(text, root, [])))
    first = next(held, None)
    if first is not None:
        return itertools.chain([first], held)
    longest = max((f for f in _leaves(text, root) if CJK.search(f.take().text)), key=_size, default=None)
    return iter([Held(longest.take(), {})]) if longest else None


def _size(field: Field) -> int:
    return field.size


def _is_json(text: str) -> bool:
    try:
        # numbers stay text: one of two million digits must not be converted
        json.loads(text, parse_int=str, parse_float=str, parse_constant=str, strict=False)
    except (ValueError, RecursionError):
        return False
    return True


def json_fault(text: str) -> int | None:
    """The line (from 1) at which a file ceases to be JSON, or JSON lines; None where it is either, or nested
    too deeply to be told."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    wrong = next((number for number, line in lines if not _is_json(line)), None)
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=str, strict=False)
    except json.JSONDecodeError as error:
        is_lines = len(lines) > 1 and lines[0][0] != wrong
        return wrong if is_lines or wrong is None else error.lineno
    except (ValueError, RecursionError):
        pass
    return None


def csv_fault(text: str) -> int | None:
    """The line at which the quotation marks of a CSV file go wrong; None where they do not."""
    delimiter = max(",\t;|", key=text[:2000].count)
    end = _csv_until(text, delimiter)[1] if delimiter in text[:2000] else len(text)
    return None if end == len(text) else text.count("\n", 0, end) + 1


def _tree(text: str) -> list[Node]:
    """The values of a file (one, or one a line), strings and numbers by where they stand."""
    stack: list[Any] = [[]]
    key: str | None = None
    for token in TOKEN.finditer(text):
        sign = token.group()
        if sign in ",:":
            continue
        if sign in "}]":
            stack = stack[:-1] if len(stack) > 1 else stack
            continue
        above = stack[-1]
        if isinstance(above, dict) and key is None:
            key = _string(text, token.span()).text
            continue
        value: Node = {} if sign == "{" else [] if sign == "[" else token.span()
        if isinstance(above, dict):
            above[key], key = value, None
        else:
            above.append(value)
        if sign in "{[":
            stack.append(value)
    return stack[0]


def _records(text: str, node: Node, beside: list[Field]) -> Iterator[list[Field]]:
    """Every object that holds a text, every string of an array; with the fields of the objects round it."""
    if isinstance(node, list):
        for part in node:
            if not isinstance(part, tuple):
                yield from _records(text, part, beside)
            elif text[part[0]] == '"':
                yield [_field(text, "text", part), *beside]
    elif isinstance(node, dict):
        own = list(_fields(text, node))
        has_text = any(map(holds_text, own))
        if has_text:
            yield [*own, *beside]
        for key, part in node.items():
            is_open = isinstance(part, dict) or _holds_objects(part) or not has_text
            if is_open and not isinstance(part, tuple) and not _is_parts(key, part):
                yield from _records(text, part, [*(f for f in own if f.size < LONG), *beside])


def _holds_objects(node: Node) -> bool:
    return isinstance(node, list) and any(isinstance(part, dict) for part in node)


def _fields(text: str, node: dict) -> Iterator[Field]:
    """The fields of an object; parts of one text (sections, paragraphs) are one field."""
    for key, part in node.items():
        if isinstance(part, tuple):
            if text[part[0]] == '"' or part[1] - part[0] <= LONGEST_NUMBER:
                yield _field(text, key, part)
        elif _is_parts(key, part):
            leaves = [f for f in _leaves(text, part) if CJK.search(f.take().text)]
            name = key if kind_of(key) == "annex" else "text"
            if leaves:
                yield Field(name, sum(map(_size, leaves)), partial(_all, leaves))
        elif isinstance(part, dict):
            inner = list(_fields(text, part))
            if not any(map(holds_text, inner)):
                yield from inner


def _is_parts(key: str, part: Node) -> bool:
    """Whether a value holds the parts of a text; not an object with a title of its own ("article": {…})."""
    named = key.lower() in PARTS or kind_of(key) in ("text", "annex")
    return named and not (isinstance(part, dict) and {"title", "text"} <= _kinds(part))


def _kinds(node: dict) -> set[str]:
    """What the fields of an object and of the objects in it hold."""
    inner = (key for part in node.values() if isinstance(part, dict) for key in part)
    return {kind_of(key) for key in itertools.chain(node, inner)}


def _all(fields: Sequence[Field]) -> Mapped:
    return joined([f.take() for f in fields])


def _leaves(text: str, node: Node) -> Iterator[Field]:
    """Every string below a node."""
    if isinstance(node, tuple):
        if text[node[0]] == '"':
            yield _field(text, "", node)
    else:
        for part in node.values() if isinstance(node, dict) else node:
            yield from _leaves(text, part)


def _field(text: str, name: str, span: Span) -> Field:
    return Field(name, span[1] - span[0], partial(_string, text, span))


def _string(text: str, span: Span) -> Mapped:
    """What a string says, or a number as it stands."""
    start, end = span
    if text[start] != '"':
        return Mapped.of("" if text[start:end] == "null" else text[start:end], start)
    return Mapped.of(text[start + 1 : end - 1], start + 1).sub(ESCAPE, _escape)[0]


def _escape(match: re.Match[str]) -> str:
    try:
        sign = json.loads(f'"{match.group()}"')
    except ValueError:
        return match.group()
    return "\ufffd" if "\ud800" <= sign <= "\udfff" else sign  # half a pair: no file could hold the text


def csv_texts(text: str) -> Iterator[Held] | None:
    """The texts of a table with a line of heads, a row a record; None if the text is no such table."""
    for delimiter in ",\t;|":
        if delimiter not in text[:2000] or "\n" not in text:
            continue
        all_rows = _csv_rows(text, delimiter) or []
        rows = _below_titles(all_rows)
        if len(rows) > 1 and _is_header(text, rows[0]) and _fit(text, rows):
            names = [text[a:b].strip('" ') for a, b in rows[0]]
            records = [[_cell(text, n, span) for n, span in zip(names, row)] for row in rows[1:]]
            is_first = len(rows) == len(all_rows)  # heads below a title must have a text below them
            if any(f.size >= LONG or is_first and kind_of(f.name) == "text" for r in records for f in r):
                return texts_of(records)
    return None


def _below_titles(rows: list[list[Span]]) -> list[list[Span]]:
    """Rows without those above the heads that hold one cell: the title of a sheet, who made it."""
    first = next((i for i, row in enumerate(rows[:ABOVE]) if sum(a < b for a, b in row) > 1), 0)
    return rows[first:]


def _fit(text: str, rows: list[list[Span]]) -> bool:
    """Whether rows have a cell for each head; under a head that names a text some may have fewer."""
    widths = {len(row) for row in rows}
    named = any(kind_of(text[a:b].strip('" ')) == "text" for a, b in rows[0])
    return len(widths) == 1 or named and max(widths) == len(rows[0])


def csv_table(text: str) -> Mapped | None:
    """A table of indicators or a list of tasks (heads, then a row for each) as lines whose cells are parted
    by tabs, lines above and below it as they are; None if the text is no such table."""
    for delimiter in ",\t;|":
        if delimiter not in text[:2000]:
            continue
        rows = [_filled(row) for row in _csv_rows(text, delimiter) or ()]
        tops = [[text[a:b].strip('" ') for a, b in row] for row in rows[:ABOVE]]
        head = next((i for i, heads in enumerate(tops) if names_indicators(heads)), None)
        if head is None:
            head = next((i for i in range(len(tops)) if _goes_by_years(tops[i:])), None)
        is_list = head is None
        if is_list:
            head = next((i for i, heads in enumerate(tops) if names_tasks(heads)), None)
        beside = sum(len(row) > 1 for row in rows[head or 0 :])
        wordy = sum(
            any(b - a >= LONG for a, b in row) for row in rows
        )  # a collection of texts has such heads too
        if (
            head is not None
            and len(rows) > head + 1
            and (is_list or wordy <= 0.3 * len(rows))
            and beside >= 0.6 * (len(rows) - head)
        ):
            return Mapped.join(piece for row in rows for piece in _line(text, row))
    return None


def _goes_by_years(rows: list[list[str]]) -> bool:
    """Whether the first row heads a table with the years down its side."""
    heads, *below = rows
    years = [YEAR.fullmatch(row[0]) for row in below]
    return len(heads) > 1 and role_of(heads[0]) == "year" and len(years) > 1 and all(years)


def paragraphs(text: str) -> Mapped | None:
    """The text of a sheet whose rows are the paragraphs of a text, one cell each; None of another."""
    rows = [_filled(row) for row in _csv_rows(text, ",") or ()]
    alone = [row for row in rows if len(row) == 1]
    if len(alone) < 0.9 * len(rows) or len(CJK.findall(text)) < LONG:
        return None
    return Mapped.join(piece for row in rows for piece in _line(text, row))


def _filled(row: list[Span]) -> list[Span]:
    """A row without the empty cells at its end; the one cell of a row that stands alone in it."""
    said = [span for span in row if span[0] < span[1]]
    if len(said) == 1:
        return said
    last = next((i for i in range(len(row) - 1, 0, -1) if row[i][0] < row[i][1]), 0)
    return row[: last + 1]


def _line(text: str, row: list[Span]) -> Iterator[Mapped]:
    """A row with tabs where its cells are parted, a cell in one line."""
    is_shared = shares_cells([BREAK.split(text[a:b].strip('"')) for a, b in row])
    for number, span in enumerate(row):
        if number:
            yield Mapped("\t", np.array([span[0] - 1], dtype=np.int32))
        yield _unquoted(text, *span).sub(BREAK, SHARED if is_shared else _closing)[0]
    yield Mapped("\n", np.array([min(row[-1][1], len(text) - 1)], dtype=np.int32))


def _closing(at: re.Match[str]) -> str:
    """What a break in a cell becomes where its lines close up."""
    before, after = at.string[max(at.start() - 1, 0) : at.start()], at.string[at.end() : at.end() + 1]
    return " " if apart(before, after) else ""


def _is_header(text: str, row: list[Span]) -> bool:
    names = [text[a:b].strip('" ') for a, b in row]
    return (
        len(names) > 1
        and all(0 < len(n) <= 40 for n in names[1:])
        and len(names[0]) <= 40
        and len(set(names)) == len(names)
    )


def _csv_rows(text: str, delimiter: str) -> list[list[Span]] | None:
    """Cells as (start, end), quotes included; None where quoting is broken."""
    rows, end = _csv_until(text, delimiter)
    return rows if end == len(text) else None


def _csv_until(text: str, delimiter: str) -> tuple[list[list[Span]], int]:
    """The cells as far as they can be told, and how far that is."""
    cell = re.compile(
        rf'("[^"]*(?:""[^"]*)*"|[^"{re.escape(delimiter)}\r\n][^{re.escape(delimiter)}\r\n]*|)'
        rf"({re.escape(delimiter)}|\r\n|\n|\r|\Z)"
    )
    rows: list[list[Span]] = [[]]
    at = 0
    while at < len(text):
        match = cell.match(text, at)
        if match is None:
            break
        rows[-1].append(match.span(1))
        at = match.end()
        if match.group(2) != delimiter:
            rows.append([])
    return [row for row in rows if row and row != [(row[0][0], row[0][0])]], at


def _cell(text: str, name: str, span: Span) -> Field:
    return Field(name, span[1] - span[0], partial(_unquoted, text, *span))


def _unquoted(text: str, start: int, end: int) -> Mapped:
    cell = Mapped.of(text[start:end], start)
    if cell.text[:1] != '"':
        return cell
    return cell[1:-1].sub(DOUBLED, '"')[0]
