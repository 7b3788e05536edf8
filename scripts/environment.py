"""Write environment.yml (conda) from pyproject.toml, so that the two cannot drift apart.

    python scripts/environment.py            write it
    python scripts/environment.py --check    exit 1 when it is out of date

Packages come from conda-forge under the names they have there; those that are missing there, or are something
else there, come with pip, as does the project itself.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "environment.yml"
RENAMED = {
    "lxml-html-clean": "lxml_html_clean",
    "duckdb": "python-duckdb",
    "matplotlib": "matplotlib-base",
}  # the latter without the Qt window toolkit
FROM_PIP = (
    "ahocorasick_rs",
    "krippendorff",
    "opencc",
    "pypdfium2",
    "rapidocr",
    "rjieba",
    "striprtf",
)  # conda-forge's opencc is the C++ library


def environment(pyproject: str) -> str:
    """The text of environment.yml for the text of a pyproject.toml."""
    project = tomllib.loads(pyproject)["project"]
    conda, pip = [], []
    for requirement in sorted(project["dependencies"]):
        name = re.match(r"[A-Za-z0-9._-]+", requirement).group(0)
        if name in FROM_PIP:
            pip.append(requirement)
        else:
            conda.append(RENAMED.get(name, name) + requirement[len(name) :])
    lines = ["# made by scripts/environment.py from pyproject.toml; change that, then run it"]
    lines += [f"name: {project['name']}"]
    lines += ["channels:", "  - conda-forge", "  - nodefaults", "dependencies:"]
    lines += [f"  - {entry}" for entry in [f"python{project['requires-python']}", *conda, "pip", "pip:"]]
    lines += [f"      - {entry}" for entry in [*pip, "-e ."]]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    wanted = environment((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    if "--check" not in arguments:
        TARGET.write_text(wanted, encoding="utf-8", newline="\n")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == wanted:
        return 0
    print("environment.yml does not fit pyproject.toml; run: python scripts/environment.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
