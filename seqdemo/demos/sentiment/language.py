"""Language model on reviews, before moods are learned.

Dai and Le, "Semi-supervised Sequence Learning", 2015; Howard and Ruder, "Universal Language Model
Fine-tuning for Text Classification", 2018.
"""

from __future__ import annotations

from typing import cast

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from seqdemo.demos.sentiment.batches import TextBatches
from seqdemo.demos.sentiment.data import Texts
from seqdemo.demos.sentiment.network import LanguageHead, MoodReader
from seqdemo.demos.sentiment.words import SPECIAL
from seqdemo.training.fit import Batch

END_NUMBER = SPECIAL.index("<end>")


def sentences(texts: Texts, *, batch_size: int, seed: int = 0) -> TextBatches:
    """All texts once an epoch."""
    return TextBatches(texts, [(np.arange(len(texts)), 1.0)], batch_size=batch_size, seed=seed)


def with_language(model: MoodReader) -> MoodReader:
    """Give a network a head for the next word."""
    model.language = LanguageHead(model.config)
    return model


def language_loss(model: nn.Module, batch: Batch) -> Tensor:
    """Mean cross-entropy of the next word, or of the end, nats; words never trained are left out.

    Args:
        model: A network with a language head.
        batch: Words (B, T) and lengths (B,).
    """
    reader = cast(MoodReader, model)
    assert reader.language is not None
    ids, lengths = batch
    following = F.pad(ids[:, 1:], (0, 1))
    following.scatter_(1, lengths[:, None] - 1, END_NUMBER)
    real = torch.arange(ids.shape[1], device=ids.device) < lengths[:, None]
    asked = real & (following > 0) & (following < reader.config.trained)
    known = torch.arange(reader.config.trained, device=ids.device)[None]
    logits = reader.language(reader.read(ids)[asked], reader.features(known)[0])
    return F.cross_entropy(logits.float(), following[asked])
