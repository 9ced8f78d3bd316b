"""Symbols of the exercises, and what one gets by guessing."""

COLOURS = ("red", "orange", "yellow", "green", "blue", "purple", "brown", "black")
NOISE = ("k", "b", "x", "m")
QUESTION = "?"
TOKENS = (*COLOURS, *NOISE, QUESTION)

CLOSE = 0.1
"""A sum counts as right if it is off by no more."""

LETTERS = "acehlmst"
"""Letters that are drawn on a 7x7 grid and read."""

STEPS = {"rows": 7, "pixels": 49}
"""Exercise in which a drawn letter is read -> steps that takes."""

CHANCE = {"colour": 1 / len(COLOURS), "adding": 0.19} | dict.fromkeys(STEPS, 1 / len(LETTERS))
"""Right answers of one who has learnt nothing: who always says 1 is near enough to 19 % of sums."""
