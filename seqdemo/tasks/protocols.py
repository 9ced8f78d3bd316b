"""Protocols of a demo beside its Task: what other pages may ask of it.

A demo's `explore.py` exports `EXPLORE`, an `Explorable`. What more its networks can do is said by
the methods it has: the page offers a view where the method is there. Importing it must not import
torch; its methods may.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:  # every page knows these protocols, few what is asked by them
    from seqdemo.analysis.corpus import Corpus
    from seqdemo.analysis.network_corpus import NetworkCorpus
    from seqdemo.analysis.saliency import Saliency
    from seqdemo.analysis.text_properties import Property
    from seqdemo.core.datasets import DatasetSource
    from seqdemo.core.intervention import Intervention
    from seqdemo.core.sampling import Sampling
    from seqdemo.core.trace import Trace


class Explorable(Protocol):
    """Networks whose hidden states can be explored; every input is written as one string.

    Attributes:
        title: The networks in words, such as "word reader".
        networks: Name of each network -> what its button says; the names are the task's.
        network: The one that is shown first.
        order: Place among the demos, lowest first; the first one greets a visitor.
        step: What is read at a step, in words: "letter", "word".
        joined: Whether what is read are characters of a text, with no space between them.
        layers: Recurrent layers of every network.
        example: The input of a first visit.
        other: An example of a second input, as a visitor would type it.
        empty: What to do where there is nothing to read.
        hints: View -> what to look for there.
        within: Whether inputs are long enough to be searched within themselves, without a corpus.
        inputs: The inputs there are -> their names, where nothing else can be given.
        lacking: View -> why these networks do not have it, in a sentence.
        first_unit: Network -> layer and unit that are worth a first look; else the one that changes
            most is shown.
    """

    title: str
    networks: Mapping[str, str]
    network: str
    order: int = 50
    step: str = "step"
    joined: bool = False
    layers: int = 1
    example: str = ""
    other: str = "another input"
    empty: str = "There is nothing to read yet: type something above."
    hints: Mapping[str, str] = {}
    within: bool = False
    inputs: Mapping[str, str] = {}
    lacking: Mapping[str, str] = {}
    first_unit: Mapping[str, tuple[int, int]] = {}

    def read(self, model: Any, given: str) -> Trace:
        """Trace of a network reading an input.

        Raises:
            ValueError: If the input is not one; `readable` gives only such as are.
        """
        ...

    def readable(self, typed: str) -> str:
        """Input made of what a visitor typed, "" if nothing of it can be read; needs no torch."""
        return typed.strip()

    def unread(self, typed: str) -> str:
        """What of that is left out, or read as something else, in sentences; "" if nothing is."""
        return ""

    def shipped(self, network: str, given: str) -> Path | None:
        """File of the finished trace of this input, where one ships: it needs no torch."""
        return None

    def up_to(self, given: str, trace: Trace, step: int) -> str:
        """The input up to a step, that step included, for a network that writes on from there.

        Args:
            given: The input.
            trace: Of it.
            step: From 0.
        """
        return given[: step + 1]

    def exactly(self, given: str, trace: Trace) -> str:
        """Input that makes every network read the steps of `trace`; most inputs do already."""
        return given


@dataclass(frozen=True)
class CorpusAbout:
    """A corpus in words.

    Attributes:
        title: On its button.
        words: What it holds, and how much.
        short: The same in a few words.
        dataset: Data set it is made of; None for what a network makes by itself. Figures of every
            unit that ship beside the weights were measured on this one.
    """

    title: str
    words: str
    short: str = ""
    dataset: DatasetSource | None = None


@runtime_checkable
class HasCorpora(Protocol):
    """Has many states of every network, in which others like the present one are searched.

    Attributes:
        corpora: Name -> about; the first needs no data set.
    """

    corpora: Mapping[str, CorpusAbout]

    def corpus(self, model: Any, name: str, progress: Callable[[float], None]) -> NetworkCorpus:
        """Run a network over a corpus; the same every time. `progress` is told the share done."""
        ...


@runtime_checkable
class HasProperties(Protocol):
    """Knows properties of what is read, which a unit may stand for."""

    def properties(self, corpus: Corpus) -> Mapping[str, Property]:
        """Values of each property at every step of a corpus, (N,), by name."""
        ...


@dataclass(frozen=True)
class Target:
    """The outputs whose log-probability is asked about.

    Attributes:
        kind: In words: "word", "next character".
        placeholder: What is asked until the visitor names one.
        help: What can be typed.
    """

    kind: str
    placeholder: str
    help: str


@runtime_checkable
class HasSaliency(Protocol):
    """Knows what an output depends on."""

    target: Target

    def saliency(
        self, model: Any, given: str, trace: Trace, step: int, target: str, window: int | None
    ) -> Saliency:
        """Gradients of an output back to every step before it.

        Args:
            model: The network.
            given: The input.
            trace: Of the input.
            step: After which step the output is asked, from 0.
            target: Which output, as a visitor typed it; "" is the likeliest.
            window: Steps of the BPTT window; None is all.

        Raises:
            ValueError: If there is no such output; the message is for the visitor.
        """
        ...


@dataclass(frozen=True)
class WritesOn:
    """A network that goes on from its input by itself.

    Attributes:
        symbol: What it writes, in words: "character".
        length: How many of them.
    """

    symbol: str
    length: int


@dataclass(frozen=True)
class Answers:
    """A network whose last step gives an answer.

    Attributes:
        verb: Before the answer: "it reads".
        kind: An answer in words: "word".
        none: The answer that is none of them, in Markdown.
    """

    verb: str
    kind: str
    none: str


@runtime_checkable
class HasInterventions(Protocol):
    """Can be changed while it runs.

    Attributes:
        outcome: What comes of it.
        donor: Example of an input whose state is put in, as a visitor would type it.
    """

    outcome: WritesOn | Answers
    donor: str

    def intervene(
        self,
        model: Any,
        given: str,
        done: tuple[Intervention, ...],
        donor: str,
        sampling: Sampling,
    ) -> Trace:
        """Run a network with interventions at work.

        Args:
            model: The network.
            given: The input; of one that writes on, up to the step from which it does.
            done: What is done, by step of the input.
            donor: The input whose last state a `Blend` mixes in; "" for none.
            sampling: How what it writes is drawn.

        Raises:
            ValueError: If an intervention names what is not there.
        """
        ...
