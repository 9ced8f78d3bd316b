"""Publish a trained network: weights, card, example traces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from torch import nn

from seqdemo.core.trace_file import save_trace
from seqdemo.tasks.task import Task
from seqdemo.training import checkpoint
from seqdemo.training.recipe import Recipe


def publish(
    task: Task[Any, Any],
    network: str,
    model: nn.Module,
    folder: Path,
    *,
    recipe: Recipe,
    seconds: float,
    device: str,
    command: str,
    stages: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Finish, store and measure a trained network; returns its card.

    The metrics are those of the stored, rounded weights, read back as a visitor will.
    """
    model = model.eval()
    fitted = task.finish(model)
    about = task.about(network)
    card = about | {
        "recipe": asdict(recipe),
        "seed": recipe.seed,
        "device": device,
        "minutes": round(seconds / 60, 1),
        "command": command,
        "trained": date.today().isoformat(),
        **fitted,
    }
    if stages:
        card["stages"] = list(stages)
    checkpoint.save(folder, model, card, task.weight_dtype)
    stored = checkpoint.load_into(model, folder, next(model.parameters()).device)
    card["metrics"] = task.evaluate(stored, "valid")
    card["metrics_command"] = f"seqdemo evaluate {task.name} --split valid --json"
    checkpoint.save(folder, stored, card, task.weight_dtype)
    store_examples(task, network, stored, folder)
    return card


def store_examples(task: Task[Any, Any], network: str, model: nn.Module, folder: Path) -> None:
    """Write what ships beside the weights of a network: finished traces and attachments."""
    for name, query in task.examples(network).items():
        save_trace(task.trace(model, query), folder / name, half=task.half_examples)
    store_attachments(task, network, model, folder)


def store_attachments(
    task: Task[Any, Any], network: str, model: nn.Module, folder: Path
) -> tuple[Path, ...]:
    """Write what was measured of a network beside its weights; returns the files."""
    attached = task.attachments(model, network)
    for name, content in attached.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in attached)
