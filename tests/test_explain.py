"""What `explain` says of a sentence, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given

import strategies
from cityplans.__main__ import main
from cityplans.checking.explain import explained
from extraction_rows import book

SENTENCE = "到2025年，全社会R&D经费支出占GDP比重力争达3.2%。"


def test_every_field_and_the_rule_are_shown():
    said = explained(SENTENCE, book())
    for shown in ("2025年  → 类别 日期、时段 (date)", "3.2%  → 类别 目标 (target)", "R&D经费支出占GDP比重",
                  "rd_intensity", "3.2 %  等于 (eq)", "度量: 达到的数值 (level)", "力度: 力争 (aspirational)",
                  "2025  同句写明 (explicit)  依据 “到2025年”", "indicator_then_value"):  # fmt: skip
        assert shown in said, shown


def test_in_english():
    said = explained(SENTENCE, book(), "en")
    for shown in (
        "class target  (",
        "strength: aim (aspirational)",
        "in the same sentence (explicit)",
        "R&D/GDP",
    ):
        assert shown in said, shown


def test_a_phrase_without_key_and_year_says_so():
    said = explained("海外仓达到30个。", book())
    assert "（编码表中没有）" in said and "（文中没有）" in said


def test_what_is_no_target_shows_its_class():
    said = explained("引进世界500强企业，建设G60科创走廊。", book())
    assert (
        "500强  → 类别 范围 (scope)" in said
        and "60  → 类别 名称中的数字 (name)" in said
        and "目标" not in said.replace("目标年", "")
    )


def test_baseline_and_range_are_shown():
    said = explained("R&D投入强度由2.5%提高到3—3.2%。", book())
    assert "3–3.2 %  区间 (range)" in said and "基期: 2.5" in said


def test_text_without_a_number():
    assert "文中没有数字" in explained("推进长三角一体化。", book())


@pytest.mark.parametrize("text", ("", " ", "\n"))
def test_nothing(text, capsys):
    assert main(["explain", text]) == 0


def test_a_pasted_sentence_is_cleaned_first():
    assert "3.2 %  等于 (eq)" in explained("到２０２５年，R＆D经费支出占GDP比重达到 ３．２ ％。", book())
    assert "30,000,000,000 元" in explained("技术交易额达到 300 亿元。", book())


def test_command(capsys):
    assert main(["explain", SENTENCE, "--lang", "en"]) == 0
    assert "rd_intensity" in capsys.readouterr().out


@given(strategies.texts())
def test_any_text(text):
    assert explained(text, book())
