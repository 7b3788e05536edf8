"""Examples in docstrings say what the code does."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import cityplans

HOME = Path(cityplans.__file__).parent
WITH_EXAMPLES = [path for path in sorted(HOME.rglob("*.py")) if ">>> " in path.read_text("utf-8")]


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_examples_in_docstrings(path):
    module = importlib.import_module(".".join(path.relative_to(HOME.parent).with_suffix("").parts))
    found = doctest.testmod(module)
    assert found.attempted and not found.failed
