"""A memory by hand: one to three units, weights a visitor moves."""
