"""Memory that was freed goes back to the system; libraries keep little.

Arrays of megabytes come and go in many threads. glibc keeps what was freed in an arena a thread,
and gives back only what lies at an arena's end: a server stood 100 to 300 MB higher than it had to.
What was read of a mapped file stays in the process until the system runs short, 200 MB of the
explorer's states. And oneDNN, PyTorch's library, compiles an LSTM anew for every length of a text,
0.2 MB each, of which it keeps 1,024.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
import weakref
from collections.abc import Callable
from functools import cache

import numpy as np

from seqdemo.app import background

EVERY = 20.0
"""Seconds between two times that memory is given back; each takes some milliseconds of a core."""

KERNELS = "ONEDNN_PRIMITIVE_CACHE_CAPACITY", 64
"""Variable that tells oneDNN how many compiled layers to keep, and how many: to compile another
takes half a millisecond."""

_MMAP_THRESHOLD = -3  # of mallopt, in <malloc.h>
_LARGE = 1 << 20


_mapped: weakref.WeakSet[mmap.mmap] = weakref.WeakSet()


def keep_few_kernels() -> None:
    """Bound what oneDNN keeps, unless the environment does: call it before torch computes."""
    os.environ.setdefault(KERNELS[0], str(KERNELS[1]))


@cache
def keep_small() -> None:
    """Have this process give memory back from now on; once is enough."""

    def sweep() -> None:
        while not background.closing.wait(EVERY):
            give_back()

    background.start(sweep)


def give_back() -> None:
    """Give back now what was freed, and what was read of mapped files."""
    for mapped in list(_mapped):
        mapped.madvise(mmap.MADV_DONTNEED)  # it is read again from the system's cache of files
    trim = _trim()
    if trim is not None:
        trim()


def give_back_file(array: np.ndarray) -> None:
    """Have what is read of an array that lies in a file given back from time to time, too."""
    mapped = getattr(array, "_mmap", None)
    if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        _mapped.add(mapped)


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
