"""Borrowing: passages found whole, the older plan is the source, numbers set side by side."""

from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pytest

import ambition_rows as land
from cityplans import codebook, comparing, parts, tables
from cityplans.comparison.borrowing import borrowing, by_plan, shared_runs, swaps
from cityplans.comparison.coding import coding
from cityplans.running import cache

SHARED = "建立健全财政科技投入稳定增长机制，更好发挥引导撬动作用"


def corpus(*rows):
    """Rows of (plan_id, region, parent, date, text); a text of several lines has a clause a line."""
    plans, clauses = [], []
    for plan_id, region, parent, date, text in rows:
        plans.append({"plan_id": plan_id, "region": region, "parent_region": parent, "date": date})
        start = 0
        for i, line in enumerate(text.split("\n")):
            clauses.append(
                {
                    "clause_id": f"{plan_id}.{i}",
                    "plan_id": plan_id,
                    "text": line,
                    "start": start,
                    "end": start + len(line),
                    "clause_kind": "text",
                }
            )
            start += len(line) + 1
    return tables.frame("plans", plans), tables.frame("clauses", clauses), tables.frame("targets", [])


def test_a_shared_passage_is_found_whole_and_points_to_the_older_plan():
    city, province = f"我们{SHARED}，另有他事。", f"首先，{SHARED}。其余不同"
    out = borrowing.build(
        *corpus(
            ("city", "甲市", "乙省", "2021-05-01", city), ("province", "乙省", "", "2020-05-01", province)
        )
    )
    row = out["shared_passages"].iloc[0]
    assert (row.plan_id, row.source_plan_id, row.source_relation, row.direction) == (
        "city",
        "province",
        "parent",
        "dated",
    )
    assert city[row.start : row.end] == SHARED == row.text
    assert province[row.source_text_start : row.source_text_end] == SHARED
    assert row.length == len(SHARED) - 1  # the comma does not count


def test_twelve_characters_are_enough_and_eleven_are_not():
    twelve = "一二三四五六七八九十甲乙"
    for text, expected in ((twelve, 1), (twelve[:11], 0)):
        plans = corpus(
            ("a", "甲市", "", "2020-01-01", f"天{text}地"), ("b", "乙市", "", "2021-01-01", f"玄{text}黄")
        )
        assert len(borrowing.build(*plans)["shared_passages"]) == expected


def test_blanks_and_width_of_commas_do_not_hide_a_passage():
    out = borrowing.build(
        *corpus(
            ("a", "甲市", "", "2020-01-01", "推进重大科研基础设施、重点实验室建设，优先保障用地"),
            ("b", "乙市", "", "2021-01-01", "推进重大科研 基础设施、重点实验室建设,优先保障用地"),
        )
    )
    assert out["shared_passages"]["length"].tolist() == [23]


def test_a_passage_does_not_run_over_paragraphs():
    out = borrowing.build(
        *corpus(
            ("a", "甲市", "", "2020-01-01", "引进人才建设\n高校发展企业创新"),
            ("b", "乙市", "", "2021-01-01", "引进人才建设\n高校发展企业创新"),
        )
    )
    assert out["shared_passages"].empty


def test_the_share_counts_a_passage_once_however_many_have_it():
    text = SHARED + "。" + "其后全是自己的话" * 3
    out = borrowing.build(
        *corpus(
            ("a", "甲省", "", "2020-01-01", SHARED),
            ("b", "乙市", "甲省", "2020-02-01", SHARED),
            ("c", "丙市", "甲省", "2020-03-01", text),
        )
    )["borrowing"]
    shares = out.set_index(["plan_id", "source_plan_id"])["share"]
    letters = len(SHARED) - 1
    assert shares["c", "any"] == shares["c", "a"] == pytest.approx(letters / (letters + 24))
    assert shares["a", "any"] == 0 and shares["b", "any"] == 1


@pytest.mark.parametrize(("holders", "sources"), [(8, [f"p{n}" for n in range(7)]), (9, ["p0"])])
def test_what_eight_plans_say_comes_from_every_older_one_and_what_nine_say_from_the_oldest(holders, sources):
    rows = [
        (f"p{n}", f"{'甲乙丙丁戊己庚辛壬'[n]}市", "", f"2020-0{n + 1}-01", f"第{n}份{SHARED}")
        for n in range(holders)
    ]
    found = borrowing.build(*corpus(*rows))["shared_passages"]
    newest = found[found["plan_id"] == f"p{holders - 1}"]
    assert sorted(newest["source_plan_id"]) == sources


