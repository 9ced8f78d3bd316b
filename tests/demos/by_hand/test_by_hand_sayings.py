"""What the page "A network by hand" says of a state, tried on PyTorch's cells of one unit."""

from __future__ import annotations

from collections.abc import Callable

import torch
from sayings import Sayings, each, holds_where_it_is_said


def numbers_handed_on(kind: type[torch.nn.RNNBase]) -> int:
    """How many numbers lead to the same next state, whatever was read before them.

    Each of them must count: with it wiped, the next state is another one.
    """
    torch.manual_seed(2)
    network = kind(1, 1, batch_first=True)
    letters = torch.tensor([[[1.0], [0.0], [1.0], [1.0], [0.0]]])
    with torch.inference_mode():
        whole, _ = network(letters)
        _, state = network(letters[:, :2])
        parts = list(state) if isinstance(state, tuple) else [state]

        def following(given: list[torch.Tensor]) -> torch.Tensor:
            begun = tuple(given) if len(given) > 1 else given[0]
            return network(letters[:, 2:3], begun)[0][0, -1]

        assert torch.allclose(following(parts), whole[0, 2], atol=1e-6)
        wiped = [[p * (n != k) for n, p in enumerate(parts)] for k in range(len(parts))]
        assert not any(torch.allclose(following(one), whole[0, 2], atol=1e-4) for one in wiped)
    return sum(part.numel() for part in parts)


def one_number_a_unit_and_two_in_an_lstm() -> bool:
    kinds = (torch.nn.RNN, torch.nn.GRU, torch.nn.LSTM)
    return [numbers_handed_on(kind) for kind in kinds] == [1, 1, 2]


SAYINGS: Sayings = (
    (
        "one number for each unit (two in an LSTM), and it is all the network knows",
        one_number_a_unit_and_two_in_an_lstm,
    ),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/by_hand", words, holds)
