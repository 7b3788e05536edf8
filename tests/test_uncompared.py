"""Why no two plans stand side by side on an indicator: what keeps them apart, and nothing that does not."""

from __future__ import annotations

import pytest

import ambition_rows as land
from ambition_rows import JIAXING, NINGBO, ZHEJIANG, target
from charted_rows import world
from cityplans.publishing.telling import uncompared
from cityplans.publishing.telling.view import View


def why(*rows: dict):
    return uncompared.why(
        View(*world(land.frames([ZHEJIANG, NINGBO, JIAXING], [*rows]), land.codebook())), RD
    )


RD = "rd_intensity"
TWO_VALUES = [target(plan, RD, value) for plan in ("ningbo-2020", "jiaxing-2020") for value in (3, 4)]


@pytest.mark.parametrize(
    ("rows", "zh", "en"),
    [
        ([], "这里没有计划设定“R&D经费占GDP比重”的目标", "no plan here sets a target for R&D intensity"),
        (
            [target("ningbo-2020", RD, 3.6)],
            "只有宁波一份计划设定“R&D经费占GDP比重”的目标",
            "Ningbo alone sets a target for R&D intensity",
        ),
        (
            TWO_VALUES,
            "2份计划设定“R&D经费占GDP比重”的目标，但没有可以并列比较的：同一计划同一年有几个数值（4项）",
            "2 plans set targets for R&D intensity, but none that can stand side by side: several figures of "
            "one plan for one year (4)",
        ),
        (
            [*TWO_VALUES[:2], target("jiaxing-2020", RD, 3, None)],
            "2份计划设定“R&D经费占GDP比重”的目标，但没有可以并列比较的：同一计划同一年有几个数值（2项）、没有目标年（1项）",
            "2 plans set targets for R&D intensity, but none that can stand side by side: several figures of "
            "one plan for one year (2), no year (1)",
        ),
    ],
)
def test_the_reason_is_the_one_that_holds(rows, zh, en):
    assert (why(*rows).zh, why(*rows).en) == (zh, en)


def test_what_is_shared_instead_goes_by_name_in_the_language_of_the_message():
    rows = [target(p, key, 3) for p in ("ningbo-2020", "jiaxing-2020") for key in (RD, "hightech_firms")]
    told = uncompared.instead(View(*world(land.frames([NINGBO, JIAXING], rows), land.codebook())))
    assert "R&D经费占GDP比重 (rd_intensity)" in told.zh and "R&D intensity (rd_intensity)" in told.en
    assert uncompared.instead(View(land.frames([NINGBO], []), land.codebook())).zh == ""
