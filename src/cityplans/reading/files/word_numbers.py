"""Automatic paragraph numbers of Word files, printed as Word prints them: 一、（一）1. a) ①."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HAN_DIGITS = "零一二三四五六七八九"
HAN_COUNTS = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographTraditional",
        "chineseLegalSimplified",
    }
)


class Numbers:
    """Counts automatic paragraph numbers as Word does, from numbering.xml and the styles."""

    def __init__(self, document: Any):
        self.levels: dict[str, dict[int, Any]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.abstract: dict[str, str] = {}
        self.styles = {s.get(W + "styleId"): s for s in document.styles.element.findall(W + "style")}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.findall(W + "abstractNum"):
            self.levels[abstract.get(W + "abstractNumId")] = {
                int(level.get(W + "ilvl")): level for level in abstract.findall(W + "lvl")
            }
        for number in root.findall(W + "num"):
            target = number.find(W + "abstractNumId")
            if target is not None:
                self.abstract[number.get(W + "numId")] = target.get(W + "val")

    def of(self, paragraph: Any) -> str:
        """The printed number of a paragraph, "" if it has none or only a bullet."""
        found = self._reference(paragraph)
        if found is None:
            return ""
        abstract, depth = found
        levels, counts = self.levels[abstract], self.counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, _value(levels[depth], "start", 1) - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        pattern = _text_value(levels[depth], "lvlText")
        for level in range(depth + 1):
            if f"%{level + 1}" in pattern and level in levels:
                shown = counts.get(level, _value(levels[level], "start", 1))
                pattern = pattern.replace(
                    f"%{level + 1}", printed(shown, _text_value(levels[level], "numFmt"))
                )
        return pattern if _text_value(levels[depth], "numFmt") not in ("bullet", "none") else ""

    def _reference(self, paragraph: Any) -> tuple[str, int] | None:
        number, depth = self._properties(paragraph.find(W + "pPr"))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(W + "val") if style is not None else None
        for _ in range(20):
            if number is not None or name is None or name not in self.styles:
                break
            number, level = self._properties(self.styles[name].find(W + "pPr"))
            depth = level if depth is None else depth
            based = self.styles[name].find(W + "basedOn")
            name = based.get(W + "val") if based is not None else None
        abstract = self.abstract.get(number or "")
        if abstract is None or (depth or 0) not in self.levels.get(abstract, {}):
            return None
        return abstract, depth or 0

    def _properties(self, properties: Any) -> tuple[str | None, int | None]:
        number = properties.find(W + "numPr") if properties is not None else None
        if number is None:
            return None, None
        identity, depth = number.find(W + "numId"), number.find(W + "ilvl")
        return (
            identity.get(W + "val") if identity is not None else None,
            int(depth.get(W + "val")) if depth is not None else None,
        )


def _text_value(level: Any, name: str) -> str:
    node = level.find(W + name)
    return (node.get(W + "val") or "") if node is not None else ""


def _value(level: Any, name: str, default: int) -> int:
    text = _text_value(level, name)
    return int(text) if text.isdigit() else default


def printed(number: int, style: str) -> str:
    """A number as Word prints it in a numbering style."""
    if style in HAN_COUNTS:
        return _han(number)
    if style in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "upperLetter" else letter.lower()
    if style in ("upperRoman", "lowerRoman"):
        return _roman(number) if style == "upperRoman" else _roman(number).lower()
    if style == "decimalEnclosedCircleChinese" or style == "decimalEnclosedCircle":
        return chr(0x245F + number) if 0 < number <= 20 else str(number)
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _han(number: int) -> str:
    if number < 10:
        return HAN_DIGITS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return (HAN_DIGITS[tens] if tens > 1 else "") + "十" + (HAN_DIGITS[ones] if ones else "")
    hundreds, rest = divmod(number, 100)
    if hundreds > 9:
        return str(number)
    middle = "" if not rest else ("零" if rest < 10 else "一" if rest < 20 else "") + _han(rest)
    return HAN_DIGITS[hundreds] + "百" + middle


def _roman(number: int) -> str:
    signs = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    out = ""
    for value, sign in signs:
        out += sign * (number // value)
        number %= value
    return out
