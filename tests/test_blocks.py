"""Tables of single plans, kept block by block: as if made whole, and one plan more makes one block anew."""

import random
from collections import Counter

import pandas as pd
import pytest
from benchmarks import synthetic

from cityplans import blocks, codebook, comparing, csv_text, documents, parts, pipeline, tables
from cityplans.records import Edition, Plan
from cityplans.running import cache
from cityplans.running.spreading import ONE_PROCESS
from cityplans.tables_of_plans import frames_of
from strategies import altered
from workbook_rows import corrected


@pytest.fixture(scope="module")
def book():
    return codebook.load("data/codebook")


def plan(plan_id: str) -> Plan:
    return Plan(
        plan_id, "", "", "", "", "", "", "", "", None, None, "", (Edition(plan_id, "", 0, 0, "", ()),)
    )


@pytest.mark.parametrize("seed", range(20))
def test_where_a_block_begins_is_told_by_the_ids_alone(seed, monkeypatch):
    """Ids of one family (p-1, p-1-ab, p-1-cd) stand in one block; an id more or less changes its own only."""
    monkeypatch.setattr(blocks, "SIZE", 2)
    drawn = random.Random(seed)
    ids = {f"{drawn.choice('abc')}-201{drawn.randrange(4)}" for _ in range(8)}
    ids |= {f"{one}-{drawn.choice('0f')}{drawn.choice('19')}" for one in sorted(ids) if drawn.random() < 0.4}

    def parted(names):
        return [[one.plan_id for one in block] for block in blocks.parted([plan(n) for n in sorted(names)])]

    made = parted(ids)
    assert [name for block in made for name in block] == sorted(ids)
    assert not any(block[0].startswith(f"{other}-") for block in made for other in ids)
    gone = drawn.choice([one for one in sorted(ids) if not any(o.startswith(f"{one}-") for o in ids)])
    kept = [block for block in made if gone not in block]
    assert len([block for block in kept if block not in parted(ids - {gone})]) <= 1  # it begins the next


def test_plans_are_parted():
    made = blocks.parted([plan(f"p{n:04d}") for n in range(1000)])
    assert 60 < len(made) < 250 and max(map(len, made)) < 100


def whole(raw, book) -> dict[str, bytes]:
    """The tables of single plans made as wholes, without blocks and cache."""
    corpus = documents.read(raw, book, ONE_PROCESS)
    extracted = documents.extract(corpus.plans, book, ONE_PROCESS)
    frames = frames_of(corpus.plans, extracted, corpus.differences)
    frames["targets"], frames["numerals"], _ = corrected(
        frames["targets"], frames["numerals"], corpus.plans, book
    )
    coded = documents.code(frames["plans"], frames["clauses"], book, ONE_PROCESS)
    frames |= comparing.codes(coded, frames["plans"], frames["clauses"], frames["targets"], book)
    return {name: csv_text.to_csv(data) for name, data in frames.items()}


def joined(raw, book, kept) -> dict[str, bytes]:
    aside = pipeline.Aside({}, [], pipeline.Clock())
    _, held = pipeline._read(raw, book, aside, ONE_PROCESS, kept)
    single = blocks.joined(held)
    frames = {name: parts.frame(single[name]) for name in comparing.READ}
    across = pipeline._across(held, frames)
    made = {name: b"".join(parts._pieces(name, found)) for name, found in single.items()}
    return made | {name: csv_text.to_csv(data) for name, data in across.items()}


def test_tables_are_the_same_whatever_came_and_went(book, tmp_path, monkeypatch):
    """Three plans of one region of two years among them, so that what moves between plans is asked too."""
    monkeypatch.setattr(blocks, "SIZE", 2)
    monkeypatch.setattr(blocks, "AT_ONCE", 3)
    raw, drawn = tmp_path / "raw", random.Random(5)
    raw.mkdir()
    first, second, *waiting = synthetic.plans(book, 5, characters=300)
    later = first.text.replace("2016年", "2018年").replace("2021", "2023")
    for name, text in (("first", first.text), ("later", later), ("second", second.text)):
        (raw / f"{name}.txt").write_text(text, "utf-8")
    kept = cache.opened(tmp_path)
    for step, act in enumerate(("", "added", "changed", "removed")):
        altered(raw, drawn, waiting, act)
        made, fresh = joined(raw, book, kept), whole(raw, book)
        assert sorted(made) == sorted(fresh)
        assert [name for name in made if made[name] != fresh[name]] == [], step
        cache.prune(kept)
        kept.used.clear()


