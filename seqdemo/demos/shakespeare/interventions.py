"""Interventions on a writer: same opening, same seed.

In float32, as the stepper that lets gates be reached computes; a text that is only written is
sampled in 8 bits.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from seqdemo.core.intervention import Intervention
from seqdemo.core.sampling import Sampling, chances, pick
from seqdemo.core.trace import CellKind, FloatArray, Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.models.gates import to_numpy
from seqdemo.models.matrix_vector import MatrixVector
from seqdemo.models.stepper import State, Stepper
from seqdemo.models.text_writer import TextWriter


@dataclass(frozen=True)
class Intervene:
    """Write on from a text while something is done to the network.

    Attributes:
        prompt: What it reads first, at least one character.
        length: Characters to write.
        cell: Which network.
        sampling: How they are drawn.
        interventions: What is done; steps are counted from the first character of `prompt`.
        donor: The text whose last state a `Blend` mixes in.
    """

    prompt: str
    length: int = 200
    cell: CellKind = "lstm"
    sampling: Sampling = field(default_factory=Sampling)
    interventions: tuple[Intervention, ...] = ()
    donor: str = ""


def intervene(writer: TextWriter, vocabulary: Vocabulary, asked: Intervene) -> Trace:
    """The text with every state, as it comes with the interventions at work.

    Raises:
        ValueError: If there is nothing to read, or an intervention names what is not there.
    """
    if not asked.prompt:
        raise ValueError("the network needs at least one character to start from")
    table = to_numpy(writer.embedding.weight.detach())
    head = MatrixVector(writer.head.weight)
    bias = to_numpy(writer.head.bias.detach())
    other = _state_after(writer, table, vocabulary, asked.donor) if asked.donor else None
    stepper = Stepper(writer.recurrent.fused, asked.interventions, other)
    symbols: list[int] = vocabulary.encode(asked.prompt).tolist()
    logits = [_next(stepper, table[symbol], head, bias) for symbol in symbols]
    for chance in chances(asked.sampling.seed, 0, asked.length).tolist():
        symbols.append(pick(asked.sampling.probabilities(logits[-1]), chance))
        logits.append(_next(stepper, table[symbols[-1]], head, bias))
    return Trace(
        inputs=tuple(vocabulary.symbols[symbol] for symbol in symbols),
        layers=stepper.trace(),
        logits=np.stack(logits),
        classes=vocabulary.symbols,
    )


def _next(stepper: Stepper, x: FloatArray, head: MatrixVector, bias: FloatArray) -> FloatArray:
    return np.asarray(head(stepper.step(x)[None])[0] + bias, np.float32)


def _state_after(writer: TextWriter, table: FloatArray, vocabulary: Vocabulary, text: str) -> State:
    stepper = Stepper(writer.recurrent.fused)
    for symbol in vocabulary.encode(text):
        stepper.step(table[symbol])
    return stepper.state()
