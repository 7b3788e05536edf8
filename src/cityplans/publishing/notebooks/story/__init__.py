"""What the notebooks say: findings computed from the tables, in Chinese and English, and tables to show them.

A notebook opens the tables with `opened` and shows what the modules here return: `said` for sentences side
by side, `listed` for rows of a table, `drawn` for a chart. Text of documents is escaped on the way.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd

from cityplans import codebook as codebooks
from cityplans import places, tables
from cityplans.comparison.plans import records
from cityplans.publishing.telling import choosing, html, wording
from cityplans.publishing.telling.findings import percent
from cityplans.publishing.telling.named_cells import HEADS, named
from cityplans.publishing.telling.text import counted
from cityplans.publishing.telling.view import View
from cityplans.running import record
from cityplans.schema import COLUMNS

SHORTEST_MIDDLE = 40  # characters of context kept on each side of a quote


RENDERING = (
    "CITYPLANS_RENDERING"  # set while a notebook is run to become a page, which has a style of its own
)


class Shown:
    """Something a notebook displays: as HTML, and as text where there is none; `named` are those of its
    sentences that are set beside what they said of another run."""

    def __init__(self, markup: str, named: Mapping[str, tuple[str, str] | None] | None = None) -> None:
        self.markup, self.named = markup, named or {}

    def _repr_html_(self) -> str:
        return self.markup if os.environ.get(RENDERING) else html.LIVE + self.markup

    def __repr__(self) -> str:
        lines = re.sub(r"</(?:tr|p|li|h\d)>", "\n", self.markup)
        return unescape(re.sub(r"[ \t]+", " ", re.sub(r"<[^>]+>", " ", lines))).strip()


@dataclass(frozen=True, eq=False)
class Told(View):
    """What a notebook works on: a view, and the folders it came from and writes to."""

    out: Path = Path()
    reports: Path = Path()

    def named(self, plan_ids: Iterable[str], lang: str, most: int = 6) -> str:
        """Names of plans as a list, in the order given."""
        view = self.other(lang)
        names = [view.name(p) for p in plan_ids]
        return wording.some(names, lang, most, "份") or view.pick("无", "none")

    def table(self, frame: pd.DataFrame, most: int = 0, **heads: tuple[str, str]) -> Shown:
        """A table of pandas as these pages have it: heads and codes in words, many rows folded.

        `heads` are (Chinese, English) of columns the schema does not know; beyond `most` rows only their
        number is said."""
        named = frame if frame.index.names == [None] else frame.reset_index()
        own = {c: (c, c) for c in map(str, named) if c not in COLUMNS and c not in HEADS}
        return listed(self, records(named.rename(columns=str)), [*map(str, named)], most, own | heads)

    def with_sentences(self, targets: pd.DataFrame) -> pd.DataFrame:
        """Targets with one column more: the sentence each stands in, its quote marked."""
        spans = zip(targets["plan_id"], targets["start"], targets["end"], strict=True)
        marked = [sentence(self.texts[plan], *span) for plan, *span in spans]
        return targets.assign(sentence=pd.Series(marked, targets.index, dtype=object))  # kept as markup


def opened(out: str = "", reports: str = "", codebook: str = "", lang: str = "zh") -> Told:
    """The tables below `out` with all that is needed to tell about them; empty names mean the project's own.

    Raises FileNotFoundError where there are no tables, and TooManyPlans where there are more plans than pages
    can tell of, with what to do."""
    folder = place(out, "data/processed")
    words = codebooks.load(place(codebook, "data/codebook"))
    choosing.check(folder, words)
    frames, texts = tables.load(folder)
    chosen = record.selection_of(folder)
    return Told(frames, words, lang, texts, folder, place(reports, "reports"), selection=chosen)


def place(given: str, usual: str) -> Path:
    """The folder given, or the project's usual one."""
    return Path(given) if given else places.project() / usual


