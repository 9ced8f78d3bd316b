"""Recipes: how each network of the word reader was trained."""

from __future__ import annotations

from dataclasses import replace

from seqdemo.training.recipe import Recipe

GRU = Recipe(
    max_steps=20_090,
    batch_size=1024,
    learning_rate=3e-3,
    warmup_steps=500,
    weight_decay=1e-3,
    averaging=0.999,
    shuffle=False,
    precision="bf16",
)
LSTM = replace(
    GRU,
    max_steps=5_101,
    batch_size=256,
    learning_rate=4e-3,
    warmup_steps=200,
    averaging=0.998,
    rates={"eye.": 0.0},
)
"""The eye is the GRU's and stays as it is."""

RECIPES = {"gru": GRU, "lstm": LSTM, "rnn": replace(GRU, max_steps=21_451, learning_rate=1.5e-3)}
