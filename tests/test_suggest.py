"""What the codebook lacks and has in vain, and the two commands that say so."""

from __future__ import annotations

import pytest

from cityplans import tables
from cityplans.__main__ import main
from cityplans.checking import suggest
from cityplans.extraction import targets
from extraction_rows import book, plan_of, words


def extracted(*texts):
    rows, clauses = [], []
    for index, text in enumerate(texts):
        plan, own = plan_of(text), {"plan_id": f"p{index}"}
        made = targets.extract(plan, plan.reference, words())
        for row in made.targets:
            rows.append(row | own | {"target_id": f"{index}-{row['target_id']}"})
        clauses += [c._asdict() | own | {"clause_id": f"p{index}-{c.clause_id}"} for c in plan.clauses]
    return {"targets": tables.frame("targets", rows), "clauses": tables.frame("clauses", clauses)}


def unmatched(*texts):
    return suggest.unmatched(extracted(*texts)["targets"], book())


def test_phrases_without_a_key_have_their_plans_counted():
    made = unmatched(
        "海外仓达到30个。风情小镇达到9个，风情小镇达到9个。", "海外仓达到20个。", "高新技术企业达到40家。"
    )
    assert made[["indicator_text", "unit", "plans_with_term", "count"]].to_numpy().tolist() == [
        ["海外仓", "个", 2, 2],
        ["风情小镇", "个", 1, 2],
    ]
    assert made["quote"][0] == "海外仓达到30个"


def test_spellings_of_one_phrase_are_one_row():
    made = unmatched("规模以上物流企业达到30家。", "规上物流企业达到20家。")
    assert made["count"].tolist() == [2]


def test_nearest_keys_come_nearest_first():
    assert unmatched("国家级重点实验室联盟达到3家。")["nearest_ids"][0].split()[0] == "key_labs_national"
    assert unmatched("滑雪道达到30条。")["nearest_ids"].isna().all()


def test_order_of_targets_does_not_matter():
    rows = extracted("海外仓达到30个。", "海外仓达到20个，风情小镇达到9个。")["targets"]
    assert suggest.unmatched(rows[::-1], book()).equals(suggest.unmatched(rows, book()))


def test_a_term_that_fires_is_not_silent():
    without = suggest.silent(extracted("海外仓达到30个。")["targets"], book())
    fired = suggest.silent(extracted("国家高新技术企业达到40家。")["targets"], book())
    gone = set(without["include"]) - set(fired["include"])
    assert "国家高新技术企业" in gone
    assert all(term in "国家高新技术企业" for term in gone)


@pytest.fixture
def built(tmp_path):
    frames = extracted("推行揭榜挂帅，海外仓达到30个。", "海外仓达到20个。")
    tables.write(tmp_path / "out", frames)
    return tmp_path


def test_command_suggest(built, capsys):
    save = built / "lists"
    assert (
        main(["codebook", "suggest", "--lang", "zh", "--out", str(built / "out"), "--save", str(save)]) == 0
    )
    assert "海外仓 [个]" in capsys.readouterr().out
    assert {p.name for p in save.iterdir()} == {
        "unmatched_indicators.csv", "silent_terms.csv",
        "add_to_indicators.csv", "add_to_indicator_terms.csv", "add_to_target_themes.csv",
    }  # fmt: skip
    assert (save / "unmatched_indicators.csv").read_text("utf-8-sig").count("海外仓") == 2


def test_command_suggest_in_english(built, capsys):
    assert main(["codebook", "suggest", "--out", str(built / "out"), "--lang", "en"]) == 0
    assert "phrases without a key" in capsys.readouterr().out


def test_command_concordance(built, capsys):
    assert main(["concordance", "揭榜挂帅", "--lang", "zh", "--out", str(built / "out")]) == 0
    said = capsys.readouterr().out
    assert "p0:2" in said and "推行【揭榜挂帅】，海外仓" in said and "1份计划中有1处" in said


def test_concordance_of_a_term_that_occurs_nowhere(built, capsys):
    assert main(["concordance", "量子", "--lang", "zh", "--out", str(built / "out")]) == 0
    assert capsys.readouterr().out.strip() == "0份计划中有0处"


@pytest.mark.parametrize("command", (["codebook", "suggest"], ["concordance", "揭榜挂帅"]))
def test_without_tables_the_message_says_what_to_do(tmp_path, capsys, command):
    assert main([*command, "--out", str(tmp_path)]) == 1
    assert "run `python3 run.py build` first" in capsys.readouterr().err
