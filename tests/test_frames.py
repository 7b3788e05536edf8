"""Ways of saying what shall be and what is so, round indicators of every kind of unit."""

from __future__ import annotations

import pytest

from extraction_rows import EXAMPLES, read

OF_EVERY_KIND = [  # indicator, value; one of each kind of unit at least
    ("粮食产量", "50万吨"),
    ("城市绿地面积", "200公顷"),
    ("高速公路通车里程", "120公里"),
    ("水库蓄水量", "2亿立方米"),
    ("光伏装机容量", "120万千瓦"),
    ("高新技术企业", "300家"),
    ("发明专利授权量", "1200件"),
    ("在校研究生", "5000人"),
    ("地区生产总值", "500亿元"),
    ("城镇化率", "3%"),
    ("算力规模", "20EFLOPS"),
    ("路网密度", "2公里/平方公里"),
]
REACHED = [
    "达到", "达", "为", "提高到", "增加到", "增长到", "增至", "扩大到", "提升至", "发展到", "恢复到",
    "跃升到", "压降至", "回升到", "突破", "超过", "不低于", "不超过", "保持在", "稳定在", "控制在",
    "降至", "下降到", "力争达到", "确保达到", "预计达到", "要达到", "将达到", "实现",
]  # fmt: skip
CHANGED = [
    "增长", "增加", "提高", "提升", "下降", "减少", "降低", "压减", "新增", "净增", "累计增长",
    "年均增长", "再增加", "较2020年增长", "比2020年提高", "增长近",
]  # fmt: skip
FACTS = (EXAMPLES / "fact_frames.txt").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("verb", [*REACHED, *CHANGED])
def test_no_indicator_is_lost_behind_a_verb(verb):
    lost = []
    for indicator, value in OF_EVERY_KIND:
        found = read(f"到2027年，{indicator}{verb}{value}。", issued="2022-03").targets
        if [(indicator in t["indicator_text"], t["horizon"]) for t in found] != [(True, 2027)]:
            lost.append((indicator, [(t["indicator_text"], t["value_text"]) for t in found]))
    assert lost == []


@pytest.mark.parametrize("frame", FACTS)
def test_what_is_so_is_no_target(frame):
    taken = []
    for indicator, value in OF_EVERY_KIND:
        text = frame.format(i=indicator, v=value)
        taken += [(text, t["indicator_text"]) for t in read(text, issued="2022-02").targets]
    assert taken == []
