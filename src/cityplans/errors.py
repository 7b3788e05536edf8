"""What the program says to the person at the keyboard: each message once, in English and Chinese together."""

from __future__ import annotations

from typing import NamedTuple


class Both(NamedTuple):
    """One message in both languages; as text it is English."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.en

    def told(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en

    def at(self, place: Both) -> Both:
        """The message with the place it is about before it."""
        return Both(f"{place.en}: {self.en}", f"{place.zh}：{self.zh}")


class UserError(Exception):
    """A fault that a person can cause and mend: what is wrong, in which file, what to do. The commands print
    it; any other error is a fault of the program.

    `zh` is the same in Chinese; without it the English message stands for both."""

    def __init__(self, message: str = "", zh: str = "") -> None:
        super().__init__(message)
        self.zh = zh

    def told(self, lang: str) -> str:
        return (lang == "zh" and self.zh) or str(self)
