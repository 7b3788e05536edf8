"""The page of a plan that came in: what it is and lacks, how its targets stand, what to check first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from cityplans.comparison.ambition.alike import Row
from cityplans.publishing.briefing import passages, region_lines, sentences
from cityplans.publishing.briefing import region as regions
from cityplans.publishing.briefing.content import (
    Briefing,
    Material,
    Rich,
    Table,
    clean,
    join,
    left_for_workbook,
)
from cityplans.publishing.telling.changes import Changes, beside, extreme, findings, leading, only_figures
from cityplans.publishing.telling.text import counted

MOST_OWN, MOST_BESIDE, MOST_DOUBTFUL, MOST_TARGETS = 30, 30, 12, 200
MOST_NAMED, AROUND = 8, 24
WANTED = ("title", "issuer", "date", "region", "period_end")  # of the particulars, those a reader needs
LEAST_WRONG = 0.95  # rows; below that it is fewer than one
ANSWERS = ("met", "missed", "on_the_way")  # of what was reached to a target
MENDABLE = ("title", "date", "region", "status")  # columns of catalog.csv
ARROWS = {"higher": "↑", "lower": "↓", "equal": "=", "unordered": "?"}
MOVES = {"higher": ("提高", "raised"), "lower": ("降低", "lowered"), "equal": ("不变", "kept"),
         "unordered": ("无法比较高低", "not to be ordered")}  # fmt: skip


def content(changes: Changes, plan_id: str, cite: str = "") -> Briefing:
    """What the page says of one plan; `changes` are against the tables accepted last."""
    view = changes.view
    material = Material(view.frames, view.codebook, view.lang, view.texts)
    plan, name = view.plans[plan_id], view.marked(plan_id)
    lines = [x for x in region_lines.lines_of(material, plan["region"]) if x.row["plan_id"] == plan_id]
    own = leading(changes.of("own_revised", plan_id), changes)
    told = [
        _missing(material, plan), _first_years(changes, plan_id), _against_own(changes, material, own),
        _named(changes, plan_id, "own_dropped"), regions.against(material, lines),
        _alone(material, plan_id, lines),
        *_extremes(changes, plan_id), _named(changes, plan_id, "first_seen"), _reached(material, plan_id),
        sentences.borrowed(material, [plan_id]), _doubtful_told(material, plan_id),
    ]  # fmt: skip
    made = [
        _own_table(changes, material, own), _beside(material, plan, lines), _doubtful(material, plan_id),
        _findings(changes, plan_id), passages.table(material, plan_id),
        regions.own_table(material, [plan_id], MOST_TARGETS),
    ]  # fmt: skip
    return Briefing(
        name=f"{plan_id}_{view.lang}",
        lang=view.lang,
        title=clean(view.pick(f"{name}：新到的计划", f"New plan: {name}")),
        subtitle=clean(_facts(material, plan)),
        findings=tuple(x for x in told if x),
        plots=(),
        tables=tuple(x for x in made if x and x.rows),
        notes=(_how_to_go_on(material),),
        sources=tuple(material.so_far.sources),
        footer=clean(cite),
        date="",
    )


def _how_to_go_on(material: Material) -> str:
    return material.pick(
        "本页与上次认可的结果比较，会一直保留；看完、改完后运行 run.py accept。"
        "行有误：在工作簿“待核”表或网页浏览器里标出，再用 run.py corrections import 导入。",
        "This page compares with the tables accepted last and stays until you run: run.py accept. A row is "
        "wrong: mark it in the workbook's Review sheet or in the explorer, then run.py corrections import.",
    )


def _facts(material: Material, plan: Row) -> str:
    n = len([t for t in material.rows("targets") if t["plan_id"] == plan["plan_id"]])
    goals = material.pick(f"{n}项量化目标", counted(n, "quantified target"))
    kind = material.word("plan_type", plan["plan_type"])
    status = material.word("status", plan["status"])
    files = {e["source_file"] for e in material.rows("editions") if e["plan_id"] == plan["plan_id"]}
    ends = [str(plan[k]) for k in ("period_start", "period_end") if plan[k]]
    period = material.pick("规划期", "period ") + "–".join(dict.fromkeys(ends)) if ends else ""
    facts = (plan["title"], plan["issuer"], plan["date"], period, kind, status, goals, *sorted(files))
    return " · ".join(x for x in facts if x)


def _missing(material: Material, plan: Row) -> Rich:
    """Which particulars were not found, and where to write them."""
    empty = [f for f in WANTED if plan[f] in (None, "")]
    comma, stop = material.pick("、", ", "), material.pick("。", ".")
    if not empty:
        found = "Title, issuer, date, region and period were all found; check the line above."
        return (material.pick("标题、发文机关、日期、地区、规划期都读到了；请核对上面一行。", found),)
    said = material.pick("没有读到：", "Not found: ") + comma.join(material.label(f) for f in empty)
    if mend := [f for f in empty if f in MENDABLE]:
        said += material.pick(
            f"。请在 data/raw/catalog.csv 这份文件的一行填写 {'、'.join(mend)}，再运行一次（计划编号不变）",
            f". Write {', '.join(mend)} into the file's row of data/raw/catalog.csv and run again (the plan "
            "keeps its id)",
        )
    return (said + stop,)


def _alone(material: Material, plan_id: str, lines: Sequence[region_lines.Line]) -> Rich | None:
    """That there are no targets, or nothing to set beside them: what the page is read for."""
    if not any(t["plan_id"] == plan_id for t in material.rows("targets")):
        return (material.pick("没有读到量化目标。", "No quantified target was found in it."),)
    said = material.pick(
        "没有可并列的目标：这些计划中，上级和同级地区都没有同一指标、同一口径、同一目标年的目标。",
        "Nothing to set beside its targets: of these plans none of the territory above or of peers has one "
        "of the same indicator, counted alike, for the same year.",
    )
    return None if lines else (said,)


def _first_years(changes: Changes, plan_id: str) -> Rich | None:
    rows, view = changes.of("first_horizon", plan_id), changes.view
    each = [(r["horizon"], int(r["note"])) for r in rows]
    said = [view.pick(f"{year}年（{n}个目标）", f"{year} ({counted(n, 'target')})") for year, n in each]
    start = view.pick(
        "本批文件中，该地此前没有目标的年份：", "No older document of the territory here aims at "
    )
    return (start + view.pick("、", ", ").join(said) + view.pick("。", "."),) if rows else None


def _against_own(changes: Changes, material: Material, own: Sequence[Mapping]) -> Rich | None:
    """How many of its own earlier aims were raised, lowered, kept; the lowered named."""
    if not own:
        return None
    counted = Counter(r["note"] for r in own)
    told = [f"{material.pick(*MOVES[k])}{material.pick('', ' ')}{counted[k]}{material.pick('项', '')}"
            for k in MOVES if counted[k]]  # fmt: skip
    before = material.pick("、", ", ").join(map(material.marked, _earlier(material, own)))
    head = material.pick(f"与本地较早的计划（{before}）相比：", f"Against its own earlier plans ({before}): ")
    low: list[Rich] = [(f"{changes.indicator(r)} ", changes.value(r, True), " → ", changes.value(r))
           for r in own if r["note"] == "lower"]  # fmt: skip
    text = head + material.pick("，", ", ").join(told)
    stop = material.pick("。", ".")
    if not low:
        return (text + stop,)
    named = join(low[:MOST_NAMED], material.pick("；", "; "))
    more = len(low) - MOST_NAMED
    rest = material.pick(f"；另有{more}项", f"; {more} more") if more > 0 else ""
    return (text + material.pick("。降低的：", ". Lowered: "), *named, rest + stop)


def _own_table(changes: Changes, material: Material, own: Sequence[Mapping]) -> Table | None:
    if not own:
        return None
    heads = (
        material.pick("指标", "Indicator"),
        clean(_one_earlier(material, own) or material.pick("较早计划", "Earlier plan")),
        clean(material.marked(own[0]["plan_id"])),
        material.pick("变化", "Change"),
        material.pick("已达到", "Reached"),
    )
    named = not _one_earlier(material, own)
    rows = tuple(_own_row(changes, material, row, named) for row in own[:MOST_OWN])
    title = material.pick("与本地较早的计划相比", "Against its own earlier plans")
    return Table(
        title, heads, rows, (0.34, 0.19, 0.19, 0.13, 0.15), left_for_workbook(material, len(own) - MOST_OWN)
    )


def _earlier(material: Material, own: Sequence[Mapping]) -> list[str]:
    """The plans its aims are set against, in the order of plans."""
    found = {row["earlier_plan_id"] for row in own}
    return [plan for plan in material.plans if plan in found]


def _one_earlier(material: Material, own: Sequence[Mapping]) -> str:
    """The name of the one earlier plan; empty where there are several."""
    found = _earlier(material, own)
    return material.marked(found[0]) if len(found) == 1 else ""


def _own_row(changes: Changes, material: Material, row: Mapping, named: bool) -> tuple[Rich, ...]:
    """With the earlier plan's name in its cell where rows are set against several."""
    move = f"{ARROWS.get(row['note'], '')} {material.pick(*MOVES[row['note']])}"
    before = f"{material.marked(row['earlier_plan_id'])} " * named + changes.value(row, True)
    cells = (before, changes.value(row), move, _last_actual(material, row))
    return tuple((clean(cell),) for cell in (changes.indicator(row), *cells))


