"""A text sampled in C is the text sampled in Python, with the same states, to the last bit."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import torch
from numpy.testing import assert_array_equal

from seqdemo.core.sampling import Sampling, chances, pick
from seqdemo.core.trace import GATES, CellKind, LayerTrace
from seqdemo.models.pen import compiled_step, pointers
from seqdemo.models.pen.compiled_step import CompiledSteps
from seqdemo.models.pen.eight_bits import Steps
from seqdemo.models.pen.layers import rounded_writer
from seqdemo.models.pen.portable_step import PortableSteps
from seqdemo.models.pen.sampled_text import SampledText
from seqdemo.models.pen.sampler import Pen, PenWeights, rounded_steps
from seqdemo.models.text_writer import TextWriter, TextWriterConfig

SYMBOLS, UNITS = 65, 16

every_cell = pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
needs_compiler = pytest.mark.skipif(
    not compiled_step.available(UNITS, 2), reason="there is no C compiler on this machine"
)


def writer_of(cell: CellKind, units: int = UNITS) -> TextWriter:
    torch.manual_seed(0)
    writer = TextWriter(TextWriterConfig(cell, SYMBOLS, 8, units, 2)).eval()
    with torch.no_grad():
        for weight in writer.parameters():
            weight.normal_(std=0.4)
    return writer


def text_of(
    steps: Steps,
    length: int = 100,
    *,
    opening: tuple[int, ...] = (1, 2, 3),
    changes: dict[int, int] | None = None,
    before: SampledText | None = None,
    **sampling: float,
) -> SampledText:
    given = np.full(len(opening) + length, -1, np.int64)
    given[: len(opening)] = opening
    for place, symbol in (changes or {}).items():
        given[len(opening) + place] = symbol
    how = Sampling(**sampling)  # type: ignore[arg-type]
    return SampledText(steps, given, len(opening), how, before)


def finish(text: SampledText, chunk: int = 1_000) -> SampledText:
    while text.advance(chunk):
        pass
    return text


def assert_same(one: SampledText, other: SampledText, steps: int | None = None) -> None:
    """The same symbols, logits, states and gates, to the last bit."""
    steps = steps or one.steps
    assert_array_equal(one.record.symbols[:steps], other.record.symbols[:steps])
    assert_array_equal(one.record.logits[:steps], other.record.logits[:steps])
    pairs = zip(one.record.layers(steps), other.record.layers(steps), strict=True)
    for layer, same in pairs:
        for (name, values), (also, others) in zip(layer.arrays(), same.arrays(), strict=True):
            assert name == also
            assert_array_equal(values, others, err_msg=name)


# Compiled and portable


@needs_compiler
@every_cell
@pytest.mark.parametrize("units", [16, 208])
def test_compiled_and_portable_steps_write_the_same_text_with_the_same_states(
    cell: CellKind, units: int
) -> None:
    rounded = rounded_writer(writer_of(cell, units))
    changes = {20: 5, 21: 6, 60: 0}
    compiled = finish(text_of(CompiledSteps(rounded), changes=changes, seed=3))
    assert_same(compiled, finish(text_of(PortableSteps(rounded), changes=changes, seed=3)))
    assert compiled.steps == 103


SETTINGS = list(product([0.0, 0.01, 0.3, 1.0, 5.0], [None, 1, 2, 20, 99], [None, 0.01, 0.9, 1.0]))


@needs_compiler
@pytest.mark.parametrize(("temperature", "top_k", "top_p"), SETTINGS)
def test_c_draws_what_python_draws(
    temperature: float, top_k: int | None, top_p: float | None
) -> None:
    """Whatever the seed; and each letter is drawn again from what the record shows."""
    steps = rounded_steps(writer_of("gru"))
    for seed in range(3):
        how = Sampling(temperature, top_k, top_p, seed)
        text = finish(
            text_of(steps, 150, temperature=temperature, top_k=top_k, top_p=top_p, seed=seed)
        )
        assert drawn_again(text, how) == text.record.symbols[3:].tolist()


def drawn_again(text: SampledText, how: Sampling) -> list[int]:
    rows = text.record.logits[text.opening - 1 : -1]
    pairs = zip(rows, chances(how.seed, 0, len(rows)).tolist(), strict=True)
    return [pick(how.probabilities(row), chance) for row, chance in pairs]


@needs_compiler
@pytest.mark.parametrize("sampling", [{"temperature": 0.8}, {"top_p": 0.95, "top_k": 30}])
def test_forty_thousand_characters_are_drawn_as_python_draws_them(
    sampling: dict[str, float],
) -> None:
    text = finish(text_of(rounded_steps(writer_of("lstm")), 40_000, **sampling))
    assert drawn_again(text, Sampling(**sampling)) == text.record.symbols[3:].tolist()  # type: ignore[arg-type]
    assert len(np.unique(text.record.symbols)) > 20


@needs_compiler
@pytest.mark.parametrize(
    "sampling", [{"seed": 1}, {"top_k": 5}, {"top_p": 0.8}, {"top_k": 9, "top_p": 0.5}]
)
def test_python_decides_what_c_leaves_undecided(
    sampling: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a margin so wide that C decides next to nothing, and nearly nothing."""
    steps = rounded_steps(writer_of("lstm"))
    plain = finish(text_of(steps, 200, **sampling))
    for margin in (2.0, 0.05):
        monkeypatch.setattr(pointers, "MARGIN", margin)
        assert_same(finish(text_of(steps, 200, **sampling)), plain)


