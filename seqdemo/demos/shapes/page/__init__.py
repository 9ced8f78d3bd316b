"""The page "All shapes"."""
