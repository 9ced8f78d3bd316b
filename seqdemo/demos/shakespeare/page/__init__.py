"""The page "Write Shakespeare"."""
