"""Uploads: what another site sends is refused, and what is too large, before it is kept."""

from __future__ import annotations

import asyncio
import http.client
import re
import tomllib
from collections.abc import Awaitable, Callable, Iterator

import pytest
from prepared_server import serving

from bench._server import HOST, Server
from bench._visitor import Visitor
from seqdemo.cli.run import PACKAGE, app_folder
from seqdemo.demos.captioner.page.shelf import LIMIT_MB
from seqdemo.demos.explorer.page.files import MOST_MEGABYTES
from seqdemo.demos.forecast.page.source import MAX_MEGABYTES
from seqdemo.demos.own_text.page.source import LARGEST_MB
from seqdemo.demos.sentiment.page.many import MAX_BYTES

CONFIG = tomllib.loads((app_folder() / ".streamlit" / "config.toml").read_text("utf-8"))
MEGABYTES = 3  # of the server that these tests start
BOUNDARY = "seqdemo"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The app, which takes files of three megabytes."""
    with serving(("run", "app.py", f"--server.maxUploadSize={MEGABYTES}")) as running:
        yield running


def body(size: int) -> bytes:
    """A form with one file of that many bytes."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    return head.encode() + bytes(size) + f"\r\n--{BOUNDARY}--\r\n".encode()


def put(server: Server, session: str, *, size: int = 9, chunked: bool = False, **xsrf: str) -> int:
    """Status of the answer to an upload.

    Args:
        server: Whom to send it to.
        session: Whose file it is.
        size: Of the file, in bytes.
        chunked: Whether its length is left unsaid.
        xsrf: `cookie` and `token`, where they are sent.
    """
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    if "cookie" in xsrf:
        headers["Cookie"] = f"_streamlit_xsrf={xsrf['cookie']}"
    if "token" in xsrf:
        headers["X-Xsrftoken"] = xsrf["token"]
    sent = body(size)
    connection = http.client.HTTPConnection(HOST, server.port, timeout=30)
    where = f"/_stcore/upload_file/{session}/1"
    parts = iter([sent[k : k + (1 << 20)] for k in range(0, len(sent), 1 << 20)])
    try:
        connection.request(
            "PUT", where, parts if chunked else sent, headers, encode_chunked=chunked
        )
        return connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        return connection.getresponse().status  # it had answered before all was sent
    finally:
        connection.close()


def token_of(server: Server) -> str:
    """The token that the server gives to a browser."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=30)
    connection.request("GET", "/_stcore/health")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    found = re.search(r"_streamlit_xsrf=([^;]+)", answer.headers["Set-Cookie"] or "")
    assert found
    return found[1]


def visited(server: Server, act: Callable[[str], Awaitable[None]]) -> None:
    """Do something with the session of a visitor who is there."""

    async def visit() -> None:
        async with Visitor(server.port) as visitor:
            await visitor.open("by_hand", "count")
            await act(visitor.seen.session)

    asyncio.run(visit())


def test_an_upload_needs_the_token_of_a_page_and_a_session(server: Server) -> None:
    token = token_of(server)

    async def act(session: str) -> None:
        async def sent(to: str, **xsrf: str) -> int:
            return await asyncio.to_thread(put, server, to, **xsrf)

        assert await sent(session, cookie=token, token=token) == 204
        assert await sent(session) == 403
        assert await sent(session, cookie=token) == 403, "what a foreign page could have sent"
        assert await sent(session, cookie=token, token=token_of(server)) == 403
        assert await sent("nobody", cookie=token, token=token) == 400

    visited(server, act)


@pytest.mark.parametrize("chunked", [False, True])
def test_a_file_that_is_too_large_is_refused(server: Server, chunked: bool) -> None:
    token = token_of(server)

    async def act(session: str) -> None:
        for megabytes, status in ((MEGABYTES - 1, 204), (MEGABYTES + 2, 413)):
            got = await asyncio.to_thread(
                put,
                server,
                session,
                size=megabytes << 20,
                chunked=chunked,
                cookie=token,
                token=token,
            )
            assert got == status

    visited(server, act)


def test_no_page_promises_to_take_more_than_the_server_does() -> None:
    most = max(LIMIT_MB, MOST_MEGABYTES, MAX_MEGABYTES, LARGEST_MB, MAX_BYTES // 1_000_000)
    assert most <= CONFIG["server"]["maxUploadSize"]
    sources = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    assert sources.count("file_uploader(") == sources.count("max_upload_size=") == 1
    assert len(re.findall(r"from seqdemo\.app\.upload import .*\bupload\n", sources)) >= 7
