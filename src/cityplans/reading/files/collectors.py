"""The lines that whoever collected a text put above it: 标题：…, 发布日期：…; `key: value` between hyphens.

They say what the document is and are no part of it.
"""

from __future__ import annotations

import re

from cityplans.reading.files.fields import kind_of
from cityplans.reading.mapped import Span

HEADING = re.compile(r"^[ ]{0,3}#{1,6}(?:[ \t　]+|(?=[^#\s\d]))", re.M)
LINK = re.compile(r"(!?)\[([^\[\]\n]{0,300})\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"\n]*\")?\)")
RULE = re.compile(r"^[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$", re.M)
FRONT = re.compile(r"\A\s*---[ \t]*\n(.{0,4000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
FRONT_LINE = re.compile(r"^([\w\u4e00-\u9fff-]{1,24})[ \t]*[:：][ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.M)
SAID = re.compile(
    r"^[ \t>]*(?:[-*+][ \t]+)?(?:\|[ \t]*)?(?:\*\*|__)?([\w\u4e00-\u9fff]{2,12})(?:\*\*|__)?[ \t]*"
    r"(?:[:：]|\|)(?:\*\*|__)?[ \t]*(.*?)[ \t|]*$"
)
HEAD_LINES = 30  # lines above the text in which a collector says where it is from
BODY = re.compile(r"^[ \t]*[=\-*#—]{3,}[ \t]*(?:正文|全文|内容|原文)[ \t]*[=\-*#—]{3,}[ \t]*$", re.M)
LONGEST = 400  # characters between the labels and a line that says 正文
LONGEST_HEAD, LONGEST_VALUE = 3000, 40  # characters of a head, and of what an unknown label says
LEAST = 2  # fields that make lines above a text a head


def head_of_plain(text: str) -> tuple[list[Span], dict[str, str]]:
    """As `collector_head`, of a text without marks: its first line must be labelled as the title, since a
    document's own particulars (发文机关：…) stand in its head too."""
    first = SAID.match(text.lstrip().partition("\n")[0])
    if not first or kind_of(first[1]) != "title":
        return [], {}
    marked = BODY.search(text, 0, LONGEST_HEAD)
    return collector_head(text) if marked else collector_head(text, closed=True)


def has_front(text: str) -> bool:
    """Whether two fields of a document or more stand between hyphens above a text."""
    front = FRONT.match(text)
    kinds = (kind_of(line[1]) for line in FRONT_LINE.finditer(front[1])) if front else ()
    return sum(map(bool, kinds)) >= LEAST


def collector_head(text: str, closed: bool = False) -> tuple[list[Span], dict[str, str]]:
    """Where the head above the text stands, and what it says. A `closed` one ends at the first empty line or
    at a line that says more than a field does (总体目标：到2025年，…)."""
    front = FRONT.match(text)
    if front:
        fields = {m[1]: _plain(m[2]) for m in FRONT_LINE.finditer(front[1])}
        if any(map(kind_of, fields)):
            return [front.span()], fields
    spans: list[Span] = []
    fields, at = {}, 0
    for number, line in enumerate(text.split("\n")[:HEAD_LINES]):
        span = at, min(at + len(line) + 1, len(text))
        found = SAID.match(line)
        if closed and fields and (not line.strip() or found and _is_text(found)):
            break
        if found and (kind_of(found[1]) or fields):
            fields[found[1]] = _plain(found[2])
            spans.append(span)
        elif line.lstrip().startswith("|"):
            spans.append(span)  # the heads of a table that says where the text is from
        elif fields and RULE.match(line) or line.strip() and (number or fields) and not HEADING.match(line):
            break
        at = span[1]
    if sum(map(bool, map(kind_of, fields))) < LEAST:
        return [], {}
    body = BODY.search(text, at, at + LONGEST)
    return ([(0, min(body.end() + 1, len(text)))] if body else spans), fields


def _is_text(said: re.Match) -> bool:
    return not kind_of(said[1]) and (len(said[2]) > LONGEST_VALUE or "。" in said[2])


def _plain(value: str) -> str:
    """A value without marks; of a link the address."""
    link = LINK.search(value)
    return (link[3] if link else value).strip().strip("*_<>")
