"""What a run changed, in words: one change a line, with old and new value and the sentences they stand in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cityplans.checking.review import keyed
from cityplans.extraction.correctable import BOUNDS
from cityplans.extraction.corrections import grouped as grouped_by_target
from cityplans.extraction.corrections import takes_out
from cityplans.publishing.telling.text import counted, quoted
from cityplans.publishing.telling.view import View
from cityplans.schema import COLUMNS

OF_THE_RUN_BEFORE = ("target_changed", "target_gone")  # kinds whose earlier target stood in the older tables
FIGURES = re.compile(r"[\d.,–%-]+")
WHO = re.compile(r"（(.*?)）(?=；\w+: |$)")  # behind each field of a correction's note
FIELD = re.compile(r"(?:^|; |；)(\w+): ")
POINT = re.compile(r"value_high: ([^；]*)；value_low: \1(?=；|$)")  # both bounds moved alike


@dataclass(frozen=True, eq=False)
class Changes:
    """Rows of the table `changes`, told in the view's language; `before` views the older tables."""

    view: View
    rows: Sequence[Mapping]
    before: View | None = None

    def of(self, kind: str, plan_id: str | None = None) -> list[Mapping]:
        return [r for r in self.in_order() if r["change_kind"] == kind and plan_id in (None, r["plan_id"])]

    def in_order(self) -> list[Mapping]:
        """Plans in their usual order, what is in a plan as it stands there."""
        plans = {p: i for i, p in enumerate(self.view.plans)}

        def place(row: Mapping) -> tuple:
            target = self.view.targets.get(row["target_id"]) or self._earlier(row) or {}
            return plans.get(row["plan_id"], len(plans)), row["plan_id"] or "", target.get("start") or 0

        return sorted(self.rows, key=place)

    def _earlier(self, row: Mapping) -> Mapping | None:
        is_older = row["change_kind"] in OF_THE_RUN_BEFORE
        view = self.before if is_older else self.view
        return view.targets.get(row["earlier_target_id"]) if view else None

    def indicator(self, row: Mapping) -> str:
        region = self.view.plans.get(row["plan_id"], {}).get("region")
        return self.view.indicator(row["indicator_id"], region) or row["indicator_text"] or ""

    def value(self, row: Mapping, earlier: bool = False) -> str:
        """`≥ 18% (2027)`: as it is, or as it was in the older tables."""
        text = self.figure(row, earlier)
        year = row["earlier_horizon" if earlier else "horizon"]
        return text + self.view.pick(f"（{year}年）", f" ({year})") if year else text

    def figure(self, row: Mapping, earlier: bool = False) -> str:
        """The same without its year; as printed where it has no number."""
        before = "earlier_" if earlier else ""
        target = self._earlier(row) if earlier else self.view.targets.get(row["target_id"])
        text = row[f"{before}value_text"] or ""
        if target and target["value_low"] is not None:
            text = self.view.value(target, with_unit=True)
        return self.view.yearly(target or {}, text)

    def cause(self, row: Mapping) -> str:
        """That a person corrected the value or took the row out, where one did; or did once and no longer."""
        if row["change_kind"] == "target_gone":
            return self._taken_out_by(row)
        target = self.view.targets.get(row["target_id"]) or {}
        if target.get("corrected"):
            note = target["correction_note"] or ""
            if self.view.lang == "en":
                note = WHO.sub(lambda match: f" ({match[1].replace('，', ', ')})", note)
            return self.view.pick("人工更正：", "corrected by hand: ") + _fields(self.view, note)
        if (self._earlier(row) or {}).get("corrected"):
            return self.view.pick("不再应用先前的人工更正", "an earlier correction no longer applies")
        return ""

    def _taken_out_by(self, row: Mapping) -> str:
        """That a person said the row is no target: reason, who and when, as far as they are given."""
        of_row = ("", "", row["indicator_text"] or "", "")
        _, _, phrase, which = self._keys.get(row["earlier_target_id"], of_row)
        place = row["earlier_plan_id"], row["earlier_quote"]
        said = self._taken_out.get((*place, phrase, which)) or self._taken_out.get((*place, "", ""))
        if said is None:
            return ""
        told = self.view.pick("，", ", ").join(said[k] for k in ("reason", "by", "date") if said.get(k))
        head = self.view.pick("人工更正：不是目标", "corrected by hand: no target")
        return head + (self.view.pick(f"（{told}）", f" ({told})") if told else "")

    @cached_property
    def _taken_out(self) -> dict[tuple, Mapping[str, str]]:
        """The corrections that take a row out, by what tells its target apart."""
        groups = grouped_by_target(self.view.codebook["corrections"])
        return {key: row for key, rows in groups.items() for row in rows if takes_out(row)}

    @cached_property
    def _keys(self) -> dict[str, tuple]:
        return keyed(self.before.targets.values()) if self.before else {}


def line(changes: Changes, row: Mapping) -> str:
    """One change in words."""
    view, kind = changes.view, row["change_kind"]
    colon, place = view.pick("：", ": "), view.marked(row["plan_id"] or row["earlier_plan_id"])
    if kind in ("plan_replaced", "plan_mended"):
        return f"{place}{colon}{_fields(view, row['note'] or '')}"
    if kind.startswith("plan_"):
        return f"{place}{colon}{_plan(changes, row)}"
    if kind == "cluster_moved":
        return grouped(view, row["note"])
    if kind == "borrowed":
        return f"{place} ← {view.marked(row['earlier_plan_id'])}{colon}{taken_over(view, row)}"
    if kind in ("new_highest", "new_lowest"):
        return f"{place}{colon}{extreme(changes, row)} {quoted(row['quote'])}"
    if kind == "first_horizon":
        count = view.pick(f"{row['note']} 个目标", counted(int(row["note"]), "target"))
        return f"{place} {row['horizon']}{colon}{count}"
    if kind in ("own_revised", "own_dropped"):
        earlier = view.marked(row["earlier_plan_id"])
        place += view.pick(f"（对照{earlier}）", f" (against {earlier})")
    return f"{place}{colon}{changes.indicator(row)} {_moved(changes, row)}"


