"""Names by pattern: whole, canonical, of the right kind, with their first plan; no generic phrases."""

import csv
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from cityplans import codebook, tables
from cityplans.comparison.coding import coding, names
from cityplans.reading.corpus import read_corpus

RAW = Path(__file__).parents[1] / "data" / "raw"


@pytest.fixture(scope="module")
def book():
    return codebook.load()


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("深入实施“飞鹏行动”，引进人才。", "飞鹏行动", "programme"),
        ("实施“双跃升”行动计划。", "双跃升行动", "programme"),
        ("实施新时代绣娘培育工程，建设队伍。", "新时代绣娘培育工程", "programme"),
        ("深化“888”体系建设。", "888", "programme"),
        ("加快建设滇池实验室，争创国家级。", "滇池实验室", "institution"),
        ("支持厦门大学、集美大学发展。", "厦门大学", "institution"),
        ("推进“赤水实验室”等平台建设。", "赤水实验室", "institution"),
        ("推行揭榜挂帅制度。", "揭榜挂帅", "slogan"),
        ("打造“热带雨林”创新生态。", "热带雨林", "slogan"),
    ],
)
def test_a_name_is_found_whole(book, text, name, kind):
    found = names.find_names(text, names.read_parts(book))
    assert (name, kind) in [(f.name, f.kind) for f in found]
    item = next(f for f in found if f.name == name)
    assert name[:2] in text[item.start : item.end]


@pytest.mark.parametrize(
    "text",
    [
        "建设省级重点实验室100家。",
        "引进国家重点实验室、技术创新中心。",
        "支持企业建设企业研究院。",
        "支持高水平大学建设。",
        "组织实施市级科技计划。",
        "加强高校和科研院所合作。",
        "（责任单位：厦门大学）",
        "他说：“这是一句很长的话，不是名称。”",
    ],
)
def test_a_generic_phrase_is_no_name(book, text):
    assert names.find_names(text, names.read_parts(book)) == []


def with_parts(book, *rows):
    parts = tuple({"part": part, "kind": kind} for part, kind in rows)
    return replace(book, rows=book.rows | {"name_parts": (*book["name_parts"], *parts)}, digest=repr(rows))


def test_verbs_that_announce_a_name_and_words_inside_quoted_ones_are_the_codebooks(book):
    text, quoted = "谋划凌波逐浪工程，引进人才。", "支持“飞鹏”改造行动。"
    found = [f.name for f in names.find_names(text, names.read_parts(book)) if f.rule == "announced"]
    more = names.read_parts(with_parts(book, ("谋划", "announcing")))
    assert found == [] and [f.name for f in names.find_names(text, more)] == ["凌波逐浪工程"]
    outside = names.read_parts(with_parts(book, ("改造", "name_boundary")))
    inside = names.read_parts(with_parts(book, ("改造", "name_boundary"), ("改造", "quoted_name_inside")))
    assert "飞鹏改造行动" not in [f.name for f in names.find_names(quoted, outside)]
    assert "飞鹏改造行动" in [f.name for f in names.find_names(quoted, inside)]


def corpus(*rows):
    plans = [{"plan_id": p, "region": r, "date": d} for p, r, d, _ in rows]
    clauses = [
        {"clause_id": f"{p}.1", "plan_id": p, "text": t, "start": 0, "end": len(t), "clause_kind": "text"}
        for p, _, _, t in rows
    ]
    return tables.frame("plans", plans), tables.frame("clauses", clauses)


def built(book, plans, clauses):
    mentions = {plan.plan_id: plan.names for plan in coding.read(plans, clauses, book)}
    return names.build(mentions, plans, book)


def test_spread_names_the_oldest_plan_first(book):
    out = built(
        book,
        *corpus(
            ("b", "乙市", "2021-01-01", "实施“飞鹏行动”。推行“飞鹏行动”。"),
            ("a", "甲省", "2020-01-01", "实施“飞鹏行动”。"),
        ),
    )
    row = out["name_spread"].set_index("name").loc["飞鹏行动"]
    assert (row["first_plan_id"], row["plans"], row["regions"], row["count"]) == ("a", 2, 2, 3)
    assert (row["first_year"], row["last_year"], row["members"]) == (2020, 2021, "a b")
    assert out["names"]["first_plan_id"].tolist() == ["a", "a"]


def test_a_list_that_shares_its_closing_word_holds_a_name_that_others_have_outright(book):
    """What only the list might hold is no name."""
    out = built(
        book,
        *corpus(
            ("a", "甲省", "2020-01-01", "加快建设甲城城西、滇池、G40、环大罗山科创走廊。"),
            ("b", "乙市", "2020-07-01", "融入G40科创走廊。"),
        ),
    )
    spread = out["name_spread"].set_index("name")
    assert spread.loc["G40科创走廊", "first_plan_id"] == "a" and spread.loc["G40科创走廊", "plans"] == 2
    assert [name for name in spread.index if "滇池" in name or "城西" in name] == []


