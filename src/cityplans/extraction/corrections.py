"""What researchers corrected, applied to the targets that the rules found.

A correction names plan and quote, never a place, so that it survives new plans and other cleaning. One that
no longer fits is kept and becomes a problem: nothing is changed silently, and nothing is dropped silently.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from cityplans import tables
from cityplans.codebook import Codebook
from cityplans.errors import Both
from cityplans.extraction.added import added, horizon_at
from cityplans.extraction.correctable import (
    BOUNDS,
    FIELDS,
    IS_TARGET,
    JUDGED,
    Fault,
    Key,
    Known,
    as_text,
    fault_of,
    no_field,
    out_of_order,
    parsed,
    same,
)
from cityplans.extraction.goal_years import Horizon
from cityplans.extraction.words.words import words_of
from cityplans.records import Plan, Problem

FILE = "corrections.csv"
VERDICT = "verdict"  # the field under which a person says keep, drop or mend; it changes no target
KEEP = "keep"  # the verdict that a row is right as it is read
LINE_END = "␤"  # stands for a line end inside a cell of corrections.csv
NOTHING_NAMED = Known()  # any theme and unit may be named, and nothing can be added


def apply(
    targets: pd.DataFrame,
    corrections: Sequence[Mapping[str, str]],
    texts: Mapping[str, str],
    known: Known = NOTHING_NAMED,
) -> tuple[pd.DataFrame, list[Problem]]:
    """(corrected targets, what no longer fits).

    `targets` is a table of that name, `corrections` are rows of corrections.csv, `texts` the cleaned text by
    plan_id, `known` what a correction may name and what an added target needs. Rows that a correction
    touched, or that agree with one, have `corrected` true and say in `correction_note` what and why.
    """
    rows = targets.astype(object).where(targets.notna(), None).to_dict("records")
    by_quote = defaultdict(list)
    for row in sorted(rows, key=lambda r: r["start"]):
        row["corrected"], row["correction_note"] = bool(row.get("corrected")), row.get("correction_note")
        by_quote[row["plan_id"], row["quote"]].append(row)
    gone: set[int] = set()
    groups = grouped([row for row in corrections if row["field"] != VERDICT or row["new"] == KEEP])
    problems = _of_no_plan(groups, texts)
    for key, given in groups.items():
        if key[0] not in texts and not _stands(key[1], texts):
            continue  # said once for the whole plan
        kept = [row for row in given if row["field"] == VERDICT]
        group, faults = _usable([row for row in given if row["field"] != VERDICT])
        found, fault = _found(key, group or kept, by_quote, texts)
        if fault:
            faults.append(fault)
        elif found is not None:
            faults += _changed(found, group, known, gone) if group else _lapsed(found, kept)
        elif _is(group, "true"):
            made, wrong = added(key, group, texts[key[0]], known)
            faults += wrong
            rows += made
            by_quote[key[:2]] += made
        problems += [_problem(known, key, *fault) for fault in faults]
    return tables.frame("targets", [row for row in rows if id(row) not in gone]), problems


def of_plans(
    targets: pd.DataFrame,
    numerals: pd.DataFrame,
    plans: Sequence[Plan],
    codebook: Codebook,
    units: Collection[str],
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, list[Problem]]]:
    """(targets, numerals, problems by plan_id) after the corrections of these plans, each by itself. `units`
    are those that targets of this corpus have, which a correction may name beside the codebook's."""
    themes = {row["indicator_id"]: row["theme"] for row in codebook["indicators"]}
    units = {row["unit"] for row in codebook["units"]} | {*units}
    targets = targets.assign(corrected=targets["corrected"].fillna(False))
    problems: dict[str, list[Problem]] = {}

    def year_at(plan: Plan, position: int) -> Horizon:
        return horizon_at(plan, position, words_of(codebook.part("extraction")))

    for plan_id, rows in by_plan(codebook).items():
        plan = next((plan for plan in plans if plan.plan_id == plan_id), None)
        if plan is None:
            continue
        own, others = _split(targets, plan_id)
        known = Known({plan_id: plan}, themes, units, year_at)
        made, problems[plan_id] = apply(own, rows, {plan_id: plan.text}, known)
        its_numbers, rest = _split(numerals, plan_id)
        targets = _together("targets", others, made)
        numerals = _together("numerals", rest, ledger(its_numbers, own, made))
    return targets, numerals, problems


def of_others(plans: Sequence[Plan], codebook: Codebook) -> list[Problem]:
    """What is to be said of corrections whose plan is not among these."""
    texts = {plan.plan_id: plan.text for plan in plans}
    rows = [row for row in codebook["corrections"] if row["plan_id"] not in texts]
    known = Known({plan.plan_id: plan for plan in plans})
    return apply(tables.frame("targets", []), rows, texts, known)[1]


