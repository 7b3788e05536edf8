"""Plans and targets as the extraction writes them, in few words; and a made-up land of many cities."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import numpy as np

from cityplans import codebook as real
from cityplans import tables
from cityplans.codebook import Codebook

INDICATORS = (
    ("rd_intensity", "R&D经费占GDP比重", "R&D intensity", "overall_innovation", "%", "1", "share"),
    (
        "hightech_va_share",
        "高新技术产业增加值占比",
        "High-tech share of value added",
        "firms_industry",
        "%",
        "1",
        "share",
    ),
    (
        "firm_rd_share",
        "规上工业企业研发占营收比重",
        "Firm R&D share of revenue",
        "firms_industry",
        "%",
        "1",
        "share",
    ),
    (
        "labour_productivity",
        "全社会劳动生产率",
        "Labour productivity",
        "overall_innovation",
        "元/人",
        "1",
        "per_head",
    ),
    (
        "rd_personnel_density",
        "每万就业人员研发人员",
        "R&D staff per 10,000 employed",
        "talent",
        "人年/万人",
        "1",
        "per_head",
    ),
    (
        "invention_patent_density",
        "每万人发明专利",
        "Invention patents per 10,000",
        "intellectual_property",
        "件/万人",
        "1",
        "per_head",
    ),
    (
        "highvalue_patent_density",
        "每万人高价值发明专利",
        "High-value patents per 10,000",
        "intellectual_property",
        "件/万人",
        "1",
        "per_head",
    ),
    ("hightech_firms", "高新技术企业", "High-tech firms", "firms_industry", "家", "1", "total"),
    ("graduates_new", "新增就业大学生", "New graduates", "talent", "人", "1", "total"),
    (
        "tech_transaction_volume",
        "技术交易额",
        "Technology transactions",
        "technology_transfer",
        "元",
        "1",
        "total",
    ),
    (
        "key_labs_national",
        "全国重点实验室",
        "National key laboratories",
        "platforms_labs",
        "家",
        "1",
        "total",
    ),
    (
        "fiscal_sci_growth",
        "财政科技投入年均增长",
        "Growth of public science spending",
        "finance_funding",
        "%",
        "1",
        "growth",
    ),
    ("energy_intensity", "单位GDP能耗", "Energy per GDP", "other", "吨标准煤/万元", "-1", "per_head"),
    ("hightech_zone_rank", "国家高新区排名", "Rank of the high-tech zone", "parks_space", "位", "-1", "rank"),
)
UNITS = (
    ("家", "家", "count"),
    ("个", "个", "count"),
    ("名", "名", "persons"),
    ("人", "人", "persons"),
    ("人次", "人次", "persons"),
    ("%", "%", "share"),
)
UNIT_NAMES = (
    ("家", "", "firm"),
    ("个", "", ""),
    ("件", "", ""),
    ("位", "", ""),
    ("名", "people", "person"),
    ("人", "people", "person"),
    ("人年", "person-years", ""),
    ("人次", "person-times", ""),
    ("元", "yuan", "yuan"),
    ("元GDP", "yuan GDP", ""),
    ("倍", "times", ""),
    ("吨标准煤", "tonnes of coal equivalent", "tonne of coal equivalent"),
)
LEAGUES = (("全国", "全国", "nationwide"), ("全省", "全省", "in the province"))
REGIONS = (
    ("330000", "浙江省", "浙江", "province", "000000", "zhejiang"),
    ("330200", "宁波市", "宁波", "prefecture", "330000", "ningbo"),
    ("330300", "温州市", "温州", "prefecture", "330000", "wenzhou"),
    ("330400", "嘉兴市", "嘉兴", "prefecture", "330000", "jiaxing"),
    ("330500", "湖州市", "湖州", "prefecture", "330000", "huzhou"),
)
GROUPS = ("supply",) * 6 + ("environment",) * 6 + ("demand",) * 4
INSTRUMENTS = tuple((f"tool{i}", g, f"政策工具第{i}", f"Policy tool {i}") for i, g in enumerate(GROUPS))
THEMES = (
    ("talent", "人才", "Talent"),
    ("platforms_labs", "平台与实验室", "Platforms and labs"),
    ("firms_industry", "企业与产业", "Firms and industry"),
    ("rd_core_technology", "研发与核心技术", "R&D and core technology"),
    ("finance_funding", "财政金融", "Finance"),
    ("intellectual_property", "知识产权", "Intellectual property"),
    ("technology_transfer", "成果转化", "Technology transfer"),
    ("regional_cooperation", "区域合作", "Regional cooperation"),
    ("parks_space", "园区空间", "Parks"),
    ("digital_infrastructure", "数字基础设施", "Digital infrastructure"),
    ("higher_education", "高等教育", "Higher education"),
    ("social_livelihood", "民生", "Livelihood"),
    ("institutional_reform", "体制改革", "Institutional reform"),
    ("overall_innovation", "总体创新", "Overall innovation"),
    ("other", "其他", "Other"),
)


NAMING = (
    "spellings",
    "indicator_terms",
    "part_words",
    "other_heads",
    "verbs",
    "target_themes",
    "measure_words",
    "english_names",
)  # what names are looked up by


@cache
def codebook(extra_regions: tuple = ()) -> Codebook:
    """A small codebook with the columns of the real one."""
    known = real.load(Path(__file__).parents[1] / "data" / "codebook")

    def rows(columns: str, values):
        return tuple(dict(zip(columns.split(), v, strict=True)) for v in values)

    return Codebook(
        Path("codebook"),
        {
            "indicators": tuple(
                row | {"also": "", "grade": ""}
                for row in rows("indicator_id zh en theme unit direction comparable", INDICATORS)
            ),
            "units": rows("surface unit kind", UNITS),
            "unit_names": rows("unit en each", UNIT_NAMES),
            "unit_conversions": known["unit_conversions"],
            "leagues": rows("term league en", LEAGUES),
            "regions": rows("code name short level parent_code ascii", (*REGIONS, *extra_regions)),
            "themes": rows("theme zh en", THEMES),
            "instruments": rows("instrument group zh en", INSTRUMENTS),
            "scope_words": ({"word": "城区"}, {"word": "重点"}),
            "theme_confusions": (),
            "corrections": (),
            **{name: known[name] for name in ("codes", "confidence", *NAMING)},
        },
        "0",
    )


def plan(
    plan_id: str, region: str, date: str, level: str = "prefecture", parent: str = "浙江省", **more
) -> dict:
    return {
        "plan_id": plan_id,
        "region": region,
        "region_level": level,
        "parent_region": parent,
        "date": date,
        "title": f"{region}关于科技创新的规划",
        "plan_type": "plan",
        "status": "final",
        "characters": 10000,
    } | more


def target(
    plan_id: str,
    indicator_id: str | None,
    value: float | tuple[float, float],
    horizon: int | None = 2025,
    unit: str = "%",
    comparator: str = "eq",
    strength: str = "firm",
    measure: str = "level",
    **more,
) -> dict:
    low, high = value if isinstance(value, tuple) else (value, value)
    suffix = {"ge": "以上", "approx": "左右"}.get(comparator, "")
    return {
        "plan_id": plan_id,
        "indicator_id": indicator_id,
        "value_low": low,
        "value_high": high,
        "horizon": horizon,
        "unit": unit,
        "comparator": comparator,
        "strength": strength,
        "measure": measure,
        "value_text": f"{low:g}{unit}{suffix}",
        "horizon_source": "explicit",
        "theme": "other",
    } | more


def frames(plans: list[dict], targets: list[dict]) -> dict:
    rows = [
        {
            "target_id": f"{t['plan_id']}-{i:04d}",
            "start": i,
            "end": i + 1,
            "quote": t["value_text"],
            "indicator_text": t["indicator_id"],
        }
        | t
        for i, t in enumerate(targets)
    ]
    return {"plans": tables.frame("plans", plans), "targets": tables.frame("targets", rows)}


ZHEJIANG = plan("zhejiang-2020", "浙江省", "2020-06-18", "province", "全国")
NINGBO = plan("ningbo-2020", "宁波市", "2020-07-23")
WENZHOU = plan("wenzhou-2020", "温州市", "2020-07-24")
JIAXING = plan("jiaxing-2020", "嘉兴市", "2020-07-29")
JIAXING_23 = plan("jiaxing-2023", "嘉兴市", "2023-06-30", period_start=2023, period_end=2027)
HUZHOU = plan("huzhou-2023", "湖州市", "2023-08-01", status="draft")
SIX = [ZHEJIANG, NINGBO, WENZHOU, JIAXING, JIAXING_23, HUZHOU]
RD = [
    target("zhejiang-2020", "rd_intensity", 3.2, strength="aspirational"),
    target("ningbo-2020", "rd_intensity", 3.6, strength="aspirational"),
    target("wenzhou-2020", "rd_intensity", 3.0, comparator="approx", value_text="3.0%左右"),
    target("jiaxing-2020", "rd_intensity", 3.2, strength="aspirational"),
    target("jiaxing-2023", "rd_intensity", 3.65, 2027, comparator="gt"),
    target("huzhou-2023", "rd_intensity", 3.8, 2027, comparator="ge"),
]
MORE = [
    target("zhejiang-2020", "hightech_va_share", 60, comparator="gt"),
    target("ningbo-2020", "hightech_va_share", 60, comparator="gt"),
    target("wenzhou-2020", "hightech_va_share", 60, comparator="ge"),
    target("jiaxing-2020", "hightech_va_share", 65, comparator="gt"),
    target("jiaxing-2023", "hightech_va_share", 73, 2027, comparator="ge"),
    target("huzhou-2023", "hightech_va_share", 70, 2027, comparator="ge"),
    target("zhejiang-2020", "firm_rd_share", 2.5, strength="aspirational"),
    target("ningbo-2020", "firm_rd_share", 2.5, strength="aspirational"),
    target("jiaxing-2020", "firm_rd_share", 2.5, strength="aspirational"),
    target("jiaxing-2023", "firm_rd_share", 3.4, 2027),
    target("zhejiang-2020", "labour_productivity", 250000, unit="元/人"),
    target("ningbo-2020", "labour_productivity", 300000, unit="元/人"),
    target("wenzhou-2020", "labour_productivity", 170000, unit="元/人"),
    target("jiaxing-2020", "labour_productivity", 250000, unit="元/人"),
    target("zhejiang-2020", "rd_personnel_density", 185, unit="人年/万人"),
    target("ningbo-2020", "rd_personnel_density", 190, unit="人年/万人", comparator="ge"),
    target("wenzhou-2020", "rd_personnel_density", 136, unit="人年/万人"),
    target("jiaxing-2020", "rd_personnel_density", 220, unit="人年/万人"),
    target("jiaxing-2023", "rd_personnel_density", 230, 2027, unit="人年/万人", comparator="ge"),
    target("huzhou-2023", "rd_personnel_density", 210, 2027, unit="人年/万人"),
    target("jiaxing-2020", "invention_patent_density", 42, unit="件/万人"),
    target("wenzhou-2020", "invention_patent_density", 25, unit="件/万人"),
    target("jiaxing-2023", "highvalue_patent_density", 20, 2027, unit="件/万人", comparator="ge"),
    target("zhejiang-2020", "hightech_firms", 2, unit="倍", measure="multiple", strength="aspirational"),
    target("ningbo-2020", "hightech_firms", 2, unit="倍", measure="multiple"),
    target("jiaxing-2020", "hightech_firms", 2, unit="倍", measure="multiple"),
    target("wenzhou-2020", "hightech_firms", 4000, unit="家"),
    target("jiaxing-2023", "hightech_firms", 6000, 2027, unit="家", comparator="gt", strength="aspirational"),
    target("huzhou-2023", "hightech_firms", 2500, 2027, unit="家", measure="cumulative"),
    target(
        "jiaxing-2023",
        "tech_transaction_volume",
        1e11,
        2027,
        unit="元",
        measure="cumulative",
        comparator="gt",
    ),
    target("huzhou-2023", "tech_transaction_volume", 2e10, 2027, unit="元", comparator="ge"),
    target("huzhou-2023", "key_labs_national", 1, 2027, unit="家", scope="西塞山科创走廊"),
    target("jiaxing-2023", "key_labs_national", 3, 2027, unit="家", comparator="ge"),
    target("zhejiang-2020", "graduates_new", 5e6, unit="名", measure="increment"),
    target("ningbo-2020", "graduates_new", 8e5, unit="名", measure="increment"),
    target("jiaxing-2020", "graduates_new", 5e5, unit="名", measure="increment"),
    target("wenzhou-2020", "graduates_new", 2e5, unit="人", measure="increment", comparator="ge"),
    target("zhejiang-2020", "fiscal_sci_growth", 15, measure="growth_rate", comparator="ge"),
    target(
        "ningbo-2020", "fiscal_sci_growth", 15, measure="growth_rate", comparator="ge", strength="ensured"
    ),
    target(
        "jiaxing-2020", "fiscal_sci_growth", 15, measure="growth_rate", comparator="ge", strength="ensured"
    ),
    target("wenzhou-2020", "fiscal_sci_growth", 15, measure="growth_rate", comparator="ge"),
    target(
        "jiaxing-2023",
        "fiscal_sci_growth",
        18,
        2027,
        measure="growth_rate",
        comparator="ge",
        strength="ensured",
    ),
    target("huzhou-2023", "fiscal_sci_growth", 15, 2027, measure="growth_rate", comparator="ge"),
]


def six() -> dict:
    """The five files' plans and what they share, as their gold rows have it."""
    themes = {i[0]: i[3] for i in INDICATORS}
    return frames(SIX, [{**t, "theme": themes[t["indicator_id"]]} for t in (*RD, *MORE)])


