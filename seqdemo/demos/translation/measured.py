"""Quality on the test sentences: BLEU by direction, and by length."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from seqdemo.core.card_file import CheckpointError

FILE = "measured.json"


@dataclass(frozen=True)
class LengthGroup:
    """Sentences of like length.

    Attributes:
        words: Of a source, on average.
        sentences: How many there are.
        bleu: Corpus BLEU of their translations, 0..100, with capitals.
        joined: Captions that each of them is made of, one behind the other.
    """

    words: float
    sentences: int
    bleu: float
    joined: int


@dataclass(frozen=True)
class Measured:
    """What a network reached.

    Attributes:
        split: On which sentences.
        sentences: How many.
        directions: Name of a direction -> figures, as `evaluation.compare` names them.
        lengths: Name of a direction -> groups of sentences, shortest first.
    """

    split: str
    sentences: int
    directions: Mapping[str, Mapping[str, Any]]
    lengths: Mapping[str, tuple[LengthGroup, ...]]


def measured_bytes(found: Measured) -> bytes:
    """The file `FILE`."""
    return (json.dumps(asdict(found)) + "\n").encode()


def load(file: Path) -> Measured:
    """What `measured_bytes` wrote.

    Raises:
        CheckpointError: If the file is missing or damaged.
    """
    try:
        data: dict[str, Any] = json.loads(file.read_text("utf-8"))
        lengths = {
            way: tuple(LengthGroup(**group) for group in groups)
            for way, groups in data["lengths"].items()
        }
        return Measured(data["split"], data["sentences"], data["directions"], lengths)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        name = "/".join(file.parts[-4:])
        raise CheckpointError(f"{name} is missing or cannot be read: {error}") from error
