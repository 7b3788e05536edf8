"""The README is true: its commands run, its example is what comes out, its links lead somewhere."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cityplans import pipeline
from cityplans.__main__ import main

ROOT = Path(__file__).resolve().parents[1]
FILES = {"en": "README.md", "zh": "README.zh.md"}
TEXT = {lang: (ROOT / name).read_text(encoding="utf-8") for lang, name in FILES.items()}
SENTENCE = "到2025年，全社会研发经费支出占地区生产总值比重力争达3.2%"
# what is run for real, with folders of its own; the long ones only have to exist
QUICK = ("build", "explain", "cite", "brief", "concordance", "codebook")


def blocks(lang: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", TEXT[lang], re.MULTILINE | re.DOTALL)


def commands(lang: str) -> list[list[str]]:
    return [shlex.split(line) for block in blocks(lang, "sh") for line in block.splitlines() if line.strip()]


def of_package(lang: str) -> list[list[str]]:
    """What a command asks of the package itself."""
    own = {*run_py().PACKAGE, "report"}
    made = (c[2:] for c in commands(lang))
    return [c for c in made if c and c[0] in own and c != ["report"] and c != ["report", "--lang", "en"]]


def bare(command: list[str]) -> list[str]:
    """A command without the language asked for, which differs between the two files."""
    text = " ".join(command)
    return re.sub(r" --lang \w\w$| --lang \w\w(?= )", "", text).split()


def run_py():
    spec = importlib.util.spec_from_file_location("run_script", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_both_languages_name_the_kinds_of_files_that_are_read():
    kinds = [
        {*re.findall(r"[a-z]{2,4}", re.search(r"^1\. .*?[(（](.*?)[)）]", text, re.M | re.S)[1])}
        for text in TEXT.values()
    ]
    read = {"txt", "md", "html", "docx", "pdf", "xlsx", "xls", "rtf", "doc", "wps", "csv", "json"}
    assert all(read <= each for each in kinds)


def test_both_languages_have_the_same_commands():
    assert [bare(c) for c in commands("en")] == [bare(c) for c in commands("zh")]
    assert ["python3", "run.py", "report"] in commands("en")
    assert ["python3", "run.py", "test"] in commands("en")
    for text in TEXT.values():
        assert "`py run.py report`" in text


def test_every_command_is_of_a_known_kind():
    for lang in FILES:
        for command in commands(lang):
            assert command[:2] == ["python3", "run.py"], command


def test_commands_of_run_py_exist_and_are_explained():
    script = run_py()
    known = {*script.COMMANDS, *script.PACKAGE}
    done = subprocess.run(
        [sys.executable, "run.py", "--help"], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0
    inline = set(re.findall(r"`(?:python3|py) run\.py (\w+)`", TEXT["en"] + TEXT["zh"]))
    for name in inline | {c[2] for lang in FILES for c in commands(lang) if c[1] == "run.py"}:
        assert name in known and f"run.py {name}" in done.stdout, name


def test_options_of_every_cityplans_command_are_known(capsys):
    for lang in FILES:
        for command in of_package(lang):
            with pytest.raises(SystemExit) as ended:
                main([*command, "--help"])
            assert ended.value.code == 0, command
            shown = capsys.readouterr().out
            assert all(part in shown for part in command if part.startswith("--")), command


@pytest.mark.slow
def test_quick_commands_run_in_the_order_of_the_readme(five, tmp_path, monkeypatch, capsys):
    """Build, explain and cite as printed, in a copy that holds the data only."""
    shutil.copytree(ROOT / "data/raw", tmp_path / "data/raw")
    shutil.copytree(ROOT / "data/codebook", tmp_path / "data/codebook")
    shutil.copytree(five, tmp_path / "data/processed")  # with what was kept, so that `build` is quick
    (tmp_path / "data/processed/targets.csv").unlink()
    monkeypatch.chdir(tmp_path)
    quick = [command for lang in FILES for command in of_package(lang) if command[0] in QUICK]
    for command in {tuple(bare(command)): command for command in quick}.values():  # in one of the languages
        assert main([*command]) == 0, command
        assert capsys.readouterr().out.strip(), command
    assert {command[0] for command in quick} == set(QUICK)
    assert (tmp_path / "data/processed/targets.csv").is_file()


@pytest.mark.parametrize("lang", FILES)
def test_the_explanation_shown_is_the_one_printed(lang, capsys):
    command = next(c for c in commands(lang) if c[2:3] == ["explain"])
    assert command[-1] == SENTENCE
    assert main([*command[2:], "--lang", lang, "--codebook", str(ROOT / "data/codebook")]) == 0
    assert blocks(lang, "text")[0].strip() == capsys.readouterr().out.strip(), (
        f"{FILES[lang]} shows another output than `explain` prints; paste the new one"
    )


@pytest.fixture(scope="module")
def row(tmp_path_factory) -> dict[str, str]:
    """The row of targets.csv that the README's sentence gives in a small plan."""
    folder = tmp_path_factory.mktemp("small")
    plan = (
        "丽水市人民政府关于加快推进科技创新的实施意见\n\n一、总体目标\n"
        f"坚持创新在发展全局中的核心地位，深入实施创新驱动发展战略，加快建设创新型城市。{SENTENCE}。\n\n"
        "二、重点任务\n加强科技创新平台建设，支持企业加大研发投入，完善科技金融服务体系，优化创新生态。\n"
    )
    (folder / "raw").mkdir()
    (folder / "raw/plan.txt").write_text(plan, encoding="utf-8")
    title = plan.splitlines()[0]  # so short a text is taken for a plan only where the catalog says so
    (folder / "raw/catalog.csv").write_text(f"file,title\nplan.txt,{title}\n", encoding="utf-8")
    pipeline.build(folder / "raw", folder / "out", ROOT / "data/codebook")
    text = (folder / "out/targets.csv").read_text(encoding="utf-8-sig")
    (only,) = csv.DictReader(io.StringIO(text))
    return only


