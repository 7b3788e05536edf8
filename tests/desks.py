"""A researcher's desk: folders, tables and workbook of one plan, and the sheet as a person edits it."""

from __future__ import annotations

import shutil
from copy import copy
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cityplans import codebook as codebooks
from cityplans.publishing.telling.view import View
from cityplans.publishing.workbook import front, imported, workbook
from cityplans.publishing.workbook.targets import head
from cityplans.publishing.workbook.xlsx import HEAD
from strategies import csv_rows
from workbook_rows import built, write_tables

TODAY = "2026-01-31"
PLAN = Path("tests/examples/desk_plan.txt")
EDITED = ("targets", "review", "plans", "unused")  # sheets that tests of edits look at


class Desk:
    """A researcher's folders: a plan of two dozen targets, codebook, tables, workbook."""

    def __init__(self, root: Path) -> None:
        self.raw, self.codebook, self.out = root / "raw", root / "codebook", root / "out"
        self._xlsx, self.lang, self.exported = root / "cityplans.xlsx", "zh", False
        self.raw.mkdir()
        shutil.copytree("data/codebook", self.codebook)
        shutil.copy(PLAN, self.raw)

    def build(self, lang: str = "zh"):
        self.frames, self.texts, self.problems = built(self.raw, self.codebook, compared=False)
        write_tables(self.out, self.frames, self.texts)
        self.lang, self.exported = lang, False
        return {row["target_id"]: row for row in self.frames["targets"].to_dict("records")}

    def copied(self, root: Path) -> Desk:
        """The same desk elsewhere, with its tables and its workbook."""
        shutil.copytree(self.raw.parent, root, dirs_exist_ok=True)
        made = copy(self)
        made.raw, made.codebook, made.out = root / "raw", root / "codebook", root / "out"
        made._xlsx = root / self._xlsx.name
        return made

    @property
    def view(self) -> View:
        return View(self.frames, codebooks.load(self.codebook), self.lang, texts=self.texts)

    @property
    def xlsx(self) -> Path:
        """The workbook of the last build, written when it is first asked for; of its sheets EDITED."""
        if not self.exported:
            with pytest.MonkeyPatch.context() as patch:
                for name in ("codes", "dictionary"):
                    patch.setattr(front, name, partial(_without_rows, getattr(front, name)))
                patch.setattr(workbook, "_body", _edited_sheets)
                workbook.write(self.view, self._xlsx)
            self.exported = True
        return self._xlsx

    def told(self, lang: str) -> None:
        """From now on the workbook is in that language."""
        self.exported, self.lang = self.exported and lang == self.lang, lang

    def take(self) -> list[str]:
        return [*map(str, imported.import_workbook(self.xlsx, self.out, self.codebook, TODAY).said)]

    def stored(self) -> list[dict]:
        return csv_rows(self.codebook / "corrections.csv")


WHOLE = workbook._body


def _edited_sheets(view: View) -> list:
    return [sheet for sheet in WHOLE(view) if sheet.key in EDITED]


def _without_rows(sheet, *of):
    return replace(sheet(*of), rows=[])


class Page:
    """The Targets sheet as a person edits it: cells by row and column header."""

    def __init__(self, desk: Desk, lang: str = "zh") -> None:
        self.path, self.lang = desk.xlsx, lang
        self.book = load_workbook(self.path)
        self.sheet = self.book["目标" if lang == "zh" else "Targets"]
        heads = [str(c.value).replace("✎ ", "") for c in self.sheet[HEAD + 1]]
        self.column = {h: i for i, h in enumerate(heads, 1)}

    def cell(self, row: int, key: str):
        return self.sheet.cell(row, self.column[head(key, self.lang)])

    def row_of(self, target_id: str) -> int:
        rows = range(HEAD + 2, self.sheet.max_row + 1)
        return next(r for r in rows if self.cell(r, "target_id").value == target_id)

    def edit(self, target_id: str, **values) -> int:
        row = self.row_of(target_id)
        for key, value in values.items():
            self.cell(row, key).value = value
        return row

    def add(self, **values) -> int:
        row = self.sheet.max_row + 1
        for key, value in values.items():
            self.cell(row, key).value = value
        return row

    def save(self) -> None:
        self.book.save(self.path)
