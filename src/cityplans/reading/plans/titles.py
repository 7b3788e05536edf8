"""What a document's title, adoption line, delivery line and signature look like."""

from __future__ import annotations

import re

from cityplans.chinese import years
from cityplans.chinese.doc_numbers import DOC_NO
from cityplans.reading.plans.regions import Regions, from_head, from_short_head
from cityplans.worded import Said, Worded

NOTE = r"(?:\s*[（(〔【][^（()）]{1,40}[）)〕】])*"
EXCERPT = re.compile(
    r"^《([^《》]{6,100})》\s*[（(]?(?:摘要|节选|摘编|摘登|要点|全文)[）)]?$"
)  # is the plan, in part
# 《…行动方案（2024—2027年）》（征求意见稿）
QUOTED_DRAFT = re.compile(
    r"^《([^《》]{6,100})》\s*([（(〔【][^（()）]{0,12}(?:稿|草案|意见|试行)[）)〕】])$"
)
DIGEST_END = re.compile("(?:要点|摘要|节选|摘编)$")
INDICATORS = re.compile(
    "(规划|纲要|计划|方案)》?(?:的)?(?:主要|核心|发展|预期)*(?:指标|目标)(?:任务)?(?:一览|分解)?表?$"
)
# 某省“十四五”生态环境保护主要指标, 某市专项行动（2025—2027年）: what a title with its years is of
OF_YEARS = (
    (re.compile("(?:指标|目标)(?:任务)?(?:体系|一览)?表?$"), ("", "plan", "plan")),
    (re.compile("行动$"), ("", "action-plan", "action_plan")),
)
YEAR_END = re.compile(r"\s*(?:19|20)\d\d年?$")  # …统计公报 2006
NOTE_END = re.compile(rf"{NOTE}\s*$")
STATUS_NOTE = Worded(
    r"[（(〔【]\s*(?:公开)?(?:征求意见稿|(?:修[订改正])?草案|(?:{draft_kind}|{other_version})稿|试行|暂行|征求意见)"
    r"[^）)]{0,12}[）)〕】]"
)
DRAFT = Worded(
    r"征求意见稿|{draft_kind}稿[）)】〕]|"
    r"[（(【〔]\s*(?:修[订改正])?草案\s*[）)】〕]|草案$|公开征求意见"
)
DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
MONTH = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月(?!\s*\d)")
ADOPTED = re.compile(
    rf"^\s*[（(]?\s*{years.DAY}.{{0,80}}(?:通过|批准|审议|印发|发布|"
    r"原则同意)[^。；]{0,20}[）)]?\s*$"
)
DELIVERED = re.compile(
    rf"{years.DAY}.{{0,6}}在.{{0,40}}(?:人民代表大会|会议|大会|"
    r"第.{1,4}届)"
)
DELIVERED_AT = re.compile(
    r"^[\s—－\-]*在([\u4e00-\u9fff]{2,30}(?:人民代表大会|大会|会议)第[\u4e00-\u9fff\d]{1,5}次(?:全体)?会议)上?$"
)
DATE_ONLY = re.compile(
    r"^\s*(?:19|20)\d{2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}\s*$|"
    rf"^\s*[（(]?\s*{years.ANY_YEAR}\s*年\s*{years.MONTH_OR_DAY}\s*月"
    rf"(?:\s*{years.MONTH_OR_DAY}\s*日)?\s*[）)]?\s*$"
)
PERIOD_ONLY = re.compile(r"^\s*[（(]\s*\d{4}\s*年?\s*[—\-－–~～至]+\s*\d{4}\s*年?\s*[）)]\s*$")
ISSUER = Worded(
    r"中共中央(?:办公厅)?|(?:中共|中国共产党)[\u4e00-\u9fff]{2,20}?(?:委员会|委)(?:办公厅|办公室)?"
    r"|[\u4e00-\u9fff]{2,30}?(?:人民政府|政府)(?:办公厅|办公室)?|国务院(?:办公厅)?"
    r"|[\u4e00-\u9fff“”]{2,40}?{issuer_end}"
)
# a ministry or a body named short, where 等七部门 or 关于 follows: 工业和信息化部, 市卫生健康委
MINISTRY = r"[\u4e00-\u9fff]{2,16}?(?:部|委|院|署|行|会)(?=$|[\s、等关印]|联合)"
# one issuer, or several that issue together
ISSUER_ONLY = Worded(rf"^\s*(?:{ISSUER})(?:[\s、]+(?:{ISSUER}))*\s*$")
ADDRESSEE = Worded(r"^[^。；]{2,80}{hearers}[^。；]{0,30}[：:]\s*$")
PUBLIC_NOTE = re.compile(
    r"^\s*[（(]?\s*(?:此件|本件|此文)[^。]{0,20}(?:公开|发布|删减|登报)[^。]{0,10}[）)]?\s*$"
)
SPEAKER = Worded(r"^\s*[\u4e00-\u9fff]{2,12}{head_of_place}\s*[\u4e00-\u9fff·\s]{2,12}$|^\s*国务院总理\s*$")
ISSUED = re.compile(r"(?:印发|转发|批转|发布|公布)(?:(.{4,100}?)的?通知|(《.{4,100}》))$")
NUMBER_ONLY = re.compile(rf"^\s*[（(]?{DOC_NO}[）)]?\s*$")
CONTENTS_ENTRY = re.compile(r"^[◆●■•]|(?:\.{3,}|…{2,}|·{3,})\s*\d*\s*$|\s\d{1,3}$")
TITLE_LIMIT = 120
NUMBER_HEAD = re.compile(r"[（(]?[一二三四五六七八九十]+[、）)]|第.{1,4}[章节条]")
# how a title begins where it does not begin with a territory
HEAD = re.compile(
    r"[《“\"]?(?:关于|中共|中国共产党|中国（|中华人民共和国|国务院|全国|国家|政府工作|"
    r"\d{4}\s*[—\-年]|“?十[一二三四五六七八九]五)"
)
SPOKEN = re.compile(r"作\s*(?:政府)?工作报告$")  # caption of a photograph


