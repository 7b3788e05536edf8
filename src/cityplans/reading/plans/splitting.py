"""One cleaned file → the plans in it, each with its boundaries, and what is no plan.

A plan begins at a title block (title lines, adoption or delivery line) under which a body with numbering
starts at one again; it ends where the next begins or where foreign matter (news digest, imprint, licence
note of a web site) sets in. Works on lines of cleaned text: one paragraph a line.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cityplans.chinese.markers import Line, marker_of
from cityplans.reading.plans import regions, titles
from cityplans.reading.plans.front import BODY_HEAD
from cityplans.reading.plans.regions import Regions
from cityplans.reading.table_heads import names_indicators
from cityplans.records import Problem
from cityplans.worded import Said, Worded

TOP = ("part", "chapter", "article", "han")
TITLE_LINES = 4
WEAK_TITLE_LINES = 12  # a title without issuer or 关于 is believed only near the top
CONTINUED = re.compile(
    r"[【（(\[]?\s*(?:上接|紧接|接)第?\s*[\dA-Za-z一二三四五六七八九十]+\s*版\s*[】）)\]]?"
)
FOREIGN = re.compile(
    r"https?://|^\s*【\d{4}-\d{2}-\d{2}】|^\s*(?:本报讯|新华社)|^\s*(?:主\s*办|主\s*编|编\s*辑|责\s*编|责任编辑|联系电话|"
    r"电\s*话|传\s*真|邮\s*箱|邮政编码|地\s*址|网\s*址|咨询热线|联系方式|手\s*机|印\s*刷|投稿)\s*[：:]|"
    r"公有领域|Public domain|本作品是|著作权法|版权所有|备案号|ICP备|关闭窗口|打印本页|扫一扫|分享到"
)
# menus and paths above a text: no line of a title
NAVIGATION = re.compile(r"\s[|｜]\s|>>|＞＞|首\s*页|当前位置|您的位置|www\.|https?:|设为首页")
TAIL_SHARE = 0.3  # foreign lines per line from where a plan ends to the end of the file
PLAN_WORDS = Worded(r"{of_plans}|全[省市县区国]|我[省市县区国]")
GOAL_YEAR = Worded(r"[到至](?:19|20)\d\d年|(?:19|20)\d\d年[^。；\n]{0,20}{goal_verb}|“?十[一二三四五六]五”?")
NEWS_OF = Worded(
    r"^(?!.*关于)(?:我[省市县区州]|[\u4e00-\u9fff]{2,12}?)(?:正式|近日)?{appears}(?!的|[与和及会厅]|平台)"
)  # 我市出台…行动计划
TOLD_OF = Worded(r"(?:已?(?:正式)?{appears}|(?:的|通知的?|{explained})*{explains})$")
# 为…，特制定某市…行动计划: a text that has lost its title names it where it says why it is made
MADE_FOR = Worded(r"[，。](?:特|现|经研究，?)?{made_for}《?([^，。；《》\s]{8,60})》?。")
AIMING = Worded(r"{aiming}|[到至](?:19|20)\d\d年")
FIGURE = re.compile(
    r"(?<![\d.第])\d[\d.,]*(?![\d年月日号时章节条款页届])[%万亿\u4e00-\u9fff]"
)  # no date, no number
MOST_AIMS = 6  # so many figures in sentences that aim make a text one of goals, where nothing else does
BEHIND = Worded(r"{behind}|已(?:经)?[建完实达]")
SPEECH = re.compile(r"各位代表|现在，我代表|向大会报告工作")
COPY = 300  # characters of a plan's head in which a title that stands twice is looked for
MIN_BODY = 400  # a plan's body is at least this long
MIN_BODY_ALONE = 100  # where a file has no other title
TRIFLE = 100  # characters that may be left out beside a plan without anybody looking
NOTICE = 2500  # a covering notice is not longer
NOTICE_LINES = 60  # with its signers
ISSUES = Worded(r"{issues}")


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


def split(text: str, places: Regions) -> list[Part]:
    """Parts that tile the text: plans and, between them, what is no plan."""
    lines = _lines(text)
    starts = _plan_starts(lines, places)
    if not starts:
        return _untitled(text, lines, places)
    parts: list[Part] = []
    if starts[0][0] > 0:
        parts.append(_other(lines, 0, starts[0][0]))
    for number, (first, title) in enumerate(starts):
        after = starts[number + 1][0] if number + 1 < len(starts) else len(lines)
        last = _end_of_plan(lines, first, after, places)
        parts.append(Part(lines[first].start, lines[last - 1].end, True, title))
        if last < after:
            parts.append(_other(lines, last, after))
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
        if _bare(text[part.start : part.end].strip()) in _bare(re.sub(r"\s", "", following)):
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


def _other(lines: list[Line], first: int, last: int) -> Part:
    return Part(lines[first].start, lines[last - 1].end, False)


def _lines(text: str) -> list[Line]:
    made, position = [], 0
    for raw in text.splitlines(keepends=True):
        body = raw.rstrip("\n")
        made.append(Line(position, position + len(raw), body.strip(), marker_of(body)))
        position += len(raw)
    return made


def _plan_starts(lines: list[Line], places: Regions) -> list[tuple[int, str]]:
    """First line and title of every plan, in strictly rising order."""
    blocks = _title_blocks(lines, places)
    alone = len({_bare(titles.unwrapped(block.title)) for block in blocks}) == 1
    starts: list[tuple[int, str]] = []
    floor = 0  # the line behind the title block of the plan before
    for number, block in enumerate(blocks):
        until = blocks[number + 1].first if number + 1 < len(blocks) else len(lines)
        least = MIN_BODY_ALONE if alone else MIN_BODY
        has_body = _has_body(lines, block, until, least, places.said)
        if not has_body or starts and _under_annex(lines, block.first):
            continue
        if starts and not _opens_new(lines, starts[-1][0], block, places):
            continue
        starts.append((_notice_above(lines, floor, block, places), block.title))
        floor = block.last
    return starts


def _notice_above(lines: list[Line], floor: int, block: Block, places: Regions) -> int:
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


def _title_blocks(lines: list[Line], places: Regions) -> list[Block]:
    """Every run of title lines with the subtitle lines under it; weak titles where there is no strong one."""
    blocks: list[Block] = []
    index = 0
    while index < len(lines):
        found = _title_at(lines, index, places)
        if found is None:
            index += 1
            continue
        after = found[0]
        while after < len(lines) and titles.is_subtitle(lines[after].text, places.said):
            after += 1
        blocks.append(Block(index, after, found[1]))
        index = after
    strong = [block for block in blocks if titles.heads_title(block.title, places)]
    # “数字湾区”建设三年行动方案: no territory heads it, but a notice above has named it
    issued = [title for block in strong for title in _issued(block)]
    named = [b for b in blocks if b not in strong and _bare(b.title) in issued]
    found = sorted({*strong, *named})
    return found or [block for block in blocks[:1] if block.first < WEAK_TITLE_LINES]


def _issued(block: Block) -> list[str]:
    """What a notice issues, bare, and where it is several things each (若干政策和行动计划); none where the
    block is no notice's title."""
    inner = titles.issued(block.title)
    return [
        _bare(one) for one in (inner, *re.split("(?<=[策划案见法施要])[、和及与](?:关于)?", inner)) if one
    ]


