"""Fit and measure how both sides are weighed to fill a blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from seqdemo.demos.next_word.loss import reversed_rows
from seqdemo.demos.next_word.network import WordModel
from seqdemo.demos.next_word.pools import pool_of
from seqdemo.demos.next_word.reading import blended, mixed
from seqdemo.demos.next_word.words import PAD, SPECIAL

FITTED = 500
"""Sentences on which the weights of both sides are fitted."""

ROWS = 64


def blank_metrics(model: WordModel, sentences: Sequence[Sequence[int]]) -> dict[str, float]:
    """Share of words and marks that are the likeliest one for their place, or among three.

    Every place of every sentence is a blank once.
    """
    first, three, asked = 0, 0, 0
    for left, right, wanted in both_sides(model, sentences):
        top = blended(model, left, right).topk(3).indices == wanted[:, None]
        first, three, asked = first + int(top[:, 0].sum()), three + int(top.sum()), asked + len(top)
    return {"blank_top1": round(first / asked, 4), "blank_top3": round(three / asked, 4)}


def fit_blend(model: WordModel, sentences: Sequence[Sequence[int]]) -> Tensor:
    """The weights (3,) under which what stands in the blanks is likeliest; see `reading.mixed`."""
    parts = list(both_sides(model, sentences[:FITTED]))
    weights = torch.ones(3, device=model.bias.device, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=20, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        total = torch.zeros((), device=weights.device)
        count = sum(len(wanted) for _, _, wanted in parts)
        for left, right, wanted in parts:
            scores = mixed(weights, left, right, model.frequency)
            loss = cross_entropy(scores, wanted, reduction="sum") / count
            loss.backward()  # type: ignore[no-untyped-call]  # part by part: all of them together would need gigabytes
            total += loss.detach()
        return total

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return weights.detach()


@torch.no_grad()
def both_sides(
    model: WordModel, sentences: Sequence[Sequence[int]]
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Log-probabilities (N, V) from the left and the right of known words (N,) in their places."""
    device = model.bias.device
    for bucket in pool_of(sentences):
        for rows in torch.split(torch.from_numpy(bucket.rows).long(), ROWS):
            if len(rows):
                yield _sides(model, rows.to(device))


def _sides(model: WordModel, rows: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    left, _ = model.read(rows[:, :-1], "left")
    right, _ = model.read(reversed_rows(rows)[:, :-1], "right")
    lengths = (rows != PAD).sum(1, keepdim=True)
    # Place p of a row is read by the right-hand layer as its place length - 1 - p; what it says of
    # p it says one place before.
    places = torch.arange(1, rows.shape[1], device=rows.device)[None]
    before = (lengths - 2 - places).clamp(min=0)
    right = right.gather(1, before[..., None].expand(-1, -1, right.shape[-1]))
    wanted = rows[:, 1:]
    asked = wanted >= len(SPECIAL)
    return (
        model.score(left[asked], "left").float().log_softmax(-1),
        model.score(right[asked], "right").float().log_softmax(-1),
        wanted[asked],
    )
