"""The page of the interface says what can be called, in both languages, and needs no network."""

from __future__ import annotations

import re

import pytest

from cityplans.book import Book
from cityplans.publishing.report import interface


def test_the_page_holds_every_call_with_example_and_both_languages(tmp_path):
    page = interface.write(tmp_path).read_text("utf-8")
    public = [name for name in vars(Book) if not name.startswith("_")]
    assert len(public) > 9
    for name in public:
        assert f'id="Book.{name}"' in page, name
        assert re.search("[一-龥]", getattr(Book, name).__doc__ or getattr(Book, name).fget.__doc__), name
    assert "@" not in re.sub("<style.*?</style>|<[^>]+>", "", page, flags=re.DOTALL)  # no decorators
    assert "import cityplans as cp" in re.sub("<[^>]+>", "", page)
    for name in ("open", "Chart.figure", "Chart.table", "Chart.save", "Chart.title"):
        assert f'id="{name}"' in page, name
    for name in ("opened", "Book.__init__", "Chart.__init__", "Chart.draw"):
        assert f'id="{name}"' not in page, name


@pytest.mark.parametrize(
    ("lang", "first", "back"), [("zh", "研究者用的接口", "起始页"), ("en", "The tables", "Start")]
)
def test_the_page_begins_in_the_language_of_the_report_and_leads_back(tmp_path, lang, first, back):
    page = interface.write(tmp_path, lang).read_text("utf-8")
    words = re.sub("<[^>]+>", " ", page)
    assert f'<html lang="{lang}">' in page
    both = sorted(words.index(w) for w in ("研究者用的接口", "The tables of a build"))
    assert words.index(first) == both[0]
    link = re.search(r'<a [^>]*href="index.html"[^>]*>(.*?)</a>', page, re.DOTALL)
    assert link and back in link[1]


def test_paragraphs_change_places_and_examples_stay_between():
    text = "One (研发强度) word.\n\n    book.chain()\n\n一句话，book 的。"
    assert interface.in_order(text, "en") == text
    assert interface.in_order(text, "zh") == "一句话，book 的。\n\n    book.chain()\n\nOne (研发强度) word."


def test_the_page_loads_nothing_from_elsewhere(tmp_path):
    page = interface.write(tmp_path).read_text("utf-8")
    assert not re.findall(r'(?:src|href)="(?:https?:)?//(?!pdoc\.dev)[^"]*"', page)
    assert "<script src" not in page
