"""Task: data, networks, loss, answers and traces of a demo."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, TypeVar, get_args

import torch
from torch import Tensor, nn
from torch.utils.data import Dataset

from seqdemo.core.card_file import ASSETS, read_card
from seqdemo.core.trace import Trace
from seqdemo.models.unfilled import unfilled
from seqdemo.training import checkpoint
from seqdemo.training.device import pick_device
from seqdemo.training.fit import Batch, Fit, accelerator_on
from seqdemo.training.phases import PhasedFit
from seqdemo.training.recipe import Recipe
from seqdemo.training.run_state import TrainingState

if TYPE_CHECKING:  # what only training needs takes a server's memory
    from accelerate import Accelerator

Query = TypeVar("Query")  # a frozen dataclass: everything the visitor chose
Answer = TypeVar("Answer")
Split = Literal["train", "valid", "test"]


class Task(ABC, Generic[Query, Answer]):
    """One demo: its data, its networks, what they answer and how good they are."""

    name: ClassVar[str]
    networks: ClassVar[tuple[str, ...]]
    """The trained networks that ship, each a folder in assets/<name>/; the first is the default."""
    dataset_name: ClassVar[str | None] = None
    """Folder of the data set under the data directory, for tasks that read one."""

    max_weight_bytes: ClassVar[int] = 16_000_000
    """Largest file of a shipped network's weights; a test holds it."""

    weight_dtype: ClassVar[torch.dtype] = checkpoint.SHIPPED
    """Precision of the shipped weights; int8 keeps matrices in 8 bits with a scale per row."""

    half_examples: ClassVar[bool] = False
    """Whether finished traces ship in half precision, as large ones should."""

    def __init__(self, data: Path | None = None) -> None:
        self.data = data

    @abstractmethod
    def dataset(self, split: Split) -> Dataset[tuple[Tensor, ...]]:
        """Examples as tuples of tensors; the same split every time it is called."""

    @abstractmethod
    def recipe(self, network: str) -> Recipe:
        """How the shipped network was trained."""

    @abstractmethod
    def model(self, network: str) -> nn.Module:
        """A fresh, untrained network."""

    @abstractmethod
    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        """Mean loss of a batch, in nats per target unless the docstring says otherwise."""

    @abstractmethod
    def predict(self, model: nn.Module, query: Query) -> Answer:
        """Answer quickly."""

    @abstractmethod
    def trace(self, model: nn.Module, query: Query) -> Trace:
        """Give the same answer with every step kept."""

    @abstractmethod
    def evaluate(self, model: nn.Module, split: Split) -> dict[str, Any]:
        """Metrics of one network on a split, names as on the card."""

    def summary(self, results: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
        """What `seqdemo evaluate --json` prints, of the metrics of all networks by name."""
        return dict(results)

    @abstractmethod
    def about(self, network: str) -> dict[str, Any]:
        """What the card says beside the numbers: config, data, licence, known limits."""

    def baselines(self, split: Split) -> Mapping[str, dict[str, Any]]:
        """Metrics of what the networks are compared with, by name; nothing by default."""
        return {}

    def examples(self, network: str) -> Mapping[str, Query]:
        """File name -> query of the finished traces that ship beside the weights."""
        return {}

    def attachments(self, model: nn.Module, network: str) -> Mapping[str, bytes]:
        """File name -> content of what else ships beside the weights; nothing by default."""
        return {}

    def check_split(self, split: str) -> None:
        """Say whether there is such a split; the default knows train, valid and test.

        Raises:
            ValueError: If there is none; the message lists those there are.
        """
        if split not in get_args(Split):
            there_are = ", ".join(get_args(Split))
            raise ValueError(f"no split is called {split!r}; there are: {there_are}")

    def check_network(self, *names: str) -> None:
        """Say whether there are networks of these names.

        Raises:
            ValueError: If one is not; the message lists those there are.
        """
        if unknown := set(names) - set(self.networks):
            there_are = ", ".join(self.networks)
            raise ValueError(
                f"no network is called {', '.join(sorted(unknown))}; there are: {there_are}"
            )

    def finish(self, model: nn.Module) -> dict[str, Any]:
        """What is done after training, such as probes; returns what to put on the card.

        Works on weights that no longer change; the default does nothing.
        """
        return {}

    def rehearse(self, model: nn.Module) -> None:
        """Answer once in the background: a first answer takes longer. Nothing by default."""
        return

    def stage_steps(self, recipe: Recipe) -> frozenset[int]:
        """Updates after which `stage` keeps something; 0 is before the first. None by default."""
        return frozenset()

    def stage(self, model: nn.Module, step: int, recipe: Recipe) -> dict[str, Any]:
        """What is kept of an unfinished network, such as a sample; ends up on the card."""
        return {}

    def collate(self, examples: Any) -> Batch:
        """Examples to a batch; the default stacks them."""
        batch: Batch = torch.utils.data.default_collate(examples)
        return batch

    def folder(self, network: str) -> Path:
        """Where a shipped network stands."""
        return ASSETS / self.name / network

    def card(self, network: str | None = None) -> dict[str, Any]:
        """The card of a shipped network; needs no torch.

        Raises:
            ValueError: If there is no such network; the message lists those there are.
            CheckpointError: If it is missing or damaged.
        """
        name = network or self.networks[0]
        self.check_network(name)
        return read_card(self.folder(name))

    def load(self, network: str | None = None, device: torch.device | None = None) -> nn.Module:
        """A trained network, ready to answer.

        Args:
            network: Which of `networks`; the first unless given.
            device: Where it computes; the best there is unless given.

        Raises:
            ValueError: If there is no such network; the message lists those there are.
            CheckpointError: If its files are missing or damaged.
        """
        network = network or self.networks[0]
        device = device or pick_device()
        with unfilled():
            fresh = self.rebuild(network, self.card(network))
        return checkpoint.load_into(fresh, self.folder(network), device)

    @property
    def data_version(self) -> str:
        """What tells other data from those a run began with, such as a hash; "" for nothing."""
        return ""

    def rebuild(self, network: str, card: Mapping[str, Any]) -> nn.Module:
        """An untrained network of the sizes on a card; by default those of `model`."""
        return self.model(network)

    def fit(
        self,
        network: str,
        *,
        recipe: Recipe | None = None,
        accelerator: Accelerator | None = None,
        run: Path | None = None,
        workers: int = 0,
    ) -> Fit | PhasedFit:
        """A training run of a fresh network: iterate over it to train.

        Args:
            network: Which of `networks`.
            recipe: How; the shipped network's recipe unless given.
            accelerator: Where; the best device unless given.
            run: Folder in which the run is kept, so that it goes on after a kill.
            workers: Extra processes that make batches.
        """
        recipe = recipe or self.recipe(network)
        torch.manual_seed(recipe.seed)
        print_of = f"{asdict(recipe)}{self.data_version and f' of {self.data_version}'}"
        state = None if run is None else TrainingState(run, fingerprint=print_of)
        return Fit(
            model=self.model(network),
            dataset=self.dataset("train"),
            loss=self.loss,
            recipe=recipe,
            accelerator=accelerator or accelerator_on(pick_device()),
            collate=self.collate,
            state=state,
            workers=workers,
        )
