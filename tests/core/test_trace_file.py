"""A trace survives the disk; a file that is no trace is refused in one sentence, whatever it is."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from seqdemo.core.trace import GATES, FloatArray, LayerTrace, Trace
from seqdemo.core.trace_file import TraceFileError, load_trace, save_trace, trace_bytes, trace_csv


def numbers(*shape: int, seed: int = 0) -> FloatArray:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def bidirectional_lstm(steps: int, units: int) -> tuple[LayerTrace, LayerTrace]:
    def layer(seed: int, **options: Any) -> LayerTrace:
        return LayerTrace(
            "lstm",
            hidden=numbers(steps, units, seed=seed),
            cell_state=numbers(steps, units, seed=seed + 1),
            gates={name: numbers(steps, units, seed=seed + 2) for name in GATES["lstm"]},
            initial_hidden=numbers(units, seed=seed + 3),
            initial_cell_state=numbers(units, seed=seed + 4),
            **options,
        )

    return layer(0), layer(10, direction="backward")


@pytest.fixture
def trace() -> Trace:
    """A captioner's: a decoder with attention over an encoder that read both ways."""
    encoder = Trace(
        inputs=("sky", "sea"),
        layers=bidirectional_lstm(2, 4),
        extras={"regions": numbers(2, 3, 3)},
    )
    gates = {name: numbers(3, 4) for name in GATES["gru"]}
    return Trace(
        inputs=("<bos>", "ein", "Stück"),
        layers=(
            LayerTrace("gru", numbers(3, 4), gates=gates, initial_hidden=numbers(4)),
            LayerTrace("rnn", numbers(3, 2)),
        ),
        logits=numbers(3, 2),
        classes=("ja", 'né, "ü"'),
        attention=np.full((3, 2), 0.5, np.float32),
        source=("sky", "sea"),
        extras={"grids": numbers(3, 7, 7), "means": numbers(3)},
        upstream=encoder,
    )


def assert_same(a: Trace, b: Trace) -> None:
    assert (a.inputs, a.classes, a.source) == (b.inputs, b.classes, b.source)
    assert [(x.cell, x.direction) for x in a.layers] == [(y.cell, y.direction) for y in b.layers]
    mine, yours = dict(a.arrays()), dict(b.arrays())
    assert mine.keys() == yours.keys()
    for name, values in mine.items():
        assert values.dtype == np.float32
        assert_array_equal(values, yours[name], err_msg=name)
    assert (a.upstream is None) == (b.upstream is None)
    if a.upstream is not None and b.upstream is not None:
        assert_same(a.upstream, b.upstream)


# The way there and back


def test_what_is_read_is_what_was_written(trace: Trace, tmp_path: Path) -> None:
    save_trace(trace, tmp_path / "t.npz")
    assert_same(load_trace(tmp_path / "t.npz"), trace)


def test_what_a_mac_adds_to_a_zip_is_left_alone(trace: Trace, tmp_path: Path) -> None:
    path = tmp_path / "trace.npz"
    save_trace(trace, path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(".DS_Store", b"Bud1")
        archive.writestr("__MACOSX/._meta.npy", b"no array")
    assert load_trace(path).inputs == trace.inputs


def test_a_trace_with_nothing_optional_survives_too(tmp_path: Path) -> None:
    bare = Trace(inputs=("a",), layers=(LayerTrace("rnn", numbers(1, 2)),))
    save_trace(bare, tmp_path / "t.npz")
    assert_same(load_trace(tmp_path / "t.npz"), bare)


def test_labels_that_could_not_be_read_again_are_not_written(tmp_path: Path) -> None:
    trace: Any = Trace(inputs=(1, 2), layers=())  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="inputs is not a list of texts"):
        save_trace(trace, tmp_path / "numbers.npz")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_trace_is_said(tmp_path: Path) -> None:
    swapped: Any = tmp_path / "mine.npz"
    with pytest.raises(TypeError, match=r"a Trace, such as recording.trace\(\), and not a \w*Path"):
        save_trace(swapped, swapped)


def test_the_download_is_the_file(trace: Trace) -> None:
    assert_same(load_trace(io.BytesIO(trace_bytes(trace))), trace)


def test_eleven_layers_do_not_mix_up_layer_1_and_layer_10(tmp_path: Path) -> None:
    deep = Trace(
        inputs=("a",), layers=tuple(LayerTrace("rnn", numbers(1, 2, seed=n)) for n in range(11))
    )
    save_trace(deep, tmp_path / "t.npz")
    assert_same(load_trace(tmp_path / "t.npz"), deep)


def test_plain_numpy_reads_the_file_without_pickle(trace: Trace, tmp_path: Path) -> None:
    save_trace(trace, tmp_path / "t.npz")
    with np.load(tmp_path / "t.npz", allow_pickle=False) as archive:
        assert_array_equal(archive["layers.0.gates.update"], trace.layers[0].gates["update"])
        assert archive["upstream.layers.1.hidden"].shape == (2, 4)
        assert json.loads(str(archive["meta"]))["inputs"] == ["<bos>", "ein", "Stück"]


