"""Messages between two processes: a JSON object and bytes, on a pipe."""

from __future__ import annotations

import json
import struct
from typing import IO, Any, NamedTuple

_SIZES = struct.Struct("<II")


class Message(NamedTuple):
    """What one process tells another.

    Attributes:
        told: A JSON object.
        payload: Bytes that go with it, such as weights.
    """

    told: dict[str, Any]
    payload: bytes = b""


def write_message(pipe: IO[bytes], message: Message) -> None:
    """Send a message.

    Raises:
        OSError: If nobody reads any more.
    """
    told = json.dumps(message.told).encode()
    pipe.write(_SIZES.pack(len(told), len(message.payload)) + told + message.payload)
    pipe.flush()


def read_message(pipe: IO[bytes]) -> Message | None:
    """Wait for the next message; None if the other process is gone."""
    sizes = pipe.read(_SIZES.size)
    if len(sizes) < _SIZES.size:
        return None
    of_told, of_payload = _SIZES.unpack(sizes)
    content = pipe.read(of_told + of_payload)
    if len(content) < of_told + of_payload:
        return None
    return Message(json.loads(content[:of_told]), content[of_told:])
