"""The division table and how a document's region is found."""

import csv
import importlib.util
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityplans.reading.plans import regions

TABLE = Path(__file__).resolve().parents[1] / "data" / "codebook" / "regions.csv"
EXAMPLES = Path(__file__).parent / "examples" / "region_heads.csv"


def load_rows():
    with TABLE.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


ROWS = load_rows()
PLACES = regions.load(ROWS)
UNIQUE = [name for name, n in Counter(row["name"] for row in ROWS).items() if n == 1 and name != "全国"]


def test_table_holds_the_whole_country():
    levels = Counter(row["level"] for row in ROWS)
    assert levels["national"] == 1 and levels["province"] == 34
    assert 333 <= levels["prefecture"] <= 345 and levels["county"] > 2800


def test_codes_names_and_parents_are_sound():
    codes = {row["code"] for row in ROWS}
    assert len(codes) == len(ROWS)
    assert len({row["ascii"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert row["ascii"].replace("-", "").isascii() and row["ascii"] == row["ascii"].lower()
        assert not row["parent_code"] or row["parent_code"] in codes
        assert len(row["code"]) == 6 and row["code"].isdecimal()
        assert all("\u4e00" <= c <= "\u9fff" for c in row["name"]), row


@pytest.mark.parametrize(
    ("code", "name", "level", "parent", "ascii"),
    [
        ("330500", "湖州市", "prefecture", "浙江省", "huzhou"),
        ("110000", "北京市", "province", "全国", "beijing"),
        ("110105", "朝阳区", "county", "北京市", "chaoyang-beijing"),
        ("653000", "克孜勒苏柯尔克孜自治州", "prefecture", "新疆维吾尔自治区", "kezilesu"),
        ("659001", "石河子市", "county", "新疆维吾尔自治区", "shihezi"),
        ("429004", "仙桃市", "county", "湖北省", "xiantao"),
        ("441900", "东莞市", "prefecture", "广东省", "dongguan"),
        ("610000", "陕西省", "province", "全国", "shaanxi"),
        ("140000", "山西省", "province", "全国", "shanxi"),
        ("460400", "儋州市", "prefecture", "海南省", "danzhou"),
    ],
)
def test_special_cases(code, name, level, parent, ascii):
    region = PLACES.by_code[code]
    assert (region.name, region.level, PLACES.parent(region), region.ascii) == (name, level, parent, ascii)


@given(
    st.sampled_from(UNIQUE),
    st.sampled_from(["中共{}委关于加强创新的决定", "{}人民政府关于印发规划的通知", "2026年{}政府工作报告"]),
)
def test_every_division_is_found_at_the_head_of_a_title(name, pattern):
    assert regions.from_head(pattern.format(name), PLACES).name == name


with EXAMPLES.open(encoding="utf-8") as file:
    HEADS = list(csv.DictReader(file))


@pytest.mark.parametrize("row", HEADS, ids=lambda row: row["text"])
def test_head(row):
    found = regions.from_head(row["text"], PLACES)
    assert (found.code if found else "") == row["code"]


def test_document_numbers():
    assert regions.from_doc_no("浙委发〔2020〕12号", PLACES).name == "浙江省"
    assert regions.from_doc_no("国发〔2021〕3号", PLACES).code == "000000"
    assert regions.from_doc_no("某发〔2021〕3号", PLACES) is None


def test_the_one_place_a_text_calls_its_own():
    text = "推动湖州高质量发展。湖州要走在前列，建设湖州科技城。全市上下形成合力，我市企业学习杭州经验。"
    assert regions.from_subject(text, PLACES).name == "湖州市"


@pytest.mark.parametrize(
    "text",
    [
        "与杭州、上海、杭州、上海、杭州、上海加强合作。全市推进，我市落实。",  # two places compete
        "学习湖州经验，湖州做法，湖州模式，湖州样板。",  # nobody speaks of the place as his own
        "全市推进，我市落实，全市上下形成合力。",  # no place named
        # common words that are counties
        "开发资源，加强合作，资源共享，合作共赢，资源配置。全县推进，我县落实。",
    ],
)
def test_a_mention_is_no_region(text):
    assert regions.from_subject(text, PLACES) is None


@pytest.mark.parametrize(
    "text, expected",
    [
        ("全国一盘棋。我国建设。各地区落实。全国统一。全国推广。", "全国"),
        ("我国数据。我国数据。我国数据。我国数据。全国推广，如上海。", "全国"),
        ("全国一盘棋。我国建设。各地区落实。全国统一。", None),
        ("全国一盘棋。我国建设。各地区落实。全国统一。全国推广。全市推进。", None),
        ("全国第一。我国领先。全国第二。全国统一。全国推广。我省率先。", None),
        ("全国第一。我国领先。全国第二。全国统一。全国推广。贵阳市。贵阳市。贵阳市。", None),
        ("全国第一。我国领先。全国第二。全国统一。全国推广。我区建设。", None),
    ],
)
def test_a_text_that_speaks_of_the_whole_country(text, expected):
    found = regions.from_country(text, PLACES)
    assert (found.name if found else None) == expected


def test_a_long_text_is_read_in_linear_time():
    text = "推动杭州与宁波市、嘉兴市协同发展，建设长三角科技创新共同体。" * 2000
    spent = []
    for part in (text[: len(text) // 4], text):
        start = time.process_time()
        regions.mentions(part, PLACES)
        spent.append(time.process_time() - start)
    assert spent[1] < 12 * spent[0] + 0.05  # four times the text


@pytest.mark.parametrize(
    ("code", "short", "ascii"),
    [
        ("330371", "温州经济技术开发区", "wenzhoujingjijishukaifaqu"),
        ("320571", "苏州工业园区", "suzhougongyeyuanqu"),
        ("321171", "镇江新区", "zhenjiangxinqu"),  # not 镇江
        ("130107", "井陉矿区", "jingxingkuangqu"),
        ("150121", "土默特左旗", "tumotezuoqi"),
        ("310115", "浦东", "pudong"),  # a district of the State: its short name is in use
        ("130706", "下花园", "xiahuayuan"),
        ("320500", "苏州", "suzhou"),
    ],
)
def test_zones_keep_their_whole_name(code, short, ascii):
    region = PLACES.by_code[code]
    assert (region.short, region.ascii.split("-")[0]) == (short, ascii)


def test_no_short_name_breaks_off_within_a_word():
    """No stump such as 温州经济技术开发; 下花园区 and 合作市 are divisions whose names end like that."""
    stumps = ("开发", "业园", "管理", "示范", "实验", "保税", "名胜", "矿", "联合")
    assert [row["short"] for row in ROWS if row["short"].endswith(stumps)] == []


def test_the_table_is_made_by_its_script():
    path = TABLE.parents[2] / "scripts" / "make_regions.py"
    spec = importlib.util.spec_from_file_location("make_regions", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert [(r["name"], script.short_name(r["name"], r["code"])) for r in ROWS[1:]] == [
        (r["name"], r["short"]) for r in ROWS[1:]
    ]


def test_a_text_about_taiwan_is_of_no_issuer_there():
    text = "我省、全省加强交流。" * 3 + "台湾省同胞在台湾省就业。" * 6
    assert regions.from_subject(text, PLACES) is None
    assert regions.from_subject(text + "福建省支持。" * 4, PLACES).name == "福建省"
