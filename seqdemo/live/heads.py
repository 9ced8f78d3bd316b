"""Head of a network: what makes logits of the top layer's states."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, TypeAlias

import torch
from torch import Tensor, nn

Head: TypeAlias = str | nn.Module | Callable[[nn.Module, Tensor], Tensor]
"""Name of a part of the model, the part itself, or a function of model and states (N, H)."""


def head_of(
    model: nn.Module, copied: nn.Module, head: Head | None
) -> Callable[[Tensor], Tensor] | None:
    """The head, of the copy.

    Args:
        model: The network.
        copied: Its copy.
        head: How the reader named it; None if they did not.

    Raises:
        ValueError: If the network has no part of that name.
    """
    if isinstance(head, nn.Module):
        names = [name for name, part in model.named_modules() if part is head]
        own = copied.get_submodule(names[0]) if names else copy.deepcopy(head)
        return own.cpu().float().eval()
    if isinstance(head, str):
        return named_part(copied, head)
    if head is None:
        return None
    asked = head
    return lambda states: asked(copied, states)


def named_part(model: nn.Module, name: str) -> nn.Module:
    """A part of a network by its name; "" is the network itself.

    Raises:
        ValueError: If the network has no part of that name.
    """
    try:
        return model.get_submodule(name)
    except AttributeError as error:
        raise ValueError(f"this {type(model).__name__} has no part {name!r}") from error


def linear_head(model: nn.Module, states: Tensor, output: Any) -> nn.Linear | None:
    """The only linear layer whose answers to the states, or to the last, are the output."""
    parts = output if isinstance(output, tuple | list) else (output,)
    flat = next((one for one in parts if isinstance(one, Tensor) and one.dim()), None)
    if flat is None:
        return None
    fits = [
        part
        for part in model.modules()
        if isinstance(part, nn.Linear)
        and part.in_features == states.shape[1]
        and part.out_features == flat.shape[-1]
        and _holds(flat.reshape(-1, flat.shape[-1]), part(states[-1]))
    ]
    return fits[0] if len(fits) == 1 else None


def _holds(rows: Tensor, row: Tensor) -> bool:
    return bool(torch.isclose(rows, row, rtol=1e-3, atol=1e-4).all(1).any())
