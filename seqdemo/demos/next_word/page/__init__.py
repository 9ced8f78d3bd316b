"""The page "The next word"."""
