"""A demo so small that a command over it takes no time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from accelerator import _no_accelerator_is_left_over
from click.testing import Result
from torch import Tensor, nn
from torch.utils.data import Dataset, TensorDataset
from typer.testing import CliRunner

from seqdemo.cli import app
from seqdemo.core import card_file
from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.tasks import task as base
from seqdemo.tasks.task import Split, Task
from seqdemo.training.fit import Batch
from seqdemo.training.recipe import Recipe

__all__ = ["_no_accelerator_is_left_over"]


class TinyTask(Task[int, float]):
    """Learn y = x1 - x2."""

    name = "tiny"
    networks = ("small", "large")
    sizes: ClassVar[Mapping[str, int]] = {"small": 2, "large": 3}

    def dataset(self, split: Split) -> Dataset[tuple[Tensor, ...]]:
        x = torch.arange(16.0).reshape(8, 2).sin()
        return TensorDataset(x, x[:, :1] - x[:, 1:])

    def recipe(self, network: str) -> Recipe:
        return Recipe(max_steps=50, batch_size=4, warmup_steps=1, averaging=0.5)

    def model(self, network: str) -> nn.Module:
        return nn.Sequential(nn.Linear(2, self.sizes[network]), nn.Linear(self.sizes[network], 1))

    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        return F.mse_loss(model(batch[0]), batch[1])

    def predict(self, model: nn.Module, query: int) -> float:
        return 0.0

    def trace(self, model: nn.Module, query: int) -> Trace:
        weight: Any = model.get_parameter("0.weight").detach().numpy()
        return Trace(
            inputs=("a",) * query, layers=(LayerTrace("rnn", np.tile(weight[0], (query, 1))),)
        )

    @torch.inference_mode()
    def evaluate(self, model: nn.Module, split: Split) -> dict[str, Any]:
        x, y = zip(*self.dataset(split), strict=True)  # type: ignore[call-overload]
        error = F.mse_loss(model(torch.stack(x)), torch.stack(y)).item()
        return {"squared_error": error, "split": split}

    def about(self, network: str) -> dict[str, Any]:
        return {"task": self.name, "network": network}

    def finish(self, model: nn.Module) -> dict[str, Any]:
        return {"finished": not model.training}

    def examples(self, network: str) -> Mapping[str, int]:
        return {"example.npz": 3}


Seqdemo = Callable[..., Result]


@pytest.fixture
def seqdemo() -> Seqdemo:
    """Run the command line in this process; errors that are bugs reach the test."""

    def run(*words: object) -> Result:
        result = CliRunner().invoke(app, [str(word) for word in words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> TinyTask:
    """The only demo there is; its assets stand in a folder of the test."""
    task = TinyTask()
    for command in ("train", "evaluate", "attach"):
        module = import_module(f"seqdemo.cli.{command}")
        monkeypatch.setattr(module, "find_task", lambda demo, data: task)
    for module in (base, card_file):
        monkeypatch.setattr(module, "ASSETS", tmp_path / "assets")
    return task


@pytest.fixture(autouse=True)
def _every_port_of_every_address_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ("run", "explore"):
        monkeypatch.setattr(f"seqdemo.cli.{command}.check_free", lambda place: None)


@pytest.fixture(autouse=True)
def _this_machine_has_only_a_cpu_and_no_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SEQDEMO_DEVICE", "cpu")
    monkeypatch.setenv("SEQDEMO_DATA", str(tmp_path / "data"))
