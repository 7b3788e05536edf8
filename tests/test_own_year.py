"""The year a text without a date is of: of goals for one year, or the one after what it looks back on."""

from __future__ import annotations

import pytest

from cityplans import codebook
from cityplans.extraction.own_year import issued, shown
from cityplans.worded import said_of
from extraction_rows import plan_of

SAID = said_of(codebook.load())


@pytest.mark.parametrize(
    "text, year",
    [
        # goals of one year are of that year
        ("2023年，全县完成投资30亿元。2024年全县经济社会发展主要预期目标是：增长6%。", 2024),
        ("2018年工作总结\n完成造林3万亩。\n2019年工作计划\n造林2万亩，到2022年达到8万亩。", 2019),
        ("2011年民生实事已办结。2012年工作打算：新建学校3所。", 2012),
        ("关于2020年国民经济计划执行情况与2021年计划草案的报告", 2021),
        # what is looked back on was the year before
        ("一、现状\n截至2016年底，建成泊位3000个。\n二、目标\n到2020年，达到8000个。", 2017),
        ("截止到2009年，全镇有市场41处。2012年人均收入达到7800元。到2012年，新增基地2个。", 2010),
        ("丹江口市2006年国民经济和社会发展统计公报\n2006年生产总值11亿元，2005年为10亿元。", 2007),
        ("2015年，实现产值12亿元，比上年增长9%。到2018年，产值突破20亿元。", 2016),
        ("报告指出，2022年是发展进程中不平凡的一年。一年来，产值迈上新台阶。2025年建成枢纽。", 2023),
        ("2019年完成情况：投资2亿元。2018年为1亿元。", 2020),
        ("记者获悉：2016年，全国完成造林1亿亩，超额完成年均任务。到2020年，覆盖率达到23%。", 2017),
        ("2016年是决胜之年。贫困人口从2010年的900万人减少至2015年末的300万人。", 2016),
        # half a year is told of in its course
        ("某县2019年上半年水利工作总结\n完成投资2亿元。2018年完成3亿元。到2020年，完成5亿元。", 2019),
        ("现将2021年1—6月工作情况汇报如下。到2025年，达到80家。", 2021),
        # a plan drafted in the first year of its period
        ("会议审议“十五五”规划纲要（草案），2025年全市增长5%，2030年达到8000亿元。", 2026),
        # a year called decisive is the year that is
        ("2026年是“十五五”开局之年。2025年，增长5.1%；到2030年，翻一番。", 2026),
        # the only year that is named
        ("按照2014年部署，抓好落实。", 2014),
        # what is counted was of the year before; so is a five-year plan, where the next is spoken of
        ("初步核算，2008年全市生产总值342亿元，比2003年增长1.1倍。", 2009),
        ("据统计，2016年全县接待游客80万人次。到2020年，达到120万人次。", 2017),
        ("“十二五”期间，水利事业取得了显著成绩。“十三五”主要目标是：供水能力达到20亿立方米。", 2016),
        # a year that is aimed at, though it is the only one or called the last
        ("今年新建站点30个，明年新建50个。力争到2027年，达到100个。", None),
        ("截至2025年，全市站点达到1万个。", None),
        ("2025年是“十四五”收官之年。到2024年，达到8000个。到2025年，达到1万个。", 2024),
        # goals of several years, years of others
        ("到2024年，达到3万套。截至2025年底，达到5万套。今年新增500套。", None),
        ("截至2022年底，有床位5000张。截至2025年底，达到1万张。到2024年，建成5家。", 2023),
        ("按照省2024年重点工作部署，2022年新增300张，2023年新增500张。", None),
        ("参照2019年工作要点执行，2022年建成，2023年验收。", None),
        ("2022年工作总结会议要求，2022年新增5000张，2023年新增6000张。", None),
        ("目标如下：2022年增加值10亿元，比上年增长5%；2023年12亿元，比上年增长20%。", None),
        ("2022年预期目标5家，2023年预期目标6家。", 2022),
        ("2022年预期目标5家，2023年预期目标6家，2024年预期目标8家。", None),
        # nothing shows it
        ("到2025年，达到30家；到2030年，达到60家。", None),
        ("2010年建校，2015年获批，到2030年建成一流大学。", None),
        ("依据《条例（2012年）》和《规划（2016年）》制定。", None),
        ("到2025年，产值同比目标值提高，2030年达到5亿元。", None),
    ],
)
def test_the_year_that_a_text_shows(text, year):
    assert shown(text, SAID) == year


@pytest.mark.parametrize(
    "text, spoken_from",
    [
        ("2024年工作安排：新建学校3所。", (2024, 1)),
        ("2024年是攻坚之年。新建学校3所。", (2024, 1)),
        ("2023年工作安排：新建学校3所。", (2023, 12)),
        ("到2025年，新建学校3所。", (2023, 12)),
    ],
)
def test_a_report_of_december_speaks_of_the_year_to_come(text, spoken_from):
    assert issued(plan_of(text, issued="2023-12"), SAID) == spoken_from
    assert issued(plan_of(text, issued="2023-11"), SAID) == (2023, 11)
