"""The commands. Heavy imports stand where they are used, so that help comes at once."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

from cityplans import __version__, asking
from cityplans.errors import Both, UserError

OK, PROBLEMS = 0, 1
# the matrices are small: a second thread waits more than it works, and a core is lost to it
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
TABLES_HERE = Path("data/processed")
PUBLISHED = "zh"  # the language of reports where --lang names none
TABLES = ("一次 build 的表", "the tables of a build")
LANG_HELP = (
    "说明和结果的语言（信息默认随系统，报告默认中文）",
    "of messages and results (messages: the system's by default; reports: zh)",
)
CODEBOOK_HELP = ("编码表所在文件夹", "the folder of the codebook")
COUNTED = ("plans", "editions", "targets", "actuals", "numerals", "problems")  # said after a build


def main(argv: list[str] | None = None) -> int:
    """Run one command; exit status 0 done, 1 failure (or any problem with --strict), 2 wrong usage."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that lacks a character shows its number
            stream.reconfigure(errors="backslashreplace")
    argv = sys.argv[1:] if argv is None else argv
    lang = asking.asked_for(argv)
    arguments = _parser(lang).parse_args(argv)
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


def _said(error: Exception, lang: str) -> str:
    if isinstance(error, UserError):
        return error.told(lang)
    from cityplans.running import staging

    return staging.advised(error).told(lang) if isinstance(error, OSError) else str(error)


def _parser(lang: str = "en") -> asking.Parser:
    """Every command with its help, in one language."""
    asking.speak(lang)
    say = partial(_pick, lang)
    parser = asking.Parser(
        prog="cityplans",
        description=say(
            "中国城市规划与政策 → 量化目标、主题、图", "Plans of Chinese cities → targets, themes, charts."
        ),
    )
    version = say("显示版本号", "show the version and exit")
    parser.add_argument("--version", action="version", version=__version__, help=version)
    commands = Commands(parser, lang)
    _add_line(commands, say)
    init = commands.add(
        "init",
        _init,
        say(
            "新建自己的项目文件夹，含编码表和笔记本",
            "a project folder of one's own, with codebook and notebooks",
        ),
    )
    init.add_argument("folder", type=Path, metavar="FOLDER")
    explain = commands.add(
        "explain", _explain, say("一句话会读成什么", "what the extraction makes of one sentence")
    )
    explain.add_argument("text", metavar="TEXT")
    cite = commands.add("cite", _cite, say("写在图下的引用行", "the line to put under a chart"))
    cite.add_argument("--reports", type=Path, default=Path("reports"))
    accept = commands.add(
        "accept",
        _accept,
        say("现在的表已看过：不再有新计划", "the tables as they stand are seen: no plan is new any more"),
    )
    _add_words(commands, say)
    drawn = commands.add(
        "charts",
        _charts,
        say("全部图，按栏宽、页宽或幻灯片的尺寸", "every chart, in the size of a column, a page or a slide"),
    )
    drawn.add_argument("--size", choices=("column", "page", "slide"), default="slide")
    _add_select(drawn, say)
    brief = commands.add(
        "brief",
        _brief,
        say("一个地区或指标的简报（docx 和 pptx）", "one region or indicator → docx and pptx"),
    )
    subject = brief.add_mutually_exclusive_group(required=True)
    subject.add_argument(
        "--region",
        metavar="NAME",
        help=say(
            "有计划的地区：嘉兴市、嘉兴、jiaxing 或 330400", "of a plan: 嘉兴市, 嘉兴, jiaxing or 330400"
        ),
    )
    subject.add_argument(
        "--indicator",
        metavar="NAME",
        help=say(
            "两份计划共有的指标：编码、名称或常用说法（研发强度）",
            "that two plans share: rd_intensity or any name of it",
        ),
    )
    _add_select(brief, say)
    for made in (brief, drawn):
        made.add_argument("--reports", type=Path, default=Path("reports"))
    for made in (cite, accept, brief, drawn):
        made.add_argument("--out", type=Path, default=TABLES_HERE, help=say(*TABLES))
    _add_score(commands, say)
    return parser


