"""Folders so thin that counts are nought and lists empty: every chart and page is made all the same."""

from __future__ import annotations

import nbformat
import pytest

import executed
from cityplans import codebook, pipeline, tables
from cityplans.publishing.charts import charts
from cityplans.publishing.explorer import explorer
from cityplans.publishing.notebooks import run
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
THIN = {  # what is lacking → the documents
    "targets of the most frequent kind": (REPORT, WITHOUT_NUMBERS),
    "regions": (WITHOUT_REGION,),
    "targets and instruments": (BARE_REPORT,),
}


@pytest.mark.slow
@pytest.mark.parametrize("texts", THIN.values(), ids=THIN)
def test_every_chart_and_page_is_made(texts, tmp_path):
    raw, out, words = tmp_path / "raw", tmp_path / "out", ROOT / "data/codebook"
    raw.mkdir()
    for place, text in enumerate(texts):
        (raw / f"plan{place}.txt").write_text(text, encoding="utf-8")
    pipeline.build(raw, out, words)
    frames, texts_of = tables.load(out)
    assert len(frames["plans"]) == len(texts)
    for lang in ("zh", "en"):
        view = View(frames, codebook.load(words), lang, texts_of)
        for chart in charts.all_charts(view):
            assert chart.figure and "nan" not in chart.title
        explorer.write(view, tmp_path / "explorer.html")
    folders = {"out": str(out), "reports": str(tmp_path / "reports"), "codebook": str(words), "export": True}
    for path in NOTEBOOKS:
        notebook, names = run.with_parameters(nbformat.read(path, as_version=4), folders), {}
        for cell in (c for c in notebook.cells if c.cell_type == "code"):
            executed._last(cell.source, names)
