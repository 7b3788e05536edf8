"""What a page says of its document in labels above or below the text: 成文日期：2023年8月9日, 发文机关：…"""

from __future__ import annotations

import re

# 2019-07-30 06:44 来源：…: the day a text was put on a page, without a label of its own
PUT_ON = r"((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
IN_TABLE = r"|\t(?=[^\n\t]*(?:\d|[府会委厅局部室院]))"  # 成文时间 ⇥ 2022-02-22, a row of a page's own table
# what a label holds -> how it reads; the first that is found counts
NAMED = (
    ("date", "成文日期|成文时间|印发日期|印发时间|发文日期|发文时间|签发日期", IN_TABLE),
    ("date", "发布日期|发布时间|公布日期|公开日期|生成日期|[發发][布佈](?:日期|時間)", IN_TABLE),
    ("issuer", "发文机关|发文单位|发布机构|制发机关|发布机关|印发机关|公开机构|制定机关", IN_TABLE),
    ("issuer", "信息来源|文章来源|来源", ""),
    ("doc_no", r"发文字号|(?<=【)字号|文\s*号|文件编号", IN_TABLE),
    ("title", r"标\s*题|名\s*称|文件名称", ""),
)
LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    *(
        (what, re.compile(rf"(?:{words})\s*(?:[】\]]\s*[：:]?|[：:]{tab})\s*[\n\t ]*([^\n\t]{{2,60}})"))
        for what, words, tab in NAMED
    ),
    ("date", re.compile(rf"{PUT_ON}(?=[^\n]{{0,4}}(?:[来來]源|作者|责任编辑|编辑|字号))")),
    # http://… 2005年01月21日17:01 某新闻网: a line of nothing but address, day, hour and who put it there
    ("date", re.compile(rf"^(?:https?://\S+[ \t]+)?{PUT_ON}(?:[ \t]+[\u4e00-\u9fff]{{2,12}})?[ \t]*$", re.M)),
    # （2006年2月8日 黄智权）: by whom a report was given, and when
    ("date", re.compile(rf"^[ \t]*[（(]{PUT_ON}[ \t　，,]+[\u4e00-\u9fff·]{{2,4}}[）)][ \t]*$", re.M)),
)
# how pages call what they say of a document
LABEL_WORDS = (
    "信息索引号|索引号|发布机构|发文机关|发文单位|制发机关|成文日期|成文时间|发文日期|印发日期|发布日期|发布时间|公开日期|生成日期|"
    "主题分类|体裁分类|组配分类|主题词|文件名称|名称|标题|发文字号|文号|有效性|信息来源|文章来源|来源|作者|"
    "浏览次数|浏览量|阅读次数|点击数|访问量|字号|字体|责任编辑"
)
NEXT = re.compile(  # 来源：市科技局 发布时间：…
    rf"[•·]|【|[\s|｜]+(?=[\u4e00-\u9fff]{{2,6}}\s*[：:])|(?=(?:{LABEL_WORDS})\s*[：:])"
)
FRONT, BACK = 3000, 1500  # characters at either end of a text in which labels stand


def labelled(text: str) -> dict[str, str]:
    """Date, issuer, number and title that labels give, as printed."""
    ends = text if len(text) <= FRONT + BACK else text[:FRONT] + "\n" + text[-BACK:]
    found: dict[str, str] = {}
    for what, label in LABELS:
        if what not in found and (match := label.search(ends)):
            found[what] = NEXT.split(match.group(1).strip())[0]
    return found
