"""Mood readers in the explorer: corpora, saliency, interventions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.text_outcomes import Outcome
from seqdemo.analysis.text_properties import Property
from seqdemo.demos.sentiment.examples import FIRST, FIRST_UNIT, shipped
from seqdemo.demos.sentiment.properties import mood_properties
from seqdemo.demos.sentiment.query import Judge
from seqdemo.demos.sentiment.tokens import tokens
from seqdemo.tasks.patching import OpenStack
from seqdemo.tasks.protocols import Answers, CorpusAbout, Explorable, Target

if TYPE_CHECKING:
    from seqdemo.analysis.saliency import Saliency
    from seqdemo.core.intervention import Intervention
    from seqdemo.core.sampling import Sampling
    from seqdemo.core.trace import Trace


class ExploreMoods(Explorable):
    """Networks that judge a sentence word by word; an input is the sentence."""

    title = "mood reader"
    networks: Mapping[str, str] = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}
    network = "lstm"
    order = 25
    step = "word"
    example = FIRST
    other = "The film is bad, not good."
    empty = "There is nothing to read yet: type an English sentence above."
    hints: Mapping[str, str] = {
        "states": "unit 381 of the LSTM: near 0 until *not* or *never* has been read, far below 0 "
        "at the word after, then fading. Which others turn at *not* itself?",
        "gates": "forget gates that are more shut at *but* than at *and*, *the* or *film*: after "
        "*but*, praise or blame before it hardly counts.",
        "path": "how two inputs part: compare “The film is good, not bad.” with “The film is bad, "
        "not good.”, the same words in another order.",
        "meaning": "*a negation*, *a word of praise* or *of blame*: single units tell them well. "
        "That praise or blame *has been read* a single unit tells less well than the word itself; "
        "the whole state still does.",
        "gradient": "which words decided the mood in the end, and how far back they stand.",
        "reach": "put in the last state of a glad sentence half-way through a sad one: how "
        "glad does it end?",
    }
    corpora: Mapping[str, CorpusAbout] = {
        "own": CorpusAbout(
            title="sentences by templates",
            words="7,252 short sentences on films, made by templates: praise, blame, negation, "
            "contrast; always the same",
            short="sentences by templates",
        )
    }
    first_unit = FIRST_UNIT
    target = Target(kind="mood", placeholder="the likelier", help="positive or negative")
    outcome = Answers(verb="it sounds", kind="mood", none="*neither*")
    donor = "What a wonderful, funny, touching film"

    def read(self, model: Any, given: str) -> Trace:
        """Trace of a sentence."""
        from seqdemo.demos.sentiment.task import TASK

        return TASK.trace(model, Judge(given))

    def judgements(self) -> Mapping[str, Outcome]:
        """Mood of a text, and how much of it the network can read."""
        return {
            "mood": Outcome(
                "probability of a good mood",
                "As “Feel the mood” judges the whole text; it learned from film reviews, and plays "
                "are strange to it: compare with random units",
                None,
                share=True,
                judge="sentiment",
            ),
            "mood_known": Outcome(
                "words the mood reader knows",
                "Share of words and marks that are among those it knows",
                None,
                share=True,
                judge="sentiment",
            ),
        }

    def judge(
        self, model: Any, texts: Sequence[str]
    ) -> Mapping[str, Sequence[tuple[float, float]]]:
        """Moods of texts and their known words; see `texts.judge`."""
        from seqdemo.demos.sentiment.task import TASK
        from seqdemo.demos.sentiment.texts import judge

        return judge(model, TASK.known(model), texts)

    def readable(self, typed: str) -> str:
        """The text, if there is a word in it."""
        return typed.strip() if tokens(typed[:400]) else ""

    def shipped(self, network: str, given: str) -> Path | None:
        """The sentence of a first visit ships with its trace."""
        return shipped(network, given)

    def corpus(self, model: Any, name: str, progress: Callable[[float], None]) -> NetworkCorpus:
        """What the network does while it reads sentences made by templates."""
        from seqdemo.demos.sentiment import corpus
        from seqdemo.demos.sentiment.task import TASK

        return corpus.read_corpus(model, TASK.known(model), progress)

    def properties(self, corpus: Corpus) -> Mapping[str, Property]:
        """What each word of a sentence is."""
        return mood_properties(corpus)

    def saliency(
        self, model: Any, given: str, trace: Trace, step: int, target: str, window: int | None
    ) -> Saliency:
        """Gradients of a mood's log-probability."""
        from seqdemo.demos.sentiment.saliency import saliency
        from seqdemo.demos.sentiment.task import TASK

        numbers = TASK.known(model).numbers(Judge(given).tokens)
        return saliency(model, numbers, trace, step, target.strip().lower(), window=window)

    def intervene(
        self,
        model: Any,
        given: str,
        done: tuple[Intervention, ...],
        donor: str,
        sampling: Sampling,
    ) -> Trace:
        """The sentence read with interventions at work."""
        from seqdemo.demos.sentiment.interventions import intervene
        from seqdemo.demos.sentiment.task import TASK

        known = TASK.known(model)
        read = known.read(Judge(given).tokens)
        other = known.numbers(Judge(donor).tokens) if donor else ()
        return intervene(model, read, done, other)

    def stack(self, model: Any, given: str) -> OpenStack:
        """The layer reading a sentence; the answers are its moods."""
        from seqdemo.demos.sentiment.interventions import open_stack
        from seqdemo.demos.sentiment.task import TASK

        return open_stack(model, TASK.known(model).read(Judge(given).tokens))


EXPLORE = ExploreMoods()
