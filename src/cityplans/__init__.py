"""cityplans: from the plans of Chinese cities and provinces to tidy tables of targets and themes.

    import cityplans as cp

    book = cp.open()                           # the tables of data/processed
    book.targets                               # every table is a pandas DataFrame
    book.compare("研发强度")                     # one indicator, plan by plan

See `cityplans.book` for all that a book can do.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cityplans.book import Book

__version__ = "0.1.0"
__all__ = ["open"]


def open(
    out: Path | str = "data/processed", raw: Path | str = "data/raw", codebook: Path | str | None = None
) -> Book:
    """The book of the tables below `out`: see cityplans.book.

    `raw` may hold the researcher's baselines.csv and scale.csv; `codebook` is its folder, the project's own
    by default. Folders are looked for from the working folder upward. Raises FileNotFoundError, with what to
    do, where there are no tables.

        book = cp.open()                           # the tables of `run.py report`
        mine = cp.open("mine/data/processed")      # those of another folder

    打开 `out` 中的表，得到一个 `Book`。`raw` 中可有自己的 baselines.csv 和 scale.csv；`codebook` 是编码表所在
    文件夹，默认用项目自己的。从当前文件夹起逐级向上找。没有表时说明怎么办。
    """
    from cityplans import asking, book, errors

    errors.speak(asking.of_system())
    return book.opened(out, raw, codebook)
