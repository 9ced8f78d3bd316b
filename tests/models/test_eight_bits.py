"""Eight bits are multiplied exactly: compiled or not, alone or with help, the bits are the same."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from seqdemo.core.trace import CellKind, FloatArray
from seqdemo.models.pen import compiled_step, compiler, prebuilt, sampler
from seqdemo.models.pen.compiled_step import CompiledSteps, in_order, side_by_side
from seqdemo.models.pen.eight_bits import ROUNDED, Rounded, Steps
from seqdemo.models.pen.layers import SIGMOIDS, rounded_writer
from seqdemo.models.pen.portable_step import PortableSteps, hyperbolic_tangent
from seqdemo.models.pen.sampler import Pen, PenWeights
from seqdemo.models.text_writer import TextWriter, TextWriterConfig

SYMBOLS, UNITS = 7, 48

needs_compiler = pytest.mark.skipif(
    not compiled_step.available(UNITS, 2), reason="there is no C compiler on this machine"
)
every_cell = pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])


def whole_writer(cell: CellKind, units: int = UNITS, depth: int = 2) -> TextWriter:
    """A writer whose weights are whole numbers * 2^-9 with 127 in every row: nothing to round."""
    torch.manual_seed(0)
    writer = TextWriter(TextWriterConfig(cell, SYMBOLS, 8, units, depth)).eval()
    with torch.no_grad():
        for weight in writer.parameters():
            weight.copy_(torch.randint(-127, 128, weight.shape) / 512)
            if weight.ndim == 2:
                weight[:, 0] = 127 / 512
    return writer


def written(pen: Pen, steps: int = 40) -> FloatArray:
    """Logits of a text drawn from a fixed stream, (T, V)."""
    rng = np.random.default_rng(1)
    return np.stack([pen.step(rng.integers(0, SYMBOLS, 1))[0].copy() for _ in range(steps)])


def pen_with(writer: TextWriter, steps: Steps, batch: int = 1) -> Pen:
    return Pen(replace(PenWeights.of(writer), rounded=steps), batch)


def compiled(writer: TextWriter, cores: int = 2) -> Pen:
    return pen_with(writer, CompiledSteps(rounded_writer(writer), cores))


def portable(writer: TextWriter) -> Pen:
    return pen_with(writer, PortableSteps(rounded_writer(writer)))


@every_cell
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_weights_that_need_no_rounding_give_the_float_result(cell: CellKind, depth: int) -> None:
    writer = whole_writer(cell, depth=depth)
    exact, rounded = Pen(PenWeights.of(writer)), Pen(PenWeights.of(writer, "int8"))
    # What is left is the rounding of states to 1 / 8192.
    for symbol in (1, 4, 2):
        one = np.array([symbol])
        assert_allclose(rounded.step(one), exact.step(one), atol=4e-3)
        assert_allclose(rounded.hidden, exact.hidden, atol=2e-3)
        for name, values in exact.gates_by_name(0).items():
            assert_allclose(rounded.gates_by_name(0)[name], values, atol=2e-3)


@every_cell
def test_a_text_goes_on_from_any_state(cell: CellKind) -> None:
    weights = PenWeights.of(whole_writer(cell), "int8")
    whole, first, second = Pen(weights), Pen(weights), Pen(weights)
    symbols = np.random.default_rng(0).integers(0, SYMBOLS, (8, 1))
    wanted = [whole.step(symbol) for symbol in symbols]
    for symbol in symbols[:5]:
        first.step(symbol)
    second.start_from(first.state())
    for symbol, logits in zip(symbols[5:], wanted[5:], strict=True):
        assert_array_equal(second.step(symbol), logits)


@needs_compiler
@every_cell
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_the_compiled_step_and_the_portable_one_agree_to_the_last_bit(
    cell: CellKind, depth: int
) -> None:
    torch.manual_seed(1)
    writer = TextWriter(TextWriterConfig(cell, SYMBOLS, 8, 208, depth)).eval()
    with torch.no_grad():
        for weight in writer.parameters():
            weight.mul_(2)
    one, other = compiled(writer), portable(writer)
    for symbol in np.random.default_rng(0).integers(0, SYMBOLS, (30, 1)):
        assert_array_equal(one.step(symbol), other.step(symbol))
        assert_array_equal(one.hidden, other.hidden)
        for layer in range(depth):
            for name, values in one.gates_by_name(layer).items():
                assert_array_equal(values, other.gates_by_name(layer)[name])


def test_the_hyperbolic_tangent_is_one() -> None:
    x = np.concatenate([np.linspace(-20, 20, 100_001), [0.0, -0.0, 1e-30]]).astype(np.float32)
    assert_allclose(hyperbolic_tangent(x), np.tanh(x.astype(np.float64)), atol=2e-7)


@needs_compiler
@pytest.mark.parametrize("made", [compiled, portable])
def test_sums_are_exact_at_the_largest_size(made: Callable[[TextWriter], Pen]) -> None:
    """A head over the widest state, every byte at its end: no sum may run over."""
    units = compiled_step.MOST_UNITS
    writer = whole_writer("rnn", units, depth=1)
    with torch.no_grad():
        for weight in writer.parameters():
            weight.zero_()
        writer.head.weight.fill_(1.0)
        writer.head.weight[1] = -1.0
        writer.recurrent.fused.bias_hh_l0.fill_(20.0)  # every state becomes 1
    logits = made(writer).step(np.array([0]))[0]
    assert_allclose(logits, np.where(np.arange(SYMBOLS) == 1, -units, units), rtol=1e-6)


@needs_compiler
@every_cell
def test_two_cores_write_what_one_writes(cell: CellKind) -> None:
    writer = whole_writer(cell, 256)
    assert_array_equal(written(compiled(writer, 1), 200), written(compiled(writer, 2), 200))


@needs_compiler
def test_texts_written_at_once_do_not_mix() -> None:
    """One of them has the helper, the others go on alone."""
    writer = whole_writer("lstm", 256)
    steps = CompiledSteps(rounded_writer(writer))
    alone = written(pen_with(writer, steps), 100)
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda _: written(pen_with(writer, steps), 100), range(12)))
    for logits in together:
        assert_array_equal(logits, alone)


@every_cell
def test_a_batch_writes_what_each_text_writes_alone(cell: CellKind) -> None:
    weights = PenWeights.of(whole_writer(cell), "int8")
    symbols = np.random.default_rng(0).integers(0, SYMBOLS, (20, 3))
    together, alone = Pen(weights, 3), [Pen(weights) for _ in range(3)]
    for step in symbols:
        logits = together.step(step)
        for text, pen in enumerate(alone):
            assert_array_equal(logits[text], pen.step(step[text : text + 1])[0])
    with pytest.raises(ValueError, match="shorter"):
        together.step(symbols[0, :2])


@pytest.fixture
def compiled_as(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Has the step compiled in a given way, until the test ends."""

    def forget() -> None:
        compiled_step._library.cache_clear()
        compiler.library.cache_clear()

    def choose(*tuned: str, command: str | None = "") -> None:
        monkeypatch.setattr(compiler, "_TUNED", (tuned,))
        if command != "":
            monkeypatch.setattr(compiler, "_compiler", lambda: command)
        forget()

    yield choose
    monkeypatch.undo()
    forget()


