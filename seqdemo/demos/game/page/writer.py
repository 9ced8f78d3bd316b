"""What the Shakespeare writer expects, and writes, for the game."""

from __future__ import annotations

import numpy as np
import streamlit as st

from seqdemo.app import networks
from seqdemo.core.sampling import Sampling
from seqdemo.demos.game.alphabet import chances_of
from seqdemo.demos.game.lines import Covered, covered
from seqdemo.tasks.protocols import HasInterventions
from seqdemo.tasks.registry import explorables

WRITER, NETWORK = "shakespeare", "lstm"
START = "\n"
"""Read before a text: every speech of the writer's own text follows a new line."""

TEMPERATURE = 0.8
SHOWN = 90
"""Characters of a written text that are shown before the covered ones, at most."""


def readable(text: str) -> str:
    """What the writer can read of a text, on one line."""
    return " ".join(explorables()[WRITER].readable(text).split())


def unread(text: str) -> str:
    """What of a text the writer leaves out, or reads as something else; "" if nothing is."""
    return explorables()[WRITER].unread(" ".join(text.split()))


@st.cache_data(max_entries=256, show_spinner=False)
def written(seed: int) -> Covered:
    """A text that the writer has written from a seed, with a place to guess at.

    Raises:
        CheckpointError: If its files are missing or damaged.
    """
    side = explorables()[WRITER]
    assert isinstance(side, HasInterventions)
    sampling = Sampling(TEMPERATURE, seed=seed)
    trace = side.intervene(networks.thinking(WRITER, NETWORK), START, (), "", sampling)
    text = "".join(trace.inputs).strip()
    where = np.random.default_rng(seed).random()
    found = covered(text, 0.3 + 0.7 * float(where))
    first = text.rfind(" ", 0, max(1, found.start - SHOWN)) + 1
    return Covered(text[first:], found.start - first)


@st.cache_data(max_entries=512, show_spinner=False)
def expected(text: str, start: int, count: int) -> list[dict[str, float]]:
    """The writer's probabilities of letters at `count` places of a text from `start` on.

    Raises:
        CheckpointError: If its files are missing or damaged.
    """
    trace = explorables()[WRITER].read(networks.thinking(WRITER, NETWORK), START + text)
    assert trace.logits is not None
    rows = trace.logits[start : start + count].astype(np.float64)  # row t foresees character t
    shares = np.exp(rows - rows.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    return [chances_of(trace.classes, row) for row in shares]
