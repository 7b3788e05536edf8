"""Pictures of text (scanned pages, tables set as pictures, image files) → lines in reading order.

rapidocr finds and reads the lines (its package brings the models, nothing is fetched); a page that lies askew
is put straight by the slope of its lines; tables are put back from the ruled lines of the picture. What was
read is kept by the picture's content, so that no picture is read twice.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import math
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cityplans.reading.files.cell_text import closed_up
from cityplans.reading.files.layout import Box, TextLine, reading_lines
from cityplans.reading.files.limits import stopped_clock
from cityplans.reading.files.open_tables import SHORTEST, Rule, open_tables
from cityplans.reading.files.unreadable import Unreadable

if TYPE_CHECKING:
    from cityplans.reading.files.limits import Limits

PAGE_WIDTH = 595.0  # points of a page of A4
DPI = 200  # at which pages are drawn for reading
FINDING = 1600  # pixels of the longer side in which lines are looked for
UNSURE = 3.0  # pixels by which the ends of a line may be misplaced
STRAIGHT = 0.15  # degrees below which a page is straight
ASKEW = 5.0  # degrees above which a line is no rule of a page laid askew
SURE = 0.5  # confidence below which a line is noise (stamps, hatching)
FEWEST = 4  # characters of a picture that says something
DASH = re.compile(r"(?<=[\d%])[一－]{1,2}(?=\d)")  # between figures 一 is a dash, which looks the same
DOUBLED = re.compile(r"(?<=\d)[．.]{2,}(?=\d)")

_kept: list[Path] = []  # the folder in which what was read is kept, if any
_said: list[Callable[[str], None]] = []  # who is told how far it is
_lock = threading.Lock()


class Letter(NamedTuple):
    """A character or word with the confidence of the engine; its corners in pixels."""

    text: str
    confidence: float
    corners: tuple[tuple[float, float], ...]


class Found(NamedTuple):
    """What stands in a picture, and by how many degrees its lines fall to the right."""

    letters: list[Letter]
    slope: float


def keep(folder: Path | None, say: Callable[[str], None] | None = None) -> None:
    """From now on keep what is read below `folder`, and say which page is being read."""
    _kept[:] = [folder] if folder else []
    _said[:] = [say] if say else []


def told(line: str) -> None:
    for say in _said:
        say(line)


def picture_lines(image: Any, width: float = PAGE_WIDTH) -> list[TextLine]:
    """The lines of a picture (PIL image) that is `width` points wide: a table row a line, cells parted by
    tabs. Each line has the least confidence of what stands in it."""
    image = image.convert("RGB")
    letters, angle = _read(image)
    if letters and median(_lies(letter) for letter in letters) > 0:
        image = image.rotate(90, expand=True)
        letters, angle = _read(image)
    if sum(len(letter.text) for letter in letters) < FEWEST:
        return []
    pixels = np.asarray(image.convert("L"))
    angle = angle or _tilt(pixels)
    if abs(angle) >= STRAIGHT:
        pixels, letters = _turned(pixels, letters, angle)
    scale = width / image.width
    boxes = [_box(letter, scale) for letter in letters]
    tall = median(max(y for _, y in c) - min(y for _, y in c) for c in (letter.corners for letter in letters))
    grids, rules = _drawn(pixels, scale, max(tall, 8))
    lines = _with_tables(boxes, grids, rules)
    return [
        _sure(line._replace(text=DASH.sub("—", DOUBLED.sub(".", line.text))), boxes, letters)
        for line in lines
    ]


def image_pages(data: bytes, limits: Limits) -> list[list[TextLine]]:
    """The lines of every page of an image file (a TIFF may have several). Raises Unreadable."""
    from PIL import Image, ImageSequence

    try:
        image = Image.open(io.BytesIO(data))
        frames = [f.convert("RGB") for _, f in zip(range(limits.pages), ImageSequence.Iterator(image))]
    except Exception:  # PIL raises many kinds on damaged files
        raise Unreadable("unreadable", "is a damaged image: fetch or scan it again") from None
    return [picture_lines(frame, PAGE_WIDTH) for frame in frames]


def embedded_lines(data: bytes) -> list[TextLine]:
    """The lines of a picture in a Word file or page, none where it says nothing or cannot be read."""
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(data))
        if image.width < 120 or image.height < 30:
            return []
        return picture_lines(image)
    except Unreadable:
        raise
    except Exception:  # vector drawings, damaged pictures
        return []


def is_there() -> bool:
    """Whether the engine and its models are installed."""
    try:
        _models()
    except Unreadable:
        return False
    return True


def _models() -> tuple[Path, Path]:
    import importlib.util

    found = importlib.util.find_spec("rapidocr"), importlib.util.find_spec("onnxruntime")
    places = list(found[0].submodule_search_locations or ()) if all(found) else []
    for folder in (Path(place) / "models" for place in places):
        finds, reads = sorted(folder.glob("*det*.onnx")), sorted(folder.glob("*rec*.onnx"))
        if finds and reads:
            return finds[0], reads[0]
    raise Unreadable(
        "needs_ocr",
        "is a picture of text, and the engine that reads pictures is not installed: "
        "run the set-up again (pip install rapidocr onnxruntime)",
    )


@lru_cache(maxsize=1)
def _engine() -> Any:
    import logging

    finds, reads = _models()
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": 4 * FINDING,
            "Det.limit_type": "max",
            "Det.limit_side_len": FINDING,
            "Det.model_path": str(finds),
            "Rec.model_path": str(reads),
        }
    )


def _read(image: Any) -> Found:
    """Every character that the engine is sure enough of; taken from what is kept, if this was read before."""
    name = hashlib.sha256(f"{image.size} {_version()}".encode() + image.tobytes()).hexdigest()
    if (kept := _taken(name)) is not None:
        return kept
    with stopped_clock(), _lock:
        found = _engine()(np.asarray(image), return_word_box=True, return_single_char_box=True)
    letters = [
        Letter(text, round(float(min(sure, score)), 4), tuple((float(x), float(y)) for x, y in corners))
        for line, score in zip(found.word_results or (), found.scores or ())
        if score >= SURE
        for text, sure, corners in line
        if text.strip()
    ]
    made = Found(letters, round(_slope(found.boxes), 3) if letters else 0.0)
    _put(name, made)
    return made


@lru_cache(maxsize=1)
def _version() -> str:
    import importlib.metadata

    return importlib.metadata.version("rapidocr")


def _taken(name: str) -> Found | None:
    for folder in _kept:
        with suppress(OSError, ValueError, TypeError):
            rows, slope = json.loads((folder / f"{name}.json").read_text("utf-8"))
            letters = [(str(t), float(c), tuple((float(x), float(y)) for x, y in q)) for t, c, q in rows]
            return Found([Letter(*letter) for letter in letters], float(slope))
    return None


def _put(name: str, found: Found) -> None:
    for folder in _kept:
        with suppress(OSError):  # a disk that does not take it is no reason to stop
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def _lies(letter: Letter) -> float:
    """More than nothing where the upper edge of a character runs down the page: it lies on its side."""
    (ax, ay), (bx, by) = letter.corners[:2]
    return abs(by - ay) - abs(bx - ax)


def _slope(lines: Sequence[Any]) -> float:
    """By how many degrees lines fall to the right; long ones tell best, of short ones a pixel or two is no
    slope."""
    edges = [
        (x1 - x0, math.degrees(math.atan2(y1 - y0, x1 - x0))) for (x0, y0), (x1, y1), *_ in lines if x1 > x0
    ]
    longest = max((length for length, _ in edges), default=0)
    angles = [angle for length, angle in edges if length >= 0.5 * longest] or [0.0]
    slope = median(angles)
    agree = sum(angle * slope > 0 for angle in angles) >= 0.8 * len(angles)
    return slope if agree and abs(math.tan(math.radians(slope))) * longest >= UNSURE else 0.0


def _tilt(pixels: np.ndarray) -> float:
    """By how many degrees the long rules of a picture fall to the right; 0 where it has none: the lines of
    a narrow table are too short to tell."""
    import cv2

    dark = cv2.adaptiveThreshold(pixels, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    long = pixels.shape[1] // 3
    found = cv2.HoughLinesP(dark, 1, math.radians(0.1), long // 2, minLineLength=long, maxLineGap=4)
    angles = [
        math.degrees(math.atan2(y1 - y0, x1 - x0))
        for x0, y0, x1, y1 in np.reshape([] if found is None else found, (-1, 4))
    ]
    level = [angle for angle in angles if abs(angle) <= ASKEW]
    return round(float(median(level)), 3) if len(level) >= 3 else 0.0


def _turned(pixels: np.ndarray, letters: list[Letter], angle: float) -> tuple[np.ndarray, list[Letter]]:
    """The picture and its letters turned about its middle so that lines lie level."""
    import cv2

    height, width = pixels.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    straight = cv2.warpAffine(pixels, turn, (width, height), borderValue=255)

    def moved(point: tuple[float, float]) -> tuple[float, float]:
        x, y = turn @ np.array([*point, 1.0])
        return float(x), float(y)

    return straight, [letter._replace(corners=tuple(map(moved, letter.corners))) for letter in letters]


def _box(letter: Letter, scale: float) -> Box:
    xs, ys = [x for x, _ in letter.corners], [y for _, y in letter.corners]
    return Box(letter.text, min(xs) * scale, max(xs) * scale, min(ys) * scale, max(ys) * scale)


def _sure(line: TextLine, boxes: Sequence[Box], letters: Sequence[Letter]) -> TextLine:
    beside = [letter.confidence for b, letter in zip(boxes, letters) if line.top <= b.middle <= line.bottom]
    return line._replace(confidence=min(beside, default=SURE))


# --------------------------------------------------------------------------------------------- ruled tables


class Grid(NamedTuple):
    """A ruled table: where its columns and rows are parted, in points, and which lines are drawn."""

    xs: list[float]
    ys: list[float]
    across: np.ndarray  # [y, column]: a line above row y of that column
    down: np.ndarray  # [row, x]: a line left of column x in that row


def _drawn(pixels: Any, scale: float, tall: float) -> tuple[list[Grid], list[Rule]]:
    """The ruled tables of a picture, from the top, and the long lines that run across it; a rule is longer
    than strokes of letters `tall` pixels."""
    import cv2

    dark = cv2.adaptiveThreshold(pixels, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    long = round(3 * tall)
    level = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    upright = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((round(tall), 1), np.uint8))
    joined = cv2.dilate(cv2.bitwise_or(level, upright), np.ones((5, 5), np.uint8))
    _, _, areas, _ = cv2.connectedComponentsWithStats(joined)
    grids = []
    for x, y, width, height, _ in sorted(areas[1:].tolist(), key=lambda a: a[1]):
        if width < 2 * long or height < long / 2:
            continue
        part = np.s_[y : y + height, x : x + width]
        grid = _grid(level[part] > 0, upright[part] > 0)
        if grid and len(grid.xs) > 2 and len(grid.ys) > 2:
            xs, ys = [(x + v) * scale for v in grid.xs], [(y + v) * scale for v in grid.ys]
            grids.append(grid._replace(xs=xs, ys=ys))
    return grids, _rules(level, scale, tall)


def _rules(level: Any, scale: float, tall: float) -> list[Rule]:
    """Lines across, broken ones whole: a scan leaves gaps in them."""
    import cv2

    whole = cv2.morphologyEx(level, cv2.MORPH_CLOSE, np.ones((3, round(2 * tall)), np.uint8))
    _, _, areas, _ = cv2.connectedComponentsWithStats(whole)
    return [
        Rule(x * scale, (x + width) * scale, (y + height / 2) * scale)
        for x, y, width, height, _ in areas[1:].tolist()
        if width * scale >= SHORTEST and height <= tall / 2
    ]


def _grid(level: Any, upright: Any) -> Grid | None:
    height, width = level.shape
    ys = _peaks(level.sum(axis=1), 0.12 * width, [0, height - 1])
    xs = _peaks(upright.sum(axis=0), 0.12 * height, [0, width - 1])
    if len(xs) < 3 or len(ys) < 3:
        return None
    across = np.ones((len(ys), len(xs) - 1), dtype=bool)
    down = np.ones((len(ys) - 1, len(xs)), dtype=bool)
    for i, y in enumerate(ys[1:-1], 1):
        band = level[max(0, round(y) - 4) : round(y) + 5].any(axis=0)
        across[i] = [band[round(a) : round(b)].mean() > 0.5 for a, b in itertools.pairwise(xs)]
    for j, x in enumerate(xs[1:-1], 1):
        band = upright[:, max(0, round(x) - 4) : round(x) + 5].any(axis=1)
        down[:, j] = [band[round(a) : round(b)].mean() > 0.5 for a, b in itertools.pairwise(ys)]
    return Grid(xs, ys, across, down)


def _peaks(sums: np.ndarray, least: float, edges: list[float]) -> list[float]:
    """Where lines stand: the middles of runs that are long enough, and both edges of the table."""
    found = [float(v) for v in edges[:1]]
    for run in np.split(
        np.flatnonzero(sums >= least), np.flatnonzero(np.diff(np.flatnonzero(sums >= least)) > 6) + 1
    ):
        if len(run) and run.mean() - found[-1] > 10:
            found.append(float(run.mean()))
    if edges[1] - found[-1] > 10:
        found.append(float(edges[1]))
    return found


def _with_tables(boxes: list[Box], grids: list[Grid], rules: Sequence[Rule]) -> list[TextLine]:
    """Lines above a table, its rows, lines below it."""
    held = [[b for b in boxes if _holds(grid, b)] for grid in grids]
    tables = [(g.ys[0], inside, list(_rows(g, inside))) for g, inside in zip(grids, held) if inside]
    taken = {id(b) for inside in held for b in inside}
    for (x0, top, x1, bottom), rows in open_tables(rules, [b for b in boxes if id(b) not in taken]):
        inside = [b for b in boxes if x0 <= b.x0 and b.x1 <= x1 and top <= b.middle <= bottom]
        tables.append((top, inside, rows))
    lines: list[TextLine] = []
    rest = boxes
    for top, inside, rows in sorted(tables, key=itemgetter(0)):
        taken = set(map(id, inside))
        lines += reading_lines([b for b in rest if b.middle < top and id(b) not in taken])
        lines += rows
        rest = [b for b in rest if b.middle >= top and id(b) not in taken]
    return lines + reading_lines(rest)


def _holds(grid: Grid, box: Box) -> bool:
    across = grid.xs[0] <= (box.x0 + box.x1) / 2 <= grid.xs[-1]
    return across and grid.ys[0] <= box.middle <= grid.ys[-1]


def _rows(grid: Grid, boxes: list[Box]) -> Iterator[TextLine]:
    """The rows of a table; a cell over several columns or rows keeps the places of the others free."""
    cells: dict[tuple[int, int], list[Box]] = {}
    for box in boxes:
        row = int(np.searchsorted(grid.ys[1:-1], box.middle))
        column = int(np.searchsorted(grid.xs[1:-1], (box.x0 + box.x1) / 2))
        while row and not grid.across[row, column]:
            row -= 1
        while column and not grid.down[row, column]:
            column -= 1
        cells.setdefault((row, column), []).append(box)
    for row in range(len(grid.ys) - 1):
        texts = [_text(cells.get((row, column), [])) for column in range(len(grid.xs) - 1)]
        if any(texts):
            yield TextLine("\t".join(texts), grid.ys[row], grid.ys[row + 1])


def _text(boxes: list[Box]) -> str:
    return closed_up([line.text for line in reading_lines(boxes)])
