"""The benchmark: characters a second of each stage, beside two yardsticks measured on the same text.

    python3 run.py bench                       100 plans made from parts, and the five source files
    python3 run.py bench --plans 100 1000      and how each stage grows from size to size
    python3 run.py bench --plans 2000 --add 1  … and the time to add one plan

Seconds are of the processor (the machine may be busy); `build`, a command of its own, is timed by the clock
and by the processor, all its processes together. What was put into the plans is compared with what was found.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import synthetic  # noqa: E402

from cityplans import codebook, comparing, documents, tables  # noqa: E402
from cityplans.extraction import collation  # noqa: E402, F401  # imported before the clock runs
from cityplans.running.spreading import ONE_PROCESS  # noqa: E402

NUMBER = r"\d+(?:\.\d+)?(?:—\d+(?:\.\d+)?)?(?:%|[百千万亿]*(?:元|人|家|个|名|项|件|倍|位|年|月|日))?"
SAMPLE = 1_000_000  # characters of the yardsticks
SAMPLED = 1.0  # seconds between two looks at what a command holds
SLOW_SAMPLE = 20_000  # of Recognizers-Text, which is slow


def main(argv: list[str] | None = None) -> int:
    arguments = _arguments(argv)
    words = codebook.load(ROOT / "data" / "codebook")
    print(
        f"{datetime.date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        before: dict[str, float] = {}
        for size in arguments.plans:
            spent = _measured(words, Path(folder) / str(size), size, arguments)
            for name in before:
                print(f"growth of {name:18} {spent[name] / before[name]:8.1f} times")
            before = spent
        if not arguments.stages_only:
            print("== the five source files")
            five_files(Path(folder) / "five")
    return 0


def _arguments(argv):
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.splitlines()[0])
    parser.add_argument("--plans", type=int, nargs="+", default=[100], metavar="N", help="sizes, default 100")
    parser.add_argument("--add", type=int, default=1, help="plans added for the second build (0: none)")
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--stages-only", action="store_true", help="leave out the builds")
    return parser.parse_args(argv)


def _measured(words, folder: Path, size: int, arguments) -> dict[str, float]:
    """Prints all about one size; seconds of each stage."""
    raw, more = folder / "raw", folder / "more"
    made = synthetic.write(words, raw, size)
    text = "".join(plan.text for plan in made)
    print(f"== {size} plans, {len(text) / 1e6:.1f} million characters")
    pace = yardsticks(text[:SAMPLE])
    spent = stages(words, raw, len(text), pace)
    if arguments.stages_only:
        return spent
    built(words, raw, folder / "out", made, arguments.jobs, "cold")
    if arguments.add:
        added = synthetic.write(words, more, size + arguments.add)[size:]
        for plan in added:
            shutil.copy(next(more.rglob(plan.name)), raw / plan.name)
        built(words, raw, folder / "out", [*made, *added], arguments.jobs, f"{arguments.add} added")
    return spent


def rate(name: str, seconds: float, characters: int, note: str = "") -> None:
    speed = characters / max(seconds, 1e-9) / 1e6
    print(f"{name:28} {seconds:8.2f} s {speed:8.2f} million characters a second  {note}")


def timed(work: Callable):
    """What the work gives, and processor seconds of this process."""
    began = time.process_time()
    done = work()
    return done, time.process_time() - began


def yardsticks(text: str) -> float:
    """One pass of a tokeniser, one of a plain regular expression, a general number reader if installed.

    Returns the tokeniser's seconds a character, which the stages are set against."""
    import rjieba

    cut = rjieba.Jieba()
    tokenised = timed(lambda: cut.cut(text, hmm=False))[1]
    rate("yardstick: rjieba", tokenised, len(text))
    rate("yardstick: number regex", timed(lambda: re.findall(NUMBER, text))[1], len(text))
    try:
        from recognizers_number import Culture, NumberRecognizer
    except ImportError:
        print(f"{'yardstick: Recognizers-Text':28} not installed")
        return tokenised / len(text)
    model = NumberRecognizer(Culture.Chinese).get_number_model(Culture.Chinese)
    part = text[:SLOW_SAMPLE]
    rate("yardstick: Recognizers-Text", timed(lambda: model.parse(part))[1], len(part))
    return tokenised / len(text)


