"""Records of named fields (rows of a CSV or Excel file, objects of a JSON file) → the texts in them.

A record that has a text is a document. Records of a short paragraph each are one text, as are the sections of
one plan; the other fields of a record say what the document is (title, date, issuer, region, address).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from statistics import median
from typing import NamedTuple

import numpy as np

from cityplans.chinese.han import CJK
from cityplans.chinese.markers import marker_of
from cityplans.reading.mapped import Mapped

LONG = 200  # characters from which a field is a text of its own
SAMPLE = 200  # records looked at to tell what their fields are
LONGEST_NAME = 24  # characters of a field's name
LAST = {"issuer": "channel", "title": "sheet"}  # the first name that says what a field holds by halves
SAID = ("title", "date", "issuer", "url", "region", "city", "county", "doc_no", "year")
# what a field holds -> its names without case, blanks, hyphens and underlines; of two the first counts
NAMES: dict[str, tuple[str, ...]] = {
    what: tuple(names.split())
    for what, names in {
        "text": """
            contenttext fulltext content text body textcontent articlecontent contenttxt article maintext
            plaintext cleantext rawtext policytext policycontent doctext paragraph para
            zw zhengwen nr neirong
            正文 全文 内容 文本 政策全文 正文内容 文件内容 全文内容 政策内容 文本内容 政策文本 文章内容
            政策正文 段落
        """,
        "annex": "annex appendix attachment attachmenttext 附件 附件内容 附件正文 附录 附表",
        "title": """
            bt biaoti title doctitle policytitle articletitle documenttitle filetitle headline subject name
            标题 题名 文件标题 政策标题 文章标题 文件名称 政策名称 规划名称 计划名称 名称 文件名 文件 文档
            sheet
        """,
        "date": """
            cwrq cwsj 成文日期 成文时间 writedate writetime yfrq 印发日期 印发时间 fwrq fwsj 发文日期 发文时间
            issuedate issuetime
            pubtime pubdate publishdate publishtime publisheddate publicationdate published
            releasedate releasetime postdate posttime fbrq fbsj
            发布日期 发布时间 公布日期 颁布日期 公开日期 出台时间 date datetime time 日期 时间
        """,
        "issuer": """
            issuer issuingauthority issuedby authority publisher agency department organization
            organisation fwjg fwdw fbjg fbdw
            发文机关 发文单位 发文机构 制发机关 制定机关 印发机关 颁布单位 发布机构 发布单位
            发布部门 机构 部门 channel source author 来源 作者
        """,
        "url": """
            url sourceurl pageurl weburl originalurl link href
            原文链接 原文地址 来源链接 来源网址 链接 网址 地址
        """,
        "region": "region province prov 地区 省份 所属地区 行政区 区域 省",
        "city": "city prefecture 城市 地级市 市",
        "county": "county district 区县 县区 县",
        "doc_no": """
            fwzh docno docnumber documentno documentnumber fileno wenhao wh fawenzihao zihao
            发文字号 文号 发文文号 文件编号
        """,
        "year": "year 年份 年度",
    }.items()
}
MEANINGS = {name: what for what, names in reversed(NAMES.items()) for name in names}
# how a field is called that is not in the list, by the end of its name: doc_text, pubOrg, 文件正文, 成文时间
ENDS = {
    "url": r"url|link|href|链接|网址",
    "annex": r"(?:attach|annex|appendix|附件|附录).*(?:text|content|正文|内容)",
    "text": r"text|content|body|正文|全文|原文|内容|文本",
    "title": r"title|headline|(?:doc|policy|file|document|plan|article)name|标题|题目|题名|"
    r"(?:文件|政策|规划|计划|文档|公文|报告|文章)名称?",
    "date": r"(?:pub|publi(?:sh(?:ed)?|cation)|issued?|releas\w*|post(?:ed)?|writ\w*|sign(?:ed)?|doc|"
    r"adopt\w*)(?:date|time|day|at|on)|"
    r"(?:成文|印发|发文|发布|公布|颁布|公开|出台|签发|发表|生成|制定|通过)(?:日期|时间|年月日?|日)",
    "issuer": r"(?:org|organi[sz]ation|dept|department|agency|authority|issuer|publisher|issuedby|bureau)"
    r"(?:name)?|"
    r"(?:发文|发布|印发|制定|制发|颁布|公布|公开|颁发|出台|编制)(?:机关|机构|单位|部门|主体)(?:名称)?",
    "doc_no": r"(?:doc|document|file|policy)(?:no|num|number|code)|(?:文|字)号",
    "region": r"province(?:name|cn)?|省份?(?:名称)?",
    "city": r"city(?:name|cn)?|(?:城|地级)市(?:名称)?",
    "county": r"(?:county|district)(?:name|cn)?|[区县](?:名称)?",
}
BY_END = {what: re.compile(f"(?:.*)(?:{ends})") for what, ends in ENDS.items()}
# a field that speaks of the collecting, of the site, or of how long a text holds
ASIDE = re.compile(
    "crawl|fetch|scrap|spider|updat|modif|insert|collect|expir|invalid|effect|abol|column|categor|channel|"
    "sub|keyword|summary|abstract|html|len|count|采集|抓取|爬取|更新|修改|入库|失效|废止|生效|施行|实施|截止|"
    "栏目|主题|摘要|简介|字数|长度|索引|园区|社区|专区|校区|小区"
)
# fields that repeat a text or sum it up
BESIDE = frozenset(
    name
    for names in (
        "html contenthtml htmlcontent rawhtml summary abstract describes describe description keywords",
        "摘要 简介 概要 关键词 描述 解读",
    )
    for name in names.split()
)
MARKUP = re.compile(r"^(?!.*(?:url|link|path|title|summary)).*html(?!5)")
BRACKETED = re.compile(r"(?<=.)[（(\[][^（）()\[\]]*[）)\]]\s*$")
A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d{5})|[一二][九〇○零0][^\s]{2}年")
PART = 30  # characters of a field that is one of several parts of a text
DOCUMENT = re.compile(
    "规划|计划|方案|意见|通知|办法|报告|纲要|措施|政策|条例|决定|细则|规定|通告|公告|公报|行动|指南|决议"
)


class Field(NamedTuple):
    """A named field: `size` in characters as it stands in the file, `take` its text with offsets."""

    name: str
    size: int
    take: Callable[[], Mapped]


Record = Sequence[Field]


class Held(NamedTuple):
    """A text held in a file: the number (from 1) of its record among several, and the fields beside it."""

    text: Mapped
    fields: dict[str, str]
    record: int | None = None


def kind_of(name: str) -> str:
    """What a field of that name holds (a key of NAMES); "" where the name does not say.

    >>> [kind_of(n) for n in ("contentText", "Publish_Date", "发文机关", "页码")]
    ['text', 'date', 'issuer', '']
    >>> [kind_of(n) for n in ("doc_text", "pubOrg", "文件题目", "成文时间", "crawl_time", "更新日期")]
    ['text', 'issuer', 'title', 'date', '', '']
    """
    bare = _bare(name)
    return MEANINGS.get(bare) or _kind_by_end(bare)


@lru_cache(maxsize=10_000)
def _kind_by_end(bare: str) -> str:
    if len(bare) > LONGEST_NAME or bare in BESIDE or ASIDE.search(bare):
        return ""
    return next((what for what, end in BY_END.items() if end.fullmatch(bare)), "")


def said(fields: Mapping[str, str]) -> dict[str, str]:
    """What fields say of their document: title, date, issuer, url, region, doc_no, each where it is given.

    >>> said({"标题": "某市规划", "来源": "某网", "发布机构": "某市科技局", "id": "7"})
    {'title': '某市规划', 'issuer': '某市科技局'}
    """
    by_kind: dict[str, list[tuple[bool, int, str]]] = {}
    for name, value in fields.items():
        what, value = kind_of(name), " ".join(value.split())
        if value and what in SAID:
            no_day = what == "date" and not A_YEAR.search(value)  # 1657526400000
            by_kind.setdefault(what, []).append((no_day, _rank(what, _bare(name)), value))
    found = {what: min(by_kind[what], key=itemgetter(0, 1))[2] for what in SAID if what in by_kind}
    divisions = [found.pop(what) for what in ("region", "city", "county") if what in found]
    return found | ({"region": " ".join(divisions)} if divisions else {})


def _rank(what: str, bare: str) -> int:
    """The place of a name in the list; what is known by its end alone stands behind, before a mere source."""
    known = NAMES[what]
    return 2 * known.index(bare) if bare in known else 2 * known.index(LAST.get(what, known[-1])) - 1


def _bare(name: str) -> str:
    outside = BRACKETED.sub("", name)  # 标题(title)
    return re.sub(r"[\s_\-*:：\ufeff]", "", outside or name).lower()


def texts_of(records: Sequence[Record]) -> Iterator[Held]:
    """The text of every record in order; short records that belong together are one text."""
    groups = _groups(records)
    for number, group in enumerate(groups, 1):
        held = _held(group)
        if held is not None:
            yield held._replace(record=number if len(groups) > 1 else None)


def _groups(records: Sequence[Record]) -> list[list[Record]]:
    """Records that hold one text each, or runs of short ones that bear the same title."""
    sizes = [sum(f.size for f in _texts(record)) for record in records[:SAMPLE]]
    if len(records) < 2 or median(sizes) >= LONG:
        return [[record] for record in records]
    return [list(group) for _, group in itertools.groupby(records, _document)]


def _document(record: Record) -> str:
    """What says to which document a short record belongs; its heading does not."""
    title = next((f.take().text.strip() for f in record if kind_of(f.name) == "title"), "")
    return title if DOCUMENT.search(title) and not marker_of(title) else ""


def is_markup(name: str) -> bool:
    """Whether a field of that name holds a text with its marks.

    >>> is_markup("docHtmlCon"), is_markup("html_url"), is_markup("h5")
    (True, False, False)
    """
    return MARKUP.search(_bare(name)) is not None


def holds_text(field: Field) -> bool:
    """Whether a field is the text of a record, by its name or by its length."""
    return field.size >= LONG or kind_of(field.name) == "text" or is_markup(field.name)


def _texts(record: Record) -> list[Field]:
    """The fields of a record that hold its text: by their names, else as markup (docHtmlCon), else the long
    ones."""
    filled = [f for f in record if f.size]
    named = [f for f in filled if kind_of(f.name) == "text"] or [f for f in filled if is_markup(f.name)]
    if named:
        main = max(named, key=lambda f: (f.size >= LONG, -_rank("text", _bare(f.name))))
        return [main, *(f for f in record if kind_of(f.name) == "annex" and f.size >= LONG)]
    others = [f for f in record if f.size >= PART and _bare(f.name) not in BESIDE]
    long = [f for f in others if f.size >= LONG]
    parts = [f for f in others if f.size >= LONG or not kind_of(f.name)] if long else []
    numbered = sum(marker_of(f.take().text[:PART]) is not None for f in parts) if len(parts) > 1 else 0
    return parts if numbered > 1 or len(long) > 1 else long


def _held(group: Sequence[Record]) -> Held | None:
    """The text of a record, or of the short records of one text."""
    parts: list[Mapped] = []
    for record in group:
        texts = _texts(record)
        if len(group) > 1:
            texts = [f for f in record if kind_of(f.name) == "title" and not _document([f])] + texts
        parts += [text for f in texts if CJK.search((text := f.take()).text) and not _is_copy(text, parts)]
    if not parts:
        return None
    used = {f.name for record in group for f in _texts(record)}
    fields = {f.name: f.take().text for f in group[0] if f.size < LONG and f.name not in used}
    return Held(joined(parts), fields)


def _is_copy(text: Mapped, parts: Iterable[Mapped]) -> bool:
    return any(len(text) >= LONG and text.text == part.text for part in parts)


def joined(parts: Sequence[Mapped], sign: str = "\n") -> Mapped:
    """Texts one after the other, `sign` between them; it stands where the text before it ends."""
    pieces: list[Mapped] = []
    for part in parts:
        if pieces and len(part):
            pieces.append(Mapped(sign, np.repeat(pieces[-1].origins[-1:], len(sign))))
        if len(part):
            pieces.append(part)
    return Mapped.join(pieces)
