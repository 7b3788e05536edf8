"""Set-up: the lock, the conda file, run.py, and what is kept in git."""

from __future__ import annotations

import ast
import importlib.util
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# folders of the machines this was written on, addresses of package registries
PRIVATE = re.compile(
    r"(?<![\w.~$}])/(?:root|home|work|tmp|Users)/\w|[A-Z]:\\Users\\|(?:pypi|npmjs|pythonhosted|conda\.anaconda)\.org"
)
NOT_TEXT = {".png", ".ttf", ".xlsx", ".docx", ".pptx", ".pdf", ".doc", ".parquet"}


def load(path: str):
    """A script outside the package, as a module."""
    spec = importlib.util.spec_from_file_location(Path(path).stem + "_script", ROOT / path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run = load("run.py")


def tracked() -> list[Path]:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "-C", str(ROOT), "ls-files", "-z"]
    names = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file()]


# ------------------------------------------------------------------------------------------------ lock


def entries() -> list[str]:
    return re.findall(r"^\S+==.*?(?=^\S|\Z)", LOCK, re.MULTILINE | re.DOTALL)


def test_every_locked_package_has_hashes_and_nothing_else():
    assert len(entries()) > 100
    for entry in entries():
        lines = entry.rstrip().splitlines()
        assert len(lines) > 1, entry
        assert all(re.fullmatch(r" +--hash=sha256:[0-9a-f]{64}( \\)?", line) for line in lines[1:]), lines[0]
    assert "".join(entries()).strip() == LOCK.strip(), "lines that belong to no package"
    assert "://" not in LOCK


def test_lock_fits_pyproject():
    versions: dict[str, list[Version]] = {}
    for name, version in re.findall(r"^(\S+)==(\S+)", LOCK, re.MULTILINE):
        versions.setdefault(canonicalize_name(name), []).append(Version(version))
    for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]:
        wanted = Requirement(line)
        found = versions.get(canonicalize_name(wanted.name), [])
        assert found and all(version in wanted.specifier for version in found), (
            f"{line} is not met by requirements.lock; CONTRIBUTING.md says how to renew it"
        )


def test_run_finds_the_installer_in_the_lock():
    assert run.locked("uv").startswith("uv==") and run.locked("uv").count("==") == 1
    assert run.locked("no-such-package") == ""


# ------------------------------------------------------------------------------------------- conda file


def test_environment_yml_fits_pyproject():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "environment.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_environment_names():
    text = load("scripts/environment.py").environment(
        '[project]\nname = "x"\nrequires-python = ">=3.11"\n'
        'dependencies = ["matplotlib>=3", "opencc>=1", "six"]'
    )
    head, pip = text.split("  - pip:\n")
    assert "  - matplotlib-base>=3\n" in head and "  - six\n" in head and "opencc" not in head
    assert pip == "      - opencc>=1\n      - -e .\n"


# ----------------------------------------------------------------------------------------------- run.py


def test_run_imports_only_the_standard_library():
    names = set()
    for node in ast.walk(ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module.split(".")[0])
    assert "subprocess" in names and names <= sys.stdlib_module_names


def test_old_pythons_get_as_far_as_the_version_check():
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    run.check_version((3, 11, 0))
    with pytest.raises(run.Trouble, match=r"Python 3\.9; cityplans needs 3\.11"):
        run.check_version((3, 9, 18))


def call(*arguments: str, folder: Path = ROOT):
    return subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env=dict(os.environ, PYTHONUTF8="1"),
    )


def test_help_names_every_command(tmp_path):
    done = call("--help", folder=tmp_path)
    assert done.returncode == 0
    for command in run.COMMANDS:
        assert f"run.py {command} " in done.stdout


@pytest.mark.parametrize(
    "arguments, said",
    [
        ([], "choose one of report, test"),
        (["rapport"], "did you mean report?"),
        (["rapport", "--lang", "zh"], "没有命令 rapport，是不是 report？"),
        (["--lang=zh"], "请选一个命令"),
        (["--lang", "zh", "rapport"], "没有命令 rapport，是不是 report？"),
        (["foo", "--lang=zh"], "没有命令 foo（--help 列出全部）"),
    ],
)
def test_wrong_usage_is_exit_2_and_says_what_there_is(arguments, said):
    done = call(*arguments)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert said in done.stderr


def test_every_command_of_the_package_goes_through_run_py():
    from cityplans import __main__

    commands = next(a.choices for a in __main__.parser()._actions if a.choices)
    assert {*commands} - {"report", "score", "init"} == {*run.PACKAGE}  # those are run.py's own


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (["--lang", "en", "report", "--jobs", "1"], ["report", "--lang", "en", "--jobs", "1"]),
        (["--lang=en", "cite"], ["cite", "--lang=en"]),
        (["report", "--lang", "en"], ["report", "--lang", "en"]),
        (["--lang"], ["--lang"]),
        ([], []),
    ],
)
def test_the_language_may_stand_before_the_command(given, taken):
    assert run.in_order(given) == taken


