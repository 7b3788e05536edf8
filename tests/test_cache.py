"""What the cache takes, what it gives back, and what a file planted in it can do."""

import hashlib
import os
import pickle
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from cityplans import blocks, comparing, documents
from cityplans.records import Clause, Plan, Problem
from cityplans.running import cache, code

NAME = "a" * 64


def planted(kept: cache.Cache, content: bytes, name: str = NAME) -> Path:
    """An entry whose digest is right, whatever it holds."""
    path = kept.folder / name[:2] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(hashlib.sha256(name.encode() + content).digest() + content)
    return path


def test_values_come_back_as_they_were(tmp_path):
    kept = cache.opened(tmp_path)
    value = {
        "clause": Clause("c1", "一", "1", "标题", "文字", 0, 2),
        "problem": Problem("a.txt", "reading", "empty", "nothing"),
        "places": np.array([3, 1, 2], dtype=np.int32),
        "count": np.int64(7),
        "rows": pa.RecordBatch.from_pydict({"a": [1, None], "b": ["x", "y"]}),
        "plain": [None, True, 1.5, "〇", b"\0", (1,), {2}],
    }
    cache.put(kept, NAME, value)
    found = cache.get(kept, NAME)
    assert type(found["clause"]) is Clause and found["rows"].equals(value["rows"])
    assert found["places"].dtype == np.int32 and found["places"].tolist() == [3, 1, 2]
    same = ("clause", "problem", "count", "plain")
    assert [found[name] for name in same] == [value[name] for name in same]


class Stranger:
    pass


@pytest.mark.parametrize("value", [Stranger(), {"a": [Stranger]}, len])
def test_a_class_that_is_not_registered_is_a_fault_of_the_program(tmp_path, value):
    """Else its entries would never be found again, and nobody would know."""
    with pytest.raises(TypeError, match=r"records\.travels"):
        cache.put(cache.opened(tmp_path), NAME, value)


def test_every_record_a_stage_keeps_is_registered():
    names = "Block Clause Coded Edition Extracted Found Metadata Part Plan Problem Region Witness Words"
    assert set(names.split()) <= {name for _, name in cache.TRAVELLING}


def test_an_entry_cannot_run_code(tmp_path):
    trap = tmp_path / "trapped"
    kept = cache.opened(tmp_path)
    for module in ("posix", "os", "nt"):
        planted(kept, f"c{module}\nsystem\n(S'touch {trap}'\ntR.".encode())
        assert cache.get(kept, NAME) is None and not trap.exists()


def test_an_entry_cannot_change_the_classes_it_names(tmp_path):
    """Found by hand: the state of a class is set by an opcode that calls nothing."""
    kept, before = cache.opened(tmp_path), Plan.text
    state = b"N}\x8c\x04text\x8c\x04evils\x86"  # (None, {"text": "evil"})
    planted(kept, b"\x80\x04ccityplans.records\nPlan\n" + state + b"b0N.")
    assert cache.get(kept, NAME) is None
    assert Plan.text is before


@pytest.mark.parametrize("value", [5, [1, 2], ([], []), ([1], []), None, {"plans": 1}, (["a"], ["b"])])
def test_an_entry_of_another_shape_is_not_taken(tmp_path, value):
    kept = cache.opened(tmp_path)
    planted(kept, pickle.dumps(value))
    stages = (documents._READING, documents._EXTRACTION, documents._WORDING)
    for fits in (*(stage.fits for stage in stages), blocks._is_block, comparing._are_tables):
        assert cache.get(kept, NAME, fits) is None


@pytest.mark.skipif(os.name == "nt", reason="makes a pipe and links")
@pytest.mark.parametrize("kind", ["pipe", "folder", "dead link", "link to itself"])
def test_what_is_no_file_counts_as_absent(tmp_path, kind):
    kept = cache.opened(tmp_path)
    path = kept.folder / NAME[:2] / NAME
    path.parent.mkdir(parents=True)
    {
        "pipe": lambda: os.mkfifo(path),
        "folder": path.mkdir,
        "dead link": lambda: path.symlink_to(tmp_path / "nothing"),
        "link to itself": lambda: path.symlink_to(path),
    }[kind]()
    assert cache.get(kept, NAME) is None
    cache.put(kept, NAME, 1)  # at most in vain


def test_entries_no_longer_asked_for_are_removed_and_nothing_else(tmp_path):
    first = cache.opened(tmp_path)
    cache.put(first, NAME, 1)
    cache.put(first, "b" * 64, 2)
    (first.folder / "aa" / "notes.txt").write_text("mine")
    later = cache.opened(tmp_path)
    assert cache.get(later, NAME) == 1
    cache.prune(later)
    assert cache.get(first, "b" * 64) is None and cache.get(first, NAME) == 1
    assert (first.folder / "aa" / "notes.txt").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_folder_that_is_a_link_is_not_emptied(tmp_path):
    """Two folders of tables may share one; each would empty it for the other."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / cache.FOLDER).symlink_to(tmp_path / "shared")
    kept = cache.opened(tmp_path / "out")
    cache.put(kept, NAME, 1)
    cache.prune(cache.opened(tmp_path / "out"))
    assert cache.get(kept, NAME) == 1


def test_the_code_of_a_stage_is_what_it_imports_and_nothing_else():
    def of(module: str) -> set[str]:
        return {path.relative_to(code.PACKAGE).as_posix() for path in code.imported([module])}

    reading, comparing = of("cityplans.reading.corpus"), of("cityplans.comparing")
    assert {"reading/corpus.py", "reading/cleaning/cleaning.py", "records.py", "__init__.py"} <= reading
    assert not any(name.startswith(("extraction", "comparison", "publishing")) for name in reading)
    assert {"comparison/ambition/ambition.py", "reading/folder.py", "tables.py"} <= comparing


def test_imports_in_functions_and_over_several_lines_count(tmp_path, monkeypatch):
    package = tmp_path / "cityplans"
    (package / "inner").mkdir(parents=True)
    for name in ("a", "b", "c", "d", "e", "inner/__init__", "inner/f", "inner/g"):
        (package / f"{name}.py").write_text("")
    (package / "a.py").write_text(
        "from cityplans import (\n    b,\n    c as other,\n)\ndef f():\n    from cityplans.inner import f\n"
        "import cityplans.d\n# from cityplans import e\n"
    )
    monkeypatch.setattr(code, "PACKAGE", package)
    monkeypatch.setattr(code, "_paths", code._paths.__wrapped__)  # other tests asked it for the real package
    found = {path.relative_to(package).with_suffix("").as_posix() for path in code.imported(["cityplans.a"])}
    assert found == {"a", "b", "c", "d", "inner/__init__", "inner/f"}
