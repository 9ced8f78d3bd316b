"""Sketch: a network that draws on, stroke by stroke (Sketch-RNN)."""
