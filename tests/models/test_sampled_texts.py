"""Many texts sampled side by side are those sampled alone; units stay where they are held."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal
from test_sampled_text import every_cell, needs_compiler, writer_of

from seqdemo.core.intervention import Clamp, Hold, Steer
from seqdemo.core.sampling import Sampling
from seqdemo.models.pen import pointers
from seqdemo.models.pen.compiled_step import CompiledSteps
from seqdemo.models.pen.eight_bits import Steps, TextState
from seqdemo.models.pen.layers import rounded_weights, rounded_writer
from seqdemo.models.pen.many_texts import ManyTexts
from seqdemo.models.pen.portable_step import PortableSteps
from seqdemo.models.pen.sampled_text import SampledText
from seqdemo.models.pen.sampled_texts import SampledTexts
from seqdemo.models.pen.sampler import rounded_steps
from seqdemo.models.stepper import Stepper
from seqdemo.models.text_writer import TextWriter

OPENING = np.array([1, 2, 3, 4, 5])
HELD = Clamp(0, (3, 9), 2, 0.75), Clamp(1, (0,), 6, -1.0), Clamp(1, (5,), 20, 0.0)
SAMPLING = Sampling(temperature=0.9, top_k=40)


def steered(units: int, *, rectified: bool = False) -> tuple[Hold, ...]:
    """A direction of each layer, beside units; states stay within -1 to 1."""
    read = np.random.default_rng(units).normal(size=units).astype(np.float32)
    write = read / np.float32(read @ read)
    vectors = {"read": read, "constant": 0.1, "write": write, "rectified": rectified}
    return Steer(0, "axes", 3, 2, 0.3, **vectors), HELD[1], Steer(1, "axes", 3, 9, -0.2, **vectors)


def texts_of(network: Steps, many: int = 5, held=None, length: int = 60) -> SampledTexts:
    held = held if held is not None else [HELD[:n] for n in range(many)]
    return SampledTexts(network, OPENING, length, range(many), held, SAMPLING)


@needs_compiler
@every_cell
@pytest.mark.parametrize("units", [16, 208])
def test_compiled_and_portable_code_write_the_same_with_units_held(cell, units):
    rounded = rounded_writer(writer_of(cell, units))
    held = [HELD[:1], HELD, (), steered(units), steered(units, rectified=True)]
    one = texts_of(CompiledSteps(rounded), held=held).finish()
    other = texts_of(PortableSteps(rounded), held=held).finish()
    assert_array_equal(one.symbols, other.symbols)
    assert_array_equal(one.logits, other.logits)


@every_cell
@pytest.mark.parametrize("chunk", [1, 7, 1_000])
def test_untouched_texts_are_those_written_alone(cell, chunk):
    network = rounded_steps(writer_of(cell))
    texts = texts_of(network, held=[()] * 3, many=3)
    while texts.advance(chunk):
        pass
    for seed in range(3):
        given = np.concatenate([OPENING, np.full(60, -1)])
        how = Sampling(temperature=0.9, top_k=40, seed=seed)
        alone = SampledText(network, given, len(OPENING), how)
        while alone.advance(100):
            pass
        assert_array_equal(texts.symbols[seed], alone.record.symbols)
        assert_array_equal(texts.logits[seed], alone.record.logits)


@every_cell
@pytest.mark.parametrize("held", [HELD, steered(16), steered(16, rectified=True)])
def test_what_is_held_does_what_the_stepper_does_to_the_same_rounded_weights(cell, held):
    """The stepper computes in float32 and does not round states: the same but for that.

    With small weights no state is moved beyond -1 to 1, where 8 bits end.
    """
    writer = writer_of(cell)
    torch.nn.utils.vector_to_parameters(
        0.4 * torch.nn.utils.parameters_to_vector(writer.parameters()).detach(), writer.parameters()
    )
    network = rounded_steps(writer)
    texts = texts_of(network, many=1, held=[held], length=25).finish()
    _round(writer)
    stepper = Stepper(writer.recurrent.fused, held)
    table = writer.embedding.weight.detach().numpy()
    tops = np.stack([stepper.step(table[symbol]) for symbol in texts.symbols[0]])
    head = network.writer.head
    expected = tops @ (head.whole * (head.scales * 8192)[:, None]).T + network.writer.head_bias
    assert_allclose(texts.logits[0], expected, atol=0.03)


def _round(writer: TextWriter) -> None:
    """Give a writer the weights that its 8 bits stand for."""
    for depth in range(2):
        below, state = rounded_weights(writer, depth)
        fused = writer.recurrent.fused
        with torch.no_grad():
            getattr(fused, f"weight_ih_l{depth}").copy_(torch.from_numpy(below))
            getattr(fused, f"weight_hh_l{depth}").copy_(torch.from_numpy(state))


@needs_compiler
def test_python_decides_what_c_leaves_undecided(monkeypatch):
    network = rounded_steps(writer_of("lstm"))
    plain = texts_of(network).finish().symbols
    monkeypatch.setattr(pointers, "MARGIN", 0.05)
    assert_array_equal(texts_of(network).finish().symbols, plain)


def test_a_text_that_is_given_is_read_and_not_drawn():
    network = rounded_steps(writer_of("gru"))
    read = np.array([7, 7, 8, 9])
    texts = SampledTexts(network, OPENING, read, (0, 1), [(), HELD], SAMPLING).finish()
    assert_array_equal(texts.symbols, np.tile(np.concatenate([OPENING, read]), (2, 1)))
    assert_array_equal(texts.logits[0, :2], texts.logits[1, :2])
    assert np.abs(texts.logits[0, 2] - texts.logits[1, 2]).max() > 1e-3  # units held from step 2 on


@pytest.mark.parametrize(
    "held", [Clamp(2, (0,)), Clamp(0, (16,)), Clamp(0, (0,), 0, 1.5), Steer(1, "axes", 3)]
)
def test_what_is_not_there_is_not_held(held):
    for network in (
        PortableSteps(rounded_writer(writer_of("rnn"))),
        rounded_steps(writer_of("rnn")),
    ):
        with pytest.raises(ValueError, match="layer" if held.value == 0 else "state"):
            texts_of(network, many=1, held=[(held,)])


def test_unknown_symbols_are_refused():
    network = rounded_steps(writer_of("rnn"))
    texts = ManyTexts(
        np.array([[65]]), np.zeros((1, 1)), np.zeros((1, 1, 65), np.float32),
        (TextState.zeros(network.writer),), ((),), SAMPLING,
    )  # fmt: skip
    with pytest.raises(IndexError, match="does not know"):
        network.together(texts)
    with pytest.raises(ValueError, match="at least one symbol"):
        SampledTexts(network, OPENING[:0], 3, (0,), [()], SAMPLING)
