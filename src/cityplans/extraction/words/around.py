"""Words of the codebook that say, standing around a number, that it is no goal: who is paid, supported …"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cityplans.codebook import Codebook
from cityplans.worded import by_role


class Around(NamedTuple):
    """Patterns of words of measure_words.csv by role; those that end in $ look at what stands before."""

    pays: re.Pattern  # anywhere: 补助, 奖励
    paid_for: re.Pattern  # 固定资产投资5000万元以上，按投资额给予奖励; 对…给予 is said of others
    lasts: re.Pattern  # 平均时限 before a length of time
    enters: re.Pattern  # 进入全国 before 百强
    supports: re.Pattern  # 帮扶, 服务 before places that are there
    places: re.Pattern  # 产粮大县, 街道
    places_do: re.Pattern  # 乡镇联动: what places do
    by_means: re.Pattern  # 以4个园区为载体
    project: re.Pattern  # 60万吨赖氨酸项目
    projects: re.Pattern  # …、…等重点项目
    landmark: re.Pattern  # 千亿元大关
    abroad: re.Pattern  # 全球, 国外 at the head of a part
    reports: re.Pattern  # 每月通报, 每季度调度: how often the work is looked at
    looked_at: re.Pattern  # 每年开展1次评估: the same behind the number
    for_each: re.Pattern  # 单个企业…: what one gets at the most
    sets_aside: re.Pattern  # 安排, 设立: what a place does with funds of its own
    step: re.Pattern  # 阶段, 步骤: of a schedule, whose months are ahead
    fine: re.Pattern  # 纳米: a unit in which things are measured, never what is done


@lru_cache(maxsize=4)
def around_of(codebook: Codebook) -> Around:
    """Those patterns with the words of a codebook."""
    of = by_role(codebook)
    return Around(
        re.compile(of["pays"]),
        re.compile(
            r"(?:(?!对|用于)[^。；]){0,80}?，(?:(?!对|用于)[^。；]){0,24}?给(?:予|企业)?"
            rf"[^，。；]{{0,20}}(?:{of['pays']})"
        ),
        re.compile(rf"(?:{of['lasts']})(?:控制|压缩|缩短|平均)?[在到至]?$"),
        re.compile(rf"(?:{of['enters']})[\u4e00-\u9fff]{{0,14}}$"),
        re.compile(rf"(?:{of['supports']}|{of['aids']})$|(?:{of['aids']})(?:全|我)[市省县区州]$"),
        re.compile(
            rf"[\u4e00-\u9fff]{{0,14}}(?:{of['place']})(?:（[县市区旗、]+）)?(?:[和及、]\d[^，。；]*)?"
        ),
        re.compile(
            rf"[\u4e00-\u9fff、]{{0,12}}?大?(?:{of['place']})(?:城区|中心城区)?(?:{of['place_deed']})(?![到至])"
        ),
        re.compile(rf"[^，。；]{{1,24}}为(?:{of['means']})"),
        re.compile(
            rf"的?[^，。；、\d的]{{1,16}}(?<!全)(?:{of['project']})|、[^，。；的]{{2,24}}的[^，。；、\d的]{{1,16}}(?:{of['project']})|机组(?![\u4e00-\u9fff]{{0,3}}(?:建成|投[产运]|并网))"
        ),
        re.compile(rf"[^，。；]{{1,160}}等(?:一批)?(?:重[大点])?(?:{of['project']})"),
        re.compile(of["landmark"]),
        re.compile(rf"(?:当前|目前)?，?(?:{of['abroad']})(?!{of['abroad_rank']}|[^，。；]{{0,10}}500强)"),
        re.compile(
            rf"每(?:周|[双两半]?月|季度?|旬|日|天|半年|两周)(?:至少|定期|集中)?(?:{of['reports']})(?:不少于)?$"
        ),
        re.compile(rf"(?:{of['assessed_how']})*(?:{of['reports']})"),
        re.compile(rf"(?:{of['for_each']})[^，。；]{{0,16}}$"),
        re.compile(of["sets_aside"]),
        re.compile(of["step"]),
        re.compile(of["fine_length"]),
    )
