"""Markdown → text with offsets: marks of headings, emphasis, links and lists go, what they mark stays.

The lines a collector puts above a text become fields (`collectors`); the pipes of tables become tabs.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cityplans.reading.files.cell_text import BREAK, apart, shares_cells
from cityplans.reading.files.collectors import HEADING, LINK, RULE, collector_head, has_front
from cityplans.reading.files.fields import kind_of
from cityplans.reading.mapped import Mapped, Span

HEADING_END = re.compile(r"(?<=\S)[ \t]+#+[ \t]*$", re.M)
TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.M)
GRID_RULE = re.compile(r"^[ \t]*\+(?:[-=:]{2,}\+){2,}[ \t]*$", re.M)
BOLD = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1|\n).){1,500}?(?<=\S)\1")
# what goes, mark by mark; the group that is there stays
MARKS = (
    re.compile(r"^[ \t]*(?:>[ \t]?)+", re.M),
    re.compile(r"^[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?", re.M),
    re.compile(r"^[ ]{0,3}(?:```|~~~).*$", re.M),
    re.compile(r"\[\^[^\]\s]{1,20}\](?::[ \t]*)?"),
    re.compile(r"<!--.*?-->", re.S),
    re.compile(r"~~(?=\S)[^~\n]{1,500}~~"),
    re.compile(r"[ \t]+$|\\$", re.M),
)
PAIRS = (
    BOLD,
    re.compile(r"(?<![*\w])(\*)(?=[^\s*])[^*\n]{1,300}(?<=[^\s*])\1(?!\*)"),
    re.compile(r"(?<![`\w])(`{1,2})(?=[^`])[^`\n]{1,300}\1(?!`)"),
)
ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|>~])")
ADDRESS = re.compile(r"<(https?://[^\s<>]+)>")
CELL_BREAK = re.compile(r"[ \t]*<br\s*/?>[ \t]*", re.I)
SURE = 2  # marks that make a file without the ending .md one


class Marked(NamedTuple):
    """The text without marks, what the head above it says, and where that stood."""

    text: Mapped
    fields: dict[str, str]
    left_out: list[int]


def looks_like_markdown(text: str) -> bool:
    """Whether a text bears marks that nothing but Markdown has: fields between hyphens above it, headings,
    bold print, rules of tables."""
    if has_front(text):
        return True
    if "#" not in text and "**" not in text and "|" not in text:
        return False
    found = [len(HEADING.findall(text)), len(BOLD.findall(text)), 2 * len(TABLE_RULE.findall(text))]
    return sum(found) >= SURE


def markdown_text(source: Mapped) -> Marked:
    """The text a reader of the rendered file sees; its head becomes fields."""
    spans, fields = collector_head(source.text)
    text, left_out = source.delete_spans(spans)
    text, _ = text.replace(_cells(text.text))
    text, _ = text.replace(_gridded(text.text))
    text, _ = text.delete(RULE)
    headings = [m.span() for m in HEADING.finditer(text.text)]
    text, _ = text.delete_spans(_with_labels(text.text, headings))
    text, _ = text.delete(HEADING_END)
    for mark in MARKS:
        text, _ = text.delete(mark)
    text, _ = text.delete_spans(sorted(_link_marks(text.text)))
    for pair in PAIRS:
        marks = [s for m in pair.finditer(text.text) for s in (m.span(1), (m.end() - len(m[1]), m.end()))]
        text, _ = text.delete_spans(marks)
    text, _ = text.sub(ADDRESS, lambda m: m[1])
    return Marked(text.delete(ESCAPE)[0], fields, left_out)


def _cells(text: str) -> list[tuple[int, int, str]]:
    """Tables with tabs for pipes; the rule below their heads goes."""
    edits: list[tuple[int, int, str]] = []
    for rule in TABLE_RULE.finditer(text):
        start = text.rfind("\n", 0, max(rule.start() - 1, 0)) + 1
        end = rule.end() + 1
        while end < len(text) and "|" in (line := text[end : _line_end(text, end)]) and line.strip():
            end += len(line) + 1
        for row in (text[start : rule.start()], *text[rule.end() + 1 : end].splitlines(keepends=True)):
            edits += _row_edits(row, start)
            start += len(row)
            if start == rule.start():
                edits.append((rule.start(), min(rule.end() + 1, len(text)), ""))
                start = rule.end() + 1
    return edits


def _gridded(text: str) -> list[tuple[int, int, str]]:
    """Tables drawn with +---+ between their rows."""
    edits: list[tuple[int, int, str]] = []
    rules = [m.span() for m in GRID_RULE.finditer(text)]
    for (start, end), (below, _) in zip(rules, [*rules[1:], (0, 0)]):
        edits.append((start, min(end + 1, len(text)), ""))
        row = text[end + 1 : below]
        if below > end and row.strip().startswith("|") and row.count("\n") == 1:
            edits += _row_edits(row, end + 1)
    return edits


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _row_edits(row: str, start: int) -> list[tuple[int, int, str]]:
    """Pipes of a row: those at its ends go, the others become tabs with the blanks beside them."""
    inner = row.strip()
    first = start + row.find(inner)
    found = list(re.finditer(r"[ \t]*(?<!\\)\|[ \t]*", inner))
    signs = ["" if m.start() == 0 or m.end() == len(inner) else "\t" for m in found]
    edits = [(first + m.start(), first + m.end(), sign) for m, sign in zip(found, signs)]
    return sorted([*edits, *((first + a, first + b, sign) for a, b, sign in _breaks(inner))])


def _breaks(row: str) -> list[tuple[int, int, str]]:
    """The breaks in the cells of a row: they close up, but for those of cells that hold several values."""
    found = list(CELL_BREAK.finditer(row))
    is_shared = found and shares_cells([CELL_BREAK.split(cell) for cell in row.split("|")])
    beside = ((m, row[m.start() - 1 : m.start()], row[m.end() : m.end() + 1]) for m in found)
    return [(*m.span(), BREAK if is_shared else " " if apart(a, b) else "") for m, a, b in beside]


def _with_labels(text: str, headings: list[Span]) -> list[Span]:
    """The marks of headings; of one that says nothing but 正文 or 全文 all of it."""
    found = []
    for start, end in headings:
        stop = text.find("\n", end)
        label = text[end : stop if stop >= 0 else len(text)]
        found.append((start, end + len(label)) if kind_of(label.strip("#：: ")) == "text" else (start, end))
    return found


def _link_marks(text: str) -> list[Span]:
    """What of links is not shown; of pictures everything."""
    found: list[Span] = []
    for m in LINK.finditer(text):
        found += [m.span()] if m[1] else [(m.start(), m.start(2)), (m.end(2), m.end())]
    return found
