"""The source files are kept byte for byte, and the catalog says what each is."""

from __future__ import annotations

import csv
import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw"
SOURCES = {
    "huzhou-2023-consultation-draft.txt",
    "jiaxing-2023-government-notice.txt",
    "ningbo-2020-newspaper-part2.txt",
    "ningbo-2020-webpage-hant.txt",
    "zhejiang-talent-bulletin-2020-08.txt",
}
DESCRIBING = (
    "file",
    "description_zh",
    "description_en",
    "publisher",
    "sha256",
    "source_url",
    "retrieved",
    "licence",
    "notes",
)
OVERRIDING = ("region", "title", "date", "status")


def catalog() -> list[dict[str, str]]:
    with (RAW / "catalog.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


ROWS = catalog()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_file_is_as_received(row):
    found = hashlib.sha256((RAW / row["file"]).read_bytes()).hexdigest()
    assert found == row["sha256"], f"{row['file']} was changed; take it back with: git checkout {row['file']}"


def test_catalog_covers_the_source_files():
    assert {row["file"] for row in ROWS} >= SOURCES
    assert len({row["file"] for row in ROWS}) == len(ROWS), "a file stands twice in catalog.csv"
    assert len({row["sha256"] for row in ROWS}) == len(ROWS), "one file under two names"


def test_catalog_columns_and_descriptions():
    assert tuple(ROWS[0])[: len(DESCRIBING + OVERRIDING)] == DESCRIBING + OVERRIDING
    for row in ROWS:
        assert row["file"].isascii() and " " not in row["file"], row["file"]
        assert row["description_zh"] and row["description_en"] and row["licence"], row["file"]


def test_the_source_files_are_read_without_overrides():
    """Their region, title, date and status are found in the text, not told by the catalog."""
    told = [row["file"] for row in ROWS if row["file"] in SOURCES and any(row[key] for key in OVERRIDING)]
    assert told == []


@pytest.mark.skipif(not shutil.which("git") or not (ROOT / ".git").exists(), reason="not a git checkout")
def test_git_leaves_line_ends_alone():
    paths = [f"data/raw/{row['file']}" for row in ROWS]
    paths += ["data/codebook/units.csv", "data/processed/targets.csv"]
    command = ["git", "-C", str(ROOT), "check-attr", "text", "--", *paths]
    answers = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(answers) == len(paths)
    assert [line for line in answers if not line.endswith("text: unset")] == []
