"""Effects of words on the mood, as they are shown and shipped."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from seqdemo.core.card_file import CheckpointError
from seqdemo.core.trace import FloatArray


@dataclass(frozen=True, eq=False)
class Influence:
    """What each of T words does to the mood in the end; moods lie between -1 and +1.

    Attributes:
        ablation: By how much the last mood is higher than without the word, (T,).
        gradient: Gradient times input of the last logit, (T,), nats: what the word adds as far as
            the network is linear there.
    """

    ablation: FloatArray
    gradient: FloatArray


@dataclass(frozen=True, eq=False)
class WhatIf:
    """The last mood if one word were treated otherwise.

    Attributes:
        at: Number of the word, from 0.
        without: Mood without it.
        unknown: Mood with a word in its place that the network does not know.
        moved: Mood with the word at each of the T places, all others in order, (T,).
    """

    at: int
    without: float
    unknown: float
    moved: FloatArray


def effects_bytes(influence: Influence, what_if: WhatIf) -> bytes:
    """Both as a .npz."""
    file = io.BytesIO()
    np.savez(file, **asdict(influence), **asdict(what_if))
    return file.getvalue()


def load_effects(path: Path) -> tuple[Influence, WhatIf]:
    """What `effects_bytes` wrote.

    Raises:
        CheckpointError: If the file is missing or damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            found = dict(file)
        return (
            Influence(found["ablation"], found["gradient"]),
            WhatIf(
                int(found["at"]), float(found["without"]), float(found["unknown"]), found["moved"]
            ),
        )
    except (OSError, ValueError, KeyError) as error:
        name = "/".join(path.parts[-4:])
        raise CheckpointError(f"{name} cannot be read: {error}") from error
