"""What sentences of briefings and findings must not say, on small tables, beside what they do say.

Expected words are written by hand from the rows above them.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import ambition_rows as land
from ambition_rows import JIAXING, NINGBO, ZHEJIANG, target
from charted_rows import world
from cityplans import tables
from cityplans.publishing.briefing import (
    arrival,
    below,
    indicator,
    region,
    region_lines,
    region_plots,
    sentences,
)
from cityplans.publishing.briefing.content import Material, plain
from cityplans.publishing.telling import findings, headlines, region_names
from cityplans.publishing.telling.changes import Changes, line
from cityplans.publishing.telling.view import View

RD = "rd_intensity"
WENZHOU = land.plan("wenzhou-2020", "温州市", "2020-07-23")
CITIES = [ZHEJIANG, NINGBO, JIAXING]


def material(targets: Sequence[dict], lang: str = "zh", plans=CITIES, **rows) -> Material:
    """A province and two cities with these targets; `rows`: other tables."""
    frames, book = world(land.frames(plans, [*targets]), land.codebook())
    frames = frames | {name: tables.frame(name, own) for name, own in rows.items()}
    return Material(frames, book, lang)


def view_of(lang: str = "zh") -> View:
    return View(land.frames(CITIES, []), land.codebook(), lang)


def aims(zhejiang=None, ningbo=None, jiaxing=None, key: str = RD, **more) -> list[dict]:
    given = (("zhejiang-2020", zhejiang), ("ningbo-2020", ningbo), ("jiaxing-2020", jiaxing))
    return [target(plan, key, value, **more) for plan, value in given if value is not None]


def own_lines(found: Material, city: str = "宁波市"):
    return region_lines.lines_of(found, city)


# --- briefing of a region


@pytest.mark.parametrize(
    ("ningbo", "zh", "en"),
    [
        (3.6, "对照浙江：1项更高：", "Against Zhejiang: 1 higher: "),
        (3.2, "对照浙江：仅1项可比，与浙江相同。", "Against Zhejiang: one is comparable, and equal."),
        (3.0, "对照浙江：1项更低：", "Against Zhejiang: 1 lower: "),
    ],
)
def test_a_region_is_held_against_the_one_above_by_what_it_asks_and_nothing_else(ningbo, zh, en):
    for lang, said in (("zh", zh), ("en", en)):
        found = material(aims(3.2, ningbo), lang)
        text = plain(region.against(found, own_lines(found)))
        assert text.startswith(said) and "早于" not in text and "older than" not in text


def test_nothing_is_said_against_a_territory_that_sets_no_like_target():
    found = material([*aims(None, 3.6), target("zhejiang-2020", RD, 3.2, 2027)])
    assert region.against(found, own_lines(found)) is None


@pytest.mark.parametrize(
    ("ningbo", "jiaxing", "said"),
    [
        (3.6, 3.2, "1项可比的目标中，1项要求单独最高，即"),
        (3.2, 3.2, "1项可比的目标中，没有一项要求单独最高；没有一项要求单独最低。"),
        (3.0, 3.2, "1项可比的目标中，没有一项要求单独最高；1项要求单独最低，即"),
    ],
)
def test_level_with_a_peer_is_neither_highest_nor_lowest(ningbo, jiaxing, said):
    found = material(aims(None, ningbo, jiaxing))
    assert said in plain(region._among(found, own_lines(found)))


def test_a_region_alone_has_no_peers():
    found = material(aims(3.2, 3.6))
    assert region._among(found, own_lines(found)) is None


@pytest.mark.parametrize(
    ("jiaxing", "said"),
    [
        ((3.2, 60), "2个目标中2个同级要求最高"),
        ((3.8, 60), "2个目标中1个同级要求最高"),
        ((3.8, 70), "没有一个目标单独居首"),
    ],
)
def test_a_picture_counts_the_targets_that_lead_and_no_others(jiaxing, said):
    rows = [*aims(None, 3.6, jiaxing[0]), *aims(None, 65, jiaxing[1], "hightech_va_share")]
    found = material(rows)
    lines = own_lines(found)
    leading = sum(x.rank["below"] == 1 for x in lines)
    title = region_plots._plot_title(found, "宁波市", lines, leading)
    assert title.endswith("：" + said)


# --- the territory above


def held(*kinds: str) -> list[dict]:
    return [{"relation": kind} for kind in kinds]


@pytest.mark.parametrize(
    ("kinds", "zh", "en"),
    [
        (("higher", "lower"), "中，1项更高，1项更低", "of 2 like targets below, 1 asks for more, 1 for less"),
        (("higher", "higher", "equal"), "中，2项更高", "of 3 like targets below, 2 ask for more"),
        (("lower", "unordered"), "中，1项更低", "of 2 like targets below, 1 asks for less"),
        (
            ("unordered", "equal"),
            "无一明确高于或低于本级",
            "none of 2 like targets below asks clearly for more or less",
        ),
        (("equal",), "与本级相同", "1 like target below asks for the same"),
    ],
)
def test_a_way_in_which_no_target_below_goes_is_not_told(kinds, zh, en):
    assert below.answered(material([]), held(*kinds)).endswith(zh)
    assert below.answered(material([], "en"), held(*kinds)) == en
    assert "0" not in below.answered(material([]), held(*kinds))


def test_the_nation_is_no_place_called_national():
    nation = land.plan("national-2020", "全国", "2020-01-01") | {"region_level": "national"}
    found = View(land.frames([nation, ZHEJIANG], []), land.codebook(), "en")
    assert region_names.in_sentence(found, "全国") == "the nation"
    assert region_names.in_sentence(found, "浙江省") == "Zhejiang"
    assert region_names.in_sentence(found.other("zh"), "全国") == found.other("zh").region("全国")


# --- wording, space, borrowing, swaps


def profile(plan: str, hard: int, soft: int, mixed: int, plain_: int) -> dict:
    n = hard + soft + mixed + plain_
    shares = {
        f"{kind}_{k}": 0.5 for kind in ("hard_or_mixed", "soft_or_mixed") for k in ("share", "low", "high")
    }
    counts = {"hard": hard, "soft": soft, "mixed": mixed, "plain": plain_}
    return {"plan_id": plan, "n": n, "clauses": n, **counts, **shares}


def test_wording_counts_what_is_both_once_on_each_side_and_says_so_only_there():
    found = material([], commitment_profile=[profile("ningbo-2020", 3, 2, 1, 4)])
    said = plain(sentences.firmness(found, ["ningbo-2020"]))
    assert "10项目标中写作" in said and "的4项（" in said and "的3项，其中1项两者兼有" in said
    found = material([], commitment_profile=[profile("ningbo-2020", 3, 2, 0, 5)])
    assert "兼有" not in plain(sentences.firmness(found, ["ningbo-2020"]))
    found = material([], commitment_profile=[profile("ningbo-2020", 0, 0, 0, 0)])
    assert sentences.firmness(found, ["ningbo-2020"]) is None  # nothing of a plan without targets
    assert sentences.firmness(found, ["jiaxing-2020"]) is None


def lent(plan: str, source: str, relation: str, share: float, direction: str | None = "dated") -> dict:
    row = {"plan_id": plan, "source_plan_id": source, "source_relation": relation, "share": share}
    return row | {"direction": direction, "passages": 1, "characters_shared": 99, "formula_share": 0.0}


def test_a_figure_is_no_part_of_the_name_before_it():
    """Several plans of a year and kind are numbered: 行动计划 1有1%, not 行动计划 11%."""
    plans = [land.plan(f"ningbo-2020{i}", "宁波市", "2020-07-23", plan_type="action_plan") for i in "ab"]
    found = material([], plans=[ZHEJIANG, *plans], borrowing=[
        lent("ningbo-2020a", "any", "any", 0.01, None), lent("ningbo-2020a", "zhejiang-2020", "parent", 0.01),
    ], commitment_profile=[profile("ningbo-2020a", 1, 0, 0, 0)])  # fmt: skip
    name = found.name("ningbo-2020a")
    assert name[-1].isdigit()
    assert f"{name}有1%的文字" in plain(sentences.borrowed(found, ["ningbo-2020a"]))
    assert f"{name}的1项目标中" in plain(sentences.firmness(found, ["ningbo-2020a"]))


def test_only_what_is_surely_older_and_more_than_a_trifle_is_told_as_taken_over():
    every = lent("jiaxing-2020", "any", "any", 0.28, None)
    above = lent("jiaxing-2020", "zhejiang-2020", "parent", 0.2)
    unsure = lent("jiaxing-2020", "ningbo-2020", "peer", 0.25, "unknown")
    said = plain(sentences.borrowed(material([], borrowing=[every, above, unsure]), ["jiaxing-2020"]))
    assert "28%的文字见于更早的计划" in said and "与浙江计划相同的最多（20%）" in said and "宁波" not in said
    assert sentences.borrowed(material([], borrowing=[every, unsure]), ["jiaxing-2020"]) is None
    trifle = [{**every, "share": 0.004}, {**above, "share": 0.004}]
    assert sentences.borrowed(material([], borrowing=trifle), ["jiaxing-2020"]) is None


# --- briefing of an indicator


def test_why_targets_are_left_out_is_told_of_the_indicator_and_not_of_repeats():
    rows = [
        {"target_id": f"t{i}", "plan_id": "ningbo-2020", "indicator_id": key, "not_compared_reason": reason}
        for i, (key, reason) in enumerate(
            [(RD, "horizon_differs"), (RD, "repeated"), ("hightech_firms", "unit_differs")]
        )
    ]
    said = plain(indicator._left_out(material([], not_compared=rows), RD))
    assert said.count("1") == 1 and said.startswith("未比较或不排高低的目标：")
    assert indicator._left_out(material([], not_compared=rows[1:]), RD) is None
    assert indicator._other_bases(material([]), []) is None


# --- new plans


def doubted(*chances: float, corrected: bool = False) -> list[dict]:
    return [
        target("ningbo-2020", RD, 3 + i, confidence=chance, corrected=corrected, start=i)
        for i, chance in enumerate(chances)
    ]


@pytest.mark.parametrize(
    ("chances", "zh", "en"),
    [
        (
            (0.4, 0.9, 0.7),
            "估计约1行有某个字段不对，1行的把握不到一半；",
            "Of 3 rows some 1 may be wrong in some field, 1 more likely wrong than right;",
        ),
        ((0.9, 0.6, 0.5), "估计约1行有某个字段不对；", "Of 3 rows some 1 may be wrong in some field;"),
        ((0.99,), "估计不到1行有某个字段不对；", "Of 1 row fewer than 1 may be wrong in some field;"),
    ],
)
def test_no_row_is_more_likely_wrong_than_right_unless_it_is(chances, zh, en):
    """0.6 + 0.1 + 0.3 are 1 row; 0.1 + 0.4 + 0.5 too, none of them below one half."""
    assert plain(arrival._doubtful_told(material(doubted(*chances)), "ningbo-2020")).startswith(zh)
    assert plain(arrival._doubtful_told(material(doubted(*chances), "en"), "ningbo-2020")).startswith(en)


def test_what_a_person_corrected_is_not_doubted():
    assert arrival._doubtful_told(material(doubted(0.3, corrected=True)), "ningbo-2020") is None


@pytest.mark.parametrize("missing", ["issuer", "date", None])
def test_particulars_are_missing_only_where_they_are(missing):
    whole = dict.fromkeys(arrival.WANTED, "x")
    said = plain(arrival._missing(material([]), whole | ({missing: None} if missing else {})))
    assert ("没有读到" in said) == bool(missing) and ("都读到了" in said) == (not missing)


NEWER = land.JIAXING_23


def arrived(rows: Sequence[dict], lang: str = "zh") -> tuple[Changes, Material]:
    """A city's older and newer plan, a rate and a rank in each, and rows of `changes`."""
    rank = {"unit": "位", "measure": "rank", "comparator": "le"}
    targets = [
        target("jiaxing-2020", RD, 3.2),
        target("jiaxing-2020", "hightech_zone_rank", 10, **rank),
        target("jiaxing-2023", RD, 3.65, 2027),
        target("jiaxing-2023", "hightech_zone_rank", 40, 2027, **rank),
    ]
    found = material(targets, lang, [JIAXING, NEWER], changes=rows)
    return Changes(found, found.rows("changes")), found


