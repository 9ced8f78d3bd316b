"""Model card and checked weights of a checkpoint folder.

Kept apart from the weights so that the app can show a card without importing torch.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

ASSETS = Path(__file__).resolve().parents[1] / "_app" / "assets"
if not ASSETS.is_dir():  # no wheel, which carries them inside the package, but a checkout
    ASSETS = Path(__file__).resolve().parents[2] / "assets"

CARD, WEIGHTS = "card.json", "weights.safetensors"


class CheckpointError(RuntimeError):
    """A checkpoint is missing, incomplete or altered; the message names the file.

    Attributes:
        what: Cannot be used without it.
    """

    what = "This network"


class ShippedFileError(CheckpointError):
    """A file that comes with the app, but is no network's, is missing, incomplete or altered.

    Args:
        path: Of the file.
        why: What is wrong with it.
    """

    what = "This page"

    def __init__(self, path: Path, why: object) -> None:
        super().__init__(f"{_name(path)} is damaged: {why}")


def read_card(folder: Path) -> dict[str, Any]:
    """The card of a checkpoint folder.

    Raises:
        CheckpointError: If there is none, or it is not a JSON object.
    """
    path = folder / CARD
    try:
        card = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise CheckpointError(f"{_name(path)} is missing") from error
    except (OSError, ValueError) as error:
        raise CheckpointError(f"{_name(path)} cannot be read: {error}") from error
    if not isinstance(card, dict):
        raise CheckpointError(f"{_name(path)} is not a card")
    return card


def write_card(folder: Path, card: dict[str, Any]) -> None:
    """Write the card of a checkpoint folder, long lists on one line each."""
    lines = (
        f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in card.items()
    )
    (folder / CARD).write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def checked_weights(folder: Path) -> bytes:
    """The bytes of a weights file, after its size and SHA-256 were found equal to the card's.

    Raises:
        CheckpointError: If the file is missing, truncated or altered; the message names it.
    """
    card, path = read_card(folder), folder / WEIGHTS
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CheckpointError(f"{_name(path)} is missing or cannot be read") from error
    if len(data) != card.get("bytes"):
        raise CheckpointError(
            f"{_name(path)} is damaged: it has {len(data)} bytes, its card says {card.get('bytes')}"
        )
    if hashlib.sha256(data).hexdigest() != card.get("sha256"):
        raise CheckpointError(f"{_name(path)} was altered: its SHA-256 is not the one on its card")
    return data


def _name(path: Path) -> str:
    """Where a file stands, without the parts that differ from machine to machine."""
    return "/".join(path.parts[-4:])
