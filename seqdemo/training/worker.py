"""Worker process that trains beside the app.

It gets orders on its standard input and answers on its standard output, one order at a time. It
gives way to all other processes, computes on one core, and ends when whoever started it is gone.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from queue import SimpleQueue
from time import process_time
from typing import IO, Any

from seqdemo.training.framing import Message, read_message, write_message

NICENESS = 5
"""How much later than others the system gives it a core, 0 to 19."""

Work = Callable[[Mapping[str, Any], bytes, "Control"], Iterator[Message]]
"""What can be ordered, by its name "package.module:function": a generator that tells how it goes.
It looks at `Control.stopped` every few milliseconds, and then tells its last state and returns."""


class Control:
    """What a piece of work looks at while it runs.

    Attributes:
        threads: How many it may work in.

    Args:
        seconds: CPU time that it may take.
        clock: What counts it: that of the process, or of the one thread that works.
        threads: See above.
    """

    def __init__(
        self, seconds: float, clock: Callable[[], float] = process_time, threads: int = 2
    ) -> None:
        self._asked = threading.Event()
        self._budget, self._clock, self.threads = seconds, clock, threads
        self._ends: Callable[[], bool] = lambda: False
        self.begin()

    def begin(self) -> None:
        """Count CPU time from now."""
        self._start = self._clock()

    @property
    def spent(self) -> float:
        """CPU seconds since it began."""
        return self._clock() - self._start

    @property
    def over(self) -> bool:
        """Whether its CPU time is used up."""
        return self.spent >= self._budget

    @property
    def stopped(self) -> bool:
        """Whether it has to end now."""
        return self._asked.is_set() or self.over or self._ends()

    def ends_when(self, gone: Callable[[], bool]) -> None:
        """Have it end, too, when nobody waits for it any more."""
        self._ends = gone

    def stop(self) -> None:
        """Ask it to end."""
        self._asked.set()


class Worker:
    """Carries out orders that are read from one pipe, and tells on another how they go.

    An order is {"job", "work", "given", "seconds"} with the payload of the work; {"stop": job}
    ends one. Answers are {"job", "event"} with a payload, and {"job", "end", "spent"} at last:
    "done", "stopped", "budget" or "failed", then with an "error"; and CPU seconds.
    """

    def __init__(self, orders: IO[bytes], answers: IO[bytes]) -> None:
        self._orders, self._answers = orders, answers
        self._waiting: SimpleQueue[Message] = SimpleQueue()
        self._controls: dict[int, Control] = {}

    def serve(self) -> None:
        """Work until the process ends."""
        threading.Thread(target=self._listen, daemon=True).start()
        while True:
            self._carry_out(self._waiting.get())

    def _listen(self) -> None:
        """Take orders; whoever gives none any more is gone, and nobody needs the work."""
        while self._hear():  # no order stays in a variable while the next one is awaited
            pass
        os._exit(0)

    def _hear(self) -> bool:
        """Take one order; False if nobody gives any more."""
        message = read_message(self._orders)
        if message is None:
            return False
        if "stop" in message.told:
            if control := self._controls.get(message.told["stop"]):
                control.stop()
            return True
        self._controls[message.told["job"]] = Control(message.told["seconds"])
        self._waiting.put(message)
        return True

    def _carry_out(self, order: Message) -> None:
        job = order.told["job"]

        def tell(event: Message) -> None:
            told = {"job": job, "event": event.told}
            write_message(self._answers, Message(told, event.payload))

        end = carry_out(order, self._controls[job], tell)
        del self._controls[job]
        write_message(self._answers, Message({"job": job, **end}))


def carry_out(
    order: Message, control: Control, tell: Callable[[Message], None]
) -> Mapping[str, Any]:
    """Do the work of an order; returns its "end" and what it "spent", and of a failure an "error".

    Args:
        order: Its told has "work" and "given".
        control: When to stop.
        tell: Takes what the work tells.
    """
    end = {"end": "done"}
    try:
        work = named(order.told["work"])
        control.begin()  # what is loaded does not count
        for event in work(order.told["given"], order.payload, control):
            tell(event)
        if control.stopped:
            end = {"end": "budget" if control.over else "stopped"}
    except Exception as error:  # noqa: BLE001 - whoever gave the order says it
        end = {"end": "failed", "error": f"{type(error).__name__}: {error}"}
    return {"spent": control.spent, **end}


def named(work: str) -> Work:
    """The function that "package.module:function" names."""
    module, _, function = work.partition(":")
    found: Work = getattr(import_module(module), function)
    return found


def nothing(given: Mapping[str, Any], payload: bytes, control: Control) -> Iterator[Message]:
    """Work that does nothing but load what a module needs: `given["load"]` names it."""
    import_module(given["load"])
    yield Message({})


def main() -> None:
    """Work for the process that started this one."""
    with suppress(AttributeError, OSError):
        os.nice(NICENESS)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nobody's print goes between the answers
    with suppress(OSError):
        Worker(sys.stdin.buffer, answers).serve()


if __name__ == "__main__":
    main()
