"""Witnesses of one plan: alignment, grouping, reference, differences."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityplans import codebook
from cityplans.reading import editions, works
from cityplans.reading.alignment import BARE, FORMS, SHORT, _formed, align, edits, fold
from cityplans.reading.plans import regions, structure
from cityplans.reading.plans.metadata import Metadata

PLACES = regions.of(codebook.load())
WORDS = (
    "创新",
    "人才",
    "平台",
    "产业",
    "企业",
    "实验室",
    "转化",
    "改革",
    "金融",
    "服务",
    "机制",
    "高校",
    "走廊",
    "基础研究",
    "攻关",
    "集聚",
    "培育",
    "打造",
    "提升",
    "推进",
    "深化",
    "建设",
    "完善",
    "强化",
    "优化",
    "突破",
    "示范",
    "开放",
    "协同",
    "数字",
    "绿色",
    "智能",
)


def prose(seed, sentences=60):
    """Text of a plan, different for every seed, in paragraphs."""
    rng = random.Random(seed)
    made = [
        "".join(rng.choices(WORDS, k=rng.randint(6, 14))) + "，" + "".join(rng.choices(WORDS, k=6)) + "。"
        for _ in range(sentences)
    ]
    return "\n".join("".join(made[i : i + 5]) for i in range(0, sentences, 5)) + "\n"


def witness(name, text, title="中共某市委关于创新的决定", date="2020-07-08", city="330200", **more):
    meta = Metadata(PLACES.by_code.get(city), "某市委", title, "", date, (None, None), "final", 2020)
    return editions.Witness(name, text, range(len(text)), structure.clauses(text, "c", PLACES), meta, **more)


def plans(*witnesses):
    return works.plans_of(list(witnesses), PLACES)


# --- candidates -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("shared", [0, 3, 10, 18, 20, 25, 40, 60])
def test_no_pair_that_is_near_is_passed_over(shared):
    """A bound from above decides what is compared: near pairs always are, clearly different ones are not."""
    common = prose(1, sentences=60).splitlines()
    texts = []
    for seed in (2, 3):
        own = prose(seed, sentences=60).splitlines()
        texts.append("\n".join([*common[: shared // 5], *own[shared // 5 :]]) + "\n")
    samples = [editions.sample(text) for text in texts]
    jaccard, containment = editions.similarity(*map(editions.shingles, texts))
    found = list(editions._worth_comparing(["", ""], samples, texts))
    if jaccard >= editions.GREY_JACCARD or containment >= editions.GREY_CONTAINMENT:
        assert found == [(0, 1)]
    elif containment < 0.8 * editions.GREY_CONTAINMENT and jaccard < 0.8 * editions.GREY_JACCARD:
        assert found == []


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.sampled_from("中文，。ＡaÉ½Ⅳ…　 \n\u200b\U00020000０ŉ"), min_size=1, max_size=12),
    st.sampled_from([FORMS, BARE]),
)
def test_long_texts_are_folded_as_short_ones(text, forms):
    made, counts = _formed(text * SHORT, forms)
    short, each = _formed(text, forms)
    assert made == short * SHORT and list(counts) == list(each) * SHORT


# --- alignment ------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10_000),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 4), st.text("甲乙丙丁戊", max_size=4)), max_size=8),
)
def test_what_agrees_maps_to_the_same_character_and_back(seed, changes):
    reference = prose(seed, 30)
    variant = reference
    for where, cut, new in changes:
        at = int(where * len(variant))
        variant = variant[:at] + new + variant[at + cut :]
    laid = align(reference, variant)
    folded = {place: c for c, place in zip(*fold(variant), strict=True)}
    agreeing = 0
    for offset, character in enumerate(reference):
        there = laid.to_variant(offset)
        if there is not None:
            agreeing += 1
            assert folded[there] == fold(character)[0]
            assert laid.to_reference(there) == offset
    assert agreeing >= len(fold(reference)[0]) - sum(cut + len(new) for _, cut, new in changes) - 8


def test_layout_width_and_script_are_no_difference():
    reference = "到2025年，R&D经费支出达到3.6%（力争）。\n建设“双一流”学科。"
    variant = "到２０２５年,R&D 经费支出\n达到 3.6％(力争)。建設「雙一流」學科。"
    assert edits(align(reference, variant)) == []


def test_a_span_leads_to_the_same_words():
    reference = "前言。每万名就业人员中研发人员达190人以上。"
    variant = "新的前言。每万名就业人员中研发人员达190人年以上。"
    start = variant.index("190人年以上")
    at = align(reference, variant).span_to_reference(start, start + 7)
    assert reference[slice(*at)] == "190人以上"


@settings(max_examples=25, deadline=None)
@given(st.text("创新人才。，\n 1a", max_size=60), st.text("创新人才。，\n 1a", max_size=60))
def test_edits_make_the_one_text_of_the_other(left, right):
    laid = align(left, right)
    built, at = "", 0
    for edit in edits(laid):
        built += left[at : edit.start] + right[edit.variant_start : edit.variant_end]
        at = edit.end
    assert fold(built + left[at:])[0] == fold(right)[0]


# --- which texts are one plan ---------------------------------------------------------------------------


def noisy(text, seed):
    """The text as another print has it: wrapped, spaced, a few other words."""
    rng = random.Random(seed)
    out = []
    for character in text:
        out.append(character)
        if character != "\n" and rng.random() < 0.02:
            out.append("\n")
    return "".join(out).replace("，", ",", 5).replace("创新", "革新", 1)


def test_prints_of_one_plan_are_one_plan():
    text = prose(1)
    made, problems = plans(
        witness("a.txt", text),
        witness("b.txt", noisy(text, 2)),
        witness("c.txt", text[len(text) // 2 :], continued=True),
    )
    assert [len(p.editions) for p in made] == [3] and not problems
    assert made[0].reference.source_file in ("a.txt", "b.txt")
    part = next(e for e in made[0].editions if e.source_file == "c.txt")
    assert not part.complete and 0.4 < part.coverage < 0.6


def test_two_plans_of_one_city_stay_two():
    made, problems = plans(
        witness("a.txt", prose(1), date="2020-07-29"),
        witness("b.txt", prose(2), title="某市推进方案", date="2023-03-30"),
    )
    assert len(made) == 2 and not problems


def test_half_the_same_text_is_for_a_person_to_decide():
    one, other = prose(1, 60), prose(2, 60)
    mixed = "\n".join(one.splitlines()[:7] + other.splitlines()[7:]) + "\n"
    made, problems = plans(witness("a.txt", one), witness("b.txt", mixed, title="另一份文件的实施方案"))
    assert len(made) == 2
    assert [p.problem for p in problems] == ["maybe_same_plan"] and "b.txt" in problems[0].message


def test_the_same_words_under_another_region_are_not_merged_silently():
    made, problems = plans(witness("a.txt", prose(1)), witness("b.txt", prose(1), city="330400"))
    assert len(made) == 2 and [p.problem for p in problems] == ["maybe_same_plan"]


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_files_does_not_matter(rng):
    files = [
        witness("a.txt", prose(1)),
        witness("b.txt", noisy(prose(1), 3)),
        witness("c.txt", prose(5), title="某市规划", date=""),
        witness("d.txt", prose(6), title="某市规划", date=""),
        witness("e.txt", prose(7), city=""),
    ]
    expected = plans(*files)
    shuffled = list(files)
    rng.shuffle(shuffled)
    assert plans(*shuffled) == expected


def test_the_earliest_keeps_the_bare_id():
    late = witness("a.txt", prose(1), date="2020-09-01")
    early = witness("b.txt", prose(2), date="2020-03-01", title="中共某市委关于人才的决定")
    ids = {plan.date: plan.plan_id for plan in plans(late, early)[0]}
    assert ids["2020-03-01"] == "ningbo-2020-decision"
    assert (
        ids["2020-09-01"].startswith("ningbo-2020-decision-")
        and len(ids["2020-09-01"]) == len("ningbo-2020-decision-") + 6
    )


# --- reference and differences ---------------------------------------------------------------------------


def test_reference_is_the_whole_print_that_agrees_with_the_others():
    text = prose(3)
    half = text[len(text) // 2 :]
    slips = text[: len(text) // 2] + half.replace("平台", "平抬", 3).replace("企业", "企叶", 3)
    made, _ = plans(witness("a.txt", slips), witness("b.txt", text), witness("c.txt", half, continued=True))
    assert made[0].reference.source_file == "b.txt"


@pytest.mark.parametrize(
    ("fix", "reference"),
    [("page_numbers", "b.txt"), ("page_heads", "b.txt"), ("unwrap", "b.txt"), ("page_ends", "b.txt"),
     ("furniture", "a.txt"), ("dashes", "a.txt"), ("page_furniture", "a.txt")],
)  # fmt: skip
def test_a_damaged_print_is_not_the_reference(fix, reference):
    """Damage is what a fix says it is; a website's furniture and a dash are none, whatever their names."""
    text = prose(3)
    made, _ = plans(witness("a.txt", text, cleaning=((fix, 30),)), witness("b.txt", text))
    assert made[0].reference.source_file == reference


