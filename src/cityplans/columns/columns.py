"""Every column once, by name, whatever tables have it."""

from __future__ import annotations

from cityplans.columns import of_ambition, of_documents, of_wording
from cityplans.columns.column import Column

COLUMNS: dict[str, Column] = of_documents.COLUMNS | of_ambition.COLUMNS | of_wording.COLUMNS


def used_as(use: str) -> tuple[str, ...]:
    """The fields of a target that are put to a use, in the order of the table."""
    return tuple(name for name, column in COLUMNS.items() if use in column.uses)
