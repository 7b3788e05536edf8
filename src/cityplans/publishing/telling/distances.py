"""Which pairs of plans are told near or far in wording: those of one kind of document, beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

from cityplans.comparison.plans import kinds
from cityplans.publishing.telling.view import View

Row = dict
CHANCE = 0.05  # that of as many pairs of shuffled text one would lie beyond, at either end


class Ends(NamedTuple):
    """The pairs nearest and farthest for their lengths, as many as are printed alike; empty where none is
    nearer, or farther, than shuffled text of the same lengths."""

    near: list[Row]
    far: list[Row]


def of_one_kind(view: View) -> tuple[list[Row], bool]:
    """Pairs of document_distances of one kind (a work report is far from any plan), and whether there are
    documents of several."""
    kind = kinds(view.frame("plans"))
    rows = view.rows("document_distances")
    return [r for r in rows if kind[r["plan_id"]] == kind[r["other_plan_id"]]], len(set(kind.values())) > 1


def beyond(pairs: int) -> float:
    """From how many standard deviations of shuffled text the nearest or farthest of so many pairs is told: of
    700 one is beyond 3 by chance alone.

    >>> round(beyond(1), 2), round(beyond(15), 2), round(beyond(741), 2)
    (1.96, 2.94, 3.99)
    """
    return NormalDist().inv_cdf(1 - CHANCE / 2 / pairs)


def ends(pairs: Sequence[Row]) -> Ends:
    """Of pairs whose lengths are set off; beyond chance as the first and last of so many (Bonferroni)."""
    rows = sorted(pairs, key=lambda r: (r["distance_ratio"], r["plan_id"], r["other_plan_id"]))
    least = beyond(len(rows))
    near, far = (
        [r for r in rows if round(r["distance_ratio"], 2) == round(end["distance_ratio"], 2)]
        for end in (rows[0], rows[-1])
    )
    return Ends(
        [r for r in near if (r["distance_z"] or 0) <= -least],
        [r for r in far if (r["distance_z"] or 0) >= least],
    )
