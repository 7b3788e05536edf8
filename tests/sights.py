"""One number of a sentence as the rules of the ledger see it; ▲ in the text points at the one meant."""

from __future__ import annotations

from collections.abc import Iterable

from cityplans.extraction import goal_years, quantities
from cityplans.extraction.frame import Span
from cityplans.extraction.ledger.sight import Scene, Sight
from cityplans.records import Clause
from extraction_rows import words


def scene_of(text: str, issued: int | None = 2021, tense: str = "", kind: str = "text") -> Scene:
    """A clause with its numbers and the years it names."""
    found = quantities.find(text, words().lexer)
    context = goal_years.Context(None, None, None, issued, 1, None, tense)
    goals = goal_years.goal_years(text, found, context, words().said)
    return Scene(Clause("c", "", "", "", text, 0, len(text), "", kind), found, context, goals, words())


def sight_of(text: str, issued: int | None = 2021, tense: str = "", kind: str = "text") -> Sight:
    """The first number behind ▲; without it the last that is no date."""
    at = text.find("▲")
    scene = scene_of(text.replace("▲", ""), issued, tense, kind)
    if at >= 0:
        return Sight(scene, next(n for n, q in enumerate(scene.quantities) if q.core_start >= at))
    return Sight(scene, max(n for n, q in enumerate(scene.quantities) if q.kind != "date"))


def without_both(cases: Iterable[tuple[str, str, bool]], rules: Iterable[str]) -> set[str]:
    """The rules that have no sentence on which they answer, or none on which they do not."""
    told = {(rule, is_so) for rule, _, is_so in cases}
    return {rule for rule in rules if not {(rule, True), (rule, False)} <= told}


def sentence(sight: Sight) -> Span:
    return sight.scene.frame.sentence(sight.quantity.start)
