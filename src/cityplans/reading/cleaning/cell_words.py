"""What a word of a table of which only the cells are left may be: a figure, a unit, a class, a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cityplans.chinese.han import IS_HAN
from cityplans.reading.cleaning.flattened_heads import HEADS, Token
from cityplans.reading.mapped import Span
from cityplans.reading.table_heads import is_unit, role_of

NUMBER = re.compile(r"\d{1,3}[.、．]?")
EMPTY = re.compile(r"[—\-－–―/／…]{1,4}")
CLASS = "约束性|预期性|指导性|引导性"
NATURE = re.compile(rf"[（(]?(?:{CLASS}|约束|预期)(?:指标)?[）)]?")
FIGURE = re.compile(
    r"[〔［\[（(【]?(?:年均|累计|增长|达到|突破|超过|不低于|不高于|控制在|力争|下降|降低|提高)*"
    r"[<>＜＞≥≤≦≧≈约超近+±\-－]{0,2}\d[\d.,]*(?:[-—–～~至]{1,2}\d[\d.,]*)?"
    r"(?P<unit>[^\d\s，。；:：〕］\])）】]{0,8}?)(?:以[上下内]|左右)?[〕］\])）】]?(?:以[上下内]|左右)?"
)
YEAR = re.compile(r"(?:19|20)\d\d年")
SAID = re.compile(r"\d[\d.]*[:：]\d[\d.]*|基本(?:全)?覆盖|全覆盖|倍增|翻[一两]?番|(?:进入)?前\d+[位名%]?")
TASK = re.compile(r"[\u4e00-\u9fff]{2,12}(?:任务|目标|要求|目标值)")  # 完成省下达任务, in place of a figure
ODD_UNIT = re.compile(
    r"[^\d\s，。；（）()]{1,3}(?<![率量数值重出额])|[A-Za-z·]{1,8}|[^\d\s，。；（）()]{1,6}[/／][^\d\s，。；（）()]{1,6}"
)
# what no cell of a row begins with: a caption, a heading, a note below a table
STOP = re.compile(
    r"(?:专栏|表|图|附[表件])\s?[\d一二三四五六七八九十]|第[一二三四五六七八九十]+[章节篇]|续表|[（(]续"
    r"|(?:备?注|说明|资料来源|数据来源)\d?[：:]|注\d|[*＊※]|[（(]?[一二三四五六七八九十]{1,3}[、）)]"
)
GROUP = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）)].{2,16}")
LATIN = re.compile(r"\d{0,3}[A-Za-z][A-Za-z\d&.\-]*")  # R&D 人员, 5G 基站
PART = re.compile("其中[：:]?|#")
ASIDE = re.compile(
    r"[（(\[［][^（()）]*[）)\]］]?(?<![（(]\d[）)])"
)  # a bracket behind a name, open or closed
SENTENCE = re.compile("[。；！？]")
OPENS_BRACKET, CLOSES_BRACKET = tuple("（([［"), tuple("）)]］")
LOOK_AHEAD = 30  # words within which the next row must begin again
OTHER_HEADS = ("number", "unit", "nature", "indicator")


class Word(NamedTuple):
    """A word and what it may be; `names`: whether it can be a name or a group; `stops`: whether no cell
    begins with it; `width`: how wide it is printed, in Chinese characters; `opens`: whether it is the
    first of its line."""

    text: str
    span: Span
    is_value: bool
    is_unit: bool
    is_nature: bool
    is_part: bool
    names: bool
    stops: bool
    width: float
    opens: bool = False


def words_of(tokens: Sequence[Token]) -> list[Word]:
    """The words of a table and what is near it, up to the end of a sentence."""
    kept: dict[str, Word] = {}
    made: list[Word] = []
    last = 0
    for at, (start, end, text, opens) in enumerate(tokens):
        word = kept.get(text) or kept.setdefault(text, _word(text))
        last = at if word.is_value or word.is_nature else last
        if at > HEADS and (text.endswith("。") or at - last > 2 * LOOK_AHEAD):
            break
        made.append(word._replace(span=(start, end), opens=opens))
    return made


def _word(text: str) -> Word:
    value, unit, nature = _is_value(text), is_unit(text), bool(NATURE.fullmatch(text))
    names = bool(IS_HAN.search(text)) and not (value or unit or nature or SENTENCE.search(text))
    is_part, stops = bool(PART.match(text)), bool(STOP.match(text))
    return Word(text, (0, 0), value, unit, nature, is_part, names, stops, width(text))


def width(text: str) -> float:
    """How wide a line is printed, in Chinese characters."""
    return sum(1 if ord(c) > 0x2E7F else 0.5 for c in text)


def _is_value(text: str) -> bool:
    figure = FIGURE.fullmatch(text)
    if figure:
        return not YEAR.fullmatch(text) and (not figure["unit"] or is_unit(figure["unit"]))
    return bool(EMPTY.fullmatch(text) or SAID.fullmatch(text))


def extent(words: Sequence[Word], heads: int) -> int:
    """The word behind the last figure or class of planning that is near the one before; `heads`: how many
    words are those of the header."""
    own = [word.text for word in words[:heads]]
    last = at = heads
    while at < len(words) and at - last <= LOOK_AHEAD:
        word = words[at]
        if word.text == own[0] and [w.text for w in words[at : at + heads]] == own:
            at += heads
            last = max(last, at - LOOK_AHEAD)
            continue
        if word.stops and not GROUP.fullmatch(word.text) or role_of(word.text) in OTHER_HEADS:
            break
        if word.text.endswith("。"):
            break
        at += 1
        if word.is_value or word.is_nature or TASK.fullmatch(word.text):
            last = at
    return last


def has_open(name: str) -> bool:
    """Whether a bracket of a name is still to be closed."""
    return sum(map(name.count, OPENS_BRACKET)) > sum(map(name.count, CLOSES_BRACKET))
