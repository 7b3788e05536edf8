"""What the notebooks say: findings computed from the tables, in Chinese and English, and tables to show them.

A notebook opens the tables with `opened` and shows what the modules here return: `said` for sentences side
by side, `listed` for rows of a table, `drawn` for a chart. Text of documents is escaped on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cityplans import codebook as codebooks
from cityplans import places, schema, tables
from cityplans.codebook import Codebook
from cityplans.comparison.ambition.alike import records
from cityplans.publishing.telling import html, wording
from cityplans.publishing.telling.codes import coded
from cityplans.publishing.telling.wording import Names, pick

SHORTEST_MIDDLE = 40  # characters of context kept on each side of a quote


class Shown:
    """Something a notebook displays: as HTML, and as text where there is none."""

    def __init__(self, markup: str) -> None:
        self.markup = markup

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        lines = re.sub(r"</(?:tr|p|li|h\d)>", "\n", self.markup)
        return unescape(re.sub(r"[ \t]+", " ", re.sub(r"<[^>]+>", " ", lines))).strip()


class Told(NamedTuple):
    """What a notebook works on: tables and texts, codebook, language, and names of plans in both."""

    frames: dict[str, pd.DataFrame]
    texts: dict[str, str]
    codebook: Codebook
    lang: str
    out: Path
    reports: Path
    names: Mapping[str, Names]

    def frame(self, name: str) -> pd.DataFrame:
        """A table, empty where the build did not make it."""
        made = self.frames.get(name)
        return tables.frame(name, []) if made is None and name in schema.TABLES else made

    def rows(self, name: str) -> list[dict]:
        return records(self.frame(name)) if name in schema.TABLES else []

    def plan(self, plan_id: str, lang: str | None = None) -> str:
        return self.names[lang or self.lang].plan.get(plan_id, plan_id)

    def plans(self, plan_ids: Iterable[str], lang: str, most: int = 6) -> str:
        """Names of plans as a list, in the order given."""
        names = [self.plan(p, lang) for p in plan_ids]
        rest = len(names) - most
        if rest > 1:
            names = [*names[:most], pick(lang, f"另{rest}份", f"{rest} more")]
        return pick(lang, "、", ", ").join(names) if names else pick(lang, "无", "none")


def opened(out: str = "", reports: str = "", codebook: str = "", lang: str = "zh") -> Told:
    """The tables below `out` with all that is needed to tell about them; empty names mean the project's own.

    Raises FileNotFoundError where there are no tables, with what to do."""
    folder = place(out, "data/processed")
    frames, texts = tables.load(folder)
    words = codebooks.load(place(codebook, "data/codebook"))
    names = {code: Names(frames["plans"], words, code) for code in ("zh", "en")}
    return Told(frames, texts, words, lang, folder, place(reports, "reports"), names)


def place(given: str, usual: str) -> Path:
    """The folder given, or the project's usual one."""
    return Path(given) if given else places.project() / usual


def said(*pairs: tuple[str, str] | None) -> Shown:
    """Sentences, Chinese and English side by side; None is left out."""
    return Shown(html.both([pair for pair in pairs if pair], "finding"))


def noted(*pairs: tuple[str, str] | None) -> Shown:
    """As `said`, without the frame of a finding."""
    return Shown(html.both([pair for pair in pairs if pair]))


def listed(
    told: Told,
    rows: Sequence[Mapping],
    columns: Sequence[str],
    most: int = 0,
    heads: Mapping[str, tuple[str, str]] | None = None,
) -> Shown:
    """Rows as a table headed by the schema's labels (`heads` for other columns), codes as words.

    More than `most` rows are cut, and their number is said."""
    if not rows:
        return Shown(html.both([("（没有这样的行）", "(no such rows)")]))
    shown = rows[:most] if most else rows
    heads = {"n": ("个数", "Count"), "plan_id": ("计划", "Plan")} | dict(heads or {})
    head = [pick(told.lang, *heads[c]) if c in heads else wording.label(c, told.lang) for c in columns]
    numeric = [all(_is_figure(r.get(c)) for r in rows) for c in columns]
    cells = [[cell(told, c, row.get(c)) for c in columns] for row in shown]
    rest = len(rows) - len(shown)
    more = pick(told.lang, f"另有{rest}行未列出。", f"{rest} more rows are not shown.") if rest else ""
    return Shown(html.table(head, cells, numeric) + (f'<p class="note">{more}</p>' if more else ""))


def _is_figure(value) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def cell(told: Told, column: str, value) -> str:
    """A cell as readers see it: codes and plans by name, figures without noise."""
    if value is None or value is pd.NA or value != value:
        return ""
    if column.endswith("plan_id"):
        return told.plan(value)
    if column in ("region", "parent_region") and told.lang != "zh":
        return told.names[told.lang].region(value)
    if column == "indicator_id":
        return wording.indicator(value, told.codebook, told.lang)
    if column == "theme":
        return wording.theme(value, told.codebook, told.lang)
    if isinstance(value, bool):
        return pick(told.lang, "是" if value else "否", "yes" if value else "no")
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return value if isinstance(value, html.Markup) else coded(column, str(value), told.lang)


def drawn(told: Told, draw: Callable, *arguments, **options):
    """A chart in the notebook's language, or a line saying that the tables do not allow it."""
    made = draw(told.frames, told.codebook, *arguments, lang=told.lang, **options)
    if made is None:
        return noted(("（现有计划不足以绘制此图。）", "(The plans at hand do not give this chart.)"))
    return made


def sentence(text: str, start: int, end: int, sides: int = SHORTEST_MIDDLE) -> html.Markup:
    """The span marked within its sentence, the sentence cut to `sides` characters on each side."""
    left = max(text.rfind(mark, 0, start) for mark in "。；\n！？") + 1
    stops = [p for p in (text.find(mark, end) for mark in "。；\n！？") if p >= 0]
    right = min(stops, default=len(text))
    before, after = text[left:start], text[end:right]
    before = "…" + before[-sides:] if len(before) > sides else before
    after = after[:sides] + "…" if len(after) > sides else after
    return html.marked(before, text[start:end], after)


def share(part: float, whole: float) -> str:
    """`61%`; an en dash where there is nothing to divide by."""
    return f"{100 * part / whole:.0f}%" if whole else "–"
