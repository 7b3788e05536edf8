"""Regular expressions of extraction and comparison on hostile input: ten times the text and work."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from pathlib import Path

import pytest

import cityplans.checking
import cityplans.chinese
import cityplans.comparison
import cityplans.extraction
from cityplans.worded import Worded
from extraction_rows import words

SHORT, LONG = 150, 1_500
WORST = 50  # ten times the text costs ten times the time; a hundred if the pattern is quadratic
NOTICED = 0.0005  # seconds of the processor below which no pattern matters: 5 for a plan of 150,000 signs
DIGITS = "1|1.|1,|1,000|万|十|一|分之|百分之|一分|两点|2025年|1—|1/|5个|5%|几|余|上|前|第|翻一番"
SIGNS = "至|“|“”|《|（|（a|，|；|。|、|和|甲、| |\n|\u3000"
WORDS = "的|每|占|分别|由1提高到|由|比2020年|等|A|R&D"
UNITS = "|".join((DIGITS, SIGNS, WORDS)).split("|")


def patterns():
    """Compiled patterns of every module, and those made from the codebook."""
    found: dict[str, tuple[str, re.Pattern]] = {}

    def gather(thing, name, depth=0):
        if isinstance(thing, Worded):
            thing = words().said[thing]
        if isinstance(thing, re.Pattern):
            found.setdefault(thing.pattern, (name, thing))
        elif depth < 3 and isinstance(thing, dict):
            for key, value in thing.items():
                gather(value, f"{name}[{key}]", depth + 1)
        elif depth < 3 and isinstance(thing, tuple):
            for index, value in enumerate(thing):
                gather(value, f"{name}.{getattr(thing, '_fields', range(len(thing)))[index]}", depth + 1)

    for package in (cityplans.chinese, cityplans.extraction, cityplans.checking, cityplans.comparison):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, (re.Pattern, Worded, tuple, dict)):
                    gather(value, f"{module.name.removeprefix('cityplans.')}.{name}")
    gather(words(), "words")
    return sorted(found.values(), key=lambda pair: pair[0])


def seconds(pattern, text):
    start = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - start


def by_module() -> dict[str, list[tuple[str, re.Pattern]]]:
    made: dict[str, list[tuple[str, re.Pattern]]] = {}
    for name, pattern in patterns():
        made.setdefault(name.partition("[")[0].rpartition(".")[0], []).append((name, pattern))
    return made


BY_MODULE = by_module()


@pytest.mark.parametrize("module", BY_MODULE)
def test_linear_time(module):
    slow = [fault for name, pattern in BY_MODULE[module] if (fault := slowness(pattern, name))]
    assert not slow, "\n".join(slow)


def slowness(pattern: re.Pattern, name: str) -> str:
    """What is said of a pattern whose time grows faster than the text; nothing of others."""
    for unit in UNITS:
        short, long = ((unit * (n // len(unit) + 1))[:n] for n in (SHORT, LONG))
        if seconds(pattern, short) > 1:
            return f"{name}: {SHORT} characters of {unit!r} take more than a second"
        for _ in range(3):  # a busy machine may slow one run down, not three
            many = seconds(pattern, long)
            if many < NOTICED or many < WORST * (few := min(seconds(pattern, short) for _ in range(3))):
                break
        else:
            return f"{name}: ten times as much {unit!r} takes {many / few:.0f} times as long"
    return ""


def test_a_pattern_that_takes_the_square_of_the_time_is_named():
    assert slowness(re.compile(r"的+好"), "words.some").startswith("words.some: ten times as much")


def test_no_group_is_possessive():
    """`(…)?+` fails, or goes on for ever, in Python 3.11.0 to 3.11.4; an atomic group does the same."""
    possessive = re.compile(r"[^\\]\)(?:\{\{?[0-9,]+\}?\}|[?*+])\+(?!,)")
    sources = sorted((Path(__file__).parents[1] / "src").rglob("*.py"))
    lines = ((path.name, line) for path in sources for line in path.read_text("utf-8").splitlines())
    assert [f"{name}: {line}" for name, line in lines if possessive.search(line)] == []
