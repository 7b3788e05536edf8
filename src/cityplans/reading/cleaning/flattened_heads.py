"""The heads of a flattened table, word by word: which words are one head, and over which columns it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile
from typing import NamedTuple

from cityplans.reading.table_heads import VALUES, role_of

MODIFIER = re.compile(
    r"年|[（(\[［〔].*[）)\]］〕]|（?[%％]）?|(?:规划|预期|发展)?(?:目标|实际|现状|基期|完成|预计|预期|规划)(?:值|数)?|"
    r"值|增长|增速|增长率"
)
YEAR = re.compile(r"(?:19|20)\d\d")
STANDS = re.compile("基|现状|实际|完成|实现")
HEADS = 24  # words that a header has at most
SPLIT_HEADS = tuple("序指单类领属项名")  # 序 号, 指 标
BRACKETED = re.compile(r"[（(\[［〔].*[）)\]］〕]?").fullmatch


class Token(NamedTuple):
    start: int
    end: int
    text: str
    opens: bool = False  # whether it is the first of its line


class Header(NamedTuple):
    """The heads of a table by column, and how many words they take up."""

    columns: list[list[Token]]
    size: int


def dated(header: Header) -> int:
    """How many heads name one year."""
    return sum(len(YEAR.findall("".join(t.text for t in column))) == 1 for column in header.columns)


def headers_of(tokens: Sequence[Token]) -> Iterator[Header]:
    """What the heads may be: one a word, a year and the 目标值 behind it together, or two levels of them."""
    for merged in (True, False):
        columns = _header(tokens, merged)
        yield Header(columns, sum(map(len, columns)))
    yield from _layered(tokens)
    yield from _spanned(tokens)


def roles_of(header: Header) -> list[str]:
    """The role of each column; of two that name classes (指标类别, 类型) the second says 约束性 or
    预期性, unless another does."""
    roles = [role_of("".join(token.text for token in column)) for column in header.columns]
    if "nature" in roles:
        return roles
    return [
        "nature" if role == "category" and "category" in roles[:i] else role for i, role in enumerate(roles)
    ]


def _layered(tokens: Sequence[Token]) -> Iterator[Header]:
    """指标值 over 现状 近期规划 over （2025年） （2030年）: heads of values on two levels, level by level."""
    opening = list(takewhile(lambda t: role_of(t.text) not in ("", *VALUES), tokens[:HEADS]))
    values = list(takewhile(_of_values, tokens[len(opening) : HEADS]))
    rest = tokens[len(opening + values) : HEADS]
    behind = list(takewhile(_of_nature, rest))
    for over in (0, 1):  # one head over all of them, or none
        levels = values[over:]
        for n in range(2, len(levels) // 2 + 1):
            columns = [levels[i::n] for i in range(n)] if len(levels) % n == 0 else []
            if columns and all(YEAR.search("".join(t.text for t in c)) for c in columns):
                heads = [*([t] for t in opening), *columns, *([t] for t in behind)]
                yield Header(heads, len(opening + values + behind))


def _spanned(tokens: Sequence[Token]) -> Iterator[Header]:
    """基期值 目标值 over 2020年 2023年 2025年: first the heads above, with those that stand alone, then
    the years below."""
    opening = list(takewhile(lambda t: role_of(t.text) not in ("", *VALUES), tokens[:HEADS]))
    values = list(takewhile(_of_values, tokens[len(opening) : HEADS]))
    behind = list(takewhile(_of_nature, tokens[len(opening + values) : HEADS]))
    below = list(takewhile(_of_values, tokens[len(opening + values + behind) : HEADS]))
    if not below:
        years = list(takewhile(_of_years, reversed(values)))[::-1]
        years = list(dropwhile(lambda t: not YEAR.match(t.text), years))
        values, below = values[: len(values) - len(years)], years
    dated = below and YEAR.match(below[0].text) and all(map(_of_years, below))
    columns = _over(values, below) if len(below) > 1 and dated else _divided(values, below)
    if columns:
        heads = [*([t] for t in opening), *columns, *([t] for t in behind)]
        yield Header(heads, len(opening + values + below + behind))


def _of_years(token: Token) -> bool:
    """Whether a head names a year, or a rate or sum beside the years."""
    return bool(YEAR.match(token.text)) or role_of(token.text) in ("growth", "cumulative")


def _divided(above: Sequence[Token], below: Sequence[Token]) -> list[list[Token]] | None:
    """2020年 2025年 over 绝对值 年均增长: the last year has its value and its rate below it."""
    roles = [role_of(t.text) for t in below]
    if len(above) < 2 or roles != ["value", "growth"] or not all(YEAR.match(t.text) for t in above):
        return None
    return [*([t] for t in above[:-1]), *([above[-1], t] for t in below)]


def _over(above: Sequence[Token], below: Sequence[Token]) -> list[list[Token]] | None:
    """The columns of two levels; of two heads without a year one that says where things stand has one year
    below it. None where the years below do not say how they are divided."""
    undated = [t for t in above if not YEAR.search(t.text)]
    if not undated or len(below) < len(undated) > 2:
        return None
    first = len(below) if len(undated) == 1 else 1 if STANDS.search(undated[0].text) else len(below) // 2
    shares = iter((below[:first], below[first:]))
    return [[t, *year] for t in above for year in ([[y] for y in next(shares)] if t in undated else [[]])]


def _of_nature(token: Token) -> bool:
    return role_of(token.text) in ("nature", "note")


def _of_values(token: Token) -> bool:
    return role_of(token.text) in VALUES or bool(MODIFIER.fullmatch(token.text))


def _header(tokens: Sequence[Token], merged: bool) -> list[list[Token]]:
    """The longest run of heads; a year and the 目标值 behind it are one head if `merged`."""
    cells: list[list[Token]] = []
    for token in tokens[:HEADS]:
        whole = "".join(t.text for t in cells[-1]) if cells else ""
        last = role_of(whole)
        if merged and last in VALUES and MODIFIER.fullmatch(token.text):
            cells[-1].append(token)
        elif len(token.text) == 1 and whole in SPLIT_HEADS and role_of(whole + token.text):
            cells[-1].append(token)  # 指 标
        elif role_of(token.text) or token.text in SPLIT_HEADS:
            cells.append([token])
        elif merged and last in VALUES and role_of(whole + token.text) == last and BRACKETED(token.text):
            cells[-1].append(token)
        else:
            break
    return cells
