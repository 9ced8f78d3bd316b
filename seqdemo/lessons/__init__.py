"""Lessons: their format and what they ask of networks."""