def stages(words, raw: Path, characters: int, pace: float) -> dict[str, float]:
    """Seconds of the stages up to the themes, in one process and without what was kept.

    Prints each beside the tokeniser (`pace`: its seconds a character). `wording` codes themes, instruments,
    names and words in one pass; themes are one part of it.
    """
    corpus, seconds = timed(lambda: documents.read(raw, words, ONE_PROCESS))
    found, extraction = timed(lambda: documents.extract(corpus.plans, words, ONE_PROCESS))
    plans = tables.frame("plans", [{"plan_id": p.plan_id, "region": p.region} for p in corpus.plans])
    clauses = tables.frame(
        "clauses", [c._asdict() | {"plan_id": p.plan_id} for p in corpus.plans for c in p.clauses]
    )
    rows = {plan.plan_id: made.targets for plan, made in zip(corpus.plans, found)}
    targets = tables.from_batches("targets", rows)
    coded, wording = timed(lambda: documents.code(plans, clauses, words, ONE_PROCESS))
    _, tabled = timed(lambda: comparing.codes(coded, plans, clauses, targets, words))
    together = extraction + wording + tabled
    spent = {
        "reading": seconds,
        "extraction": extraction,
        "wording": wording,
        "tables of themes": tabled,
        "extraction and themes": together,
    }
    for name, value in spent.items():
        rate(name, value, characters, f"{value / characters / pace:5.1f} times the tokeniser")
    print(f"{'':28} goal of the last: 0.5 million characters a second")
    return spent


def five_files(out: Path) -> None:
    """`build` of the project's own plans by the clock, cold and again."""
    for name in ("cold", "again"):
        run = command(ROOT / "data" / "raw", out, 0, name)
        if run is not None:
            rate(f"build, {name}", run.seconds, int(tables.read(out, "plans")["characters"].sum()), str(run))


class Run(NamedTuple):
    """Seconds by the clock of a command and of the processor, and gigabytes, all its processes together: what
    they held at their height (pages that several share count once); 0 where the system does not tell."""

    seconds: float
    processor: float
    peak: float

    def __str__(self) -> str:
        return f"{self.processor:.1f} s of the processor, peak {self.peak:.1f} GB, all processes together"


def command(raw: Path, out: Path, jobs: int, name: str) -> Run | None:
    """`build` as a command of its own; None where it failed, with what it said."""
    words = [sys.executable, "-m", "cityplans", "build", "--raw", raw, "--out", out, "--jobs", str(jobs)]
    variables = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began, before, peak = time.perf_counter(), of_children(), 0
    with tempfile.TemporaryFile("w+") as said:
        place = {"cwd": ROOT, "env": variables, "start_new_session": True}
        done = subprocess.Popen(list(map(str, words)), stdout=subprocess.DEVNULL, stderr=said, **place)
        while done.poll() is None:
            peak = max(peak, held_by(done.pid))
            time.sleep(SAMPLED)
        spent = time.perf_counter() - began
        said.seek(0)
        if done.returncode:
            print(f"build, {name}: failed\n{said.read()[-2000:]}")
            return None
    return Run(spent, of_children() - before, peak / 2**30)


def of_children() -> float:
    """Seconds of the processor of all commands that have ended."""
    return os.times().children_user + os.times().children_system


def held_by(group: int) -> int:
    """Bytes that the processes of a group hold; what several of them share is divided among them (Linux)."""
    total = 0
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(place.name)) == group:
                found = re.search(r"^Pss:\s+(\d+) kB", (place / "smaps_rollup").read_text(), re.M)
                total += int(found.group(1)) * 1024 if found else 0
        except OSError:
            continue  # ended meanwhile
    return total


def built(words, raw: Path, out: Path, made, jobs: int, name: str) -> None:
    """`build` as a command: seconds by the clock, memory, and whether it found what was put in."""
    run = command(raw, out, jobs, name)
    if run is None:
        return
    lost = synthetic.missed(made, tables.read(out, "editions"), tables.read(out, "targets"))
    characters = sum(len(plan.text) for plan in made)
    rate(f"build, {name}", run.seconds, characters, f"{run}; {_said(lost)}")


def _said(lost: dict[str, list]) -> str:
    found = ", ".join(f"{len(rows)} {name}" for name, rows in lost.items() if rows)
    return f"not as put in: {found}" if found else "every plan and target as put in"


if __name__ == "__main__":
    sys.exit(main())
