"""Flickr8k: photos with five captions each.

Hodosh, Young and Hockenmaier, "Framing Image Description as a Ranking Task: Data, Models and
Evaluation Metrics", JAIR 2013. A folder of it holds images/, captions.txt and a list of photos for
each split: train.txt, dev.txt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.captioner.words import BOS, EOS, PAD, numbers_of

CAPTIONS_FILE = "captions.txt"
OTHER_NAMES = {"valid": "dev"}
"""What the data set calls a split that every demo has."""

LONGEST = 17
"""Words of a training caption; 2 % are longer, and only their beginning is learned."""


@dataclass(frozen=True)
class Split:
    """Photos of one split, in the order of its list.

    Attributes:
        folder: Of the data set.
        names: File names of N photos.
        captions: Of each photo, as people wrote them.
    """

    folder: Path
    names: tuple[str, ...]
    captions: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.names)

    def photo(self, number: int) -> Image.Image:
        """One photo, as the file holds it, RGB.

        Raises:
            OSError: If the file is missing or damaged; the message names it.
        """
        path = self.folder / "images" / self.names[number]
        try:
            with Image.open(path) as image:
                return image.convert("RGB")
        except OSError as error:
            raise OSError(f"{path} cannot be read: {error}") from error


def checked(folder: Path | None) -> Path:
    """The folder, if it holds the data set.

    Raises:
        FileNotFoundError: If it does not; the message says what is wanted.
    """
    if folder is None or not (folder / CAPTIONS_FILE).is_file():
        where = "" if folder is None else f" in {folder}"
        raise FileNotFoundError(
            f"no {CAPTIONS_FILE}{where}: name a folder that holds Flickr8k "
            "(images/, captions.txt, train.txt, dev.txt) with --data"
        )
    return folder


def split_file(folder: Path, name: str) -> Path:
    """The list of a split's photos; `valid` is what Flickr8k calls `dev`.

    Raises:
        ValueError: If there is none; the message lists those there are.
    """
    inside = Path(name).name == name
    for each in (name, OTHER_NAMES.get(name, name)):
        path = folder / f"{each}.txt"
        if inside and path.is_file() and path.name != CAPTIONS_FILE:
            return path
    there = sorted(path.stem for path in folder.glob("*.txt") if path.name != CAPTIONS_FILE)
    raise ValueError(f"no split is called {name!r}; there are: {', '.join(there) or 'none'}")


def read_split(folder: Path | None, name: str) -> Split:
    """Names and captions of a split.

    Raises:
        FileNotFoundError: If the data set is not at hand.
        ValueError: If there is no such split, or one of its photos has no caption.
    """
    folder = checked(folder)
    list_file = split_file(folder, name)
    names = tuple(line.strip() for line in _lines(list_file) if line.strip())
    if not names:
        raise ValueError(f"{list_file} names no photo")
    captions = _captions(folder / CAPTIONS_FILE)
    missing = next((each for each in names if each not in captions), None)
    if missing:
        raise ValueError(f"{missing} of {name} has no caption in {CAPTIONS_FILE}")
    return Split(folder, names, tuple(tuple(captions[each]) for each in names))


def _captions(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for number, line in enumerate(_lines(path), start=1):
        name, tab, caption = line.partition("\t")
        if line.strip() and not (tab and caption.strip()):
            wrong = "no caption after the tab" if tab else "no tab between photo and caption"
            raise ValueError(f"{wrong} in line {number} of {path}: {line[:60]!r}")
        if tab:
            found.setdefault(name.partition("#")[0], []).append(caption)
    return found


def _lines(path: Path) -> list[str]:
    """Lines of a text; only a newline ends one, and a byte order mark is none of it.

    Raises:
        ValueError: If it is not UTF-8.
    """
    try:
        return [line.rstrip("\r") for line in path.read_text("utf-8-sig").split("\n")]
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is no text in UTF-8: {error}") from error


def padded(captions: Sequence[Sequence[int]]) -> Tensor:
    """Captions as one tensor, (C, 2 + LONGEST): BOS, words, EOS, then PAD.

    Of a caption that is too long the end, EOS too, is left out.
    """
    rows = torch.full((len(captions), LONGEST + 2), PAD)
    for row, caption in zip(rows, captions, strict=True):
        whole = [BOS, *caption, EOS][: LONGEST + 1]
        row[: len(whole)] = torch.tensor(whole)
    return rows


def caption_tensor(split: Split, vocabulary: Vocabulary) -> Tensor:
    """The captions of all photos as numbers, (N, 5, 2 + LONGEST), long."""
    return torch.stack(
        [padded([numbers_of(c, vocabulary) for c in captions]) for captions in split.captions]
    )


def whole_captions(split: Split, vocabulary: Vocabulary) -> Tensor:
    """The captions of all photos as numbers with EOS, however long, then PAD, (N, R, T), long."""
    photos = [[[*numbers_of(c, vocabulary), EOS] for c in captions] for captions in split.captions]
    most, longest = max(map(len, photos)), max(len(c) for captions in photos for c in captions)
    found = torch.full((len(photos), most, longest), PAD)
    for rows, captions in zip(found, photos, strict=True):
        for row, caption in zip(rows, captions, strict=False):
            row[: len(caption)] = torch.tensor(caption)
    return found


def pixels(photo: Image.Image) -> Tensor:
    """An RGB photo as the encoder takes it, (3, height, width), uint8."""
    return torch.from_numpy(np.array(photo)).permute(2, 0, 1).contiguous()
