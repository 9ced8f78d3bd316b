"""The page "Explore hidden states"."""
