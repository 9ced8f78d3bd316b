"""Sparse features of a writer's states, learnt on training text."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from seqdemo.analysis.feature_file import LayerFeatures, features_bytes, measured
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.models.gates import to_numpy
from seqdemo.models.text_writer import TextWriter
from seqdemo.tasks.sparse_features import SparseRecipe, learn_features
from seqdemo.training.checkpoint import shipped_sha256

RECIPE = SparseRecipe(features=512, active=32, updates=4_000)
LEARNT, HELD_OUT = 240_000, 40_000
"""Characters of the training text, and of the text that is measured on."""

LEAST = 50_000
"""Characters of a text from which on features are learnt: of fewer they would be noise."""

TEXTS, WARMED, PIECE = 64, 100, 200
"""Texts read side by side, steps of each that are left out, and steps at once."""


def sparse_features(writer: TextWriter, vocabulary: Vocabulary, train: str, valid: str) -> bytes:
    """File with features of the top layer; some minutes on one core.

    Args:
        writer: The network.
        vocabulary: Its symbols.
        train: Text that features are learnt on.
        valid: Text that they are measured on.
    """
    found = learn_features(top_states(writer, vocabulary, train[:LEARNT]), RECIPE)
    unseen = to_numpy(top_states(writer, vocabulary, valid[:HELD_OUT]))
    told = measured(found, unseen)
    layer = LayerFeatures(writer.config.num_layers - 1, found, told)
    return features_bytes([layer], shipped_sha256(writer))


@torch.no_grad()
def top_states(writer: TextWriter, vocabulary: Vocabulary, text: str) -> Tensor:
    """States of the top layer over a text, (N, H), read in parts side by side."""
    numbers = np.asarray(vocabulary.encode(text), np.int64)
    length = len(numbers) // TEXTS
    parts = torch.from_numpy(numbers[: TEXTS * length].reshape(TEXTS, length))
    read, state = [], None
    for start in range(0, length, PIECE):
        features = writer.embedding(parts[:, start : start + PIECE])
        hidden, state = writer.recurrent(features, state)
        read.append(hidden)
    states = torch.cat(read, 1)[:, min(WARMED, length // 2) :]
    return states.reshape(-1, states.shape[-1])
