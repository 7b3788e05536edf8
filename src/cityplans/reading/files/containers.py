"""JSON and CSV that hold a whole text in a field: the texts with their offsets, and the other fields."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from cityplans.reading.mapped import Mapped

LONG = 200  # characters from which a field is a text of its own
STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.S)
TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.S)
ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.S)
DOUBLED = re.compile('""')
HAN = re.compile(r"[\u3400-\u9fff]")


class Held(NamedTuple):
    """A text held in a field, and the short fields beside it."""

    text: Mapped
    fields: dict[str, str]


def json_texts(text: str) -> list[Held] | None:
    """The long strings of a JSON file or of JSON lines; None if it is no JSON or holds no text."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    if not _is_json(text) and not all(_is_json(line) for line in text.splitlines() if line.strip()):
        return None
    records = _json_records(text)
    return _chosen([[(key, _unescaped(text, a, b)) for key, a, b in record] for record in records])


def _is_json(text: str) -> bool:
    try:
        # numbers stay text: one of two million digits must not be converted
        json.loads(text, parse_int=str, parse_float=str, parse_constant=str, strict=False)
    except (ValueError, RecursionError):
        return False
    return True


def _json_records(text: str) -> list[list[tuple[str, int, int]]]:
    """Each object or array of the file as (key, start, end) of the strings standing directly in it."""
    done: list[list[tuple[str, int, int]]] = []
    stack: list[list[tuple[str, int, int]]] = [[]]
    key, last = "", None
    for token in TOKEN.finditer(text):
        sign = token.group()
        if sign in "{[":
            stack.append([])
        elif sign in "}]":
            if len(stack) > 1:
                done.append(stack.pop())
        elif sign == ":" and last is not None:
            key = text[last[0] + 1 : last[1] - 1]
            stack[-1].pop()
        if sign[0] == '"':
            last = token.span()
            stack[-1].append((key, last[0] + 1, last[1] - 1))
        elif sign != ":":
            key, last = "", None
    return [record for record in [*done, *reversed(stack)] if record]


def _unescaped(text: str, start: int, end: int) -> Mapped:
    return Mapped.of(text[start:end], start).sub(ESCAPE, _escape)[0]


def _escape(match: re.Match[str]) -> str:
    try:
        sign = json.loads(f'"{match.group()}"')
    except ValueError:
        return match.group()
    return "\ufffd" if "\ud800" <= sign <= "\udfff" else sign  # half a pair: no file could hold the text


def csv_texts(text: str) -> list[Held] | None:
    """The long cells of a table with a header line; None if the text is no such table."""
    head = text[: text.find("\n")] if "\n" in text else ""
    for delimiter in ",\t;|":
        if delimiter not in head:
            continue
        rows = _csv_rows(text, delimiter)
        if rows and len(rows) > 1 and len({len(row) for row in rows}) == 1 and _is_header(text, rows[0]):
            names = [text[a:b].strip('" ') for a, b in rows[0]]
            cells = [[(n, _unquoted(text, a, b)) for n, (a, b) in zip(names, row)] for row in rows[1:]]
            chosen = _chosen(cells)
            if chosen and any(len(held.text) >= LONG for held in chosen):
                return chosen
    return None


def _is_header(text: str, row: list[tuple[int, int]]) -> bool:
    names = [text[a:b].strip('" ') for a, b in row]
    return len(names) > 1 and all(0 < len(n) <= 40 for n in names) and len(set(names)) == len(names)


def _csv_rows(text: str, delimiter: str) -> list[list[tuple[int, int]]] | None:
    """Cells as (start, end), quotes included; None where quoting is broken."""
    cell = re.compile(
        rf'("[^"]*(?:""[^"]*)*"|[^"{re.escape(delimiter)}\r\n][^{re.escape(delimiter)}\r\n]*|)'
        rf"({re.escape(delimiter)}|\r\n|\n|\r|\Z)"
    )
    rows: list[list[tuple[int, int]]] = [[]]
    at = 0
    while at < len(text):
        match = cell.match(text, at)
        if match is None:
            return None
        rows[-1].append(match.span(1))
        at = match.end()
        if match.group(2) != delimiter:
            rows.append([])
    return [row for row in rows if row and row != [(row[0][0], row[0][0])]]


def _unquoted(text: str, start: int, end: int) -> Mapped:
    cell = Mapped.of(text[start:end], start)
    if cell.text[:1] != '"':
        return cell
    return cell[1:-1].sub(DOUBLED, '"')[0]


def _chosen(records: list[list[tuple[str, Mapped]]]) -> list[Held] | None:
    """Every long field as a text; where no field is long, the longest with a Chinese character."""
    fields = [(key, text, record) for record in records for key, text in record]
    long = [f for f in fields if len(f[1]) >= LONG and HAN.search(f[1].text)]
    if not long:
        long = sorted((f for f in fields if HAN.search(f[1].text)), key=lambda f: -len(f[1]))[:1]
    held = [
        Held(text, {k: t.text for k, t in record if len(t) < LONG and t is not text})
        for _, text, record in long
    ]
    return sorted(held, key=lambda h: int(h.text.origins[0])) or None
