"""A server looks for garbage less often than Python does by itself."""

from fresh_process import expect_true_only_with

LOOKS = """
import gc
from seqdemo.core.seldom_collected import collect_seldom
collect_seldom()
before = gc.get_stats()[0]["collections"]
held = [[] for _ in range(100_000)]
print(gc.get_stats()[0]["collections"] - before < 40)
"""


def test_what_lives_is_looked_through_seldom() -> None:
    expect_true_only_with("\ncollect_seldom()", LOOKS, instead="")
