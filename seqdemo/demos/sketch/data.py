"""Drawings of a data set: offsets with the pen's state, split by split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from seqdemo.demos.sketch.sources import SOURCES, Source
from seqdemo.demos.sketch.things import THINGS

IntArray = npt.NDArray[np.int64]
ShortArray = npt.NDArray[np.int16]

HELD_OUT = {"test": slice(23, 25), "valid": slice(21, 23), "train": slice(0, 21)}
"""Which of a thing's 25 drawings belong to a split, where the file has none."""


@dataclass(frozen=True, eq=False)
class Drawings:
    """N drawings end to end.

    Attributes:
        points: Offsets dx, dy in the data's units and whether the pen is lifted after, (P, 3).
        lengths: Points of each drawing, (N,).
        labels: What each drawing shows, (N,), numbers; zeros where there is one kind.
    """

    points: ShortArray
    lengths: IntArray
    labels: IntArray

    def __len__(self) -> int:
        return len(self.lengths)

    @cached_property
    def starts(self) -> IntArray:
        """Where each drawing begins in `points`, (N,)."""
        return np.cumsum(self.lengths) - self.lengths

    def drawing(self, number: int) -> ShortArray:
        """Points of one drawing, (T, 3)."""
        start = self.starts[number]
        return self.points[start : start + self.lengths[number]]

    def only(self, kept: Sequence[int] | npt.NDArray[np.bool_] | IntArray) -> Drawings:
        """Some of them, by number or by mask."""
        numbers = np.arange(len(self))[np.asarray(kept)]
        lengths = self.lengths[numbers]
        moved = self.starts[numbers] - (np.cumsum(lengths) - lengths)
        points = self.points[np.arange(lengths.sum()) + np.repeat(moved, lengths)]
        return Drawings(points, lengths, self.labels[numbers])

    def offset_scale(self) -> float:
        """Standard deviation of all dx and dy together: what offsets are divided by."""
        return float(self.points[:, :2].astype(np.float64).std())


def read_split(folder: Path | None, name: str, split: str) -> Drawings:
    """Drawings of one split; those over `max_points`, or in the training split too, left out.

    Raises:
        FileNotFoundError: If the data set is not at hand; the message says what is wanted.
        ValueError: If its file is damaged.
    """
    source = SOURCES[name]
    drawings = _read(_path(folder, source), split)
    short = drawings.only(drawings.lengths <= source.max_points)
    if split == "train":
        return short
    known = {_bytes(one) for one in _each(read_split(folder, name, "train"))}
    return short.only([n for n, one in enumerate(_each(short)) if _bytes(one) not in known])


def _path(folder: Path | None, source: Source) -> Path:
    if folder is None or not (folder / source.file).is_file():
        where = "" if folder is None else f" in {folder}"
        raise FileNotFoundError(
            f"no {source.file}{where}: name a folder with the drawings "
            f"({', '.join(s.file for s in SOURCES.values())}) with --data"
        )
    return folder / source.file


def _read(path: Path, split: str) -> Drawings:
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            if "categories" in file:
                if tuple(file["categories"]) != THINGS:
                    raise ValueError("its categories are not those of `things`")
                return _few_of_each(file["points"], file["lengths"], file["label"], split)
            points, lengths = file[f"{split}_points"], file[f"{split}_lengths"]
    except (KeyError, ValueError, OSError, BadZipFile) as error:
        raise ValueError(f"{path.name} is not a file of drawings: {error}") from error
    return Drawings(points, lengths.astype(np.int64), np.zeros(len(lengths), np.int64))


def _few_of_each(points: ShortArray, lengths: IntArray, label: IntArray, split: str) -> Drawings:
    drawings = Drawings(points, lengths.astype(np.int64), label.astype(np.int64))
    of_each = [np.flatnonzero(label == one)[HELD_OUT[split]] for one in np.unique(label)]
    return drawings.only(np.sort(np.concatenate(of_each)))


def _each(drawings: Drawings) -> list[ShortArray]:
    return np.split(drawings.points, drawings.starts[1:])


def _bytes(drawing: ShortArray) -> bytes:
    return np.ascontiguousarray(drawing).tobytes()
