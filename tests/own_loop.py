"""Coroutines that are run also where a browser is driven, which has the loop of this thread."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def run(scene: Coroutine[Any, Any, Result], most: float = 150) -> Result:
    """`asyncio.run` in a thread of its own.

    Args:
        scene: Is run to its end.
        most: Seconds that it may take.

    Raises:
        TimeoutError: If it takes longer.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(scene, most)).result()
