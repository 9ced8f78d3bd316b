"""Run several server processes behind HAProxy until a signal comes."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import socket
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from seqdemo.cli.browser import answers
from seqdemo.cli.haproxy import BalancerError, check_config, find_haproxy, haproxy_config
from seqdemo.cli.place import Place
from seqdemo.cli.run import app_folder, share_cores, streamlit_command

PATIENCE = 60.0
"""Seconds that a process may take until it answers."""

GRACE = 8.0
"""Seconds that a process may take to end after SIGTERM; then it is killed."""

PAUSES = (0.5, 2.0, 8.0, 30.0)
"""Seconds before a process that has ended is started again, for the first time, the second, ..."""

STEADY = 60.0
"""Seconds after which a process counts as well: the next pause is then the shortest again."""

SECRET = "STREAMLIT_SERVER_COOKIE_SECRET"
"""Environment variable of the key with which all processes sign cookies."""

SAME_SITE = "STREAMLIT_SERVER_XSRF_COOKIE_SAME_SITE"
"""Environment variable that says from whose pages the cookie against forged uploads is sent."""


def serve(place: Place, processes: int, *, browser: bool, embed_from: Sequence[str] = ()) -> None:
    """Serve the app until SIGTERM or Ctrl-C.

    Args:
        place: Where HAProxy listens; the processes of the app listen on ports of this machine.
        processes: How many.
        browser: Whether to open the app in a browser.
        embed_from: Origins whose pages may show the app in a frame.

    Raises:
        ValueError: If one of `embed_from` is no origin.
        BalancerError: If HAProxy is missing, or does not start.
        RuntimeError: If a process does not start.
    """
    program = find_haproxy()
    os.environ.setdefault(SECRET, secrets.token_hex(32))
    if embed_from:
        os.environ.setdefault(SAME_SITE, "none")
    share_cores()
    apps = [Place(port, "127.0.0.1", place.base_path) for port in free_ports(processes)]
    with tempfile.TemporaryDirectory(prefix="seqdemo-") as folder:
        file = Path(folder) / "haproxy.cfg"
        binds = [app.bind for app in apps]
        text = haproxy_config(place.bind, binds, place.base_path, embed_from)
        file.write_text(text, "utf-8")
        check_config(program, file)
        asyncio.run(_serve(place, apps, [program, "-db", "-f", str(file)], browser=browser))


async def _serve(
    place: Place, apps: Sequence[Place], balancer: Sequence[str], *, browser: bool
) -> None:
    stop = _signalled()
    async with AsyncExitStack() as running:
        # Left in the opposite order: HAProxy ends first, so that nobody new comes in.
        keepers = [await running.enter_async_context(_task(_keep(app))) for app in apps]
        up = await running.enter_async_context(_task(_all_up(*apps)))
        if await _first(stop, up, *keepers) is stop:
            return
        front = await running.enter_async_context(_task(_balance(balancer)))
        open_to_all = await running.enter_async_context(_task(_all_up(place)))
        if await _first(stop, front, open_to_all) is stop:
            return
        print(f"seqdemo: {len(apps)} processes. Open {place.url}", flush=True)
        if browser:
            webbrowser.open(place.url)
        await _first(stop, front, *keepers)


def _signalled() -> asyncio.Future[None]:
    """Done once SIGTERM or SIGINT has come."""
    loop = asyncio.get_running_loop()
    stop: asyncio.Future[None] = loop.create_future()

    def come() -> None:
        if not stop.done():
            stop.set_result(None)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, come)
    return stop


async def _first(*awaited: asyncio.Future[Any]) -> asyncio.Future[Any]:
    """The first that is done; an error of any of those is raised."""
    done, _ = await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
    for future in done:
        future.result()
    return next(future for future in awaited if future in done)


@asynccontextmanager
async def _task(work: Coroutine[Any, Any, None]) -> AsyncIterator[asyncio.Task[None]]:
    """A task that is cancelled and awaited at the end."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, RuntimeError):
            await task


@asynccontextmanager
async def _process(command: Sequence[str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """A child of this process, ended at the end. What it says to the console is left out."""
    child = await asyncio.create_subprocess_exec(
        *command, cwd=app_folder(), stdin=DEVNULL, stdout=DEVNULL
    )
    try:
        yield child
    finally:
        await _end(child)


async def _end(child: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        child.terminate()
        try:
            await asyncio.wait_for(child.wait(), GRACE)
        except TimeoutError:
            child.kill()
            await child.wait()


async def _keep(app: Place) -> None:
    """Run a process of the app, and start it again whenever it ends by itself."""
    loop, again = asyncio.get_running_loop(), 0
    while True:
        begun = loop.time()
        async with _process(streamlit_command(app)) as child:
            code = await child.wait()
        again = 0 if loop.time() - begun > STEADY else again
        pause = PAUSES[min(again, len(PAUSES) - 1)]
        again += 1
        print(
            f"seqdemo: a process ended with code {code}; again in {pause:g} s",
            file=sys.stderr,
            flush=True,
        )
        await asyncio.sleep(pause)


async def _all_up(*places: Place) -> None:
    """Wait until all places answer.

    Raises:
        RuntimeError: If one does not in time.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            for place in places:
                while not await asyncio.to_thread(answers, place.url):
                    await asyncio.sleep(0.1)
    except TimeoutError:
        raise RuntimeError(f"a process of the app gave no answer in {PATIENCE:.0f} s") from None


async def _balance(command: Sequence[str]) -> None:
    """Run HAProxy.

    Raises:
        BalancerError: If it ends by itself.
    """
    async with _process(command) as child:
        code = await child.wait()
    raise BalancerError(f"HAProxy ended with code {code}: is its port in use?")


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens on now."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
