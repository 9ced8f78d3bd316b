"""Saliency through time: gradients of one output, per step."""

from __future__ import annotations

from dataclasses import dataclass

from seqdemo.core.trace import FloatArray


@dataclass(frozen=True, eq=False)
class Saliency:
    """Of one output, the log-probability L of a class after one step, on all steps up to it.

    Attributes:
        step: The step after which the output is asked, from 0.
        name: The class whose log-probability L is.
        log_probability: L, nats.
        norms: |dL/dx_t|, the length of the gradient by each input, (T,), nats per unit of x.
        products: dL/dx_t . x_t, gradient times input, (T,), nats: what the input as a whole adds,
            as far as the network is linear there.
        states: |dL/dh_t| of each layer, bottom to top, each (T,), nats per unit of h.
        memories: |dL/dc_t| of each layer of an LSTM, each (T,), nats per unit of c; () of others.
    """

    step: int
    name: str
    log_probability: float
    norms: FloatArray
    products: FloatArray
    states: tuple[FloatArray, ...]
    memories: tuple[FloatArray, ...] = ()
