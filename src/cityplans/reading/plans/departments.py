"""Responsible bodies of a paragraph: （责任单位：市科技局、市财政局），（省科技厅牵头，省财政厅配合）."""

from __future__ import annotations

from cityplans.worded import Said, Worded

LABEL_END = Worded(r"{charge}(?:单位|部门)(?:及分工)?\s*[:：]")
LABEL = Worded("(?:主要)?" + LABEL_END)
DUTY = Worded(r"等?(?:按|根据|依据)?照?(?:各自)?(?:职责)?(?:分工)?(?:分别)?(?:共同)?(?:{duty}|落实)+$|等$")
DUTY_END = Worded("{duty}$")
NOTE = 600  # a note naming bodies is not longer; keeps damaged text from costing time
NAME = 60
BODY = Worded(r"{body}(?:[（(〔【].*[）)〕】])?$")
OPEN, CLOSE = "（(〔【[", "）)〕】]"
CLOSE_END = tuple(CLOSE)


def departments_of(text: str, said: Said) -> str:
    """Bodies named as responsible in a paragraph, in order, once each, joined by 、; brackets are kept."""
    found: list[str] = []
    for match in said[LABEL_END].finditer(text) if "单位" in text or "部门" in text else ():
        found += _bodies(_until_closed(text, match.end()), said)
    if not found and (note := _closing_note(text, said)):
        # without a label only names that end as bodies do (局, 委, 政府 …) are believed
        found = [name for name in _bodies(note, said) if said[BODY].search(name)]
    return "、".join(dict.fromkeys(found))


def is_departments_line(text: str, said: Said) -> bool:
    """Whether a line holds nothing but responsible bodies."""
    stripped = text.strip()
    if said[LABEL].match(stripped.lstrip(OPEN)):
        return True
    note = _closing_note(stripped, said)
    return bool(note) and len(note) + 2 >= len(stripped.rstrip("。 ")) and bool(departments_of(text, said))


def _closing_note(text: str, said: Said) -> str:
    """What stands in the bracket that closes a paragraph, if it speaks of duties: （省科技厅牵头）."""
    bare = text.rstrip("。 ")
    if not bare.endswith(CLOSE_END) or not said[DUTY_END].search(bare, 0, len(bare) - 1):
        return ""
    depth = 0
    for position in range(len(bare) - 1, max(-1, len(bare) - NOTE), -1):
        depth += (bare[position] in CLOSE) - (bare[position] in OPEN)
        if depth == 0:
            return bare[position + 1 : -1]
    return ""


def _until_closed(text: str, start: int) -> str:
    """From start to the bracket that closes the note, the next full stop or the end of the line."""
    depth = 0
    for position in range(start, min(len(text), start + NOTE)):
        character = text[position]
        if character in OPEN:
            depth += 1
        elif character in CLOSE:
            if depth == 0:
                return text[start:position]
            depth -= 1
        elif character in "。\n" and depth == 0:
            return text[start:position]
    return text[start : start + NOTE]


def _bodies(text: str, said: Said) -> list[str]:
    parts, depth, current = [], 0, ""
    for character in text:
        depth += (character in OPEN) - (character in CLOSE)
        if character in "、，；,;" and depth <= 0:
            parts.append(current)
            current = ""
        else:
            current += character
    parts.append(current)
    duty, label = said[DUTY], said[LABEL]
    cleaned = [duty.sub("", label.sub("", part).strip()).strip() for part in parts if len(part) <= NAME]
    return [part for part in cleaned if 2 <= len(part) <= 40]
