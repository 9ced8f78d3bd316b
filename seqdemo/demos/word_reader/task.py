"""Task of the word reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from seqdemo.core.trace import CellKind, Trace
from seqdemo.demos.word_reader import calibration, evaluation, geometry, probes
from seqdemo.demos.word_reader.banked import STRANGE, BankedWords
from seqdemo.demos.word_reader.data import IGNORE, DrawnWords
from seqdemo.demos.word_reader.examples import EXAMPLE, HOME, JAZZ, SAID
from seqdemo.demos.word_reader.network import WordReader, WordReaderConfig
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.demos.word_reader.recipes import RECIPES
from seqdemo.demos.word_reader.words import known_words
from seqdemo.handwriting.letter_bank import HANDS, letter_bank
from seqdemo.handwriting.script import LETTERS
from seqdemo.tasks.task import Split, Task
from seqdemo.training.batches import ready_made
from seqdemo.training.device import pick_device
from seqdemo.training.fit import Batch, Fit, accelerator_on
from seqdemo.training.phases import PhasedFit
from seqdemo.training.recipe import Recipe

if TYPE_CHECKING:  # what only training needs takes a server's memory
    from accelerate import Accelerator

UNKNOWN = ""
"""Class name of "not a word I know", the last column of the logits."""

LETTER_NAMES = (*LETTERS, "")


@dataclass(frozen=True)
class Reading:
    """What the network says of a drawn word.

    Attributes:
        word: The likeliest word, or "" for "not a word I know".
        probability: Of that answer, 0..1, calibrated.
        letters: The letter it thinks it saw at each step; "" where it saw none.
    """

    word: str
    probability: float
    letters: tuple[str, ...]


class WordReaderTask(Task[ReadWord, Reading]):
    """Say which word was drawn, letter by letter."""

    name = "word_reader"
    networks = ("gru", "lstm", "rnn")
    max_weight_bytes = 2_000_000
    hands, strange = HANDS, STRANGE
    """Hands that write the letters it is trained on, and strings that are no words."""

    @property
    def words(self) -> tuple[str, ...]:
        """The known words, commonest first."""
        return known_words()

    def dataset(self, split: Split) -> DrawnWords:
        """Drawn words without end; 20 % are strings outside the list."""
        return DrawnWords(self.words, split)

    def recipe(self, network: str) -> Recipe:
        """Minutes on a GPU."""
        return RECIPES[network]

    def fit(
        self,
        network: str,
        *,
        recipe: Recipe | None = None,
        accelerator: Accelerator | None = None,
        run: Path | None = None,
        workers: int = 0,
    ) -> Fit | PhasedFit:
        """A training run on words of banked letters, which are made where the network trains."""
        accelerator = accelerator or accelerator_on(pick_device())
        fit = super().fit(network, recipe=recipe, accelerator=accelerator, run=run, workers=workers)
        assert isinstance(fit, Fit)
        bank, device = letter_bank(self.hands), accelerator.device
        fit.dataset = BankedWords(self.words, bank, device, strange=self.strange)
        return fit

    def model(self, network: str) -> WordReader:
        """An untrained reader; recurrent weights orthogonal, forget gates open."""
        model = WordReader(WordReaderConfig(cast(CellKind, network), self.words))
        model.recurrent.initialise()
        return model

    def rebuild(self, network: str, card: Mapping[str, Any]) -> WordReader:
        """A reader of the sizes and words on its card."""
        return WordReader(WordReaderConfig(words=tuple(card["words"]), **card["config"]))

    def collate(self, examples: Any) -> Batch:
        """The data set makes whole batches."""
        return ready_made(examples)

    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        """Word so far and letter at every step, word at the end, letters remembered: a sum, nats.

        Strings outside the list are "not a word I know", so far and at the end. "Letters
        remembered" asks every state for all letters so far; the probes of the page are trained
        anew, on states that no longer change.
        """
        grids, letters, words = batch
        reader = cast(WordReader, model)
        hidden = reader(grids)
        steps = letters.shape[1]
        real = letters != IGNORE
        last = hidden[torch.arange(len(words), device=words.device), real.sum(1) - 1]
        at = real.flatten().nonzero()[:, 0]  # once: each search makes the CPU wait for a GPU
        states = hidden.flatten(0, 1)[at]
        memory = probes.letters_so_far(letters, reader.config.max_letters).flatten(0, 1)[at]
        return (
            0.5 * F.cross_entropy(reader.uncalibrated(states, ended=False), words[at // steps])
            + F.cross_entropy(reader.uncalibrated(last, ended=True), words)
            + F.cross_entropy(reader.letters(states), letters.flatten()[at])
            + 0.5
            * F.cross_entropy(
                reader.remembered(states).flatten(0, 1), memory.flatten(), ignore_index=IGNORE
            )
        )

    @torch.inference_mode()
    def predict(self, model: nn.Module, query: ReadWord) -> Reading:
        """The answer after the last inked grid; a blank drawing is no word, with certainty."""
        reader = cast(WordReader, model)
        if not query.read:
            return Reading(UNKNOWN, 1.0, ())
        hidden = reader(self._grids(reader, query)[None])[0]
        answer = reader.words(hidden[-1], ended=True).exp()
        best = int(answer.argmax())
        seen = reader.letters(hidden).argmax(-1).tolist()
        return Reading(
            self.classes(reader)[best], float(answer[best]), tuple(LETTER_NAMES[n] for n in seen)
        )

    @torch.inference_mode()
    def trace(self, model: nn.Module, query: ReadWord) -> Trace:
        """Every step of the reading.

        Row t of `logits` says which word this may still become; the last row says which word it
        is, as the drawing ends there. Extras: "grids" (T, 7, 7); "features" (T, 96), what the eye
        reports; "letter_logits" (T, 27); "memory_logits" (T, 12, 27), which letter the state
        holds for each position; "answer_logits" (T, V + 1), the answer if the word ended at t.

        Raises:
            ValueError: If no grid holds ink: there is nothing to read.
        """
        reader = cast(WordReader, model)
        if not query.read:
            raise ValueError("every grid is blank: there is no step to trace")
        grids = self._grids(reader, query)
        features = reader.see(grids)
        layers = reader.recurrent.trace(features)
        hidden = torch.from_numpy(layers[-1].hidden).to(grids.device)
        going_on, answers = reader.both_words(hidden)
        logits = torch.cat([going_on[:-1], answers[-1:]])
        letters = reader.letters(hidden)
        extras = {
            "grids": grids,
            "features": features,
            "letter_logits": letters,
            "memory_logits": reader.remembered(hidden),
            "answer_logits": answers,
        }
        return Trace(
            inputs=tuple(LETTER_NAMES[n] or "?" for n in letters.argmax(-1).tolist()),
            layers=layers,
            logits=logits.float().cpu().numpy(),
            classes=self.classes(reader),
            extras={name: value.float().cpu().numpy() for name, value in extras.items()},
        )

    def classes(self, model: WordReader) -> tuple[str, ...]:
        """Names of the word logits: the known words, then `UNKNOWN`."""
        return (*model.config.words, UNKNOWN)

    def examples(self, network: str) -> Mapping[str, ReadWord]:
        """*said*, which greets a visitor, and *jazz*, over which the home page unfolds."""
        cell = cast(CellKind, network)
        return {EXAMPLE: ReadWord(SAID, cell), HOME: ReadWord(JAZZ, cell)}

    def finish(self, model: nn.Module) -> dict[str, Any]:
        """Train the memory probes, calibrate the answers, measure the state space.

        All on hands of the train world.
        """
        reader = cast(WordReader, model)
        remembered = probes.train(reader, self.dataset("train"))
        return (
            {"memory_probes": remembered} | calibration.calibrate(reader) | geometry.measure(reader)
        )

    def evaluate(self, model: nn.Module, split: Split = "valid") -> dict[str, Any]:
        """Metrics on freshly drawn words; see `evaluation.metrics` for each."""
        return evaluation.metrics(cast(WordReader, model), self.words, split)

    def about(self, network: str) -> dict[str, Any]:
        """Config, data and limits for the card."""
        model = self.model(network)
        config = {k: v for k, v in asdict(model.config).items() if k != "words"}
        return {
            "task": self.name,
            "network": network,
            "config": config,
            "parameters": sum(p.numel() for p in model.parameters()),
            "data": (
                "Generated: letters as pen strokes and clicked cells, written by 16,000 invented "
                "hands; the words are some 2,200 that a reader knows, chosen from the commonest of "
                "google-10000-english-usa-no-swears (github.com/first20hours/google-10000-english) "
                "and such as people try first."
            ),
            "licence": "Weights and drawings: MIT. The list tells which words are common.",
            "split": (
                "Drawings are made from a seed: train, valid and test are three seeds. Held-out "
                "hands are letter shapes never used in training."
            ),
            "limits": [
                f"Knows {len(self.words):,} English words; anything else is 'not a word I know'.",
                "Reads a to z, small and capital alike; no digits, accents or punctuation.",
                "On 7x7 cells some letters look alike (l, i; u, v; h, n): context decides.",
            ],
            "words": list(self.words),
        }

    def _grids(self, reader: WordReader, query: ReadWord) -> Tensor:
        device = next(reader.parameters()).device
        return torch.from_numpy(query.grids()).to(device)


TASK = WordReaderTask()
