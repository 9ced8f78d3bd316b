"""Save and load weights as safetensors with a card."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, TypeVar

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor, nn

from seqdemo.core.card_file import WEIGHTS, CheckpointError, checked_weights, write_card
from seqdemo.training import eight_bits

M = TypeVar("M", bound=nn.Module)

SHIPPED = torch.float16
"""Precision of the weights that ship."""


def save(
    folder: Path, model: nn.Module, card: dict[str, Any], dtype: torch.dtype = torch.float32
) -> None:
    """Write weights.safetensors and card.json; the card is given the file's size and SHA-256.

    Args:
        folder: Where they go.
        model: The network.
        card: What is known of it.
        dtype: Of the stored weights; int8 keeps matrices in 8 bits with a scale per row.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data = _stored(model, dtype)
    (folder / WEIGHTS).write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    write_card(folder, {**card, "bytes": len(data), "sha256": digest})


def shipped_sha256(model: nn.Module) -> str:
    """The SHA-256 that the card of these weights gives, where they ship in half precision."""
    return hashlib.sha256(_stored(model, SHIPPED)).hexdigest()


def load_into(model: M, folder: Path, device: torch.device) -> M:
    """Fill `model` with saved weights, in float32 and evaluation mode, on `device`.

    Raises:
        CheckpointError: If the weights are missing, damaged, or those of another network.
    """
    data = checked_weights(folder)
    name = f"{folder.name}/{WEIGHTS}"
    try:
        model.load_state_dict(
            eight_bits.unpacked(load_tensors(data))
        )  # copies into the model's own dtypes
    except SafetensorError as error:
        raise CheckpointError(f"{name} is not a safetensors file: {error}") from error
    except RuntimeError as error:
        raise CheckpointError(f"{name} does not fit this network: {error}") from error
    return model.to(device).eval()


def _stored(model: nn.Module, dtype: torch.dtype) -> bytes:
    state = model.state_dict()
    if dtype == torch.int8:
        return save_tensors(eight_bits.packed(state))
    return save_tensors({name: _packed(t, dtype) for name, t in state.items()})


def _packed(tensor: Tensor, dtype: torch.dtype) -> Tensor:
    tensor = tensor.detach().cpu().contiguous()
    return tensor.to(dtype) if tensor.is_floating_point() else tensor
