"""Small changes to one module, one at a time, and which of them no test notices (cosmic-ray).

    python3 run.py mutate chinese/numerals tests/test_numerals.py     one module against the tests named
    python3 run.py mutate --thresholds comparison/ambition/order tests/test_order.py
                                       its UPPER_CASE numbers alone, a little lower and a little higher
    python3 run.py mutate --list                                      what docs/MUTANTS.md was made of

The project is copied to a temporary folder first, for the module is changed in place (thresholds are changed
in this process, which takes seconds). A survivor is printed as a diff: write the example that tells it from
the code, or say in docs/MUTANTS.md why none can.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("src", "tests", "data", "notebooks", "pyproject.toml", "README.md", "README.zh.md", "docs")
SESSION = "mutants.sqlite"
SECONDS = 120  # after which a test run counts as a mutant noticed
# of the changes cosmic-ray knows only those that a slip of the hand would make are tried
LEFT_OUT = (
    "core/ReplaceBinaryOperator_(?!Add_Sub|Sub_Add|Mul_Div|Div_Mul)",
    "core/ReplaceComparisonOperator_(?!Lt_LtE|LtE_Lt|Gt_GtE|GtE_Gt|Eq_NotEq|NotEq_Eq|Is_IsNot|IsNot_Is)",
    "core/ReplaceUnaryOperator",
    "core/RemoveDecorator",
    "core/ExceptionReplacer",
)
CONFIG = """[cosmic-ray]
module-path = "{module}"
timeout = {seconds}
excluded-modules = []
test-command = "{python} -m pytest -q -x -n 0 -p no:cacheprovider {tests}"

[cosmic-ray.distributor]
name = "local"

[cosmic-ray.filters.operators-filter]
exclude-operators = {left_out}
"""
# module below src/cityplans -> the tests that are there for it
MODULES = {
    "chinese/numerals": "tests/test_numerals.py",
    "comparison/ambition/order": "tests/test_ambition.py",
    "comparison/ambition/commitment": "tests/test_ambition.py",
    "running/staging": "tests/test_staging.py",
    "running/locking": "tests/test_locking.py",
    "running/cache": "tests/test_cache.py",
    "running/code": "tests/test_cache.py",
    "extraction/corrections": "tests/test_corrections.py",
    "publishing/telling/wording": "tests/test_wording.py",
}


def main(arguments: list[str]) -> int:
    if arguments == ["--list"]:
        print("\n".join(f"{module}  {tests}" for module, tests in MODULES.items()))
        return 0
    if arguments[:1] == ["--thresholds"] and arguments[2:]:
        return thresholds(*arguments[1:])
    if not arguments or not (ROOT / "src/cityplans" / f"{arguments[0]}.py").is_file():
        print("name a module below src/cityplans, such as chinese/numerals, and the tests for it")
        return 2
    name, *tests = arguments
    tests = tests or [MODULES.get(name, f"tests/test_{Path(name).name}.py")]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in COPIED:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__", ".cache"))
            elif source.exists():
                shutil.copy(source, copy / part)
        return mutated(copy, f"src/cityplans/{name}.py", " ".join(tests))


def thresholds(name: str, *tests: str) -> int:
    """Say of each number with a name in capitals whether the tests notice that it is lower, and higher."""
    import pytest

    def passed() -> bool:
        with contextlib.redirect_stdout(io.StringIO()):
            return pytest.main(["-q", "-x", "-p", "no:cacheprovider", *tests]) == 0

    module = importlib.import_module(f"cityplans.{name.replace('/', '.')}")
    if not passed():
        print("the tests fail before anything is changed")
        return 1
    for key in re.findall(r"^([A-Z][A-Z\d_]+) =", Path(module.__file__).read_text("utf-8"), re.MULTILINE):
        value = getattr(module, key)
        if type(value) not in (int, float):
            continue
        ours = [m for n, m in sys.modules.items() if n.startswith("cityplans.")]
        known = [m for m in ours if vars(m).get(key) is value]  # those that imported it by its name too
        for other in (value - 1, value + 1) if type(value) is int else (0.9 * value, 1.1 * value):
            for each in known:
                setattr(each, key, other)
            print(f"{'survived' if passed() else 'noticed '} {key} = {value} -> {other:g}", flush=True)
        for each in known:
            setattr(each, key, value)
    return 0


def mutated(copy: Path, module: str, tests: str) -> int:
    """Run every mutant of the module in the copy; print the survivors and the count."""
    settings = {"module": module, "seconds": SECONDS, "python": sys.executable, "tests": tests}
    config = CONFIG.format(**settings, left_out=json.dumps(LEFT_OUT))
    (copy / "mutants.toml").write_text(config, encoding="utf-8")
    variables = dict(os.environ, PYTHONPATH=str(copy / "src"), PYTHONDONTWRITEBYTECODE="1")

    def run(name: str, *more: str) -> int:
        command = [sys.executable, "-m", name, *more]
        return subprocess.run(command, cwd=copy, env=variables).returncode

    if run("pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *tests.split()):
        print("the tests fail before anything is changed")
        return 1
    return (
        run("cosmic_ray.cli", "init", "mutants.toml", SESSION)
        or run("cosmic_ray.tools.filters.operators_filter", SESSION, "mutants.toml")
        or run("cosmic_ray.cli", "exec", "mutants.toml", SESSION)
        or run("cosmic_ray.tools.report", "--surviving-only", "--show-diff", SESSION)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
