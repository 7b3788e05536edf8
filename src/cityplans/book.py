"""The tables of a build as a researcher uses them: open, select, compare, follow through the years, draw.

    import cityplans as cp

    book = cp.open()                                   # data/processed, made by `run.py report`
    book.targets                                       # every table is a pandas DataFrame
    cities = book.select(levels="prefecture")          # a book of some plans; everything works on it
    cities.compare("研发强度")                           # one indicator, side by side
    book.chart("rd_intensity", years=[2025]).save("rd_2025")

Regions and indicators go by key, by Chinese or English name or by alias; a word nothing answers to is an
error that names the nearest.

研究者用的接口：打开各表、选取计划、比较一个指标、看它历年的变化、画图。每张表都是 pandas 的 DataFrame；
地区和指标用编码、中英文名或别名都行，写错了会告诉你最接近的。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from cityplans import answers, naming, outdated, places, tables
from cityplans import codebook as codebooks
from cityplans.asking import LANGS
from cityplans.codebook import Codebook
from cityplans.errors import Both, UserError
from cityplans.running import queries, record

if TYPE_CHECKING:
    from cityplans.publishing.charts.sheet import Chart
    from cityplans.selection import Selection

__all__ = ["Book", "opened"]
COMPARED = (  # columns of `compare`, in the order a reader asks for them
    "region", "region_level", "plan_id", "horizon", "value_shown", "value_text", "value_low", "value_high",
    "unit", "comparator", "strength", "measure", "scope", "indicator_text", "status", "superseded",
    "corrected", "target_id",
)  # fmt: skip
ASKED_FOR = ("targets", "plans", "comparisons", "actuals", "clauses")  # named where a word is like no table


class Book:
    """Tables, texts and codebook of one build, or of some of its plans.

    `cityplans.open()` gives one. Every table is an attribute (`book.targets`, `book.plans`, …), and so is it
    by name (`book["targets"]`), read when it is first asked for; `book.names` lists them. One table is called
    `names` itself: `book["names"]`. What is given out is the book's own: copy it before you change it.

    一次运行的全部表、原文和编码表，或其中一部分计划的，由 `cityplans.open()` 打开。每张表是一个属性，也可写
    `book["targets"]`，用到时才读；`book.names` 列出全部表名，名为 `names` 的表（专名）写 `book["names"]`。
    要改，先复制。
    """

    def __init__(self, out: Path, raw: Path, codebook: Codebook, selection: Selection | None = None) -> None:
        self._out, self._raw, self._codebook, self._selection = out, raw, codebook, selection
        self._frames: dict[str, pd.DataFrame] = {}
        self._compared: Iterator[dict[str, pd.DataFrame]] | None = None

    def __repr__(self) -> str:
        chosen = f", {self._selection}" if self._selection else ""
        return f"<Book of {len(self.plans)} plans, {len(self.targets)} targets{chosen}>"

    def _repr_html_(self) -> str:
        """The same in a notebook, with the style that sets the words of all its tables left."""
        from cityplans.publishing.telling.html import LIVE

        return f"{LIVE}<pre>{escape(repr(self))}</pre>"

    @property
    def names(self) -> list[str]:
        """The names of the tables there are (the table of that name is `book["names"]`).

        全部表的名字（名为 names 的表写 `book["names"]`）。"""
        return sorted(tables.names(self._out))

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.names})

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> pd.DataFrame:
        if not isinstance(name, str) or name not in self._frames:
            if name not in self.names:
                raise self._no_table(naming.shown(name))
            self._fill(name)
        return self._frames[name]

    def _no_table(self, name: str) -> naming.NoSuchTable:
        public = [word for word in dir(self) if not word.startswith("_")]
        return naming.no_table(name, public, [word for word in ASKED_FOR if word in self.names])

    def _fill(self, name: str) -> None:
        if not self._selection:
            self._frames[name] = tables.read(self._out, name)
            return
        from cityplans import selection

        if name in selection.OF_ONE_PLAN:
            self._frames[name] = selection.single_table(self._out, name, self._selection)
            return
        if self._compared is None:
            single = {n: getattr(self, n) for n in selection.OF_ONE_PLAN if n in self.names}
            self._compared = selection.compared_tables(single, self._codebook, self._raw)
        for made in self._compared:
            self._frames |= made
            if name in made:
                return
        raise naming.NoSuchTable(
            f"{name}: this table tells of a whole build; a selection has none",
            f"{name}：这张表说的是整次运行，选出的一部分计划没有",
        )

    @naming.spelt
    def select(
        self,
        regions: Iterable[str] | str | None = None,
        years: Iterable[int] | int | None = None,
        levels: Iterable[str] | str | None = None,
        plan_types: Iterable[str] | str | None = None,
        status: Iterable[str] | str | None = None,
        plans: Iterable[str] | str | None = None,
    ) -> Book:
        """A book of the plans that fit every field given; tables that compare plans are made anew of them.

        `years` are years of issue; `levels` national, province, prefecture, county; `status` final, draft;
        `plan_types` decision, opinion, plan, action_plan, measures, work_report, other; Chinese names do as
        well. Where a word finds no plan a warning (NothingSelected) says so. Raises UnknownName for a word
        nothing answers to, UserError where no plan is left.

            book.select(regions=["嘉兴", "宁波"], status="final")
            book.select(regions="浙江*", years=[2020, 2021])  # with all that lies in the province

        只含所选计划的 `book`；比较各计划的表按选中的计划重新计算。`years` 是印发年份；级别、文种、状态写编码
        或中文名（`levels="市级"`、`status="正式"`）；地区后加 `*` 表示连同辖内各地。某个条件没有相应的计划时
        发出警告。
        """
        from cityplans import selection

        words = {
            "regions": regions, "years": years, "levels": levels, "plan_types": plan_types, "status": status,
            "plans": plans,
        }  # fmt: skip
        wanted = selection.of_words(words, self.plans, self._codebook)
        ids = tuple(selection.chosen(self.plans, wanted)["plan_id"])
        if not wanted:
            return self
        if missed := selection.missed(self.plans, wanted):
            answers.warn(missed, answers.NothingSelected)
        narrowed = wanted._replace(plans=ids) if self._selection else wanted
        return Book(self._out, self._raw, self._codebook, narrowed)

    def indicator(self, word: str) -> str:
        """The key of an indicator: `book.indicator("研发强度")` → `rd_intensity`. Raises UnknownName.

        指标的编码；认得编码、中英文名和计划里的叫法。"""
        return naming.indicator(word, self._codebook, self.targets["indicator_id"].dropna().unique())

    def region(self, word: str) -> str:
        """The full name of a region of the book: `book.region("jiaxing")` → `嘉兴市`. Raises UnknownName.

        地区的全名；认得全名、简称、拼音和区划代码。"""
        return naming.region_of_plans(word, self.plans, self._codebook)

    @naming.spelt
    def compare(self, indicator: str, lang: str = "zh") -> pd.DataFrame:
        """Every target of an indicator that may stand beside another: a row a plan and year.

        Columns: region, region_level, plan_id, horizon, value_shown, value_text, value_low, value_high, unit,
        comparator, strength, measure, scope, indicator_text, status, superseded, corrected, target_id.
        `value_text` is as printed; `value_shown` is the value that counts, with bound and strength, as charts
        have it (in `lang`): where a row is `corrected`, the two may differ. Rows of different measure, unit
        or scope are not comparable with each other; they are sorted apart. Where nothing may stand beside
        another a warning (NothingCompared) says why. Raises UnknownName.

            book.compare("研发强度")[["region", "horizon", "value_shown"]]

        一个指标在各计划中的目标，一行一份计划一个目标年。`value_text` 照原文；`value_shown` 是采用的值，带
        界限和力度，人工更正过的（`corrected`）两者可能不同。口径、单位、范围不同的不可比，分开排列。
        没有可比的目标时发出警告，说明原因。
        """
        lang = naming.one_of(lang, LANGS, "language")
        key = self.indicator(indicator)
        rows = self._compared_of(key, lang)
        if rows.empty:
            answers.warn(self._why_not(key), answers.NothingCompared)
        return rows

    def _why_not(self, key: str) -> Both:
        from cityplans.publishing.telling import uncompared
        from cityplans.publishing.telling.view import View

        frames = {name: self[name] for name in ("plans", "targets", "not_compared")}
        return uncompared.why(View(frames, self._codebook), key)

    def _compared_of(self, key: str, lang: str) -> pd.DataFrame:
        rows = self.comparisons[self.comparisons["indicator_id"] == key]
        rows = self._with_shown(rows, lang)
        columns = [c for c in COMPARED if c in rows.columns]
        order = [c for c in ("measure", "unit", "scope", "horizon", "region", "plan_id") if c in columns]
        return rows[columns].sort_values(order, na_position="first").reset_index(drop=True)

    def _with_shown(self, rows: pd.DataFrame, lang: str) -> pd.DataFrame:
        from cityplans.publishing.telling import values_shown
        from cityplans.publishing.telling.view import View

        return values_shown.added(rows, View({"targets": self.targets}, self._codebook, lang))

    @naming.spelt
    def chain(self, region: str, indicator: str, lang: str = "zh") -> pd.DataFrame:
        """One indicator of one region through its plans and years: targets, and what was reached.

        Columns are those of the table `target_chains`, in order of years, with `value_shown` and `corrected`
        as in `compare`; of what is not there a warning (NothingFound). Raises UnknownName.

            book.chain("嘉兴", "研发强度")

        一个地区一个指标历次计划的目标和已达到的数，按年份排列。"""
        rows, place, key = self.target_chains, self.region(region), self.indicator(indicator)
        found = rows[(rows["region"] == place) & (rows["indicator_id"] == key)].reset_index(drop=True)
        if found.empty:
            answers.warn(answers.no_chain(region, indicator), answers.NothingFound)
        return self._with_shown(found, naming.one_of(lang, LANGS, "language"))

    @naming.spelt
    def chart(
        self,
        indicator: str,
        regions: Sequence[str] | str | None = None,
        years: Sequence[int] | int | None = None,
        title: str | None = None,
        colors: Sequence[str] | str | None = None,
        size: str = "page",
        lang: str = "zh",
    ) -> Chart:
        """Where each region aims: a chart with `.figure` (matplotlib), `.table` and `.save("name")`.

        `years` are target years; `size` is column, page or slide; `colors` one a year. Raises UserError where
        fewer than two regions have a target to show.

            book.chart("研发强度", years=2025, size="slide").save("rd")

        各地目标的图。`years` 是目标年；`size` 是 column（栏宽）、page（页宽）或 slide（幻灯片）；
        `colors` 每个目标年一种颜色。
        """
        from cityplans import selection
        from cityplans.publishing.charts import dots
        from cityplans.publishing.telling.view import View

        key = self.indicator(indicator)
        chosen = dots.Chosen(
            tuple(map(selection.year_of, selection.listed(years or ()))),
            tuple(map(self.region, selection.listed(regions or ()))),
        )
        frames = {name: getattr(self, name) for name in ("plans", "targets", "comparisons")}
        lang = naming.one_of(lang, LANGS, "language")
        view = View(frames, self._codebook, lang, selection=self._selected())
        look = dots.look_of(size, title, colors)
        drawn = dots.chart_chosen(view, key, chosen, look)
        if drawn is None:
            there = self._compared_of(key, lang)
            raise dots.not_drawn(indicator, there, self._why_not(key) if there.empty else None)
        if missed := answers.not_drawn(drawn.table, chosen.regions, chosen.years, look.colours):
            answers.warn(missed, answers.NothingSelected)
        return drawn

    @naming.spelt
    def in_words(self, table: pd.DataFrame, lang: str = "zh") -> pd.DataFrame:
        """Rows of any table as readers see them: regions, plans, indicators and codes by their names in
        `lang`, heads in words; a copy, to be shown, not to be worked on. Texts of documents stay as printed.

            book.in_words(book.compare("rd_intensity", lang="en"), lang="en")

        任一张表的几行，换成便于阅读的样子：计划、指标和编码写成名称，表头写成文字；`lang="en"` 时
        地区用英文名。只供显示，原文照旧。
        """
        from cityplans.publishing.telling import named_cells
        from cityplans.publishing.telling.view import View

        if not isinstance(table, pd.DataFrame):
            raise naming.WrongCall(
                f"table: {naming.shown(table)} is no table; give one of the book's, or rows of it",
                f"table：{naming.shown(table)} 不是表；请给 book 的一张表或其中几行",
            )
        lang = naming.one_of(lang, LANGS, "language")
        return named_cells.in_words(View({"plans": self.plans}, self._codebook, lang), table)

    def _selected(self) -> str:
        """Which plans, where the book is of some only: chosen here, or when its tables were made."""
        return "; ".join(
            part for part in (record.selection_of(self._out), str(self._selection or "")) if part
        )

    @naming.spelt
    def export(
        self,
        folder: Path | str,
        formats: Iterable[str] = ("csv", "parquet", "dta"),
        names: Iterable[str] = ("plans", "targets"),
        lang: str = "zh",
    ) -> list[Path]:
        """Tables as files for R, Stata and others; the files written.

        `formats` are csv, parquet (types kept; R: arrow::read_parquet) and dta (Stata 14 and later, labels in
        `lang`). Raises UnknownName for a format or a table there is none of.

            book.export("for-stata", formats="dta", names=["plans", "targets"])

        把表存成文件：csv；parquet（保留类型，R 用 arrow::read_parquet 读）；dta（Stata 14 以上，
        带变量标签）。
        """
        from cityplans import exporting, selection

        wanted = [naming.one_of(name, self.names, "table") for name in selection.listed(names)]
        made = ((name, self[name]) for name in wanted)
        return exporting.write(made, naming.folder(folder), selection.listed(formats), lang)

    @naming.spelt
    def text(self, plan: str | pd.Series) -> str:
        """The cleaned text of a plan, which `start` and `end` of the tables index.

        A plan is called by its id, by its region where that has one plan, by region and year where these have
        one, or by a row of any table of plans. Raises UnknownName.

            book.text("嘉兴 2020")[:200]

        一份计划清洗后的全文；各表的 `start`、`end` 就是其中的位置。计划可用编号、地区、地区加年份，
        或表中的一行来指明。"""
        name = naming.plan(plan, self.plans, self._codebook)
        return tables.text(self._out, name)

    @naming.spelt
    def sentence(self, target_id: str | pd.Series) -> str:
        """The sentence a target stands in, as the plan has it. A target is called by its id, or by a row of
        any table that has it. Raises UnknownName.

            book.sentence(book.targets.iloc[0])

        一个目标所在的原句；目标可用编号，或表中的一行来指明。"""
        key = naming.named(naming.key_of(target_id, "target_id"), "target")
        rows = self.targets[self.targets["target_id"] == key]
        if rows.empty:
            raise naming.unknown(key, "target", self.targets["target_id"])
        row = rows.iloc[0]
        text = self.text(row["plan_id"])
        start = max(text.rfind(mark, 0, row["start"]) for mark in "。；！？\n") + 1
        ends = [text.find(mark, row["end"] - 1) for mark in "。！？\n"]
        end = min((e for e in ends if e >= 0), default=len(text) - 1)
        return text[start : end + 1].strip()

    @naming.spelt
    def sql(self, query: str) -> pd.DataFrame:
        """What a question in SQL finds, over all tables of the book by their names (DuckDB's SQL).

        Of a book of thousands of plans the files are searched and the answer alone is held. Raises UserError
        where the question is not understood, with what DuckDB says.

            book.sql("SELECT region, count(*) AS n FROM targets GROUP BY region")

        用 SQL（DuckDB 的写法）查询各表，表用表名。计划再多，也只在内存中留下结果。"""
        names = self.names
        asked = queries.asked(naming.named(query, "query"), names)
        held = {name: self[name] for name in asked if self._selection or name in self._frames}
        try:
            return queries.answer(query, self._out, held, asked)
        except queries.NoSuchName as error:
            raise naming.unknown(error.name, "table", names) from None

    @naming.spelt
    def concordance(self, term: str, width: int = 30) -> pd.DataFrame:
        """Every place where a term stands, with `width` characters on either side.

        Columns: plan_id, clause_id, section, number, start, left, term, right. The texts are in simplified
        characters, and so is what is found. Where nothing is, a warning (NothingFound) says so. Raises
        UserError for an empty term.

            book.concordance("揭榜挂帅", width=20)

        一个词在原文中的每一处，连同左右各 `width` 个字；一处也没有时发出警告。"""
        naming.named(term, "term")
        if not isinstance(width, int) or width < 0:
            raise naming.WrongCall(
                f"width: {naming.shown(width)} is no number of characters",
                f"width：{naming.shown(width)} 不是字数；请写一个整数",
            )
        found = answers.places_of(term, self.clauses, width)
        if found.empty:
            answers.warn(answers.nowhere(term), answers.NothingFound)
        return found


def opened(out: Path | str, raw: Path | str, codebook: Path | str | None) -> Book:
    """The book of the tables below `out`. Raises FileNotFoundError where there are none."""
    out, raw, codebook = naming.folder(out), naming.folder(raw), naming.folder(codebook) if codebook else None
    root = places.above(out / "datapackage.json")
    if root is None:
        raise tables.NoTables(
            f"{out.absolute()}: holds no tables; run `python3 run.py build` first, or name their folder: "
            'cityplans.open("data/processed")',
            f"{out.absolute()}：里面没有表；请先运行 `python3 run.py build`，或写明表所在的文件夹："
            'cityplans.open("data/processed")',
        )
    out, raw = root / out, raw if raw.exists() else root / raw
    if codebook and not codebook.is_dir():
        raise UserError(
            f"{codebook}: no such codebook folder; give another as codebook=, or leave it out",
            f"{codebook}：没有这个编码表文件夹；请在 codebook= 写明，或不写（用项目自己的）",
        )
    outdated.warn(out)
    return Book(out, raw, codebooks.load(codebook))
