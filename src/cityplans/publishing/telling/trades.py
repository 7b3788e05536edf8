"""The industry that a plan is about, by its title: its totals count that industry, and no whole territory."""

from __future__ import annotations

import re
from functools import cache

# words that end in 业 and are no industry; 产业园, 产业开发区 are places
END = re.compile("(?<![就企创毕事职从失作专])(?:产业|行业|业)(?![务态主绩余园]|开发区|基地)")
BEFORE = re.compile("推动|推进|加快|促进|培育|支持|发展|建设|打造|壮大|现代化|全国|[省市县区镇州]|[^一-龥]")
GENERAL = ("产业", "行业", "业", "现代产业")
COUNTED = ("count", "persons", "money")  # kinds of units; tonnes of grain are grain, whatever the plan
NAMED = 2  # characters by which an indicator names an industry: 软件 of 软件和信息技术服务业


@cache
def of_title(title: str | None) -> str:
    """`软件和信息技术服务业` of 《“十四五”软件和信息技术服务业发展规划》; empty where a title names none."""
    about = (title or "").rpartition("关于")[2]
    end = END.search(about)
    found = BEFORE.split(about[: end.start()])[-1] + end.group() if end else ""
    return "" if found in GENERAL else found


def is_named(trade: str, *names: str) -> bool:
    """Whether an indicator says itself that it counts the industry."""
    return any(trade[:NAMED] in name for name in names)
