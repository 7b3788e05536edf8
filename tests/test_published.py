"""The commands that publish single things: the line of the report at hand, and what may be asked for."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from cityplans.__main__ import main
from cityplans.commands import published
from cityplans.commands.commands import TABLES_HERE


@pytest.fixture
def reports(tmp_path):
    run = {"cite": {"zh": "来源：嘉兴市1份计划", "en": "Source: 1 plan of Jiaxing"}}
    (tmp_path / "run.json").write_text(json.dumps(run), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("lang", "line"),
    [("en", "Source: 1 plan of Jiaxing"), ("zh", "来源：嘉兴市1份计划"), (None, "来源：嘉兴市1份计划")],
)
def test_the_line_of_the_report_at_hand(reports, lang, line, capsys):
    asked = SimpleNamespace(lang=lang, out=TABLES_HERE, select="", reports=reports)
    assert published.cite(asked) == 0
    assert capsys.readouterr().out == line + "\n"


def test_tables_asked_for_by_name_must_be_there(reports, capsys):
    arguments = ["cite", "--reports", str(reports), "--out", str(reports / "none")]
    assert main(arguments) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "words",
    [
        ["brief"],
        ["brief", "--region", "嘉兴", "--indicator", "rd_intensity"],
        ["charts", "--size", "poster"],
        ["cite", "--raw", "data/raw"],
    ],
)
def test_what_cannot_be_asked_for(words, capsys):
    with pytest.raises(SystemExit) as raised:
        main(words)
    assert raised.value.code == 2
