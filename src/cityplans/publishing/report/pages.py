"""reports/index.html: one page that links everything that was made. Plain HTML, in Chinese and English."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cityplans import tables
from cityplans.publishing.briefing import office
from cityplans.publishing.charts import written
from cityplans.publishing.notebooks import run
from cityplans.publishing.report import briefings
from cityplans.publishing.report.changes import PAGES
from cityplans.publishing.telling import html
from cityplans.publishing.telling.html import Markup, link, text
from cityplans.publishing.telling.text import counted, of_regions
from cityplans.publishing.telling.view import LEVELS
from cityplans.publishing.telling.wording import pick

TO_LOOK_AT = ("lost", "look")  # severities of problems; a note asks for nothing
RUN_FILE = "run.json"
FINDING = re.compile(r'<table class="both finding"><tbody>(<tr>.*?</tr>)', re.DOTALL)
PART = re.compile(r"_[2-9](_(?:zh|en))$")
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
    ("interface.html", "接口：在 Python 里用这些表", "Interface: these tables in Python"),
    ("changes.md", "与上次认可的结果相比的变化", "What changed since the tables accepted last"),
    ("*.docx", "简报", "Briefing"),
    ("*.pptx", "幻灯片", "Slides"),
    (
        RUN_FILE,
        "运行记录：输入文件及其哈希、版本、计数、用时、问题",
        "Run record: inputs with hashes, versions, counts, timings, problems",
    ),
)
CHART_FOLDERS = (("zh", "图（中文）· Charts in Chinese"), ("en", "图（英文）· Charts in English"))
LANGUAGES = tuple(lang for lang, _ in CHART_FOLDERS)
GROUPS = (  # how the names of charts begin, in the order of the page
    (("timeline", "commitment"), "计划 · Plans"),
    (
        ("revised", "needed", "multiples", "sets", "heat", "amplification", "shares"),
        "目标对照 · Targets side by side",
    ),
    (("strip", "tiles", "dots"), "单项指标 · Single indicators"),
    (("",), "主题与文字 · Themes and wording"),
)

LEADING = {  # how the names of the charts begin of which the first there is stands with a notebook
    "01": ("timeline",),
    "02": ("sets", "commitment"),
    "03": ("themes",),
    "04": ("distances", "borrowing"),
    "05": ("multiples", "strip", "dots_rd_intensity", "dots", "heat"),
}


class Made(NamedTuple):
    """What this run made: only that is shown as current, with its date and number."""

    date: str
    run_id: str
    files: frozenset[Path]
    selection: str = ""  # which plans, where not all were taken


def write_index(
    reports: Path,
    frames: Mapping[str, pd.DataFrame],
    cites: Mapping[str, str],
    notebook_paths: Sequence[Path],
    made: Made | None = None,
    lang: str = "zh",
) -> Path:
    """The start page, from what stands below `reports`; without `made` all of it counts as current."""
    old: list[Path] = []
    body = [
        "<h1>城市创新计划分析 · City innovation plans</h1>",
        html.both([_counts(frames)], "finding"),
        html.both([_selected(made.selection)]) if made and made.selection else "",
        html.both([_dated(made)]) if made else "",
        _arrived(reports, frames["plans"], made, old),
        "<h2>从这里读起 · Read first</h2>",
        _notebooks(reports, notebook_paths, _pictures(reports / "charts" / lang, made)),
        "<h2>带走 · Take away</h2>",
        _others(reports, made, old, lang),
        _briefed(reports, made, old),
        *(_charts(reports, lang, head, made, old) for lang, head in CHART_FOLDERS),
        _left(reports, old),
        "<h2>引用 · How to cite</h2>",
        html.both([(cites["zh"], cites["en"])]),
    ]
    path = reports / "index.html"
    title = "城市创新计划分析 · City innovation plans"
    tables.write_bytes(path, html.page(title, "\n".join(body), lang=lang, has_both=True).encode())
    return path


def write_unfinished(reports: Path, run_id: str) -> Path:
    """The start page while pictures and pages are being made: older words would stand under newer pictures,
    and would stay there if the report is cut short."""
    said = (
        "报告正在写入，或上次写到一半被中断：图和网页可能出自不同的运行。"
        "请等它写完，或再运行 run.py report。",
        "A report is being written, or was cut short: pictures and pages may be of different runs. "
        "Wait for it, or run it again: run.py report.",
    )
    title = "城市创新计划分析 · City innovation plans"
    body = [f"<h1>{title}</h1>", html.both([said], "finding"), f'<p class="note">{text(run_id)}</p>']
    path = reports / "index.html"
    tables.write_bytes(path, html.page(title, "\n".join(body)).encode())
    return path


def _arrived(reports: Path, plans: pd.DataFrame, made: Made | None, old: list[Path]) -> Markup:
    """Pages of the plans that came in since the tables were accepted, by region and title."""
    pages: dict[str, list[Markup]] = defaultdict(list)
    titles = dict(zip(plans["plan_id"], plans["region"].fillna("") + " " + plans["title"].fillna("")))
    for path in sorted((reports / PAGES).glob("*.*")):
        if made and path not in made.files:
            old.append(path)
        else:
            name, plan_id = path.relative_to(reports).as_posix(), path.stem.rpartition("_")[0]
            pages[titles.get(plan_id, "").strip() or plan_id].append(link(name, path.name))
    if not pages:
        return Markup("")
    rows = [f"<li>{text(title)}<br>{' · '.join(links)}</li>" for title, links in pages.items()]
    told = html.both([(
        "看完、改完后运行 run.py accept，下次就不再列出。",
        "When read and mended, run run.py accept: they are then no longer new.",
    )])  # fmt: skip
    return Markup(f"<h2>新到的计划 · New plans</h2>\n<ul>{''.join(rows)}</ul>{told}")


def _left(reports: Path, old: Sequence[Path]) -> Markup:
    """What earlier runs or other commands left, with the day each file was written."""
    if not old:
        return Markup("")
    rows = []
    for path in old:
        name, day = path.relative_to(reports).as_posix(), date.fromtimestamp(path.stat().st_mtime).isoformat()
        rows.append(f"<li>{link(name, name)} – {day}</li>")
    head = "<h2>不是这次运行所做 · Not made by this run</h2>"
    return Markup(head + "<ul>" + "\n".join(rows) + "</ul>")


def _dated(made: Made) -> tuple[str, str]:
    """Date and id of the run, and that they hold for every item: what is of another stands at the end."""
    return (
        f"运行{made.run_id}，{made.date}。本页所列都出自这次运行，不是的另列。",
        f"Run {made.run_id}, {made.date}. All items of this page are of it; those that are not stand apart.",
    )


def _selected(which: str) -> tuple[str, str]:
    return f"只用了一部分计划：{which}", f"Some of the plans only: {which}"


def _counts(frames: Mapping[str, pd.DataFrame]) -> tuple[str, str]:
    plans, targets = (len(frames[name]) for name in ("plans", "targets"))
    problems = frames["problems"]["severity"].isin(TO_LOOK_AT).sum()
    has_nation = bool((frames["plans"]["region_level"] == LEVELS[0]).any())
    regions_zh, regions_en = of_regions(frames["plans"]["region"].dropna().nunique(), has_nation)
    keys = frames["targets"]["indicator_id"].dropna().nunique()
    return (
        f"{regions_zh}的{plans}份计划，{targets}项量化目标，涉及编码表中的{keys}个指标；"
        f"{problems}个问题需要人看（见01）。",
        f"{counted(plans, 'plan')} of {regions_en}, "
        f"{counted(targets, 'quantified target')} on {counted(keys, 'indicator')} of the codebook; "
        f"{counted(int(problems), 'problem')} for a person to look at (see 01).",
    )


def _notebooks(reports: Path, paths, pictures: Mapping[str, str]) -> Markup:
    """Each with its first finding and the chart that shows most of what it is about."""
    rows = []
    for path in paths:
        page = reports / "notebooks" / f"{path.stem}.html"
        if page.is_file():
            to = link(f"notebooks/{path.stem}.html", html.parted(run.title(path)))
            shown = _lead(pictures, path.stem[:2])
            rows.append(f"<li>{to}{_finding(page.read_text('utf-8'))}{shown}</li>")
    return Markup("<ul>" + "\n".join(rows) + "</ul>")


def _pictures(folder: Path, made: Made | None) -> dict[str, str]:
    """Path without ending → title, of the charts of this run."""
    if made and folder / written.INDEX not in made.files:
        return {}
    stem = f"charts/{folder.name}/"
    return {stem + row["name"]: row["title"] for row in written.read_index(folder)}


def _lead(pictures: Mapping[str, str], number: str) -> Markup:
    """The chart of a notebook; nothing where there is none."""
    for begins in LEADING.get(number, ()):
        for path, title in pictures.items():
            if path.rpartition("/")[2].startswith(begins):
                return Markup(
                    f'<a class="lead" href="{text(path)}.png"><img src="{text(path)}.svg" '
                    f'alt="{text(title)}" loading="lazy"></a>'
                )
    return Markup("")


def _finding(page: str) -> Markup:
    """The first finding of a notebook's page, as the page has it."""
    found = FINDING.search(page)
    return Markup(f'<table class="both"><tbody>{found[1]}</tbody></table>' if found else "")