def many(cities: int = 60, seed: int = 6) -> tuple[dict, tuple]:
    """A land of made-up cities with long names: plans and targets, and their codebook regions."""
    rng = random.Random(seed)
    thirds = ("", *"州原岭泉港")  # for more than 64
    names = [f"{a}{b}{c}市" for c in thirds for a in "东西南北上下中新" for b in "陵阳川山江海湾林"][:cities]
    regions, plans, targets = [], [ZHEJIANG], [t for t in (*RD, *MORE) if t["plan_id"] == "zhejiang-2020"]
    for i, name in enumerate(names):
        key = f"city{i:02d}-2021"
        regions.append((f"33{i:04d}", name, name[:-1], "prefecture", "330000", f"city {i:02d}"))
        plans.append(plan(key, name, f"2021-0{1 + i % 9}-15", status="draft" if i % 11 == 0 else "final"))
        targets += _made_up(rng, key)
    return frames(plans, targets), tuple(regions)


def _made_up(rng: random.Random, key: str) -> list[dict]:
    made = []
    for horizon in (2025, 2027) if rng.random() < 0.4 else (2025,):
        for indicator, _, _, theme, unit, direction, kind in INDICATORS:
            if rng.random() < 0.25:
                continue
            value = {
                "share": rng.uniform(1, 6),
                "per_head": rng.uniform(20, 300),
                "growth": rng.uniform(5, 20),
                "rank": float(rng.randint(5, 150)),
            }.get(kind, float(rng.randint(5, 9000)))
            measure = {"growth": "growth_rate", "rank": "rank"}.get(kind, "level")
            comparator = "le" if direction == "-1" else rng.choice(("eq", "ge", "gt", "approx", "range"))
            span = (round(value, 1), round(value * 1.2, 1)) if comparator == "range" else round(value, 1)
            made.append(
                target(
                    key,
                    indicator,
                    span,
                    horizon,
                    unit,
                    comparator,
                    rng.choice(("firm", "firm", "aspirational", "ensured")),
                    measure,
                    theme=theme,
                )
            )
    return made


