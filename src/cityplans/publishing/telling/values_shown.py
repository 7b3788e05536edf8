"""The value that counts of each row, as charts print it, for tables that a researcher is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from cityplans.publishing.telling.view import View


def added(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows with what the targets they name add: whether a person corrected them (`corrected`), and the
    value that counts as charts print it (`value_shown`)."""
    known = view.frames["targets"].set_index("target_id")
    notes = rows["target_id"].map(known["correction_note"]).fillna("")
    corrected = rows["target_id"].map(known["corrected"]).fillna(False).astype(bool)
    told = rows if "strength" in rows else rows.assign(strength=rows["target_id"].map(known["strength"]))
    plain = told.astype(object).where(told.notna(), None).to_dict("records")
    shown = [_shown(view, row, note) for row, note in zip(plain, notes, strict=True)]
    return rows.assign(corrected=corrected, value_shown=shown)


def _shown(view: View, row: Mapping, note: str) -> str:
    """The value of a row as charts print it. The printed words say nothing of one that a person changed."""
    if row["value_low"] is None:
        return row["value_text"]
    changed = any(f"{field}: " in note for field in ("value_low", "value_high", "unit"))
    text = None if changed else row["value_text"]
    return view.value({**row, "value_text": text}, with_unit=True)


def converted(view: View, rows: Iterable[Mapping]) -> str:
    """`原文以斤计的已换算（湖北和吉林）`: whose figures stand in another unit than their plan prints; empty
    where none does."""
    places: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        target = view.targets.get(row.get("target_id"))
        if target and target["unit"] and target["unit"] != row["unit"] == view.as_counted(target)["unit"]:
            places[target["unit"]][view.region(row["region"])] = None
    told = [
        view.pick(
            f"原文以{unit}计的已换算（{view.listing([*regions])}）",
            f"converted from {view.unit(unit)} as printed ({view.listing([*regions])})",
        )
        for unit, regions in sorted(places.items())
    ]
    return view.pick("；", "; ").join(told)
