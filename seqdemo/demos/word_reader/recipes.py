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
RECIPES = {
    "gru": GRU,
    "lstm": replace(GRU, max_steps=25_434),
    "rnn": replace(GRU, max_steps=21_451, learning_rate=1.5e-3),
}