def _others(reports: Path, made: Made | None, old: list[Path], lang: str) -> Markup:
    """What the report holds beside charts, pages and briefings."""
    rows = []
    for pattern, zh, en in OTHERS:
        for path in sorted(reports.glob(pattern)):
            if path.stem.endswith(tuple(f"_{other}" for other in LANGUAGES if other != lang)):
                continue
            if made and path.name != RUN_FILE and not _is_of(made, path):
                old.append(path)
                continue
            name = path.relative_to(reports).as_posix()
            rows.append(f"<li>{link(name, name)} – {html.parted(f'{zh} · {en}')}</li>")
    return Markup("<ul>" + "\n".join(rows) + "</ul>")


def _briefed(reports: Path, made: Made | None, old: list[Path]) -> Markup:
    """The briefings of this run; those of others are told to be old."""
    listed, others = briefings.section(reports, made.run_id if made else None)
    old += others
    return listed


def _is_of(made: Made, path: Path) -> bool:
    """Whether this run made the file, or would have made it: a briefing of the same tables bears its id."""
    return path in made.files or office.prints(path, made.run_id)


def _charts(reports: Path, lang: str, head: str, made: Made | None, old: list[Path]) -> Markup:
    folder = reports / "charts" / lang
    rows = written.read_index(folder)
    if rows and made and folder / written.INDEX not in made.files:
        old.append(folder / written.INDEX)
        return Markup("")
    parts = [f"<h2>{text(head)} ({len(rows)})</h2>", _sources(folder, lang)] if rows else []
    sizes = {
        size: {row["name"] for row in written.read_index(folder / size)}
        for size in written.SIZES
        if not made or folder / size / written.INDEX in made.files
    }
    for starts, title in GROUPS:
        here = [row for row in rows if row["name"].startswith(starts)]
        rows = [row for row in rows if row not in here]
        if here:
            cards = "\n".join(_card(folder.relative_to(reports), row, sizes) for row in here)
            parts.append(f'<h3>{text(title)} ({len(here)})</h3>\n<div class="grid">{cards}</div>')
        if "dots" in starts and parts:
            parts.append(_no_chart(folder, lang))
    return Markup("\n".join(parts))