def test_equally_likely_symbols_are_cut_alike() -> None:
    """Where all logits are equal top-k keeps the first symbols: Python's order decides."""
    writer = writer_of("rnn")
    with torch.no_grad():
        writer.head.weight.zero_()
        writer.head.bias.zero_()
    text = finish(text_of(rounded_steps(writer), 300, top_k=4))
    assert set(text.record.symbols[3:].tolist()) == {0, 1, 2, 3}


# States


@every_cell
def test_the_record_has_what_the_pen_has_after_each_step(cell: CellKind) -> None:
    weights = PenWeights.of(writer_of(cell), "int8")
    assert weights.rounded is not None
    text = finish(text_of(weights.rounded, 30))
    pen, layers = Pen(weights), text.record.layers(text.steps)
    for step, symbol in enumerate(text.record.symbols):
        logits = pen.step(symbol[None])[0]
        assert_array_equal(text.record.logits[step], logits)
        for depth, layer in enumerate(layers):
            assert_array_equal(layer.hidden[step], pen.hidden[depth, 0])
            if layer.cell_state is not None and pen.cell_state is not None:
                assert_array_equal(layer.cell_state[step], pen.cell_state[depth, 0])
            for name, values in pen.gates_by_name(depth).items() if cell != "rnn" else ():
                assert_array_equal(layer.gates[name][step], values[0])


@every_cell
def test_layers_are_traces_of_the_cell(cell: CellKind) -> None:
    text = text_of(rounded_steps(writer_of(cell)), 20)
    text.advance(7)
    layers = text.record.layers(text.steps)
    assert len(layers) == 2
    for layer in layers:
        assert isinstance(layer, LayerTrace)
        assert layer.cell == cell and layer.hidden.shape == (7, UNITS)
        assert tuple(layer.gates) == GATES[cell]
        assert (layer.cell_state is not None) == (cell == "lstm")


# In pieces, and on from another text


@every_cell
@pytest.mark.parametrize("chunk", [1, 7, 64])
def test_a_text_in_pieces_is_the_whole_text(cell: CellKind, chunk: int) -> None:
    steps = rounded_steps(writer_of(cell))
    assert_same(finish(text_of(steps), chunk), finish(text_of(steps)))


def test_advancing_says_how_far_it_came() -> None:
    text = text_of(rounded_steps(writer_of("gru")), 10)
    assert [text.advance(5) for _ in range(4)] == [5, 5, 3, 0]
    assert text.steps == 13


BEFORE_AND_AFTER = {
    "longer": ({}, {"length": 150}, 60),
    "shorter": ({}, {"length": 20}, 23),
    "a change ahead": ({}, {"changes": {70: 4}}, 60),
    "a change behind": ({}, {"changes": {30: 4}}, None),
    "a change taken back": ({"changes": {30: 4}}, {}, 33),
    "one change more": ({"changes": {10: 4}}, {"changes": {10: 4, 50: 8}}, None),
    "another seed": ({}, {"seed": 2}, 3),
    "another opening": ({}, {"opening": (1, 9, 3)}, 1),
    "nothing in common": ({}, {"opening": (4, 2, 3)}, 0),
}


@every_cell
@pytest.mark.parametrize("name", BEFORE_AND_AFTER)
def test_a_text_that_takes_over_what_it_shares_is_the_text_written_anew(
    cell: CellKind, name: str
) -> None:
    earlier, asked, kept = BEFORE_AND_AFTER[name]
    steps = rounded_steps(writer_of(cell))
    before = text_of(steps, **earlier)  # type: ignore[arg-type]
    before.advance(60)
    after = text_of(steps, **asked, before=before)  # type: ignore[arg-type]
    assert after.steps == kept if kept is not None else after.steps > 30
    assert_same(finish(after), finish(text_of(steps, **asked)))  # type: ignore[arg-type]
    assert_same(finish(before), finish(text_of(steps, **earlier)))  # type: ignore[arg-type]


def test_a_text_must_start_from_something() -> None:
    steps = rounded_steps(writer_of("gru"))
    for given in (np.zeros(0, np.int64), np.array([-1, 3])):
        with pytest.raises(ValueError, match="at least one symbol"):
            SampledText(steps, given, 0, Sampling())


@needs_compiler
def test_a_symbol_that_is_not_there_is_refused() -> None:
    steps = CompiledSteps(rounded_writer(writer_of("gru")))
    for symbol in (-2, SYMBOLS):
        with pytest.raises(IndexError, match="does not know"):
            text_of(steps, opening=(1, symbol))
