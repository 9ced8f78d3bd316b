"""Difference of two traces, step by step and unit by unit."""

from __future__ import annotations

from collections.abc import Sequence

from seqdemo.core.trace import FloatArray, LayerTrace, Trace


def difference(one: Trace, other: Trace, depth: int, name: str) -> FloatArray:
    """An array of `one` minus the same array of `other`, (T, H), T the steps of `one`.

    Where `other` has ended there is nothing to compare: those steps are 0.

    Args:
        one: From what is taken.
        other: What is taken.
        depth: Which layer of both, from 0.
        name: "hidden", "cell_state" or a gate that `one` has.

    Raises:
        ValueError: If `other` has no such layer or array, or it does not fit; a clause.
    """
    layer = one.layers[depth]
    like = _layer_like(layer, other, depth)
    try:
        taken = like.array(name)
    except KeyError:
        what = f"{name} gate" if name in layer.gates else name.replace("_", " ")
        raise ValueError(f"it was kept without its {what}") from None
    steps = min(len(one), len(other))
    found = layer.array(name).copy()
    found[:steps] -= taken[:steps]
    found[steps:] = 0
    return found


def _layer_like(layer: LayerTrace, other: Trace, depth: int) -> LayerTrace:
    if depth >= len(other.layers):
        raise ValueError(f"it has {_count(len(other.layers), 'layer')}, and this is {depth + 1}")
    like = other.layers[depth]
    if like.hidden_size != layer.hidden_size:
        there, here = _count(like.hidden_size, "unit"), layer.hidden_size
        raise ValueError(f"its layer {depth + 1} has {there}, this one {here}")
    if like.direction != layer.direction:
        raise ValueError(f"its layer {depth + 1} reads the other way round")
    return like


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def divergence(one: Sequence[str], other: Sequence[str]) -> int:
    """The first step at which two sequences differ; the shorter length if there is none."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((step for step, (a, b) in pairs if a != b), min(len(one), len(other)))
