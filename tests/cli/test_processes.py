"""Two real processes of the app behind the real HAProxy, below a path."""

from __future__ import annotations

import asyncio
import http.client
import signal
import subprocess
from collections.abc import Callable
from http.cookies import SimpleCookie
from pathlib import Path
from threading import Event
from time import monotonic

import psutil
import pytest
from click.testing import Result
from haproxy_service import BASE, ENOUGH, Service, program, service

from bench._visitor import Visitor, VisitorError
from seqdemo.cli import haproxy, processes
from seqdemo.cli.haproxy import COOKIE, INSTALL, BalancerError, check_config, haproxy_config
from seqdemo.cli.headers import security_headers

__all__ = ["program", "service"]

Seqdemo = Callable[..., Result]


def cookie_of(answer: http.client.HTTPResponse) -> str | None:
    """The process that an answer's cookie names; None where it sets none."""
    found = [SimpleCookie(value) for value in answer.headers.get_all("Set-Cookie") or ()]
    return next((jar[COOKIE].value for jar in found if COOKIE in jar), None)


@pytest.mark.parametrize("base_path", ["", "school/rnn"])
@pytest.mark.parametrize("bind", ["127.0.0.1:8501", "0.0.0.0:80", ":::8501"])
@pytest.mark.parametrize("embed_from", [(), ("https://*.school.example", "http://lms:8080")])
def test_haproxy_takes_its_configuration_without_a_warning(
    program: str, tmp_path: Path, base_path: str, bind: str, embed_from: tuple[str, ...]
) -> None:
    file = tmp_path / "haproxy.cfg"
    servers = [f"127.0.0.1:{port}" for port in (4001, 4002, 4003)]
    file.write_text(haproxy_config(bind, servers, base_path, embed_from))
    done = subprocess.run([program, "-c", "-f", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert file.read_text().count(" cookie app") == 3


def test_a_configuration_with_a_fault_is_told(program: str, tmp_path: Path) -> None:
    file = tmp_path / "haproxy.cfg"
    file.write_text(haproxy_config("no port", ["127.0.0.1:1"]))
    with pytest.raises(BalancerError, match="does not take its configuration"):
        check_config(program, file)


def test_where_haproxy_is_missing_a_sentence_says_how_to_install_it(
    seqdemo: Seqdemo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(haproxy, "_ELSEWHERE", ())
    result = seqdemo("run", "--processes", 2, "--no-browser")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [f"seqdemo: {INSTALL}"]
    assert "apt-get install haproxy" in INSTALL


def test_who_may_show_the_app_in_a_frame_is_chosen() -> None:
    for origins in ((), ("*",), ("https://a.example", "https://*.b.example:8443")):
        headers = security_headers(origins)
        policy = headers["Content-Security-Policy"]
        assert policy.endswith(" ".join(("frame-ancestors 'self'", *origins)))
        assert ("X-Frame-Options" in headers) == (not origins)
        cookie = "SameSite=None" if origins else "SameSite=Lax"
        assert cookie in haproxy_config("127.0.0.1:1", ["127.0.0.1:2"], embed_from=origins)


@pytest.mark.parametrize("nonsense", ["school.example", "https://a b", "https://a;b", "'self'", ""])
def test_what_is_no_origin_is_told(nonsense: str, seqdemo: Seqdemo) -> None:
    result = seqdemo("run", "--processes", 2, "--no-browser", "--embed-from", nonsense)
    assert result.exit_code == 2
    assert "is no origin such as https://school.example" in result.stderr


def test_one_process_alone_has_no_rule_for_frames(seqdemo: Seqdemo) -> None:
    result = seqdemo("run", "--no-browser", "--embed-from", "https://a.example")
    assert result.exit_code == 2 and "--processes 2" in result.stderr


def test_ports_of_processes_are_free_and_differ() -> None:
    assert len({port for port in processes.free_ports(20) if port > 1023}) == 20


def test_visitors_are_spread_and_each_stays_with_one_process(service: Service) -> None:
    first = [cookie_of(service.get(f"/{BASE}/")) for _ in range(6)]
    assert set(first) == {"app1", "app2"}
    for name in ("app1", "app2"):
        answers = [service.get(f"/{BASE}/", Cookie=f"{COOKIE}={name}") for _ in range(4)]
        assert [answer.status for answer in answers] == [200] * 4
        assert {cookie_of(answer) for answer in answers} == {None}, "it was that process"


def test_the_bare_path_leads_to_the_home_page(service: Service) -> None:
    for path in ("/", f"/{BASE}"):
        answer = service.get(path)
        assert (answer.status, answer.headers["Location"]) == (302, f"/{BASE}/")


def test_every_answer_has_the_headers_that_keep_a_page_to_itself(service: Service) -> None:
    for path in ("/", f"/{BASE}/", f"/{BASE}/_stcore/health", f"/{BASE}/none/"):
        answer = service.get(path)
        for name, value in security_headers().items():
            assert answer.headers.get_all(name) == [value], (path, name)


def test_a_visitor_of_a_killed_process_goes_on_with_the_other(service: Service) -> None:
    lost = service.app("app1")

    async def visit() -> None:
        one = {"base_path": BASE, "headers": {"Cookie": f"{COOKIE}=app1"}}
        async with Visitor(service.port, **one) as visitor:
            await visitor.open("by_hand", "count")
            lost.kill()
            service.killed += 1
            with pytest.raises(VisitorError):
                await visitor.until(lambda: False, patience=ENOUGH)
        async with Visitor(service.port, **one) as again:
            await again.open("by_hand", "count")

    asyncio.run(visit())
    assert not lost.is_running() or lost.status() == psutil.STATUS_ZOMBIE
    answer = service.get(f"/{BASE}/", Cookie=f"{COOKIE}=app1")
    assert answer.status == 200
    assert cookie_of(answer) in {"app2", None}, "None once the lost one is back"


def test_sigterm_ends_haproxy_and_all_processes(service: Service) -> None:
    deadline = monotonic() + ENOUGH
    while len(service.apps()) < 2:  # one that was killed is on its way back
        assert monotonic() < deadline
        Event().wait(0.05)
    children = psutil.Process(service.process.pid).children(recursive=True)
    assert len(children) >= 3

    async def visit() -> None:
        async with Visitor(service.port, base_path=BASE) as visitor:
            await visitor.open("by_hand", "count")
            service.process.send_signal(signal.SIGTERM)
            with pytest.raises(VisitorError):
                await visitor.until(lambda: False, patience=ENOUGH)

    asyncio.run(visit())
    _, said = service.process.communicate(timeout=ENOUGH)
    assert service.process.returncode == 0
    assert said.count("a process ended") == service.killed, "nothing else was started again"
    assert not psutil.wait_procs(children, timeout=5)[1]
