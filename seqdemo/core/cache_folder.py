"""Cache directory for files that can be rebuilt."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

NOWHERE = Path(os.devnull)
"""Where no folder can be made."""

CACHE = "SEQDEMO_CACHE"
"""Environment variable that names another folder."""


def cache_folder(name: str) -> Path:
    """The folder of that name in SEQDEMO_CACHE, or in the user's cache; it may not exist yet.

    A user without a home gets one that cannot be made: files are then kept in memory or elsewhere,
    or made again.
    """
    named = os.environ.get(CACHE)
    return (Path(named) if named else _users_cache()) / name


def _users_cache() -> Path:
    try:
        return Path(platformdirs.user_cache_dir("seqdemo"))
    except (RuntimeError, KeyError):  # no HOME, and a number that is nobody's name
        return NOWHERE
