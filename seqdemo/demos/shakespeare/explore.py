"""Writers in the explorer: corpora, properties, interventions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.text_properties import Property, text_properties
from seqdemo.core.card_file import ASSETS, CheckpointError, read_card
from seqdemo.core.character_names import without_signs
from seqdemo.core.datasets import at_hand
from seqdemo.core.trace_file import TraceFileError, load_trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.dataset import DATASET
from seqdemo.demos.shakespeare.examples import EXAMPLE, FIRST_UNIT, example
from seqdemo.demos.shakespeare.prompt import Cleaned, clean
from seqdemo.tasks.patching import OpenStack
from seqdemo.tasks.protocols import CorpusAbout, Explorable, Target, WritesOn

if TYPE_CHECKING:
    from seqdemo.analysis.saliency import Saliency
    from seqdemo.analysis.text_outcomes import Outcome
    from seqdemo.core.intervention import Intervention
    from seqdemo.core.sampling import Sampling
    from seqdemo.core.trace import Trace
    from seqdemo.tasks.causes import WriteMany, Written

NAME = "shakespeare"
LONGEST = 2_000
"""Characters of a text that are read."""


class ExploreWriters(Explorable):
    """Writers reading a text, and writing on from it."""

    title = "Shakespeare writer"
    networks: Mapping[str, str] = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}
    network = "lstm"
    order = 10
    step = "letter"
    joined = True
    layers = 2
    other = "another text"
    empty = "There is nothing to read yet: type or paste a text of English letters."
    hints: Mapping[str, str] = {
        "states": "stripes that change at every space or newline; a unit that rises through a "
        "line and falls at its end.",
        "path": "places where the path turns the same way every time, such as the end of every "
        "word; and how two inputs part: let the word reader read *said* and *aids*.",
        "reach": "shut the forget gate of layer 1: do words stay words? Hold a unit that follows "
        "the line: do lines still end in time? Same opening, same luck: all that differs comes "
        "from what you did.",
    }
    corpora: Mapping[str, CorpusAbout] = {
        "own": CorpusAbout(
            title="what it writes itself",
            words="100,000 characters the network writes by itself, always the same",
            short="what the network writes by itself",
        ),
        "text": CorpusAbout(
            title="Shakespeare's own text",
            words="100,000 characters of Shakespeare's own text, from the last tenth of Tiny "
            "Shakespeare, on which no network was trained",
            dataset=DATASET,
        ),
    }
    target = Target(
        kind="next character",
        placeholder="the likeliest next character",
        help="one character; ⏎ stands for a new line",
    )
    outcome = WritesOn(symbol="character", length=240)
    donor = "JULIET: O Romeo, Romeo!"
    first_unit = FIRST_UNIT
    judged = True

    def read(self, model: Any, given: str) -> Trace:
        """Trace of a text."""
        from seqdemo.demos.shakespeare.task import TASK

        return TASK.read(model, given)

    def readable(self, typed: str) -> str:
        """The text in symbols the writers know, the end of a long one."""
        return clean_text(typed).text

    def unread(self, typed: str) -> str:
        """Symbols the writers do not know."""
        return clean_text(typed).note

    def shipped(self, network: str, given: str) -> Path | None:
        """The text that greets a visitor was written by one network, and ships with its trace."""
        return example_file() if network == "lstm" and given == example_text() else None

    def corpus(self, model: Any, name: str, progress: Callable[[float], None]) -> NetworkCorpus:
        """What the network writes by itself, or the end of Shakespeare's own text."""
        from seqdemo.demos.shakespeare import corpus
        from seqdemo.demos.shakespeare.task import TASK
        from seqdemo.models.pen.sampler import PenWeights
        from seqdemo.tasks.text_windows import part_of, read_text

        if name == "text":
            text = part_of(read_text(_folder()), "valid")
            return corpus.read_corpus(model, TASK.known(model), text, progress)
        return corpus.write_corpus(PenWeights.of(model), TASK.known(model), progress)

    def properties(self, corpus: Corpus) -> Mapping[str, Property]:
        """What each character of a play is."""
        return text_properties("".join(corpus.labels))

    def saliency(
        self, model: Any, given: str, trace: Trace, step: int, target: str, window: int | None
    ) -> Saliency:
        """Gradients of the next character's log-probability."""
        from seqdemo.demos.shakespeare.saliency import saliency

        symbol = without_signs(target)[:1]
        return saliency(model, vocabulary(), trace, step, symbol, window=window)

    def intervene(
        self,
        model: Any,
        given: str,
        done: tuple[Intervention, ...],
        donor: str,
        sampling: Sampling,
    ) -> Trace:
        """The text and what is written after it, with interventions at work."""
        from seqdemo.demos.shakespeare.interventions import Intervene, intervene

        cell = model.config.cell
        asked = Intervene(given, self.outcome.length, cell, sampling, done, donor)
        return intervene(model, vocabulary(), asked)

    def stack(self, model: Any, given: str) -> OpenStack:
        """The layers reading a text; the answers are next characters."""
        import torch

        from seqdemo.demos.shakespeare.task import TASK

        known = TASK.known(model)
        x = model.embedding(torch.from_numpy(known.encode(given))).detach()
        return OpenStack(model.recurrent.fused, x, tuple(given), model.head, known.symbols)

    def outcomes(self) -> Mapping[str, Outcome]:
        """Lines, sentences, words, letters and loss."""
        from seqdemo.demos.shakespeare.many import outcomes

        return outcomes(ASSETS / NAME / "lstm")

    def write_many(self, model: Any, asked: WriteMany) -> Sequence[Written]:
        """Texts written side by side by the network in 8 bits."""
        from seqdemo.demos.shakespeare.many import write_many
        from seqdemo.demos.shakespeare.task import TASK, network_steps

        return write_many(network_steps(model), TASK.known(model), asked)


def _folder() -> Path | None:
    """Where Shakespeare's own text stands, whole; None where it does not."""
    dataset = EXPLORE.corpora["text"].dataset
    return None if dataset is None else at_hand(dataset)


def clean_text(text: str) -> Cleaned:
    """A text as the writers can read it."""
    return clean(text, vocabulary(), LONGEST)


@cache
def vocabulary() -> Vocabulary:
    """The characters the writers know; needs no torch.

    Raises:
        CheckpointError: If the card that lists them is missing or damaged.
    """
    return Vocabulary(tuple(read_card(ASSETS / NAME / "lstm")["vocabulary"]))


def example_file() -> Path:
    """The trace of the text that greets a visitor."""
    return ASSETS / NAME / example("lstm").cell / EXAMPLE


@cache
def example_text() -> str:
    """The text that ships, read and written by the LSTM.

    Raises:
        CheckpointError: If its file is missing or damaged.
    """
    try:
        return "".join(load_trace(example_file()).inputs)
    except TraceFileError as error:
        raise CheckpointError(str(error)) from error


EXPLORE = ExploreWriters()
