"""More plans than a page can show: what is asked for, and what is said of them."""

from __future__ import annotations

import pandas as pd
import pytest

from cityplans import codebook, tables
from cityplans.__main__ import main
from cityplans.commands.commands import OK
from cityplans.publishing.notebooks import story
from cityplans.publishing.report import choice
from cityplans.publishing.telling import choosing

BOOK = codebook.load()


def plans(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """(region_code, year of issue, how many) → the table."""
    made = [
        {"plan_id": f"{code}-{year}-{n}", "region_code": code or None, "date": f"{year}-05-01"}
        for code, year, many in rows
        for n in range(many)
    ]
    return tables.frame("plans", made)


def built(folder, rows: pd.DataFrame):
    tables.write(folder, {"plans": rows, "targets": tables.frame("targets", [])})
    (folder / "inputs.json").write_text('{"inputs": [], "codebook": "", "code": ""}')
    return folder


def test_plans_are_counted_by_province_and_many_are_narrowed_by_their_commonest_year():
    found = choosing.territories(
        plans(
            ("330400", 2020, 2),
            ("330000", 2023, 1),
            ("510100", 2021, 200),
            ("511402", 2022, 101),
            ("", 2020, 3),
        ),
        BOOK,
    )
    assert [(t.zh, t.en, t.plans, t.asked) for t in found] == [
        ("浙江省", "Zhejiang", 3, "regions=浙江省*"),
        ("四川省", "Sichuan", 301, "regions=四川省*; years=2021"),
        ("", "", 3, ""),
    ]


def test_the_nation_is_asked_for_without_all_that_lies_in_it():
    (nation,) = choosing.territories(plans(("000000", 2021, 1)), BOOK)
    assert nation.asked == "regions=全国"


@pytest.mark.parametrize("many, refused", [(choosing.MOST_PLANS, False), (choosing.MOST_PLANS + 1, True)])
def test_as_many_as_the_charts_are_tried_with_are_shown(tmp_path, many, refused):
    out = built(tmp_path, plans(("330400", 2020, many)))
    if not refused:
        choosing.check(out, BOOK)
        return
    with pytest.raises(choosing.TooManyPlans, match=r'--select "regions=浙江省\*; years=2020"'):
        choosing.check(out, BOOK)


def test_a_notebook_and_a_chart_of_too_many_plans_ask_for_a_selection(tmp_path, capsys):
    out = built(tmp_path / "out", plans(("330400", 2020, choosing.MOST_PLANS + 1)))
    with pytest.raises(choosing.TooManyPlans):
        story.opened(str(out))
    assert main(["charts", "--out", str(out), "--reports", str(tmp_path / "r"), "--lang", "en"]) != OK
    assert "301 plans; charts and pages are made of at most 300" in capsys.readouterr().err


def test_the_start_page_says_what_to_type_and_links_what_was_chosen(tmp_path):
    before = tmp_path / "selected" / "regions-嘉兴市" / "index.html"
    before.parent.mkdir(parents=True)
    before.write_text("")
    page = choice.write_index(tmp_path, plans(("330400", 2020, 2)), BOOK, "run7", "en").read_text("utf-8")
    assert "run.py report --select &quot;regions=浙江省*&quot;" in page and "Zhejiang" in page
    assert 'href="selected/regions-嘉兴市/index.html"' in page and "run7" in page
