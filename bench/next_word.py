"""How fast are suggestions while one types: a letter more, and a word more, on one core.

Beside it runs what is usually copied for this task: the whole text through the usual modules at
every key, softmax, and a sort of all words that begin with what was typed. It has the same weights.

Run it from the root of the project: `seqdemo bench next_word`.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import cast

import torch

from bench._numbers import milliseconds_of
from bench._threads import threads
from seqdemo.demos.next_word.network import WordModel
from seqdemo.demos.next_word.reading import Typist, fill
from seqdemo.demos.next_word.suggestions_table import FILE, SuggestionTable
from seqdemo.demos.next_word.task import TASK
from seqdemo.demos.next_word.words import START, Lexicon, tokens_of

TEXT = (
    "When I was a little girl we used to live in a small house near the station, and every "
    "morning my father and I would walk to the market together to buy some"
)
RUNS = 40


def measure(runs: int = RUNS) -> dict[str, float]:
    """Measure all in turns, so that a busy moment of the machine hits all.

    Args:
        runs: Of each; the median counts.

    Returns:
        Milliseconds on one core: `letter_ms` (suggestions for a word begun, after 32 words),
        `word_ms` (after one word more), `blank_ms` (a blank after these words, by both sides),
        `ngram_ms` (the 4-gram model), `usual_ms` (the usual way, at every key), and
        `usual_over_letter` and `usual_over_word`.
    """
    model = cast(WordModel, TASK.load("keyboard", torch.device("cpu")))
    lexicon, tokens = TASK.known(model), tuple(tokens_of(TEXT))
    table = SuggestionTable.from_bytes((TASK.folder("keyboard") / FILE).read_bytes())
    usual = Usual(model, lexicon)
    found: dict[str, list[float]] = {}
    with threads(1):
        for _ in range(runs):
            typist = Typist(model, lexicon)
            typist.suggestions(tokens[:-1])
            calls: dict[str, Callable[[], object]] = {
                "word_ms": lambda typist=typist: typist.suggestions(tokens),  # type: ignore[misc]
                "letter_ms": lambda typist=typist: typist.suggestions(tokens, "b"),  # type: ignore[misc]
                "blank_ms": lambda: fill(model, lexicon, tokens, ["for", "breakfast"]),
                "ngram_ms": lambda: table.after(lexicon.numbers(tokens)),
                "usual_ms": lambda: usual(TEXT + " b"),
            }
            for name, call in calls.items():
                found.setdefault(name, []).append(milliseconds_of(call))
    medians = {name: median(times) for name, times in found.items()}
    usual_ms = medians["usual_ms"]
    return {name: round(value, 2) for name, value in medians.items()} | {
        "usual_over_letter": round(usual_ms / medians["letter_ms"], 1),
        "usual_over_word": round(usual_ms / medians["word_ms"], 1),
    }


class Usual:
    """The whole text through the modules, softmax over all places, and a sort in Python."""

    def __init__(self, model: WordModel, lexicon: Lexicon) -> None:
        self.model, self.lexicon = model, lexicon
        self.words = list(lexicon.vocabulary.symbols)

    @torch.no_grad()
    def __call__(self, text: str) -> list[str]:
        """The three likeliest words that begin with the last letters of a text."""
        *tokens, prefix = tokens_of(text)
        numbers = torch.tensor([[START, *self.lexicon.numbers(tokens)]])
        logits, _ = self.model(numbers)
        chances = torch.softmax(logits, dim=-1)[0, -1].tolist()
        fitting = [n for n, word in enumerate(self.words) if word.lower().startswith(prefix)]
        return [self.words[n] for n in sorted(fitting, key=lambda n: -chances[n])[:3]]
