"""Web pages that a browser saved as one file (.mht, .mhtml), and letters: the page in them, its pictures in
it."""

from __future__ import annotations

import base64
import email
from collections.abc import Sequence
from email.message import Message

from cityplans.reading.files.unreadable import Unreadable

KINDS = ("text/html", "application/xhtml+xml", "text/plain")


def page_of(data: bytes) -> bytes:
    """The longest page in the file, as bytes in its own encoding. Raises Unreadable where there is none."""
    parts = [part for part in email.message_from_bytes(data).walk() if not part.is_multipart()]
    for kind in KINDS:
        pages = [_content(part) for part in parts if part.get_content_type() == kind]
        if any(pages):
            return _with_pictures(max(pages, key=len), parts)
    raise Unreadable(
        "unsupported", "is a saved page or letter without text: open it in a browser and save it as .html"
    )


def _with_pictures(page: bytes, parts: Sequence[Message]) -> bytes:
    """A page that carries the pictures it shows, which the file keeps beside it."""
    for part in parts:
        if part.get_content_maintype() != "image":
            continue
        named = (part.get("Content-Location", ""), f"cid:{part.get('Content-ID', '').strip('<>')}")
        held = f"data:{part.get_content_type()};base64,".encode() + base64.b64encode(_content(part))
        for name in named:
            page = (
                page.replace(f'"{name}"'.encode(), b'"' + held + b'"') if name not in ("", "cid:") else page
            )
    return page


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
