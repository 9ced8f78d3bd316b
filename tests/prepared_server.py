"""Real servers forked from a process that has imported what they need."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

from bench._server import APP, Server, serving_with

LIBRARIES = ("streamlit.web.bootstrap", "torch")
"""What every server imports at its start or for its first visitor, in two seconds. None of the
app's own modules: those each server imports itself, as it would anywhere."""


@contextmanager
def _no_main() -> Iterator[None]:
    """Let a process that begins now run no `__main__` again.

    After a page was run without a browser that is app.py: run with nobody there, it would keep a
    menu without links for all visitors.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


class ForkedProcess:
    """A process that `multiprocessing` forks, with what of `subprocess.Popen` a `Server` uses."""

    def __init__(self, process: BaseProcess) -> None:
        with _no_main():
            process.start()
        assert process.pid is not None
        self.pid: int = process.pid
        self._process = process

    def poll(self) -> int | None:
        """Exit code, negative for a signal; None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Exit code, as soon as there is one.

        Raises:
            subprocess.TimeoutExpired: If there is none after so many seconds.
        """
        self._process.join(timeout)
        code = self._process.exitcode
        if code is None:
            raise subprocess.TimeoutExpired("a forked server", timeout or 0)
        return code

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def send_signal(self, signal: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, signal)


class PreparedServer(Server):
    """A `Server` that is there in a tenth of the processor time of `python -m streamlit`."""

    def _launch(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path
    ) -> ForkedProcess:
        from streamlit.components.v2 import manifest_scanner

        forking = multiprocessing.get_context("forkserver")
        forking.set_forkserver_preload(list(LIBRARIES))
        words = ["streamlit", *arguments]
        scan = manifest_scanner.scan_component_manifests
        return ForkedProcess(
            forking.Process(target=_run, args=(words, folder, environment, log, scan()))
        )


def _run(
    words: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    log: Path,
    components: list[Any],
) -> None:
    """Go on as `python -m streamlit` with these words would have begun."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    said = os.open(log, os.O_WRONLY | os.O_APPEND)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(said, stream.fileno())
    sys.argv = list(words)
    sys.path[0] = str(folder)
    from streamlit.components.v2 import manifest_scanner
    from streamlit.web.cli import main

    manifest_scanner.scan_component_manifests = lambda *_: components
    main()


@contextmanager
def serving(command: Sequence[str] = APP) -> Iterator[Server]:
    """As `bench._server.serving`, forked."""
    with serving_with(PreparedServer(command)) as server:
        yield server
