"""Snapshots of a network while it trains."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import nn

from seqdemo.tasks.task import Task
from seqdemo.training.recipe import Recipe


@dataclass
class Stages:
    """The stages of one training run, kept beside it so that a run that goes on has them all.

    Attributes:
        task: Says after which updates to look, and what to keep.
        recipe: Of the run.
        path: JSON file they are kept in.
    """

    task: Task[Any, Any]
    recipe: Recipe
    path: Path

    def __post_init__(self) -> None:
        # Once: a task may have to read its data to know, and `visit` follows every update.
        self._steps = self.task.stage_steps(self.recipe)

    def visit(self, model: nn.Module, step: int) -> None:
        """Keep a stage if one is due after `step` updates and was not kept before a kill."""
        if step in self._steps and str(step) not in self._read():
            self._keep(model, step)

    def _keep(self, model: nn.Module, step: int) -> None:
        kept = self._read()
        kept[str(step)] = self.task.stage(model, step, self.recipe)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
        fresh.replace(self.path)  # a kill leaves the old file or the new one, whole

    def close(self, model: nn.Module) -> None:
        """Keep the finished network as the last stage, where stages are kept at all."""
        if self._steps:
            self._keep(model.eval(), self.recipe.max_steps)

    def all(self) -> list[dict[str, Any]]:
        """What was kept, in order of updates."""
        return [stage for _, stage in sorted(self._read().items(), key=lambda item: int(item[0]))]

    def _read(self) -> dict[str, dict[str, Any]]:
        if not self.path.is_file():
            return {}
        try:
            kept: dict[str, dict[str, Any]] = json.loads(self.path.read_text("utf-8"))
            if not _are_stages(kept):
                raise ValueError("not stages by their updates")
        except ValueError as error:
            raise ValueError(f"{self.path} is damaged ({error}); delete it to go on") from error
        return kept


def _are_stages(kept: object) -> bool:
    """Whether this is what `Stages` keeps: stages by the updates after which they were made."""
    return isinstance(kept, dict) and all(
        step.isdecimal() and isinstance(stage, dict) for step, stage in kept.items()
    )
