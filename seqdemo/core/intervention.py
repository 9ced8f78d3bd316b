"""Interventions on hidden states: clamp, freeze, patch; as a link.

Each kind can be written as a few characters, so that an intervention is part of a link:
`c2:17.40@12=0` holds units 17 and 40 of layer 2 at 0 from step 12 on, `f1:forget@0=1` keeps the
forget gate of layer 1 open, `b@20=0.5` blends half of another state in at step 20, and
`d2:axes.3@12=1` holds direction 3 of the axes of layer 2 at 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from seqdemo.core.trace import FloatArray

MOST = 12
"""Interventions of one link."""

MOST_UNITS = 512
BOUND = 10.0
"""Largest value a unit can be held at: some units of cell states get that far by themselves."""


@dataclass(frozen=True)
class Clamp:
    """Clamp units of a layer to a value; at 0 they are ablated, and an LSTM's memory with them.

    Attributes:
        layer: From 0.
        units: Which.
        first: From which step on, from 0.
        value: What h_t of these units is.
    """

    layer: int
    units: tuple[int, ...]
    first: int = 0
    value: float = 0.0


@dataclass(frozen=True)
class Freeze:
    """Freeze a gate of a layer at a value, 0 shut and 1 open.

    Attributes:
        layer: From 0.
        gate: Its name.
        first: From which step on, from 0.
        value: What the gate is, 0..1.
        units: Of which units; () for all.
    """

    layer: int
    gate: str
    first: int = 0
    value: float = 1.0
    units: tuple[int, ...] = ()


@dataclass(frozen=True)
class Blend:
    """Activation patching: mix another sequence's state in before a step; share 1 replaces it.

    Attributes:
        at: The step that starts from the mixed state, from 0.
        share: Of the other state, 0..1.
    """

    at: int
    share: float = 1.0


@dataclass(frozen=True)
class Steer:
    """Hold a direction of a layer's states at a value, by adding what is missing along it.

    Attributes:
        layer: From 0.
        basis: What kind of direction, such as "axes".
        number: Which.
        first: From which step on, from 0.
        value: What is read along it, as far as the rest of the state allows.
        read: What is read of a state, (H,), and a constant beside it; a link does not hold this.
        constant: That constant.
        write: What adding 1 adds to a state, (H,).
        rectified: Whether what is read counts as 0 below 0.
    """

    layer: int
    basis: str
    number: int
    first: int = 0
    value: float = 0.0
    read: FloatArray | None = field(default=None, compare=False, repr=False)
    constant: float = field(default=0.0, compare=False, repr=False)
    write: FloatArray | None = field(default=None, compare=False, repr=False)
    rectified: bool = field(default=False, compare=False, repr=False)

    def steered(self, states: FloatArray) -> FloatArray:
        """States (..., H) with the direction at its value.

        What is read is summed in order, in float64: the same on every machine.
        """
        assert self.read is not None and self.write is not None
        sums = np.add.accumulate(states.astype(np.float64) * self.read, axis=-1)
        now = sums[..., -1:] + np.float32(self.constant)
        if self.rectified:  # what is off, below 0, counts as 0: a feature is never less
            now = np.maximum(now, 0.0)
        missing = (np.float32(self.value) - now).astype(np.float32)
        return np.asarray(states + missing * self.write, np.float32)


Hold: TypeAlias = Clamp | Steer
"""What holds a part of a layer's states at a value from a step on."""

Intervention = Clamp | Freeze | Blend | Steer

_FORM = re.compile(
    r"(?P<kind>[cf])(?P<layer>\d{1,2})(:(?P<gate>[a-z]+))?(:(?P<units>[\d.]+))?"
    r"@(?P<step>\d{1,5})=(?P<value>-?\d+(\.\d+)?)"
)
_STEER = re.compile(
    r"d(?P<layer>\d{1,2}):(?P<basis>[a-z]{1,20})\.(?P<number>\d{1,5})"
    r"@(?P<step>\d{1,5})=(?P<value>-?\d+(\.\d+)?)"
)
_BLEND = re.compile(r"b@(?P<step>\d{1,5})=(?P<value>\d+(\.\d+)?)")


def encode(interventions: Iterable[Intervention]) -> str:
    """As text for a link."""
    return "_".join(_encoded(one) for one in interventions)


def decode(text: str) -> tuple[Intervention, ...]:
    """From a link; parts that make no sense are left out."""
    found = (_decoded(part) for part in text.split("_")[:MOST])
    return tuple(one for one in found if one is not None)


def _encoded(one: Intervention) -> str:
    if isinstance(one, Blend):
        return f"b@{one.at}={one.share:g}"
    if isinstance(one, Steer):
        return f"d{one.layer + 1}:{one.basis}.{one.number}@{one.first}={one.value:g}"
    units = ".".join(map(str, one.units))
    where = f":{one.gate}" if isinstance(one, Freeze) else ""
    kind = "f" if isinstance(one, Freeze) else "c"
    return f"{kind}{one.layer + 1}{where}{f':{units}' if units else ''}@{one.first}={one.value:g}"


def _decoded(text: str) -> Intervention | None:
    blend = _BLEND.fullmatch(text)
    if blend:
        share = float(blend["value"])
        return Blend(int(blend["step"]), share) if share <= 1 else None
    steer = _STEER.fullmatch(text)
    if steer and steer["layer"] != "0":
        place = int(steer["layer"]) - 1, steer["basis"], int(steer["number"])
        value = float(steer["value"])
        return Steer(*place, int(steer["step"]), value) if abs(value) <= BOUND else None
    form = _FORM.fullmatch(text)
    if not form or form["layer"] == "0":
        return None
    layer, step, value = int(form["layer"]) - 1, int(form["step"]), float(form["value"])
    units = tuple(int(unit) for unit in (form["units"] or "").split(".") if unit)[:MOST_UNITS]
    if form["kind"] == "c":
        known = units and not form["gate"] and abs(value) <= BOUND
        return Clamp(layer, units, step, value) if known else None
    if not form["gate"] or not 0 <= value <= 1:
        return None
    return Freeze(layer, form["gate"], step, value, units)