def _title_at(lines: list[Line], index: int, places: Regions) -> tuple[int, str] | None:
    """The title that begins at a line, over up to TITLE_LINES lines: (line after, title)."""
    joined = ""
    for after in range(index, min(index + TITLE_LINES, len(lines))):
        text = lines[after].text.strip()
        if lines[after].marker or not titles.is_short(text) or not _joins_title(text, places.said):
            return None
        if after > index and not titles.heads_title(joined, places):
            return None
        joined += text
        if titles.ends_title(joined, places) and len(joined) >= 6:
            leads_on = after == index or _leads_on(lines[after - 1].text, places.said)
            if not leads_on and _whole_title(text, places):
                return None  # the last line is the title; what stands above it is something else
            return _with_notes(lines, after + 1, joined, places)
    return None


def _whole_title(text: str, places: Regions) -> bool:
    return titles.ends_title(text, places) and titles.heads_title(text, places)


def _leads_on(text: str, said: Said) -> bool:
    """Whether a line cannot end there: an issuer alone, …关于印发."""
    return bool(said[titles.ISSUER_ONLY].match(text) or re.search(r"(?:关于|印发|转发|批转)$", text.strip()))


def _joins_title(text: str, said: Said) -> bool:
    return not (
        NAVIGATION.search(text)
        or titles.is_subtitle(text, said)
        or BODY_HEAD.match(text)
        or titles.CONTENTS_ENTRY.search(text)
        or titles.PUBLIC_NOTE.match(text)
    )


def _goes_on(text: str, title: str, places: Regions) -> bool:
    bare = text.strip()
    return bare.startswith(("和", "及", "与", "暨")) and titles.ends_title(title + bare, places)


def _with_notes(lines: list[Line], after: int, title: str, places: Regions) -> tuple[int, str]:
    """Take in what goes on after a line break (…第十四个五年规划, 和二〇三五年远景目标纲要), and
    （2021年—2035年） and （草案） on lines of their own."""
    if after < len(lines) and _goes_on(lines[after].text, title, places):
        title, after = title + lines[after].text.strip(), after + 1
    while after < len(lines) and (
        titles.PERIOD_ONLY.match(lines[after].text)
        or places.said[titles.STATUS_NOTE].fullmatch(lines[after].text.strip())
    ):
        title += lines[after].text.strip()
        after += 1
    return after, title


