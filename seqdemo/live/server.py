"""The app's server in a thread of this process.

The thread ends with the process. Streamlit has one runtime a process, so one server serves all that
is explored from it.
"""

from __future__ import annotations

import socket
import sys
import threading
from types import ModuleType
from typing import Any

FIRST_PORT, PORTS = 8501, 100
HOST = "127.0.0.1"
PATIENCE = 30.0
"""Seconds a server may take to begin or to end."""


class AppServer:
    """A running server.

    Attributes:
        port: Where it listens, on this machine only.
        url: Of the home page, without a slash at its end.
    """

    def __init__(self, port: int | None) -> None:
        import uvicorn

        self._socket = _bound(port)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        app = _app(self.port)
        self._main = sys.modules["__main__"]
        _keep_main(self._main)
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                host=HOST,
                port=self.port,
                access_log=False,
                log_level="warning",
                timeout_graceful_shutdown=1,
            )
        )
        self._thread = threading.Thread(target=self._run, name="seqdemo", daemon=True)
        self._begun = threading.Event()

    def begin(self) -> None:
        """Return when it answers.

        Raises:
            RuntimeError: If it ends instead.
        """
        self._thread.start()
        for _ in range(int(PATIENCE * 20)):
            if self._server.started or not self._thread.is_alive():
                break
            self._begun.wait(0.05)
        if not self._server.started:
            raise RuntimeError("the app's server did not start")

    def join(self) -> None:
        """Wait until it ends; Ctrl+C interrupts."""
        while self._thread.is_alive():
            self._thread.join(0.5)

    def stop(self) -> None:
        """End it."""
        global _running
        self._server.should_exit = True
        self._thread.join(PATIENCE)
        sys.modules["__main__"] = self._main
        _forget_runtime()
        _running = None

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])
        self._begun.set()


_running: AppServer | None = None
_starting = threading.Lock()


def app_server(port: int | None) -> AppServer:
    """The server of this process; it is started if there is none.

    Args:
        port: Where a new one listens; 8501 or the next that is free if None.

    Raises:
        OSError: If the port is taken.
        ValueError: If the server runs already, on another port.
    """
    global _running
    with _starting:
        if _running is None:
            server = AppServer(port)
            server.begin()
            _running = server
        elif port not in (None, _running.port):
            raise ValueError(f"the app runs in this process on port {_running.port}: stop() it")
        return _running


def _bound(port: int | None) -> socket.socket:
    """A listening socket on a port of this machine."""
    ports = range(FIRST_PORT, FIRST_PORT + PORTS) if port is None else (port,)
    for one in ports:
        try:
            return socket.create_server((HOST, one))
        except OSError:
            if one == ports[-1]:
                raise
    raise AssertionError("there is a last port")


def _app(port: int) -> Any:
    """The app with its own settings, whatever the folder of this process."""
    import streamlit as st
    from streamlit.web import bootstrap

    from seqdemo.cli.run import app_folder

    app = st.App(app_folder() / "app.py")
    bootstrap.load_config_options({"server.port": port, "server.address": "localhost"})
    return app


def _keep_main(main: ModuleType) -> None:
    """Let `__main__` be the reader's own.

    Streamlit puts a module of its own there at every run of a page; pickle and multiprocessing of
    the reader's code would then look in vain for what was defined in a script or notebook.
    """
    from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

    class Page(ModuleType):
        """Names of a page's run; asked from outside, it is the reader's module."""

        def __getattribute__(self, name: str) -> Any:
            own = name in ("__dict__", "__class__")
            return super().__getattribute__(name) if own else getattr(main, name)

    def new_module(self: ScriptRunner, name: str) -> ModuleType:
        return Page(name)

    ScriptRunner._new_module = new_module  # type: ignore[method-assign]


def _forget_runtime() -> None:
    """Streamlit keeps the one runtime of a process even when it has ended."""
    from streamlit.runtime import Runtime

    Runtime._instance = None
