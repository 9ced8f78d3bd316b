"""The page "Back through time"."""
