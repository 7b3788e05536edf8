"""What the columns of an indicator table hold, told from their heads: 序号, 指标, 单位, 2025年, 属性."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

LONGEST_HEAD = 24
INDICATOR = re.compile(
    r"(?:主要|具体|发展|核心|考核|规划|评价|监测|二级|三级|重点|预期|目标)*指标(?:名称|项目|内容|项)?|"
    r"(?:指标)?名称|项目(?:名称)?|主要目标"
)
# role -> what a head of that column says, without its bracketed unit; the first that fits counts
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"序号?|编号|No\.?|№", re.I)),
    ("nature", re.compile(r"(?:指标)?(?:属性|性质)|约束性?[/、／或]预期性?|预期性?[/、／或]约束性?")),
    (
        "note",
        re.compile(
            r"备注|说明|出处|(?:对应)?章节|(?:责任|牵头|配合|主管|负责|考核|实施)(?:单位|部门)(?:（.*）)?|数据来源|资料来源|"
            r"统计口径|(?:指标)?(?:解释|含义|说明)"
        ),
    ),
    ("unit", re.compile(r"(?:计量|指标|数据)?单位")),
    (
        "category",
        re.compile(
            r"(?:指标)?(?:类别|类型|分类|领域|维度|体系)|(?:目标|重点|发展)领域|一级指标|方面|板块|大类"
        ),
    ),
    ("indicator", INDICATOR),
    ("year", re.compile(r"(?:目标|规划|完成|实现)?(?:年份|年度|时限|期限|年限|时间节点|时点)")),
    ("value", re.compile(r".*(?:19|20)\d\d年?(?:目标值?)?[/／、或（(]+(?:年均|累计).*")),  # 2030年/年均
    ("cumulative", re.compile(r"(?!.*年均).*累计.*")),
    ("growth", re.compile(r".*(?:年均|年平均|增速|增幅|增长|递增|增减|变化).*")),
    (
        "value",
        re.compile(
            r".*(?:19|20)\d\d.*|“?十[一二三四五六七八]五”?.*|.*(?:目标值?|规划值|预期值|期末值?|基期值?|基年值?|"
            r"基准值?|现状值?|基数|完成值?|完成情况|实际值?|实现值|规划期末.*|[近远]期(?:规划|目标)?|数值|指标值)"
        ),
    ),
)
# a table of tasks: what is to be done, by whom and by when; a collection of texts has titles and addresses
TASK = re.compile(
    r"(?:重点|主要|具体|目标|工作|年度|分解|改革|建设)*(?:任务|举措|措施|事项|工作)(?:内容|名称|目标|要求|分解|清单)?|tasks?",
    re.I,
)
WHO_OR_WHEN = re.compile(
    r"(?:责任|牵头|配合|主管|负责|实施|落实|参与|协同|主办|协办)(?:市级|省级)?(?:单位|部门|处室|领导|人)|"
    r"(?:完成|推进|实施|办结|计划)?(?:时限|时间|期限|时间节点|进度|时间要求|时间安排)|"
    r"owner|assignee|responsible|deadline|due(?: date)?",
    re.I,
)
OF_TEXTS = re.compile(
    r"(?:文件|政策|文章)?(?:标题|题名|名称|文号|全文|正文)|.*(?:链接|网址|发布|发文|成文|印发).*|title|url|link",
    re.I,
)
BESIDE_TASKS = re.compile(r"id|category|group|type|类别|领域|备注|分类|方面|板块|大类", re.I)
# what stands above a table of one unit, or at the right over its heads
UNIT_LINE = re.compile(r"[（(]?\s*(?:计量|数据)?单位\s*[：:]\s*[^。；：]{1,24}[）)]?$")
VALUES = ("value", "growth", "cumulative")
BRACKET = re.compile(r"[（(〔\[［]([^（）()〔〕\[\]［］]*)[）)〕\]］]")


@lru_cache(maxsize=10_000)
def role_of(head: str) -> str:
    """Role of a column by its head; "" where the head is none.

    >>> [role_of(h) for h in ("序号", "指 标", "2025年目标值（万元）", "年均增速", "属性", "加快建设")]
    ['number', 'indicator', 'value', 'growth', 'nature', '']
    """
    bare = re.sub(r"\s+", "", head)
    if not bare or len(bare) > LONGEST_HEAD or re.search("[。；，！？：]", bare):
        return ""
    bare = BRACKET.sub("", bare) or bare
    role = next((role for role, pattern in ROLES if pattern.fullmatch(bare)), "")
    parts = re.split("[/／]", bare) if not role else []
    return "indicator" if len(parts) > 1 and any(map(INDICATOR.fullmatch, parts)) else role  # 指标/工程


def is_header(roles: list[str]) -> bool:
    """Whether heads are those of an indicator table: what is measured, and a column of values."""
    return "indicator" in roles and any(role in VALUES for role in roles)


def names_indicators(heads: Sequence[str]) -> bool:
    """Whether the cells of a line are the heads of a table of indicators.

    >>> names_indicators(["序号", "指标", "单位", "2025年"]), names_indicators(["工作", "内容", "时间"])
    (True, False)
    """
    roles = [role_of(head) for head in heads]
    return is_header(roles) and 2 * sum(map(bool, roles)) >= len(roles)


def names_tasks(heads: Sequence[str]) -> bool:
    """Whether the cells of a line are the heads of a list of tasks.

    >>> names_tasks(["序号", "重点任务", "牵头单位", "完成时限"]), names_tasks(["标题", "主要任务", "时间"])
    (True, False)
    """
    bare = [BRACKET.sub("", re.sub(r"\s+", "", head)) for head in heads]
    tasks, terms = ([bool(p.fullmatch(head)) for head in bare] for p in (TASK, WHO_OR_WHEN))
    if any(OF_TEXTS.fullmatch(head) for head in bare):
        return False
    known = [*filter(None, (role_of(h) or BESIDE_TASKS.fullmatch(h) for h in bare))]
    return any(tasks) and any(terms) and 2 * (sum(tasks) + sum(terms) + len(known)) >= len(bare)
