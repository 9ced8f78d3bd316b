"""`seqdemo explore`: a good file starts the app, a bad one a sentence."""

from __future__ import annotations

import os
import threading
import webbrowser
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest
from click.testing import Result

from seqdemo.cli import browser
from seqdemo.core.given_trace import VARIABLE, given_trace
from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.core.trace_file import save_trace

Seqdemo = Callable[..., Result]


@pytest.fixture(autouse=True)
def _an_environment_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """Command lines this process would have become."""
    commands: list[list[str]] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "execv", lambda program, words: commands.append(words))
    return commands


def one_step() -> Trace:
    return Trace(inputs=("a",), layers=(LayerTrace("rnn", np.zeros((1, 2), np.float32)),))


def test_a_trace_starts_the_app_which_knows_the_file(
    seqdemo: Seqdemo, started: list[list[str]], tmp_path: Path
) -> None:
    save_trace(one_step(), tmp_path / "mine.npz")
    result = seqdemo("explore", "mine.npz", "--port", 8765)
    assert result.exit_code == 0, result.stderr
    assert "steps 1, layers 1. Open http://localhost:8765/explorer?from=file" in result.stdout
    assert {"--server.port=8765", "--server.headless=true"} <= set(started[0])
    assert given_trace() == tmp_path / "mine.npz"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "mine.npz is not there"), (b"PK", "mine.npz is not a trace this app can read: it is")],
    ids=["missing", "no zip"],
)
def test_a_file_that_is_no_trace_is_a_sentence(
    seqdemo: Seqdemo, started: list[list[str]], tmp_path: Path, content: bytes, sentence: str
) -> None:
    if content is not None:
        (tmp_path / "mine.npz").write_bytes(content)
    result = seqdemo("explore", "mine.npz")
    assert result.exit_code == 2 and started == []
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"seqdemo: {sentence}")
    assert VARIABLE not in os.environ


def test_a_folder_is_no_trace(seqdemo: Seqdemo, started: list[list[str]]) -> None:
    result = seqdemo("explore", ".")
    assert result.exit_code == 2 and started == []
    sentence = "seqdemo: . is not a trace this app can read: Is a directory\n"
    assert result.stderr == sentence


def test_a_trace_without_states_is_a_sentence(
    seqdemo: Seqdemo, started: list[list[str]], tmp_path: Path
) -> None:
    save_trace(Trace(inputs=("a",), layers=()), tmp_path / "mine.npz")
    result = seqdemo("explore", "mine.npz")
    assert result.exit_code == 2 and "no recurrent layer" in result.stderr and started == []


def test_the_page_opens_when_the_server_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: bool(opened.append(url)) or True)

    class Healthy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Healthy) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/explorer"
        assert browser.open_when_up(url, patience=10)
        server.shutdown()
        thread.join()
    assert opened == [url]
    assert not browser.open_when_up(url, patience=0.2)
    assert len(opened) == 1


def test_without_a_file_none_is_given() -> None:
    os.environ.pop(VARIABLE, None)
    assert given_trace() is None
