"""The start page of more plans than one report can show: what can be chosen, and what was."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cityplans import places, tables
from cityplans.codebook import Codebook
from cityplans.publishing.telling import html
from cityplans.publishing.telling.choosing import MOST_PLANS, Territory, territories
from cityplans.publishing.telling.html import Markup, link, text

HEADS = ("地区 · Territory", "计划 · Plans", "发布年份 · Issued", "要输入的命令 · What to type")


def write_index(reports: Path, plans: pd.DataFrame, codebook: Codebook, run_id: str, lang: str) -> Path:
    """The start page of the table `plans`, a line a province, and links to the reports of selections below
    `reports`."""
    title = "城市创新计划分析 · City innovation plans"
    said = (
        f"{len(plans):,}份计划：图、笔记本、工作簿和浏览器最多用{MOST_PLANS}份，请选取一部分。"
        "全部的表都在数据文件夹里，也可在 Python 里用 cityplans.open() 查询。",
        f"{len(plans):,} plans: charts, notebooks, workbook and explorer are made of at most {MOST_PLANS}; "
        "choose some. The tables of all are in the data folder; cityplans.open() answers questions on them.",
    )
    found = territories(plans, codebook)
    body = [
        f"<h1>{title}</h1>",
        html.both([said], "finding"),
        f'<p class="note">{text(run_id)}</p>',
        _selected(reports),
        "<h2>选取 · Choose</h2>",
        html.table(HEADS, [_row(one) for one in found], (False, True)),
        html.both([_more()]),
    ]
    path = reports / "index.html"
    tables.write_bytes(path, html.page(title, "\n".join(body), lang=lang, has_both=True).encode())
    return path


def _row(one: Territory) -> tuple:
    name = Markup(f"{text(one.zh)} · {text(one.en)}") if one.zh else "地区不明 · Region unknown"
    years = f"{min(one.years)}–{max(one.years)}" if len(one.years) > 1 else "".join(map(str, one.years))
    asked = f'run.py report --select "{one.asked}"' if one.asked else ""
    return name, f"{one.plans:,}", years, Markup(f"<code>{text(asked)}</code>")


def _more() -> tuple[str, str]:
    return (
        "地区后加 * 表示连同辖内各地；levels=prefecture、years=2023、plan_types=plan、status=final "
        "可再缩小范围，用分号隔开，同一项的几个值用逗号隔开。",
        "A * behind a region takes in all that lies in it; levels=prefecture, years=2023, plan_types=plan, "
        "status=final narrow it down, parted by semicolons, values of one by commas.",
    )


def _selected(reports: Path) -> Markup:
    """Links to the reports of selections that were made before."""
    pages = sorted((reports / places.OF_SOME).glob("*/index.html"))
    if not pages:
        return Markup("")
    rows = [f"<li>{link(page.relative_to(reports).as_posix(), page.parent.name)}</li>" for page in pages]
    return Markup("<h2>已选取的 · Chosen before</h2>\n<ul>" + "\n".join(rows) + "</ul>")
