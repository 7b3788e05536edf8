"""Words of charts measured with the font and broken into lines, between words and never between a figure and
what belongs to it."""

from __future__ import annotations

import re
from functools import lru_cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags

from cityplans.chinese.han import CJK
from cityplans.comparison.coding.tokens import plain_cutter as cutter
from cityplans.publishing.charts import style

POINT = 2.54 / 72  # cm
BRACKETED = (
    0.35  # of the width: what stands in brackets and is no wider is not parted where that takes no line more
)
ORPHAN = 0.4  # of the width: a last line shorter than that

style.register()


CHINESE = r"\u3000-\u9fff\uff00-\uffef"
SET_APART = re.compile(f"[{CHINESE}]|[^{CHINESE}]+")  # a Chinese character stands the same in every text


@lru_cache(maxsize=50_000)
def _width_in_ems(text: str, bold: bool) -> float:
    return sum(_set_in_ems(piece, bold) for piece in SET_APART.findall(text))


@lru_cache(maxsize=50_000)
def _set_in_ems(piece: str, bold: bool) -> float:
    font = get_font(findfont(FontProperties(family=style.FAMILY, weight="bold" if bold else "normal")))
    font.set_size(100, 72)
    font.set_text(piece, 0.0, flags=LoadFlags.NO_HINTING)
    return font.get_width_height()[0] / 64 / 100


def text_width(text: str, points: float, bold: bool = False) -> float:
    """Width of a line in cm, of several lines that of the widest."""
    if "\n" in text:
        return max(text_width(line, points, bold) for line in text.split("\n"))
    return _width_in_ems(text, bold) * points * POINT * 1.01  # drawn text is hinted and a little wider


COUNTED, OVER = (
    re.compile(r"\d[\u3400-\u9fff]{0,3}$"),
    re.compile(r"[\u3400-\u9fff]{1,3}[/／]"),
)  # 220人 · 年/万人
# What stays together: a sign and its number, brackets and what they hold on to, closing punctuation
PIECES = re.compile(
    rf"[（“《(\[]*(?:[≥≤≈>] ?[^\s{CHINESE}]+|[^\s{CHINESE}]+|[{CHINESE}])[，。；：、）”》)\]]*|\s+"
)


ENDED = re.compile(
    rf"[{CHINESE}][，。；：、）”》)\]]+$"
)  # 年） of 185人年）, 晚） of 最晚）: a last character
ORDINAL = "前第"  # before its number
YEAR = re.compile(r"(?:19|20)\d\d(?![\d-])")


# A name and what sets it apart, in brackets to its end; what holds on to the name before it: its date, draft
NAMED = re.compile(r"([^（()]+?) ?([（(][^（()]+[）)])")
CLAUSE, COMMA = (
    ("；", ";"),
    ("，", ","),
)  # what a line best ends with; within the brackets of a label also these
HELD = re.compile(r"[（(](?:(?:推定|inferred )?\d{4}|稿|draft)")


def wrap(text: str, points: float, width: float, bold: bool = False) -> list[str]:
    """Lines no wider than `width` cm; breaks at blanks and between Chinese words, within a word only where
    it is wider than a line; before brackets that end the text where that takes no line more."""
    lines = []
    for paragraph in text.split("\n"):
        made = _wrapped(paragraph, points, width, bold)
        if len(made) > 1 and (named := NAMED.fullmatch(paragraph)) and not HELD.match(named[2]):
            parted = [line for part in named.groups() for line in _wrapped(part, points, width, bold)]
            made = parted if len(parted) <= len(made) else made
        lines += made
    return lines


def _wrapped(text: str, points: float, width: float, bold: bool) -> list[str]:
    pieces = [
        piece
        for word in words_of(text)
        for piece in ([word] if text_width(word, points, bold) <= width else _cut(word, points, width, bold))
    ]
    lines = _balanced(pieces, points, width, bold)
    if len(lines) < 2 or not {"（", "("} & set(text):
        return lines
    whole = _closed(pieces, points, BRACKETED * width, bold)
    closed = lines if whole == pieces else _balanced(whole, points, width, bold)
    return closed if len(closed) <= len(lines) else lines


