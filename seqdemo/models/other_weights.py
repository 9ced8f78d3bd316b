"""Call a network with other weights while others use it.

`torch.func.functional_call` puts the weights into the network for the time of the call, where other
threads would compute with them, and a fused layer keeps them until it is called again.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, TypeVar

from torch import Tensor, nn
from torch.func import functional_call

M = TypeVar("M", bound=nn.Module)


def call_with(network: nn.Module, weights: Mapping[str, Tensor], *given: Any) -> Any:
    """What a network answers with other weights; it is itself left alone.

    Args:
        network: Its own weights count where none are given.
        weights: By their names in it.
        given: What it is called with.
    """
    return functional_call(modules_apart(network), dict(weights), given)


def modules_apart(network: M) -> M:
    """Copy the modules of a network, which share its weights."""
    shared = {id(one): one for one in (*network.parameters(), *network.buffers())}
    return copy.deepcopy(network, dict(shared))
