"""Quantities that may be targets, each with the stretch of the clause that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cityplans.extraction.frame import Frame, Span
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.words import measures, phrases
from cityplans.worded import Said, Worded

LISTED_YEAR = re.compile(r"\s?\d{1,2}\.(?=(?:19|20)\d\d年)")  # 2.2019年…
HELD_BELOW = Worded(r"{held_below}[在到至]$")
JOINTS = frozenset("、和及与,，")  # between values in turn


class Candidate(NamedTuple):
    """A quantity that may be a target, with the stretch of the clause that belongs to it."""

    quantity: Quantity
    left: int
    right: int
    share: int | None = None  # its place among values in turn (分别达到85%和80%)
    until: int | None = None  # where the first of them begins
    remark: Span | None = None  # the bracket right behind it (目前为2.5%)

    @property
    def end(self) -> int:
        """Where the words behind the value begin."""
        return self.remark.end if self.remark else self.quantity.end


MEMBERS = re.compile("、|(?<![共总饱])和(?![谐睦平煦])")


def candidates(cut: Frame, pending: Sequence[Quantity], said: Said) -> list[Candidate]:
    """Cut each part between its values, so that every value owns the words that belong to it."""
    made = []
    for index, quantity in enumerate(pending):
        part = cut.part(quantity.start)
        left = part.start
        before = pending[index - 1] if index else None
        if before and before.start >= part.start:
            left = made[-1].end
        right = part.end
        after = pending[index + 1] if index + 1 < len(pending) else None
        if after and after.start < part.end:
            ranked = after.kind == "rank" or after.unit == "强"
            right = after.end if ranked and quantity.kind == "amount" else after.start
        made.append(Candidate(quantity, left, right, remark=cut.bracket_at(quantity.end)))
    return _in_turn(made, cut.text, said)


def _in_turn(candidates: list[Candidate], text: str, said: Said) -> list[Candidate]:
    """A、B分别达到85%和80%: values joined by nothing but 和 or 、 share the list before the first of them."""
    made = list(candidates)
    for index in range(1, len(made)):
        before, this = made[index - 1], made[index]
        if this.left == before.end and text[this.left : this.quantity.start] in JOINTS:
            if before.share is None and not _is_of_list(made, index, text):
                continue
            until = before.until or before.quantity.start
            made[index - 1] = before._replace(share=before.share or 0, until=until)
            first = made[index - 1 - (before.share or 0)].quantity
            bound = first.comparator if first.core_start > first.start else "eq"  # 分别突破150亿元、500亿元
            value = this.quantity
            if value.comparator == "eq":  # 分别超过90家和870家
                value = value._replace(comparator=bound)
            made[index] = Candidate(value, before.left, this.right, (before.share or 0) + 1, until)
            is_last = text[value.end : value.end + 1] not in ("、", "和", "及", "与")
            if is_last and value.comparator == "approx" and text[value.core_end : value.end] == "左右":
                made[:index] = [_held(c, until, "approx") for c in made[:index]]  # 分别增长7%、8%左右
            if value.comparator == "le" and said[HELD_BELOW].search(text, before.left, until):
                made[:index] = [_held(c, until) for c in made[:index]]
    return made


def _is_of_list(candidates: Sequence[Candidate], second: int, text: str) -> bool:
    """Whether values that follow each other are of the members of the list before them: 分别 says so, or
    there are as many of them (省级、国家级龙头企业50家、5家)."""
    first = candidates[second - 1]
    listed = text[first.left : first.quantity.start]
    if "分别" in listed:
        return True
    members = len(MEMBERS.findall(listed.strip("、和及与,，"))) + 1
    if members == 1 or re.search(r"\d", listed):
        return False
    n = 1
    for before, this in pairwise(candidates[second - 1 : second + members]):
        joined = this.left == before.end and text[this.left : this.quantity.start] in JOINTS
        if not joined or this.quantity.unit != first.quantity.unit:
            break
        n += 1
    return n == members


def _held(candidate: Candidate, until: int, bound: str = "le") -> Candidate:
    """分别控制在2.5‰、4.5‰和5.5‰以下: the bound of the last is of all that share its list."""
    quantity = candidate.quantity
    if candidate.until != until or quantity.comparator != "eq":
        return candidate
    return candidate._replace(quantity=quantity._replace(comparator=bound))


def left_stretch(candidate: Candidate, cut: Frame) -> tuple[int, int]:
    """Words before a value, after the joiner that separates it from the value before."""
    start = candidate.left
    text = cut.text
    stop = candidate.until or candidate.quantity.start
    while start < stop and text[start] in phrases.JOINERS + "”）)":
        start += 1
    if listed := LISTED_YEAR.match(text, start, stop):
        start = listed.end()
    if text.endswith("“双", start, stop):
        stop -= 2  # 流量占比和用户普及率实现“双80%”
    elif candidate.quantity.unit == "%" and text.endswith("双", start, stop):
        stop -= 1
    if start < stop and text[stop - 1] in "、和及" and not measures.is_rank(candidate.quantity):
        return stop, stop  # 120个项目竣工、80个项目投产: what stands between belongs to the value before
    return start, stop
