"""A captured step on a CUDA device writes what the pen writes on the CPU."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from seqdemo.core.trace import CellKind
from seqdemo.models.pen.captured import CapturedPen
from seqdemo.models.pen.sampler import Pen, PenWeights
from seqdemo.models.text_writer import TextWriter, TextWriterConfig

pytestmark = pytest.mark.skipif(
    not torch.cuda.is_available(), reason="no CUDA device, so no graph can be captured"
)


@pytest.fixture(autouse=True)
def _full_float32() -> Iterator[None]:
    with torch.backends.cudnn.flags(enabled=True, allow_tf32=False):
        yield


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
@pytest.mark.parametrize("batch", [1, 3])
def test_a_replayed_step_is_the_step(cell: CellKind, batch: int) -> None:
    torch.manual_seed(0)
    writer = TextWriter(TextWriterConfig(cell, 65, 32, 64, 2)).eval()
    pen = Pen(PenWeights.of(writer), batch)
    captured = CapturedPen(writer.to("cuda"), batch)
    assert captured._graph is not None
    for symbols in np.random.default_rng(0).integers(0, 65, (40, batch)):
        assert_allclose(captured.step(symbols), pen.step(symbols), atol=1e-3)


def test_two_texts_do_not_mix() -> None:
    torch.manual_seed(0)
    writer = TextWriter(TextWriterConfig("lstm", 65, 32, 64, 2)).eval().to("cuda")
    one, other = CapturedPen(writer), CapturedPen(writer)
    first = [one.step(np.array([symbol])) for symbol in (1, 2, 3)]
    for symbol, wanted in zip((1, 2, 3), first, strict=True):
        assert_allclose(other.step(np.array([symbol])), wanted, atol=1e-5)
