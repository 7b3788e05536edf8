"""All that a rule may look at: one quantity in its clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cityplans.extraction.cues import Cues
from cityplans.extraction.horizons import Context, GoalYear
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.sentences import Frame, Span, frame
from cityplans.extraction.words import Words
from cityplans.records import Clause


class Scene(NamedTuple):
    """What the quantities of a clause have in common."""

    frame: Frame
    clause: Clause
    context: Context
    goals: Sequence[GoalYear]
    quantities: Sequence[Quantity]
    dates: Sequence[Quantity]
    cues: Cues
    goal_verb: re.Pattern

    def sight(self, place: int) -> Sight:
        """The quantity at a place among the quantities."""
        quantity, text = self.quantities[place], self.frame.text
        part = self.frame.part(quantity.start)
        return Sight(quantity, text, part, text[part.start : quantity.start], place, self)


def scene(clause: Clause, found: Sequence[Quantity], context: Context, goals, words: Words) -> Scene:
    dates = [q for q in found if q.kind == "date"]
    return Scene(frame(clause.text), clause, context, goals, found, dates, words.cues, words.goal_verb)


class Sight(NamedTuple):
    """One quantity: `part` is the stretch between commas that holds it, `left_in_part` what stands before it
    there, `place` its place among the quantities of the scene."""

    quantity: Quantity
    text: str
    part: Span
    left_in_part: str
    place: int
    scene: Scene

    def following(self) -> Iterator[int]:
        """The places of the quantities after this one, in order."""
        end, found = self.quantity.end, self.scene.quantities
        return (place for place in range(self.place + 1, len(found)) if found[place].start >= end)

    def before(self, width: int) -> str:
        return self.text[max(0, self.quantity.start - width) : self.quantity.start]

    def after(self, width: int) -> str:
        return self.text[self.quantity.end : self.quantity.end + width]

    def has(self, kind: str, where: str, text: str) -> bool:
        """Whether the codebook has a cue of a class in a text."""
        return self.scene.cues.has(kind, where, text)

    @property
    def core(self) -> str:
        return self.text[self.quantity.core_start : self.quantity.core_end]

    @property
    def han(self) -> bool:
        """Whether the number is written in characters."""
        return not self.text[self.quantity.core_start : self.quantity.core_start + 1].isdecimal()

    @property
    def right_in_part(self) -> str:
        return self.text[self.quantity.end : self.part.end].rstrip("，。；：")
