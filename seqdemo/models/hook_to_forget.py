"""Forward hook that leaves no trace, not even in copies of its module."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any, TypeAlias

from torch import nn

Heard: TypeAlias = Callable[[tuple[Any, ...], Any, Any], None]
"""What is told of a call: its arguments, those that were named, and the answer."""


class HookToForget:
    """Hears a module, and not the copies of it that are made meanwhile.

    Args:
        module: Whose calls are heard.
        heard: Is told of them.
    """

    def __init__(self, module: nn.Module, heard: Heard) -> None:
        self._module, self._heard = module, heard
        self._copies: list[MutableMapping[int, Any]] = []
        self._handle = module.register_forward_hook(self, with_kwargs=True)

    def __call__(self, module: nn.Module, args: tuple[Any, ...], kwargs: Any, output: Any) -> None:
        """Tell of a call of the module itself."""
        if module is self._module:
            self._heard(args, kwargs, output)

    def __deepcopy__(self, copies: MutableMapping[int, Any]) -> HookToForget:
        """Go along as it is: the copy that is being made is found in `copies` afterwards."""
        self._copies.append(copies)
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """A file that is written meanwhile holds a hook that hears nothing."""
        return _deaf, ()

    def forget(self) -> None:
        """Leave the module and every copy as if nobody had listened."""
        self._handle.remove()
        for copies in self._copies:
            copy = copies.get(id(self._module))
            if copy is not None:
                copy._forward_hooks.pop(self._handle.id, None)
                copy._forward_hooks_with_kwargs.pop(self._handle.id, None)
        self._copies.clear()


def _deaf() -> Callable[..., None]:
    return _nothing


def _nothing(*_: Any) -> None:
    """Hear nothing."""
