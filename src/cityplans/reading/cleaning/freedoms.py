"""What the cells of a table may leave out or say otherwise; tables are read with the least of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cityplans.reading.table_heads import VALUES


class Freedom(NamedTuple):
    """What the cells of a table may leave out or say otherwise."""

    nature: bool = False  # 预期性 said once for several rows
    unit: bool = False  # a unit said once
    note: bool = False  # a remark, or who answers, for some rows only
    odd_unit: bool = False  # a unit that the codebook does not have
    worded: bool = False  # words in place of a figure
    value: bool = False  # a figure of some columns for some rows, where signs tell which one is there


FREEDOMS = (
    Freedom(),
    Freedom(odd_unit=True),
    Freedom(nature=True),
    Freedom(unit=True),
    Freedom(nature=True, unit=True),
    Freedom(note=True),
    Freedom(note=True, nature=True),
    Freedom(worded=True),
    Freedom(nature=True, odd_unit=True),
    Freedom(unit=True, odd_unit=True),
    Freedom(value=True),
    Freedom(value=True, nature=True),
    Freedom(value=True, unit=True),
)


def applies(free: Freedom, roles: Sequence[str]) -> bool:
    """Whether a table has the columns that a freedom is about; words stand for figures only before a class of
    planning, or the next group would."""
    values = [i for i, role in enumerate(roles) if role in VALUES]
    classed = "nature" in roles and roles.index("nature") > values[-1]
    needed = {"nature": free.nature, "unit": free.unit or free.odd_unit, "note": free.note}
    several = len(values) > 1 or not free.value
    return (
        several
        and (classed or not free.worded)
        and all(role in roles for role, asked in needed.items() if asked)
    )
