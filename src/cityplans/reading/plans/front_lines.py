"""The head of a plan before its body: title lines, adoption line, covering notice; and signatures."""

from __future__ import annotations

import re

from cityplans.chinese.markers import marker_of
from cityplans.reading.files.labels import LABEL_WORDS
from cityplans.reading.plans import titles
from cityplans.reading.plans.regions import Regions
from cityplans.reading.table_heads import UNIT_LINE, names_indicators
from cityplans.worded import Said

HEAD_LINES = 40  # a head longer than this is no head
HANDED_ON = re.compile(r"(?:印发|转发|下发)给你们|现(?:予以?)?(?:印发|转发|下发|公布|发布)[，。]")
SENTENCE = 300  # characters of one that hands a plan on
BRACKETED = re.compile(r"《[^》]*》|（[^）]*）")
BODY_HEAD = re.compile(r"^\s*(?:目\s*录|前\s*言|序\s*言|引\s*言|编制说明|总\s*则)\s*$")
LABELLED = re.compile(rf"\s*[【\[]?(?:{LABEL_WORDS})[】\]：:\s]*\t")  # what a page says of a text, in cells


def front_kinds(texts: list[str], places: Regions) -> list[str]:
    """Kind (title, note, signature) of each line of the head; the list ends where the body begins."""
    kinds: list[str] = []
    notice = any("通知" in text for text in texts[:4])
    for index, text in enumerate(texts[:HEAD_LINES]):
        if "\t" in text:
            if LABELLED.match(text):
                kinds.append("note")
                continue
            break  # a row of a table
        kind = kind_of_line(text, places)
        if kind is None:
            if not (notice and _title_follows(texts, index, places) or hands_on(text)):
                break
            kind = "note"
        if kind == "signature" and "note" not in kinds:
            kind = "title"  # issuer or date above or under the title, not below a covering notice
        kinds.append(kind)
    return kinds


def kind_of_line(text: str, places: Regions) -> str | None:
    """Kind of a line of the head taken alone; None for body text."""
    if (
        BODY_HEAD.match(text)
        or UNIT_LINE.fullmatch(text.strip())
        or "\t" in text
        and names_indicators(text.split("\t"))
    ):
        return None
    if titles.is_subtitle(text, places.said):
        return "signature" if titles.DATE_ONLY.match(text) else "title"
    marker = marker_of(text)
    if marker and marker.style not in ("bullet", "annex"):
        return None
    addressed = places.said[titles.ADDRESSEE].match(text) or titles.PUBLIC_NOTE.match(text)
    if addressed or marker and marker.style == "annex":
        return "note"
    if places.said[titles.ISSUER_ONLY].match(text):
        return "signature"
    if titles.is_short(text) and (marker is None):
        return "title"
    return None


def hands_on(text: str) -> bool:
    """The sentence of a notice that says what it issues (现将《…》印发给你们), and sets no goal."""
    said = HANDED_ON.search(text) if len(text) <= SENTENCE else None
    return bool(said) and not re.search(r"\d", BRACKETED.sub("", text))


def _title_follows(texts: list[str], index: int, places: Regions) -> bool:
    """Whether the title of what a covering notice issues still follows, before any numbering."""
    for text in texts[index + 1 : index + 15]:
        if (marker := marker_of(text)) and marker.style not in ("bullet", "annex"):
            return False
        if titles.ends_title(text, places):
            return True
    return False


def is_signature(text: str, said: Said) -> bool:
    """A closing line: issuer or date alone, or a note on publication."""
    forms = (titles.DATE_ONLY, said[titles.ISSUER_ONLY], titles.PUBLIC_NOTE)
    return any(form.match(text) for form in forms)
