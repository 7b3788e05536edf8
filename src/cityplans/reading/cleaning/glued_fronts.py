"""The front of a text that lost its breaks: what a page says of it, title, number, day, hearers.

首页>政策文件某市科技方案发布时间：2022-09-19来源：市科技局为贯彻… → 首页>政策文件 / 某市科技方案 /
发布时间：2022-09-19 / 来源：市科技局 / 为贯彻…
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from functools import lru_cache

from cityplans.chinese.doc_numbers import DOC_NO
from cityplans.chinese.years import DAY
from cityplans.reading.files.labels import LABEL_WORDS

Steps = Generator[int, None, int]  # breaks on the way, and where they end
FRONT = 3000  # characters in which title, notice and signature are looked for
PAGE_FRONT = 600  # characters in which a page says what it says of a text
NUMERIC_DAY = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?: ?\d{1,2}:\d\d(?::\d\d)?)?"
ANY_DAY = rf"(?:{DAY}|{NUMERIC_DAY})"
NOTE = r"[（(][^（）()]{1,40}[）)]"
BODY = r"[\u4e00-\u9fff]{2,20}?(?:人民政府|政府|委员会|管委会|办公[室厅]|[局厅委])"
HEARERS = re.compile(
    r" *(?:各|省|市|县|区|自治|有关|全|党|中央|驻|国务院|[\u4e00-\u9fff]{2,12}(?:人民政府|委员会|单位))"
    r"[^。；！？：:]{2,300}?(?:政府|部门|单位|机构|委员会|企业|公司|院校|学校|办公室|[委办局厅院])[^。；！？：:]{0,12}[：:]"
)
ADOPTED = re.compile(
    rf" *[（(]? ?{DAY}(?:[^。；，！？]{{0,80}}?(?:通过|批准|审议)[）)]?|[）)]?(?=[^，。起以至到（(]))"
)
# —— 2022年1月12日在某市第九届人民代表大会第一次会议上 某市市长 某某 各位代表：
DELIVERED = re.compile(
    rf" *[—－\-]{{0,4}} ?[（(]?{DAY} ?在[^。，；]{{4,60}}?(?:会议|大会(?!第))上?[）)]?(?=[^，的])"
)
HAILED = re.compile(r"[^。，；：]{0,30}?(?=各位(?:代表|委员|同志))")
SPEAKER = re.compile(rf"[^。，；：]{{0,30}}?(?=(?:{LABEL_WORDS})[：:])")
ADOPTION = rf"[（(] ?{DAY}(?:[）)]|[^（）()]{{0,80}}(?:通过|批准|审议))"  # no note of a title
PROPERTIES = "文章属性"
NOTICE = re.compile(r"[^。；！？：:]{6,150}?的?通知(?![，的要书])")  # its title
NUMBER = re.compile(rf" *[（(]?{DOC_NO}[）)]?")
GOES_ON = r"(?! ?(?:[起以至到第之前后，]|施行))"  # behind a day in a sentence
# 某市人民政府2022年9月19日某市…办法: who and when, above a title
SIGNED_FIRST = re.compile(rf" *(?P<who>{BODY}) ?(?P<day>{ANY_DAY}){GOES_ON} ?(?=[\u4e00-\u9fff《])")
DATED = re.compile(rf" *(?P<day>{ANY_DAY}){GOES_ON}(?P<who> ?{BODY}(?=为|根据|按照|一、|第))?")
CRUMB_ENDS = "文件|计划|规划|公告|公示|法规|政策|公开|详情|正文|内容|资讯|动态|解读"
MENU = r"(?:[\u4e00-\u9fff]{2,8} ){1,12}(?=[您你当所])"  # 网站首页 走进柳州 政务公开 您所在的位置：
PLACE = rf"(?:{MENU})?(?:(?:当前|[您你](?:所在|现在|当前)?的?|所在)位置 ?[：:] ?)?(?:网站)?首 ?页"
PATH = re.compile(
    rf" *{PLACE}(?: ?[>＞›»/]{{1,2}} ?[\u4e00-\u9fff]{{2,10}}?){{1,6}}"
    rf"(?:(?<={CRUMB_ENDS})(?!{CRUMB_ENDS})(?= ?[^>＞›»/ ])"
    r"|(?<=政府工作报告)(?= (?:\d{4}年)?[\u4e00-\u9fff]{0,20}工作报告))"  # of the page, then of the year
)
LABEL = re.compile(rf"[【\[]?(?:{LABEL_WORDS})[】\]]?[：:]|【(?:{LABEL_WORDS})】")
PRINTED_BY = r"[\u4e00-\u9fff]{2,10}(?:网|报|部|院)"
SIZES = r"[【\[]?(?:[大中小]{3}|[大中小](?: [大中小]){2})"  # 字体：大 中 小
BUTTONS = "打印|关闭|分享到?|上一篇|下一篇|返回(?:顶部|列表)|责任编辑|扫一扫|相关(?:链接|文件|附件)"
FOOT = re.compile(  # one button at the very end, or several
    rf"(?<=[。！）])(?= ?[【\[]?(?:{BUTTONS})(?:[】\]：:\s]{{0,3}}$|[^。\n]{{0,100}}(?:{BUTTONS})))"
)
VALUE = re.compile(rf" *(?:{ANY_DAY}|{DOC_NO}|\d{{1,7}}次?|{SIZES}|{BODY}|{PRINTED_BY})[】\]]?")
SENTENCE = re.compile("[。；，]")
APART = 60  # characters of a label's value
BRACKET = re.compile(r"[〔﹝\[［（(【]")
SHORTEST, INITIALS = 4, 2  # characters of a title before its last word, of an issuer in a number


def names_in(text: str, title: str) -> tuple[str, ...]:
    """The titles a text may bear at its head: the record's, those a notice issues or names in 《》."""
    front = text[:FRONT]
    found = [re.sub(r"\s", "", title), *re.findall(r"《([^《》]{6,90})》", front)]
    for issued in (re.sub(r"\s", "", title), front[:200]):
        if named := re.search(r"(?:印发|转发|批转|发布)《?(.{6,90}?)》?的通知", issued):
            found.append(named[1].strip("《》"))
    return tuple(sorted({name for name in found if len(name) >= 6}, key=lambda n: (-len(n), n)))


