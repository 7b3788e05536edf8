"""The notice above a plan: what it issues, and where it begins."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from cityplans.chinese.markers import Line
from cityplans.reading.plans import titles
from cityplans.reading.plans.file_parts import Block, without_marks
from cityplans.reading.plans.regions import Regions
from cityplans.worded import Worded

TOP = ("part", "chapter", "article", "han")
NOTICE = 2500  # a covering notice is not longer
NOTICE_LINES = 60  # with its signers
SURE = 8  # characters of a title that names a plan without its territory
TERRITORY = re.compile("^[\u4e00-\u9fff]{2,8}?(?:省|市|自治区|县|区|州|盟|旗)")
HANDED_ON = re.compile(r"将(?P<what>[^。]{0,300}?)(?:印发|转发|下发|公布|发布)")
QUOTED = re.compile(r"《([^《》]{4,100})》")
NOTES = re.compile("(?:[（(][^（）()]{2,20}[）)])+$")
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


@lru_cache(maxsize=8)
def _between(endings: tuple[str, ...]) -> re.Pattern[str]:
    """What stands between two things that one notice issues (…规划要点和…教育规划)."""
    ended = "|".join(f"(?<={re.escape(word)})" for word in endings)
    return re.compile(f"(?:{ended})[、和及与](?:关于)?")


def issued_by(lines: Sequence[Line], block: Block, endings: tuple[str, ...]) -> list[str]:
    """What a notice issues, as `key_of` titles: by its own title, one thing or each of several
    (若干政策和行动计划), and by its sentence 现将《…》印发; none where the block is no notice's title."""
    inner = titles.issued(block.title)
    if not inner:
        return []
    below = "".join(line.text for line in lines[block.last : block.last + NOTICE_LINES])[:NOTICE]
    sentence = HANDED_ON.search(below)
    named = QUOTED.findall(inner + (sentence["what"] if sentence else ""))
    return [key_of(one) for one in (inner, *_between(endings).split(inner), *named) if one]


def issues_alone(notice: str, title: str, endings: tuple[str, ...]) -> bool:
    """Whether the title of a notice (印发…的通知, or …的通知 as a line of its own) is about one thing, and
    that is the thing with this title: what stands between them is the notice's text."""
    bare = notice.strip()
    what = titles.issued(bare) or (bare.removesuffix("通知").removesuffix("的") if bare != title else "")
    about = what not in ("", bare) and len(_between(endings).split(what)) == 1
    return about and is_named(title, [key_of(what)])


def key_of(title: str) -> str:
    """A title as two texts may call the same thing: without marks, 关于, 的 and its years."""
    return re.sub(r"关于|的|(?:19|20)\d\d年?(?:至?(?:19|20)\d\d年?)?$", "", without_marks(title))


def is_named(title: str, issued: Collection[str]) -> bool:
    """Whether a title is one of those issued, with or without the territory that heads it."""
    key = key_of(title)
    return any(
        key in (one, TERRITORY.sub("", one, count=1))
        or min(len(key), len(one)) >= SURE
        and (key.endswith(one) or one.endswith(key))
        for one in issued
    )


def named_by_notice(lines: Sequence[Line], blocks: Sequence[Block], endings: tuple[str, ...]) -> set[int]:
    """First lines of the titles that a notice above them names, once for each thing it issues."""
    for at, notice in enumerate(blocks):
        issued = issued_by(lines, notice, endings)
        own = {key_of(b.title): b.first for b in reversed(blocks[at + 1 :]) if is_named(b.title, issued)}
        if own:
            return set(own.values())
    return set()


def names(notice: str, title: str) -> bool:
    """Whether a covering notice names the title (with or without its issuer, its years, （试行））."""
    whole = NOTES.sub("", title) or title
    short = re.sub(r"^(?:中共)?[\u4e00-\u9fff]{2,12}?(?=关于)", "", whole)
    return any(without_marks(one) in without_marks(notice) for one in (whole, short))
