"""Python code in a process of its own, where nothing else was imported or changed."""

import subprocess
import sys


def expect_true_only_with(line: str, code: str, instead: str = "pass") -> None:
    """Run code that prints True, and False with another line in place of one of its own."""
    assert said(code) == "True\n"
    assert said(code.replace(line, instead)) == "False\n", "the test can tell"


def said(code: str) -> str:
    """What code prints."""
    words = [sys.executable, "-c", code]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout
