"""Rows of the codebook for what it lacks, ready to paste: a person decides, renames and mends.

A phrase without a key that is very like one the codebook knows, and counted in its unit, is proposed as
another term of that key; any other as an indicator of its own, with key, theme, unit, direction and kind
guessed from its targets. Nouns whose targets have no theme are proposed with that of their paragraphs.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cityplans.checking import suggest
from cityplans.codebook import FILES, Codebook
from cityplans.comparison.plans import text as as_text
from cityplans.extraction.words import indicators

if TYPE_CHECKING:
    import pandas as pd

ALIKE = 0.7  # likeness to a known name from which a phrase is proposed as its term
OF_TWO = re.compile("[^（(][（(][^（(）)]+[）)][^）)]")  # 省（重点）研究院: provincial ones and key ones
NO_THEME = "other"
WORDS = re.compile(r"[^\W\d_]{2}")  # what a phrase needs to be a name of something
COMPARABLE = {"growth_rate": "growth", "rank": "rank", "coverage": "coverage"}  # by measure
LESS = ("le",)  # of a comparator of most targets: less is better
MOST = 40  # phrases said in a terminal
SAY = {
    "zh": {
        "unmatched": "编码表中没有的指标：{} 个（计划数 次数 指标 [单位]，原句，可粘贴的行；"
        "编码 new_… 和定义请改成合适的）",
        "themes": "没有主题的名词：{} 个（主题取自所在段落）",
        "more": "……另有 {} 个（--save DIR 写出全部）",
        "silent": "从未匹配的词：{} 个",
    },
    "en": {
        "unmatched": "{} phrases without a key (plans, places, phrase [unit], sentence, rows to paste; "
        "give new_… a better key, and a definition)",
        "themes": "{} nouns without a theme (proposed is that of their paragraphs)",
        "more": "… {} more (--save DIR writes all)",
        "silent": "{} terms that match nothing",
    },
}
UNSURE = {"zh": "待定义", "en": "to be defined"}


class Proposed(NamedTuple):
    """A phrase with its sentence, and the rows of each file that would give it a key or a theme."""

    phrase: str
    unit: str
    places: int
    plans: int
    sentence: str
    rows: Mapping[str, Mapping[str, str]]  # file → its row


def of_indicators(targets: pd.DataFrame, codebook: Codebook) -> list[Proposed]:
    """One for each phrase without a key and its unit, those of most plans first."""
    known = indicators.indicators_of(codebook)
    groups: dict[tuple[str, str], list] = {}
    for row in targets.sort_values(["plan_id", "start", "target_id"]).itertuples():
        if not as_text(row.indicator_id) and WORDS.search(as_text(row.indicator_text)):
            phrase = indicators.spelled(row.indicator_text, known)
            groups.setdefault((phrase, as_text(row.unit)), []).append(row)
    names, units = suggest.names_of(codebook), {r["indicator_id"]: r["unit"] for r in codebook["indicators"]}
    deeds = re.compile(
        f"^(?:{'|'.join(sorted((r['term'] for r in codebook['verbs']), key=len, reverse=True))})+"
    )
    taken, made = {*units}, []
    for (phrase, unit), rows in sorted(groups.items(), key=_by_frequency):
        near = [k for k in suggest.nearest(phrase, _same(phrase, names, deeds), ALIKE) if units[k] == unit]
        files: dict[str, Mapping[str, str]] = {}
        key = near[0] if near else _new_key(taken)
        if not near:
            files["indicators"] = _indicator(key, phrase, unit, rows)
        files["indicator_terms"] = _term(key, phrase, unit, rows)
        made.append(_proposed(phrase, unit, rows, files))
    return made


def _same(phrase: str, names: Mapping[str, Sequence[str]], deeds: re.Pattern) -> dict[str, list[str]]:
    """The names that a phrase may be another word for. With something more in front a name is of something
    narrower (大型学院, 学院), and what says in brackets that it is of two things is of neither alone."""
    if OF_TWO.search(phrase):
        return {}
    bare = deeds.sub("", phrase)

    def is_other(name: str) -> bool:
        name = deeds.sub("", name)
        return name != bare and (name.endswith(bare) or bare.endswith(name))

    kept = {key: [word for word in words if not is_other(word)] for key, words in names.items()}
    return {key: words for key, words in kept.items() if words}


def of_themes(targets: pd.DataFrame, themes: pd.DataFrame) -> list[Proposed]:
    """One for each phrase whose targets have no theme, with that of most of its paragraphs; none where the
    paragraphs have none either."""
    leading = themes[themes["theme"] != NO_THEME].sort_values(["weight", "theme"], ascending=[False, True])
    of_clause = leading.drop_duplicates("clause_id").set_index("clause_id")["theme"].to_dict()
    groups: dict[tuple[str, str], list] = {}
    for row in targets[targets["theme"] == NO_THEME].sort_values(["plan_id", "start"]).itertuples():
        if as_text(row.indicator_text):
            groups.setdefault((row.indicator_text, ""), []).append(row)
    made = []
    for (phrase, _), rows in sorted(groups.items(), key=_by_frequency):
        found = Counter(of_clause[r.clause_id] for r in rows if r.clause_id in of_clause)
        if found:
            row = {"noun": phrase, "theme": _commonest(found), "weak": ""}
            made.append(_proposed(phrase, "", rows, {"target_themes": row}))
    return made


def as_csv(file: str, proposed: Iterable[Proposed], head: bool = True) -> str:
    """The proposed rows of one file of the codebook, with its columns."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FILES[file].columns, restval="", lineterminator="\n")
    if head:
        writer.writeheader()
    writer.writerows(one.rows[file] for one in proposed if file in one.rows)
    return out.getvalue()


