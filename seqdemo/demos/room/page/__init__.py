"""The page "A room for your class"."""
