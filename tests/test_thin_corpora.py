"""Folders so thin that counts are nought and lists empty: every chart and page is made all the same."""

from __future__ import annotations

import functools

import nbformat
import pytest
from matplotlib.figure import Figure

import executed
from cityplans import codebook, pipeline, tables
from cityplans.__main__ import main
from cityplans.publishing.charts import charts, written
from cityplans.publishing.notebooks import run
from cityplans.publishing.report import interface
from cityplans.publishing.telling.view import View
from test_notebooks import NOTEBOOKS, ROOT

REPORT = """云麓市政府工作报告（2026年）

一、2025年工作回顾
2025年，全市地区生产总值增长5.5%，一般公共预算收入增长3%。
二、2026年主要任务
今年的主要预期目标是：地区生产总值增长5%以上，城镇新增就业10万人，城镇调查失业率5%左右。
"""
WITHOUT_NUMBERS = """湖州市科技创新发展规划

第一章 总体要求
坚持创新驱动发展，深入推进人才引育，完善科技体制机制，全面提升自主创新能力。
第二章 重点任务
第一节 加强基础研究
支持高校和科研院所开展前沿探索，建设高水平实验室，推动重大科技基础设施建设。
第二节 培育科技企业
加大研发费用加计扣除政策落实力度，引导企业建立研发机构，支持企业牵头组建创新联合体。
第三章 保障措施
加强组织领导，强化经费保障，完善考核评价，营造鼓励创新的社会氛围。
"""
WITHOUT_REGION = """智慧城市建设三年行动计划

一、总体要求
加快推进新型基础设施建设，提升城市治理能力。
二、主要目标
建成智慧站点3000个，重点场所覆盖率达到100%，数字经济核心产业增加值年均增长10%。
三、重点任务
推进政务服务一网通办，拓展数据应用场景，完善网络安全体系，提升服务水平。
四、保障措施
加强统筹协调，加大资金投入。
"""
BARE_REPORT = """温州市政府工作报告

一、过去一年工作回顾
过去一年，我们坚持稳中求进，全市经济运行总体平稳，民生持续改善。
二、今年工作安排
今年要着力扩大内需，优化营商环境，推动高质量发展，持续改善民生福祉。
三、加强政府自身建设
全面推进依法行政，严格廉洁自律。
"""
FIELDS = ("region", "date", "title", "period", "issuer", "unit", "key", "horizon")
FILLERS = (  # so that no two are editions of one plan
    "全市坚持创新驱动发展，完善科技体制机制，优化资源配置，强化企业主体地位，营造良好环境，推动任务落实。",
    "全市深化开放合作，建设高能级平台，打通成果转化堵点，健全金融服务，引育高层次人才，集聚创新要素。",
    "全市加强组织领导，压实部门责任，开展评估督导，保障经费投入，弘扬科学家精神，提升公民科学素质水平。",
)


def plan(region: str, number: int, *missing: str) -> str:
    """A plan that says everything but what is missing."""
    said = {field: field not in missing for field in FIELDS}
    said["period"] &= said["horizon"]  # which goals without a year of their own take
    place = region if said["region"] else ""
    title = f"{place}科技创新规划{'（2021—2025年）' if said['period'] else ''}\n" if said["title"] else ""
    by = "到2025年，" if said["horizon"] else ""
    half = number // 2  # two of three are equal
    goals = f"高新技术企业达到{1000 + half}{'家' if said['unit'] else ''}，研发投入强度达到3.{half}%"
    goals = goals if said["key"] else f"智慧灯杆达到{500 + number}{'根' if said['unit'] else ''}"
    filler = FILLERS[number]
    body = f"一、总体要求\n{filler * 4}\n二、主要目标\n{by}{goals}。\n三、重点任务\n支持企业。{filler * 4}\n"
    signed = f"{place}人民政府\n" if said["issuer"] and place else ""
    return title + body + signed + (f"2021年{number + 3}月6日\n" if said["date"] else "")


def plans(*missing: str, of: tuple[int, ...] = (0, 1, 2)) -> tuple[str, ...]:
    """Three plans; in those whose numbers are in `of` something is missing."""
    cities = enumerate(("湖州市", "绍兴市", "宁波市"))
    return tuple(plan(city, n, *(missing if n in of else ())) for n, city in cities)


def without(kept: str) -> list[str]:
    """All fields but one: a text without title and years is no plan."""
    return [field for field in FIELDS if field != kept]


