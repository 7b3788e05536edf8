"""A decoded text → one paragraph per line, simplified, unwrapped; every fix named, counted, with its places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cityplans.reading.formats import Decoded
from cityplans.reading.mapped import Mapped
from cityplans.records import Problem


@dataclass(frozen=True)
class Cleaned:
    """`mapped.text`: one paragraph per line, "\\n" after each, no blank line; `log`: fix -> offsets in the file."""

    mapped: Mapped = field(repr=False)
    script: str = "hans"
    log: dict[str, list[int]] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()


def blank_lines(text: Mapped) -> tuple[Mapped, list[int]]:
    """Blanks at line ends and empty lines."""
    return text.delete(re.compile(r"[ \t\r\u3000]+(?=\n|\Z)|(?:(?<=\n)|\A)[ \t\r\u3000]*\n|^[ \t\u3000]+", re.M))


def clean(decoded: Decoded, codebook: Mapping) -> Cleaned:
    """Apply every fix in order. Applying it to its own result changes nothing."""
    mapped, places = blank_lines(decoded.mapped)
    while True:
        mapped, more = blank_lines(mapped)
        if not more:
            break
        places += more
    if mapped.text and not mapped.text.endswith("\n"):
        mapped, _ = mapped.replace([(len(mapped), len(mapped), "\n")])
    return Cleaned(mapped, "hans", {"blank_lines": places})
