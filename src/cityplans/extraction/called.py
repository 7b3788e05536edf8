"""What the figure of a fact is called, where the statement around it names too much, too little or another.

Statements are read as those of goals are; facts are said in ways that goals are not: things that were
honoured (11家企业入选…百强 counts those on the list, not firms), amounts that something drew after it
(带动进出口415亿元 are not the territory's), pairs in one word (存贷款余额分别达…). What is no figure of its
own is no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from cityplans.extraction.frame import Frame
from cityplans.extraction.statements.lists import PAIR
from cityplans.extraction.statements.rows import Row
from cityplans.extraction.words.words import Words
from cityplans.worded import Said, Worded

HONOURED = Worded(  # 19个设区市和2个县被命名为…: what stands behind the things counted
    r"[^，。；、的\d]{1,16}?(?:(?:和|及|、)\d+[个家项名]?[^，。；、的\d]{1,12}?)?"
    r"(?P<what>[被新]?{honoured}[^，。；、的]*)(?!的)"
)
OF_TAX = Worded(r"的?(?:企业|个人|和|、){0,3}{taxes}")  # 15%所得税优惠: a rate of a policy
NEXT = Worded(r"、(?:{holds_rank}|总投资|增[长速幅]).*$")  # 金牌、位列全国第3: of the next figure
MOVED = Worded(r"{draws_along}[^，。；\d]*(?:\d[^，。；]*)?$")  # 带动全市进出口415亿元、增长11%
PLACES = Worded("{counts_places}")
HONOUR = Worded("{honoured}")
SIZE = Worded("{extent}$")
SHARED = re.compile("分别")


def named(rows: Iterable[Row], frame: Frame, words: Words) -> list[Row]:
    """The rows by their right names, without those that are no figures of their own."""
    ordered = sorted(rows, key=lambda row: row.quantity.start)
    own = [
        row
        for row in ordered
        if not (_is_of_policy(row, frame, words.said) or _is_scope(row, ordered, frame, words.said))
    ]
    apart = _of_covered(_told_apart(own, frame.text, words.said), frame, words.said)
    return [_named(row, frame, words.said) for row in apart]


def _is_of_policy(row: Row, frame: Frame, said: Said) -> bool:
    return row.value.unit == "%" and bool(said[OF_TAX].match(frame.text, row.quantity.end))


def _is_scope(row: Row, rows: Sequence[Row], frame: Frame, said: Said) -> bool:
    """国考10市PM2.5浓度改善10.8%: how many places the next figure is of."""
    end = frame.part(row.quantity.start).end
    counts = bool(said[PLACES].fullmatch(row.value.unit or ""))
    return counts and any(row.quantity.end < r.quantity.start < end for r in rows)


def _told_apart(rows: list[Row], text: str, said: Said) -> list[Row]:
    """存贷款余额分别达38万亿元、29万亿元, 存、贷款余额分别突破…: each half of the pair by its own name."""
    made = list(rows)
    for at, (one, other) in enumerate(pairwise(rows)):
        if not SHARED.search(text, min(one.start, other.start), other.quantity.start):
            continue
        halves = _halves(one.phrase, other.phrase, said)
        if halves:
            made[at : at + 2] = (_called(row, name) for row, name in zip((one, other), halves, strict=True))
    return made


def _of_covered(rows: list[Row], frame: Frame, said: Said) -> list[Row]:
    """养护面积40万亩，实现山区全覆盖，规模全省第一: 规模 is of what covers, not of what is covered."""
    made = list(rows)
    for at, (one, cover, row) in enumerate(zip(rows, rows[1:], rows[2:], strict=False)):
        in_sentence = frame.sentence(one.start) == frame.sentence(row.quantity.start)
        covered = cover.value.measure == "coverage" and f"实现{cover.phrase}" in frame.text
        size = row.phrase.removeprefix(cover.phrase)
        if in_sentence and covered and size and size != row.phrase:
            made[at + 2] = _called(row, said[SIZE].sub("", one.phrase) + size)
    return made


def _halves(one: str, other: str, said: Said) -> tuple[str, str] | None:
    pair = said[PAIR].search(one)
    if pair and one == other:
        first, second = (SHARED.sub("", one.replace(pair[0], half, 1)) for half in pair[0])
        return first, second
    if said[PAIR].fullmatch(one[-1:] + other[:1]):
        return one + other[1:], one[:-1] + other
    return None


def _called(row: Row, name: str) -> Row:
    return row._replace(phrase=name, lookup=name if row.lookup else "")


def _named(row: Row, frame: Frame, said: Said) -> Row:
    part = frame.part(row.quantity.start)
    honour = said[HONOURED].match(frame.text, row.quantity.end) if row.value.measure != "rank" else None
    if honour:
        tail = "" if said[HONOUR].search(row.phrase) else honour["what"]
        return row._replace(phrase=row.phrase + tail, lookup="")
    following = said[NEXT].search(row.phrase)
    if following and following.start() and following[0] in frame.text[row.quantity.end : part.end]:
        row = _called(row, row.phrase[: following.start()])
    moved = said[MOVED].search(frame.text, part.start, row.quantity.start)
    return row._replace(lookup="") if moved else row