def unwrapped(title: str) -> str:
    """What a notice issues, where it is one thing; else the title itself.

    >>> unwrapped("某市人民政府关于印发《某市人才规划（2021—2025年）》的通知")
    '某市人才规划（2021—2025年）'
    >>> unwrapped("某省人民政府印发某省数字政府实施方案的通知"), unwrapped("某市人民政府关于加强创新的意见")
    ('某省数字政府实施方案', '某市人民政府关于加强创新的意见')
    """
    title = QUOTED_DRAFT.sub(r"\1\2", EXCERPT.sub(r"\1", title.strip()))
    bare = re.sub(r"^《([^《》]+)》$", r"\1", without_notes(title))
    inner = issued(bare)
    whole = re.fullmatch(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》(" + NOTE + ")", inner)
    inner = whole.group(1) + whole.group(2) if whole else inner
    if not inner or "》《" in inner or re.search("》[、和及与]", inner):
        return title
    return inner.strip() if len(inner) >= 6 else title


def without_notes(title: str) -> str:
    """A title without the brackets it ends with."""
    return NOTE_END.sub("", title) if title.rstrip().endswith(("）", ")", "〕", "】")) else title.rstrip()


def issued(title: str) -> str:
    """What a notice says it issues, one thing or several; "" where a title is no notice's."""
    found = ISSUED.search(without_notes(title.strip()))
    return (found.group(1) or found.group(2)) if found else ""


def type_of(title: str, places: Regions) -> str:
    """Document kind for the plan id: decision, opinion, plan … or document."""
    return _type(title, places)[1]


def plan_type_of(title: str, places: Regions) -> str:
    """The plan_type of a document by the end of its title; "other" where none is known."""
    return _type(title, places)[2]


def _type(title: str, places: Regions) -> tuple[str, str, str]:
    bare = INDICATORS.sub(r"\1", YEAR_END.sub("", without_notes(title.strip()).rstrip("》 ")))
    issued = re.search(r"印发《?(.+?)》?的通知$", bare)
    if issued:
        bare = without_notes(issued.group(1).rstrip("》 "))
    called = (DIGEST_END.sub("", bare), bare)  # 规划纲要要点 is of the kind of the 规划纲要
    found = (row for name in called for row in places.types if name.endswith(row[0]))
    of_years = (kind for end, kind in OF_YEARS if end.search(bare) and years.of_title(title)[1])
    return next(found, next(of_years, ("", "document", "other")))


def is_short(line: str) -> bool:
    """A line that could be part of a title: not numbered prose, no sentence end."""
    text = line.strip()
    return 1 <= len(text) <= TITLE_LIMIT and not re.search(r"[。；！？：:，,]\s*$|[。；]", text)


def ends_title(text: str, places: Regions) -> bool:
    """Whether a line, or lines joined, closes the way titles close (…的决定, …规划（2021—2025年）)."""
    bare = QUOTED_DRAFT.sub(r"\1\2", EXCERPT.sub(r"\1", text.strip()))
    name = INDICATORS.sub(r"\1", YEAR_END.sub("", without_notes(bare)))
    ends = name.endswith(places.endings) or DIGEST_END.sub("", name).endswith(places.endings)
    return bool(
        is_short(bare)
        and (ends or ISSUED.search(bare))
        and not CONTENTS_ENTRY.search(bare)
        and not SPOKEN.search(bare)
        and not NUMBER_HEAD.match(bare)
    )


def heads_title(text: str, places: Regions) -> bool:
    """Whether a text begins as titles begin: 关于, an issuer, a territory, a period."""
    bare = text.strip()
    return bool(HEAD.match(bare) or from_head(bare, places) or from_short_head(bare, places))


def is_subtitle(line: str, said: Said) -> bool:
    """A line that stands under a title: adoption, delivery, date, period, draft note, document number."""
    text = line.strip()
    return bool(
        ADOPTED.match(text)
        or DELIVERED.search(text)
        and len(text) < 80
        and "，" not in text
        or DELIVERED_AT.match(text)
        or DATE_ONLY.match(text)
        or PERIOD_ONLY.match(text)
        or said[SPEAKER].match(text)
        or said[STATUS_NOTE].fullmatch(text)
        or re.fullmatch(rf"[（(]?{DOC_NO}[）)]?", text)
        or re.fullmatch(r"人民代表大会.{0,12}会议上", text)
    )
