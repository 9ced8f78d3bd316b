"""Training in bfloat16: matrices are multiplied in it, weights are not kept in it."""

from __future__ import annotations

from dataclasses import replace
from statistics import mean
from typing import Literal

import pytest
import torch
import torch.nn.functional as F
from accelerate import Accelerator
from tiny_regression import RECIPE, Net, make_fit
from torch import Tensor, nn

from seqdemo.core.trace import CellKind
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.models.text_writer import TextWriter, TextWriterConfig
from seqdemo.tasks.text_windows import TextWindows
from seqdemo.training.fit import Batch, Fit
from seqdemo.training.recipe import Recipe

Precision = Literal["fp32", "bf16"]
DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16}

seen: list[torch.dtype] = []


class Watched(Net):
    """Notes in which precision its matrices were multiplied."""

    def forward(self, x: Tensor) -> Tensor:
        out = super().forward(x)
        seen.append(out.dtype)
        return out


def all_dtypes(model: nn.Module) -> set[torch.dtype]:
    return {t.dtype for t in model.state_dict().values() if t.is_floating_point()}


@pytest.mark.parametrize("averaging", [0.0, 0.9])
def test_the_loss_falls_and_weights_stay_in_float32(averaging: float) -> None:
    recipe = replace(RECIPE, max_steps=80, precision="bf16", averaging=averaging)
    fit = make_fit(recipe)
    losses = [step.loss for step in fit]
    assert mean(losses[-10:]) < 0.05 * mean(losses[:3])
    assert all_dtypes(fit.model) == {torch.float32}


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_matrices_are_multiplied_in_the_precision_asked_for(precision: Precision) -> None:
    seen.clear()
    fit = make_fit(replace(RECIPE, precision=precision, max_steps=2), net=Watched)
    for _ in fit:
        assert not torch.is_autocast_enabled("cpu"), "the caller's own work would be rounded"
        assert all(p.grad is None or p.grad.dtype == torch.float32 for p in fit.model.parameters())
    assert seen == [DTYPES[precision]] * 2


def test_full_precision_is_the_default_and_gives_other_numbers() -> None:
    fine, rough = make_fit(), make_fit(replace(RECIPE, precision="bf16"))
    assert fine.recipe.precision == "fp32"
    assert [s.loss for s in fine] != [s.loss for s in rough]


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_a_text_writer_learns_a_rhyme_in_bfloat16(cell: CellKind) -> None:
    text = "abcd" * 60
    vocabulary = Vocabulary.of(text)
    torch.manual_seed(0)
    sizes = {"embed_size": 8, "hidden_size": 16, "num_layers": 2}
    noise = {"dropout": 0.1, "embed_dropout": 0.1, "weight_dropout": 0.1}
    writer = TextWriter(TextWriterConfig(cell, len(vocabulary), **sizes, **noise))

    def loss(model: nn.Module, batch: Batch) -> Tensor:
        logits, _ = model(batch[0])
        return F.cross_entropy(logits.float().flatten(0, 1), batch[1].flatten())

    recipe = Recipe(
        max_steps=25,
        batch_size=8,
        learning_rate=0.02,
        warmup_steps=5,
        shuffle=False,
        precision="bf16",
    )
    windows = TextWindows(text, vocabulary, window=12)
    losses = [s.loss for s in Fit(writer, windows, loss, recipe, Accelerator(cpu=True))]
    assert mean(losses[-5:]) < 0.6 * losses[0]
    assert all_dtypes(writer) == {torch.float32}