THIN = {  # what is lacking → the documents
    "targets of the most frequent kind": (REPORT, WITHOUT_NUMBERS),
    "regions": (WITHOUT_REGION,),
    "targets and instruments": (BARE_REPORT,),
    "all but one plan": (plan("湖州市", 0),),
    "nothing": plans(),
    "indicators that are shared": (plan("湖州市", 0), plan("宁波市", 1, "key")),
    **{f"all but the {kept}": plans(*without(kept)) for kept in ("title", "horizon")},
    **{f"all but the {kept} in the first": plans(*without(kept), of=(0,)) for kept in ("title", "horizon")},
    **{
        f"all but the {kept} of one plan": (plan("湖州市", 0, *without(kept)),)
        for kept in ("title", "horizon")
    },
    "date and period in one, title and region in another, issuer and unit in the third": (
        plan("湖州市", 0, "date", "period"),
        plan("绍兴市", 1, "title", "region"),
        plan("宁波市", 2, "issuer", "unit"),
    ),
    "key in one, horizon in another": (
        plan("湖州市", 0),
        plan("绍兴市", 1, "key"),
        plan("宁波市", 2, "horizon"),
    ),
    **{f"{field} in all": plans(field) for field in ("region", "unit", "key", "horizon")},
}
CHECKED = ("regions", "all but the title")
FIELD_OF = {  # the column in which what is missing shows
    "region": ("plans", "region"),
    "date": ("plans", "date"),
    "title": ("plans", "title"),
    "period": ("plans", "period_end"),
    "issuer": ("plans", "issuer"),
    "unit": ("targets", "unit"),
    "key": ("targets", "indicator_id"),
    "horizon": ("targets", "horizon"),
}


def _cases() -> list:
    """Plans that lack nearly all beside others that do not, or alone, are tried with `-m heavy`; so are those
    that lack nothing, of which there are one or several in many other tests (test_report, test_notebooks)."""
    rare = {name for name in THIN if name.endswith((" in the first", " of one plan"))}
    rare |= {"all but one plan", "nothing"}
    return [pytest.param(name, marks=[pytest.mark.heavy] * (name in rare)) for name in THIN]


@pytest.mark.slow
@pytest.mark.parametrize("lacking", _cases())
def test_everything_is_made(lacking, tmp_path, capsys, monkeypatch):
    raw, out, words = tmp_path / "raw", tmp_path / "out", ROOT / "data/codebook"
    raw.mkdir()
    for place, text in enumerate(THIN[lacking]):
        (raw / f"plan{place}.txt").write_text(text, encoding="utf-8")
    pipeline.build(raw, out, words)
    monkeypatch.setattr(tables, "load", functools.cache(tables.load))  # once for pages and commands
    frames, texts_of = tables.load(out)
    assert len(frames["plans"]) == len(THIN[lacking])
    table, column = FIELD_OF.get(lacking.split()[0], ("plans", "plan_id"))
    empty = frames[table][column].isna() | (frames[table][column].astype(str) == "")
    if column != "plan_id":  # a share has its unit
        assert empty.all() if lacking.endswith("in all") and column != "unit" else empty.any()
    view = View(frames, codebook.load(words), ("zh", "en")[list(THIN).index(lacking) % 2], texts_of)
    for chart in charts.all_charts(view):  # the last notebook draws them
        assert "nan" not in chart.title
    monkeypatch.setattr(Figure, "savefig", executed._draft)  # how they look is tried where charts are
    if lacking not in CHECKED:  # other sizes break lines elsewhere and say the same
        monkeypatch.setattr(written, "SIZES", ())
    page = tmp_path / "reports" / interface.PAGE  # the same whatever the tables
    monkeypatch.setattr(interface, "write", lambda *_: tables.write_bytes(page, b"") or page)
    folders = {"out": str(out), "reports": str(tmp_path / "reports"), "codebook": str(words), "export": True}
    for path in NOTEBOOKS:
        notebook, names = run.with_parameters(nbformat.read(path, as_version=4), folders), {}
        for cell in (c for c in notebook.cells if c.cell_type == "code"):
            executed._last(cell.source, names)
    there = {path.name for path in (tmp_path / "reports").rglob("*") if path.is_file()}
    assert {"explorer.html", "cityplans.xlsx"} <= there, there
    commanded(out, tmp_path / "reports", frames, lacking in CHECKED)
    assert "Traceback" not in "".join(capsys.readouterr())


def commanded(out, reports, frames, checks: bool) -> None:
    """Every command that tells of tables ends with 0, or with 1 and a line that says why; `checks`: also the
    one that reads all files again."""
    at = ["--out", str(out), "--codebook", str(ROOT / "data/codebook")]
    asked = [["codebook", "suggest", *at], ["concordance", "创新", *at], ["cite", *at]]
    asked += [["codebook", "check", *at]] * checks
    regions = sorted({*frames["plans"]["region"].dropna()}) or ["湖州市"]
    keys = sorted({*frames["targets"]["indicator_id"].dropna()})[:1] or ["rd_intensity"]
    asked += [["brief", "--region", name, *at, "--reports", str(reports)] for name in regions[:1]]
    asked += [["brief", "--indicator", key, *at, "--reports", str(reports)] for key in keys]
    for arguments in asked:
        assert main(arguments) in (0, 1), arguments