def _has_body(lines: list[Line], block: Block, until: int, least: int, said: Said) -> bool:
    """Whether a plan stands under a title: text enough, and a numbering that begins, a speech or many aims; a
    report whose delivery is printed needs none."""
    body = lines[block.last : until]
    numbered = any(line.marker and line.marker.value == 1 for line in body)
    spoken = any(SPEECH.search(line.text) for line in body[:6])
    delivered = any(titles.DELIVERED.search(line.text) for line in lines[block.first : block.last])
    enough = sum(len(line.text) for line in body) >= least
    return enough and (numbered or spoken or delivered or _aims("\n".join(line.text for line in body), said))


def _bare(title: str) -> str:
    """A title without notes, brackets, blanks: for telling that one names the other."""
    return re.sub(r"[\s《》〈〉（）()“”\"—\-－]|征求意见稿|草案|试行", "", title)


def names(notice: str, title: str) -> bool:
    """Whether a covering notice names the title (with or without its issuer)."""
    short = re.sub(r"^(?:中共)?[\u4e00-\u9fff]{2,12}?(?=关于)", "", title)
    return _bare(title) in _bare(notice) or _bare(short) in _bare(notice)


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


def _end_of_plan(lines: list[Line], first: int, after: int, places: Regions) -> int:
    """Line after the plan's last: foreign matter at its end is cut off, with the headings above it."""
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


def _sets_goals(text: str, lines: list[Line], places: Regions) -> bool:
    """Whether a text without two numbered heads is built like a plan all the same: sections as plans have
    them, numbered measures or a table of indicators, and goals with a year."""
    heads = sum(line.text.lstrip("# ") in places.sections for line in lines)
    numbered = sum(line.marker is not None and line.marker.style != "bullet" for line in lines)
    tabled = any("\t" in line.text and names_indicators(line.text.split("\t")) for line in lines)
    return heads + numbered + tabled >= 2 and bool(places.said[GOAL_YEAR].search(text))


def _aims(text: str, said: Said) -> bool:
    """Whether a text is one of goals by its sentences alone: figures in sentences that aim, and few words of
    what is behind or of news."""
    aiming = [one for one in re.split("[。；\n]", text) if said[AIMING].search(one)]
    figures = sum(len(FIGURE.findall(one)) for one in aiming)
    return figures >= MOST_AIMS and 4 * len(said[BEHIND].findall(text)) <= figures


def tells_of(line: str, places: Regions) -> str:
    """The heading of a text about a plan (…发展纲要（2010—2020年）出炉, 关于《…实施方案》的政策解读), which
    repeats its goals; "" of any other."""
    bare = line.strip()
    named = re.search(r"《([^《》]{4,60})》", bare) if places.said[TOLD_OF].search(bare) else None
    inner = named[1] if named else places.said[TOLD_OF].sub("", bare)
    if inner == bare and places.said[NEWS_OF].match(bare) and titles.ends_title(bare, places):
        return bare if titles.is_short(bare) else ""
    is_one = inner != bare and titles.ends_title(inner, places) and titles.heads_title(inner, places)
    return bare if is_one and titles.is_short(bare) else ""


def _named(text: str, places: Regions) -> str:
    """The title that a text without one gives itself at its beginning (特制定某市…行动计划)."""
    said = (found[1] for found in places.said[MADE_FOR].finditer(text, 0, NOTICE))
    return next((t for t in said if titles.ends_title(t, places) and titles.heads_title(t, places)), "")


def _untitled(text: str, lines: list[Line], places: Regions) -> list[Part]:
    """A file without a title above a body: a plan all the same if it is numbered like one."""
    if not lines:
        return []
    top = [line.marker for line in lines if line.marker and line.marker.style in TOP]
    speech = any(SPEECH.search(line.text) for line in lines[:10])
    dense = len(places.said[PLAN_WORDS].findall(text)) >= len(text) / 150
    told = tells_of(lines[0].text, places)
    built = len(top) >= 2 or speech or _sets_goals(text, lines, places)
    is_plan = dense and (built or told and places.said[GOAL_YEAR].search(text)) or _aims(text, places.said)
    if len(text) < MIN_BODY or not is_plan:
        return [Part(0, len(text), False)]
    last = _end_of_plan(lines, 0, len(lines), places)
    closing = reversed(lines[:last][-3:])
    title = next((line.text.strip() for line in closing if titles.ends_title(line.text, places)), "")
    opening_words = lines[0].text.strip().split("，")[0]
    title = title or told or _named(text, places)
    if not title and titles.ends_title(opening_words, places) and titles.heads_title(opening_words, places):
        title = opening_words
    opening = lines[0].marker
    continued = bool(CONTINUED.match(text.lstrip())) or bool(top and top[0].value > 1 and not opening)
    first = Part(lines[0].start, lines[last - 1].end, True, title, continued)
    return [first] if last == len(lines) else [first, _other(lines, last, len(lines))]
