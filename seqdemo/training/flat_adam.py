"""Adam over all parameters at once, as one vector, with clipping.

Small recurrent networks spend as long in an optimizer's loop over their parameters as in their own
work. Here parameters and gradients are views of two vectors, so that an update is a dozen calls,
and a snapshot of a run is one array.

Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

BETAS, EPSILON = (0.9, 0.999), 1e-8


class FlatAdam:
    """torch.optim.Adam with clip_grad_norm_, over the parameters of one small network.

    Attributes:
        values: All parameters, (N,); those of the network become views of it.
        gradients: Their gradients, (N,), likewise.
        updates: How many there were.

    Args:
        model: Its parameters are float32 on the CPU.
    """

    def __init__(self, model: nn.Module) -> None:
        parameters = list(model.parameters())
        self.values = torch.cat([one.detach().reshape(-1) for one in parameters])
        self.gradients = torch.zeros_like(self.values)
        self._mean, self._square = torch.zeros_like(self.values), torch.zeros_like(self.values)
        self.updates, start = 0, 0
        for one in parameters:
            end = start + one.numel()
            one.data = self.values[start:end].view_as(one)
            one.grad = self.gradients[start:end].view_as(one)
            start = end

    @torch.no_grad()
    def update(self, learning_rate: float, max_grad_norm: float | None = None) -> float:
        """Move the parameters against the gradients, and set these to zero.

        Args:
            learning_rate: Step size.
            max_grad_norm: Gradients are scaled down to this L2 norm; None leaves them.

        Returns:
            Norm of the gradients before clipping.
        """
        norm = float(self.gradients.norm())
        if max_grad_norm is not None:
            self.gradients.mul_(min(1.0, max_grad_norm / (norm + 1e-6)))
        self.updates += 1
        first, second = BETAS
        self._mean.lerp_(self.gradients, 1 - first)
        self._square.mul_(second).addcmul_(self.gradients, self.gradients, value=1 - second)
        size = learning_rate / (1 - first**self.updates)
        root = self._square.sqrt().div_(math.sqrt(1 - second**self.updates)).add_(EPSILON)
        self.values.addcdiv_(self._mean, root, value=-size)
        self.gradients.zero_()
        return norm

    def state(self) -> Tensor:
        """Parameters, running means and running squares of gradients, (3, N), a copy."""
        return torch.stack([self.values, self._mean, self._square])

    def load(self, state: Tensor, updates: int) -> None:
        """Go on from a `state` after so many updates.

        Raises:
            ValueError: If it is the state of a network of another size.
        """
        if state.shape != (3, len(self.values)):
            raise ValueError(f"state has shape {tuple(state.shape)}, not (3, {len(self.values)})")
        for mine, given in zip((self.values, self._mean, self._square), state, strict=True):
            mine.copy_(given)
        self.updates = updates
