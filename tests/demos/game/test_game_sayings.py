"""What the guessing game says of the LSTM, the lines and the score."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import torch
from sayings import Sayings, each, holds_where_it_is_said, network, said
from torch.nn.utils.rnn import pad_sequence

from seqdemo.analysis.guesses import Named
from seqdemo.core.sampling import Sampling, surprise
from seqdemo.demos.game.alphabet import FREQUENCIES
from seqdemo.demos.game.lines import LINES
from seqdemo.demos.game.scoring import SHARES, played
from seqdemo.demos.shakespeare.query import Write
from seqdemo.demos.shakespeare.task import TASK

PLAYS = Path(os.environ.get("SEQDEMO_DATA", "data")) / "shakespeare" / "input.txt"
SHOWN = 24
"""Letters that stand before the first gap."""


@cache
def bits(lines: tuple[str, ...]) -> float:
    """Mean surprise of the LSTM at letters of lines, from where gaps begin."""
    writer = network("shakespeare", "lstm")
    numbers = [torch.from_numpy(TASK.known(writer).encode(line)) for line in lines]
    with torch.inference_mode():
        logits = writer(pad_sequence(numbers, batch_first=True))[0].numpy()
    found = [
        surprise(row[: len(line) - 1], line[1:].numpy())[SHOWN:]
        for row, line in zip(logits, numbers, strict=True)
    ]
    return float(np.concatenate(found).mean())


def its_own_text_favours_it() -> bool:
    """Drawn at temperature 0.8, a letter surprises it by a quarter less than one of the lines."""
    written = []
    for seed in (3, 4, 5):
        asked = Write("KING HENRY:\n", 300, "lstm", Sampling(temperature=0.8, seed=seed))
        text = "".join(TASK.trace(network("shakespeare", "lstm"), asked).inputs)
        written += [line for line in text.split("\n")[1:] if len(line) > 40]
    return 0.65 < bits(tuple(written)) / bits(LINES) < 0.85


def honesty_pays() -> bool:
    """Of letters that come as often as one says, no other share costs less on average."""
    even = dict.fromkeys(FREQUENCIES, 1 / len(FREQUENCIES))
    rest = {one: share for one, share in FREQUENCIES.items() if one != "e"}
    for truth in SHARES:
        costs = []
        for claimed in SHARES:
            hit = played("e", Named("e", claimed), even).you
            missed = [played(one, Named("e", claimed), even).you for one in rest]
            wrong = np.average(missed, weights=list(rest.values()))
            costs.append(truth * hit + (1 - truth) * wrong)
        if int(np.argmin(costs)) != SHARES.index(truth):
            return False
    return True


SAYINGS: Sayings = (
    ("surprises it a quarter less", its_own_text_favours_it),
    ("on average nothing pays but to say how sure you really are", honesty_pays),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/game", words, holds)


@pytest.mark.skipif(not PLAYS.exists(), reason="the plays are not at hand")
def test_the_lines_are_in_no_play_and_as_surprising_as_lines_that_it_has_not_read() -> None:
    page, plays = said("demos/game"), PLAYS.read_text("utf-8")
    assert "no network has read them" in page and "about as much as lines of Shakespeare's" in page
    unread = [line for line in plays[len(plays) * 9 // 10 :].split("\n") if len(line) > 45][:60]
    assert bits(LINES) == pytest.approx(bits(tuple(unread)), rel=0.15)
    for line in LINES:
        words = line.lower().split()
        fives = (" ".join(words[n : n + 5]) for n in range(len(words) - 4))
        assert not any(five in plays.lower() for five in fives), line
