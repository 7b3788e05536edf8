"""Columns: each said once, and the uses of a target's fields in the order of the table."""

from __future__ import annotations

from cityplans.columns import of_ambition, of_documents, of_wording
from cityplans.columns.column import Column
from cityplans.columns.columns import COLUMNS, used_as

TYPES = {"text", "integer", "number", "boolean", "date", "year"}


def test_no_column_is_said_twice():
    of = (of_documents.COLUMNS, of_ambition.COLUMNS, of_wording.COLUMNS)
    assert len(COLUMNS) == sum(map(len, of))


def test_each_has_a_known_type_and_words_in_both_languages():
    for name, column in COLUMNS.items():
        assert column.type in TYPES, name
        assert any("\u4e00" <= sign <= "\u9fff" for sign in column.zh) or column.zh == column.en, name
        assert column.en and column.about, name
        assert len({*column.values}) == len(column.values), name


def test_fields_that_are_put_to_a_use():
    """A value as a reader sees it: its figure and words, the unit, how it binds."""
    assert used_as("shown") == ("value_low", "value_high", "value_text", "unit", "comparator", "strength")
    assert used_as("worn") == ()


def test_a_column_is_closed_to_no_codes_and_has_no_uses_unless_said():
    assert Column("text", "区", "Region", "Where")[4:] == ((), ())
