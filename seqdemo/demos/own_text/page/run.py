"""A visitor's training: the text, the frames and the job."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seqdemo.app.training_run import TrainingRun
from seqdemo.demos.own_text.heart import best_place
from seqdemo.demos.own_text.text import OwnText


class Run(TrainingRun):
    """One network that learns one text.

    Attributes:
        text: What is learnt.
        cell: "lstm" or "gru".
        seed: Of weights, passages and samples.
    """

    work = "seqdemo.demos.own_text.learning:learn"
    most_states = 8
    seconds = 120.0

    def __init__(self, visitor: str, text: OwnText, cell: str, seed: int) -> None:
        super().__init__(visitor)
        self.text, self.cell, self.seed = text, cell, seed

    def order(self) -> tuple[Mapping[str, Any], bytes]:
        """The text and the state it goes on from."""
        text = (self.text.learnt + self.text.kept).encode()
        spent = self.frames[self.place].told["seconds"] if self.frames else 0.0
        given = {"cell": self.cell, "seed": self.seed, "size": len(text), "seconds": spent}
        return given, text + self.state

    def spared(self) -> int | None:
        """The frame at which the part that is kept back was foreseen best."""
        return best_place([one.told for one in self.frames])
