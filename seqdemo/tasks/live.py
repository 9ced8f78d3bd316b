"""Live networks of the process in which the app runs.

Importing this module does not import torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # the menu does not wait for NumPy
    from seqdemo.tasks.protocols import Explorable

    class LiveNetwork(Explorable, Protocol):
        """Networks that are not loaded from files, and may change while one looks."""

        def live_model(self, network: str) -> Any:
            """A network as it stands, ready to be given to the methods of `Explorable`."""
            ...

        def refresh(self) -> bool:
            """Take the weights that the networks have now; whether they are other ones."""
            ...


_THERE: dict[str, LiveNetwork] = {}


def live_networks() -> Mapping[str, LiveNetwork]:
    """All of them, by name; none in an ordinary server."""
    return _THERE


def begin_live(name: str, side: LiveNetwork) -> None:
    """Let the explorer of this process show networks under a name."""
    _THERE[name] = side


def end_live(name: str) -> None:
    """No longer show them."""
    _THERE.pop(name, None)