def own_row(indicator: str, note: str) -> dict:
    """A target of the newer plan that sets one of the older again."""
    at = (RD, "hightech_zone_rank").index(indicator)
    return {
        "change_kind": "own_revised", "plan_id": "jiaxing-2023", "earlier_plan_id": "jiaxing-2020",
        "indicator_id": indicator, "note": note, "horizon": 2027, "earlier_horizon": 2025,
        "target_id": f"jiaxing-2023-{at + 2:04d}", "earlier_target_id": f"jiaxing-2020-{at:04d}",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "zh", "en"),
    [
        (
            ("higher", "lower"),
            "与本地较早的计划（嘉兴 2020）相比：提高1项，降低1项。"
            "降低的：国家高新区排名 ≤ 10位（2025年） → ≤ 40位（2027年）。",
            "Against its own earlier plans (Jiaxing 2020): raised 1, lowered 1. "
            "Lowered: Rank of the high-tech zone ≤ 10 (2025) → ≤ 40 (2027).",
        ),
        (
            ("equal", "unordered"),
            "与本地较早的计划（嘉兴 2020）相比：不变1项，无法比较高低1项。",
            "Against its own earlier plans (Jiaxing 2020): kept 1, not to be ordered 1.",
        ),
        (
            ("higher", "higher"),
            "与本地较早的计划（嘉兴 2020）相比：提高2项。",
            "Against its own earlier plans (Jiaxing 2020): raised 2.",
        ),
    ],
)
def test_of_its_own_earlier_targets_a_plan_is_told_what_it_did_to_them(notes, zh, en):
    for lang, said in (("zh", zh), ("en", en)):
        rows = [own_row(RD, notes[0]), own_row("hightech_zone_rank", notes[1])]
        changes, found = arrived(rows, lang)
        own = changes.of("own_revised")
        assert plain(arrival._against_own(changes, found, own)) == said
        assert arrival._against_own(changes, found, []) is None


