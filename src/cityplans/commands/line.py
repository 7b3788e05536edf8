"""The line from files to reports: run, build, report; a folder to begin in, and what has been seen."""

from __future__ import annotations

import sys
from pathlib import Path

from cityplans.commands.commands import (
    OK,
    PROBLEMS,
    PUBLISHED,
    Commands,
    apart,
    check_source,
    tables_of,
    warn_of_old,
)
from cityplans.errors import Both

COUNTED = ("plans", "editions", "targets", "actuals", "numerals", "problems")  # said after a build


def add(commands: Commands) -> None:
    about = ("先 build，再 report", "build, then report")
    _building(commands, commands.add("run", run, about, "out", "raw", "select", "reports"))
    _building(commands, commands.add("build", build, ("原始文件 → 表", "raw files → tables"), "out", "raw"))
    about = ("表 → 笔记本、图、工作簿", "tables → notebooks, charts, workbook")
    commands.add("report", report, about, "out", "select", "reports")
    about = (
        "新建自己的项目文件夹，含编码表和笔记本",
        "a project folder of one's own, with codebook and notebooks",
    )
    commands.add("init", init, about).add_argument("folder", type=Path, metavar="FOLDER")
    about = (
        "现在的表和问题已看过：不再有新计划、新问题",
        "tables and problems as they stand are seen: no plan, no problem is new any more",
    )
    commands.add("accept", accept, about, "out")


def _building(commands: Commands, parser) -> None:
    said = commands.say("进程数；0 为每核一个（默认）", "processes; 0 is one a core (default)")
    parser.add_argument("--jobs", type=int, default=0, help=said)
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv")
    parser.add_argument("--engine", choices=("local", "dask"), default="local")
    said = commands.say("Dask 集群的地址", "of a Dask cluster")
    parser.add_argument("--scheduler", default="", metavar="ADDRESS", help=said)
    said = commands.say("有任何问题即以状态 1 退出", "any problem makes exit status 1")
    parser.add_argument("--strict", action="store_true", help=said)
    said = commands.say(
        "有 accept 时还没有的问题即以状态 1 退出",
        "a problem that was not there at the last accept makes it 1",
    )
    parser.add_argument("--strict-new", action="store_true", help=said)


def run(arguments) -> int:
    from cityplans.publishing.notebooks import warm

    warm.begin()
    from cityplans import pipeline

    pipeline.check_apart(arguments.reports, "--reports", {"--raw": arguments.raw, "--out": arguments.out})
    _check_selection(arguments)
    status, seconds = _built(arguments)
    return _reported(arguments, seconds) or status


def _check_selection(arguments) -> None:
    """A wrong word of --select is told before the minutes of a build."""
    from cityplans import codebook, selection

    if arguments.select:
        selection.check(selection.parsed(arguments.select), codebook.load(arguments.codebook))


def build(arguments) -> int:
    return _built(arguments)[0]


def report(arguments) -> int:
    from cityplans.publishing.notebooks import warm

    warm.begin()
    return _reported(arguments, {})


def _built(arguments):
    """Exit status of a build, and its seconds per stage."""
    from cityplans import pipeline
    from cityplans.running.spreading import Work

    check_source(arguments.raw)
    work = Work(arguments.jobs, arguments.engine, arguments.scheduler, _progress)
    built = pipeline.build(arguments.raw, arguments.out, arguments.codebook, arguments.format, work)
    rows = _name(built.problems, arguments)
    print(_counted(built.rows).at(Both(str(arguments.out), str(arguments.out))).told(arguments.told))
    return (PROBLEMS if _is_refused(rows, arguments) else OK), built.seconds


def _is_refused(rows, arguments) -> bool:
    """Whether the problems are more than was asked to be borne; of new ones it is said how many."""
    from cityplans.running import accepted

    if not arguments.strict_new:
        return bool(arguments.strict and rows)
    if new := accepted.new_problems(arguments.out, rows):
        said = Both(
            f"{len(new)} of {len(rows)} problems are new since `run.py accept`",
            f"{len(rows)}个问题中有{len(new)}个是 run.py accept 之后新出现的",
        )
        print(said.told(arguments.told), file=sys.stderr)
    return bool(new or (arguments.strict and rows))


def _counted(rows) -> Both:
    """How many rows the tables have that a person asks about first."""
    from cityplans import schema

    return Both(
        ", ".join(f"{rows[name]} {name}" for name in COUNTED),
        "，".join(f"{schema.TABLES[name].zh} {rows[name]}" for name in COUNTED),
    )


def _progress(line: str) -> None:
    """How far the work is, for who watches a terminal."""
    if sys.stderr.isatty():
        print(line, file=sys.stderr, flush=True)


def _name(problems, arguments) -> list[dict]:
    """Every problem on standard error, those that ask for nothing last and apart; the rows."""
    from cityplans import codebook, tables_of_plans

    rows = tables_of_plans.problem_rows(problems, codebook.load(arguments.codebook)) if problems else []
    column = "message_zh" if arguments.told == "zh" else "message"
    for is_note in (False, True):
        lines = [
            _with_file(row["source_file"], row[column] or row["message"], arguments.told)
            for row in rows
            if (row["severity"] == "note") == is_note
        ]
        if lines and is_note:
            lines.insert(0, Both("notes (nothing to do):", "备注（无须处理）：").told(arguments.told))
        for line in lines:
            print(line, file=sys.stderr)
    return rows


def _with_file(name: str, said: str, lang: str) -> str:
    """The message after its file, which most messages begin with themselves."""
    return said if said.startswith(name) else Both(said, said).at(Both(name, name)).told(lang)


def _reported(arguments, built) -> int:
    from cityplans import codebook, pipeline
    from cityplans.running import accepted, record

    if not built:
        warn_of_old(arguments.out, codebook.load(arguments.codebook), arguments.told)
    out, lang = tables_of(arguments), arguments.lang or PUBLISHED
    reports = apart(arguments.reports, record.selection_of(out))
    for line in pipeline.report(out, reports, lang, arguments.codebook, built, _progress):
        print(line.told(arguments.told), file=sys.stderr)
    print(f"{reports / 'index.html'}: " + Both("start here", "从这里看起").told(arguments.told))
    if new := accepted.new_plans(out):
        said = Both("new plans, until run.py accept", "新到的计划，直到 run.py accept").told(arguments.told)
        print(f"{reports / 'new_plans'}: {said}: {', '.join(new)}")
    return OK


def init(arguments) -> int:
    from cityplans import places

    made = places.begin(arguments.folder)
    said = Both(
        f"{made.resolve()}: put plans into data/raw, then run there: {places.command()}",
        f"{made.resolve()}：把计划放入 data/raw，再在那里运行 {places.command()}",
    )
    print(said.told(arguments.told))
    return OK


def accept(arguments) -> int:
    from cityplans import tables
    from cityplans.running import accepted, locking

    tables.names(arguments.out)  # where there are none no folder is made for the lock
    with locking.locked(arguments.out):
        new = accepted.new_plans(arguments.out)
        accepted.accept(arguments.out)
    named = ", ".join(new)
    said = Both(
        f"{arguments.out}: accepted; new since the last time: {named or 'no plan'}. Start page, changes.md "
        "and the pages of new plans stay as they are until `run.py report`",
        f"{arguments.out}：已确认；上次以来新到：{named or '没有'}。起始页、changes.md 和新计划的页面"
        "要到下次运行 run.py report 才会更新",
    )
    print(said.told(arguments.told))
    return OK
