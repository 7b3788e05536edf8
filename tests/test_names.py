"""Names by pattern: whole, canonical, of the right kind, with their first plan; no generic phrases."""

import pytest

from cityplans import codebook, tables
from cityplans.comparison import coding, names


@pytest.fixture(scope="module")
def book():
    return codebook.load()


@pytest.mark.parametrize(("text", "name", "kind"), [
    ("深入实施“飞鹏行动”，引进人才。", "飞鹏行动", "programme"),
    ("实施“双跃升”行动计划。", "双跃升行动", "programme"),
    ("实施新时代绣娘培育工程，建设队伍。", "新时代绣娘培育工程", "programme"),
    ("深化“888”体系建设。", "888", "programme"),
    ("加快建设滇池实验室，争创国家级。", "滇池实验室", "institution"),
    ("支持厦门大学、集美大学发展。", "厦门大学", "institution"),
    ("推进“赤水实验室”等平台建设。", "赤水实验室", "institution"),
    ("推行揭榜挂帅制度。", "揭榜挂帅", "slogan"),
    ("打造“热带雨林”创新生态。", "热带雨林", "slogan"),
])
def test_a_name_is_found_whole(book, text, name, kind):
    found = names.find_names(text, names.read_parts(book))
    assert (name, kind) in [(f.name, f.kind) for f in found]
    item = next(f for f in found if f.name == name)
    assert name[:2] in text[item.start:item.end]


@pytest.mark.parametrize("text", [
    "建设省级重点实验室100家。", "引进国家重点实验室、技术创新中心。", "支持企业建设企业研究院。",
    "支持高水平大学建设。", "组织实施市级科技计划。", "加强高校和科研院所合作。", "（责任单位：厦门大学）",
    "他说：“这是一句很长的话，不是名称。”",
])
def test_a_generic_phrase_is_no_name(book, text):
    assert names.find_names(text, names.read_parts(book)) == []


def corpus(*rows):
    plans = [{"plan_id": p, "region": r, "date": d} for p, r, d, _ in rows]
    clauses = [{"clause_id": f"{p}.1", "plan_id": p, "text": t, "start": 0, "end": len(t),
                "clause_kind": "text"} for p, _, _, t in rows]
    return tables.frame("plans", plans), tables.frame("clauses", clauses)


def built(book, plans, clauses):
    return names.build(coding.read(plans, clauses, book), plans, book)


def test_spread_names_the_oldest_plan_first(book):
    out = built(book, *corpus(("b", "乙市", "2021-01-01", "实施“飞鹏行动”。推行“飞鹏行动”。"),
                              ("a", "甲省", "2020-01-01", "实施“飞鹏行动”。")))
    row = out["name_spread"].set_index("name").loc["飞鹏行动"]
    assert (row["first_plan_id"], row["plans"], row["regions"], row["count"]) == ("a", 2, 2, 3)
    assert (row["first_year"], row["last_year"], row["members"]) == (2020, 2021, "a b")
    assert out["names"]["first_plan_id"].tolist() == ["a", "a"]


def test_variants_of_one_programme_share_a_core(book):
    out = built(book, *corpus(("a", "甲省", "2020-01-01", "实施“浙商青蓝接力工程”。"),
                              ("b", "乙市", "2021-01-01", "实施“禾商青蓝接力工程”。")))
    assert set(out["names"]["core"]) == {"青蓝接力工程"}


def test_places_are_exact_and_empty_input_gives_empty_tables(book):
    text = "一、总体。加快建设滇池实验室。"
    out = built(book, *corpus(("a", "甲省", "2020-01-01", text)))["names"]
    assert [text[r.start:r.end] for r in out.itertuples()] == ["滇池实验室"]
    assert all(frame.empty for frame in built(book, *corpus()).values())
