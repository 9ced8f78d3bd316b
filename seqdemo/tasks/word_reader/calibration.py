"""Make "90 % sure" mean right nine times in ten, and say "not a word I know" when it is time.

Fitted on words that neither the network nor its probes were trained on. Temperature scaling (Guo
et al. 2017) for the choice among known words; a logistic regression for whether it is one at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from seqdemo.models.word_reader import WordReader
from seqdemo.tasks.word_reader.data import DrawnWords
from seqdemo.tasks.word_reader.states import Read, read

WORDS = 16_000
FIRST = 1 << 33  # examples that training has not reached


def calibrate(reader: WordReader, data: DrawnWords, *, words: int = WORDS) -> dict[str, Any]:
    """Set `reader.temperature`, then `reader.doubt`, and return both for the card."""
    batches = list(read(reader, data, range(FIRST, FIRST + words)))
    _fit_temperature(reader, batches)
    _fit_doubt(reader, batches)
    return {
        "temperature": round(float(reader.temperature), 4),
        "doubt": [round(float(weight), 4) for weight in reader.doubt],
    }


@torch.no_grad()
def _fit_temperature(reader: WordReader, batches: Iterable[Read]) -> None:
    """Least cross-entropy over known words: how sure the reader is, never what it answers."""
    reader.temperature.fill_(1.0)
    known = len(reader.config.words)
    last = torch.cat([b.last[b.words < known] for b in batches])
    target = torch.cat([b.words[b.words < known] for b in batches])
    logits = reader.known(last, ended=True)
    candidates = torch.exp(torch.linspace(-1.2, 1.2, 121))
    costs = [float(F.cross_entropy(logits / float(t), target)) for t in candidates]
    reader.temperature.fill_(float(candidates[min(range(len(costs)), key=costs.__getitem__)]))


def _fit_doubt(reader: WordReader, batches: Iterable[Read]) -> None:
    """Logistic regression: is the likeliest word what was drawn, given how its letters fit?

    A drawing whose word is not in the list, and one that is misread, count alike: in both the
    likeliest word is wrong, and the reader had better say so.
    """
    features, wrong = (torch.cat(part) for part in zip(*_examples(reader, batches), strict=True))
    weights = torch.zeros(4, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def cost() -> Tensor:
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(features @ weights[:3] + weights[3], wrong)
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(cost)  # type: ignore[no-untyped-call]
    with torch.no_grad():
        reader.doubt.copy_(weights.to(reader.doubt))


@torch.no_grad()
def _examples(reader: WordReader, batches: Iterable[Read]) -> Iterable[tuple[Tensor, Tensor]]:
    for batch in batches:
        rows = torch.arange(len(batch.words), device=batch.words.device)
        last = batch.real.sum(1) - 1
        log_p = reader.known(batch.hidden, ended=True).log_softmax(-1)
        evidence = reader.disagreement(batch.hidden, log_p, ended=True)[rows, last]
        wrong = log_p[rows, last].argmax(-1) != batch.words
        yield evidence.double().cpu(), wrong.double().cpu()