def _no_chart(folder: Path, lang: str) -> Markup:
    """Why other shared indicators have no chart of their own."""
    told = [
        f"{why}：{'、'.join(names)}" if lang == "zh" else f"{why}: {'; '.join(names)}"
        for why, names in written.read_no_chart(folder).items()
    ]
    if not told:
        return Markup("")
    head = pick(lang, "没有单独画图的共有指标", "Shared indicators without a chart of their own")
    lines = "".join(f"<li>{text(line)}</li>" for line in told)
    return Markup(f'<details class="note"><summary>{text(head)}</summary><ul>{lines}</ul></details>')


SIZE_NAMES = {"slide": "幻灯片 · slide", "column": "半栏 · column"}


def _sources(folder: Path, lang: str) -> Markup:
    """The plans by the short names that charts give them, with their titles."""
    told = [
        " · ".join(filter(None, (row["name"], row["title"], row["doc_no"], row["date"])))
        for row in written.read_sources(folder)
    ]
    if not told:
        return Markup("")
    head = pick(lang, "图中各计划的全名与文号", "The plans in the charts, with title and number")
    lines = "".join(f"<li>{text(line)}</li>" for line in told)
    return Markup(f'<details class="note"><summary>{text(head)}</summary><ul>{lines}</ul></details>')


def _is_part_of(name: str, first: str) -> bool:
    """Whether a chart goes on with what had no room on the first picture: timeline_2_zh after timeline_zh."""
    return PART.sub(r"\1", name) == first != name


def _card(folder: Path, row: Mapping[str, str], sizes: Mapping[str, Collection[str]]) -> Markup:
    """A chart with links to its files, also in other sizes where there are any."""
    name, stem = row["name"], f"{folder.as_posix()}/{row['name']}"
    files = " · ".join(link(f"{stem}.{kind}", kind.upper()) for kind in ("svg", "png", "csv"))
    for size, names in sizes.items():
        links = " ".join(
            link(f"{folder.as_posix()}/{size}/{part}.{kind}", kind.upper())
            for part in sorted(names, key=len)
            if part == name or _is_part_of(part, name)
            for kind in ("svg", "png")
        )
        files += f"<br>{html.parted(SIZE_NAMES[size])}: {links}" if links else ""
    picture = (
        f'<a href="{text(stem)}.png"><img src="{text(stem)}.svg" alt="{text(row["title"])}" '
        'loading="lazy"></a>'
    )
    return Markup(f'<div class="card">{picture}<p>{text(row["title"])}</p><p class="note">{files}</p></div>')
