"""The page "Watch a film"."""
