"""Memory given back: asked of Arrow and the C library, and left where that cannot be asked."""

from __future__ import annotations

import pytest

from cityplans.running import memory


class Asked:
    """Notes what it is asked for: a pool, or a library without or with malloc_trim."""

    def __init__(self, asked: list):
        self.asked = asked

    def release_unused(self):
        self.asked.append("arrow")

    def malloc_trim(self, pad: int):
        self.asked.append(("c", pad))


def test_both_are_asked(monkeypatch):
    asked: list = []
    monkeypatch.setattr(memory.pa, "default_memory_pool", lambda: Asked(asked))
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda name: Asked(asked))
    memory.give_back()
    assert asked == ["arrow", ("c", 0)]


@pytest.mark.parametrize("fault", [OSError, TypeError, AttributeError])
def test_a_library_that_cannot_be_asked_is_let_be(fault, monkeypatch):
    def none(name):
        raise fault

    monkeypatch.setattr(memory.ctypes, "CDLL", none)
    assert memory.give_back() is None
