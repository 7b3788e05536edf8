"""HTML (whole pages, fragments, fragments as a database dump leaves them) → text with offsets.

Tags go, blocks become lines, entities become characters; nothing is fetched, no entity is expanded that
HTML does not name. Of a whole page the main part is kept where trafilatura finds it again in our lines.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from cityplans.reading.files.fields import joined
from cityplans.reading.files.grids import SOFT, TAG, in_cells, inside_cell, kept_breaks
from cityplans.reading.files.labels import labelled
from cityplans.reading.files.marks import raised
from cityplans.reading.mapped import Mapped, Span
from cityplans.reading.table_heads import names_indicators

BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "table", "tbody",
    "tfoot", "thead", "title", "tr", "ul",
])  # fmt: skip
UNSEEN = frozenset([
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "button", "textarea",
    "head", "math",
])  # fmt: skip
LOOKS_LIKE = re.compile(
    r"</(?:p|div|span|html|body|table|td|li|a|h[1-6]|strong|b|font)\s*>|<br\s*/?>|<p[\s>]", re.I
)
PIPED = re.compile(r"^[ \t]*\|[^\n]*\|[ \t]*$", re.M)  # a row of Markdown, which breaks its cells by <br>
WHOLE_PAGE = re.compile(r"<(?:html|body|head)[\s>]", re.I)
DUMPED = re.compile(r'<[a-zA-Z][^<>]{0,500}=\\+["\']')
DUMP_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[nrt\"'/\\])"
)
DUMP_SIGNS = {"n": "\n", "r": "", "t": " ", '"': '"', "'": "'", "/": "/", "\\": "\\"}
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
SPACE = re.compile(r"[ \t\r\n\f]+")
BLANK_AT_BREAK = re.compile(r"(?:(?<=[\n\t])|\A) +| +(?=[\n\t]|\Z)")
TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
LONGEST_TAG = 20_000
VOID = frozenset(
    ("br", "hr", "img", "input", "link", "meta", "col", "area", "base", "embed", "source", "wbr")
)
HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d]*[1-9])|"
    r"text-decoration(?:-line)?\s*:[^;\"']{0,40}line-through|mso-hide\s*:\s*all",
    re.I,
)
HIDDEN = re.compile(
    rf"""\sstyle\s*=\s*\\?(?:"[^"]*(?:{HIDES.pattern})|'[^']*(?:{HIDES.pattern}))|\shidden(?=[\s=/>])(?!\s*=\s*["']?false)""",
    re.I,
)
STYLE_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
CLASS = re.compile(r"(?:^|,)\s*\.([\w-]{1,60})\s*(?=,|$)")


TITLE_LEAST = 8  # characters of a title that is no name of a column (规划计划)
PAGE_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{4,300})</title", re.I)
SITE_BEHIND = re.compile(
    r"\s*(?:[_|｜]|[-–—－](?=[^-–—－）)]{0,30}(?:网|政府|门户|站|厅|局|委)[^-–—－]{0,6}$)).*$", re.S
)
DOCUMENT = re.compile(
    "(?:规划|计划|方案|意见|通知|办法|报告|纲要|措施|政策|决定|要点|分工|分解表?)(?:[（(][^（）()]{1,20}[）)])*$"
)
META = re.compile(r"<meta\b[^<>]{0,2000}>", re.I)
ATTRIBUTE = re.compile(r"""([\w:-]{1,40})\s*=\s*(["'])(.*?)\2""", re.S)
# names that the pages of governments give to what they say of a document, and what it is
META_NAMES = {
    "articletitle": "title",
    "pubdate": "date",
    "publishdate": "date",
    "article:published_time": "date",
    "contentsource": "issuer",
    "source": "issuer",
    "url": "url",
}
ANNEX = re.compile(r"\s*附\s*[件表录]\s*[\d一二三四五六七八九十]{0,2}\s*(?:[：:]|$|\s)")
ANNEX_LEAST = 100  # characters of one that is no table
FOOT = re.compile(
    r"\s*(?:主办|承办|版权|网站标识|相关链接|相关文档|相关新闻|上一篇|下一篇|联系我们|关于我们|网站地图|友情链接|.{0,4}ICP备)"
)
SENTENCE = re.compile(r"[。；]\s*$|^\s*(?:注|说明|备注)\s*[：:]")


