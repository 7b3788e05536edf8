"""What a run changed, for reading: changes.md with everything, and a page on the newest plan (docx)."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from cityplans import tables
from cityplans.publishing.briefing import new_plan
from cityplans.publishing.telling.changes import Changes, line
from cityplans.publishing.telling.view import View

MOST_LINES = 40  # of one kind in changes.md; the rest stands in changes.csv
MARKDOWN, PAGE = "changes.md", "what_this_plan_changes.docx"
ORDER = (
    "plan_added", "plan_replaced", "plan_dropped", "own_revised", "first_horizon", "own_dropped",
    "new_highest", "new_lowest", "first_seen", "borrowed", "cluster_moved", "finding_changed",
    "target_changed", "target_gone", "target_new",
)  # fmt: skip


def write(view: View, folder: Path | str, cite: str = "") -> list[Path]:
    """changes.csv and changes.md below `folder`, and a docx page where a plan was added; the files written.

    The page is about the newest of the added plans. Without one, a page of an earlier run is removed.
    """
    folder = Path(folder)
    changes = Changes(view, view.rows("changes"))
    tables.write_bytes(folder / "changes.csv", tables.to_csv(tables.harmless(view.frames["changes"])))
    tables.write_bytes(folder / MARKDOWN, markdown(changes, cite).encode())
    page = folder / PAGE
    newest = newest_added(changes)
    if newest is None:
        page.unlink(missing_ok=True)
        return [folder / "changes.csv", folder / MARKDOWN]
    tables.write_bytes(page, new_plan.page(changes, newest, cite))
    return [folder / "changes.csv", folder / MARKDOWN, page]


def newest_added(changes: Changes) -> str | None:
    """The added plan of the latest date; an undated one only where there is no other."""
    added = [r["plan_id"] for r in changes.of("plan_added") if r["plan_id"] in changes.view.plans]
    return max(added, key=lambda p: (changes.view.plans[p]["date"] or "", p), default=None)


def markdown(changes: Changes, cite: str = "") -> str:
    """Every kind of change under its heading, with old and new sentence."""
    view = changes.view
    lines = [f"# {view.pick('与上一次运行相比的变化', 'What changed since the last run')}", ""]
    if not changes.rows:
        lines += [
            view.pick("没有变化，或没有上一次的结果。", "Nothing changed, or there is no earlier run."),
            "",
        ]
    kinds = defaultdict(list)
    for row in changes.rows:
        kinds[row["change_kind"]].append(row)
    for kind in (k for k in ORDER if k in kinds):
        rows = kinds[kind]
        lines += [f"## {view.word('change_kind', kind)} ({len(rows)})", ""]
        lines += [f"- {_escaped(line(changes, row))}" for row in rows[:MOST_LINES]]
        if len(rows) > MOST_LINES:
            rest = len(rows) - MOST_LINES
            lines.append(
                f"- {view.pick(f'另有 {rest} 条，见 changes.csv', f'and {rest} more in changes.csv')}"
            )
        lines.append("")
    return "\n".join([*lines, *([cite, ""] if cite else [])])


def _escaped(text: str) -> str:
    """Document text that Markdown would take for its own signs."""
    text = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in text)
