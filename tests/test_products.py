"""What a report leaves as it is, what it makes anew, and that either way the folder holds the same."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import datetime
from pathlib import Path

import nbformat
import pytest

from cityplans import pipeline, tables
from cityplans.publishing.charts import sheet
from cityplans.publishing.notebooks import run
from cityplans.publishing.report import exports, interface, report
from cityplans.running import cache, code, locking, products

ROOT = Path(__file__).resolve().parents[1]
PLAN = (ROOT / "tests/examples/desk_plan.txt").read_text(encoding="utf-8")
PLANS = {"丽水市": PLAN, "衢州市": PLAN.replace("丽水市", "衢州市").replace("2.8%", "2.9%")}

# --- one product --------------------------------------------------------------------------------------------


class Shop:
    """A product of two files, and how often it was made."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.made = folder, 0

    def make(self) -> list[Path]:
        self.made += 1
        files = [self.folder / "a.svg", self.folder / "b.csv"]
        for path in files:
            path.write_bytes(path.name.encode())
        return files

    def ask(self, *made_from: object) -> list[Path]:
        return products.made(products.opened(self.folder), "ab", self.make, *made_from)


@pytest.fixture
def shop(tmp_path):
    made = Shop(tmp_path)
    assert made.ask("x") == [tmp_path / "a.svg", tmp_path / "b.csv"] == made.ask("x")
    assert made.made == 1
    return made


def test_what_it_is_made_from_makes_it_anew(shop):
    shop.ask("y")
    shop.ask("x")
    assert shop.made == 3


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"edited"),  # as long as it was
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["deleted", "emptied", "edited", "a folder"],
)
def test_a_file_that_is_not_as_it_was_left_makes_it_anew(shop, damage):
    damage(shop.folder / "a.svg")
    wanted = products.product(products.opened(shop.folder), "ab", "x")
    assert products.left(products.opened(shop.folder), wanted) is None


def test_a_file_that_never_was_is_never_left(tmp_path):
    kept = products.opened(tmp_path)
    wanted = products.product(kept, "gone", "x")
    products.note(kept, wanted, [tmp_path / "gone.svg"])
    assert products.left(kept, wanted) is None


def test_other_code_makes_it_anew(shop, monkeypatch):
    monkeypatch.setattr(code, "everything", lambda: "other")
    shop.ask("x")
    assert shop.made == 2


def test_a_damaged_note_makes_it_anew(shop):
    for path in (shop.folder / cache.FOLDER).glob("*/*"):
        path.write_bytes(path.read_bytes()[:-1])
    shop.ask("x")
    assert shop.made == 2


def test_a_note_of_another_shape_makes_it_anew(shop):
    for value in ("x", ("x",), ("x", ("a.svg",)), ("x", 1)):
        cache.put(cache.opened(shop.folder), cache.key("ab"), value)
        shop.ask("x")
    assert shop.made == 5


def test_cut_short_it_is_made_anew_whatever_it_was_to_be(shop, monkeypatch):
    def cut() -> list[Path]:
        (shop.folder / "a.svg").write_bytes(b"another")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        products.made(products.opened(shop.folder), "ab", cut, "y")
    for made_from in ("y", "x"):
        wanted = products.product(products.opened(shop.folder), "ab", made_from)
        assert products.left(products.opened(shop.folder), wanted) is None


def test_of_no_products_all_are_made(tmp_path):
    shop = Shop(tmp_path)
    for _ in range(2):
        products.made(None, "ab", shop.make, "x")
    assert shop.made == 2 and not (tmp_path / cache.FOLDER).exists()