def _last_actual(material: Material, row: Mapping) -> str:
    """What documents say was reached last, of the chain a target stands in."""
    target = material.targets[row["target_id"]]
    chain = [
        r for r in material.rows("target_chains")
        if r["step"] == "actual" and r["region"] == target["region"]
        and r["indicator_id"] == target["indicator_id"] and (r["scope"] or "") == (target["scope"] or "")
    ]  # fmt: skip
    last = max(chain, key=lambda r: (r["year"], r["actual_id"] or ""), default=None)
    if last is None:
        return "—"
    value = material.yearly(last, _as_printed(material, last))
    return material.pick(f"{value}（{last['year']}年）", f"{value} ({last['year']})")


def _as_printed(material: Material, step: Row) -> str:
    """What was reached, in the document's words; in English its figure with the unit, where it has one."""
    if material.lang == "zh" or step["value_low"] is None:
        return step["value_text"]
    return material.value({**step, "strength": None}, with_unit=True)


def _beside(material: Material, plan: Row, lines: Sequence[region_lines.Line]) -> Table | None:
    """Its targets beside the territory above and its peers."""
    return regions.target_table(material, plan["region"], lines, MOST_BESIDE) if lines else None


def _extremes(changes: Changes, plan_id: str) -> list[Rich]:
    told = []
    for kind in ("new_highest", "new_lowest"):
        rows = changes.of(kind, plan_id)
        said = [extreme(changes, r) for r in rows[:MOST_NAMED]]
        if said:
            told.append(_list(changes, kind, said, len(rows)))
    return told