def _named(frames: dict, ids: list[str], rng) -> dict:
    """Made-up names that spread."""
    dated = frames["plans"].sort_values(["date", "plan_id"])["plan_id"].tolist()
    spread = []
    for i in range(45):
        held = [p for p in dated if rng.uniform() < 0.6] or dated[:2]
        held = held if len(held) > 1 else dated[:2]
        spread.append(
            {
                "name": f"{'红白蓝金'[i % 4]}鹰第{i}号{('行动', '研究院', '')[i % 3]}",
                "name_kind": ("programme", "institution", "slogan")[i % 3],
                "count": len(held),
                "plans": len(held),
                "regions": len(held),
                "first_plan_id": None if i % 9 == 0 else held[0],
                "first_year": 2020,
                "last_year": 2023,
                "members": " ".join(held),
            }
        )
    return {"name_spread": tables.frame("name_spread", spread), **_worked(ids, rng)}


def _worked(ids: list[str], rng) -> dict:
    """Made-up instruments by theme, and pairs of words."""
    words = [f"词{a}{b}" for a in "甲乙丙丁" for b in "东西南北上下左右中前后里外"]
    pairs = sorted({tuple(sorted(rng.choice(len(words), 2, replace=False))) for _ in range(160)})
    parts = rng.dirichlet(np.ones(len(INSTRUMENTS)), len(THEMES))
    return {
        "instruments": tables.frame(
            "instruments", [{"plan_id": p, "clause_id": f"{p}-1", "instrument": "tool1"} for p in ids]
        ),
        "theme_instruments": tables.frame(
            "theme_instruments",
            [
                {
                    "plan_id": "all",
                    "theme": t[0],
                    "instrument": tool[0],
                    "clause_equivalents": 100 * part,
                    "share": part,
                }
                for t, row in zip(THEMES, parts)
                for tool, part in zip(INSTRUMENTS, row)
            ],
        ),
        "cowords": tables.frame(
            "cowords",
            [
                {
                    "term": words[i],
                    "other_term": words[j],
                    "sentences": 20,
                    "other_sentences": 20,
                    "sentences_together": 8,
                    "ochiai": float(rng.uniform(0.2, 0.9)),
                }
                for i, j in pairs
            ],
        ),
    }


