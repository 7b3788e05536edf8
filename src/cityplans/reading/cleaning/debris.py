"""What the page, the website or the scanner added to a text: page numbers, running heads, toolbars, contents
lists, undecodable lines; and the full stops that line breaks stand for."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np

from cityplans.chinese.alternation import choice
from cityplans.chinese.han import IS_HAN
from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.cleaning.typesetting import COMPLETE, MARKER, NUMBERED_HEADING
from cityplans.reading.mapped import Mapped, Row, Span

BARE_NUMBER = re.compile(r"\d(?: ?\d){0,3}")
DRESSED_NUMBER = re.compile(
    r"[-—–―·•~\[]+ ?\d{1,4} ?[-—–―·•~\]]+|第 ?\d{1,4} ?页(?:[，,/ ]*共 ?\d{1,4} ?页)?|"
    r"\d{1,4} ?/ ?\d{1,4}|[-—]\s?\d{1,4}"
)
ROMAN = re.compile(r"[IVXivxⅠ-Ⅻⅰ-ⅻ](?: ?[IVXivxⅠ-Ⅻⅰ-ⅻ]){0,5}")
GLUED_ROMAN = re.compile(r"^ *[IVX]{1,5} +(?=目 *录|前 *言)", re.M)
CHAPTER = re.compile(r"第[一二三四五六七八九十百\d]+[篇编章节]")
GLUED_NUMBER = re.compile(r"^\d{1,4} {1,3}(?=([\u4e00-\u9fff][^\n，。；]{7,60})$)", re.M)
STUCK = re.compile(r"\d{1,3}(?=[\u4e00-\u9fff])")
LONG_SERIES = 8  # numbers that count up over so many full pages are theirs, whatever stands behind
MANY_GLUED = 5  # numbers stuck to sentences that count up; fewer where bare ones stand among them
PAGE_GAP = 60  # characters that stand at least between two page numbers, where one line is no cell of a table
FULL_PAGE, CELL = 400, 20
LEADERS = re.compile(r"(?:[.．·…。_]|\. |· ){4,}\s*[-—(（]?\s*(?:\d[\d ]{0,4}|[IVXivx]{1,5})?\s*[)）—-]?\s*$")
SOME_LEADERS = re.compile(r"[.．·…。_] ?[.．·…。_] ?[.．·…。_] ?[.．·…。_]")
CONTENTS_TITLE = re.compile(r"(?:[IVX]{0,5} *)?目 *[录次](?=$|[^的])")
# where the next piece of a bar begins: 浏览次数：23 次 字号：[大 中 小] 打印 关闭
PIECES = re.compile(r"[ 　|｜]+(?=[\[【(（]?[\u4e00-\u9fff]{2,6} ?(?:[：:】\]]|[ 　|｜]|$))")
CONTENTS_WORD = re.compile("目 *[录次]")
CONTENTS_PIECE = re.compile(r"(?=第[一二三四五六七八九十百\d]+[篇编章节])")
UNDECODED = re.compile(
    r"\(cid:\d+\)|[!\"#$%&'()*+,/:;<=>?@\[\\\]^_`{|}~\u00a1-\u02ff\u2018-\u2044\ufb00-\ufb06]"
)
IS_SIGN = np.zeros(0x110000, dtype=bool)  # the single signs of UNDECODED
IS_SIGN[[ord(sign) for sign in "!\"#$%&'()*+,/:;<=>?@[\\]^_`{|}~"]] = True
for first, last in ((0xA1, 0x2FF), (0x2018, 0x2044), (0xFB00, 0xFB06)):
    IS_SIGN[first : last + 1] = True
MANY_SIGNS = 15  # in a text that may have such lines
SIGNS = 0.25  # share of signs in a line of codes
WORD = re.compile(r"[A-Za-z]{4,}")
STOPLESS = 0.04  # fewer full stops than this for each comma: they were lost
FINISHED = re.compile(r"[。！？；：，、!?;:,][”’）》】\"']*\Z")
LONG_INDENT = re.compile(r"(?<=\S) {2,}(?=\S)")
CRUMBS = (">", "＞")
CRUMB = 60  # characters of a piece of a breadcrumb, which is no sentence
PAGE_END = re.compile(rf"(?<=\S)\f(?=\S)(?!{MARKER.pattern})")
FRONT, BACK = 40, 40  # lines at either end in which `start` and `end` furniture is looked for


def uncounted(units: Iterable[Mapping[str, str]]) -> re.Pattern[str]:
    """A number that opens a line and counts nothing by the units of units.csv: 31本市, not 31个, 31年."""
    rows = [row for row in units if row["surface"]]
    others = [choice(row["not_before"].split("|")) if row["not_before"] else "" for row in rows]
    guards = [f"(?!{other})" if other else "" for other in others]
    counters = choice([row["surface"] for row in rows], guards)
    return re.compile(
        rf"\d{{1,3}}(?=[\u4e00-\u9fff])(?![十百千万亿多余来几]|[年月日时点分秒号级次届期类章节条款项页岁]|{counters})"
    )


def page_numbers(text: Mapped, stuck_form: re.Pattern[str], titled: re.Pattern[str]) -> Fixed:
    """Page numbers on their own line, and the running heads beside them; `stuck_form`: those that may be
    stuck to a sentence, `titled`: how titles end.

    A bare number is a page number only in a sequence that counts up page by page.
    """
    lines = text.rows
    pages = {i for i, row in enumerate(lines) if len(row.text) <= 16 and DRESSED_NUMBER.fullmatch(row.text)}
    pages |= _counting_up(lines, BARE_NUMBER, 7)
    roman = {i for i, row in enumerate(lines) if len(row.text) <= 11 and ROMAN.fullmatch(row.text)}
    pages |= roman
    heads = _running_heads(lines, pages)
    stuck = [STUCK.match(text.text, lines[i].start) for i in sorted(_glued(lines, stuck_form))]
    whole = [(lines[i].start, lines[i].end) for i in pages | heads]
    text, places = text.delete_spans(sorted([*whole, *(number.span() for number in stuck if number)]))
    if roman:
        text, more = text.delete(GLUED_ROMAN)
        places += more
    if " " in text.characters:
        glued = [m for m in GLUED_NUMBER.finditer(text.text) if _is_title_again(m[1], text.text, titled)]
        text, more = text.delete_spans(m.span() for m in glued)
        places += more
    return Fixed(text, places)


def _is_title_again(line: str, text: str, titled: re.Pattern[str]) -> bool:
    """Whether what follows a number on its line is a title that stands elsewhere too: 31 某市发展规划."""
    return bool(titled.search(line)) and text.count(line) >= 2


def _glued(lines: Sequence[Row], form: re.Pattern[str]) -> set[int]:
    """Lines that open with the number of a page, stuck to a sentence that goes on from the page before: in a
    long series over full pages any number; in a short one, or one with bare numbers, those of a form."""
    opened = [(i, int(number[0])) for i, row in enumerate(lines) if i and (number := STUCK.match(row.text))]
    goes_on = {i for i, _ in opened if not FINISHED.search(lines[i - 1].text.rstrip())}
    own = {i for i in goes_on if form.match(lines[i].text)}
    if not own:
        return set()
    bare, found = _numbers(lines, BARE_NUMBER, 7), set[int]()
    for chain in _chains(lines, sorted([*opened, *bare])):
        if len(chain) >= LONG_SERIES and _over_pages(lines, chain):
            found |= {i for i, _ in chain if i in goes_on}
    for chain in _chains(lines, sorted([*(one for one in opened if one[0] in own), *bare])):
        least = MANY_GLUED if all(i in own for i, _ in chain) else 3
        if len(chain) >= least and _over_pages(lines, chain):
            found |= {i for i, _ in chain if i in own}
    return found


def _over_pages(lines: Sequence[Row], chain: Sequence[tuple[int, int]]) -> bool:
    """Whether a full page lies between each number and the next."""
    return all(lines[b].start - lines[a].end >= FULL_PAGE for (a, _), (b, _) in itertools.pairwise(chain))


def _numbers(lines: Sequence[Row], form: re.Pattern[str], longest: int) -> list[tuple[int, int]]:
    """Lines that are a number of a form and no more, with it."""
    said = ((i, form.fullmatch(row.text)) for i, row in enumerate(lines) if len(row.text) <= longest)
    return [(i, int(number[0].replace(" ", ""))) for i, number in said if number]


def _counting_up(lines: Sequence[Row], form: re.Pattern[str], longest: int) -> set[int]:
    """Lines that are a number of a form, on lines of so many characters, which count up page by page."""
    chains = _chains(lines, _numbers(lines, form, longest))
    return {i for chain in chains if len(chain) >= 3 for i, _ in chain}


def _chains(lines: Sequence[Row], numbers: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """From each number on those that count up page by page."""
    for start in range(len(numbers)):
        chain = [numbers[start]]
        for i, value in numbers[start + 1 : start + 40]:
            if value in (chain[-1][1] + 1, chain[-1][1] + 2) and _is_page(lines, chain[-1][0], i):
                chain.append((i, value))
        yield chain


def _is_page(lines: Sequence[Row], first: int, last: int) -> bool:
    """Whether a page lies between two lines: enough text, and not the cells of one row of a table."""
    gap = lines[last].start - lines[first].end
    return gap >= FULL_PAGE or gap >= PAGE_GAP and any(len(r.text) > CELL for r in lines[first + 1 : last])


def _running_heads(lines: Sequence[Row], pages: set[int]) -> set[int]:
    """Short lines that stand three times or more beside a page number."""
    beside = sorted({j for i in pages for j in (i - 1, i + 1) if 0 <= j < len(lines)} - pages)
    seen: dict[str, list[int]] = {}
    for i in beside:
        if 4 <= len(lines[i].text) <= 40 and not re.search("[。；，]", lines[i].text):
            seen.setdefault(lines[i].text.replace(" ", ""), []).append(i)
    return {i for group in seen.values() if len(group) >= 3 for i in group}


def furniture(text: Mapped, rules: Sequence[tuple[str, str]]) -> Fixed:
    """What a website or a press puts round a text; `rules`: (pattern, where) of data/codebook/furniture.csv.

    line: a whole line that matches goes, wherever it stands; text: the matching characters go;
    start: the line and everything above it go (first lines only); end: the line and everything below it.
    """
    lines = text.rows
    if not lines:
        return Fixed(text)
    patterns = _compiled(tuple(rules))
    first, last = _frame(lines, patterns)
    spans = [(0, lines[first].start)] if first else []
    gone = _toolbar_lines(lines, first, last, patterns["line"]) if patterns["line"] else []
    spans += [(lines[i].start, lines[i].end) for i in gone]
    if last < len(lines):
        spans.append((lines[last].start, len(text)))
    return Fixed(*text.delete_spans(spans))


def press_marks(text: Mapped, rules: Sequence[tuple[str, str]]) -> Fixed:
    """Furniture inside a line (`where` = text), such as 【紧接第1版】."""
    pattern = _compiled(tuple(rules))["text"]
    return Fixed(*text.delete(pattern)) if pattern else Fixed(text)


def _toolbar_lines(lines: Sequence[Row], first: int, last: int, pattern: re.Pattern[str]) -> list[int]:
    """Lines that match, and pairs of a short label (来源：) with its value on the next line."""
    found: list[int] = []
    for i in range(first, last):
        row = lines[i].text
        if len(row) > 200 or (found and found[-1] == i):
            continue
        if (
            i + 1 < last
            and len(row) <= 6
            and row[-1] in "：:"
            and len(lines[i + 1].text) <= 30
            and pattern.fullmatch(row + lines[i + 1].text)
        ):
            found += [i, i + 1]
        elif pattern.fullmatch(row) or _in_pieces(row, pattern):
            found.append(i)
    return found


def _in_pieces(row: str, pattern: re.Pattern[str]) -> bool:
    pieces = PIECES.split(row) if any(sign in row for sign in " 　|｜") else ()
    return len(pieces) > 1 and all(map(pattern.fullmatch, pieces))


def breadcrumbs(text: Mapped) -> Fixed:
    """首页 / > / 政务公开 on lines of their own: one line again, so that it can be told from the text."""
    if not text.characters & set(CRUMBS):
        return Fixed(text)
    spans = []
    for before, after in itertools.pairwise(text.rows):
        opens = after.text.startswith(CRUMBS) and len(after.text) <= CRUMB + 1
        goes_on = before.text in CRUMBS and len(after.text) <= CRUMB
        if (opens or goes_on) and "。" not in after.text and "，" not in after.text:
            end = before.start + len(text.text[before.start : before.end].rstrip())
            indent = len(text.text[after.start : after.end]) - len(
                text.text[after.start : after.end].lstrip()
            )
            spans.append((end, after.start + indent))
    return Fixed(*text.delete_spans(spans))


def _frame(lines: Sequence[Row], patterns: dict[str, re.Pattern[str] | None]) -> Span:
    """First line after the head of the page, first line of its foot."""
    first, last = 0, len(lines)
    if patterns["start"]:
        for i, row in enumerate(lines[: min(FRONT, len(lines) // 2)]):
            if len(row.text) <= 200 and patterns["start"].fullmatch(row.text):
                first = i + 1
    if patterns["end"]:
        for i in range(len(lines) - 1, max(first, len(lines) - BACK, len(lines) // 2) - 1, -1):
            if len(lines[i].text) <= 200 and patterns["end"].fullmatch(lines[i].text):
                last = i
    return first, last


@lru_cache(maxsize=8)
def _compiled(rules: tuple[tuple[str, str], ...]) -> dict[str, re.Pattern[str] | None]:
    groups = {where: [p for p, w in rules if w == where] for where in ("line", "text", "start", "end")}
    return {
        where: re.compile("|".join(f"(?:{p})" for p in ps)) if ps else None for where, ps in groups.items()
    }


def contents_list(text: Mapped) -> Fixed:
    """A table of contents: lines with dotted leaders, or lines under 目录 that stand again as headings."""
    lines = text.rows
    found: set[int] = set()
    where: dict[str, list[int]] = {}
    dotted: list[int] = []
    if SOME_LEADERS.search(text.text):
        dotted = [i for i, row in enumerate(lines) if len(row.text) <= 200 and LEADERS.search(row.text)]
    for a, b in zip(dotted, [*dotted[1:], 0]):
        found.add(a)
        if 1 < b - a <= 3 and all(len(row.text) < 80 and "。" not in row.text for row in lines[a + 1 : b]):
            found.update(range(a + 1, b))
    if len(dotted) < 3:
        found = set()
    for i, row in enumerate(lines if CONTENTS_WORD.search(text.text) else ()):
        if CONTENTS_TITLE.match(row.text) and len(row.text) <= 40:
            where = where or _places(lines)
            found |= {i} if i + 1 in found or i + 2 in found else _repeated_below(lines, i, where)
    return Fixed(*text.delete_spans([(lines[i].start, lines[i].end) for i in sorted(found)]))


def _places(lines: Sequence[Row]) -> dict[str, list[int]]:
    """The numbers of the lines that say the same, blanks aside."""
    where: dict[str, list[int]] = {}
    for i, row in enumerate(lines):
        where.setdefault(row.text.replace(" ", ""), []).append(i)
    return where


def _repeated_below(lines: Sequence[Row], title: int, where: Mapping[str, list[int]]) -> set[int]:
    """The lines under 目录 made of chapter headings, of which most stand again further down."""
    seen: set[str] = set()
    end = title + 1
    while end < len(lines) and len(lines[end].text) <= 150:
        pieces = [p for p in CONTENTS_PIECE.split(lines[end].text.replace(" ", "")) if p]
        if any(p in seen for p in pieces) or not (CHAPTER.match(pieces[-1]) or end == title + 1):
            break
        seen.update(pieces)
        end += 1
    again = (where.get(piece, []) for piece in seen)
    counted = sum(len(places) - bisect_left(places, end) for places in again)
    return set(range(title, end)) if end - title > 3 and counted >= 0.5 * len(seen) else set()


def undecodable(text: Mapped) -> Fixed:
    """Stretches of glyph codes where a PDF had no character map: no text, and their digits no numbers."""
    coded = "(cid:" in text.text
    if not coded and np.count_nonzero(IS_SIGN[text.codes]) < MANY_SIGNS:
        return Fixed(text)
    if coded and sum(1 for _ in islice(UNDECODED.finditer(text.text), MANY_SIGNS)) < MANY_SIGNS:
        return Fixed(text)
    lines = text.rows
    bad = [
        (coded or signs >= SIGNS * (len(row.text) - row.text.count(" "))) and _is_undecoded(row.text)
        for row, signs in zip(lines, text.counts(IS_SIGN))
    ]
    if sum(bad) < 5:
        return Fixed(text)
    found: set[int] = set()
    for i, row in enumerate(lines):
        near = bad[max(i - 5, 0) : i + 6]
        dense = sum(near) >= 0.4 * len(near)
        if (dense and (bad[i] or _hardly_chinese(row.text))) or (i - 1 in found and len(row.text) <= 2):
            found.add(i)
    return Fixed(*text.delete_spans([(lines[i].start, lines[i].end) for i in sorted(found)]))


def _is_undecoded(line: str) -> bool:
    bare = line.replace(" ", "")
    signs = UNDECODED.findall(bare)
    codes = sum(1 for s in signs if len(s) > 1)
    if len(signs) < 3 or (codes < 2 and WORD.search(bare)):
        return False
    return codes >= 2 or (len(signs) >= SIGNS * len(bare) and len(IS_HAN.findall(bare)) <= 0.3 * len(bare))


def _hardly_chinese(line: str) -> bool:
    return len(line) <= 4 or len(IS_HAN.findall(line)) <= 0.3 * len(line)


def _stopless(text: str) -> bool:
    """Whether a text has commas but hardly a full stop: its stops became line breaks."""
    commas = text.count("，")
    return commas >= 20 and text.count("。") <= STOPLESS * commas


def page_ends(text: Mapped) -> Fixed:
    """A page end within a line, where line breaks stand for full stops: there the sentence goes on."""
    if "\f" not in text.characters or not _stopless(text.text):
        return Fixed(text)
    return Fixed(*text.delete(PAGE_END))


def lost_stops(text: Mapped) -> Fixed:
    """A text whose every 。 became a line break: the stop is put back, sentences of a paragraph are joined.

    There an indented line opens a paragraph, and what follows it unindented are its further sentences.
    """
    if not _stopless(text.text):
        return Fixed(text)
    text, places = text.sub(LONG_INDENT, "\n  ")
    edits: list[tuple[int, int, str]] = []
    found = [m for m in re.finditer(r"[^\n]+", text.text) if not m.group().isspace()]
    continued = False
    for line, after in zip(found, [*found[1:], None]):
        if "\t" in line.group():
            continued = False
            continue  # a row of a table
        bare = line.group().strip()
        end = line.start() + len(line.group().rstrip())
        goes_on = (
            after is not None
            and not after.group().startswith("  ")
            and not MARKER.match(after.group().strip())
        )
        sentence = continued or _is_sentence(bare) or (goes_on and not CHAPTER.match(bare))
        continued = goes_on and sentence
        stop = "。" if sentence and not FINISHED.search(bare) else ""
        if stop or continued:
            next_start = after.start() if after else len(text)
            between = "" if goes_on else text.text[end:next_start] or "\n"
            edits.append((end, next_start, stop + between))
    text, more = text.replace(edits)
    return Fixed(text, places + more)


def _is_sentence(line: str) -> bool:
    """Not a heading: it has a comma, or is longer than headings are and carries no number of one."""
    if COMPLETE.search(line):
        return True
    return "，" in line or (len(line) > 18 and not NUMBERED_HEADING.match(line))
