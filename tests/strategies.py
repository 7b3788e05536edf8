"""Random numbers in every style of a Chinese plan, sentences made of them, and hostile text (hypothesis)."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

from hypothesis import strategies as st

from cityplans import edited

DIGITS = "零一二三四五六七八九"
UNITS = ("家", "个", "名", "项", "万人", "亿元", "万元", "公里", "件", "亩")
NOUNS = ("高新技术企业", "省实验室", "领军人才", "创新联合体", "研发经费", "森林面积")

PLAN = """宁波市科技创新发展规划（2021—2025年）

一、主要目标

1.投入强度。到2025年，全社会R&D经费支出占GDP比重力争达到3.6%，高新技术企业达到8000家以上。

2.引进人才。引进顶尖人才20名左右，进入全国前15位，营收实现翻番。（责任单位：市科技局）

二、重点任务

1.建设高能级平台。依托甬江科创区布局实验室体系，支持高校和企业共建研究院，新建省级新型研发机构5—8家，每年实施重大科技
项目100项，形成一批可以推广的成果，力争技术交易额突破500亿元。（责任单位：市科技局、市教育局）

2.壮大创新主体。完善从孵化到上市的培育链条，科技型中小企业超过3万家，规上工业企业研发活动覆盖率由2020年的60%提高到70%，
研发费用年均增长15%以上，对首次认定的企业最高奖励100万元。

3.深化开放合作。主动融入长三角科技创新共同体，与上海、杭州共建联合实验室，办好国际创新论坛，累计引进海外团队六十个，
推动基础设施和仪器设备开放共享，公民具备科学素质的比例达到百分之十八。

三、保障措施

加强组织领导，健全工作机制，财政科技支出增速高于一般公共预算支出增速，营造鼓励创新、宽容失败的氛围。
"""  # a whole plan in words of our own, long enough to be taken for one


def han(number: int) -> str:
    """A whole number below 10^12 in Chinese numerals, as it is read aloud."""
    for scale, name in ((10**8, "亿"), (10**4, "万")):
        if number >= scale:
            head, rest = divmod(number, scale)
            gap = "零" if 0 < rest < scale // 10 else ""
            return (
                _below(head, True)
                + name
                + gap
                + (han(rest) if rest >= 10**4 else _below(rest, True) if rest else "")
            )
    return _below(number, False)


def _below(number: int, full: bool) -> str:
    """0–9999; `full`: 一十 after a higher place, 十 alone."""
    if number == 0:
        return "零"
    text, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            lone_ten = scale == 10 and digit == 1 and not text and not full
            text += ("零" if gap and text else "") + ("" if lone_ten else DIGITS[digit]) + name
            gap = False
        else:
            gap = True
    return text


def _arabic(draw):
    scale = draw(
        st.sampled_from(("", "百", "千", "万", "十万", "百万", "千万", "亿", "百亿", "千亿", "万亿"))
    )
    factor = 1
    for character in scale:
        factor *= {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[character]
    whole, decimals = draw(st.integers(0, 99999)), draw(st.integers(0, 2))
    if decimals:
        tail = draw(st.integers(1, 10**decimals - 1))
        return f"{whole}.{tail:0{decimals}d}{scale}", (whole + tail / 10**decimals) * factor, scale
    shown = f"{whole:,}" if draw(st.booleans()) else str(whole)
    return shown + scale, whole * factor, scale


@st.composite
def numbers(draw) -> tuple[str, float, float, str]:
    """(text, low, high, hint): Arabic with multiplier, joined (10亿3000万), Chinese, share, vague."""
    style = draw(
        st.sampled_from(
            ("arabic", "joined", "han", "percent", "fraction", "more", "some", "several", "floor")
        )
    )
    if style == "arabic":
        text, value, _ = _arabic(draw)
        return text, value, value, ""
    if style == "joined":
        head, tail = draw(st.integers(1, 9999)), draw(st.integers(1, 9999))
        return f"{head}亿{tail}万", head * 10**8 + tail * 10**4, head * 10**8 + tail * 10**4, ""
    if style == "han":
        value = draw(st.one_of(st.integers(1, 9999), st.integers(1, 10**12 - 1)))
        return han(value), value, value, ""
    if style == "percent":
        whole, tenth = draw(st.integers(0, 100)), draw(st.integers(0, 9))
        value = whole + tenth / 10
        return f"百分之{han(whole)}" + (f"点{DIGITS[tenth]}" if tenth else ""), value, value, ""
    return _vague(draw, style)


def _vague(draw, style: str) -> tuple[str, float, float, str]:
    name, scale = draw(
        st.sampled_from((("百", 100), ("千", 1000), ("万", 10**4), ("百万", 10**6), ("亿", 10**8)))
    )
    digit = draw(st.integers(1, 9))
    if style == "fraction":
        below = draw(st.integers(2, 10))
        above = draw(st.integers(1, below - 1))
        value = round(100 * above / below, 2)
        return f"{han(below)}分之{han(above)}", value, value, ""
    if style == "more":
        more = draw(st.sampled_from("多余"))
        name, scale = draw(st.sampled_from((("万", 10**4), ("亿", 10**8))))
        tens = f"{digit * 10}" if draw(st.booleans()) else han(digit * 10)
        return f"{tens}{more}{name}", digit * 10 * scale, digit * 10 * scale, "gt"
    if style == "some":
        return f"{han(digit * 10)}几{name}", (digit * 10 + 1) * scale, (digit * 10 + 9) * scale, "range"
    if style == "several":
        return draw(st.sampled_from("几数")) + name, 2 * scale, 9 * scale, "range"
    return f"上{name}", scale, scale, "ge"


@st.composite
def sentences(draw) -> str:
    """Clauses as plans write them, with random indicators and numbers."""
    parts = draw(
        st.lists(
            st.tuples(
                st.sampled_from(NOUNS),
                st.sampled_from(("达到", "", "超过", "力争达到")),
                numbers(),
                st.sampled_from(UNITS),
                st.sampled_from("，、；。"),
            ),
            min_size=1,
            max_size=5,
        )
    )
    return "".join(noun + verb + number[0] + unit + stop for noun, verb, number, unit, stop in parts)


def texts():
    """Random text of the characters that rules react to."""
    return st.text(
        "零一二十百千万亿0123456789.%‰/—-至到年月日个家名元人%，。；、：“”（）《》 前第达到超过新增占比重"
        "力争每由比翻番全覆盖以上左右A5G+\n",
        max_size=60,
    )


def altered(raw, drawn: random.Random, waiting: list, act: str | None = None) -> None:
    """A corpus from run to run: one plan more, one less, or one with other words; "": as it was."""
    there = sorted(raw.glob("*.txt"))
    if act is None:
        act = drawn.choice(("added", "removed", "changed")) if len(there) > 2 else "added"
    if act == "added" and waiting:
        plan = waiting.pop()
        (raw / plan.name).write_text(plan.text, "utf-8", newline="\n")
    elif act == "removed":
        drawn.choice(there).unlink()
    elif act:
        path = drawn.choice(there)
        path.write_text(path.read_text("utf-8").replace("以上", "左右").replace("推进", "加强"), "utf-8")


def csv_rows(path: Path) -> list[dict[str, str]]:
    """A table that a person may have saved as UTF-8 or as GBK."""
    return list(csv.DictReader(io.StringIO(edited.decoded(path.read_bytes())[0])))
