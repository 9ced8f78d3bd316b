"""What all demos' tasks have in common."""

from __future__ import annotations

import pytest
from torch import nn

from seqdemo.tasks.registry import get_task


def test_a_network_that_is_loaded_is_not_given_first_weights_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Orthogonal ones take several times as long as those of the file."""
    drawn: list[object] = []
    monkeypatch.setattr(nn.init, "orthogonal_", drawn.append)
    task = get_task("shakespeare")
    task.load("gru")
    assert drawn == []
    task.model("gru")
    assert len(drawn) == 2 * 3, "three gates of two layers"


@pytest.mark.parametrize("name", ["nope", "../sentiment/gru", "GRU"])
def test_a_network_that_is_none_is_answered_with_those_there_are(name: str) -> None:
    task = get_task("word_reader")
    for ask in (task.load, task.card):
        with pytest.raises(ValueError, match=r"no network is called .*; there are: gru, lstm, rnn"):
            ask(name)
