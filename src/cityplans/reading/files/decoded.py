"""One text of one file, as the readers of all formats hand it on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cityplans.chinese.han import CJK
from cityplans.chinese.years import of_title
from cityplans.reading.files.fields import DOCUMENT, said
from cityplans.reading.mapped import Mapped
from cityplans.reading.table_heads import names_indicators, names_tasks

RECORD = "#"  # between a file and its record, sheet or, of an archive, its file
ABOVE = 6  # lines of a table above its heads
ASIDE = re.compile(r"附[件表]\s*\d*\s*[：:]?$|[（(]?(?:计量)?单位\s*[：:]")  # above a table, and no title
# 附表1 某市…主要指标
NUMBERED = re.compile(r"^附[件表]\s*[\d一二三四五六七八九十]*\s*[：:、.．—-]?\s*(?=.{6})")
ROWS = 0.7  # share of the lines of a table that are rows


def own_name(name: str) -> str:
    """The name of a file in an archive without that of the archive.

    >>> own_name("plans.zip#2021/某市规划.docx"), own_name("plans.csv#3")
    ('2021/某市规划.docx', 'plans.csv#3')
    """
    archive, sign, member = name.partition(RECORD)
    return member if sign and archive.lower().endswith(".zip") else name


@dataclass(frozen=True)
class Decoded:
    """One text of one file.

    `source_file` is the file's name below the raw folder, of many texts in one with the record or the file
    behind it (`plans.csv#3`, `plans.zip#a.docx`). `received` is the decoded file (txt, md, html, csv, json)
    or the extracted text (docx, pdf, doc; of sheets the sheet as CSV); `mapped` the text to be cleaned, its
    origins pointing into `received`; `pages` each page's first offset in `received` (PDF); `fields` what else
    the record says that held the text; `left_out` what the reader already took out (fix name -> offsets),
    `scanned_pages` the pages (from 1) that are pictures and could not be read; `recognised` what of
    `received` was read from pictures, as (start, end, the engine's confidence from 0 to 1); `is_table`:
    nothing but a table of indicators or a list of tasks, whose title may be the file's or the sheet's;
    `aside`: characters of a page outside `mapped` (menus, feet) or hidden in it.
    """

    source_file: str
    received: str = field(repr=False)
    mapped: Mapped = field(repr=False)
    pages: Sequence[int] = ()
    format: str = "txt"
    encoding: str = "utf-8"
    fields: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, list[int]] = field(default_factory=dict, repr=False)
    scanned_pages: tuple[int, ...] = ()
    is_table: bool = False
    recognised: Sequence[tuple[int, int, float]] = ()
    aside: int = 0

    @property
    def said(self) -> dict[str, str]:
        """What the fields say of the document: title, date, issuer, url, region, doc_no, where given."""
        return said(self.fields)


def is_table(text: str) -> bool:
    """Whether a text is nothing but a table of indicators or a list of tasks, with a title above and notes
    below it perhaps."""
    if "\t" not in text:
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    heads = [line.split("\t") for line in lines[:ABOVE]]
    first = next((i for i, h in enumerate(heads) if names_indicators(h) or names_tasks(h)), len(lines))
    rows = sum("\t" in line for line in lines[first:])
    return (
        rows > 1 and rows >= ROWS * (len(lines) - first) and not any("。" in line for line in lines[:first])
    )


def table_title(text: str, sheet: str, name: str) -> str:
    """The title of a table: the lines above its heads, else the sheet's or the file's name where that says
    whose table it is; "" where none does."""
    above = itertools.takewhile(lambda line: "\t" not in line, text.split("\n"))
    said = (line.strip() for line in above if line.strip())
    lines = [NUMBERED.sub("", line) for line in said if not ASIDE.match(line)]
    named = [n.strip() for n in ("".join(lines), sheet, Path(own_name(name).partition("#")[0]).stem)]
    worded = [n for n in named if CJK.search(n)]
    told = next((n for n in worded if of_title(n)[1]), next(iter(worded), ""))  # rather one with its years
    return next((n for n in named if DOCUMENT.search(n)), named[0] or told)
