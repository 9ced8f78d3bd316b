"""The page "Read a digit"."""
