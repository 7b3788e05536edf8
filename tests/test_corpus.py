"""The folder of source files as a whole: plans, editions, ids, problems, and folders that are in disorder."""

import csv
from pathlib import Path

import pytest
from joblib import Parallel, delayed

from cityplans import codebook
from cityplans.reading import corpus
from cityplans.reading import folder as reading_folder
from cityplans.records import Problem

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw"
EXPECTED = {  # region, date, period, status, characters of the title
    "zhejiang-2020-decision": (
        "浙江省",
        "2020-06-18",
        (None, None),
        "final",
        "中共浙江省委关于建设高素质强大人才队伍",
    ),
    "ningbo-2020-decision": (
        "宁波市",
        "2020-07-08",
        (None, None),
        "final",
        "中共宁波市委关于深入实施人才和创新“栽树工程”",
    ),
    "wenzhou-2020-opinion": (
        "温州市",
        "2020-07-23",
        (None, None),
        "final",
        "中共温州市委关于深入实施创新驱动战略",
    ),
    "jiaxing-2020-decision": (
        "嘉兴市",
        "2020-07-29",
        (None, None),
        "final",
        "中共嘉兴市委关于建设高素质强大队伍",
    ),
    "huzhou-2023-opinion": ("湖州市", "", (None, None), "draft", "关于长三角科创枢纽城市的建设意见"),
    "jiaxing-2023-programme": (
        "嘉兴市",
        "2023-03-30",
        (2023, 2027),
        "final",
        "嘉兴市“315”科技创新体系建设工程推进方案",
    ),
}
BULLETIN_READINGS = {  # what the bulletin prints -> what the web page and the newspaper print
    "改革创新主引擎": "创新改革主引擎",
    "190人以": "190人年以",
    "改革创新的": "创新改革的",
    "万亿级": "万千亿级",
    "etc": "等",
    "成果转化利": "成果转移转化利",
    "企业科创板": "企业在科创板",
    "停留居留": "停居留",
}


@pytest.fixture(scope="module")
def words():
    return codebook.load(ROOT / "data" / "codebook")


@pytest.fixture(scope="module")
def read(words):
    return corpus.read_corpus(RAW, words)


def plan_of(read, plan_id):
    return next(plan for plan in read.plans if plan.plan_id == plan_id)


def test_the_source_files_hold_six_plans(read):
    assert {plan.plan_id for plan in read.plans} == set(EXPECTED)


@pytest.mark.parametrize("plan_id", sorted(EXPECTED))
def test_metadata(read, plan_id):
    plan = plan_of(read, plan_id)
    region, date, period, status, title = EXPECTED[plan_id]
    assert (plan.region, plan.date, (plan.period_start, plan.period_end), plan.status) == (
        region,
        date,
        period,
        status,
    )
    assert plan.title.startswith(title)
    assert plan.region_level == ("province" if plan.region == "浙江省" else "prefecture")
    assert plan.parent_region == ("全国" if plan.region == "浙江省" else "浙江省")


def test_clauses_tile_every_edition(read):
    for plan in read.plans:
        for edition in plan.editions:
            assert "".join(edition.text[c.start : c.end] for c in edition.clauses) == edition.text
            assert all(c.text == edition.text[c.start : c.end].rstrip("\n") for c in edition.clauses)


def test_numbered_articles_of_each_plan_are_all_there(read):
    for plan_id, last in (
        ("zhejiang-2020-decision", 25),
        ("ningbo-2020-decision", 30),
        ("jiaxing-2020-decision", 25),
        ("huzhou-2023-opinion", 17),
    ):
        for edition in plan_of(read, plan_id).editions:
            numbers = [
                int(c.number.rstrip(".．")) for c in edition.clauses if c.number.rstrip(".．").isdecimal()
            ]
            first = 1 if edition.complete else numbers[0]
            assert numbers == list(range(first, last + 1)), edition.edition_id


def test_every_edition_leads_back_into_its_file(read):
    for plan in read.plans:
        for edition in plan.editions:
            received = (RAW / edition.source_file).read_text("utf-8-sig")
            assert 0 <= edition.source_start < edition.source_end <= len(received)
            same = sum(received[at] == c for at, c in zip(edition.origins, edition.text, strict=True))
            assert same > (0.6 if edition.script == "hant" else 0.95) * len(edition.text)
            assert list(edition.origins) == sorted(edition.origins)


def test_three_prints_of_the_ningbo_decision(read):
    plan = plan_of(read, "ningbo-2020-decision")
    assert {e.source_file: (e.script, e.complete) for e in plan.editions} == {
        "zhejiang-talent-bulletin-2020-08.txt": ("hans", True),
        "ningbo-2020-webpage-hant.txt": ("hant", True),
        "ningbo-2020-newspaper-part2.txt": ("hans", False),
    }


