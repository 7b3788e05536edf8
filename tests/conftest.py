"""What many tests look at and none changes: made once for all workers of a run."""

from __future__ import annotations

import gc
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

import one_thread  # noqa: F401, before anything loads numpy
from cityplans import codebook, pipeline
from cityplans.publishing import notebooks  # noqa: F401, before any test loads nbformat
from cityplans.reading import table_heads
from cityplans.reading.files import pictures

os.environ["LANGUAGE"] = "en"  # of messages; what is tried in Chinese asks for it
ROOT = Path(__file__).resolve().parents[1]
# a machine with other work fails no example; `run.py fuzz` draws as many as there is time for
settings.register_profile("busy", deadline=None, max_examples=40)
settings.load_profile("busy")


def pytest_addoption(parser) -> None:
    parser.addoption("--shuffle", metavar="SEED", help="files, and tests in each, in an order drawn by SEED")


def pytest_collection_modifyitems(config, items) -> None:
    """No test may need another before it: `--shuffle 7` shows one that does."""
    if seed := config.getoption("--shuffle"):
        drawn = random.Random(seed)
        drawn.shuffle(items)
        of_file = {path: drawn.random() for path in sorted({item.path for item in items})}
        items.sort(key=lambda item: of_file[item.path])


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: what looks for garbage need not go through them again and again."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def heads():
    """Words of table heads, as `read_one` says them, for tests of what lies below it."""
    with table_heads.spoken(table_heads.heads_of(codebook.load())):
        yield


Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory, worker_id) -> Once:
    """once(name, make): the folder `name` that `make` fills, for the first worker to ask. To read only."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def given(name: str, make: Callable[[Path], object]) -> Path:
        folder, state = shared / name, shared / f"{name}.state"
        try:
            folder.mkdir()
        except FileExistsError:  # another worker makes it
            while not state.exists():
                time.sleep(0.2)
            assert state.read_text() == "made", f"{name} failed in another worker"
            return folder
        try:
            make(folder)
        except BaseException:
            state.write_text("failed")
            raise
        state.write_text("made")
        return folder

    return given


@pytest.fixture
def recognised(once):
    """A picture that several tests hold is read by the engine once for all workers."""
    pictures.keep(once("recognised", lambda folder: None))
    yield
    pictures.keep(None)


@pytest.fixture(scope="session")
def five(once) -> Path:
    """The tables of the five source files, as `build` writes them. To read only: copy what is changed."""
    raw, codebook = ROOT / "data" / "raw", ROOT / "data" / "codebook"
    return once("five", lambda folder: pipeline.build(raw, folder / "out", codebook)) / "out"


@pytest.fixture(scope="session")
def begun(tmp_path_factory):
    """A researcher's desk (desks.Desk) after its first build, and the targets of that. To be copied."""
    from desks import Desk

    desk = Desk(tmp_path_factory.mktemp("begun"))
    before = desk.build()
    assert desk.xlsx.exists()
    return desk, before


@pytest.fixture
def desk(begun, tmp_path):
    return begun[0].copied(tmp_path)


@pytest.fixture
def before(begun) -> dict:
    return begun[1]
