"""The page of the interface says what can be called, in both languages, and needs no network."""

from __future__ import annotations

import re

from cityplans.book import Book
from cityplans.publishing.report import interface


def test_the_page_holds_every_call_with_example_and_both_languages(tmp_path):
    page = interface.write(tmp_path).read_text("utf-8")
    public = [name for name in vars(Book) if not name.startswith("_")]
    assert len(public) > 9
    for name in public:
        assert f'id="Book.{name}"' in page, name
        assert re.search("[一-龥]", getattr(Book, name).__doc__ or getattr(Book, name).fget.__doc__), name
    assert "import cityplans as cp" in re.sub("<[^>]+>", "", page)


def test_the_page_loads_nothing_from_elsewhere(tmp_path):
    page = interface.write(tmp_path).read_text("utf-8")
    assert not re.findall(r'(?:src|href)="(?:https?:)?//(?!pdoc\.dev)[^"]*"', page)
    assert "<script src" not in page
