"""A file without a title above a body: whether it is a plan all the same."""

from __future__ import annotations

import re

from cityplans.chinese.markers import Line
from cityplans.chinese.years import WORK_OF_YEAR
from cityplans.reading.plans import titles
from cityplans.reading.plans.file_parts import Part, end_of_plan, other_part
from cityplans.reading.plans.notices import NOTICE, TOP
from cityplans.reading.plans.regions import Regions
from cityplans.reading.plans.second_hand import tells_of
from cityplans.reading.table_heads import names_indicators
from cityplans.worded import Said, Worded

CONTINUED = re.compile(
    r"[【（(\[]?\s*(?:上接|紧接|接)第?\s*[\dA-Za-z一二三四五六七八九十]+\s*版\s*[】）)\]]?"
)
PLAN_WORDS = Worded(r"{of_plans}|全[省市县区国]|我[省市县区国]")
GOAL_YEAR = Worded(r"[到至](?:19|20)\d\d年|(?:19|20)\d\d年[^。；\n]{0,20}{goal_verb}|“?十[一二三四五六]五”?")
# 为…，特制定某市…行动计划: a text that has lost its title names it where it says why it is made
MADE_FOR = Worded(r"[，。](?:特|现|经研究，?)?{made_for}《?([^，。；《》\s]{8,60})》?。")
AIMING = Worded(r"{aiming}|[到至](?:19|20)\d\d年")
FIGURE = re.compile(
    r"(?<![\d.第])\d[\d.,]*(?![\d年月日号时章节条款页届])[%万亿\u4e00-\u9fff]"
)  # no date, no number
MOST_AIMS = 6  # so many figures in sentences that aim make a text one of goals, where nothing else does
TITLED_AIMS = 3  # under a title, where a year stands with them
BEHIND = Worded(r"{behind}|已(?:经)?[建完实达]")
SPEECH = re.compile(r"各位代表|现在，我代表|向大会报告工作")
MIN_BODY = 400  # a plan's body is at least this long
MIN_SPOKEN = 150  # that of a report to a congress, which says what it is


def _sets_goals(text: str, lines: list[Line], places: Regions) -> bool:
    """Whether a text without two numbered heads is built like a plan all the same: sections as plans have
    them, numbered measures or a table of indicators, and goals with a year."""
    heads = sum(line.text.lstrip("# ") in places.sections for line in lines)
    numbered = sum(line.marker is not None and line.marker.style != "bullet" for line in lines)
    tabled = any("\t" in line.text and names_indicators(line.text.split("\t")) for line in lines)
    return heads + numbered + tabled >= 2 and bool(places.said[GOAL_YEAR].search(text))


def sets_aims(text: str, said: Said, least: int = MOST_AIMS) -> bool:
    """Whether a text is one of goals by its sentences alone: figures in sentences that aim, and few words of
    what is behind or of news."""
    aiming = [one for one in re.split("[。；\n]", text) if said[AIMING].search(one)]
    figures = sum(len(FIGURE.findall(one)) for one in aiming)
    return figures >= least and 4 * len(said[BEHIND].findall(text)) <= figures


def aims_at_year(text: str, said: Said, title: str = "") -> bool:
    """Whether a text under a title sets goals for a year, its own or its title's: there fewer figures are
    enough."""
    dated = said[GOAL_YEAR].search(text) or WORK_OF_YEAR.search(title)
    return bool(dated) and sets_aims(text, said, TITLED_AIMS)


def _named(text: str, places: Regions) -> str:
    """The title that a text without one gives itself at its beginning (特制定某市…行动计划)."""
    said = (found[1] for found in places.said[MADE_FOR].finditer(text, 0, NOTICE))
    return next((t for t in said if titles.ends_title(t, places) and titles.heads_title(t, places)), "")


def untitled_parts(text: str, lines: list[Line], places: Regions) -> list[Part]:
    """A file without a title above a body: a plan all the same if it is numbered like one."""
    if not lines:
        return []
    top = [line.marker for line in lines if line.marker and line.marker.style in TOP]
    speech = any(SPEECH.search(line.text) for line in lines[:10])
    dense = len(places.said[PLAN_WORDS].findall(text)) >= len(text) / 150
    told = tells_of(lines[0].text, places)
    built = len(top) >= 2 or speech or _sets_goals(text, lines, places)
    is_plan = (
        dense and (built or told and places.said[GOAL_YEAR].search(text)) or sets_aims(text, places.said)
    )
    if len(text) < (MIN_SPOKEN if speech else MIN_BODY) or not is_plan:
        return [Part(0, len(text), False)]
    last = end_of_plan(lines, 0, len(lines), places)
    closing = reversed(lines[:last][-3:])
    title = next((line.text.strip() for line in closing if titles.ends_title(line.text, places)), "")
    opening_words = lines[0].text.strip().split("，")[0]
    title = title or told or _named(text, places)
    if not title and titles.ends_title(opening_words, places) and titles.heads_title(opening_words, places):
        title = opening_words
    opening = lines[0].marker
    continued = bool(CONTINUED.match(text.lstrip())) or bool(top and top[0].value > 1 and not opening)
    first = Part(lines[0].start, lines[last - 1].end, True, title, continued)
    return [first] if last == len(lines) else [first, other_part(lines, last, len(lines))]
