"""Sentence this demo began with, and text of a first visit; no torch."""

BEFORE, AFTER = "I like to have a cup of", "for breakfast"

FIRST = "I would like to have a cup of "
"""In the box on a first visit."""

EXAMPLE = "example.npz"
"""File of its finished trace."""
