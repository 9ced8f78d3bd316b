"""A small training run that tests share, in this process, in a killed one and in two at once."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from accelerate import Accelerator
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.utils.data import Dataset

from seqdemo.core.counter_random import uniforms
from seqdemo.training.fit import Batch, Fit, leave_together
from seqdemo.training.recipe import Recipe
from seqdemo.training.run_state import TrainingState

DIES_AFTER = 3
RECIPE = Recipe(
    max_steps=8,
    batch_size=4,
    learning_rate=0.05,
    warmup_steps=3,
    weight_decay=0.01,
    max_grad_norm=0.2,
    averaging=0.9,
    seed=5,
)
RECIPES = {
    "shuffled": RECIPE,
    "in order": replace(RECIPE, shuffle=False, max_grad_norm=1e9, averaging=0.0),
}


class Points(Dataset[tuple[Tensor, Tensor]]):
    """Twelve points of a curve, and a note of which were asked for."""

    def __init__(self) -> None:
        self.visited: list[int] = []
        self.points = torch.from_numpy(uniforms(1, torch.arange(12).numpy(), 2))

    def __len__(self) -> int:
        return len(self.points)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        self.visited.append(index)
        return self.points[index], self.points[index].prod(0, keepdim=True).sin()


class Net(nn.Module):
    """Hard for several processes: a head outside `forward`, an unused part, an int buffer."""

    def __init__(self) -> None:
        super().__init__()
        self.trunk = nn.Linear(2, 6)
        self.head = nn.Linear(6, 1)
        self.probe = nn.Linear(6, 1)
        self.register_buffer("calls", torch.zeros((), dtype=torch.int64))
        self.calls: Tensor

    def forward(self, x: Tensor) -> Tensor:
        self.calls += self.training
        return self.trunk(x).tanh()


def squared_error(model: nn.Module, batch: Batch) -> Tensor:
    x, y = batch
    return F.mse_loss(model.get_submodule("head")(model(x)), y)


class Forgetful(Net):
    """Drops half of its units at random while it trains."""

    def forward(self, x: Tensor) -> Tensor:
        return F.dropout(super().forward(x), 0.5, self.training)


def make_fit(recipe: Recipe = RECIPE, net: type[Net] = Net, **options: Any) -> Fit:
    """A run from the same weights every time."""
    torch.manual_seed(recipe.seed)
    accelerator = Accelerator(cpu=True)
    return Fit(net(), Points(), squared_error, recipe, accelerator=accelerator, **options)


def record(fit: Fit, updates: int) -> dict[str, Tensor]:
    """Train and keep all there is to compare: norms, gradients, weights, examples visited."""
    kept: dict[str, Tensor] = {}
    for step in islice(fit, updates):
        kept[f"norm.{step.step}"] = torch.tensor(step.grad_norm)
        for name, parameter in fit.model.named_parameters():
            if parameter.grad is not None:
                kept[f"gradient.{step.step}.{name}"] = parameter.grad.clone()
    kept |= {f"weight.{name}": t.clone() for name, t in fit.model.state_dict().items()}
    dataset = fit.dataset
    assert isinstance(dataset, Points)
    return kept | {"visited": torch.tensor(dataset.visited)}


def train_on_two_processes(folder: Path) -> None:
    """Two updates of each recipe, and of one that is broken off between them."""
    os.environ["CUDA_VISIBLE_DEVICES"] = ""  # a forked process has not what this one's caller has
    rank = Accelerator(cpu=True).process_index
    for name, recipe in RECIPES.items():
        save_file(record(make_fit(recipe), 2), folder / f"{name}.{rank}.safetensors")

    class Noted(TrainingState):
        def save(self, *about: Any) -> None:
            (folder / f"process {rank} saved").touch()
            super().save(*about)

    record(make_fit(state=Noted(folder / "run", every_seconds=0)), 1)
    Accelerator(cpu=True).wait_for_everyone()
    resumed = record(make_fit(state=Noted(folder / "run", every_seconds=0)), 1)
    save_file(resumed, folder / f"resumed.{rank}.safetensors")
    leave_together()


def train_and_die(folder: Path) -> None:
    """No chance to tidy up: the process is gone in the middle of a run."""
    for step in make_fit(state=TrainingState(folder, every_seconds=0)):
        if step.step == DIES_AFTER:
            os.kill(os.getpid(), signal.SIGKILL)
