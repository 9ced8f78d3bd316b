"""The page "Feel the mood"."""
