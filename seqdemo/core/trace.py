"""Trace and LayerTrace: every state of a recurrent network's run.

One sequence, no batch axis, time first, NumPy float32. Values are shown as the network
computed them; logits rather than probabilities are kept, so that temperature and cuts can be
applied again by the same function the generator uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
CellKind = Literal["rnn", "gru", "lstm"]
Direction = Literal["forward", "backward"]
Nonlinearity = Literal["tanh", "relu"]

GATES: Mapping[CellKind, tuple[str, ...]] = {
    "rnn": (),
    "gru": ("reset", "update", "candidate"),
    "lstm": ("input", "forget", "candidate", "output"),
}
"""Gate names in the order PyTorch stores them; a GRU's update gate near 1 *keeps* the old state."""


@dataclass(frozen=True, eq=False)
class LayerTrace:
    """One recurrent layer unrolled over T steps with H units.

    Attributes:
        cell: Which recurrence produced the numbers.
        hidden: Hidden state h_t after each step, (T, H).
        cell_state: LSTM memory c_t after each step, (T, H), unbounded; None for other cells.
        gates: Gate name -> value after its nonlinearity, each (T, H); names as in `GATES`.
        initial_hidden: Hidden state before the first step, (H,); None means zeros.
        initial_cell_state: LSTM memory before the first step, (H,); None means zeros.
        direction: "backward" layers read right to left, yet row t still belongs to inputs[t].
        nonlinearity: What a plain RNN puts its sum through; with "relu" h_t has no upper bound.

    Raises:
        ValueError: If an array has the wrong shape; the message names the field.
    """

    cell: CellKind
    hidden: FloatArray
    cell_state: FloatArray | None = None
    gates: Mapping[str, FloatArray] = field(default_factory=dict)
    initial_hidden: FloatArray | None = None
    initial_cell_state: FloatArray | None = None
    direction: Direction = "forward"
    nonlinearity: Nonlinearity = "tanh"

    def __post_init__(self) -> None:
        if self.cell not in GATES:
            raise ValueError(f"cell must be one of {', '.join(GATES)}, got {self.cell!r}")
        if self.direction not in ("forward", "backward"):
            raise ValueError(f"direction must be forward or backward, got {self.direction!r}")
        if self.nonlinearity not in ("tanh", *(("relu",) if self.cell == "rnn" else ())):
            raise ValueError(f"a {self.cell} has no nonlinearity {self.nonlinearity!r}")
        if self.hidden.ndim != 2:
            raise ValueError(f"hidden must be (T, H), got shape {self.hidden.shape}")
        for name in self.gates:
            if name not in GATES[self.cell]:
                raise ValueError(f"a {self.cell} has no gate called {name!r}")
        for name, values in self.arrays():
            if name.endswith("cell_state") and self.cell != "lstm":
                raise ValueError(f"{name} is given, but a {self.cell} has no cell state")
            expected = self.hidden.shape[1:] if name.startswith("initial") else self.hidden.shape
            if values.shape != expected:
                raise ValueError(f"{name} has shape {values.shape}, expected {expected}")

    @property
    def hidden_size(self) -> int:
        """Number of units H."""
        return int(self.hidden.shape[1])

    def previous_hidden(self) -> FloatArray:
        """The state each step started from, h_{t-1} (or h_{t+1} when backward), (T, H)."""
        return self._shifted(self.hidden, self.initial_hidden)

    def previous_cell_state(self) -> FloatArray:
        """The LSTM memory each step started from, (T, H).

        Raises:
            ValueError: If this layer has no cell state.
        """
        if self.cell_state is None:
            raise ValueError(f"a {self.cell} layer has no cell state")
        return self._shifted(self.cell_state, self.initial_cell_state)

    def arrays(self) -> Iterator[tuple[str, FloatArray]]:
        """Every array with the name of its field, `hidden` first."""
        yield "hidden", self.hidden
        optional = {
            "cell_state": self.cell_state,
            "initial_hidden": self.initial_hidden,
            "initial_cell_state": self.initial_cell_state,
        }
        yield from ((name, values) for name, values in optional.items() if values is not None)
        yield from ((f"gates.{name}", values) for name, values in self.gates.items())

    def array(self, name: str) -> FloatArray:
        """The hidden state, the cell state or a gate, by its name; (T, H).

        Raises:
            KeyError: If this layer has no such array.
        """
        kept = {"hidden": self.hidden, "cell_state": self.cell_state, **self.gates}
        found = kept.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def __getitem__(self, steps: slice) -> LayerTrace:
        """Keep only the given steps; the initial states become those of the first step kept."""
        first = range(len(self.hidden))[steps]
        if len(first) == 0 or first.step != 1:
            raise ValueError(f"a trace is cut to a run of at least one step, got {steps}")
        edge = first[0] if self.direction == "forward" else first[-1]
        memory = None if self.cell_state is None else self.previous_cell_state()[edge]
        return replace(
            self,
            hidden=self.hidden[steps],
            cell_state=None if self.cell_state is None else self.cell_state[steps],
            gates={name: values[steps] for name, values in self.gates.items()},
            initial_hidden=self.previous_hidden()[edge],
            initial_cell_state=memory,
        )

    def _shifted(self, states: FloatArray, initial: FloatArray | None) -> FloatArray:
        start = np.zeros_like(states[0]) if initial is None else initial
        if self.direction == "forward":
            return np.concatenate([start[None], states[:-1]])
        return np.concatenate([states[1:], start[None]])


