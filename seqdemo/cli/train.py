"""`seqdemo train`: train networks, resuming killed runs."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from seqdemo.cli.options import Data, Demo, Device, Networks, chosen_networks, find_task, sentences

if TYPE_CHECKING:
    from accelerate import Accelerator

    from seqdemo.training.fit import Fit, TrainingStep
    from seqdemo.training.phases import PhasedFit
    from seqdemo.training.recipe import Recipe

console = Console()

FOLDERS = ("--data", "--out")
"""Options that name a folder of this machine."""


def command(
    demo: Demo,
    network: Networks = None,
    data: Data = None,
    device: Device = None,
    max_steps: Annotated[
        int | None, typer.Option(help="Stop after this many updates.", min=1)
    ] = None,
    out: Annotated[Path, typer.Option(help="Where runs are kept and results written.")] = Path(
        "runs"
    ),
    publish: Annotated[bool, typer.Option(help="Put the result into the app's assets.")] = False,
    workers: Annotated[int, typer.Option(help="Extra processes that prepare batches.", min=0)] = 0,
    threads: Annotated[int, typer.Option(help="CPU threads; 0 leaves it to torch.", min=0)] = 0,
    dry_run: Annotated[bool, typer.Option(help="Say what would be done, and stop.")] = False,
) -> None:
    """Train a demo's networks; a run that was killed goes on where it stopped."""
    with sentences():
        task = find_task(demo, data)
        for name in chosen_networks(task, network):
            recipe = task.recipe(name)
            recipe = replace(recipe, max_steps=max_steps) if max_steps else recipe
            if dry_run:
                _describe(task, name, recipe, out)
            else:
                _train(task, name, recipe, out / demo / name, device, publish, workers, threads)
        if not dry_run:
            _leave_together()


def _describe(task: Any, network: str, recipe: Recipe, out: Path) -> None:
    parameters = sum(p.numel() for p in task.model(network).parameters())
    console.print(
        f"{task.name} {network}: {parameters:,} parameters, {recipe.max_steps:,} updates of "
        f"{recipe.batch_size} examples, kept in {out / task.name / network}",
        soft_wrap=True,
        markup=False,
    )


def _train(
    task: Any,
    network: str,
    recipe: Recipe,
    run: Path,
    device: str | None,
    publish: bool,
    workers: int,
    threads: int,
) -> None:
    import torch

    from seqdemo.core.card_file import ASSETS
    from seqdemo.tasks.publish import publish as store
    from seqdemo.tasks.snapshots import Stages

    if threads:
        torch.set_num_threads(threads)
    accelerator = _accelerator(device)
    fit = task.fit(network, recipe=recipe, accelerator=accelerator, run=run, workers=workers)
    stages, seconds = Stages(task, recipe, run / "stages.json"), 0.0
    if accelerator.is_main_process:
        stages.visit(fit.model, 0)
    for step in _with_progress(fit, network, quiet=not accelerator.is_main_process):
        seconds = step.seconds
        if accelerator.is_main_process:
            stages.visit(fit.model, step.step)
    if not accelerator.is_main_process:
        return
    stages.close(fit.model)
    folder = ASSETS / task.name / network if publish else run
    card = store(
        task,
        network,
        fit.model,
        folder,
        recipe=recipe,
        seconds=seconds or fit.seconds_before,
        device=_device_name(accelerator),
        command=_command(),
        stages=stages.all(),
    )
    console.print(f"{folder}: {card['metrics']}", highlight=False, soft_wrap=True, markup=False)


def _leave_together() -> None:
    from seqdemo.training.fit import leave_together

    leave_together()


def _accelerator(device: str | None) -> Accelerator:
    from seqdemo.training.device import pick_device
    from seqdemo.training.fit import accelerator_on

    return accelerator_on(pick_device(device))


def _with_progress(fit: Fit | PhasedFit, label: str, *, quiet: bool) -> Iterator[TrainingStep]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("loss {task.fields[loss]:.3f}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=quiet, refresh_per_second=2) as progress:
        bar = progress.add_task(label, total=fit.recipe.max_steps, loss=float("nan"))
        smooth = float("nan")
        with _stoppable() as stopped, closing(iter(fit)) as steps:  # type: ignore[type-var]
            for step in steps:
                smooth = step.loss if smooth != smooth else 0.98 * smooth + 0.02 * step.loss
                progress.update(bar, completed=step.step, loss=smooth)
                yield step
                if stopped.is_set():
                    console.print(f"stopped after update {step.step:,}; the same command goes on")
                    raise KeyboardInterrupt


@contextmanager
def _stoppable() -> Iterator[Event]:
    """Ctrl-C sets the event, so that an update is finished and kept; a second one stops at once."""
    stopped = Event()

    def stop(*_: object) -> None:
        stopped.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _device_name(accelerator: Accelerator) -> str:
    import torch

    if accelerator.device.type == "cuda":
        return f"{accelerator.num_processes} x {torch.cuda.get_device_name()}"
    threads = torch.get_num_threads()
    name = f"{accelerator.device.type}, {threads} thread{'s' if threads > 1 else ''}"
    return name if accelerator.num_processes == 1 else f"{accelerator.num_processes} x {name}"


def _command() -> str:
    """The command line without what differs from machine to machine."""
    words, kept = iter(sys.argv[1:]), ["seqdemo"]
    for word in words:
        if word in FOLDERS:
            next(words, None)
        elif not word.startswith(tuple(f"{option}=" for option in FOLDERS)):
            kept.append(word)
    return " ".join(kept)