def front(
    line: str, names: Sequence[str], endings: tuple[str, ...], openers: tuple[str, ...]
) -> Iterator[int]:
    """Breaks of the head of a text: what its page says, title, number, day, hearers; and round the title that
    a notice has named. `names` as names_in gives them, `endings`: words that titles end in, `openers`: words
    that open a text."""
    at = yield from _above_title(line, endings)
    at = yield from _title_at(line, at, names, _title(endings, openers))
    labelled = yield from _labels(line, at)
    if not labelled:
        at = yield from _below_title(line, at)
    if hearers := HEARERS.match(line, at):
        yield hearers.end()
    for name in names:
        for place in re.finditer(re.escape(name), line[:FRONT]):
            before, behind = line[place.start() - 1 : place.start()], line[place.end() : place.end() + 1]
            if before and before in "。）)日" and behind not in "》":
                yield from (place.start(), place.end())


def foot(line: str) -> Iterator[int]:
    """Break before what a page says below a text (打印 关闭 分享到)."""
    yield from (one.start() for one in FOOT.finditer(line, max(0, len(line) - PAGE_FRONT)))


def _above_title(line: str, endings: tuple[str, ...]) -> Steps:
    """Breaks behind the path of a page, its labels, who signed and when; returns where the title begins."""
    at = 0
    if path := PATH.match(line):
        at = path.end()
        yield at
    if LABEL.match(line, at):
        at = yield from _labels(line, at)
    numbered = NUMBER.match(line, at)
    if numbered and not _has_title(numbered[0], endings):
        at = numbered.end()
        yield at
    if signed := SIGNED_FIRST.match(line, at):
        yield from (signed.end("who"), signed.end("day"))
        at = signed.end("day")
    return at


def _has_title(numbered: str, endings: tuple[str, ...]) -> bool:
    """Whether a short title stands before a number: 某市人才规划川政发〔2024〕9号."""
    issuer = BRACKET.split(numbered.strip(), maxsplit=1)[0]
    return any(word in issuer[SHORTEST:-INITIALS] for word in endings)


def _labels(line: str, at: int) -> Steps:
    """Breaks before labels that stand side by side from a place on, and behind their values; returns where
    they end, 0 where there are none or what stands between them is no value."""
    found, breaks, end = LABEL.match(line, at), list[int](), 0
    while found:
        breaks.append(found.start())
        following = LABEL.search(line, found.end(), found.end() + APART)
        value = None if following else VALUE.match(line, found.end())
        end = following.start() if following else value.end() if value else 0
        if not end or SENTENCE.search(line, found.end(), end):
            return 0
        found = following
    yield from (*breaks, end)
    return end


def _title_at(line: str, at: int, names: Sequence[str], title: re.Pattern[str]) -> Steps:
    """Break behind the title at a place; returns where it ends."""
    end = next((at + len(n) for n in names if line.startswith(n, at)), at)
    if end == at and (noticed := NOTICE.match(line, at)):
        end = noticed.end()
    if end == at and (titled := title.match(line, at)):
        end = titled.end()
    if (properties := line.find(PROPERTIES)) > 0:  # as a database of laws gives a text
        name, body = line[:properties], line.find("正文" + line[:properties], properties)
        yield properties
        if body > 0:
            yield from (body, body + 2)
            end = body + 2 + len(name)
    if end:
        yield end
    return end


def _below_title(line: str, at: int) -> Steps:
    """Breaks behind number, delivery or day below a title; returns where they end."""
    if number := NUMBER.match(line, at):
        at = number.end()
        yield at
    elif delivered := DELIVERED.match(line, at):
        at = delivered.end()
        yield at
        if hailed := HAILED.match(line, at):
            yield hailed.end()
        elif speaker := SPEAKER.match(line, at):
            yield speaker.end()
            at = (yield from _labels(line, speaker.end())) or speaker.end()
    elif at and (dated := DATED.match(line, at)) and (dated["who"] or not ADOPTED.match(line, at)):
        at = dated.end()
        yield from (dated.end("day"), at)
    elif day := ADOPTED.match(line, at):
        at = day.end()
        yield at
    return at


@lru_cache(maxsize=8)
def _title(endings: tuple[str, ...], openers: tuple[str, ...]) -> re.Pattern[str]:
    """A title at the head of a text, told by what follows it."""
    end, begin = any_of(endings).pattern, any_of(openers).pattern
    heads = r"前 ?言|目 ?录|一、|第[一1][篇章条节部]|（一）"
    heads = rf"{heads}|【[\u4e00-\u9fff]{{2,14}}】|[1-9] [\u4e00-\u9fff]{{2,14}} ?[1-9][.．]1"
    heads = rf"{heads}|(?:{LABEL_WORDS})[：:]|【(?:{LABEL_WORDS})】"
    follows = rf"{DOC_NO}|[—－\-]{{0,4}} ?[（(]? ?{ANY_DAY}|各[市县区省地盟州有部设]|{begin}|{heads}"
    return re.compile(
        rf" *[^。；！？：:，,]{{4,120}}?(?:{end})(?: ?(?!{ADOPTION}){NOTE})*(?=。? *(?:{follows}))"
    )


@lru_cache(maxsize=8)
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """One of the words, longer ones first; nothing where there is none."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)")
