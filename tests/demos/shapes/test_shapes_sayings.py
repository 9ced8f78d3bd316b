"""What the map of shapes says of its networks beside their numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from sayings import Sayings, each, holds_where_it_is_said, network

from seqdemo.demos.sentiment.query import Judge
from seqdemo.demos.sentiment.task import TASK as MOODS
from seqdemo.demos.shakespeare.task import TASK as PLAYS
from seqdemo.demos.shapes.query import Read
from seqdemo.demos.shapes.task import SIZES, TASK


def writer(stack: str) -> Any:
    return network("shapes", stack)


def one_layer_feeds_the_next() -> bool:
    """The second layer, given the first one's states and nothing else, has the states shown."""
    layers = TASK.trace(writer("three"), Read("The king is dead")).layers
    fused = writer("three").recurrent.fused
    for depth in (1, 2):
        alone = torch.nn.GRU(64, 64, batch_first=True)
        alone.load_state_dict(
            {
                f"{n}_l0": getattr(fused, f"{n}_l{depth}").data
                for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            }
        )
        with torch.inference_mode():
            states, _ = alone(torch.from_numpy(layers[depth - 1].hidden)[None])
        if not np.allclose(states[0], layers[depth].hidden, atol=1e-4):
            return False
    return True


def all_read_as_much() -> bool:
    recipes = [TASK.card(stack)["recipe"] for stack in SIZES]
    read = {(one["max_steps"], one["batch_size"]) for one in recipes}
    return len(read) == 1 and len({TASK.card(stack)["data"] for stack in SIZES}) == 1


def more_letters_need_no_more_weights() -> bool:
    """Every step is the same function of letter and state: the rest can be read from any state."""
    fused = writer("one").recurrent.fused
    letters = torch.randn(1, 300, fused.input_size, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        whole, _ = fused(letters)
        state, steps = None, []
        for t in range(300):
            step, state = fused(letters[:, t : t + 1], state)
            steps.append(step)
    count = sum(p.numel() for p in writer("one").parameters())
    return bool(torch.allclose(torch.cat(steps, 1), whole, atol=1e-4)) and (
        count == TASK.card("one")["parameters"]
    )


def large_writers_are_far_better() -> bool:
    small = min(TASK.card(stack)["metrics"]["bits_per_char"] for stack in SIZES)
    return all(
        PLAYS.card(cell)["metrics"]["bits_per_char"] < small - 0.2 for cell in ("lstm", "gru")
    )


def only_the_last_mood_counts() -> bool:
    """The same words but the last give other moods on the way to the same end of the box."""
    model = network("sentiment", "gru")
    moods = MOODS.predict(model, Judge("not bad at all")).values
    shorter = MOODS.predict(model, Judge("not bad")).values
    return np.allclose(moods[:2], shorter, atol=1e-4) and abs(moods[-1] - moods[0]) > 0.1


SAYINGS: Sayings = (
    ("The states of one layer are the inputs of the next", one_layer_feeds_the_next),
    ("all read the same text as often", all_read_as_much),
    ("there are more states, but not one more weight", more_letters_need_no_more_weights),
    ("are far better", large_writers_are_far_better),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/shapes", words, holds)


def test_the_box_of_moods_keeps_the_last_output_alone() -> None:
    holds_where_it_is_said("demos/sentiment", "only the last output", only_the_last_mood_counts)