def by_plan(codebook: Codebook) -> dict[str, list[Mapping[str, str]]]:
    """The corrections of each plan."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in codebook["corrections"]:
        found.setdefault(row["plan_id"], []).append(row)
    return found


def _split(data: pd.DataFrame, plan_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    is_own = data["plan_id"] == plan_id
    return data[is_own].reset_index(drop=True), data[~is_own].reset_index(drop=True)


def _together(name: str, one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    both = (
        pd.concat([one, other], ignore_index=True) if len(one) and len(other) else one if len(one) else other
    )
    return tables.from_columns(name, {column: both[column] for column in both})


def grouped(corrections: Sequence[Mapping[str, str]]) -> dict[Key, list[Mapping[str, str]]]:
    """The corrections of each target."""
    groups: dict[Key, list[Mapping[str, str]]] = defaultdict(list)
    for row in corrections:
        quote = row["quote"].replace(LINE_END, "\n")
        groups[row["plan_id"], quote, row.get("indicator_text", ""), row.get("nth", "")].append(row)
    return groups


def _is(group: Sequence[Mapping[str, str]], said: str) -> bool:
    """Whether the group adds its target (true) or takes it out (false); Excel writes TRUE and FALSE."""
    return any(row["field"] == IS_TARGET and row["new"].strip().lower() == said for row in group)


def takes_out(correction: Mapping[str, str]) -> bool:
    """Whether a correction says that its row is no target."""
    return _is((correction,), "false")


def reading(row: Mapping) -> str:
    """What a verdict is on: `rd_intensity|3.2|3.2|%|level|eq|2025`."""
    return "|".join(as_text(row.get(field)) for field in JUDGED)


def reading_of(verdict: Mapping[str, str]) -> str:
    """The reading a verdict was given on: `doubtful: rd_intensity|3.2|…` has why the row was looked at before
    it."""
    return verdict["old"].partition(": ")[2]


def _lapsed(row: Mapping, kept: Sequence[Mapping[str, str]]) -> list[Fault]:
    """That a row which a person kept is read otherwise now, and in what."""
    faults = []
    for verdict in kept:
        pairs = zip(JUDGED, reading_of(verdict).split("|"), reading(row).split("|"))
        changed = [(field, old, new) for field, old, new in pairs if old != new]
        if changed:
            en = ", ".join(f"{field} was “{old}”, is now read as “{new}”" for field, old, new in changed)
            zh = "，".join(f"{field} 原为“{old}”，现在读作“{new}”" for field, old, new in changed)
            said = Both(f"the row was kept when {en}: judge it anew", f"当时判为保留，{zh}：请重新判断")
            faults.append(("correction_old_value_changed", said))
    return faults


def _usable(group: Sequence[Mapping[str, str]]) -> tuple[list[Mapping[str, str]], list[Fault]]:
    """The corrections of one target that say one thing each, and what is wrong with the others."""
    usable: dict[str, Mapping[str, str]] = {}
    faults = []
    for row in group:
        field, new = row["field"], row["new"]
        if field == IS_TARGET and new.strip().lower() not in ("true", "false"):
            said = Both(f"{field}: “{new}” is neither true nor false", f"{field}：“{new}”不是 true 或 false")
            faults.append(("correction_invalid", said))
        elif field in usable and usable[field]["new"] != new:
            first = usable[field]["new"]
            said = Both(
                f"{field} is “{first}” in one row and “{new}” in another: keep one in {FILE}",
                f"{field} 一行为“{first}”，另一行为“{new}”：{FILE} 中只留一行",
            )
            faults.append(("correction_twice", said))
        else:
            usable[field] = row
    return list(usable.values()), faults


def _found(key: Key, group, by_quote, texts: Mapping[str, str]) -> tuple[dict | None, Fault | None]:
    """(the target meant, or None where there is none and none is needed; what is wrong)."""
    plan_id, quote, _, nth = key
    if not group:
        return None, None
    if not quote:
        said = Both(f"the quote is empty: write the sentence into {FILE}", f"引文为空：请在 {FILE} 写入原句")
        return None, ("correction_invalid", said)
    if nth and not (nth.isascii() and nth.isdigit() and int(nth[:9]) > 0):
        said = Both(f"nth: “{nth}” is no number from 1 on", f"nth：“{nth}”不是从 1 起的整数")
        return None, ("correction_invalid", said)
    if plan_id not in texts:
        elsewhere = ", ".join(sorted(p for p, text in texts.items() if quote in text))
        said = Both(
            f"the sentence stands in {elsewhere}: put that plan_id into {FILE}",
            f"原句在 {elsewhere} 中：请在 {FILE} 改写 plan_id",
        )
        return None, ("correction_plan_gone", said) if elsewhere else None
    if quote not in texts[plan_id]:
        said = Both(
            f"the text no longer holds it: renew it or delete it in {FILE}",
            f"正文中已没有这句话：请在 {FILE} 更新或删去",
        )
        return None, ("correction_quote_gone", said)
    return _of_quote(key, group, by_quote.get((plan_id, quote), []))


def _of_quote(key: Key, group, rows: list[dict]) -> tuple[dict | None, Fault | None]:
    """As _found, among the targets with the quote of the key."""
    _, _, indicator_text, nth = key
    alike = [r for r in rows if not indicator_text or (r["indicator_text"] or "") == indicator_text]
    if nth:
        alike = alike[int(nth[:9]) - 1 : int(nth[:9])]
    if len(alike) > 1:
        said = Both(
            f"{len(alike)} targets have this quote: say in {FILE} which, by indicator_text or nth",
            f"有{len(alike)}项目标出自这句话：请在 {FILE} 用 indicator_text 或 nth 指明哪一项",
        )
        return None, ("correction_ambiguous", said)
    if alike:
        return alike[0], None
    if _is(group, "true") or _is(group, "false"):
        return None, None
    said = Both(
        f"the sentence is there, but no target is read from it: add it, or delete it in {FILE}",
        f"句子还在，但已读不出目标：请在 {FILE} 补上目标，或删去这一行",
    )
    return None, ("correction_target_gone", said)


def _of_no_plan(groups: Mapping[Key, Sequence], texts: Mapping[str, str]) -> list[Problem]:
    """One row for all corrections of a plan that is not among these: its id may be misspelt."""
    count = Counter(key[0] for key in groups if key[0] not in texts and not _stands(key[1], texts))
    said = Both(
        "{}: {} corrections not applied; no plan here has this plan_id: leave them for later, or put the "
        f"right one into {FILE}",
        f"{{}}：{{}}条更正未采用，这里没有这份计划：可留待以后，或在 {FILE} 改写 plan_id",
    )
    return [
        Problem(FILE, "corrections", "correction_plan_gone", said.en.format(plan_id, n))._replace(
            message_zh=said.zh.format(plan_id, n)
        )
        for plan_id, n in sorted(count.items())
    ]


def _stands(quote: str, texts: Mapping[str, str]) -> bool:
    return any(quote in text for text in texts.values())


def _changed(row: dict, group, known: Known, gone: set[int]) -> list[Fault]:
    """Apply the corrections of one target in place; what does not fit."""
    if _is(group, "false"):
        gone.add(id(row))
        return []
    faults, made = [], dict(row)
    for correction in group:
        if correction["field"] == IS_TARGET:
            continue
        if fault := _misfit(row, correction, known):
            faults.append(fault)
        else:
            made[correction["field"]] = parsed(correction["field"], correction["new"])[0]
            _note(made, correction, known)
    if said := out_of_order(made):
        others = [correction for correction in group if correction["field"] not in BOUNDS]
        return [("correction_invalid", said), *_changed(row, others, known, gone)]
    row.update(made)
    return faults


def _misfit(row: Mapping, correction: Mapping[str, str], known: Known) -> Fault | None:
    field, old, new = (correction[name] for name in ("field", "old", "new"))
    if field not in FIELDS:
        return "correction_unknown_field", no_field(field)
    if said := fault_of(field, new, known.themes, known.units):
        return "correction_invalid", said
    now = as_text(row[field])
    if not same(field, now, new) and not same(field, now, old):
        said = Both(
            f"{field} was “{old}”, is now read as “{now}”: check it and renew it in {FILE}",
            f"{field} 原为“{old}”，现在读作“{now}”：请核对，并在 {FILE} 更新",
        )
        return "correction_old_value_changed", said
    return None


def _note(row: dict, correction: Mapping[str, str], known: Known) -> None:
    row["corrected"] = True
    old, new = (correction[k] or "—" for k in ("old", "new"))
    who = "，".join(x for x in (correction["reason"], correction["by"], correction["date"]) if x)
    said = f"{correction['field']}: {old} → {new}" + (f"（{who}）" if who else "")
    row["correction_note"] = "；".join(x for x in (row["correction_note"], said) if x)
    if correction["field"] == "indicator_id":
        row["theme"] = known.themes.get(correction["new"]) or None


def _problem(known: Known, key: Key, code: str, said: Both) -> Problem:
    plan = known.plans.get(key[0])
    file = plan.reference.source_file if plan else FILE
    en, zh = f"{key[0]}: correction of “{key[1]}” not applied; ", f"{key[0]}：对“{key[1]}”的更正未采用；"
    return Problem(file, "corrections", code, en + said.en, message_zh=zh + said.zh)


def ledger(numerals: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The ledger after corrections: numbers of rows taken out are `other`, of added ones `target`."""
    gone = set(before["target_id"]) - set(after["target_id"])
    added = after[~after["target_id"].isin(set(before["target_id"]))].to_dict("records")
    if not gone and not added:
        return numerals
    rows = numerals.astype(object).where(numerals.notna(), None).to_dict("records")
    for row in rows:
        ids = (row["target_id"] or "").split()
        kept = [i for i in ids if i not in gone]
        kept += [t["target_id"] for t in added if _holds(t, row)]
        if kept != ids:
            row |= {"target_id": " ".join(kept), "class": "target" if kept else "other", "rule": "correction"}
    return tables.frame("numerals", rows)


def _holds(target: Mapping, number: Mapping) -> bool:
    at = target["quote"].rfind(target["value_text"])
    start = target["start"] + max(at, 0)
    end = start + len(target["value_text"]) if at >= 0 else target["end"]
    return target["plan_id"] == number["plan_id"] and start < number["end"] and number["start"] < end
