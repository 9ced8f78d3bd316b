"""Work for the tests of jobs; a worker process imports it by its name."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from types import FrameType
from typing import Any

from seqdemo.training.framing import Message
from seqdemo.training.worker import Control


def count(given: Mapping[str, Any], payload: bytes, control: Control) -> Iterator[Message]:
    """Tell 0, 1, 2 and so on until it is stopped, or up to given["until"]."""
    print("what work prints goes nowhere near the answers")
    number = 0
    while not control.stopped and number < given.get("until", 10**9):
        yield Message({"number": number}, payload)
        number += 1
        threading.Event().wait(given.get("pause", 0.01))
    yield Message({"last": number})


def train(given: Mapping[str, Any], payload: bytes, control: Control) -> Iterator[Message]:
    """Tell update after update, from given["update"] on; its payload is the state."""
    update, state = given["update"], payload
    while not control.stopped and update < given["until"]:
        update, state = update + 1, state + b"."
        yield Message({"update": update}, state)
        threading.Event().wait(0.01)


def burn(given: Mapping[str, Any], payload: bytes, control: Control) -> Iterator[Message]:
    """Use up the CPU time it is given."""
    while not control.stopped:
        sum(range(1000))
    yield Message({"spent": control.spent})


def remember(given: Mapping[str, Any], payload: bytes, control: Control) -> Iterator[Message]:
    """Tell how many bytes the process still holds that begin with given["start"] + given["end"]."""
    gc.collect()
    start, end = given["start"].encode(), given["end"].encode()
    frames = [frame for first in sys._current_frames().values() for frame in stack(first)]
    held = [value for frame in frames for value in frame.f_locals.values()]
    held += [one for each in gc.get_objects() for one in gc.get_referents(each)]
    both = [one for one in held if type(one) is bytes and one.startswith(start)]
    yield Message({"held": sum(one[len(start) :].startswith(end) for one in both)})


def stack(frame: FrameType | None) -> Iterator[FrameType]:
    """A frame and all that wait for it."""
    while frame is not None:
        yield frame
        frame = frame.f_back


def fail(given: Mapping[str, Any], payload: bytes, control: Control) -> Iterator[Message]:
    """Tell one thing, then fail."""
    yield Message({"number": 0})
    raise ValueError("this cannot be trained")


def die(given: Mapping[str, Any], payload: bytes, control: Control) -> Iterator[Message]:
    """End the whole process, as one that is killed for its memory."""
    yield Message({"number": 0})
    os.kill(os.getpid(), signal.SIGKILL)


def hang(given: Mapping[str, Any], payload: bytes, control: Control) -> Iterator[Message]:
    """Never look whether it is stopped."""
    yield Message({"number": 0})
    threading.Event().wait()
