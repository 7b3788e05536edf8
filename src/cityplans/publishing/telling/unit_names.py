"""Units in English, as unit_names.csv has them: 件/万人 → per 10,000 people; things counted have no word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

PLURAL = re.compile(r"(?<=ch)es$|(?<!s)s$")  # of units that have no word for one
DIVISOR = re.compile(r"(\d*)(百万|百亿|百|千|万|亿)?(.*)")
FACTORS = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "亿": 10**8, "百亿": 10**10}
IN_WORDS = {10**6: "1 million", 10**8: "100 million", 10**10: "10 billion"}


class English:
    """Units by the codebook's rows (`unit`, `en`, `each`); one it does not name stays as it is."""

    def __init__(self, rows: Iterable[Mapping[str, str]]):
        self._rows = {row["unit"]: (row["en"], row["each"]) for row in rows}

    def plural(self, name: str) -> str:
        """`years`, `per 10,000 people`; empty for what is counted."""
        of, _, by = name.partition("/")
        whole = self._named(name)[0]
        return whole if not by or whole != name else f"{self._named(of)[0]} per {self._divisor(by)}".lstrip()

    def singular(self, name: str) -> str:
        return self._named(name)[1] or PLURAL.sub("", self.plural(name))

    def _divisor(self, name: str) -> str:
        digits, factor, base = DIVISOR.fullmatch(name).groups()
        many, each = self._named(base)
        if not digits and not factor:
            return each or many or base
        divided = int(digits or 1) * FACTORS.get(factor, 1)
        told = IN_WORDS.get(divided, "") if not digits else ""
        return f"{told or f'{divided:,}'} {many}".rstrip()

    def _named(self, name: str) -> tuple[str, str]:
        """Plural and singular."""
        return self._rows.get(name, (name, ""))
