"""The language of messages, and the nearest of what a command line does not know."""

from __future__ import annotations

import pytest

from cityplans import __main__ as commands
from cityplans import asking, naming
from cityplans.codebook import CodebookError, load
from cityplans.errors import Both, UserError
from conftest import ROOT


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
        ({"LANG": "zh_CN.GBK"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),  # who reads no Chinese reads English rather
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),  # the stronger one decides
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
    ],
)
def test_the_language_of_the_system(monkeypatch, settings, expected):
    for name in asking.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(asking.locale, "getlocale", lambda: (None, None))
    assert asking.of_system() == expected


def test_windows_names_its_languages_otherwise(monkeypatch):
    for name in asking.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for named, expected in (("English_United States", "en"), ("Chinese (Simplified)_China", "zh")):
        monkeypatch.setattr(asking.locale, "getlocale", lambda named=named: (named, "cp936"))
        assert asking.of_system() == expected


def said(argv: list[str], capsys) -> tuple[int, str]:
    try:
        status = commands.main(argv)
    except SystemExit as stop:
        status = int(stop.code or 0)
    found = capsys.readouterr()
    return status, found.out + found.err


@pytest.mark.parametrize(
    ("argv", "zh", "en"),
    [
        (["bild"], "相近的有 build", "nearest: build"),
        (["codebook", "chek"], "相近的有 check", "nearest: check"),
        (["brief", "--regin", "嘉兴"], "不认识 --regin；相近的有 --region", "no such option as --regin"),
        (["build", "--format=parket"], "相近的有 parquet", "nearest: parquet"),
        (["build", "--raw", "nowhere"], "没有这个文件或文件夹", "no such file or folder"),
        (["cite", "--out", "nowhere", "--reports", "nowhere"], "里面没有表", "holds no tables"),
        (["cite", "--out", "nowhere"], "里面没有表", "holds no tables"),
        (["report", "--codebook", "nowhere"], "没有这个编码表文件夹", "no such codebook folder"),
        (["corrections", "import", "nowhere.xlsx"], "没有这个文件", "no such file"),
        (["accept", "--out", "nowhere"], "里面没有表", "holds no tables"),
        (["build", "--jobs", "x"], "'x' 不是整数", "invalid int value: 'x'"),
        (["explain"], "缺少参数", "are required"),
        (["explain", "到2025年，企业达到5家"], "指标", "indicator"),
        (["--help"], "原始文件 → 表", "raw files → tables"),
    ],
)  # fmt: skip
def test_every_command_speaks_the_language_asked_for(argv, zh, en, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for lang, expected in (("zh", zh), ("en", en)):
        monkeypatch.setenv("LANGUAGE", lang)
        assert expected in said(argv, capsys)[1]
    assert not (tmp_path / "nowhere").exists()


def test_usage_names_the_command_as_it_was_typed(capsys, monkeypatch):
    monkeypatch.setenv("CITYPLANS_PROG", "run.py")
    for argv, usage in (
        (["run", "--help"], "usage: run.py report "),
        (["corrections", "import", "-h"], "usage: run.py corrections import "),
    ):
        assert usage in said(argv, capsys)[1]
    monkeypatch.delenv("CITYPLANS_PROG")
    assert "usage: cityplans run " in said(["run", "--help"], capsys)[1]


def test_help_is_not_what_somebody_meant(capsys):
    assert "--help" not in said(["explain", "--select", "x"], capsys)[1].splitlines()[-1]


def test_lang_is_stronger_than_the_system(capsys, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    assert "里面没有表" in said(["cite", "--lang=zh", "--out", "nowhere", "--reports", "nowhere"], capsys)[1]


def test_options_after_two_dashes_are_words(capsys):
    assert said(["concordance", "--out", "nowhere", "--", "--term"], capsys)[0] == 1


@pytest.mark.parametrize(
    ("ask", "near"),
    [
        (lambda book: naming.region("加兴", book, ["宁波市", "嘉兴市"]), "嘉兴市"),
        (lambda book: naming.region("jiaxin", book), "嘉兴市"),
        (lambda book: naming.indicator("研发强渡", book), "rd_intensity"),
        (lambda book: naming.one_of("prefectur", ["prefecture", "county"], "level"), "prefecture"),
    ],
)
def test_an_unknown_word_is_answered_in_both_languages(ask, near):
    with pytest.raises(UserError) as caught:
        ask(load(ROOT / "data/codebook"))
    for lang, word in (("zh", "相近的有"), ("en", "nearest")):
        assert word in caught.value.told(lang) and near in caught.value.told(lang)


def test_a_message_that_has_no_chinese_is_told_in_english():
    assert UserError("a").told("zh") == "a" and UserError("a", "甲").told("zh") == "甲"
    assert str(Both("a", "甲").at(Both("p", "乙"))) == "p: a" and Both("a", "甲").told("zh") == "甲"


def test_a_fault_of_the_codebook_is_told_in_both_languages(tmp_path):
    import shutil

    folder = shutil.copytree(ROOT / "data/codebook", tmp_path / "codebook")
    path = folder / "leagues.csv"
    path.write_bytes(path.read_bytes().replace(b"league", b"leage", 1))
    with pytest.raises(CodebookError) as caught:
        load(folder)
    assert "league (leage?) is missing" in str(caught.value) and "缺少列 league" in caught.value.told("zh")
