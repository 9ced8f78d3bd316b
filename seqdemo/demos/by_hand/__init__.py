"""A memory by hand: a network of one to three units whose weights a visitor moves."""
