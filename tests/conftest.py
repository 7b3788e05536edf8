"""What many tests look at and none changes: made once for all workers of a run."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from cityplans import pipeline

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def five(tmp_path_factory, worker_id) -> Path:
    """The tables of the five source files, as `build` writes them. To read only: copy what is changed."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "five"
    try:
        folder.mkdir()
    except FileExistsError:  # another worker makes it
        while not (folder / "made").exists():
            assert not (folder / "failed").exists(), "the build of the five files failed in another worker"
            time.sleep(0.2)
        return folder / "out"
    try:
        pipeline.build(ROOT / "data" / "raw", folder / "out", ROOT / "data" / "codebook")
    except BaseException:
        (folder / "failed").touch()
        raise
    (folder / "made").touch()
    return folder / "out"
