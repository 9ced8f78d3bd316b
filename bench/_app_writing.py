"""How fast do visitors get their texts? Through `Generation`, as the page runs it, states kept."""

from __future__ import annotations

from statistics import median
from time import perf_counter

from bench._threads import threads
from seqdemo.app.generation import Generation
from seqdemo.core.sampling import Sampling
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.query import Write
from seqdemo.demos.shakespeare.writing import Writing
from seqdemo.models.pen.eight_bits import Steps
from seqdemo.models.pen.sampler import rounded_steps
from seqdemo.models.text_writer import TextWriter

LENGTH, TEXTS, TEXT_LENGTH, ROUNDS = 2_000, 20, 500, 5


def app_speeds(writer: TextWriter, vocabulary: Vocabulary) -> dict[str, float]:
    """Characters per second of one text, and of twenty at once together; medians.

    Args:
        writer: The network.
        vocabulary: Its symbols; "R", "O" and a newline among them.
    """
    steps = rounded_steps(writer)
    with threads(1):
        _speed(steps, vocabulary, 1, LENGTH)
        one = [_speed(steps, vocabulary, 1, LENGTH) for _ in range(ROUNDS)]
        twenty = [_speed(steps, vocabulary, TEXTS, TEXT_LENGTH) for _ in range(ROUNDS)]
    return {"app_chars_per_s": median(one), "app_twenty_chars_per_s": median(twenty)}


def _speed(steps: Steps, vocabulary: Vocabulary, texts: int, length: int) -> float:
    """From the first question to the last trace."""
    start = perf_counter()
    generations = []
    for seed in range(texts):
        query = Write("ROOR\n", length, "lstm", Sampling(temperature=0.8, seed=seed))
        generations.append(Generation(query, Writing(steps, vocabulary, query)))
    for generation in generations:
        generation.join()
        generation.trace()
    return texts * length / (perf_counter() - start)
