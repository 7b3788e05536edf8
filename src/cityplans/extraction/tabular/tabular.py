"""Indicator tables (序号 / 指标 / 单位 / 2020年 / 2025年 / 属性) → targets, a row for each goal column.

The heads say what a column holds (`heads`). The numbers of a column that says where things stand are facts
and the baseline of the goals beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from cityplans.extraction.accrual import accrual
from cityplans.extraction.goal_years import Context, Horizon
from cityplans.extraction.ledger import ledger
from cityplans.extraction.ledger.sight import Scene, Sight
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements import rows
from cityplans.extraction.statements.rows import Row, Terms, row_of
from cityplans.extraction.tabular import cells as laid
from cityplans.extraction.tabular import heads, told
from cityplans.extraction.tabular.cells import Cell, Version
from cityplans.extraction.tabular.cellvalues import CUMULATIVE, Value, read_value
from cityplans.extraction.tabular.heads import Column
from cityplans.extraction.tabular.wholes import Whole, divided, name_and_unit, whole_and_part, whole_of
from cityplans.extraction.words import firmness, measures, units
from cityplans.extraction.words.words import Words
from cityplans.reading.table_heads import VALUES, names_tasks
from cityplans.records import Clause, Plan
from cityplans.worded import Said, Worded

REMARK = re.compile(r"（[^（）]{10,}）")  # how it is counted, which says nothing of its measure
# 老旧小区整治改造面积, 燃气管道更新数量: how much is worked on over the period
DONE_TO = re.compile(
    r"(?P<act>[\u4e00-\u9fff]{2})(?:面积|数量|长度|里程|户数|套数|座数|任务)(?:（[^（）]*）)?$"
)
RULE = "table_row"
ADDED = Worded("{added}")
RISES = re.compile("(?:提升|提高)(?:率|幅度)?$")
CAPTION_UNIT = re.compile(r"单位\s*[：:]\s*([^）)\s。；]{1,24})")
CAPTION_LINES = 3  # title, unit, a note


class Held(NamedTuple):
    """Where an indicator stands by a row of its own above: a table with the years down the side."""

    text: str
    year: int | None


class Line(NamedTuple):
    """A row: the columns of its table and what the rows above it say; `columns` empty for heads and notes."""

    columns: tuple[Column, ...]
    caption: str = ""
    group: str = ""
    above: Whole = Whole()
    held: Held | None = None


class Placed(NamedTuple):
    """One cell among those of its row, under its column."""

    line: Line
    cells: list[Cell]
    at: int
    part: str = ""  # what of the indicator the row holds for

    @property
    def column(self) -> Column:
        return self.line.columns[self.at]

    @property
    def text(self) -> str:
        return self.cells[self.at].text


def lines_of(plan: Plan, clauses: Sequence[Clause], said: Said) -> dict[str, Line]:
    """clause_id → what its table says about it, for every clause of an indicator table."""
    found: dict[str, Line] = {}
    index, before = 0, ""
    while index < len(clauses):
        head_rows, columns = heads.header(clauses, index)
        if not columns:
            index += 1
            continue
        first = _first_of_caption(clauses, index, found)
        caption = "\n".join(c.text for c in clauses[first:index]) or before  # heads repeated on the next page
        columns = heads.dated(list(columns), plan, said, caption)
        found |= {c.clause_id: Line((), caption) for c in clauses[first : index + head_rows]}
        index += head_rows
        end = index
        while end < len(clauses) and not _ends(clauses, end):
            end += 1
        lines = _rows_of(
            clauses[index:end], columns, caption, partial(heads.dated, plan=plan, said=said), said
        )
        found |= dict(zip((c.clause_id for c in clauses[index:end]), lines, strict=True))
        index, before = end, caption if _is_table(clauses, end) else ""
    return found


def _ends(clauses: Sequence[Clause], index: int) -> bool:
    """Whether a table is over: text follows, other heads, or those of a list of tasks."""
    if clauses[index].clause_kind != "table" or heads.header(clauses, index)[1]:
        return True
    return names_tasks(clauses[index].text.split("\t"))


def _is_table(clauses: Sequence[Clause], index: int) -> bool:
    return index < len(clauses) and clauses[index].clause_kind == "table"


def _first_of_caption(clauses: Sequence[Clause], index: int, found: Mapping[str, Line]) -> int:
    """Where what stands above a table begins: its title, its unit line; never a row of the table above."""
    first = index
    while first and index - first < CAPTION_LINES:
        above = clauses[first - 1]
        if above.clause_kind != "table" or len([c for c in above.text.split("\t") if c.strip()]) > 1:
            break
        known = found.get(above.clause_id)
        if known and known.columns:
            break
        first -= 1
    return first


def _rows_of(
    rows: Sequence[Clause],
    columns: tuple[Column, ...],
    caption: str,
    dated: Callable[..., tuple[Column, ...]],
    said: Said,
) -> Iterator[Line]:
    """What each row of a table is: names merged over rows are said again, years of their own column date the
    values beside them."""
    by_year = next((i for i, column in enumerate(columns) if column.role == "year"), None)
    counts = any(column.role == "number" for column in columns)
    group, wide, above, held = "", "", Whole(), None
    alone: Whole | None = None  # a line right above, that names a group, or the whole of the parts below
    for row in rows:
        if "\t" not in row.text:
            group = row.text
            alone = Whole(*name_and_unit(row.text, ""), is_bare=True)
            yield Line((), caption, group, above)
            continue
        cells = laid.under(columns, row.text)
        numbered = any(c.text for c, column in zip(cells, columns) if column.role == "number")
        has_values = any(c.text for c, column in zip(cells, columns) if column.role in VALUES)
        first, part = laid.whole_and_part_of(columns, row.text)
        wide, named = first or wide, _named(cells, columns)
        parted = divided(wide, part, named[1], said)
        before, above = above, parted or whole_of(named, above, alone, numbered, has_values, counts)
        held = held if above == before or above.part else None
        alone = None
        own = columns
        if by_year is not None and by_year < len(cells):
            own = dated(_in_year(columns, cells[by_year].text), caption=caption)
        yield Line(own, caption, group, above, held)
        stands = [i for i, c in enumerate(own) if c.role == "value" and not c.is_goal and i < len(cells)]
        if by_year is not None and stands:
            held = Held(cells[stands[-1]].text, own[stands[-1]].year)


def _in_year(columns: Sequence[Column], year: str) -> list[Column]:
    """The columns of a row that says its year in a cell: 2023年, 现状, 2025年目标."""
    said = heads.year_in(year)
    return [
        c._replace(year=c.year or said, head=f"{year}{c.head}") if c.role in VALUES else c for c in columns
    ]


def cells_in(clause: Clause, line: Line) -> list[Cell]:
    """The cells of a row of a table under its columns; none of heads and notes."""
    return laid.under(line.columns, clause.text) if line.columns else []


def _named(cells: list[Cell], columns: Sequence[Column]) -> tuple[str, str]:
    """The indicator without its number, and the unit that its own column or a bracket behind it gives."""
    own = next((c.text for c, k in zip(cells, columns) if k.role == "unit"), "").strip("（）()—-/")
    text = next((c.text for c, column in zip(cells, columns) if column.role == "indicator"), "")
    return name_and_unit(text, own)


def read_row(
    clause: Clause, line: Line, found: Sequence[Quantity], context: Context, words: Words
) -> tuple[list[tuple[Quantity, str, str]], list[Row]]:
    """((quantity, class, rule) for every number, rows) of one clause of an indicator table."""
    scene = Scene(clause, found, context, (), words)
    versions = laid.versions(cells_in(clause, line), line.columns)
    classed: list[tuple[Quantity, str, str]] = []
    rows: list[Row] = []
    used: set[tuple[int, int]] = set()
    in_words = _in_words(clause, line, versions[0].cells, found, context, words) if len(versions) == 1 else {}
    for place, quantity in enumerate(found):
        if quantity in in_words:
            verdict, made = in_words[quantity]
            classed.append((quantity, *verdict))
            rows += made
            continue
        version, at = _place(versions, quantity)
        column = line.columns[at] if at is not None and at < len(line.columns) else None
        free = at is not None and (version, at) not in used and quantity.kind != "date"
        if column and column.is_goal and free:
            used.add((version, at))
            own = _targets_of(
                clause,
                [Placed(line, v.cells, at, v.part) for v in versions[version:]],
                quantity,
                context,
                words,
            )
            if own:
                rows += own
                classed.append((quantity, "target", RULE))
                continue
        verdict = _by_column(column, quantity, clause.text[max(0, quantity.start - 3) : quantity.start])
        if verdict is None:
            verdict = ledger.classify(Sight(scene, place))
            if verdict is None or verdict[0] in ("unexplained", "fact"):
                verdict = ("scope", "table_name") if line.columns else ("other", "table_note")
        classed.append((quantity, *verdict))
    return sorted(classed), rows


def _place(versions: Sequence[Version], quantity: Quantity) -> tuple[int, int | None]:
    """The version of a row in which a number stands in a cell of its own, and which cell that is."""
    for version, row in enumerate(versions):
        for at, cell in enumerate(row.cells):
            if cell.start <= quantity.start < cell.end:
                return version, at
    return 0, None


def _in_words(
    clause: Clause, line: Line, cells: list[Cell], found: Sequence[Quantity], context: Context, words: Words
) -> dict[Quantity, tuple[tuple[str, str], list[Row]]]:
    """Class and rows of every number in the goal cells that say their value in words."""
    said: dict[Quantity, tuple[tuple[str, str], list[Row]]] = {}
    phrase, unit = _named(cells, line.columns)
    for cell, column in zip(cells, line.columns) if phrase else ():
        inside = [q for q in found if cell.start <= q.start < cell.end and q.kind != "date"]
        if not column.is_goal or column.role != "value" or not told.tells(cell.text, inside, words):
            continue
        span = (cell.start, cell.end)
        classed, made = told.read_cell(clause, span, (phrase, unit), inside, context, words)
        beside = told.Beside(
            _horizon(line, column, context),
            _baseline(line, cells, unit, words),
            firmness.of_row(clause.text, line.group, words.measures).obligation,
        )
        end = len(clause.text.rstrip("\t "))
        for quantity, *verdict in classed:
            rows = [told.in_table(r, end, beside, RULE) for r in made if r.quantity == quantity]
            said[quantity] = ((verdict[0], RULE if rows else verdict[1]), rows)
    return said


def _by_column(column: Column | None, quantity: Quantity, before: str) -> tuple[str, str] | None:
    """Class of a number that is no target by the column in which it stands."""
    if quantity.kind == "date":
        return None
    if column is None:
        return ("ordinal", "table_number") if re.search(r"[表栏]\s*$", before) else None
    if column.role in VALUES:
        return ("other", "table_cell") if column.is_goal else ("fact", "table_base")
    return {"number": ("ordinal", "table_number"), "unit": ("scope", "table_unit")}.get(column.role)


def _targets_of(
    clause: Clause, versions: Sequence[Placed], quantity: Quantity, context: Context, words: Words
) -> list[Row]:
    """The target of a goal cell; of 65/93, read as one number, that of either half."""
    first, *others = versions
    inside = [v for v in others if quantity.start < v.cells[v.at].start < quantity.end]
    made = [target_of(clause, version, quantity, context, words) for version in (first, *inside)]
    return [row for row in made if row]


def target_of(clause: Clause, cell: Placed, quantity: Quantity, context: Context, words: Words) -> Row | None:
    """The target of one goal cell; None where the row has no indicator or the cell no value."""
    line, column, text = cell.line, cell.column, cell.text
    name, unit = _named(cell.cells, line.columns)
    phrase, part = whole_and_part(name, line.above, words)
    unit = unit or (line.above.unit if line.above.part or not name else "")
    part = cell.part or part
    unit = unit or column.unit or _unit_above(line.caption, phrase, words)
    grows = column.role == "growth" and not CUMULATIVE.match(text) and not _is_rate(phrase, unit, words)
    if grows:
        unit = column.unit or "%"
    value = read_value(text, unit, words) if phrase else None
    if value is None:
        return None
    bare_unit = units.per_head(phrase, value.unit, words.nouns) if value.unit and not grows else value.unit
    measure = _measure(phrase, value, column, grows, words)
    made = rows.Value(value.text, value.low, value.high, bare_unit, value.comparator, measure)
    horizon = _horizon(line, column, context)
    firm = firmness.of_row(clause.text, line.group, words.measures)
    base = (None, None) if grows else _baseline(line, cell.cells, unit, words)
    said = f"{line.caption}{column.head}{phrase}{'累计' if value.is_cumulative else ''}"
    terms = Terms(
        strength=firm.code,
        horizon=horizon,
        baseline=base,
        scope=part,
        strength_word=firm.word,
        obligation=firm.obligation,
        accrual=accrual(
            measure, said, horizon, base[1] if measure == "increment" else None, context, words.said
        ),
    )
    counted = part or phrase
    lookup = counted + "年均增长" if grows and not words.nouns.growth.search(phrase) else counted
    shown = f"{phrase}（{part}）" if part else phrase
    return row_of(quantity, (0, len(clause.text.rstrip("\t "))), (shown, lookup), made, terms, RULE)


def _is_rate(phrase: str, unit: str, words: Words) -> bool:
    """Whether what a column of yearly averages says of an indicator is its level: 失业率 has no growth rate
    in per cent of per cent."""
    nouns = words.nouns
    return unit in ("%", "％") and bool(nouns.share.search(phrase)) and not nouns.growth.search(phrase)


def _unit_above(caption: str, phrase: str, words: Words) -> str:
    """The unit that a line above a table gives (单位：亿元); of several the one that fits the indicator."""
    said = CAPTION_UNIT.search(caption)
    units = [unit for unit in re.split("[、，,/ ]", said[1]) if unit] if said else []
    if len(units) < 2:
        return units[0] if units else ""
    nouns = words.nouns
    share = bool(nouns.share.search(phrase) or nouns.rate.search(phrase))
    kinds = {unit: words.lexer.units.get(unit.lstrip("十百千万亿"), ("", ""))[1] for unit in units}
    if share:
        return next((unit for unit in units if unit in "%％‰"), "")
    people = bool(nouns.people.search(phrase) or nouns.persons.search(phrase))
    fitting = [unit for unit in units if unit not in "%％‰" and (kinds[unit] == "persons") == people]
    return fitting[0] if fitting else ""


def _measure(phrase: str, value: Value, column: Column, grows: bool, words: Words) -> str:
    if grows:
        return "growth_rate"
    if value.is_cumulative or column.role == "cumulative" or "累计" in phrase + value.text:
        if value.unit == "%" and measures.STANDS.search(phrase):
            return "increment"  # 普及率 40 70 〔30〕
        changes = value.unit == "%" and (words.nouns.growth.search(phrase) or RISES.search(phrase))
        return "growth_rate" if changes else "cumulative"  # 能耗降低 [14.5]: by how much in all
    if value.measure or value.kind == "rank":
        return value.measure or "rank"
    if re.match(r"每年|年均(?!增)", phrase) or words.said[measures.EACH_YEAR].search(REMARK.sub("", phrase)):
        return "annual_flow"  # 博士后年招收数
    if value.unit == "%" and words.nouns.growth.search(phrase) and not words.nouns.falls.search(phrase):
        return "growth_rate"
    added = words.said[ADDED].match(phrase) and not words.nouns.share.search(phrase)
    worked = DONE_TO.search(phrase) if value.kind == "amount" else None
    works = worked and words.measures.verbs.role.get(worked["act"], ("", "", False))[:2] == (
        "act",
        "increment",
    )
    if added or works or value.unit == "百分点" or words.nouns.falls.search(phrase):
        return "increment"
    return "level"


def _horizon(line: Line, column: Column, context: Context) -> Horizon:
    """The year of the column, for a rate or a total the end of the period its table covers."""
    if column.year:
        return Horizon(column.year, "explicit", column.head)
    goals = [c.year for c in line.columns if c.is_goal and c.year and c.role == "value"]
    if goals and column.role != "value":
        return Horizon(max(goals), "explicit", column.head)
    year = heads.year_in(line.caption)
    if year:
        return Horizon(year, "inherited", line.caption)
    return context.above or context.heading or context.plan or Horizon(None, "none")


def _baseline(line: Line, cells: list[Cell], unit: str, words: Words) -> tuple[float | None, int | None]:
    """Value and year of the column, or row above, that says where things stand: one called 基期 before one
    called 完成, then the latest."""
    columns = line.columns
    known = [
        (heads.is_base(column, words.said), column.year or 0, i, column)
        for i, column in enumerate(columns)
        if column.role == "value" and not column.is_goal and i < len(cells)
    ]
    for _, year, i, column in sorted(known, reverse=True, key=lambda k: k[:3]):
        value = read_value(cells[i].text, column.unit or unit, words)
        if value is not None:
            return value.low, year or None
    value = read_value(line.held.text, unit, words) if line.held else None
    return (value.low, line.held.year) if value and line.held else (None, None)
