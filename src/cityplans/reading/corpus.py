"""A folder of files → the plans in it, with all their editions, and every problem on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cityplans.codebook import Codebook
from cityplans.reading import editions
from cityplans.reading.cleaning import cleaning
from cityplans.reading.editions import Witness
from cityplans.reading.files import formats, labels, limits
from cityplans.reading.files.decoded import own_name
from cityplans.reading.folder import (
    CALLED,
    called_twice,
    faults,
    files,
    fitted,
    read_catalog,
    renamed,
    rows_of,
    unmatched,
)
from cityplans.reading.mapped import Mapped, distinct
from cityplans.reading.plans import (
    carriers,
    metadata,
    notices,
    overrides,
    regions,
    second_hand,
    splitting,
    structure,
    territory,
    titles,
)
from cityplans.reading.plans.regions import Regions
from cityplans.reading.table_heads import heads_of, spoken
from cityplans.reading.works import plans_of
from cityplans.records import Account, Plan, Problem

ANNEX_NAME = re.compile(r"^\s*(?:附件|附)?\s*[\d一二三四五六七八九十]{0,3}\s*[：:._、\-—\s]*")
NOTICE = 3000  # characters above a plan in which its notice is looked for
WHOLE = 100  # characters of a text that is a plan because what stands beside it says so
LINE = 10_000  # characters of the longest line that is looked at
REMOVED, REMOVED_SHARE = 300, 0.15  # characters that cleaning may take out of a text without a word
BLANK = np.zeros(0x110000, dtype=bool)
BLANK[[c for c in range(0x3001) if chr(c).isspace() or c in (0x200B, 0x200C, 0x200D)] + [0xFEFF]] = True


# a file, its name below the raw folder, its catalog rows by the name of what they speak of (plans.csv#3)
Task = tuple[Path, str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Corpus:
    """What was read: plans sorted by id, rows of edition_differences, problems, accounts of characters."""

    plans: tuple[Plan, ...]
    differences: list[dict]
    problems: list[Problem]
    accounts: list[Account]


# texts found in a file, problems, and for each text where its characters went (an Account, as a plain tuple)
Read = tuple[list[Witness], list[Problem], list[tuple]]


def one_by_one(tasks: Sequence[Task], codebook: Codebook, places: Regions) -> list:
    return [read_one(*task, codebook, places) for task in tasks]


def read_corpus(raw: Path | str, codebook: Codebook, mapped: Callable = one_by_one) -> Corpus:
    """Read every file below `raw` (a folder, or one file). A file that fails is a problem, never an error.

    `mapped(tasks, codebook, places)` does the work of each file where the caller spreads or keeps it."""
    root = Path(raw)
    catalog, problems = read_catalog(root)
    problems += [*faults(root), *_bad_limits()]
    places = regions.of(codebook)
    found = files(root)
    problems += called_twice(catalog, [name for _, name in found])
    catalog, changed = renamed(fitted(catalog, [name for _, name in found]), found)
    problems += changed
    problems += unmatched(catalog, [name for _, name in found]) if root.is_dir() else []
    tasks = [(path, name, rows_of(catalog, name)) for path, name in found]
    read = mapped(tasks, codebook, places)
    witnesses = [w for found, _, _ in read for w in found]
    problems += [p for _, rows, _ in read for p in rows]
    accounts = _summed(row for _, _, made in read for row in made)
    plans, more = plans_of(witnesses, places)
    rows = [row for plan in plans if len(plan.editions) > 1 for row in editions.differences(plan)]
    return Corpus(plans, rows, sorted({*problems, *more}, key=_problem_key), accounts)


def _summed(rows: Iterable[tuple]) -> list[Account]:
    """One account a name, sorted."""
    counts: dict[str, np.ndarray] = {}
    for name, *numbers in rows:
        counts[name] = counts.get(name, np.zeros(len(Account._fields) - 1, dtype=int)) + numbers
    return [Account(name, *counts[name].tolist()) for name in sorted(counts)]


def _problem_key(problem: Problem) -> tuple:
    return tuple("" if v is None else f"{v:012d}" if isinstance(v, int) else v for v in problem)


def _bad_limits() -> list[Problem]:
    _, fault = limits.limits()
    return [Problem(limits.VARIABLE, "reading", "bad_limits", f"{fault}; not used")] if fault else []


def read_one(
    path: Path, name: str, rows: Mapping[str, Mapping[str, str]], codebook: Codebook, places: Regions
) -> Read:
    """Witnesses in one file. Whatever goes wrong becomes a problem row, so that the others are read."""
    allowed, _ = limits.limits()
    try:
        with limits.within(allowed.seconds), spoken(heads_of(codebook)):
            witnesses: list[Witness] = []
            problems: list[Problem] = []
            accounts: list[tuple] = []
            for found in formats.read(path, name, allowed):
                if isinstance(found, Problem):
                    problems.append(found)
                    continue
                is_member = own_name(found.source_file) != found.source_file
                row = rows.get(found.source_file) or ({} if is_member else rows.get(name, {}))
                try:
                    made, more, account = _witnesses(found, row, codebook, places)
                except Exception as error:  # a fault on one record must not cost the others
                    problems.append(_internal(found.source_file, error))
                    continue
                witnesses += made
                problems += more
                accounts.append(tuple(account))
            return witnesses, problems, accounts
    except limits.TooSlow:
        message = f"{name} takes longer than {allowed.seconds} seconds to read: {limits.raising('seconds')}"
        return [], [Problem(name, "reading", "too_large", message)], []
    except Exception as error:  # a fault of the program on one file must not cost the others
        return [], [_internal(name, error)], []


def _internal(name: str, error: Exception) -> Problem:
    message = f"could not be read ({type(error).__name__}: {str(error)[:120]}); report it with the file"
    return Problem(name, "reading", "internal_error", message)


def _witnesses(
    decoded, override: Mapping[str, str], codebook: Codebook, places: Regions
) -> tuple[list[Witness], list[Problem], Account]:
    cleaned = cleaning.clean(decoded, codebook)
    text = cleaned.mapped.text
    said = labels.labelled(decoded.mapped.text) | decoded.said
    parts = _parts(text, said, override, places, decoded.is_table)

    def origin(start: int, end: int) -> tuple[int, int]:
        return cleaned.mapped.in_file((start, end))

    problems = [*cleaned.problems, *splitting.problems_of(parts, text, decoded.source_file, origin)]
    plans = [(i, part) for i, part in enumerate(parts) if part.is_plan]
    if override and len(plans) > 1 and any(override.get(f) for f in overrides.GIVEN):
        problems.append(_override_not_used(decoded.source_file))
        override = {}
    witnesses = []
    for index, part in plans:
        above = parts[index - 1] if index else part
        before = "" if above.is_plan else text[above.start : part.start][-NOTICE:]
        if len(plans) > 1:
            said, before = {}, _notice_for(part, text[: plans[0][1].start + NOTICE], before, places)
        witness, faults = _witness(decoded, cleaned, part, Beside(before, said, override), places)
        witnesses.append(witness)
        for en, zh in faults:
            told = f"catalog.csv 中 {decoded.source_file} 一行：{zh}；该项未采用"
            message = f"{decoded.source_file}: {en}"
            problems.append(Problem("catalog.csv", "metadata", "bad_override", message, message_zh=told))
        problems += [
            *_missing(witness, override),
            *_second_hand(witness, places),
            *_month_alone(witness, override),
        ]
    account = _account(decoded, cleaned, parts)
    codes = _undecoded(decoded.mapped.text, cleaned.log.get("undecodable", ()))
    return witnesses, [*problems, *_much_removed(account, codes)], account


def _override_not_used(name: str) -> Problem:
    message = "the file holds several plans; its catalog row cannot say which it means"
    zh = f"{name} 中有多份文件，catalog.csv 的一行无法说明指哪一份，未采用"
    return Problem(name, "metadata", "override_not_used", message, message_zh=zh)


def _account(decoded, cleaned, parts: Sequence[splitting.Part]) -> Account:
    """Where the characters of a text went; each counts once, where it stood in the file."""
    there = _places(decoded.mapped)
    kept = [_places(cleaned.mapped[part.start : part.end]) for part in parts]
    plans = [places for places, part in zip(kept, parts) if part.is_plan]
    others = [places for places, part in zip(kept, parts) if not part.is_plan]
    in_plans = np.isin(there, np.concatenate([*plans, []])) if plans else np.zeros(len(there), dtype=bool)
    in_others = np.isin(there, np.concatenate([*others, []])) & ~in_plans if others else ~in_plans & False
    all_, within, beside = len(there), int(in_plans.sum()), int(in_others.sum())
    removed = all_ - within - beside
    return Account(decoded.source_file, all_ + decoded.aside, within, beside, removed, decoded.aside)


def _places(text: Mapped) -> np.ndarray:
    """Where the characters of a text stand in the file, blanks aside, each once."""
    return distinct(text.origins[~BLANK[text.codes]]) if len(text) else text.origins


def _undecoded(text: str, places: Iterable[int]) -> int:
    """Characters of the lines of glyph codes that begin at these places: another problem tells of them."""
    lines = (text[at : at + LINE].partition("\n")[0] for at in places)
    return sum(len("".join(line.split())) for line in lines)


def _much_removed(account: Account, undecoded: int) -> list[Problem]:
    """Whether more than a little was left out, beside what another problem tells of."""
    name, characters, _, _, removed, aside = account
    characters, removed = characters - aside - undecoded, removed - undecoded
    if removed <= max(REMOVED, REMOVED_SHARE * characters):
        return []
    message = (
        f"{name}: {removed} of {characters} characters were taken for page numbers, running heads and "
        "furniture of a web page: compare with the original"
    )
    zh = f"{name}：{characters} 字中有 {removed} 字按页眉页脚、网页栏目等去掉，请对照原件"
    return [Problem(name, "cleaning", "much_removed", message, message_zh=zh)]


def _parts(
    text: str, said: Mapping[str, str], override: Mapping[str, str], places: Regions, is_table: bool
) -> list[splitting.Part]:
    """The parts of a text; the whole of it where no title is found, but a person, a record or the page says
    that it is a plan, or it is a table of indicators."""
    parts = splitting.split(text, places)
    if not text or any(part.is_plan for part in parts):
        return parts
    title = said.get("title", "")
    said_so = titles.ends_title(titles.unwrapped(title), places) and len(text) >= WHOLE
    if override.get("title") or is_table or said_so and not carriers.holds_none(title, text, places):
        return [splitting.Part(0, len(text), True)]
    return parts


def _notice_for(part: splitting.Part, front: str, before: str, places: Regions) -> str:
    """The notice at the head of a file that issues several plans, for each that it names."""
    notice, issues = front.split("\n"), places.said[notices.ISSUES]
    named = [i for i, line in enumerate(notice) if part.title and notices.names(line, part.title)]
    if not named or named[0] > notices.NOTICE_LINES or not issues.search("".join(notice)):
        return before
    return "\n".join(notice[: notices.NOTICE_LINES])


class Beside(NamedTuple):
    """What tells of a plan beside its text: the notice before it, the fields of its file, its catalog row."""

    before: str
    said: Mapping[str, str]
    override: Mapping[str, str]


def _witness(
    decoded, cleaned, part, beside: Beside, places: Regions
) -> tuple[Witness, list[tuple[str, str]]]:
    text = cleaned.mapped.text[part.start : part.end]
    origins = cleaned.mapped.origins[part.start : part.end]
    clauses = structure.clauses(text, "c", places)
    said, called = beside.said, beside.override.get(CALLED) or own_name(decoded.source_file)
    if not part.title and not said.get("title") and (named := _file_title(called, places)):
        said = {**said, "title": named}
    found = metadata.read(text, clauses, part.title, beside.before, places, said)
    if found.year is None:
        found = replace(found, year=_file_year(called))
    if found.region is None and "#" not in own_name(
        decoded.source_file
    ):  # a record is not called by its file
        region = territory.of_file_name(Path(called).stem, places)
        found = replace(found, region=region, is_of_file_name=region is not None)
    meta, faults = overrides.overridden(found, beside.override, places)
    first, last = int(origins[0]), int(origins[-1])
    log = tuple((fix, sum(first <= at <= last for at in spots)) for fix, spots in sorted(cleaned.log.items()))
    return Witness(
        decoded.source_file,
        text,
        origins,
        clauses,
        meta,
        part.continued,
        decoded.pages,
        cleaned.script,
        tuple((fix, n) for fix, n in log if n),
        editions.sample(text),
        replace(found, region=meta.region),
        tuple((a, b, sure) for a, b, sure in decoded.recognised if a <= last and first < b),
        tuple((a, b) for a, b in cleaned.lost if a <= last and first < b),
    ), faults


def _file_title(name: str, places: Regions) -> str:
    """The title that a file is called by, for a text without one: 附件2：某市…方案（2021—2025年）.docx."""
    stem = ANNEX_NAME.sub("", Path(name).stem).strip()
    return stem if titles.ends_title(stem, places) and titles.heads_title(stem, places) else ""


def _file_year(name: str) -> int | None:
    """Year in a file's name; good for nothing but the plan id of a document that carries no date."""
    found = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", Path(name).stem)
    return int(found.group()) if found else None


