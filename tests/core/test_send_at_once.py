"""What a server sends in small messages does not wait until the first has been confirmed."""

import socket

from seqdemo.core.send_at_once import OPEN_FILES, send_at_once


def waits(one: socket.socket) -> bool:
    return not one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_open_and_accepted_connections_send_at_once_and_no_file_stays_open() -> None:
    # As Streamlit binds it: without naming the protocol.
    with socket.socket(socket.AF_INET) as server, socket.socket(type=socket.SOCK_DGRAM):
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(server.getsockname()) as early, server.accept()[0] as seen:
            assert waits(early) and waits(seen)
            before = len(list(OPEN_FILES.iterdir()))
            assert send_at_once() >= 3
            assert len(list(OPEN_FILES.iterdir())) == before
            assert not waits(early) and not waits(seen)
        with socket.create_connection(server.getsockname()), server.accept()[0] as late:
            assert not waits(late)