def test_of_many_lowered_eight_are_named_and_the_rest_counted():
    for n, rest in ((8, "。"), (9, "；另有1项。")):
        changes, found = arrived([own_row(RD, "lower")])
        said = plain(arrival._against_own(changes, found, changes.of("own_revised") * n))
        assert f"降低{n}项" in said and said.count(" → ") == 8 and said.endswith("（2027年）" + rest)


def test_a_year_is_new_among_the_documents_here_and_no_first_of_the_territory():
    def row(year: int, n: int) -> dict:
        about = {"change_kind": "first_horizon", "plan_id": "jiaxing-2023"}
        return about | {"horizon": year, "note": str(n)}

    rows = [row(2027, 12), row(2030, 1)]
    zh, en = (plain(arrival._first_years(arrived(rows, lang)[0], "jiaxing-2023")) for lang in ("zh", "en"))
    assert zh == "本批文件中，该地此前没有目标的年份：2027年（12个目标）、2030年（1个目标）。"
    assert en == "No older document of the territory here aims at 2027 (12 targets), 2030 (1 target)."
    assert "首次" not in zh and "first" not in en
    assert line(arrived(rows, "en")[0], rows[1]).endswith("2030: 1 target")
    assert arrival._first_years(arrived(rows)[0], "jiaxing-2020") is None


