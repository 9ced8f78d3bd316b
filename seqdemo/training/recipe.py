"""Recipe: hyperparameters and learning-rate schedule of a run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Recipe:
    """How a network is trained; stored on its card.

    Attributes:
        max_steps: Parameter updates.
        batch_size: Examples per update and process.
        learning_rate: Peak of the schedule: linear warm-up, then half a cosine to zero.
        warmup_steps: Updates until the peak.
        weight_decay: AdamW's decoupled decay.
        max_grad_norm: Gradients are clipped to this L2 norm; backpropagation through time
            multiplies many Jacobians, and one bad sequence could throw the weights away.
        averaging: Decay of the running average of the weights that is kept in the end; 0 is off.
        seed: Of the initial weights and the order of examples.
        shuffle: Whether examples are visited in a new random order each epoch.
        precision: "bf16" multiplies matrices in bfloat16 (autocast) while weights and their
            averages stay in float32; on recent CPUs and GPUs that is twice as fast.
        rates: Parts of the network that learn at a share of the learning rate, by the beginning of
            their parameters' names, the longest that fits; 0 leaves a part as it is.
    """

    max_steps: int
    batch_size: int = 64
    learning_rate: float = 2e-3
    warmup_steps: int = 100
    weight_decay: float = 0.0
    max_grad_norm: float = 1.0
    averaging: float = 0.0
    seed: int = 0
    shuffle: bool = True
    precision: Literal["fp32", "bf16"] = "fp32"
    rates: Mapping[str, float] = field(default_factory=dict)

    def rate_of(self, parameter: str) -> float:
        """The share of the learning rate at which a parameter learns, by its name."""
        fitting = [start for start in self.rates if parameter.startswith(start)]
        return self.rates[max(fitting, key=len)] if fitting else 1.0

    def learning_rate_at(self, step: int) -> float:
        """Learning rate of update `step`, counting from 1."""
        if step <= self.warmup_steps:
            return self.learning_rate * step / self.warmup_steps
        done = (step - self.warmup_steps) / max(1, self.max_steps - self.warmup_steps)
        return self.learning_rate * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))