def looks_like_html(text: str) -> bool:
    """Whether a text carries HTML tags (three or more, or a document's outer tags)."""
    if "<" not in text:
        return False
    text = PIPED.sub("", text) if "|" in text else text
    return (
        bool(WHOLE_PAGE.search(text[:5000]))
        or sum(1 for _, m in zip(range(3), LOOKS_LIKE.finditer(text))) > 1
    )


class Page(NamedTuple):
    """What a page says: its text, what its head says of it (title, date, source …), where text was hidden or
    struck out, and how many characters stand outside the text (menus, feet) or are not shown."""

    text: Mapped
    said: dict[str, str]
    hidden: list[int]
    aside: int


def read_page(source: Mapped) -> Page:
    """The text of a page or fragment, a line for each block, cells of a table row joined by a tab; what else
    it says."""
    if DUMPED.search(source.text):
        source, _ = source.sub(DUMP_ESCAPE, _dump_character)
    gone: list[Span] = []
    whole = _visible(source, gone)
    unseen = sum(len(_bare(html.unescape(TAG.sub("", source.text[a:b])))) for a, b in gone)
    hidden = source.at([a for a, _ in gone])
    if not WHOLE_PAGE.search(source.text):
        return Page(whole, {}, hidden, unseen)
    main = _main_part(source.text, whole)
    outside = len(_bare(whole.text)) - len(_bare(main.text))
    return Page(main, _said(source.text, whole.text), hidden, unseen + max(outside, 0))


def _said(page: str, text: str) -> dict[str, str]:
    """What the head of a government's page says of the document, and the labels above its text."""
    head = page[: page.lower().find("</head") if "</head" in page.lower() else 20_000]
    found: dict[str, str] = {}
    for tag in META.findall(head):
        values = {name.lower(): value for name, _, value in ATTRIBUTE.findall(tag)}
        what = META_NAMES.get((values.get("name") or values.get("property") or "").lower())
        value = html.unescape(values.get("content", "")).strip()
        if what and value:
            found.setdefault(what, value)
    if "title" not in found and (own := _title_of(head)):
        found["title"] = own
    return found | labelled(text)


def _title_of(head: str) -> str:
    """The document that the title of a page names, without its site: 2019年某市政府工作报告_某市人民政府."""
    printed = PAGE_TITLE.search(head)
    named = SITE_BEHIND.split(html.unescape(printed[1]).strip())[0].strip() if printed else ""
    return named if len(named) >= TITLE_LEAST and DOCUMENT.search(named) else ""


def _dump_character(match: re.Match[str]) -> str:
    escape = match.group()[1:]
    if escape[0] != "u":
        return DUMP_SIGNS[escape]
    halves = bytes.fromhex(escape.replace("\\", "").replace("u", ""))
    return halves.decode("utf-16-be", "replace")


def _visible(source: Mapped, gone: list[Span]) -> Mapped:
    """Text outside tags, whitespace as a browser shows it; into `gone` where what stands hidden or struck
    out."""
    line, cell, soft = _unused(
        source.text
    )  # stand for breaks while blanks and breaks of the source are closed up
    edits: list[tuple[int, int, str]] = []
    at = 0
    for start, end, sign in in_cells(source.text, _pieces(source.text, gone)):
        if start > at:
            edits.append((at, start, ""))
        if sign is not None:
            edits.append((start, end, sign.replace("\n", line).replace("\t", cell).replace(SOFT, soft)))
        at = end
    text, _ = source.replace(edits)
    text, _ = text.sub(SPACE, " ")
    text, _ = text.sub(ENTITY, lambda m: html.unescape(m.group()))
    breaks = re.compile(f" ?{soft}[{soft} ]*")
    text, _ = text.replace(kept_breaks(text.text, (line, cell, soft), breaks))
    text, _ = text.sub(breaks, lambda m: inside_cell(m.string, *m.span()))
    text, _ = text.translate({line: "\n", cell: "\t", "\xa0": " "})
    return text.delete(BLANK_AT_BREAK)[0]


