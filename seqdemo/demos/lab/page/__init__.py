"""The page "How long can it remember?"."""
