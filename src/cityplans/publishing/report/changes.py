"""What a run changed, for reading: changes.md with everything, and a page on the newest plan (docx)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from cityplans import codebook as codebooks
from cityplans import tables
from cityplans.comparison.ambition.alike import indicators, records
from cityplans.publishing.briefing import new_plan
from cityplans.publishing.telling import wording, workbook_words
from cityplans.publishing.telling.wording import Names, pick

MOST_LINES = 40  # of one kind in changes.md; the rest stands in changes.csv
MARKDOWN, PAGE = "changes.md", "what_this_plan_changes.docx"
ORDER = (
    "plan_added", "plan_replaced", "plan_dropped", "own_revised", "first_horizon", "own_dropped",
    "new_highest", "new_lowest", "first_seen", "borrowed", "cluster_moved", "finding_changed",
    "target_changed", "target_gone", "target_new",
)  # fmt: skip


class Told:
    """What the sentences need: names of plans and indicators, and targets with their bounds."""

    def __init__(
        self, frames: Mapping[str, pd.DataFrame], changes: pd.DataFrame, codebook, lang: str
    ) -> None:
        self.lang, self.codebook = lang, codebook
        self.names = Names(frames["plans"], codebook, lang)
        self.plans = {p["plan_id"]: p for p in records(frames["plans"])}
        self.targets = {r["target_id"]: r for r in records(frames["targets"])}
        self.comparable = {k: r["comparable"] for k, r in indicators(codebook).items()}
        self.rows = records(changes)

    def of(self, kind: str, plan_id: str | None = None) -> list[dict]:
        return [r for r in self.rows if r["change_kind"] == kind and plan_id in (None, r["plan_id"])]

    def plan(self, plan_id: str | None) -> str:
        name = self.names.plan.get(plan_id, plan_id or "")
        draft = self.plans.get(plan_id, {}).get("status") == "draft"
        return name + (pick(self.lang, "（稿）", " (draft)") if draft else "")

    def indicator(self, row: Mapping) -> str:
        if row["indicator_id"]:
            return wording.indicator(row["indicator_id"], self.codebook, self.lang)
        return row["indicator_text"] or ""

    def value(self, row: Mapping, earlier: bool = False) -> str:
        """`≥ 18% (2027)`; as printed where the target is of an earlier run."""
        before = "earlier_" if earlier else ""
        target = self.targets.get(row[f"{before}target_id"])
        text = row[f"{before}value_text"] or ""
        if target and target["value_low"] is not None:
            text = wording.value(target, self.lang, self.codebook)
        year = row[f"{before}horizon"]
        return f"{text} ({year})" if year else text


def write(
    frames: Mapping[str, pd.DataFrame],
    changes: pd.DataFrame,
    folder: Path | str,
    lang: str = "zh",
    codebook=None,
    cite: str = "",
) -> list[Path]:
    """changes.csv and changes.md below `folder`, and a docx page where a plan was added; the files written.

    The page is about the newest of the added plans. Without one, a page of an earlier run is removed.
    """
    folder = Path(folder)
    told = Told(frames, changes, codebook or codebooks.load(), lang)
    tables.write_bytes(folder / "changes.csv", tables.to_csv(changes))
    tables.write_bytes(folder / MARKDOWN, markdown(told, cite).encode())
    page = folder / PAGE
    newest = newest_added(told)
    if newest is None:
        page.unlink(missing_ok=True)
        return [folder / "changes.csv", folder / MARKDOWN]
    tables.write_bytes(page, new_plan.page(told, newest, cite))
    return [folder / "changes.csv", folder / MARKDOWN, page]


def newest_added(told: Told) -> str | None:
    """The added plan of the latest date; an undated one only where there is no other."""
    added = [r["plan_id"] for r in told.of("plan_added") if r["plan_id"] in told.plans]
    return max(added, key=lambda p: (told.plans[p]["date"] or "", p), default=None)


def markdown(told: Told, cite: str = "") -> str:
    """Every kind of change under its heading, with old and new sentence."""
    lang = told.lang
    lines = [f"# {pick(lang, '与上一次运行相比的变化', 'What changed since the last run')}", ""]
    if not told.rows:
        lines += [
            pick(lang, "没有变化，或没有上一次的结果。", "Nothing changed, or there is no earlier run."),
            "",
        ]
    kinds = defaultdict(list)
    for row in told.rows:
        kinds[row["change_kind"]].append(row)
    for kind in (k for k in ORDER if k in kinds):
        rows = kinds[kind]
        lines += [f"## {workbook_words.code(kind, lang)} ({len(rows)})", ""]
        lines += [f"- {_escaped(line(told, row))}" for row in rows[:MOST_LINES]]
        if len(rows) > MOST_LINES:
            rest = len(rows) - MOST_LINES
            lines.append(
                f"- {pick(lang, f'另有 {rest} 条，见 changes.csv', f'and {rest} more in changes.csv')}"
            )
        lines.append("")
    return "\n".join([*lines, *([cite, ""] if cite else [])])


def _escaped(text: str) -> str:
    """Document text that Markdown would take for its own signs."""
    text = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in text)


def line(told: Told, row: Mapping) -> str:
    """One change in words."""
    kind, colon = row["change_kind"], pick(told.lang, "：", ": ")
    place = (
        told.plan(row["plan_id"] or row["earlier_plan_id"])
        if row["plan_id"] or row["earlier_plan_id"]
        else ""
    )
    if kind.startswith("plan_") or kind == "cluster_moved":
        return f"{place}{colon}{row['note'] or ''}"
    if kind == "finding_changed":
        return row["note"] or ""
    if kind == "borrowed":
        return f"{place} ← {told.plan(row['earlier_plan_id'])}{colon}{row['note']}"
    if kind == "first_horizon":
        count = pick(told.lang, f"{row['note']} 个目标", f"{row['note']} targets")
        return f"{place} {row['horizon']}{colon}{count}"
    return f"{place}{colon}{told.indicator(row)} {_moved(told, row)}"


def _moved(told: Told, row: Mapping) -> str:
    """Old → new, and the sentences they stand in."""
    old = told.value(row, earlier=True) if row["earlier_value_text"] else ""
    new = told.value(row) if row["value_text"] else ""
    values = " → ".join(v for v in (old, new) if v)
    if old and not new:
        values = f"{old} → —"
    quotes = " → ".join(f"“{q}”" for q in (row["earlier_quote"], row["quote"]) if q)
    note = f" [{row['note']}]" if row["change_kind"] == "target_changed" and row["note"] else ""
    return f"{values} {quotes}{note}".strip()


def leading(rows: Sequence[Mapping], told: Told) -> list[Mapping]:
    """Changes of height first, shares and rates before totals."""
    totals = {"total", ""}
    return sorted(rows, key=lambda r: (
        told.comparable.get(r["indicator_id"], "") in totals, r["note"] == "equal", r["indicator_id"] or "",
    ))  # fmt: skip