def test_of_very_much_text_a_long_passage_is_still_found_whole(monkeypatch):
    """190 strings of twelve letters a plan, of which one in four is looked up."""
    shared = "".join(chr(0x4E00 + 7 * n) for n in range(201))
    plans = corpus(("a", "甲市", "", "2020-01-01", shared), ("b", "乙市", "", "2021-01-01", shared))
    monkeypatch.setattr(shared_runs, "INDEXED", 100)
    assert borrowing.build(*plans)["shared_passages"]["length"].tolist() == [201]


def test_a_draft_without_a_day_in_the_same_year_has_no_direction():
    out = borrowing.build(
        *corpus(("x-2023-draft", "甲市", "", None, SHARED), ("b", "乙市", "", "2023-03-30", SHARED))
    )["shared_passages"]
    assert out["direction"].tolist() == ["unknown"]


def test_longest_passage_agrees_with_difflib():
    random = np.random.default_rng(5)
    for _ in range(20):
        letters = [chr(0x4E00 + c) for c in random.integers(0, 900, 300)]
        one, two = "".join(letters[:200]), "".join(letters[100:])
        match = SequenceMatcher(None, one, two, autojunk=False).find_longest_match()
        out = borrowing.build(
            *corpus(("a", "甲市", "", "2020-01-01", one), ("b", "乙市", "", "2021-01-01", two))
        )["shared_passages"]
        assert out["length"].max() == match.size


def shared_letters(new, olds):
    """Letters of a text that belong to a string of twelve which one of the older texts holds, one by one."""
    known = {old[i : i + 12] for old in olds for i in range(len(old) - 11)}
    found = set()
    for i in range(len(new) - 11):
        if new[i : i + 12] in known and "\n" not in new[i : i + 12]:
            found |= set(range(i, i + 12))
    return len(found)


@pytest.mark.parametrize("count", [6, 14])
def test_shares_agree_with_counting_string_by_string(count):
    random = np.random.default_rng(count)
    sizes = (3, 7, 11, 12, 13, 30, 70)
    phrases = ["".join(chr(0x4E00 + c) for c in random.integers(0, 40, n)) for n in sizes]
    texts = ["".join(random.choice([*phrases, "\n", phrases[5][:20], "一"], 40)) for _ in range(count)]
    out = borrowing.build(
        *corpus(
            *((f"p{i:02}", f"甲{i % 3}市", "", f"20{i + 10}-01-01", text) for i, text in enumerate(texts))
        )
    )
    found = {(r.plan_id, r.source_plan_id): r.characters_shared for r in out["borrowing"].itertuples()}
    for i, text in enumerate(texts):
        assert found[f"p{i:02}", "any"] == shared_letters(text, texts[:i])
        for j in [j for j in range(i) if count <= 8 or j % 3 == i % 3]:
            assert found.get((f"p{i:02}", f"p{j:02}"), 0) == shared_letters(text, [texts[j]])
    for row in out["shared_passages"].itertuples():
        old = texts[int(row.source_plan_id[1:])]
        assert row.text == old[row.source_text_start : row.source_text_end] and len(row.text) == row.length


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        ("R&D经费支出占GDP比重力争达到3.6%", "全社会R&D经费支出占GDP比重力争达3.2%", "higher"),
        ("到2025年，高新技术企业达到4000家", "到2022年，高新技术企业达到4000家", "same"),
        ("新增高技能人才1.5万名以上", "新增高技能人才20000名", "lower"),
    ],
)
def test_number_swaps(new, old, expected):
    out = borrowing.build(
        *corpus(("c", "甲市", "乙省", "2021-01-01", new), ("p", "乙省", "", "2020-01-01", old))
    )
    assert out["number_swaps"]["number_change"].tolist() == [expected]


