"""Training batches: sentences cut into pieces anew in every pass.

A batch is made of sentences of like length and holds about as many target pieces as any other.
Everything is done by a few operations on whole tensors, where the training runs, for a Python loop
over sentences takes longer than the update.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from seqdemo.demos.translation.data import Texts
from seqdemo.demos.translation.languages import Direction
from seqdemo.demos.translation.pieces import EOS, PAD, TAGS
from seqdemo.demos.translation.subwords import Subwords, words_of

CUTS = 16
"""Ways in which each word is cut; every pass draws among them."""

LONGEST = 80
"""Pieces of a training sentence; of longer ones the beginning is learned."""

ALIKE = 3
"""Targets whose lengths differ by less may come into one batch."""

Batch = tuple[Tensor, Tensor]


class Ragged(NamedTuple):
    """Rows of different lengths, one behind the other.

    Attributes:
        values: Of all rows, (N,).
        starts: Where each row begins, (R,).
        lengths: Of each row, (R,).
    """

    values: Tensor
    starts: Tensor
    lengths: Tensor

    def rows(self, numbers: Tensor) -> Ragged:
        """Some of the rows, by number, as new ones."""
        starts, lengths = self.starts[numbers], self.lengths[numbers]
        ends = lengths.cumsum(0)
        begins = ends - lengths
        moves = torch.repeat_interleave(starts - begins, lengths)
        values = self.values[torch.arange(len(moves), device=moves.device) + moves]
        return Ragged(values, begins, lengths)

    def to(self, device: torch.device) -> Ragged:
        """The same on a device."""
        return Ragged(*(part.to(device) for part in self))

    def padded(self, numbers: Tensor, width: int) -> Tensor:
        """Some of the rows, cut or filled with PAD to one width, (B, width)."""
        columns = torch.arange(width, device=numbers.device)
        at = self.starts[numbers, None] + columns
        there = columns < self.lengths[numbers, None]
        return self.values[at.clamp(max=len(self.values) - 1)].masked_fill(~there, PAD)


def ragged(rows: Sequence[Sequence[int]]) -> Ragged:
    """Rows of numbers as tensors."""
    # NumPy's readers: millions of short lists are slow to make a tensor of.
    lengths = torch.from_numpy(np.fromiter(map(len, rows), np.int64))
    values = torch.from_numpy(np.fromiter(chain.from_iterable(rows), np.int64))
    return Ragged(values, lengths.cumsum(0) - lengths, lengths)


class Pairs(NamedTuple):
    """The sentence pairs of one pass.

    Attributes:
        sources: Pieces of all sentences of the R rows, by row.
        targets: Likewise.
        source_tags: The symbol before each source, (R,).
        batches: Row numbers of each batch.
    """

    sources: Ragged
    targets: Ragged
    tags: Tensor
    batches: tuple[Tensor, ...]


class TrainingBatches(Dataset[Batch]):
    """Batches of all passes, each an example of this data set.

    An example is (sources (B, S), targets (B, T)): tag, pieces, EOS, then PAD; a source's tag and
    its target's are the same symbol. Pass n draws cuts, order and batches from the seed and n.

    Args:
        texts: Sentences by language.
        subwords: Cuts them.
        directions: What is learned, and the share of the sentences that a pass holds of it.
        pieces: Of all targets of a batch, about.
        passes: How often the sentences are there.
        seed: Of everything drawn.
        usual: Whether targets are cut as in use, every time the same; sources never are.
    """

    def __init__(
        self,
        texts: Texts,
        subwords: Subwords,
        directions: dict[Direction, float],
        *,
        pieces: int,
        passes: int,
        seed: int,
        usual: bool = False,
    ) -> None:
        self.directions, self.seed, self.passes = directions, seed, passes
        self.codes = sorted({code for each in directions for code in each})
        cut = {code: [words_of(line) for line in texts[code]] for code in self.codes}
        words = sorted({word for lines in cut.values() for line in lines for word in line})
        number = {word: place for place, word in enumerate(words)}
        cuts = subwords.cut(words, CUTS, seed)
        self.cuts = ragged([word for time in cuts for word in time])
        self.words = len(words)
        self.usual = ragged([subwords.encode(word) for word in words]) if usual else None
        self.texts = {
            code: ragged([[number[word] for word in line] for line in lines])
            for code, lines in cut.items()
        }
        self.sentences = len(next(iter(cut.values())))
        self.per_pass = self._batches_for(pieces)
        self._pass: tuple[int, Pairs] | None = None

    def to(self, device: torch.device) -> TrainingBatches:
        """Make batches on this device."""
        self.cuts = self.cuts.to(device)
        self.usual = self.usual and self.usual.to(device)
        self.texts = {code: text.to(device) for code, text in self.texts.items()}
        self._pass = None
        return self

    def __len__(self) -> int:
        return self.passes * self.per_pass

    def __getitem__(self, index: int) -> Batch:
        turn, place = divmod(index, self.per_pass)
        if self._pass is None or self._pass[0] != turn:
            self._pass = turn, self._draw(turn)
        pairs = self._pass[1]
        rows = pairs.batches[place]
        tags = pairs.tags[rows, None]
        return _between(tags, pairs.sources, rows), _between(tags, pairs.targets, rows)

    def _batches_for(self, pieces: int) -> int:
        """Batches of a pass, by the pieces of its targets cut in the first way, or the usual."""
        lengths, total = (self.usual or self.cuts).lengths, 0.0
        for direction, share in self.directions.items():
            total += share * float(lengths[self.texts[direction.target].values].sum())
        return max(1, round(total / pieces))

    def _draw(self, turn: int) -> Pairs:
        device = self.cuts.values.device
        generator = torch.Generator(device).manual_seed(
            int(np.random.SeedSequence([self.seed, turn]).generate_state(1)[0])
        )
        sources, targets, tags = [], [], []
        for direction, share in self.directions.items():
            count = round(share * self.sentences)
            chosen = torch.randperm(self.sentences, generator=generator, device=device)[:count]
            sources.append(self._cut(self.texts[direction.source].rows(chosen), generator))
            wanted = self.texts[direction.target].rows(chosen)
            targets.append(self._target(wanted, generator))
            tags.append(torch.full((count,), TAGS[direction.target], device=device))
        joined = _join(sources), _join(targets)
        batches = self._batches(joined[0].lengths, joined[1].lengths, generator)
        return Pairs(*joined, torch.cat(tags), batches)

    def _target(self, text: Ragged, generator: torch.Generator) -> Ragged:
        if self.usual is None:
            return self._cut(text, generator)
        return _in_pieces(text, self.usual.rows(text.values))

    def _cut(self, text: Ragged, generator: torch.Generator) -> Ragged:
        """Words to pieces, each word in one of its ways."""
        words = text.values
        times = torch.randint(CUTS, words.shape, generator=generator, device=words.device)
        return _in_pieces(text, self.cuts.rows(times * self.words + words))

    def _batches(
        self, sources: Tensor, targets: Tensor, generator: torch.Generator
    ) -> tuple[Tensor, ...]:
        """Rows of each batch: of like lengths, with equal shares of the target pieces."""
        noise = torch.rand(len(targets), generator=generator, device=targets.device)
        # By steps of the target, then by the source: so both are padded little.
        alike = (targets / ALIKE + noise / 2).floor()
        order = (alike * 2 * LONGEST + sources + noise).argsort()
        done = targets[order].cumsum(0)
        batch = (done - 1) * self.per_pass // done[-1]
        counts = torch.bincount(batch, minlength=self.per_pass).tolist()
        shuffled = torch.randperm(self.per_pass, generator=generator, device=targets.device)
        parts: tuple[Tensor, ...] = torch.split(order, counts)
        return tuple(parts[place] for place in shuffled.tolist())


def _in_pieces(text: Ragged, pieces: Ragged) -> Ragged:
    """Sentences of words as sentences of pieces, whose rows are the words."""
    ends = pieces.lengths.cumsum(0)[text.starts + text.lengths - 1]
    starts = pieces.starts[text.starts]
    return Ragged(pieces.values, starts, (ends - starts).clamp(max=LONGEST))


def _between(tags: Tensor, text: Ragged, rows: Tensor) -> Tensor:
    """Rows of a text as a batch, (B, T): tag, pieces, EOS, PAD."""
    lengths = text.lengths[rows]
    pieces = text.padded(rows, int(lengths.max()) + 1)
    pieces.scatter_(1, lengths[:, None], EOS)
    return torch.cat([tags, pieces], dim=1)


def _join(parts: Sequence[Ragged]) -> Ragged:
    """Rows of several, one behind the other."""
    moved, begun = [], 0
    for part in parts:
        moved.append(part.starts + begun)
        begun += len(part.values)
    return Ragged(
        torch.cat([part.values for part in parts]),
        torch.cat(moved),
        torch.cat([part.lengths for part in parts]),
    )
