"""Sentence this demo began with; needs no torch."""

BEFORE, AFTER = "I like to have a cup of", "for breakfast"
