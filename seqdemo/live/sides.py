"""What can be asked of live networks: states, answers, texts.

What a network can be asked depends on what is known of it: its states always; gradients, patching
and interventions with a head; what it writes on by itself where its answers can be read again.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

import numpy as np
from torch import nn

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.saliency import Saliency
from seqdemo.analysis.text_outcomes import Outcome
from seqdemo.analysis.text_properties import Property, text_properties
from seqdemo.core.character_names import without_signs
from seqdemo.core.intervention import Intervention
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import Trace
from seqdemo.core.trace_arrays import LOSS, properties_in
from seqdemo.live.abilities import keeps_from_writing, lacking
from seqdemo.live.snapshot import Opened, Snapshot, Told, signature_of
from seqdemo.live.texts import live_outcomes, live_texts
from seqdemo.tasks.causes import WriteMany, Written
from seqdemo.tasks.patching import OpenStack
from seqdemo.tasks.protocols import Answers, Explorable, Target, WritesOn
from seqdemo.tasks.stack_answers import changed_reading, changed_writing, stack_saliency

MANY = "To measure causes, a network must write many texts by itself, and this one cannot"

WRITTEN = 120
"""Classes a network writes on."""


class LiveStates(Explorable):
    """Networks of which the states are known.

    Args:
        models: Name -> network.
        told: How they are called.

    Raises:
        ValueError: If they cannot be called so, or cannot be recorded.
    """

    title = "network of yours"
    within = True

    def __init__(self, models: Mapping[str, nn.Module], told: Told) -> None:
        self.told, self._live = told, dict(models)
        self.networks: Mapping[str, str] = {name: name for name in models}
        self.network = next(iter(models))
        self._changing = threading.Lock()
        self._now = {name: Snapshot(model, told) for name, model in models.items()}
        self.example = str(told.x) if told.encode else "1"
        opened = self.first
        _check_properties(told, opened.trace)
        self.layers = len(opened.trace.layers)
        self.joined = told.encode is not None and all(len(one) == 1 for one in opened.trace.inputs)
        self.step = "letter" if self.joined else "step"
        if not told.encode:
            self.inputs = {str(n): f"sequence {n}" for n in range(1, opened.batch + 1)}
        self.other = "another text" if told.encode else "the number of another sequence"
        self.empty = (
            "encode() takes nothing of this: type another text."
            if told.encode
            else f"There are {opened.batch} sequences."
        )
        self.readable = lru_cache(maxsize=64)(self._readable)  # type: ignore[method-assign]

    @property
    def first(self) -> Opened:
        """The first network on its first input."""
        return self._now[self.network].opened(self.example)

    def live_model(self, network: str) -> Snapshot:
        """The network as it stood when the page was last run."""
        return self._now[network]

    def refresh(self) -> bool:
        """Take the weights that the networks have now; whether they are other ones."""
        with self._changing:
            changed = {
                name: Snapshot(model, self.told)
                for name, model in self._live.items()
                if signature_of(model) != self._now[name].signature
            }
            self._now |= changed
        return bool(changed)

    def read(self, model: Snapshot, given: str) -> Trace:
        """Trace of an input."""
        return model.opened(given).trace

    def _readable(self, typed: str) -> str:
        if not self.told.encode:
            return typed.strip() if typed.strip() in self.inputs else ""
        try:
            self._now[self.network].opened(typed)
        except Exception:  # noqa: BLE001 - the reader's own encode says what it takes
            return ""
        return typed

    def properties(self, corpus: Corpus) -> Mapping[str, Property]:
        """Of a text, what its letters are; what the reader says of steps stands in the trace."""
        return text_properties("".join(corpus.labels)) if self.joined else {}


class LiveAnswers(LiveStates):
    """Networks with a head: they can be asked, held, frozen and patched."""

    donor = "the number of another sequence"

    def __init__(self, models: Mapping[str, nn.Module], told: Told) -> None:
        super().__init__(models, told)
        self.donor = self.other
        names = ", ".join(self.first.trace.classes[:8])
        more = " …" if len(self.first.trace.classes) > 8 else ""
        self.target = Target("answer", "the likeliest", f"one of {names}{more}")
        self.outcome: WritesOn | Answers = Answers("it says", "answer", "*nothing*")

    def stack(self, model: Snapshot, given: str) -> OpenStack:
        """The recurrent layers reading an input."""
        opened = model.opened(given)
        assert opened.read is not None, "only networks of which this is known have answers"
        trace = opened.trace
        return OpenStack(opened.layer, opened.read.x, trace.inputs, model.logits, trace.classes)

    def saliency(
        self, model: Snapshot, given: str, trace: Trace, step: int, target: str, window: int | None
    ) -> Saliency:
        """Gradients of an answer's log-probability."""
        asked = without_signs(target)
        return stack_saliency(self.stack(model, given), trace, step, asked, window)

    def intervene(
        self,
        model: Snapshot,
        given: str,
        done: tuple[Intervention, ...],
        donor: str,
        sampling: Sampling,
    ) -> Trace:
        """The input read with interventions at work."""
        other = self.stack(model, donor) if donor else None
        return changed_reading(self.stack(model, given), done, other)