def _missing(witness: Witness, override: Mapping[str, str]) -> list[Problem]:
    name, region = witness.source_file, witness.meta.region
    if region and witness.meta.is_of_file_name and not (override.get("region") or "").strip():
        message = (
            f"nothing in {name} says of which place it is; {region.name} is taken from the name of the file: "
            "if that is wrong, give it in the column region of catalog.csv"
        )
        zh = f"{name} 的正文看不出地区，按文件名取为{region.name}：如不对，请在 catalog.csv 的 region 列填写"
        return [Problem(name, "metadata", "region_of_file_name", message, message_zh=zh)]
    if witness.meta.region is None:
        return [
            Problem(
                witness.source_file,
                "metadata",
                "no_region",
                f"“{_called(witness)}” names no region as its own; "
                "give one in the column region of catalog.csv",
                *editions._span(witness),
                f"“{_called(witness)}”看不出是哪个地区的文件：请在 catalog.csv 的 region 列填写",
            )
        ]
    return []


def _called(witness: Witness) -> str:
    """Title of a text, else its first line, else (of a table) its file."""
    line = witness.text.strip().partition("\n")[0]
    return witness.meta.title or (witness.source_file if "\t" in line else line[:20])


def _month_alone(witness: Witness, override: Mapping[str, str]) -> list[Problem]:
    """A date that names a month and no day, of the catalog or of a cover: which day it was taken for."""
    said, day = (override.get("date") or "").strip(), witness.meta.date
    if not witness.meta.month_only:
        return []
    where, place = ("catalog.csv", " 在 catalog.csv 中") if said else (witness.source_file, "")
    printed, quoted = (f" (“{said}”)", f"（“{said}”）") if said else ("", "")
    return [
        Problem(
            where,
            "metadata",
            "date_of_month",
            f"the date of {witness.source_file} names no day{printed} and is taken for {day}",
            message_zh=f"{witness.source_file}{place}的日期没有日{quoted}，按 {day} 计",
        )
    ]


def _second_hand(witness: Witness, places: Regions) -> list[Problem]:
    """News or an interpretation of a plan: what it says would count a second time beside the plan itself."""
    title = witness.meta.title
    if not title or not second_hand.tells_of(title, places):
        return []
    message = (
        f"“{title}” tells of a plan and is not the plan: its figures are read; where the plan itself is in "
        "the folder, take this file out, or both are counted"
    )
    zh = (
        f"“{title}”是关于规划的报道或解读，不是规划本身：数字已读入；"
        "文件夹中如有原规划，请取出此文件，否则重复计算"
    )
    return [Problem(witness.source_file, "metadata", "about_a_plan", message, message_zh=zh)]
