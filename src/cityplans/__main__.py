"""The commands. Heavy imports stand where they are used, so that help comes at once."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from cityplans import __version__
from cityplans.errors import UserError

OK, PROBLEMS = 0, 1
# the matrices are small: a second thread waits more than it works, and a core is lost to it
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
COUNTED = ("plans", "editions", "targets", "actuals", "numerals", "problems")  # said after a build


def main(argv: list[str] | None = None) -> int:
    """Run one command; exit status 0 done, 1 failure (or any problem with --strict), 2 wrong usage."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that lacks a character shows its number
            stream.reconfigure(errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    try:
        return arguments.command(arguments)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return OK
    except Exception as error:
        if not isinstance(error, (UserError, OSError)):
            raise
        print(f"cityplans: {_said(error)}", file=sys.stderr)
        return PROBLEMS


def _said(error: Exception) -> str:
    from cityplans.running import staging

    return staging.advised(error) if isinstance(error, OSError) else str(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cityplans", description="Plans of Chinese cities → targets, themes, charts."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_line(commands)
    init = commands.add_parser("init", help="a project folder of one's own, with codebook and notebooks")
    init.add_argument("folder", type=Path, metavar="FOLDER")
    init.set_defaults(command=_init)
    explain = commands.add_parser("explain", help="what the extraction makes of one sentence")
    explain.add_argument("text", metavar="TEXT")
    explain.add_argument("--lang", choices=("zh", "en"), default="zh")
    explain.add_argument("--codebook", type=Path)
    explain.set_defaults(command=_explain)
    cite = commands.add_parser("cite", help="the line to put under a chart")
    cite.add_argument("--out", type=Path, default=Path("data/processed"))
    cite.add_argument("--reports", type=Path, default=Path("reports"))
    cite.add_argument("--codebook", type=Path)
    cite.add_argument("--lang", choices=("zh", "en"), default="zh")
    cite.set_defaults(command=_cite)
    accept = commands.add_parser("accept", help="the tables as they stand are seen: no plan is new any more")
    accept.add_argument("--out", type=Path, default=Path("data/processed"))
    accept.set_defaults(command=_accept)
    _add_words(commands)
    _add_brief(commands)
    score = commands.add_parser("score", help="the gate: extraction against gold rows")
    score.add_argument("--gold", type=Path, default=Path("tests/gold"))
    score.add_argument("--faults", action="store_true", help="list every row that is missed, false or wrong")
    score.add_argument("--pin", action="store_true", help="write the floors from this run")
    score.add_argument("--lower", action="store_true", help="with --pin: also where a floor falls")
    score.add_argument(
        "--train", action="store_true", help="learn how sure rows are from the gold rows → confidence.csv"
    )
    score.set_defaults(command=_score)
    return parser


def _add_words(commands) -> None:
    """Commands for the people who look after the codebook."""
    book = commands.add_parser("codebook", help="what the codebook lacks and what it has in vain")
    suggest = book.add_subparsers(required=True, metavar="WHAT").add_parser(
        "suggest", help="indicators of the plans that have no key, and terms that match nothing"
    )
    suggest.add_argument("--save", type=Path, metavar="DIR", help="write both lists as CSV to DIR")
    suggest.set_defaults(command=_suggest)
    edits = commands.add_parser("corrections", help="what a person corrected in the workbook")
    taken = edits.add_subparsers(required=True, metavar="WHAT").add_parser(
        "import", help="edited workbook → data/codebook/corrections.csv"
    )
    taken.add_argument("workbook", type=Path, metavar="FILE")
    taken.add_argument("--out", type=Path, default=Path("data/processed"))
    taken.add_argument("--codebook", type=Path)
    taken.set_defaults(command=_import_corrections)
    concordance = commands.add_parser("concordance", help="every occurrence of a term, with plan and section")
    concordance.add_argument("term", metavar="TERM")
    concordance.set_defaults(command=_concordance)
    for parser in (suggest, concordance):
        parser.add_argument("--out", type=Path, default=Path("data/processed"), help="the tables of a build")
        parser.add_argument("--codebook", type=Path)
        parser.add_argument("--lang", choices=("zh", "en"), default="zh")


def _add_line(commands) -> None:
    for name, about, command in (
        ("run", "build, then report", _run),
        ("build", "raw files → tables", _build),
        ("report", "tables → notebooks, charts, workbook", _report),
    ):
        parser = commands.add_parser(name, help=about)
        parser.set_defaults(command=command)
        parser.add_argument("--out", type=Path, default=Path("data/processed"))
        parser.add_argument("--codebook", type=Path)
        if name != "report":
            parser.add_argument("--raw", type=Path, default=Path("data/raw"))
            parser.add_argument("--format", choices=("csv", "parquet"), default="csv")
            parser.add_argument("--jobs", type=int, default=0, help="processes; 0 is one a core (default)")
            parser.add_argument("--engine", choices=("local", "dask"), default="local")
            parser.add_argument("--scheduler", default="", metavar="ADDRESS", help="of a Dask cluster")
            parser.add_argument("--strict", action="store_true", help="any problem makes exit status 1")
        if name != "build":
            _add_select(parser)
            parser.add_argument("--reports", type=Path, default=Path("reports"))
            parser.add_argument("--lang", choices=("zh", "en"), default="zh")


def _add_select(parser) -> None:
    parser.add_argument(
        "--select",
        default="",
        metavar="WHAT",
        help="of some plans only: 'regions=嘉兴,宁波; levels=prefecture; years=2020; status=final; plans=…'",
    )


def _tables_of(arguments) -> Path:
    """The folder of the tables a command is to tell of: all plans, or those of --select."""
    if not arguments.select:
        return arguments.out
    from cityplans import pipeline, selection

    raw = getattr(arguments, "raw", Path("data/raw"))
    return pipeline.select(arguments.out, raw, selection.parsed(arguments.select), arguments.codebook)


def _add_brief(commands) -> None:
    brief = commands.add_parser("brief", help="one region or indicator → docx and pptx")
    subject = brief.add_mutually_exclusive_group(required=True)
    subject.add_argument("--region", metavar="NAME", help="of a plan: 嘉兴市, 嘉兴 or jiaxing")
    subject.add_argument("--indicator", metavar="KEY", help="that two plans share: rd_intensity or its name")
    brief.add_argument("--out", type=Path, default=Path("data/processed"))
    brief.add_argument("--reports", type=Path, default=Path("reports"))
    brief.add_argument("--lang", choices=("zh", "en"), default="zh")
    brief.add_argument("--codebook", type=Path)
    _add_select(brief)
    brief.set_defaults(command=_brief)


def _init(arguments) -> int:
    from cityplans import places

    print(f"{places.begin(arguments.folder)}: put plans into data/raw, then run there: cityplans run")
    return OK


def _build(arguments) -> int:
    return _built(arguments)[0]


def _built(arguments):
    """Exit status of a build, and its seconds per stage."""
    from cityplans import pipeline
    from cityplans.running.spreading import Work

    if not arguments.raw.exists():
        raise UserError(f"{arguments.raw}: no such file or folder; put plans there or pass --raw DIR")
    say = _progress if sys.stderr.isatty() else lambda line: None
    work = Work(arguments.jobs, arguments.engine, arguments.scheduler, say)
    built = pipeline.build(arguments.raw, arguments.out, arguments.codebook, arguments.format, work)
    for problem in built.problems:
        print(f"{problem.source_file}: {problem.problem}: {problem.message}", file=sys.stderr)
    print(f"{arguments.out}: " + ", ".join(f"{built.rows[name]} {name}" for name in COUNTED))
    return (PROBLEMS if arguments.strict and built.problems else OK), built.seconds


def _report(arguments) -> int:
    return _reported(arguments, {})


def _reported(arguments, built) -> int:
    from cityplans import pipeline
    from cityplans.running import accepted

    say = _progress if sys.stderr.isatty() else lambda line: None
    pipeline.report(_tables_of(arguments), arguments.reports, arguments.lang, arguments.codebook, built, say)
    print(f"{arguments.reports / 'index.html'}: start here · 从这里看起")
    if new := accepted.new_plans(arguments.out):
        print(f"{arguments.reports / 'new_plans'}: new · 新到的计划: {', '.join(new)} (run.py accept)")
    return OK


def _run(arguments) -> int:
    from cityplans import pipeline

    pipeline.check_apart(arguments.reports, "--reports", {"--raw": arguments.raw, "--out": arguments.out})
    status, seconds = _built(arguments)
    return _reported(arguments, seconds) or status


def _accept(arguments) -> int:
    from cityplans.running import accepted, locking

    with locking.locked(arguments.out):
        new = accepted.new_plans(arguments.out)
        accepted.accept(arguments.out)
    print(f"{arguments.out}: accepted; new since the last time: {', '.join(new) or 'no plan'}")
    return OK


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _cite(arguments) -> int:
    from cityplans import codebook, tables
    from cityplans.publishing.telling import citation
    from cityplans.publishing.telling.view import View
    from cityplans.running import record

    line = record.cite_of(arguments.reports, arguments.lang)
    if line is None:
        words = codebook.load(arguments.codebook)
        frames, _ = tables.load(arguments.out)
        line = citation.cite(View(frames, words, arguments.lang), record.identity(arguments.out, words))
    print(line)
    return OK


def _brief(arguments) -> int:
    from cityplans import codebook, tables
    from cityplans.publishing.briefing import briefing
    from cityplans.publishing.telling.view import View
    from cityplans.running import record

    words, out = codebook.load(arguments.codebook), _tables_of(arguments)
    frames, _ = tables.load(out)
    run_id = record.identity(out, words)["run_id"]
    folder, subject = arguments.reports / "briefings", (arguments.region, arguments.indicator)
    for path in briefing.write(View(frames, words, arguments.lang), folder, *subject, run_id):
        print(path)
    return OK


def _explain(arguments) -> int:
    from cityplans import codebook
    from cityplans.checking.explain import explained

    print(explained(arguments.text, codebook.load(arguments.codebook), arguments.lang))
    return OK


def _suggest(arguments) -> int:
    from cityplans import codebook, tables
    from cityplans.checking import suggest

    frames, _ = tables.load(arguments.out)
    book = codebook.load(arguments.codebook)
    unmatched = suggest.unmatched(frames["targets"], book)
    silent = suggest.silent(frames["targets"], book)
    lists = {"unmatched_indicators": unmatched, "silent_terms": silent}
    for name, rows in lists.items() if arguments.save else ():
        tables.write_bytes(arguments.save / f"{name}.csv", tables.to_csv(rows))
    print(suggest.report(unmatched, silent, arguments.lang))
    return OK


def _concordance(arguments) -> int:
    from cityplans import tables
    from cityplans.comparison.vocabulary.vocabulary import concordance

    frames, _ = tables.load(arguments.out)
    found = concordance(arguments.term, frames["clauses"])
    for row in found.itertuples():
        section = row.section if isinstance(row.section, str) else ""
        context = f"{row.left}【{row.term}】{row.right}".replace("\n", " ")
        print(f"{row.plan_id}:{row.start}  [{section}]  {context}")
    print(
        {"zh": "{} 处，{} 个计划", "en": "{} places in {} plans"}[arguments.lang].format(
            len(found), found["plan_id"].nunique()
        )
    )
    return OK


def _import_corrections(arguments) -> int:
    from cityplans.publishing.workbook import imported

    done = imported.import_workbook(arguments.workbook, arguments.out, arguments.codebook)
    print("\n".join(done.lines))
    return PROBLEMS if done.refused else OK


def _score(arguments) -> int:
    from cityplans import codebook
    from cityplans.checking import calibration, scoring

    if not scoring.gold_names(arguments.gold):
        raise UserError(f"{arguments.gold}: holds no gold rows (NAME.jsonl beside NAME.txt)")
    if arguments.train:
        calibration.train(calibration.folders(arguments.gold), codebook.load())
        return OK
    return scoring.gate(arguments.gold, codebook.load(), arguments.faults, arguments.pin, arguments.lower)


if __name__ == "__main__":
    sys.exit(main())
