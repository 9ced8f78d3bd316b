"""Word networks in the explorer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.text_properties import Property
from seqdemo.demos.next_word.properties import word_properties
from seqdemo.demos.next_word.typed import MAX_WORDS
from seqdemo.demos.next_word.words import tokens_of
from seqdemo.tasks.protocols import CorpusAbout, Explorable, Target, WritesOn

if TYPE_CHECKING:
    from seqdemo.analysis.saliency import Saliency
    from seqdemo.core.intervention import Intervention
    from seqdemo.core.sampling import Sampling
    from seqdemo.core.trace import Trace

EXAMPLE = "I grew up in Italy. It was a cold day. We went for a walk in the park. I speak fluent"


class ExploreWords(Explorable):
    """Networks that read a text word by word and say the next word."""

    title = "word predictor"
    networks: Mapping[str, str] = {
        "keyboard": "keyboard LSTM",
        "lstm": "LSTM",
        "gru": "GRU",
        "rnn": "RNN",
    }
    network = "lstm"
    order = 40
    step = "word"
    example = EXAMPLE
    other = "I grew up in Japan. It was a cold day. We went for a walk in the park. I speak fluent"
    empty = "There is nothing to read yet: type a text of English words."
    hints: Mapping[str, str] = {
        "states": "units that change at a country and keep what it was through the sentences "
        "after it; units that start anew after every full stop.",
        "path": "how two texts part and stay apart: compare with one that names another country.",
        "gradient": "how far back the answer reaches: ask what follows the last word.",
        "reach": "put in the state of a text with another country: does the language change?",
    }
    corpora: Mapping[str, CorpusAbout] = {
        "own": CorpusAbout(
            title="what it writes itself",
            words="1,500 sentences the network writes by itself, always the same",
            short="sentences the network writes by itself",
        ),
        "frames": CorpusAbout(
            title="made sentences",
            words="1,650 sentences from frames: daily life, countries, and subjects far from "
            "their verbs, always the same",
            short="sentences from frames",
        ),
    }
    target = Target(
        kind="next word",
        placeholder="the likeliest next word",
        help="a word or mark the network knows",
    )
    outcome = WritesOn(symbol="word", length=24)
    donor = "I grew up in Japan."

    def read(self, model: Any, given: str) -> Trace:
        """Trace of a text."""
        from seqdemo.demos.next_word.reading import trace_of
        from seqdemo.demos.next_word.task import TASK

        return trace_of(model, TASK.known(model), tokens_of(given))

    def readable(self, typed: str) -> str:
        """Words and marks of a text, with spaces between; the end of a long one."""
        return " ".join(tokens_of(typed)[-MAX_WORDS:])

    def up_to(self, given: str, trace: Trace, step: int) -> str:
        """The words up to a step; the first step reads none."""
        return " ".join(tokens_of(given)[:step])

    def corpus(self, model: Any, name: str, progress: Callable[[float], None]) -> NetworkCorpus:
        """What the network writes by itself, or sentences from frames."""
        from seqdemo.demos.next_word import corpus
        from seqdemo.demos.next_word.task import TASK

        made = corpus.written_corpus if name == "own" else corpus.frames_corpus
        return made(model, TASK.known(model), progress)

    def properties(self, corpus: Corpus) -> Mapping[str, Property]:
        """What each word is, and what stands before it."""
        return word_properties(corpus)

    def saliency(
        self, model: Any, given: str, trace: Trace, step: int, target: str, window: int | None
    ) -> Saliency:
        """Gradients of the next word's log-probability."""
        from seqdemo.demos.next_word.lens import word_saliency
        from seqdemo.demos.next_word.task import TASK

        return word_saliency(model, TASK.known(model), trace, step, target.strip(), window)

    def intervene(
        self,
        model: Any,
        given: str,
        done: tuple[Intervention, ...],
        donor: str,
        sampling: Sampling,
    ) -> Trace:
        """The text and what is written after it, with interventions at work."""
        from seqdemo.demos.next_word.lens import written_on
        from seqdemo.demos.next_word.task import TASK

        length = self.outcome.length
        return written_on(model, TASK.known(model), given, length, sampling, done, donor)


EXPLORE = ExploreWords()
