"""Fixes on single characters: invisible ones, full width, compatibility forms, script, punctuation, quotes.

Each fix takes a Mapped and returns what it made of it (`Fixed`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from cityplans.chinese.han import HAN, IS_HAN, MARKS
from cityplans.reading.mapped import Mapped, Span


class Fixed(NamedTuple):
    """What a fix made: the mended text, the places (offsets in the file) it touched, and the spans (in the
    file) of what it saw and could not put back."""

    text: Mapped
    places: Sequence[int] = ()
    lost: Sequence[Span] = ()


LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
LINE_ENDS = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f\x80-\x84\x86-\x9f\xad\u034f\u061c\u115f\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffb]+"
)
# Chinese punctuation is full width by right; only these full-width signs have a narrow normal form
WIDE = {chr(i): chr(i - 0xFEE0) for i in range(0xFF01, 0xFF5F) if chr(i) not in "，：；？！（）～［］"}
# digits of other scripts and of formulas: ٣٤, 𝟙𝟚
DIGITS = {
    chr(i): str(unicodedata.decimal(chr(i)))
    for a, b in ((0x660, 0x66A), (0x6F0, 0x6FA), (0x966, 0x970), (0x1D7CE, 0x1D800), (0x1FBF0, 0x1FBFA))
    for i in range(a, b)
}
NARROWED = WIDE | DIGITS
BLANKS = {chr(i): " " for i in (0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)}
RADICALS = {
    chr(i): unicodedata.normalize("NFKC", chr(i))
    for a, b in ((0x2E80, 0x2FD6), (0xF900, 0xFADA), (0x2F800, 0x2FA1E))
    for i in range(a, b)
}
COMPATIBLE = {
    **{old: new for old, new in RADICALS.items() if len(new) == 1 and new != old},
    **dict(
        zip(
            "﹐﹑﹔﹕﹖﹗﹙﹚﹛﹜﹝﹞﹟﹠﹡﹢﹣﹤﹥﹦﹩﹪﹫︰︱︵︶︹︺︽︾﹁﹂",
            "，、；：？！（）{}〔〕#&*+-<>=$%@：—（）〔〕《》「」",
        )
    ),
    **dict(zip("•‧・･∙｡､｢｣─━―﹘", "·····。、「」————")),
}
NARROW = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
# each pattern opens with its sign, looked round from there: so the search can leap
NARROW_SIGN = re.compile(rf"[,;:?!](?:(?<=[{HAN}{MARKS}].)|(?=[{HAN}“《（【〔]))")
NARROW_STOP = re.compile(rf"\.(?<=[{HAN}][{HAN}”）]\.)(?=\n|\Z|[{HAN}“])")
PAIR = re.compile(r"\(([^()（）\n]*)\)")
LONE_PAREN = re.compile(rf"[()](?:(?<=[{HAN}].)|(?=[{HAN}]))")
MIXED_PAIR = re.compile(r"（([^()（）\n]*)\)|\(([^()（）\n]*)）")
WIDE_COMMA = re.compile(r"，(?<=[0-9]，)(?<![0-9]{4}，)(?=[0-9]{3}(?![0-9]))")  # no thousands behind a year
DASH_START = re.compile(r"[-—](?: *[-—])+")
DASH_RUN = re.compile(r"\n[-—](?: *[-—])+")
DASH_BETWEEN = re.compile(rf"-(?<=[{HAN}）”》]-)(?: ?-)+(?=[{HAN}（“《])")
TRADITIONAL_SHARE = 0.03
SENTENCE_END = "。！？；："


def line_ends(text: Mapped) -> Fixed:
    """Every kind of line and page end becomes one line feed."""
    return Fixed(*text.sub(LINE_END, "\n")) if text.characters & LINE_ENDS else Fixed(text)


def invisible(text: Mapped) -> Fixed:
    """Zero-width, control and direction characters."""
    return Fixed(*text.delete(INVISIBLE)) if INVISIBLE.search("".join(text.characters)) else Fixed(text)


def odd_blanks(text: Mapped) -> Fixed:
    """Ideographic, non-breaking and typographic blanks become plain ones."""
    return Fixed(*text.translate(BLANKS))


def full_width(text: Mapped) -> Fixed:
    """２０２５, ＧＤＰ, ％, １，０００ and digits of other scripts in their narrow forms."""
    text, places = text.translate(NARROWED)
    if places:
        text, commas = text.sub(WIDE_COMMA, ",")
        places += commas
    return Fixed(text, places)


def compatibility(text: Mapped) -> Fixed:
    """Small and vertical forms, radicals for characters, the many middle dots and long dashes."""
    return Fixed(*text.translate(COMPATIBLE))


def traditional(text: Mapped) -> Fixed:
    """Traditional characters become simplified, where a paragraph is traditional.

    On simplified text the same table would turn 显著 into 显着, so paragraphs are weighed first. Lines are
    weighed with their neighbours while short, since a wrapped line is no paragraph.
    """
    known = traditional_only()
    if len(known & text.characters) < 2:
        return Fixed(text)
    changed = list(text.text)
    places: list[int] = []
    for a, b in _traditional_spans(text.text, known):
        at = [i for i in range(a, b) if not changed[i].isspace()]
        for i, new in zip(at, _simplified("".join(changed[i] for i in at))):
            if changed[i] != new:
                changed[i] = new
                places.append(i)
    return Fixed(text.with_text("".join(changed)), text.at(places))


def _traditional_spans(text: str, known: frozenset[str]) -> list[Span]:
    """Stretches of traditional lines, closed at sentence ends."""
    lines = [(m.start(), m.end(), m.group()) for m in re.finditer(r"[^\n]+", text)]
    counts = [(sum(c in known for c in line), len(IS_HAN.findall(line))) for _, _, line in lines]
    spans: list[Span] = []
    for i, (a, b, _) in enumerate(lines):
        near = counts[i : i + 1] if counts[i][1] >= 20 else counts[max(i - 1, 0) : i + 2]
        if sum(n for n, _ in near) < TRADITIONAL_SHARE * sum(n for _, n in near) or not sum(
            n for n, _ in near
        ):
            continue
        if spans and i and spans[-1][1] == lines[i - 1][1] and text[spans[-1][1] - 1] not in SENTENCE_END:
            spans[-1] = (spans[-1][0], b)
        else:
            spans.append((a, b))
    return spans


def _simplified(text: str) -> str:
    new = _converter().convert(text)
    return new if len(new) == len(text) else "".join(_converter().convert(c)[:1] or c for c in text)


@cache
def _converter():
    import opencc

    return opencc.OpenCC("tw2s")


@cache
def traditional_only() -> frozenset[str]:
    """Characters that tw2s changes and GB 2312 does not have: none of them occurs in simplified text."""
    every = "\n".join(map(chr, range(0x4E00, 0xA000)))
    pairs = zip(every.split("\n"), _converter().convert(every).split("\n"))
    return frozenset(old for old, new in pairs if old != new and not old.encode("gb2312", "ignore"))


def punctuation(text: Mapped) -> Fixed:
    """Half-width , ; : ? ! ( ) and . in Chinese context become full width; numbers and Latin keep theirs."""
    places: list[int] = []
    for signs, pattern, wide in PUNCTUATION:
        if not text.characters.isdisjoint(signs):
            text, more = text.sub(pattern, wide)
            places += more
    return Fixed(text, places)


def _paired(match: re.Match[str]) -> str:
    before, after = (
        match.string[match.start() - 1 : match.start()],
        match.string[match.end() : match.end() + 1],
    )
    chinese = IS_HAN.search(match.group()) or any(
        c and (IS_HAN.match(c) or c in MARKS) for c in (before, after)
    )
    return f"（{match.group(1)}）" if chinese else match.group()


def _mixed(match: re.Match[str]) -> str:
    return f"（{match.group()[1:-1]}）"


def _lone(match: re.Match[str]) -> str:
    return "（" if match.group() == "(" else "）"


def _stop(match: re.Match[str]) -> str:
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    return "." if re.fullmatch(r"[第（]?[一二三四五六七八九十百零]+）?", line) else "。"


def _sign(match: re.Match[str]) -> str:
    return NARROW[match.group()]


# signs without one of which a pattern finds nothing, the pattern, what becomes of a match
PUNCTUATION = (
    (frozenset(NARROW), NARROW_SIGN, _sign),
    (frozenset("("), PAIR, _paired),
    (frozenset("()"), MIXED_PAIR, _mixed),
    (frozenset("()"), LONE_PAREN, _lone),
    (frozenset("."), NARROW_STOP, _stop),
)


def dashes(text: Mapped) -> Fixed:
    """A list dash at the start of a line, however typed, and one between words (大理- -保山) become ——."""
    if not text.characters & {"-", "—"}:
        return Fixed(text)
    first = DASH_START.match(text.text)
    runs = [first.span()] if first else []
    runs += [(m.start() + 1, m.end()) for m in DASH_RUN.finditer(text.text)]
    if "-" in text.characters:
        runs += [m.span() for m in DASH_BETWEEN.finditer(text.text)]
    return Fixed(*text.replace((a, b, "——") for a, b in sorted(runs)))


def straight_quotes(text: Mapped) -> Fixed:
    """Straight " in a Chinese line: closes what is open, opens otherwise."""
    if '"' not in text.text:
        return Fixed(text)
    edits: list[tuple[int, int, str]] = []
    for line in re.finditer(r'[^\n]*"[^\n]*', text.text):
        if not IS_HAN.search(line.group()):
            continue
        is_open = False
        for sign in re.finditer('["“”]', line.group()):
            new = sign.group() if sign.group() != '"' else "”" if is_open else "“"
            is_open = new == "“"
            edits.append((line.start() + sign.start(), line.start() + sign.end(), new))
    return Fixed(*text.replace(edits))
