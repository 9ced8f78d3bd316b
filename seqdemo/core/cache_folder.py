"""Cache directory for files that can be rebuilt."""

from __future__ import annotations

import os
from pathlib import Path

import pooch

CACHE = "SEQDEMO_CACHE"
"""Environment variable that names another folder."""


def cache_folder(name: str) -> Path:
    """The folder of that name in SEQDEMO_CACHE, or in the user's cache; it may not exist yet."""
    named = os.environ.get(CACHE)
    return (Path(named) if named else Path(pooch.os_cache("seqdemo"))) / name
