"""Back through time in a text writer: losses, gradients, updates."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from seqdemo.models.gradients import gradient_norm
from seqdemo.models.other_weights import call_with
from seqdemo.models.text_writer import TextWriter

Weights = dict[str, Tensor]
"""Weights by the names they have in the writer."""


@dataclass(frozen=True, eq=False)
class Pass:
    """One way forward and back over T steps, of a network with L layers.

    Attributes:
        losses: Cross-entropy of what came next, nats, (T,).
        chances: Probability of what came next, (T,).
        norms: |h_t| of each layer, bottom to top, (L, T).
        own: |dL_t/dh_t|, what step t's own loss sends into the top layer's state, (T,).
        flows: |dL/d(h_t, c_t)| by way of step t + 1, for each layer, (L, T - 1).
        adds: Length of what step t adds to the gradient of the top layer's W_hh, (T,).
        total: Length of their sum.
        gradients: Gradient of L, the sum of the losses, by the writer's weights.
    """

    losses: list[float]
    chances: list[float]
    norms: list[list[float]]
    own: list[float]
    flows: list[list[float]]
    adds: list[float]
    total: float
    gradients: Weights


def weights_of(writer: TextWriter) -> Weights:
    """A writer's weights as leaves of their own, in single precision; the writer is left alone."""
    return {name: w.detach().float().clone() for name, w in writer.named_parameters()}


def through_time(writer: TextWriter, weights: Weights, numbers: list[int], window: int) -> Pass:
    """Read symbols, sum the losses of each next one, and take the gradients of the sum.

    Args:
        writer: The network.
        weights: Its weights.
        numbers: T + 1 symbols: those read, and the last one to be foreseen.
        window: Steps of the BPTT window: the state is detached before every step whose number
            divides by it.
    """
    leaves = {name: w.detach().requires_grad_() for name, w in weights.items()}
    steps = [_Step(writer, leaves, read, said) for read, said in pairwise(numbers)]
    state: Any = None
    for t, step in enumerate(steps):
        if state is not None and t % window == 0:
            state = _each(Tensor.detach, state)
        state = step.run(state)
    total = torch.stack([step.loss for step in steps]).sum()
    total.backward()  # type: ignore[no-untyped-call]
    return _found(steps, leaves)


def updated(weights: Weights, gradients: Weights, rate: float) -> Weights:
    """One update of plain gradient descent."""
    return {name: w - rate * gradients[name] for name, w in weights.items()}


def descended(
    writer: TextWriter,
    weights: Weights,
    numbers: list[int],
    window: int,
    rate: float,
    count: int,
) -> tuple[Weights, list[float]]:
    """Several updates of plain gradient descent, without what a drawing needs of each.

    Args:
        writer: The network.
        weights: Its weights.
        numbers: T + 1 symbols, see `through_time`.
        window: Steps of the BPTT window.
        rate: Learning rate.
        count: Updates.

    Returns:
        The weights after them, and the sum of the losses before each.
    """
    leaves = {name: w.detach().clone().requires_grad_() for name, w in weights.items()}
    said, losses = torch.tensor(numbers[1:]), []
    for _ in range(count):
        state: Any = None
        logits = []
        for part in torch.split(torch.tensor(numbers[:-1]), window):
            state = None if state is None else _each(Tensor.detach, state)
            found, state = call_with(writer, leaves, part[None], state)
            logits.append(found[0])
        total = cross_entropy(torch.cat(logits), said, reduction="sum")
        gradients = torch.autograd.grad(total, list(leaves.values()))
        with torch.no_grad():
            for w, gradient in zip(leaves.values(), gradients, strict=True):
                w.sub_(gradient, alpha=rate)
        losses.append(float(total.detach()))
    return {name: w.detach() for name, w in leaves.items()}, losses


class _Step:
    """One step of the writer; what it hands on are tensors of its own, whose gradients are kept."""

    def __init__(self, writer: TextWriter, leaves: Weights, read: int, said: int) -> None:
        self.writer, self.leaves, self.read, self.said = writer, leaves, read, said

    def run(self, state: Any) -> Any:
        fused = self.writer.recurrent.fused
        names = [name for name in self.leaves if name.startswith("recurrent.fused.")]
        # A view of a weight is the same numbers with a gradient of their own.
        views = {name: self.leaves[name].view_as(self.leaves[name]) for name in names}
        self.shared = views[f"recurrent.fused.weight_hh_l{fused.num_layers - 1}"]
        self.shared.retain_grad()
        embedded = self.leaves["embedding.weight"][[self.read]][None]
        given = {name.removeprefix("recurrent.fused."): view for name, view in views.items()}
        top, after = call_with(fused, given, embedded, state)
        self.top, self.after = _watched(top), _each(_watched, after)
        self.logits = self.top[0] @ self.leaves["head.weight"].T + self.leaves["head.bias"]
        self.loss = cross_entropy(self.logits, torch.tensor([self.said]))
        return self.after


def _watched(tensor: Tensor) -> Tensor:
    """The same numbers as a tensor of their own, whose gradient is kept."""
    own = tensor.view_as(tensor)
    own.retain_grad()
    return own


def _each(act: Any, state: Any) -> Any:
    return tuple(map(act, state)) if isinstance(state, tuple) else act(state)


def _sent_back(step: _Step, layer: int) -> float:
    """Length of the gradient that comes into a layer's state from the step after."""
    states = step.after if isinstance(step.after, tuple) else (step.after,)
    found = [state.grad[layer] for state in states if state.grad is not None]
    return float(torch.cat([grad.flatten() for grad in found]).norm()) if found else 0.0


def _found(steps: list[_Step], leaves: Weights) -> Pass:
    layers = range(steps[0].writer.recurrent.fused.num_layers)
    hidden = [step.after[0] if isinstance(step.after, tuple) else step.after for step in steps]
    grads = {name: torch.zeros_like(w) if w.grad is None else w.grad for name, w in leaves.items()}
    shared = f"recurrent.fused.weight_hh_l{len(layers) - 1}"
    return Pass(
        losses=[float(step.loss.detach()) for step in steps],
        chances=[float(step.logits.detach().softmax(-1)[0, step.said]) for step in steps],
        norms=[[float(h[layer].detach().norm()) for h in hidden] for layer in layers],
        own=[float(gradient_norm(step.top.grad)) for step in steps],
        flows=[[_sent_back(step, layer) for step in steps[:-1]] for layer in layers],
        adds=[float(gradient_norm(step.shared.grad)) for step in steps],
        total=float(gradient_norm(grads[shared])),
        gradients=grads,
    )