def test_differences_show_both_readings_and_who_has_them():
    text = "一、目标\n" + prose(4) + "每万名就业人员中研发人员达190人年以上，建成平台10个。\n" + prose(5)
    other = text.replace("190人年", "190人")
    made, _ = plans(
        witness("a.txt", text),
        witness("b.txt", other),
        witness("c.txt", other.replace("\n", " \n")),
        witness("d.txt", text),
    )
    rows = editions.differences(made[0])
    assert len(rows) == 1
    row = rows[0]
    assert {row["reference_text"], row["variant_text"]} == {"190人年以上", "190人以上"}
    assert len(row["edition_ids"].split()) == 2 and row["kind"] == "wording" and row["section"] == "目标"
    assert made[0].text[row["start"] : row["end"]] == row["reference_text"]


def test_punctuation_alone_is_glyph():
    text = prose(4)
    made, _ = plans(witness("a.txt", text), witness("b.txt", text.replace("，", "、", 1)))
    assert [row["kind"] for row in editions.differences(made[0])] == ["glyph"]


def test_a_missing_beginning_is_no_reading():
    text = prose(8)
    made, _ = plans(witness("a.txt", text), witness("b.txt", "【紧接第1版】" + text[400:], continued=True))
    assert editions.differences(made[0]) == []


