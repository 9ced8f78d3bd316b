"""Keep what is made of a network's weights until they change."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from torch import nn

M = TypeVar("M", bound=nn.Module)
T = TypeVar("T")


def until_changed(make: Callable[[M], T]) -> Callable[[M], T]:
    """Make it once for each network, and anew when one of its weights has been changed in place.

    Args:
        make: Makes it of a network; kept as long as the network is.
    """
    kept: WeakKeyDictionary[M, tuple[int, T]] = WeakKeyDictionary()

    @wraps(make)
    def made(network: M) -> T:
        version = sum(weight._version for weight in network.parameters())
        found = kept.get(network)
        if found is None or found[0] != version:
            found = kept[network] = version, make(network)
        return found[1]

    return made
