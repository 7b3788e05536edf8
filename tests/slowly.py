"""A call that other processes can make without importing anything of the tests."""

import os
import time


def slow(number: int) -> tuple[int, int]:
    time.sleep(0.1)
    return number, os.getpid()
