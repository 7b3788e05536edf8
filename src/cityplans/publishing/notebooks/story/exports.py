"""Notebook 06: make charts and workbook from the tables, and say what there is."""

from __future__ import annotations

from pathlib import Path

from cityplans import places
from cityplans.publishing.charts import written as charts_written
from cityplans.publishing.notebooks.story import Shown, Told, listed, noted, said
from cityplans.publishing.telling import citation, html
from cityplans.running import record

KINDS = {
    ".xlsx": ("工作簿", "workbook"),
    ".svg": ("图", "chart"),
    ".png": ("图（300 dpi）", "chart (300 dpi)"),
    ".csv": ("图中数据", "data of a chart"),
    ".html": ("网页", "page"),
    ".json": ("运行记录", "run record"),
    ".docx": ("文稿", "document"),
    ".pptx": ("幻灯片", "slides"),
    ".md": ("文本", "text"),
}


def files(reports: Path) -> list[Path]:
    """Everything below `reports`, in order; what is hidden left out, the pages, this one among them, and what
    is made of some plans only."""
    found = {p: p.relative_to(reports).parts for p in reports.rglob("*") if p.is_file()}
    return sorted(
        path
        for path, parts in found.items()
        if path.suffix != ".html"
        and parts[0] != places.OF_SOME
        and not any(part.startswith((".", "~$")) for part in parts)
    )


def listing(reports: Path) -> str:
    """All that is told here of what stands below `reports`."""
    return repr(([path.relative_to(reports).as_posix() for path in files(reports)], chart_lists(reports)))


def finding(told: Told) -> Shown:
    made = files(told.reports)
    charts = [row for row in chart_lists(told.reports) if row["lang"] == told.lang]
    books = [p.name for p in made if p.suffix == ".xlsx"]
    return said(
        (
            f"{len(charts)}张图（各有 SVG、300 dpi PNG 和所示数据 CSV）"
            + (f"，工作簿 {'、'.join(books)}。" if books else "；没有工作簿。"),
            f"{len(charts)} charts (each as SVG, 300-dpi PNG and CSV of what it shows)"
            + (f"; workbook {', '.join(books)}." if books else "; no workbook."),
        )
    )


def counted(told: Told) -> Shown:
    """How many files of each kind in each folder, these pages apart."""
    found: dict[tuple[str, str], int] = {}
    for path in files(told.reports):
        key = path.parent.relative_to(told.reports).as_posix(), path.suffix
        found[key] = found.get(key, 0) + 1
    rows = [
        {
            "folder": f"reports/{folder}".removesuffix("/."),
            "kind_of_file": KINDS.get(suffix, (suffix, suffix))[told.lang == "en"],
            "n": n,
        }
        for (folder, suffix), n in sorted(found.items())
    ]
    return listed(
        told,
        rows,
        ("folder", "kind_of_file", "n"),
        heads={"folder": ("文件夹", "Folder"), "kind_of_file": ("种类", "Kind")},
    )


def charts(told: Told) -> Shown:
    """Every chart with the finding it states, linked."""
    rows = [
        {
            "chart": html.link(f"../charts/{row['lang']}/{row['name']}.svg", row["name"]),
            "chart_title": row["title"],
        }
        for row in chart_lists(told.reports)
        if row["lang"] == told.lang
    ]
    return listed(
        told,
        rows,
        ("chart", "chart_title"),
        heads={"chart": ("图", "Chart"), "chart_title": ("图题", "What it says")},
    )


def chart_lists(reports: Path) -> list[dict]:
    """The charts of every language folder, with `lang`."""
    folders = sorted(p for p in (reports / "charts").glob("*") if p.is_dir())
    return [{**row, "lang": folder.name} for folder in folders for row in charts_written.read_index(folder)]


def cited(told: Told) -> Shown:
    """The line to put under a chart, in both languages."""
    run = record.identity(told.out, told.codebook)
    zh, en = (citation.cite(told.other(lang), run) for lang in ("zh", "en"))
    return noted((zh, en))
