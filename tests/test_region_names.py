"""English names of territories: pinyin, what is above where names are spelt alike, kinds of counties."""

from __future__ import annotations

from cityplans.publishing.telling.region_names import english

ROWS = [
    dict(zip(("code", "name", "short", "level", "parent_code", "ascii"), row))
    for row in (
        ("000000", "全国", "全国", "national", "", "china"),
        ("330000", "浙江省", "浙江", "province", "000000", "zhejiang"),
        ("330400", "嘉兴市", "嘉兴", "prefecture", "330000", "jiaxing"),
        ("341500", "六安市", "六安", "prefecture", "340000", "luan"),
        ("610100", "西安市", "西安", "prefecture", "610000", "xian"),
        ("610102", "新城区", "新城", "county", "610100", "xincheng-xian"),
        ("211300", "朝阳市", "朝阳", "prefecture", "210000", "chaoyang"),
        ("211321", "朝阳县", "朝阳", "county", "211300", "chaoyang-chaoyang"),
        ("110105", "朝阳区", "朝阳", "county", "110000", "chaoyang-beijing"),
        ("220104", "朝阳区", "朝阳", "county", "220100", "chaoyang-changchun"),
        ("150000", "内蒙古自治区", "内蒙古", "province", "000000", "neimenggu"),
        ("330402", "南湖区", "南湖", "county", "330400", "nanhu"),
    )
]
GIVEN = [{"name": "内蒙古自治区", "english": "Inner Mongolia"}, {"name": "全国", "english": "China"}]


def test_names():
    assert english(ROWS, GIVEN) == {
        "全国": "China",
        "浙江省": "Zhejiang",
        "嘉兴市": "Jiaxing",
        "六安市": "Lu'an",
        "西安市": "Xi'an",
        "新城区": "Xincheng (Xi'an)",
        "朝阳市": "Chaoyang",
        "朝阳县": "Chaoyang (Chaoyang)",  # in the city of the same name
        "朝阳区": "Chaoyang District",  # two bear it: nobody can tell which
        "内蒙古自治区": "Inner Mongolia",
        "南湖区": "Nanhu",
    }
