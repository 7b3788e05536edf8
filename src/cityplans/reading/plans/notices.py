"""The notice above a plan: what it issues, and where it begins."""

from __future__ import annotations

import re

from cityplans.chinese.markers import Line
from cityplans.reading.plans import titles
from cityplans.reading.plans.parts import Block, without_marks
from cityplans.reading.plans.regions import Regions
from cityplans.worded import Worded

TOP = ("part", "chapter", "article", "han")
NOTICE = 2500  # a covering notice is not longer
NOTICE_LINES = 60  # with its signers
ISSUES = Worded(r"{issues}")


def notice_above(lines: list[Line], floor: int, block: Block, places: Regions) -> int:
    """First line of the notice that issues the plan under this title, or of the title itself.

    A notice has no numbering of its own between it and the plan; `floor`: the line it cannot begin above.
    """
    first = block.first
    while first > floor and not _numbered(lines[first - 1]) and block.first - first < NOTICE_LINES:
        first -= 1
    above = lines[first : block.first]
    issuing = [i for i, line in enumerate(above) if places.said[ISSUES].search(line.text)]
    named = names("".join(line.text for line in above), block.title)
    if not issuing or not named or sum(len(line.text) for line in above) > NOTICE:
        numbered = block.first > floor and titles.NUMBER_ONLY.match(lines[block.first - 1].text)
        return block.first - 1 if numbered else block.first
    opens = (i for i, line in enumerate(above[: issuing[-1] + 1]) if _opens_notice(line.text, places))
    return first + next(opens, issuing[0])


def _numbered(line: Line) -> bool:
    """A line that opens a section of a text, as notices have none."""
    return line.marker is not None and line.marker.style in (*TOP, "section", "han_bracket")


def _opens_notice(text: str, places: Regions) -> bool:
    """Whether a notice may begin with a line: its title, its number, its hearers, an issuer."""
    bare = text.strip()
    forms = (places.said[titles.ISSUER_ONLY], places.said[titles.ADDRESSEE], titles.NUMBER_ONLY)
    return (
        any(form.match(bare) for form in forms)
        or bool(places.said[ISSUES].search(bare))
        or titles.ends_title(bare, places)
    )


def issued_by(block: Block) -> list[str]:
    """What a notice issues, bare, and where it is several things each (若干政策和行动计划); none where the
    block is no notice's title."""
    inner = titles.issued(block.title)
    return [
        without_marks(one)
        for one in (inner, *re.split("(?<=[策划案见法施要])[、和及与](?:关于)?", inner))
        if one
    ]


def names(notice: str, title: str) -> bool:
    """Whether a covering notice names the title (with or without its issuer)."""
    short = re.sub(r"^(?:中共)?[\u4e00-\u9fff]{2,12}?(?=关于)", "", title)
    return without_marks(title) in without_marks(notice) or without_marks(short) in without_marks(notice)
