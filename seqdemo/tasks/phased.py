"""Phased task: one whose networks are fitted in several phases."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import nn

from seqdemo.tasks.task import Answer, Query, Task
from seqdemo.training.device import pick_device
from seqdemo.training.fit import accelerator_on
from seqdemo.training.phases import Phase, PhasedFit, shortened
from seqdemo.training.recipe import Recipe

if TYPE_CHECKING:  # what only training needs takes a server's memory
    from accelerate import Accelerator


class PhasedTask(Task[Query, Answer]):
    """A task whose `recipe` gives the updates of all phases and the seed, and each its own rest."""

    @abstractmethod
    def phases(
        self, network: str, model: nn.Module, recipe: Recipe, run: Path | None
    ) -> Sequence[Phase]:
        """The phases of a run, in order.

        Args:
            network: Which of `networks`.
            model: As the first phase finds it.
            recipe: With the seed; `max_steps` is seen to by `fit`.
            run: Folder of the run, for what is kept beside it.
        """

    def begun(self, network: str) -> nn.Module:
        """The network as the first phase finds it; a fresh one by default."""
        return self.model(network)

    def fit(
        self,
        network: str,
        *,
        recipe: Recipe | None = None,
        accelerator: Accelerator | None = None,
        run: Path | None = None,
        workers: int = 0,
    ) -> PhasedFit:
        """A training run in phases; see `Task.fit`.

        Of `recipe` only `max_steps` and `seed` count, unless `phases` takes more of it.
        """
        recipe = recipe or self.recipe(network)
        torch.manual_seed(recipe.seed)
        model = self.begun(network)
        return PhasedFit(
            model=model,
            phases=shortened(self.phases(network, model, recipe, run), recipe.max_steps),
            accelerator=accelerator or accelerator_on(pick_device()),
            run=run,
            workers=workers,
        )