def _named(changes: Changes, plan_id: str, kind: str) -> Rich | None:
    """Indicators of one kind of change in a line."""
    rows = changes.of(kind, plan_id)
    said = [f"{changes.indicator(r)} {changes.value(r, kind == 'own_dropped')}" for r in rows[:MOST_NAMED]]
    return _list(changes, kind, said, len(rows)) if rows else None


def _list(changes: Changes, kind: str, said: list[str], n: int) -> Rich:
    view = changes.view
    if n > len(said):
        said = [*said, left_for_workbook(view, n - len(said)).rstrip("。.")]
    word = view.word("change_kind", kind)
    head = view.pick(f"{word}（{n}项）：", f"{word[:1].upper()}{word[1:]} ({n}): ")
    return (clean(head + view.pick("；", "; ").join(said) + view.pick("。", ".")),)


def _reached(material: Material, plan_id: str) -> Rich | None:
    """What the plan says has been reached, and how it stands to targets of the same indicator."""
    actuals = [r for r in material.rows("actuals") if r["plan_id"] == plan_id]
    if not actuals:
        return None
    ids, last = {r["actual_id"] for r in actuals}, _last_targets(material)
    steps = _unlike(material, [r for r in material.rows("target_chains") if r["actual_id"] in ids])
    answers = [r for r in steps if r["change"] in ANSWERS]
    later = [r for r in steps if not r["change"] and last.get(_line_of(r), 0) > r["year"]]
    kinds = (("可与目标对照的", "those that answer a target", answers),
             ("同一指标有以后年份目标的", "those of an indicator with a later target", later))  # fmt: skip
    told = [_steps(material, material.pick(zh, en), rows) for zh, en, rows in kinds if rows]
    n = len(actuals)
    head = material.pick(f"文中写明已达到的数有{n}个", f"The text states {counted(n, 'figure')} as reached")
    if not told:
        return (head + material.pick("，没有可与目标对照的。", ", none of which answers a target."),)
    between, stop = material.pick("。", ". "), material.pick("。", ".")
    return (clean(head + material.pick("，", "; ") + between.join(told) + stop),)


def _unlike(material: Material, steps: Sequence[Row]) -> list[Row]:
    """What a text says several times once."""
    said = {(*_line_of(r), r["year"], r["change"], _as_printed(material, r)): r for r in reversed(steps)}
    return [*said.values()][::-1]


def _line_of(step: Row) -> tuple:
    """What is one line of targets and figures reached."""
    return tuple(step[k] or "" for k in ("region", "indicator_id", "measure", "unit", "scope"))


def _last_targets(material: Material) -> dict[tuple, int]:
    """The last year for which there is a target, of each line."""
    found: dict[tuple, int] = {}
    for row in material.rows("target_chains"):
        if row["step"] == "target" and row["year"]:
            found[_line_of(row)] = max(found.get(_line_of(row), 0), row["year"])
    return found


