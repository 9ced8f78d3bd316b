"""Trace file a server was started with by `seqdemo explore`."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "SEQDEMO_TRACE"
"""Environment variable that names it."""


def given_trace() -> Path | None:
    """Where the file stands; None if the server was started without one."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None
