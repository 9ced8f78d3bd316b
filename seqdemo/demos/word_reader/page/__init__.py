"""The page "Read a word"."""
