"""Open a page in the browser once its server answers."""

from __future__ import annotations

import http.client
import sys
import webbrowser
from time import monotonic, sleep
from urllib.parse import urljoin, urlsplit

PATIENCE = 30.0
"""Seconds to wait for the server; after that the reader has the address on the screen."""


def answers(url: str) -> bool:
    """Whether the server of a page answers. Asked directly, past any proxy."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "localhost", parts.port, timeout=2)
    try:
        connection.request("GET", urljoin(parts.path or "/", "_stcore/health"))
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def open_when_up(url: str, patience: float = PATIENCE) -> bool:
    """Open `url` in the reader's browser once it answers; returns whether it did in time."""
    deadline = monotonic() + patience
    while not answers(url):
        if monotonic() > deadline:
            return False
        sleep(0.1)
    return webbrowser.open(url)


if __name__ == "__main__":
    open_when_up(sys.argv[1])
