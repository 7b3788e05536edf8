"""Web pages that a browser saved as one file (.mht, .mhtml), and letters: the page in them."""

from __future__ import annotations

import email
from email.message import Message

from cityplans.reading.files.unreadable import Unreadable

KINDS = ("text/html", "application/xhtml+xml", "text/plain")


def page_of(data: bytes) -> bytes:
    """The longest page in the file, as bytes in its own encoding. Raises Unreadable where there is none."""
    parts = [part for part in email.message_from_bytes(data).walk() if not part.is_multipart()]
    for kind in KINDS:
        pages = [_content(part) for part in parts if part.get_content_type() == kind]
        if any(pages):
            return max(pages, key=len)
    raise Unreadable(
        "unsupported", "is a saved page or letter without text: open it in a browser and save it as .html"
    )


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
