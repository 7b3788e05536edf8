"""A wheel brings all that a project folder needs; nothing is written over."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from cityplans import places
from cityplans.__main__ import main
from cityplans.errors import UserError

ROOT = Path(__file__).resolve().parents[1]


def test_a_project_folder_of_one_s_own(tmp_path):
    made = places.begin(tmp_path / "mine")
    assert (made / "data" / "raw").is_dir()
    for name in ("indicators.csv", "README.md"):
        ours = (ROOT / "data" / "codebook" / name).read_bytes()
        assert (made / "data" / "codebook" / name).read_bytes() == ours
    assert list((made / "notebooks").glob("0*.ipynb"))
    assert places.command() in (made / "data" / "raw" / "README.txt").read_text("utf-8")


def test_the_command_that_is_told_can_be_typed_as_it_stands(tmp_path, capsys):
    """Whatever is on the path of whoever types it."""
    assert main(["init", str(tmp_path / "mine")]) == 0
    said = capsys.readouterr().out.strip()
    assert said.startswith(str(tmp_path / "mine")) and said.endswith(f"{sys.executable} -m cityplans run")
    assert subprocess.run(f"{places.command()} --help", shell=True, capture_output=True).returncode == 0


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(UserError, match="not empty"):
        places.begin(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.slow
def test_the_wheel_makes_and_builds_a_project_where_nothing_of_ours_is(tmp_path):
    source = tmp_path / "source"
    kept = shutil.ignore_patterns(".*", "*.egg-info", "reports", "build", "tests", "processed")
    shutil.copytree(ROOT, source, ignore=kept)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path / "dist", source], check=True
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    held = zipfile.ZipFile(wheel).namelist()
    for part in ("publishing/fonts/", "publishing/explorer/template.html", "starter/codebook/units.csv"):
        assert any(name.startswith(f"cityplans/{part}") for name in held), part
    assert any(name.startswith("cityplans/starter/notebooks/01_") for name in held)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")

    code = (
        "import shutil, sys; from cityplans.__main__ import main; assert main(['init', 'mine']) == 0; "
        "shutil.copy(sys.argv[1], 'mine/data/raw'); "
        "main(['build', '--raw', 'mine/data/raw', '--out', 'mine/data/processed'])"
    )
    variables = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code, ROOT / "tests" / "examples" / "desk_plan.txt"]
    built = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True)
    assert "1 plans" in built.stdout, built.stderr


def test_what_reads_web_pages_is_declared():
    """justext asks for it as an extra of lxml, under a name that lxml no longer has: pip installs without it,
    and some pages could not be read."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert any(entry.startswith("lxml-html-clean") for entry in declared)
