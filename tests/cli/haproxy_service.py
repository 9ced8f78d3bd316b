"""`seqdemo run --processes 2` below a path, as tests of the command and of the browser start it."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from bench._server import HOST, free_port
from seqdemo.cli.haproxy import BalancerError, find_haproxy

BASE = "rnn"
ENOUGH = 90.0  # seconds


@pytest.fixture(scope="module")
def program() -> str:
    try:
        return find_haproxy()
    except BalancerError as error:
        pytest.skip(str(error))


class Service:
    """`seqdemo run --processes 2` in a process of its own.

    Attributes:
        killed: How many processes of the app a test has killed.
    """

    def __init__(self) -> None:
        self.killed = 0
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}/{BASE}"
        words = ["run", "--processes", "2", "--port", str(self.port), "--base-path", f"/{BASE}"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "seqdemo", *words, "--address", HOST],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """The answer to a request, read to its end."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def app(self, name: str) -> psutil.Process:
        """The process of the app that a cookie's value names, as HAProxy's configuration says."""
        children = psutil.Process(self.process.pid).children()
        (file,) = (words[-1] for child in children if "-db" in (words := child.cmdline()))
        found = re.search(rf"server {name} \S+:(\d+) ", Path(file).read_text())
        assert found
        flag = f"--server.port={found[1]}"
        (process,) = (child for child in self.apps() if flag in child.cmdline())
        return process

    def apps(self) -> list[psutil.Process]:
        children = psutil.Process(self.process.pid).children()
        return [child for child in children if "streamlit" in child.cmdline()]


@pytest.fixture(scope="module")
def service(program: str) -> Iterator[Service]:
    running = Service()
    assert running.process.stdout is not None
    try:
        line = running.process.stdout.readline()
        assert line == f"seqdemo: 2 processes. Open http://{HOST}:{running.port}/{BASE}/\n"
        yield running
    finally:
        running.process.terminate()
        running.process.communicate(timeout=ENOUGH)
