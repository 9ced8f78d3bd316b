"""A line to a server on this machine that can be cut and mended."""

from __future__ import annotations

import select
import socket
import threading
from types import TracebackType
from typing import Self

HOST = "127.0.0.1"


class Line:
    """Connects everybody who comes to its own port with the port of a server.

    Attributes:
        port: Its own.

    Args:
        to: Port of the server.
    """

    def __init__(self, to: int) -> None:
        self._to, self._pairs = to, list[tuple[socket.socket, socket.socket]]()
        self._door = socket.create_server((HOST, 0))
        self.port: int = self._door.getsockname()[1]
        self._threads = list[threading.Thread]()

    def __enter__(self) -> Self:
        self._accept(self._door)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.cut()
        for thread in self._threads:
            thread.join(10)

    def cut(self) -> None:
        """Break all connections; new ones are refused."""
        for one in (self._door, *(end for pair in self._pairs for end in pair)):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
            finally:
                one.close()
        self._pairs.clear()

    def mend(self) -> None:
        """Let everybody through again."""
        self._door = socket.create_server((HOST, self.port))
        self._accept(self._door)

    def _accept(self, door: socket.socket) -> None:
        def serve() -> None:
            while True:
                try:
                    here, _ = door.accept()
                except OSError:
                    return
                there = socket.create_connection((HOST, self._to))
                self._pairs.append((here, there))
                self._start(lambda pair=(here, there): _carry(*pair))

        self._start(serve)

    def _start(self, work: object) -> None:
        thread = threading.Thread(target=work, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()


def _carry(here: socket.socket, there: socket.socket) -> None:
    other = {here: there, there: here}
    try:
        while True:
            for ready in select.select([here, there], [], [])[0]:
                data = ready.recv(65_536)
                if not data:
                    return
                other[ready].sendall(data)
    except (OSError, ValueError):  # cut
        return
    finally:
        here.close()
        there.close()
