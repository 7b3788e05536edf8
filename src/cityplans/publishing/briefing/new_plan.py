"""One page on a plan that came in: first years, own earlier aims, extremes, what is dropped or borrowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cityplans.publishing.briefing import docx
from cityplans.publishing.briefing.content import Briefing, Rich, Table, clean
from cityplans.publishing.telling.changes import Changes, leading, line

MOST_ROWS, MOST_NAMED, MOST_POINTS = 10, 8, 3  # what a page holds
ARROWS = {"higher": "↑", "lower": "↓", "equal": "=", "unordered": "?"}


def page(changes: Changes, plan_id: str, cite: str = "") -> bytes:
    """The docx of one plan; the same changes give the same bytes."""
    return docx.render(content(changes, plan_id, cite))


def content(changes: Changes, plan_id: str, cite: str = "") -> Briefing:
    """What the page says: a sentence a kind of change, and the table of its own earlier aims."""
    view = changes.view
    plan, name = view.plans[plan_id], view.marked(plan_id)
    findings = [
        _first_years(changes, plan_id),
        *_extremes(changes, plan_id),
        _named(changes, plan_id, "own_dropped"),
        _named(changes, plan_id, "first_seen"),
        *_points(changes, "borrowed", plan_id),
        *_points(changes, "finding_changed", None),
    ]
    table = _own_table(changes, plan_id)
    return Briefing(
        name=plan_id,
        lang=view.lang,
        title=clean(view.pick(f"{name}：这份计划改变了什么", f"{name}: what this plan changes")),
        subtitle=clean(_facts(changes, plan)),
        findings=tuple((clean(text),) for text in findings if text),
        plots=(),
        tables=(table,) if table else (),
        notes=(view.pick("逐条与原句见 changes.csv。", "Every change with its sentence: changes.csv."),),
        sources=(),
        footer=clean(cite),
        date=plan["date"] or "",
    )


def _facts(changes: Changes, plan: Mapping) -> str:
    view = changes.view
    targets = sum(t["plan_id"] == plan["plan_id"] for t in view.targets.values())
    counted = view.pick(f"{targets}项量化目标", f"{targets} quantified targets")
    facts = (plan["title"], plan["issuer"], plan["date"], view.word("status", plan["status"]), counted)
    return " · ".join(x for x in facts if x)


def _first_years(changes: Changes, plan_id: str) -> str:
    rows, view = changes.of("first_horizon", plan_id), changes.view
    said = [
        view.pick(f"{r['horizon']}年（{r['note']}个目标）", f"{r['horizon']} ({r['note']} targets)")
        for r in rows
    ]
    start = view.pick("该地首次为以下年份设定目标：", "The territory's first targets for ")
    return start + view.pick("、", ", ").join(said) + view.pick("。", ".") if rows else ""


def _own_table(changes: Changes, plan_id: str) -> Table | None:
    rows, view = leading(changes.of("own_revised", plan_id), changes), changes.view
    if not rows:
        return None
    rest = len(rows) - MOST_ROWS
    return Table(
        view.pick("与自己的前一计划相比", "Against its own earlier plan"),
        (
            view.pick("指标", "Indicator"),
            clean(view.marked(rows[0]["earlier_plan_id"])),
            clean(view.marked(plan_id)),
            view.label("relation"),
        ),
        tuple(_own_row(changes, row) for row in rows[:MOST_ROWS]),
        (0.4, 0.23, 0.23, 0.14),
        _more(changes, rest) if rest > 0 else "",
    )


def _own_row(changes: Changes, row: Mapping) -> tuple[Rich, ...]:
    relation = f"{ARROWS.get(row['note'], '')} {changes.view.word('relation', row['note'])}"
    cells = (changes.indicator(row), changes.value(row, True), changes.value(row), relation)
    return tuple((clean(cell),) for cell in cells)


def _extremes(changes: Changes, plan_id: str) -> list[str]:
    view = changes.view
    told = []
    for row in [*changes.of("new_highest", plan_id), *changes.of("new_lowest", plan_id)][: 2 * MOST_POINTS]:
        kind = view.word("change_kind", row["change_kind"])
        next_one = f"{view.marked(row['earlier_plan_id'])} {changes.value(row, True)}"
        told.append(
            f"{changes.indicator(row)}{view.pick('：', ': ')}{kind} {changes.value(row)}"
            + view.pick(f"（次为{next_one}）", f" (next: {next_one})")
        )
    return told


def _named(changes: Changes, plan_id: str, kind: str) -> str:
    """Indicators of one kind of change in a line."""
    rows, view = changes.of(kind, plan_id), changes.view
    if not rows:
        return ""
    said = [f"{changes.indicator(r)} {changes.value(r, kind == 'own_dropped')}" for r in rows[:MOST_NAMED]]
    if len(rows) > MOST_NAMED:
        said.append(_more(changes, len(rows) - MOST_NAMED))
    word, n = view.word("change_kind", kind), len(rows)
    head = view.pick(f"{word}（{n}项）：", f"{word[:1].upper()}{word[1:]} ({n}): ")
    return head + view.pick("；", "; ").join(said) + view.pick("。", ".")


def _points(changes: Changes, kind: str, plan_id: str | None) -> Sequence[str]:
    return [line(changes, row) for row in changes.of(kind, plan_id)[:MOST_POINTS]]


def _more(changes: Changes, n: int) -> str:
    return changes.view.pick(f"另有{n}项", f"{n} more")
