"""Workers of pytest-xdist, forked from a process that has imported what tests import."""

from __future__ import annotations

import atexit
import ctypes
import os
import sys
from collections.abc import Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

import pytest
from execnet import gateway_io
from execnet.gateway_base import Popen2IO
from forking import ForkedProcess, fork_from_the_same

_TRIM, _MAPPED = -1, -3  # M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of mallopt(3)
_NEVER = 2**31 - 1  # bytes


class _ForkedIO(gateway_io.Popen2IOMaster):  # type: ignore[misc]
    """What execnet writes to and reads from where it would start a Python."""

    def __init__(self, command: Sequence[str], execmodel: Any) -> None:
        code = command[-1]
        theirs_in, ours_out = Pipe(duplex=False)
        ours_in, theirs_out = Pipe(duplex=False)
        self.popen = ForkedProcess(_work, code, theirs_in, theirs_out)
        theirs_in.close()
        theirs_out.close()
        write, read = (
            os.fdopen(os.dup(end.fileno()), mode)
            for end, mode in ((ours_out, "wb"), (ours_in, "rb"))
        )
        ours_out.close()
        ours_in.close()
        Popen2IO.__init__(self, write, read, execmodel=execmodel)


def fork(patch: pytest.MonkeyPatch) -> None:
    """Fork the workers that pytest-xdist starts, as long as `patch` lasts."""
    patch.setattr(gateway_io, "Popen2IOMaster", _ForkedIO)


def _work(code: str, stdin: Connection, stdout: Connection) -> None:
    """Go on as `python -c code` would have begun."""
    for end, place in ((stdin, 0), (stdout, 1)):
        os.dup2(end.fileno(), place)
        end.close()
    sys.stdin = os.fdopen(0, "r", closefd=False)
    sys.stdout = os.fdopen(1, "w", closefd=False)
    sys.argv = ["-c"]
    _keep_freed_memory()
    fork_from_the_same()
    try:
        exec(code, {"__name__": "__main__"})
    finally:
        atexit._run_exitfuncs()  # multiprocessing runs its own only


def _keep_freed_memory() -> None:
    """Keep what is freed, as arrays come and go: the system clears each page that it gives."""
    if hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(_MAPPED, _NEVER)
        libc.mallopt(_TRIM, _NEVER)