def _closed(pieces: list[str], points: float, most: float, bold: bool) -> list[str]:
    """Pieces of which those from a bracket to its end are one, where that is no wider than `most`: (3.6%,
    aim) is read at one look."""
    made: list[str] = []
    since, depth = 0, 0
    for piece in pieces:
        since = since if depth else len(made)
        made.append(piece)
        depth = max(depth + sum(piece.count(c) for c in "（(") - sum(piece.count(c) for c in "）)"), 0)
        if depth or since == len(made) - 1:
            continue
        whole = "".join(made[since:])
        if text_width(whole, points, bold) <= most:
            made[since:] = [whole]
    return made


def _cut(word: str, points: float, width: float, bold: bool) -> list[str]:
    """A word too wide for a line in pieces, a Chinese one in parts of one length, none of them a single
    character: 核心 技术, not 核心技 术."""
    pieces = PIECES.findall(word)
    if not all(CJK.match(piece) for piece in pieces):
        return pieces
    for many in range(2, len(pieces) // 2 + 1):
        step = -(-len(pieces) // many)
        parts = ["".join(pieces[i : i + step]) for i in range(0, len(pieces), step)]
        if all(text_width(part, points, bold) <= width for part in parts):
            return parts
    return pieces


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """What a line may be broken between: words, with the sign before and the unit after a number, and what a
    stroke joins (人年/万人)."""
    ends, place = set(), 0
    for word in cutter()(text):
        place += len(word)
        ends.add(place)
    words: list[str] = []
    place = 0
    for piece in PIECES.findall(text):
        if words and not _breaks(words[-1], piece, place in ends):
            words[-1] += piece
            if len(words) > 1 and OVER.match(words[-1]) and COUNTED.search(words[-2]):
                words[-2:] = ["".join(words[-2:])]
        else:
            words.append(piece)
        place += len(piece)
    return tuple(_held(words))


def _held(words: list[str]) -> list[str]:
    """Words of which a date or a note of draft in brackets, or a year (嘉兴 2020), stays with the name before
    it."""
    made: list[str] = []
    for word in words:
        is_year = len(made) > 1 and made[-1].isspace() and "\n" not in made[-1] and YEAR.match(word)
        if made and (HELD.match(word.lstrip()) or is_year):
            before = made.pop()
            word = (made.pop() if before.isspace() and made else "") + before + word
        if made and CJK.match(word) and word[1:2] in ("（", "(") and COUNTED.search(made[-1]):
            word = made.pop() + word  # 220人 · 年（2025）
        made.append(word)
    return made


def _breaks(before: str, after: str, is_end: bool) -> bool:
    """Whether a line may end between two pieces."""
    if before[-1] in "/／" or after[0] in "/／":
        return False
    if CJK.match(after) and not CJK.match(before[-1]):
        return not before[-1].isalnum() and before[-1] != "%" or before[-1].isspace()
    if ENDED.match(after) and CJK.match(before[-1]) or before[-1] in ORDINAL and after[0].isdigit():
        return False
    return is_end or not (CJK.match(before[-1]) and CJK.match(after))


def _balanced(pieces: list[str], points: float, width: float, bold: bool) -> list[str]:
    """Lines as full as they can be; of two the first ends with a clause where both then fit; where the last
    would be an orphan, all of about one length."""
    lines = _filled(pieces, points, width, bold)
    marks = (*CLAUSE, *COMMA) if NAMED.fullmatch("".join(pieces)) else CLAUSE
    if len(lines) == 2 and (cut := _at_clause(pieces, marks, points, width, bold)):
        return cut
    if len(lines) < 2 or text_width(lines[-1], points, bold) > ORPHAN * width:
        return lines
    low, high = width / 2, width
    for _ in range(6):
        middle = (low + high) / 2
        if len(_filled(pieces, points, middle, bold)) > len(lines):
            low = middle
        else:
            high = middle
    return _filled(pieces, points, high, bold)


def _at_clause(
    pieces: list[str], marks: tuple[str, ...], points: float, width: float, bold: bool
) -> list[str]:
    """Two lines parted after one of these marks, the first of them no longer than the sheet; or none."""
    for i in range(len(pieces) - 1, 0, -1):
        if pieces[i - 1].rstrip().endswith(marks):
            both = ["".join(pieces[:i]).rstrip(), "".join(pieces[i:]).strip()]
            if all(0.25 * width < text_width(line, points, bold) <= width for line in both):
                return both
    return []


def _filled(pieces: list[str], points: float, width: float, bold: bool) -> list[str]:
    lines, line = [], ""
    for piece in pieces:
        if line and text_width((line + piece).rstrip(), points, bold) > width + 1e-6:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]
