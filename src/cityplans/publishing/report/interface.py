"""reports/interface.html: what a researcher can call, from the docstrings, in both languages, that of the
report first; no network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pdoc.doc
import pdoc.render

from cityplans import tables
from cityplans.chinese.han import CJK
from cityplans.publishing.charts.sheet import Chart

PAGE = "interface.html"
PACKAGE, MODULE = "cityplans", "cityplans.book"  # by name: they stand above this floor
NOT_CALLED = ("__init__", "draw", "data")  # `open` makes books, a book makes charts
WORDS = {  # what pdoc says itself
    "Module Index": ("起始页", "Start page"),
    "Contents": ("目录", "Contents"),
    "API Documentation": ("可用的函数", "What there is"),
}


def write(reports: Path, lang: str = "zh") -> Path:
    """The page below `reports`."""
    pdoc.render.configure(docformat="google", search=False, show_source=False, footer_text="cityplans")
    page = pdoc.render.html_module(_described(lang), {})
    for said, words in WORDS.items():
        page = page.replace(said, words[lang == "en"])
    page = page.replace('<html lang="en">', f'<html lang="{lang}">', 1)
    tables.write_bytes(reports / PAGE, page.encode())
    return reports / PAGE


def _described(lang: str) -> pdoc.doc.Module:
    """`open`, the book that it opens and the chart that a book draws, as one module."""
    package, module = import_module(PACKAGE), import_module(MODULE)
    shown = {"open": package.open, "Book": module.Book, "Chart": Chart}
    made = ModuleType(PACKAGE, module.__doc__)
    vars(made).update(shown, __all__=[*shown])
    described = pdoc.doc.Module(made)
    for part in _parts(described):
        part.docstring = in_order(part.docstring, lang)  # kept by pdoc in place of what it would read
        vars(part)["decorators"] = []  # how the calls are made is nothing to who calls them
    return described


def _parts(described: pdoc.doc.Namespace) -> Iterator[pdoc.doc.Doc]:
    """The module, its members and theirs, but for what nobody calls."""
    yield described
    for name in NOT_CALLED:
        described.members.pop(name, None)
    for member in described.members.values():
        yield from _parts(member) if isinstance(member, pdoc.doc.Namespace) else (member,)


def in_order(docstring: str, lang: str) -> str:
    """A docstring with the paragraphs of that language first; examples stay between the two."""
    parts = [part for part in re.split(r"\n\s*\n", docstring.strip("\n")) if part.strip()]
    is_example = [part.startswith("    ") for part in parts]
    chinese = [p for p, code in zip(parts, is_example) if not code and _is_chinese(p)]
    english = [p for p, code in zip(parts, is_example) if not code and not _is_chinese(p)]
    examples = [p for p, code in zip(parts, is_example) if code]
    first, last = (english, chinese) if lang == "en" else (chinese, english)
    return "\n\n".join([*first, *examples, *last])


def _is_chinese(text: str) -> bool:
    """Whether a paragraph is in Chinese: an English one may quote a word of it."""
    return len(CJK.findall(text)) > 2 * len(re.findall(r"[A-Za-z]+", text))
