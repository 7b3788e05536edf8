"""What the extraction makes of one sentence, rule by rule, in Chinese or English."""

from __future__ import annotations

from functools import partial

from cityplans.codebook import Codebook
from cityplans.extraction import goal_years, quantities
from cityplans.extraction.statements import statements
from cityplans.extraction.statements.rows import Row, Value
from cityplans.extraction.words import indicators
from cityplans.extraction.words.words import Words, words_of
from cityplans.reading.cleaning.cleaning import clean
from cityplans.reading.files.formats import Decoded
from cityplans.reading.mapped import Mapped
from cityplans.records import Clause

LABELS = {
    "zh": {
        "number": "数字",
        "class": "类别",
        "rule": "规则",
        "target": "目标",
        "indicator": "指标",
        "key": "指标编码",
        "value": "数值",
        "measure": "度量",
        "strength": "力度",
        "horizon": "目标年",
        "baseline": "基期",
        "scope": "范围",
        "quote": "原文",
        "none": "文中没有数字。",
        "no_key": "（编码表中没有）",
        "from": "依据",
        "no_year": "（文中没有）",
    },
    "en": {
        "number": "number",
        "class": "class",
        "rule": "rule",
        "target": "target",
        "indicator": "indicator",
        "key": "key",
        "value": "value",
        "measure": "measure",
        "strength": "strength",
        "horizon": "horizon",
        "baseline": "baseline",
        "scope": "scope",
        "quote": "quote",
        "none": "There is no number in it.",
        "no_key": "(not in the codebook)",
        "from": "from",
        "no_year": "(none in the text)",
    },
}


def read_sentence(text: str, words: Words):
    """((quantity, class, rule) …, rows, clause) of a text that stands alone."""
    clause = Clause("text", "", "", "", text, 0, len(text))
    found = quantities.find(text, words.lexer)
    context = goal_years.Context(None, None, None, None, 7, None)
    context = context._replace(goals=goal_years.goal_years(text, found, context, words.said))
    return statements.read_clause(clause, found, context, words)


def as_read(text: str, codebook: Codebook) -> str:
    """A pasted sentence, in one line, as the line to tables would clean it."""
    line = " ".join(text.split())
    return clean(Decoded("", line, Mapped.of(line)), codebook).mapped.text.strip()


def explained(text: str, codebook: Codebook, lang: str = "zh") -> str:
    """A readable account: every number with its class and rule; every target with all its fields."""
    words = words_of(codebook)
    say, coded = LABELS[lang], partial(_coded, codebook, lang)
    text = as_read(text, codebook)
    classed, rows = read_sentence(text, words)
    lines = [text]
    for quantity, kind, rule in classed:
        lines.append("")
        lines.append(
            f"{say['number']}  {text[quantity.core_start : quantity.core_end]}  → "
            f"{say['class']} {coded('class', kind)}  ({say['rule']} {rule})"
        )
        lines += [
            line
            for row in rows
            if row.quantity == quantity
            for line in _row(row, text, words, codebook, lang)
        ]
    return "\n".join(lines if classed else [text, "", say["none"]])


def _coded(codebook: Codebook, lang: str, column: str, code: str) -> str:
    """A code as the reader knows it, with the code of the tables behind: 不低于 (ge)."""
    known = (r[lang] for r in codebook["codes"] if (r["column"], r["code"]) == (column, code))
    word = next(known, "")
    return f"{word} ({code})" if word not in ("", code) else code


def _row(row: Row, text: str, words: Words, codebook: Codebook, lang: str) -> list[str]:
    value, say, coded = row.value, LABELS[lang], partial(_coded, codebook, lang)
    key = indicators.indicator_id(row.lookup, value.unit, value.measure, words.indicators)
    name = next((r[lang] for r in codebook["indicators"] if r["indicator_id"] == key), "")
    year = row.terms.horizon.year if row.terms.horizon.year else say["no_year"]
    bound = coded("comparator", value.comparator)
    source = coded("horizon_source", row.terms.horizon.source)
    evidence = row.terms.horizon.evidence
    grounds = f"  {say['from']} “{evidence.strip('，。')}”" if evidence else ""
    lines = [
        f"  {say['target']}",
        f"    {say['indicator']}: {row.phrase}",
        f"    {say['key']}: {f'{key}  {name}' if key else say['no_key']}",
        f"    {say['value']}: {value.text} → {_bounds(value)} {value.unit}  {bound}",
        f"    {say['measure']}: {coded('measure', value.measure)}",
        f"    {say['strength']}: {coded('strength', row.terms.strength)}",
        f"    {say['horizon']}: {year}  {source}{grounds}",
        f"    {say['quote']}: {text[row.start : row.end]}",
    ]
    if row.terms.baseline != (None, None):
        value, since = row.terms.baseline
        lines.append(
            f"    {say['baseline']}: {'' if value is None else _number(value)} {since or ''}".rstrip()
        )
    if row.terms.scope:
        lines.append(f"    {say['scope']}: {row.terms.scope}")
    return lines


def _bounds(value: Value) -> str:
    return _number(value.low) if value.high == value.low else f"{_number(value.low)}–{_number(value.high)}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"
