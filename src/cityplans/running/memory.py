"""Memory that is free inside this process, given back to the system, so that others can have it."""

from __future__ import annotations

import ctypes

import pyarrow as pa


def give_back() -> None:
    """What a stage has let go. Arrow and the C library would keep it for the next; on systems whose library
    cannot be asked, it does."""
    pa.default_memory_pool().release_unused()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, TypeError, AttributeError):
        return
