"""The page "A memory by hand"."""
