"""What has been reached, and from where something is to move."""

from __future__ import annotations

import pytest

from cityplans.extraction.goal_years import Horizon
from cityplans.extraction.ledger import reached
from cityplans.extraction.ledger.sight import Scene, Sight
from sights import sight_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("由目前的▲2.5%提高到3.2%。", "fact"),
        ("由目前的30家提高到▲50家。", None),
        ("来自目前的▲2.5%。", None),
        ("以2020年▲5.6亿元为基数，增长10%。", "fact"),
        ("2020年▲5.6亿元为基数，增长10%。", None),
        ("在实现▲62项便民服务的基础上，新增10项。", "fact"),
        ("实现▲62项便民服务的基础，新增10项。", None),
        ("较2020年的▲28.5%提高6.5个百分点。", "fact"),
        ("较2020年的▲28.5%有差距。", None),
        ("与2020年的▲1200家相比，翻一番。", "fact"),
        ("与2020年的▲1200家合作，翻一番。", None),
        ("与全省▲400万家中小企业相比，差距明显。", "fact"),
        ("与全省▲400万家中小企业合作。", None),
        ("投资、占比分别由▲4200亿元、28.6%提高到5000亿元、30%。", "fact"),
        ("投资、占比分别为▲4200亿元、28.6%。", None),
        ("毛入园率▲85%→90%。", "fact"),
        ("毛入园率85%→▲90%。", None),
        ("从2020年的▲5家增加到8家。", "fact"),
        ("从2020年起新增▲5家。", None),
    ],
)
def test_from_where_something_moves(text, kind):
    assert reached.baseline(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # done already
        ("我市已形成▲2个集群。", "fact"),
        ("我市已力争形成▲2个集群。", None),
        ("我市形成▲2个集群。", None),
        ("已服务院所▲30余所。", "fact"),
        ("已占全部的▲4%。", "fact"),
        ("全市已建成8个平台，其中省级▲3个。", "fact"),
        ("仅占▲4.6%。", "fact"),
        ("比全省低▲9个百分点。", "fact"),
        ("到2025年比全省低▲9个百分点。", None),
        ("全市现有园区▲20个。", "fact"),
        ("支持现有园区新建平台▲20个。", None),
        # of those told before
        ("已完成投资596亿元。其中，交通完成▲182亿元。", "fact"),
        ("力争完成投资596亿元。其中，交通完成▲182亿元。", None),
        ("现有园区20个。其中，重点建设省级园区▲5个。", None),
        # goes on from what is done
        ("全市已建成8个平台，拥有▲12家企业。", "fact"),
        ("全市已建成8个平台，再新建▲12家企业。", None),
        ("在已建成8个平台的基础上，新建▲12家企业。", None),
        ("全市建成8个平台，拥有▲12家企业。", None),
        # a time that is over
        ("2020年，书屋▲30家。", "fact"),
        ("2021年，书屋▲30家。", None),
        ("同比增长▲5%。", "fact"),
        ("力争同比增长▲5%。", None),
        ("上半年完成8亿元；下半年再完成▲17亿元。", None),
        ("争取到资金▲8亿元，同比增长5%。", None),
        ("不低于去年的▲30家。", None),
        ("拟定了主要预期目标：去年增长▲5%。", None),
    ],
)
def test_what_has_been_achieved(text, kind):
    assert reached.past(sight_of(text)) == kind


@pytest.mark.parametrize(("tense", "kind"), [("past", "fact"), ("", None), ("future", None)])
def test_a_review_tells_of_what_is_behind(tense, kind):
    assert reached.past(sight_of("书屋▲30家。", tense=tense)) == kind


@pytest.mark.parametrize(
    ("text", "kind"), [("全年书屋▲30家。", "fact"), ("2025年书屋▲30家。", None), ("确保书屋▲30家。", None)]
)
def test_a_goal_that_a_review_quotes_is_none_of_it(text, kind):
    assert reached.past(sight_of(text, tense="past")) == kind


@pytest.mark.parametrize(("source", "kind"), [("explicit", None), ("inherited", "fact")])
def test_a_row_that_says_by_when_looks_ahead(source, kind):
    one = sight_of("书屋▲30家。", tense="past").scene
    context = one.context._replace(above=Horizon(2023, source))
    scene = Scene(one.clause, one.quantities, context, one.goals, one.words)
    assert reached.past(Sight(scene, 0)) == kind
