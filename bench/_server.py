"""A real Streamlit server for benchmarks and browser tests: started, awaited, killed."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Protocol

from seqdemo.cli.run import app_folder

HOST = "127.0.0.1"
PATIENCE = 60.0
"""Seconds a server may take until it answers."""

APP = ("run", "app.py")
HELLO = ("hello",)

_PORTS_LEFT: list[int] = []
# Of servers that have ended: what a browser keeps of an address, it need not fetch and compile.


class Process(Protocol):
    """What of `subprocess.Popen` a server uses."""

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def terminate(self) -> None: ...

    def send_signal(self, signal: int, /) -> None: ...


class ServerError(RuntimeError):
    """The server died or did not answer; the message ends with its log."""


class Server:
    """`streamlit run app.py` on a port of this machine that was free.

    Attributes:
        port: Where it listens; the same after `restart`. One that was free, or that of a server
            which `serving` has ended.
        url: Of its home page, without a slash at the end.
    """

    def __init__(self, command: Sequence[str] = APP) -> None:
        self.port = _PORTS_LEFT.pop() if _PORTS_LEFT else free_port()
        self.url = f"http://{HOST}:{self.port}"
        self._command = command
        self._process: Process | None = None
        self._log: Path | None = None

    def start(self) -> None:
        """Start the process; `wait` says when it answers."""
        options = {
            "server.port": self.port,
            "server.address": HOST,
            "server.headless": "true",
            "browser.gatherUsageStats": "false",
        }
        flags = [f"--{name}={value}" for name, value in options.items()]
        # As on anybody's computer, modules are compiled once and not at every start.
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        with tempfile.NamedTemporaryFile(prefix="seqdemo-", suffix=".log", delete=False) as log:
            self._log = Path(log.name)
        arguments = [*self._command, *flags]
        self._process = self._launch(arguments, app_folder(), environment, self._log)

    def _launch(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path
    ) -> Process:
        """A process of `python -m streamlit` that prints into the log."""
        with log.open("ab") as said:
            return subprocess.Popen(
                [sys.executable, "-m", "streamlit", *arguments],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    def wait(self) -> None:
        """Return as soon as the server is healthy.

        Raises:
            ServerError: If it dies or is not healthy in time.
        """
        assert self._process is not None
        deadline = monotonic() + PATIENCE
        while not self.healthy():
            try:
                code = self._process.wait(0.05)
            except subprocess.TimeoutExpired:
                if monotonic() > deadline:
                    raise ServerError(f"no answer in {PATIENCE:.0f} s\n{self.log()}") from None
            else:
                raise ServerError(f"the server ended with code {code}\n{self.log()}")

    @property
    def pid(self) -> int:
        """Process id, while it runs."""
        assert self._process is not None
        return self._process.pid

    def healthy(self) -> bool:
        """Whether it answers now. Asked directly: a proxy of the environment plays no part."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/_stcore/health")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def died(self) -> bool:
        """Whether its process ended although nobody killed it."""
        return self._process is not None and self._process.poll() is not None

    def log(self) -> str:
        """What it has printed since it was last started."""
        return self._log.read_text("utf-8", "replace") if self._log else ""

    def stop(self, patience: float = PATIENCE) -> int:
        """Ask it to end, as systemd and containers do; returns its exit code.

        Raises:
            subprocess.TimeoutExpired: If it does not in time.
        """
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(patience)

    def kill(self) -> None:
        """End it at once, as a crash would, and forget its log."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None
        if self._log is not None:
            self._log.unlink(missing_ok=True)
            self._log = None

    def restart(self) -> None:
        """End it and start it again on the same port."""
        self.kill()
        self.start()
        self.wait()


@contextmanager
def serving(command: Sequence[str] = APP) -> Iterator[Server]:
    """A healthy server, killed at the end.

    Raises:
        ServerError: If it cannot be started, or died in the meantime.
    """
    with serving_with(Server(command)) as server:
        yield server


@contextmanager
def serving_with(server: Server) -> Iterator[Server]:
    """`server`, started and healthy, killed at the end.

    Raises:
        ServerError: If it cannot be started, or died in the meantime.
    """
    server.start()
    try:
        server.wait()
        yield server
        if server.died():
            raise ServerError(f"the server died\n{server.log()}")
    finally:
        server.kill()
        _PORTS_LEFT.append(server.port)


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
