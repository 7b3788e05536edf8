"""What is said of a column."""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """Type (text, integer, number, boolean, date (ISO), year), labels as charts and workbook show it, what
    it is about, and in `values` the codes it is closed to.

    `uses` says what else is done with a field of a target, so that no list of them stands elsewhere.

    editable: a researcher may change it in the workbook; correctable: and in corrections.csv; voted: of
    several editions the reading of most stands; compared: two runs differ where it differs; scored: gold
    rows have it; shown: part of what a reader sees as the value.
    """

    type: str
    zh: str
    en: str
    about: str
    values: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
