"""The briefings on the start page: listed when it is written, and again whenever one is made."""

from __future__ import annotations

import json
import re
from pathlib import Path

from cityplans import tables
from cityplans.publishing.briefing import office
from cityplans.publishing.telling.html import Markup, link, parted, text
from cityplans.running.record import RUN

FOLDER = "briefings"
SECTION = re.compile(r"<!-- briefings -->.*?<!-- /briefings -->", re.DOTALL)
NOTHING_LEFT = re.compile(r"<h2>(?:(?!<h2>).)*Not made by this run(?:(?!</h2>).)*</h2><ul>\s*</ul>")
KINDS = {".docx": "简报 · Briefing", ".pptx": "幻灯片 · Slides"}


def section(reports: Path, run_id: str | None) -> tuple[Markup, list[Path]]:
    """What stands between the page's marks, and the briefings of other runs, which it leaves out.

    Each is shown by its title, with the language it is in. Without `run_id` all of them count as current."""
    rows, old = [], []
    for path in sorted((reports / FOLDER).glob("*")):
        if run_id and not office.prints(path, run_id):
            old.append(path)
        elif path.suffix in KINDS:
            name = path.relative_to(reports).as_posix()
            lang = path.stem.rpartition("_")[2]
            said = office.title(path) or name
            rows.append(f'<li lang="{text(lang)}">{link(name, said)} – {parted(KINDS[path.suffix])}</li>')
    return Markup(f"<!-- briefings --><ul>{''.join(rows)}</ul><!-- /briefings -->"), old


def renew(reports: Path) -> None:
    """List the briefings anew on the start page, if there is one; those of its run are current on it."""
    page, run = reports / "index.html", reports / RUN
    if not (page.is_file() and run.is_file()):
        return
    listed, _ = section(reports, json.loads(run.read_text("utf-8")).get("run_id"))
    older = page.read_text("utf-8")
    if not SECTION.search(older):
        return
    told = SECTION.sub(lambda _: listed, older)
    for name in re.findall(r'href="(briefings/[^"]+)"', listed):  # made anew: no longer of another run
        told = re.sub(rf'<li><a href="{re.escape(name)}">[^<]*</a> – [\d-]+</li>\n?', "", told)
    told = NOTHING_LEFT.sub("", told)
    tables.write_bytes(page, told.encode())
