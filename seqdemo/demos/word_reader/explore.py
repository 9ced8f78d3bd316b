"""Word readers in the explorer: corpora, saliency, interventions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.text_properties import Property
from seqdemo.demos.word_reader.examples import SAID, shipped
from seqdemo.demos.word_reader.properties import word_properties
from seqdemo.demos.word_reader.query import ReadWord, as_cell, decode
from seqdemo.handwriting.grids import encode
from seqdemo.tasks.patching import OpenStack
from seqdemo.tasks.protocols import Answers, CorpusAbout, Explorable, Target

if TYPE_CHECKING:
    from seqdemo.analysis.saliency import Saliency
    from seqdemo.core.intervention import Intervention
    from seqdemo.core.sampling import Sampling
    from seqdemo.core.trace import Trace

NAME = "word_reader"


class ExploreReaders(Explorable):
    """Readers of drawn words; an input is a drawing as a link holds it."""

    title = "word reader"
    networks: Mapping[str, str] = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}
    network = "lstm"
    order = 20
    step = "letter"
    joined = True
    example = encode(SAID)
    other = "aids"
    empty = "There is nothing to read yet: type a word of letters a to z, or draw one above."
    hints: Mapping[str, str] = {
        "states": "units that turn at one letter and stay: they keep it to the end of the word.",
        "path": "places where the path turns the same way every time, such as the end of every "
        "word; and how two inputs part: let the word reader read *said* and *aids*.",
        "gradient": "which letters the answer hangs on. Words are short: here the gradient reaches "
        "the first letter in all three networks, the plain RNN too. Click a letter to ask about "
        "the answer after it.",
        "reach": "put in the state of another word half-way: does it read the one, the other, or "
        "neither? Hold a unit at 0: mostly nothing happens, as no single unit holds a word.",
    }
    corpora: Mapping[str, CorpusAbout] = {
        "own": CorpusAbout(
            title="drawn words",
            words="16,000 words drawn by the generator, always the same",
            short="words drawn by the generator",
        )
    }
    target = Target(kind="word", placeholder="the likeliest", help="a known word")
    outcome = Answers(verb="it reads", kind="word", none="*no word I know*")
    donor = "aids"

    def read(self, model: Any, given: str) -> Trace:
        """Trace of a drawing."""
        from seqdemo.demos.word_reader.task import TASK

        return TASK.trace(model, drawn(given))

    def shipped(self, network: str, given: str) -> Path | None:
        """*said* and *jazz* ship with their traces."""
        cell = as_cell(network)
        return None if cell is None else shipped(ReadWord(drawn(given).drawing, cell))

    def corpus(self, model: Any, name: str, progress: Callable[[float], None]) -> NetworkCorpus:
        """What the network does while it reads words drawn by the generator."""
        from seqdemo.demos.word_reader import corpus

        return corpus.read_corpus(model, progress)

    def properties(self, corpus: Corpus) -> Mapping[str, Property]:
        """What each letter of a word is."""
        return word_properties(corpus)

    def saliency(
        self, model: Any, given: str, trace: Trace, step: int, target: str, window: int | None
    ) -> Saliency:
        """Gradients of a word's log-probability."""
        from seqdemo.demos.word_reader.saliency import saliency

        return saliency(model, trace, step, target.strip().lower(), window=window)

    def intervene(
        self,
        model: Any,
        given: str,
        done: tuple[Intervention, ...],
        donor: str,
        sampling: Sampling,
    ) -> Trace:
        """The drawing read with interventions at work."""
        from seqdemo.demos.word_reader.interventions import intervene

        return intervene(model, drawn(given), done, drawn(donor) if donor else None)

    def stack(self, model: Any, given: str) -> OpenStack:
        """The layer reading a drawing; the answers are words, the last one "no word I know"."""
        from seqdemo.demos.word_reader.interventions import open_stack

        return open_stack(model, drawn(given))


def drawn(given: str) -> ReadWord:
    """The query of an input.

    Raises:
        ValueError: If the text is not a drawing.
    """
    grids = decode(given)
    if grids is None:
        raise ValueError(f"not a drawing: {given[:40]!r}")
    return ReadWord(grids)


EXPLORE = ExploreReaders()
