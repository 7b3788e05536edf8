"""reports/interface.html: what a researcher can call, from the docstrings, in both languages; no network."""

from __future__ import annotations

from pathlib import Path

import pdoc
import pdoc.render

from cityplans import tables

PAGE = "interface.html"


MODULE = "cityplans.book"  # by name: it stands above this floor


def write(reports: Path) -> Path:
    """The page below `reports`."""
    pdoc.render.configure(docformat="google", search=False, show_source=False, footer_text="cityplans")
    page = pdoc.pdoc(MODULE).replace('<html lang="en">', '<html lang="zh">', 1)
    tables.write_bytes(reports / PAGE, page.encode())
    return reports / PAGE
