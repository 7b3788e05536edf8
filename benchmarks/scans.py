"""How well scans are read: pages rendered from the six plans as scanners give them, read by the engine, set
against the text they were rendered from.

    python benchmarks/scans.py [--pages 1]

Prints, for each way of scanning, the character error rate (edits for a character of the page, blanks and the
width of punctuation aside) and how many of the targets that are found in the text are found in the scan.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from cityplans import codebook
from cityplans.extraction import collation
from cityplans.extraction.words.words import words_of
from cityplans.publishing import fonts
from cityplans.reading import corpus
from cityplans.reading.files import pictures

ROOT = Path(__file__).resolve().parents[1]
FONT = next(Path(fonts.__path__[0]).glob("*-Regular.ttf"))
WIDTH, LINES, SIZE, LEADING, MARGIN = 34, 38, 13, 19, 54  # of a page of A4, in points but for the first two
SCANS = {  # dots an inch, degrees askew, grey, blur in pixels
    "clean, 200 dpi": (200, 0.0, False, 0.0),
    "150 dpi": (150, 0.0, False, 0.0),
    "askew by 1.2°, 200 dpi": (200, 1.2, False, 0.0),
    "grey and blurred, 150 dpi": (150, -0.6, True, 0.8),
}
FOLDED = str.maketrans("，：；！？（）％", ",:;!?()%")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--pages", type=int, default=1, help="pages of each plan")
    pages_each = parser.parse_args(argv).pages
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "data/processed/texts").glob("*.txt"))]
    plans = [pages_of(text)[:pages_each] for text in texts]
    expected = [targets_in("\n".join(_text(page) for page in pages), None) for pages in plans]
    for name, how in SCANS.items():
        begun, wrong, total, found = time.time(), 0, 0, 0
        for pages, there in zip(plans, expected, strict=True):
            images = [scanned(page, *how) for page in pages]
            for page, image in zip(pages, images, strict=True):
                read = "".join(line.text for line in pictures.picture_lines(image))
                wrong += edits(bare("".join(page)), bare(read))
                total += len(bare("".join(page)))
            found += len(there & targets_in("", images))
        all_ = sum(map(len, expected))
        print(f"{name:28} {wrong / total:.2%} of {total} characters, {found} of {all_} targets, "
              f"{time.time() - begun:.0f} s", flush=True)  # fmt: skip
    return 0


def pages_of(text: str) -> list[list[str]]:
    """A text set on pages; a paragraph begins with two blanks."""
    lines = []
    for paragraph in text.splitlines():
        set_in = f"\u3000\u3000{paragraph}"
        lines += [set_in[at : at + WIDTH] for at in range(0, len(set_in), WIDTH)]
    return [lines[at : at + LINES] for at in range(0, len(lines), LINES)]


def _text(page: list[str]) -> str:
    return "".join(line.replace("\u3000\u3000", "\n") for line in page)


def scanned(page: list[str], dpi: int, skew: float, is_grey: bool, blur: float) -> Image.Image:
    scale = dpi / 72
    image = Image.new("L", (round(595 * scale), round(842 * scale)), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(FONT), round(SIZE * scale))
    for number, line in enumerate(page):
        draw.text((MARGIN * scale, (MARGIN + number * LEADING) * scale), line, font=font, fill=0)
    image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(blur)) if blur else image
    return image.point(lambda v: 70 + 0.6 * v) if is_grey else image


def bare(text: str) -> str:
    return "".join(text.split()).translate(FOLDED)


def edits(one: str, other: str) -> int:
    """Characters to put in, take out or change (Levenshtein)."""
    signs = np.frombuffer(other.encode("utf-32-le"), dtype=np.uint32)
    row = np.arange(len(other) + 1)
    steps = np.arange(len(other) + 1)
    for number, sign in enumerate(np.frombuffer(one.encode("utf-32-le"), dtype=np.uint32), 1):
        changed = np.minimum(row[1:] + 1, row[:-1] + (signs != sign))
        row = np.minimum.accumulate(np.concatenate([[number], changed]) - steps) + steps
    return int(row[-1])


def targets_in(text: str, images: list[Image.Image] | None) -> set[tuple]:
    """(value, unit, horizon) of the targets of a text, or of its scan."""
    with tempfile.TemporaryDirectory() as folder:
        if images is None:
            (Path(folder) / "plan.txt").write_text(text, "utf-8")
        else:
            images[0].save(Path(folder) / "plan.pdf", save_all=True, append_images=images[1:], resolution=150)
        book = codebook.load(ROOT / "data" / "codebook")
        found = (
            collation.collated(plan, words_of(book))[0] for plan in corpus.read_corpus(folder, book).plans
        )
        rows = (row for extraction in found for row in extraction.targets)
        return {(row["indicator_text"], row["value_low"], row["unit"], row["horizon"]) for row in rows}


if __name__ == "__main__":
    sys.exit(main())