@pytest.mark.slow
@pytest.mark.parametrize("lang", FILES)
def test_the_row_shown_is_the_row_made(lang, row):
    head, cells = (
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in TEXT[lang].splitlines()
        if line.startswith(("| indicator_text", "| 全社会研发经费"))
    )
    assert {name: row[name] for name in head} == dict(zip(head, cells, strict=True))


@pytest.mark.parametrize("lang", FILES)
def test_links_and_pictures_lead_somewhere(lang):
    for target in re.findall(r"\]\(([^)]+)\)", TEXT[lang]):
        assert (ROOT / target).is_file(), target
    for name in re.findall(r"`((?:data|docs|src|tests|scripts)/[\w./-]+|[A-Z]+\.md)`", TEXT[lang]):
        made = name.startswith("data/processed") or name in ("data/raw/scale.csv", "data/raw/baselines.csv")
        assert made or (ROOT / name).exists(), name


@pytest.mark.slow
def test_measured_limits_hold(capsys):
    """The shares both READMEs promise, against the score of today."""
    assert main(["score", "--gold", str(ROOT / "tests/gold")]) == 0
    line = next(part for part in capsys.readouterr().out.splitlines() if part.startswith("ALL"))
    n = int(re.search(r"n +(\d+)", line)[1])
    recall, whole = (float(re.search(rf"{name} ([\d.]+)", line)[1]) for name in ("recall", "whole row"))
    promised = re.search(
        r"some (\d+) target rows.*?(\d+) % or more are found and (\d+) %", TEXT["en"], re.DOTALL
    )
    assert abs(int(promised[1]) - n) <= 10
    assert recall >= int(promised[2]) / 100 and whole >= int(promised[3]) / 100
    assert f"约{promised[1]}行" in TEXT["zh"]
    assert f"{promised[2]}%以上被找到，{promised[3]}%以上" in TEXT["zh"]


@pytest.mark.slow
def test_a_sixth_of_targets_without_a_key(five):
    """Of the keys the READMEs speak of; what a person has added since is not theirs."""
    ours = {*json.loads((ROOT / "tests/gold/floors.json").read_text("utf-8"))["keys"].split()}
    rows = list(csv.DictReader(io.StringIO((five / "targets.csv").read_text(encoding="utf-8-sig"))))
    share = sum(row["indicator_id"] not in ours for row in rows) / len(rows)
    assert 0.12 < share < 0.2, "say another share in the READMEs"