def _pick(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


class Commands:
    """The commands of a parser: each gets --lang and --codebook, and can say what it does not know."""

    def __init__(self, parser: asking.Parser, lang: str) -> None:
        self.lang = lang
        self.action = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(self, name: str, command, about: str) -> asking.Parser:
        made = self.action.add_parser(name, help=about, description=about)
        self._ready(made, command)
        return made

    def group(self, name: str, about: str) -> Commands:
        """A command of commands."""
        return Commands(self.action.add_parser(name, help=about, description=about), self.lang)

    def _ready(self, made: asking.Parser, command) -> None:
        made.set_defaults(command=command, parser=made)
        made.add_argument("--lang", choices=asking.LANGS, help=_pick(self.lang, *LANG_HELP))
        made.add_argument("--codebook", type=Path, metavar="DIR", help=_pick(self.lang, *CODEBOOK_HELP))


def _add_words(commands: Commands, say) -> None:
    """Commands for the people who look after the codebook."""
    book = commands.group(
        "codebook",
        say("编码表缺什么；改动会影响什么", "what the codebook lacks, and what a change of it does"),
    )
    suggest = book.add(
        "suggest",
        _suggest,
        say(
            "没有编码的指标（附可直接粘贴的行）和匹配不到的词",
            "indicators without a key, with rows ready to paste, and terms that match nothing",
        ),
    )
    suggest.add_argument(
        "--save",
        type=Path,
        metavar="DIR",
        help=say("把各表写成 CSV 存到 DIR", "write the lists as CSV to DIR"),
    )
    check = book.add(
        "check",
        _check,
        say(
            "编码表有没有错；改动会改变表中哪些行",
            "whether the codebook is sound, and which rows of the tables its changes would change",
        ),
    )
    check.add_argument("--raw", type=Path, default=Path("data/raw"))
    edits = commands.group(
        "corrections",
        say("人在工作簿或浏览页中所作的更正", "what a person corrected in the workbook or the explorer"),
    )
    taken = edits.add(
        "import",
        _import_corrections,
        say(
            "改过的工作簿，或浏览页导出的判断 → data/codebook/corrections.csv",
            "edited workbook, or verdicts of the explorer → data/codebook/corrections.csv",
        ),
    )
    taken.add_argument("workbook", type=Path, metavar="FILE")
    concordance = commands.add(
        "concordance",
        _concordance,
        say("一个词的每一处，附计划和章节", "every occurrence of a term, with plan and section"),
    )
    concordance.add_argument("term", metavar="TERM")
    for parser in (suggest, check, taken, concordance):
        parser.add_argument("--out", type=Path, default=TABLES_HERE, help=say(*TABLES))


def _add_score(commands: Commands, say) -> None:
    score = commands.add(
        "score", _score, say("质量门槛：与人工读出的行比对", "the gate: extraction against gold rows")
    )
    score.add_argument("--gold", type=Path, default=Path("tests/gold"))
    for option, about in (
        ("--faults", say("列出漏掉、多出或读错的每一行", "list every row that is missed, false or wrong")),
        ("--pin", say("以这次结果为门槛", "write the floors from this run")),
        ("--lower", say("与 --pin 同用：允许降低门槛", "with --pin: also where a floor falls")),
        (
            "--train",
            say(
                "从人工读出的行学习把握程度 → confidence.csv",
                "learn how sure rows are from the gold rows → confidence.csv",
            ),
        ),
    ):
        score.add_argument(option, action="store_true", help=about)
    score.add_argument("--out", type=Path, default=TABLES_HERE, help=say(*TABLES))
    score.add_argument(
        "--draw",
        type=Path,
        metavar="FILE",
        help=say("抽一批条款，供人工判主题（盲抽）", "draw a blind sample of clauses, to be coded by hand"),
    )
    score.add_argument(
        "--size", type=int, default=120, help=say("与 --draw 同用：条款数", "with --draw: how many clauses")
    )
    score.add_argument(
        "--codings",
        type=Path,
        nargs="+",
        metavar="FILE",
        help=say(
            "人工判的主题相互之间、与程序之间的一致程度", "how far codings by hand and the program agree"
        ),
    )


def _add_line(commands: Commands, say) -> None:
    for name, about, command in (
        ("run", say("先 build，再 report", "build, then report"), _run),
        ("build", say("原始文件 → 表", "raw files → tables"), _build),
        ("report", say("表 → 笔记本、图、工作簿", "tables → notebooks, charts, workbook"), _report),
    ):
        parser = commands.add(name, command, about)
        parser.add_argument("--out", type=Path, default=TABLES_HERE, help=say(*TABLES))
        if name != "report":
            parser.add_argument(
                "--raw", type=Path, default=Path("data/raw"), help=say("原始文件", "raw files")
            )
            parser.add_argument("--format", choices=("csv", "parquet"), default="csv")
            parser.add_argument(
                "--jobs",
                type=int,
                default=0,
                help=say("进程数；0 为每核一个（默认）", "processes; 0 is one a core (default)"),
            )
            parser.add_argument("--engine", choices=("local", "dask"), default="local")
            parser.add_argument(
                "--scheduler", default="", metavar="ADDRESS", help=say("Dask 集群的地址", "of a Dask cluster")
            )
            parser.add_argument(
                "--strict",
                action="store_true",
                help=say("有任何问题即以状态 1 退出", "any problem makes exit status 1"),
            )
        if name != "build":
            _add_select(parser, say)
            parser.add_argument("--reports", type=Path, default=Path("reports"))


def _add_select(parser, say) -> None:
    parser.add_argument(
        "--select",
        default="",
        metavar="WHAT",
        help=say("只用一部分计划：", "of some plans only: ")
        + "'regions=嘉兴,宁波; levels=prefecture; years=2020; status=final; plans=…'",
    )


def _tables_of(arguments) -> Path:
    """The folder of the tables a command is to tell of: all plans, or those of --select."""
    if not arguments.select:
        return arguments.out
    from cityplans import pipeline, selection

    raw = getattr(arguments, "raw", Path("data/raw"))
    return pipeline.select(arguments.out, raw, selection.parsed(arguments.select), arguments.codebook)


def _init(arguments) -> int:
    from cityplans import places

    made = places.begin(arguments.folder)
    said = Both(
        f"{made}: put plans into data/raw, then run there: cityplans run",
        f"{made}：把计划放入 data/raw，再在那里运行 cityplans run",
    )
    print(said.told(arguments.told))
    return OK


def _build(arguments) -> int:
    return _built(arguments)[0]


def _built(arguments):
    """Exit status of a build, and its seconds per stage."""
    from cityplans import pipeline
    from cityplans.running.spreading import Work

    if not arguments.raw.exists():
        raise UserError(
            f"{arguments.raw}: no such file or folder; put plans there or pass --raw DIR",
            f"{arguments.raw}：没有这个文件或文件夹；请把计划放在那里，或用 --raw 指明",
        )
    say = _progress if sys.stderr.isatty() else lambda line: None
    work = Work(arguments.jobs, arguments.engine, arguments.scheduler, say)
    built = pipeline.build(arguments.raw, arguments.out, arguments.codebook, arguments.format, work)
    _name(built.problems, arguments)
    print(f"{arguments.out}: " + ", ".join(f"{built.rows[name]} {name}" for name in COUNTED))
    return (PROBLEMS if arguments.strict and built.problems else OK), built.seconds


def _name(problems, arguments) -> None:
    """Every problem on standard error, those that ask for nothing last and apart."""
    from cityplans import codebook, tables_of_plans

    rows = tables_of_plans.problem_rows(problems, codebook.load(arguments.codebook)) if problems else []
    column = "message_zh" if arguments.told == "zh" else "message"
    for is_note in (False, True):
        lines = [
            ": ".join((row["source_file"], row["problem"], _without_file(row, row[column] or row["message"])))
            for row in rows
            if (row["severity"] == "note") == is_note
        ]
        if lines and is_note:
            lines.insert(0, Both("notes (nothing to do):", "备注（无须处理）：").told(arguments.told))
        for line in lines:
            print(line, file=sys.stderr)


def _without_file(row, said: str) -> str:
    """The message without the name of its file, which stands before it."""
    return said.removeprefix(row["source_file"]).lstrip("：: ")


def _report(arguments) -> int:
    return _reported(arguments, {})


def _reported(arguments, built) -> int:
    from cityplans import pipeline
    from cityplans.running import accepted

    say = _progress if sys.stderr.isatty() else lambda line: None
    lang = arguments.lang or PUBLISHED
    pipeline.report(_tables_of(arguments), arguments.reports, lang, arguments.codebook, built, say)
    print(f"{arguments.reports / 'index.html'}: " + Both("start here", "从这里看起").told(arguments.told))
    if new := accepted.new_plans(arguments.out):
        said = Both("new plans, until run.py accept", "新到的计划，直到 run.py accept").told(arguments.told)
        print(f"{arguments.reports / 'new_plans'}: {said}: {', '.join(new)}")
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
    named = ", ".join(new)
    said = Both(
        f"{arguments.out}: accepted; new since the last time: {named or 'no plan'}",
        f"{arguments.out}：已确认；上次以来新到：{named or '没有'}",
    )
    print(said.told(arguments.told))
    return OK


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _cite(arguments) -> int:
    from cityplans import codebook, tables
    from cityplans.publishing.telling import citation
    from cityplans.publishing.telling.view import View
    from cityplans.running import record

    lang = arguments.lang or PUBLISHED
    if arguments.out != TABLES_HERE:  # asked for by name: it must be there
        tables.names(arguments.out)
    line = record.cite_of(arguments.reports, lang)
    if line is None:
        words = codebook.load(arguments.codebook)
        frames, _ = tables.load(arguments.out)
        line = citation.cite(View(frames, words, lang), record.identity(arguments.out, words))
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
    view = View(frames, words, arguments.lang or PUBLISHED)
    for path in briefing.write(view, folder, *subject, run_id):
        print(path)
    return OK


def _charts(arguments) -> int:
    from cityplans import codebook, tables
    from cityplans.publishing.charts import written
    from cityplans.publishing.telling.view import View

    words = codebook.load(arguments.codebook)
    frames, texts = tables.load(_tables_of(arguments))
    lang = arguments.lang or PUBLISHED
    folder = arguments.reports / "charts" / lang / arguments.size
    made = written.write_all(View(frames, words, lang, texts), folder, arguments.size)
    print(f"{folder}: " + Both(f"{len(made) // 3} charts", f"{len(made) // 3}张图").told(arguments.told))
    return OK


def _explain(arguments) -> int:
    from cityplans import codebook
    from cityplans.checking.explain import explained

    print(explained(arguments.text, codebook.load(arguments.codebook), arguments.told))
    return OK


def _suggest(arguments) -> int:
    from cityplans import codebook, tables
    from cityplans.checking import proposals, suggest

    frames, _ = tables.load(arguments.out)
    book = codebook.load(arguments.codebook)
    unmatched = suggest.unmatched(frames["targets"], book)
    silent = suggest.silent(frames["targets"], book)
    keys = proposals.of_indicators(frames["targets"], book)
    themes = proposals.of_themes(frames["targets"], frames["themes"]) if "themes" in frames else []
    if arguments.save:
        for name, rows in (("unmatched_indicators", unmatched), ("silent_terms", silent)):
            tables.write_bytes(arguments.save / f"{name}.csv", tables.to_csv(rows))
        for file, rows in (("indicators", keys), ("indicator_terms", keys), ("target_themes", themes)):
            made = proposals.as_csv(file, rows).encode("utf-8-sig")
            tables.write_bytes(arguments.save / f"add_to_{file}.csv", made)
    print(proposals.report(keys, themes, silent, arguments.told))
    return OK


def _check(arguments) -> int:
    from cityplans import codebook, pipeline
    from cityplans.publishing.telling import preview

    book = codebook.load(arguments.codebook)  # names every fault of it
    sound = Both(f"{book.folder}: no fault found", f"{book.folder}：没有发现错误")
    print(sound.told(arguments.told))
    before, after = pipeline.preview(arguments.raw, arguments.out, arguments.codebook)
    print(preview.told(before, after, book, arguments.told))
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
        {"zh": "{} 处，{} 个计划", "en": "{} places in {} plans"}[arguments.told].format(
            len(found), found["plan_id"].nunique()
        )
    )
    return OK


