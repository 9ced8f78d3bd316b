"""Processes that are forked: what went before in this one is nothing to them."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from forking import ForkedProcess


def test_a_forked_server_does_not_run_the_page_that_ran_here_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, ran = tmp_path / "app.py", tmp_path / "ran"
    page.write_text(f"open({str(ran)!r}, 'w').close()", "utf-8")
    last = ModuleType("__main__")
    last.__file__ = str(page)
    monkeypatch.setitem(sys.modules, "__main__", last)
    process = ForkedProcess(os.getpid)
    assert process.wait(60) == 0
    assert not ran.exists()
    assert sys.modules["__main__"] is last


def test_what_a_forked_process_starts_are_children_of_its_own() -> None:
    assert ForkedProcess(start_one).wait(60) == 0


def start_one() -> None:
    """Only of its own children a process learns how they end, as loaders of batches have to."""
    child = multiprocessing.Process(target=os.getpid)
    child.start()
    assert child.pid is not None
    assert os.waitpid(child.pid, 0) == (child.pid, 0)
