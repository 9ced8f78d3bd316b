"""Processes that are forked: what went before in this one is nothing to them."""

from __future__ import annotations

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