def _import_corrections(arguments) -> int:
    from cityplans.publishing.workbook import imported

    done = imported.import_workbook(arguments.workbook, arguments.out, arguments.codebook)
    print(done.told(arguments.told))
    return PROBLEMS if done.refused else OK


def _code_by_hand(arguments) -> int:
    from cityplans import codebook, tables
    from cityplans.checking import coded_by_hand

    frames, _ = tables.load(arguments.out)
    if arguments.draw:
        coded_by_hand.write(coded_by_hand.draw(frames, arguments.size), arguments.draw)
        print(arguments.draw)
        return OK
    themes = [row["theme"] for row in codebook.load()["themes"]]
    codings = {path.stem: coded_by_hand.read(path, themes) for path in arguments.codings}
    print("\n".join(coded_by_hand.lines(codings, frames)))
    return OK


def _score(arguments) -> int:
    from cityplans import codebook
    from cityplans.checking import calibration, scoring

    if arguments.draw or arguments.codings:
        return _code_by_hand(arguments)
    if not scoring.gold_names(arguments.gold):
        raise UserError(
            f"{arguments.gold}: holds no gold rows (NAME.jsonl beside NAME.txt)",
            f"{arguments.gold}：没有人工读出的行（NAME.txt 旁的 NAME.jsonl）",
        )
    if arguments.train:
        calibration.train(calibration.folders(arguments.gold), codebook.load())
        return OK
    return scoring.gate(arguments.gold, codebook.load(), arguments.faults, arguments.pin, arguments.lower)


if __name__ == "__main__":
    sys.exit(main())
