"""Which rows of the tables would be others, were they built again now: a change of the codebook, tried."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cityplans.codebook import Codebook
from cityplans.comparison import changes as compared
from cityplans.publishing.telling.changes import Changes, line
from cityplans.publishing.telling.view import View

KINDS = (
    "plan_added", "plan_dropped", "plan_mended", "plan_replaced", "target_changed", "target_gone",
    "target_new",
)  # fmt: skip
Frames = Mapping[str, pd.DataFrame]


def told(before: Frames, after: Frames, codebook: Codebook, lang: str, most: int = 100) -> str:
    """What would change, kind by kind, a row a line; `before` and `after` hold plans, editions, clauses,
    targets and themes."""
    rows = compared.between(before, after, codebook=codebook).to_dict("records")
    rows = [{k: None if v != v else v for k, v in row.items()} for row in rows]
    view = View(after, codebook, lang)
    changes = Changes(view, [r for r in rows if r["change_kind"] in KINDS], View(before, codebook, lang))
    lines: list[str] = []
    for kind in KINDS:
        if found := changes.of(kind):
            lines += _listed(view, view.word("change_kind", kind), [line(changes, r) for r in found], most)
    moved = _themes(view, before, after)
    if moved:
        lines += _listed(view, view.pick("段落的主题", "Themes of paragraphs"), moved, most)
    return "\n".join(lines) or view.pick("表中没有一行会改变。", "No row of the tables would change.")


def _listed(view: View, head: str, lines: list[str], most: int) -> list[str]:
    more = len(lines) - most
    rest = [view.pick(f"  另有{more}行", f"  {more} more")] if more > 0 else []
    return [f"{head} ({len(lines)})", *(f"  {text}" for text in lines[:most]), *rest]


def _themes(view: View, before: Frames, after: Frames) -> list[str]:
    """Paragraphs of both runs whose leading theme would be another."""
    was, now = _leading(before["themes"]), _leading(after["themes"])
    clauses = after["clauses"].set_index("clause_id")
    said = []
    for clause_id, theme in now.items():
        if was.get(clause_id, theme) != theme and clause_id in clauses.index:
            row = clauses.loc[clause_id]
            text = " ".join(str(row["text"])[:40].split())
            said.append(
                f"{view.marked(row['plan_id'])}{view.pick('：', ': ')}{view.theme(was[clause_id])} → "
                f"{view.theme(theme)} “{text}”"
            )
    return said


def _leading(themes: pd.DataFrame) -> dict[str, str]:
    ordered = themes.sort_values(["weight", "theme"], ascending=[False, True])
    return ordered.drop_duplicates("clause_id").sort_index().set_index("clause_id")["theme"].to_dict()
