"""The network of words that stand together: words on a circle, lines between those that share sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from cityplans.comparison.ambition.alike import records
from cityplans.comparison.vocabulary import cowords
from cityplans.publishing.charts.sheet import POINT, Chart, sheet, text_width
from cityplans.publishing.charts.style import BLUE, INK, SIZES
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.wording import Names, pick

Row = dict
WORDS = {"column": 30, "page": 48, "slide": 36}  # on the circle
STRONG = 0.4  # Ochiai from which a line is drawn dark


def chart_cowords(frames, codebook, lang: str = "zh", size: str = "page") -> Chart | None:
    """The words with the most ties, as many as the circle holds, and the ties among them."""
    rows = records(frames["cowords"]) if "cowords" in frames else []
    rows.sort(key=lambda r: (-r["ochiai"], r["term"], r["other_term"]))
    if not rows:
        return None
    shown = _that_fit(rows, WORDS[size])
    order = _ordered(shown)
    names = Names(frames["plans"], codebook, lang)
    words = (
        _title(rows, lang),
        _subtitle(len(rows), len(shown), lang),
        wording.sources(frames["plans"], names, lang),
    )
    columns = ["term", "other_term", "sentences", "other_sentences", "sentences_together", "ochiai"]
    return Chart(_draw(size, words, shown, order), pd.DataFrame(shown)[columns], f"cowords_{lang}", *words)


def _title(rows: Sequence[Row], lang: str) -> str:
    ties = Counter(w for r in rows for w in (r["term"], r["other_term"]))
    word = min(ties, key=lambda w: (-ties[w], w))
    own = next(r for r in rows if word in (r["term"], r["other_term"]))  # its strongest: rows are sorted
    other = own["other_term"] if own["term"] == word else own["term"]
    return pick(
        lang,
        f"联系最广的词是“{word}”：与{ties[word]}个词常在同一句，最紧的是“{other}”（{own['ochiai']:.2f}）",
        f"The word with most ties is {word}: it shares sentences with {ties[word]} others, most with {other} "
        f"({own['ochiai']:.2f})",
    )


def _subtitle(pairs: int, shown: int, lang: str) -> str:
    rest = pairs - shown
    text = pick(
        lang,
        f"联系最多的词；线＝两词同句的程度（Ochiai系数；窗口：一句，止于。或；），{STRONG:g}以上为深色；"
        f"只计至少{cowords.LEAST_SENTENCES}句、{cowords.LEAST_TOGETHER}句同现、系数{cowords.CUT:g}以上的词对",
        "The words with most ties; line: how often two words share a sentence (Ochiai; window: the "
        f"sentence, to 。 or ；), dark from {STRONG:g}; words of at least {cowords.LEAST_SENTENCES} "
        "sentences, pairs of at least "
        f"{cowords.LEAST_TOGETHER} and from {cowords.CUT:g}",
    )
    if rest:
        text += pick(lang, f"；另有{rest}对见表 cowords", f"; {rest} more pairs in the table cowords")
    return text


def _that_fit(rows: Sequence[Row], most: int) -> list[Row]:
    """The pairs among the words with the most and strongest ties, up to `most` words."""
    ties: dict[str, float] = defaultdict(float)
    for row in rows:
        for word in (row["term"], row["other_term"]):
            ties[word] += row["ochiai"]
    kept = set(sorted(ties, key=lambda w: (-round(ties[w], 9), w))[:most])
    return [r for r in rows if {r["term"], r["other_term"]} <= kept]


def _ordered(rows: Sequence[Row]) -> list[str]:
    """Words so that those that stand together are neighbours on the circle."""
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    words = sorted({w for r in rows for w in (r["term"], r["other_term"])})
    place = {w: i for i, w in enumerate(words)}
    apart = 1 - np.eye(len(words))
    for row in rows:
        i, j = place[row["term"]], place[row["other_term"]]
        apart[i, j] = apart[j, i] = round(1 - row["ochiai"], 9)
    linked = linkage(squareform(apart), "average", optimal_ordering=True)
    return [words[i] for i in leaves_list(linked)]


def _draw(size, words, rows: Sequence[Row], order: Sequence[str]):
    shape = SIZES[size]
    label = max(text_width(w, shape.font) for w in order) + 0.3
    span = min(shape.width - 0.5, len(order) * shape.font * 2.2 * POINT / np.pi + 2 * label)
    if shape.fixed:
        span = min(span, shape.height - 3.0)
    with sheet(size, span, words) as page:
        span = min(span, page.height)
        axes = page.axes((page.width - span) / 2, 0, span, span)
        axes.axis("off")
        axes.set(xlim=(-span / 2, span / 2), ylim=(-span / 2, span / 2))
        radius = span / 2 - label
        angle = {w: np.pi / 2 - 2 * np.pi * (i + 0.5) / len(order) for i, w in enumerate(order)}
        for row in reversed(rows):  # the strongest on top
            _chord(axes, row, angle, radius)
        for word in order:
            _label(axes, word, angle[word], radius)
    return page.figure


def _chord(axes, row: Row, angle: Mapping[str, float], radius: float) -> None:
    """A curve between two words, bent towards the centre."""
    radius -= 0.08
    ends = [radius * np.array([np.cos(a), np.sin(a)]) for a in (angle[row["term"]], angle[row["other_term"]])]
    t = np.linspace(0, 1, 30)[:, None]
    middle = 0.35 * (ends[0] + ends[1]) / 2
    line = (1 - t) ** 2 * ends[0] + 2 * t * (1 - t) * middle + t**2 * ends[1]
    strong = row["ochiai"] >= STRONG
    axes.plot(
        *line.T,
        color=BLUE,
        linewidth=0.3 + 2.2 * row["ochiai"],
        alpha=0.9 if strong else 0.3,
        solid_capstyle="round",
    )


def _label(axes, word: str, angle: float, radius: float) -> None:
    x, y = (radius + 0.12) * np.cos(angle), (radius + 0.12) * np.sin(angle)
    turned = np.degrees(angle)
    flipped = np.cos(angle) < 0
    axes.text(
        x,
        y,
        word,
        rotation=turned + 180 if flipped else turned,
        rotation_mode="anchor",
        ha="right" if flipped else "left",
        va="center",
        color=INK,
    )
