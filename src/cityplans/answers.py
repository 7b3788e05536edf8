"""What a question to a book finds; where that is nothing it is said, no empty table comes in silence."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence

import pandas as pd

from cityplans import naming
from cityplans.errors import Both, UserError


class NothingCompared(UserWarning):
    """No two plans stand side by side on the indicator that was asked for; the message says why."""


class NothingSelected(UserWarning):
    """Some of what a selection or a chart asks for no plan has; the message says which."""


class NothingFound(UserWarning):
    """What was asked for stands in none of the plans."""


def warn(said: Both, kind: type[UserWarning]) -> None:
    """The warning in the language spoken, at the line of who called the book."""
    warnings.warn(str(UserError(said.en, said.zh)), kind, stacklevel=4)


def no_chain(region: str, indicator: str) -> Both:
    return Both(
        f"no plan here has a target or a figure of {region} for {indicator}",
        f"这些计划中没有{region}的“{indicator}”，既没有目标，也没有已达到的数",
    )


def not_drawn(
    table: pd.DataFrame, regions: Iterable[str], years: Iterable[int], colours: Sequence[str] = ()
) -> Both | None:
    """Which of the regions and years asked for a chart does not show, and colours given for more years than
    it shows; None where it shows each."""
    missing = [r for r in regions if r not in {*table["region"]}]
    missing += [str(y) for y in years if y not in {*table["horizon"]}]
    missing += colours[table["horizon"].nunique() :]
    listed = ", ".join(missing)
    if not missing:
        return None
    return Both(
        f"no target to draw for {listed}; the chart is of the others",
        f"{listed} 没有可画的目标，图中只有其余的",
    )


def places_of(term: str, clauses: pd.DataFrame, width: int) -> pd.DataFrame:
    """Every place of a term; of one that stands nowhere, those of it in the texts' simplified characters."""
    from cityplans.comparison.vocabulary.vocabulary import concordance

    found = concordance(term, clauses, width)
    simplified = naming.simplified(term)
    return concordance(simplified, clauses, width) if found.empty and simplified != term else found


def nowhere(term: str) -> Both:
    return Both(f"{term}: stands in none of these plans", f"{term}：这些计划中一处也没有")
