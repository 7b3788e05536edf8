"""What people have looked at of the rows that are probably wrong, and what that says of the others."""

from __future__ import annotations

from cityplans.checking import review
from cityplans.publishing.telling.text import counted as numbered
from cityplans.publishing.telling.view import View

# Rows of the sample from which a share is said: of fewer, though all be right, the interval begins below 2/3.
LEAST = 10


def counted(view: View) -> tuple[str, str]:
    """How many doubtful rows there are and how many have been looked at, Chinese and English."""
    part = _found(view)[review.DOUBTFUL]
    return (
        f"存疑的{part.rows}行已看{part.looked}行。",
        f"{part.looked} of {part.rows} doubtful rows looked at.",
    )


def estimated(view: View) -> tuple[str, str] | None:
    """The share of right rows, as far as a person has looked: of all rows once every doubtful one was looked
    at, until then of those that are not doubtful; None before any of the sample was looked at."""
    found, targets = _found(view), view.frame("targets")
    sample, every = review.of_sample(found[review.SAMPLE]), review.of_all(found, len(targets))
    if sample is None:
        return None
    n = found[review.SAMPLE].looked
    if n < LEAST:
        return (
            f"抽查的行看了{n}行，不足{LEAST}行，不估计全对的占多少。",
            f"{numbered(n, 'row')} of the sample looked at: too few (below {LEAST}) to estimate how many "
            "are right.",
        )
    zh, en = ("全部", "of all rows") if every else ("不存疑的", "of the rows that are not doubtful")
    right, low, high = (100 * share for share in every or sample)
    return (
        f"抽查了{n}行，据此{zh}行中约{right:.0f}%全对（95%精确区间{low:.0f}%–{high:.0f}%）。",
        f"By {n} rows of the sample about {right:.0f}% {en} are right (exact 95% interval "
        f"{low:.0f}–{high:.0f}%).",
    )


def _found(view: View) -> dict[str, review.Looked]:
    return review.looked(review.rows_of(view.frame("targets")), view.codebook["corrections"])
