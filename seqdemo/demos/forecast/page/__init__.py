"""The page "Forecast a series"."""
