"""Saliency of a writer's next character."""

from __future__ import annotations

from seqdemo.analysis.saliency import Saliency
from seqdemo.core.trace import Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.models.gates import to_numpy
from seqdemo.models.text_writer import TextWriter
from seqdemo.tasks.next_symbol import LanguageModel, saliency_of


def saliency(
    writer: TextWriter,
    vocabulary: Vocabulary,
    trace: Trace,
    step: int,
    symbol: str = "",
    *,
    window: int | None = None,
) -> Saliency:
    """How the log-probability of a next character depends on all before it.

    Args:
        writer: The network.
        vocabulary: Its symbols.
        trace: Of the text.
        step: After which step the next character is asked, from 0.
        symbol: Which; the likeliest unless given.
        window: Steps of the BPTT window; None is all.

    Raises:
        ValueError: If the step is not in the text, or the symbol not known.
    """
    asked = int(vocabulary.encode(symbol)[0]) if symbol else None
    numbers = vocabulary.encode(trace.inputs).tolist()
    return saliency_of(weights_of(writer, vocabulary), trace, numbers, step, asked, window)


def weights_of(writer: TextWriter, vocabulary: Vocabulary) -> LanguageModel:
    """A writer's weights, without a copy where they are on the CPU."""
    return LanguageModel(
        writer.recurrent.fused,
        to_numpy(writer.embedding.weight.detach()),
        to_numpy(writer.head.weight.detach()),
        to_numpy(writer.head.bias.detach()),
        vocabulary.symbols,
    )
