"""TCP_NODELAY for this process: small messages are sent at once.

asyncio asks for that only of sockets whose protocol is named. Streamlit binds its own without, so
what a run sends after its first message waits until that one is confirmed: 40 ms and more.
"""

from __future__ import annotations

import os
import socket
import stat
from contextlib import suppress
from pathlib import Path

OPEN_FILES = Path("/dev/fd")
"""Lists the open files of a process, on Linux and macOS."""

_INTERNET = (socket.AF_INET, socket.AF_INET6)


def send_at_once() -> int:
    """Have all TCP sockets send without waiting; those that a listening one accepts inherit it.

    Returns:
        Of how many sockets; 0 where open files cannot be listed.
    """
    changed = 0
    with suppress(OSError):
        for file in OPEN_FILES.iterdir():
            changed += _sends_at_once(int(file.name))
    return changed


def _sends_at_once(file: int) -> bool:
    """Whether an open file is a TCP socket, which then no longer waits."""
    try:
        if not stat.S_ISSOCK(os.fstat(file).st_mode):
            return False
        # A copy: closing it leaves the socket of its owner open.
        with socket.socket(fileno=os.dup(file)) as one:
            if one.type != socket.SOCK_STREAM or one.family not in _INTERNET:
                return False
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return True
    except OSError:  # closed meanwhile
        return False
