"""The gate over the gold rows, and the gate itself: that a floor breaks when a row goes wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cityplans.checking import scoring
from extraction_rows import book

GOLD = Path(__file__).parent / "gold"
ROW = {
    "label": "required", "value_text": "50家", "indicator": "省重点实验室", "value_low": 50, "value_high": 50,
    "unit": "家", "comparator": "eq", "measure": "level", "strength": "firm", "horizon": 2025,
    "horizon_source": "explicit", "theme": "platforms_labs", "canon": "key_labs_provincial", "note": "",
}  # fmt: skip
TASKS = "夯实基础研究 攻克关键技术 做强创新主体 集聚创新人才 转化科技成果 深化开放合作 优化创新生态 强化保障"
TEXT = (
    "山东省科技创新发展规划\n\n一、发展目标\n\n到2025年，省重点实验室达到50家。\n\n二、主要任务\n\n"
    + "".join(
        f"（{n}）{task}。深入实施创新驱动发展战略，完善体制机制，落实工作责任，确保取得实效。\n\n"
        for n, task in zip("一二三四五六七八", TASKS.split())
    )
)


@pytest.fixture
def small(tmp_path):
    """Gold of one document and one row."""
    write(tmp_path, {})
    return tmp_path


def write(folder, changes):
    row = ROW | {"doc": "a", "quote": "省重点实验室达到50家", "start": TEXT.index("省重点")} | changes
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "a.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")


def test_gate_over_our_gold(capsys):
    assert scoring.gate(GOLD, book()) == 0, capsys.readouterr().out


def test_floors_speak_of_every_document():
    floors = json.loads((GOLD / "floors.json").read_text("utf-8"))
    assert sorted(floors["floors"]) == ["ALL", *scoring.gold_names(GOLD)]
    assert floors["gold"] == scoring.digest(GOLD)


@pytest.mark.parametrize("name", scoring.gold_names(GOLD))
def test_gold_rows_stand_in_their_text(name):
    text = (GOLD / f"{name}.txt").read_text("utf-8")
    for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        assert text.startswith(row["quote"], row["start"]), row
        assert row["label"] in ("required", "optional", "not_target")


def test_gate_without_floors_says_how_to_pin(small, capsys):
    assert scoring.gate(small, book()) == 1
    assert "--pin" in capsys.readouterr().out


def test_a_right_row_holds(small):
    assert scoring.gate(small, book(), pin=True) == 0
    assert scoring.gate(small, book()) == 0
    assert scoring.score_document(small, "a", book()).row == 1


@pytest.mark.parametrize("field, value", [
    ("value_low", 60), ("unit", "个"), ("comparator", "ge"), ("measure", "increment"),
    ("strength", "binding"), ("horizon", 2030), ("canon", "key_labs_national"), ("horizon_source", "plan"),
])  # fmt: skip
def test_a_wrong_field_breaks_its_floor(small, capsys, field, value):
    scoring.gate(small, book(), pin=True)
    write(small, {field: value})
    held = small / "floors.json"
    floors = json.loads(held.read_text("utf-8")) | {"gold": scoring.digest(small)}
    held.write_text(json.dumps(floors), "utf-8")
    capsys.readouterr()
    assert scoring.gate(small, book()) == 1
    name = {"value_low": "value", "canon": "indicator_id"}.get(field, field)
    assert f"BROKEN a: {name} " in capsys.readouterr().out


def test_changed_gold_is_noticed_and_a_floor_falls_only_on_demand(small, capsys):
    scoring.gate(small, book(), pin=True)
    write(small, {"value_low": 60, "value_high": 60})
    assert scoring.gate(small, book()) == 1
    assert "changed since" in capsys.readouterr().out
    before = (small / "floors.json").read_bytes()
    assert scoring.gate(small, book(), pin=True) == 1
    assert (small / "floors.json").read_bytes() == before
    assert scoring.gate(small, book(), pin=True, lower=True) == 0
    assert scoring.gate(small, book()) == 0


def test_a_key_that_the_codebook_got_since_is_nothing_to_be_judged(small):
    """One it had, for what the reader found no key for, is wrong, and so is a later one for what has one."""
    write(small, {"canon": "no_such_key"})
    codebook = book()
    strict = scoring.score_document(small, "a", codebook)
    assert (strict.right["indicator_id"], strict.right["row"]) == (0, 0)
    since = scoring.score_document(small, "a", codebook, {"key_labs_provincial"})
    assert (since.right["indicator_id"], since.right["row"]) == (1, 1)
    write(small, {"canon": "key_labs_national"})
    assert scoring.score_document(small, "a", codebook, {"key_labs_provincial"}).right["row"] == 0


def test_the_keys_at_hand_are_kept_with_the_floors(small):
    write(small, {"canon": "no_such_key"})
    scoring.gate(small, book(), pin=True)
    held = small / "floors.json"
    floors = json.loads(held.read_text("utf-8"))
    keys = floors["keys"].split()
    assert "key_labs_provincial" in keys and floors["floors"]["a"]["indicator_id"] == 0
    floors["keys"] = " ".join(key for key in keys if key != "key_labs_provincial")
    held.write_text(json.dumps(floors), "utf-8")
    assert scoring.gate(small, book(), pin=True) == 0
    after = json.loads(held.read_text("utf-8"))
    assert after["floors"]["a"]["indicator_id"] == 1 and after["keys"] == floors["keys"]


def test_missed_and_false_rows_count(small):
    write(small, {"quote": "某省", "start": 0, "value_text": "9家"})
    score = scoring.score_document(small, "a", book())
    assert (score.required, score.found, score.false, score.f1) == (1, 0, 1, 0.0)
    assert [fault.split()[1] for fault in score.faults] == ["MISSED", "FALSE"]


def test_optional_rows_are_neither_rewarded_nor_punished(small):
    write(small, {"label": "optional", "value_low": 60})
    score = scoring.score_document(small, "a", book())
    assert (score.required, score.found, score.false) == (0, 0, 0)


def test_digest_depends_on_texts_and_rows(small, tmp_path):
    before = scoring.digest(small)
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in small.glob("a.*"):
        shutil.copy(file, copy)
    assert scoring.digest(copy) == before
    (copy / "a.txt").write_text(TEXT + "。", "utf-8")
    assert scoring.digest(copy) != before
