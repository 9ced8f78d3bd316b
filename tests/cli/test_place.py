"""Where a server listens, below which path, and what it says when others can reach it."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable

import numpy as np
import pytest
from click.testing import Result

from seqdemo.cli.place import Place, check_free
from seqdemo.core.trace import Trace
from seqdemo.core.trace_file import save_trace

Seqdemo = Callable[..., Result]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> list[list[str]]:
    """Command lines this process would have become."""
    commands: list[list[str]] = []
    monkeypatch.chdir(str(tmp_path))
    monkeypatch.setattr(os, "execv", lambda program, words: commands.append(words))
    return commands


def test_the_address_of_the_home_page_can_be_opened_on_this_machine() -> None:
    assert Place().url == "http://localhost:8501/"
    assert Place(80, "0.0.0.0", "/rnn/").url == "http://localhost:80/rnn/"
    assert Place(80, "::1", "a/b").url == "http://[::1]:80/a/b/"


@pytest.mark.parametrize("path", ["/r nn", "/rnn/../x", "//a//b", "/rnn?x=1", "/{x}", "/a\nbind"])
def test_a_base_path_that_is_none_is_a_sentence(
    seqdemo: Seqdemo, started: list[list[str]], path: str
) -> None:
    result = seqdemo("run", "--base-path", path)
    assert result.exit_code == 2 and started == []
    assert "is no path such as /rnn" in result.stderr


def test_a_base_path_reaches_the_server(seqdemo: Seqdemo, started: list[list[str]]) -> None:
    result = seqdemo("run", "--base-path", "/rnn", "--no-browser")
    assert result.exit_code == 0, result.stderr
    assert "--server.baseUrlPath=rnn" in started[0]
    assert result.stderr == "", "only this machine reaches localhost"


@pytest.mark.parametrize(
    ("address", "reach"),
    [
        ("0.0.0.0", "every address of this machine, port 8501"),
        ("::", "every address of this machine, port 8501"),
        ("192.0.2.7", "192.0.2.7, port 8501"),
        ("board.example", "board.example, port 8501"),
    ],
)
def test_who_opens_the_server_to_others_reads_what_is_open(
    seqdemo: Seqdemo, started: list[list[str]], address: str, reach: str
) -> None:
    result = seqdemo("run", "--address", address, "--no-browser")
    assert result.exit_code == 0 and len(started) == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"Warning: listening on {reach}. ")
    assert "without a password" in line and "Nothing is encrypted" in line


def test_the_server_is_told_its_address_and_asks_nobody(
    seqdemo: Seqdemo, started: list[list[str]]
) -> None:
    """It would ask a host on the internet, and say what that answers."""
    for address, host in (("0.0.0.0", "localhost"), ("::", "localhost"), ("192.0.2.7",) * 2):
        assert seqdemo("run", "--address", address, "--no-browser").exit_code == 0
        assert f"--browser.serverAddress={host}" in started.pop()


def test_a_base_path_may_be_named_by_the_environment(
    seqdemo: Seqdemo, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEQDEMO_BASE_PATH", "/rnn")
    assert seqdemo("run", "--no-browser").exit_code == 0
    assert "--server.baseUrlPath=rnn" in started[0]


def test_an_empty_address_is_refused_as_it_would_be_every_address(
    seqdemo: Seqdemo, started: list[list[str]]
) -> None:
    result = seqdemo("run", "--address", "")
    assert result.exit_code == 2 and started == []
    (line,) = result.stderr.splitlines()
    assert line.startswith("seqdemo: --address is empty; localhost is this machine")


@pytest.mark.parametrize("address", ["999.1.1.1", "evil;rm", "192.0.2.7"])
def test_an_address_that_is_none_of_this_machine_is_a_sentence(address: str) -> None:
    with pytest.raises(ValueError, match=rf"^cannot listen on {address}, port 8501: [A-Z]\w+"):
        check_free(Place(8501, address))


def test_a_port_that_is_taken_is_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = Place(server.getsockname()[1], "127.0.0.1")
        with pytest.raises(ValueError, match=r"Address already in use: choose another --port$"):
            check_free(place)
    check_free(place)


@pytest.mark.parametrize("words", [["run"], ["run", "--processes", 2], ["explore", "mine.npz"]])
def test_nothing_is_started_or_promised_where_nobody_can_listen(
    seqdemo: Seqdemo,
    started: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    words: list[object],
) -> None:
    save_trace(Trace.from_arrays(np.zeros((1, 2))), "mine.npz")
    monkeypatch.setattr(f"seqdemo.cli.{words[0]}.check_free", check_free)
    result = seqdemo(*words, "--address", "999.1.1.1")
    assert result.exit_code == 2 and started == [] and result.stdout == ""
    assert result.stderr.startswith("seqdemo: cannot listen on 999.1.1.1")


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
def test_nothing_is_said_where_only_this_machine_can_reach_it(address: str) -> None:
    assert Place(8501, address).warning() is None
