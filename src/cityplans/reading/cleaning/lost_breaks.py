"""Line breaks that a crawler or a copy lost, put back where the text itself shows them: before the numbering
that counts on, round the title, the number and the signature of a notice, behind headings.

A line longer than paragraphs are has lost its breaks (`UNBROKEN`). In shorter ones only a heading that
continues the count above it is put on its own line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cityplans.chinese.han import IS_HAN
from cityplans.chinese.markers import CN, NO_UNIT, marker_of, number_of
from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NAME
from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.cleaning.glued_fronts import (
    DAY,
    FRONT,
    NOTE,
    PROPERTIES,
    any_of,
    foot,
    front,
    names_in,
)
from cityplans.reading.mapped import Mapped

UNBROKEN = 1000  # characters of a line that no paragraph has
SHORT = 250  # characters of one that has lost its breaks too, where a count goes on inside it: 一、…。二、…
COUNTING = re.compile(
    r"(?:^|[^第百\d、和]|[：:]\d{1,7}次?)一、.{15,}?[。！？] ?二、|（一）.{15,}?。 ?（二）.{15,}?。 ?（三）|"
    r"第一章.{15,}?[。！？] ?第二章|第一条.{9,}?。 ?第二条|"
    rf"(?<![\d.．])1[.．]1 ?{NO_UNIT}.{{15,}}?。 ?1[.．]2 ?{NO_UNIT}|"
    r"【[\u4e00-\u9fff]{2,14}】.{15,}?。 ?【[\u4e00-\u9fff]{2,14}】"
)
COUNTED = re.compile(r"二、|（二）|第二|1[.．]2|】")  # what none of these can do without
FIRST_INSIDE = re.compile("[。！？] ?一、")
SECTION = 60  # lines in which the next section is looked for
LONG_ENOUGH = 60  # a shorter line holds no second paragraph
HEADING, HEADINGS = 60, 120  # characters of a heading at most, and of one in several parts
STOPS = "。！？；：”）】!?;:)"
SIGN = re.compile(
    rf"(?P<part>第({CN})(?:[篇编章节条]|部分)(?![，、的所规之中和至款（]))"
    rf"|(?P<han>(?<![第百\d、和])({CN})(?<=[一二三四五六七八九十])、(?![一二三四五六七八九十]{{1,3}}(?:[、是]|产业)))"
    rf"|(?P<han_bracket>[（(]({CN})[）)](?![项款条目、和至及]))"
    rf"|(?P<decimals>(?<![\d.．—\-/])[1-9]\d?(?:[.．][1-9]\d?){{1,2}}[.．]([1-9]\d?) ?{NO_UNIT})"
    rf"|(?P<decimal>(?<![\d.．—\-/])[1-9]\d?[.．]([1-9]\d?) ?{NO_UNIT})"
    r"|(?P<top>(?<![\d.．])(?P<n>[1-9]\d?) (?=[\u4e00-\u9fff]{2,14} ?(?P=n)[.．]1 ?[\u4e00-\u9fff]))"
    r"|(?P<arabic>(?<![\d.．—\-/])(\d{1,2})[.．、](?!\d(?!\d{3}年)(?![GＧ])))"
    r"|(?P<arabic_bracket>[（(](\d{1,2})[）)](?![项款条目、和至及]))"
    r"|(?P<circled>([①-⑳]))"
    r"|(?P<box>专栏 ?(\d{1,2}|[一二三四五六七八九十]{1,3})(?![》”中的]))"
    r"|(?P<annex>附件()(?=\d{0,2} ?[：:]))"
    r"|(?P<dash>——()(?=[^—]))"
    r"|(?P<label>【()(?=[\u4e00-\u9fff]{2,14}】))"
)
TOP = re.compile(r"[1-9]\d? [\u4e00-\u9fff]{2,14}")  # a heading counted without a mark: 1 总体要求
FORMAL = {"篇": "part", "编": "part", "分": "part", "章": "chapter", "节": "section", "条": "article"}
STRICT = (
    "part",
    "chapter",
    "section",
    "article",
    "han",
    "han_bracket",
)  # what shows a lost break in a line that is no longer than others
# signs that a line may have lost a break: a numbering behind a stop, or one behind the heading it opens with
BEHIND_STOP = re.compile(rf"[。！？] ?(?:第{CN}[篇章节条]|{CN}、|[（(]{CN}[）)])")
SECTION_BEHIND_STOP = re.compile(rf"[。！？] ?第{CN}[篇章节] ?[\u4e00-\u9fff]{{2}}")
BEHIND_HEADING = re.compile(rf" *(?:第{CN}[篇章节]|{CN}、)[^。，；]{{2,40}}[（(]一[）)]")
REFERRING = re.compile(r"(?:第|按|按照|依照|根据|见|上述|本|前款|所列|符合)\Z")
WIDE = re.compile(r"(?<=[^ \n])  +(?=[^ \n])")
SIGNED = re.compile(
    rf"(?<=[。！）)])(?P<who> ?[^。，；：！？\d《》（）()]{{4,160}}?)?(?P<day> ?{DAY})(?P<note>(?: ?{NOTE})*)"
    rf"(?=$| *附件|(?P<more>.))"
)
SIGNED_LAST = re.compile(
    rf"(?:^|(?<=[。！）)]))(?P<who> ?[^，。；：！？\d《》（）()]{{4,160}}?)(?P<day> ?{DAY})"
    rf"(?P<note>(?: ?{NOTE})*)(?P<title>[^，。；！？]{{6,80}})?$"
)
STOPPED = re.compile("[。；，：]")  # what text has and a heading alone has not
ITEM = re.compile(r"[.．、）]([^。；，.．、）]{6,40})。")  # 1.实施上云行动。
CLAUSE = re.compile("[^，。；：！？]*")
JOINTS = ("和", "与", "及")
SPAN = (
    rf"(?:(?:过去|今后|未来)(?:的?[一二两三五]年|一个时期)|(?:本届|上届)政府|[今上去]年|{ARABIC_YEAR}年(?:[上下]半年)?"
    rf"|[“‘]?{FIVE_YEAR_NAME}[”’]?(?:时期|期间)?)"
)
PERIOD = re.compile(rf"(?:{SPAN}(?:[和及与]{SPAN})?)?的?(?:政府|全[省市县区])?")  # 2025年和“十四五”时期
BODY_WORDS = re.compile(r" *(?P<word>前 ?言|序 ?言|引 ?言|目 ?录|总 ?则|附 ?则)(?=[^，。、：”》的])")


class Sign(NamedTuple):
    """Numbering inside a line: where it begins, its style and value."""

    start: int
    style: str
    value: int


class Words(NamedTuple):
    """What headings often say in front of a text (总体要求), words that open a paragraph and end no heading
    (以习近平), words that end titles (行动计划)."""

    heads: tuple[str, ...]
    openers: tuple[str, ...]
    endings: tuple[str, ...]


class Counts:
    """The numberings that are open, for each style: a box counts for itself and leaves the outer one open."""

    def __init__(self) -> None:
        self._open: dict[str, list[int]] = {}

    def follows(self, style: str, value: int, leap: int = 1) -> bool:
        """Whether a number opens a count or goes on with an open one, `leap` numbers further at most."""
        return value == 1 or any(0 < value - last <= leap for last in self._open.get(style, [0]))

    def take(self, style: str, value: int) -> None:
        """Go on with the innermost open count that the number follows; a first number opens one."""
        chain = self._open.setdefault(style, [])
        while chain and value != 1 and not 0 < value - chain[-1] <= 2 and len(chain) > 1:
            chain.pop()
        if value == 1 or not chain:
            chain.append(value)
        else:
            chain[-1] = value


def lost_breaks(text: Mapped, title: str, words: Words) -> Fixed:
    """Breaks where the text shows that one stood; `title` is what a record says beside the text."""
    lines = [(row.start, row.end, row.text) for row in text.rows]
    if not any(len(line) > LONG_ENOUGH for _, _, line in lines):
        return Fixed(text)
    shortest = SHORT if sum(bool(line.strip()) for _, _, line in lines) > 1 else LONG_ENOUGH
    broken = {start for start, _, line in lines if _is_unbroken(line, shortest)} | set(_counting_on(lines))
    written = [start for start, _, line in lines if line.strip()]
    fronted = broken | set(written if len(written) == 1 else ())  # the title of a plan in one paragraph
    places: set[int] = set()
    counts = Counts()
    names = names_in(text.text, title) if fronted else ()
    for start, end, _ in lines:
        line = text.text[start:end].rstrip("\n")
        if "\t" in line:
            continue
        unbroken = start in broken
        cuts = set(
            front(line, names, words.endings, words.openers) if start in fronted and start < FRONT else ()
        )
        cuts |= {*_signatures(line), *foot(line)} if unbroken else set(_signed_last(line, words.endings))
        cuts |= set(_at_signs(line, sorted(cuts), counts, unbroken))
        if unbroken:
            cuts |= set(_at_blanks(line, words.openers))
            cuts |= set(_behind_headings(line, sorted(cuts), words))
        places |= {start + at for at in cuts if 0 < at < len(line)}
    # a stop behind a title goes: 某市2023年科技工作要点。以…
    return Fixed(*text.replace((at, at + (text.text[at] == "。"), "\n") for at in sorted(places)))


def _is_unbroken(line: str, shortest: int) -> bool:
    """Whether several paragraphs stand in a line; in one of `shortest` characters a count must go on."""
    if PROPERTIES in line[:SHORT]:
        return True
    if len(line) >= UNBROKEN:
        return True
    return len(line) >= shortest and bool(COUNTED.search(line) and COUNTING.search(line))


def _counting_on(lines: Sequence[tuple[int, int, str]]) -> Iterator[int]:
    """Lines in which 一、 opens behind a stop, where a line below begins with 二、"""
    for number, (start, _, line) in enumerate(lines):
        if len(line) >= LONG_ENOUGH and FIRST_INSIDE.search(line):
            below = (marker_of(text) for _, _, text in lines[number + 1 : number + 1 + SECTION])
            next_one = next((m for m in below if m and m.style == "han"), None)
            if next_one and next_one.value == 2:
                yield start


def _at_signs(line: str, cuts: list[int], counts: Counts, unbroken: bool) -> Iterator[int]:
    """Where a numbering inside a line opens a paragraph; every numbering at its head is counted."""
    head = marker_of(line)
    if not unbroken and not _may_hold_more(line):
        if head:
            counts.take(head.style, head.value)
        return
    begun = 0  # where the paragraph begins in which the next sign stands
    cuts = [*cuts, len(line) + 1]
    for sign in _signs(line):
        while cuts[0] <= sign.start:
            begun = cuts.pop(0)
        before = line[max(begun, sign.start - HEADINGS - 2) : sign.start].rstrip(" ")
        if not before:
            counts.take(sign.style, sign.value)
        elif _opens(sign, before, counts, unbroken):
            counts.take(sign.style, sign.value)
            begun = sign.start
            yield sign.start


def _may_hold_more(line: str) -> bool:
    if SECTION_BEHIND_STOP.search(line):
        return True  # in lines of any length, as a page breaks them
    return len(line) > LONG_ENOUGH and bool(BEHIND_STOP.search(line) or BEHIND_HEADING.match(line))


def _signs(line: str) -> Iterator[Sign]:
    for found in SIGN.finditer(line):
        style = str(found.lastgroup)
        value = number_of(next((g for g in found.groups()[1:] if g and g != found.group()), ""))
        if style == "circled":
            value = number_of(found.group())
        yield Sign(found.start(), FORMAL[found.group()[-1]] if style == "part" else style, value)


def _opens(sign: Sign, before: str, counts: Counts, unbroken: bool) -> bool:
    """Whether a numbering opens a paragraph: it stands behind a stop or a heading, and counts on."""
    stopped = before[-1] in STOPS
    is_heading = marker_of(before) is not None or bool(TOP.fullmatch(before.strip()))
    headed = len(before) <= HEADINGS and not re.search("[。；！？]", before) and is_heading
    if unbroken and sign.value > 1 and sign.style in ("chapter", "han") and not IS_HAN.match(before[-1]):
        return counts.follows(sign.style, sign.value)  # behind a table whose cells run into each other
    if REFERRING.search(before) or not (stopped or headed):
        return False
    if not unbroken:
        counted = sign.value > 1 and before[-1] in "。！？" or headed and not stopped and sign.value == 1
        return counted and sign.style in STRICT and counts.follows(sign.style, sign.value)
    if sign.style == "dash":
        return stopped and before[-1] != "”"
    if sign.style in ("box", "annex", "label"):
        return stopped
    return counts.follows(sign.style, sign.value, leap=2 if before[-1] in "。！？" else 1)


def _at_blanks(line: str, openers: tuple[str, ...]) -> Iterator[int]:
    """Behind a stop or a numbered heading, where the blanks of an indent are left of the break."""
    for blank in WIDE.finditer(line):
        before, after = line[max(0, blank.start() - HEADING) : blank.start()], line[blank.end() :]
        if before[-1] in STOPS or after.startswith(openers) or marker_of(after[:12]):
            yield blank.end()


def _behind_headings(line: str, cuts: list[int], words: Words) -> Iterator[int]:
    """Where a heading ends that no sign parts from its paragraph: 一、总体要求|以习近平…"""
    opening = any_of(words.openers)
    named = set(ITEM.findall(line)) if "专栏" in line else ()
    for start, end in zip([0, *cuts], [*cuts, len(line)]):
        piece = line[start:end]
        word = BODY_WORDS.match(piece)
        if word and len(piece) > HEADING:
            yield start + word.end()
            continue
        marker = marker_of(piece)
        if marker is None or marker.style == "bullet" or not STOPPED.search(piece):
            continue
        head = re.split("[。；：！？\n]", piece[marker.end :], maxsplit=1)[0]
        known = _known(head, words.heads)
        if marker.style == "box":  # 专栏1实施上云行动加快… where 1.实施上云行动。… stands above
            known = next((head[:n] for n in range(min(len(head), 40), 5, -1) if head[:n] in named), known)
        blank = head.find(" ")
        if marker.style.startswith("decimal") and 2 <= blank <= 20:  # 1.1 指导思想 以改革…
            yield start + marker.end + blank
        elif behind := _parted(piece[marker.end :]):
            yield start + marker.end + behind
        elif known and head[len(known)] not in "和与及、的，（(":
            yield start + marker.end + len(known)
        elif (found := opening.search(head[: HEADING + 8], 4)) and "，" not in head[: found.start()]:
            yield start + marker.end + found.start()


def _parted(text: str) -> int:
    """Where the sentence behind a heading begins, if a blank is left: （二）清洁运输 新能源车达到…"""
    clause = CLAUSE.match(text)[0]
    blank = clause.rfind(" ", 0, HEADING)
    goes_on = text[len(clause) : len(clause) + 1] == "，" or any(map(str.isdigit, clause[blank:]))
    is_heading = blank >= 4 and IS_HAN.match(clause[blank - 1]) and not STOPPED.search(clause[:blank])
    return blank if is_heading and goes_on and IS_HAN.match(clause, blank + 1) else 0


def _known(head: str, heads: Sequence[str]) -> str:
    """What headings often say, at the head of a text: 2009年工作回顾, 工作思路和重点任务; "" where none."""
    said = PERIOD.match(head)[0]
    while True:
        word = next((h for h in heads if head.startswith(h, len(said))), "")
        if not word:
            return ""
        said += word
        joint = head[len(said) : len(said) + 1]
        if joint not in JOINTS or not head.startswith(tuple(heads), len(said) + 1):
            return said if len(head) > len(said) + 4 else ""
        said += joint


def _signatures(line: str) -> Iterator[int]:
    """Round issuer and date behind a text: …贯彻执行。|某省人民政府|2023年12月5日|（此件公开发布）|…"""
    for signed in SIGNED.finditer(line):
        who, more = (signed["who"] or "").strip(), signed["more"] or ""
        if more and more in "，。、；：至到前起以印的在" or who and not _is_body(who):
            continue
        yield from (signed.start(), signed.start("day"), signed.end("day"), signed.end())


def _signed_last(line: str, endings: tuple[str, ...]) -> Iterator[int]:
    """Round issuer and date at the end of a line, or above a title: …合力。|某市政府|2023年5月16日|…规划"""
    signed = SIGNED_LAST.search(line, max(0, len(line) - SHORT)) if "日" in line else None
    if not signed or not _is_body(signed["who"]):
        return
    title = signed["title"] or ""
    if not title or re.search(rf"(?:{any_of(endings).pattern})(?: ?{NOTE})*$", title):
        yield from (signed.start(), *signed.span("day"), *([signed.start("title")] if title else ()))


def _is_body(text: str) -> bool:
    return bool(re.search(r"(?:政府|委员会|办公厅|办公室|[委厅局部院])\Z", text.strip()))