def test_no_plan_at_all_gives_every_table(book, tmp_path):
    (tmp_path / "raw").mkdir()
    assert joined(tmp_path / "raw", book, None) == whole(tmp_path / "raw", book)


def test_words_in_several_stretches_of_memory_are_parted():
    """A table joined from those of several plans, of which no row was dropped since."""
    pieces = [pd.DataFrame({"plan_id": pd.array([name] * 2, "str"), "n": [1, 2]}) for name in "abc"]
    whole = pd.concat(pieces, ignore_index=True)
    made = blocks._parted(whole, {"a": 0, "b": 0, "c": 2}, 3)
    assert [batch.to_pydict()["plan_id"] for batch in made] == [["a", "a", "b", "b"], [], ["c", "c"]]


@pytest.fixture
def counted(monkeypatch):
    calls = Counter()
    for module, name in ((documents, "_extract"), (documents, "_code"), (parts, "_made")):
        original = getattr(module, name)

        def counting(*given, name=name, original=original):
            calls[name] += 1
            return original(*given)

        monkeypatch.setattr(module, name, counting)
    return calls


def test_one_plan_more_makes_one_block_anew_and_looks_at_one_plan(book, tmp_path, counted, monkeypatch):
    monkeypatch.setattr(blocks, "SIZE", 2)
    for plans, looked_at, most in ((8, 8, 8), (8, 0, 0), (9, 1, 2)):
        synthetic.write(book, tmp_path / "raw", plans, characters=200)
        kept = cache.opened(tmp_path)
        counted.clear()
        joined(tmp_path / "raw", book, kept)
        cache.prune(kept)
        assert (counted["_extract"], counted["_code"]) == (looked_at, looked_at)
        assert (most > 0) == (counted["_made"] > 0) and counted["_made"] <= most * len(blocks.NAMES)


ROWS = [{"plan_id": f"p{n}", "start": m, "end": m + 1, "text": "1,"} for n in range(3) for m in range(2)]


def test_parts_of_a_table_are_the_table():
    data = tables.frame("numerals", [row | {"class": "fact", "value": 0.5} for row in ROWS])
    held = parts.cut("numerals", data, [0, 2, 2, 6])
    assert [part.rows for part in held] == [2, 0, 4]
    pd.testing.assert_frame_equal(parts.frame(held), data)
    assert b"".join(parts._pieces("numerals", held)) == csv_text.to_csv(data)
    assert parts.in_order(held) is held
    (again,) = parts.in_order(held[::-1])  # as if the ids of two blocks ran into each other
    pd.testing.assert_frame_equal(parts.frame([again]), data)


def correction(plan_id: str, field: str, old: str, new: str, quote: str) -> dict:
    row = {"plan_id": plan_id, "quote": quote, "field": field, "old": old, "new": new}
    return row | {"reason": "", "by": "", "date": "", "indicator_text": "", "nth": ""}


def test_a_correction_may_name_a_unit_that_only_another_plan_has(book, tmp_path, monkeypatch):
    """And one for a plan that is not here is told once, whatever the blocks."""
    monkeypatch.setattr(blocks, "SIZE", 1)
    one, _ = synthetic.write(book, tmp_path / "raw", 2, characters=200)
    path = next((tmp_path / "raw").rglob(one.name))
    path.write_text(
        one.text.replace("每万人发明专利", "有效发明专利"), "utf-8"
    )  # 件/万人 is the other's only
    seen = read_with(book, tmp_path, ())[0].query("indicator_id == 'incubators'")
    meant = seen[seen["source_file"].str.endswith(one.name)].iloc[0]
    rows = [correction(meant["plan_id"], "unit", meant["unit"], "件/万人", meant["quote"]),
            correction("no-2021", "unit", "", "个", "无此句")]  # fmt: skip
    targets, problems = read_with(book, tmp_path, tuple(rows))
    assert "件/万人" not in {row["unit"] for row in book["units"]}
    assert set(targets.loc[targets["target_id"] == meant["target_id"], "unit"]) == {"件/万人"}
    assert [p.problem for p in problems if p.stage == "corrections"] == ["correction_plan_gone"]


def read_with(book, folder, rows: tuple) -> tuple[pd.DataFrame, list]:
    mended = codebook.Codebook(book.folder, {**book.rows, "corrections": rows}, f"with {len(rows)}")
    aside = pipeline.Aside({}, [], pipeline.Clock())
    _, held = pipeline._read(folder / "raw", mended, aside, ONE_PROCESS, cache.opened(folder))
    return parts.frame(blocks.joined(held)["targets"]), aside.problems
