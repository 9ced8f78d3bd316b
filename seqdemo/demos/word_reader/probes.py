"""Linear probes for the letters a state still holds.

Trained on states of a network that no longer changes, so they show what is in the state and put
nothing into it (Alain and Bengio 2016). One probe a position: "the letter at position 2", asked at
every later step.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from seqdemo.demos.word_reader.data import IGNORE, DrawnWords
from seqdemo.demos.word_reader.network import LETTER_CLASSES, WordReader
from seqdemo.demos.word_reader.states import read

WORDS, UPDATES, BATCH = 24_000, 1500, 1024
FIRST = 1 << 32  # examples that training of the network has not reached


def train(
    reader: WordReader, data: DrawnWords, *, words: int = WORDS, updates: int = UPDATES
) -> dict[str, Any]:
    """Train `reader.memory_probes` in place; return their accuracy on words they were not shown."""
    states, letters, _ = _states(reader, data, FIRST, words)
    probes = reader.memory_probes
    probes.reset_parameters()
    optimizer = torch.optim.Adam(probes.parameters(), lr=1e-2)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, updates)
    generator = torch.Generator().manual_seed(0)
    for _ in range(updates):
        pick = torch.randint(len(states), (BATCH,), generator=generator).to(states.device)
        logits = probes(states[pick]).unflatten(-1, (-1, LETTER_CLASSES))
        loss = F.cross_entropy(logits.flatten(0, 1), letters[pick].flatten(), ignore_index=IGNORE)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
    return accuracy(reader, data, FIRST + words, words // 8)


@torch.no_grad()
def accuracy(reader: WordReader, data: DrawnWords, first: int, words: int) -> dict[str, Any]:
    """Share of letters read back rightly, 0..1: over all, and by how many steps ago they were."""
    states, letters, step = _states(reader, data, first, words)
    right = reader.remembered(states).argmax(-1) == letters
    asked = letters != IGNORE
    ago = step[:, None] - torch.arange(letters.shape[1], device=states.device)
    by_lag = {
        str(lag): round(float(right[asked & (ago == lag)].float().mean()), 4) for lag in range(8)
    }
    return {"accuracy": round(float(right[asked].float().mean()), 4), "by_steps_ago": by_lag}


def _states(
    reader: WordReader, data: DrawnWords, first: int, words: int
) -> tuple[Tensor, Tensor, Tensor]:
    """States (N, H), the letter at every position read so far (N, P), and the step of each (N,)."""
    parts = []
    for batch in read(reader, data, range(first, first + words)):
        row, step = batch.real.nonzero(as_tuple=True)
        targets = letters_so_far(batch.letters, reader.config.max_letters)
        parts.append((batch.hidden[row, step], targets[row, step], step))
    states, letters, steps = (torch.cat(part) for part in zip(*parts, strict=True))
    return states, letters, steps


def letters_so_far(letters: Tensor, positions: int) -> Tensor:
    """What a full memory would hold: letters (B, T) -> (B, T, positions).

    Entry [b, t, p] is the letter at position p if it was read by step t, else `IGNORE`.
    """
    steps = letters.shape[1]
    wide = F.pad(letters, (0, positions - steps), value=IGNORE)
    ahead = torch.arange(positions, device=letters.device) > torch.arange(
        steps, device=letters.device
    ).unsqueeze(1)
    return wide[:, None].masked_fill(ahead, IGNORE)
