"""The page "Draw together"."""
