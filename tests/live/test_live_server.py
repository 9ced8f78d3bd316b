"""`seqdemo.explore` serves the reader's own network from the reader's own process."""

import asyncio
import http.client
import subprocess
import sys
from pathlib import Path

import pytest

from bench._server import free_port
from bench._visitor import Visitor

SCRIPT = Path(__file__).with_name("own_network.py")
HELD = "&view=reach&do=c1:3@20=1&at=20"


@pytest.fixture(scope="module")
def script(tmp_path_factory):
    port = free_port()
    with subprocess.Popen(
        [sys.executable, str(SCRIPT), str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path_factory.mktemp("elsewhere"),
    ) as process:
        assert f"http://localhost:{port}/explorer?from=live1" in process.stdout.readline()
        process.port = port
        yield process
        process.kill()


def tell(script, word):
    script.stdin.write(f"{word}\n")
    script.stdin.flush()
    assert script.stdout.readline() == f"done {word}\n"


def seen(port, shows, view):
    """What a component of the page is given."""

    async def visit():
        async with Visitor(port) as visitor:
            await visitor.open("explorer", shows, f"from=live1&cell=cats{view}")
            assert not visitor.seen.errors
            return visitor.showing(shows).data

    return asyncio.run(visit())


def test_the_page_shows_the_network_as_it_is_trained_on(script):
    before = seen(script.port, "kinds", "&view=states")
    assert "cats" in before["title"] and "10 units" in before["title"]
    assert seen(script.port, "kinds", "&view=states")["rev"] == before["rev"]
    tell(script, "train")
    assert seen(script.port, "kinds", "&view=states")["rev"] != before["rev"]


def test_gradients_and_interventions_are_those_of_the_live_network(script):
    assert seen(script.port, "rows", "&view=gradient&at=30")["rows"]
    untouched, touched = seen(script.port, "rows", HELD)["rows"]
    assert untouched["title"] == "untouched" and touched["title"] == "reached into"


def test_it_ends_when_told_and_the_process_goes_on(script):
    tell(script, "stop")
    connection = http.client.HTTPConnection("127.0.0.1", script.port, timeout=5)
    with pytest.raises(ConnectionRefusedError):
        connection.request("GET", "/_stcore/health")
    tell(script, "train")
