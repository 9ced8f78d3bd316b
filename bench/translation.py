"""How fast is a translation: one sentence to another, beam 5, on one core.

Beside it runs what tutorials do: `nn.LSTM` called with one token at a time, the decoder's two
layers and the attention as modules, beams as rows of a batch, attention's keys made anew at every
step. It has the same sizes, random weights, which changes nothing about its speed, and says as many
pieces as ours.

Run it from the root of the project: `seqdemo bench translation`.
"""

from __future__ import annotations

from statistics import median
from time import process_time
from typing import cast

import torch
from torch import Tensor, nn

from bench._numbers import seconds_of
from bench._threads import threads
from seqdemo.demos.translation.network import Translator, TranslatorConfig
from seqdemo.demos.translation.pieces import EOS, TAGS
from seqdemo.demos.translation.query import Translate
from seqdemo.demos.translation.task import TASK

WIDTH = 5
RUNS = 10
SENTENCE = "A young man with a red hat plays the guitar on the street while people watch him sing."


def measure(runs: int = RUNS) -> dict[str, float]:
    """Measure both in turns, so that a busy moment of the machine hits both.

    Args:
        runs: Translations of each; the median counts.

    Returns:
        `sentence_ms` (milliseconds from 18 words to their translation, beam 5, one core),
        `sentence_cpu_ms` (of the core's own time), `baseline_ms`, `baseline_over_ours`, and
        `pieces` of our translation.
    """
    translator = cast(Translator, TASK.load("attention", torch.device("cpu")))
    query = Translate(SENTENCE, "en-de", beam_width=WIDTH)
    source = torch.tensor([TAGS["de"], *TASK.known(translator).encode(SENTENCE), EOS])
    pieces = len(TASK.predict(translator, query).said)
    usual = UsualTranslator(translator.config).eval()
    ours, work, theirs = [], [], []
    with threads(1):
        for _ in range(runs):
            before = process_time()
            ours.append(seconds_of(lambda: TASK.predict(translator, query)))
            work.append(process_time() - before)
            theirs.append(seconds_of(lambda: usual(source, pieces)))
    sentence, baseline = median(ours), median(theirs)
    return {
        "sentence_ms": round(1000 * sentence, 1),
        "sentence_cpu_ms": round(1000 * median(work), 1),
        "baseline_ms": round(1000 * baseline, 1),
        "baseline_over_ours": round(baseline / sentence, 2),
        "pieces": pieces,
    }


class UsualTranslator(nn.Module):
    """Encoder and decoder of `nn.LSTM`, called token by token."""

    def __init__(self, config: TranslatorConfig) -> None:
        super().__init__()
        hidden, memory = config.decoder_size, config.memory_size
        self.embedding = nn.Embedding(config.vocab_size, config.embed_size)
        self.encoder = nn.LSTM(
            config.embed_size, config.encoder_size, 2, batch_first=True, bidirectional=True
        )
        self.lower = nn.LSTM(config.embed_size, hidden, batch_first=True)
        self.upper = nn.LSTM(hidden + memory, hidden, batch_first=True)
        self.key = nn.Linear(memory, config.attention_size)
        self.query = nn.Linear(hidden, config.attention_size)
        self.energy = nn.Linear(config.attention_size, 1)
        self.mix = nn.Linear(hidden + memory, config.embed_size)
        self.head = nn.Linear(config.embed_size, config.vocab_size)

    @torch.inference_mode()
    def forward(self, source: Tensor, pieces: int) -> list[list[int]]:
        """Translations of so many pieces and the end, one for each beam."""
        memory, _ = self.encoder(self.embedding(source)[None].expand(WIDTH, -1, -1))
        zeros = memory.new_zeros(1, WIDTH, self.lower.hidden_size)
        lower, upper = (zeros, zeros), (zeros, zeros)
        said = source.new_full((WIDTH, 1), int(source[0]))
        total = memory.new_zeros(WIDTH, 1)
        for _ in range(pieces + 1):
            below, lower = self.lower(self.embedding(said[:, -1:]), lower)
            seen = self._look(below, memory)
            above, upper = self.upper(torch.cat([below, seen], dim=-1), upper)
            output = torch.tanh(self.mix(torch.cat([above, seen], dim=-1)))
            scores = total + torch.log_softmax(self.head(output[:, 0]), dim=1)
            best_total, best = scores.view(-1).topk(WIDTH)
            row, word = best // scores.shape[1], best % scores.shape[1]
            said = torch.cat([said[row], word[:, None]], dim=1)
            lower = (lower[0][:, row], lower[1][:, row])
            upper = (upper[0][:, row], upper[1][:, row])
            total = best_total[:, None]
        found: list[list[int]] = said.tolist()
        return found

    def _look(self, below: Tensor, memory: Tensor) -> Tensor:
        energy = self.energy(torch.tanh(self.key(memory) + self.query(below)))
        return torch.softmax(energy, dim=1).mT @ memory
