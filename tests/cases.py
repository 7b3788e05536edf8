"""One value of a sentence as the rules of statements see it; ▲ in the text points at the one meant."""

from __future__ import annotations

from cityplans.extraction.ledger import ledger
from cityplans.extraction.ledger.sight import Sight
from cityplans.extraction.statements import statements, stretches
from cityplans.extraction.statements.case import Case
from cityplans.extraction.statements.rows import Row
from extraction_rows import words
from sights import scene_of


def case_of(text: str, issued: int | None = 2021) -> Case:
    """The case of a number; the values before it in its sentence are rows already."""
    at, scene = text.index("▲"), scene_of(text.replace("▲", ""), issued)
    scene.context = scene.context._replace(goals=scene.goals)
    meant = next(q for q in scene.quantities if q.kind != "date" and q.core_start >= at)
    values = [
        quantity
        for place, quantity in enumerate(scene.quantities)
        if quantity == meant or ledger.classify(Sight(scene, place)) is None
    ]
    candidate = next(
        c for c in stretches.candidates(scene.frame, values, words().said) if c.quantity.start == meant.start
    )
    return Case(candidate, scene, rows_before(scene, meant, values), words())


def rows_before(scene, meant, values) -> list[Row]:
    before = [q for q in values if q.start < meant.start]
    rows = statements.stated_of(scene, [], before, words())[1]
    sentence = scene.frame.sentence(meant.start)
    return [row for row in rows if row.quantity.start >= sentence.start]
