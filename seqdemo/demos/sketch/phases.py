"""Phases of training: draw with noise, sharpen the last layer, refine.

What keeps a network from learning drawings by heart also blurs where it puts the next point: lines
are level to the pixel, a state with dropout is not. So the last layer is trained again, by itself,
on states without noise. Where that is not enough, the whole network learns on in float32, on
drawings that keep all their points: one that is left out makes a level line slanted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import torch
from torch import Tensor, nn
from torch.utils.data import Dataset

from seqdemo.demos.sketch import objective
from seqdemo.demos.sketch.augment import Changes
from seqdemo.demos.sketch.batches import padded
from seqdemo.demos.sketch.data import Drawings
from seqdemo.demos.sketch.mixture import mixture_of, offset_nats, pen_nats
from seqdemo.demos.sketch.network import SketchNetwork, features, with_ends
from seqdemo.training.fit import Batch
from seqdemo.training.recipe import Recipe

UPDATES: Mapping[str, int] = {
    "aaron_sheep": 5_000,
    "short_kanji": 5_000,
    "quickdraw_mini": 3_600,
    "sheep_blend": 2_400,
    "omniglot": 7_000,
}
"""Of the first phase."""

SHARPEN = Recipe(
    max_steps=1_000,
    batch_size=4_096,
    learning_rate=2e-3,
    warmup_steps=20,
    averaging=0.99,
    rates={"": 0.0, "head": 1.0},
)
"""The second phase; its examples are points."""


@dataclass(frozen=True)
class Refinement:
    """A last phase of the whole network, on drawings with all their points.

    Attributes:
        name: Of the phase.
        max_steps: Updates.
        learning_rate: Of its first updates.
        stretched: Each axis is stretched by up to this share.
    """

    name: str
    max_steps: int
    learning_rate: float
    stretched: float

    def recipe(self, network: str) -> Recipe:
        """That of the first phase, in float32."""
        return replace(
            drawing_recipe(network),
            max_steps=self.max_steps,
            learning_rate=self.learning_rate,
            warmup_steps=50,
            precision="fp32",
            seed=1,
        )

    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        """As in the first phase, see `objective.loss`."""
        drawn = cast(SketchNetwork, model)
        return objective.loss(drawn, *batch, changes=Changes(self.stretched, dropped=0.0))


REFINEMENTS: Mapping[str, tuple[Refinement, ...]] = {
    "omniglot": (
        Refinement("refine", 1_500, 1e-3, stretched=0.15),
        Refinement("refine_unstretched", 2_000, 6e-4, stretched=0.0),
    ),
}
"""After the last layer was sharpened."""

MOST_POINTS = 400_000
STRETCHED = 0.15
AT_ONCE = 64  # drawings


ON_A_CPU: Mapping[str, int] = {"quickdraw_mini": 64, "omniglot": 128}
"""Drawings of an update of the networks that were trained on a CPU; 256 on a GPU."""


def drawing_recipe(network: str) -> Recipe:
    """The first phase: a few minutes on a GPU."""
    small = network in ON_A_CPU
    return Recipe(
        max_steps=UPDATES[network],
        batch_size=ON_A_CPU.get(network, 256),
        learning_rate=3e-3,
        warmup_steps=100 if small else 200,
        weight_decay=0.01,
        averaging=0.998,
        shuffle=False,
        precision="bf16",
    )


def refinements(network: str) -> tuple[Refinement, ...]:
    """The last phases of a network; most have none."""
    return REFINEMENTS.get(network, ())


def recipe(network: str) -> Recipe:
    """That of the first phase, with the updates of all."""
    first = drawing_recipe(network)
    more = sum(refinement.max_steps for refinement in refinements(network))
    return replace(first, max_steps=first.max_steps + SHARPEN.max_steps + more)


class StatesOfPoints(Dataset[tuple[Tensor, ...]]):
    """Hidden states of a network over drawings, with what came next; one example a point.

    A batch is (states (B, H) half, offsets (B, 2), pens (B,)).

    Args:
        model: The network; it reads without dropout, each drawing stretched a little.
        drawings: Of the training split; some are left out if they are too many.
        seed: Which, and how they are stretched.
    """

    def __init__(self, model: SketchNetwork, drawings: Drawings, seed: int = 0) -> None:
        generator = torch.Generator().manual_seed(seed)
        share = min(1.0, MOST_POINTS / max(1, int(drawings.lengths.sum())))
        kept = torch.rand(len(drawings), generator=generator).numpy() < share
        some = drawings.only(kept) if kept.any() else drawings
        points, lengths = padded(some)
        labels = torch.from_numpy(some.labels)
        parts: list[tuple[Tensor, ...]] = []
        for rows in torch.split(torch.argsort(lengths), AT_ONCE):
            batch = points[rows, : int(lengths[rows].max())].float()
            stretch = 1 + STRETCHED * (2 * torch.rand(len(rows), 1, 2, generator=generator) - 1)
            batch[..., :2] *= stretch / model.config.scale
            parts.append(states_of(model, batch, lengths[rows], labels[rows]))
        self.states, self.offsets, self.pens = (
            torch.cat(part) for part in zip(*parts, strict=True)
        )

    def __len__(self) -> int:
        return len(self.pens)

    def __getitem__(self, index: int) -> tuple[Tensor, ...]:
        return self.__getitems__([index])

    def __getitems__(self, indices: Sequence[int]) -> tuple[Tensor, ...]:
        rows = torch.tensor(indices)
        return self.states[rows], self.offsets[rows], self.pens[rows]


@torch.no_grad()
def states_of(
    model: SketchNetwork, points: Tensor, lengths: Tensor, labels: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """States (N, H) before each point and end of drawings, and offsets (N, 2) and pens (N,) there.

    On the CPU, whatever the network computes on.
    """
    model.eval()
    device = next(model.parameters()).device
    read, pen = with_ends(points.to(device), lengths.to(device))
    condition = model.condition(read, lengths.to(device), labels.to(device))
    x, state = model.told(features(read[:, :-1]), condition, None)
    hidden, _ = model.decoder(x, state)
    inside = torch.arange(pen.shape[1], device=device) <= lengths.to(device)[:, None]
    found = hidden[inside].half(), read[:, 1:, :2][inside], pen[inside]
    hidden_states, offsets, pens = (part.cpu() for part in found)
    return hidden_states, offsets, pens


def sharpening_loss(model: nn.Module, batch: Batch) -> Tensor:
    """Nats of a point, by the last layer alone; an end has no place."""
    states, offsets, pens = batch
    with torch.autocast(states.device.type, enabled=False):
        mixture = mixture_of(cast(SketchNetwork, model).head(states.float()))
    drawn = pens < 2
    return (offset_nats(mixture, offsets) * drawn + pen_nats(mixture, pens)).sum() / drawn.sum()
