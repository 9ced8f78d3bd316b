"""A network forecasts a series, with a band, beside classical rivals."""