class LiveWriters(LiveAnswers):
    """Networks whose answers are what they read next: they write texts, and many of them."""

    judged = False
    lacking: Mapping[str, str] = {}

    def __init__(self, models: Mapping[str, nn.Module], told: Told) -> None:
        super().__init__(models, told)
        self.outcome = WritesOn("character" if self.joined else "word", WRITTEN)

    def up_to(self, given: str, trace: Trace, step: int) -> str:
        """The text up to a step."""
        return ("" if self.joined else " ").join(trace.inputs[: step + 1])

    def outcomes(self) -> Mapping[str, Outcome]:
        """What can be measured on a text."""
        trace = self.first.trace
        return live_outcomes(trace.classes, trace.inputs, joined=self.joined)

    def write_many(self, model: Snapshot, asked: WriteMany) -> Sequence[Written]:
        """Texts written side by side, in float32."""
        opened = partial(self.stack, model)
        return live_texts(model, opened, asked, joined=self.joined)

    def intervene(
        self,
        model: Snapshot,
        given: str,
        done: tuple[Intervention, ...],
        donor: str,
        sampling: Sampling,
    ) -> Trace:
        """The text and what is written after it, with interventions at work."""
        other = self.stack(model, donor) if donor else None
        stack = self.stack(model, given)
        return changed_writing(stack, model.vector, WRITTEN, sampling, done, other)


def _check_properties(told: Told, trace: Trace) -> None:
    """Hold what the reader says of the steps to those of the first input.

    Raises:
        ValueError: If a property does not fit them: the page would leave it out.
    """
    for name in told.properties.keys() - properties_in(trace).keys():
        shape = np.shape(told.properties[name])
        what = "loss" if name == LOSS else f"the property {name!r}"
        raise ValueError(f"{what} has shape {shape}, but the first input has {len(trace)} steps")


def side_of(models: Mapping[str, nn.Module], told: Told) -> tuple[LiveStates, str]:
    """The side that networks can have, and what they lack in words, "" for nothing.

    Raises:
        ValueError: If not even their states can be recorded.
    """
    states = LiveStates(models, told)
    lacks = [lacking(states.live_model(name), states.example) for name in models]
    if any(lacks):
        states.lacking = {"cause": f"{MANY}: {next(filter(None, lacks))}."}
        return states, next(filter(None, lacks))
    kept = [keeps_from_writing(states.live_model(name), told, states.example) for name in models]
    if any(kept):
        answers = LiveAnswers(models, told)
        answers.lacking = {"cause": f"{MANY}: {next(filter(None, kept))}."}
        return answers, ""
    return LiveWriters(models, told), ""
