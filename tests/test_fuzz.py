"""The fuzz takes sound input without complaint and says what breaks; the long runs are `run.py fuzz`."""

from __future__ import annotations

import random

import pytest

import fuzz


@pytest.mark.parametrize(
    "name, most", [("files", 12), ("documents", 8), ("sheets", 14), ("sentences", 4), ("codebook", 3)]
)
def test_sound_and_edited_inputs_break_nothing(tmp_path, name, most, monkeypatch):
    monkeypatch.setattr(fuzz.old_word, "_office", lambda: None)
    entry, drawn = fuzz.ENTRIES[name], random.Random(3)
    seeds = entry.seeds()
    for data in [*seeds[:most], *(fuzz.mutated(seeds, drawn) for _ in range(4))]:
        assert entry.check(data, tmp_path) == "", data


def test_the_sound_ones_hold_plans(tmp_path):
    """Else nothing behind the reading would be tried."""
    book, _, places = fuzz.known()
    path = tmp_path / "plan.txt"
    for data in (b"", fuzz.sentence_seeds()[0]):
        path.write_text(fuzz.PLAN + "".join(fuzz.PIECES[b % len(fuzz.PIECES)] for b in data), "utf-8")
        witnesses, *_ = fuzz.corpus.read_one(path, path.name, {}, book, places)
        assert len(witnesses) == 1


def test_what_breaks_is_said(tmp_path, monkeypatch):
    def broken(data, folder):
        raise ZeroDivisionError(data)

    assert fuzz.guarded(broken)(b"x", tmp_path) == "ZeroDivisionError: b'x'"
    monkeypatch.setattr(fuzz, "LIMIT", -1)
    assert fuzz.guarded(lambda data, folder: "")(b"x", tmp_path).startswith("took")
    assert fuzz.overlaps([{"start": 0, "end": 3}, {"start": 2, "end": 4}])
    assert not fuzz.overlaps([{"start": 0, "end": 2}, {"start": 2, "end": 4}])
