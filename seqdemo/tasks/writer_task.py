"""Writer task: networks that learn a text, character by character."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, ClassVar, cast

from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from seqdemo.core.vocabulary import Vocabulary
from seqdemo.models.text_writer import TextWriter, TextWriterConfig
from seqdemo.tasks.task import Answer, Query, Split, Task
from seqdemo.tasks.text_windows import WINDOW, TextWindows, check_length, part_of, read_text
from seqdemo.training.fit import Batch


class WriterTask(Task[Query, Answer]):
    """A task over the text in `data`: nine tenths of it to train on, the last to measure."""

    window: ClassVar[int] = WINDOW
    """Characters of an example."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The known characters: those of the text if it is at hand, else those on the card."""
        if self.data is not None:
            return Vocabulary.of(read_text(self.data))
        return Vocabulary(tuple(self.card()["vocabulary"]))

    def known(self, model: nn.Module) -> Vocabulary:
        """The characters a network knows, whatever text is at hand."""
        symbols = cast(TextWriter, model).symbols
        return _vocabulary(symbols) if symbols else self.vocabulary

    def dataset(self, split: Split) -> TextWindows:
        """Windows of `window` characters; the split "test" does not exist.

        Raises:
            FileNotFoundError: If the text is not at hand.
            ValueError: If it is too short to train on and to measure with.
        """
        check_length(read_text(self.data))
        return TextWindows(self.part(split), self.vocabulary, window=self.window)

    def part(self, split: Split) -> str:
        """The characters of a split.

        Raises:
            FileNotFoundError: If the text is not at hand.
            ValueError: If there is no such split.
        """
        if split == "test":
            raise ValueError("this text has no test split; measure on valid")
        return part_of(read_text(self.data), split)

    @property
    def data_version(self) -> str:
        """Hash of the text: a run goes on with the one it began with."""
        return sha256(read_text(self.data).encode()).hexdigest()

    def rebuild(self, network: str, card: Mapping[str, Any]) -> TextWriter:
        """A writer of the sizes on its card."""
        return TextWriter(TextWriterConfig(**card["config"]), tuple(card["vocabulary"]))

    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        """Mean cross-entropy of the next character, nats."""
        symbols, following = batch
        logits, _ = model(symbols)
        return cross_entropy(logits.float().flatten(0, 1), following.flatten())


_vocabulary = lru_cache(Vocabulary)