def report(keys: Sequence[Proposed], themes: Sequence[Proposed], silent: pd.DataFrame, lang: str) -> str:
    """What the codebook lacks, each phrase with its sentence and its rows, and what it has in vain."""
    say = SAY[lang]
    lines = [say["unmatched"].format(len(keys)), *_lines(keys, lang)]
    if themes:
        lines += ["", say["themes"].format(len(themes)), *_lines(themes, lang)]
    lines += ["", say["silent"].format(len(silent))]
    lines += [f"    {row.indicator_id}: {row.include}" for row in silent.itertuples()]
    return "\n".join(lines)


def _lines(proposed: Sequence[Proposed], lang: str) -> list[str]:
    lines = []
    for one in proposed[:MOST]:
        unit = f" [{one.unit}]" if one.unit else ""
        lines += [f"{one.plans:>3} {one.places:>3}  {one.phrase}{unit}", f"         “{one.sentence}”"]
        lines += [f"         {file}.csv: {as_csv(file, [one], head=False).strip()}" for file in one.rows]
    if len(proposed) > MOST:
        lines.append(SAY[lang]["more"].format(len(proposed) - MOST))
    return lines


def _by_frequency(group) -> tuple:
    name, rows = group
    return -len({r.plan_id for r in rows}), -len(rows), name


def _proposed(phrase: str, unit: str, rows: list, files: Mapping[str, Mapping[str, str]]) -> Proposed:
    return Proposed(phrase, unit, len(rows), len({r.plan_id for r in rows}), rows[0].quote, files)


def _new_key(taken: set[str]) -> str:
    """A key that stands until a person gives a better one."""
    number = next(n for n in range(1, len(taken) + 2) if f"new_{n:03d}" not in taken)
    taken.add(f"new_{number:03d}")
    return f"new_{number:03d}"


def _indicator(key: str, phrase: str, unit: str, rows: list) -> Mapping[str, str]:
    measure = _commonest(Counter(r.measure for r in rows))
    themes = Counter(as_text(r.theme) or NO_THEME for r in rows)
    is_less = _commonest(Counter(as_text(r.comparator) for r in rows)) in LESS and measure != "rank"
    kind = "share" if unit in ("%", "百分点") else "per_head" if "/" in unit else "total"
    return {
        "indicator_id": key, "zh": phrase, "en": f"{phrase} ({key})",
        "theme": _commonest(themes), "unit": unit,
        "direction": "-1" if is_less else "1", "comparable": COMPARABLE.get(measure, kind),
        "definition_zh": f"{phrase}（{UNSURE['zh']}）", "definition_en": f"{phrase} ({UNSURE['en']})",
    }  # fmt: skip


def _term(key: str, phrase: str, unit: str, rows: list) -> Mapping[str, str]:
    """All words of the phrase; of shares only the measures seen, for a growth rate is another indicator."""
    include = "+".join(part for part in re.split(r"[+^|,]", phrase) if part)
    measures = "|".join(sorted({r.measure for r in rows})) if unit == "%" else ""
    return {"indicator_id": key, "include": include, "exclude": "", "unit": unit, "measure": measures}


def _commonest(found: Counter) -> str:
    return min(found, key=lambda name: (-found[name], name))
