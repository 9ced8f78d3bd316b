"""`seqdemo --help` answers at once: it imports neither torch nor Streamlit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from click.testing import Result

from seqdemo import __version__

Seqdemo = Callable[..., Result]

LOOK = """
import sys
from seqdemo.cli import app

for words in (["--help"], ["train", "--help"], ["evaluate", "--help"]):
    try:
        app(words)
    except SystemExit as end:
        assert not end.code, words
    slow = {"torch", "accelerate", "streamlit", "plotly"} & set(sys.modules)
    assert not slow, f"{words} imported {slow}"
"""


def test_help_imports_no_torch() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Usage") == 3
    assert done.stderr == ""


def test_it_says_its_version(seqdemo: Seqdemo) -> None:
    assert seqdemo("--version").stdout == f"seqdemo {__version__}\n"


def test_help_names_every_command(seqdemo: Seqdemo) -> None:
    result = seqdemo("--help")
    assert result.exit_code == 0
    assert all(name in result.stdout for name in ("run", "train", "evaluate", "bench", "fetch"))
