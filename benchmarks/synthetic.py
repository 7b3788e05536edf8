"""Plans made from parts, with the targets they hold known in advance.

Each plan recombines stock phrases, terms of the codebook, territories, years and values, so that a run over
thousands of them can be checked for what it found and not only for how long it took. Plan i of a seed is the
same text on every machine and whatever the number of plans.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cityplans.codebook import Codebook

CHARACTERS = 10_000  # of a plan, about
FIRST_YEAR, YEARS = 2016, 10
SHARED = 12  # clauses of a plan that stand word for word in other plans too
POOL = 400  # such clauses there are
TARGETS = 24  # of a plan
TITLES = (
    "科技创新发展规划",
    "人才发展规划",
    "创新驱动发展行动计划",
    "科技创新体系建设实施方案",
    "数字经济发展规划",
)
VERBS = (
    "推进",
    "加强",
    "完善",
    "深化",
    "健全",
    "支持",
    "优化",
    "引导",
    "鼓励",
    "统筹",
    "加快",
    "提升",
    "拓展",
)
MANNERS = (
    "系统地",
    "分类",
    "有序",
    "持续",
    "联合高校",
    "依托龙头企业",
    "面向产业需求",
    "按照市场导向",
    "协同周边地区",
    "围绕重点产业链",
    "会同主管部门",
    "结合本地实际",
    "以改革的办法",
    "通过政府引导",
)
TAILS = (
    "建设",
    "布局",
    "改革",
    "试点",
    "服务体系",
    "管理机制",
    "协同发展",
    "开放共享",
    "培育工作",
    "评价办法",
    "投入机制",
)
NUMERIC = re.compile(r"[0-9一二三四五六七八九十百千万亿]")  # terms that hold a number would be numbers too
CHAPTERS = ("总体要求", "主要任务", "平台建设", "企业创新", "人才队伍", "产业发展", "开放合作", "保障措施")
DEPARTMENTS = ("市科技局", "市发展改革委", "市经信局", "市教育局", "市人力社保局", "市财政局")


class Frame(NamedTuple):
    """A target sentence: the words before the value, the value's range, the unit as printed, what is read."""

    before: str
    low: int
    high: int
    printed: str
    factor: float
    unit: str
    comparator: str
    indicator_id: str


FRAMES = (
    Frame("全社会研发经费支出占地区生产总值比重达到", 18, 45, "%以上", 0.1, "%", "ge", "rd_intensity"),
    Frame(
        "高新技术产业增加值占规上工业增加值比重达到",
        450,
        850,
        "%左右",
        0.1,
        "%",
        "approx",
        "hightech_va_share",
    ),
    Frame("科技进步贡献率达到", 55, 78, "%", 1, "%", "eq", "sti_contribution"),
    Frame("每万人发明专利拥有量达到", 8, 90, "件", 1, "件/万人", "eq", "invention_patent_density"),
    Frame("高新技术企业达到", 120, 9000, "家以上", 1, "家", "ge", "hightech_firms"),
    Frame("科技型中小企业超过", 500, 30000, "家", 1, "家", "gt", "tech_smes"),
    Frame("技术合同成交额突破", 10, 2000, "亿元", 1e8, "元", "gt", "tech_transaction_volume"),
    Frame("建成省级重点实验室", 3, 90, "家", 1, "家", "eq", "key_labs_provincial"),
    Frame("集聚顶尖人才", 2, 60, "名左右", 1, "名", "approx", "top_talent"),
    Frame("人才资源总量达到", 5, 300, "万人", 1e4, "人", "eq", "talent_stock"),
    Frame("新建博士后工作站", 2, 80, "家", 1, "家", "eq", "postdoc_stations"),
    Frame("建成科技企业孵化器不少于", 3, 90, "家", 1, "家", "ge", "incubators"),
)
FACTS = ("过去五年，全市生产总值年均增长{a}.{b}%。", "截至{year}年底，全市已有各类企业{a}{b}家。")
POLICIES = (
    "对符合条件的企业给予最高{a}00万元的补助。",
    "对新认定的机构，按实际投入的{a}%给予补助，最高不超过{b}0万元。",
)


class Known(NamedTuple):
    """A target that stands in a plan."""

    indicator_id: str
    low: float
    high: float
    unit: str
    comparator: str
    horizon: int
    quote: str


class Made(NamedTuple):
    """One plan: file name, text, what must be found in it."""

    name: str
    title: str
    region_code: str
    year: int
    text: str
    targets: tuple[Known, ...]


def plans(codebook: Codebook, count: int, seed: int = 0, characters: int = CHARACTERS) -> Iterator[Made]:
    """`count` plans, each of another territory, year or title."""
    regions = [r for r in codebook["regions"] if r["level"] in ("prefecture", "county") and r["ascii"]]
    terms = sorted({row["term"] for row in codebook["theme_terms"] if not NUMERIC.search(row["term"])})
    pool = [_sentence(random.Random(f"{seed}-shared-{i}"), terms) for i in range(POOL)]
    for index in range(count):
        region = regions[(index * 7919 + seed) % len(regions)]
        year = FIRST_YEAR + index // len(regions) % YEARS
        title = TITLES[(index + index // (len(regions) * YEARS)) % len(TITLES)]
        yield _plan(random.Random(f"{seed}-{index}"), index, region, year, title, terms, pool, characters)


def write(
    codebook: Codebook, folder: Path, count: int, seed: int = 0, characters: int = CHARACTERS
) -> list[Made]:
    """The plans as text files below `folder` (UTF-8), a thousand to a subfolder."""
    made = []
    for index, plan in enumerate(plans(codebook, count, seed, characters)):
        place = folder / f"{index // 1000:03d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / plan.name).write_text(plan.text, encoding="utf-8", newline="\n")
        made.append(plan)
    return made


def _plan(rng, index: int, region, year: int, kind: str, terms, pool, characters: int) -> Made:
    name, horizon = region["name"], year + 5
    title = f"{name}{kind}（{year}—{horizon}年）"
    known, sentences = _targets(rng, horizon)
    lines = [title, "", f"{name}人民政府", f"{year}年{1 + index % 12}月{1 + index % 28}日", ""]
    share = max(1, len(sentences) // len(CHAPTERS) + 1)
    for number, chapter in enumerate(CHAPTERS):
        lines.append(f"{'一二三四五六七八'[number]}、{chapter}")
        own = sentences[number * share : (number + 1) * share]
        lines += _chapter(rng, name, year, own, terms, pool, characters // len(CHAPTERS))
    return Made(
        f"{region['code']}-{year}-{index:06d}.txt",
        title,
        region["code"],
        year,
        "\n".join(lines) + "\n",
        known,
    )


def _targets(rng, horizon: int) -> tuple[tuple[Known, ...], list[str]]:
    """Every frame once and some twice, for different years, in mixed order."""
    chosen = [(frame, horizon) for frame in FRAMES]
    chosen += [(frame, horizon - 3) for frame in rng.sample(FRAMES, min(len(FRAMES), TARGETS - len(FRAMES)))]
    rng.shuffle(chosen)
    known, sentences = [], []
    for frame, year in chosen:
        drawn = rng.randint(frame.low, frame.high)
        value = round(drawn * frame.factor, 6) if frame.factor < 1 else drawn
        quote = f"{frame.before}{value}{frame.printed}"
        number = value if frame.factor < 1 else drawn * frame.factor
        known.append(Known(frame.indicator_id, number, number, frame.unit, frame.comparator, year, quote))
        sentences.append(f"到{year}年，{quote}。")
    return tuple(known), sentences


def _chapter(rng, name: str, year: int, targets: list[str], terms, pool, characters: int) -> list[str]:
    lines, length, number = [], 0, 0
    while length < characters or targets:
        parts = [_sentence(rng, terms) for _ in range(rng.randint(2, 5))]
        if targets:
            parts.append(targets.pop(0))
        if rng.random() < 0.08:
            parts.append(rng.choice(pool))
        if rng.random() < 0.2:
            parts.append(rng.choice(POLICIES).format(a=rng.randint(1, 9), b=rng.randint(1, 9)))
        elif rng.random() < 0.1:
            parts.append(rng.choice(FACTS).format(a=rng.randint(1, 9), b=rng.randint(1, 9), year=year - 1))
        number += 1
        head = f"{number}. {rng.choice(VERBS)}{rng.choice(terms)}{rng.choice(TAILS)}。"
        close = f"（责任单位：{'、'.join(rng.sample(DEPARTMENTS, 2))}）" if rng.random() < 0.3 else ""
        lines.append(head + "".join(parts) + close)
        length += len(lines[-1])
    return lines


def _sentence(rng, terms) -> str:
    """推进…建设，依托龙头企业完善…管理机制。"""
    first = f"{rng.choice(VERBS)}{rng.choice(terms)}{rng.choice(TAILS)}"
    second = (
        f"{rng.choice(MANNERS)}{rng.choice(VERBS)}{rng.choice(terms)}和{rng.choice(terms)}{rng.choice(TAILS)}"
    )
    return f"{first}，{second}。"


def missed(expected: list[Made], editions, targets) -> dict[str, list]:
    """What a run lost or invented, against what was put in: plans, targets missing, targets too many.

    `editions` and `targets` are the tables of a run. A plan is known by its file: counties of one name give
    plans of one title. A target counts as found where indicator, bounds, unit, comparator and horizon
    agree."""
    plan_of = {Path(file).name: plan for file, plan in zip(editions["source_file"], editions["plan_id"])}
    found: dict[str, set] = {}
    columns = ("plan_id", "indicator_id", "value_low", "value_high", "unit", "comparator", "horizon")
    for plan_id, indicator, low, high, unit, comparator, horizon in zip(*(targets[c] for c in columns)):
        found.setdefault(plan_id, set()).add((indicator, float(low), float(high), unit, comparator, horizon))
    lost: dict[str, list] = {"plans": [], "targets": [], "extra": []}
    for made in expected:
        if made.name not in plan_of:
            lost["plans"].append(made.name)
            continue
        want = {
            (k.indicator_id, float(k.low), float(k.high), k.unit, k.comparator, k.horizon)
            for k in made.targets
        }
        have = found.get(plan_of[made.name], set())
        lost["targets"] += [(made.name, *row) for row in sorted(want - have)]
        lost["extra"] += [(made.name, *map(str, row)) for row in sorted(have - want, key=str)]
    return lost
