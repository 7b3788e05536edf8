"""How a command is added: name, what it does, help in two languages, the options that many share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cityplans import asking, places
from cityplans.errors import Both, UserError

if TYPE_CHECKING:
    from cityplans.codebook import Codebook

OK, PROBLEMS = 0, 1
SAME = {"run.py run": "run.py report"}  # run.py's report is the whole line
TABLES_HERE = Path("data/processed")
PUBLISHED = "zh"  # the language of reports where --lang names none
Said = tuple[str, str]  # Chinese, English
LANG_HELP = (
    "说明和结果的语言（信息默认随系统，报告默认中文）",
    "of messages and results (messages: the system's by default; reports: zh)",
)
CODEBOOK_HELP = ("编码表所在文件夹", "the folder of the codebook")
SELECT_HELP = ("只用一部分计划：", "of some plans only: ")
SELECTED = "'regions=嘉兴,江苏*; levels=prefecture; years=2020; status=final; plans=…'"
FOLDERS: dict[str, tuple[Path, Said]] = {
    "raw": (Path("data/raw"), ("原始文件", "raw files")),
    "out": (TABLES_HERE, ("一次 build 的表", "the tables of a build")),
    "reports": (Path("reports"), ("报告所在文件夹", "the folder of the reports")),
}


class Commands:
    """The commands of a parser: each gets --lang and --codebook, and can say what it does not know."""

    def __init__(self, parser: asking.Parser, lang: str) -> None:
        self.lang = lang
        self.action = parser.add_subparsers(required=True, metavar="COMMAND")

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def add(self, name: str, command: Callable, about: Said, *shared: str) -> asking.Parser:
        """A command; `shared` names those of --raw, --out, --reports and --select that it takes."""
        made = self._parser(name, about)
        made.set_defaults(command=command, parser=made)
        made.add_argument("--lang", choices=asking.LANGS, help=self.say(*LANG_HELP))
        made.add_argument("--codebook", type=Path, metavar="DIR", help=self.say(*CODEBOOK_HELP))
        for option in shared:
            if option == "select":
                said = self.say(*SELECT_HELP) + SELECTED
                made.add_argument("--select", default="", metavar="WHAT", help=said)
            else:
                folder, said = FOLDERS[option]
                made.add_argument(f"--{option}", type=Path, default=folder, help=self.say(*said))
        return made

    def group(self, name: str, about: Said) -> Commands:
        """A command of commands."""
        return Commands(self._parser(name, about), self.lang)

    def _parser(self, name: str, about: Said) -> asking.Parser:
        made = self.action.add_parser(name, help=self.say(*about), description=self.say(*about))
        made.prog = SAME.get(made.prog, made.prog)
        return made


def warn_of_old(out: Path, words: Codebook, lang: str) -> None:
    """Say so where tables are published that other files or a changed codebook would make otherwise."""
    from cityplans import outdated
    from cityplans.running import record

    if old := outdated.said(out):
        todo = Both(
            "what is made tells of the files as they were; `run.py report` reads them first",
            "生成的内容说的是当时的文件；运行 run.py report 会先重新读取",
        )
        print(todo.at(old).told(lang), file=sys.stderr)
    if record.is_older(out, words):
        said = Both(
            f"{out}: these tables are older than {words.folder} (corrections, words): run `run.py build` "
            "to apply its changes; `run.py codebook check` shows them",
            f"{out}：这些表比 {words.folder} 旧，其中的改动（更正、词）尚未采用：运行 run.py build 即采用，"
            "run.py codebook check 可先看影响",
        )
        print(said.told(lang), file=sys.stderr)


def check_source(raw: Path) -> None:
    """Raise UserError where there is nothing to read: tables without a row would take the place of others."""
    from cityplans.reading import folder

    if not raw.exists():
        raise UserError(
            f"{raw}: no such file or folder; put plans there or pass --raw DIR",
            f"{raw}：没有这个文件或文件夹；请把计划放在那里，或用 --raw 指明",
        )
    if not folder.files(raw):
        said = [Both(row.message, row.message_zh) for row in folder.faults(raw)]
        raise UserError(
            "; ".join(one.en for one in said) + ". Nothing was made: tables and reports are as they were",
            "；".join(one.zh for one in said) + "。什么也没有生成，原来的表和报告没有变",
        )


def apart(reports: Path, chosen: str) -> Path:
    """Where things made of a selection stand: not in the place of those of all plans."""
    from cityplans import selection

    return reports / places.OF_SOME / selection.folder_name(chosen) if chosen else reports


def tables_of(arguments) -> Path:
    """The folder of the tables a command is to tell of: all plans, or those of --select."""
    if not arguments.select:
        return arguments.out
    from cityplans import pipeline, selection
    from cityplans.running import record

    raw = getattr(arguments, "raw", None) or record.raw_of(arguments.out) or FOLDERS["raw"][0]
    wanted = selection.parsed(arguments.select)
    return pipeline.select(
        arguments.out,
        raw,
        wanted,
        arguments.codebook,
        lambda said: print(said.told(arguments.told), file=sys.stderr),
    )
