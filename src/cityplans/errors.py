"""Errors that a person can cause and mend: their message is written for the person at the keyboard."""

from __future__ import annotations


class UserError(Exception):
    """What is wrong, in which file, what to do. The commands print it; any other error is our fault.

    `zh` is the same in Chinese; without it the English message stands for both."""

    def __init__(self, message: str = "", zh: str = "") -> None:
        super().__init__(message)
        self.zh = zh
