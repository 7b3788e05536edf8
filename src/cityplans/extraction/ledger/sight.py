"""All that a rule may look at: one quantity in its clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from cityplans.extraction.frame import Frame, Span, frame
from cityplans.extraction.goal_years import Context, GoalYear
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.words.words import Words
from cityplans.records import Clause

WEIGHT = re.compile(
    "责任权重|[\u4e00-\u9fff]{2}权重(?=(?:分别|均)?达到?|提高|提升|介于|保持|稳定|不低于)"
)  # a share that is aimed at


class Scene:
    """What the quantities of a clause have in common.

    Most clauses hold no number but that of their list, so what costs time is made when a rule first asks.
    """

    def __init__(
        self,
        clause: Clause,
        quantities: Sequence[Quantity],
        context: Context,
        goals: Sequence[GoalYear],
        words: Words,
    ) -> None:
        self.clause, self.context, self.goals = clause, context, goals
        self.quantities, self.words = quantities, words
        self.cues, self.goal_verb, self.nouns = words.cues, words.goal_verb, words.nouns
        self.verbs, self.around, self.said = words.verbs, words.around, words.said

    @cached_property
    def frame(self) -> Frame:
        return frame(self.clause.text)

    @cached_property
    def defines(self) -> bool:
        """Whether the clause says what a word means."""
        return self.cues.has("scope", "sentence", self.clause.text)

    @cached_property
    def scores(self) -> bool:
        """Whether the clause weighs or marks; 消纳责任权重达到30% does neither."""
        return self.cues.has("other", "sentence", WEIGHT.sub("", self.clause.text))

    @cached_property
    def inherits(self) -> bool:
        """Whether a goal stands above: a section of goals, a year in a heading or in the lead of a list."""
        above = self.context.tense == "future" or self.context.above or self.context.heading
        return self.context.tense != "past" and bool(above)

    @cached_property
    def value_starts(self) -> list[int]:
        """Where its numbers begin, but for dates."""
        return [q.start for q in self.quantities if q.kind != "date"]

    @cached_property
    def dates(self) -> Sequence[Quantity]:
        return [q for q in self.quantities if q.kind == "date"]


class Sight:
    """One quantity, by its place among those of the clause."""

    def __init__(self, scene: Scene, place: int) -> None:
        self.scene, self.place = scene, place
        self.quantity, self.text = scene.quantities[place], scene.clause.text
        self.said = scene.said

    @cached_property
    def part(self) -> Span:
        """The stretch between commas that holds the quantity."""
        return self.scene.frame.part(self.quantity.start)

    @cached_property
    def left_in_part(self) -> str:
        return self.text[self.part.start : self.quantity.start]

    @cached_property
    def left_in_sentence(self) -> str:
        return self.text[self.scene.frame.sentence(self.quantity.start).start : self.quantity.start]

    @cached_property
    def due(self) -> bool:
        """Whether a goal year stands before the number in its clause."""
        return any(goal.position < self.quantity.start for goal in self.scene.goals)

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
