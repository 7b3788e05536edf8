"""What a run changed, for reading: changes.md with everything, and a page on each plan that came in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from cityplans import csv_text, tables
from cityplans.publishing.briefing import arrival, docx, web
from cityplans.publishing.telling.changes import Changes, findings, line, only_figures
from cityplans.publishing.telling.view import View

MOST_LINES = 40  # of one kind in changes.md; the rest stands in changes.csv
MARKDOWN, PAGES = "changes.md", "new_plans"
SIGNS = (
    re.compile(  # emphasis and code; a tag, an entity, a link; what opens a line; a backslash before a sign
        r"[`*]|\b_|_\b|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\[(?=[^\[\]]*\][(\[:])|^[>#+-]|\\(?=[!-/:-@\[-`{-~])"
    )
)
ORDER = (
    "finding_changed", "cluster_moved", "plan_added", "plan_mended", "plan_replaced", "plan_dropped",
    "own_revised", "first_horizon", "own_dropped", "new_highest", "new_lowest", "first_seen", "borrowed",
    "target_changed", "target_gone", "target_new",
)  # fmt: skip


def write(changes: Changes, folder: Path | str, cite: str = "") -> list[Path]:
    """changes.csv and changes.md below `folder`, and new_plans/PLAN_LANG.html and .docx for each plan that
    was added; the files written. Pages of plans that are no longer new are removed."""
    folder, view = Path(folder), changes.view
    files = {
        folder / "changes.csv": csv_text.to_csv(csv_text.harmless(view.frames["changes"])),
        folder / MARKDOWN: markdown(changes, cite).encode(),
    }
    for plan_id in added(changes):
        made = arrival.content(changes, plan_id, cite)
        files[folder / PAGES / f"{made.name}.html"] = web.render(made)
        files[folder / PAGES / f"{made.name}.docx"] = docx.render(made)
    for path, data in files.items():
        tables.write_bytes(path, data)
    _remove(folder / PAGES, view, keep=files)
    return [*files]


def added(changes: Changes) -> list[str]:
    """Plans that are new and there, in the order of plans."""
    return [r["plan_id"] for r in changes.of("plan_added") if r["plan_id"] in changes.view.plans]


def _remove(folder: Path, view: View, keep: Iterable[Path]) -> None:
    """Pages of plans that have been accepted; what else lies there stays."""
    for plan_id in view.plans:
        for name in (f"{plan_id}_{lang}.{kind}" for lang in ("zh", "en") for kind in ("html", "docx")):
            if folder / name not in keep:
                (folder / name).unlink(missing_ok=True)


def markdown(changes: Changes, cite: str = "") -> str:
    """Every kind of change under its heading, findings first, then in the order of plans, with old and new
    value and sentence."""
    view = changes.view
    title = view.pick("与上次认可的结果相比的变化", "What changed since the tables accepted last")
    lines = [f"# {title}", ""]
    if not changes.rows:
        nothing = view.pick("没有变化，或没有上一次的结果。", "Nothing changed, or there is no earlier run.")
        lines += [nothing, ""]
    kinds = defaultdict(list)
    for row in changes.in_order():
        kinds[row["change_kind"]].append(row)
    for kind in (k for k in ORDER if k in kinds):
        rows = kinds[kind]
        if kind == "finding_changed":
            lines += _findings(changes)
            continue
        lines += [f"## {view.word('change_kind', kind)} ({len(rows)})", ""]
        lines += [f"- {_escaped(line(changes, row))}" for row in rows[:MOST_LINES]]
        if len(rows) > MOST_LINES:
            n = len(rows) - MOST_LINES
            zh, en = (
                f"另有 {n} 条，见同一文件夹中的 changes.csv",
                f"and {n} more in changes.csv beside this file",
            )
            lines.append(f"- {view.pick(zh, en)}")
        lines.append("")
    return "\n".join([*lines, *([cite, ""] if cite else [])])


def _findings(changes: Changes) -> list[str]:
    view = changes.view
    told, rest = findings(changes)
    head, before = view.word("change_kind", "finding_changed"), view.pick("先前：", "Before: ")
    lines = [f"## {head} ({len(told) + rest})", ""]
    lines += [f"- {_escaped(now)}\n  - {before}{_escaped(was)}" for was, now in told]
    return [*lines, *([f"- {only_figures(view, len(told), rest)}"] if rest else []), ""]


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is. Only signs that would do something where they stand get a backslash:
    an editor, in which most people open the file, shows each."""
    return SIGNS.sub(r"\\\g<0>", " ".join(text.split()))
