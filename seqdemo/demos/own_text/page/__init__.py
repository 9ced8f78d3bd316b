"""The page "Train a writer on your own text"."""
