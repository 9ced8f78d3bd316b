"""Interventions on a writer: same opening, same seed.

In float32, as the stepper that lets gates be reached computes; a text that is only written is
sampled in 8 bits.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from seqdemo.core.intervention import Intervention
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import CellKind, Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.saliency import weights_of
from seqdemo.models.text_writer import TextWriter
from seqdemo.tasks.next_symbol import write_on


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
    return write_on(
        weights_of(writer, vocabulary),
        vocabulary.encode(asked.prompt).tolist(),
        asked.length,
        asked.sampling,
        asked.interventions,
        vocabulary.encode(asked.donor).tolist(),
    )
