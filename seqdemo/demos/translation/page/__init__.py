"""The page "Translate a sentence"."""
