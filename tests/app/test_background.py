"""What runs beside the pages ends before Python does."""

from __future__ import annotations

import subprocess
import sys
from threading import Event

from seqdemo.app import background


def test_work_is_done_in_a_thread_of_its_own() -> None:
    done = Event()
    background.start(done.set).join(10)
    assert done.is_set()


def ended(code: str) -> subprocess.CompletedProcess[str]:
    code = f"from seqdemo.app import background\n{code}"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )


def test_the_end_waits_for_what_is_under_way() -> None:
    """Without that, a thread that is inside native code takes the process down with it."""
    run = ended(
        "import time\ndef work(): time.sleep(0.5); print('done', flush=True)\n"
        "background.start(work)"
    )
    assert (run.returncode, run.stdout) == (0, "done\n")


def test_what_has_not_begun_is_not_begun_at_the_end() -> None:
    run = ended("background.start(lambda: print('never'), after=3600)")
    assert (run.returncode, run.stdout) == (0, "")


def test_who_works_long_learns_of_the_end() -> None:
    run = ended(
        "def work():\n    background.closing.wait(3600); print('told', flush=True)\n"
        "background.start(work)"
    )
    assert (run.returncode, run.stdout) == (0, "told\n")
