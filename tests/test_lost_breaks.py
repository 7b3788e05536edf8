"""Plans without their line breaks, as crawlers keep them, are the plans they were with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cityplans import codebook as codebooks
from cityplans.extraction import collation
from cityplans.extraction.targets import words_of
from cityplans.reading import corpus

ROOT = Path(__file__).resolve().parents[1]
CODEBOOK = codebooks.load(ROOT / "data" / "codebook")
TEXTS = sorted((ROOT / "data" / "processed" / "texts").glob("*.txt"))
LONG = "完善工作机制，健全政策体系，推动各项任务落地见效，加快建设高水平创新型城市。" * 5


def read(folder: Path, text: str):
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    return corpus.read_corpus(folder, CODEBOOK)


def said(plan) -> set[tuple]:
    found, _ = collation.collated(plan, words_of(CODEBOOK))
    return {(t["indicator_text"], t["value_text"], t["horizon"], t["unit"]) for t in found.targets}


@pytest.mark.parametrize("between", ["", "\u3000\u3000"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_six_plans_come_back_without_their_breaks(path, between, tmp_path):
    text = path.read_text(encoding="utf-8")
    whole = read(tmp_path, text).plans[0]
    (plan,) = read(tmp_path, between.join(text.split("\n"))).plans
    assert (plan.region, plan.date, plan.plan_type) == (whole.region, whole.date, whole.plan_type)
    assert plan.title.replace(" ", "") == whole.title.replace(" ", "")
    clauses = {c.text.strip() for c in whole.clauses}
    assert len(clauses & {c.text.strip() for c in plan.clauses}) >= 0.75 * len(clauses)
    assert len(said(plan) & said(whole)) >= 0.95 * len(said(whole))


NOTICES = [  # title of a notice, what it issues, region, doc_no, issuer, date, plan_type
    (
        "湖北省人民政府办公厅关于印发《湖北省量子科技产业发展行动方案（2024—2026年）》的通知",
        "湖北省量子科技产业发展行动方案（2024—2026年）",
        ("湖北省", "鄂政办发〔2024〕12号", "湖北省人民政府办公厅", "2024-05-06", "action_plan"),
    ),
    (
        "成都市科学技术局关于印发成都市概念验证中心管理办法的通知",
        "成都市概念验证中心管理办法",
        ("成都市", "成科字〔2022〕3号", "成都市科学技术局", "2022-01-09", "measures"),
    ),
    (
        "昆明市人民政府关于印发“绿美昆明”建设三年行动计划的通知",
        "“绿美昆明”建设三年行动计划",
        ("昆明市", "昆政发〔2023〕7号", "昆明市人民政府", "2023-11-30", "action_plan"),
    ),
    (
        "中共苏州市委 苏州市人民政府印发《关于支持青年发展的若干意见》的通知",
        "关于支持青年发展的若干意见",
        ("苏州市", "苏委发〔2021〕18号", "中共苏州市委", "2021-10-08", "opinion"),
    ),
]


@pytest.mark.parametrize("notice, title, facts", NOTICES, ids=[title for _, title, _ in NOTICES])
@pytest.mark.parametrize("between", ["", "\n"])
def test_a_notice_and_its_plan(notice, title, facts, between, tmp_path):
    region, number, issuer, date, kind = facts
    year, month, day = date.split("-")
    signer = notice.split("关于印发")[0].split("印发")[0].split(" ")[0]
    parts = [
        notice.replace(" ", "") if not between else notice,
        number,
        "各区县人民政府，市政府各部门，各有关单位：",
        f"现将《{title}》印发给你们，请认真贯彻执行。",
        signer,
        f"{year}年{int(month)}月{int(day)}日",
        "（此件公开发布）",
        title,
        "为贯彻落实党中央决策部署，结合实际，制定本文件。",
        "一、总体要求",
        f"以习近平新时代中国特色社会主义思想为指导。{LONG}",
        "二、主要目标",
        f"到2026年，建成重点实验室30家。{LONG}",
        "三、重点任务",
        f"（一）加强攻关。{LONG}",
        f"（二）培育企业。{LONG}",
    ]
    (plan,) = read(tmp_path, between.join(parts)).plans
    assert (plan.title, plan.region, plan.doc_no) == (title, region, number)
    assert (plan.date, plan.plan_type) == (date, kind)
    assert plan.issuer.startswith(issuer)
    assert [c.heading for c in plan.clauses if c.heading] == [
        "总体要求",
        "主要目标",
        "重点任务",
        "加强攻关",
        "培育企业",
    ]


@pytest.mark.parametrize("repeats, breaks", [(320, False), (335, True)])
def test_a_line_just_long_enough_has_lost_its_breaks(repeats, breaks, tmp_path):
    """Below UNBROKEN characters a line keeps what looks like items in it."""
    text = "支持以下方向：1.芯片。2.软件。" + "推进。" * repeats
    lines = ["南京市创新行动计划", "一、总体要求", text, "二、任务", LONG]
    assert (len(text) >= 1000) == breaks
    clauses = read(tmp_path, "\n".join(lines)).plans[0].clauses
    assert any(c.text.startswith("2.软件") for c in clauses) == breaks
