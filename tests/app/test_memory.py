"""Freed memory goes back to the system, where the C library is glibc."""

import sys

import pytest
from fresh_process import expect_true_only_with

LEFT_OVER = """
import psutil
from seqdemo.app.memory import give_back
resident = psutil.Process().memory_info().rss
many = [bytes(100_000) for _ in range(2_000)]
last = bytes(100_000)  # above it nothing is given back by itself
many.clear()
give_back()
print(psutil.Process().memory_info().rss - resident < 30_000_000)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc is Linux's")
def test_what_was_freed_between_what_is_held_goes_back() -> None:
    expect_true_only_with("give_back()", LEFT_OVER)
