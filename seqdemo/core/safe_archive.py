"""Validate an untrusted .npz before unpacking it.

A few kilobytes can claim to be terabytes: a zip of a million empty files, a header that speaks of
2^60 numbers, a compression that unpacks without a limit. Each is refused by what it claims, and
what it claims is also all that will be read.
"""

from __future__ import annotations

import struct
import zipfile
from math import prod
from pathlib import Path
from typing import IO, BinaryIO

import numpy as np

MAX_LISTING = 1 << 20
"""Bytes of a zip's table of contents; that of a trace has a hundred for each array."""

MAX_TEXT = 1 << 26
"""Bytes of all labels and names together, as NumPy stores text: 4 for each character."""

KNOWN = ("f2", "f4")
"""Numbers a trace is made of: 16 and 32 bits."""

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def check_archive(file: Path | BinaryIO, most: int) -> None:
    """Hold an archive of arrays to what a trace can be, without unpacking it.

    Args:
        file: Where; a stream is left at its beginning.
        most: Bytes that all arrays may take in memory.

    Raises:
        ValueError: If it is no zip, too large, or holds anything but plain arrays; a sentence.
    """
    if isinstance(file, Path):
        with file.open("rb") as stream:
            _check(stream, most)
    else:
        _check(file, most)
        file.seek(0)


def is_beside(name: str) -> bool:
    """Whether an entry is none of the arrays but what macOS adds: .DS_Store, __MACOSX/."""
    return any(part == "__MACOSX" or part.startswith(".") for part in name.split("/"))


def _check(stream: IO[bytes], most: int) -> None:
    _check_listing(stream)
    with zipfile.ZipFile(stream) as archive:
        entries = archive.infolist()
        size = sum(entry.file_size for entry in entries)
        if size > most:
            raise ValueError(f"it unpacks to {size:,} bytes; at most {most:,} are read")
        if len({entry.filename for entry in entries}) < len(entries):
            raise ValueError("it holds two arrays of one name")
        for entry in entries:
            if entry.compress_type not in _METHODS or entry.flag_bits & 1:
                raise ValueError(f"it holds {entry.filename[:60]!r}, compressed as no .npz is")
            if is_beside(entry.filename):
                continue
            with archive.open(entry) as member:
                _check_header(member, entry)


def _check_listing(stream: IO[bytes]) -> None:
    """The table of contents must be short: it is read whole."""
    stream.seek(0, 2)
    tail = min(stream.tell(), 1 << 16)
    stream.seek(-tail, 2)
    end = stream.read(tail)
    place = end.rfind(_END)
    stream.seek(0)
    if place < 0 or len(end) < place + 22:
        raise ValueError("it is no .npz: an .npz is a zip of arrays")
    (listing,) = struct.unpack("<L", end[place + 12 : place + 16])
    if listing > MAX_LISTING or _END_64 in end[max(0, place - 20) : place]:
        raise ValueError("it holds far more arrays than a trace has")


def _check_header(member: IO[bytes], entry: zipfile.ZipInfo) -> None:
    """An array must be as long as its header says, and hold plain numbers or text."""
    name = entry.filename.removesuffix(".npy")[:60]
    version = np.lib.format.read_magic(member)
    if version not in ((1, 0), (2, 0)):
        raise ValueError(f"{name} is an array of format {version}, not (1, 0) or (2, 0)")
    read = np.lib.format.read_array_header_1_0
    read = read if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, kind = read(member)
    if kind.hasobject:
        raise ValueError(f"{name} holds Object arrays: pickles are never opened")
    if kind.kind == "U":
        if shape != () or kind.itemsize > MAX_TEXT:
            raise ValueError(f"{name} is not one short text")
    elif kind.str[1:] not in KNOWN:
        raise ValueError(f"{name} is {kind}, expected float32")
    claimed = prod(shape) * kind.itemsize
    there = entry.file_size - member.tell()
    if claimed != there:
        raise ValueError(f"{name} claims {claimed:,} bytes and has {there:,}")
