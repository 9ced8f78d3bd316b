"""Measure how far back a network remembers."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from seqdemo.demos.next_word import agreement, stories
from seqdemo.demos.next_word.daily import SHORT
from seqdemo.demos.next_word.measure import ROWS, suggested
from seqdemo.demos.next_word.network import WordModel
from seqdemo.demos.next_word.words import START, Lexicon, tokens_of

DISTANCES = (0, 5, 10, 15, 20, 30, 40, 50, 60)
SENTENCES = 300
"""Sentences of agreement for each number of nouns between."""


def country_by_distance(
    model: WordModel, lexicon: Lexicon, sentences: Sequence[Sequence[str]]
) -> dict[str, float]:
    """Share of stories whose answer is the likeliest of all words, by words of filler between.

    Args:
        model: The network.
        lexicon: Its words.
        sentences: Tokens of sentences that no network was trained on, to fill with; a few of our
            own are added, so that every distance can be filled.
    """
    fillers = stories.Fillers([*sentences, *map(tokens_of, SHORT)])
    found = {}
    for distance in DISTANCES:
        asked = stories.test_stories(distance, fillers, seed=0)
        before = [lexicon.numbers(each.before) for each in asked]
        likeliest = suggested(after(model, before)).argmax(1)
        answers = torch.tensor(lexicon.numbers(each.answer for each in asked))
        found[str(distance)] = round(float((likeliest.cpu() == answers).float().mean()), 4)
    return found


def agreement_by_attractors(model: WordModel, lexicon: Lexicon) -> dict[str, float]:
    """Share of sentences in which the right form of the verb is likelier, by nouns between."""
    found = {}
    for attractors in range(agreement.MAX_ATTRACTORS + 1):
        asked = agreement.sentences(SENTENCES, 1, held_out=True, attractors=attractors)
        logits = after(model, [lexicon.numbers(each.before) for each in asked]).cpu()
        right = torch.tensor(lexicon.numbers(each.right for each in asked))[:, None]
        wrong = torch.tensor(lexicon.numbers(each.wrong for each in asked))[:, None]
        better = logits.gather(1, right) > logits.gather(1, wrong)
        found[str(attractors)] = round(float(better.float().mean()), 4)
    return found


@torch.inference_mode()
def after(model: WordModel, texts: Sequence[Sequence[int]]) -> torch.Tensor:
    """Logits (N, V) of the word after each of N texts, nats."""
    device = model.bias.device
    found = torch.empty(len(texts), model.config.vocab_size, device=device)
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for start in range(0, len(order), ROWS):
        places = order[start : start + ROWS]
        lengths = torch.tensor([len(texts[place]) for place in places], device=device)
        rows = torch.zeros(len(places), int(lengths.max()) + 1, dtype=torch.long)
        for row, place in zip(rows, places, strict=True):
            row[: len(texts[place]) + 1] = torch.tensor([START, *texts[place]])
        hidden, _ = model.read(rows.to(device))
        last = hidden[torch.arange(len(places), device=device), lengths]
        found[torch.tensor(places, device=device)] = model.score(last).float()
    return found
