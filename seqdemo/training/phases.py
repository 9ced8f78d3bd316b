"""Fit in phases: one network, several recipes in a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from torch import nn
from torch.utils.data import Dataset

from seqdemo.training.fit import Batch, Fit, Loss, TrainingStep
from seqdemo.training.recipe import Recipe
from seqdemo.training.run_state import TrainingState

if TYPE_CHECKING:  # what only training needs takes a server's memory
    from accelerate import Accelerator


@dataclass(frozen=True)
class Phase:
    """One part of a training run.

    Attributes:
        name: Folder in which it is kept, below that of the run; one that begins with "../" stands
            beside it, and runs of several networks share it.
        recipe: How the network is trained in it.
        dataset: Makes its examples when it begins, from the network as it is then.
        loss: Mean loss of a batch.
        collate: How examples become a batch, as in `DataLoader`.
        network: Trained in place of the run's network, such as a teacher; None is the run's.
    """

    name: str
    recipe: Recipe
    dataset: Callable[[nn.Module], Dataset[Any]]
    loss: Loss
    collate: Callable[[Any], Batch] | None = None
    network: nn.Module | None = None


@dataclass
class PhasedFit:
    """A training run in phases: iterate over it to train, as over a `Fit`.

    Every phase begins with the weights the one before ended with, and a new optimizer. Updates and
    seconds count on from phase to phase.

    Attributes:
        model: Trained in place.
        phases: In order.
        accelerator: Where to train.
        run: Where the run is kept, so that it goes on after a kill.
        workers: Extra processes that prepare batches.
        seconds_before: Wall time of earlier runs that this one goes on from; set as it goes.
    """

    model: nn.Module
    phases: Sequence[Phase]
    accelerator: Accelerator
    run: Path | None = None
    workers: int = 0
    seconds_before: float = 0.0

    @property
    def recipe(self) -> Recipe:
        """The first phase's recipe, with the updates of all."""
        return replace(
            self.phases[0].recipe, max_steps=sum(p.recipe.max_steps for p in self.phases)
        )

    def __iter__(self) -> Iterator[TrainingStep]:
        done, seconds = 0, 0.0
        for phase in self.phases:
            fit, here = self._fit(phase), 0.0
            for step in fit:
                here = step.seconds
                yield replace(step, step=done + step.step, seconds=seconds + here)
            # A phase that an earlier run finished takes no step: it only gives its weights back.
            seconds += here or fit.seconds_before
            self.seconds_before += fit.seconds_before
            done += phase.recipe.max_steps

    def _fit(self, phase: Phase) -> Fit:
        state = None
        if self.run is not None:
            folder = (self.run / phase.name).resolve()  # "../": the run's own need not be there yet
            state = TrainingState(folder, fingerprint=str(asdict(phase.recipe)))
        model = self.model if phase.network is None else phase.network
        return Fit(
            model=model,
            dataset=phase.dataset(model),
            loss=phase.loss,
            recipe=phase.recipe,
            accelerator=self.accelerator,
            collate=phase.collate,
            state=state,
            workers=self.workers,
        )


def shortened(phases: Sequence[Phase], max_steps: int) -> tuple[Phase, ...]:
    """The first `max_steps` updates of phases; the last one keeps its whole schedule's shape."""
    kept: list[Phase] = []
    for phase in phases:
        steps = min(phase.recipe.max_steps, max_steps)
        if steps > 0:
            kept.append(replace(phase, recipe=replace(phase.recipe, max_steps=steps)))
        max_steps -= steps
    return tuple(kept)