def number_swap(at: int, figure: float, change: str, target_id: str | None) -> dict:
    """A sentence of Ningbo that is Zhejiang's 达到3.2% with another figure, from character `at`."""
    return {
        "plan_id": "ningbo-2020",
        "clause_id": "c",
        "start": at,
        "end": at + 1,
        "text": f"达到{figure}%",
        "numbers": str(figure),
        "number_change": change,
        "source_plan_id": "zhejiang-2020",
        "source_clause_id": "d",
        "source_quote": "达到3.2%",
        "source_numbers": "3.2",
        "source_relation": "parent",
        "similarity": 1.0,
        "target_id": target_id,
        "source_target_id": "z2025",
    }


def worded(frames: dict, seed: int = 3) -> dict:
    """Made-up tables of wording for the plans of `frames`: distances, tree, themes, borrowing, swaps."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import pdist, squareform

    from cityplans.comparison.clusters import clusters

    rng = np.random.default_rng(seed)
    ids = sorted(frames["plans"]["plan_id"])
    flat = pdist(rng.uniform(size=(len(ids), 3))) / 3
    samples = [squareform(flat + rng.uniform(0, 0.05, len(flat))) for _ in range(5)]
    shares = rng.dirichlet(np.ones(len(THEMES)), len(ids))
    borrowed = [(p, relation, rng.uniform(0.02, 0.3)) for p in ids[1:] for relation in ("parent", "any")]
    swaps = [
        {
            "plan_id": p,
            "clause_id": f"{p}-1",
            "start": 10,
            "end": 40,
            "text": "全社会研发经费支出占地区生产总值比重力争达到3.6%",
            "numbers": "3.6",
            "number_change": ("higher", "lower", "same")[i % 3],
            "source_plan_id": ids[0],
            "source_clause_id": "c",
            "source_text_start": 1,
            "source_text_end": 2,
            "source_quote": "……达到3.2%",
            "source_numbers": "3.2",
            "source_relation": "parent",
            "similarity": 96.0,
        }
        for i, p in enumerate(ids[1:])
    ]
    return {
        **_named(frames, ids, rng),
        "document_distances": tables.frame(
            "document_distances", clusters.distance_rows(ids, clusters.Measured(squareform(flat)))
        ),
        "cluster_tree": tables.frame(
            "cluster_tree", clusters.tree_rows(ids, linkage(flat, "average"), samples)
        ),
        "plan_themes": tables.frame(
            "plan_themes",
            [
                {"plan_id": p, "theme": t[0], "share": shares[i, j]}
                for i, p in enumerate(ids)
                for j, t in enumerate(THEMES)
            ],
        ),
        "borrowing": tables.frame(
            "borrowing",
            [
                {
                    "plan_id": p,
                    "source_plan_id": ids[0] if r == "parent" else "any",
                    "source_relation": r,
                    "passages": 3,
                    "characters_shared": 300,
                    "share": s,
                    "direction": "dated",
                }
                for p, r, s in borrowed
            ],
        ),
        "number_swaps": tables.frame("number_swaps", swaps),
    }
