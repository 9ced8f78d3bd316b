"""Save and load a Trace: one .npz without pickle, and .csv.

Arrays stand under the names `Trace.arrays` gives them, labels and layout in one JSON text under
"meta". An encoder's trace is stored beside its decoder's with the prefix "upstream.".
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from seqdemo.core.safe_archive import check_archive, is_beside
from seqdemo.core.table import rows_csv
from seqdemo.core.trace import FloatArray, LayerTrace, Trace
from seqdemo.core.trace_arrays import with_outputs, with_properties

FORMAT = 1
MAX_BYTES = 1 << 30
"""Uncompressed size above which a file is refused before any array is read: 1 GiB."""


class TraceFileError(ValueError):
    """The file is not a trace this version can read; the message says why."""


def save_trace(
    trace: Trace,
    file: str | Path | BinaryIO,
    *,
    half: bool = False,
    properties: Mapping[str, Any] | None = None,
    logits: Any = None,
    classes: Sequence[str] | None = None,
    loss: Any = None,
) -> None:
    """Write `trace` as a compressed .npz.

    Args:
        trace: What to keep.
        file: Where; NumPy puts .npz behind a name that ends otherwise.
        half: Keep 16 bits of every number: a relative error below 0.0005, half the size.
        properties: What its steps are, name -> a number a step, (T,): the explorer tells which
            units say so.
        logits: What the network said at each step, scores before softmax, (T, V).
        classes: Names of the V logits; else numbers.
        loss: How wrong it was at each step, (T,): the explorer colours the text by it, and tells
            which units say so.

    Raises:
        TypeError: If it is no trace.
        ValueError: If a part does not fit the steps, or a label is no text.
    """
    if not isinstance(trace, Trace):
        kind = type(trace).__name__
        raise TypeError(f"save_trace takes a Trace, such as recording.trace(), and not a {kind}")
    trace = with_outputs(trace, logits, classes, loss)
    trace = with_properties(trace, properties) if properties else trace
    arrays, meta = _flatten(trace)
    if half:
        arrays = {name: values.astype(np.float16) for name, values in arrays.items()}
    text = json.dumps({"format": FORMAT, **meta}, ensure_ascii=False)
    np.savez_compressed(file, allow_pickle=False, meta=np.array(text), **arrays)


def load_trace(file: str | Path | BinaryIO, *, most: int = MAX_BYTES) -> Trace:
    """Read a trace written by `save_trace`.

    Args:
        file: Where.
        most: Bytes the unpacked file may have; the memory taken is at most about three times this.

    Raises:
        TraceFileError: If the file is not an .npz, holds pickles, is too large or does not fit
            together.
    """
    file = Path(file) if isinstance(file, str) else file
    name = (file.name or str(file)) if isinstance(file, Path) else "the file"
    try:
        check_archive(file, most)
        with np.load(file, allow_pickle=False) as archive:
            arrays = {key: _single(archive[key]) for key in archive.files if not is_beside(key)}
        if "meta" not in arrays:
            raise TraceFileError(f"{name} is not a trace: it holds no meta")
        meta = json.loads(str(arrays.pop("meta")[()]))
        if meta.get("format") != FORMAT:
            raise TraceFileError(f"{name} has trace format {meta.get('format')}, not {FORMAT}")
        return _unflatten(arrays, meta)
    except TraceFileError:
        raise
    except FileNotFoundError as error:
        raise TraceFileError(f"{name} is not there: No such file") from error
    except Exception as error:  # zip, zlib, NumPy and JSON each fail in ways of their own
        why = " ".join(str(getattr(error, "strerror", None) or error).split())[:300]
        raise TraceFileError(f"{name} is not a trace this app can read: {why}") from error


def _single(values: Any) -> Any:
    return values.astype(np.float32) if values.dtype == np.float16 else values


def trace_bytes(trace: Trace) -> bytes:
    """The .npz of `save_trace` as bytes, for a download button."""
    buffer = io.BytesIO()
    save_trace(trace, buffer)
    return buffer.getvalue()


def trace_csv(trace: Trace) -> str:
    """Every layer array as a table: one row a step and array, one column a unit."""
    width = max((layer.hidden_size for layer in trace.layers), default=0)
    names = ["step", "input", "array", *(f"unit_{unit}" for unit in range(width))]
    return rows_csv(names, _rows(trace))


def _rows(trace: Trace) -> Iterator[list[Any]]:
    for depth, layer in enumerate(trace.layers):
        for name, values in layer.arrays():
            if name.startswith("initial"):
                continue
            for step, row in enumerate(values.tolist(), start=1):
                yield [step, trace.inputs[step - 1], f"layer_{depth}.{name}", *row]


def _flatten(trace: Trace, prefix: str = "") -> tuple[dict[str, Any], dict[str, Any]]:
    arrays: dict[str, Any] = {prefix + name: values for name, values in trace.arrays()}
    meta: dict[str, Any] = {
        **{name: _labels(vars(trace), name) for name in ("inputs", "classes", "source")},
        "layers": [_kind(layer) for layer in trace.layers],
    }
    if trace.upstream is not None:
        more, meta["upstream"] = _flatten(trace.upstream, f"{prefix}upstream.")
        arrays |= more
    return arrays, meta


def _kind(layer: LayerTrace) -> dict[str, str]:
    kind: dict[str, str] = {"cell": layer.cell, "direction": layer.direction}
    return kind if layer.nonlinearity == "tanh" else kind | {"nonlinearity": layer.nonlinearity}


def _unflatten(arrays: dict[str, Any], meta: dict[str, Any], prefix: str = "") -> Trace:
    def under(path: str) -> dict[str, FloatArray]:
        start = prefix + path
        return {name[len(start) :]: a for name, a in arrays.items() if name.startswith(start)}

    def layer(depth: int, kind: dict[str, Any]) -> LayerTrace:
        parts = under(f"layers.{depth}.")
        gates = {name: parts.pop(f"gates.{name}") for name in _gate_names(parts)}
        return LayerTrace(
            kind["cell"],
            gates=gates,
            direction=kind["direction"],
            nonlinearity=kind.get("nonlinearity", "tanh"),
            **parts,
        )

    upstream = meta.get("upstream")
    return Trace(
        inputs=_labels(meta, "inputs"),
        layers=tuple(layer(depth, kind) for depth, kind in enumerate(meta["layers"])),
        logits=arrays.get(f"{prefix}logits"),
        classes=_labels(meta, "classes"),
        attention=arrays.get(f"{prefix}attention"),
        source=_labels(meta, "source"),
        extras=under("extras."),
        upstream=None if upstream is None else _unflatten(arrays, upstream, f"{prefix}upstream."),
    )


def _labels(meta: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """What steps, classes or places are called, of what is read or written.

    Raises:
        ValueError: If one is no text.
    """
    labels = meta[name]
    texts = isinstance(labels, list | tuple) and all(isinstance(one, str) for one in labels)
    if not texts:
        raise ValueError(f"{name} is not a list of texts")
    return tuple(labels)


def _gate_names(parts: dict[str, FloatArray]) -> list[str]:
    return [name.removeprefix("gates.") for name in parts if name.startswith("gates.")]
