"""reports/index.html: one page that links everything that was made. Plain HTML, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from cityplans import tables
from cityplans.publishing.charts import written
from cityplans.publishing.notebooks import run
from cityplans.publishing.telling import html
from cityplans.publishing.telling.html import Markup, link, text

OTHERS = (  # file or pattern, Chinese, English
    (
        "cityplans.xlsx",
        "工作簿：所有表，目标与原句互链，可在其中更正",
        "Workbook: all tables, targets linked to their sentences, with a place for corrections",
    ),
    (
        "explorer.html",
        "浏览器：检索、筛选目标，对照原文",
        "Explorer: search and filter targets, with their sentences",
    ),
    ("changes.md", "与上一次运行相比的变化", "What changed since the run before"),
    ("*.docx", "简报", "Briefing"),
    ("*.pptx", "幻灯片", "Slides"),
    ("briefings/*", "简报", "Briefing"),
    (
        "run.json",
        "运行记录：输入文件及其哈希、版本、计数、用时、问题",
        "Run record: inputs with hashes, versions, counts, timings, problems",
    ),
)
CHART_FOLDERS = (("zh", "图（中文）· Charts in Chinese"), ("en", "图（英文）· Charts in English"))


def write_index(
    reports: Path, frames: Mapping[str, pd.DataFrame], cites: Mapping[str, str], notebook_paths
) -> Path:
    """The start page, from what stands below `reports`."""
    body = [
        "<h1>城市创新计划分析 · City innovation plans</h1>",
        html.both([_counts(frames)], "finding"),
        "<h2>从这里读起 · Read first</h2>",
        _notebooks(reports, notebook_paths),
        "<h2>带走 · Take away</h2>",
        _others(reports),
        *(_charts(reports, lang, head) for lang, head in CHART_FOLDERS),
        "<h2>引用 · How to cite</h2>",
        html.both([(cites["zh"], cites["en"])]),
    ]
    path = reports / "index.html"
    tables.write_bytes(path, html.page("城市创新计划分析 · City innovation plans", "\n".join(body)).encode())
    return path


def _counts(frames: Mapping[str, pd.DataFrame]) -> tuple[str, str]:
    plans, targets, problems = (len(frames[name]) for name in ("plans", "targets", "problems"))
    regions = frames["plans"]["region"].dropna().nunique()
    keys = frames["targets"]["indicator_id"].dropna().nunique()
    return (
        f"{regions}个地区的{plans}份计划，{targets}项量化目标，涉及编码表中的{keys}个指标；"
        f"{problems}个问题需要人看（见01）。",
        f"{plans} plans of {regions} regions, {targets} quantified targets on {keys} indicators of the "
        "codebook; "
        f"{problems} problems for a person to look at (see 01).",
    )


def _notebooks(reports: Path, paths) -> Markup:
    rows = []
    for path in paths:
        if (reports / "notebooks" / f"{path.stem}.html").is_file():
            rows.append(f"<li>{link(f'notebooks/{path.stem}.html', run.title(path))}</li>")
    return Markup("<ul>" + "\n".join(rows) + "</ul>")


def _others(reports: Path) -> Markup:
    rows = []
    for pattern, zh, en in OTHERS:
        for path in sorted(reports.glob(pattern)):
            name = path.relative_to(reports).as_posix()
            rows.append(f"<li>{link(name, name)} – {text(zh)} · {text(en)}</li>")
    return Markup("<ul>" + "\n".join(rows) + "</ul>")


def _charts(reports: Path, lang: str, head: str) -> Markup:
    rows = written.read_index(reports / "charts" / lang)
    cards = [_card(f"charts/{lang}/{row['name']}", row["title"]) for row in rows]
    if not cards:
        return Markup("")
    return Markup(f'<h2>{text(head)} ({len(cards)})</h2>\n<div class="grid">' + "\n".join(cards) + "</div>")


def _card(stem: str, title: str) -> Markup:
    files = " · ".join(link(f"{stem}.{kind}", kind.upper()) for kind in ("svg", "png", "csv"))
    picture = (
        f'<a href="{text(stem)}.png"><img src="{text(stem)}.svg" alt="{text(title)}" loading="lazy"></a>'
    )
    return Markup(f'<div class="card">{picture}<p>{text(title)}</p><p class="note">{files}</p></div>')
