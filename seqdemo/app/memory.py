"""Memory that was freed goes back from the C library to the system.

Arrays of megabytes come and go in many threads. glibc keeps what was freed in an arena a thread,
and gives back only what lies at an arena's end: a server stood 100 to 300 MB higher than it had to.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache

from seqdemo.app import background

EVERY = 20.0
"""Seconds between two times that memory is given back; each takes some milliseconds of a core."""

_MMAP_THRESHOLD = -3  # of mallopt, in <malloc.h>
_LARGE = 1 << 20


@cache
def keep_small() -> None:
    """Have this process give memory back from now on; once is enough."""
    trim = _trim()
    if trim is None:
        return

    def sweep() -> None:
        while not background.closing.wait(EVERY):
            trim()

    background.start(sweep)


def give_back() -> None:
    """Give back now what was freed."""
    trim = _trim()
    if trim is not None:
        trim()


@cache
def _trim() -> Callable[[], object] | None:
    """What gives memory back; None where there is no glibc."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        library = ctypes.CDLL(None)
        trim = library.malloc_trim
        # A fixed threshold: glibc would raise it to 32 MB, and then arrays stay in the arenas.
        library.mallopt(_MMAP_THRESHOLD, _LARGE)
    except (OSError, AttributeError):  # another C library
        return None
    trim.argtypes, trim.restype = [ctypes.c_size_t], ctypes.c_int
    return lambda: trim(0)