def _steps(material: Material, what: str, steps: Sequence[Row]) -> str:
    """`可与目标对照的（2个）：R&D经费占GDP比重 2.9%（2020年，达到）；…`"""
    told = []
    for row in steps[:MOST_NAMED]:
        change = material.word("change", row["change"])
        about = material.pick("，", ", ").join(
            filter(None, (material.pick(f"{row['year']}年", str(row["year"])), change))
        )
        told.append(
            f"{material.indicator(row['indicator_id'], row['region'])} {_as_printed(material, row)}"
            + material.pick(f"（{about}）", f" ({about})")
        )
    n, rest = len(steps), left_for_workbook(material, len(steps) - MOST_NAMED).rstrip("。.")
    head = material.pick(f"{what}（{n}个）：", f"{what} ({n}): ")
    return head + material.pick("；", "; ").join([*told, *([rest] if rest else [])])


def unsure(material: Material, plan_id: str) -> list[Row]:
    """Its rows that no person has corrected, those most likely wrong first."""
    rows = [
        t for t in material.rows("targets")
        if t["plan_id"] == plan_id and t["confidence"] is not None and not t["corrected"]
    ]  # fmt: skip
    return sorted(rows, key=lambda t: (t["confidence"], t["start"], t["target_id"]))


def _doubtful_told(material: Material, plan_id: str) -> Rich | None:
    rows = unsure(material, plan_id)
    wrong, half = sum(1 - t["confidence"] for t in rows), sum(t["confidence"] < 0.5 for t in rows)
    zh, en = (f"约{wrong:.0f}", f"some {wrong:.0f}") if wrong >= LEAST_WRONG else ("不到1", "fewer than 1")
    few = material.pick(f"，{half}行的把握不到一半", f", {half} more likely wrong than right") * bool(half)
    said = material.pick(
        f"估计{zh}行有某个字段不对{few}；最可能有误的列在下面，先看。",
        f"Of {counted(len(rows), 'row')} {en} may be wrong in some field{few}; those most likely "
        "wrong are listed below: read them first.",
    )
    return (said,) if rows else None


def _doubtful(material: Material, plan_id: str) -> Table:
    rows = unsure(material, plan_id)
    heads = tuple(
        material.pick(*pair)
        for pair in (("原句", "Sentence"), ("读成", "Read as"), ("把握", "Sure"), ("存疑之处", "Doubts"))
    )
    title = material.pick("最可能有误的行", "Rows most likely wrong")
    made = tuple(_doubtful_row(material, t) for t in rows[:MOST_DOUBTFUL])
    return Table(
        title, heads, made, (0.4, 0.27, 0.08, 0.25), left_for_workbook(material, len(rows) - MOST_DOUBTFUL)
    )


def _doubtful_row(material: Material, target: Row) -> tuple[Rich, ...]:
    doubts = [material.word("doubts", d) for d in (target["doubts"] or "").split(";") if d]
    year = target["horizon"] or material.pick("无年份", "no year")
    value = material.yearly(target, material.value(target, with_unit=True))
    read = f"{target['indicator_text'] or '—'} {value}"
    read += material.pick(f"（{year}）", f" ({year})")
    sure = f"{100 * target['confidence']:.0f}%"
    cells = (_sentence(material, target), clean(read), sure)
    return (*((c,) for c in cells), (material.pick("；", "; ").join(doubts) or "—",))


def _sentence(material: Material, target: Row) -> str:
    """The quote with what stands around it in its sentence, as far as a cell holds it; … where it is cut."""
    text, start, end = material.texts.get(target["plan_id"], ""), target["start"], target["end"]
    left, right = max(0, start - AROUND), end + AROUND
    begins = max(text.rfind(mark, left, start) for mark in "。；\n") + 1
    stops = [p for p in (text.find(mark, end, right) for mark in "。；\n") if p >= 0]
    around = clean(text[begins or left : min(stops, default=right)])
    before, after = "…" * (not begins and left > 0), "…" * (not stops and right < len(text))
    return f"{before}{around}{after}" if around else clean(target["quote"])


def _findings(changes: Changes, plan_id: str) -> Table:
    """Sentences of the notebooks that say another thing than before, and what this plan is grouped with."""
    view = changes.view
    told, rest = findings(changes)
    rows = [((clean(before),), (clean(after),)) for before, after in told]
    notes = [beside(view, r["note"], plan_id) for r in changes.of("cluster_moved")]
    notes = [n for n in (*notes, only_figures(view, len(told), rest)) if n]
    title = view.pick("全部计划的结论有什么变化", "What of the findings on all plans changed")
    heads = (view.pick("先前", "Before"), view.pick("现在", "Now"))
    return Table(title, heads, tuple(rows), (0.5, 0.5), clean(view.pick("", " ").join(notes)))