def test_other_words_are_no_swap():
    rows = corpus(
        ("c", "甲市", "乙省", "2021-01-01", "建设重点实验室达到100家"),
        ("p", "乙省", "", "2020-01-01", "引进高端创新人才团队200家"),
    )
    assert borrowing.build(*rows)["number_swaps"].empty


def test_change_of_several_numbers():
    assert swaps.change((1, 2), (2, 1)) == "mixed" and swaps.change((2, 2), (1, 2)) == "higher"


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_to_compare_with(n):
    rows = corpus(*[("a", "甲市", "", "2020-01-01", SHARED)] * n)
    out = borrowing.build(*rows)
    assert out["shared_passages"].empty and out["number_swaps"].empty and len(out["borrowing"]) == n


def direction(*rows):
    return borrowing.build(*corpus(*rows))["shared_passages"]["direction"].tolist()


@pytest.mark.parametrize(
    ("newer", "parent", "expected"),
    [
        ("2021-03-02", "", ["dated"]),  # sixty days
        ("2021-03-01", "", ["unknown"]),
        ("2021-01-02", "甲省", ["dated"]),  # the territory above, a day before
        ("2021-01-01", "甲省", ["unknown"]),
    ],
)
def test_between_two_territories_direction_needs_months(newer, parent, expected):
    old = ("a", "甲省" if parent else "甲市", "", "2021-01-01", SHARED)
    assert direction(old, ("b", "乙市", parent, newer, SHARED)) == expected


def test_what_is_not_surely_older_is_shared_and_not_borrowed():
    rows = [("x", "甲市", "", None, SHARED), ("y", "乙市", "", "2023-03-30", SHARED)]
    rows += [("z", "丙市", "", "2023-04-01", SHARED)]
    out = borrowing.build(*corpus(*rows))["borrowing"].set_index(["plan_id", "source_plan_id"])
    assert out.loc[("y", "x"), "direction"] == out.loc[("z", "y"), "direction"] == "unknown"
    assert out.loc[("z", "any"), "share"] == out.loc[("y", "any"), "share"] == 0
    assert out.loc[("z", "y"), "share"] == 1


@pytest.mark.parametrize(("provinces", "formula"), [(2, 0.0), (3, 1.0)])
def test_what_several_provinces_say_alike_is_a_formula(provinces, formula):
    plans, clauses, targets = corpus(
        *(
            (f"p{n}", f"{c}省", "", f"20{10 + n}-01-01", SHARED)
            for n, c in enumerate("甲乙丙丁"[: provinces + 1])
        )
    )
    plans["region_code"] = [f"{n + 10}0000" for n in range(len(plans))]
    out = borrowing.build(plans, clauses, targets)
    assert set(out["shared_passages"]["other_provinces"]) == {provinces}
    last = out["borrowing"].set_index(["plan_id", "source_plan_id"]).loc[(f"p{provinces}", "any")]
    assert (last["share"], last["formula_share"]) == (1, formula)


