"""Many texts written side by side with units held, and their outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from seqdemo.analysis.text_outcomes import Fingerprints, Outcome, fingerprints, text_outcomes
from seqdemo.core.sampling import Sampling, surprise
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.tasks.causes import TEMPERATURE, WriteMany, Written

if TYPE_CHECKING:
    from seqdemo.models.pen.eight_bits import Steps

WORDS = "words.npy"
"""File of the fingerprints of all words that the networks learned from; beside the LSTM's weights,
as all of them learned from the same text."""


def words_bytes(text: str) -> bytes:
    """Fingerprints of the words of a text as the file `WORDS`."""
    from io import BytesIO

    file = BytesIO()
    np.save(file, fingerprints(text), allow_pickle=False)
    return file.getvalue()


def known_words(folder: Path) -> Fingerprints | None:
    """The fingerprints in a folder; None where there are none, or they are damaged."""
    try:
        found: Fingerprints = np.load(folder / WORDS, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return found if found.dtype == np.uint32 and found.ndim == 1 else None


def outcomes(folder: Path) -> Mapping[str, Outcome]:
    """What can be measured on a text, by name."""
    return text_outcomes(known_words(folder))


def write_many(network: Steps, vocabulary: Vocabulary, asked: WriteMany) -> list[Written]:
    """The texts, in order of their seeds; see `HasCauses`."""
    from seqdemo.models.pen.sampled_texts import SampledTexts

    opening = vocabulary.encode(asked.opening)
    length = vocabulary.encode(asked.read) if asked.read else asked.length
    how = Sampling(temperature=TEMPERATURE)
    texts = SampledTexts(network, opening, length, asked.seeds, asked.held, how).finish()
    first = len(opening)
    return [
        Written(
            vocabulary.decode(symbols[first:]), surprise(logits[first - 1 : -1], symbols[first:])
        )
        for symbols, logits in zip(texts.symbols, texts.logits, strict=True)
    ]
