"""Place of a server: port, address and base path, and who can reach it."""

from __future__ import annotations

import errno
import os
import re
import socket
from dataclasses import dataclass

from seqdemo.core.loopback import is_loopback

_BASE_PATH = re.compile(r"(?:[\w-][\w.-]*(?:/[\w-][\w.-]*)*)?", re.ASCII)


@dataclass(frozen=True)
class Place:
    """Where visitors find the app.

    Attributes:
        port: Port to listen on.
        address: Address to listen on.
        base_path: Path below which the app stands; slashes at its ends are left out.

    Raises:
        ValueError: If the base path or the address is none.
    """

    port: int = 8501
    address: str = "localhost"
    base_path: str = ""

    def __post_init__(self) -> None:
        path = self.base_path.strip("/")
        if not _BASE_PATH.fullmatch(path):
            raise ValueError(f"--base-path {self.base_path!r} is no path such as /rnn")
        if not self.address:
            raise ValueError("--address is empty; localhost is this machine, 0.0.0.0 all")
        object.__setattr__(self, "base_path", path)

    @property
    def url(self) -> str:
        """Of the home page, with a slash at its end; on this machine if it listens everywhere."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/{self.base_path}".rstrip("/") + "/"

    @property
    def host(self) -> str:
        """Name or address by which this machine reaches it."""
        return "localhost" if self.everywhere else self.address

    @property
    def everywhere(self) -> bool:
        """Whether it listens on every address of this machine."""
        return self.address in {"0.0.0.0", "::"}

    @property
    def bind(self) -> str:
        """Address and port as HAProxy writes them."""
        address = "127.0.0.1" if self.address == "localhost" else self.address
        return f"{address}:{self.port}"

    def warning(self) -> str | None:
        """What is open to others, if others can reach the place."""
        if is_loopback(self.address):
            return None
        reach = "every address of this machine" if self.everywhere else self.address
        return (
            f"Warning: listening on {reach}, port {self.port}. Whoever reaches it can use all "
            "pages without a password: write, upload photos and traces, train small networks, "
            "open rooms. Nothing is encrypted."
        )


def check_free(place: Place) -> None:
    """Try whether a server can listen there now.

    Raises:
        ValueError: If it cannot: the port is taken, or the address is none of this machine.
    """
    with socket.socket(socket.AF_INET6 if ":" in place.address else socket.AF_INET) as probe:
        if os.name != "nt":  # as servers do: a port that one left a moment ago is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.address, place.port))
        except OSError as error:
            more = ": choose another --port" if error.errno == errno.EADDRINUSE else ""
            where = f"{place.address}, port {place.port}"
            raise ValueError(f"cannot listen on {where}: {error.strerror}{more}") from error
