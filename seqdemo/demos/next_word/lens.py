"""Gradients of a next word, and interventions."""

from __future__ import annotations

import numpy as np

from seqdemo.analysis.saliency import Saliency
from seqdemo.core.intervention import Intervention
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import Trace
from seqdemo.demos.next_word.network import WordModel
from seqdemo.demos.next_word.words import SPECIAL, START, Lexicon, tokens_of
from seqdemo.models.gates import to_numpy
from seqdemo.tasks.next_symbol import LanguageModel, saliency_of, write_on

NEVER = -1e4
"""Added to the score of what is no word, so that it is never written."""


def weights_of(model: WordModel, lexicon: Lexicon) -> LanguageModel:
    """Weights of the layer that reads from the left, its two output matrices as one."""
    table = to_numpy(model.embedding.weight.detach())
    project = model.left.project
    bias = table @ to_numpy(project.bias.detach()) + to_numpy(model.bias.detach())
    return LanguageModel(
        model.left.recurrent.fused,
        table,
        table @ to_numpy(project.weight.detach()),
        bias,
        lexicon.vocabulary.symbols,
    )


def word_saliency(
    model: WordModel,
    lexicon: Lexicon,
    trace: Trace,
    step: int,
    word: str = "",
    window: int | None = None,
) -> Saliency:
    """How the log-probability of a next word depends on all before it.

    Args:
        model: The network.
        lexicon: Its words.
        trace: Of the text.
        step: After which step the next word is asked, from 0.
        word: Which, in any case; "" is the likeliest.
        window: Steps of the BPTT window; None is all.

    Raises:
        ValueError: If the step is not in the text, or the word not known.
    """
    asked = lexicon.number(word) if word else None
    if asked is not None and asked < len(SPECIAL) and word not in SPECIAL:
        raise ValueError(f"the network does not know the word {word!r}")
    numbers = lexicon.numbers(trace.inputs)
    return saliency_of(weights_of(model, lexicon), trace, numbers, step, asked, window)


def written_on(
    model: WordModel,
    lexicon: Lexicon,
    text: str,
    length: int,
    sampling: Sampling,
    done: tuple[Intervention, ...] = (),
    donor: str = "",
) -> Trace:
    """A text and what the network writes after it, word by word; see `next_symbol.write_on`."""
    weights = weights_of(model, lexicon)
    weights.bias[: len(SPECIAL)] += np.float32(NEVER)
    other = [START, *lexicon.numbers(tokens_of(donor))] if donor else []
    numbers = [START, *lexicon.numbers(tokens_of(text))]
    return write_on(weights, numbers, length, sampling, done, other)
