"""The explorer page: what is written, and what a reader sees and does in a headless Chromium."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import xml.etree.ElementTree as ET

import pandas as pd
import pypdfium2 as pdfium
import pytest

import chromium
from cityplans import codebook as codebooks
from cityplans import csv_text, tables
from cityplans.checking import review
from cityplans.extraction.statements import rules
from cityplans.publishing.charts import style
from cityplans.publishing.explorer import data as explorer_data
from cityplans.publishing.explorer import explorer
from cityplans.publishing.telling.view import View

CODEBOOK = codebooks.load("data/codebook")
EVIL = '<script>window.harm=1</script><img src=x onerror="window.harm=2"></script>'
PLANS = (  # plan_id, region, level, above, date, status
    ("zhejiang-2020", "浙江省", "province", "全国", "2020-06-18", "final"),
    ("ningbo-2020", "宁波市", "prefecture", "浙江省", "2020-07-08", "final"),
    ("wenzhou-2020", "温州市", "prefecture", "浙江省", "2020-07-23", "final"),
    ("huzhou-2023", "湖州市", "prefecture", "浙江省", None, "draft"),
)
SHARED = (  # R&D intensity: plan, value as printed, figure, comparator, strength, horizon
    ("zhejiang-2020", "3.2%", 3.2, "eq", "aspirational", 2025),
    ("ningbo-2020", "3.6%", 3.6, "eq", "aspirational", 2025),
    ("wenzhou-2020", "3.0%左右", 3.0, "approx", "firm", 2025),
    ("huzhou-2023", "3.8%以上", 3.8, "ge", "firm", 2027),
)
COMPARED = (
    "indicator_id",
    "measure",
    "unit",
    "scope",
    "horizon",
    "plan_id",
    "region",
    "target_id",
    "value_text",
    "value_low",
    "value_high",
    "comparator",
    "strength",
)
CLICK_ROW = (
    "[...document.querySelectorAll('.tabulator-row')].find(r => r.textContent.includes(arguments[0])).click()"
)
BEFORE = "𠮷总体目标：第3.2%节。"  # a sign outside the basic plane: offsets count characters


def _target(plan_id: str, place: int, quote: str, before: str, **more) -> dict:
    region = next(plan[1] for plan in PLANS if plan[0] == plan_id)
    start = 1000 * place + len(before)
    return {
        "target_id": f"{plan_id}-{place:05d}",
        "plan_id": plan_id,
        "clause_id": f"{plan_id}-c{place}",
        "region": region,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "source_file": f"{plan_id}.txt",
        "source_start": start + 7,
        "source_end": start + 7 + len(quote),
        "theme": "overall_innovation",
        "measure": "level",
        "horizon_source": "explicit",
        "rule": "made_up",
        **more,
    }


def _shared(place: int, plan_id: str, printed: str, figure: float, comparator: str, strength: str, year: int):
    return _target(
        plan_id,
        place,
        f"R&D经费占比达到{printed}",
        BEFORE,
        indicator_text="R&D经费占比",
        indicator_id="rd_intensity",
        value_text=printed,
        value_low=figure,
        value_high=figure,
        unit="%",
        comparator=comparator,
        strength=strength,
        horizon=year,
    )


def _evil(place: int) -> dict:
    return _target(
        "ningbo-2020",
        place,
        f"{EVIL}达到“5”,个",
        EVIL,
        indicator_text=EVIL,
        value_text="5",
        value_low=5.0,
        value_high=5.0,
        unit="个",
        comparator="eq",
        strength="firm",
        scope=EVIL,
        departments=EVIL,
        edition_note=f"两版不同\n{EVIL}",
        source_file=f"{EVIL}.txt",
    )


def _status(plan_id: str) -> str:
    return next(plan[5] for plan in PLANS if plan[0] == plan_id)


def _frames(targets: list[dict], title: str = "创新计划") -> dict[str, pd.DataFrame]:
    plans = [
        {
            "plan_id": p,
            "region": region,
            "region_level": level,
            "parent_region": above,
            "date": date,
            "status": status,
            "title": title,
        }
        for p, region, level, above, date, status in PLANS
    ]
    clauses = [
        {
            "clause_id": t["clause_id"],
            "plan_id": t["plan_id"],
            "section": f"一、目标 / {title}",
            "text": (EVIL if EVIL in t["quote"] else BEFORE) + t["quote"] + "。后文",
            "start": place * 1000,
            "end": place * 1000 + 99,
        }
        for t in targets
        for place in [t["start"] // 1000]
    ]
    comparisons = [
        {name: target.get(name) for name in COMPARED}
        | {"superseded": False, "comparable": "share", "status": _status(target["plan_id"])}
        for target in targets
        if target.get("indicator_id") and target["start"] < 1000 * len(SHARED)
    ]
    numerals = [
        {
            "plan_id": t["plan_id"],
            "start": t["start"] + t["quote"].index(t["value_text"]),
            "end": t["end"],
            "text": t["value_text"],
            "class": "target",
            "target_id": t["target_id"],
            "rule": "made_up",
        }
        for t in targets
    ]
    rows = {"plans": plans, "clauses": clauses, "targets": targets, "comparisons": comparisons}
    return {name: tables.frame(name, made) for name, made in (rows | {"numerals": numerals}).items()}


def _few() -> dict[str, pd.DataFrame]:
    shared = [_shared(place, *row) for place, row in enumerate(SHARED)]
    return _frames([*shared, _evil(len(shared))], title=EVIL)


def _many(count: int) -> dict[str, pd.DataFrame]:
    return _frames([_shared(i, *SHARED[i % len(SHARED)]) for i in range(count)])


@pytest.fixture(scope="module")
def frames():
    return _few()


@pytest.fixture(scope="module")
def page(frames, tmp_path_factory):
    return explorer.write(View(frames, CODEBOOK), tmp_path_factory.mktemp("reports") / "explorer.html")


def _browser(tmp_path_factory, **size):
    if chromium.MISSING:
        pytest.skip(chromium.MISSING)
    return chromium.Browser(tmp_path_factory.mktemp("downloads"), **size)


@pytest.fixture(scope="module")
def desktop(tmp_path_factory):
    made = _browser(tmp_path_factory)
    yield made
    made.close()


@pytest.fixture
def opened(desktop, page):
    desktop.open(page)
    desktop.errors()
    return desktop


# what is written


def test_same_tables_give_the_same_bytes(frames, page, tmp_path):
    shuffled = {name: frame.sample(frac=1, random_state=1) for name, frame in frames.items()}
    shuffled = {name: tables.frame(name, explorer_data.records(f)) for name, f in shuffled.items()}
    assert explorer.write(View(shuffled, CODEBOOK), tmp_path / "e.html").read_bytes() == page.read_bytes()


def test_the_policy_names_the_only_script_and_forbids_the_network(page):
    html = page.read_text("utf-8")
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", html, re.S)
    assert [kind for kind, _ in scripts] == [
        ' type="application/json" id="words"',
        ' type="application/json" id="data"',
        "",
    ]
    digest = base64.b64encode(hashlib.sha256(scripts[-1][1].encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    assert policy.startswith("default-src 'none'; ") and f"script-src 'sha256-{digest}';" in policy
    assert "connect-src 'none'" in policy and "http" not in policy
    assert not re.search(r"<(script|img|link|iframe)[^>]+(src|href)=", html.replace("\\u003c", ""))


@pytest.mark.parametrize("text", [EVIL, "<!--", "]]>", "\u2028", "{{script}}", "\ud800", "&lt;"])
def test_json_cannot_leave_its_element(text):
    made = explorer.as_json({"text": text})
    assert json.loads(made) == {"text": text}
    assert not set(made) & set("<>&\u2028\u2029\ud800")
    made.encode()


def test_a_place_named_in_a_document_is_not_filled_in(tmp_path):
    html = explorer.page({"text": "{{script}}"})
    assert '{"text":"{{script}}"}' in html


def test_columns_are_packed_only_where_it_pays():
    assert explorer_data.packed(["a", "b", "a", None]) == ["a", "b", "a", None]
    assert explorer_data.packed(["a", "b"] * 3 + [None]) == {
        "values": ["a", "b", None],
        "index": [0, 1, 0, 1, 0, 1, 2],
    }
    assert explorer_data.packed([3.0, 2.5, None, float("inf")]) == [3, 2.5, None, float("inf")]


@pytest.mark.parametrize(
    ("quote", "value", "numeral", "expected"),
    [
        ("由3%提高到3%", "3%", 106, 106),  # two places: the one with the target's number
        ("由3%提高到3%", "3%", None, 106),  # number unknown: the last
        ("由3%提高到3%", "3%", 101, 101),
        ("超过半数", "3%", 101, None),
        ("超过半数", "", 101, None),
    ],
)
def test_where_the_value_stands(quote, value, numeral, expected):
    assert explorer_data.value_at({"quote": quote, "value_text": value, "start": 100}, numeral) == expected


def test_quote_and_value_are_found_in_their_clause(frames):
    data = explorer_data.payload(View(frames, CODEBOOK))
    where, texts = data["derived"], data["clauses"]["text"]
    texts = texts if isinstance(texts, list) else [texts["values"][i] for i in texts["index"]]
    for i, row in enumerate(
        explorer_data.in_order(View(frames, CODEBOOK), explorer_data.records(frames["targets"]))
    ):
        text = texts[where["clause"][i]]
        assert text[where["quote_from"][i] : where["quote_to"][i]] == row["quote"]
        assert text[where["value_from"][i] : where["value_to"][i]] == row["value_text"]


def test_a_target_without_its_clause_is_shown_by_its_quote(frames):
    without = frames | {"clauses": frames["clauses"].iloc[:0]}
    data = explorer_data.payload(View(without, CODEBOOK))
    first = explorer_data.in_order(View(without, CODEBOOK), explorer_data.records(frames["targets"]))[0]
    assert data["clauses"]["text"][data["derived"]["clause"][0]] == first["quote"]
    assert data["derived"]["quote_from"][0] == 0


# what a reader sees and does


def test_texts_of_documents_are_shown_and_never_run(opened):
    opened.run("document.querySelectorAll('#facets details').forEach(d => { d.open = true; })")
    for row in range(5):
        opened.run("document.querySelectorAll('.tabulator-row')[arguments[0]].click()", row)
        opened.until("return document.getElementById('detail').open")
        opened.run("document.getElementById('detail').close()")
    opened.run(CLICK_ROW, "harm")
    shown = opened.until("return document.getElementById('detail').textContent")
    assert EVIL in shown
    opened.run("document.getElementById('detail').close(); document.getElementById('tab-compare').click()")
    opened.until("return document.querySelector('#chart svg')")
    assert opened.run("return window.harm") is None
    assert opened.run("return document.querySelectorAll('main img, dialog img, aside img').length") == 0
    assert opened.errors() == []
    assert opened.requested() == []


def test_the_policy_would_stop_a_script_that_got_in(opened):
    opened.run(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.harm=3\">');"
        "const s = document.createElement('script'); s.textContent = 'window.harm=4'; document.body.append(s)"
    )
    assert opened.run("return window.harm") is None
    assert any("Content Security Policy" in line for line in opened.errors())


def test_filters_search_and_counts(opened):
    def count():
        return opened.run("return document.getElementById('count').textContent")

    assert count() == "5 / 5 项目标"
    opened.run("document.querySelector('[data-facet=region] input[type=checkbox]').click()")
    assert count() == "2 / 5 项目标"  # 宁波 has most and stands first
    assert len(opened.until("return [...document.querySelectorAll('.tabulator-row')]")) == 2
    opened.run("document.querySelector('[data-facet=horizon]').open = true")
    options = opened.until(
        "return [...document.querySelectorAll('[data-facet=horizon] label')].map(l => l.textContent)"
    )
    assert options == ["（未写明）1", "20251"]  # 2027 stands in another region
    opened.run("document.querySelector('.chip.clear').click()")
    assert count() == "5 / 5 项目标"
    search = (
        "const s = document.getElementById('search'); s.value = arguments[0];"
        "s.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}))"
    )
    opened.run(search, "ｒ＆ｄ 温州")  # full width; both words needed; the region by its short name
    assert count() == "1 / 5 项目标"
    opened.run(search, "没有这个词")
    placeholder = opened.until("return document.querySelector('.tabulator-placeholder').textContent")
    assert "没有符合条件的目标" in placeholder


def test_the_keyboard_is_enough(opened):
    opened.run("document.getElementById('csv').focus()")
    for _ in range(12):
        opened.press("Tab")
        if opened.run("return document.activeElement.classList.contains('tabulator-tableholder')"):
            break
    else:
        raise AssertionError("the table is not reached by Tab")
    opened.press("Down", "Down", "Enter")
    opened.until("return document.getElementById('detail').open")
    second = opened.run(
        "return document.querySelectorAll('.tabulator-row')[1].querySelectorAll('.clip')[4].textContent"
    )
    assert opened.run("return document.querySelector('#detail mark').textContent") == second
    opened.press("Right")
    opened.until(f"return document.querySelector('#detail mark').textContent != {json.dumps(second)}")
    opened.press("Escape")
    opened.until("return !document.getElementById('detail').open")
    opened.until("return document.activeElement.classList.contains('tabulator-tableholder')")
    # a dialogue that closes gives the focus back, on a busy machine a little later
    tab, reached = "document.getElementById('tab-table')", "return document.activeElement.id == 'tab-compare'"
    for _ in range(20):
        opened.until(f"{tab}.focus(); return document.activeElement === {tab}")
        opened.press("Right")
        if opened.run(reached):
            break
    opened.until(reached, 5)
    opened.run("document.querySelector('.mark').focus()")
    opened.press("Enter")
    assert opened.run("return document.getElementById('detail').open")


def test_the_value_is_marked_where_it_is_said(opened):
    opened.run(CLICK_ROW, "浙江")
    before, mark, value = opened.run(
        "const q = document.querySelector('#detail blockquote');"
        "return [q.firstChild, q.querySelector('mark'), q.querySelector('strong')].map(e => e.textContent)"
    )
    assert (before, mark, value) == (BEFORE, "R&D经费占比达到3.2%", "3.2%")


def test_the_selection_saved_is_the_table(opened, frames):
    opened.run("document.getElementById('csv').click()")
    saved = opened.downloaded("cityplans-targets-selection.csv")
    view = View(frames, CODEBOOK)
    rows = explorer_data.in_order(view, explorer_data.records(frames["targets"]))
    expected = csv_text.to_csv(tables.frame("targets", rows)).decode("utf-8-sig").splitlines()
    lines = saved.decode("utf-8-sig").splitlines()
    assert lines[0] == expected[0] + ",plan_title,plan_date,plan_status"
    assert sorted(line.split(",")[0] for line in lines) == sorted(line.split(",")[0] for line in expected)
    assert sum(line.endswith(",draft") for line in lines) == sum(view.is_draft(r["plan_id"]) for r in rows)


def test_the_chart_says_every_bound_and_is_saved(opened):
    opened.run("document.getElementById('tab-compare').click()")
    said = opened.until("return [...document.querySelectorAll('.mark title')].map(t => t.textContent)")
    assert said == ["浙江 2025 力争3.2%", "宁波 2025 力争3.6%", "温州 2025 ≈ 3.0%", "湖州 2027 ≥ 3.8%"]
    title = opened.run("return document.querySelector('#chart svg text').textContent")
    assert title.startswith("R&D经费占GDP比重：2025年宁波（力争3.6%）高于温州（3.0%左右）")
    hollow = opened.run(
        "return [...document.querySelectorAll('.mark')].map(m => m.lastChild.getAttribute('fill'))"
    )
    assert [fill == "#ffffff" for fill in hollow] == [False, False, False, True]  # the draft
    opened.run("document.getElementById('svg').click()")
    drawing = ET.fromstring(opened.downloaded("cityplans-rd_intensity-level.svg"))
    texts = {t.text for t in drawing.iter("{http://www.w3.org/2000/svg}text")}
    assert {"力争3.2%", "力争3.6%", "≈ 3.0%", "≥ 3.8%"} <= texts
    opened.run("document.getElementById('png').click()")
    picture = opened.downloaded("cityplans-rd_intensity-level.png")
    assert picture.startswith(b"\x89PNG") and len(picture) > 5000
    opened.run("document.querySelector('[data-facet=region] input[type=checkbox]').click()")
    assert opened.run("return document.querySelectorAll('.mark').length") == 1  # filters hold for the chart


def _judged_frames() -> dict[str, pd.DataFrame]:
    """Five targets of which two are doubtful: 温州 the least sure, then 宁波."""
    rows = [_shared(place, *row) for place, row in enumerate(SHARED)]
    for row, sure in zip(rows, (0.95, 0.6, 0.4, 0.9), strict=True):
        row |= {"confidence": sure, "doubts": "no_year;total" if sure < 0.8 else ""}
    return _frames(rows)


def test_rows_are_judged_by_click_kept_and_saved_for_the_import(desktop, tmp_path):
    """Keep goes on to the next; mend asks for the fields, drop for a reason; a reload forgets nothing."""
    path = explorer.write(View(_judged_frames(), CODEBOOK), tmp_path / "review.html")
    desktop.open(path)

    def press(verdict: str) -> None:
        desktop.run("document.querySelector(`#review [data-verdict=${arguments[0]}]`).click()", verdict)

    def title() -> str:
        return desktop.run("return document.getElementById('detail-title').textContent")

    def counted() -> str:
        return desktop.run("return document.getElementById('reviewed').textContent")

    assert counted() == "存疑2行，已看0行；抽查已看0行。"
    desktop.run("document.getElementById('start-review').click()")
    assert desktop.run("return document.getElementById('count').textContent") == "2 / 4 项目标"
    assert title().startswith("温州")  # the least sure first
    assert "把握40%" in desktop.run("return document.getElementById('review').textContent")
    press("keep")
    assert title().startswith("宁波") and counted().startswith("存疑2行，已看1行")
    press("mend")
    fill = (
        "const f = document.querySelector(`#review [data-field=${arguments[0]}]`); f.value = arguments[1];"
        "f.dispatchEvent(new Event('change'))"
    )
    for field, value in (("value_low", "3.8"), ("comparator", "ge"), ("horizon", "")):
        desktop.run(fill, field, value)
    desktop.run(
        "const r = document.getElementById('reason'); r.value = '=原文为3.8%';"
        "r.dispatchEvent(new Event('input'))"
    )
    desktop.open(path)
    assert counted().startswith("存疑2行，已看2行；抽查已看0行。其中2行")
    desktop.run("document.getElementById('verdicts').click()")
    saved = desktop.downloaded("cityplans-verdicts.csv").decode("utf-8-sig").splitlines()
    assert saved[0].startswith(
        "target_id,verdict,reason,by,indicator_id,value_low,value_high,unit,comparator"
    )
    assert saved[1:] == [
        "ningbo-2020-00001,mend,'=原文为3.8%,,,3.8,,,ge,,,–,",
        "wenzhou-2020-00002,keep,,,,,,,,,,,",
    ]
    desktop.run(CLICK_ROW, "温州")
    press("keep")  # pressed again: taken back
    assert counted().startswith("存疑2行，已看1行")
    desktop.run("window.localStorage.clear()")
    assert desktop.errors() == []


def test_what_was_imported_counts_as_looked_at(frames):
    row = explorer_data.records(_judged_frames()["targets"])[0] | {"confidence": 0.5}
    said = {
        "plan_id": row["plan_id"],
        "quote": row["quote"],
        "indicator_text": row["indicator_text"],
        "nth": "",
    }
    said |= {"field": "verdict", "old": review.judged("doubtful", row), "new": "keep"}
    book = codebooks.Codebook(CODEBOOK.folder, CODEBOOK.rows | {"corrections": (said,)}, "")
    data = explorer_data.payload(View(_frames([row]), book))
    assert data["review"]["doubtful"] == [1, 1] and data["derived"]["verdict"] == ["keep"]


def test_every_row_is_printed(desktop, tmp_path):
    """The table on the screen holds the rows in sight; paper has all of them."""
    path = explorer.write(View(_many(200), CODEBOOK), tmp_path / "explorer.html")
    desktop.open(path)
    paper = {"orientation": "landscape", "page": {"width": 21.0, "height": 29.7}}
    printed = pdfium.PdfDocument(base64.b64decode(desktop.call("POST", "/print", paper)))
    said = "".join(page.get_textpage().get_text_bounded() for page in printed)
    assert len(printed) > 5 and len(re.findall("R&D经费占GDP比重", said)) == 200


@pytest.mark.parametrize("lang", [0, 1])
def test_rules_are_told_in_words(lang):
    words = json.loads((explorer.PARTS / "words.json").read_text("utf-8"))
    verdicts = {"rank_of_counted", "no_indicator"}
    makers = {rule.__name__ for rule in rules.RULES} - verdicts
    for name in (*makers, "shared_value", "table_row", "in_bracket"):
        assert "_" not in words[f"rule_{name}"][lang]


def test_years_look_as_in_the_static_charts(frames):
    groups = explorer_data.payload(View(frames, CODEBOOK))["groups"]
    (group,) = (g for g in groups if len(g["looks"]) > 1)
    expected = style.of_years({2025, 2027})
    assert group["looks"] == {y: [hue, style.MARKERS.index(m)] for y, (hue, m) in expected.items()}
    assert group["looks"][2025] == [style.HUES[0], 0]  # a blue circle


def test_english_and_back(opened):
    opened.run("document.getElementById('language').click()")
    assert opened.run("return document.documentElement.lang") == "en"
    assert opened.run("return document.getElementById('count').textContent") == "5 of 5 targets"
    text = opened.run("return document.body.innerText")
    assert "Horizon" in text and "Huzhou" in text and "≥ 3.8%" in text and "aim" in text
    left = opened.run(
        "return [...document.querySelectorAll('button, label, th, summary, .tabulator-col-title')]"
        ".map(e => e.innerText).filter(t => /[\\u4e00-\\u9fff]/.test(t))"
    )
    assert [t for t in left if "中文" not in t and "<script>" not in t] == []
    opened.run("document.getElementById('language').click()")
    assert opened.run("return document.getElementById('count').textContent") == "5 / 5 项目标"


def test_every_label_is_there_in_both_languages(opened):
    words = json.loads((explorer.PARTS / "words.json").read_text("utf-8"))
    assert all(len(pair) == 2 and all(pair) for pair in words.values())
    assert "undefined" not in opened.run("return document.body.innerText")


def test_a_phone_needs_no_sideways_scrolling(page, tmp_path_factory):
    phone = _browser(tmp_path_factory, width=360, height=740)
    try:
        phone.open(page)
        for view in ("table", "compare"):
            phone.run("document.getElementById(`tab-${arguments[0]}`).click()", view)
            assert phone.run("return document.documentElement.scrollWidth <= window.innerWidth"), view
        right = phone.run("return document.querySelector('#chart svg').getBoundingClientRect().right")
        assert right <= phone.run("return window.innerWidth")
        phone.run("document.getElementById('tab-table').click()")
        heads = phone.run(
            "return [...document.querySelectorAll('.tabulator-col')].filter(c => c.offsetWidth)"
            ".map(c => c.getAttribute('tabulator-field'))"
        )
        size = phone.run(
            "const h = document.querySelector('.tabulator-tableholder');"
            "return [h.scrollWidth - h.clientWidth, h.clientHeight]"
        )
        assert size[0] <= 0 and size[1] > 300
        assert heads[:4] == ["region", "indicator_id", "value", "horizon"]
        assert phone.errors() == []
    finally:
        phone.close()


def test_tables_without_targets_give_a_page_that_says_so(desktop, tmp_path):
    desktop.open(explorer.write(View(_frames([]), CODEBOOK), tmp_path / "empty.html"))
    assert desktop.run("return document.getElementById('count').textContent") == "0 / 0 项目标"
    desktop.run("document.getElementById('tab-compare').click()")
    assert "没有两份以上计划共有的指标" in desktop.run("return document.getElementById('chart').textContent")
    assert desktop.run("return document.getElementById('svg').disabled")
    assert desktop.errors() == []


def test_a_chart_of_odd_signs_is_still_a_picture(desktop, tmp_path):
    rows = [_shared(i, *row) | {"scope": "走廊\x0b<b>&"} for i, row in enumerate(SHARED)]
    desktop.open(explorer.write(View(_frames(rows), CODEBOOK), tmp_path / "odd.html"))
    desktop.run("document.getElementById('tab-compare').click()")
    desktop.until("return document.querySelector('.mark')")
    desktop.run("document.getElementById('svg').click()")
    drawing = ET.fromstring(desktop.downloaded("cityplans-rd_intensity-level-scope0.svg"))
    assert "走廊<b>&" in drawing.attrib["aria-label"]
    desktop.run("document.getElementById('png').click()")
    assert desktop.downloaded("cityplans-rd_intensity-level-scope0.png").startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("zh", "力争≥ 190 人年/万人"), ("en", "≥ 190 (aim) person-years per 10,000 people")],
)
def test_a_long_unit_never_pushes_the_strength_out_of_its_cell(desktop, tmp_path, lang, expected):
    row = _shared(0, "ningbo-2020", "190人年/万人以上", 190.0, "ge", "aspirational", 2025)
    path = explorer.write(
        View(_frames([row | {"unit": "人年/万人"}]), CODEBOOK, lang), tmp_path / "unit.html"
    )
    desktop.open(path)
    cell = "document.querySelector('.tabulator-row [tabulator-field=value] .clip')"
    assert desktop.run(f"return {cell}.textContent") == expected


@pytest.mark.heavy
def test_fifty_thousand_targets_are_drawn_a_screen_at_a_time(desktop, tmp_path):
    count = 50_000
    desktop.open(explorer.write(View(_many(count), CODEBOOK), tmp_path / "many.html"))
    assert desktop.run("return document.getElementById('count').textContent") == "50,000 / 50,000 项目标"
    assert 0 < desktop.run("return document.querySelectorAll('.tabulator-row').length") < 100
    desktop.run("document.querySelector('[data-facet=region] input[type=checkbox]').click()")
    assert desktop.run("return document.getElementById('count').textContent") == "12,500 / 50,000 项目标"
