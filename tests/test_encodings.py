"""Encodings: any Chinese text comes back from any encoding, with or without mark, however short."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityplans.reading.files.encodings import NotText, decode

SENTENCES = (
    "到2025年，全社会研发投入强度达到3.5%。",
    "新增高技能人才30万名",
    "宁波市",
    "联通",
    "通知",
    "R&D经费占比2.8%",
    "《某市科技创新“十四五”规划》（征求意见稿）",
)
TRADITIONAL = ("到2025年，全社會研發投入強度達到3.5%。", "關於深入實施創新驅動戰略的意見", "寧波市")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", SENTENCES)
def test_short_sentence(text, encoding):
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("encoding", [*ENCODINGS, "big5hkscs"])
@pytest.mark.parametrize("text", TRADITIONAL)
def test_short_traditional_sentence(text, encoding):
    assert decode(text.encode(encoding))[0] == text


COMMON = st.text(
    st.sampled_from(
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
    ),
    min_size=24,
    max_size=80,
).filter(lambda text: len(set(text)) > 12)  # few characters may be other text: 三三 is also tab N tab N


@settings(max_examples=200, derandomize=True)
@given(COMMON, st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]))
def test_any_common_text(text, encoding):
    assert decode(text.encode(encoding))[0] == text


def test_names_the_encoding_and_drops_the_mark():
    assert decode("目标".encode("utf-8-sig")) == ("目标", "utf-8")
    assert decode("全社会研发投入".encode("gb18030")) == ("全社会研发投入", "gb18030")
    assert decode("關於深入實施創新驅動戰略的意見".encode("big5hkscs"))[1] == "big5hkscs"


def test_a_few_broken_bytes_are_shown_not_guessed():
    data = ("到2025年，研发投入强度达到3.5%。" * 30).encode()
    text, encoding = decode(data[:-1])  # cut inside the last character
    assert encoding == "utf-8" and text.endswith("\ufffd") and text.count("\ufffd") == 1


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 500, bytes(range(128, 256)) * 40]
)
def test_binary_is_no_text(data):
    with pytest.raises(NotText):
        decode(data)


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_say_no(data):
    try:
        text, encoding = decode(data)
    except NotText:
        return
    assert isinstance(text, str) and encoding
