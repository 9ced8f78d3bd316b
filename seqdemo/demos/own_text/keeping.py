"""A trained writer as one file: weights, card and script."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save

from seqdemo.demos.own_text.text import MOST_SYMBOLS
from seqdemo.demos.own_text.writer import CELLS, fresh_writer
from seqdemo.models.text_writer import TextWriter

WEIGHTS, CARD, SCRIPT = "weights.safetensors", "card.json", "write.py"
LARGEST = 8 << 20
"""Bytes of a file that is taken, and of what is in it."""

PROGRAM = '''"""Writes like the text it was trained on: python write.py [how it begins]"""

import json
import sys

import torch
from safetensors.torch import load_file

card = json.load(open("card.json", encoding="utf-8"))
weights = load_file("weights.safetensors")
symbols, size = card["symbols"], card["hidden_size"]

embedding = torch.nn.Embedding(len(symbols), card["embed_size"])
layer = {"gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[card["cell"]]
layer = layer(card["embed_size"], size, batch_first=True)
head = torch.nn.Linear(size, len(symbols))
for module, name in (embedding, "embedding."), (layer, "recurrent.fused."), (head, "head."):
    mine = {k.removeprefix(name): v for k, v in weights.items() if k.startswith(name)}
    module.load_state_dict(mine)

begin = " ".join(sys.argv[1:]) or "\\n"
read = [symbols.index(c) for c in begin if c in symbols] or [0]
state, step = None, torch.tensor([read])
torch.manual_seed(card["seed"])
for _ in range(400):
    hidden, state = layer(embedding(step), state)
    chances = (head(hidden[0, -1]) / 0.7).softmax(0)
    step = torch.multinomial(chances, 1)[None]
    print(symbols[int(step)], end="", flush=True)
print()
'''


class KeptError(ValueError):
    """A file is no kept writer; the message is for the visitor."""


def packed(model: TextWriter, told: Mapping[str, Any], seed: int) -> bytes:
    """A writer as a .zip with its weights, its card and a script; nothing of the text.

    Args:
        model: The writer.
        told: The frame at which it stands, see `learning.Learner.frame`.
        seed: It was trained with.
    """
    card = {
        "cell": model.config.cell,
        "embed_size": model.config.embed_size,
        "hidden_size": model.config.hidden_size,
        "symbols": list(model.symbols),
        "seed": seed,
        "updates": told["update"],
        "seconds": told["seconds"],
        "bits_per_character": {"learnt": told["learnt"], "kept back": told["kept"]},
        "limits": [
            "It knows the symbols of one text, and nothing else.",
            "What it has learnt by heart of that text, it can write.",
        ],
    }
    weights = {name: one.contiguous() for name, one in model.state_dict().items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(WEIGHTS, save(weights))
        file.writestr(CARD, json.dumps(card, ensure_ascii=False, indent=1))
        file.writestr(SCRIPT, PROGRAM)
    return out.getvalue()


def is_kept(data: bytes) -> bool:
    """Whether a file may be a kept writer rather than a text."""
    return data.startswith(b"PK")


def unpacked(data: bytes) -> tuple[TextWriter, dict[str, Any]]:
    """The writer of a file that `packed` made, and its card.

    Raises:
        KeptError: If it is none.
    """
    try:
        weights, card = _parts(data)
        symbols = card["symbols"]
        sizes = isinstance(symbols, list) and 2 <= len(symbols) <= MOST_SYMBOLS
        plain = sizes and all(isinstance(one, str) and len(one) == 1 for one in symbols)
        if not plain or len(set(symbols)) < len(symbols):
            raise KeptError("Its card names no symbols that could be written.")
        if card["cell"] not in CELLS:
            raise KeptError("Its card names no network that is known here.")
        model = fresh_writer(card["cell"], tuple(symbols), 0)
        model.load_state_dict(load(weights))
    except (KeyError, TypeError, SafetensorError, RuntimeError) as error:
        raise KeptError("Its weights and its card do not fit together.") from error
    if not all(torch.isfinite(one).all() for one in model.parameters()):
        raise KeptError("Its weights are not all numbers.")
    return model.eval(), card


def _parts(data: bytes) -> tuple[bytes, dict[str, Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            sizes = {one.filename: one.file_size for one in file.infolist()}
            if not {WEIGHTS, CARD} <= sizes.keys():
                raise KeptError(f"It holds no {WEIGHTS} and {CARD}.")
            if sizes[WEIGHTS] + sizes[CARD] > LARGEST:
                raise KeptError("It is larger than any writer that is trained here.")
            card = json.loads(file.read(CARD))
            if not isinstance(card, dict):
                raise KeptError("Its card is none.")
            return file.read(WEIGHTS), card
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError) as error:
        if isinstance(error, KeptError):
            raise
        raise KeptError("This is no file of a kept writer.") from error
