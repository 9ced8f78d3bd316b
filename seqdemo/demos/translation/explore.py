"""Translators in the explorer: the decoder saying a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.text_properties import Property
from seqdemo.core.sampling import Sampling
from seqdemo.demos.translation.examples import EXAMPLE
from seqdemo.demos.translation.languages import DIRECTIONS
from seqdemo.demos.translation.pieces import END, shown
from seqdemo.demos.translation.properties import piece_properties
from seqdemo.demos.translation.query import LONGEST, MOST_WORDS, Translate
from seqdemo.tasks.protocols import Answers, CorpusAbout, Explorable, Target

if TYPE_CHECKING:
    from seqdemo.analysis.saliency import Saliency
    from seqdemo.core.intervention import Intervention
    from seqdemo.core.trace import Trace
    from seqdemo.demos.translation.network import Memory

NAME = "translation"


class ExploreTranslators(Explorable):
    """Decoders with a sentence in mind.

    An input is `way|sentence|beginning`: with an empty beginning the network's own translation is
    read, else the beginning, and what comes next is asked.
    """

    title = "translator"
    networks: Mapping[str, str] = {
        "attention": "with attention",
        "plain": "without attention, German to English",
    }
    network = "attention"
    order = 40
    step = "piece"
    layers = 2
    example = f"{EXAMPLE.direction}|{EXAMPLE.text}|"
    other = "Two dogs are running."
    empty = "There is nothing to translate yet: type a sentence."
    hints: Mapping[str, str] = {
        "states": "cell states that count through the sentence, in both layers; layer 1 chooses "
        "where to look. Units of layer 2 that change between an article and its noun.",
        "path": "where the path goes after *ein* or *a*: it should differ with what comes next.",
        "gradient": "which pieces that were said decided the next one. The source speaks through "
        "attention and the state before the first piece.",
        "reach": "hold units of layer 1, and it looks elsewhere; put in the state of another "
        "sentence, and see what it wants to say next.",
    }
    corpora: Mapping[str, CorpusAbout] = {
        "own": CorpusAbout(
            title="drawn sentences",
            words="sentences the network says by chance, from language to language, always the "
            "same",
            short="sentences the network draws by chance",
        )
    }
    target = Target(
        kind="next piece",
        placeholder="the likeliest next piece",
        help=f"a piece as it is shown, such as man or ·ing; {END} is the end of the sentence",
    )
    outcome = Answers(verb="it says next", kind="piece", none="nothing")
    donor = "Two dogs are running."

    def read(self, model: Any, given: str) -> Trace:
        """Trace of the decoder, with pieces as people read them."""
        return _read(model, given)[0]

    def readable(self, typed: str) -> str:
        """The sentence, to be translated in the direction of a first visit."""
        return about(EXAMPLE.direction, typed)

    def exactly(self, given: str, trace: Trace) -> str:
        """The same sentence with what a trace says: another network would say something else."""
        way, sentence, _ = split(given)
        said = "".join(name[1:] if name[:1] == "·" else f" {name}" for name in trace.inputs[1:])
        return f"{way}|{sentence}|{said.strip()}"

    def corpus(self, model: Any, name: str, progress: Callable[[float], None]) -> NetworkCorpus:
        """Sentences the network says by chance."""
        from seqdemo.demos.translation import corpus
        from seqdemo.demos.translation.task import TASK

        return corpus.drawn_corpus(model, TASK.known(model), TASK.directions(model), progress)

    def properties(self, corpus: Corpus) -> Mapping[str, Property]:
        """What each piece of a translation is."""
        return piece_properties(corpus)

    def saliency(
        self, model: Any, given: str, trace: Trace, step: int, target: str, window: int | None
    ) -> Saliency:
        """Gradients of the next piece's log-probability."""
        from seqdemo.demos.translation.saliency import saliency
        from seqdemo.demos.translation.task import TASK

        name = target.strip()
        if name and name not in trace.classes:
            raise ValueError(f"“{name}” is not a piece the network knows")
        asked = trace.classes.index(name) if name else None
        _, memory, pieces = _read(model, given)
        return saliency(model, TASK.known(model), memory, pieces, step, asked, window)

    def intervene(
        self,
        model: Any,
        given: str,
        done: tuple[Intervention, ...],
        donor: str,
        sampling: Sampling,
    ) -> Trace:
        """The same translation, read with interventions at work."""
        from seqdemo.demos.translation.interventions import intervene

        untouched, memory, pieces = _read(model, given)
        other = self.read(model, donor) if donor else None
        return intervene(model, memory, untouched, pieces, done, other)


def split(given: str) -> tuple[str, str, str]:
    """Direction, sentence and beginning of an input."""
    way, _, rest = given.partition("|")
    sentence, _, beginning = rest.partition("|")
    return way, sentence, beginning


def about(way: str, typed: str, beginning: str = "") -> str:
    """The input of a typed sentence; "" if there is no letter in it."""
    words = " ".join(typed.replace("|", " ").split()[:MOST_WORDS])[:LONGEST]
    if way not in DIRECTIONS or not any(char.isalpha() for char in words):
        return ""
    return f"{way}|{words}|{' '.join(beginning.replace('|', ' ').split())[:LONGEST]}"


def _read(model: Any, given: str) -> tuple[Trace, Memory, list[int]]:
    """Trace of an input, what is remembered of its source, and the pieces that are read."""
    from seqdemo.demos.translation.pieces import TAGS
    from seqdemo.demos.translation.reading import read_source, read_target
    from seqdemo.demos.translation.task import TASK

    way, sentence, beginning = split(given)
    subwords, target = TASK.known(model), DIRECTIONS[way].target
    said = subwords.encode(beginning) if beginning else []
    said = said or list(TASK.predict(model, Translate(sentence, way)).said)
    memory, encoder = read_source(model, subwords, subwords.encode(sentence), target)
    trace = read_target(model, subwords, memory, encoder, said, target)
    named = replace(
        trace,
        inputs=tuple(map(shown, trace.inputs)),
        classes=tuple(map(shown, trace.classes)),
        source=tuple(map(shown, trace.source)),
    )
    return named, memory, [TAGS[target], *said]


EXPLORE = ExploreTranslators()
