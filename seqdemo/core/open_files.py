"""Limit of open files of this process: as many as the system allows."""

from __future__ import annotations

import sys
from contextlib import suppress

MOST = 65_536
"""More than that no server needs: a visitor takes four, one who has just left three."""


def allow_open_files() -> int:
    """Raise the limit for this process and those that it starts; returns what it is now.

    Systems begin at 1,024 or 256, which is 200 or 50 visitors. 0 where there is no such limit.
    """
    if sys.platform == "win32":
        return 0
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST if hard == resource.RLIM_INFINITY else min(MOST, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):  # macOS has another limit besides
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