@dataclass(frozen=True, eq=False)
class Trace:
    """One sequence passing through one recurrent network.

    Axes: T steps, H hidden units, V classes, S attended positions.

    Attributes:
        inputs: What was read at each step, as a person would write it; T labels, at least one.
        layers: Recurrent layers, bottom to top.
        logits: Scores before temperature and softmax, (T, V), in nats.
        classes: Names of the logit columns; V labels.
        attention: How much each step looked at each source position, (T, S); rows sum to 1.
        source: Names of the attended positions; S labels.
        extras: Task-specific arrays with T rows each, e.g. "grids" (T, 7, 7).
        upstream: The encoder's trace, when this one is a decoder's.

    Raises:
        ValueError: If the parts do not fit together; the message names the field.
    """

    inputs: tuple[str, ...]
    layers: tuple[LayerTrace, ...]
    logits: FloatArray | None = None
    classes: tuple[str, ...] = ()
    attention: FloatArray | None = None
    source: tuple[str, ...] = ()
    extras: Mapping[str, FloatArray] = field(default_factory=dict)
    upstream: Trace | None = None

    def __post_init__(self) -> None:
        if not self.inputs:
            raise ValueError("inputs is empty: a trace has at least one step")
        for name, values in self.arrays():
            if values.dtype != np.float32:
                raise ValueError(f"{name} is {values.dtype}, expected float32")
            if not np.isfinite(values).all():
                raise ValueError(f"{name} holds a value that is not a finite number")
            per_step = name.startswith("extras.") or ".initial_" not in name
            if per_step and values.shape[:1] != (len(self.inputs),):
                raise ValueError(f"{name} has shape {values.shape} for {len(self.inputs)} inputs")
        _check_columns("logits", self.logits, "classes", self.classes)
        _check_columns("attention", self.attention, "source", self.source)
        if self.attention is not None and not np.allclose(self.attention.sum(1), 1.0, atol=1e-3):
            raise ValueError("attention has rows that do not sum to 1")

    @staticmethod
    def from_arrays(hidden: Any, **parts: Any) -> Trace:
        """Make a trace of states from elsewhere, such as JAX, Keras or a network of your own.

        Args:
            hidden: (T, H) of one layer; (L, T, H), or a list of (T, H), of several.
            parts: `inputs`, T labels; `cell`, "rnn", "gru" or "lstm"; `cell_state`, as `hidden`;
                `gates`, name -> as `hidden`, names as in `GATES`; `logits`, (T, V), and `classes`,
                V names, else numbers; `properties`, name -> a number a step, (T,).

        Raises:
            ValueError: If the parts do not fit together; the message names the field.
        """
        from seqdemo.core.trace_arrays import trace_from_arrays

        return trace_from_arrays(hidden, **parts)

    def __len__(self) -> int:
        return len(self.inputs)

    def __getitem__(self, steps: slice) -> Trace:
        """Keep only the given steps, e.g. `trace[: t + 1]` for "so far"."""
        return replace(
            self,
            inputs=self.inputs[steps],
            layers=tuple(layer[steps] for layer in self.layers),
            logits=None if self.logits is None else self.logits[steps],
            attention=None if self.attention is None else self.attention[steps],
            extras={name: values[steps] for name, values in self.extras.items()},
        )

    def arrays(self) -> Iterator[tuple[str, FloatArray]]:
        """Every array of this trace (not of upstream) with a name that says where it stands."""
        for depth, layer in enumerate(self.layers):
            yield from ((f"layers.{depth}.{name}", values) for name, values in layer.arrays())
        if self.logits is not None:
            yield "logits", self.logits
        if self.attention is not None:
            yield "attention", self.attention
        yield from ((f"extras.{name}", values) for name, values in self.extras.items())


def _check_columns(
    name: str, values: FloatArray | None, labels_name: str, labels: tuple[str, ...]
) -> None:
    if values is None:
        if labels:
            raise ValueError(f"{labels_name} is given without {name}")
        return
    if values.ndim != 2 or values.shape[1] != len(labels):
        raise ValueError(f"{name} has shape {values.shape} but {labels_name} has {len(labels)}")
