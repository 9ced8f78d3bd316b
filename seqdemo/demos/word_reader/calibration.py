"""Calibration of the answers: temperature, and a prior for non-words.

Fitted on words that neither the network nor its probes were trained on: temperature scaling (Guo et
al. 2017) with a little caution added, and one number that is added to "not a word I know", as
training shows more such strings than visitors draw. Both leave the answer affine in the hidden
state.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from seqdemo.demos.word_reader.data import DrawnWords, Mix
from seqdemo.demos.word_reader.network import WordReader
from seqdemo.demos.word_reader.states import Read, read

WORDS = 24_000
PRIOR = Mix(non_words=0.07)
"""What visitors draw: mostly words of the list. The more non-words here, the sooner a word in an
unfamiliar hand is refused; the fewer, the sooner a non-word one letter from a word is taken for it.
"""

CAUTION = 1.3
"""Temperatures are raised by as much: people's hands are stranger than the generator's, and a word
should not be called certain there sooner than it is. It costs 0.015 of calibration error on the
generator's own, and a third of the non-words that were called a word, 90 % sure or more.
"""

FIRST = 1 << 33  # examples that training has not reached
SO_FAR_SHARE = 8
"""One word in as many is looked at after every letter: neighbouring steps tell much the same."""


def calibrate(reader: WordReader, *, words: int = WORDS) -> dict[str, Any]:
    """Set `temperature` and `refusal` of `reader`, and return them for the card."""
    data = DrawnWords(reader.config.words, "train", mix=PRIOR)
    for ended, count in ((False, -(-words // SO_FAR_SHARE)), (True, words)):
        batches = read(reader, data, range(FIRST, FIRST + count))
        _fit(reader, [_answers(reader, batch, ended=ended) for batch in batches], ended=ended)
    return {
        "temperature": [round(value, 4) for value in reader.temperature.tolist()],
        "refusal": [round(value, 4) for value in reader.refusal.tolist()],
    }


@torch.no_grad()
def _answers(reader: WordReader, batch: Read, *, ended: bool) -> tuple[Tensor, Tensor]:
    """Uncalibrated logits, (N, V + 1), and what is right, (N,)."""
    if ended:
        return reader.uncalibrated(batch.last, ended=True).float(), batch.words
    row, step = batch.real.nonzero(as_tuple=True)
    return reader.uncalibrated(batch.hidden[row, step], ended=False).float(), batch.words[row]


def _fit(reader: WordReader, batches: Iterable[tuple[Tensor, Tensor]], *, ended: bool) -> None:
    """Least cross-entropy, in the logarithm of the temperature and in the refusal."""
    logits, target = (torch.cat(part) for part in zip(*batches, strict=True))
    weights = torch.zeros(2, device=logits.device, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=50, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        colder, refusal = weights[0].exp(), weights[1]
        loss = F.cross_entropy(logits * colder + refusal * reader.none, target)
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    reader.temperature[int(ended)] = CAUTION / weights[0].detach().exp()
    reader.refusal[int(ended)] = weights[1].detach()
