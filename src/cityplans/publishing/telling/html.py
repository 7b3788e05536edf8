"""HTML that needs no network: the page around a text, tables, and text that is shown and never run."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

FONT = Path(__file__).parents[1] / "fonts" / "CityPlansSans-Regular.ttf"
FONTS = "fonts"  # folder beside the pages; browsers read it only where no font of the machine has Chinese
FONT_FACE = """
@font-face { font-family: "CityPlans Sans"; font-display: swap;
  src: url("%s/CityPlansSans-Regular.ttf") format("truetype"); }
"""
STYLE = """
:root { --ink: #222; --grey: #666; --line: #ddd; --pale: #f6f7f8; --accent: #0072b2; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.2rem 1.2rem 4rem; max-width: 64rem; color: var(--ink); background: #fff;
  font: 16px/1.6 "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Segoe UI",
  "Helvetica Neue", Arial, "CityPlans Sans", sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 1rem 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; padding-top: .6rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
a { color: var(--accent); } a:focus { outline: 3px solid #e69f00; }
p.note, .note { color: var(--grey); font-size: .85rem; }
table { border-collapse: collapse; margin: .6rem 0 1rem; font-size: .86rem; line-height: 1.45; }
th, td { padding: .28rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { background: var(--pale); font-weight: 600; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.s { white-space: nowrap; }
mark { background: #fff1c2; padding: 0 .1em; }
.wide, .output_html { overflow-x: auto; }
.anchor-link { display: none; }
.text_cell_render table { width: 100%; table-layout: fixed; line-height: 1.6; color: #444; }
.text_cell_render thead { display: none; }
.text_cell_render td { width: 50%; border: 0; padding: .2rem 1.2rem .2rem 0; }
table.dataframe { font-size: .75rem; border: 0; }
table.dataframe thead th { text-align: left; }
table.dataframe th, table.dataframe td { max-width: 16rem; overflow: hidden;
  white-space: nowrap; text-overflow: ellipsis; border: 0;
  border-bottom: 1px solid var(--line); }
table.dataframe td:last-child { max-width: 40rem; white-space: normal; }
table.both { width: 100%; table-layout: fixed; font-size: .95rem; line-height: 1.6; }
table.both td { width: 50%; border: 0; padding: .2rem 1.2rem .2rem 0; }
table.both.finding { background: var(--pale); border-left: 4px solid var(--accent); }
table.both.finding td { padding: .5rem 1rem; }
img { max-width: 100%; height: auto; }
details { margin: .1rem 0; } summary { cursor: pointer; color: #999; font-size: .7rem; text-align: right; }
details.rest summary { color: var(--accent); font-size: .85rem; text-align: left; }
pre { background: var(--pale); padding: .6rem .8rem; overflow-x: auto; font-size: .8rem; line-height: 1.4; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1rem; }
.card { border: 1px solid var(--line); border-radius: 4px; padding: .6rem .8rem; font-size: .9rem; }
.card img { display: block; width: 100%; height: 9rem; object-fit: contain; object-position: left top; }
.lead img { display: block; width: min(100%, 40rem); max-height: 32rem; margin: .2rem 0 1rem;
  object-fit: contain; object-position: left top; }
.said { position: absolute; opacity: 0; }
.said + label { cursor: pointer; color: var(--accent); font-size: .85rem; margin-right: .8rem; }
.said:checked + label { color: var(--ink); font-weight: 600; }
.said:focus-visible + label { outline: 3px solid #e69f00; }
#zh:checked ~ main [lang="en"], #en:checked ~ main [lang="zh"], :is(#zh, #en):checked ~ main .and
  { display: none; }
:is(#zh, #en):checked ~ main :is(table.both, .text_cell_render) td[lang] { width: 100%; }
@media (max-width: 40rem) { body { font-size: 15px; } table.both td { display: block; width: 100%; }
  .wide table { width: max-content; } .wide td { max-width: 14em; } }
@page { size: A4; margin: 13mm; }
@media print {
  html { font-size: 12.5px; }
  body { max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.4; }
  details:not(.rest), details.rest > summary, .said + label, .celltag_screen { display: none; }
  details.rest::details-content { content-visibility: visible; block-size: auto; }
  h2, h3, .text_cell { break-after: avoid; } h1 { margin-top: 0; }
  h2 { margin-top: .8rem; padding-top: .4rem; }
  p { margin: .4em 0; }
  .text_cell_render table, table.both { margin: .3rem 0; line-height: 1.35; }
  table.both td, .text_cell_render td { padding: .1rem .8rem .1rem 0; }
  table.both.finding td { padding: .25rem .8rem; }
  tr, img, .card { break-inside: avoid; } img { max-width: min(100%, 140mm); max-height: 200mm; }
  li:has(.lead) { break-inside: avoid; } .lead img { max-height: 85mm; }
  .wide, .output_html { overflow: visible; }
  .wide table, table.dataframe { width: 100%; font-size: 7pt; line-height: 1.25; }
  .wide :is(td, th), table.dataframe :is(td, th) { white-space: normal; padding: .1rem .3rem; }
  .wide td:has(mark) { width: 42%; }
}
"""


# the same in JupyterLab, whose own style sets every cell right and knows no finding
LIVE = """<style>
.jp-RenderedHTMLCommon table.both td, .jp-RenderedHTMLCommon .wide :is(th, td),
.jp-RenderedHTMLCommon table.dataframe :is(th, td) { text-align: left; vertical-align: top; }
.jp-RenderedHTMLCommon .wide :is(td, th).n { text-align: right; }
.jp-RenderedHTMLCommon table.dataframe :is(th, td):not(:last-child) { white-space: nowrap;
  max-width: 24em; overflow: hidden; text-overflow: ellipsis; }
.jp-RenderedHTMLCommon .wide { overflow-x: auto; }
.jp-RenderedHTMLCommon table.both { width: 100%; table-layout: fixed; font-size: 1em; line-height: 1.6; }
.jp-RenderedHTMLCommon table.both td { width: 50%; white-space: normal; padding: .2rem 1.2rem .2rem 0; }
.jp-RenderedHTMLCommon table.both.finding { border-left: 4px solid #0072b2; }
.jp-RenderedHTMLCommon table.both.finding tr { background: var(--jp-layout-color2, #f6f7f8); }
.jp-RenderedHTMLCommon table.both.finding td { padding: .5rem 1rem; }
</style>"""


def write_font(reports: Path) -> Path:
    """The font that travels with the pages below `reports`."""
    folder = reports / FONTS
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(FONT, folder / FONT.name))


LANGUAGES = (("zh", "中文"), ("en", "English"), ("both", "中文 · English"))
PARTED = re.compile(r"((?:\d\d )?)([^·<>]*[\u4e00-\u9fff][^·<>]*?) ?· ([^·<>]+)")
HEADS = re.compile(r"(<(?:h[1-3]|summary)\b[^>]*>)([^<]*)")
SIDE_BY_SIDE = re.compile(r"<thead>\s*<tr>\s*<th>中文</th>\s*<th>English</th>.*?</table>", re.DOTALL)
TWO_CELLS = re.compile(r"<td>(.*?)</td>(\s*)<td>(.*?)</td>", re.DOTALL)


def parted(words) -> Markup:
    """`02 目标 · Targets` as HTML of which either language can be shown alone; other text as it is."""
    found = PARTED.fullmatch(text(words))
    if not found:
        return text(words)
    before, zh, en = found.groups()
    return Markup(
        f'{before}<span lang="zh">{zh}</span><span class="and"> · </span><span lang="en">{en}</span>'
    )


def _either(body: str) -> str:
    """The body with its headings and its tables of 中文 and English marked by language."""
    cells = r'<td lang="zh">\1</td>\2<td lang="en">\3</td>'
    body = SIDE_BY_SIDE.sub(lambda found: TWO_CELLS.sub(cells, found[0]), body)
    return HEADS.sub(lambda found: found[1] + parted(Markup(found[2])), body)


def _switch(lang: str) -> str:
    """Which language is shown, without a script."""
    return "".join(
        f'<input class="said" type="radio" name="said" id="{code}"{" checked" * (code == lang)}>'
        f'<label for="{code}">{word}</label>'
        for code, word in LANGUAGES
    )


def page(title: str, body: str, fonts: str = FONTS, lang: str = "zh", has_both: bool = False) -> str:
    """A whole page around `body` (HTML); nothing in it is fetched from elsewhere. `fonts`: the way to their
    folder. One that `has_both` languages shows `lang` and has a switch."""
    if has_both:
        body = f"{_switch(lang)}\n<main>\n{_either(body)}\n</main>"
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' data: "
        "file:; font-src 'self' file:; "
        "style-src 'unsafe-inline'\">"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>{head}\n<title>{escape(title)}</title>\n'
        f"<style>{FONT_FACE % fonts}{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


class Markup(str):
    """HTML made here, not to be escaped again."""


def text(value) -> Markup:
    """Any value as HTML that shows it."""
    return value if isinstance(value, Markup) else Markup(escape(str(value)).replace("\n", "<br>"))


def link(target: str, words) -> Markup:
    return Markup(f'<a href="{escape(target)}">{text(words)}</a>')


def marked(before: str, span: str, after: str) -> Markup:
    """A span highlighted in its surroundings."""
    return Markup(f"{text(before)}<mark>{text(span)}</mark>{text(after)}")


def table(head: Sequence, rows: Iterable[Sequence], numeric: Sequence[bool] = ()) -> Markup:
    """A table; columns of figures stand right, short cells do not break."""
    marks = [*numeric, *[False] * (len(head) - len(numeric))]
    top = "".join(
        f'<th class="n">{text(h)}</th>' if n else f"<th>{text(h)}</th>"
        for h, n in zip(head, marks, strict=True)
    )
    lines = "".join(
        "<tr>" + "".join(_cell(v, n) for v, n in zip(row, marks, strict=True)) + "</tr>\n" for row in rows
    )
    return Markup(
        f'<div class="wide"><table><thead><tr>{top}</tr></thead>\n<tbody>\n{lines}</tbody></table></div>'
    )


def folded(words: str, inner: Markup) -> Markup:
    """What is opened by a click on the words."""
    return Markup(f'<details class="rest"><summary>{text(words)}</summary>{inner}</details>')


def _cell(value, numeric: bool) -> str:
    shown = text(value)
    kind = "n" if numeric else "s" if len(str(value)) <= 14 else ""
    return f'<td class="{kind}">{shown}</td>' if kind else f"<td>{shown}</td>"


def both(rows: Iterable[tuple[str, str]], kind: str = "") -> Markup:
    """Chinese and English side by side, a line each pair."""
    lines = "".join(f'<tr><td lang="zh">{text(zh)}</td><td lang="en">{text(en)}</td></tr>' for zh, en in rows)
    return Markup(f'<table class="both {kind}"><tbody>{lines}</tbody></table>')