def extreme(changes: Changes, row: Mapping) -> str:
    """`R&D经费占GDP比重 3.8%（2027年），次为嘉兴 3.65%`: of another plan, for the same year."""
    other, value = changes.view.marked(row["earlier_plan_id"]), changes.figure(row, earlier=True)
    following = changes.view.pick(f"，次为{other} {value}", f", next {other} {value}")
    return f"{changes.indicator(row)} {changes.value(row)}{following}"


def findings(changes: Changes) -> tuple[list[tuple[str, str]], int]:
    """Sentences that say another thing than before (before, now), and how many differ in figures only."""
    pairs = [tuple(row["note"].split("\n")) for row in changes.of("finding_changed")]
    told = [(a, b) for a, b in pairs if FIGURES.sub("#", a) != FIGURES.sub("#", b)]
    return told, len(pairs) - len(told)


def only_figures(view: View, told: int, n: int) -> str:
    """How many findings changed in figures only, beside those told; empty where none did."""
    also, more, its = "另有" * bool(told), "more " * bool(told), "its" if n == 1 else "their"
    zh, en = (
        f"{also}{n}条结论只是数字不同。",
        f"{counted(n, f'{more}finding')} changed in {its} figures only.",
    )
    return view.pick(zh, en) * bool(n)


def taken_over(view: View, row: Mapping) -> str:
    """`12处，435字，占全文3.1%`"""
    passages, characters, share = row["note"].split(", ")
    return view.pick(
        f"{passages}处，{characters}字，占全文{share}",
        f"{counted(int(passages), 'passage')}, {characters} characters, {share} of the text",
    )


def grouped(view: View, note: str) -> str:
    """Groups of plans now and before, numbered, by the plans' names."""
    before, after = (
        view.pick("；", "; ").join(
            f"({i}) " + view.pick("、", ", ").join(map(view.name, group))
            for i, group in enumerate(_groups(side), 1)
        )
        for side in note.split(" → ")
    )
    return view.pick(
        f"按用词分的组，现在：{after}。先前：{before}。", f"Groups by wording now: {after}. Before: {before}."
    )


def _groups(side: str) -> list[list[str]]:
    return [group.split(", ") for group in side.split(" | ")]


def beside(view: View, note: str, plan_id: str) -> str:
    """With which plans a plan stands in one group now, and where the other groups are told; empty where it
    stands in none."""
    own = next((group for group in _groups(note.split(" → ")[-1]) if plan_id in group), [])
    others = [view.name(plan) for plan in own if plan != plan_id]
    if not own:
        return ""
    zh = f"与{'、'.join(others)}在一组" if others else "自成一组"
    en = f"in one group with {', '.join(others)}" if others else "a group of its own"
    return view.pick(
        f"按用词分组，{view.name(plan_id)}{zh}（其他组的变动见 changes.md）。",
        f"By wording {view.name(plan_id)} is {en} (other groups: changes.md).",
    )


def _plan(changes: Changes, row: Mapping) -> str:
    """Title, date and status of a plan that came in or went."""
    view = changes.before if row["change_kind"] == "plan_dropped" else changes.view
    plan = view.plans.get(row["plan_id"]) if view else None
    if plan is None:
        return row["note"] or ""
    date = plan["date"] or view.pick("无日期", "undated")
    about = f"{date}{view.pick('，', ', ')}{view.word('status', plan['status'])}"
    return (plan["title"] or view.pick("无标题", "untitled")) + view.pick(f"（{about}）", f" ({about})")


def _fields(view: View, note: str) -> str:
    """Names of fields as readers know them, codes as words."""

    def named(match: re.Match) -> str:
        words = BOUNDS if match[1] == "bounds" else (match[1],)
        start = view.pick("；", "; ") if match[0][0] in ";；" else ""
        names = (view.label(word) if word in COLUMNS else word for word in words)
        return start + view.pick("、", " and ").join(names) + view.pick("：", ": ")

    return FIELD.sub(named, POINT.sub(r"bounds: \1", note))


def _moved(changes: Changes, row: Mapping) -> str:
    """Old → new, and the sentences they stand in; one sentence once."""
    old = changes.value(row, earlier=True) if row["earlier_value_text"] else ""
    new = changes.value(row) if row["value_text"] else ""
    values = " → ".join(v for v in (old, new) if v)
    if old and not new:
        values = f"{old} → —"
    quotes = " → ".join(quoted(q) for q in dict.fromkeys((row["earlier_quote"], row["quote"])) if q)
    notes = []
    if row["change_kind"] in OF_THE_RUN_BEFORE:
        notes = [changes.cause(row), "" if old != new else _fields(changes.view, row["note"] or "")]
    note = "; ".join(n for n in notes if n)
    return f"{values} {quotes}{f' [{note}]' if note else ''}".strip()


def leading(rows: Sequence[Mapping], changes: Changes) -> list[Mapping]:
    """Changes of height first, the lowered before all, shares and rates before totals."""
    known = changes.view.indicators

    def order(row: Mapping) -> tuple:
        kind = known.get(row["indicator_id"], {}).get("comparable", "")
        first = ("lower", "higher", "unordered", "equal")
        place = first.index(row["note"]) if row["note"] in first else len(first)
        return place == 3, place != 0, kind in ("total", ""), row["indicator_id"] or ""

    return sorted(rows, key=order)
