"""A server looks for garbage less often than Python does by itself."""

import subprocess
import sys

LOOKS = """
import gc
from seqdemo.core.seldom_collected import collect_seldom
collect_seldom()
before = gc.get_stats()[0]["collections"]
held = [[] for _ in range(100_000)]
print(gc.get_stats()[0]["collections"] - before < 40)
"""


def test_what_lives_is_looked_through_seldom() -> None:
    words = [sys.executable, "-c", LOOKS]
    said = subprocess.run(words, capture_output=True, text=True, check=True)
    assert said.stdout == "True\n"
    without = [word.replace("\ncollect_seldom()", "") for word in words]
    said = subprocess.run(without, capture_output=True, text=True, check=True)
    assert said.stdout == "False\n", "the test can tell"
