"""In which order the blocks of a Word briefing stand, so that what is whole leaves no half of a page empty.

Word breaks the pages; here their fill is estimated: text by the widths of its signs, notes at the foot where
their mark first stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cityplans.publishing.briefing import native_chart
from cityplans.publishing.briefing.content import Briefing, Mark, Plots, Rich, Table
from cityplans.publishing.briefing.docx_styles import BOTTOM, NOTE, PAGE, STYLES, TOP, WIDTH
from cityplans.publishing.briefing.office import lines, words
from cityplans.publishing.charts.wrapping import POINT

Block = Plots | Table | str | tuple[Rich, ...]
TALLEST = 11.0  # cm of a chart
ROOM = PAGE[1] - TOP - BOTTOM - 0.8  # cm of a page, with a little to spare
FEW_ROWS = 5  # of a table that does not go on over the end of a page
SCALES = (1.0, 0.9, 0.8)  # of the heights of charts, tried in this order
SAFE = 1.5  # cm that a page is to have left where charts are lowered to save the next one
BEGINNING = 4.0  # cm of what goes on over the end of a page that stand together


class Measured(NamedTuple):
    """A block, cm that it takes, and cm of it that have to stand on one page."""

    block: Block
    tall: float
    least: float


class Layout(NamedTuple):
    """Blocks in order, how tall charts are against what is comfortable, and on how many pages that is."""

    blocks: list[Block]
    scale: float
    pages: int


def laid_out(made: Briefing, leading: int) -> Layout:
    """Charts a little lower where that saves a page, which would hold the end of a table and little else."""
    layouts = [_placed(made, leading, scale, ROOM - SAFE * (scale < 1)) for scale in SCALES]
    return min(layouts, key=lambda layout: layout.pages)


def _placed(made: Briefing, leading: int, scale: float, room: float) -> Layout:
    """Charts, the findings after the `leading` ones, the other charts, notes and tables. What does not fit on
    the page any more waits for what does."""
    seen: set[int] = set()
    head = _text(made.title, "Title") + _text(made.subtitle, "Subtitle")
    turned, used = divmod(head + _texts(made, made.findings[:leading], "Body Text", seen), room)
    waiting = [_measured(made, block, seen, scale) for block in _blocks(made, leading)]
    blocks, pages = [], 1 + int(turned)
    while waiting:
        fits = (i for i, one in enumerate(waiting) if used + one.least <= room)
        place = next(fits, None)
        one = waiting.pop(place or 0)
        if place is None:
            pages, used = pages + 1, 0.0
        turned, used = divmod(used + one.tall, room)
        pages += int(turned)
        blocks.append(one.block)
    return Layout(blocks, scale, pages)


def _blocks(made: Briefing, leading: int) -> list[Block]:
    rest = made.findings[leading:]
    return [*made.plots[:1], *([rest] if rest else []), *made.plots[1:], *made.notes, *made.tables]


def _measured(made: Briefing, block: Block, seen: set[int], scale: float) -> Measured:
    if isinstance(block, Plots):
        tall = _plots(block, scale)
        return Measured(block, tall, tall)
    if isinstance(block, Table):
        tall = _table(made, block, seen)
        if is_whole(block):
            return Measured(block, tall, tall)
    elif isinstance(block, str):
        tall = _text(block, "Caption")
    else:
        tall = _texts(made, block, "List Bullet", seen)
    return Measured(block, tall, min(tall, BEGINNING))


def is_whole(table: Table) -> bool:
    """Whether its rows are kept together: they are few, or no notes at the foot of the page go with them."""
    return len(table.rows) <= FEW_ROWS or not marks_of(table)


def marks_of(table: Table) -> set[int]:
    """Numbers of the sources that a table refers to."""
    return {part.number for row in table.rows for cell in row for part in cell if isinstance(part, Mark)}


def chart_height(row: Plots, scale: float = 1.0) -> float:
    """cm at which bars and their labels stand comfortably, or by `scale` less."""
    bars = max(native_chart.bars_of(p) for p in row.plots)
    wanted = 2.2 + bars * (0.75 if any(p.stacked for p in row.plots) else 0.62)
    return max(4.0, scale * min(wanted, TALLEST))


def _plots(row: Plots, scale: float) -> float:
    """Charts side by side with what stands over them."""
    width = WIDTH / len(row.plots) - 0.25
    heads = (_text(p.title, "Heading 2", width) + _text(p.note, "Caption", width) for p in row.plots)
    return max(heads) + STYLES["Caption"][1] * POINT + chart_height(row, scale) + 0.6


def _table(made: Briefing, table: Table, seen: set[int]) -> float:
    rows = [tuple((h,) for h in table.heads), *table.rows]
    points, leading = STYLES["Normal"][:2]
    tall = _text(table.title, "Heading 1") + _text(table.note, "Caption")
    for row in rows:
        most = max(lines(words(c), points, WIDTH * s - 0.2) for c, s in zip(row, table.widths, strict=True))
        tall += (most * leading + 3) * POINT
    return tall + _notes(made, [cell for row in table.rows for cell in row], seen)


def _texts(made: Briefing, texts: Sequence[Rich], style: str, seen: set[int]) -> float:
    return sum(_text(words(text), style) for text in texts) + _notes(made, texts, seen)


def _text(text: str, style: str, width: float = WIDTH) -> float:
    points, leading, after, bold, _ = STYLES[style]
    return (lines(text, points, width, bold) * leading + after) * POINT if text else 0.0


def _notes(made: Briefing, texts: Sequence[Rich], seen: set[int]) -> float:
    """Of the sources that are named here first."""
    new = {part.number for text in texts for part in text if isinstance(part, Mark)} - seen
    seen |= new
    return sum(lines(made.sources[n - 1], NOTE[0], WIDTH) for n in new) * NOTE[1] * POINT
