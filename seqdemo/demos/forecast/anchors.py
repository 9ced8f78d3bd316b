"""Anchors: plain forecasts a network may lean on; names, without torch."""

ANCHORS = (
    "last",
    "season",
    "two seasons",
    "season + change",
    "season + growth",
    "level",
    "year",
    "year + today",
    "year + growth",
    "like day",
    "autoregression",
)
"""What a forecast may lean on; each is a plain forecast by itself."""

WORDS = (
    "last value",
    "a season ago",
    "two seasons ago",
    "a season ago + change",
    "a season ago + growth",
    "level",
    "time of year",
    "time of year + today",
    "a year ago + growth",
    "last day like it",
    "autoregression",
)
"""The same for visitors."""
