"""Hostile input for as long as you let it run: `python3 run.py fuzz [SECONDS [SEED]]` (default 60).

Files of random and mutated bytes go through reading and extraction. A file may be unreadable, a run may not
end: any exception but the declared ones, an internal error reported as a problem, or a file that takes longer
than LIMIT seconds is printed with what made it. Files are random edits of the source files; with --atheris
(where that package is installed) they follow the branches of the code.
"""

import contextlib
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 5  # seconds a file of this size may take
SUFFIXES = (".txt", ".html", ".csv", ".json", ".docx", ".pdf", ".doc")
PIECES = (
    *("第一章", "（一）", "到2025年", "达到", "100亿元", "3—5个", "％", "<table>", "&#x110000;", "\x00"),
    *("\ufeff", "一、", "（责任单位：", "1/0", "万亿亿亿", "“", "《" * 200, "1" * 400, "\n" * 300),
    *("二〇二五年", "前", "）" * 100),
)

GUIDED = "--atheris" in sys.argv
if GUIDED:
    import atheris

with atheris.instrument_imports(include=["cityplans"]) if GUIDED else contextlib.nullcontext():
    from cityplans import codebook
    from cityplans.extraction import collation, targets
    from cityplans.reading import corpus


def checked(data: bytes, suffix: str, words, compiled, folder: Path) -> str:
    """What went wrong with this input, or nothing."""
    path = folder / f"file{suffix}"
    path.write_bytes(data)
    began = time.perf_counter()
    try:
        found = corpus.read_corpus(path, words)
        for plan in found.plans:
            made, _ = collation.collated(plan, compiled)
            if any(plan.text[row["start"] : row["end"]] != row["quote"] for row in made.targets):
                return "a quote is not what stands at its place"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    faults = [p.message for p in found.problems if p.problem == "internal_error"]
    if time.perf_counter() - began > LIMIT:
        return f"took {time.perf_counter() - began:.1f} s"
    return "; ".join(faults)


def mutated(seeds: list[bytes], drawn: random.Random) -> bytes:
    data = bytearray(drawn.choice(seeds)[: drawn.randint(1, 8000)])
    for _ in range(drawn.randint(1, 12)):
        at = drawn.randrange(len(data) + 1)
        change = drawn.randrange(4)
        if change == 0:
            data[at:at] = drawn.choice(PIECES).encode("utf-8", "surrogatepass")
        elif change == 1:
            del data[at : at + drawn.randint(1, 200)]
        elif change == 2:
            data[at:at] = drawn.randbytes(drawn.randint(1, 20))
        else:
            other = drawn.choice(seeds)
            first = drawn.randrange(len(other))
            data[at:at] = other[first : first + drawn.randint(1, 500)]
    return bytes(data)


def guided(seconds: float, words, compiled) -> None:
    """Atheris: stops the process itself, at the first fault or when the time is over."""

    def one(data: bytes) -> None:
        suffix = SUFFIXES[data[0] % len(SUFFIXES)] if data else ".txt"
        with tempfile.TemporaryDirectory() as folder:
            said = checked(data[1:], suffix, words, compiled, Path(folder))
        if said:
            raise RuntimeError(said)

    atheris.Setup([sys.argv[0], f"-max_total_time={int(seconds)}", "-max_len=8000"], one)
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    arguments = [a for a in arguments if a != "--atheris"]
    seconds = float(arguments[0]) if arguments else 60.0
    words = codebook.load(ROOT / "data" / "codebook")
    compiled = targets.words_of(words)
    if GUIDED:
        guided(seconds, words, compiled)
    seeds = [p.read_bytes() for p in sorted((ROOT / "data" / "raw").glob("*.txt"))]
    seed = int(arguments[1]) if len(arguments) > 1 else int(time.time())
    drawn, end, runs, faults = random.Random(seed), time.monotonic() + seconds, 0, 0
    print(f"seed {seed}")
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            data, suffix = mutated(seeds, drawn), drawn.choice(SUFFIXES)
            runs += 1
            if said := checked(data, suffix, words, compiled, Path(folder)):
                faults += 1
                kept = Path(tempfile.gettempdir()) / f"cityplans-fuzz-{seed}-{runs}{suffix}"
                kept.write_bytes(data)
                print(f"{kept}: {said}")
    print(f"{runs} files, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
