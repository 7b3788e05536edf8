"""How much a PDF draws: forms that draw forms can ask for more than any memory holds, in two kilobytes.

PDFium ends the whole process where its memory ends, so such files are found before it sees them. Forms are
streams, and streams stand in the open, so a file with few of them need not be looked at.
"""

from __future__ import annotations

import io
import re
from typing import Any

FEW = 6  # forms of a file that cannot do harm
MOST = 100_000  # forms drawn, counted with all those they draw
DRAWN = re.compile(rb"/([^\s/\[\]()<>{}%]{1,127})\s+Do\b")


def draws_too_much(data: bytes) -> bool:
    """Whether one form of the file draws more forms than a page could show."""
    if len(re.findall(rb"/Subtype\s*/Form\b", data)) < FEW:
        return False
    try:
        return _most(_forms(data)) > MOST
    except Exception:  # a damaged file is PDFium's to judge
        return False


def _forms(data: bytes) -> dict[int, list[int]]:
    """Each form by its number, and those it draws, as often as it draws them."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

    document = PDFDocument(PDFParser(io.BytesIO(data)))
    found: dict[int, list[int]] = {}
    for number in sorted({n for table in document.xrefs for n in table.get_objids()}):
        form: Any = document.getobj(number)
        if not isinstance(form, PDFStream) or str(form.get("Subtype", "")).strip("/'") != "Form":
            continue
        inside = resolve1((resolve1(form.get("Resources")) or {}).get("XObject")) or {}
        names = [name.decode("latin-1") for name in DRAWN.findall(form.get_data())]
        drawn = [inside[name] for name in names if name in inside]
        found[number] = [ref.objid for ref in drawn if isinstance(ref, PDFObjRef)]
    return found


def _most(forms: dict[int, list[int]]) -> int:
    """The most forms that one draws, with all those they draw; a form that draws itself counts once."""
    counts: dict[int, int] = {}

    def count(number: int, above: tuple[int, ...]) -> int:
        if number in above or len(above) > 50:
            return 0
        if number not in counts:
            counts[number] = 1 + sum(count(inner, (*above, number)) for inner in forms.get(number, ()))
        return min(counts[number], 10 * MOST)

    return max((count(number, ()) for number in forms), default=0)