def said(*pairs: tuple[str, str] | None, **named: tuple[str, str] | None) -> Shown:
    """Sentences, Chinese and English side by side; None is left out."""
    return Shown(html.both([pair for pair in (*pairs, *named.values()) if pair], "finding"), named)


def noted(*pairs: tuple[str, str] | None) -> Shown:
    """As `said`, without the frame of a finding."""
    return Shown(html.both([pair for pair in pairs if pair]))


AT_ONCE = 10  # rows of a table that are seen without opening it


def listed(
    told: Told,
    rows: Sequence[Mapping],
    columns: Sequence[str],
    most: int = 0,
    heads: Mapping[str, tuple[str, str]] | None = None,
) -> Shown:
    """Rows as a table headed by the schema's labels (`heads` for other columns), codes as words.

    More than AT_ONCE are folded away, on paper open; beyond `most` only their number is said."""
    if not rows:
        return Shown(html.both([("（没有这样的行）", "(no such rows)")]))
    shown = rows[:most] if most else rows
    heads = HEADS | dict(heads or {})
    head = [told.pick(*heads[c]) if c in heads else told.label(c) for c in columns]
    numeric = [all(_is_figure(r.get(c)) for r in rows) for c in columns]
    cells = [[cell(told, c, row.get(c)) for c in columns] for row in shown]
    folded = len(cells) - AT_ONCE
    table = html.table(head, cells[:AT_ONCE], numeric)
    if folded > 0:
        words = told.pick(f"还有{folded}行", counted(folded, "more row"))
        table += html.folded(words, html.table(head, cells[AT_ONCE:], numeric))
    rest = len(rows) - len(shown)
    more = told.pick(
        f"另有{rest}行未列出，全部在表里。",
        f"{counted(rest, 'more row')} not shown; the tables have them all.",
    )
    return Shown(html.Markup(table + f'<p class="note">{more}</p>' * bool(rest)))


def _is_figure(value) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def cell(told: Told, column: str, value) -> str:
    """A cell as readers see it: codes and plans by name, figures without noise."""
    if isinstance(value, list | np.ndarray | pd.api.extensions.ExtensionArray):
        return told.pick("、", ", ").join(filter(None, (cell(told, column, one) for one in value)))
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, float) and (column == "share" or column.endswith("_share")):
        return share(value, 1)
    if isinstance(value, bool):
        return told.pick("是" if value else "否", "yes" if value else "no")
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return value if isinstance(value, html.Markup) else named(told, column, str(value))


def drawn(told: Told, draw: Callable, *arguments, **options):
    """A chart, or several, in the notebook's language, or a line saying that the tables do not allow it."""
    made = draw(told, *arguments, **options)
    if not made:
        return noted(("（现有计划不足以绘制此图。）", "(The plans at hand do not give this chart.)"))
    return Shown(html.Markup("\n".join(map(_picture, made)))) if isinstance(made, list) else made


def _picture(chart) -> html.Markup:
    data = b64encode(chart._repr_png_()).decode("ascii")
    return html.Markup(f'<p><img src="data:image/png;base64,{data}" alt="{html.text(chart.title)}"></p>')


def sentence(text: str, start: int, end: int, sides: int = SHORTEST_MIDDLE) -> html.Markup:
    """The span marked within its sentence, the sentence cut to `sides` characters on each side."""
    left = max(text.rfind(mark, 0, start) for mark in "。；\n！？") + 1
    stops = [p for p in (text.find(mark, end) for mark in "。；\n！？") if p >= 0]
    right = min(stops, default=len(text))
    before, after = text[left:start], text[end:right]
    before = "…" + before[-sides:] if len(before) > sides else before
    after = after[:sides] + "…" if len(after) > sides else after
    return html.marked(before, text[start:end], after)


def share(part: float | None, whole: float) -> str:
    """`61%`; an en dash where there is nothing to divide, or to divide by."""
    return percent(part / whole) if whole and part is not None else "–"