def test_what_a_plan_does_not_state_is_no_fact_of_it():
    bare = dict.fromkeys(("title", "issuer", "date", "period_start", "period_end", "plan_type", "status"))
    found = material(aims(None, 3.6), "en")
    empty = arrival._facts(found, bare | {"plan_id": "jiaxing-2020"})
    assert empty == "0 quantified targets"  # no period, no date, nothing between two points
    whole = bare | {"plan_id": "ningbo-2020", "title": "T", "period_start": 2021, "period_end": 2021}
    assert arrival._facts(found, whole) == "T · period 2021 · 1 quantified target"


# --- findings


@pytest.mark.parametrize(
    ("relations", "said", "unsaid"),
    [
        (("higher", "equal"), "2项城市目标中，1项高于上级、1项持平", ("低于", "无法排序")),
        (("lower", "unordered"), "2项城市目标中，1项低于上级，1项无法排序", ("高于", "持平")),
        (("unordered",), "1项城市目标与上级都无法排序", ("高于", "低于", "持平")),
    ],
)
def test_a_title_tells_no_relation_that_no_target_has(relations, said, unsaid):
    rows = [{"plan_id": "ningbo-2020", "relation": kind} for kind in relations]
    title = headlines.against_above(view_of(), rows)
    assert title == said and not any(word in title for word in unsaid)


def beside(*given: tuple) -> list[dict]:
    names = ("ningbo-2020", "jiaxing-2020", "wenzhou-2020")
    regions = ("宁波市", "嘉兴市", "温州市")
    return [
        target(plan, RD, value, comparator=comparator)
        | {"region": place, "status": "final", "comparable": "share"}
        for plan, place, (value, comparator) in zip(names, regions, given)
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (beside((3.6, "eq"), (3.5, "approx")), "所写数字宁波（3.6%）最高，嘉兴（3.5%左右）未必更低"),
        (beside((3.6, "ge"), (3.6, "approx")), "宁波（3.6%以上）和嘉兴（3.6%左右）分不出高低"),
        (beside((3.6, "eq"), (3.2, "eq")), "宁波（3.6%）高于嘉兴（3.2%）"),
        (beside((3.6, "eq"), (3.6, "eq")), "宁波和嘉兴数值相同（3.6%）"),
        (beside((3.6, "eq"), (3.6, "eq"), (3.0, "eq")), "宁波和嘉兴并列最高（3.6%）"),
    ],
)
def test_who_is_highest_is_told_only_where_bounds_allow_it(rows, said):
    """≈ 3.5 may be as much as 3.675, and ≥ 3.6 any more."""
    assert findings.who_is_highest(view_of(), rows, 1) == said


def test_of_an_indicator_without_ambition_no_region_asks_for_more():
    rows = beside((45, "ge"), (24.1, "eq"), (19.5, "eq"))
    told = findings._side_by_side(View(land.frames([*CITIES, WENZHOU], []), land.codebook()), rows)
    assert told.endswith("；数值高低不等于要求高低") and "最高" not in told
