"""All that a rule may look at: one quantity in its clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cityplans.extraction.cues import Cues
from cityplans.extraction.horizons import Context, GoalYear
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.sentences import Frame
from cityplans.records import Clause


class Sight(NamedTuple):
    """All that a rule may look at: one quantity in its clause."""

    quantity: Quantity
    frame: Frame
    clause: Clause
    context: Context
    goals: Sequence[GoalYear]
    quantities: Sequence[Quantity]
    cues: Cues
    goal_verb: re.Pattern

    @property
    def text(self) -> str:
        return self.frame.text

    @property
    def place(self) -> int:
        """Where the quantity stands among the quantities."""
        return bisect_left(self.quantities, self.quantity.start, key=lambda q: q.start)

    def following(self) -> Iterator[Quantity]:
        """The quantities after this one, in order."""
        places = range(self.place + 1, len(self.quantities))
        return (q for q in map(self.quantities.__getitem__, places) if q.start >= self.quantity.end)

    def before(self, width: int) -> str:
        return self.text[max(0, self.quantity.start - width) : self.quantity.start]

    def after(self, width: int) -> str:
        return self.text[self.quantity.end : self.quantity.end + width]

    @property
    def core(self) -> str:
        return self.text[self.quantity.core_start : self.quantity.core_end]

    @property
    def han(self) -> bool:
        return not re.match(r"\d", self.core)

    @property
    def left_in_part(self) -> str:
        return self.text[self.frame.part(self.quantity.start).start : self.quantity.start]

    @property
    def right_in_part(self) -> str:
        return self.text[self.quantity.end : self.frame.part(self.quantity.start).end].rstrip("，。；：")

    @property
    def left_in_sentence(self) -> str:
        return self.text[self.frame.sentence(self.quantity.start).start : self.quantity.start]
