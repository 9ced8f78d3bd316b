"""State of a training run on disk, to resume after a kill."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

FILE = "training.safetensors"
FIRST_SECONDS = 3.0


class TrainingState:
    """Keeps model, running average and AdamW's moments in one file, replaced as a whole.

    Args:
        folder: Where the file goes; made when the first state is saved.
        every_seconds: Least time between two saves; the first comes after a few seconds.
        fingerprint: Text that must be equal for a run to be continued, such as its recipe.
    """

    def __init__(self, folder: Path, *, every_seconds: float = 30.0, fingerprint: str = "") -> None:
        self.path = folder / FILE
        self.every_seconds, self.fingerprint = every_seconds, fingerprint
        self._due_at = time.monotonic() + min(FIRST_SECONDS, every_seconds)

    def load(
        self, model: nn.Module, optimizer: torch.optim.Optimizer, average: dict[str, Tensor]
    ) -> tuple[int, float]:
        """Fill all three from the file; return (updates done, seconds spent), (0, 0.0) if none.

        Raises:
            ValueError: If the file is damaged, or of a run with another fingerprint.
        """
        if not self.path.exists():
            return 0, 0.0
        about, tensors = self._read()
        if about["fingerprint"] != self.fingerprint:
            raise ValueError(
                f"{self.path} is of a run with another recipe or other data; "
                "delete it or choose another folder"
            )
        model.load_state_dict(_under(tensors, "model."))
        average.update(_under(tensors, "average."))
        moments = _under(tensors, "optimizer.")
        state = optimizer.state_dict()
        for name, value in moments.items():
            number, key = name.split(".")
            state["state"].setdefault(int(number), {})[key] = value
        optimizer.load_state_dict(state)
        return int(about["step"]), float(about["seconds"])

    def _read(self) -> tuple[dict[str, Any], dict[str, Tensor]]:
        try:
            with safe_open(self.path, framework="pt") as file:
                about = json.loads(file.metadata()["about"])
                return about, {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        except (SafetensorError, TypeError, KeyError) as error:
            raise ValueError(
                f"{self.path} is damaged or no training state ({error}); delete it to start afresh"
            ) from error

    def save_if_due(
        self,
        model: nn.Module,
        optimizer: torch.optim.Optimizer,
        average: dict[str, Tensor],
        step: int,
        seconds: float,
        *,
        last: bool,
    ) -> None:
        """Save if it is time to, or this is the last step for now."""
        if last or time.monotonic() >= self._due_at:
            self.save(model, optimizer, average, step, seconds)
            self._due_at = time.monotonic() + self.every_seconds

    def save(
        self,
        model: nn.Module,
        optimizer: torch.optim.Optimizer,
        average: dict[str, Tensor],
        step: int,
        seconds: float,
    ) -> None:
        """Write the state beside the old one, then take its place: a kill leaves one whole file."""
        tensors = {f"model.{name}": t for name, t in model.state_dict().items()}
        tensors |= {f"average.{name}": t for name, t in average.items()}
        for number, moments in optimizer.state_dict()["state"].items():
            tensors |= {f"optimizer.{number}.{key}": t for key, t in moments.items()}
        about = {"step": step, "seconds": seconds, "fingerprint": self.fingerprint}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        copies = {name: t.detach().cpu().clone().contiguous() for name, t in tensors.items()}
        try:
            save_file(copies, fresh, metadata={"about": json.dumps(about)})
        except SafetensorError as error:  # such as a full disk
            raise OSError(f"the state of this run cannot be written to {fresh}: {error}") from error
        fresh.replace(self.path)


def _under(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)}
