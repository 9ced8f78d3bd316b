"""Captioners in the explorer: sentences of sample photos."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.text_properties import Property
from seqdemo.core.card_file import ASSETS, read_card
from seqdemo.demos.captioner.examples import PHOTO, TRACE
from seqdemo.demos.captioner.properties import caption_properties
from seqdemo.demos.captioner.query import LONGEST, Describe
from seqdemo.demos.captioner.samples import sample
from seqdemo.demos.captioner.words import SPECIAL, words_of
from seqdemo.tasks.protocols import CorpusAbout, Explorable, Target

if TYPE_CHECKING:
    from torch import Tensor

    from seqdemo.analysis.saliency import Saliency
    from seqdemo.core.trace import Trace

NAME = "captioner"
LOOKING = "attention"
"""The network whose finished example ships."""


class ExploreCaptioners(Explorable):
    """Decoders with a sample photo in mind.

    An input is `photo`, for the network's own sentence, or `photo:words`, for another one.
    """

    title = "photo captioner"
    networks: Mapping[str, str] = {LOOKING: "with attention", "plain": "without attention"}
    network = LOOKING
    order = 30
    step = "word"
    example = PHOTO
    other = "another sentence"
    empty = "There is no sample photo in this installation, so there is nothing to describe."
    hints: Mapping[str, str] = {
        "states": "units that change at the first word of a thing, such as *a*, and units that "
        "rise or fall through the whole sentence.",
        "path": "where the path goes after *a*: it should differ with what comes next; and how "
        "two sentences part: type another one about the same photo.",
        "gradient": "which words decided what comes next. The photo itself speaks through the "
        "state before the first word, and with attention through every look as well. Click a word "
        "to ask about what follows it.",
    }
    corpora: Mapping[str, CorpusAbout] = {
        "own": CorpusAbout(
            title="drawn sentences",
            words="sentences the network draws by chance for the sample photos, always the same",
            short="sentences the network draws by chance",
        )
    }
    target = Target(
        kind="next word",
        placeholder="the likeliest next word",
        help="a word the network knows; <end> is the end of the sentence",
    )

    def read(self, model: Any, given: str) -> Trace:
        """Trace of a sentence about a photo."""
        from seqdemo.demos.captioner.description import describe, read
        from seqdemo.demos.captioner.task import TASK

        photo, words = split(given)
        regions, known = seen(model, photo), TASK.known(model)
        said = words or describe(model, known, regions, Describe(b"")).words
        return read(model, known, regions, said)

    def readable(self, typed: str) -> str:
        """The known words of a sentence, about the photo of a first visit."""
        return about(PHOTO, typed)

    def shipped(self, network: str, given: str) -> Path | None:
        """The sentence that greets a visitor ships with its trace."""
        return ASSETS / NAME / LOOKING / TRACE if (network, given) == (LOOKING, PHOTO) else None

    def exactly(self, given: str, trace: Trace) -> str:
        """The same photo with the words of a trace: another network would say others."""
        return f"{split(given)[0]}:{' '.join(trace.inputs[1:])}"

    def corpus(self, model: Any, name: str, progress: Callable[[float], None]) -> NetworkCorpus:
        """Sentences the network draws by chance."""
        from seqdemo.demos.captioner import corpus

        return corpus.drawn_corpus(model, progress)

    def properties(self, corpus: Corpus) -> Mapping[str, Property]:
        """What each word of a sentence is."""
        return caption_properties(corpus)

    def saliency(
        self, model: Any, given: str, trace: Trace, step: int, target: str, window: int | None
    ) -> Saliency:
        """Gradients of the next word's log-probability."""
        from seqdemo.demos.captioner.saliency import saliency
        from seqdemo.demos.captioner.task import TASK

        regions = seen(model, split(given)[0])
        word = target.strip().lower()
        return saliency(model, TASK.known(model), regions, trace.inputs, step, word, window)


def split(given: str) -> tuple[str, tuple[str, ...]]:
    """Name of the photo, and the words about it; none for the network's own."""
    photo, _, words = given.partition(":")
    return photo, tuple(words.split())


def about(photo: str, typed: str) -> str:
    """The input of a typed sentence; "" if the networks know none of its words."""
    known = [word for word in words_of(typed) if word in known_words()][:LONGEST]
    return f"{photo}:{' '.join(known)}" if known else ""


@cache
def known_words() -> frozenset[str]:
    """The words that every network knows; needs no torch.

    Raises:
        CheckpointError: If a card that lists them is missing or damaged.
    """
    cards = (read_card(ASSETS / NAME / network) for network in EXPLORE.networks)
    return frozenset.intersection(*(frozenset(card["vocabulary"]) for card in cards)) - {*SPECIAL}


def seen(model: Any, photo: str) -> Tensor:
    """What the encoder sees on a sample photo, (S, 1280).

    Raises:
        ValueError: If the photo is not at hand.
    """
    from seqdemo.demos.captioner.description import look
    from seqdemo.demos.captioner.photo import open_photo

    file = sample(photo)
    if file is None:
        raise ValueError(f"the sample photo {photo!r} is not in this installation")
    return look(model, open_photo(file))


EXPLORE = ExploreCaptioners()
