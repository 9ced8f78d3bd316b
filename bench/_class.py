"""A class over websockets: pupils who join a room, vote and draw, and a board."""

from __future__ import annotations

from contextlib import suppress
from time import perf_counter
from typing import Any

from bench._seen import Component
from bench._visitor import Visitor, VisitorError

LESSON = """\
---
title: A room to measure
---

## Vote

```yaml
view: /word_reader
question:
  kind: choice
  ask: "After s, a, i: which letter comes next?"
  options: [d, n, l, t]
  answer: {measure: word_reader.next_letter, of: {begin: sai}}
```

## Draw

```yaml
view: /word_reader
question:
  kind: drawing
  choice: drawing
  ask: Draw said.
  answer: {measure: word_reader.reads, is: said}
```
"""

PAGE = "room"


AGAIN = 1.5
"""Seconds after which a drawing that was not answered is sent again."""

TRIES = 20


class Pupil(Visitor):
    """One phone in a room.

    Attributes:
        resent: How often a drawing had to be sent again.
    """

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.resent = 0

    async def join(self, code: str) -> dict[str, Any]:
        """Come in by a link; returns what the seat shows first."""
        await self.come(code, "")
        await self.until(lambda: "Join" in self.seen.buttons)
        await self.press("Join")
        await self.until(lambda: self.showing("upto") is not None)
        return self.seat

    async def come(self, code: str, token: str) -> None:
        """Open the link, and say what the browser keeps."""
        await self.open(PAGE, "epoch", f"room={code}")
        await self.until(lambda: self._kept() is not None)
        kept = self._kept()
        assert kept is not None
        said = {name: kept.data[name] for name in ("name", "epoch")}
        await self.set(kept, {"found": said | {"kept": token}})

    @property
    def seat(self) -> dict[str, Any]:
        """What the seat shows now."""
        return self._shown("upto").data

    @property
    def token(self) -> str:
        """What the browser is told to keep."""
        kept = self._kept()
        return str(kept.data["put"]) if kept else ""

    async def answer(self, text: str, at: int | None = None) -> None:
        """Send an answer; nothing is waited for."""
        seat = self._shown("upto")
        step = seat.data["at"] if at is None else at
        await self.trigger(seat, "act", {"do": "answer", "at": step, "text": text})

    async def draw(self, grids: list[str]) -> None:
        """Send a drawing until the page shows it, as the component does.

        Raises:
            VisitorError: If it never does.
        """
        for _ in range(TRIES):
            strip = self._shown("most")
            said = {name: strip.data.get(name) for name in ("rev", "epoch")}
            await self.set(strip, {"word": {"drawing": grids, "seq": perf_counter(), **said}})
            with suppress(TimeoutError):
                await self.until(lambda: self._shown("most").data["drawing"] == grids, AGAIN)
                return
            self.resent += 1
        raise VisitorError("a drawing was not answered")

    def _kept(self) -> Component | None:
        """What asks the browser for its seat."""
        asks = (one for one in self.seen.components.values() if "put" in one.data)
        return next((one for one in asks if str(one.data["name"]).endswith(".pupil")), None)

    def _shown(self, name: str) -> Component:
        found = self.showing(name)
        assert found is not None, f"nothing on the page has {name!r}"
        return found


async def watch_board(board: Visitor, code: str) -> None:
    """Open a room's board."""
    await board.open(PAGE, "qr", f"room={code}&as=board")
