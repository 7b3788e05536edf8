"""Papers that carry a plan and hold none: a notice whose annex is missing, a reply that only approves."""

from __future__ import annotations

import re

from cityplans.chinese.markers import marker_of
from cityplans.reading.plans import titles
from cityplans.reading.plans.front_lines import hands_on, kind_of_line
from cityplans.reading.plans.regions import Regions
from cityplans.reading.plans.untitled import BEHIND, FIGURE, GOAL_YEAR
from cityplans.worded import Worded

LEAST = 30  # characters of a body beside the words of a notice
AIMED = Worded("{aiming}|{bounding}")
ENTRY = re.compile(r"\.(?:docx?|wps|pdf|xlsx?|ofd|rar|zip)\s*$", re.I)


def holds_none(title: str, text: str, places: Regions) -> bool:
    """Whether a text under this title is a notice that says what it issues and goes no further, or a reply
    that sets no goal of its own."""
    if titles.type_of(title, places) == "reply":
        return not any(_is_goal(sentence, places) for sentence in re.split("[。；\n]", text))
    return _is_notice_alone(text.splitlines(), places)


def _is_goal(sentence: str, places: Regions) -> bool:
    """Whether a sentence has a figure, and a year to come or a word that aims or bounds, and tells of
    nothing that is behind."""
    said = places.said
    if not FIGURE.search(sentence):
        return False
    aims = said[AIMED].search(sentence) and not said[BEHIND].search(sentence)
    return bool(aims or said[GOAL_YEAR].search(sentence))


def _is_notice_alone(lines: list[str], places: Regions) -> bool:
    """Whether a sentence hands something on, with no numbering above it and no goal, and hardly a word stands
    below it but names of annexes; a plan may hand itself on in its last sentence."""
    handed = next((i for i, line in enumerate(lines) if hands_on(line)), None)
    if handed is None:
        return False
    above, below = lines[:handed], lines[handed + 1 :]
    if any(_opens_section(line) for line in above) or any(
        _is_goal(one, places) for line in above for one in line.split("。")
    ):
        return False
    return sum(len(line) for line in below if not _is_frame(line, places)) < LEAST


def _opens_section(line: str) -> bool:
    marker = marker_of(line)
    return marker is not None and marker.style not in ("bullet", "annex")


def _is_frame(line: str, places: Regions) -> bool:
    """A line of a notice round what it issues: signer, day, note on publication, name of an annex."""
    marker = marker_of(line)
    named = line[marker.end :].strip() if marker else line.strip()
    if ENTRY.search(named) or titles.ends_title(named, places) or titles.is_subtitle(named, places.said):
        return True
    is_annex = marker is not None and marker.style == "annex" and titles.is_short(line)
    return is_annex or marker is None and kind_of_line(line, places) in ("signature", "note")
