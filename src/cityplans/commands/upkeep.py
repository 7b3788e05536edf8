"""For people who look after words and rows: a sentence explained, a term's places, codebook, corrections."""

from __future__ import annotations

from pathlib import Path

from cityplans.commands.commands import OK, PROBLEMS, Commands, check_source, tables_of
from cityplans.errors import Both

SIDES = 25  # characters on either side of a term


def add(commands: Commands) -> None:
    about = ("一句话会读成什么", "what the extraction makes of one sentence")
    commands.add("explain", explain, about).add_argument("text", metavar="TEXT")
    about = ("一个词的每一处，附计划和章节", "every occurrence of a term, with plan and section")
    commands.add("concordance", concordance, about, "out", "select").add_argument("term", metavar="TERM")
    about = ("编码表缺什么；改动会影响什么", "what the codebook lacks, and what a change of it does")
    _add_codebook(commands.group("codebook", about))
    about = ("人在工作簿或浏览页中所作的更正", "what a person corrected in the workbook or the explorer")
    edits = commands.group("corrections", about)
    about = (
        "改过的工作簿，或浏览页导出的判断 → data/codebook/corrections.csv",
        "edited workbook, or verdicts of the explorer → data/codebook/corrections.csv",
    )
    edits.add("import", import_, about, "out").add_argument("workbook", type=Path, metavar="FILE")


def _add_codebook(book: Commands) -> None:
    about = (
        "没有编码的指标（附可直接粘贴的行）和匹配不到的词",
        "indicators without a key, with rows ready to paste, and terms that match nothing",
    )
    said = book.say("把各表写成 CSV 存到 DIR", "write the lists as CSV to DIR")
    book.add("suggest", suggest, about, "out").add_argument("--save", type=Path, metavar="DIR", help=said)
    about = (
        "编码表有没有错；改动会改变表中哪些行",
        "whether the codebook is sound, and which rows of the tables its changes would change",
    )
    book.add("check", check, about, "raw", "out")


def explain(arguments) -> int:
    from cityplans import codebook
    from cityplans.checking.explain import explained

    print(explained(arguments.text, codebook.load(arguments.codebook), arguments.told))
    return OK


def concordance(arguments) -> int:
    from cityplans import answers, tables
    from cityplans.publishing.telling.text import counted

    frames, _ = tables.load(tables_of(arguments))
    found = answers.places_of(arguments.term, frames["clauses"], SIDES)
    for row in found.itertuples():
        section = row.section if isinstance(row.section, str) else ""
        context = f"{row.left}【{row.term}】{row.right}".replace("\n", " ")
        print(f"{row.plan_id}:{row.start}  [{section}]  {context}")
    places, plans = len(found), found["plan_id"].nunique()
    en = f"{counted(places, 'place')} in {counted(plans, 'plan')}"
    print(Both(en, f"{plans}份计划中有{places}处").told(arguments.told))
    return OK


def suggest(arguments) -> int:
    from cityplans import codebook, csv_text, tables
    from cityplans.checking import proposals, suggest

    frames, _ = tables.load(arguments.out)
    book = codebook.load(arguments.codebook)
    silent = suggest.silent(frames["targets"], book)
    keys = proposals.of_indicators(frames["targets"], book)
    themes = proposals.of_themes(frames["targets"], frames["themes"]) if "themes" in frames else []
    if arguments.save:
        unmatched = suggest.unmatched(frames["targets"], book)
        for name, rows in (("unmatched_indicators", unmatched), ("silent_terms", silent)):
            tables.write_bytes(arguments.save / f"{name}.csv", csv_text.to_csv(rows))
        for file, rows in (("indicators", keys), ("indicator_terms", keys), ("target_themes", themes)):
            made = proposals.as_csv(file, rows).encode("utf-8-sig")
            tables.write_bytes(arguments.save / f"add_to_{file}.csv", made)
    print(proposals.report(keys, themes, silent, arguments.told))
    return OK


def check(arguments) -> int:
    from cityplans import codebook, pipeline
    from cityplans.publishing.telling import preview

    book = codebook.load(arguments.codebook)  # names every fault of it
    sound = Both(f"{book.folder}: no fault found", f"{book.folder}：没有发现错误")
    print(sound.told(arguments.told))
    check_source(arguments.raw)
    before, after = pipeline.preview(arguments.raw, arguments.out, arguments.codebook)
    print(preview.told(before, after, book, arguments.told))
    return OK


def import_(arguments) -> int:
    from cityplans.publishing.workbook import imported

    done = imported.import_workbook(arguments.workbook, arguments.out, arguments.codebook)
    print(done.told(arguments.told))
    return PROBLEMS if done.refused else OK
