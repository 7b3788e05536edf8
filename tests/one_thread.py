"""Before numpy is loaded: workers share the cores, and a second thread of one would wait for another."""

import os

from cityplans.__main__ import ONE_THREAD

for name in (*ONE_THREAD, "OMP_NUM_THREADS"):
    os.environ.setdefault(name, "1")
