"""Sheets of a workbook that are annexes of the plan on the sheet before: one plan, not two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cityplans.reading.files.decoded import Decoded
from cityplans.reading.mapped import Mapped

ANNEX = re.compile(r"\s*附\s*[件表录]")
SAME = 8  # characters with which the titles of two annexes of one plan begin alike


def with_annexes(sheets: Iterable[Decoded]) -> Iterator[Decoded]:
    """The texts of sheets as they come; one that is called an annex (附表, 附件3) stands below the text it
    belongs to: of the sheet before where that is prose, of a table where both are named after the same
    plan."""
    held: Decoded | None = None
    for sheet in sheets:
        if held is not None and ANNEX.match(sheet.fields.get("sheet", "")) and _is_of(sheet, held):
            held = _below(held, sheet)
            continue
        if held is not None:
            yield held
        held = sheet
    if held is not None:
        yield held


def _is_of(annex: Decoded, before: Decoded) -> bool:
    one, other = (sheet.fields.get("title", "") for sheet in (annex, before))
    return not before.is_table or len(one) >= SAME and one[:SAME] == other[:SAME]


def _below(text: Decoded, annex: Decoded) -> Decoded:
    """Two sheets as one text, the second one after an empty line; origins point into both as they came."""
    behind = len(text.received) + 1
    parted = Mapped("\n", text.mapped.origins[-1:]) if len(text.mapped) else Mapped.of("")
    moved = Mapped(annex.mapped.text, annex.mapped.origins + behind)
    return replace(
        text,
        received=f"{text.received}\n{annex.received}",
        mapped=Mapped.join([text.mapped, parted, moved]),
        is_table=text.is_table and annex.is_table,
        aside=text.aside + annex.aside,
    )
