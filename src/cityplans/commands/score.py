"""Against what people read: the gate on gold rows, and themes coded by hand."""

from __future__ import annotations

from pathlib import Path

from cityplans.commands.commands import OK, Commands
from cityplans.errors import UserError

FLAGS = {
    "--faults": ("列出漏掉、多出或读错的每一行", "list every row that is missed, false or wrong"),
    "--pin": (
        "以这次结果为门槛；与 --codings 同用：→ theme_confusions.csv",
        "write the floors from this run; with --codings → theme_confusions.csv",
    ),
    "--lower": ("与 --pin 同用：允许降低门槛", "with --pin: also where a floor falls"),
    "--train": (
        "从人工读出的行学习把握程度 → confidence.csv",
        "learn how sure rows are from the gold rows → confidence.csv",
    ),
}


def add(commands: Commands) -> None:
    about = ("质量门槛：与人工读出的行比对", "the gate: extraction against gold rows")
    parser = commands.add("score", score, about, "out")
    parser.add_argument("--gold", type=Path, default=Path("tests/gold"))
    for option, said in FLAGS.items():
        parser.add_argument(option, action="store_true", help=commands.say(*said))
    said = ("抽一批条款，供人工判主题（盲抽）", "draw a blind sample of clauses, to be coded by hand")
    parser.add_argument("--draw", type=Path, metavar="FILE", help=commands.say(*said))
    said = ("与 --draw 同用：条款数", "with --draw: how many clauses")
    parser.add_argument("--size", type=int, default=120, help=commands.say(*said))
    said = ("人工判的主题相互之间、与程序之间的一致程度", "how far codings by hand and the program agree")
    parser.add_argument("--codings", type=Path, nargs="+", metavar="FILE", help=commands.say(*said))


def score(arguments) -> int:
    from cityplans import codebook
    from cityplans.checking import calibration, scoring

    if arguments.draw or arguments.codings:
        return _coded_by_hand(arguments)
    if not scoring.gold_names(arguments.gold):
        raise UserError(
            f"{arguments.gold}: holds no gold rows (NAME.jsonl beside NAME.txt)",
            f"{arguments.gold}：没有人工读出的行（NAME.txt 旁的 NAME.jsonl）",
        )
    if arguments.train:
        calibration.train(calibration.folders(arguments.gold), codebook.load(arguments.codebook))
        return OK
    return scoring.gate(
        arguments.gold, codebook.load(arguments.codebook), arguments.faults, arguments.pin, arguments.lower
    )


def _coded_by_hand(arguments) -> int:
    from cityplans import codebook, tables
    from cityplans.checking import coded_by_hand

    frames, _ = tables.load(arguments.out)
    if arguments.draw:
        coded_by_hand.write(coded_by_hand.draw(frames, arguments.size), arguments.draw)
        print(arguments.draw)
        return OK
    book = codebook.load(arguments.codebook)
    themes = [row["theme"] for row in book["themes"]]
    codings = {path.stem: coded_by_hand.read(path, themes) for path in arguments.codings}
    print("\n".join(coded_by_hand.lines(codings, frames)))
    if arguments.pin:
        rows = coded_by_hand.confusions(codings, frames)
        coded_by_hand.write_confusions(rows, book.folder / "theme_confusions.csv")
    return OK
