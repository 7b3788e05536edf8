"""Words of the codebook in the patterns of rules: which role stands where, and what a word more does."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shutil
from pathlib import Path

import pytest

import cityplans.comparison
import cityplans.extraction
import cityplans.reading
from cityplans import codebook as codebooks
from cityplans.checking.explain import read_sentence
from cityplans.extraction.words.words import words_of
from cityplans.worded import DOCUMENTS, MEASURES, ROLE, Said, Worded, by_role
from extraction_rows import book

CUE = re.compile(r"""\bhas\(\s*"(\w+)", "(\w+)\"""")
BY_NAME = re.compile(r"""\bof\[["'](\w+)["']\]""")  # roles that extraction/words compiles itself


def asked_for(package) -> set[str]:
    """Every role of words that a rule of a package asks for."""
    sources = [path.read_text("utf-8") for path in Path(package.__file__).parent.rglob("*.py")]
    roles = {role for source in sources for role in BY_NAME.findall(source)}
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        values = vars(importlib.import_module(module.name)).values()
        worded = [one for value in values for one in _each(value) if isinstance(one, Worded)]
        roles |= {role for pattern in worded for role in ROLE.findall(pattern)}
    return roles


def _each(value) -> tuple:
    return (
        tuple(value.values()) if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
    )


@pytest.mark.parametrize(
    "file, packages",
    [(MEASURES, (cityplans.extraction, cityplans.comparison)), (DOCUMENTS, (cityplans.reading,))],
    ids=str,
)
def test_every_role_has_a_rule_that_asks_for_it_and_a_meaning(file, packages):
    assert set().union(*map(asked_for, packages)) == {
        row["role"] for row in book()["word_roles"] if row["file"] == file
    }


def test_every_kind_of_cue_has_a_rule_that_looks_for_it():
    sources = [path.read_text("utf-8") for path in Path(cityplans.extraction.__file__).parent.rglob("*.py")]
    asked = {found for source in sources for found in CUE.findall(source)}
    asked |= {(kind, where) for kind in ("fact", "target") for where in ("heading", "opening")}  # tenses
    assert asked == {(row["class"], row["where"]) for row in book()["class_cues"]}


def test_a_role_stands_for_its_words_the_longest_first():
    said = Said({"gives": "给予|给"})
    assert said[Worded("对(?:企业){gives}{0,1}$")].pattern == "对(?:企业)(?:给予|给){0,1}$"
    assert said[Worded("(?:{gives}|奖励)$")].pattern == "(?:给予|给|奖励)$"
    assert said[Worded("{gives}")] is said[Worded("{gives}")]


def changed(tmp_path, old: str, new: str) -> Path:
    folder = shutil.copytree(book().folder, tmp_path / "codebook")
    path = folder / "measure_words.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return folder


def test_a_word_says_nothing_before_the_nouns_of_its_row(tmp_path):
    of = by_role(codebooks.load(changed(tmp_path, "\n约谈,sanctions,\n", "\n约谈,sanctions,会\n")))
    found = Said(of)[Worded("的{sanctions}")]
    assert found.search("的约谈") and not found.search("的约谈会")


@pytest.mark.parametrize(
    "old, new, en, zh",
    [
        ("\n约谈,sanctions,\n", "\n约谈,sanctionz,\n", "nearest sanctions", "相近的有 sanctions"),
        (
            "\n同意,votes,\n表决,votes,\n赞成,votes,\n出席,votes,\n",
            "\n",
            "has the role “votes”",
            "作用为“votes”",
        ),
    ],
)
def test_a_role_that_no_rule_knows_or_no_word_has_is_named(tmp_path, old, new, en, zh):
    folder = changed(tmp_path, old, new)
    with pytest.raises(codebooks.CodebookError) as refused:
        codebooks.load(folder)
    assert en in refused.value.told("en") and zh in refused.value.told("zh")
    assert "measure_words.csv" in refused.value.told("en")


def test_a_copy_without_the_roles_is_told_what_to_restore(tmp_path):
    folder = shutil.copytree(book().folder, tmp_path / "codebook")
    (folder / "word_roles.csv").unlink()
    with pytest.raises(codebooks.CodebookError, match=r"word_roles\.csv.*restore"):
        codebooks.load(folder)


def test_a_word_more_is_read_as_those_of_its_role_are():
    """好评度 is measured in marks once the codebook says so."""
    text, added = "到2027年，好评度达到85分以上。", {"word": "好评度", "role": "marks", "not_before": ""}
    rows = book().rows | {MEASURES: (*book()[MEASURES], added)}
    more = codebooks.Codebook(book().folder, rows, "with 好评度")
    assert [len(read_sentence(text, words_of(one))[1]) for one in (book(), more)] == [0, 1]
