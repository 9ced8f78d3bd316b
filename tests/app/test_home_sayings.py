"""What the home page says of its picture and of networks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sayings import network

from seqdemo.demos.digit_reader.examples import NETWORK, READY
from seqdemo.demos.digit_reader.query import ReadDigit
from seqdemo.demos.digit_reader.task import TASK as DIGITS
from seqdemo.demos.word_reader.lesson import neat
from seqdemo.demos.word_reader.page.living import living_view
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.demos.word_reader.task import TASK
from seqdemo.handwriting.grids import as_drawing

HOME = " ".join((Path(__file__).resolve().parents[2] / "app.py").read_text("utf-8").split())


def the_picture_is_the_networks_own() -> bool:
    """Read again, its grids give every value that is shown."""
    shown = living_view().trace
    fresh = TASK.trace(
        network("word_reader", "gru"), ReadWord(as_drawing(shown.extras["grids"]), "gru")
    )
    return shown.inputs == fresh.inputs and np.allclose(
        shown.layers[-1].hidden, fresh.layers[-1].hidden, atol=1e-3
    )


def it_mixes_what_it_reads_with_what_it_remembers() -> bool:
    """The same letter leads elsewhere from another state, and another letter from the same."""
    ends = {
        word: TASK.trace(network("word_reader", "gru"), ReadWord(neat(word), "gru"))
        .layers[-1]
        .hidden[-1]
        for word in ("sa", "da", "sd")
    }
    return min(np.abs(ends["sa"] - ends[other]).max() for other in ("da", "sd")) > 0.3


def an_ordinary_one_forgets_at_once() -> bool:
    model, asked = network("digit_reader", NETWORK), ReadDigit(READY["3"])
    before = DIGITS.predict(model, asked)
    DIGITS.predict(model, ReadDigit(READY["8"]))
    return np.array_equal(before, DIGITS.predict(model, asked))


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        (
            "Nothing here is a sketch: these are the network's real values",
            the_picture_is_the_networks_own,
        ),
        (
            'at every step it mixes what it reads now with what it "',
            it_mixes_what_it_reads_with_what_it_remembers,
        ),
        (
            "An ordinary network sees one thing at a time and forgets it at once",
            an_ordinary_one_forgets_at_once,
        ),
    ],
    ids=lambda one: getattr(one, "__name__", "said"),
)
def test_what_the_home_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    assert words in HOME
    assert holds(), words


def test_a_name_is_asked_for_below_the_word_that_is_read() -> None:
    places = [HOME.index(part) for part in ("living_picture()", "naming()", "What goes in")]
    assert places == sorted(places)
