"""PreparedPhoto: network input, display and thumbnail.

The file itself is not kept: a session holds a few hundred kilobytes a photo, whatever came in.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

from seqdemo.core.file_name import shown_file_name
from seqdemo.demos.captioner.photo import open_photo, squashed

SHOWN = 960
"""Pixels of the longer side of what people see."""

THUMB = 120


@dataclass(frozen=True)
class PreparedPhoto:
    """A photo ready to be described and shown.

    Attributes:
        key: Names it in the session; a sample's name, or a hash of an upload.
        name: For people.
        seen: What the network sees, squashed to a square: a PNG.
        shown: What people see, in its own shape: a JPEG without metadata.
        thumb: Small, in its own shape: a JPEG.
        size: Width and height of the photo as it was opened, pixels.
        uploaded: Whether a visitor brought it.
    """

    key: str
    name: str
    seen: bytes = field(repr=False)
    shown: bytes = field(repr=False)
    thumb: bytes = field(repr=False)
    size: tuple[int, int]
    uploaded: bool


def prepare(file: bytes, name: str, *, key: str | None = None) -> PreparedPhoto:
    """Open a photo and make what the page needs of it.

    Args:
        file: As uploaded.
        name: Of the file, for people.
        key: Of a sample; uploads are named by what the network sees.

    Raises:
        PhotoError: If it is no photo that can be shown; the message is for the visitor.
    """
    photo = open_photo(file)
    seen = _saved(squashed(photo), "PNG")
    return PreparedPhoto(
        key=key or "u" + hashlib.sha256(seen).hexdigest()[:12],
        name=shown_file_name(name, "photo"),
        seen=seen,
        shown=_saved(_within(photo, SHOWN), "JPEG"),
        thumb=_saved(_within(photo, THUMB), "JPEG"),
        size=photo.size,
        uploaded=key is None,
    )


def _within(photo: Image.Image, side: int) -> Image.Image:
    """The photo, no larger than a square of this side, in its own shape."""
    scale = side / max(photo.size)
    if scale >= 1:
        return photo
    width, height = (max(1, round(length * scale)) for length in photo.size)
    return photo.resize((width, height), Image.Resampling.LANCZOS)


def _saved(photo: Image.Image, kind: str) -> bytes:
    buffer = BytesIO()
    photo.save(buffer, kind, **({"quality": 88} if kind == "JPEG" else {}))
    return buffer.getvalue()