def test_fonts_scripts_and_libraries_are_part_of_the_code(tmp_path, monkeypatch):
    def told(package: str, font: str, library: str) -> str:
        folder = tmp_path / package
        for path in (folder / "fonts/a.ttf", tmp_path / f"libraries-{library}" / library / "METADATA"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(font)
        monkeypatch.setattr(code, "PACKAGE", folder)
        monkeypatch.setattr(code.sys, "path", [str(tmp_path / f"libraries-{library}")])
        return code.everything.__wrapped__()

    first = told("1", "a", "pillow-11.0.dist-info")
    assert told("2", "a", "pillow-11.0.dist-info") == first
    assert len({first, told("3", "b", "pillow-11.0.dist-info"), told("4", "a", "pillow-11.1.dist-info")}) == 3


# --- a whole report -----------------------------------------------------------------------------------------


class Desk:
    """A folder of reports, what its last report drew and ran, and the day it is."""

    def __init__(self, root: Path, reports: str = "reports") -> None:
        self.root, self.reports = root, root / reports
        self.drawn, self.ran, self.day = Counter(), [], "2026-03-01"

    def report(self, out: str = "one", lang: str = "zh") -> set[str]:
        """Names of the files that were written, start page, run record and font aside: they always are."""
        self.drawn.clear()
        self.ran.clear()
        before = self._written()
        report.report(self.root / out, self.reports, lang, ROOT / "data/codebook", {}, lambda line: None)
        after = self._written()
        return {name for name in after if after[name] != before.get(name)} - {
            "index.html", "run.json", "fonts/CityPlansSans-Regular.ttf",
        }  # fmt: skip

    def _written(self) -> dict[str, tuple]:
        return {name: (path.stat().st_ino, path.stat().st_mtime_ns) for name, path in self._files().items()}

    def _files(self) -> dict[str, Path]:
        found = (path for path in self.reports.rglob("*") if path.is_file())
        named = {path.relative_to(self.reports).as_posix(): path for path in found}
        return {name: path for name, path in named.items() if not name.startswith(".cache")}

    def content(self) -> dict[str, bytes]:
        """What stands there; of the run record, which has the seconds it took, the name alone."""
        return {name: b"" if name == "run.json" else p.read_bytes() for name, p in self._files().items()}


@pytest.fixture
def desk(once, tmp_path, monkeypatch) -> Desk:
    """Tables of one plan and of two, and a report on the one; kernels tell which tables they were given."""
    shutil.copytree(once("one plan and two", _build), tmp_path, dirs_exist_ok=True)
    made = _opened(Desk(tmp_path), monkeypatch)
    made.report()
    return made


def _build(root: Path) -> None:
    for n, name in enumerate(("one", "two"), 1):
        (root / f"raw-{name}").mkdir()
        for region, text in list(PLANS.items())[:n]:
            (root / f"raw-{name}" / f"{region}.txt").write_text(text, encoding="utf-8")
        pipeline.build(root / f"raw-{name}", root / name, ROOT / "data/codebook")
    _write_notebooks(root / "notebooks")
    for out, reports in (("one", "reports"), ("two", "two from nothing")):
        with pytest.MonkeyPatch.context() as patch:
            _opened(Desk(root, reports), patch).report(out)


def _opened(made: Desk, patch: pytest.MonkeyPatch) -> Desk:
    """The desk with all that takes long told by what it was given instead: kernels, pictures, workbook."""

    async def executed(path, notebook):
        made.ran.append(path.stem)
        notebook.cells[-1].outputs = [nbformat.v4.new_output("stream", text=_given(notebook))]

    def picture(chart):
        made.drawn[chart.name] += 1
        return f"a picture: {chart.title}".encode()

    def book(view, path, run):
        tables.write_bytes(path, f"{view.digest} {run}".encode())
        return path

    def calls(reports, lang):
        tables.write_bytes(reports / interface.PAGE, lang.encode())
        return reports / interface.PAGE

    class Today(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromisoformat(made.day)

    def page(notebook, name, lang, chosen):
        return "\n".join((name, lang, chosen, *(str(cell) for cell in notebook.cells[-1:])))

    patch.setattr(run, "_execute", executed)
    patch.setattr(run, "rendered", page)
    patch.setattr(run.places, "notebooks", lambda: made.root / "notebooks")
    patch.setattr(sheet, "_picture", picture)
    patch.setattr(report, "datetime", Today)
    patch.setattr(exports.workbook, "write", book)
    patch.setattr(interface, "write", calls)
    return made


def _given(notebook) -> str:
    """The tables that the passed-in cell names, as this page's content."""
    values = {"out": "", "lang": ""}
    for cell in notebook.cells:
        if run.INJECTED in cell.metadata.get("tags", []):
            exec(cell.source, values)
    return (
        values["lang"] + (Path(values["out"]) / "plans.csv").read_text("utf-8-sig") if values["out"] else ""
    )


def _write_notebooks(folder: Path) -> None:
    folder.mkdir()
    for name in ("01_plans_and_editions", "02_targets", "06_reports"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", folder)
    mine = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", id="mine")])
    mine.metadata[run.OURS] = {run.RUN: "own"}
    nbformat.write(mine, folder / "mine.ipynb")


def test_where_nothing_changed_only_ones_own_notebook_is_run(desk):
    assert desk.report() == {"notebooks/mine.html"}
    assert desk.ran == ["mine"] and not desk.drawn


def test_deleted_edited_and_damaged_files_are_made_anew(desk):
    whole = desk.content()
    picture, table = sorted(desk.reports.glob("charts/zh/*.png"))[0], desk.reports / "charts/zh/index.csv"
    pages = desk.reports / "notebooks/01_plans_and_editions.html", desk.reports / "explorer.html"
    book = desk.reports / "cityplans.xlsx"
    pages[0].unlink()
    for path in (picture, table, pages[1], book):
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    written = desk.report()
    assert {path.relative_to(desk.reports).as_posix() for path in (picture, table, *pages, book)} <= written
    assert desk.drawn == {picture.stem: 1} and sorted(desk.ran) == ["01_plans_and_editions", "mine"]
    assert desk.content() == whole


@pytest.mark.slow
def test_with_one_plan_more_and_without_it_again_all_is_as_from_nothing(desk):
    first = desk.content()
    desk.report("two")
    assert desk.content() == Desk(desk.root, "two from nothing").content()
    desk.report("one")
    assert desk.content() == first


def test_charts_that_look_as_they_did_are_left(desk):
    """A number that no chart prints: the list of sources has it, and all that tells of tables."""
    changed(desk.root / "one", "plans", "doc_no", "丽政发〔2023〕1号")
    written = desk.report()
    assert not desk.drawn and "charts/zh/sources.csv" in written
    assert {"cityplans.xlsx", "explorer.html", "notebooks/01_plans_and_editions.html"} <= written


def test_charts_that_look_otherwise_are_drawn_anew(desk):
    changed(desk.root / "one", "commitment_profile", "n", 99)
    desk.report()
    assert desk.drawn == {"commitment_zh": 1}


def changed(out: Path, name: str, column: str, value: object) -> None:
    """The tables with another value in the first row of one of them."""
    frames, _ = tables.load(out)
    frames[name].loc[0, column] = value
    tables.write(out, frames)


def test_the_other_language_and_back(desk):
    chinese = desk.content()
    desk.report(lang="en")
    assert set(desk.drawn) == {path.stem for path in desk.reports.glob("charts/en/*.svg")}
    assert "01_plans_and_editions" in desk.ran
    assert "charts/en" in (desk.reports / "index.html").read_text("utf-8").split("Not made by this run")[0]
    desk.report()
    assert not desk.drawn, "the charts in Chinese still stood there"
    here = {name: data for name, data in desk.content().items() if not name.startswith("charts/en")}
    same = {name for name, data in chinese.items() if here[name] == data}
    assert set(chinese) - same <= {"index.html", "notebooks/06_reports.html"}


def test_on_another_day_what_bears_the_date_is_made_anew(desk):
    desk.day = "2026-03-02"
    assert desk.report() == {"cityplans.xlsx", "notebooks/mine.html"}
    assert "2026-03-02" in (desk.reports / "index.html").read_text("utf-8")


def test_other_code_makes_all_anew(desk, monkeypatch):
    names = {name for name in desk.content() if name not in ("index.html", "run.json")}
    monkeypatch.setattr(code, "everything", lambda: "other")
    written = desk.report()
    assert names - written <= {"fonts/CityPlansSans-Regular.ttf"}


def test_a_notebook_that_was_edited(desk):
    """Its text makes the page anew once; its code, which now may read anything, every time."""
    path = desk.root / "notebooks/02_targets.ipynb"
    for kind, expected in (("markdown", [True, False]), ("code", [True, True])):
        notebook = nbformat.read(path, as_version=4)
        next(c for c in reversed(notebook.cells) if c.cell_type == kind).source += "\n# mine"
        nbformat.write(notebook, path)
        ran = []
        for _ in range(2):
            desk.report()
            ran.append("02_targets" in desk.ran)
        assert ran == expected, kind


@pytest.mark.slow
def test_a_report_cut_short_is_finished_by_the_next(desk, monkeypatch):
    with monkeypatch.context() as patch:

        def cut(*_):
            raise KeyboardInterrupt

        patch.setattr(exports.workbook, "write", cut)
        with pytest.raises(KeyboardInterrupt):
            desk.report("two")
    assert "中断" in (desk.reports / "index.html").read_text("utf-8"), "older words stand by newer pictures"
    desk.report("two")
    assert "中断" not in (desk.reports / "index.html").read_text("utf-8")
    assert not desk.drawn, "the charts had been finished"
    assert desk.content() == Desk(desk.root, "two from nothing").content()


def test_two_reports_at_once_do_not_share_a_folder(desk):
    with locking.locked(desk.reports / cache.FOLDER), pytest.raises(locking.LockedError, match="--reports"):
        desk.report()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "notebooks").glob("0[1-6]*.ipynb")), ids=lambda path: path.stem
)
def test_the_projects_notebooks_are_known_by_their_code(path):
    notebook = nbformat.read(path, as_version=4)
    known = notebook.metadata[run.OURS].get(run.KNOWN)
    assert known == run.code_digest(notebook), (
        f"where its code reads nothing but tables, write {run.KNOWN}: {run.code_digest(notebook)}"
    )
