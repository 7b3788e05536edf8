"""A briefing as a page of HTML: the same findings, tables and sources as in the Word file, without charts."""

from __future__ import annotations

from cityplans.publishing.briefing.content import Briefing, Mark, Rich, Table
from cityplans.publishing.telling import html
from cityplans.publishing.telling.html import Markup, text
from cityplans.publishing.telling.wording import pick


def render(made: Briefing) -> bytes:
    """The bytes of the page; nothing in it is fetched, no script runs, text of documents is shown as text."""
    findings = "".join(f"<li>{_rich(finding)}</li>\n" for finding in made.findings)
    sources = "".join(f'<li id="s{i}">{text(s)}</li>\n' for i, s in enumerate(made.sources, 1))
    body = [
        f"<h1>{text(made.title)}</h1>",
        f'<p class="note">{text(made.subtitle)}</p>',
        f"<ul>\n{findings}</ul>",
        *(_table(table) for table in made.tables),
        *(f'<p class="note">{text(note)}</p>' for note in made.notes),
        f"<h2>{pick(made.lang, '出处', 'Sources')}</h2>\n<ol>\n{sources}</ol>" if sources else "",
        f'<p class="note">{text(made.footer)}</p>',
    ]
    return html.page(made.title, "\n".join(body), f"../{html.FONTS}", made.lang).encode()


def _rich(rich: Rich) -> Markup:
    parts = (
        f'<sup><a href="#s{part.number}">[{part.number}]</a></sup>' if isinstance(part, Mark) else text(part)
        for part in rich
    )
    return Markup("".join(parts))


def _table(table: Table) -> str:
    rows = [[_rich(cell) for cell in row] for row in table.rows]
    note = f'<p class="note">{text(table.note)}</p>' if table.note else ""
    return f"<h2>{text(table.title)}</h2>\n{html.table(table.heads, rows)}{note}"
