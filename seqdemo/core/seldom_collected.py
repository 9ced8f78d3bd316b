"""Garbage collector thresholds of a server of many visitors.

With Python's own (700, 10, 10) a server of 60 visitors looked through all that lives every two
seconds, for 0.1 s in which it answered nobody. What a run leaves behind in circles is found among
the young.
"""

from __future__ import annotations

import gc

THRESHOLDS = 5_000, 20, 20
"""Objects more than before until the young are looked through, such times until the others are."""


def collect_seldom() -> None:
    """Have this process look for garbage less often, among more at a time."""
    gc.set_threshold(*THRESHOLDS)