def test_the_version_needs_no_set_up():
    import cityplans

    assert call("--version").stdout.strip() == cityplans.__version__


def test_set_up_speaks_the_language_of_the_run(monkeypatch, capsys):
    monkeypatch.setattr(run, "is_ready", lambda: False)
    for step in ("make_venv", "install_packages", "install_project"):
        monkeypatch.setattr(run, step, lambda: None)
    monkeypatch.setattr(run, "STAMP", Path(os.devnull))
    monkeypatch.setitem(run.COMMANDS, "setup", lambda arguments: 0)
    for lang, there, other in (("zh", "首次运行", "Setting up"), ("en", "Setting up", "首次运行")):
        assert run.main(["setup", "--lang", lang]) == 0
        said = capsys.readouterr().out
        assert there in said and other not in said


def test_a_new_project_stands_where_one_is(monkeypatch, tmp_path):
    called = []
    monkeypatch.setattr(run, "setup", lambda: False)
    monkeypatch.setattr(run.subprocess, "run", lambda command, **how: called.append((command, how)) or Done)
    monkeypatch.chdir(tmp_path)
    assert run.main(["init", "mine"]) == 0
    ((command, how),) = called
    assert command[1:] == ["-m", "cityplans", "init", "mine"] and how["cwd"] == tmp_path
    assert how["env"]["CITYPLANS_PROG"] == "run.py"


class Done:
    returncode = 0


def test_set_up_again_when_lock_or_definition_change(tmp_path, monkeypatch):
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text("a\n", encoding="utf-8")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(run, "STAMP", tmp_path / "stamp")
    assert not run.is_ready()
    run.STAMP.write_text(run.fingerprint(), encoding="utf-8")
    assert run.is_ready()
    (tmp_path / "requirements.lock").write_bytes(b"a\r\n")  # git on Windows may do that: no change
    assert run.is_ready()
    (tmp_path / "pyproject.toml").write_text("b\n", encoding="utf-8")
    assert not run.is_ready()


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        ("ERROR: Could not find a version … No matching distribution found for x", "mirror"),
        ("NewConnectionError: Failed to establish a new connection: [Errno 111]", "proxy"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "Do not go on"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("error: something else", "Delete the folder .venv"),
    ],
)
def test_advice_on_a_failed_installation(output, advice):
    told = run.install_advice(output)
    assert advice in told and output in told


def test_advice_is_in_the_language_of_the_run(monkeypatch):
    monkeypatch.setitem(run.SPOKEN, "zh", True)
    for output in ("timed out", "No space left", "DO NOT MATCH THE HASHES", "else"):
        assert "软件包没有装成" in run.install_advice(output) and "The " not in run.install_advice(output)
    for output in ("ensurepip", "denied", "else"):
        assert re.search("[一-龥]", run.venv_advice(output))


def test_ci_calls_run_py_test_and_nothing_else():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["python3 run.py test"]


@pytest.mark.parametrize("failing", ["", "ruff", "layers", "mypy", "pytest"])
def test_every_check_runs_and_any_that_fails_counts(failing, monkeypatch, capsys):
    ran = []

    def check(name, *arguments):
        ran.append(name)
        return int(name == failing)

    monkeypatch.setattr(run, "module", check)
    says = f"print('a fault'); raise SystemExit({int(failing == 'mypy')})"
    monkeypatch.setattr(
        run, "types", lambda: subprocess.Popen([sys.executable, "-c", says], stdout=-1, text=True)
    )
    monkeypatch.setattr(run, "layers", lambda: check("layers"))
    assert run.test([]) == bool(failing)
    assert [name for name, _ in itertools.groupby(ran)] == ["ruff", "layers", "pytest"]
    assert ("a fault" in capsys.readouterr().out) == (failing == "mypy")


# ------------------------------------------------------------------------------------ what is kept in git


def test_tracked_files_hold_no_paths_of_a_machine():
    found = []
    for path in tracked():
        if path.suffix in NOT_TEXT or (ROOT / "data" / "raw") in path.parents:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if PRIVATE.search(line) and path != Path(__file__):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


@pytest.mark.parametrize("line", ["see /" + "root/x", 'open("/' + 'tmp/a.csv")', r"C:\Users" + r"\li"])
def test_a_path_of_a_machine_is_seen(line):
    assert PRIVATE.search(line)


def test_nothing_made_is_kept():
    made = re.compile(r"^(?:reports/|\.venv/|data/processed/\.|.*\.egg-info/|.*__pycache__/)")
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert [name for name in names if made.match(name)] == []
    assert "requirements.lock" in names


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_is_stored_without_output(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None, (
                f"clear it: jupyter nbconvert --clear-output --inplace notebooks/{path.name}"
            )
    assert notebook["metadata"].get("kernelspec", {}).get("name", "python3") == "python3"
