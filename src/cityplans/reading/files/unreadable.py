"""A file that cannot be read, and what to do about it."""

from __future__ import annotations

from cityplans.errors import UserError


class Unreadable(UserError):
    """A file that gives no text: `code` and a message saying what is wrong and what to do."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