def test_numbers_are_set_beside_those_of_the_territory_above_and_of_its_own_plans_only():
    line = "规上工业企业研发经费支出占营业收入的比重达到{}%"
    rows = [("province", "乙省", "", "2020-01-01", line.format(1))]
    rows += [
        (f"p{n}", f"{c}市", "乙省", f"202{n}-01-01", line.format(n))
        for n, c in ((1, "甲"), (2, "丙"), (3, "甲"))
    ]
    plans, clauses, targets = corpus(*rows)
    book = codebook.load(Path(__file__).parents[1] / "data" / "codebook")
    coded = coding.read(plans, clauses, book)
    frames = {"plans": plans, "clauses": clauses, "targets": targets}
    frames |= comparing.codes(coded, plans, clauses, targets, book)
    made = comparing.wording_stages(coded, frames, book)["borrowing"]()["number_swaps"]
    found = sorted(zip(made["plan_id"], made["source_plan_id"], made["source_relation"]))
    assert found == [
        ("p1", "province", "parent"), ("p2", "province", "parent"),
        ("p3", "p1", "own_earlier"), ("p3", "province", "parent"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ({"value": 3.6}, {"value": 3.2}, "higher"),
        ({"value": 220}, {"value": 190, "comparator": "ge"}, "higher"),
        ({"value": 3.2}, {"value": 3.2, "comparator": "ge"}, "same"),
        (
            {"value": 100, "comparator": "approx", "measure": "coverage"},
            {"value": 100, "measure": "coverage"},
            "lower",
        ),
        ({"value": 3.6, "comparator": "ge"}, {"value": 3.5, "comparator": "approx"}, "not_comparable"),
        ({"value": 3.6, "scope": "甲区"}, {"value": 3.2}, None),
        (
            {"value": 3.6, "measure": "growth_rate", "quote": "年均"},
            {"value": 3.2, "measure": "growth_rate"},
            "not_comparable",
        ),
    ],
)
def test_numbers_of_two_sentences_are_ordered_as_targets_are(ours, theirs, expected):
    rows = [
        land.target(plan, "rd_intensity", **row) | {"target_id": plan}
        for plan, row in (("ningbo-2020", ours), ("zhejiang-2020", theirs))
    ]
    made = land.frames([land.NINGBO, land.ZHEJIANG], rows)
    swap = {
        "plan_id": "ningbo-2020", "clause_id": "c", "start": 0, "end": 1, "numbers": "1",
        "source_numbers": "2", "source_text_start": 1, "source_text_end": 2,
        "target_id": "ningbo-2020", "source_plan_id": "zhejiang-2020", "source_target_id": "zhejiang-2020",
        "similarity": 0.9, "number_change": "higher",
    }  # fmt: skip
    found = swaps.judged(
        tables.frame("number_swaps", [swap]), made["targets"], made["plans"], land.codebook()
    )
    assert found["number_change"].tolist() == ([expected] if expected else [])


def goals(plan, *figures, indicator="energy_intensity", unit="吨标准煤/万元", **more):
    """Targets of one sentence, one after the other."""
    return [
        land.target(plan, indicator, value, unit=unit, comparator=comparator, **more)
        | {"target_id": f"{plan}-{i}", "start": i, "end": i + 1}
        for i, (value, comparator) in enumerate(figures)
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "numbers", "expected"),
    [  # the raw change is `lower` throughout
        ([(0.4, "le"), (0.5, "le")], [(0.45, "le"), (0.55, "le")], "0.4、0.5", "higher"),  # less is asked for
        ([(0.4, "le"), (0.6, "le")], [(0.45, "le"), (0.55, "le")], "0.4、0.6", "mixed"),
        ([(0.4, "le"), (0.5, "eq")], [(0.45, "le"), (0.51, "approx")], "0.4、0.5", "not_comparable"),
        ([(0.4, "le"), (0.5, "le")], [(0.45, "le")], "0.4、0.5", "not_comparable"),
        ([(0.4, "le")], [(0.45, "le")], "0.4、0.5", "not_comparable"),  # of one number nothing is known
        ([((0.3, 0.4), "range")], [((0.4, 0.5), "range")], "0.3、0.4", "higher"),
    ],
)
def test_every_number_of_a_sentence_is_ordered_as_its_target_is(ours, theirs, numbers, expected):
    made = land.frames(
        [land.NINGBO, land.ZHEJIANG], [*goals("ningbo-2020", *ours), *goals("zhejiang-2020", *theirs)]
    )
    assert _judged(made, numbers) == [expected]


def _judged(made, numbers, similarity=0.9):
    swap = {
        "plan_id": "ningbo-2020", "clause_id": "c", "start": 0, "end": 9, "numbers": numbers,
        "source_plan_id": "zhejiang-2020", "source_text_start": 0, "source_text_end": 9,
        "similarity": similarity, "number_change": "lower",
    }  # fmt: skip
    found = swaps.judged(
        tables.frame("number_swaps", [swap]), made["targets"], made["plans"], land.codebook()
    )
    return found["number_change"].tolist()


def test_what_a_report_wants_of_its_year_is_no_plans_goal():
    report = land.NINGBO | {"title": "政府工作报告", "plan_type": "work_report", "date": "2025-01-20"}
    rate = {"indicator": "fiscal_sci_growth", "unit": "%", "measure": "growth_rate", "basis": "yearly"}
    both = [*goals("ningbo-2020", (5, "eq"), **rate), *goals("zhejiang-2020", (6, "eq"), **rate)]
    assert _judged(land.frames([land.NINGBO, land.ZHEJIANG], both), "5") == ["lower"]
    assert _judged(land.frames([report, land.ZHEJIANG], both), "5") == ["not_comparable"]