# What is refused


def meta_of(trace: Trace, **changes: Any) -> np.ndarray[Any, Any]:
    with np.load(io.BytesIO(trace_bytes(trace))) as archive:
        return np.array(json.dumps(json.loads(str(archive["meta"])) | changes))


def rewritten(trace: Trace, path: Path, **changes: Any) -> None:
    """Write the trace with some of its arrays replaced, or dropped if None."""
    with np.load(io.BytesIO(trace_bytes(trace))) as archive:
        arrays = {name: archive[name] for name in archive.files} | changes
    np.savez(path, **{name: a for name, a in arrays.items() if a is not None})


def npy(values: FloatArray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, values)
    return buffer.getvalue()


def assert_refused(path: Path, why: str = "") -> None:
    with pytest.raises(TraceFileError, match=rf"^{path.name}\b.*{why}") as caught:
        load_trace(path)
    assert "\n" not in str(caught.value)


Spoil = Callable[[Trace, Path], object]


SPOILED: dict[str, tuple[Spoil, str]] = {
    "pickle": (lambda t, p: rewritten(t, p, logits=np.array([{}, {}, {}])), "Object arrays"),
    "pickled meta": (lambda t, p: rewritten(t, p, meta=np.array([{}])), "Object arrays"),
    "no meta": (lambda t, p: rewritten(t, p, meta=None), "holds no meta"),
    "meta no json": (lambda t, p: rewritten(t, p, meta=np.array("not json")), ""),
    "meta a list": (lambda t, p: rewritten(t, p, meta=np.array("[]")), ""),
    "meta nested": (lambda t, p: rewritten(t, p, meta=np.array("[" * 100_000)), ""),
    "other format": (
        lambda t, p: rewritten(t, p, meta=meta_of(t, format=2)),
        "trace format 2, not 1",
    ),
    "inputs": (lambda t, p: rewritten(t, p, meta=meta_of(t, inputs=["a"])), "for 1 inputs"),
    "layers": (lambda t, p: rewritten(t, p, meta=meta_of(t, layers=3)), ""),
    "wrong logits": (lambda t, p: rewritten(t, p, logits=numbers(3, 9)), "logits has shape"),
    "nan": (lambda t, p: rewritten(t, p, logits=numbers(3, 2) * np.nan), "logits holds"),
    "no hidden": (lambda t, p: rewritten(t, p, **{"layers.0.hidden": None}), "hidden"),
    "wrong hidden": (
        lambda t, p: rewritten(t, p, **{"layers.0.hidden": numbers(3, 5)}),
        "expected",
    ),
    "unknown array": (lambda t, p: rewritten(t, p, **{"layers.0.colour": numbers(3, 4)}), "colour"),
    "wrong upstream": (
        lambda t, p: rewritten(t, p, **{"upstream.layers.0.hidden": numbers(1, 4)}),
        "shape",
    ),
    "numbered labels": (lambda t, p: rewritten(t, p, meta=meta_of(t, inputs=[1, 2, 3])), "texts"),
    "whole numbers": (lambda t, p: rewritten(t, p, logits=np.zeros((3, 2), int)), "expected float"),
    "complex": (lambda t, p: rewritten(t, p, logits=np.zeros((3, 2), complex)), "expected float"),
    "two texts": (lambda t, p: rewritten(t, p, meta=np.array(["{}", "{}"])), "not one short text"),
    "infinity": (lambda t, p: rewritten(t, p, logits=numbers(3, 2) + np.inf), "logits holds"),
    "npy": (lambda t, p: p.write_bytes(npy(numbers(3))), ""),
    "empty": (lambda t, p: p.write_bytes(b""), ""),
    "csv": (lambda t, p: p.write_text("step,input\n1,a\n"), ""),
    "truncated": (lambda t, p: p.write_bytes(trace_bytes(t)[:-100]), ""),
    "half": (lambda t, p: p.write_bytes(trace_bytes(t)[:1000]), ""),
    "folder": (lambda t, p: p.mkdir(), ""),
    "missing": (lambda t, p: None, "No such file"),
}


