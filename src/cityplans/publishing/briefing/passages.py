"""The passages that a plan shares with older ones, as a page lists them: whole words, and nothing that every
plan says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cityplans.comparison.ambition.alike import Row
from cityplans.comparison.borrowing.borrowing import FORMULA_FROM
from cityplans.comparison.borrowing.shared_runs import RUN
from cityplans.publishing.briefing.content import Material, Table, clean, left_for_workbook, shortened

MOST, LONGEST = 8, 120
BOUNDS = "。；！？，、：\n"  # a passage between two of them is cut nowhere
MARKER = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．](?!\d)")
LOOSE = " 　，、；：。）)》”％%"  # what may not open a passage
# what a passage holds of the sentences before and after its own
OPENING = re.compile(r"^[^。；！？\n]{1,6}[。；！？\n]")
CLOSING = re.compile(r"[，。；！？\n][^，。；！？\n]{1,3}$")
DIGITS = re.compile(r"[\d.]+")


def table(material: Material, plan_id: str) -> Table:
    """The longest passages that stand in older plans too."""
    shared = [
        r for r in material.rows("shared_passages") if r["plan_id"] == plan_id and r["direction"] != "unknown"
    ]
    longest: dict[str, Row] = {}
    for row in sorted(shared, key=lambda r: (-r["length"], r["start"], r["source_plan_id"])):
        longest.setdefault(row["text"], row)
    own = {text: row for text, row in longest.items() if not is_formula(material, row)}
    told = _apart(own)
    rows = tuple(
        (
            (shortened(clean(quoted(material.texts.get(plan_id, ""), row)), LONGEST),),
            (clean(material.marked(row["source_plan_id"])),),
            (str(row["length"]),),
        )
        for row in [*told.values()][:MOST]
    )
    title = material.pick("沿用最长的文字", "Longest passages taken over")
    heads = tuple(
        material.pick(*p) for p in (("文字", "Passage"), ("见于", "Also in"), ("字数", "Characters"))
    )
    return Table(title, heads, rows, (0.68, 0.2, 0.12), _rest(material, len(told), len(longest) - len(own)))


def _apart(longest: Mapping[str, Row]) -> dict[str, Row]:
    """Those that stand inside no longer one before them; `longest` begins with the longest."""
    told: dict[str, Row] = {}
    for text, row in longest.items():
        if not any(one["start"] <= row["start"] and row["end"] <= one["end"] for one in told.values()):
            told[text] = row
    return told


def _rest(material: Material, told: int, formulas: int) -> str:
    notes = [
        left_for_workbook(material, told - MOST).rstrip("。."),
        material.pick(f"{formulas}项各地通用的提法未列", f"{formulas} that every place repeats left out")
        if formulas
        else "",
    ]
    said = material.pick("；", "; ").join(note for note in notes if note)
    return said + material.pick("。", ".") * bool(said)


def is_formula(material: Material, row: Mapping) -> bool:
    """Whether several provinces say so, or the words of the centre leave little of it."""
    if (row["other_provinces"] or 0) >= FORMULA_FROM:
        return True
    text = row["text"]
    for phrase in material.codebook.words("set_phrases"):
        text = text.replace(phrase, "")
    return text != row["text"] and sum(map(str.isalnum, text)) < RUN


def quoted(text: str, row: Mapping) -> str:
    """The words of a passage without a number or a mark that the passage cuts; … where its sentence goes on.

    A passage ends where two plans begin to differ, which may be inside a number (2|30 beside 2|20)."""
    start, end = row["start"], row["end"]
    said, before, after = row["text"], text[start - 1 : start] if start else "", text[end : end + 1]
    bare = False  # whether the unit of the number that was cut opens what is left
    if DIGITS.match(before) and (cut := DIGITS.match(said)):
        said = said[cut.end() :]
        bare = said[:1] not in LOOSE
    if DIGITS.match(after) and (cut := re.search(r"[\d.]+$", said)):
        said = said[: cut.start()]
    if before in "\n（(":  # at the head of a line
        said = MARKER.sub("", said)
    said = said.lstrip(LOOSE).rstrip("（(《“ ")
    opens = not bare and (before in BOUNDS or not row["text"].startswith(said[:1]))
    if not opens and (scrap := OPENING.match(said)):
        said, opens = said[scrap.end() :], True
    if after not in BOUNDS and (scrap := CLOSING.search(said)):
        said = said[: scrap.start()] + scrap[0][0]
    whole = said.rstrip("，、；：")
    closes = after in BOUNDS or whole != said
    return "…" * (not opens) + whole + "…" * (not closes)
