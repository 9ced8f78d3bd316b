"""Client of a running Streamlit server over its own websocket protocol: a browser without a screen.

It sends what a browser sends and reads what it gets: what is measured is the server and the wire,
not the painting. A fragment that asks to be run every so many seconds is run by a timer here.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from time import perf_counter
from types import TracebackType
from typing import Any, Self

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench._seen import Component, Seen, read_data

PATIENCE = 120.0
"""Seconds to wait for any one answer."""

_TRIGGERS = "$$STREAMLIT_INTERNAL_KEY_%s__events"
"""What Streamlit calls the triggers of a component."""


class VisitorError(RuntimeError):
    """The connection ended, or a page showed an error; the message says what."""


class Visitor:
    """One browser tab: use it as an async context manager, then `open` a page.

    Args:
        port: Of the server on this machine.
        base_path: Path below which the app stands, without slashes at its ends.
        headers: More headers of the request that opens the websocket.
    """

    def __init__(
        self, port: int, *, base_path: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        self.seen = Seen()
        root = f"127.0.0.1:{port}/{base_path}".rstrip("/")
        self._url, self._headers = f"ws://{root}/_stcore/stream", headers
        self._news = asyncio.Condition()
        self._timers: dict[str, asyncio.Task[None]] = {}
        self._values: dict[str, dict[str, Any]] = {}
        self._last = perf_counter()
        self._ended = False
        self._why: Exception | None = None

    async def __aenter__(self) -> Self:
        self._socket = await websockets.connect(
            self._url,
            subprotocols=[websockets.Subprotocol("streamlit")],
            additional_headers=self._headers,
            max_size=None,
            compression=None,
        )
        self._reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for task in (*self._timers.values(), self._reader):
            task.cancel()
        await self._socket.close()

    async def open(self, page: str, shows: str, query: str = "") -> float:
        """Go to a page that shows a component; returns the seconds until the page's run has ended.

        Args:
            page: Its address, "" for the home page.
            shows: A name in the data of the component.
            query: Query string of the address.
        """
        start = perf_counter()
        await self.go(page, query)
        await self.until(lambda: self.showing(shows) is not None)
        return await self.until_run(shows) - start

    async def go(self, page: str, query: str = "") -> None:
        """Go to a page; nothing is waited for."""
        self._stop_timers()
        self.seen.components.clear()
        self._values.clear()
        self._query = query
        await self._send(page_name=page, query_string=query)

    async def until_run(self, key: str) -> float:
        """Wait for the end of the run that brought the component whose data has `key`."""
        mounted = self.showing(key)
        assert mounted is not None
        return await self.until(lambda: self.seen.runs > mounted.run)

    def showing(self, key: str) -> Component | None:
        """The component on the page whose data has `key`, if there is one."""
        return next((c for c in self.seen.components.values() if key in c.data), None)

    async def set(self, mounted: Component, values: dict[str, Any]) -> None:
        """Set values of a component, as its script would; nothing is waited for."""
        kept = self._values.setdefault(mounted.id, {})
        has = {"shown": mounted.name} if mounted.name else {}
        kept.update({name: value | has for name, value in values.items()})
        await self._send(mounted.fragment)

    async def trigger(self, mounted: Component, name: str, value: dict[str, Any]) -> None:
        """Pull a trigger of a component, as its script would; nothing is waited for."""
        has = {"shown": mounted.name} if mounted.name else {}
        pulled = [{"event": name, "value": value | has | {"at_ms": perf_counter()}}]
        await self._send(mounted.fragment, pulled=(mounted.id, json.dumps(pulled)))

    async def press(self, label: str) -> None:
        """Press a button; nothing is waited for."""
        widget, fragment = self.seen.buttons[label]
        await self._send(fragment, pressed=widget)

    def stop_reading(self) -> None:
        """Read no more: what comes from now on stays in the line, until it is full."""
        self._reader.cancel()

    async def until(self, arrived: Callable[[], bool], patience: float = PATIENCE) -> float:
        """Wait until `arrived()` holds; returns when the latest message came.

        Args:
            arrived: Looked at whenever a message has come.
            patience: Seconds to wait at most.

        Raises:
            TimeoutError: If it does not come in time.
            VisitorError: If the connection ends.
        """
        async with asyncio.timeout(patience), self._news:
            await self._news.wait_for(lambda: arrived() or self._ended)
        if not arrived():
            why = self._why or self._socket.close_code
            raise VisitorError(f"the connection ended: {why!r}") from self._why
        return self._last

    async def _send(
        self,
        fragment: str = "",
        *,
        pressed: str = "",
        pulled: tuple[str, str] = ("", ""),
        auto: bool = False,
        **fields: Any,
    ) -> None:
        message = BackMsg()
        run = message.rerun_script
        run.context_info.timezone, run.context_info.locale = "UTC", "en-US"
        run.context_info.color_scheme = "light"
        run.fragment_id, run.is_auto_rerun = fragment, auto
        if "page_name" not in fields:
            run.page_script_hash, run.query_string = self.seen.page_hash, self._query
        for name, value in fields.items():
            setattr(run, name, value)
        # As a browser does: what it has set stands in every message, as only the latest may count.
        for widget, values in self._values.items():
            state = run.widget_states.widgets.add()
            state.id, state.json_value = widget, json.dumps(values)
        if pressed:
            state = run.widget_states.widgets.add()
            state.id, state.trigger_value = pressed, True
        if pulled[0]:
            state = run.widget_states.widgets.add()
            state.id, state.json_trigger_value = _TRIGGERS % pulled[0], pulled[1]
        await self._socket.send(message.SerializeToString())

    async def _read(self) -> None:
        try:
            await self._read_all()
        except Exception as error:
            self._why = error
            raise
        finally:
            self._ended = True
            async with self._news:
                self._news.notify_all()

    async def _read_all(self) -> None:
        async for data in self._socket:
            assert isinstance(data, bytes)
            message = ForwardMsg()
            message.ParseFromString(data)
            self.seen.received += len(data)
            async with self._news:
                self._take(message)
                self._last = perf_counter()
                self._news.notify_all()

    def _take(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session":
                self.seen.session = message.new_session.initialize.session_id
                self.seen.page_hash = self.seen.page_hash or message.new_session.page_script_hash
            case "navigation":
                self.seen.arrive(message.navigation.page_script_hash)
            case "script_finished":
                self.seen.runs += 1
            case "auto_rerun":
                self._start_timer(message.auto_rerun.fragment_id, message.auto_rerun.interval)
            case "stop_auto_rerun":
                self._stop_timers(message.stop_auto_rerun.fragment_ids)
            case "delta":
                self._take_element(message)

    def _take_element(self, message: ForwardMsg) -> None:
        delta = message.delta
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "bidi_component":
            mounted = element.bidi_component
            data, name = read_data(mounted.json, self.seen.held)
            self.seen.components[mounted.id] = Component(
                mounted.id, delta.fragment_id, data, self.seen.runs, perf_counter(), name
            )
        elif kind == "button":
            self.seen.buttons[element.button.label] = element.button.id, delta.fragment_id
        elif kind == "exception" or (kind == "alert" and element.alert.format == 1):
            self.seen.errors.append(str(element))

    def _start_timer(self, fragment: str, interval: float) -> None:
        self._stop_timers([fragment])
        self._timers[fragment] = asyncio.create_task(self._run_every(fragment, interval))

    async def _run_every(self, fragment: str, interval: float) -> None:
        while True:
            await asyncio.sleep(interval)
            await self._send(fragment, auto=True)

    def _stop_timers(self, fragments: Iterable[str] | None = None) -> None:
        """Stop the timers of these fragments; of all unless given."""
        for fragment in list(self._timers if fragments is None else fragments):
            if fragment in self._timers:
                self._timers.pop(fragment).cancel()
