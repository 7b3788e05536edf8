"""The command line. Heavy imports stand in `commands` where they are used, so that help comes at once."""

from __future__ import annotations

import os
import sys

from cityplans import __version__, asking
from cityplans.commands import line, published, score, upkeep
from cityplans.commands.commands import OK, PROBLEMS, Commands
from cityplans.errors import Both, UserError

# the matrices are small: a second thread waits more than it works, and a core is lost to it
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

CALLED = "CITYPLANS_PROG"  # set by run.py: how the command line is called there


def main(argv: list[str] | None = None) -> int:
    """Run one command; exit status 0 done, 1 failure (or any problem with --strict), 2 wrong usage."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that lacks a character shows its number
            stream.reconfigure(errors="backslashreplace")
    argv = sys.argv[1:] if argv is None else argv
    lang = asking.asked_for(argv)
    arguments = parser(lang).parse_args(argv)
    arguments.told = lang  # of messages; reports are Chinese where --lang does not say otherwise
    try:
        return arguments.command(arguments)
    except KeyboardInterrupt:
        print(Both("stopped", "已停止").told(lang), file=sys.stderr)
        return 130
    except BrokenPipeError:
        return OK
    except Exception as error:
        if not isinstance(error, (UserError, OSError)):
            raise
        print(f"cityplans: {_said(error, lang)}", file=sys.stderr)
        return PROBLEMS


def _said(error: UserError | OSError, lang: str) -> str:
    if isinstance(error, UserError):
        return error.told(lang)
    from cityplans.running import staging

    return staging.advised(error).told(lang)


def parser(lang: str = "en") -> asking.Parser:
    """Every command with its help, in one language."""
    asking.speak(lang)
    made = asking.Parser(prog=os.environ.get(CALLED, "cityplans"))
    commands = Commands(made, lang)
    made.description = commands.say(
        "中国城市规划与政策 → 量化目标、主题、图", "Plans of Chinese cities → targets, themes, charts."
    )
    version = commands.say("显示版本号", "show the version and exit")
    made.add_argument("--version", action="version", version=__version__, help=version)
    for module in (line, upkeep, published, score):
        module.add(commands)
    return made


if __name__ == "__main__":
    sys.exit(main())