def _unused(text: str) -> tuple[str, str, str]:
    """Three characters that do not occur in a text."""
    free = (chr(i) for i in range(0xF0000, 0xFFFFE) if chr(i) not in text)
    return next(free), next(free), next(free)


def _pieces(text: str, hidden: list[Span]) -> Iterator[tuple[int, int, str | None]]:
    """(start, end, None) for text, (start, end, sign) for a tag that becomes `sign`; what a reader does not
    see is noted in `hidden`."""
    at = 0
    unclosed: set[str] = set()
    hiding = _hiding_classes(text)
    while (tag := _next_tag(text, at)) is not None:
        start, end = tag
        yield at, start, None
        name, closing = _name(text, start)
        at = end
        if name in UNSEEN and not closing and text[end - 2] != "/" and name not in unclosed:
            close = re.compile(f"</{name}", re.I).search(text, end)
            if close:
                at = close.start()
            else:
                unclosed.add(name)  # the rest of the page would vanish: show it instead
        elif not closing and (gone := _gone(text, (start, end), name, hiding)) and name not in unclosed:
            close = _closing(text, end, name)
            if close is None:
                unclosed.add(name)
                continue
            said = ""
            if gone == "sup":
                inner = html.unescape(TAG.sub("", text[end : close[0]]))
                said = raised(TAG.sub("", text[max(0, start - 200) : start])[-8:], inner)
                if said == inner:
                    continue
            else:
                hidden.append((end, close[0]))
            yield start, close[1], said
            at = close[1]
        elif name in BLOCKS or name in ("td", "th"):
            yield start, end, "\n" if name in BLOCKS else ""
    yield at, len(text), None


def _gone(text: str, tag: Span, name: str, hiding: re.Pattern[str] | None) -> str:
    """Why what stands in an element is not seen, or is a raised sign ("sup"); "" where it is text."""
    if name in VOID or name in ("html", "body"):
        return ""
    if name in ("del", "s", "strike", "sup"):
        return "sup" if name == "sup" else "deleted"
    opening = text[tag[0] : tag[1]]
    return "hidden" if HIDDEN.search(opening) or (hiding and hiding.search(opening)) else ""


def _hiding_classes(page: str) -> re.Pattern[str] | None:
    """Elements of the classes that the page's own styles hide; what only some screens hide is shown."""
    styles = "".join(re.findall(r"(?is)<style[^>]{0,200}>(.{0,100000}?)</style", page))
    styles = re.sub(r"(?s)@media[^{]{0,500}\{(?:[^{}]{0,5000}\{[^{}]{0,5000}\})*[^{}]{0,5000}\}", "", styles)
    names = {
        n
        for selectors, rules in STYLE_RULE.findall(styles)
        if HIDES.search(rules)
        for n in CLASS.findall(selectors)
    }
    if not names:
        return None
    listed = "|".join(map(re.escape, sorted(names)))
    return re.compile(rf"""\bclass\s*=\s*["']?(?:[^"'>]*\s)?(?:{listed})(?=[\s"'>])""", re.I)


