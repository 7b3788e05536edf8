"""Where codebook and notebooks stand: where one is or above, in the checkout, or as the wheel ships them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from cityplans.errors import UserError

PACKAGE = Path(__file__).resolve().parent
PROJECT = PACKAGE.parents[1]  # where the package lies in a checkout
STARTER = PACKAGE / "starter"  # what a wheel brings along
CODEBOOK = Path("data/codebook")
OF_SOME = "selected"  # below the reports: what is made of some plans only
RAW = """Put the plans here (txt, html, docx, pdf …), then run in the project's folder: {command}
把计划文件放在这里，然后在项目文件夹运行：{command}
"""


def above(name: Path) -> Path | None:
    """The nearest folder that holds it, from the working folder upward (one may be in the project's
    `notebooks`); None where none does."""
    folders = (Path(), *Path.cwd().parents)
    return next((folder for folder in folders if (folder / name).exists()), None)


def codebook() -> Path:
    """That of the project one is in; else that of the checkout; else the one shipped."""
    return _first((above(CODEBOOK) or Path()) / CODEBOOK, PROJECT / CODEBOOK, STARTER / "codebook")


def notebooks() -> Path:
    """`notebooks` here, if it holds numbered ones; else the project's own; else those shipped."""
    here = Path("notebooks")
    own = here if list(here.glob("0*.ipynb")) else PROJECT / "notebooks"
    return _first(own, STARTER / "notebooks")


def project() -> Path:
    """The folder of `data` and `reports`: the project one is in, the checkout, or the working folder."""
    here = above(CODEBOOK)
    return here if here is not None else PROJECT if (PROJECT / CODEBOOK).is_dir() else Path()


def command() -> str:
    """What makes the tables and reports of the folder one is in, whatever is on the path."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f"{python} -m cityplans run"


def begin(folder: Path) -> Path:
    """A project folder of one's own: data/raw, data/codebook, notebooks. Raises UserError where it is not
    empty, so that nothing is written over."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder}: is not empty; name a new folder", f"{folder}：不是空的；请给一个新文件夹")
    (folder / "data" / "raw").mkdir(parents=True)
    (folder / "data" / "raw" / "README.txt").write_text(
        RAW.format(command=command()), encoding="utf-8", newline="\n"
    )
    hidden = shutil.ignore_patterns(".*")
    shutil.copytree(codebook(), folder / "data" / "codebook", ignore=hidden)
    shutil.copytree(notebooks(), folder / "notebooks", ignore=hidden)
    return folder


def _first(*folders: Path) -> Path:
    return next((folder for folder in folders if folder.is_dir()), folders[0])
