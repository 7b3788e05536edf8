"""Han digits and multipliers, plain and capital, once for numbers, years and list numbers."""

from __future__ import annotations

PLAIN = "零一二三四五六七八九"
CAPITAL = "零壹贰叁肆伍陆柒捌玖"
DIGITS = (
    {c: i for i, c in enumerate(PLAIN)}
    | {c: i for i, c in enumerate(CAPITAL)}
    | dict.fromkeys("〇○OoＯΟΟоО", 0)  # zeros as they are typed, of Latin, Greek and Cyrillic letters too
    | {"两": 2, "貳": 2, "參": 3, "陸": 6}
)
ZEROS = "〇零○OＯΟО"  # of a year that is read off, as they are typed
HAN_DIGIT = f"[{ZEROS}一二三四五六七八九]"  # of such a year
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
MULTIPLIERS = SMALL | LARGE


def read_off(text: str) -> str:
    """Digits read one by one, as years and numbers of rooms are: 二〇二五 → 2025; other characters stay.

    >>> read_off("二〇二五"), read_off("二O二五")
    ('2025', '2025')
    """
    return "".join(str(DIGITS[c]) if c in DIGITS else c for c in text)
