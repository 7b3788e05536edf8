"""Commands for whoever looks after words and rows: what they print, in both languages."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from cityplans import codebook as codebooks
from cityplans import tables
from cityplans.commands import upkeep
from cityplans.errors import UserError

CLAUSES = [
    {
        "plan_id": "a",
        "clause_id": "a1",
        "section": "一、总则",
        "start": 10,
        "text": "推行揭榜挂帅，\n完善揭榜挂帅机制",
    },
    {"plan_id": "b", "clause_id": "b1", "section": None, "start": 0, "text": "实行揭榜挂帅"},
    {"plan_id": "c", "clause_id": "c1", "section": None, "start": 0, "text": "加快发展"},
]


@pytest.fixture
def out(tmp_path) -> Path:
    tables.write(tmp_path / "out", {"clauses": tables.frame("clauses", CLAUSES)})
    return tmp_path / "out"


def asked(out: Path, lang: str, **more) -> SimpleNamespace:
    return SimpleNamespace(out=out, select="", told=lang, codebook=None, **more)


@pytest.mark.parametrize(
    ("term", "lang", "lines"),
    [
        (
            "揭榜挂帅",
            "en",
            [
                "a:12  [一、总则]  推行【揭榜挂帅】， 完善揭榜挂帅机制",
                "a:20  [一、总则]  推行揭榜挂帅， 完善【揭榜挂帅】机制",
                "b:2  []  实行【揭榜挂帅】",
                "3 places in 2 plans",
            ],
        ),
        ("加快", "en", ["c:0  []  【加快】发展", "1 place in 1 plan"]),
        ("加快", "zh", ["c:0  []  【加快】发展", "1份计划中有1处"]),
        ("赛马", "zh", ["0份计划中有0处"]),
    ],
)
def test_places_of_a_term(out, term, lang, lines, capsys):
    assert upkeep.concordance(asked(out, lang, term=term)) == 0
    assert capsys.readouterr().out.splitlines() == lines


def test_a_sentence_explained(capsys):
    assert upkeep.explain(asked(Path(), "en", text="到2025年，建成省级实验室3家")) == 0
    said = capsys.readouterr().out
    assert "value: 3家 → 3 家" in said and "horizon: 2025" in said


def test_a_check_of_nothing_says_the_codebook_is_sound_first(tmp_path, capsys):
    folder = codebooks.load().folder
    with pytest.raises(UserError, match="no such file or folder"):
        upkeep.check(asked(tmp_path / "out", "en", raw=tmp_path / "raw"))
    assert capsys.readouterr().out == f"{folder}: no fault found\n"
    with pytest.raises(UserError):
        upkeep.check(asked(tmp_path / "out", "zh", raw=tmp_path / "raw"))
    assert capsys.readouterr().out == f"{folder}：没有发现错误\n"