def test_the_reference_lacks_and_another_edition_supplies():
    text = prose(9)
    bare = replace(witness("a.txt", text).meta, date="", issuer="")
    made, _ = plans(
        replace(witness("a.txt", text), meta=bare),
        witness("b.txt", text[: len(text) * 2 // 3], continued=True),
    )
    assert (made[0].reference.source_file, made[0].date, made[0].issuer) == ("a.txt", "2020-07-08", "某市委")


@pytest.mark.heavy
def test_a_thousand_texts_are_grouped_in_seconds():
    files = [witness(f"{n:04d}.txt", prose(n, 40), title=f"某市第{n}号规划", date="") for n in range(1000)]
    files += [witness(f"x{n:04d}.txt", noisy(prose(n, 40), n), title="", date="") for n in range(0, 1000, 10)]
    start = time.process_time()
    groups, _ = editions.group(files)
    assert len(groups) == 1000 and time.process_time() - start < 30


# --- thresholds -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "jaccard, containment, verdict",
    [
        (editions.JACCARD - 0.01, editions.CONTAINMENT - 0.01, "grey"),
        (editions.JACCARD, editions.CONTAINMENT - 0.01, "same"),
        (editions.JACCARD - 0.01, editions.CONTAINMENT, "same"),
        (editions.GREY_JACCARD, 0.0, "grey"),
        (editions.GREY_JACCARD - 0.01, editions.GREY_CONTAINMENT, "grey"),
        (editions.GREY_JACCARD - 0.01, editions.GREY_CONTAINMENT - 0.01, "apart"),
    ],
)
def test_how_alike_two_texts_must_be(jaccard, containment, verdict):
    one, other = witness("a.txt", "甲\n", title="甲"), witness("b.txt", "乙\n", title="乙")
    assert editions._verdict(one, other, False, jaccard, containment) == verdict


def test_the_thresholds_are_those_of_the_method():
    """Broder 1997: half of all shingles, or four fifths of the smaller text's; a third and half are grey."""
    assert (editions.JACCARD, editions.CONTAINMENT, editions.COMPLETE) == (0.5, 0.8, 0.9)
    assert (editions.GREY_JACCARD, editions.GREY_CONTAINMENT) == (0.3, 0.5)


@pytest.mark.parametrize("kept, complete", [(93, True), (88, False)])
def test_an_edition_is_complete_from_nine_tenths(kept, complete):
    lines = prose(5, sentences=500).splitlines()
    part = "\n".join(lines[: kept * len(lines) // 100]) + "\n"
    made, _ = plans(witness("a.txt", "\n".join(lines) + "\n"), witness("b.txt", part))
    assert [e.complete for e in made[0].editions] == [True, complete]


@pytest.mark.parametrize(("copies", "counted"), [(editions.COMPARED, 7 * 8), (40, 40 * editions.COMPARED)])
def test_many_editions_are_not_compared_each_with_each(copies, counted, monkeypatch):
    text = "到2025年，全市高新技术企业达到4000家，研发投入强度达到3.6%。" * 3
    group = [witness(f"{n:02}.txt", text.replace("4000", str(4000 + n))) for n in range(copies)]
    laid = []
    monkeypatch.setattr(editions, "align", lambda one, other: laid.append(one) or align(one, other))
    assert len(editions._lonely_readings(group)) == copies and len(laid) == counted
