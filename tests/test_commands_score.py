"""The command that scores: folders without gold, and samples for people to code."""

from __future__ import annotations

import csv
from pathlib import Path
from types import SimpleNamespace

import pytest

from cityplans.commands import score
from cityplans.errors import UserError


def asked(**more) -> SimpleNamespace:
    return SimpleNamespace(**{"draw": None, "codings": None, "train": False, "codebook": None} | more)


def test_a_folder_without_gold_rows(tmp_path):
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    with pytest.raises(UserError) as raised:
        score.score(asked(gold=tmp_path))
    assert raised.value.told("en") == f"{tmp_path}: holds no gold rows (NAME.jsonl beside NAME.txt)"
    assert raised.value.zh == f"{tmp_path}：没有人工读出的行（NAME.txt 旁的 NAME.jsonl）"


def test_a_blind_sample(tmp_path, capsys):
    drawn = tmp_path / "sample.csv"
    assert score.score(asked(draw=drawn, out=Path("data/processed"), size=7)) == 0
    assert capsys.readouterr().out == f"{drawn}\n"
    rows = list(csv.DictReader(drawn.open(encoding="utf-8-sig", newline="")))
    assert len(rows) == 7 and {row["theme"] for row in rows} == {""}