def test_variants_of_one_programme_share_a_core(book):
    out = built(
        book,
        *corpus(
            ("a", "甲省", "2020-01-01", "实施“浙商青蓝接力工程”。"),
            ("b", "乙市", "2021-01-01", "实施“禾商青蓝接力工程”。"),
        ),
    )
    assert set(out["names"]["core"]) == {"青蓝接力工程"}


def test_places_are_exact_and_empty_input_gives_empty_tables(book):
    text = "一、总体。加快建设滇池实验室。"
    out = built(book, *corpus(("a", "甲省", "2020-01-01", text)))["names"]
    assert [text[r.start : r.end] for r in out.itertuples()] == ["滇池实验室"]
    assert all(frame.empty for frame in built(book, *corpus()).values())


GOLD = Path(__file__).parent / "examples" / "clause_names.csv"
CLOSING = re.compile("(?:专项行动|计划|行动|工程|专项)$")
FLOORS = {"build": (0.93, 0.95), "check": (0.80, 0.83)}  # precision, recall; never lowered silently


@pytest.fixture(scope="module")
def marked(book):
    """(part, names asked for with kind, names allowed, names found with kind) of clauses read by hand.

    The names were listed before the program's were looked at; it was mended on the part `build` only."""
    texts = {c.clause_id: c.text for plan in read_corpus(RAW, book).plans for c in plan.clauses}
    parts, rows = names.read_parts(book), defaultdict(list)
    for row in csv.DictReader(GOLD.open(encoding="utf-8")):
        rows[row["part"], row["clause_id"]].append(row)
    found = []
    for (part, clause_id), listed in rows.items():
        text = texts[clause_id]
        assert text.replace("\n", "").startswith(listed[0]["opening"])
        asked = {bare(r["name"]): r["kind"] for r in listed if r["label"] == "required"}
        allowed = {bare(r["name"]) for r in listed if r["label"] == "optional"}
        found.append((part, asked, allowed, {bare(f.name): f.kind for f in names.find_names(text, parts)}))
    return found


def bare(name):
    """Names are compared without their closing word: “尖兵” and 尖兵计划 are one."""
    short = names.canonical(name)
    return CLOSING.sub("", short) or short


@pytest.mark.parametrize("part", ["build", "check"])
def test_names_agree_with_a_list_made_by_hand(marked, part):
    own = [m for m in marked if m[0] == part]
    hits = sum(len(asked.keys() & got.keys()) for _, asked, _, got in own)
    extra = sum(len(got.keys() - asked.keys() - allowed) for _, asked, allowed, got in own)
    asked = sum(len(asked) for _, asked, _, _ in own)
    assert len(own) == 18 and asked >= 48
    precision, recall = FLOORS[part]
    assert hits / (hits + extra) >= precision and hits / asked >= recall


def test_kinds_of_names_agree_with_a_list_made_by_hand(marked):
    same = [asked[n] == got[n] for _, asked, _, got in marked for n in asked.keys() & got.keys()]
    assert sum(same) / len(same) >= 0.95


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进“红隼”“白鹭”等计划。", {("红隼计划", "programme"), ("白鹭计划", "programme")}),
        (
            "落实“产业十条”“人才新政3.0版”等政策。",
            {("产业十条", "programme"), ("人才新政3.0版", "programme")},
        ),
        ("鼓励外地大学生就业。", set()),
        ("打造（行业）特色学院。", set()),
        ("打响“滇池拍”品牌。", {("滇池拍", "slogan")}),
    ],
)
def test_constructions_around_names(book, text, expected):
    assert {(f.name, f.kind) for f in names.find_names(text, names.read_parts(book))} == expected


def test_where_dates_do_not_tell_who_was_first_nobody_is(book):
    """A year alone does not come before a day of that year; a plan without date is nobody's source."""
    out = built(
        book, *corpus(("a", "甲市", "2020-03-30", "实施“飞鹏行动”。"), ("b", "乙市", "", "实施“飞鹏行动”。"))
    )
    assert out["name_spread"]["first_plan_id"].tolist() == ["a"]
    out = built(
        book,
        *corpus(
            ("a", "甲市", "2020-03-30", "实施“飞鹏行动”。"), ("b", "乙市", "2020-03-30", "实施“飞鹏行动”。")
        ),
    )
    assert out["name_spread"]["first_plan_id"].isna().all() and out["names"]["first_plan_id"].isna().all()
