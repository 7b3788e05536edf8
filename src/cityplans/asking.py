"""The command line as people meet it: in which language it speaks, and the nearest of what it knows."""

from __future__ import annotations

import argparse
import difflib
import locale
import os
import sys
from collections.abc import Iterable, Sequence

LANGS = ("zh", "en")
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides
NO_LANGUAGE = ("", "c", "posix")
NEAR = 3

# what argparse says itself, as its own text has it
ARGPARSE_ZH = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这段说明",
    "show program's version number and exit": "显示版本号",
    "the following arguments are required: %s": "缺少参数：%s",
    "expected one argument": "缺少一个值",
    "not allowed with argument %s": "不能与 %s 同用",
    "one of the arguments %s is required": "%s 须给出其中一个",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s\n",
    "invalid %(type)s value: %(value)r": "%(value)r 不是整数",  # the one type that anything asks for
    "unrecognized arguments: %s": "不认识：%s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 不明确，可能是 %(matches)s",
}


def of_system() -> str:
    """The language of messages: zh or en by the system's settings, zh where they name none."""
    named = next((value for name in VARIABLES if (value := os.environ.get(name))), None)
    if named is None:
        named = locale.getlocale()[0] or ""
    named = named.casefold().split(".")[0]
    return "zh" if named in NO_LANGUAGE or named.startswith(("zh", "chinese")) else "en"


def asked_for(argv: Sequence[str]) -> str:
    """The language a command line asks for with --lang, before it is parsed; else the system's."""
    for word, following in zip(argv, [*argv[1:], ""], strict=False):
        value = following if word == "--lang" else word.removeprefix("--lang=")
        if value in LANGS and word.startswith("--lang"):
            return value
    return of_system()


def speak(lang: str) -> None:
    """Parsers and argparse's own words in that language."""
    Parser.lang = lang
    said = ARGPARSE_ZH if lang == "zh" else {}
    argparse._ = lambda text: said.get(text, text)  # type: ignore[attr-defined]


def nearest(word: str, known: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(word, [*known], NEAR, cutoff=0.5)


class Parser(argparse.ArgumentParser):
    """A parser that names the nearest of what it knows for a command, code or option it does not know."""

    lang = "en"

    def _check_value(self, action, value) -> None:
        if action.choices is None or value in action.choices:
            return
        choices = [str(choice) for choice in action.choices]
        near, every = ", ".join(nearest(str(value), choices)), ", ".join(choices)
        zh = f"没有“{value}”；" + (f"相近的有 {near}（全部：{every}）" if near else f"可用 {every}")
        en = f"no such thing as “{value}”; " + (f"nearest: {near} (all: {every})" if near else f"use {every}")
        raise argparse.ArgumentError(action, zh if self.lang == "zh" else en)

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[override]
        given = [*(sys.argv[1:] if args is None else args)]
        if not self._subparsers:
            self._look_at(given[: given.index("--")] if "--" in given else given)
        return super().parse_known_args(given, namespace)

    def _look_at(self, given: Sequence[str]) -> None:
        """Stop at an option there is none of, before argparse asks for those that are missing."""
        options = [o for o in self._option_string_actions if o.startswith("--")]
        for word in given:
            name = word.partition("=")[0]
            if name.startswith("--") and not any(option.startswith(name) for option in options):
                meant = [option for option in options if option != "--help"]
                near = ", ".join(nearest(name, meant) or meant)
                self.error(
                    f"不认识 {name}；相近的有 {near}"
                    if self.lang == "zh"
                    else f"no such option as {name}; nearest: {near}"
                )