def test_a_goal_beside_what_was_reached_is_no_other_number_of_one_sentence():
    """城镇新增就业40万人以上 (a goal) beside 城镇新增就业1312万人 (a result): alike in words alone."""
    both = [*goals("ningbo-2020", (40, "ge")), *goals("zhejiang-2020", (45, "ge"))]
    plans = [land.NINGBO, land.ZHEJIANG]
    assert _judged(land.frames(plans, both), "40", similarity=1.0) == ["higher"]
    for one in ("ningbo-2020", "zhejiang-2020"):
        alone = [row for row in both if row["plan_id"] == one]
        assert _judged(land.frames(plans, alone), "40", similarity=1.0) == []
    assert _judged(land.frames(plans, []), "40", similarity=1.0) == ["not_comparable"]  # both of no goal


OTHER = "支持龙头企业联合高等学校组建创新联合体并承担重大任务"


def lent(*more):
    """Four plans of which the last two share nothing with the first two, and some more."""
    rows = [("a", "甲市", "", "2020-01-01", SHARED), ("b", "乙市", "", "2021-01-01", "开头。" + SHARED)]
    rows += [("c", "丙市", "", "2019-01-01", OTHER), ("d", "丁市", "", "2022-01-01", "另外，" + OTHER)]
    return corpus(*rows, *more)


def pieces(plans, clauses, targets):
    def of(plan_id, *frames):
        return cache.key(*(data[data["plan_id"] == plan_id].to_csv(index=False) for data in frames))

    facts = {
        plan_id: by_plan.Facts(of(plan_id, plans, clauses), of(plan_id, targets))
        for plan_id in plans["plan_id"]
    }
    return by_plan.build(plans, clauses, targets, codebook.load().part("comparison", "ambition"), facts)


def whole(table, plans, clauses, targets):
    book = codebook.load().part("comparison", "ambition")
    return parts.of(table, comparing._borrowing(plans, clauses, targets, book)[table])


@pytest.mark.parametrize("table", ["shared_passages", "borrowing"])
def test_the_pieces_of_a_table_are_the_table_and_one_plan_more_leaves_those_of_others(table):
    """The plan that comes is older than all, so that every number of a plan and of a letter is another."""
    before = pieces(*lent())[table]
    kept = dict(zip(before.keys, parts.pieced(before, {}), strict=True))
    more = lent(("e", "戊市", "", "2001-01-01", SHARED))
    after = pieces(*more)[table]
    made = parts.pieced(after, kept)
    assert b"".join(map(parts.csv_of, made)) == b"".join(map(parts.csv_of, whole(table, *more)))
    assert [key in kept for key in after.keys] == [False, False, True, True, False]


def test_numbers_beside_older_ones_are_looked_at_again_only_where_one_of_both_plans_is_another():
    said = "到{}年，全社会研究与试验发展经费投入强度达到{}%。"
    rows = [
        (name + year, name, "", f"{year}-01-01", said.format(2025, value))
        for name, value in (("甲市", 3.1), ("乙市", 3.4), ("丙市", 3.6))
        for year in ("2018", "2020")
    ]
    before = pieces(*corpus(*rows))["number_swaps"]
    kept = dict(zip(before.keys, parts.pieced(before, {}), strict=True))
    more = corpus(*rows[:-2], ("丙市2018", "丙市", "", "2018-01-01", said.format(2025, 3.2)), rows[-1],
                  ("乙市2022", "乙市", "", "2022-01-01", said.format(2025, 4)))  # fmt: skip
    after = pieces(*more)["number_swaps"]
    made = parts.pieced(after, kept)
    assert sum(part.rows for part in made) == 5
    assert b"".join(map(parts.csv_of, made)) == b"".join(map(parts.csv_of, whole("number_swaps", *more)))
    assert [key in kept for key in after.keys] == [False, True, False, True]


def test_no_plan_has_empty_pieces():
    made = {name: parts.pieced(found, {}) for name, found in pieces(*corpus()).items()}
    assert [sum(part.rows for part in held) for held in made.values()] == [0, 0, 0]
