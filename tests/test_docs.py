"""What the documentation names is there."""

import re
from pathlib import Path

import pytest

from cityplans import codebook

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "cityplans"
PAGES = sorted([ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
NAME = re.compile(r"`([a-z_]+(?:[./][a-z_]+)*/?)`")
WHOLE = re.compile(r"`((?:src|tests|scripts|docs|data|benchmarks|notebooks)/[\w./-]+)`")
MAY_LACK = {"data/raw/baselines.csv", "data/raw/scale.csv"}  # a person may put them there
MODULES = {path.relative_to(PACKAGE).with_suffix("").as_posix() for path in PACKAGE.rglob("*.py")}
PLACES = {part for name in MODULES for part in (name, name.rpartition("/")[2], name.rpartition("/")[0])}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_files_named_in_the_documentation_are_there(page):
    named = set(WHOLE.findall(page.read_text("utf-8"))) - MAY_LACK
    assert [name for name in sorted(named) if not (ROOT / name).exists() and "PLAN" not in name] == []


def test_modules_named_in_the_table_of_packages_are_there():
    """The table of docs/DESIGN.md tells the house; a module that moved is a fault of it."""
    text = (ROOT / "docs" / "DESIGN.md").read_text("utf-8")
    rows = text.split("| package | what to look for where |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    assert len(rows) >= 7
    for row in rows:
        package, told = (cell.strip() for cell in row.strip("|").split("|", 1))
        names = {name.rstrip("/") for name in NAME.findall(told)}
        below = {n for n in PLACES if f"{package.strip('`')}/{n}" in PLACES} | {
            n.rpartition("/")[2] for n in PLACES if n.startswith(package.strip("`") + "/")
        }
        assert names <= below, f"{package}: {sorted(names - below)}"


def test_floors_drawn_in_the_documentation_are_those_of_the_contract():
    text = (ROOT / "docs" / "DESIGN.md").read_text("utf-8")
    drawn = text.split("## Floors", 1)[1].split("```")[1]
    contract = (ROOT / "pyproject.toml").read_text("utf-8").split("[[tool.importlinter.contracts]]")[1]
    for name in re.findall(r"\(cityplans\.(\w+)\)", contract):
        assert re.search(rf"\b{name}\b", drawn), f"{name} stands on no floor of docs/DESIGN.md"


def test_every_file_of_the_codebook_is_registered_and_described():
    files = {path.stem for path in (ROOT / "data" / "codebook").glob("*.[ct][sx][vt]")}
    assert files == set(codebook.FILES)
    for readme in ("README.md", "README.zh.md"):
        told = (ROOT / "data" / "codebook" / readme).read_text("utf-8")
        assert [name for name in sorted(files) if f"`{name}." not in told] == [], readme
