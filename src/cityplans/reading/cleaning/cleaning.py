"""A decoded text → one paragraph per line, simplified, unwrapped; every fix named, counted, with its places.

A fix is a small function Mapped → Fixed; `fixes` is their order. Applying `clean` to its own result changes
nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import NamedTuple

from cityplans.codebook import Codebook
from cityplans.reading.cleaning.centred_names import centred_names
from cityplans.reading.cleaning.centred_rows import centred_rows
from cityplans.reading.cleaning.characters import (
    Fixed,
    compatibility,
    dashes,
    full_width,
    invisible,
    line_ends,
    odd_blanks,
    punctuation,
    straight_quotes,
    traditional,
)
from cityplans.reading.cleaning.damage import damage
from cityplans.reading.cleaning.debris import (
    breadcrumbs,
    contents_list,
    furniture,
    lost_stops,
    page_ends,
    page_numbers,
    press_marks,
    uncounted,
    undecodable,
)
from cityplans.reading.cleaning.figure_tables import yearly_tables
from cityplans.reading.cleaning.flattened_tables import flattened_tables
from cityplans.reading.cleaning.fused_tables import fused_tables, unit_at_end
from cityplans.reading.cleaning.glued import glued_headings
from cityplans.reading.cleaning.lost_breaks import Words, lost_breaks
from cityplans.reading.cleaning.misread import misread
from cityplans.reading.cleaning.piped_tables import comma_rows, drawn_rules, piped_cells, piped_rows
from cityplans.reading.cleaning.spacing import (
    blank_ends,
    blank_lines,
    blanks_by_figures,
    blanks_by_marks,
    gaps,
    letter_spacing,
    spaced_digits,
)
from cityplans.reading.cleaning.stacked_cells import stacked_cells
from cityplans.reading.cleaning.text_columns import text_columns
from cityplans.reading.cleaning.twin_tables import twin_tables
from cityplans.reading.cleaning.unwrapping import title_end, unwrap
from cityplans.reading.files.formats import Decoded
from cityplans.reading.files.limits import check
from cityplans.reading.mapped import Mapped, Span
from cityplans.reading.table_heads import heads_of, spoken
from cityplans.records import Problem
from cityplans.worded import DOCUMENTS, said_of


class Fix(NamedTuple):
    """One step. `is_damage`: what it mends speaks of a damaged witness, when editions are ranked; `restores`:
    it puts back what has a shape of its own, and must see the lines as they came; `asks`: it takes the words
    of the codebook too."""

    name: str
    apply: Callable[..., Fixed]
    is_damage: bool = False
    restores: bool = False
    asks: bool = False


PASSES = 4  # a fix may open the way for another one; texts settle in two passes


@dataclass(frozen=True)
class Cleaned:
    """`mapped.text`: one paragraph per line, "\\n" after each, no blank line; `log`: fix -> file offsets."""

    mapped: Mapped = field(repr=False)
    script: str = "hans"
    log: dict[str, list[int]] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()
    lost: tuple[Span, ...] = ()  # tables that could not be put back, in the file


class Furnished(NamedTuple):
    """What fixes need of a codebook, as they read it, and `title`: what a record says of its text."""

    rules: tuple[tuple[str, str], ...]
    words: Words
    units: re.Pattern[str]
    uncounted: re.Pattern[str]
    titled: re.Pattern[str]
    title: str = ""


# All fixes in their order: characters, then tables, then debris of page and website, then lines, then blanks
FIXES = (
    Fix("stacked_cells", stacked_cells, restores=True),
    Fix("page_ends", page_ends, is_damage=True),
    Fix("line_ends", line_ends),
    Fix("text_columns", text_columns, restores=True),
    Fix("invisible", invisible),
    Fix("odd_blanks", odd_blanks),
    Fix("full_width", full_width),
    Fix("compatibility", compatibility),
    Fix("traditional", traditional),
    Fix("misread", misread, is_damage=True),
    Fix("spaced_digits", spaced_digits, is_damage=True),
    Fix("letter_spacing", letter_spacing, is_damage=True),
    Fix("piped_rows", piped_rows),
    Fix("comma_rows", comma_rows),
    Fix("drawn_rules", drawn_rules),
    Fix("piped_cells", piped_cells, restores=True),
    Fix("centred_rows", centred_rows, restores=True),
    Fix("centred_names", centred_names, restores=True),
    Fix("flattened_tables", flattened_tables, restores=True),
    Fix("yearly_tables", yearly_tables, restores=True),
    Fix("twin_tables", twin_tables, restores=True),
    Fix("undecodable", undecodable),
    Fix("breadcrumbs", breadcrumbs),
    Fix(
        "page_numbers",
        lambda text, of: page_numbers(text, of.uncounted, of.titled),
        is_damage=True,
        asks=True,
    ),
    Fix("fused_tables", lambda text, of: fused_tables(text, of.units), restores=True, asks=True),
    Fix("lost_breaks", lambda text, of: lost_breaks(text, of.title, of.words), asks=True),
    Fix("furniture", lambda text, of: furniture(text, of.rules), asks=True),
    Fix("glued_headings", glued_headings),
    Fix("contents_list", contents_list),
    Fix("lost_stops", lost_stops),
    Fix("unwrap", lambda text, of: unwrap(text, of.titled), is_damage=True, asks=True),
    Fix("press_marks", lambda text, of: press_marks(text, of.rules), asks=True),
    Fix("blank_ends", blank_ends),
    Fix("blank_lines", blank_lines),
    Fix("blanks_by_figures", blanks_by_figures),
    Fix("blanks_by_marks", blanks_by_marks),
    Fix("punctuation", punctuation),
    Fix("dashes", dashes),
    Fix("straight_quotes", straight_quotes),
    Fix("gaps", gaps),
)
# a reader of PDFs takes running heads out before anything is cleaned; they too tell of a damaged witness
DAMAGE = frozenset({"page_heads", *(fix.name for fix in FIXES if fix.is_damage)})


@lru_cache(
    maxsize=8
)  # every file asks for it, and a thousand units take longer to compile than a page to read
def _furnished(codebook: Codebook) -> Furnished:
    rules = tuple((row["pattern"], row["where"]) for row in codebook["furniture"])
    endings = tuple(row["ending"] for row in codebook["document_types"])
    heads = sorted(codebook.words("section_heads"), key=len, reverse=True)
    words = Words(tuple(heads), codebook.words("openers"), endings)
    units = unit_at_end(row["surface"] for row in codebook["units"])
    titled = title_end(endings, said_of(codebook, DOCUMENTS))
    return Furnished(rules, words, units, uncounted(codebook["units"]), titled)


def fixes(codebook: Codebook, title: str = "") -> tuple[Fix, ...]:
    """All fixes in their order, with the words of the codebook; `title`: what a record says of its text."""
    of = _furnished(codebook)._replace(title=title)
    return tuple(fix._replace(apply=partial(fix.apply, of=of)) if fix.asks else fix for fix in FIXES)


def clean(decoded: Decoded, codebook: Codebook) -> Cleaned:
    """Apply every fix in order, and again until none finds anything to do.

    The codebook supplies the patterns of web and press furniture, and words that headings and titles end in.
    """
    steps, heads = fixes(codebook, decoded.said.get("title", "")), heads_of(codebook)
    log = {name: list(places) for name, places in decoded.left_out.items()}
    text = decoded.mapped
    lost: list[Span] = []
    for number in range(PASSES):
        before = text.text
        for fix in steps:
            if number and lost and fix.restores:
                continue  # lines joined meanwhile must not put half of a lost table back
            check()
            with spoken(heads):
                text, places, more = fix.apply(text)
            if places:
                log.setdefault(fix.name, []).extend(places)
            if not number:  # the file as it came
                for span in more:
                    lost += [] if any(a < span[1] and span[0] < b for a, b in lost) else [span]
        if text.text == before:
            break
    log = {name: sorted(places) for name, places in log.items()}
    problems = tuple(_problems(decoded, text, log, lost))
    return Cleaned(text, _script(text, log), log, problems, tuple(lost))


def _script(text: Mapped, log: Mapping[str, list[int]]) -> str:
    """hant where more than a tenth of the Chinese characters were traditional."""
    changed = len(log.get("traditional", ()))
    return "hant" if changed and changed > 0.1 * len(re.findall("[\u3400-\u9fff]", text.text)) else "hans"


def _problems(
    decoded: Decoded, text: Mapped, log: Mapping[str, list[int]], broken: Iterable[Span]
) -> Iterable[Problem]:
    """What was seen and left alone, because only the original can tell."""
    name = decoded.source_file
    found = partial(Problem, name, "cleaning")
    for start, end in broken:
        page = bisect_right(decoded.pages, start)
        en = (
            f"{name}{f', page {page},' if page else ''} has a table of which only the words are left, with "
            "rows whose cells cannot be told apart; their numbers are no sure targets: part the cells by "
            "tabs, or add the .docx"
        )
        zh = (
            f"{name}{f'第 {page} 页' if page else ''}有一个表格只剩文字，各格无法还原，其中的数字不可靠："
            "请对照原件，用制表符分开各格，或放入 .docx 原件"
        )
        yield found("table_not_restored", en, start, end, zh)
    if places := log.get("undecodable"):
        en = (
            f"{name} has {len(places)} lines of glyph codes instead of characters (a font without character "
            "map); they were left out: run OCR on those pages"
        )
        yield found("undecodable_text", en, places[0], places[-1] + 1)
    if not text.text.strip():
        en = f"{name} holds nothing but page numbers and web furniture: fetch the text itself"
        yield found("empty", en)
    for what, spans in damage(text):
        places = text.at((spans[0][0], spans[-1][1] - 1))
        mend = "compare with the original and mend the file or data/codebook/corrections.csv"
        zh = f"{name}：{what.zh}，请对照原件，修正文件或 data/codebook/corrections.csv"
        yield found("transcription_noise", f"{name} has {what.en}: {mend}", places[0], places[1] + 1, zh)