def _closing(text: str, start: int, name: str) -> Span | None:
    """Where the tag stands that closes an element opened before `start`."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}(?=[\s/>])[^<>]{{0,2000}}>", re.I).finditer(text, start):
        depth += -1 if tag[1] else 0 if tag.group().endswith("/>") else 1
        if depth == 0:
            return tag.span()
    return None


def _next_tag(text: str, at: int) -> Span | None:
    """The next tag or comment from `at` on; a "<" that opens none is text."""
    start = text.find("<", at)
    while start >= 0:
        if text.startswith("<!--", start):
            end = text.find("-->", start + 4)
            return start, end + 3 if end >= 0 else len(text)
        if TAG_NAME.match(text, start) or text[start + 1 : start + 2] in ("!", "?"):
            end = _tag_end(text, start)
            if end:
                return start, end
        start = text.find("<", start + 1)
    return None


def _tag_end(text: str, start: int) -> int | None:
    """After the ">" that closes a tag, quoted ">" passed over; None for a tag without end."""
    limit = min(len(text), start + LONGEST_TAG)
    end = text.find(">", start, limit)
    for _ in range(20):
        if end < 0 or text.count('"', start, end) % 2 == 0:
            break
        end = text.find(">", end + 1, limit)
    if end < 0:
        end = text.find(">", start, limit)
    return end + 1 if end >= 0 else None


def _name(text: str, start: int) -> tuple[str, bool]:
    match = TAG_NAME.match(text, start)
    return (match.group(1).lower(), text[start + 1] == "/") if match else ("", False)


def _main_part(page: str, whole: Mapped) -> Mapped:
    """From the first to the last line that trafilatura counts as the page's text, with the title above."""
    from trafilatura import extract

    try:
        main = extract(page, include_comments=False, include_tables=True, favor_recall=True) or ""
    except Exception:  # whatever its parser stumbles over, the whole text is still good
        return whole
    wanted = {_bare(line) for line in main.splitlines()} - {""}
    lines = list(re.finditer(r"[^\n]+", whole.text))
    found = [
        i for i, line in enumerate(lines) if len(_bare(line.group())) > 8 and _bare(line.group()) in wanted
    ]
    if not found:
        return whole
    first = _title_above(lines, found[0], page)
    rows = itertools.takewhile(lambda i: "\t" in lines[i].group(), range(found[-1] + 1, len(lines)))
    found += rows  # short rows of a table at its end
    kept = whole[lines[first].start() : lines[found[-1]].end()]
    if len(_bare(kept.text)) < 0.9 * len(_bare(main)):
        return whole
    annex = _annex([line.group() for line in lines[found[-1] + 1 :]])
    if annex is None:
        return kept
    start, end = (lines[found[-1] + 1 + i] for i in annex)
    return joined([kept, whole[start.start() : end.end()]])


def _annex(lines: list[str]) -> tuple[int, int] | None:
    """The first and last of the lines behind a text that are its annex: headed 附件 or a table of indicators,
    down to the last row or sentence before the foot of the page."""
    foot = next((i for i, line in enumerate(lines) if FOOT.match(line)), len(lines))
    table = next((i for i, line in enumerate(lines[:foot]) if names_indicators(line.split("\t"))), foot)
    headed = next((i for i, line in enumerate(lines[:foot]) if ANNEX.match(line)), foot)
    start = min(headed, table)
    said = [i for i in range(start, foot) if "\t" in lines[i] or SENTENCE.search(lines[i])]
    if not said or table == foot and sum(len(lines[i]) for i in said) < ANNEX_LEAST:
        return None
    return start, said[-1]


def _title_above(lines: list[re.Match[str]], first: int, page: str) -> int:
    """trafilatura drops the h1: go up to the nearest line that is a heading of the page or in its title."""
    titles = re.findall(r"<(?:h1|h2|title)\b[^>]{0,500}>([^<]{4,300})<", page, re.I)
    bare = [_bare(html.unescape(t)) for t in titles]
    for i in range(first - 1, max(first - 12, -1), -1):
        line = _bare(lines[i].group())
        if len(line) >= 6 and any(line in t or t in line for t in bare if len(t) >= 6):
            return i
    return first


def _bare(text: str) -> str:
    return re.sub(r"[\s|]+", "", text)  # trafilatura parts cells by |
