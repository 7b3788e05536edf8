"""What is shown, and in which language: the tables, the codebook, and words for everything in them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

import pandas as pd

from cityplans import schema, tables
from cityplans.codebook import Codebook
from cityplans.codes import REGION_LEVELS
from cityplans.comparison.ambition import conversion
from cityplans.comparison.ambition.alike import Row, indicators, records
from cityplans.comparison.coding import tokens
from cityplans.publishing.telling import region_names, trades, unit_names, wording
from cityplans.publishing.telling.wording import SIGNS, figure
from cityplans.running import cache

SHORT = 12  # characters of a title that stands for a region nobody gave
MIDDLE_OF_YEAR = "-07"
LEVELS = REGION_LEVELS  # from the highest
OPEN = ("finding", "fix", "problem", "instrument")  # columns of codes without a closed list in the schema
CODED = frozenset({*(name for name, column in schema.COLUMNS.items() if column.values), *OPEN})
NUMERAL = re.compile(r"[0-9〇零二两三四五六七八九十百千万亿半]")
PRODUCT = "地区生产总值", "国内生产总值"  # of a territory below the nation, of the nation
PLAIN = ("firm", None)  # strength that needs no word beside a figure
SAID = {  # a figure and its bound in a sentence
    "zh": {
        "eq": "{}", "range": "{}", "ge": "{}以上", "gt": "超过{}", "le": "不超过{}", "approx": "{}左右",
        "top": "前{}",
    },
    "en": {
        "eq": "{}", "range": "{}", "ge": "at least {}", "gt": "more than {}", "le": "at most {}",
        "approx": "about {}", "top": "top {}",
    },
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class View:
    """Tables told in one language. Everything that prints a name, a code or a value takes it from here."""

    frames: Mapping[str, pd.DataFrame] = field(repr=False)  # a notebook asks for the repr of all it shows
    codebook: Codebook = field(repr=False)
    lang: str = "zh"
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    selection: str = field(default="", kw_only=True)  # which plans, where the tables are of some only

    def other(self, lang: str) -> Self:
        """The same tables in that language."""
        return self if lang == self.lang else self._other

    @cached_property
    def _other(self) -> Self:
        return replace(self, lang="en" if self.lang == "zh" else "zh")

    @cached_property
    def digest(self) -> str:
        """A hash of everything it tells from: tables, texts, codebook, language."""
        frames = [(name, tables.digest(frame)) for name, frame in self.frames.items()]
        return cache.key(self.lang, self.codebook.digest, frames, [*self.texts.items()], self.selection)

    def pick(self, zh: str, en: str) -> str:
        return wording.pick(self.lang, zh, en)

    # --- tables ---

    def frame(self, name: str) -> pd.DataFrame:
        """A table, empty where the build did not make it."""
        made = self.frames.get(name)
        return tables.frame(name, []) if made is None else made

    def rows(self, name: str) -> list[Row]:
        """Rows of a table as dicts with None for missing; none where there is no such table."""
        if name not in self._kept:
            self._kept[name] = records(self.frames[name]) if name in self.frames else []
        return list(self._kept[name])

    @cached_property
    def _kept(self) -> dict[str, list[Row]]:
        return {}

    @cached_property
    def plans(self) -> dict[str, Row]:
        """plan_id → its row, in the one order that every picture and list has: from the nation down, then
        by year of issue, then by date; one without a day stands at the middle of its year, as on a line of
        time."""
        return {p["plan_id"]: p for p in sorted(self.rows("plans"), key=self._place)}

    def _place(self, plan: Row) -> tuple:
        level = plan["region_level"]
        year = self.years[plan["plan_id"]]
        return (
            LEVELS.index(level) if level in LEVELS else len(LEVELS),
            year or "9999",
            plan["date"] or f"{year}{MIDDLE_OF_YEAR}",
            plan["plan_id"],
        )

    @cached_property
    def years(self) -> dict[str, str]:
        """plan_id → year of issue: of its date, else the one its id carries; or empty."""
        return tokens.issue_years(self.frames["plans"])

    def days(self) -> list[str]:
        """The first and the last day of issue, or year where no day is known; one where they are the same."""
        found = sorted(day for p in self.rows("plans") if (day := p["date"] or self.years[p["plan_id"]]))
        return sorted({*found[:1], *found[-1:]})

    def issued(self, plan_id: str) -> str:
        """The date of a plan; of one without a date its year, marked as no date that it states; or empty."""
        date, year = self.plans[plan_id]["date"], self.years[plan_id]
        return date or (year and self.pick(f"推定{year}", f"inferred {year}"))

    @cached_property
    def targets(self) -> dict[str, Row]:
        return {t["target_id"]: t for t in self.rows("targets")}

    @cached_property
    def by_indicator(self) -> dict[tuple, list[Row]]:
        """(plan_id, indicator_id) → the plan's targets of that indicator."""
        found: dict[tuple, list[Row]] = defaultdict(list)
        for row in self.rows("targets"):
            found[row["plan_id"], row["indicator_id"]].append(row)
        return found

    # --- words ---

    def word(self, column: str, code: str | None) -> str:
        """The word of a code, of codes, themes, instruments or confidence.csv; without one the code."""
        return self._words.get((column, code)) or code or ""

    @cached_property
    def _words(self) -> dict[tuple[str, str], str]:
        found = {(row["column"], row["code"]): row[self.lang] for row in self.codebook["codes"]}
        for column, table in (("theme", "themes"), ("instrument", "instruments")):
            found |= {(column, row[column]): row[self.lang] for row in self.codebook[table]}
        return found | {("doubts", row["sign"]): row[self.lang] for row in self.codebook["confidence"]}

    def label(self, column: str) -> str:
        return wording.label(column, self.lang)

    def region(self, name: str | None) -> str:
        """Short name of a territory: 嘉兴, Jiaxing; one the codebook does not know stays."""
        return self._regions.get(name) or name or ""

    @cached_property
    def _regions(self) -> dict[str, str]:
        if self.lang == "zh":
            return {r["name"]: r["short"] for r in self.codebook["regions"]}
        return region_names.english(self.codebook["regions"], self.codebook["english_names"])

    def name(self, plan_id: str | None) -> str:
        """Short name of a plan, no two alike: its territory, with the year of issue where that has several,
        with the kind of document where that year has several, with a number where they are of one kind."""
        return self._names.get(plan_id) or self.word("plan_id", plan_id)

    @cached_property
    def _names(self) -> dict[str, str]:
        names = {i: self.region(p["region"]) or _short(p.get("title")) for i, p in self.plans.items()}
        for more in (
            lambda plan_id: self.years[plan_id],
            lambda plan_id: self.word("plan_type", self.plans[plan_id].get("plan_type")),
        ):
            shared = Counter(names.values())
            names = {i: f"{n} {more(i) or ''}".strip() if shared[n] > 1 else n for i, n in names.items()}
        shared, place = Counter(names.values()), Counter[str]()
        for plan_id, name in names.items():
            place[name] += 1
            names[plan_id] = f"{name} {place[name]}" if shared[name] > 1 else name
        return names

    def level(self, plan_id: str | None) -> str:
        """The level of the plan's territory, as the head of a group; empty where it is unknown."""
        word = self.word("region_level", self.plans.get(plan_id, {}).get("region_level"))
        return word[:1].upper() + word[1:]

    def is_draft(self, plan_id: str | None) -> bool:
        return self.plans.get(plan_id, {}).get("status") == "draft"

    def marked(self, plan_id: str | None) -> str:
        """The plan's name, with （稿） where it is a draft."""
        return self.name(plan_id) + self.draft_mark * self.is_draft(plan_id)

    @property
    def draft_mark(self) -> str:
        return self.pick("（稿）", " (draft)")

    def indicator(self, indicator_id: str | None, region: str | None = None) -> str:
        """Its name; that of the product of a territory is another where the territory is the nation."""
        row = self.indicators.get(indicator_id)
        name = (row[self.lang] if row else "") or indicator_id or ""
        return name.replace(*PRODUCT) if region in self.nations else name

    @cached_property
    def nations(self) -> frozenset[str]:
        """The nation, where a plan is its own, by the name that tables have."""
        return frozenset(p["region"] for p in self.plans.values() if p["region_level"] == LEVELS[0])

    @cached_property
    def indicators(self) -> dict[str, Row]:
        """The codebook's, as they are compared (alike)."""
        return indicators(self.codebook)

    def as_counted(self, target: Mapping) -> Row:
        """A target in the unit of its indicator, as tables of comparison have it; its words as printed."""
        own = self.indicators.get(target["indicator_id"] or "", {}).get("unit")
        return {**target, **conversion.in_own_unit(target, own, self._scales)}

    @cached_property
    def _scales(self) -> conversion.Scales:
        return conversion.scales(self.codebook)

    def place_of(self, indicator_id: str | None) -> int:
        """Where the codebook has an indicator, the main ones first, whatever the language."""
        return self._places.get(indicator_id, len(self._places))

    @cached_property
    def _places(self) -> dict[str | None, int]:
        return {r["indicator_id"]: i for i, r in enumerate(self.codebook["indicators"])}

    def theme(self, theme: str | None) -> str:
        return self.word("theme", theme)

    # --- units and values ---

    def unit(self, name: str | None) -> str:
        """The unit as printed; in English by unit_names.csv (件/万人 → per 10,000 people), "" for counts."""
        return (name or "") if not name or self.lang == "zh" else self._english.plural(name)

    @cached_property
    def _english(self) -> unit_names.English:
        return unit_names.English(self.codebook["unit_names"])

    def _counted(self, name: str | None, is_one: bool) -> str:
        """The unit as it follows a figure: 4个百分点, 2 years, 1 year."""
        if is_one and name and self.lang == "en":
            return self._english.singular(name)
        return self.pick("个", "") * (name == "百分点") + self.unit(name)

    def unit_line(self, name: str | None) -> str:
        """`单位：%`, `Unit: yuan per person`; things counted have no unit word in English."""
        return self.pick(f"单位：{name}", f"Unit: {self.unit(name) or 'number'}") if name else ""

    def scope(self, name: str | None) -> str:
        """Among whom a place is held, in English by leagues.csv; other scopes are names and stay."""
        if not name or self.lang == "zh":
            return name or ""
        return next((r["en"] for r in self.codebook["leagues"] if r["league"] == name), name)

    def value(self, row: Mapping, with_unit: bool = False) -> str:
        """A target as printed everywhere, never without its bounds: `≥ 3.8`, `≈ 3.0`, `3–5`, `力争3.6%`.

        What the plan says in words alone stays words: 全覆盖, 基本覆盖, 倍增.
        """
        before, after = self.around(row)
        if words := self.in_words(row):
            return before + words + after
        low, high = (
            figure(row[bound], row.get("value_text"), self.lang) for bound in ("value_low", "value_high")
        )
        text = f"{low}–{high}" if row["comparator"] == "range" and low != high else low
        word = self._counted(row["unit"], _is_one(row)) if with_unit else ""
        close = self.lang == "zh" or word == "%"
        return before + (text + word if close else f"{text} {word}".rstrip()) + after

    def said(self, row: Mapping) -> str:
        """A target as a sentence has it: `力争3.6%`, `努力前10位`; `at least 15%, ensured`, `top 10, aim`.

        What a unit of the plan is counted over stays out: the chart names it."""
        words = self.in_words(row)
        figure = words or self.value({**row, "comparator": "range", "strength": None})
        counted, _, over = (row["unit"] or "").partition("/")
        of_scale = over and not row.get("value_text")
        unit = "" if words else self._counted(row["unit"] if of_scale else counted, _is_one(row))
        is_rank = row.get("measure") == "rank" and row["comparator"] == "le"
        pattern = "{}" if words else SAID[self.lang]["top" if is_rank else row["comparator"]]
        space = " " if self.lang == "en" and unit not in ("", "%") else ""
        text = pattern.format(figure + space + unit)
        if row["strength"] in PLAIN:
            return text
        word = self._own_word(row) if self.lang == "zh" else self.word("strength", row["strength"])
        return self.pick(word + text, f"{text}, {word}")

    def around(self, row: Mapping) -> tuple[str, str]:
        """What stands before and after a figure: its bound, and how firmly it is said."""
        sign = "" if self.in_words(row) else SIGNS[row["comparator"]]
        if row["strength"] in PLAIN:
            return sign, ""
        if self.lang == "zh":
            return self._own_word(row) + sign, ""
        return sign, f" ({self.word('strength', row['strength'])})"

    def yearly(self, row: Mapping, text: str) -> str:
        """The figure with 每年 where it is one of every year and does not say so itself; what a document
        wants or reached in its one year is that year's."""
        is_flow = row.get("measure") == "annual_flow" and "每年" not in text and not self._is_of_one_year(row)
        return self.pick(f"每年{text}", f"{text} a year") if is_flow else text

    def _is_of_one_year(self, row: Mapping) -> bool:
        """Whether a flow is counted in the year it is for alone, and its words name no other."""
        row = self.targets.get(row.get("target_id")) or self._actuals.get(row.get("actual_id")) or row
        year = row.get("horizon") or row.get("year")
        words = f"{row.get('indicator_text') or ''}{row.get('quote') or ''}"
        return bool(year) and row.get("window_start") == year and "每年" not in words

    @cached_property
    def _actuals(self) -> dict[str, Row]:
        return {row["actual_id"]: row for row in self.rows("actuals")}

    def year_mark(self, row: Mapping) -> str:
        """° where the year of a target is known from nothing but its plan's period."""
        return "°" if row.get("horizon_source") == "plan" else ""

    def in_words(self, row: Mapping) -> str:
        """A value that has no number as the plan has it (基本覆盖); empty for figures."""
        printed = row.get("value_text")
        if not isinstance(printed, str) or not printed or NUMERAL.search(printed):
            return ""
        words = "基本" * (row["comparator"] == "approx" and "基本" not in printed) + printed
        return words if self.lang == "zh" else self._words.get(("in_words", words), "")

    def scope_words(self, row: Mapping) -> frozenset[str]:
        """Words of the indicator as printed that say of which level or part it counts (省级, 以上, 城区), and
        the industry its plan is about."""
        printed = self.targets.get(row.get("target_id"), row).get("indicator_text") or ""
        words = {word for word in self.codebook.words("scope_words") if word in printed}
        return frozenset(words | {self.trade(row)} - {""})

    def trade(self, row: Mapping) -> str:
        """The industry that a target's plan is about, where the indicator does not name it itself: 千亿级企业
        of a plan for software are firms of software."""
        target = self.targets.get(row.get("target_id"), row)
        if target.get("unit") not in self._counted_in:
            return ""
        trade = trades.of_title(self.plans.get(target["plan_id"], {}).get("title"))
        entry = self.indicators.get(target["indicator_id"], {})
        return "" if trades.is_named(trade, target["indicator_text"] or "", entry.get("zh", "")) else trade

    @cached_property
    def _counted_in(self) -> set[str]:
        return {row["unit"] for row in self.codebook["units"] if row["kind"] in trades.COUNTED}

    def _own_word(self, row: Mapping) -> str:
        """The plan's own word of aiming or ensuring: 力争, 努力, 确保."""
        target = self.targets.get(row.get("target_id"), row)
        word = target.get("strength_word")
        return word if isinstance(word, str) and word else self.word("strength", row["strength"])

    def sources(self, plan_ids: Iterable[str], most: int = 8, named: int = 40) -> str:
        """The plans a chart shows with their dates; beyond `most` their names, beyond `named` the number of
        each level, both with the span of years. Of a selection also what was selected."""
        chosen = self.pick(f"；选取：{self.selection}", f"; selected: {self.selection}")
        return self._sources(plan_ids, most, named) + (chosen if self.selection else "")

    def _sources(self, plan_ids: Iterable[str], most: int, named: int) -> str:
        wanted = set(plan_ids)
        used = [p for plan_id, p in self.plans.items() if plan_id in wanted]
        if len(used) > most:
            years = sorted({self.years[p["plan_id"]] for p in used} - {""})
            span = f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(years)
            text = self.pick(f"来源：{len(used)}份计划（{span}）", f"Source: {len(used)} plans ({span})")
            told = [self.marked(p["plan_id"]) for p in used] if len(used) <= named else self._of_levels(used)
            return text + self.pick("：", ": ") * bool(told) + self.pick("、", ", ").join(told)
        return self.pick("来源：", "Source: ") + self.pick("、", ", ").join(map(self._source, used))

    def _of_levels(self, plans: list[Row]) -> list[str]:
        """省级3份, 3 province; empty where all are of one level."""
        count = Counter(self.level(p["plan_id"]) or self.pick("层级不明", "level unknown") for p in plans)
        words = [self.pick(f"{level}{n}份", f"{n} {level.lower()}") for level, n in count.items()]
        return words if len(words) > 1 else []

    def _source(self, plan: Row) -> str:
        date = self.issued(plan["plan_id"]) or self.pick("无日期", "undated")
        extra = self.pick("，征求意见稿", ", draft") if plan["status"] == "draft" else ""
        return self.region(plan["region"]) + self.pick(f"（{date}{extra}）", f" ({date}{extra})")

    def listing(self, words: list[str], most: int = 3) -> str:
        return wording.listing(words, self.lang, most)


def _is_one(row: Mapping) -> bool:
    return row["value_low"] == row["value_high"] == 1


def _short(title: str | None) -> str:
    """A title as the name of a plan without region: without its years, cut where it is long."""
    bare = re.sub(r"[（(].*?[）)]", "", title or "")
    return bare if len(bare) <= SHORT else f"{bare[:SHORT]}…"
