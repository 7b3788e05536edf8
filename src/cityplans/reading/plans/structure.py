"""A plan's text → clauses that tile it, each with its heading path, number, heading and departments.

`clauses(text, prefix, places)`: every character belongs to one clause; `clause.end` includes the line break,
`clause.text` leaves it out: `clause.text == text[clause.start:clause.end].rstrip("\\n")`.

Levels are not a fixed table: a numbering style becomes a level where it first appears below its parent, so
any mixture of 一、（一）1. 第…条 —— nests as the document nests it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cityplans.chinese.markers import Line, Marker, marker_of
from cityplans.reading.plans.departments import departments_of, is_departments_line
from cityplans.reading.plans.front_lines import front_kinds, is_signature
from cityplans.reading.plans.plain import (
    BODY,
    CHAPTER_LIKE,
    INNER,
    PLAIN,
    QUANTITY,
    plain_ends,
    plain_headings,
)
from cityplans.reading.plans.regions import Regions
from cityplans.reading.plans.table_lines import OWN_LINE, STRONG, in_table
from cityplans.records import Clause
from cityplans.worded import Said

RUN_IN = 45  # a heading run into its paragraph is not longer
HEAD_LINES = 15
GLUED = re.compile(r"(?<=\S)(?=第[一二三四五六七八九十百]{1,4}[篇章节])")
OPENING_GLUED = re.compile(r"(?<=[^\s“”《])\s*(?=(?:前\s*言|序\s*言|目\s*录)$)")  # 2021年9月前言
FORMAL = {"part": 0, "chapter": 1, "section": 2, "article": 3}  # 篇 holds 章 holds 节 holds 条
FAMILY = {"arabic_comma": "arabic", "arabic_half": "arabic_bracket"}
OUTER = ("part", "chapter", "section", "han", "han_bracket")
SPECIAL = {
    "glossary": re.compile(
        r"[（(]?(?:附[:：])?(?:名词|术语|相关名词|专有名词|部分名词|名词术语)(?:解释|注释|"
        r"说明)[）)]?[:：]?|注释[:：]?"
    ),
    "foreword": re.compile(r"前\s*言|序\s*言|引\s*言|卷\s*首\s*语|编制说明"),
    "contents": re.compile(r"目\s*录|目\s*次|CONTENTS"),
}
ADDRESS = re.compile(r"各位(?:代表|委员|同志)")  # a speech turning to its hearers leaves the item it was in
ANNEX_LIST = re.compile(r"附\s*件\s*[：:]\s*1\s*[.．、]")
IMPRINT = re.compile(
    r"(?:抄\s*送|主\s*送|分\s*送|主题词)\s*[：:]|[\u4e00-\u9fff]{2,30}\s*\d{4}年\d{1,2}月\d{1,2}日(?:印发|印)$"
)
NAMED_ITEM = re.compile(r"[^，。；：、]{2,24}[：。](?=.)")  # 重大平台工程。建设…
STOP, HEADING_STOP = re.compile("[。；！？]"), re.compile("[。：:]")


class Level(NamedTuple):
    style: str
    value: int
    heading: str


def clauses(text: str, prefix: str, places: Regions) -> tuple[Clause, ...]:
    """Clauses of a cleaned plan text; ids are `prefix` and a running number. `places` says how titles end."""
    lines = _lines(text)
    kinds = _kinds(lines, places)
    plain = plain_headings(lines, places.said)
    ends = plain_ends(lines, plain, places.said)
    stack: list[Level] = []
    made: list[Clause] = []
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        number, heading = "", ""
        if kind in ("text", "heading", "box", "glossary"):
            number, heading, kind = _headed(lines, index, kind, plain)
            stack = _stack_above(stack, line, heading)
            if index in ends:
                stack = [level for level in stack if level.style != "plain"]
            if kind == "glossary" and SPECIAL["glossary"].fullmatch(line.text.strip()):
                stack = [Level("annex", 0, line.text.strip().strip("（）()：:"))]
        section = " / ".join(level.heading for level in stack if level.heading)
        made.append(
            Clause(
                f"{prefix}-{index + 1:03d}",
                section,
                number,
                heading,
                line.text,
                line.start,
                line.end,
                departments_of(line.text, places.said),
                kind,
            )
        )
        if heading and kind != "glossary":
            stack = _stack_below(stack, line, heading)
    return tuple(_shared_departments(made, places.said))


def _lines(text: str) -> list[Line]:
    """Paragraphs with their line breaks; headings glued into one line (第三篇…第十三章…) are taken apart."""
    made = []
    position = 0
    for raw in text.splitlines(keepends=True) if text else []:
        body = raw.rstrip("\n")
        cuts = [0]
        marker = marker_of(body)
        glued = marker and marker.style in ("part", "chapter", "section") or SPECIAL["contents"].match(body)
        if glued and "。" not in body:
            cuts += [m.start() for m in GLUED.finditer(body)]
        elif len(made) < HEAD_LINES and len(body) <= PLAIN:
            cuts += [m.end() for m in OPENING_GLUED.finditer(body)][:1]
        for start, end in zip(cuts, [*cuts[1:], len(raw)], strict=True):
            piece = raw[start:end].rstrip("\n")
            own = marker if piece == body else marker_of(piece)
            made.append(Line(position + start, position + end, piece, own))
        position += len(raw)
    return made


def _kinds(lines: list[Line], places: Regions) -> list[str]:
    """The role of every line before headings are looked at."""
    texts = [line.text.strip() for line in lines]
    kinds = front_kinds(texts, places)
    first = len(kinds)
    kinds += ["text"] * (len(lines) - first)
    _mark_contents(texts, kinds, first)
    _mark_regions(lines, kinds, first)
    last = len(lines)
    while last > first and kinds[last - 1] == "glossary":
        last -= 1  # notes may stand below the signature
    for index in range(last - 1, max(first, last - 6) - 1, -1):
        if kinds[index] == "text" and is_signature(texts[index], places.said):
            kinds[index] = "signature"
        elif IMPRINT.match(texts[index]):
            kinds[index] = "note"
    for index in range(first, len(lines)):
        if ANNEX_LIST.match(texts[index]):
            for entry in _annex_entries(lines, index):
                kinds[entry] = "note"
    return kinds


def _annex_entries(lines: list[Line], index: int) -> list[int]:
    """附件：1.… and the short numbered lines below it that count on: a list of what is attached."""
    found, number = [index], 2
    for at in range(index + 1, len(lines)):
        marker = lines[at].marker
        if not marker or marker.value != number or len(lines[at].text) > OWN_LINE or "。" in lines[at].text:
            break
        found.append(at)
        number += 1
    return found


def _mark_contents(texts: list[str], kinds: list[str], first: int) -> None:
    """A contents list runs from 目录 to the headings that stand directly above the first paragraph."""
    opening = range(min(len(texts), first + 4))
    start = next((i for i in opening if SPECIAL["contents"].match(texts[i])), None)
    if start is None:
        return
    end = start
    while end < len(texts) and len(texts[end]) <= OWN_LINE and "。" not in texts[end]:
        end += 1
    listed = texts[start:end]
    while listed and (listed[-1] in listed[:-1] or SPECIAL["foreword"].fullmatch(listed[-1])):
        listed.pop()  # the first heading of the body
    for index in range(start, start + len(listed)):
        kinds[index] = "note"


def _mark_regions(lines: list[Line], kinds: list[str], first: int) -> None:
    """Stretches that are boxes, tables, glossary or foreword."""
    region = "text"
    for index in range(first, len(lines)):
        if kinds[index] != "text":
            continue
        region = _region_after(region, lines, index)
        kinds[index] = "table" if in_table(lines, index, kinds) else region


def _region_after(region: str, lines: list[Line], index: int) -> str:
    line, marker = lines[index], lines[index].marker
    if SPECIAL["glossary"].fullmatch(line.text.strip()):
        return "glossary"
    if SPECIAL["foreword"].fullmatch(line.text.strip()):
        return "foreword"
    if CHAPTER_LIKE.fullmatch(line.text.strip()) and region == "foreword":
        return "text"
    if marker is None:
        return "text" if region == "box" and _leaves_box(lines, index) else region
    if marker.style == "annex":
        return "text"
    if marker.style == "box":
        return "box"
    if region == "foreword" and marker.style not in INNER:
        return "text"
    if region == "box" and (marker.style in FORMAL or _continues(marker, lines[:index])):
        return "text"
    return region


def _leaves_box(lines: list[Line], index: int) -> bool:
    """Whether a paragraph has no number or name of its own where the items of the box above have one."""
    opened = next(i for i in range(index - 1, -1, -1) if (m := lines[i].marker) and m.style == "box")
    if index - opened < 2 or len(lines[index].text) < BODY or NAMED_ITEM.match(lines[index].text):
        return False
    return all(line.marker or NAMED_ITEM.match(line.text) for line in lines[opened + 1 : index])


def _continues(marker: Marker, before: list[Line]) -> bool:
    """Whether the numbering goes on from above the box (box items start at 1 again)."""
    opened = next(
        (i for i in range(len(before) - 1, -1, -1) if before[i].marker and before[i].marker.style == "box"),
        len(before),
    )
    above = [b.marker.value for b in before[:opened] if b.marker and b.marker.style == marker.style]
    inside = [b.marker.value for b in before[opened:] if b.marker and b.marker.style == marker.style]
    return (
        bool(above)
        and not inside
        and marker.value == above[-1] + 1
        or (not inside and marker.value == 1 and bool(above) and marker.style in ("han_bracket",))
    )


def _headed(lines: list[Line], index: int, kind: str, plain: set[int]) -> tuple[str, str, str]:
    """Number, heading and final kind of a line."""
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    if kind == "glossary":
        return (line.marker.printed if line.marker else "", "", kind)
    above = lines[index - 1].marker if index else None
    if above and above.style == "annex" and not line.marker and _names_annex(line):
        return "", "", "heading"
    if line.marker:
        heading, alone = _heading_of(line, following)
        if alone and kind == "text":
            kind = "heading"
        return line.marker.printed, heading, kind
    if index in plain:
        return "", line.text.strip().rstrip("。：:"), "heading" if kind == "text" else kind
    return "", "", kind


def _heading_of(line: Line, following: Line | None) -> tuple[str, bool]:
    """Heading of a numbered line, and whether it fills the line."""
    body = line.text[line.marker.end :].strip()
    if line.marker.style == "annex" and not body and following and _names_annex(following):
        return following.text.strip(), True
    first = _up_to(STOP, body)
    whole = first.rstrip("：:") if len(body) - len(first) <= 1 else None
    if whole is not None:
        if not whole or len(whole) > OWN_LINE or whole.count("，") > 3:
            return "", False
        plain_end = not body.endswith(("。", "；", "，"))
        told = (
            "，" in whole and not plain_end and QUANTITY.search(whole)
        )  # 第一节 做强产业链引进企业25户，…。
        strong = line.marker.style in (*STRONG, "annex", "box") and not told
        if (
            strong
            or _has_content(line, following)
            and (plain_end or line.marker.style not in INNER and not QUANTITY.search(whole))
        ):
            return whole, True
        return "", False
    spaced = _before_wide_blank(line, body)
    if spaced:
        return spaced, False
    cut = _up_to(HEADING_STOP, body) if line.marker.style != "bullet" else first
    if 2 <= len(cut) <= RUN_IN and not QUANTITY.search(cut) and len(cut) < len(body) - 1 and "；" not in cut:
        return cut, False
    return "", False


def _up_to(sign: re.Pattern[str], text: str) -> str:
    found = sign.search(text)
    return text[: found.start()] if found else text


def _names_annex(line: Line) -> bool:
    """Whether the line under 附件1 is the annex's title."""
    return line.marker is None and len(line.text) <= OWN_LINE and not re.search(r"[。；：:]", line.text)


