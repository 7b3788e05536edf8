"""reports/explorer.html: one page, without network, to search the targets and read them where they stand.

The page is put together from the files in `explorer/` (template, style, scripts, words, and the libraries
in `vendor/`) and the rows of `explorer_data`. Texts of documents enter it in one place only, as JSON in which
`<` is written as an escape, and the scripts show them as text nodes. The content security policy names the
hash of the page's own script: no other script runs, and nothing is fetched.

Fonts are the reader's own (every desktop and phone has a Chinese one); the project's, of 3 MB, stays out.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from cityplans import tables
from cityplans.publishing.explorer import data as explorer_data
from cityplans.publishing.telling import html
from cityplans.publishing.telling.view import View

PARTS = Path(__file__).parent
LIBRARIES = (  # in the order they need one another
    "d3-array",
    "d3-color",
    "d3-interpolate",
    "d3-format",
    "d3-time",
    "d3-time-format",
    "d3-scale",
    "d3-selection",
    "d3-axis",
    "tabulator",
)
SCRIPTS = (
    "data.js", "facets.js", "table.js", "chart.js", "detail.js", "downloads.js", "review.js", "page.js",
)  # fmt: skip


def write(view: View, path: Path | str) -> Path:
    """Writes the page to `path`, its font beside it, and returns it. The same tables give the same bytes.

    Needs the tables plans, targets, clauses, comparisons and numerals. It opens in the view's language;
    the reader can switch. Raises OSError where `path` cannot be written.
    """
    path = Path(path)
    tables.write_bytes(path, page(explorer_data.payload(view), view.lang).encode())
    html.write_font(path.parent)
    return path


def page(payload: Mapping, lang: str = "zh") -> str:
    """The whole page as HTML."""
    script, style = _script(), _style()
    parts = {
        "lang": "zh-CN" if lang == "zh" else "en",
        "policy": _policy(script),
        "style": style,
        "words": as_json(json.loads(_part("words.json"))),
        "data": as_json(payload),
        "script": script,
    }
    # one pass: what a document holds is never taken for a place to fill in
    return re.sub(r"\{\{(\w+)\}\}", lambda place: parts[place[1]], _part("template.html"))


def as_json(data) -> str:
    """JSON that cannot end or comment out the script element around it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    # a lone surrogate cannot be written as UTF-8
    return re.sub(r"[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _script() -> str:
    libraries = [_part(f"vendor/{name}.min.js") for name in LIBRARIES]
    own = "\n".join(_part(name) for name in SCRIPTS)
    code = "\n".join([*libraries, f'"use strict";\n(() => {{\n{own}\n}})();'])
    code = re.sub(r"^//# sourceMappingURL=.*$", "", code, flags=re.M)  # asks for a file that is not there
    return code.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _style() -> str:
    css = "\n".join((_part("vendor/tabulator.min.css"), _part("page.css")))
    return html.FONT_FACE % html.FONTS + re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)


def _policy(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "img-src data: blob:; font-src 'self' file:; connect-src 'none'; form-action 'none'; base-uri 'none'"
    )


def _part(name: str) -> str:
    return (PARTS / name).read_text("utf-8").replace("\r\n", "\n")