@pytest.mark.parametrize(("spoil", "why"), SPOILED.values(), ids=SPOILED)
def test_a_file_that_is_no_trace_is_refused_by_name(
    trace: Trace, tmp_path: Path, spoil: Spoil, why: str
) -> None:
    path = tmp_path / "said.npz"
    spoil(trace, path)
    assert_refused(path, why)


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    trace: Trace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "said.npz"
    save_trace(trace, path)
    with zipfile.ZipFile(path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    load_trace(path, most=size)

    monkeypatch.setattr(np, "load", lambda *_, **__: pytest.fail("it was unpacked"))
    for file in (path, io.BytesIO(path.read_bytes())):
        with pytest.raises(TraceFileError, match="it unpacks to"):
            load_trace(file, most=size - 1)


def test_an_array_that_claims_to_be_larger_than_memory_is_refused(
    trace: Trace, tmp_path: Path
) -> None:
    path = tmp_path / "said.npz"
    save_trace(trace, path)
    header = io.BytesIO()
    about = {"descr": "<f4", "fortran_order": False, "shape": (2**60, 2)}
    np.lib.format.write_array_header_2_0(header, about)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("extras.vast.npy", header.getvalue())
    assert_refused(path)


def header(shape: tuple[int, ...], kind: str = "<f4") -> bytes:
    """The beginning of an .npy file that claims to hold so many numbers."""
    buffer = io.BytesIO()
    about = {"descr": kind, "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_2_0(buffer, about)
    return buffer.getvalue()


def with_member(trace: Trace, name: str, data: bytes, method: int = zipfile.ZIP_STORED) -> bytes:
    """The file of `trace` with one more member."""
    buffer = io.BytesIO(trace_bytes(trace))
    with zipfile.ZipFile(buffer, "a", method) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def claiming(data: bytes, name: str, size: int) -> bytes:
    """A zip whose table of contents says that `name` unpacks to `size` bytes."""
    changed = bytearray(data)
    place = changed.rfind(b"PK\x01\x02", 0, changed.rfind(name.encode()))
    changed[place + 24 : place + 28] = size.to_bytes(4, "little")
    return bytes(changed)


def many_members() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for n in range(30_000):
            archive.writestr(f"extras.{n}.npy", b"")
    return buffer.getvalue()


def bomb(trace: Trace) -> bytes:
    """A bzip2 of a few hundred bytes that unpacks to 60 MB and says it has 100."""
    data = with_member(trace, "extras.x.npy", bytes(60_000_000), zipfile.ZIP_BZIP2)
    return claiming(data, "extras.x.npy", 100)


HOSTILE: dict[str, tuple[Callable[[Trace], bytes], str]] = {
    "10 GB in a header": (
        lambda t: with_member(t, "extras.x.npy", header((2_500_000_000,))),
        "extras.x claims 10,000,000,000 bytes and has 0",
    ),
    "4 GB in the table of contents": (
        lambda t: claiming(
            with_member(t, "extras.x.npy", header((1_000_000_000,))), "extras.x.npy", 4_000_000_000
        ),
        "unpacks to 4,",
    ),
    "30,000 members": (lambda t: many_members(), "far more arrays than a trace"),
    "bzip2 bomb": (bomb, "compressed as no .npz is"),
    "two of one name": (lambda t: with_member(t, "meta.npy", header(())), "two arrays of one name"),
    "a member that is no array": (lambda t: with_member(t, "x.npy", b"#!/bin/sh"), "magic"),
    "a header without an end": (
        lambda t: with_member(t, "x.npy", b"\x93NUMPY\x02\x00\xff\xff\xff\x7f{"),
        "EOF",
    ),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("make", "why"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence_and_little_memory(
    trace: Trace, make: Callable[[Trace], bytes], why: str
) -> None:
    data = io.BytesIO(make(trace))
    tracemalloc.start()
    try:
        with pytest.raises(TraceFileError, match=why) as caught:
            load_trace(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 400
    assert peak < 20_000_000


def test_whichever_byte_is_damaged_the_file_is_read_or_refused(
    trace: Trace, tmp_path: Path
) -> None:
    """No other error may reach a page, where anyone may upload a file."""
    path, whole, refused = tmp_path / "said.npz", bytearray(trace_bytes(trace)), 0
    for place in range(0, len(whole), 13):
        damaged = whole.copy()
        damaged[place] ^= 0xFF
        path.write_bytes(damaged)
        try:
            load_trace(path)
        except TraceFileError:
            refused += 1
    assert refused > len(whole) / 13 / 2


# The table


def test_the_table_has_a_row_for_each_step_of_each_array_and_a_column_for_each_unit() -> None:
    trace = Trace(
        inputs=("a", "b, c"),
        layers=(
            LayerTrace("rnn", np.array([[0.5, -1], [0.25, 1e-7]], np.float32)),
            LayerTrace(
                "gru",
                np.array([[0.125], [1 / 3]], np.float32),
                gates={"update": np.array([[1], [0]], np.float32)},
                initial_hidden=np.array([9], np.float32),
            ),
        ),
    )
    assert list(csv.reader(io.StringIO(trace_csv(trace)))) == [
        ["step", "input", "array", "unit_0", "unit_1"],
        ["1", "a", "layer_0.hidden", "0.5", "-1"],
        ["2", "b, c", "layer_0.hidden", "0.25", "1e-07"],
        ["1", "a", "layer_1.hidden", "0.125"],
        ["2", "b, c", "layer_1.hidden", "0.333333"],
        ["1", "a", "layer_1.gates.update", "1"],
        ["2", "b, c", "layer_1.gates.update", "0"],
    ]


def test_a_trace_without_layers_gives_a_table_of_no_rows() -> None:
    assert trace_csv(Trace(inputs=("a",), layers=())) == "step,input,array\n"