def _before_wide_blank(line: Line, body: str) -> str:
    """Heading set off from its paragraph by blanks: 第一章　发展环境　　“十一五”时期…"""
    if line.marker.style not in ("part", "chapter", "section", "article"):
        return ""
    head = re.split(r"　{2,}|\s{2,}", body, maxsplit=1)[0]
    return head.strip() if len(head) <= RUN_IN and len(head) < len(body) else ""


def _has_content(line: Line, following: Line | None) -> bool:
    """Whether something stands below a line: a paragraph or a deeper numbering, not the next item."""
    if following is None:
        return False
    if following.marker is None:
        return True
    return following.marker.style != line.marker.style and following.marker.style not in STRONG


def _stack_above(stack: list[Level], line: Line, heading: str) -> list[Level]:
    """The headings above a line: everything down to the parent of its own level."""
    style = _style(line, heading)
    if style is None:
        return stack[:1] if ADDRESS.match(line.text) else stack
    if style == "annex":
        return []
    if style in FORMAL:
        rank = FORMAL[style]
        lower = [i for i, level in enumerate(stack) if FORMAL.get(level.style, -1) >= rank]
        return stack[: lower[0]] if lower else [level for level in stack if level.style in FORMAL]
    family = FAMILY.get(style, style)
    same = [i for i, level in enumerate(stack) if level.style == style]
    alike = [i for i, level in enumerate(stack) if FAMILY.get(level.style, level.style) == family]
    if same:
        return stack[: same[-1]]
    if alike and line.marker and line.marker.value == stack[alike[-1]].value + 1:
        return stack[: alike[-1]]
    if style in OUTER:  # an unnumbered heading does not stand above 一、 or （一）
        return [level for level in stack if level.style != "plain"]
    return stack


def _style(line: Line, heading: str) -> str | None:
    if line.marker:
        return line.marker.style
    if CHAPTER_LIKE.fullmatch(line.text.strip()):
        return "chapter"
    return "plain" if heading else None


def _stack_below(stack: list[Level], line: Line, heading: str) -> list[Level]:
    style = _style(line, heading)
    if style in INNER:
        return stack
    return [*stack, Level(style, line.marker.value if line.marker else 0, heading)]


def _shared_departments(made: list[Clause], said: Said) -> list[Clause]:
    """A line that only names departments gives them to the paragraphs of its item above it."""
    for index, clause in enumerate(made):
        if not is_departments_line(clause.text, said):
            continue
        above = index - 1
        while above >= 0 and made[above].clause_kind in ("text", "box") and not made[above].departments:
            made[above] = made[above]._replace(departments=clause.departments)
            if made[above].number and not made[above].number.startswith(("—", "-")):
                break
            above -= 1
        made[index] = clause._replace(clause_kind="note") if clause.clause_kind == "text" else clause
    return made
