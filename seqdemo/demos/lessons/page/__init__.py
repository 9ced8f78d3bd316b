"""The page "Lessons"."""
