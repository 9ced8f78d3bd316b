"""Fit: the training loop as a generator, over Accelerate.

Training is a generator: a script prints its steps, a page plots them, a test takes three.
Hugging Face Accelerate places model and batches, so the same loop runs on one CPU, on one GPU,
and on many processes under `torchrun`.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from seqdemo.training.batches import BatchIndices
from seqdemo.training.recipe import Recipe
from seqdemo.training.run_state import TrainingState

if TYPE_CHECKING:  # what only training needs takes a server's memory
    from accelerate import Accelerator

Batch = Sequence[Tensor]
Loss = Callable[[nn.Module, Batch], Tensor]


@dataclass(frozen=True)
class TrainingStep:
    """What happened in one parameter update."""

    step: int  # updates so far, counting from 1
    loss: float  # of this process's batch, in the task's unit, nats per target unless said
    grad_norm: float  # L2 norm of all gradients before clipping
    learning_rate: float
    seconds: float  # wall time spent training, earlier runs included


class Objective(nn.Module):
    """A network with its loss: on many processes a whole update must pass through one `forward`.

    DistributedDataParallel joins gradients of what it saw there. A loss may call parts of the
    network itself, or leave some out, and every process still ends with the same weights.
    """

    def __init__(self, model: nn.Module, loss: Loss) -> None:
        super().__init__()
        self.model, self.loss = model, loss

    def forward(self, batch: Batch) -> Tensor:
        """Mean loss of a batch."""
        return self.loss(self.model, batch)


def accelerator_on(device: torch.device) -> Accelerator:
    """An accelerator on `device`; under torchrun each process takes the one of its rank instead."""
    if device.type == "cuda" and device.index is not None:
        torch.cuda.set_device(device)
    return _accelerator(cpu=device.type == "cpu")


def _accelerator(*, cpu: bool = False) -> Accelerator:
    from accelerate import Accelerator  # only where something trains: 5 MB of a server

    return Accelerator(cpu=cpu)


def leave_together() -> None:
    """End a run of several processes in order: call it last, in each of them.

    A process that exits with the connection open can abort while another is still using it.
    """
    distributed = torch.distributed
    if distributed.is_available() and distributed.is_initialized():
        distributed.barrier()
        gc.collect()  # what still holds the connection goes first
        distributed.destroy_process_group()


@dataclass
class Fit:
    """A training run in progress: iterate over it to train.

    Attributes:
        model: Trained in place; after the last step it holds the averaged weights.
        dataset: Map-style; `__getitems__` is used where it has one. If it has `to`, it makes its
            batches on the device that trains.
        loss: Mean loss of a batch.
        recipe: How to train.
        accelerator: Where to train; made when not given.
        collate: How examples become a batch, as in `DataLoader`.
        state: Where the run is kept, so that it goes on after a kill.
        workers: Extra processes that prepare batches.
        seconds_before: Wall time of earlier runs that this one goes on from; set when it starts.
    """

    model: nn.Module
    dataset: Dataset[Any]
    loss: Loss
    recipe: Recipe
    accelerator: Accelerator = field(default_factory=_accelerator)
    collate: Callable[[Any], Batch] | None = None
    state: TrainingState | None = None
    workers: int = 0
    seconds_before: float = 0.0

    def __iter__(self) -> Iterator[TrainingStep]:
        accelerator, recipe = self.accelerator, self.recipe
        self.model.to(accelerator.device)
        if callable(move := getattr(self.dataset, "to", None)):
            move(accelerator.device)
        optimizer: torch.optim.Optimizer = torch.optim.AdamW(
            self._groups(),
            lr=recipe.learning_rate,
            weight_decay=recipe.weight_decay,
            fused=accelerator.device.type == "cuda",  # one kernel, where a launch is what costs
        )
        average = {name: t.detach().clone() for name, t in self.model.state_dict().items()}
        done, seconds = self._resume(optimizer, average)
        self.seconds_before = seconds
        objective, optimizer = self._placed(optimizer)
        average = {name: t.to(accelerator.device) for name, t in average.items()}
        started = time.perf_counter() - seconds
        objective.train()
        for step, batch in enumerate(self._batches(done), start=done + 1):
            for group in optimizer.param_groups:
                group["lr"] = group["rate"] * recipe.learning_rate_at(step)
            self._seed(step)
            loss, norm = self._update(objective, optimizer, batch)
            self._average(average, step)
            elapsed = time.perf_counter() - started
            self._keep(optimizer, average, step, elapsed)
            try:
                yield TrainingStep(step, loss, norm, recipe.learning_rate_at(step), elapsed)
            except GeneratorExit:  # who trains stops here, and may go on another time
                self._keep(optimizer, average, step, elapsed, last=True)
                raise
        if recipe.averaging:
            self.model.load_state_dict(average)

    def _groups(self) -> list[dict[str, Any]]:
        """The parameters that learn, those of each rate together; the others are frozen."""
        groups: dict[float, list[nn.Parameter]] = {}
        for name, parameter in self.model.named_parameters():
            rate = self.recipe.rate_of(name)
            parameter.requires_grad_(rate > 0)
            if rate > 0:
                groups.setdefault(rate, []).append(parameter)
        return [{"params": group, "rate": rate} for rate, group in groups.items()]

    def _placed(self, optimizer: torch.optim.Optimizer) -> tuple[nn.Module, torch.optim.Optimizer]:
        """Network with loss, and optimizer, on the device; joined with the other processes'."""
        accelerator = self.accelerator
        if accelerator.num_processes > 1 and accelerator.ddp_handler is None:
            # Some parts train later, such as probes: no process may wait for their gradients.
            from accelerate import DistributedDataParallelKwargs

            accelerator.ddp_handler = DistributedDataParallelKwargs(find_unused_parameters=True)
        objective, optimizer = accelerator.prepare(Objective(self.model, self.loss), optimizer)
        return objective, optimizer

    def _batches(self, done: int) -> Iterator[Batch]:
        """Batches after the first `done` updates, each process its own."""
        accelerator, recipe = self.accelerator, self.recipe
        per_update = recipe.batch_size * accelerator.num_processes
        indices = BatchIndices(
            len(self.dataset),  # type: ignore[arg-type]
            batch_size=recipe.batch_size,
            start=done * per_update,
            count=(recipe.max_steps - done) * per_update,
            seed=recipe.seed if recipe.shuffle else None,
        )
        loader: DataLoader[Any] = DataLoader(
            self.dataset,
            batch_sampler=indices,
            collate_fn=self.collate,
            num_workers=self.workers,
            persistent_workers=self.workers > 0,
        )
        # Accelerate deals whole batches to the processes in turn.
        yield from accelerator.prepare(loader)

    def _seed(self, step: int) -> None:
        """Make dropout, too, a function of the step, so that a run that goes on repeats it."""
        address = [self.recipe.seed, step, self.accelerator.process_index]
        seed = int(np.random.SeedSequence(address).generate_state(1)[0])
        if self.accelerator.device.type == "cpu":
            # For accelerators in vain, and those that do not run yet note the stack at each call.
            torch.default_generator.manual_seed(seed)
        else:
            torch.manual_seed(seed)

    def _update(
        self, objective: nn.Module, optimizer: torch.optim.Optimizer, batch: Batch
    ) -> tuple[float, float]:
        # Not Accelerate's own setting: that is one for the whole process, this one for the recipe.
        device, low = self.accelerator.device.type, self.recipe.precision == "bf16"
        with torch.autocast(device, torch.bfloat16, enabled=low):
            loss = objective(batch)
        optimizer.zero_grad(set_to_none=True)
        self.accelerator.backward(loss)
        norm = self.accelerator.clip_grad_norm_(objective.parameters(), self.recipe.max_grad_norm)
        optimizer.step()
        # .item() waits for the device: the price of a report after every update.
        return loss.item(), float(norm)

    def _average(self, average: dict[str, Tensor], step: int) -> None:
        if not self.recipe.averaging:
            return
        # Early steps are forgotten sooner, or the random start would linger in the average.
        keep = min(self.recipe.averaging, (1 + step) / (10 + step))
        with torch.no_grad():
            state = self.model.state_dict()
            moving = [name for name, now in state.items() if now.is_floating_point()]
            torch._foreach_lerp_(
                [average[name] for name in moving], [state[name] for name in moving], 1 - keep
            )
            for name in state.keys() - moving:
                average[name].copy_(state[name])

    def _resume(
        self, optimizer: torch.optim.Optimizer, average: dict[str, Tensor]
    ) -> tuple[int, float]:
        if self.state is None:
            return 0, 0.0
        return self.state.load(self.model, optimizer, average)

    def _keep(
        self,
        optimizer: torch.optim.Optimizer,
        average: dict[str, Tensor],
        step: int,
        seconds: float,
        *,
        last: bool = False,
    ) -> None:
        if self.state is None or not self.accelerator.is_main_process:
            return
        last = last or step == self.recipe.max_steps
        self.state.save_if_due(self.model, optimizer, average, step, seconds, last=last)
