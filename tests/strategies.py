"""Random numbers in every style of a Chinese plan, sentences made of them, and hostile text (hypothesis)."""

from __future__ import annotations

from hypothesis import strategies as st

DIGITS = "零一二三四五六七八九"
UNITS = ("家", "个", "名", "项", "万人", "亿元", "万元", "公里", "件", "亩")
NOUNS = ("高新技术企业", "省实验室", "领军人才", "创新联合体", "研发经费", "森林面积")


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
