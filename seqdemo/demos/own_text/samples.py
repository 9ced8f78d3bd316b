"""Texts to begin with: our own words, or written by a shipped network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import seqdemo.core
from seqdemo.core.card_file import ASSETS
from seqdemo.demos.own_text.text import decoded

CODE = 60_000
"""Characters of this app's own source."""


@dataclass(frozen=True)
class Sample:
    """One text.

    Attributes:
        title: On its button.
        words: What it is, and what to look for.
    """

    title: str
    words: str


SAMPLES: Mapping[str, Sample] = {
    "villages": Sample(
        "villages",
        "520 villages that do not exist: we put them together by chance, from 91 beginnings and 54 "
        "endings. Nobody tells the network about these parts.",
    ),
    "song": Sample(
        "a song",
        "Our own, of under 1,000 characters, with a refrain: so short that a network soon knows "
        "it by heart. Watch the part that is kept back.",
    ),
    "plays": Sample(
        "scenes",
        "Twelve scenes that the LSTM of *Write Shakespeare* wrote, with the seeds 1 to 12: here a "
        "network learns from a network.",
    ),
    "code": Sample(
        "code",
        "60,000 characters of the Python that this app is made of. Indents, brackets and quotes "
        "come first, sense does not come.",
    ),
}


@cache
def sample(name: str) -> str:
    """The text of a sample."""
    if name == "code":
        (folder,) = seqdemo.core.__path__
        files = sorted(Path(folder).glob("*.py"))
        return "\n\n".join(path.read_text("utf-8") for path in files)[:CODE]
    return decoded((ASSETS / "own_text" / f"{name}.txt").read_bytes())


def name_of(text: str) -> str | None:
    """The sample that a text is; None if it is none."""
    return next((name for name in SAMPLES if sample(name) == text), None)
