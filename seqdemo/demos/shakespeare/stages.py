"""Samples and loss at stages of training."""

from __future__ import annotations

from typing import Any

import torch

from seqdemo.core.sampling import Sampling
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.examples import opening_of
from seqdemo.demos.shakespeare.query import Write
from seqdemo.demos.shakespeare.writing import Writing, finish
from seqdemo.models.pen.sampler import rounded_steps
from seqdemo.models.text_writer import TextWriter
from seqdemo.tasks.text_nats import windows_nats

EPOCHS = (0.0, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
"""Passes through the text after which a sample is kept, beside the finished network's."""

SAMPLE = Sampling(temperature=0.8, seed=7)
SAMPLE_LENGTH = 400
MEASURED = 20_000  # characters of validation text: enough for two digits


def stage(writer: TextWriter, vocabulary: Vocabulary, text: str, epochs: float) -> dict[str, Any]:
    """A sample with the same opening and seed every time, and how good the network is by now.

    Returns:
        epochs: Passes through the training text so far.
        sample: 400 characters that follow a newline at temperature 0.8.
        windows_nats: nats per character on the beginning of the validation text.
    """
    training = writer.training
    writer.eval()
    symbols = torch.from_numpy(vocabulary.encode(text[:MEASURED]))
    query = Write(opening_of(vocabulary), SAMPLE_LENGTH, sampling=SAMPLE)
    writing = finish(Writing(rounded_steps(writer), vocabulary, query))
    sample = writing.text(writing.opening)
    nats = windows_nats(writer, symbols)
    writer.train(training)
    return {
        "epochs": round(epochs, 2),
        "sample": sample,
        "windows_nats": round(nats, 3),
    }
