"""The parts of a file, its lines and titles; where a plan ends and foreign matter sets in."""

from __future__ import annotations

import re
from typing import NamedTuple

from cityplans.chinese.markers import Line, marker_of
from cityplans.reading.plans import titles
from cityplans.reading.plans.regions import Regions
from cityplans.worded import Worded

FOREIGN = re.compile(
    r"https?://|^\s*【\d{4}-\d{2}-\d{2}】|^\s*(?:本报讯|新华社)|^\s*(?:主\s*办|主\s*编|编\s*辑|责\s*编|责任编辑|联系电话|"
    r"电\s*话|传\s*真|邮\s*箱|邮政编码|地\s*址|网\s*址|咨询热线|联系方式|手\s*机|印\s*刷|投稿)\s*[：:]|"
    r"公有领域|Public domain|本作品是|著作权法|版权所有|备案号|ICP备|关闭窗口|打印本页|扫一扫|分享到"
)
LINKS = re.compile(
    r"\s*(?:相关(?:链接|新闻|文档|文件|解读|阅读|报道|附件|政策)|推荐阅读|延伸阅读|热点推荐|猜你喜欢)\s*[：:]?\s*$"
)
LONGEST_LINK = 60  # characters of a line that names another page
EXPLAINS = Worded(
    r"(?:《[^》]{4,80}》|^关于.{4,80}的|^)(?:{explained})?{explains}[）)]?$"
)  # 《…方案》起草说明, behind the draft that it explains
SECTIONS = 2  # that a plan has at least above the notes that explain it
TAIL_SHARE = 0.3  # foreign lines per line from where a plan ends to the end of the file


class Part(NamedTuple):
    """A stretch of a file. `title` is empty where none is printed; `continued`: the beginning is missing."""

    start: int
    end: int
    is_plan: bool
    title: str = ""
    continued: bool = False


class Block(NamedTuple):
    """Title lines: first line, line after the block, the title they make."""

    first: int
    last: int
    title: str


def other_part(lines: list[Line], first: int, last: int) -> Part:
    return Part(lines[first].start, lines[last - 1].end, False)


def lines_of(text: str) -> list[Line]:
    made, position = [], 0
    for raw in text.splitlines(keepends=True):
        body = raw.rstrip("\n")
        made.append(Line(position, position + len(raw), body.strip(), marker_of(body)))
        position += len(raw)
    return made


def without_marks(title: str) -> str:
    """A title without notes, brackets, blanks: for telling that one names the other."""
    return re.sub(r"[\s《》〈〉（）()“”\"—\-－]|征求意见稿|草案|试行", "", title)


def end_of_plan(lines: list[Line], first: int, after: int, places: Regions) -> int:
    """Line after the plan's last: foreign matter at its end is cut off, with the headings above it."""
    after = min(_explained(lines, first, after, places), _linked(lines, first, after))
    numbered = max(
        (i for i in range(first, after) if lines[i].marker and lines[i].marker.style != "bullet"),
        default=first,
    )
    foreign = [
        i for i in range(numbered + 1, after) if FOREIGN.search(lines[i].text) or _debris(lines[i].text)
    ]
    dense = [at for number, at in enumerate(foreign) if len(foreign) - number >= TAIL_SHARE * (after - at)]
    if not dense:
        return after
    end = dense[0]
    while end - 1 > numbered and _foreign_heading(lines[end - 1].text, places):
        end -= 1
    return end


def _explained(lines: list[Line], first: int, after: int, places: Regions) -> int:
    """The line at which notes begin that explain the plan above (起草说明), with the annex mark over it."""
    sections = 0
    for i in range(first, after):
        marker = lines[i].marker
        sections += marker is not None and marker.style == "han"
        explains = (
            marker is None and titles.is_short(lines[i].text) and places.said[EXPLAINS].search(lines[i].text)
        )
        if explains and sections >= SECTIONS:
            above = lines[i - 1].marker
            return i - (above is not None and above.style == "annex")
    return after


def _linked(lines: list[Line], first: int, after: int) -> int:
    """The line at which a page names others (相关链接), with nothing but names behind it."""
    for i in range(after - 1, first, -1):
        if LINKS.match(lines[i].text):
            return i
        if "。" in lines[i].text or len(lines[i].text) > LONGEST_LINK:
            return after
    return after


def _foreign_heading(text: str, places: Regions) -> bool:
    bare = text.strip()
    return len(bare) <= 60 and not bare.endswith(("。", "！", "”", "；")) and not _closing(bare, places)


def _closing(text: str, places: Regions) -> bool:
    dated = titles.DATE_ONLY.match(text) and not text.startswith(("（", "("))
    return bool(
        dated
        or places.said[titles.ISSUER_ONLY].match(text)
        or titles.PUBLIC_NOTE.match(text)
        or titles.ends_title(text, places)
    )


def _debris(text: str) -> bool:
    """A line of a font without characters, or of single characters: no prose."""
    bare = re.sub(r"[\s\u200b-\u200f\ufeff]", "", text)
    if not bare or "\t" in text or titles.DATE_ONLY.match(text):
        return False  # the row of a table has figures enough
    prose = sum("\u4e00" <= c <= "\u9fff" for c in bare)
    return len(bare) == 1 or (len(bare) > 6 and prose / len(bare) < 0.2)
