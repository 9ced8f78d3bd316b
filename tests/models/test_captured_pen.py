"""The pen that steps on the writer's own device; its graphs are tested in tests/gpu."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from seqdemo.core.trace import CellKind
from seqdemo.models.pen.captured import CapturedPen
from seqdemo.models.pen.sampler import Pen, PenWeights
from seqdemo.models.recurrent import State
from seqdemo.models.text_writer import TextWriter, TextWriterConfig

every_cell = pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])


def writer_of(cell: CellKind) -> TextWriter:
    torch.manual_seed(0)
    return TextWriter(TextWriterConfig(cell, 7, 6, 16, 2)).eval()


def parts_of(state: State) -> tuple[torch.Tensor, ...]:
    return state if isinstance(state, tuple) else (state,)


@every_cell
@pytest.mark.parametrize("batch", [1, 3])
def test_it_writes_what_the_pen_writes(cell: CellKind, batch: int) -> None:
    writer = writer_of(cell)
    pen, device_pen = Pen(PenWeights.of(writer), batch), CapturedPen(writer, batch)
    for symbols in np.random.default_rng(0).integers(0, 7, (20, batch)):
        assert_allclose(device_pen.step(symbols), pen.step(symbols), atol=1e-5)
    parts = [
        state if isinstance(state, tuple) else (state,)
        for state in (pen.state(), device_pen.state())
    ]
    for wanted, got in zip(*parts, strict=True):
        assert_allclose(got, wanted, atol=1e-5)


@every_cell
def test_it_goes_on_from_a_state(cell: CellKind) -> None:
    writer = writer_of(cell)
    first, second = CapturedPen(writer), CapturedPen(writer)
    for symbol in (1, 2):
        first.step(np.array([symbol]))
    second.start_from(first.state())
    before = first.step(np.array([3]))
    assert_allclose(second.step(np.array([3])), before, atol=1e-6)


def test_logits_given_out_stay_as_they_were() -> None:
    pen = CapturedPen(writer_of("gru"))
    before = pen.step(np.array([1]))
    kept = before.copy()
    pen.step(np.array([2]))
    assert_allclose(before, kept, atol=0)


def test_a_state_of_another_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="the state must be"):
        CapturedPen(writer_of("lstm")).start_from(torch.zeros(2, 1, 16))


def test_a_writer_in_training_is_refused() -> None:
    with pytest.raises(ValueError, match="training mode"):
        CapturedPen(writer_of("gru").train())
