"""A briefing as a page: everything said, sources linked by number, text of documents shown as text."""

from __future__ import annotations

import re

from cityplans.publishing.briefing.content import Briefing, Mark, Table
from cityplans.publishing.briefing.web import render

TABLE = Table("Targets", ("Region", "Value"), ((("Ningbo",), ("3.6", Mark(2))),), (0.5, 0.5), "1 more.")


def page(lang: str = "en", **more) -> str:
    given = {
        "name": "b", "lang": lang, "title": "A <b> & C", "subtitle": "Sub", "plots": (),
        "notes": ("Note one",),
        "findings": (("First ", Mark(1), "."), ("<script>alert(1)</script>",)), "tables": (TABLE,),
        "sources": ("Plan A, 2", "Plan B"), "footer": "Source: all", "date": "",
    }  # fmt: skip
    made = render(Briefing(**{**given, **more})).decode()
    return made[made.index("<body>") :]


def test_the_whole_page():
    assert re.sub(r"\n+", "\n", page()) == (
        "<body>\n<h1>A &lt;b&gt; &amp; C</h1>\n"
        '<p class="note">Sub</p>\n'
        '<ul>\n<li>First <sup><a href="#s1">[1]</a></sup>.</li>\n'
        "<li>&lt;script&gt;alert(1)&lt;/script&gt;</li>\n</ul>\n"
        '<h2>Targets</h2>\n<div class="wide"><table><thead><tr><th>Region</th><th>Value</th></tr></thead>\n'
        '<tbody>\n<tr><td class="s">Ningbo</td><td>3.6<sup><a href="#s2">[2]</a></sup></td></tr>\n'
        '</tbody></table></div><p class="note">1 more.</p>\n'
        '<p class="note">Note one</p>\n'
        '<h2>Sources</h2>\n<ol>\n<li id="s1">Plan A, 2</li>\n<li id="s2">Plan B</li>\n</ol>\n'
        '<p class="note">Source: all</p>\n</body>\n</html>\n'
    )


def test_without_sources_there_is_no_head_for_them():
    assert "<ol>" not in page(sources=()) and "Sources" not in page(sources=())


def test_in_chinese():
    assert "<h2>出处</h2>" in page("zh")


def test_nothing_is_fetched():
    whole = render(Briefing("b", "zh", "t", "s", (), (), (), (), (), "f", "")).decode()
    assert '<html lang="zh">' in whole and "default-src 'none'" in whole
    assert not re.search(r"https?://|<script", whole)
