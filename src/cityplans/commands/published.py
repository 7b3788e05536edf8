"""Single things that are published from tables: charts, briefings, the line to cite."""

from __future__ import annotations

from cityplans.commands.commands import OK, PUBLISHED, TABLES_HERE, Commands, apart, tables_of, warn_of_old
from cityplans.errors import Both


def add(commands: Commands) -> None:
    commands.add(
        "cite", cite, ("写在图下的引用行", "the line to put under a chart"), "out", "select", "reports"
    )
    about = ("全部图，按栏宽、页宽或幻灯片的尺寸", "every chart, in the size of a column, a page or a slide")
    drawn = commands.add("charts", charts, about, "out", "select", "reports")
    drawn.add_argument("--size", choices=("column", "page", "slide"), default="slide")
    about = ("一个地区或指标的简报（docx 和 pptx）", "one region or indicator → docx and pptx")
    told = commands.add("brief", brief, about, "out", "select", "reports")
    subject = told.add_mutually_exclusive_group(required=True)
    said = ("有计划的地区：嘉兴市、嘉兴、jiaxing 或 330400", "of a plan: 嘉兴市, 嘉兴, jiaxing or 330400")
    subject.add_argument("--region", metavar="NAME", help=commands.say(*said))
    said = (
        "两份计划共有的指标：编码、名称或常用说法（研发强度）",
        "that two plans share: rd_intensity or any name of it",
    )
    subject.add_argument("--indicator", metavar="NAME", help=commands.say(*said))


def cite(arguments) -> int:
    from cityplans import codebook, tables
    from cityplans.publishing.telling import citation
    from cityplans.publishing.telling.view import View
    from cityplans.running import record

    lang = arguments.lang or PUBLISHED
    if arguments.out != TABLES_HERE:  # asked for by name: it must be there
        tables.names(arguments.out)
    line = None if arguments.select else record.cite_of(arguments.reports, lang)
    if line is None:
        words, out = codebook.load(arguments.codebook), tables_of(arguments)
        frames, _ = tables.load(out)
        warn_of_old(arguments.out, words, arguments.told)
        line = citation.cite(View(frames, words, lang), record.identity(out, words))
    print(line)
    return OK


def charts(arguments) -> int:
    from cityplans import codebook, tables
    from cityplans.publishing.charts import written
    from cityplans.publishing.telling import choosing
    from cityplans.publishing.telling.view import View
    from cityplans.running import record

    words, out = codebook.load(arguments.codebook), tables_of(arguments)
    choosing.check(out, words)
    frames, texts = tables.load(out)
    warn_of_old(arguments.out, words, arguments.told)
    lang, chosen = arguments.lang or PUBLISHED, record.identity(out, words).get("selection", "")
    folder = apart(arguments.reports, chosen) / "charts" / lang / arguments.size
    made = written.write_all(View(frames, words, lang, texts, selection=chosen), folder, arguments.size)
    print(f"{folder}: " + Both(f"{len(made) // 3} charts", f"{len(made) // 3}张图").told(arguments.told))
    return OK


def brief(arguments) -> int:
    from cityplans import codebook, tables
    from cityplans.publishing.briefing import briefing
    from cityplans.publishing.report import briefings
    from cityplans.publishing.telling import choosing
    from cityplans.publishing.telling.view import View
    from cityplans.running import record

    words, out = codebook.load(arguments.codebook), tables_of(arguments)
    choosing.check(out, words)
    frames, _ = tables.load(out)
    warn_of_old(arguments.out, words, arguments.told)
    made = record.identity(out, words)
    chosen = made.get("selection", "")
    reports = apart(arguments.reports, chosen)
    view, folder = (
        View(frames, words, arguments.lang or PUBLISHED, selection=chosen),
        reports / briefings.FOLDER,
    )
    for path in briefing.write(view, folder, arguments.region, arguments.indicator, made["run_id"]):
        print(path)
    briefings.renew(reports)
    return OK
