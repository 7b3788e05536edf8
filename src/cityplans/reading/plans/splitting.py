"""One cleaned file → the plans in it, each with its boundaries, and what is no plan.

A plan begins at a title block (title lines, adoption or delivery line) under which a body with numbering
starts at one again; it ends where the next begins or where foreign matter (news digest, imprint, licence
note of a web site) sets in. Works on lines of cleaned text: one paragraph a line.
"""

from __future__ import annotations

import re

from cityplans.chinese.markers import Line
from cityplans.reading.plans import regions, titles
from cityplans.reading.plans.carriers import holds_none
from cityplans.reading.plans.file_parts import Block, Part, end_of_plan, lines_of, other_part, without_marks
from cityplans.reading.plans.head import parted
from cityplans.reading.plans.notices import TOP, issues_alone, named_by_notice, notice_above
from cityplans.reading.plans.regions import Regions
from cityplans.reading.plans.title_blocks import title_blocks
from cityplans.reading.plans.untitled import MIN_BODY, SPEECH, aims_at_year, sets_aims, untitled_parts
from cityplans.records import Problem
from cityplans.worded import Said

COPY = 300  # characters of a plan's head in which a title that stands twice is looked for
MIN_BODY_ALONE = 100  # where a file has no other title
MIN_BODY_NAMED = 40  # of what a notice names or a number or signer of its own stands above
TRIFLE = 100  # characters that may be left out beside a plan without anybody looking


def split(text: str, places: Regions) -> list[Part]:
    """Parts that tile the text: plans and, between them, what is no plan."""
    lines = lines_of(text)
    starts = _plan_starts(lines, places)
    if not starts:
        return untitled_parts(text, lines, places)
    parts: list[Part] = []
    if starts[0][0] > 0:
        parts.append(other_part(lines, 0, starts[0][0]))
    for number, (first, title) in enumerate(starts):
        after = starts[number + 1][0] if number + 1 < len(starts) else len(lines)
        last = end_of_plan(lines, first, after, places)
        start, end = lines[first].start, lines[last - 1].end
        empty = holds_none(title, text[start:end], places)
        parts.append(Part(start, end, False) if empty else Part(start, end, True, title))
        if last < after:
            parts.append(other_part(lines, last, after))
    return parts


def problems_of(parts: list[Part], text: str, source_file: str, origin) -> list[Problem]:
    """A row per stretch that is no plan, `not_a_plan` where the file holds none at all; `origin(start, end)`
    leads to the decoded file."""
    rows = []
    whole = not any(part.is_plan for part in parts)
    for number, part in enumerate(parts):
        if part.is_plan or not text[part.start : part.end].strip():
            continue
        sample = re.sub(r"\s+", " ", text[part.start : part.end]).strip()[:40]
        span = origin(part.start, part.end)
        size = part.end - part.start
        code = "left_out" if size > TRIFLE else "trifle_left_out"
        message = f"left out, {size} characters that belong to no plan: “{sample}…”"
        zh = f"有 {size} 字不属于任何一份文件，未读入：“{sample}…”"
        following = text[parts[number + 1].start :][:COPY] if number + 1 < len(parts) else ""
        if without_marks(text[part.start : part.end].strip()) in without_marks(re.sub(r"\s", "", following)):
            code = "trifle_left_out"
            message = f"a second copy of the title above the plan was left out: “{sample}…”; nothing to do"
            zh = f"正文之上重复的标题未读入：“{sample}…”，无须处理"
        if whole:
            code = "not_a_plan"
            message = f"no plan was found here (“{sample}…”); if it is one, give its title in catalog.csv"
            zh = f"没有找到规划或政策正文（“{sample}…”）：如果是，请在 catalog.csv 的 title 列填写标题"
        rows.append(
            Problem(source_file, "splitting", code, message, span[0], span[1], f"{source_file}：{zh}")
        )
    return rows


def _plan_starts(lines: list[Line], places: Regions) -> list[tuple[int, str]]:
    """First line and title of every plan, in strictly rising order."""
    blocks = title_blocks(lines, places)
    alone = len({without_marks(titles.unwrapped(block.title)) for block in blocks}) == 1
    named = named_by_notice(lines, blocks, places.endings)
    starts: list[tuple[int, str]] = []
    floor = 0  # the line behind the title block of the plan before
    for number, block in enumerate(blocks):
        until = blocks[number + 1].first if number + 1 < len(blocks) else len(lines)
        is_own = block.first in named and len(named) > 1  # one of several that a notice issues
        least = MIN_BODY_ALONE if alone else MIN_BODY
        least = MIN_BODY_NAMED if block.first in named or _has_own_head(lines, block, places) else least
        if not _has_body(lines, block, until, least, places.said):
            continue
        is_under_annex = _under_annex(lines, block.first)
        is_inside = starts and not is_own
        if is_inside and (is_under_annex or not _opens_new(lines, starts[-1][0], block, places)):
            continue
        if starts and not is_own and issues_alone(starts[-1][1], block.title, places.endings):
            starts[-1] = (starts[-1][0], block.title)  # a notice that says more than that it issues
            floor = block.last
            continue
        first = notice_above(lines, floor, block, places)
        starts.append((first - (is_own and is_under_annex and first == block.first), block.title))
        floor = block.last
    return starts


def _has_body(lines: list[Line], block: Block, until: int, least: int, said: Said) -> bool:
    """Whether a plan stands under a title: text enough, and a numbering that begins, a speech or many aims; a
    report whose delivery is printed needs none."""
    body = lines[block.last : until]
    numbered = any(line.marker and line.marker.value == 1 for line in body)
    spoken = any(SPEECH.search(line.text) for line in body[:6])
    delivered = any(titles.DELIVERED.search(line.text) for line in lines[block.first : block.last])
    enough = sum(len(line.text) for line in body) >= least
    text = "\n".join(line.text for line in body)
    return enough and (
        numbered or spoken or delivered or sets_aims(text, said) or aims_at_year(text, said, block.title)
    )


def _has_own_head(lines: list[Line], block: Block, places: Regions) -> bool:
    """Whether a number, or a signer with the day, stands under a title that names its territory."""
    below = [line.text.strip() for line in lines[block.first + 1 : block.last + 1]]
    said = any(titles.NUMBER_ONLY.match(text) or len(parted(text, places.said)) > 1 for text in below)
    is_notice = bool(titles.issued(block.title))  # the number above what it issues
    return said and not is_notice and titles.heads_title(block.title, places)


def _under_annex(lines: list[Line], first: int) -> bool:
    """Whether the line above says 附件: what follows belongs to the plan above."""
    above = lines[first - 1].marker if first else None
    return above is not None and above.style == "annex"


def _opens_new(lines: list[Line], open_at: int, block: Block, places: Regions) -> bool:
    """Whether a title inside an open plan opens another: numbering starts at one again under it, in the
    same style or under a title that names its issuer, or an adoption line stands under it."""
    above = [line.marker for line in lines[open_at : block.first] if line.marker and line.marker.style in TOP]
    below = next((m for line in lines[block.last :] if (m := line.marker) and m.style in TOP), None)
    head = [line.text for line in lines[block.first : block.last]]
    if any(titles.ADOPTED.match(text) or titles.DELIVERED.search(text) for text in head):
        return below is None or below.value == 1
    if below is None or below.value != 1 or not above:
        return False
    alike = [m.value for m in above if m.style == below.style]
    issued = regions.from_head(block.title, places) is not None
    return max(alike, default=0) >= 2 or issued and max(m.value for m in above) >= 2