def test_the_eight_readings_of_the_bulletin(read):
    wording = [row for row in read.differences if row["kind"] == "wording"]
    assert len(wording) == len(BULLETIN_READINGS) == 8
    for ours, theirs in BULLETIN_READINGS.items():
        assert any(
            {ours in row["variant_text"], theirs in row["reference_text"]} == {True} for row in wording
        ), ours
    assert {row["edition_ids"] for row in wording} == {
        "ningbo-2020-decision-zhejiang-talent-bulletin-2020-08"
    }
    assert all(row["section"] for row in wording)


def test_what_is_no_plan_is_listed(read):
    left_out = [
        p for p in read.problems if p.problem == "left_out" and p.source_file.startswith("zhejiang-talent")
    ]
    assert len(left_out) == 2 and all(p.start < p.end for p in left_out)
    assert "手机人才时讯" in left_out[1].message


def test_two_processes_give_the_same(read, words):
    def two(tasks, *shared):
        return Parallel(n_jobs=2)(delayed(corpus.read_one)(*task, *shared) for task in tasks)

    again = corpus.read_corpus(RAW, words, mapped=two)
    assert [p.plan_id for p in again.plans] == [p.plan_id for p in read.plans]
    assert [p.text for p in again.plans] == [p.text for p in read.plans]
    assert again.differences == read.differences and again.problems == read.problems


@pytest.mark.parametrize("name", sorted(path.name for path in RAW.glob("*.txt")))
def test_each_file_alone(name, words, read):
    alone = corpus.read_corpus(RAW / name, words)
    assert alone.plans and all(plan.region for plan in alone.plans)
    assert {plan.plan_id for plan in alone.plans} <= {
        *EXPECTED,
        "ningbo-decision",
    }  # the newspaper's second half carries no date


# --- folders in disorder ---------------------------------------------------------------------------------

PLAN = (RAW / "huzhou-2023-consultation-draft.txt").read_bytes()


def test_only_files_to_read_are_read(tmp_path, words):
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("catalog.csv", "baselines.csv", ".hidden.txt", ".git/x.txt", "README.md"):
        (tmp_path / name).write_bytes(b"file\n")
    (tmp_path / "sub" / "plan.txt").write_bytes(PLAN)
    outside = tmp_path.parent / "outside.txt"
    outside.write_bytes(PLAN)
    (tmp_path / "link.txt").symlink_to(outside)
    (tmp_path / "folder").symlink_to(tmp_path.parent)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "own").symlink_to(tmp_path / "sub")
    assert [name for _, name in reading_folder.files(tmp_path)] == ["dangling.txt", "sub/plan.txt"]
    found = corpus.read_corpus(tmp_path, words)
    assert [(p.source_file, p.problem) for p in found.problems] == [
        ("dangling.txt", "unreadable"),
        ("folder", "link_outside"),
        ("link.txt", "link_outside"),
        ("own", "link_outside"),
    ]
    assert len(found.plans) == 1 and len(found.plans[0].editions) == 1


def test_a_file_that_fails_does_not_cost_the_others(tmp_path, words, monkeypatch):
    (tmp_path / "bad.txt").write_bytes(PLAN)
    (tmp_path / "good.txt").write_bytes(PLAN)
    real = corpus.formats.read

    def failing(path, name, *rest):
        if name == "bad.txt":
            raise RuntimeError("unforeseen")
        return real(path, name, *rest)

    monkeypatch.setattr(corpus.formats, "read", failing)
    found = corpus.read_corpus(tmp_path, words)
    assert [plan.region for plan in found.plans] == ["湖州市"]
    assert [(p.source_file, p.problem) for p in found.problems if p.problem == "internal_error"] == [
        ("bad.txt", "internal_error")
    ]


def test_an_empty_folder_is_no_error(tmp_path, words):
    found = corpus.read_corpus(tmp_path, words)
    assert not (found.plans or found.differences or found.accounts)
    assert [problem.problem for problem in found.problems] == ["empty"]
    assert "没有可读的文件" in found.problems[0].message_zh and "--raw" in found.problems[0].message


