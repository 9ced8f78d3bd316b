"""The page "Caption a photo"."""