@needs_compiler
@every_cell
def test_any_processor_gives_the_same_bits(cell: CellKind, compiled_as: Any) -> None:
    """Compiled for this processor and for the plainest of its kind."""
    writer = whole_writer(cell, 64)
    tuned = written(compiled(writer), 100)
    compiled_as()
    assert_array_equal(written(compiled(writer), 100), tuned)


@pytest.mark.parametrize("compiler", [None, "/nowhere/cc"])
def test_without_a_compiler_the_portable_step_is_taken(
    compiler: str | None,
    compiled_as: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    logged: list[str],
) -> None:
    """And that is said in the log, once."""
    monkeypatch.setenv("SEQDEMO_CACHE", str(tmp_path))
    compiled_as(command=compiler)
    sampler._say_that_it_is_slower.cache_clear()
    writer = whole_writer("gru")
    for _ in range(3):
        assert isinstance(PenWeights.of(writer, "int8").rounded, PortableSteps)
    (said,) = logged
    assert said.startswith("No C compiler was found: texts are the same, but")
    with pytest.raises(RuntimeError, match="no compiled step"):
        compiled(writer)


@needs_compiler
def test_what_cannot_be_kept_is_not_compiled(
    compiled_as: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SEQDEMO_CACHE", str(tmp_path / "file"))
    compiled_as()
    assert not compiled_step.available(UNITS, 2)


@needs_compiler
def test_a_library_is_compiled_once(
    compiled_as: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEQDEMO_CACHE", str(tmp_path / "cache"))
    source, native = tmp_path / "nothing.c", tmp_path / "cache" / "native"
    source.write_text("void nothing(void) {}\n")
    compiled_as()
    assert compiler.library(source) is not None
    (made,) = native.iterdir()
    before = made.stat().st_mtime_ns
    compiled_as()
    assert compiler.library(source) is not None
    assert [file.stat().st_mtime_ns for file in native.iterdir()] == [before]


@needs_compiler
def test_a_change_of_a_header_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled_as: Any
) -> None:
    monkeypatch.setenv("SEQDEMO_CACHE", str(tmp_path / "cache"))
    source, header = tmp_path / "answer.c", tmp_path / "answer.h"
    source.write_text('#include "answer.h"\nint answer(void) { return ANSWER; }\n')
    for answer in (41, 42):
        header.write_text(f"#define ANSWER {answer}\n")
        compiled_as()
        library = compiler.library(source)
        assert library is not None and library.answer() == answer


@needs_compiler
def test_what_was_built_ahead_serves_where_there_is_no_compiler(
    compiled_as: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it gives the same bits at every level that this processor has."""
    writer = whole_writer("lstm", 64)
    tuned = written(compiled(writer))
    monkeypatch.setenv("SEQDEMO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(prebuilt, "FOLDER", tmp_path / "ahead")
    prebuilt.main()
    assert len(list((tmp_path / "ahead").iterdir())) == len(prebuilt.levels(platform.machine()))
    while best := prebuilt.prebuilt(prebuilt.SOURCE, compiler._processor()):
        compiled_as(command=None)
        assert_array_equal(written(compiled(writer)), tuned)
        best.unlink()
    compiled_as(command=None)
    assert not compiled_step.available(64, 2)


def test_a_processor_gets_only_instructions_that_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prebuilt, "FOLDER", tmp_path)
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    vnni, avx2, plain = (
        (prebuilt.library_file(prebuilt.SOURCE, level), level.needs)
        for level in prebuilt.levels("x86_64")
    )
    for file, _ in (vnni, avx2, plain):
        file.touch()
    for flags, wanted in (
        (vnni[1], vnni[0]),
        (avx2[1], avx2[0]),
        (vnni[1] - {"avx512_vnni"}, avx2[0]),
        (avx2[1] - {"fma"}, plain[0]),
        (set(), plain[0]),
    ):
        line = f"flags\t\t: fpu {' '.join(flags)}".encode()
        assert prebuilt.prebuilt(prebuilt.SOURCE, line) == wanted
    monkeypatch.setattr(platform, "machine", lambda: "aarch64")
    assert prebuilt.prebuilt(prebuilt.SOURCE, b"") is None, "built for another kind of machine"


def test_sizes_that_do_not_fit_are_not_compiled() -> None:
    for units, depth in [(UNITS + 1, 2), (2 * compiled_step.MOST_UNITS, 2), (UNITS, 9)]:
        assert not compiled_step.available(units, depth)
    assert not compiled_step.available(UNITS, 2, compiled_step.MOST_SYMBOLS + 1)


@needs_compiler
@pytest.mark.parametrize("made", [compiled, portable])
def test_a_symbol_that_is_not_there_is_refused(made: Callable[[TextWriter], Pen]) -> None:
    pen = made(whole_writer("gru"))
    for symbol in (-1, SYMBOLS):
        with pytest.raises(IndexError, match=f"no symbol {symbol}"):
            pen.step(np.array([symbol]))


def test_rounding_errs_by_less_than_half_a_step() -> None:
    below, state = torch.randn(24, 16), torch.randn(24, 32)
    state[3] = below[3] = 0
    rounded = Rounded.of(below, state)
    scales, wanted = rounded.scales[:, None] * ROUNDED, torch.cat([below, state], 1).numpy()
    assert (np.abs(rounded.whole * scales - wanted) <= 0.501 * scales).all()
    assert set(np.abs(rounded.whole).max(1).tolist()) == {0, 127}


@every_cell
def test_the_order_of_reading_leaves_nothing_out(cell: CellKind) -> None:
    gates = SIGMOIDS[cell] + 1
    matrix = Rounded.of(torch.randn(gates * 32, 48))
    ordered = in_order(matrix, gates)
    assert ordered.shape == (2, 12, gates, 16, 4)
    assert_array_equal(ordered.transpose(2, 0, 3, 1, 4).reshape(gates * 32, 48), matrix.whole)


def test_matrices_stand_side_by_side_from_the_start_of_a_page_on() -> None:
    matrices = [in_order(Rounded.of(torch.randn(rows, 16))) for rows in (16, 33, 80)]
    moved = side_by_side(matrices)
    assert moved[0].ctypes.data % (1 << 21) == 0
    for before, after in zip(matrices, moved, strict=True):
        assert_array_equal(before, after)
        assert after.ctypes.data % 64 == 0
