"""The page in a file that a browser saved whole."""

from __future__ import annotations

import base64

import pytest

from cityplans.reading.files.mail import page_of
from cityplans.reading.files.unreadable import Unreadable


def saved(*parts: tuple[str, bytes]) -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=="\r\n\r\n'
    body = b"".join(
        b"--==\r\nContent-Type: %s\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n"
        % (kind.encode(), base64.b64encode(content))
        for kind, content in parts
    )
    return head + body + b"--==--\r\n"


SHORT, LONG = "<p>甲</p>".encode("gb18030"), "<p>某市规划</p>".encode("gb18030")


@pytest.mark.parametrize(
    ("parts", "page"),
    [
        ([("text/html", SHORT), ("text/html", LONG), ("image/png", b"x" * 99)], LONG),
        ([("text/plain", LONG), ("text/html", SHORT)], SHORT),  # a page rather than its words
        ([("text/plain", SHORT), ("application/xhtml+xml", LONG)], LONG),
        ([("text/plain", SHORT)], SHORT),
        ([("text/html", b""), ("text/plain", SHORT)], SHORT),
    ],
)
def test_the_page_in_its_own_encoding(parts, page):
    assert page_of(saved(*parts)) == page


def test_a_letter_of_one_part():
    assert page_of(b"Content-Type: text/html\r\n\r\n<p>a</p>") == b"<p>a</p>"


def test_a_file_without_a_page():
    with pytest.raises(
        Unreadable, match=r"without text: open it in a browser and save it as \.html"
    ) as raised:
        page_of(saved(("image/png", b"x")))
    assert raised.value.code == "unsupported"
