"""Folders of the user: a cache of files that can be rebuilt, and data."""

from __future__ import annotations

import os
from collections.abc import Callable
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
    return (Path(named) if named else users_cache()) / name


def users_cache() -> Path:
    """The app's folder in the user's cache; without a home, one that cannot be made."""
    return _of_user(platformdirs.user_cache_dir)


def users_data() -> Path:
    """The app's folder among the user's data; without a home, one that cannot be made."""
    return _of_user(platformdirs.user_data_dir)


def _of_user(folder: Callable[[str], str]) -> Path:
    try:
        return Path(folder("seqdemo"))
    except (RuntimeError, KeyError):  # no HOME, and a number that is nobody's name
        return NOWHERE / "seqdemo"
