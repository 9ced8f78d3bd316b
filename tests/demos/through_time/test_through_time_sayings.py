"""What the page "Back through time" says, tried on the Shakespeare writer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from sayings import Sayings, each, holds_where_it_is_said, network

from seqdemo.demos.shakespeare.task import TASK
from seqdemo.demos.through_time.back import Pass, through_time, weights_of
from seqdemo.demos.through_time.back import updated as moved


def writer() -> Any:
    return network("shakespeare", "lstm")


def passed(text: str, window: int) -> Pass:
    numbers = [int(n) for n in TASK.known(writer()).encode(text)]
    return through_time(writer(), weights_of(writer()), numbers, window)


def no_step_hears_beyond_the_cut() -> bool:
    """Another last letter to foresee changes what the first steps add, unless the chain is cut."""
    changed = {}
    for window in (3, 9):
        one, two = (passed(text, window).adds for text in ("to be o", "to be q"))
        changed[window] = not np.allclose(one[:3], two[:3], rtol=1e-5)
    return changed == {3: False, 9: True}


def the_last_state_touches_its_own_loss_alone() -> bool:
    """With that loss as good as 0, next to nothing reaches it; the others keep what they had."""
    one, two = (passed(text, 9) for text in ("to be o", "to be q"))
    return one.own[:-1] == two.own[:-1] and one.own[-1] != two.own[-1]


def a_word_s_loss_is_the_sum() -> bool:
    found = passed("to be or", 9)
    return np.allclose(found.losses, -np.log(found.chances), atol=1e-4) and len(found.losses) == 7


def against_the_gradient_the_loss_falls_and_along_it_rises() -> bool:
    weights, found = weights_of(writer()), passed("to be or", 9)
    numbers = [int(n) for n in TASK.known(writer()).encode("to be or")]
    sums = [
        sum(through_time(writer(), moved(weights, found.gradients, rate), numbers, 9).losses)
        for rate in (0.01, -0.01)
    ]
    return sums[0] < sum(found.losses) < sums[1]


def added_the_other_way_a_step_makes_the_sum_shorter() -> bool:
    """Lengths are an upper bound, reached where one step adds nearly all."""
    one, most = passed("ROMEO:", 9), passed("to be or", 9)
    return 0.95 * sum(one.adds) < one.total < sum(one.adds) and most.total < sum(most.adds) / 2


def u_leads_from_state_to_state() -> bool:
    """The first step, before which there is no state, adds nothing to it; every other does."""
    adds = passed("to be or", 9).adds
    return adds[0] == 0 < min(adds[1:])


SAYINGS: Sayings = (
    ("U are the weights from one state to the next", u_leads_from_state_to_state),
    (
        "the sum is shorter than all of them in a row",
        added_the_other_way_a_step_makes_the_sum_shorter,
    ),
    ("but no step hears what it did to letters", no_step_hears_beyond_the_cut),
    ("The last state touches only its own loss", the_last_state_touches_its_own_loss_alone),
    ("The losses are added", a_word_s_loss_is_the_sum),
    (
        "Every weight moves a little against its gradient",
        against_the_gradient_the_loss_falls_and_along_it_rises,
    ),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/through_time", words, holds)
