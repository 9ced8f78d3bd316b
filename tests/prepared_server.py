"""Real servers forked from a process that has imported what they need."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from forking import ForkedProcess

from bench._server import APP, Server, serving_with


class PreparedServer(Server):
    """A `Server` that is there in a tenth of the processor time of `python -m streamlit`."""

    def _launch(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path
    ) -> ForkedProcess:
        from streamlit.components.v2 import manifest_scanner

        words = ["streamlit", *arguments]
        components = manifest_scanner.scan_component_manifests()
        return ForkedProcess(_run, words, folder, environment, log, components)


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
