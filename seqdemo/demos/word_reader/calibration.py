"""Temperature and out-of-list calibration of the answers.

Fitted on words that neither the network nor its probes were trained on, in two steps: how much to
trust the state and how much the spelling (temperature scaling, Guo et al. 2017, with two
temperatures), then a logistic regression for whether the likeliest word is the right one at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from seqdemo.demos.word_reader.data import DrawnWords, Mix
from seqdemo.demos.word_reader.network import WordReader
from seqdemo.demos.word_reader.states import Read, read

WORDS = 24_000
PRIOR = Mix(non_words=0.01)
"""What visitors draw: mostly words of the list. The more non-words here, the sooner a word in an
unfamiliar hand is refused; the fewer, the sooner a non-word one letter from a word is taken for it.
"""

FIRST = 1 << 33  # examples that training has not reached


@dataclass(frozen=True, eq=False)
class _Ends:
    """What is known at the last letter of each of N words."""

    state: Tensor  # (N, V) logits of the state
    total: Tensor  # (N, V) fit of each spelling
    least: Tensor  # (N, V) worst letter of each spelling
    words: Tensor  # (N,)


def calibrate(reader: WordReader, *, words: int = WORDS) -> dict[str, Any]:
    """Set `temperature`, `trust` and `doubt` of `reader`, and return them for the card."""
    data = DrawnWords(reader.config.words, "train", mix=PRIOR)
    batches = [_ends(reader, b) for b in read(reader, data, range(FIRST, FIRST + words))]
    _fit_temperatures(reader, batches)
    _fit_doubt(reader, batches)
    return {
        "temperature": round(float(reader.temperature), 4),
        "trust": round(float(reader.trust), 4),
        "doubt": [round(float(weight), 4) for weight in reader.doubt],
    }


@torch.no_grad()
def _ends(reader: WordReader, batch: Read) -> _Ends:
    rows = torch.arange(len(batch.words), device=batch.words.device)
    last = batch.real.sum(1) - 1
    total, least = reader.fit(batch.hidden, ended=True)
    state = reader.known(batch.last, ended=True)
    return _Ends(state, total[rows, last], least[rows, last], batch.words)


def _fit_temperatures(reader: WordReader, batches: Iterable[_Ends]) -> None:
    """Least cross-entropy over known words, in the logarithms of both weights."""
    known = len(reader.config.words)
    parts = [(b.state[w], b.total[w], b.words[w]) for b in batches for w in [b.words < known]]
    state, total, target = (torch.cat(part).float() for part in zip(*parts, strict=True))
    weights = torch.tensor([0.0, -1.0], device=state.device, requires_grad=True)

    def cost() -> Tensor:
        state_weight, spelling_weight = weights.exp()
        return F.cross_entropy(state * state_weight + total * spelling_weight, target.long())

    _minimise(cost, weights)
    state_weight, spelling_weight = weights.detach().exp().tolist()
    reader.temperature.fill_(1 / state_weight)
    reader.trust.fill_(spelling_weight)


def _fit_doubt(reader: WordReader, batches: Iterable[_Ends]) -> None:
    """Logistic regression: is the likeliest word wrong, given how its letters fit?

    A drawing whose word is not in the list, and one that is misread, count alike: in both the
    likeliest word is wrong, and the reader had better say so.
    """
    features, wrong = (torch.cat(part) for part in zip(*_examples(reader, batches), strict=True))
    weights = torch.zeros(4, dtype=torch.float64, requires_grad=True)

    def cost() -> Tensor:
        return F.binary_cross_entropy_with_logits(features @ weights[:3] + weights[3], wrong)

    _minimise(cost, weights)
    with torch.no_grad():
        reader.doubt.copy_(weights.to(reader.doubt))


@torch.no_grad()
def _examples(reader: WordReader, batches: Iterable[_Ends]) -> Iterable[tuple[Tensor, Tensor]]:
    for b in batches:
        log_p = (b.state / reader.temperature + reader.trust * b.total).log_softmax(-1)
        evidence = reader.evidence(log_p, b.total, b.least, ended=True)
        yield evidence.double().cpu(), (log_p.argmax(-1) != b.words).double().cpu()


def _minimise(cost: Any, weights: Tensor) -> None:
    optimizer = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss: Tensor = cost()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
