"""What the program says to the person at the keyboard: each message once, in English and Chinese together."""

from __future__ import annotations

import errno
import os
from typing import NamedTuple

REASONS_ZH = {  # why the system refused
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "不是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接互相指向",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多",
    errno.ETXTBSY: "正在使用",
}


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


_spoken = "en"


def speak(lang: str) -> None:
    """From now on errors as text, as a traceback shows them, are in that language. Said by who opens the
    tables at a keyboard: what is written to tables stays as it is told there."""
    global _spoken
    _spoken = lang


class UserError(Exception):
    """A fault that a person can cause and mend: what is wrong, in which file, what to do. The commands print
    it; any other error is a fault of the program.

    `zh` is the same in Chinese; without it the English message stands for both."""

    def __init__(self, message: str = "", zh: str = "") -> None:
        super().__init__(message)
        self.zh = zh

    def told(self, lang: str) -> str:
        return (lang == "zh" and self.zh) or str(self.args[0])

    def __str__(self) -> str:
        return self.told(_spoken)


def reason_of(error: OSError) -> Both:
    """Why the system refused; a reason nobody has put into Chinese is told in English in both."""
    en = os.strerror(error.errno) if error.errno else str(error)
    return Both(en, REASONS_ZH.get(error.errno or 0, en))
