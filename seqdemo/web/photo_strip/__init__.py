"""A strip of thumbnails to choose a photo from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from seqdemo.web.bridge import component
from seqdemo.web.messages import Listener
from seqdemo.web.packing import embedded

_mount = component("photo_strip", Path(__file__).parent)


class Thumbnail(Protocol):
    """A photo that can be chosen."""

    @property
    def key(self) -> str:
        """Tells it from others."""

    @property
    def name(self) -> str:
        """What it is called, for visitors."""

    @property
    def thumb(self) -> bytes:
        """A small JPEG of it."""

    @property
    def uploaded(self) -> bool:
        """Whether it is the visitor's own, and can be forgotten."""


def photo_strip(
    photos: Sequence[Thumbnail],
    *,
    chosen: str | None,
    origins: Mapping[str, str],
    notes: Sequence[str],
    key: str,
    on_act: Listener,
) -> None:
    """Show thumbnails, and sentences about files below them.

    Args:
        photos: What can be chosen, in order.
        chosen: Key of the one that is.
        origins: Key -> who took it and its licence, for samples.
        notes: What to say about files, as plain text.
        key: Names the component in the session.
        on_act: Gets {"do": "choose" | "remove", "key": ...}.
    """
    data = {
        "photos": [_thumbnail(photo, origins.get(photo.key, "")) for photo in photos],
        "chosen": chosen,
        "notes": list(notes),
    }
    _mount(key=key, data=data, listeners={"act": on_act})


def _thumbnail(photo: Thumbnail, origin: str) -> dict[str, Any]:
    return {
        "key": photo.key,
        "name": photo.name,
        "picture": embedded(photo.thumb),
        "origin": origin,
        "own": photo.uploaded,
    }