def catalog(folder, **values):
    with (folder / "catalog.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, ["file", *values])
        writer.writeheader()
        writer.writerow({"file": "a.txt", **values})


def test_catalog_overrides_what_was_found(tmp_path, words):
    (tmp_path / "a.txt").write_bytes(PLAN)
    catalog(tmp_path, region="湖州市", title="", date="2023-05-20", status="final")
    plan = corpus.read_corpus(tmp_path, words).plans[0]
    assert (plan.date, plan.status, plan.plan_id) == ("2023-05-20", "final", "huzhou-opinion")
    assert plan.title.startswith("关于长三角")


def test_an_override_that_makes_no_sense_is_a_problem(tmp_path, words):
    (tmp_path / "a.txt").write_bytes(PLAN)
    catalog(tmp_path, region="无此市", date="20230520")
    found = corpus.read_corpus(tmp_path, words)
    assert found.plans[0].region == "湖州市"
    assert any(p.source_file == "catalog.csv" and "a.txt" in p.message for p in found.problems)


def test_a_catalog_that_cannot_be_read_is_a_problem(tmp_path, words):
    (tmp_path / "a.txt").write_bytes(PLAN)
    (tmp_path / "catalog.csv").write_bytes(b"\xff\xfe\x00file")
    found = corpus.read_corpus(tmp_path, words)
    assert len(found.plans) == 1
    assert isinstance(found.problems[0], Problem) and found.problems[0].problem == "unreadable_catalog"


def test_a_text_about_nothing_is_said_to_be_no_plan(tmp_path, words):
    (tmp_path / "news.txt").write_text("某地举办大赛\n近日，大赛在某地举行。\n", encoding="utf-8")
    found = corpus.read_corpus(tmp_path, words)
    assert not found.plans and [p.problem for p in found.problems] == ["not_a_plan"]


def test_the_same_file_twice_is_one_plan_with_two_editions(tmp_path, words):
    (tmp_path / "a.txt").write_bytes(PLAN)
    (tmp_path / "文件.txt").write_bytes(PLAN)
    (plan,) = corpus.read_corpus(tmp_path, words).plans
    assert len({e.edition_id for e in plan.editions}) == 2
    assert all(e.edition_id.isascii() for e in plan.editions)


def test_a_person_can_say_that_a_text_is_a_plan(tmp_path, words):
    (tmp_path / "a.txt").write_text("湖州市要加快创新。\n建设平台10个。\n", encoding="utf-8")
    catalog(tmp_path, title="湖州市创新要点", region="湖州市")
    found = corpus.read_corpus(tmp_path, words)
    assert [(plan.title, plan.region) for plan in found.plans] == [("湖州市创新要点", "湖州市")]
    assert not found.problems


@pytest.mark.parametrize(
    "aside, hidden",
    [
        ("", 0),
        ("<p hidden>旧稿一千五百家</p>", 7),
        ("<style>.x{display:none}</style><p class=x>旧稿<b>一百</b></p>", 4),
        ("<p><del>一千家</del>二千家</p>", 3),
        ("<p>二千家<sup>1</sup></p>", 0),
        ("<script>var 甲=1</script>", 0),
    ],
)
def test_every_character_of_a_page_is_accounted_for(tmp_path, words, aside, hidden):
    body = "".join(f"<p>{line}</p>" for line in ("永州市科技创新规划", "一、总体要求", "坚持创新。" * 30))
    (tmp_path / "a.html").write_text(body + aside, encoding="utf-8")
    (account,) = corpus.read_corpus(tmp_path, words).accounts
    assert account.aside == hidden
    assert account.characters == sum(account[2:]) and account.in_plans >= 165


def test_news_of_a_plan_is_read_and_said_to_be_no_plan_of_its_own(tmp_path, words):
    text = (
        "嘉兴市科技创新“十四五”规划正式发布\n" + "到2025年，全市高新技术企业达到500家，推动创新发展。\n" * 30
    )
    (tmp_path / "news.txt").write_text(text, encoding="utf-8")
    found = corpus.read_corpus(tmp_path, words)
    assert len(found.plans) == 1
    assert [p.problem for p in found.problems] == ["about_a_plan"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("附件2：衡阳市数字经济创新实施方案（2021—2025年）.txt", "衡阳市数字经济创新实施方案（2021—2025年）"),
        ("附件2.txt", ""),
        ("汇总方案.txt", ""),
    ],
)
def test_a_text_without_a_title_is_called_as_its_file_is(tmp_path, words, name, title):
    text = (
        "附件2\n为加快我市数字经济发展，制定本方案。\n一、目标\n"
        + "到2025年，全市高新技术企业达到500家。\n" * 20
    )
    (tmp_path / name).write_text(text + "二、任务\n新建平台10个，推动创新发展。\n", encoding="utf-8")
    (plan,) = corpus.read_corpus(tmp_path, words).plans
    assert plan.title == title


def test_a_plan_below_another_in_a_file_takes_nothing_from_it(tmp_path, words):
    body = "一、目标\n到2024年，产业产值达到800亿元，新增就业岗位2万个。\n二、任务\n优化布局，延链补链。\n"
    first = "广东省绿色石化产业发展三年行动（2022—2024年）\n广东省人民政府办公厅2022年4月15日\n"
    second = "汕尾市海洋风电产业发展三年行动（2022—2024年）\n汕府办〔2022〕40号\n"
    signed = "汕尾市人民政府办公室\n2022年6月2日\n"
    (tmp_path / "两份.txt").write_text(first + body + second + body + signed, encoding="utf-8")
    plans = corpus.read_corpus(tmp_path, words).plans
    assert {(p.region, p.issuer, p.date, p.doc_no) for p in plans} == {
        ("广东省", "广东省人民政府办公厅", "2022-04-15", ""),
        ("汕尾市", "汕尾市人民政府办公室", "2022-06-02", "汕府办〔2022〕40号"),
    }
